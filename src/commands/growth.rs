//! `loyalty growth`.

mod beside;
mod reasons;

use super::Usage;
use super::asking::{Found, OfPurchases, of_purchases};
use super::compare::unknown;
use super::desk::Desk;
use super::shop::{SMALL, Shop, narrow, nothing, small};
use super::window::Usual;
use crate::answer::column::{Column, Sheet, Unit};
use crate::answer::people::{Part, People};
use crate::answer::value::Value;
use crate::answer::{Answer, Record, Verdict, Warning};
use crate::config::burn_in::BurnIn;
use crate::config::comparing::Comparing;
use crate::input::Inputs;
use crate::input::request::Wanted;
use crate::input::roles::Kind;
use crate::ledger::money::Money;
use crate::ledger::scan::{Split, scan};
use crate::ledger::window::Window;
use crate::metrics::growth::split::{MixAndRate, mix_and_rate, split};
use crate::metrics::growth::{Growth, GrowthTally, Origin};
use crate::metrics::retention::{window_before, year_ago};
use anyhow::{Result, bail};
use clap::{Args as Flags, ValueEnum};
use reasons::Reasons;

/// How much of the growth came from customers who stayed and who were recommended, and what the change of revenue is made of.
///
/// Earned growth needs a column that says why customers joined, else only its bounds are known; the parts add up to the change, and do
/// not prove what caused it.
#[derive(Debug, Flags)]
#[command(after_help = "Examples:
  loyalty growth fixtures/tea-room/orders.csv -c fixtures/tea-room/customers.csv
  loyalty growth fixtures/tea-room/orders.csv --by channel --year 2025
  loyalty growth fixtures/tea-room/orders.csv --quarter 2025-Q4 --compare previous
  loyalty growth orders.csv -c customers.csv --earned \"walked past\" --bought newsletter")]
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
    /// What the window is held against: the one just before it, or the same days of the year before
    #[arg(long, value_name = "WINDOW", default_value = "previous", help_heading = "Orders")]
    base: Base,
    /// Further reasons for joining that were earned; a friend, word of mouth, review and the like are known
    #[arg(long, value_name = "REASONS", value_delimiter = ',', help_heading = "Orders")]
    earned: Vec<String>,
    /// Further reasons for joining that were paid for; advert, voucher, campaign and the like are known
    #[arg(long, value_name = "REASONS", value_delimiter = ',', help_heading = "Orders")]
    bought: Vec<String>,
}

/// What the window is held against.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, ValueEnum)]
enum Base {
    /// The window just before
    #[default]
    Previous,
    /// The same days of the year before
    YearAgo,
}

/// When the bounds of the earned growth are shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Bounds {
    /// Where it is not known.
    WhereOpen,
    /// Always, for they are compared; where it is known, it is both.
    Always,
}

impl Base {
    fn of(self, window: Window) -> Window {
        match self {
            Self::Previous => window_before(window),
            Self::YearAgo => year_ago(window),
        }
    }
}

/// The columns of the answer.
pub(super) const SHEET: Sheet = Sheet {
    command: "growth",
    definition: "earned_growth = nrr + earned_new_share - 1; change = from_customers + from_frequency + from_order_value + late_refunds",
    headline: "earned_growth",
    columns: &[
        Column::new("base_net", Unit::Money),
        Column::quiet("existing_net", Unit::Money),
        Column::quiet("kept_net", Unit::Money),
        Column::new("nrr", Unit::Share),
        Column::new("grr", Unit::Share),
        Column::quiet("earned_new_customers", Unit::Count),
        Column::quiet("earned_new_net", Unit::Money),
        Column::quiet("bought_new_customers", Unit::Count),
        Column::quiet("bought_new_net", Unit::Money),
        Column::quiet("unknown_new_customers", Unit::Count),
        Column::quiet("unknown_new_net", Unit::Money),
        Column::new("earned_new_share", Unit::Share),
        Column::new("earned_new_share_least", Unit::Share),
        Column::new("earned_new_share_most", Unit::Share),
        Column::new("bought_new_share", Unit::Share),
        Column::new("bought_new_share_least", Unit::Share),
        Column::new("bought_new_share_most", Unit::Share),
        Column::new("returned_share", Unit::Share),
        Column::new("earned_growth", Unit::Share),
        Column::new("earned_growth_least", Unit::Share),
        Column::new("earned_growth_most", Unit::Share),
        Column::new("earned_growth_ratio", Unit::Share),
        Column::quiet("earned_growth_ratio_least", Unit::Share),
        Column::quiet("earned_growth_ratio_most", Unit::Share),
        Column::quiet("then_customers", Unit::Count),
        Column::quiet("now_customers", Unit::Count),
        Column::quiet("then_orders", Unit::Count),
        Column::quiet("now_orders", Unit::Count),
        Column::new("then_net", Unit::Money),
        Column::new("now_net", Unit::Money),
        Column::new("change", Unit::Money),
        Column::new("from_customers", Unit::Money),
        Column::new("from_frequency", Unit::Money),
        Column::new("from_order_value", Unit::Money),
        Column::new("late_refunds", Unit::Money),
        Column::new("from_mix", Unit::Money),
        Column::new("from_rate", Unit::Money),
    ],
    people: People::of(&[&["then_customers"], &["now_customers"]]).parts(&[Part {
        counts: &["earned_new_customers", "bought_new_customers", "unknown_new_customers"],
        figures: &[
            "earned_new_net",
            "bought_new_net",
            "unknown_new_net",
            "earned_new_share",
            "earned_new_share_least",
            "earned_new_share_most",
            "bought_new_share",
            "bought_new_share_least",
            "bought_new_share_most",
            "earned_growth",
            "earned_growth_least",
            "earned_growth_most",
            "earned_growth_ratio",
            "earned_growth_ratio_least",
            "earned_growth_ratio_most",
        ],
    }]),
};

pub(super) fn run(args: &Args, desk: &mut Desk<'_>) -> Result<Verdict> {
    let also = |inputs: &Inputs, _: &_, wanted: &mut Wanted| {
        also_wanted(inputs, wanted);
        Ok(())
    };
    of_purchases("growth", &args.common, desk, also, |shop| {
        beside(&shop.after(&args.burn_in)?, &args.terms, &args.comparing)
    })
}

/// Why customers joined, where their file says so.
pub(super) fn also_wanted(inputs: &Inputs, wanted: &mut Wanted) {
    for role in ["referred_by", "reason"] {
        wanted.customers.extend(inputs.column(Kind::Customers, role));
    }
}

/// The answer with its changes, where they are asked for.
pub(super) fn beside(shop: &Shop<'_>, terms: &Terms, comparing: &Comparing) -> Result<Found> {
    if comparing.compare.is_none() { answer(shop, terms) } else { beside::answer(shop, terms, comparing) }
}

/// The answer of the question.
fn answer(shop: &Shop<'_>, terms: &Terms) -> Result<Found> {
    told(shop, terms, Bounds::WhereOpen)
}

/// The answer, with the bounds of the earned growth where nobody knows it, or in any case.
fn told(shop: &Shop<'_>, terms: &Terms, shown: Bounds) -> Result<Found> {
    refuse_periods(shop)?;
    if !shop.ledger().has_amounts {
        return Ok(Err(Warning::new("no-amount", [])));
    }
    let window = shop.window(Usual::NamedOrYear)?;
    let before = terms.base.of(window);
    if !shop.begins(before) {
        return Ok(Err(unknown(before)));
    }
    let reasons = Reasons::new(shop, &terms.earned, &terms.bought);
    let whole = found(shop, (before, window), &reasons, Split::Whole).pop().map(|(_, growth)| growth);
    let Some(whole) = whole.filter(|growth| growth.then.orders + growth.now.orders > 0) else {
        return Ok(Err(nothing(window)));
    };
    let mut groups =
        if shop.by.is_empty() { vec![] } else { found(shop, (before, window), &reasons, shop.by.split(shop.ledger())) };
    groups.retain(|(_, growth)| growth.then.customers + growth.now.customers > 0 || growth.then.net != growth.now.net);
    let sides: Vec<_> = groups.iter().map(|(_, growth)| (growth.then, growth.now)).collect();
    let mixed = if groups.is_empty() { None } else { mix_and_rate((&whole.then, &whole.now), &sides) };
    let cells = groups.into_iter().enumerate().map(|(at, (label, found))| super::shop::Cell {
        label,
        window,
        found: (found, mixed.as_ref().map(|parts| parts[at])),
    });
    let cells = shop.in_order(cells.collect(), |(growth, _)| growth.now.customers + growth.then.customers);
    let total = mixed.as_ref().map(|parts| MixAndRate {
        from_mix: parts.iter().map(|part| part.from_mix).sum(),
        from_rate: parts.iter().map(|part| part.from_rate).sum(),
    });
    let mut parameters = shop.parameters(window);
    parameters.push(("base", Value::text(if terms.base == Base::YearAgo { "year-ago" } else { "previous" })));
    parameters.extend([("base_from", Value::Day(before.from)), ("base_to", Value::Day(before.to))]);
    parameters.push(shop.history());
    let mut warnings = shop.warnings(window);
    warnings.extend(shop.newcomers(before));
    warnings.extend(small(whole.then.customers.min(whole.now.customers)));
    warnings.extend(Some(whole.then.customers).filter(|customers| *customers > 0).and_then(narrow));
    warnings.extend(remarks(&whole, &reasons, !cells.is_empty() && mixed.is_none()));
    Ok(Ok(Answer {
        sheet: &SHEET,
        parameters,
        dimensions: shop.by.dimensions(),
        set_aside: shop.set_aside(Window { from: before.from, to: window.to }, shop.no_purchases(window)),
        warnings,
        summary: record(shop, vec![], window, (&whole, total), shown),
        records: cells
            .iter()
            .map(|cell| record(shop, cell.label.clone(), window, (&cell.found.0, cell.found.1), shown))
            .collect(),
    }))
}

/// Stops where several windows are asked for.
fn refuse_periods(shop: &Shop<'_>) -> Result<()> {
    if let (Some(_), Some(by)) = (shop.by.period(), &shop.by.text) {
        bail!(Usage(format!(
            "--by {by}: two windows are compared; name this one with --from and --to, --month or --year"
        )));
    }
    Ok(())
}

/// Both windows of every group.
fn found(
    shop: &Shop<'_>,
    windows: (Window, Window),
    reasons: &Reasons,
    split: Split,
) -> Vec<(Vec<Option<String>>, Growth)> {
    let frame = shop.frame(vec![Window { from: windows.0.from, to: windows.1.to }], split);
    let fresh = |slots| GrowthTally::new(slots, shop.ledger(), windows, &reasons.origins);
    let found = scan(shop.ledger(), &frame, shop.threads, fresh);
    shop.labels(&frame).into_iter().zip(found).collect()
}

fn remarks(whole: &Growth, reasons: &Reasons, overlapping: bool) -> Vec<Warning> {
    let mut all = vec![];
    let unknown = &whole.new[Origin::Unknown as usize];
    if !reasons.known {
        all.push(Warning::new("growth-no-reason", []));
    } else if unknown.customers > 0 {
        all.push(Warning::new("growth-unknown-reason", [("count", unknown.customers.to_string())]));
    }
    if !reasons.unlisted.is_empty() {
        all.push(Warning::new("growth-unlisted-reasons", [("reasons", reasons.unlisted.join(", "))]));
    }
    if overlapping {
        all.push(Warning::new("growth-overlap", []));
    }
    all
}

fn record(
    shop: &Shop<'_>,
    label: Vec<Option<String>>,
    window: Window,
    (growth, mixed): (&Growth, Option<MixAndRate>),
    shown: Bounds,
) -> Record {
    let scale = shop.ledger().scale;
    let money = |net: i128| Value::Money(Money::new(net, scale));
    let maybe = |net: Option<i128>| net.map_or(Value::Missing, money);
    let parts = split(&growth.then, &growth.now);
    let mut values = vec![
        money(growth.base_net),
        money(growth.existing_net),
        money(growth.kept_net),
        growth.nrr().into(),
        growth.grr().into(),
    ];
    for new in &growth.new {
        values.extend([new.customers.into(), money(new.net)]);
    }
    // Where nothing is unknown the two bounds are one number; else there is no number between them.
    let bounds = |(least, most): crate::metrics::growth::Bounds| -> [Value; 3] {
        if growth.is_uncertain() {
            [Value::Missing, least.into(), most.into()]
        } else {
            [least.into(), Value::Missing, Value::Missing]
        }
    };
    values.extend(bounds(growth.new_share(Origin::Earned)));
    values.extend(bounds(growth.new_share(Origin::Bought)));
    values.push(growth.returned_share().into());
    let [earned, least, most] = bounds(growth.earned_growth());
    values.push(earned.clone());
    values.extend(
        [least, most].map(|end| if shown == Bounds::Always && end == Value::Missing { earned.clone() } else { end }),
    );
    values.extend(bounds(growth.earned_growth_ratio()));
    values.extend([
        growth.then.customers.into(),
        growth.now.customers.into(),
        growth.then.orders.into(),
        growth.now.orders.into(),
        money(growth.then.net),
        money(growth.now.net),
        money(growth.now.net - growth.then.net),
        maybe(parts.map(|parts| parts.from_customers)),
        maybe(parts.map(|parts| parts.from_frequency)),
        maybe(parts.map(|parts| parts.from_order_value)),
        maybe(parts.map(|parts| parts.late_refunds)),
        maybe(mixed.map(|mixed| mixed.from_mix)),
        maybe(mixed.map(|mixed| mixed.from_rate)),
    ]);
    let few = growth.then.customers.min(growth.now.customers) < SMALL;
    shop.record(label, window, values, few)
}
