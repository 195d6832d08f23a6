//! Where settings come from: flags that were typed stand before the environment, that before the project's `loyalty.toml`, and that
//! before the user's own file.
//!
//! What they say is typed behind the command for the user, as far as the user has not typed it, so there is one way in which a value is
//! understood, and one place where its default stands.

use super::exports::exports;
use super::vocabulary::{COMMANDS, vocabulary};
use super::{Usage, thresholds};
use crate::answer::Warning;
use crate::config::environment;
use crate::config::file::fault::Fault;
use crate::config::file::settings::{Setting, is_path, reached};
use crate::config::file::{self, File};
use crate::input::request::Export;
use anyhow::{Result, bail};
use clap::parser::ValueSource;
use clap::{Arg, ArgMatches, Command};
use std::ffi::OsString;
use std::path::Path;

/// Flags of which one takes the place of all.
const FILES: [&str; 6] = ["files", "transactions", "surveys", "customers", "promotions", "returns"];

/// One source of settings.
#[derive(Debug)]
pub(super) struct Layer {
    /// What it says; the environment has no path.
    pub(super) file: File,
    /// What sets a setting aside, one for each of them.
    ousted: Vec<Option<String>>,
    /// Whether the user has named it, or set it as a variable.
    named: bool,
    /// Whether it has a say in this run.
    says: bool,
}

impl Layer {
    fn new(file: File, named: bool) -> Self {
        Self { ousted: vec![None; file.settings.len()], says: !file.profiles.is_empty(), file, named }
    }

    /// Where a setting stands.
    pub(super) fn place(&self, setting: &Setting) -> String {
        if self.file.path.is_empty() {
            return format!("environment {}", environment::variable(setting.section, &COMMANDS, &setting.name));
        }
        format!("{}:{}", self.file.path, setting.line)
    }

    /// Every setting, with what sets it aside.
    pub(super) fn settings(&self) -> impl Iterator<Item = (&Setting, Option<&str>)> {
        self.file.settings.iter().zip(self.ousted.iter().map(Option::as_deref))
    }
}

/// What a run takes from the environment and from files of settings.
#[derive(Debug, Default)]
pub(super) struct Settings {
    /// The environment, the project's file, the user's: who says something first is heard.
    layers: Vec<Layer>,
    /// What is typed behind the command, and where it is said.
    typed: Vec<(OsString, String)>,
    /// File names, which stand last.
    positional: Vec<(OsString, String)>,
    exports: Vec<Export>,
    /// Variables that nearly have the name of a setting, with that name.
    slips: Vec<(String, String)>,
}

impl Settings {
    /// The settings for a command line that has been understood.
    pub(super) fn beside(matches: &ArgMatches, program: &Command) -> Result<Self> {
        let Some((command, matches)) = asked(matches, program) else { return Ok(Self::default()) };
        if command.get_arguments().all(|flag| flag.get_id() != "no_config") {
            return Ok(Self::default());
        }
        let vocabulary = vocabulary(program);
        let slip = |fault: Fault| Usage(fault.to_string());
        // A variable that is no text is none of ours: file names can be, and stand in none.
        let variables =
            std::env::vars_os().filter_map(|(name, text)| Some((name.into_string().ok()?, text.into_string().ok()?)));
        let (variables, slips) = environment::read(&vocabulary, &COMMANDS, variables).map_err(slip)?;
        let mut settings = Self { slips, ..Self::default() };
        settings.layers.push(Layer::new(variables, true));
        let named = matches.get_one::<String>("config").cloned().or_else(|| set(environment::CONFIG[0]));
        let none = matches.get_flag("no_config")
            || !is_typed(command, matches, "config") && set(environment::CONFIG[1]).is_some_and(|text| text != "0");
        if !none {
            let found = file::open(named.as_deref(), &vocabulary).map_err(slip)?;
            settings.layers.extend(found.map(|file| Layer::new(file, named.is_some())));
            let home = file::of_user(set("XDG_CONFIG_HOME"), set("HOME")).filter(|path| Path::new(path).is_file());
            let own = home.map(|path| file::open(Some(&path), &vocabulary).map_err(slip)).transpose()?.flatten();
            settings.layers.extend(own.map(|file| Layer::new(file, false)));
        }
        for at in 0..settings.layers.len() {
            let known: Vec<String> = settings.exports.iter().map(|export| export.name.clone()).collect();
            let more = exports(&settings.layers[at].file)?;
            settings.exports.extend(more.into_iter().filter(|export| !known.contains(&export.name)));
            settings.take(at, command, matches)?;
        }
        Ok(settings)
    }

    /// Types what a layer says and neither the user nor a layer before it has.
    fn take(&mut self, at: usize, command: &Command, matches: &ArgMatches) -> Result<()> {
        let layer = &self.layers[at];
        refuse_rivals(layer, command)?;
        let ousted: Vec<Option<String>> =
            layer.file.settings.iter().map(|setting| self.ouster(at, setting, command, matches)).collect();
        let (mut typed, mut positional) = (vec![], vec![]);
        for (setting, _) in layer.file.settings.iter().zip(&ousted).filter(|(_, ouster)| ouster.is_none()) {
            let Some(flag) = flag(command, setting) else { continue };
            let place = layer.place(setting);
            let name = &setting.name;
            if setting.values.is_empty() && setting.on && file::settings::is_switch(flag) {
                typed.push((format!("--{name}").into(), place.clone()));
            }
            // A file of thresholds is for all commands: each minds those on its own figures.
            let minded = |value: &&String| setting.flag != "fail_if" || thresholds::concerns(command.get_name(), value);
            for value in setting.values.iter().filter(minded) {
                let value = if is_path(flag) { reached(&layer.file.path, value) } else { value.clone() };
                if flag.is_positional() {
                    positional.push((value.into(), place.clone()));
                } else {
                    typed.push((format!("--{name}={value}").into(), place.clone()));
                }
            }
        }
        typed.extend(self.mapped(at, matches));
        self.layers[at].says |= !typed.is_empty() || !positional.is_empty();
        self.layers[at].ousted = ousted;
        self.typed.extend(typed);
        self.positional.extend(positional);
        Ok(())
    }

    /// What sets a setting aside: a flag, or a layer that comes before its own.
    fn ouster(&self, at: usize, setting: &Setting, command: &Command, matches: &ArgMatches) -> Option<String> {
        let earlier = || {
            let layers = self.layers[..at].iter();
            layers
                .flat_map(|layer| layer.settings().filter(|(_, ouster)| ouster.is_none()).map(move |(s, _)| (layer, s)))
        };
        let Some(flag) = flag(command, setting) else {
            let same = |other: &Setting| other.section == setting.section && other.name == setting.name;
            return earlier().find(|(_, other)| same(other)).map(|(layer, other)| layer.place(other));
        };
        let id = setting.flag.as_str();
        let rivals = rivals(command, flag);
        let files = FILES.contains(&id);
        // A format that is typed is for the terminal or the next program: files stay as they are.
        if id == "output" && is_typed(command, matches, "format") {
            return Some("a flag".to_owned());
        }
        let typed = is_typed(command, matches, id)
            || rivals.iter().any(|id| is_typed(command, matches, id))
            || files && FILES.iter().any(|id| is_typed(command, matches, id));
        if typed {
            return Some("a flag".to_owned());
        }
        let instead = |other: &Setting| {
            let theirs = other.flag.as_str();
            theirs == id || other.on && rivals.contains(&theirs) || files && FILES.contains(&theirs)
        };
        let ours = |other: &Setting| self::flag(command, other).is_some() && instead(other);
        earlier().find(|(_, other)| ours(other)).map(|(layer, other)| layer.place(other))
    }

    /// The columns of a layer, as flags: where a role has one already, that stays.
    fn mapped(&self, at: usize, matches: &ArgMatches) -> Vec<(OsString, String)> {
        let own: Vec<&str> = match matches.get_many::<String>("map") {
            Some(words) => words.filter_map(|word| word.split_once('=')).map(|(role, _)| role.trim()).collect(),
            None => vec![],
        };
        let before = || self.layers[..at].iter().flat_map(|layer| &layer.file.columns);
        let path = &self.layers[at].file.path;
        let mut typed = vec![];
        for mapped in &self.layers[at].file.columns {
            let of_kind = mapped.kind.map(|kind| format!("{kind}.{}", mapped.role));
            let is_own = own.iter().any(|role| *role == mapped.role || Some(*role) == of_kind.as_deref());
            if is_own || before().any(|other| other.role == mapped.role && other.kind == mapped.kind) {
                continue;
            }
            let kind = mapped.kind.map_or(String::new(), |kind| format!("{kind}."));
            let word = format!("--map={kind}{}={}", mapped.role, mapped.column);
            typed.push((word.into(), format!("{path}:{}", mapped.line)));
        }
        typed
    }

    /// Whether the command line stays as it is.
    pub(super) fn is_empty(&self) -> bool {
        self.typed.is_empty() && self.positional.is_empty()
    }

    /// What must be said of where settings come from: files that nobody has named, and variables that nearly have a name.
    pub(super) fn remarks(&self) -> Vec<Warning> {
        let found = self.layers.iter().filter(|layer| layer.says && !layer.named);
        let found = found.map(|layer| Warning::new("settings", [("path", layer.file.path.clone())]));
        let slips = self
            .slips
            .iter()
            .map(|(name, near)| Warning::new("unknown-variable", [("name", name.clone()), ("near", near.clone())]));
        found.chain(slips).collect()
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

    /// Flags that the command does not have, as the layers set them: a report asks every question under its own terms.
    pub(super) fn terms<T: clap::Args>(&self, section: &'static str) -> Result<T> {
        let flags = T::augment_args(Command::new(section).no_binary_name(true));
        let all = self.layers.iter().flat_map(Layer::settings);
        let of_section = all
            .filter(|(setting, ouster)| setting.section == section && setting.on && ouster.is_none())
            .map(|(s, _)| s);
        let words = of_section.flat_map(|setting| match setting.values.as_slice() {
            [] => vec![format!("--{}", setting.name)],
            values => values.iter().map(|value| format!("--{}={value}", setting.name)).collect(),
        });
        Ok(T::from_arg_matches(&flags.try_get_matches_from(words)?)?)
    }

    /// Where settings come from, in the order in which they count.
    pub(super) fn layers(&self) -> &[Layer] {
        &self.layers
    }

    /// The exports of the user's own.
    pub(super) fn exports(&self) -> &[Export] {
        &self.exports
    }

    /// Names the line of the file for a value that it has given and that makes no sense.
    pub(super) fn placed(&self, error: anyhow::Error) -> anyhow::Error {
        let Some(Usage(text)) = error.downcast_ref::<Usage>() else { return error };
        let blames = |word: &OsString| {
            let word = word.to_string_lossy();
            let shown = word.replacen('=', " ", 1);
            text.strip_prefix(shown.as_str()).is_some_and(|rest| rest.starts_with(':'))
        };
        let blamed = self.typed.iter().chain(&self.positional).find(|(word, _)| blames(word));
        match blamed {
            Some((_, place)) => Usage(format!("{place}: {text}")).into(),
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
    let own = setting.section == command.get_name() || !COMMANDS.contains(&setting.section);
    command.get_arguments().find(|flag| own && flag.get_id().as_str() == setting.flag)
}

/// The flags that cannot stand beside one.
fn rivals<'c>(command: &'c Command, flag: &Arg) -> Vec<&'c str> {
    let excludes =
        |one: &Arg, other: &Arg| command.get_arg_conflicts_with(one).iter().any(|c| c.get_id() == other.get_id());
    let others = command.get_arguments().filter(|other| excludes(flag, other) || excludes(other, flag));
    others.map(|other| other.get_id().as_str()).collect()
}

/// Settings of one layer that exclude each other are a slip.
fn refuse_rivals(layer: &Layer, command: &Command) -> Result<()> {
    let ours: Vec<(&Setting, &Arg)> = layer.file.settings.iter().filter_map(|s| Some((s, flag(command, s)?))).collect();
    for &(setting, flag) in &ours {
        let rivals = rivals(command, flag);
        let excludes = |s: &Setting, f: &Arg| setting.on && s.on && rivals.contains(&f.get_id().as_str());
        let Some((other, _)) = ours.iter().find(|(s, f)| excludes(s, f)) else { continue };
        let (a, b) = (&setting.name, &other.name);
        if layer.file.path.is_empty() {
            let (a, b) = (layer.place(setting), layer.place(other));
            bail!(Usage(format!("{a} and {b} exclude each other; leave one out")));
        }
        let (path, first, line) = (&layer.file.path, setting.line.min(other.line), setting.line.max(other.line));
        bail!(Usage(format!("{path}:{line}: {a} and {b} (line {first}) exclude each other; leave one out")));
    }
    Ok(())
}

/// A variable of the environment that is set to something.
fn set(name: &str) -> Option<String> {
    std::env::var(name).ok().filter(|text| !text.is_empty())
}

/// Whether a flag was typed, or stands in the environment.
pub(super) fn is_typed(command: &Command, matches: &ArgMatches, id: &str) -> bool {
    command.get_arguments().any(|flag| flag.get_id().as_str() == id)
        && matches!(matches.value_source(id), Some(ValueSource::CommandLine | ValueSource::EnvVariable))
}
