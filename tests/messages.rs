//! Every message that a user may meet stands in a transcript, and names a way out.

use loyalty_metrics::answer::reason::Reason;
use loyalty_metrics::words::{self, Lang};
use std::fs;
use std::path::Path;

/// Characters that the facts of one message may take up.
const LONGEST_FACT: usize = 400;

/// How a way out begins.
const WAYS_OUT: &[&str] = &[
    "--", "`loyalty", "add", "check", "choose", "close", "copy", "correct", "delete", "double", "export", "fetch",
    "fill", "give", "group", "look", "make", "mend", "name", "or --", "rename", "raise", "save", "say", "split",
    "take", "unpack", "use", "ask", "write",
];

#[test]
fn every_reason_to_reject_a_row_is_shown() {
    let sentences = Reason::ALL.map(|reason| (reason.code(), words::reason(Lang::En, reason).0));
    assert_eq!(unshown(sentences), "", "these reasons stand in no transcript");
}

#[test]
fn every_refusal_is_shown() {
    assert_eq!(unshown(words::refusals(Lang::En)), "", "these refusals stand in no transcript");
}

#[test]
fn every_message_names_a_way_out() {
    for reason in Reason::ALL {
        let (_, remedy) = words::reason(Lang::En, reason);
        assert!(begins_a_way_out(remedy), "`{}` leaves the user alone: {remedy}", reason.code());
    }
    for (code, sentence) in words::refusals(Lang::En) {
        let mut parts = sentence.split([';', ':', ',', '?']).skip(1);
        assert!(parts.any(|part| begins_a_way_out(part.trim_start())), "`{code}` leaves the user alone: {sentence}");
    }
}

/// What is said where exit code 2 follows, but for what the library that reads the command line says.
#[test]
fn every_wrong_command_line_and_setting_is_worded_in_japanese() {
    let mut found = 0;
    for text in raw_cases() {
        let mut blocks: Vec<&str> = text.split("--- exit 2").collect();
        // What stands behind the last of them has ended otherwise.
        blocks.pop();
        let blocks = blocks.into_iter().filter_map(|block| block.rsplit_once("--- stderr\n"));
        let english = blocks.filter_map(|(_, told)| told.strip_prefix("error: "));
        let own = english.filter(|told| !told.contains("try '--help'"));
        for line in own.flat_map(str::lines) {
            found += 1;
            assert_ne!(words::slip(Lang::Ja, line), line, "this has no wording in Japanese");
        }
    }
    assert!(found > 100, "{found}");
}

/// The codes of which no transcript has the sentence.
fn unshown(sentences: impl IntoIterator<Item = (&'static str, &'static str)>) -> String {
    let cases = cases();
    let missing = sentences.into_iter().filter(|(_, sentence)| !shows(&cases, sentence));
    missing.map(|(code, _)| code).collect::<Vec<_>>().join(", ")
}

fn begins_a_way_out(text: &str) -> bool {
    WAYS_OUT.iter().any(|way| text.starts_with(way))
}

/// The text of each transcript, with its line breaks taken out.
fn cases() -> Vec<String> {
    raw_cases().iter().map(|text| text.split_whitespace().collect::<Vec<_>>().join(" ")).collect()
}

/// The text of each transcript.
fn raw_cases() -> Vec<String> {
    let mut folders = vec![Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases")];
    let mut texts = vec![];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(&folder).expect("the transcripts are part of the sources") {
            let path = entry.expect("a folder that was opened can be listed").path();
            if path.is_dir() {
                folders.push(path);
            } else {
                texts.push(fs::read_to_string(&path).expect("transcripts are UTF-8"));
            }
        }
    }
    texts
}

/// Whether a transcript has the sentence, whatever stands for the facts in its braces.
fn shows(cases: &[String], sentence: &str) -> bool {
    let parts: Vec<&str> = sentence.split(['{', '}']).step_by(2).collect();
    cases.iter().any(|text| {
        let starts = text.match_indices(parts[0]).map(|(at, _)| &text[at + parts[0].len()..]);
        starts.filter(|_| !parts[0].is_empty() || parts.len() > 1).any(|rest| follows(rest, &parts[1..]))
    })
}

/// Whether the parts follow one another, each behind a fact.
fn follows(text: &str, parts: &[&str]) -> bool {
    let Some((part, others)) = parts.split_first() else { return true };
    match text.find(part) {
        Some(at) if at <= LONGEST_FACT => follows(&text[at + part.len()..], others),
        _ => false,
    }
}
