//! `loyalty report`.

mod on_demand;
mod trend;

use super::asking::{Found, open, placed};
use super::by::By;
use super::desk::{Desk, confidence};
use super::history;
use super::setup::{Setup, usual_scales};
use super::shop::Shop;
use super::survey::{Asked, SurveyFlags};
use super::window::Usual;
use super::{
    Usage, basket, ces, csat, drivers, forecast, growth, link, ltv, nps, programme, promotions, repeat, retention,
    revenue, rfm, tiers,
};
use crate::answer::value::Value;
use crate::answer::{Answer, Document, Section, Verdict, Warning};
use crate::config::burn_in::BurnIn;
use crate::config::comparing::Comparing;
use crate::config::nearest::nearest;
use crate::config::output::Output;
use crate::config::reading::Reading;
use crate::config::rules::Rules;
use crate::config::window::Window;
use crate::input::request::Wanted;
use crate::input::roles::{Kind, Role};
use crate::input::{Scale, Taken};
use crate::ledger::Question;
use crate::ledger::window::Window as Days;
use anyhow::{Result, bail};
use clap::Args as Flags;
use std::collections::BTreeMap;
use std::sync::Arc;

/// A question about answers, as a report asks it.
type OfAnswers = fn(&Taken, By, Asked<'_>, &Terms, &Comparing) -> Result<Found>;

/// A question about purchases, as a report asks it.
type OfPurchases = fn(&Shop<'_>, &Terms, &Comparing) -> Result<Found>;

/// The sections that surveys answer, in their order.
const ANSWERS: [(&str, OfAnswers); 4] = [
    ("nps", |taken, by, asked, terms, comparing| nps::beside(taken, by, asked, &terms.nps, comparing)),
    ("csat", |taken, by, asked, terms, comparing| csat::beside(taken, by, asked, &terms.csat, comparing)),
    ("ces", |taken, by, asked, terms, comparing| ces::beside(taken, by, asked, &terms.ces, comparing)),
    ("drivers", |taken, by, asked, terms, comparing| match by.text.clone() {
        Some(by) => Ok(Err(Warning::new("groups-of-its-own", [("by", by)]))),
        None => drivers::answer(taken, &by, asked, &terms.drivers, comparing),
    }),
];

/// The sections that purchases answer, in their order.
const PURCHASES: [(&str, OfPurchases); 11] = [
    ("repeat", |shop, terms, comparing| repeat::beside(shop, &terms.repeat, comparing)),
    ("revenue", |shop, terms, comparing| revenue::beside(shop, &terms.revenue, comparing)),
    ("retention", |shop, terms, comparing| retention::beside(shop, &terms.retention, comparing)),
    ("ltv", |shop, terms, comparing| match shop.by.period() {
        Some(_) => Ok(Err(Warning::new("no-periods", []))),
        None => ltv::beside(shop, &terms.ltv, comparing),
    }),
    (
        "rfm",
        |shop, terms, compare| {
            if shop.by.is_empty() { rfm::beside(shop, &terms.rfm, compare) } else { Ok(Err(grouped(shop))) }
        },
    ),
    ("tiers", |shop, terms, comparing| tiers::beside(shop, &terms.tiers, terms.levels.as_ref(), comparing)),
    ("growth", |shop, terms, comparing| match shop.by.period() {
        Some(_) => Ok(Err(grouped(shop))),
        None => growth::beside(shop, &terms.growth, comparing),
    }),
    (
        "link",
        |shop, terms, _| if shop.by.is_empty() { link::answer(shop, &terms.link) } else { Ok(Err(grouped(shop))) },
    ),
    (
        "basket",
        |shop, terms, _| if shop.by.is_empty() { basket::answer(shop, &terms.basket) } else { Ok(Err(grouped(shop))) },
    ),
    ("promotions", |shop, terms, _| promotions::answer(shop, &terms.promotions)),
    ("programme", |shop, terms, _| programme::answer(shop, &terms.programme)),
];

/// The name for all sections that stand in every report.
const ALL: &str = "all";

/// The sections that tell new customers from old ones: the others have no use for a burn-in.
const TELL_NEW: [&str; 7] = ["repeat", "revenue", "retention", "ltv", "growth", "cohorts", "forecast"];

/// The shop after its burn-in.
fn seasoned<'a>(shop: &Result<Shop<'a>, Warning>, asked: &BurnIn) -> Result<Result<Shop<'a>, Warning>> {
    match shop {
        Ok(shop) => Ok(Ok(shop.after(asked)?)),
        Err(why) => Ok(Err(why.clone())),
    }
}

/// Why a question that has groups of its own is not asked of others.
fn grouped(shop: &Shop<'_>) -> Warning {
    Warning::new("groups-of-its-own", [("by", shop.by.text.clone().unwrap_or_default())])
}

/// Under which terms each question is asked: the usual ones, unless the file of settings says otherwise.
struct Terms {
    nps: nps::Terms,
    csat: csat::Own,
    ces: ces::Own,
    repeat: repeat::Terms,
    revenue: revenue::Terms,
    retention: retention::Terms,
    ltv: ltv::Terms,
    rfm: rfm::Terms,
    tiers: tiers::Terms,
    levels: Option<tiers::Source>,
    basket: basket::Terms,
    drivers: drivers::Terms,
    growth: growth::Terms,
    link: link::Terms,
    promotions: promotions::Terms,
    programme: programme::Terms,
    forecast: forecast::Terms,
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
            retention: desk.terms("retention")?,
            ltv: desk.terms("ltv")?,
            rfm: desk.terms("rfm")?,
            tiers: desk.terms("tiers")?,
            levels: None,
            basket: desk.terms("basket")?,
            drivers: desk.terms("drivers")?,
            growth: desk.terms("growth")?,
            link: desk.terms("link")?,
            promotions: desk.terms("promotions")?,
            programme: desk.terms("programme")?,
            forecast: desk.terms("forecast")?,
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

/// Everything the given files allow, in one document: NPS, CSAT, CES, repeat purchase, loyal against other revenue, retention,
/// lifetime value, RFM segments and what else can be told from them.
///
/// A question that cannot be answered is refused by name and leaves the others alone, and no report proves causes.
#[derive(Debug, Clone, Flags)]
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
    burn_in: BurnIn,
    /// Answers these sections alone, such as nps,repeat; all that the files allow otherwise. Pages (html) and workbooks (xlsx) also have
    /// trend, cohorts, forecast and concentration, which are long; elsewhere all,trend adds one to the others
    #[arg(long, value_name = "NAMES", value_delimiter = ',', help_heading = "Report")]
    sections: Vec<String>,
    /// Sections that must be answered, such as ces: where one is refused, the run ends with exit code 3
    #[arg(long, value_name = "NAMES", value_delimiter = ',', help_heading = "Report")]
    require: Vec<String>,
    #[command(flatten)]
    comparing: Comparing,
    #[command(flatten)]
    output: Output,
}

pub(super) fn run(args: &Args, desk: &mut Desk<'_>) -> Result<Verdict> {
    let mut terms = Terms::of(desk)?;
    check_names("--sections", &args.sections)?;
    check_names("--require", &args.require)?;
    let setup = Setup {
        reading: &args.reading,
        exports: desk.exports(),
        rules: Some(&args.rules),
        as_of: args.window.as_of.as_deref(),
        scales: terms.scales()?,
        score: Role::Nps,
    };
    let inputs = open(&setup, &args.output)?;
    placed(&inputs)?;
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
        // First, for revenue's own column stands last.
        terms.levels = tiers::also_wanted(&terms.tiers, &inputs, &mut wanted)?;
        growth::also_wanted(&inputs, &mut wanted);
        programme::also_wanted(&terms.programme, &inputs, &mut wanted)?;
        revenue::also_wanted(&terms.revenue, &inputs, &mut wanted)?;
        if by.period().is_none() {
            ltv::also_wanted(&terms.ltv, &inputs, &by, &mut wanted)?;
        }
    }
    if by.is_empty() {
        // Lines of an order in several categories are several parts of it, so other groupings must not meet them.
        basket::also_wanted(&inputs, &mut wanted);
        drivers::also_wanted(&inputs, &mut wanted)?;
    }
    if by.is_empty() && inputs.has(Kind::Surveys) && inputs.has(Kind::Transactions) {
        link::also_wanted(&inputs, &mut wanted);
    }
    let taken = Arc::new(Desk::read(inputs, &wanted, &args.output));
    if let Some(verdict) = desk.objections("report", &taken, &args.reading, &args.output)? {
        return Ok(verdict);
    }
    let Sections { all: sections, unasked } = sections(args, &taken, &by, &terms)?;
    let again = again(args, &taken, &terms, &sections)?;
    let answered = sections.iter().any(|section| matches!(section, Section::Answered(_)));
    let missing = missing(&args.require, &sections);
    let mut warnings = taken.warnings.clone();
    warnings.extend(missing.iter().cloned());
    let document = Document {
        command: "report",
        parameters: parameters(args, &taken)?,
        inputs: taken.accounts.clone(),
        warnings,
        sections,
        unasked,
        rejections: taken.rejections.clone(),
        check: None,
    };
    let verdict = match (missing.is_empty(), answered) {
        (false, _) => Verdict::Rejected,
        (true, true) => Verdict::Answered,
        (true, false) => Verdict::Empty,
    };
    let verdict = desk.conclude_beside(document, &again, verdict, &args.output)?;
    for one in &missing {
        desk.complain(one, &args.output)?;
    }
    Ok(verdict)
}

/// The windows that earlier runs have noted down, measured again: refunds and late rows may have changed what was told of them.
fn again(args: &Args, taken: &Arc<Taken>, terms: &Terms, sections: &[Section]) -> Result<Vec<Document>> {
    let Some(path) = &args.output.history else { return Ok(vec![]) };
    let mut windows: BTreeMap<Days, Vec<String>> = BTreeMap::new();
    for section in sections {
        // What is there on demand covers all data: earlier windows have none of their own.
        if let Section::Answered(answer) = section
            && always().any(|name| name == answer.sheet.command)
            && is_asked(args, answer.sheet.command)
            && let Some(now) = answer.summary.window
        {
            for window in history::earlier(path, answer.sheet.command, now) {
                windows.entry(window).or_default().push(answer.sheet.command.to_owned());
            }
        }
    }
    let mut all = vec![];
    for (days, sections) in windows {
        let window = Window {
            from: Some(days.from.to_string()),
            to: Some(days.to.to_string()),
            as_of: args.window.as_of.clone(),
            ..Window::default()
        };
        let comparing = Comparing::default();
        let args = Args { window, sections, require: vec![], comparing, ..args.clone() };
        let parameters = parameters(&args, taken)?;
        let Sections { all: sections, unasked } = self::sections(&args, taken, &By::default(), terms)?;
        all.push(Document {
            command: "report",
            parameters,
            inputs: vec![],
            warnings: vec![],
            sections,
            unasked,
            rejections: vec![],
            check: None,
        });
    }
    Ok(all)
}

/// The names of the sections that stand in every report.
fn always() -> impl Iterator<Item = &'static str> {
    ANSWERS.iter().map(|(name, _)| *name).chain(PURCHASES.iter().map(|(name, _)| *name))
}

/// Whether a section is named.
fn is_named(args: &Args, name: &str) -> bool {
    args.sections.iter().chain(&args.require).any(|asked| asked == name)
}

/// Whether a section that stands in every report stands in this one.
fn is_asked(args: &Args, name: &str) -> bool {
    args.sections.is_empty() || is_named(args, ALL) || is_named(args, name)
}

/// The names of all sections, those that stand in every report first.
fn names() -> impl Iterator<Item = &'static str> {
    let long = on_demand::SECTIONS.iter().map(|section| section.name);
    always().chain(std::iter::once(trend::NAME)).chain(long)
}

fn check_names(flag: &str, asked: &[String]) -> Result<()> {
    let is_known = |name: &str| names().any(|known| known == name) || flag == "--sections" && name == ALL;
    let Some(unknown) = asked.iter().find(|name| !is_known(name)) else { return Ok(()) };
    let near = nearest(unknown, names()).map_or_else(
        || format!("there are {}", names().collect::<Vec<_>>().join(", ")),
        |near| format!("did you mean `{near}`?"),
    );
    bail!(Usage(format!("{flag} {unknown}: no section is called `{unknown}`; {near}")))
}

/// What was required and has no answer.
fn missing(required: &[String], sections: &[Section]) -> Vec<Warning> {
    let refused =
        |name: &str| sections.iter().any(|section| matches!(section, Section::Refused(refused, _) if *refused == name));
    let missing = required.iter().filter(|name| refused(name));
    missing.map(|name| Warning::new("required-section", [("section", name.clone())])).collect()
}

fn parameters(args: &Args, taken: &Taken) -> Result<Vec<(&'static str, Value)>> {
    let mut all =
        vec![("as_of", Value::from(taken.ledger.as_of)), ("confidence", Value::Real(confidence(&args.output)?))];
    if let Some(by) = &args.window.by {
        all.push(("by", Value::text(by)));
    }
    Ok(all)
}

/// The window's flags with the day up to which all sections look: answers, too, are observed up to the last order.
fn observed(args: &Args, taken: &Taken) -> Window {
    let last = || taken.ledger.as_of.filter(|_| taken.ledger.first_day.is_some()).map(|day| day.to_string());
    Window { as_of: args.window.as_of.clone().or_else(last), ..args.window.clone() }
}

/// The grouping, where files of these kinds can give all of it.
fn usable(by: &By, kinds: &[Kind]) -> Result<By, Warning> {
    if by.parts.iter().all(|part| part.is_of(kinds)) {
        return Ok(by.clone());
    }
    Err(Warning::new("no-such-column", [("by", by.text.clone().unwrap_or_default())]))
}

/// What a report tells, and the places of what nobody named.
struct Sections {
    all: Vec<Section>,
    unasked: Vec<usize>,
}

fn sections(args: &Args, taken: &Arc<Taken>, by: &By, terms: &Terms) -> Result<Sections> {
    let (mut all, mut unasked) = (vec![], vec![]);
    let confidence = confidence(&args.output)?;
    let days = observed(args, taken);
    let asked = Asked {
        window: &days,
        answers: terms.answers.answers,
        confidence,
        usual: Usual::All,
        least: args.output.min_group,
    };
    let grouping = usable(by, &[Kind::Surveys, Kind::Customers]);
    let asked_for = |name: &str| is_asked(args, name);
    let looked_through = args.sections.is_empty() && by.is_empty() && on_demand::is_looked_through(&args.output)?;
    let demanded = |name: &str| looked_through || is_named(args, name);
    for (name, question) in ANSWERS.into_iter().filter(|(name, _)| asked_for(name)) {
        let found = match &grouping {
            Ok(by) => question(taken, by.clone(), asked, terms, &args.comparing)?,
            Err(why) => Err(why.clone()),
        };
        all.push(section(name, found, taken));
    }
    let open = |by, counts| Shop::under(taken, by, &args.window, &args.rules, &args.reading, &args.output, counts);
    let shop = match usable(by, &[Kind::Transactions, Kind::Customers]) {
        Ok(by) => open(by, false)?,
        Err(why) => Err(why),
    };
    let seasoned = seasoned(&shop, &args.burn_in)?;
    // Currencies are an obstacle to money alone.
    let counting = match (&shop, usable(by, &[Kind::Transactions, Kind::Customers])) {
        (Err(why), Ok(by)) if why.code == "several-currencies" => Some(open(by, true)?),
        _ => None,
    };
    let counting = counting.map(|shop| self::seasoned(&shop, &args.burn_in)).transpose()?;
    if demanded(trend::NAME) {
        let trends = match &by.text {
            Some(by) => vec![Section::Refused(trend::NAME, Warning::new("groups-of-its-own", [("by", by.clone())]))],
            None => trend::sections(taken, &seasoned, asked, terms)?,
        };
        if !is_named(args, trend::NAME) {
            unasked.extend(0..trends.len());
        }
        all.splice(0..0, trends);
    }
    for (name, question) in PURCHASES {
        if asked_for(name) {
            let found = match if TELL_NEW.contains(&name) { &seasoned } else { &shop } {
                // Whatever else is missing, of guests nothing can be told.
                Ok(shop) => question(shop, terms, &args.comparing)?
                    .map(|answer| shop.with_basis(answer))
                    .map_err(|why| shop.only_guests().unwrap_or(why)),
                Err(why) => Err(why.clone()),
            };
            all.push(section(name, found, taken));
        }
        for long in on_demand::SECTIONS.iter().filter(|long| long.after == name && demanded(long.name)) {
            let usual = if TELL_NEW.contains(&long.name) { &seasoned } else { &shop };
            let found = match counting.as_ref().filter(|_| long.counts).unwrap_or(usual) {
                Ok(shop) => {
                    let parts = (long.ask)(shop, &terms.forecast, &args.comparing)?;
                    let parts = parts.map_err(|why| shop.only_guests().unwrap_or(why));
                    parts.map(|parts| parts.into_iter().map(|part| shop.with_basis(part)).collect::<Vec<_>>())
                }
                Err(why) => Err(why.clone()),
            };
            let first = all.len();
            match found {
                Ok(parts) => all.extend(parts.into_iter().map(|part| section(long.name, Ok(part), taken))),
                Err(why) => all.push(section(long.name, Err(why), taken)),
            }
            if !is_named(args, long.name) {
                unasked.extend(first..all.len());
            }
        }
    }
    Ok(Sections { all, unasked })
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
