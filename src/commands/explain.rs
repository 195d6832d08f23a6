//! `loyalty explain`.

use super::desk::Desk;
use super::sheets::SHEETS;
use super::{Usage, desk};
use crate::answer::Verdict;
use crate::config::nearest::nearest;
use crate::config::output::Output;
use crate::words::definitions::{DEFINITIONS, Definition, definition};
use crate::words::{self, Lang};
use anyhow::{Result, bail};
use clap::Args as Flags;
use std::fmt::Write as _;

/// What a figure means: its definition, its formula, where it comes from, and an example that can be checked by hand.
///
/// Any key of any answer can be asked for; one that has no page of its own is shown with that of its command.
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
    let having = having(key);
    let headline =
        |command: &str| SHEETS.iter().find(|(name, _)| *name == command).map(|(_, sheets)| sheets[0].headline);
    // What has no page of its own stands under the headline of its command.
    let of_command = |command: &str| {
        let own = headline(command).and_then(definition);
        own.or_else(|| definition(command)).or_else(|| DEFINITIONS.iter().find(|one| one.commands.contains(&command)))
    };
    let Some(found) =
        definition(key).or_else(|| of_command(key)).or_else(|| having.first().and_then(|c| of_command(c)))
    else {
        let known = DEFINITIONS.iter().map(|one| one.key).chain(SHEETS.iter().map(|(name, _)| *name));
        let keys = SHEETS
            .iter()
            .flat_map(|(_, sheets)| sheets.iter().flat_map(|sheet| sheet.columns))
            .map(|column| column.key);
        let near = nearest(key, known.chain(keys))
            .map_or_else(|| "; `loyalty explain` has them all".to_owned(), |near| format!("; did you mean `{near}`?"));
        bail!(Usage(format!("explain {name}: there is no figure `{key}`{near}")));
    };
    let mut text = String::new();
    if found.key != key && !having.is_empty() {
        let label = words::label(lang, key);
        // Writing to a string cannot fail.
        let _ = writeln!(text, "{key}: {label} (loyalty {})\n", having.join(", "));
    }
    page(found, lang, &mut text);
    desk.print(&text)?;
    Ok(Verdict::Answered)
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

    #[test]
    fn every_headline_is_explained() {
        for (command, sheets) in SHEETS.iter().filter(|(name, _)| !["history", "split", "reconcile"].contains(name)) {
            let own = definition(sheets[0].headline).or_else(|| definition(command));
            let found = own.or_else(|| DEFINITIONS.iter().find(|one| one.commands.contains(command)));
            assert!(found.is_some(), "give {command} a definition in words/definitions.rs");
        }
    }
}
