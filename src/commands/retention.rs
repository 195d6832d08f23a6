//! `loyalty retention`.

mod cohorts;
mod curve;
mod flow;

use super::Usage;
use super::asking::{Asking, Found, OfPurchases, PURCHASES, in_parts};
use super::compare::compared;
use super::desk::Desk;
use super::shop::{Cell, SMALL, Shop, nothing, small};
use super::window::Usual;
use crate::answer::column::{Column, Sheet, Unit};
use crate::answer::people::{Part, People};
use crate::answer::value::Value;
use crate::answer::{Answer, Record, Verdict, Warning};
use crate::config::burn_in::BurnIn;
use crate::config::comparing::Comparing;
use crate::ledger::scan::{Frame, Split, scan};
use crate::ledger::window::Window;
use crate::metrics::quiet::is_over;
use crate::metrics::retention::sample::{FIGURES, RetentionSamples};
use crate::metrics::retention::{Retention, RetentionTally, window_before, year_ago};
use crate::metrics::sample;
use anyhow::{Result, bail};
use clap::{Args as Flags, ValueEnum};

/// Who of one period's customers bought again in the next, who is new, who came back, and how much revenue stayed (NRR, GRR).
///
/// Each window is compared with the one before it (--cohorts follows customers from their first purchase on, --flow from purchase to
/// purchase); it does not prove that those who stayed away are lost, nor why anyone stayed.
#[derive(Debug, Flags)]
#[command(after_help = "Examples:
  loyalty retention fixtures/corner-shop/orders.csv --by year
  loyalty retention fixtures/corner-shop/orders.csv -c fixtures/corner-shop/customers.csv --by tier
  loyalty retention fixtures/corner-shop/orders.csv --cohorts --by quarter
  loyalty retention fixtures/corner-shop/orders.csv --flow --lapse 60d
  loyalty retention fixtures/corner-shop/orders.csv --curve")]
pub(super) struct Args {
    #[command(flatten)]
    common: OfPurchases,
    #[command(flatten)]
    burn_in: BurnIn,
    #[command(flatten)]
    comparing: Comparing,
    #[command(flatten)]
    terms: Terms,
}

/// Flags of the metric itself.
#[derive(Debug, Clone, Default, Flags)]
pub(super) struct Terms {
    /// Follows customers by the period of their first purchase: months, or what --by names; periods that are not over stay blank
    #[arg(long, help_heading = "Orders", conflicts_with = "flow")]
    cohorts: bool,
    /// From purchase to purchase: who bought again, who is still waiting, who lapsed
    #[arg(long, help_heading = "Orders")]
    flow: bool,
    /// After how many days customers buy again: the Kaplan-Meier curve of the time to the next purchase
    #[arg(long, help_heading = "Orders", conflicts_with_all = ["cohorts", "flow"])]
    curve: bool,
    /// What each window is compared with: the one just before it, or the same days of the year before
    #[arg(long, value_name = "WINDOW", default_value = "previous", help_heading = "Orders")]
    base: Base,
    /// The silence after which a customer counts as lapsed in --flow, such as 60d; told from the data otherwise
    #[arg(long, value_name = "DAYS", help_heading = "Orders", requires = "flow")]
    lapse: Option<String>,
}

/// What a window is compared with.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, ValueEnum)]
enum Base {
    /// The window just before
    #[default]
    Previous,
    /// The same days of the year before, for shops that live by the season
    YearAgo,
}

impl Base {
    fn of(self, window: Window) -> Window {
        match self {
            Self::Previous => window_before(window),
            Self::YearAgo => year_ago(window),
        }
    }

    const fn name(self) -> &'static str {
        match self {
            Self::Previous => "previous",
            Self::YearAgo => "year-ago",
        }
    }
}

/// Every table of the command.
pub(super) const SHEETS: &[&Sheet] = &[&SHEET, &cohorts::SHEET, &flow::SHEET, &curve::SHEET];

/// The columns of the answer.
const SHEET: Sheet = Sheet {
    command: "retention",
    definition: "customers of the window before with a purchase in this one / customers of the window before; nrr = their net now / their net then; grr = sum of min(then, now) / their net then",
    headline: "retention_rate",
    columns: &[
        Column::new("customers", Unit::Count),
        Column::new("retained", Unit::Count),
        Column::new("retention_rate", Unit::Share)
            .of("retained", "customers")
            .between("retention_rate_low", "retention_rate_high"),
        Column::quiet("retention_rate_low", Unit::Share),
        Column::quiet("retention_rate_high", Unit::Share),
        Column::quiet("churn_rate", Unit::Share).of("lapsed", "customers"),
        Column::new("lapsed", Unit::Count),
        Column::new("new", Unit::Count),
        Column::new("returned", Unit::Count),
        Column::new("buyers", Unit::Count),
        Column::new("base_net", Unit::Money),
        Column::new("existing_net", Unit::Money),
        Column::quiet("kept_net", Unit::Money),
        Column::new("new_net", Unit::Money),
        Column::new("returned_net", Unit::Money),
        Column::new("nrr", Unit::Share),
        Column::new("grr", Unit::Share),
    ],
    people: People::of(&[&["customers"], &["buyers"]]).parts(&[
        Part { counts: &["retained"], figures: &["existing_net", "kept_net", "new_net", "returned_net", "nrr", "grr"] },
        Part { counts: &["new", "returned"], figures: &["new_net", "returned_net"] },
    ]),
};

pub(super) fn run(args: &Args, desk: &mut Desk<'_>) -> Result<Verdict> {
    let counts = args.terms.cohorts || args.terms.flow || args.terms.curve;
    let asking = Asking { command: "retention", kinds: &PURCHASES, by: &PURCHASES, missing: &[], counts };
    let answer = |shop: &Shop<'_>| {
        Ok(beside(&shop.after(&args.burn_in)?, &args.terms, &args.comparing)?.map(|answer| vec![answer]))
    };
    in_parts(&asking, &args.common, desk, |_, _, _| Ok(()), answer)
}

/// Customers by the period of their first purchase.
pub(super) fn by_cohort(shop: &Shop<'_>) -> Result<Found> {
    cohorts::answer(shop)
}

/// The answer with its changes, where they are asked for.
pub(super) fn beside(shop: &Shop<'_>, terms: &Terms, comparing: &Comparing) -> Result<Found> {
    if terms.cohorts || terms.flow || terms.curve {
        if comparing.compare.is_some() {
            bail!(Usage(
                "--compare: not with --cohorts, --flow or --curve, which follow customers through time".to_owned()
            ));
        }
        return answer(shop, terms);
    }
    let gather = |frame: &Frame, _: &[(usize, usize)]| gathered(shop, terms.base, frame);
    compared(shop, comparing, &FIGURES, &|shop| answer(shop, terms), &gather)
}

/// What customers add up to in every window of every group; most of them are in several windows.
fn gathered(shop: &Shop<'_>, base: Base, frame: &Frame) -> Vec<sample::Found<5>> {
    let pairs: Vec<_> = frame.windows.iter().map(|&window| (base.of(window), window)).collect();
    let Some(span) = RetentionTally::span(&pairs) else { return vec![] };
    let wide = shop.frame(vec![span], frame.split.clone());
    let found = scan(shop.ledger(), &wide, shop.threads, |slots| RetentionSamples::new(slots, &pairs));
    let all: Vec<usize> = (0..pairs.len()).collect();
    let (groups, all) = (wide.split.groups(), &all);
    let slots = (0..pairs.len()).flat_map(|at| (0..groups).map(move |group| (at, group)));
    slots.map(|(at, group)| (found[group][at].clone(), all.clone())).collect()
}

/// The answer of the question.
fn answer(shop: &Shop<'_>, terms: &Terms) -> Result<Found> {
    if terms.cohorts {
        return cohorts::answer(shop);
    }
    if terms.curve {
        return curve::answer(shop);
    }
    if terms.flow {
        return flow::answer(shop, terms.lapse.as_deref());
    }
    periods(shop, terms.base)
}

/// How many days of silence were named.
fn days(text: &str) -> Result<u32> {
    let days: Option<u32> = text.trim_end_matches('d').parse().ok().filter(|days| (1..=36_500).contains(days));
    let Some(days) = days else { bail!(Usage(format!("--lapse {text}: write a number of days such as 60d"))) };
    Ok(days)
}

/// A window with what may be said of it.
#[derive(Debug, Clone, Copy)]
struct Seen {
    found: Retention,
    /// Whether the data reach back over the window before.
    known: bool,
    /// Whether the window is over.
    over: bool,
}

fn periods(shop: &Shop<'_>, base: Base) -> Result<Found> {
    let window = shop.window(Usual::NamedOrYear)?;
    let by_period = shop.by.period().is_some();
    let whole = seen(shop, base, &[window], Split::Whole).pop().map(|cell| cell.found);
    let cells =
        if shop.by.is_empty() { vec![] } else { seen(shop, base, &shop.windows(window), shop.by.split(shop.ledger())) };
    // Over several periods the whole is their average: beside a window that begins with the data there is nothing before.
    let whole = if by_period { Some(pooled(&cells)) } else { whole };
    let Some(whole) = whole.filter(|seen| seen.found.buyers() + seen.found.customers > 0) else {
        let any = cells.iter().any(|cell| cell.found.found.buyers() > 0);
        return Ok(Err(if any { Warning::new("no-period-before", []) } else { nothing(window) }));
    };
    if !whole.known {
        return Ok(Err(Warning::new("no-period-before", [])));
    }
    let kept = |cell: &Cell<Seen>| {
        let found = &cell.found.found;
        (by_period && shop.by.parts.len() == 1) || found.customers + found.buyers() > 0
    };
    let cells = shop.in_order(cells.into_iter().filter(kept).collect(), |seen| seen.found.buyers());
    let mut parameters = shop.parameters(window);
    parameters.push(("interval", Value::text("wilson")));
    parameters.push(("base", Value::text(base.name())));
    parameters.push(shop.history());
    // The window before is measured too, so it is not set aside.
    let earliest = base.of(shop.windows(window)[0]).from;
    let measured = Window { from: earliest.min(window.from), to: window.to };
    let mut warnings = shop.warnings(window);
    warnings.extend(shop.newcomers(if by_period { shop.windows(window)[0] } else { base.of(window) }));
    warnings.extend(small(whole.found.customers));
    if let Split::Orders(_) = shop.by.split(shop.ledger()) {
        warnings.push(Warning::new("retention-of-orders", []));
    }
    if by_period {
        warnings.push(Warning::new("periods-pooled", []));
    } else if !whole.over {
        warnings.push(Warning::new("period-not-over", []));
    }
    Ok(Ok(Answer {
        sheet: &SHEET,
        parameters,
        dimensions: shop.by.dimensions(),
        set_aside: shop.set_aside(measured, shop.no_purchases(window)),
        warnings,
        summary: record(shop, vec![], window, &whole, !by_period),
        records: cells.iter().map(|cell| record(shop, cell.label.clone(), cell.window, &cell.found, true)).collect(),
    }))
}

/// Every window of every group beside the window before it.
fn seen(shop: &Shop<'_>, base: Base, windows: &[Window], split: Split) -> Vec<Cell<Seen>> {
    let pairs: Vec<_> = windows.iter().map(|&window| (base.of(window), window)).collect();
    let Some(span) = RetentionTally::span(&pairs) else { return vec![] };
    let scale = shop.ledger().scale;
    let labels = shop.labels(&shop.frame(windows.to_vec(), split.clone()));
    let wide = shop.frame(vec![span], split);
    let groups = wide.split.groups();
    let found = scan(shop.ledger(), &wide, shop.threads, |slots| RetentionTally::new(slots, scale, &pairs));
    let cells = labels.into_iter().enumerate().map(|(slot, label)| {
        let (at, group) = (slot / groups, slot % groups);
        let (before, window) = pairs[at];
        let known = shop.begins(before);
        let over = is_over(window, shop.as_of, shop.quiet);
        Cell { label, window, found: Seen { found: found[group][at], known, over } }
    });
    cells.collect()
}

/// All windows together that are over and have one before them; where none is over, what is known so far.
fn pooled(cells: &[Cell<Seen>]) -> Seen {
    let known: Vec<&Seen> = cells.iter().map(|cell| &cell.found).filter(|seen| seen.known).collect();
    let over = known.iter().any(|seen| seen.over);
    let mut all = Seen { found: Retention::default(), known: !known.is_empty(), over };
    known.into_iter().filter(|seen| seen.over == over).for_each(|seen| all.found.add(&seen.found));
    all
}

/// What is not known stays blank: of a first period everything that needs the one before, of a period that runs on every rate.
fn record(shop: &Shop<'_>, label: Vec<Option<String>>, window: Window, seen: &Seen, sampled: bool) -> Record {
    let found = &seen.found;
    let rated = seen.known && seen.over;
    let known = |value: Value| if seen.known { value } else { Value::Missing };
    let ratio = |ratio| if rated { Value::from(ratio) } else { Value::Missing };
    let money = |ratio| if shop.ledger().has_amounts { Value::from(ratio) } else { Value::Missing };
    let interval = found.interval(shop.confidence).filter(|_| rated && sampled);
    let values = vec![
        known(found.customers.into()),
        known(found.retained.into()),
        ratio(found.retention_rate()),
        interval.map(|i| i.low).into(),
        interval.map(|i| i.high).into(),
        ratio(found.churn_rate()),
        if rated { found.lapsed().into() } else { Value::Missing },
        known(found.new.into()),
        known(found.returned.into()),
        found.buyers().into(),
        known(shop.money(found.base_net)),
        known(shop.money(found.existing_net)),
        known(shop.money(found.kept_net)),
        known(shop.money(found.new_net)),
        known(shop.money(found.returned_net)),
        if rated { money(found.nrr()) } else { Value::Missing },
        if rated { money(found.grr()) } else { Value::Missing },
    ];
    shop.record(label, window, values, seen.known && found.customers < SMALL)
}
