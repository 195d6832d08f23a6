//! `loyalty config show`.

use super::desk::Desk;
use super::settings::{Layer, Settings, asked, is_typed};
use super::survey::SurveyFlags;
use super::vocabulary::vocabulary;
use crate::answer::Verdict;
use crate::config::file::columns::Mapped;
use crate::config::file::settings::{Setting, is_list, is_switch, name};
use crate::config::file::{File, Section};
use crate::config::output::Output;
use crate::config::reading::Reading;
use crate::config::rules::Rules;
use crate::config::window::Window;
use anyhow::Result;
use clap::parser::ValueSource;
use clap::{Arg, ArgMatches, Args as Flags, Command, Subcommand};
use std::fmt::Write as _;

/// Settings: what is in effect, and where it comes from.
#[derive(Debug, Subcommand)]
pub(super) enum Config {
    Show(Show),
}

/// Every value with its origin: a flag, the environment, a line of the file, or the default.
///
/// It is printed as TOML, so it can become a loyalty.toml itself. Flags stand before the environment, that before the project's file, and that before the user's.
#[derive(Debug, Flags)]
#[command(after_help = "Examples:
  loyalty config show
  loyalty config show --config fixtures/corner-shop/loyalty.toml --year 2024")]
pub(super) struct Show {
    #[command(flatten)]
    reading: Reading,
    #[command(flatten)]
    rules: Rules,
    #[command(flatten)]
    window: Window,
    #[command(flatten)]
    survey: SurveyFlags,
    #[command(flatten)]
    output: Output,
}

/// Prints what is in effect; `typed` is the command line as it was typed, before anything was added to it.
pub(super) fn show(program: &Command, typed: &ArgMatches, settings: &Settings, desk: &mut Desk<'_>) -> Result<Verdict> {
    let Some((command, typed)) = asked(typed, program) else { return Ok(Verdict::Answered) };
    let view = View { command, typed, settings };
    let mut text = String::new();
    for section in vocabulary(program).sections {
        view.section(&section, &mut text);
    }
    view.columns(&mut text);
    view.profiles(&mut text);
    desk.print(text.trim_start())?;
    Ok(Verdict::Answered)
}

/// What is looked at.
struct View<'a> {
    command: &'a Command,
    typed: &'a ArgMatches,
    settings: &'a Settings,
}

impl View<'_> {
    fn section(&self, section: &Section, text: &mut String) {
        line(text, &format!("\n[{}]", section.name));
        let mut unset = vec![];
        for flag in &section.flags {
            let said: Vec<(&Layer, &Setting, Option<&str>)> = self.said(section, flag).collect();
            match self.value(section, flag) {
                Some((value, origin)) => line(text, &format!("{} = {value}  # {origin}", name(flag))),
                None if !said.is_empty() => {}
                None => unset.push(name(flag)),
            }
            for (layer, setting, ouster) in said {
                if let Some(ouster) = ouster {
                    let (name, place) = (&setting.name, layer.place(setting));
                    line(text, &format!("# {name} = {}  # {place}, set aside by {ouster}", shown(flag, setting)));
                }
            }
        }
        if !unset.is_empty() {
            line(text, &format!("# not set: {}", unset.join(", ")));
        }
    }

    /// The value of a flag and where it comes from.
    fn value(&self, section: &Section, flag: &Arg) -> Option<(String, String)> {
        let id = flag.get_id().as_str();
        let shared = !super::vocabulary::COMMANDS.contains(&section.name);
        if shared && is_typed(self.command, self.typed, id) {
            let words = self.typed.get_raw(id).into_iter().flatten().map(|word| word.to_string_lossy().into_owned());
            let origin = match (self.typed.value_source(id), flag.get_env()) {
                (Some(ValueSource::EnvVariable), Some(name)) => format!("environment {}", name.to_string_lossy()),
                _ => "flag".to_owned(),
            };
            return Some((written(flag, &words.collect::<Vec<_>>(), true), origin));
        }
        if let Some((layer, setting, _)) = self.said(section, flag).find(|(.., ouster)| ouster.is_none()) {
            return Some((shown(flag, setting), layer.place(setting)));
        }
        let usual: Vec<String> =
            flag.get_default_values().iter().map(|word| word.to_string_lossy().into_owned()).collect();
        let said = is_switch(flag) || !usual.is_empty();
        said.then(|| (written(flag, &usual, false), "default".to_owned()))
    }

    /// What each layer says of a flag, and what sets that aside.
    fn said(&self, section: &Section, flag: &Arg) -> impl Iterator<Item = (&Layer, &Setting, Option<&str>)> {
        let all =
            self.settings.layers().iter().flat_map(|layer| layer.settings().map(move |(s, ouster)| (layer, s, ouster)));
        let ours = move |setting: &Setting| setting.section == section.name && setting.name == name(flag);
        all.filter(move |(_, setting, _)| ours(setting))
    }

    fn columns(&self, text: &mut String) {
        for File { path, columns, .. } in self.settings.layers().iter().map(|layer| &layer.file) {
            let all: Vec<&Mapped> = columns.iter().collect();
            let mut section = None;
            for of_role in all.chunk_by(|one, other| (one.line, &one.role) == (other.line, &other.role)) {
                let Mapped { kind, role, line: at, .. } = of_role[0];
                if section != Some(kind) {
                    section = Some(kind);
                    line(text, &format!("\n[{}columns]", kind.map_or(String::new(), |kind| format!("{kind}."))));
                }
                let columns: Vec<String> = of_role.iter().map(|mapped| quoted(&mapped.column)).collect();
                let value = if columns.len() == 1 { columns.concat() } else { format!("[{}]", columns.join(", ")) };
                line(text, &format!("{role} = {value}  # {path}:{at}"));
            }
        }
        if self.typed.value_source("map") == Some(ValueSource::CommandLine) {
            for word in self.typed.get_many::<String>("map").into_iter().flatten() {
                line(text, &format!("# --map {word}  # flag"));
            }
        }
    }

    fn profiles(&self, text: &mut String) {
        for File { path, profiles, .. } in self.settings.layers().iter().map(|layer| &layer.file) {
            for profile in profiles {
                line(text, &format!("\n# [profile.{}]  # {path}:{}", profile.name, profile.line));
            }
        }
    }
}

/// The value of a setting.
fn shown(flag: &Arg, setting: &Setting) -> String {
    written(flag, &setting.values, setting.on)
}

/// Values as TOML.
fn written(flag: &Arg, values: &[String], on: bool) -> String {
    if is_switch(flag) {
        return on.to_string();
    }
    let words: Vec<String> = values.iter().map(|value| quoted(value)).collect();
    if is_list(flag) { format!("[{}]", words.join(", ")) } else { words.join(", ") }
}

fn quoted(text: &str) -> String {
    toml::Value::String(text.to_owned()).to_string()
}

/// One line; a text with a line break in it stays on it.
fn line(text: &mut String, words: &str) {
    // Writing to a string cannot fail.
    let _ = writeln!(text, "{words}");
}
