//! `loyalty explain`.

use super::desk::Desk;
use super::sheets::SHEETS;
use super::{Usage, desk};
use crate::answer::Verdict;
use crate::answer::column::{Column, Sheet};
use crate::config::nearest::nearest;
use crate::config::output::Output;
use crate::words::definitions::{DEFINITIONS, Definition, definition};
use crate::words::{self, Lang};
use anyhow::{Result, bail};
use clap::Args as Flags;
use std::collections::BTreeSet;
use std::fmt::Write as _;

/// What a figure means: its definition, its formula, where it comes from, and an example that can be checked by hand.
///
/// Any key of any answer can be asked for; one that has no page of its own is told in a line, with its formula where it is computed.
#[derive(Debug, Flags)]
#[command(after_help = "Examples:
  loyalty explain repeat_rate
  loyalty explain nps --lang ja
  loyalty explain")]
pub(super) struct Args {
    /// A key, such as nps or repeat_rate, or a command; all definitions otherwise
    #[arg(value_name = "METRIC")]
    metric: Option<String>,
    /// The language: en or ja
    #[arg(long, value_name = "LANG", env = "LOYALTY_LANG", default_value = "en")]
    lang: String,
}

pub(super) fn run(args: &Args, desk: &mut Desk<'_>) -> Result<Verdict> {
    let lang = desk::options(&Output { lang: args.lang.clone(), ..Output::default() })?.lang;
    let Some(name) = &args.metric else {
        desk.print(&every(lang))?;
        return Ok(Verdict::Answered);
    };
    let key = name.rsplit_once('.').map_or(name.as_str(), |(_, key)| key);
    let headline =
        |command: &str| SHEETS.iter().find(|(name, _)| *name == command).map(|(_, sheets)| sheets[0].headline);
    let of_command = |command: &str| {
        let own = headline(command).and_then(definition);
        own.or_else(|| definition(command)).or_else(|| DEFINITIONS.iter().find(|one| one.commands.contains(&command)))
    };
    let mut text = String::new();
    if let Some(found) = definition(key).or_else(|| of_command(key)) {
        page(found, lang, &mut text);
    } else if having(key).is_empty() {
        bail!(unknown(name, key));
    } else {
        short(key, lang, &mut text);
    }
    desk.print(&text)?;
    Ok(Verdict::Answered)
}

fn unknown(name: &str, key: &str) -> Usage {
    let known = DEFINITIONS.iter().map(|one| one.key).chain(SHEETS.iter().map(|(name, _)| *name));
    let keys =
        SHEETS.iter().flat_map(|(_, sheets)| sheets.iter().flat_map(|sheet| sheet.columns)).map(|column| column.key);
    let near = nearest(key, known.chain(keys))
        .map_or_else(|| "; `loyalty explain` has them all".to_owned(), |near| format!("; did you mean `{near}`?"));
    Usage(format!("explain {name}: there is no figure `{key}`{near}"))
}

/// What is told of a key that has no page of its own: its name in words, and its own formula in each command where it has one.
fn short(key: &str, lang: Lang, text: &mut String) {
    let (heading, ..) = words::definitions::headings(lang);
    // Writing to a string cannot fail.
    let _ = writeln!(text, "{key}: {} (loyalty {})", words::label(lang, key), having(key).join(", "));
    let told = told(key);
    let everywhere = told.len() == having(key).len() && told.windows(2).all(|two| two[0].1 == two[1].1);
    for (command, formula) in told.iter().take(if everywhere { 1 } else { told.len() }) {
        let whose = if everywhere { String::new() } else { format!(" (loyalty {command})") };
        let _ = writeln!(text, "  {heading} {formula}{whose}");
    }
    for estimate in estimates(key) {
        let _ = writeln!(text, "  {}", words::definitions::end_of(lang, estimate));
    }
}

/// The formulas of a key, by command.
fn told(key: &str) -> Vec<(&'static str, String)> {
    let of = |command: &'static str, sheets: &[&Sheet]| {
        let column = sheets.iter().find_map(|sheet| sheet.position(key).map(|at| &sheet.columns[at]))?;
        Some((command, words::formulas::of(command, column)?))
    };
    SHEETS.iter().filter_map(|(command, sheets)| of(command, sheets)).collect()
}

/// The figures of whose interval a key is an end.
fn estimates(key: &str) -> BTreeSet<&'static str> {
    let columns = SHEETS.iter().flat_map(|(_, sheets)| sheets.iter().flat_map(|sheet| sheet.columns));
    let is_end = |column: &&Column| column.interval.is_some_and(|(low, high)| low == key || high == key);
    columns.filter(is_end).map(|column| column.key).collect()
}

/// The commands whose answers have a key.
fn having(key: &str) -> Vec<&'static str> {
    let has = SHEETS.iter().filter(|(_, sheets)| sheets.iter().any(|sheet| sheet.position(key).is_some()));
    has.map(|(name, _)| *name).collect()
}

/// All definitions, in English.
pub(super) fn all() -> String {
    every(Lang::En)
}

fn every(lang: Lang) -> String {
    let mut text = String::new();
    for (number, one) in DEFINITIONS.iter().enumerate() {
        if number > 0 {
            text.push('\n');
        }
        page(one, lang, &mut text);
    }
    text
}

fn page(one: &Definition, lang: Lang, text: &mut String) {
    let (formula, source, example) = words::definitions::headings(lang);
    let commands: Vec<String> = one.commands.iter().map(|command| format!("loyalty {command}")).collect();
    // Writing to a string cannot fail.
    let _ = writeln!(text, "{} ({})", one.key, commands.join(", "));
    for line in words::definitions::wrapped(one.meaning(lang)) {
        let _ = writeln!(text, "  {line}");
    }
    let _ = writeln!(text, "  {formula} {}", one.formula);
    let _ = writeln!(text, "  {example} {}", one.example(lang));
    let _ = writeln!(text, "  {source} {}", one.source);
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Keys of all answers, each once.
    fn keys() -> BTreeSet<&'static str> {
        SHEETS.iter().flat_map(|(_, sheets)| sheets.iter().flat_map(|sheet| sheet.columns)).map(|c| c.key).collect()
    }

    #[test]
    fn every_key_has_its_own_words_and_no_formula_of_another() {
        for key in keys().into_iter().filter(|key| definition(key).is_none()) {
            for lang in [Lang::En, Lang::Ja] {
                let mut text = String::new();
                short(key, lang, &mut text);
                let label = words::label(lang, key);
                assert!(text.starts_with(&format!("{key}: {label} (loyalty ")), "{text}");
                assert!(DEFINITIONS.iter().all(|one| !text.contains(one.meaning(lang))), "{text}");
            }
        }
    }

    #[test]
    fn a_rate_of_two_counts_is_told_by_these() {
        for column in SHEETS.iter().flat_map(|(_, sheets)| sheets.iter().flat_map(|sheet| sheet.columns)) {
            if definition(column.key).is_none() && column.of.is_some() {
                assert!(!told(column.key).is_empty(), "{}", column.key);
            }
        }
        let formula = |key: &str| told(key).into_iter().map(|(_, formula)| formula).collect::<Vec<_>>();
        assert_eq!(formula("response_rate"), ["buyers / eligible"]);
        assert_eq!(definition("conversion_rate").map(|one| one.formula), Some("converted_in_time / eligible"));
        assert_eq!(Vec::from_iter(estimates("lift_low")), ["lift", "lift_per_customer"]);
    }

    #[test]
    fn every_headline_is_explained() {
        for (command, sheets) in SHEETS.iter().filter(|(name, _)| !["history", "split", "reconcile"].contains(name)) {
            let own = definition(sheets[0].headline).or_else(|| definition(command));
            let found = own.or_else(|| DEFINITIONS.iter().find(|one| one.commands.contains(command)));
            assert!(found.is_some(), "give {command} a definition in words/definitions.rs");
        }
    }
}
