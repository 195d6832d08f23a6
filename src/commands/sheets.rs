//! The column tables of all commands: what thresholds, schemas and explanations are made of.

use super::{ces, csat, customers, forecast, ltv, nps, reconcile, repeat, retention, revenue, rfm};
use crate::answer::column::Sheet;

/// Each command with its tables: that of its answer first, then those of its other forms and of the parts that follow.
pub(super) const SHEETS: [(&str, &[&Sheet]); 11] = [
    ("nps", &[&nps::SHEET]),
    ("csat", &[&csat::SHEET]),
    ("ces", &[&ces::SHEET]),
    ("repeat", &[&repeat::SHEET, &repeat::DEFINITIONS]),
    ("revenue", &[&revenue::SHEET]),
    ("ltv", &[&ltv::SHEET]),
    ("retention", retention::SHEETS),
    ("rfm", rfm::SHEETS),
    ("forecast", forecast::SHEETS),
    ("customers", &[&customers::SHEET]),
    ("reconcile", reconcile::SHEETS),
];

/// The table of a command's answer.
pub(super) fn of(command: &str) -> Option<&'static Sheet> {
    SHEETS.iter().find(|(name, _)| *name == command).and_then(|(_, sheets)| sheets.first().copied())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::commands::Cli;
    use clap::CommandFactory;

    /// Commands that answer from no table of their own.
    const OTHERS: [&str; 4] = ["report", "check", "config", "help"];

    #[test]
    fn every_command_has_its_tables_here() {
        for command in Cli::command().get_subcommands().map(clap::Command::get_name) {
            assert!(OTHERS.contains(&command) || of(command).is_some(), "give {command} a line in commands/sheets.rs");
        }
    }
}
