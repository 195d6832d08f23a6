//! The schemas of the JSON outputs: committed under `fixtures/schemas`, made of the same tables as the outputs, and kept by every
//! transcript that prints JSON. `UPDATE_CASES=1 cargo test --test schemas` writes them anew: within `@1` keys are only added.

use serde_json::Value;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

const ROOT: &str = env!("CARGO_MANIFEST_DIR");

fn printed(line: &[&str]) -> String {
    let run = Command::new(env!("CARGO_BIN_EXE_loyalty"))
        .env_clear()
        .current_dir(ROOT)
        .args(line)
        .output()
        .expect("the program runs");
    assert!(run.status.success(), "{line:?}: {}", String::from_utf8_lossy(&run.stderr));
    String::from_utf8(run.stdout).expect("UTF-8")
}

fn names() -> Vec<String> {
    printed(&["schema"]).lines().map(str::to_owned).collect()
}

#[test]
fn the_committed_schemas_are_those_of_the_program() {
    let folder = Path::new(ROOT).join("fixtures/schemas");
    let names = names();
    assert!(names.len() >= 12, "{names:?}");
    for name in &names {
        let now = printed(&["schema", name]);
        let place = folder.join(format!("{name}.json"));
        if std::env::var_os("UPDATE_CASES").is_some_and(|wish| wish == "1") {
            fs::create_dir_all(&folder).expect("the folder can be made");
            fs::write(&place, &now).expect("the schema can be written");
        }
        assert_eq!(fs::read_to_string(&place).unwrap_or_default(), now, "{name}");
    }
    let files = fs::read_dir(folder).expect("it is there").count();
    assert_eq!(files, names.len(), "a schema of no command");
}

#[test]
fn every_json_of_a_transcript_keeps_its_schema() {
    let mut all: Vec<Value> =
        transcripts(&Path::new(ROOT).join("tests/cases")).iter().flat_map(|text| documents(text)).collect();
    all.extend(ASKED.map(|line| {
        let words: Vec<&str> = line.split(' ').chain(["-f", "json", "-q"]).collect();
        serde_json::from_str(&printed(&words)).expect("it is JSON")
    }));
    for json in &all {
        let name = json["schema"].as_str().and_then(|name| name.strip_prefix("loyalty/")?.strip_suffix("@1"));
        let name = name.expect("every document names its schema");
        let schema: Value = serde_json::from_str(&printed(&["schema", name])).expect("it is JSON");
        let mut faults = vec![];
        keeps(json, &schema, name, &mut faults);
        assert!(faults.is_empty(), "{}", faults.join("\n"));
    }
}

/// Each command, each of its forms, grouped and not, compared and not.
const ASKED: [&str; 17] = [
    "nps fixtures/corner-shop/nps.csv --by segment",
    "nps fixtures/corner-shop/nps.csv --year 2025 --compare previous",
    "csat fixtures/corner-shop/csat.csv",
    "ces fixtures/corner-shop/ces.csv --by year",
    "repeat fixtures/corner-shop/orders.csv --by channel,category",
    "repeat fixtures/corner-shop/orders.csv --definitions",
    "revenue fixtures/corner-shop/orders.csv",
    "ltv fixtures/corner-shop/orders.csv",
    "retention fixtures/corner-shop/orders.csv --by year",
    "retention fixtures/corner-shop/orders.csv --by quarter --cohorts",
    "retention fixtures/corner-shop/orders.csv --flow",
    "rfm fixtures/corner-shop/orders.csv",
    "rfm fixtures/corner-shop/orders.csv --concentration",
    "forecast fixtures/corner-shop/orders.csv",
    "customers fixtures/corner-shop/orders.csv",
    "check fixtures/corner-shop/orders.csv fixtures/corner-shop/nps.csv",
    "history fixtures/history/history.jsonl",
];

fn transcripts(folder: &Path) -> Vec<String> {
    let mut paths: Vec<PathBuf> =
        fs::read_dir(folder).expect("it is there").flatten().map(|entry| entry.path()).collect();
    paths.sort();
    let texts = paths.into_iter().flat_map(|path| {
        if path.is_dir() { transcripts(&path) } else { vec![fs::read_to_string(path).expect("UTF-8")] }
    });
    texts.collect()
}

/// The documents of a transcript: from a brace on a line of its own to another.
fn documents(text: &str) -> Vec<Value> {
    let mut all = vec![];
    let mut rest = text;
    while let Some(start) = rest.find("\n{\n  \"schema\"") {
        let end = start + rest[start..].find("\n}\n").expect("a document has an end") + 3;
        all.push(serde_json::from_str(&rest[start..end]).expect("it is JSON"));
        rest = &rest[end..];
    }
    all
}

/// Whether a value keeps a schema, of the words that ours are written in.
fn keeps(value: &Value, schema: &Value, place: &str, faults: &mut Vec<String>) {
    if let Some(several) = schema.get("anyOf").and_then(Value::as_array) {
        let fits = several.iter().any(|one| {
            let mut own = vec![];
            keeps(value, one, place, &mut own);
            own.is_empty()
        });
        if !fits {
            faults.push(format!("{place}: fits none of {}: {value}", several.len()));
        }
    }
    if schema.get("const").is_some_and(|only| only != value) {
        faults.push(format!("{place}: {value} is not {}", schema["const"]));
    }
    if schema.get("enum").and_then(Value::as_array).is_some_and(|all| !all.contains(value)) {
        faults.push(format!("{place}: {value} is none of {}", schema["enum"]));
    }
    let types = match schema.get("type") {
        Some(Value::Array(all)) => all.clone(),
        Some(one) => vec![one.clone()],
        None => vec![],
    };
    if !types.is_empty() && !types.iter().any(|name| is(value, name.as_str().unwrap_or_default())) {
        faults.push(format!("{place}: {value} is no {}", schema["type"]));
    }
    if let Some(object) = value.as_object() {
        for key in schema.get("required").and_then(Value::as_array).into_iter().flatten().filter_map(Value::as_str) {
            if !object.contains_key(key) {
                faults.push(format!("{place}: {key} is missing"));
            }
        }
        for (key, member) in object {
            let about =
                schema.get("properties").and_then(|all| all.get(key)).or_else(|| schema.get("additionalProperties"));
            if let Some(about) = about {
                keeps(member, about, &format!("{place}.{key}"), faults);
            }
        }
    }
    if let (Some(list), Some(about)) = (value.as_array(), schema.get("items")) {
        for (number, item) in list.iter().enumerate() {
            keeps(item, about, &format!("{place}[{number}]"), faults);
        }
    }
}

fn is(value: &Value, name: &str) -> bool {
    match name {
        "null" => value.is_null(),
        "boolean" => value.is_boolean(),
        "string" => value.is_string(),
        "array" => value.is_array(),
        "object" => value.is_object(),
        "number" => value.is_number(),
        "integer" => value.is_i64() || value.is_u64(),
        _ => false,
    }
}
