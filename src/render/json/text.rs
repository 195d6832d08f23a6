//! Values, strings and objects as JSON text on one line.

use crate::answer::value::Value;
use crate::ledger::money::Money;
use crate::render::cells;
use crate::render::visible::is_unseen;
use std::fmt::Write as _;

/// A value.
pub(in crate::render) fn value(value: &Value) -> String {
    match value {
        Value::Missing => "null".to_owned(),
        Value::Count(_) | Value::Whole(_) | Value::Exact(_) | Value::Real(_) | Value::Money(_) => {
            cells::number(value).unwrap_or_else(|| "null".to_owned())
        }
        Value::Sums(sums) => {
            object(sums.iter().map(|(name, by)| (name.as_str(), money(by.iter().map(|(c, sum)| (c.as_str(), *sum))))))
        }
        Value::Text(text) => string(text),
        Value::Day(day) => string(&day.to_string()),
        Value::Flag(flag) => flag.to_string(),
        Value::Texts(texts) => array(texts.iter().map(|text| string(text))),
    }
}

/// Sums by currency.
pub(super) fn money<'a>(sums: impl IntoIterator<Item = (&'a str, Money)>) -> String {
    object(sums.into_iter().map(|(currency, sum)| (currency, sum.to_string())))
}

/// An object of members that are JSON already.
pub(super) fn object<'a>(members: impl IntoIterator<Item = (&'a str, String)>) -> String {
    let mut text = String::from("{");
    for (key, member) in members {
        if text.len() > 1 {
            text.push(',');
        }
        text += &string(key);
        text.push(':');
        text += &member;
    }
    text + "}"
}

/// The names of an object's members, ready to be written before their values.
pub(super) fn names(keys: &[String]) -> Vec<String> {
    keys.iter().map(|key| string(key) + ":").collect()
}

/// An object of values whose [`names`] are ready.
pub(super) fn record(names: &[String], row: &[Value]) -> String {
    let mut text = String::from("{");
    for (name, cell) in names.iter().zip(row) {
        if text.len() > 1 {
            text.push(',');
        }
        text += name;
        text += &value(cell);
    }
    text + "}"
}

/// An array of items that are JSON already.
pub(super) fn array(items: impl IntoIterator<Item = String>) -> String {
    let items: Vec<String> = items.into_iter().collect();
    format!("[{}]", items.join(","))
}

/// A string; what would steer a terminal or turn text around is escaped as well, which every reader undoes.
pub(super) fn string(text: &str) -> String {
    let mut quoted = String::with_capacity(text.len() + 2);
    quoted.push('"');
    for c in text.chars() {
        match c {
            '"' => quoted.push_str("\\\""),
            '\\' => quoted.push_str("\\\\"),
            '\n' => quoted.push_str("\\n"),
            '\r' => quoted.push_str("\\r"),
            '\t' => quoted.push_str("\\t"),
            c if is_unseen(c) => write!(quoted, "\\u{:04x}", u32::from(c)).expect("a string can grow"),
            c => quoted.push(c),
        }
    }
    quoted.push('"');
    quoted
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_string_comes_back_as_it_was() {
        let odd = "quote \" back \\ line\nbell \u{7} next \u{85} turn \u{202e} 髙橋 👍 \u{feff}";
        let back: String = serde_json::from_str(&string(odd)).expect("valid JSON");
        assert_eq!(back, odd);
        assert!(!string(odd).contains(is_unseen));
    }

    #[test]
    fn sums_are_nested_by_name_and_currency() {
        let sums =
            vec![("used".to_owned(), vec![("USD".to_owned(), Money::new(1250, 2))]), ("merged".to_owned(), vec![])];
        assert_eq!(value(&Value::Sums(sums)), r#"{"used":{"USD":12.50},"merged":{}}"#);
    }
}
