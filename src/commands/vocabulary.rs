//! What can stand in `loyalty.toml`: every flag of the commands in its section, the kinds of files, the roles of columns.

use super::survey::SurveyFlags;
use crate::config::burn_in::BurnIn;
use crate::config::comparing::Comparing;
use crate::config::file::{Section, Vocabulary};
use crate::config::output::Output;
use crate::config::reading::Reading;
use crate::config::rules::Rules;
use crate::config::thresholds::Thresholds;
use crate::config::window::Window;
use crate::input::roles::{Kind, Role};
use clap::{Arg, Args, Command};

/// Flags that name the file, or that its own sections stand for.
const NOT_SETTINGS: [&str; 7] = ["target", "config", "no_config", "map", "mapping", "help", "version"];

/// A command with the flags of a section.
type Augmented = fn(Command) -> Command;

/// The sections of flags that several commands have; a command's own flags stand in a section of its name.
const SHARED: [(&str, Augmented); 6] = [
    ("input", Reading::augment_args),
    ("rules", Rules::augment_args),
    ("window", |command| BurnIn::augment_args(Comparing::augment_args(Window::augment_args(command)))),
    ("thresholds", Thresholds::augment_args),
    ("output", Output::augment_args),
    ("answers", SurveyFlags::augment_args),
];

/// What can stand in the file, for a program of these commands.
pub(super) fn vocabulary(program: &Command) -> Vocabulary {
    let mut sections: Vec<Section> = vec![];
    let mut shared: Vec<String> = vec![];
    for (name, flags) in SHARED {
        let flags = settings(&flags(Command::new("")), &shared);
        shared.extend(flags.iter().map(|flag| flag.get_id().to_string()));
        sections.push(Section { name, flags });
    }
    for command in program.get_subcommands() {
        let name = COMMANDS.iter().find(|name| **name == command.get_name());
        let flags = settings(command, &shared);
        sections.extend(name.filter(|_| !flags.is_empty()).map(|name| Section { name, flags }));
    }
    Vocabulary { sections, kinds: Kind::ALL.map(Kind::name).to_vec(), roles: Role::names().collect() }
}

/// The commands that have flags of their own.
pub(super) const COMMANDS: [&str; 20] = [
    "nps",
    "csat",
    "ces",
    "repeat",
    "revenue",
    "ltv",
    "retention",
    "rfm",
    "tiers",
    "growth",
    "link",
    "drivers",
    "basket",
    "promotions",
    "programme",
    "split",
    "forecast",
    "customers",
    "reconcile",
    "report",
];

fn settings(command: &Command, shared: &[String]) -> Vec<Arg> {
    let own = command.get_arguments().filter(|flag| {
        let id = flag.get_id().as_str();
        !NOT_SETTINGS.contains(&id) && !flag.is_hide_set() && !shared.iter().any(|other| other == id)
    });
    own.cloned().collect()
}
