//! The column tables of all commands: what thresholds, schemas and explanations are made of.

use super::{
    basket, ces, csat, customers, drivers, forecast, growth, history, link, ltv, nps, programme, promotions, reconcile,
    repeat, retention, revenue, rfm, split, tiers,
};
use crate::answer::column::Sheet;

/// Each command with its tables: that of its answer first, then those of its other forms and of the parts that follow.
pub(super) const SHEETS: [(&str, &[&Sheet]); 20] = [
    ("nps", &[&nps::SHEET]),
    ("csat", &[&csat::SHEET]),
    ("ces", &[&ces::SHEET]),
    ("repeat", &[&repeat::SHEET, &repeat::DEFINITIONS]),
    ("revenue", &[&revenue::SHEET]),
    ("ltv", &[&ltv::SHEET]),
    ("retention", retention::SHEETS),
    ("rfm", rfm::SHEETS),
    ("tiers", &[&tiers::SHEET]),
    ("growth", &[&growth::SHEET]),
    ("link", link::SHEETS),
    ("drivers", drivers::SHEETS),
    ("basket", &[&basket::SHEET]),
    ("promotions", promotions::SHEETS),
    ("programme", &[&programme::SHEET]),
    ("split", split::SHEETS),
    ("forecast", forecast::SHEETS),
    ("customers", &[&customers::SHEET]),
    ("history", &[&history::SHEET]),
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
    const OTHERS: [&str; 9] = ["report", "check", "config", "help", "init", "explain", "schema", "completions", "man"];

    #[test]
    fn every_command_has_its_tables_here() {
        for command in Cli::command().get_subcommands().map(clap::Command::get_name) {
            assert!(OTHERS.contains(&command) || of(command).is_some(), "give {command} a line in commands/sheets.rs");
        }
    }

    #[test]
    fn help_says_in_two_sentences_what_is_answered_and_what_is_not_proved() {
        for command in Cli::command().get_subcommands() {
            let name = command.get_name();
            if of(name).is_none() && !["report", "check"].contains(&name) {
                continue;
            }
            let about = command.get_long_about().expect("every question has a long help").to_string();
            let sentences: usize = about.split("\n\n").map(|part| 1 + part.trim().matches(". ").count()).sum();
            assert_eq!(sentences, 2, "{name}: {about}");
            // A history repeats what was told, and asks nothing.
            assert!(name == "history" || about.contains(" prove"), "{name} does not say what it does not prove");
        }
    }

    #[test]
    fn whom_a_table_is_of_is_told_by_its_own_columns() {
        for sheet in SHEETS.iter().flat_map(|(_, sheets)| *sheets) {
            for key in sheet.people.columns() {
                assert!(sheet.position(key).is_some(), "{}: no column `{key}`", sheet.command);
            }
        }
    }
}
