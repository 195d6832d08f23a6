//! The doors of the house: which room may take things from which other.

#[path = "rooms/imports.rs"]
mod imports;
#[path = "rooms/text.rs"]
mod text;

use std::fs;
use std::path::{Path, PathBuf};

/// Each room under `src/` with the rooms it may know, besides itself. A room need not exist yet;
/// a file that belongs to none of them is an error.
const ROOMS: &[(&str, &[&str])] = &[
    ("ledger", &[]),
    ("statistics", &[]),
    ("words", &["answer"]), // its codes, so that the compiler proves that each is worded
    ("config", &[]),
    ("answer", &["ledger"]), // its plain types only: see ANSWER_TAKES
    ("render", &["answer", "words", "ledger"]),
    ("models", &["statistics", "ledger"]),
    ("metrics", &["ledger", "statistics", "models"]),
    ("input", &["ledger", "answer"]), // accounts and reason codes
    ("commands", EVERY_ROOM),
    ("main", &["commands"]),
    ("lib", EVERY_ROOM),
];

const EVERY_ROOM: &[&str] =
    &["ledger", "statistics", "words", "config", "answer", "render", "models", "metrics", "input", "commands"];

/// An answer holds amounts and days, and knows nothing else of the ledger.
const ANSWER_TAKES: &[&str] = &["money", "ratio", "day", "window", "currency"];

#[test]
fn every_file_keeps_the_doors() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut broken = Vec::new();
    for file in sources(&root) {
        let name = file.strip_prefix(&root).expect("it was found below src");
        let name = name.to_string_lossy().replace('\\', "/");
        let source = fs::read_to_string(&file).expect("a source file can be read");
        broken.extend(offences(&name, &source));
    }
    assert!(broken.is_empty(), "\n{}\n", broken.join("\n"));
}

/// Says what a file takes that its room may not know. `name` is its path below `src/`.
fn offences(name: &str, source: &str) -> Vec<String> {
    let place: Vec<&str> = name.trim_end_matches(".rs").split('/').collect();
    let room = place[0];
    let Some((_, doors)) = ROOMS.iter().find(|(known, _)| *known == room) else {
        return vec![format!("src/{name}: `{room}` is no room of tests/rooms.rs")];
    };
    let place = match room {
        "main" | "lib" => &[],
        _ => &place[..],
    };
    let code = imports::imports(source, place);
    let forbidden = code.iter().filter(|import| !allowed(room, doors, &import.path));
    let examples = imports::doc_imports(source);
    let unknown = examples.iter().filter(|import| {
        let taken = import.path.first().map_or("*", String::as_str);
        !EVERY_ROOM.contains(&taken)
    });
    let told = forbidden.map(|import| format!("src/{name}: {room} may not take {}", show(import)));
    let told_examples = unknown.map(|import| format!("src/{name}: an example takes {} from no room", show(import)));
    told.chain(told_examples).collect()
}

fn allowed(room: &str, doors: &[&str], path: &[String]) -> bool {
    let Some(taken) = path.first() else {
        return room == "lib"; // the whole crate under another name
    };
    match (room, taken.as_str()) {
        ("lib", _) => true,
        _ if taken == room => true,
        ("answer", "ledger") => {
            let mut names = path[1..].iter();
            names.next().is_some_and(|name| ANSWER_TAKES.contains(&name.as_str()))
        }
        _ => doors.contains(&taken.as_str()),
    }
}

fn show(import: &imports::Import) -> String {
    match import.path.join("::").as_str() {
        "" => "`crate` as a whole".into(),
        path => format!("`crate::{path}`"),
    }
}

/// Finds the source files of a folder and those below, in the order of their names.
fn sources(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).expect("src can be listed");
    let mut paths: Vec<PathBuf> = entries.flatten().map(|entry| entry.path()).collect();
    paths.sort();
    let found = paths.into_iter().flat_map(|path| match path.is_dir() {
        true => sources(&path),
        false if path.extension().is_some_and(|end| end == "rs") => vec![path],
        false => Vec::new(),
    });
    found.collect()
}

#[cfg(test)]
mod shows {
    use super::offences;
    use crate::imports::{doc_imports, imports};

    fn taken(source: &str, place: &[&str]) -> Vec<String> {
        let found = imports(source, place);
        found.iter().map(|import| import.path.join("::")).collect()
    }

    #[test]
    fn braces_are_followed_to_every_leaf() {
        let source = "use crate::{\n  input::{self, roles::{Role, Kind as K}},\n  ledger::Money,\n  words::*,\n};";
        assert_eq!(
            taken(source, &["metrics"]),
            ["input", "input::roles::Role", "input::roles::Kind", "ledger::Money", "words::*"]
        );
        assert_eq!(taken("use {std::fmt, crate::input::Row};", &["metrics"]), ["input::Row"]);
    }

    #[test]
    fn paths_inside_code_are_found() {
        let source = "fn a(x: &crate::input::Row<crate::config::Job>) { let y = <crate::render::Page as T>::new(); vec![crate::words::label(self.x)] }";
        assert_eq!(taken(source, &["ledger"]), ["input::Row", "config::Job", "render::Page", "words::label"]);
        assert_eq!(taken("macro_rules! m { () => { $crate::input::x() } }", &["ledger"]), ["input::x"]);
        assert_eq!(taken("use r#crate; pub(crate) fn f() { x::super_::y }", &["ledger"]), Vec::<String>::new());
    }

    #[test]
    fn super_is_counted_from_the_place_of_the_file_and_the_modules_in_it() {
        let up = "use super::super::input::Row;";
        assert_eq!(taken(up, &["metrics", "nps"]), ["input::Row"]);
        let inner = "mod tests { fn f() { if a { b } } mod deeper { use super::super::super::super::input::Row; } use super::super::Tally; } use super::ltv;";
        assert_eq!(taken(inner, &["metrics", "nps"]), ["input::Row", "metrics::Tally", "metrics::ltv"]);
        assert_eq!(
            taken("use super::{super::input::Row, csat};", &["metrics", "nps"]),
            ["input::Row", "metrics::csat"]
        );
        assert_eq!(taken("use self::scale::Scale;", &["metrics", "nps"]), ["metrics::nps::scale::Scale"]);
    }

    #[test]
    fn comments_strings_and_characters_are_no_code() {
        let source = r##"
            // use crate::input::A;
            /* use crate::input::B; /* crate::input::C */ crate::input::D */
            /// Like `crate::input::E`.
            const S: &str = "crate::input::F \" crate::input::G";
            const R: &str = r#"crate::input::H " crate::input::I"#;
            const B: &[u8] = b"crate::input::J";
            fn f<'a>(x: &'a str) -> (char, char, u8) { ('"', '\'', b'"') }
            use crate::ledger::Found;
            const C: char = '\u{22}'; const D: &str = "\\"; use crate::ledger::AlsoFound;
        "##;
        assert_eq!(taken(source, &["input"]), ["ledger::Found", "ledger::AlsoFound"]);
    }

    #[test]
    fn examples_in_docs_are_read_as_another_crate() {
        let source = "//! ```\n//! use loyalty_metrics::{ledger::Money, metrics::nps::Nps};\n//! # let x = loyalty_metrics::words::label();\n//! ```\n//! loyalty_metrics::input::no\n/// ```text\n/// loyalty_metrics::input::no\n/// ```\nfn f() {}";
        let found: Vec<String> = doc_imports(source).iter().map(|i| i.path.join("::")).collect();
        assert_eq!(found, ["ledger::Money", "metrics::nps::Nps", "words::label"]);
        assert!(offences("metrics/nps.rs", source).is_empty());
        assert_eq!(offences("metrics/nps.rs", "/// ```\n/// loyalty_metrics::attic::x();\n/// ```\n").len(), 1);
    }

    #[test]
    fn a_forbidden_door_is_told_with_its_file() {
        assert_eq!(
            offences("metrics/nps.rs", "use crate::{\n    ledger::Money,\n    input::{Row},\n};"),
            ["src/metrics/nps.rs: metrics may not take `crate::input::Row`"]
        );
        let forbidden = [
            ("ledger.rs", "use crate::statistics::wilson;"),
            ("ledger/money.rs", "use super::super::words::label;"),
            ("statistics.rs", "fn f(x: crate::ledger::Money) {}"),
            ("answer.rs", "use crate::ledger::Ledger;"),
            ("answer.rs", "use crate::ledger::*;"),
            ("answer.rs", "use crate::ledger;"),
            ("render/json.rs", "#[cfg(test)] mod tests { use crate::metrics::nps::Nps; }"),
            ("input/roles.rs", "use crate::config::Job;"),
            ("metrics/ltv.rs", "use crate::*;"),
            ("metrics/ltv.rs", "use crate as house;"),
            ("metrics/ltv.rs", "use super::super as house;"),
            ("metrics/ltv.rs", "use crate::Money;"),
            ("main.rs", "fn main() { loyalty_metrics::input::read(); }"),
            ("main.rs", "use loyalty_metrics as house;"),
            ("helper.rs", ""),
        ];
        for (name, source) in forbidden {
            assert_eq!(offences(name, source).len(), 1, "{name}: {source}");
        }
    }

    #[test]
    fn an_open_door_is_passed_in_silence() {
        let open = [
            ("lib.rs", "pub mod ledger; pub use crate::ledger::Money; pub use self::input::Row;"),
            ("main.rs", "use loyalty_metrics::commands;"),
            ("answer/account.rs", "use crate::ledger::{money::Money, day::Day, currency::Currency};"),
            ("input/orders.rs", "use super::roles::Role; use crate::answer::Reason; use crate::ledger::Ledger;"),
            ("metrics/ltv.rs", "use super::Tally; use crate::{ledger::*, models, statistics::survival};"),
            ("commands/nps.rs", "use crate::{config::Job, input, metrics, render, words};"),
            ("render/table.rs", "use crate::answer::Table; fn f(&self) { self.x as u8; }"),
        ];
        for (name, source) in open {
            assert_eq!(offences(name, source), Vec::<String>::new(), "{name}: {source}");
        }
    }
}
