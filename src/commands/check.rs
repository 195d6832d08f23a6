//! `loyalty check`.

use super::desk::Desk;
use super::findings::findings;
use super::mapping::mapping;
use super::setup::{Setup, allowance, usual_scales};
use super::survey::SurveyFlags;
use crate::answer::account::{Sums, add};
use crate::answer::value::Value;
use crate::answer::{Document, Verdict};
use crate::config::output::Output;
use crate::config::reading::Reading;
use crate::config::rules::Rules;
use crate::input::Taken;
use crate::input::request::Wanted;
use crate::input::roles::{Kind, Role};
use crate::ledger::Question;
use crate::metrics::nps::{Nps, Score};
use anyhow::Result;
use clap::Args as Flags;
use std::collections::BTreeMap;

/// What was understood of each file, and what became of every row and every unit of money.
///
/// Its exit code is the one that a question on the same files would get for their rows; it does not prove that the right files were
/// given.
#[derive(Debug, Flags)]
#[command(after_help = "Examples:
  loyalty check fixtures/corner-shop/orders.csv
  loyalty check fixtures/corner-shop/*.csv -f json
  loyalty check fixtures/corner-shop/orders.csv --mapping
  loyalty check fixtures/broken/bad-amount.csv --rejects rejects.csv")]
pub(super) struct Args {
    #[command(flatten)]
    reading: Reading,
    #[command(flatten)]
    rules: Rules,
    /// The day up to which customers are observed; the latest day of the data otherwise
    #[arg(long, value_name = "DAY", help_heading = "Window")]
    as_of: Option<String>,
    /// Prints the columns that were found instead, as TOML to put into loyalty.toml and to correct
    #[arg(long, help_heading = "Output")]
    mapping: bool,
    #[command(flatten)]
    output: Output,
}

pub(super) fn run(args: &Args, desk: &mut Desk<'_>) -> Result<Verdict> {
    let missing = desk.terms::<SurveyFlags>("answers")?.missing;
    let setup = Setup {
        reading: &args.reading,
        exports: desk.exports(),
        rules: Some(&args.rules),
        as_of: args.as_of.as_deref(),
        scales: usual_scales(&missing),
        score: Role::Nps,
    };
    let inputs = super::asking::open(&setup, &args.output)?;
    super::asking::placed(&inputs)?;
    let others = inputs.has_role(Kind::Surveys, Role::Nps) || !inputs.has(Kind::Surveys);
    let questions =
        if others { vec![Question::Nps, Question::Csat, Question::Ces] } else { vec![Question::Csat, Question::Ces] };
    let single = inputs.has(Kind::Surveys)
        && !inputs.has_role(Kind::Surveys, Role::Csat)
        && !inputs.has_role(Kind::Surveys, Role::Ces);
    let wanted =
        Wanted { questions: if single { vec![Question::Nps] } else { questions }, findings: true, ..Wanted::default() };
    let taken = Desk::read(inputs, &wanted, &args.output);
    let (rows, rejected) = taken.rejected();
    let verdict = if taken.refused() || rejected > allowance(&args.reading.max_rejected, rows)? {
        Verdict::Rejected
    } else if taken.accounts.iter().all(|account| account.used == 0) {
        Verdict::Empty
    } else {
        Verdict::Answered
    };
    if args.mapping {
        desk.print(&mapping(&taken.accounts))?;
        return Ok(if taken.refused() { Verdict::Rejected } else { Verdict::Answered });
    }
    if let Some(path) = &args.reading.rejects {
        Desk::rejects(path, &taken, &args.output)?;
    }
    let mut warnings = findings(&taken);
    warnings.splice(0..0, taken.warnings.iter().cloned());
    let document = Document {
        command: "check",
        parameters: vec![("as_of", Value::from(taken.ledger.as_of))],
        check: Some(summary(&taken)),
        inputs: taken.accounts,
        warnings,
        sections: vec![],
        unasked: vec![],
        rejections: taken.rejections,
    };
    desk.conclude(document, verdict, &args.output)
}

/// The totals that stand in every summary, and those of surveys on loyalty.
pub(super) const TOTALS: [&str; 15] = [
    "rows",
    "used",
    "merged",
    "excluded",
    "rejected",
    "orders",
    "customers",
    "first_date",
    "last_date",
    "money",
    "responses",
    "promoters",
    "passives",
    "detractors",
    "nps",
];

fn summary(taken: &Taken) -> Vec<(&'static str, Value)> {
    let total =
        |of: fn(&crate::answer::account::InputAccount) -> u64| Value::Count(taken.accounts.iter().map(of).sum());
    let ledger = &taken.ledger;
    let buyers =
        ledger.shards.iter().flat_map(|shard| shard.starts.windows(2)).filter(|own| own[1] > own[0]).count() as u64;
    let mut all = vec![
        ("rows", total(|a| a.rows)),
        ("used", total(|a| a.used)),
        ("merged", total(|a| a.merged)),
        ("excluded", total(|a| a.excluded.values().sum())),
        ("rejected", total(|a| a.rejected)),
    ];
    // Without orders nobody knows of purchases: that is no nought.
    let sold = taken.accounts.iter().any(|account| account.kind == Kind::Transactions.name());
    let known = |value: Value| if sold { value } else { Value::Missing };
    all.extend([
        ("orders", known(Value::Count(taken.orders))),
        ("customers", known(Value::Count(buyers))),
        ("first_date", known(Value::from(ledger.first_day))),
        ("last_date", known(Value::from(ledger.last_day))),
        ("money", known(Value::Sums(money(taken)))),
    ]);
    let mut scores =
        ledger.answers.iter().filter_map(|answer| answer.score(Question::Nps)).filter_map(Score::new).peekable();
    if scores.peek().is_some() {
        let nps = Nps::of(scores);
        all.extend([
            ("responses", nps.responses.into()),
            ("promoters", nps.promoters.into()),
            ("passives", nps.passives.into()),
            ("detractors", nps.detractors.into()),
            ("nps", nps.nps().into()),
        ]);
    }
    all
}

/// The money of the four classes over all files.
fn money(taken: &Taken) -> Vec<(String, Vec<(String, crate::ledger::money::Money)>)> {
    let mut classes: BTreeMap<&str, Sums> = BTreeMap::new();
    for account in taken.accounts.iter().filter_map(|account| account.money.as_ref()) {
        let excluded = account.excluded.values().map(|sums| ("excluded", sums));
        let others = [("used", &account.used), ("merged", &account.merged), ("rejected", &account.rejected)];
        for (class, sums) in others.into_iter().chain(excluded) {
            for (currency, sum) in sums {
                add(classes.entry(class).or_default(), currency, *sum);
            }
        }
    }
    let of = |class: &str| classes.get(class).cloned().unwrap_or_default().into_iter().collect();
    ["used", "merged", "excluded", "rejected"].into_iter().map(|class| (class.to_owned(), of(class))).collect()
}
