//! Sections of settings: each key is a long flag, each value what would be typed behind it.

use super::Section;
use super::fault::Faults;
use super::toml::{Table, Value, scalar, shown, texts};
use crate::config::nearest::nearest;
use clap::{Arg, ArgAction, Command};
use std::path::Path;
use toml::de::DeValue;

/// A flag that stands in the file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Setting {
    /// The section.
    pub section: &'static str,
    /// The flag's id, by which the command line knows it.
    pub flag: String,
    /// Its name: the long flag, or `files`.
    pub name: String,
    /// Its values as typed; none for a switch.
    pub values: Vec<String>,
    /// Whether the switch is on; every other flag is.
    pub on: bool,
    /// The line in which it stands.
    pub line: usize,
}

/// The flag that a key of a section names; blanks in names are `-` or `_`, as one likes.
pub(super) fn flag<'s>(section: &'s Section, key: &str) -> Option<&'s Arg> {
    section.flags.iter().find(|flag| name(flag) == key.replace('_', "-"))
}

/// What a flag is called in the file.
pub fn name(flag: &Arg) -> &str {
    flag.get_long().unwrap_or(flag.get_id().as_str())
}

/// Every setting of a section; `beside` stands there too, and is read elsewhere.
pub(super) fn read(
    section: &Section,
    table: &Table<'_>,
    beside: Option<&str>,
    faults: &mut Faults<'_>,
) -> Vec<Setting> {
    let mut all: Vec<Setting> = vec![];
    for (key, place, value) in table.keys().filter(|(key, ..)| Some(*key) != beside) {
        let Some(flag) = flag(section, key) else {
            let names: Vec<&str> = section.flags.iter().map(name).collect();
            let better = nearest(key, names.iter().copied())
                .map_or_else(|| format!("there are {}", names.join(", ")), |near| format!("did you mean `{near}`?"));
            faults.say(&place, format!("{}: no such setting; {better}", table.full(key)));
            continue;
        };
        if all.iter().any(|other| other.name == name(flag)) {
            faults.say(&place, format!("{}: this stands here twice; leave one out", table.full(key)));
            continue;
        }
        let found = if is_switch(flag) {
            switch(&table.full(key), value, faults).map(|on| (on, vec![]))
        } else {
            Some((true, values(&table.full(key), flag, value, faults)))
        };
        let line = faults.line(&place);
        all.extend(found.map(|(on, values)| Setting {
            section: section.name,
            flag: flag.get_id().to_string(),
            name: name(flag).to_owned(),
            values,
            on,
            line,
        }));
    }
    all.sort_by_key(|setting| setting.line);
    all
}

/// Whether a flag takes no value.
pub fn is_switch(flag: &Arg) -> bool {
    matches!(flag.get_action(), ArgAction::SetTrue)
}

/// Whether a flag can be given more than once.
pub fn is_list(flag: &Arg) -> bool {
    matches!(flag.get_action(), ArgAction::Append)
}

/// Whether a flag's value is the path of a file.
pub fn is_path(flag: &Arg) -> bool {
    flag.get_value_names().is_some_and(|names| names.iter().any(|name| name == "FILE"))
}

fn switch(name: &str, value: &Value<'_>, faults: &mut Faults<'_>) -> Option<bool> {
    if let DeValue::Boolean(on) = value.get_ref() {
        return Some(*on);
    }
    faults.say(&value.span(), format!("{name}: found {}, expected true or false", shown(value)));
    None
}

fn values(name: &str, flag: &Arg, value: &Value<'_>, faults: &mut Faults<'_>) -> Vec<String> {
    let found = if is_list(flag) {
        texts(name, value, faults)
    } else if let Some(text) = scalar(value) {
        vec![text]
    } else {
        faults.say(&value.span(), format!("{name}: found {}, expected {}", shown(value), expected(flag)));
        vec![]
    };
    for text in found.iter().filter(|text| !fits(flag, text)) {
        let words = words(flag);
        let near = nearest(text, words.iter().map(String::as_str));
        let hint = near.map_or(String::new(), |near| format!("; did you mean `{near}`?"));
        faults.say(&value.span(), format!("{name}: found `{text}`, expected {}{hint}", expected(flag)));
    }
    found
}

/// Whether the command line would take a value.
pub(in crate::config) fn fits(flag: &Arg, text: &str) -> bool {
    // Only this flag is tried: what it needs beside it is not there.
    let alone = Arg::new("tried").long("tried").value_parser(flag.get_value_parser().clone());
    Command::new("").no_binary_name(true).arg(alone).try_get_matches_from([format!("--tried={text}")]).is_ok()
}

fn words(flag: &Arg) -> Vec<String> {
    flag.get_possible_values().iter().map(|word| word.get_name().to_owned()).collect()
}

/// What can stand behind a flag; one that takes neither words nor text takes a whole number.
pub(in crate::config) fn expected(flag: &Arg) -> String {
    let words = words(flag);
    if !words.is_empty() {
        return words.join(" or ");
    }
    if fits(flag, "a text") { "a text".to_owned() } else { "a whole number".to_owned() }
}

/// A path of the file, as it is reached from the current folder: paths begin where the file stands.
pub fn reached(file: &str, path: &str) -> String {
    let folder = Path::new(file).parent().filter(|folder| !folder.as_os_str().is_empty());
    match folder {
        Some(folder) if path != "-" => folder.join(path).to_string_lossy().into_owned(),
        Some(_) | None => path.to_owned(),
    }
}
