//! `loyalty report`.

use super::asking::{Found, open};
use super::by::By;
use super::desk::{Desk, confidence};
use super::setup::{Setup, usual_scales};
use super::shop::Shop;
use super::survey::{Asked, SurveyFlags};
use super::window::Usual;
use super::{ces, csat, ltv, nps, repeat, revenue};
use crate::answer::value::Value;
use crate::answer::{Answer, Document, Section, Verdict, Warning};
use crate::config::comparing::Comparing;
use crate::config::output::Output;
use crate::config::reading::Reading;
use crate::config::rules::Rules;
use crate::config::window::Window;
use crate::input::request::Wanted;
use crate::input::roles::{Kind, Role};
use crate::input::{Scale, Taken};
use crate::ledger::Question;
use anyhow::Result;
use clap::Args as Flags;

/// A question about answers, as a report asks it.
type OfAnswers = fn(&Taken, By, Asked<'_>, &Terms, &Comparing) -> Result<Found>;

/// A question about purchases, as a report asks it.
type OfPurchases = fn(&Shop<'_>, &Terms, &Comparing) -> Result<Found>;

/// The sections that surveys answer, in their order.
const ANSWERS: [(&str, OfAnswers); 3] = [
    ("nps", |taken, by, asked, terms, comparing| nps::beside(taken, by, asked, &terms.nps, comparing)),
    ("csat", |taken, by, asked, terms, comparing| csat::beside(taken, by, asked, &terms.csat, comparing)),
    ("ces", |taken, by, asked, terms, comparing| ces::beside(taken, by, asked, &terms.ces, comparing)),
];

/// The sections that purchases answer, in their order.
const PURCHASES: [(&str, OfPurchases); 3] = [
    ("repeat", |shop, terms, comparing| repeat::beside(shop, &terms.repeat, comparing)),
    ("revenue", |shop, terms, comparing| revenue::beside(shop, &terms.revenue, comparing)),
    ("ltv", |shop, terms, comparing| match shop.by.period() {
        Some(_) => Ok(Err(Warning::new("no-periods", []))),
        None => ltv::beside(shop, &terms.ltv, comparing),
    }),
];

/// Under which terms each question is asked: the usual ones, unless the file of settings says otherwise.
struct Terms {
    nps: nps::Terms,
    csat: csat::Own,
    ces: ces::Own,
    repeat: repeat::Terms,
    revenue: revenue::Terms,
    ltv: ltv::Terms,
    answers: SurveyFlags,
}

impl Terms {
    fn of(desk: &Desk<'_>) -> Result<Self> {
        Ok(Self {
            nps: desk.terms("nps")?,
            csat: desk.terms("csat")?,
            ces: desk.terms("ces")?,
            repeat: desk.terms("repeat")?,
            revenue: desk.terms("revenue")?,
            ltv: desk.terms("ltv")?,
            answers: desk.terms("answers")?,
        })
    }

    /// The scales of the three questions, as wide as they can be where nobody has named their ends.
    fn scales(&self) -> Result<[Scale; 3]> {
        let mut scales = usual_scales(&self.answers.missing);
        for (question, ends) in [(Question::Csat, self.csat.ends()?), (Question::Ces, self.ces.ends()?)] {
            if let Some((least, most)) = ends {
                scales[question as usize] = Scale { least, most, missing: self.answers.missing.clone() };
            }
        }
        Ok(scales)
    }
}

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
    comparing: Comparing,
    #[command(flatten)]
    output: Output,
}

pub(super) fn run(args: &Args, desk: &mut Desk<'_>) -> Result<Verdict> {
    let terms = Terms::of(desk)?;
    let setup = Setup {
        reading: &args.reading,
        exports: desk.exports(),
        rules: Some(&args.rules),
        as_of: args.window.as_of.as_deref(),
        scales: terms.scales()?,
        score: Role::Nps,
    };
    let inputs = open(&setup, &args.output)?;
    let kinds = [Kind::Transactions, Kind::Surveys, Kind::Customers];
    let by = By::parse(args.window.by.as_deref(), &inputs, &kinds)?;
    let mut wanted = Wanted {
        orders: by.columns(Kind::Transactions),
        bands: by.bands(Kind::Transactions),
        customers: by.columns(Kind::Customers),
        surveys: by.columns(Kind::Surveys),
        questions: vec![Question::Nps, Question::Csat, Question::Ces],
        ..Wanted::default()
    };
    if inputs.has(Kind::Transactions) {
        revenue::also_wanted(&terms.revenue, &inputs, &mut wanted)?;
        if by.period().is_none() {
            ltv::also_wanted(&terms.ltv, &inputs, &by, &mut wanted)?;
        }
    }
    let taken = Desk::read(inputs, &wanted, &args.output);
    if let Some(verdict) = desk.objections("report", &taken, &args.reading, &args.output)? {
        return Ok(verdict);
    }
    let sections = sections(args, &taken, &by, &terms)?;
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
    desk.conclude(document, if answered { Verdict::Answered } else { Verdict::Empty }, &args.output)
}

fn parameters(args: &Args, taken: &Taken) -> Result<Vec<(&'static str, Value)>> {
    let mut all =
        vec![("as_of", Value::from(taken.ledger.as_of)), ("confidence", Value::Real(confidence(&args.output)?))];
    if let Some(by) = &args.window.by {
        all.push(("by", Value::text(by)));
    }
    Ok(all)
}

/// The grouping, where files of these kinds can give all of it.
fn usable(by: &By, kinds: &[Kind]) -> Result<By, Warning> {
    if by.parts.iter().all(|part| part.is_of(kinds)) {
        return Ok(by.clone());
    }
    Err(Warning::new("no-such-column", [("by", by.text.clone().unwrap_or_default())]))
}

fn sections(args: &Args, taken: &Taken, by: &By, terms: &Terms) -> Result<Vec<Section>> {
    let mut all = vec![];
    let confidence = confidence(&args.output)?;
    let asked = Asked { window: &args.window, answers: terms.answers.answers, confidence, usual: Usual::All };
    let grouping = usable(by, &[Kind::Surveys, Kind::Customers]);
    for (name, question) in ANSWERS {
        let found = match &grouping {
            Ok(by) => question(taken, by.clone(), asked, terms, &args.comparing)?,
            Err(why) => Err(why.clone()),
        };
        all.push(section(name, found, taken));
    }
    let shop = match usable(by, &[Kind::Transactions, Kind::Customers]) {
        Ok(by) => Shop::under(taken, by, &args.window, &args.rules, &args.reading, &args.output)?,
        Err(why) => Err(why),
    };
    for (name, question) in PURCHASES {
        let found = match &shop {
            Ok(shop) => question(shop, terms, &args.comparing)?,
            Err(why) => Err(why.clone()),
        };
        all.push(section(name, found, taken));
    }
    Ok(all)
}

fn section(name: &'static str, found: Found, taken: &Taken) -> Section {
    match found {
        Ok(answer) => Section::Answered(Box::new(without_shared(answer, taken))),
        Err(why) => Section::Refused(name, why),
    }
}

/// Remarks about the inputs stand once, at the top of the report.
fn without_shared(mut answer: Answer, taken: &Taken) -> Answer {
    answer.warnings.retain(|warning| !taken.warnings.contains(warning));
    answer
}
