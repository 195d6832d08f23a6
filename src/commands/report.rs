//! `loyalty report`.

use super::by::By;
use super::desk::{Desk, confidence};
use super::repeat::{self, shop};
use super::setup::{Setup, usual_scales};
use super::survey::{SurveyFlags, Which};
use super::{ces, csat, ltv, nps, revenue};
use crate::answer::value::Value;
use crate::answer::{Answer, Document, Section, Verdict, Warning};
use crate::config::output::Output;
use crate::config::reading::Reading;
use crate::config::rules::Rules;
use crate::config::window::Window;
use crate::input::Taken;
use crate::input::request::Wanted;
use crate::input::roles::{Kind, Role};
use crate::ledger::Question;
use anyhow::Result;
use clap::Args as Flags;

/// Everything the given files allow, in one document: NPS, CSAT, CES, repeat purchase, loyal against other revenue, lifetime value.
///
/// A question that cannot be answered is refused by name and leaves the others alone. A report does not prove causes.
#[derive(Debug, Flags)]
#[command(after_help = "Examples:
  loyalty report fixtures/corner-shop/*.csv
  loyalty report fixtures/corner-shop/orders.csv fixtures/corner-shop/nps.csv -f json
  loyalty report fixtures/corner-shop/*.csv -o report.json -o report.csv")]
pub(super) struct Args {
    #[command(flatten)]
    reading: Reading,
    #[command(flatten)]
    rules: Rules,
    #[command(flatten)]
    window: Window,
    #[command(flatten)]
    output: Output,
}

pub(super) fn run(args: &Args, desk: &mut Desk<'_>) -> Result<Verdict> {
    let setup = Setup {
        reading: &args.reading,
        rules: Some(&args.rules),
        as_of: args.window.as_of.as_deref(),
        scales: usual_scales(),
        score: Role::Nps,
    };
    let inputs = crate::input::open(setup.request()?);
    let kinds = [Kind::Transactions, Kind::Surveys, Kind::Customers];
    let by = By::parse(args.window.by.as_deref(), &inputs, &kinds)?;
    let wanted = Wanted {
        orders: by.columns(Kind::Transactions),
        bands: by.bands(Kind::Transactions),
        customers: by.columns(Kind::Customers),
        surveys: by.columns(Kind::Surveys),
        questions: vec![Question::Nps, Question::Csat, Question::Ces],
        sides: false,
    };
    let taken = Desk::read(inputs, &wanted, &args.output);
    if let Some(verdict) = desk.objections("report", &taken, &args.reading, &args.output)? {
        return Ok(verdict);
    }
    let sections = sections(args, &taken, &by)?;
    let answered = sections.iter().any(|section| matches!(section, Section::Answered(_)));
    let document = Document {
        command: "report",
        parameters: parameters(args, &taken)?,
        inputs: taken.accounts.clone(),
        warnings: taken.warnings.clone(),
        sections,
        rejections: taken.rejections,
        check: None,
    };
    desk.write(&document, &args.output)?;
    Ok(if answered { Verdict::Answered } else { Verdict::Empty })
}

fn parameters(args: &Args, taken: &Taken) -> Result<Vec<(&'static str, Value)>> {
    let mut all =
        vec![("as_of", Value::from(taken.ledger.as_of)), ("confidence", Value::Real(confidence(&args.output)?))];
    if let Some(by) = &args.window.by {
        all.push(("by", Value::text(by)));
    }
    Ok(all)
}

/// The parts of a grouping that a question can use: periods always, columns of the kinds it reads.
fn usable(by: &By, kinds: &[Kind]) -> Option<By> {
    let parts: Vec<_> = by.parts.iter().filter(|part| part.is_of(kinds)).cloned().collect();
    (parts.len() == by.parts.len()).then(|| by.clone())
}

fn sections(args: &Args, taken: &Taken, by: &By) -> Result<Vec<Section>> {
    let share = confidence(&args.output)?;
    let flags = SurveyFlags { answers: Which::All, missing: vec![] };
    let surveys = usable(by, &[Kind::Surveys, Kind::Customers]);
    let mut all = vec![];
    let asked = |name: &'static str, found: Result<Result<Answer, Warning>>| -> Result<Section> {
        Ok(match found? {
            Ok(answer) => Section::Answered(Box::new(without_shared(answer, taken))),
            Err(why) => Section::Refused(name, why),
        })
    };
    let ungrouped = || Ok(Err(Warning::new("no-such-column", [("by", args.window.by.clone().unwrap_or_default())])));
    let has_answers = taken.accounts.iter().any(|account| account.kind == Kind::Surveys.name());
    if has_answers {
        let window = &args.window;
        let of = |by: &Option<By>| by.clone();
        all.push(asked(
            "nps",
            of(&surveys)
                .map_or_else(ungrouped, |by| nps::answer(taken, by, window, &flags, &nps::Terms::default(), share)),
        )?);
        all.push(asked(
            "csat",
            of(&surveys).map_or_else(ungrouped, |by| {
                csat::answer(taken, by, window, &flags, &csat::Terms::default(), None, share)
            }),
        )?);
        all.push(asked(
            "ces",
            of(&surveys).map_or_else(ungrouped, |by| {
                ces::answer(taken, by, window, &flags, &ces::Terms::default(), None, share)
            }),
        )?);
    } else {
        all.extend(["nps", "csat", "ces"].map(|name| Section::Refused(name, Warning::new("no-surveys", []))));
    }
    let names = ["repeat", "revenue", "ltv"];
    let Some(own) = usable(by, &[Kind::Transactions, Kind::Customers]) else {
        all.extend(names.map(|name| {
            Section::Refused(name, Warning::new("no-such-column", [("by", args.window.by.clone().unwrap_or_default())]))
        }));
        return Ok(all);
    };
    match shop(taken, own, &args.reading, &args.rules, &args.window, &args.output)? {
        Err(why) => all.extend(names.map(|name| Section::Refused(name, why.clone()))),
        Ok(shop) => {
            all.push(asked("repeat", repeat::answer(&shop, &repeat::Terms::default()))?);
            all.push(asked("revenue", revenue::answer(&shop, &revenue::Terms::usual()))?);
            let periods = shop.by.period().is_some();
            let ltv = if periods {
                Ok(Err(Warning::new("no-periods", [])))
            } else {
                ltv::answer(&shop, &ltv::Terms::default())
            };
            all.push(asked("ltv", ltv)?);
        }
    }
    Ok(all)
}

/// Remarks about the inputs stand once, at the top of the report.
fn without_shared(mut answer: Answer, taken: &Taken) -> Answer {
    answer.warnings.retain(|warning| !taken.warnings.contains(warning));
    answer
}
