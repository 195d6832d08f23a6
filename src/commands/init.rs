//! `loyalty init`.

use super::Usage;
use super::desk::Desk;
use super::mapping::mapping;
use super::setup::{Setup, usual_scales};
use crate::answer::Verdict;
use crate::answer::account::InputAccount;
use crate::config::file::NAME;
use crate::config::output::Output;
use crate::config::reading::Reading;
use crate::config::rules::Rules;
use crate::input::Taken;
use crate::input::request::Wanted;
use crate::input::roles::{Kind, Role};
use crate::ledger::Question;
use anyhow::{Context, Result, bail};
use clap::Args as Flags;
use std::collections::BTreeMap;
use std::fs::OpenOptions;
use std::io::Write;
use std::path::Path;

/// A loyalty.toml for these files: what they are, which column plays which role, and what else could stand there, as remarks.
///
/// It writes down what it sees and decides nothing that the files leave open; read it before the first unattended run.
#[derive(Debug, Flags)]
#[command(after_help = "Examples:
  loyalty init fixtures/corner-shop/orders.csv fixtures/corner-shop/nps.csv -o -
  loyalty init 'exports/*.csv'
  loyalty report")]
pub(super) struct Args {
    #[command(flatten)]
    reading: Reading,
    #[command(flatten)]
    rules: Rules,
    /// Writes to this file instead of loyalty.toml; `-` is standard output
    #[arg(id = "target", short = 'o', long = "output", value_name = "FILE", help_heading = "Output")]
    target: Option<String>,
}

pub(super) fn run(args: &Args, desk: &mut Desk<'_>) -> Result<Verdict> {
    let target = args.target.as_deref().unwrap_or(NAME);
    if target != "-" && Path::new(target).exists() {
        bail!(Usage(format!("{target} is there already; name another file with -o, or print with -o -")));
    }
    let output = Output { lang: "en".to_owned(), confidence: "0.95".to_owned(), quiet: true, ..Output::default() };
    let setup = Setup {
        reading: &args.reading,
        exports: desk.exports(),
        rules: Some(&args.rules),
        as_of: None,
        scales: usual_scales(&[]),
        score: Role::Nps,
    };
    let inputs = super::asking::open(&setup, &output)?;
    let questions = vec![Question::Nps, Question::Csat, Question::Ces];
    let taken = Desk::read(inputs, &Wanted { questions, ..Wanted::default() }, &output);
    if let Some(verdict) = desk.objections("init", &taken, &args.reading, &output)? {
        return Ok(verdict);
    }
    let text = settings(args, &taken, target);
    if target == "-" {
        desk.print(&text)?;
    } else {
        // Whoever has made the file in the meantime keeps it.
        let cannot = || format!("cannot write {target}");
        let mut file = OpenOptions::new().write(true).create_new(true).open(target).with_context(cannot)?;
        file.write_all(text.as_bytes()).and_then(|()| file.sync_all()).with_context(cannot)?;
    }
    Ok(Verdict::Answered)
}

/// The text of the file.
fn settings(args: &Args, taken: &Taken, target: &str) -> String {
    let of = |kind: Kind| taken.accounts.iter().any(|account| account.kind == kind.name());
    let mut text = String::from(
        "# Settings of `loyalty`, as `loyalty init` has found them. Each key is a long flag: `loyalty report --help` explains it.\n\
         # `loyalty report` runs the job, `loyalty config show` prints what is in effect and where it comes from.\n\n[input]\n",
    );
    for kind in Kind::ALL.into_iter().filter(|kind| of(*kind)) {
        text.extend(["# ", kind.name(), ": ", &seen(taken, kind), "\n"]);
    }
    let Reading { files, transactions, surveys, customers, promotions, returns, .. } = &args.reading;
    let named = [
        ("files", files),
        ("transactions", transactions),
        ("surveys", surveys),
        ("customers", customers),
        ("promotions", promotions),
        ("returns", returns),
    ];
    for (name, typed) in named.into_iter().filter(|(_, typed)| !typed.is_empty()) {
        let quoted = typed.iter().map(|path| toml::Value::String(seen_from(target, path)).to_string());
        text.extend([name, " = [", &quoted.collect::<Vec<_>>().join(", "), "]\n"]);
    }
    text += &remark("max-rejected = \"0.1%\"", "so many rows that cannot be read are put up with; none, otherwise");
    text += &rules(args, taken);
    text += "\n[window]\n";
    text += &remark("last-week = true", "for a weekly job; the last twelve months, otherwise");
    if of(Kind::Surveys) {
        text += "\n[answers]\n";
        text += &remark("missing = [\"99\"]", "what stands for \"no answer\"; blanks and usual words are known");
    }
    text += "\n[report]\n";
    text += &remark(
        "sections = [\"nps\", \"repeat\"]",
        "all that the files allow, otherwise; pages and workbooks have a forecast too",
    );
    let (section, threshold) = if of(Kind::Surveys) { ("nps", "nps < 30") } else { ("repeat", "repeat_rate < 25%") };
    text += &remark(&format!("require = [\"{section}\"]"), "without an answer to these: exit code 3");
    text += "\n[thresholds]\n";
    text += &remark(&format!("fail-if = [\"{threshold}\"]"), "where this is so: exit code 10");
    text += "\n[output]\n";
    text += &remark("output = [\"report.html\", \"report.xlsx\"]", "by their extensions; all are written, or none");
    text += &remark("history = \"history.jsonl\"", "notes down the figures of each run");
    text.push('\n');
    text += &typed(&args.reading.map);
    text += "# The columns that were found; what is found by its name need not stand here.\n";
    for line in mapping(&renamed(&taken.accounts, target)).lines() {
        text.extend([if line.starts_with('#') { "" } else { "# " }, line, "\n"]);
    }
    text
}

/// The columns that were typed, by the kind of file they are for.
fn typed(map: &[String]) -> String {
    let mut sections: BTreeMap<String, String> = BTreeMap::new();
    for (role, column) in map.iter().filter_map(|word| word.split_once('=')) {
        let (section, role) = match role.trim().split_once('.') {
            Some((kind, role)) => (format!("{kind}.columns"), role),
            None => ("columns".to_owned(), role.trim()),
        };
        let column = toml::Value::String(column.trim().trim_matches('"').to_owned());
        sections.entry(section).or_default().extend([role, " = ", &column.to_string(), "\n"]);
    }
    sections
        .into_iter()
        .flat_map(|(section, columns)| ["[".to_owned(), section, "]\n".to_owned(), columns, "\n".to_owned()])
        .collect()
}

/// A setting that could stand there, and what it does.
fn remark(setting: &str, what: &str) -> String {
    format!("# {setting:<40} # {what}\n")
}

/// The accounts, with their paths as the file of settings has them.
fn renamed(accounts: &[InputAccount], target: &str) -> Vec<InputAccount> {
    accounts.iter().map(|account| InputAccount { path: seen_from(target, &account.path), ..account.clone() }).collect()
}

/// What the files of a kind hold.
fn seen(taken: &Taken, kind: Kind) -> String {
    let rows: u64 = taken.accounts.iter().filter(|a| a.kind == kind.name()).map(|a| a.used + a.merged).sum();
    let ledger = &taken.ledger;
    match (kind, ledger.first_day, ledger.last_day) {
        (Kind::Transactions, Some(first), Some(last)) => {
            format!("{rows} rows, {} orders, {first} to {last}", taken.orders)
        }
        _ => format!("{rows} rows"),
    }
}

/// A path as it is reached from the folder of a file.
fn seen_from(target: &str, path: &str) -> String {
    let folder = Path::new(target).parent().filter(|folder| !folder.as_os_str().is_empty());
    let Some(folder) = folder.filter(|_| target != "-" && Path::new(path).is_relative()) else {
        return path.to_owned();
    };
    match Path::new(path).strip_prefix(folder) {
        Ok(below) => below.to_string_lossy().into_owned(),
        Err(_) => {
            std::path::absolute(path).map_or_else(|_| path.to_owned(), |path| path.to_string_lossy().into_owned())
        }
    }
}

/// Rules that have been typed, or that someone must decide.
fn rules(args: &Args, taken: &Taken) -> String {
    let currencies: Vec<&str> = taken.currencies.iter().map(String::as_str).filter(|name| !name.is_empty()).collect();
    let currency = match (&args.rules.currency, currencies.as_slice()) {
        (Some(typed), _) => format!("currency = \"{typed}\"\n"),
        (None, [first, _, ..]) => {
            format!(
                "# These files hold {}; questions about money need one of them.\n# currency = \"{first}\"\n",
                currencies.join(", ")
            )
        }
        (None, _) => String::new(),
    };
    let no_amount = if args.rules.no_amount { "no-amount = true\n" } else { "" };
    let per = match args.rules.amount_per {
        Some(crate::config::reading::AmountPer::Line) => "amount-per = \"line\"\n",
        Some(crate::config::reading::AmountPer::Order) => "amount-per = \"order\"\n",
        None => "",
    };
    let all = format!("{currency}{no_amount}{per}");
    if all.is_empty() { all } else { format!("\n[rules]\n{all}") }
}
