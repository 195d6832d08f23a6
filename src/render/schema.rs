//! What the JSON of a command looks like, as JSON Schema (draft 2020-12), made of the same column tables as the JSON itself.
//!
//! Within `@1` keys are only added, so a schema forbids nothing that it does not know.

use super::long;
use crate::answer::column::{Sheet, Unit};
use serde_json::{Map, Value, json};

/// The schema of a command's `-f json`; the first table is that of its answer, the others are those of its other forms and of its parts.
pub fn schema(command: &str, sheets: &[&Sheet]) -> String {
    let record = match command {
        "report" => long_record(),
        "check" => rejected_row(),
        _ => any_of(sheets.iter().filter(|sheet| sheet.command == command).map(|sheet| record(sheet)).collect()),
    };
    let summary = match command {
        "report" => json!({"type": "null"}),
        "check" => json!({"type": "object", "required": ["rows", "used", "merged", "excluded", "rejected"]}),
        _ => record.clone(),
    };
    let required = [
        "schema",
        "tool",
        "command",
        "parameters",
        "inputs",
        "definition",
        "set_aside",
        "warnings",
        "summary",
        "records",
    ];
    let mut properties = json!({
        "schema": {"const": format!("loyalty/{command}@1")},
        "tool": object(&[("name", json!({"const": "loyalty"})), ("version", text())]),
        "command": {"const": command},
        "parameters": {"type": "object"},
        "inputs": {"type": "array", "items": input()},
        "definition": {"type": ["string", "null"]},
        "set_aside": {"type": "object", "additionalProperties": count()},
        "warnings": {"type": "array", "items": remark()},
        "summary": summary,
        "records": {"type": "array", "items": record},
    });
    properties["sections"] = json!({"type": "array", "items": section()});
    let schema = json!({
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": format!("loyalty/{command}@1"),
        "title": format!("loyalty {command} -f json"),
        "type": "object",
        "required": required,
        "properties": properties,
    });
    let text = serde_json::to_string_pretty(&schema).expect("a tree of texts can be written");
    text + "\n"
}

/// A flat record under the columns of a table; groups of several columns stand under the names of those.
fn record(sheet: &Sheet) -> Value {
    let mut properties = Map::new();
    for column in sheet.columns {
        properties.insert(column.key.to_owned(), cell(column.unit));
    }
    let mut required: Vec<&str> = sheet.columns.iter().map(|column| column.key).collect();
    for (key, about) in common() {
        required.push(key);
        properties.entry(key).or_insert(about);
    }
    properties.insert("group".to_owned(), json!({"type": ["string", "null"]}));
    json!({"type": "object", "required": required, "properties": properties})
}

fn common() -> [(&'static str, Value); 5] {
    [
        ("from", day()),
        ("to", day()),
        ("complete", json!({"type": ["boolean", "null"]})),
        ("currency", json!({"type": ["string", "null"], "description": "ISO 4217"})),
        ("warnings", json!({"type": "array", "items": text()})),
    ]
}

/// A cell; where there is no number, it is `null`.
fn cell(unit: Unit) -> Value {
    match unit {
        Unit::Count => json!({"type": ["integer", "null"]}),
        Unit::Share => json!({"type": ["number", "null"], "description": "a share: 0.25 is 25 %"}),
        Unit::Points => json!({"type": ["number", "null"], "description": "points from -100 to 100"}),
        Unit::Number => json!({"type": ["number", "null"]}),
        Unit::Money | Unit::MoneyPer => json!({"type": ["number", "null"], "description": "money, in exact decimals"}),
        Unit::Days => json!({"type": ["number", "null"], "description": "days"}),
        Unit::Years => json!({"type": ["number", "null"], "description": "years of 365 days"}),
        Unit::Text => json!({"type": ["string", "null"]}),
        Unit::Date => day(),
        Unit::Flag => json!({"type": ["boolean", "null"]}),
    }
}

fn long_record() -> Value {
    let numbers =
        ["value", "low", "high", "numerator", "denominator", "n", "previous", "change", "change_low", "change_high"];
    let properties: Map<String, Value> = long::KEYS
        .iter()
        .map(|key| {
            let about = match *key {
                "from" | "to" => day(),
                "complete" => json!({"type": ["boolean", "null"]}),
                "warnings" => json!({"type": "array", "items": text()}),
                "command" | "metric" | "definition" | "unit" => text(),
                key if numbers.contains(&key) => json!({"type": ["number", "null"]}),
                _ => json!({"type": ["string", "null"]}),
            };
            ((*key).to_owned(), about)
        })
        .collect();
    json!({"type": "object", "required": long::KEYS, "properties": properties})
}

fn rejected_row() -> Value {
    object(&[
        ("path", text()),
        ("line", count()),
        ("column", text()),
        ("value", text()),
        ("reason", text()),
        ("expected", text()),
    ])
}

fn section() -> Value {
    let rows = json!({"type": "array", "items": {"type": "object"}});
    object(&[
        ("command", text()),
        ("status", json!({"enum": ["answered", "refused"]})),
        ("reason", json!({"type": ["string", "null"]})),
        ("message", json!({"type": ["string", "null"]})),
        ("definition", json!({"type": ["string", "null"]})),
        ("parameters", json!({"type": "object"})),
        ("set_aside", json!({"type": "object", "additionalProperties": count()})),
        ("warnings", json!({"type": "array", "items": remark()})),
        ("summary", json!({"type": ["object", "null"]})),
        ("records", rows),
    ])
}

fn input() -> Value {
    object(&[
        ("path", text()),
        ("kind", text()),
        ("encoding", text()),
        ("delimiter", text()),
        ("columns", json!({"type": "object", "additionalProperties": text()})),
        ("readings", json!({"type": "object", "additionalProperties": text()})),
        ("rows", count()),
        ("used", count()),
        ("merged", count()),
        ("excluded", json!({"type": "object", "additionalProperties": count()})),
        ("rejected", count()),
    ])
}

fn remark() -> Value {
    object(&[("code", text()), ("message", text())])
}

/// An object that has all of these.
fn object(members: &[(&str, Value)]) -> Value {
    let required: Vec<&str> = members.iter().map(|(key, _)| *key).collect();
    let properties: Map<String, Value> =
        members.iter().map(|(key, about)| ((*key).to_owned(), about.clone())).collect();
    json!({"type": "object", "required": required, "properties": properties})
}

fn any_of(mut all: Vec<Value>) -> Value {
    if all.len() == 1 { all.remove(0) } else { json!({"anyOf": all}) }
}

fn text() -> Value {
    json!({"type": "string"})
}

fn count() -> Value {
    json!({"type": "integer"})
}

fn day() -> Value {
    json!({"type": ["string", "null"], "format": "date"})
}
