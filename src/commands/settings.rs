//! Where settings come from: flags that were typed stand before the environment, and both before `loyalty.toml`.
//!
//! What the file says is typed behind the command for the user, as far as the user has not typed it, so there is one way in which a
//! value is understood, and one place where its default stands.

use super::Usage;
use super::exports::exports;
use super::vocabulary::vocabulary;
use crate::config::file::settings::{Setting, is_path, reached};
use crate::config::file::{self, File};
use crate::input::request::Export;
use anyhow::{Result, bail};
use clap::parser::ValueSource;
use clap::{Arg, ArgMatches, Command};
use std::ffi::OsString;

/// Flags of which one takes the place of all.
const FILES: [&str; 5] = ["files", "transactions", "surveys", "customers", "promotions"];

/// What a run takes from its file of settings.
#[derive(Debug, Default)]
pub(super) struct Settings {
    file: Option<File>,
    /// What has an effect: section and name.
    used: Vec<(&'static str, String)>,
    /// What is typed behind the command, and the line of the file that says so.
    typed: Vec<(OsString, usize)>,
    /// File names, which stand last.
    positional: Vec<(OsString, usize)>,
    exports: Vec<Export>,
    /// Whether the user has named the file.
    named: bool,
}

impl Settings {
    /// The settings for a command line that has been understood.
    pub(super) fn beside(matches: &ArgMatches, program: &Command) -> Result<Self> {
        let Some((command, matches)) = asked(matches, program) else { return Ok(Self::default()) };
        if matches.get_flag("no_config") {
            return Ok(Self::default());
        }
        let named = matches.get_one::<String>("config").map(String::as_str);
        let vocabulary = vocabulary(program);
        let found = file::open(named, &vocabulary).map_err(|fault| Usage(fault.to_string()))?;
        let Some(found) = found else { return Ok(Self::default()) };
        let mut settings = Self { exports: exports(&found)?, named: named.is_some(), ..Self::default() };
        settings.take(&found, command, matches)?;
        settings.file = Some(found);
        Ok(settings)
    }

    /// Types what the file says and the user has not.
    fn take(&mut self, file: &File, command: &Command, matches: &ArgMatches) -> Result<()> {
        let ours: Vec<(&Setting, &Arg)> = file.settings.iter().filter_map(|s| Some((s, flag(command, s)?))).collect();
        let files_typed = FILES.iter().any(|id| is_typed(command, matches, id));
        for &(setting, flag) in &ours {
            let rivals = rivals(command, flag);
            if let Some((other, _)) =
                ours.iter().find(|(s, f)| setting.on && s.on && rivals.contains(&f.get_id().as_str()))
            {
                let (path, first, line) = (&file.path, setting.line.min(other.line), setting.line.max(other.line));
                let (a, b) = (&setting.name, &other.name);
                bail!(Usage(format!("{path}:{line}: {a} and {b} (line {first}) exclude each other; leave one out")));
            }
            let id = setting.flag.as_str();
            let ousted = is_typed(command, matches, id) || rivals.iter().any(|id| is_typed(command, matches, id));
            let ousted = ousted || (files_typed && FILES.contains(&id));
            if !ousted {
                self.used.push((setting.section, setting.name.clone()));
                self.type_out(&file.path, setting, flag);
            }
        }
        let own: Vec<&str> = match matches.get_many::<String>("map") {
            Some(words) => words.filter_map(|word| word.split_once('=')).map(|(role, _)| role.trim()).collect(),
            None => vec![],
        };
        for mapped in &file.columns {
            let of_kind = mapped.kind.map(|kind| format!("{kind}.{}", mapped.role));
            if own.iter().any(|role| *role == mapped.role || Some(*role) == of_kind.as_deref()) {
                continue;
            }
            let kind = mapped.kind.map_or(String::new(), |kind| format!("{kind}."));
            self.typed.push((format!("--map={kind}{}={}", mapped.role, mapped.column).into(), mapped.line));
        }
        Ok(())
    }

    fn type_out(&mut self, path: &str, setting: &Setting, flag: &Arg) {
        let (name, line) = (&setting.name, setting.line);
        if setting.values.is_empty() && setting.on && file::settings::is_switch(flag) {
            self.typed.push((format!("--{name}").into(), line));
        }
        for value in &setting.values {
            let value = if is_path(flag) { reached(path, value) } else { value.clone() };
            if flag.is_positional() {
                self.positional.push((value.into(), line));
            } else {
                self.typed.push((format!("--{name}={value}").into(), line));
            }
        }
    }

    /// Whether the command line stays as it is.
    pub(super) fn is_empty(&self) -> bool {
        self.typed.is_empty() && self.positional.is_empty()
    }

    /// The file that was found without having been named, where it has a say.
    pub(super) fn found(&self) -> Option<&str> {
        let file = self.file.as_ref().filter(|_| !self.named)?;
        (!self.is_empty() || !self.exports.is_empty()).then_some(file.path.as_str())
    }

    /// The command line with what the file adds: flags behind the command, so that those that were typed come later, files last.
    pub(super) fn added_to(&self, mut line: Vec<OsString>, depth: usize) -> Vec<OsString> {
        let rest = line.split_off(line.len().min(1 + depth));
        let ended = rest.iter().any(|word| word == "--");
        line.extend(self.typed.iter().map(|(word, _)| word.clone()));
        line.extend(rest);
        if !ended && !self.positional.is_empty() {
            line.push("--".into());
        }
        line.extend(self.positional.iter().map(|(word, _)| word.clone()));
        line
    }

    /// Flags that the command does not have, as the file sets them: a report asks every question under its own terms.
    pub(super) fn terms<T: clap::Args>(&self, section: &'static str) -> Result<T> {
        let flags = T::augment_args(Command::new(section).no_binary_name(true));
        let file = self.file.iter();
        let of_section =
            file.flat_map(|file| &file.settings).filter(|setting| setting.section == section && setting.on);
        let words = of_section.flat_map(|setting| match setting.values.as_slice() {
            [] => vec![format!("--{}", setting.name)],
            values => values.iter().map(|value| format!("--{}={value}", setting.name)).collect(),
        });
        Ok(T::from_arg_matches(&flags.try_get_matches_from(words)?)?)
    }

    /// The file of settings.
    pub(super) fn file(&self) -> Option<&File> {
        self.file.as_ref()
    }

    /// Whether a setting has an effect: not where a flag stands before it.
    pub(super) fn is_used(&self, setting: &Setting) -> bool {
        let own = super::vocabulary::COMMANDS.contains(&setting.section);
        own || self.used.iter().any(|(section, name)| *section == setting.section && *name == setting.name)
    }

    /// The exports of the user's own.
    pub(super) fn exports(&self) -> &[Export] {
        &self.exports
    }

    /// Names the line of the file for a value that it has given and that makes no sense.
    pub(super) fn placed(&self, error: anyhow::Error) -> anyhow::Error {
        let (Some(Usage(text)), Some(file)) = (error.downcast_ref::<Usage>(), &self.file) else { return error };
        let blames = |word: &OsString| {
            let word = word.to_string_lossy();
            let shown = word.replacen('=', " ", 1);
            text.strip_prefix(shown.as_str()).is_some_and(|rest| rest.starts_with(':'))
        };
        let blamed = self.typed.iter().chain(&self.positional).find(|(word, _)| blames(word));
        match blamed {
            Some((_, line)) => Usage(format!("{}:{line}: {text}", file.path)).into(),
            None => error,
        }
    }
}

/// The command that was asked for, innermost, with what was typed behind it.
pub(super) fn asked<'m>(matches: &'m ArgMatches, program: &'m Command) -> Option<(&'m Command, &'m ArgMatches)> {
    let (name, inner) = matches.subcommand()?;
    let command = program.find_subcommand(name)?;
    Some(asked(inner, command).unwrap_or((command, inner)))
}

/// How many words name the command.
pub(super) fn depth(matches: &ArgMatches) -> usize {
    matches.subcommand().map_or(0, |(_, inner)| 1 + depth(inner))
}

/// The flag of a command that a setting is for: one that it shares with others, or one of its own section.
fn flag<'c>(command: &'c Command, setting: &Setting) -> Option<&'c Arg> {
    let own = setting.section == command.get_name() || !super::vocabulary::COMMANDS.contains(&setting.section);
    command.get_arguments().find(|flag| own && flag.get_id().as_str() == setting.flag)
}

/// The flags that cannot stand beside one.
fn rivals<'c>(command: &'c Command, flag: &Arg) -> Vec<&'c str> {
    let excludes =
        |one: &Arg, other: &Arg| command.get_arg_conflicts_with(one).iter().any(|c| c.get_id() == other.get_id());
    let others = command.get_arguments().filter(|other| excludes(flag, other) || excludes(other, flag));
    others.map(|other| other.get_id().as_str()).collect()
}

/// Whether a flag was typed, or stands in the environment.
pub(super) fn is_typed(command: &Command, matches: &ArgMatches, id: &str) -> bool {
    command.get_arguments().any(|flag| flag.get_id().as_str() == id)
        && matches!(matches.value_source(id), Some(ValueSource::CommandLine | ValueSource::EnvVariable))
}
