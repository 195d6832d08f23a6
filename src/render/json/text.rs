//! Values, strings and objects as JSON text on one line.

use crate::answer::value::Value;
use crate::ledger::money::Money;
use crate::render::visible::is_unseen;
use crate::render::{cells, digits};
use std::io::Write as _;

/// A value.
pub(in crate::render) fn value(value: &Value) -> String {
    text(|out| push(value, out))
}

/// What is written into bytes, which is text: only text is written.
fn text(write: impl FnOnce(&mut Vec<u8>)) -> String {
    let mut bytes = vec![];
    write(&mut bytes);
    String::from_utf8(bytes).expect("it was put together from text")
}

/// Appends a value.
fn push(value: &Value, out: &mut Vec<u8>) {
    match value {
        Value::Missing => out.extend_from_slice(b"null"),
        Value::Count(_) | Value::Whole(_) | Value::Exact(_) | Value::Real(_) | Value::Money(_) => {
            if !cells::push(value, out) {
                out.extend(b"null");
            }
        }
        Value::Sums(sums) => {
            let by = |by: &[(String, Money)]| money(by.iter().map(|(currency, sum)| (currency.as_str(), *sum)));
            out.extend(object(sums.iter().map(|(name, sums)| (name.as_str(), by(sums)))).bytes());
        }
        Value::Text(text) => push_string(text, out),
        Value::Day(day) => {
            out.push(b'"');
            digits::push_day(*day, out);
            out.push(b'"');
        }
        Value::Flag(flag) => out.extend(flag.to_string().bytes()),
        Value::Texts(texts) => {
            out.push(b'[');
            for (number, text) in texts.iter().enumerate() {
                if number > 0 {
                    out.push(b',');
                }
                push_string(text, out);
            }
            out.push(b']');
        }
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
    let name = |(place, key): (usize, &String)| format!("{}{}:", if place > 0 { "," } else { "" }, string(key));
    keys.iter().enumerate().map(name).collect()
}

/// Appends members of an object whose [`names`] are these.
pub(super) fn members(names: &[String], row: &[Value], out: &mut Vec<u8>) {
    for (name, cell) in names.iter().zip(row) {
        out.extend_from_slice(name.as_bytes());
        push(cell, out);
    }
}

/// An object of values whose names are ready.
pub(super) fn line(names: &[String], row: &[Value]) -> String {
    text(|out| {
        out.push(b'{');
        members(names, row, out);
        out.push(b'}');
    })
}

/// An array of items that are JSON already.
pub(super) fn array(items: impl IntoIterator<Item = String>) -> String {
    let items: Vec<String> = items.into_iter().collect();
    format!("[{}]", items.join(","))
}

/// A string; what would steer a terminal or turn text around is escaped as well, which every reader undoes.
pub(super) fn string(string: &str) -> String {
    text(|out| push_string(string, out))
}

fn push_string(text: &str, out: &mut Vec<u8>) {
    out.push(b'"');
    if text.bytes().all(|byte| (b' '..=b'~').contains(&byte) && byte != b'"' && byte != b'\\') {
        out.extend_from_slice(text.as_bytes());
    } else {
        escaped(text, out);
    }
    out.push(b'"');
}

fn escaped(text: &str, out: &mut Vec<u8>) {
    for c in text.chars() {
        match c {
            '"' => out.extend(b"\\\""),
            '\\' => out.extend(b"\\\\"),
            '\n' => out.extend(b"\\n"),
            '\r' => out.extend(b"\\r"),
            '\t' => out.extend(b"\\t"),
            c if is_unseen(c) => write!(out, "\\u{:04x}", u32::from(c)).expect("memory takes it"),
            c => out.extend(c.encode_utf8(&mut [0; 4]).as_bytes()),
        }
    }
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
