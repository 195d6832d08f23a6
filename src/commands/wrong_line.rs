//! A command line that cannot be understood, or settings that make no sense, in the language of the user. What the library found is
//! said in our words; where it has words of its own in that language, they stay.

use super::Usage;
use super::vocabulary::vocabulary;
use crate::answer::Warning;
use crate::config::file;
use crate::render::visible::visible;
use crate::words::{self, Lang};
use clap::error::{ContextKind, ContextValue, ErrorKind};
use clap::{Command, Error};
use std::error::Error as _;
use std::ffi::OsString;
use std::fmt::Write as _;

/// What is wrong with a command line, in a language that the library does not speak: whole lines, the last one ended.
#[derive(Debug, thiserror::Error)]
#[error("{0}")]
pub struct WrongLine(String);

/// A file that could not be read or written, in the language of the user: whole lines, the last one ended.
#[derive(Debug, thiserror::Error)]
#[error("{0}")]
pub struct Failed(String);

/// The error as the user is to read it; one that is not about the line, the settings or a file stays.
pub(super) fn worded(error: anyhow::Error, line: &[OsString], program: &Command) -> anyhow::Error {
    if let Some(failed) = failed(&error, line, program) {
        return failed.into();
    }
    let found = if let Some(usage) = error.downcast_ref::<Usage>() {
        let lang = language(line, program);
        Some(format!("{}: {}\n", words::phrases(lang).error, words::slip(lang, &usage.0)))
    } else {
        let wrong = error.downcast_ref::<Error>().filter(|error| !is_asked_for(error));
        wrong.and_then(|error| text(error, language(line, program)))
    };
    found.map_or(error, |text| WrongLine(text).into())
}

/// What the operating system would not do, behind what we were doing; nothing where a reader has left, which is no error.
fn failed(error: &anyhow::Error, line: &[OsString], program: &Command) -> Option<Failed> {
    let (at, cause) =
        error.chain().enumerate().find_map(|(at, cause)| Some((at, cause.downcast_ref::<std::io::Error>()?)))?;
    if cause.kind() == std::io::ErrorKind::BrokenPipe {
        return None;
    }
    let lang = language(line, program);
    let doing = error.chain().take(at).map(|doing| words::slip(lang, &doing.to_string()));
    let told: Vec<String> = doing.chain([words::system(lang, cause)]).collect();
    Some(Failed(format!("{}: {}\n", words::phrases(lang).error, visible(&told.join(": ")))))
}

/// Whether it is help, or the version.
fn is_asked_for(error: &Error) -> bool {
    use ErrorKind::{DisplayHelp, DisplayHelpOnMissingArgumentOrSubcommand, DisplayVersion};
    matches!(error.kind(), DisplayHelp | DisplayHelpOnMissingArgumentOrSubcommand | DisplayVersion)
}

/// The language, which must be found in a line that is wrong elsewhere: the flag, the environment, the file of settings.
fn language(line: &[OsString], program: &Command) -> Lang {
    let variable = |name: &str| std::env::var(name).ok().filter(|text| !text.is_empty());
    let of_file = || {
        let none = line.iter().any(|word| word == "--no-config") || variable("LOYALTY_NO_CONFIG").is_some();
        let named = value(line, "--config").or_else(|| variable("LOYALTY_CONFIG"));
        let vocabulary = vocabulary(program);
        let mut paths = vec![named.clone()];
        let own = file::of_user(variable("XDG_CONFIG_HOME"), variable("HOME"));
        paths.extend(own.filter(|path| std::path::Path::new(path).is_file()).map(Some));
        let files = paths.iter().filter(|_| !none).filter_map(|path| file::open(path.as_deref(), &vocabulary).ok()?);
        let settings = files.flat_map(|file| file.settings).find(|setting| setting.name == "lang");
        settings.and_then(|setting| setting.values.into_iter().next())
    };
    let name = value(line, "--lang").or_else(|| variable("LOYALTY_LANG")).or_else(of_file);
    name.and_then(|name| Lang::parse(&name)).unwrap_or_default()
}

/// What was typed for a flag.
fn value(line: &[OsString], flag: &str) -> Option<String> {
    let words: Vec<_> = line.iter().map(|word| word.to_string_lossy()).take_while(|word| word != "--").collect();
    let at = words
        .iter()
        .position(|word| word.strip_prefix(flag).is_some_and(|rest| rest.is_empty() || rest.starts_with('=')))?;
    match words[at].split_once('=') {
        Some((_, value)) => Some(value.to_owned()),
        None => words.get(at + 1).map(|word| word.clone().into_owned()),
    }
}

/// The whole message: what is wrong, what is possible, what may have been meant, how the command is used.
fn text(error: &Error, lang: Lang) -> Option<String> {
    let sentence = |code, facts: &[(&'static str, &str)]| {
        let facts: Vec<_> = facts.iter().map(|(name, fact)| (*name, visible(fact).into_owned())).collect();
        words::wrong_line(lang, &Warning::new(code, facts))
    };
    let found = |kind| error.get(kind).map(ContextValue::to_string).filter(|text| !text.is_empty());
    let (code, why) = code(error);
    let why = why.and_then(|why| sentence(why, &[])).unwrap_or_else(|| reason(error));
    let facts = [
        ("argument", listed(error, ContextKind::InvalidArg)),
        ("command", listed(error, ContextKind::InvalidSubcommand)),
        ("value", found(ContextKind::InvalidValue).unwrap_or_default()),
        ("other", listed(error, ContextKind::PriorArg)),
        ("found", found(ContextKind::ActualNumValues).unwrap_or_default()),
        ("expected", found(ContextKind::ExpectedNumValues).or(found(ContextKind::MinValues)).unwrap_or_default()),
        ("why", why),
    ];
    let facts: Vec<_> = facts.iter().map(|(name, fact)| (*name, fact.as_str())).collect();
    let mut text = format!("{}: {}\n", words::phrases(lang).error, sentence(code, &facts)?);
    let possible = [
        ("possible-values", listed(error, ContextKind::ValidValue)),
        ("possible-subcommands", listed(error, ContextKind::ValidSubcommand)),
    ];
    for (code, values) in possible.iter().filter(|(_, values)| !values.is_empty()) {
        writeln!(text, "  [{}]", sentence(code, &[("values", values)])?).ok()?;
    }
    let meant = [ContextKind::SuggestedSubcommand, ContextKind::SuggestedArg, ContextKind::SuggestedValue];
    let meant = meant.into_iter().filter_map(&found).filter_map(|near| {
        // Several names stand between quotes of their own.
        sentence("similar", &[("near", &near.replace(", ", "' / '"))])
    });
    let tips: Vec<String> = meant
        .chain(tips(error).iter().filter_map(|(code, facts)| {
            let facts: Vec<_> = facts.iter().map(|(name, fact)| (*name, fact.as_str())).collect();
            sentence(code, &facts)
        }))
        .collect();
    for (at, tip) in tips.iter().enumerate() {
        writeln!(text, "{}  {tip}", if at == 0 { "\n" } else { "" }).ok()?;
    }
    if let Some(usage) = found(ContextKind::Usage) {
        let usage = usage.trim_start_matches("Usage:").split_whitespace().collect::<Vec<_>>().join(" ");
        writeln!(text, "\n{}", sentence("usage", &[("line", &usage)])?).ok()?;
    }
    writeln!(text, "\n{}", sentence("more-help", &[("line", "--help")])?).ok()?;
    Some(text)
}

/// The code of what is wrong, and of the reason where there is one.
fn code(error: &Error) -> (&'static str, Option<&'static str>) {
    let code = match error.kind() {
        ErrorKind::UnknownArgument => "unknown-argument",
        ErrorKind::InvalidSubcommand => "unknown-subcommand",
        ErrorKind::InvalidValue => match error.get(ContextKind::InvalidValue) {
            Some(ContextValue::String(value)) if !value.is_empty() => "invalid-value",
            _ => "missing-value",
        },
        ErrorKind::ValueValidation => return ("invalid-value-because", because(error)),
        ErrorKind::MissingRequiredArgument => "missing-argument",
        ErrorKind::MissingSubcommand => "missing-subcommand",
        ErrorKind::ArgumentConflict if error.get(ContextKind::InvalidArg) == error.get(ContextKind::PriorArg) => {
            "repeated-argument"
        }
        ErrorKind::ArgumentConflict => "argument-conflict",
        ErrorKind::TooManyValues => "too-many-values",
        ErrorKind::TooFewValues => "too-few-values",
        ErrorKind::WrongNumberOfValues => "wrong-number-of-values",
        ErrorKind::NoEquals => "equals-sign",
        ErrorKind::InvalidUtf8 => "not-text",
        _ => "wrong-line",
    };
    (code, None)
}

/// Why a value is none.
fn because(error: &Error) -> Option<&'static str> {
    use std::num::IntErrorKind::{Empty, InvalidDigit, NegOverflow, PosOverflow};
    match error.source()?.downcast_ref::<std::num::ParseIntError>()?.kind() {
        Empty | InvalidDigit => Some("not-a-number"),
        PosOverflow => Some("number-too-large"),
        NegOverflow => Some("number-too-small"),
        _ => None,
    }
}

/// The library's own word for why a value is none.
fn reason(error: &Error) -> String {
    error.source().map(ToString::to_string).unwrap_or_default()
}

/// One name, or several.
fn listed(error: &Error, kind: ContextKind) -> String {
    match error.get(kind) {
        Some(ContextValue::Strings(names)) => names.join(", "),
        Some(other) => other.to_string(),
        None => String::new(),
    }
}

/// What the library would say to do instead; a tip that it has learned since is left out.
fn tips(error: &Error) -> Vec<(&'static str, Vec<(&'static str, String)>)> {
    let Some(ContextValue::StyledStrs(tips)) = error.get(ContextKind::Suggested) else { return vec![] };
    let understood = |tip: String| {
        let quoted: Vec<&str> = tip.split('\'').skip(1).step_by(2).collect();
        match quoted[..] {
            [value, line] if tip.starts_with("to pass ") => {
                Some(("as-a-value", vec![("value", value.to_owned()), ("line", line.to_owned())]))
            }
            [line] if tip.ends_with(" exists") => Some(("elsewhere", vec![("line", line.to_owned())])),
            _ => None,
        }
    };
    tips.iter().filter_map(|tip| understood(tip.to_string())).collect()
}
