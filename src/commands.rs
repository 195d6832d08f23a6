//! Where everything meets: flags become a job, files become a ledger, a metric becomes an answer, an answer becomes text.

mod asking;
mod basket;
mod by;
mod ces;
mod check;
mod compare;
mod config;
mod csat;
mod customers;
mod desk;
mod draft;
mod drivers;
mod explain;
mod exports;
mod findings;
mod forecast;
mod growth;
mod help;
mod history;
mod horizon;
mod init;
mod link;
mod ltv;
mod mapping;
mod newcomers;
mod nps;
mod printed;
mod programme;
mod promotions;
mod reconcile;
mod repeat;
mod report;
mod retention;
mod revenue;
mod rfm;
mod settings;
mod setup;
mod sheets;
mod shop;
mod shown;
mod sizes;
mod small_groups;
mod split;
mod survey;
mod thresholds;
mod tiers;
mod veil;
mod vocabulary;
mod window;
mod wrong_line;

pub use crate::answer::Verdict;
use crate::config::output::Output;
use anyhow::Context;
use clap::{CommandFactory, FromArgMatches, Parser, Subcommand};
use desk::Desk;
use settings::Settings;
use std::ffi::OsString;
use std::io::Write;
pub use wrong_line::{Failed, WrongLine};

const EXAMPLES: &str = "\
Examples:
  loyalty report fixtures/corner-shop/*.csv
  loyalty nps fixtures/corner-shop/nps.csv --by month
  loyalty repeat fixtures/corner-shop/orders.csv --by year -f json
  loyalty check fixtures/corner-shop/orders.csv

Exit codes: 0 answered, 1 could not, 2 wrong command line, 3 data rejected, 4 nothing in the window,
10 a --fail-if threshold is broken";

/// How loyal customers are and what that is worth, from the CSV files that shops, tills and survey tools export
#[derive(Debug, Parser)]
#[command(name = "loyalty", version, after_help = EXAMPLES, arg_required_else_help = true, disable_help_subcommand = true, max_term_width = 100)]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    Nps(nps::Args),
    Csat(csat::Args),
    Ces(ces::Args),
    Repeat(repeat::Args),
    Revenue(revenue::Args),
    Ltv(ltv::Args),
    Retention(retention::Args),
    Rfm(rfm::Args),
    Tiers(tiers::Args),
    Growth(growth::Args),
    Link(link::Args),
    Drivers(drivers::Args),
    Basket(basket::Args),
    Promotions(promotions::Args),
    Programme(programme::Args),
    Split(split::Args),
    Forecast(forecast::Args),
    Customers(customers::Args),
    Reconcile(reconcile::Args),
    Report(Box<report::Args>),
    Check(check::Args),
    History(history::Args),
    Init(init::Args),
    Explain(explain::Args),
    Schema(printed::Schema),
    Completions(printed::Completions),
    Man(printed::Man),
    Help(help::Args),
    #[command(subcommand)]
    Config(config::Config),
}

/// Runs the program on a command line, and says how it ended. Data go to `out`, remarks to `remarks`.
///
/// # Errors
/// When a file cannot be written, or a flag's value makes no sense; wrong command lines come back as [`clap::Error`].
pub fn run(
    line: impl IntoIterator<Item = OsString>,
    out: &mut dyn Write,
    remarks: &mut dyn Write,
) -> anyhow::Result<Verdict> {
    let line: Vec<OsString> = line.into_iter().collect();
    let program = Cli::command();
    let ended = asked(&line, &program, out, remarks);
    let flushed = out.flush().context("cannot write the answer");
    ended.and_then(|verdict| flushed.map(|()| verdict)).map_err(|error| wrong_line::worded(error, &line, &program))
}

/// Does what the line asks.
fn asked(
    line: &[OsString],
    program: &clap::Command,
    out: &mut dyn Write,
    remarks: &mut dyn Write,
) -> anyhow::Result<Verdict> {
    let typed = program.clone().try_get_matches_from(line)?;
    let settings = Settings::beside(&typed, program)?;
    let all = if settings.is_empty() {
        typed.clone()
    } else {
        program.clone().try_get_matches_from(settings.added_to(line.to_vec(), settings::depth(&typed)))?
    };
    let cli = Cli::from_arg_matches(&all)?;
    let mut desk = Desk::new(out, remarks, &settings);
    for remark in settings.remarks() {
        if let Some((command, matches)) = settings::asked(&all, program)
            && command.get_arguments().any(|flag| flag.get_id() == "quiet")
        {
            desk.remark(&remark, &Output::from_arg_matches(matches)?)?;
        }
    }
    let verdict = match cli.command {
        Command::Nps(args) => nps::run(&args, &mut desk),
        Command::Csat(args) => csat::run(&args, &mut desk),
        Command::Ces(args) => ces::run(&args, &mut desk),
        Command::Repeat(args) => repeat::run(&args, &mut desk),
        Command::Revenue(args) => revenue::run(&args, &mut desk),
        Command::Ltv(args) => ltv::run(&args, &mut desk),
        Command::Retention(args) => retention::run(&args, &mut desk),
        Command::Rfm(args) => rfm::run(&args, &mut desk),
        Command::Tiers(args) => tiers::run(&args, &mut desk),
        Command::Growth(args) => growth::run(&args, &mut desk),
        Command::Link(args) => link::run(&args, &mut desk),
        Command::Drivers(args) => drivers::run(&args, &mut desk),
        Command::Basket(args) => basket::run(&args, &mut desk),
        Command::Promotions(args) => promotions::run(&args, &mut desk),
        Command::Programme(args) => programme::run(&args, &mut desk),
        Command::Split(args) => split::run(&args, &mut desk),
        Command::Forecast(args) => forecast::run(&args, &mut desk),
        Command::Reconcile(args) => reconcile::run(&args, &mut desk),
        Command::Customers(args) => customers::run(&args, &mut desk),
        Command::Report(args) => report::run(&args, &mut desk),
        Command::Check(args) => check::run(&args, &mut desk),
        Command::History(args) => history::run(&args, &mut desk),
        Command::Init(args) => init::run(&args, &mut desk),
        Command::Explain(args) => explain::run(&args, &mut desk),
        Command::Schema(args) => printed::schema(&args, &mut desk),
        Command::Completions(args) => printed::completions(&args, &mut desk),
        Command::Man(args) => printed::man(&args, &mut desk),
        Command::Help(args) => help::run(&args, &mut desk),
        Command::Config(config::Config::Show(_)) => config::show(program, &typed, &settings, &mut desk),
    };
    verdict.map_err(|error| settings.placed(error))
}

/// A command line that makes no sense: exit 2.
#[derive(Debug, thiserror::Error)]
#[error("{0}")]
pub struct Usage(pub String);
