//! `loyalty schema`, `loyalty completions`, `loyalty man`: what the program says about itself, for other programs.

use super::desk::Desk;
use super::sheets::SHEETS;
use super::{Cli, Usage};
use crate::answer::Verdict;
use crate::config::nearest::nearest;
use crate::render;
use anyhow::{Context, Result, bail};
use clap::{Args as Flags, CommandFactory};
use clap_complete::Shell;
use std::path::Path;

/// The JSON Schema (draft 2020-12) of a command's -f json; without a command, the names of all
///
/// It is made of the same tables as the output. Within @1 keys are only added.
#[derive(Debug, Flags)]
#[command(after_help = "Examples:
  loyalty schema
  loyalty schema nps")]
pub(super) struct Schema {
    /// A command
    #[arg(value_name = "COMMAND")]
    command: Option<String>,
}

/// Completions for a shell, on standard output
#[derive(Debug, Flags)]
#[command(after_help = "Examples:
  loyalty completions bash > ~/.local/share/bash-completion/completions/loyalty
  loyalty completions fish > ~/.config/fish/completions/loyalty.fish")]
pub(super) struct Completions {
    /// The shell
    shell: Shell,
}

/// Man pages: that of the program on standard output, or those of all commands in a folder
#[derive(Debug, Flags)]
#[command(after_help = "Examples:
  loyalty man | man -l -
  loyalty man --out /usr/local/share/man/man1")]
pub(super) struct Man {
    /// Writes loyalty.1, loyalty-nps.1 and so on to this folder
    #[arg(long, value_name = "FOLDER")]
    out: Option<String>,
}

/// Documents that are no answer from one table.
const OTHERS: [&str; 2] = ["report", "check"];

pub(super) fn schema(args: &Schema, desk: &mut Desk<'_>) -> Result<Verdict> {
    let names = || SHEETS.iter().map(|(name, _)| *name).chain(OTHERS);
    let Some(command) = &args.command else {
        desk.print(&names().flat_map(|name| [name, "\n"]).collect::<String>())?;
        return Ok(Verdict::Answered);
    };
    let Some(name) = names().find(|name| name == command) else {
        let near = nearest(command, names()).map_or(String::new(), |near| format!("; did you mean `{near}`?"));
        bail!(Usage(format!("schema {command}: no command of that name has an answer{near}")));
    };
    let sheets = SHEETS.iter().find(|(known, _)| *known == name).map_or(&[][..], |(_, sheets)| sheets);
    desk.print(&render::schema(name, sheets))?;
    Ok(Verdict::Answered)
}

pub(super) fn completions(args: &Completions, desk: &mut Desk<'_>) -> Result<Verdict> {
    let mut text = vec![];
    clap_complete::generate(args.shell, &mut Cli::command(), "loyalty", &mut text);
    desk.print(&String::from_utf8_lossy(&text))?;
    Ok(Verdict::Answered)
}

pub(super) fn man(args: &Man, desk: &mut Desk<'_>) -> Result<Verdict> {
    let Some(folder) = &args.out else {
        let mut page = vec![];
        clap_mangen::Man::new(Cli::command()).render(&mut page)?;
        desk.print(&String::from_utf8_lossy(&page))?;
        return Ok(Verdict::Answered);
    };
    if !Path::new(folder).is_dir() {
        bail!(Usage(format!("--out {folder}: there is no such folder; make it first")));
    }
    clap_mangen::generate_to(Cli::command(), folder).with_context(|| format!("cannot write to {folder}"))?;
    Ok(Verdict::Answered)
}
