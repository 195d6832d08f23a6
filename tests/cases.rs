//! Transcripts: a sentence, a command, and everything it prints, in `tests/cases/**/*.case`.
//!
//! ```text
//! # Nine and ten promote; six and below detract; seven and eight count only in the whole.
//! $ loyalty nps fixtures/corner-shop/nps.csv
//! ```
//!
//! `UPDATE_CASES=1 cargo test --test cases` writes what is printed now below each command: read it
//! as if someone else had written it. Remarks follow a line `--- stderr`, a code other than 0 ends
//! the case as `--- exit 3`, and `< FILE` gives a file as standard input.

#[path = "transcript/case.rs"]
mod case;
#[path = "transcript/command.rs"]
mod command;
#[path = "transcript/difference.rs"]
mod difference;

use std::path::{Path, PathBuf};
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::{fs, thread};

/// An empty folder is never a success.
const AT_LEAST: usize = 115;

#[test]
fn every_case_prints_what_it_says() {
    let files = files(&Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases"));
    let update = std::env::var_os("UPDATE_CASES").is_some_and(|wish| wish == "1");
    let (next, seen) = (AtomicUsize::new(0), AtomicUsize::new(0));
    let failures = Mutex::new(Vec::new());
    thread::scope(|scope| {
        for _ in 0..thread::available_parallelism().map_or(1, usize::from) {
            scope.spawn(|| {
                while let Some(file) = files.get(next.fetch_add(1, Ordering::Relaxed)) {
                    match check(file, update) {
                        Ok(cases) => seen.fetch_add(cases, Ordering::Relaxed),
                        Err(why) => {
                            failures.lock().unwrap().push(why);
                            0
                        }
                    };
                }
            });
        }
    });
    let mut failures = failures.into_inner().unwrap();
    failures.sort();
    assert!(
        failures.is_empty(),
        "{} of {} case files differ (`-` is written, `+` was printed):\n\n{}",
        failures.len(),
        files.len(),
        failures.join("\n")
    );
    assert!(seen.into_inner() >= AT_LEAST, "fewer than {AT_LEAST} cases");
}

/// Runs the cases of one file and counts them, or says how what they print differs.
fn check(file: &Path, update: bool) -> Result<usize, String> {
    let root = concat!(env!("CARGO_MANIFEST_DIR"), "/");
    let name = file.display().to_string().replace(root, "");
    let told = |why: String| format!("{name}: {why}\n");
    let text = fs::read_to_string(file).map_err(|why| told(why.to_string()))?;
    let mut cases = case::parse(&text).map_err(told)?;
    let mut failures = String::new();
    for case in &mut cases {
        let printed = case::show(&command::run(&case.command).map_err(told)?);
        if printed != case.expected {
            failures += &told_difference(&name, case, &printed);
        }
        case.expected = printed;
    }
    let now = case::write(&cases);
    if update && now != text {
        fs::write(file, now).map_err(|why| told(why.to_string()))?;
        return Ok(cases.len());
    }
    if failures.is_empty() { Ok(cases.len()) } else { Err(failures) }
}

fn told_difference(name: &str, case: &case::Case, printed: &str) -> String {
    format!(
        "{name}:{}: # {}\n    $ {}\n{}",
        case.line,
        case.sentences.join(" "),
        case.command,
        difference::difference(&case.expected, printed)
    )
}

/// Finds the case files of a folder and those below, in the order of their names.
fn files(folder: &Path) -> Vec<PathBuf> {
    let Ok(entries) = fs::read_dir(folder) else {
        return Vec::new();
    };
    let mut paths: Vec<PathBuf> = entries.flatten().map(|entry| entry.path()).collect();
    paths.sort();
    let found = paths.into_iter().flat_map(|path| match path.is_dir() {
        true => files(&path),
        false if path.extension().is_some_and(|end| end == "case") => vec![path],
        false => Vec::new(),
    });
    found.collect()
}

#[cfg(test)]
mod shows {
    use crate::case::{Case, parse, show, write};
    use crate::command::{CommandLine, Printed, read};
    use crate::difference::difference;

    const TWO: &str = "# One.\n# Still one.\n$ loyalty nps a.csv\n# A heading\n\n12\n\n# Two.\n$ loyalty --version\nloyalty 0.1.0\n--- exit 3\n";

    fn words(line: &str) -> Vec<String> {
        read(line).unwrap().arguments
    }

    #[test]
    fn words_are_split_as_a_shell_splits_them() {
        assert_eq!(
            words(r#"loyalty  nps --map score="How likely" 'it''s' a\ b "" "say \"x\" \n""#),
            ["nps", "--map", "score=How likely", "its", "a b", "", r#"say "x" \n"#]
        );
        assert_eq!(words("loyalty --fail-if 'nps < 30'")[1], "nps < 30");
        assert_eq!(words("loyalty check fixtures/kado-no-mise/注文.csv")[1], "fixtures/kado-no-mise/注文.csv");
    }

    #[test]
    fn a_file_can_stand_for_standard_input() {
        let expected = CommandLine { arguments: vec!["nps".into(), "-".into()], stdin: Some("fixtures/x.csv".into()) };
        assert_eq!(read("loyalty nps - < fixtures/x.csv"), Ok(expected));
        assert!(read("loyalty nps - <").is_err());
        assert!(read("loyalty nps - < a < b").is_err());
    }

    #[test]
    fn what_would_need_a_shell_is_refused() {
        for line in [
            "loyalty nps a.csv | head -1",
            "loyalty repeat *.csv",
            "loyalty nps a.csv > b",
            "loyalty revenue --loyal orders>=3",
            "loyalty nps 'a.csv",
            "cat a.csv",
        ] {
            assert!(read(line).is_err(), "{line}");
        }
    }

    #[test]
    fn a_file_holds_several_cases_and_a_heading_is_no_case() {
        let cases = parse(TWO).unwrap();
        assert_eq!(cases.len(), 2);
        assert_eq!(cases[0].sentences, ["One.", "Still one."]);
        assert_eq!(cases[0].expected, "# A heading\n\n12\n");
        let second = Case {
            line: 9,
            sentences: vec!["Two.".into()],
            command: "loyalty --version".into(),
            expected: "loyalty 0.1.0\n--- exit 3\n".into(),
        };
        assert_eq!(cases[1], second);
    }

    #[test]
    fn a_file_read_and_written_is_the_same_file() {
        assert_eq!(write(&parse(TWO).unwrap()), TWO);
        let bare = "# Only a wish so far.\n$ loyalty nps a.csv\n";
        assert_eq!(write(&parse(bare).unwrap()), bare);
    }

    #[test]
    fn a_command_without_a_sentence_is_refused() {
        assert!(parse("$ loyalty nps a.csv\n").is_err());
        assert!(parse("# One.\n$ loyalty nps a.csv\n12\n$ loyalty csat a.csv\n").is_err());
        assert!(parse("").is_err());
    }

    #[test]
    fn remarks_and_a_code_other_than_zero_follow_the_answer() {
        let printed =
            |out: &str, remarks: &str, code| show(&Printed { out: out.into(), remarks: remarks.into(), code });
        assert_eq!(printed("12\n", "", Some(0)), "12\n");
        assert_eq!(printed("12\n", "note: x\n", Some(0)), "12\n--- stderr\nnote: x\n");
        assert_eq!(printed("", "error: x\n", Some(3)), "--- stderr\nerror: x\n--- exit 3\n");
        assert_eq!(printed("12", "", Some(0)), "12\n--- no line end\n");
    }

    #[test]
    fn a_difference_shows_the_lines_that_changed_and_those_around() {
        assert_eq!(difference("a\nb\n", "a\nb\n"), "");
        assert_eq!(
            difference("1\n2\n3\n4\n5\n6\n", "1\n2\n3\n4\n5\n7\r\n"),
            "      3\n      4\n      5\n    - 6\n    + 7␍\n      \n"
        );
    }
}
