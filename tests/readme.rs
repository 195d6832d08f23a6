//! The commands in the README and in the Japanese one are run, and what they print is compared with what it says.
//!
//! In a block that begins with three backticks and `console`, each `$ loyalty …` (or
//! `$ cargo run --release -- …`) is run; the lines below it, to the next `$` or the end, are its
//! output, where a line `…` stands for any number of left out lines.

#[path = "transcript/command.rs"]
mod command;
#[path = "transcript/difference.rs"]
mod difference;

use std::fs;

/// The pages, each with the fewest examples that it has: one without examples is never a success.
const PAGES: [(&str, usize); 2] = [("README.md", 12), ("README.ja.md", 5)];

#[test]
fn the_readmes_print_what_they_say() {
    for (name, least) in PAGES {
        let page = fs::read_to_string(format!("{}/{name}", env!("CARGO_MANIFEST_DIR")));
        let examples = examples(&page.unwrap_or_default());
        let failures: String = examples.iter().filter_map(|example| difference_of(name, example)).collect();
        assert!(failures.is_empty(), "{name} differs (`-` is written, `+` was printed):\n\n{failures}");
        assert!(examples.len() >= least, "{name}: fewer than {least} examples");
    }
}

/// A command of the page and the lines written below it.
#[derive(Debug, Default, PartialEq)]
struct Example {
    line: usize,
    command: String,
    written: Vec<String>,
}

/// Runs an example and says how what it prints differs, if it does.
fn difference_of(name: &str, example: &Example) -> Option<String> {
    let place = format!("{name}:{}: $ {}\n", example.line, example.command);
    let printed = match command::run(&example.command) {
        Ok(printed) => printed,
        Err(why) => return Some(format!("{place}    {why}\n")),
    };
    // On a terminal the two streams mingle: remarks may stand above the answer or below it.
    let above = format!("{}{}", printed.remarks, printed.out);
    let below = format!("{}{}", printed.out, printed.remarks);
    if matches(&example.written, &above) || matches(&example.written, &below) {
        return None;
    }
    let written = example.written.join("\n") + "\n";
    Some(place + &difference::difference(&written, &below))
}

/// Whether the printed lines are the written ones, with anything in the place of a `…`.
fn matches(written: &[String], printed: &str) -> bool {
    let printed: Vec<&str> = printed.trim_end().lines().map(str::trim_end).collect();
    let end = written.iter().rposition(|line| !line.trim().is_empty());
    covers(&written[..end.map_or(0, |last| last + 1)], &printed)
}

fn covers(written: &[String], printed: &[&str]) -> bool {
    match written.split_first() {
        None => printed.is_empty(),
        Some((line, rest)) if line.trim() == "…" => {
            (0..=printed.len()).any(|left_out| covers(rest, &printed[left_out..]))
        }
        Some((line, rest)) => printed.first() == Some(&line.trim_end()) && covers(rest, &printed[1..]),
    }
}

/// Finds the commands of a page that are ours to run.
fn examples(page: &str) -> Vec<Example> {
    let mut found: Vec<Example> = Vec::new();
    let (mut inside, mut ours) = (false, false);
    let mut lines = page.lines().enumerate();
    while let Some((at, line)) = lines.next() {
        if line.starts_with("```") {
            (inside, ours) = (!inside && line.starts_with("```console"), false);
        } else if let (true, Some(typed)) = (inside, line.strip_prefix("$ ")) {
            let mut typed = typed.trim_end().to_string();
            while let Some(open) = typed.strip_suffix('\\') {
                let more = lines.next().map_or("", |(_, more)| more.trim());
                typed = format!("{open}{more}");
            }
            let typed = typed.replacen("cargo run --release -- ", "loyalty ", 1);
            ours = typed.starts_with("loyalty");
            if ours {
                found.push(Example { line: at + 1, command: typed, written: Vec::new() });
            }
        } else if let (true, Some(example)) = (inside && ours, found.last_mut()) {
            example.written.push(line.to_string());
        }
    }
    found
}

#[test]
fn commands_are_found_in_console_blocks_only() {
    let page = "```sh\n$ loyalty no\n```\n```console\n$ cargo test\nok\n$ loyalty nps a.csv \\\n    --by segment\n12\n…\n$ cargo run --release -- csat b.csv\n3\n```\n$ loyalty no\n";
    let found = examples(page);
    let commands: Vec<&str> = found.iter().map(|e| e.command.as_str()).collect();
    assert_eq!(commands, ["loyalty nps a.csv --by segment", "loyalty csat b.csv"]);
    assert_eq!(found[0].written, ["12", "…"]);
    assert_eq!((found[1].line, found[1].written.len()), (11, 1));
}

#[test]
fn an_ellipsis_stands_for_any_number_of_lines() {
    let written = |lines: &[&str]| lines.iter().map(ToString::to_string).collect::<Vec<_>>();
    assert!(matches(&written(&["a", "…", "d"]), "a\nb\nc\nd\n"));
    assert!(matches(&written(&["a", "…", "d"]), "a\nd\n"));
    assert!(matches(&written(&["a", ""]), "a\n"));
    assert!(!matches(&written(&["a", "…", "c"]), "a\nb\nd\n"));
    assert!(!matches(&written(&["a"]), "a\nb\n"));
    assert!(!matches(&written(&["a", "b"]), "a\n"));
}

#[test]
fn what_would_need_a_shell_cannot_be_checked() {
    let piped = Example { command: "loyalty nps a.csv | head -1".into(), ..Example::default() };
    assert!(difference_of("README.md", &piped).is_some());
}
