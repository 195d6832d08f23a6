//! `loyalty rfm`.

mod compare;
mod concentration;
mod migrate;

use super::Usage;
use super::asking::{Found, OfPurchases, of_purchases};
use super::by::By;
use super::desk::Desk;
use super::shop::{SMALL, Shop, nothing, small};
use super::window::Usual;
use crate::answer::column::{Column, Sheet, Unit};
use crate::answer::people::People;
use crate::answer::value::Value;
use crate::answer::{Answer, Record, Verdict, Warning};
use crate::config::comparing::Comparing;
use crate::input::Inputs;
use crate::input::request::Wanted;
use crate::ledger::money::Money;
use crate::ledger::ratio::Ratio;
use crate::ledger::window::Window;
use crate::metrics::rfm::segments::{Preset, Segment, State, segments};
use crate::metrics::rfm::{Cuts, Rfm, RfmTally};
use anyhow::{Result, bail};
use clap::{Args as Flags, ValueEnum};

/// Which customers bought recently, often and for much: RFM scores from 1 to 5, and the segments they make.
///
/// Scores are ranks within this shop and this window, with the cuts shown (--concentration tells how much of the net a few bring in);
/// they describe what was, and do not prove what a segment will do next.
#[derive(Debug, Flags)]
#[command(after_help = "Examples:
  loyalty rfm fixtures/corner-shop/orders.csv
  loyalty rfm fixtures/corner-shop/orders.csv --segments putler
  loyalty rfm fixtures/corner-shop/orders.csv --compare previous
  loyalty rfm fixtures/corner-shop/orders.csv --migrate 2024-12-31 2025-12-30
  loyalty rfm fixtures/corner-shop/orders.csv --concentration
  loyalty rfm fixtures/corner-shop/orders.csv --concentration --compare previous")]
pub(super) struct Args {
    #[command(flatten)]
    common: OfPurchases,
    #[command(flatten)]
    terms: Terms,
    #[command(flatten)]
    comparing: Comparing,
}

/// Flags of the metric itself.
#[derive(Debug, Clone, Default, Flags)]
pub(super) struct Terms {
    /// The names for scores: the usual eleven over R and F, the overlapping ones after Putler, those of Shopify, or ranks from AA to EE
    #[arg(long, value_name = "PRESET", default_value = "grid", help_heading = "Orders")]
    segments: PresetFlag,
    /// How customers moved between segments from one day to another, both scored by the cuts of the first day
    #[arg(long, num_args = 2, value_names = ["FROM", "TO"], help_heading = "Orders", conflicts_with = "concentration")]
    migrate: Vec<String>,
    /// Tenths of the customers by net, the share of the top tenth and fifth, and the Gini coefficient
    #[arg(long, help_heading = "Orders")]
    concentration: bool,
}

/// Names for scores.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, ValueEnum)]
enum PresetFlag {
    /// Eleven segments over R and F without an overlap
    #[default]
    Grid,
    /// Ten segments over R, F and M, of which the first that fits wins
    Putler,
    /// Ten segments over R and F with the names of Shopify's customer groups
    Shopify,
    /// R and F from A to E
    Ranks,
}

impl PresetFlag {
    const fn preset(self) -> (Preset, &'static str) {
        match self {
            Self::Grid => (Preset::Grid, "grid"),
            Self::Putler => (Preset::Putler, "putler"),
            Self::Shopify => (Preset::Shopify, "shopify"),
            Self::Ranks => (Preset::Ranks, "ranks"),
        }
    }
}

/// Every table of the command.
pub(super) const SHEETS: &[&Sheet] = &[&SHEET, &concentration::SHEET, &migrate::SHEET];

/// The columns of the answer.
const SHEET: Sheet = Sheet {
    command: "rfm",
    definition: "score = 1 + quintile cuts strictly below the value (recency: 6 - that); a customer stands in the first segment that fits",
    headline: "rfm_customers",
    columns: &[
        Column::new("segment", Unit::Text),
        Column::new("r_scores", Unit::Text),
        Column::new("f_scores", Unit::Text),
        Column::new("m_scores", Unit::Text),
        Column::new("customers", Unit::Count),
        Column::new("customer_share", Unit::Share),
        Column::new("orders", Unit::Count),
        Column::new("net", Unit::Money),
        Column::new("share", Unit::Share),
        Column::quiet("state", Unit::Text),
    ],
    people: People::of(&[&["customers"]]).named(&["segment"]),
};

pub(super) fn run(args: &Args, desk: &mut Desk<'_>) -> Result<Verdict> {
    let wanted = |_: &Inputs, _: &By, wanted: &mut Wanted| migrate::wanted(&args.terms.migrate, wanted);
    of_purchases("rfm", &args.common, desk, wanted, |shop| beside(shop, &args.terms, &args.comparing))
}

/// How much the largest customers bring.
pub(super) fn concentrated(shop: &Shop<'_>) -> Result<Found> {
    if !shop.ledger().has_amounts {
        return Ok(Err(Warning::new("no-amount", [])));
    }
    concentration::answer(shop)
}

/// The same beside an earlier window.
pub(super) fn concentrated_beside(shop: &Shop<'_>, comparing: &Comparing) -> Result<Found> {
    beside(shop, &Terms { concentration: true, ..Terms::default() }, comparing)
}

/// The answer with its changes, where they are asked for.
pub(super) fn beside(shop: &Shop<'_>, terms: &Terms, comparing: &Comparing) -> Result<Found> {
    if comparing.compare.is_none() {
        return answer(shop, terms);
    }
    if !terms.migrate.is_empty() {
        bail!(Usage("--compare: not with --migrate, which has two days already".to_owned()));
    }
    if terms.concentration {
        return concentration::beside(shop, comparing);
    }
    compare::answer(shop, terms, comparing)
}

/// The answer of the question.
pub(super) fn answer(shop: &Shop<'_>, terms: &Terms) -> Result<Found> {
    if let Err(why) = askable(shop)? {
        return Ok(Err(why));
    }
    if terms.concentration {
        return concentration::answer(shop);
    }
    if !terms.migrate.is_empty() {
        return migrate::answer(shop, &terms.migrate, terms.segments);
    }
    let window = shop.window(Usual::Year)?;
    let Some(rfm) = scored(shop, window) else { return Ok(Err(nothing(window))) };
    Ok(Ok(told(shop, terms, window, &rfm)))
}

/// Whether there can be segments at all.
fn askable(shop: &Shop<'_>) -> Result<Result<(), Warning>> {
    if let Some(by) = &shop.by.text {
        bail!(Usage(format!("--by {by}: segments are groups already; narrow the data with --from and --to")));
    }
    Ok(if shop.ledger().has_amounts { Ok(()) } else { Err(Warning::new("no-amount", [])) })
}

/// The customers of a window with the cuts between them; nothing where nobody bought.
fn scored(shop: &Shop<'_>, window: Window) -> Option<Rfm> {
    let end = window.to.min(shop.as_of);
    shop.whole(window, |slots| RfmTally::new(slots, end)).flatten()
}

/// The segments and the whole, as records.
fn records(shop: &Shop<'_>, window: Window, found: &[Segment]) -> Vec<Record> {
    let whole = Segment {
        name: "(all)",
        rule: None,
        customers: found.iter().map(|s| s.customers).sum(),
        orders: found.iter().map(|s| s.orders).sum(),
        net: found.iter().map(|s| s.net).sum(),
        state: State::Used,
    };
    found.iter().chain([&whole]).map(|segment| record(shop, window, segment, &whole)).collect()
}

/// What there is to tell of customers with their scores.
fn told(shop: &Shop<'_>, terms: &Terms, window: Window, rfm: &Rfm) -> Answer {
    let (preset, name) = terms.segments.preset();
    let found = segments(rfm, preset);
    let records = records(shop, window, &found);
    let mut parameters = shop.parameters(window);
    parameters.push(("segments", Value::text(name)));
    parameters.extend(cuts(rfm, shop.ledger().scale));
    let mut warnings = shop.warnings(window);
    warnings.extend(small(rfm.customers.len() as u64));
    warnings.extend(remarks(rfm, &found));
    Answer {
        sheet: &SHEET,
        parameters,
        dimensions: vec![],
        set_aside: shop.set_aside(window, shop.no_purchases(window)),
        warnings,
        summary: records.last().cloned().expect("the whole stands at the end"),
        records: records.into(),
    }
}

/// The cuts between the scores.
fn cuts(rfm: &Rfm, scale: u8) -> [(&'static str, Value); 3] {
    let text = |cuts: &Cuts, one: i128, decimals: usize| {
        let shown = cuts.shown(one).into_iter().map(|cut: Ratio| format!("{cut:.decimals$}"));
        Value::text(shown.collect::<Vec<_>>().join(" / "))
    };
    let [recency, frequency, monetary] = &rfm.cuts;
    let one = 10_i128.pow(u32::from(scale));
    [
        ("r_cuts", text(recency, 1, 1)),
        ("f_cuts", text(frequency, 1, 1)),
        ("m_cuts", text(monetary, one, usize::from(scale) + 1)),
    ]
}

/// Scores that many share, and segments without customers.
fn remarks(rfm: &Rfm, found: &[Segment]) -> Vec<Warning> {
    let names = ["R", "F", "M"].into_iter().zip(rfm.scores_used());
    let few = names
        .filter(|(_, scores)| *scores < 5)
        .map(|(name, scores)| Warning::new("few-scores", [("score", name.to_owned()), ("scores", scores.to_string())]));
    let of = |state: State| -> Vec<&str> { found.iter().filter(|s| s.state == state).map(|s| s.name).collect() };
    let without = [("segments-empty", of(State::Empty)), ("segments-shadowed", of(State::Shadowed))];
    let without = without.into_iter().filter(|(_, names)| !names.is_empty());
    few.chain(without.map(|(code, names)| Warning::new(code, [("segments", names.join(", "))]))).collect()
}

fn record(shop: &Shop<'_>, window: Window, segment: &Segment, whole: &Segment) -> Record {
    // A dash between digits would be a date to a spreadsheet, hence the long one.
    let scores = |at: usize| match segment.rule.map(|rule| rule[at]) {
        Some((least, most)) if least == most => Value::text(least.to_string()),
        Some((least, most)) => Value::text(format!("{least}–{most}")),
        None => Value::Missing,
    };
    let state = match segment.state {
        State::Used => "used",
        State::Empty => "empty",
        State::Shadowed => "shadowed",
    };
    let values = vec![
        Value::text(segment.name),
        scores(0),
        scores(1),
        scores(2),
        segment.customers.into(),
        Ratio::of(segment.customers, whole.customers).into(),
        segment.orders.into(),
        shop.money(Money::new(segment.net, shop.ledger().scale)),
        if whole.net > 0 { Ratio::new(segment.net, whole.net).into() } else { Value::Missing },
        Value::text(state),
    ];
    shop.record(vec![], window, values, segment.customers < SMALL)
}
