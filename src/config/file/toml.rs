//! Tables and values of TOML, with a word for each that a person knows it by.

use super::fault::{Fault, Faults};
use crate::config::nearest::nearest;
use std::ops::Range;
use toml::Spanned;
use toml::de::{DeTable, DeValue};

/// A value and where it stands.
pub(super) type Value<'t> = Spanned<DeValue<'t>>;

/// A table with its full name.
pub(super) struct Table<'t> {
    /// As in `transactions.columns`; blank for the file itself.
    pub(super) name: String,
    /// What stands in it.
    pub(super) entries: &'t DeTable<'t>,
}

/// Reads the text of a file.
pub(super) fn parse<'t>(text: &'t str, faults: &Faults<'_>) -> Result<Spanned<DeTable<'t>>, Fault> {
    DeTable::parse(text).map_err(|error| {
        let what = error.message().replace('\n', ", ");
        faults.only(&error.span().unwrap_or(0..0), &format!("this is no TOML: {what}"))
    })
}

impl<'t> Table<'t> {
    /// The full name of a key.
    pub(super) fn full(&self, key: &str) -> String {
        if self.name.is_empty() { key.to_owned() } else { format!("{}.{key}", self.name) }
    }

    /// The value of a key.
    pub(super) fn value(&self, key: &str) -> Option<&'t Value<'t>> {
        self.entries.get(key)
    }

    /// Every key with its place and value.
    pub(super) fn keys(&self) -> impl Iterator<Item = (&'t str, Range<usize>, &'t Value<'t>)> {
        self.entries.iter().map(|(key, value)| (key.get_ref().as_ref(), key.span(), value))
    }

    /// The table of a key, if it is there.
    pub(super) fn table(&self, key: &str, faults: &mut Faults<'_>) -> Option<Self> {
        let value = self.value(key)?;
        let name = self.full(key);
        if let DeValue::Table(entries) = value.get_ref() {
            return Some(Self { name, entries });
        }
        faults.say(&value.span(), format!("{name}: found {}, expected a section [{name}]", shown(value)));
        None
    }

    /// Refuses keys that are not known; `hint` may know better than the nearest name.
    pub(super) fn check(&self, known: &[&str], hint: impl Fn(&str) -> Option<String>, faults: &mut Faults<'_>) {
        for (key, place, _) in self.keys().filter(|(key, ..)| !known.contains(key)) {
            let better =
                hint(key).or_else(|| nearest(key, known.iter().copied()).map(|near| format!("did you mean `{near}`?")));
            let better = better.unwrap_or_else(|| format!("there are {}", known.join(", ")));
            faults.say(
                &place,
                format!(
                    "{}: no such {}; {better}",
                    self.full(key),
                    if self.name.is_empty() { "section" } else { "key" }
                ),
            );
        }
    }

    /// The one text of a key.
    pub(super) fn text(&self, key: &str, faults: &mut Faults<'_>) -> Option<String> {
        let value = self.value(key)?;
        let text = scalar(value);
        if text.is_none() {
            faults.say(&value.span(), format!("{}: found {}, expected a text", self.full(key), shown(value)));
        }
        text
    }

    /// The texts of a key: a list, or one alone.
    pub(super) fn texts(&self, key: &str, faults: &mut Faults<'_>) -> Vec<String> {
        self.value(key).map_or(vec![], |value| texts(&self.full(key), value, faults))
    }
}

/// The texts of a value: a list, or one alone.
pub(super) fn texts(name: &str, value: &Value<'_>, faults: &mut Faults<'_>) -> Vec<String> {
    if let Some(text) = scalar(value) {
        return vec![text];
    }
    let DeValue::Array(list) = value.get_ref() else {
        faults.say(&value.span(), format!("{name}: found {}, expected a text or a list of texts", shown(value)));
        return vec![];
    };
    let mut all = vec![];
    for member in list {
        match scalar(member) {
            Some(text) => all.push(text),
            None => faults.say(&member.span(), format!("{name}: found {} in the list, expected a text", shown(member))),
        }
    }
    all
}

/// A text, a number or a day, as it is written.
pub(super) fn scalar(value: &Value<'_>) -> Option<String> {
    match value.get_ref() {
        DeValue::String(text) => Some(text.to_string()),
        DeValue::Integer(number) if number.radix() == 10 => Some(number.as_str().to_owned()),
        DeValue::Float(number) => Some(number.as_str().to_owned()),
        DeValue::Datetime(moment) => Some(moment.to_string()),
        DeValue::Integer(_) | DeValue::Boolean(_) | DeValue::Array(_) | DeValue::Table(_) => None,
    }
}

/// How a value is called to the user.
pub(super) fn shown(value: &Value<'_>) -> String {
    match value.get_ref() {
        DeValue::String(text) => format!("the text `{text}`"),
        DeValue::Integer(number) => format!("the number {}", number.as_str()),
        DeValue::Float(number) => format!("the number {}", number.as_str()),
        DeValue::Boolean(true) => "true".to_owned(),
        DeValue::Boolean(false) => "false".to_owned(),
        DeValue::Datetime(moment) => format!("the day {moment}"),
        DeValue::Array(_) => "a list".to_owned(),
        DeValue::Table(_) => "a table".to_owned(),
    }
}
