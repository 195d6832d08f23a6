//! `loyalty tiers`.

mod beside;
mod chance;
mod rules;

pub(super) use beside::beside;

use super::Usage;
use super::asking::{Found, OfPurchases, of_purchases};
use super::by::{By, Part};
use super::desk::Desk;
use super::shop::{SMALL, Shop, narrow, nothing, small};
use super::window::Usual;
use crate::answer::column::{Column, Sheet, Unit};
use crate::answer::people::People;
use crate::answer::value::Value;
use crate::answer::{Answer, Record, Verdict, Warning};
use crate::config::comparing::Comparing;
use crate::config::nearest::nearest;
use crate::input::Inputs;
use crate::input::request::Wanted;
use crate::input::roles::Kind;
use crate::ledger::Dimensions;
use crate::ledger::scan::{Groups, Split, scan};
use crate::ledger::window::Window;
use crate::metrics::tiers::rules::Rule;
use crate::metrics::tiers::{Basis, Level, Levels, TierTally, order, sampled};

use anyhow::{Result, bail};
use chance::{Between, Chance};
use clap::{Args as Flags, ValueEnum};
use std::cell::OnceCell;

/// What each level of a loyalty programme brings in, and how far a customer of it stands above one of the next lower level.
///
/// Levels come from the customers file, from a column of the orders, or from rules, each of which biases the gap in its own way, which is
/// said; a gap does not prove that the level causes it: who spends more, rises.
#[derive(Debug, Flags)]
#[command(after_help = "Examples:
  loyalty tiers fixtures/corner-shop/orders.csv -c fixtures/corner-shop/customers.csv --tier-order gold,silver,bronze
  loyalty tiers fixtures/corner-shop/orders.csv --tier-rule 'gold: spend>=150 or orders>=12' --tier-rule 'silver: orders>=3'
  loyalty tiers fixtures/tea-house/orders.csv --by quarter
  loyalty tiers fixtures/tea-house/orders.csv -c fixtures/tea-house/customers.csv --compare previous")]
pub(super) struct Args {
    #[command(flatten)]
    common: OfPurchases,
    #[command(flatten)]
    comparing: Comparing,
    #[command(flatten)]
    terms: Terms,
}

/// Flags of the metric itself.
#[derive(Debug, Clone, Default, Flags)]
pub(super) struct Terms {
    /// The column with the level; otherwise that of the customers file, else that of the orders
    #[arg(long, value_name = "COLUMN", help_heading = "Levels", conflicts_with = "tier_rule")]
    tier: Option<String>,
    /// A level by what customers did in the window, such as "gold: spend>=500 or orders>=10"; the first that holds counts; repeatable
    #[arg(long, value_name = "RULE", help_heading = "Levels")]
    tier_rule: Vec<String>,
    /// The levels from the highest to the lowest, such as gold,silver,bronze; by net per customer (rules: as given) otherwise
    #[arg(long, value_name = "LEVELS", value_delimiter = ',', help_heading = "Levels")]
    tier_order: Vec<String>,
    /// Which level counts where the customers file and the orders both have one
    #[arg(long, value_name = "BASIS", help_heading = "Levels")]
    tier_basis: Option<BasisFlag>,
}

/// Where a level comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum BasisFlag {
    /// The customers file: the level of today
    Today,
    /// The orders: the level at the time of each
    Order,
}

/// Where the levels of a run come from: the column as its file spells it, or the rules.
#[derive(Debug)]
pub(super) enum Source {
    /// A column, and whether the orders have one of that name that is passed over.
    Column(Basis, String, bool),
    Rules(Vec<Rule>),
}

impl Source {
    const fn basis(&self) -> (Basis, &'static str) {
        match self {
            Self::Column(Basis::Today, ..) => (Basis::Today, "today"),
            Self::Column(..) => (Basis::Order, "order"),
            Self::Rules(_) => (Basis::Rule, "rule"),
        }
    }
}

/// The columns of the answer.
pub(super) const SHEET: Sheet = Sheet {
    command: "tiers",
    definition: "net of the customers of a level / those with a purchase in the window, less the same of the next lower level",
    headline: "tier_net",
    columns: &[
        Column::quiet("tier", Unit::Text),
        Column::new("customers", Unit::Count),
        Column::new("orders", Unit::Count),
        Column::quiet("gross", Unit::Money),
        Column::new("net", Unit::Money),
        Column::new("share", Unit::Share),
        Column::new("per_customer", Unit::MoneyPer),
        Column::new("average_order_value", Unit::MoneyPer),
        Column::new("frequency", Unit::Number),
        Column::quiet("repeat_customers", Unit::Count),
        Column::new("repeat_rate", Unit::Share)
            .of("repeat_customers", "customers")
            .between("repeat_rate_low", "repeat_rate_high"),
        Column::quiet("repeat_rate_low", Unit::Share),
        Column::quiet("repeat_rate_high", Unit::Share),
        Column::new("per_customer_above_lower", Unit::MoneyPer)
            .between("per_customer_above_lower_low", "per_customer_above_lower_high"),
        Column::quiet("per_customer_above_lower_low", Unit::MoneyPer),
        Column::quiet("per_customer_above_lower_high", Unit::MoneyPer),
        Column::new("chance_above_lower", Unit::MoneyPer),
        Column::new("p_above_lower", Unit::Share),
        Column::quiet("tier_basis", Unit::Text),
    ],
    people: People::of(&[&["customers"]]).beside(&[
        "per_customer_above_lower",
        "per_customer_above_lower_low",
        "per_customer_above_lower_high",
        "chance_above_lower",
        "p_above_lower",
    ]),
};

pub(super) fn run(args: &Args, desk: &mut Desk<'_>) -> Result<Verdict> {
    if args.comparing.compare.is_some() && !args.terms.tier_rule.is_empty() {
        bail!(Usage(
            "--compare: not with --tier-rule, whose levels are made anew by the purchases of each window".to_owned()
        ));
    }
    let found = OnceCell::new();
    let also = |inputs: &Inputs, by: &By, wanted: &mut Wanted| {
        if let Some(by) = by_columns(by) {
            bail!(Usage(format!("--by {by}: levels are groups already; group by a period, or narrow the data")));
        }
        also_wanted(&args.terms, inputs, wanted)?.map(|source| found.set(source));
        Ok(())
    };
    of_purchases("tiers", &args.common, desk, also, |shop| beside(shop, &args.terms, found.get(), &args.comparing))
}

/// The grouping as typed, where it names columns.
fn by_columns(by: &By) -> Option<&str> {
    by.text.as_deref().filter(|_| by.parts.iter().any(|part| !matches!(part, Part::Period(_))))
}

/// Adds the column with the levels to what is wanted; says where the levels come from, if any file has them.
pub(super) fn also_wanted(terms: &Terms, inputs: &Inputs, wanted: &mut Wanted) -> Result<Option<Source>> {
    let source = source(terms, inputs)?;
    match &source {
        Some(Source::Column(Basis::Today, column, _)) => wanted.customers.push(column.clone()),
        Some(Source::Column(_, column, _)) => {
            wanted.orders.push(column.clone());
            wanted.bands.push(vec![]);
        }
        Some(Source::Rules(_)) | None => {}
    }
    Ok(source)
}

fn source(terms: &Terms, inputs: &Inputs) -> Result<Option<Source>> {
    if !terms.tier_rule.is_empty() {
        return Ok(Some(Source::Rules(rules::rules(&terms.tier_rule)?)));
    }
    let name = terms.tier.as_deref().unwrap_or("tier");
    let in_orders = inputs.column(Kind::Transactions, name);
    let today =
        || inputs.column(Kind::Customers, name).map(|column| Source::Column(Basis::Today, column, in_orders.is_some()));
    let order = || in_orders.clone().map(|column| Source::Column(Basis::Order, column, false));
    let source = match terms.tier_basis {
        Some(BasisFlag::Today) => today(),
        Some(BasisFlag::Order) => order(),
        None => today().or_else(order),
    };
    match (&source, &terms.tier) {
        (None, Some(name)) => bail!(Usage(format!("--tier {name}: no file of customers or orders has such a column"))),
        _ => Ok(source),
    }
}

/// The answer of the question.
fn answer(shop: &Shop<'_>, terms: &Terms, source: Option<&Source>) -> Result<Found> {
    let Some(source) = source else { return Ok(Err(Warning::new("no-tiers", []))) };
    if by_columns(&shop.by).is_some() {
        return Ok(Err(Warning::new("tiers-by-column", [])));
    }
    let spends = matches!(source, Source::Rules(rules) if rules.iter().any(Rule::asks_for_spend));
    if spends && !shop.ledger().has_amounts {
        return Ok(Err(Warning::new("no-amount", [])));
    }
    let window = shop.window(Usual::Year)?;
    let Some((_, whole)) = levels(shop, source, vec![window]).pop() else { return Ok(Err(nothing(window))) };
    // A customer who stands in several levels counts once here.
    let scale = shop.ledger().scale;
    let all = shop.whole(window, |slots| TierTally::new(slots, scale, Levels::Groups, 0)).and_then(|mut all| all.pop());
    let Some(all) = all.filter(|all| all.customers > 0) else { return Ok(Err(nothing(window))) };
    let declared: Vec<String> = match source {
        Source::Rules(rules) if terms.tier_order.is_empty() => rules.iter().map(|rule| rule.name.clone()).collect(),
        Source::Rules(_) | Source::Column(..) => terms.tier_order.clone(),
    };
    let places = order(&whole.iter().map(|(name, level)| (name.clone(), level)).collect::<Vec<_>>(), &declared);
    let unknown = if let Source::Column(..) = source { unknown(&declared, &whole)? } else { vec![] };
    let mut sheets = vec![(window, whole)];
    if shop.by.period().is_some() {
        sheets = levels(shop, source, shop.windows(window));
    }
    let levels = sheets.iter().flat_map(|(_, levels)| levels.iter().map(|(_, level)| level.customers));
    let fewest = levels.filter(|customers| *customers > 0).min();
    let chances = chance::chances(shop, source, &sheets);
    let records = sheets.iter().zip(&chances);
    let records =
        records.flat_map(|((window, levels), chance)| records_of(shop, source, (*window, levels), chance, &places));
    let records = records.collect();
    let (basis, name) = source.basis();
    let mut parameters = shop.parameters(window);
    parameters.push(("tier_basis", Value::text(name)));
    parameters.extend(terms.tier_rule.first().map(|_| ("tier_rules", Value::text(terms.tier_rule.join("; ")))));
    parameters.extend(terms.tier_order.first().map(|_| ("tier_order", Value::text(terms.tier_order.join(",")))));
    parameters.extend(Shop::bootstrap());
    if basis == Basis::Order {
        parameters.extend(chance::dealt_along(&chances));
    }
    let mut warnings = shop.warnings(window);
    warnings.extend(small(all.customers));
    warnings.extend(fewest.and_then(narrow));
    if !unknown.is_empty() {
        warnings.push(Warning::new("tier-order-unknown", [("levels", unknown.join(", "))]));
    }
    warnings.push(Warning::new(
        match (basis, source) {
            (Basis::Today, Source::Column(_, _, true)) => "tiers-today-though",
            (Basis::Today, _) => "tiers-today",
            (Basis::Order, _) => "tiers-order",
            (Basis::Rule, _) => "tiers-rule",
        },
        [],
    ));
    let mut dimensions = shop.by.dimensions();
    dimensions.push(match source {
        Source::Column(_, column, _) => column.clone(),
        Source::Rules(_) => "tier".to_owned(),
    });
    let answer = Answer {
        sheet: &SHEET,
        parameters,
        dimensions,
        set_aside: shop.set_aside(window, shop.no_purchases(window)),
        warnings,
        summary: shop.record(vec![], window, values(shop, source, None, &all, &all, None), all.customers < SMALL),
        records,
    };
    Ok(Ok(shop.counted(answer, &["share", "p_above_lower"])))
}

/// The declared levels that nobody has; a slip of the pen for one that somebody has is refused.
fn unknown(declared: &[String], levels: &[Named]) -> Result<Vec<String>> {
    let names: Vec<&str> = levels.iter().map(|(name, _)| name.as_deref().unwrap_or("(none)")).collect();
    let is_in = |name: &str, names: &[&str]| names.iter().any(|known| known.eq_ignore_ascii_case(name));
    let unknown: Vec<String> = declared.iter().filter(|name| !is_in(name, &names)).cloned().collect();
    let declared: Vec<&str> = declared.iter().map(String::as_str).collect();
    let undeclared = || names.iter().copied().filter(|name| !is_in(name, &declared));
    for name in &unknown {
        if let Some(near) = nearest(name, undeclared()) {
            bail!(Usage(format!("--tier-order {name}: no customer has this level; did you mean `{near}`?")));
        }
    }
    Ok(unknown)
}

/// A level with its name; `None` is nobody's.
type Named = (Option<String>, Level);

/// The groups of the column with the levels, which was wanted last.
fn groups(of: &Dimensions, column: &str) -> Groups {
    let place = of.columns.iter().rposition(|own| own.name == column).unwrap_or(0);
    of.groups(&[place])
}

/// The levels of every window, in the order of the groups or rules.
fn levels(shop: &Shop<'_>, source: &Source, windows: Vec<Window>) -> Vec<(Window, Vec<Named>)> {
    let ledger = shop.ledger();
    let names = |groups: &Groups| groups.labels.iter().map(|label| label[0].clone()).collect();
    let (split, kind, names): (Split, Levels<'_>, Vec<Option<String>>) = match source {
        Source::Column(Basis::Today, column, _) => {
            let groups = groups(&ledger.attributes, column);
            let names = names(&groups);
            (Split::Customers(groups), Levels::Groups, names)
        }
        Source::Column(_, column, _) => {
            let groups = groups(&ledger.dimensions, column);
            let names = names(&groups);
            (Split::Orders(groups), Levels::Groups, names)
        }
        Source::Rules(rules) => {
            let names = rules.iter().map(|rule| Some(rule.name.clone())).chain([None]).collect();
            (Split::Whole, Levels::Rules(rules), names)
        }
    };
    let frame = shop.frame(windows, split);
    let most = sampled(ledger.customers());
    let found = scan(ledger, &frame, shop.threads, |slots| TierTally::new(slots, ledger.scale, kind, most));
    let mut found = found.into_iter().flatten();
    let of_window = |window: &Window| (*window, names.iter().cloned().zip(found.by_ref()).collect());
    frame.windows.iter().map(of_window).collect()
}

/// The records of a window, one for each level that anything stands in (every one, where rules make them).
fn records_of(
    shop: &Shop<'_>,
    source: &Source,
    (window, levels): (Window, &[Named]),
    chance: &Chance,
    places: &[usize],
) -> Vec<Record> {
    let all = Level::together(levels.iter().map(|(_, level)| level));
    if all.is_empty() {
        return vec![];
    }
    let ruled = matches!(source, Source::Rules(_));
    let shown: Vec<usize> = places.iter().copied().filter(|&place| ruled || !levels[place].1.is_empty()).collect();
    let record = |(number, &place): (usize, &usize)| {
        let (name, level) = &levels[place];
        let lower = shown[number + 1..].iter().copied().find(|&lower| levels[lower].1.customers > 0);
        let lower = lower.filter(|_| level.customers > 0);
        let gap = lower.map(|lower| Between::of(shop, chance, (place, level), (lower, &levels[lower].1)));
        let label = shop.by.period().map(|period| Some(period.name(window))).into_iter().chain([name.clone()]);
        let name = name.as_deref().unwrap_or("(none)");
        let values = values(shop, source, Some(name), level, &all, gap);
        shop.record(label.collect(), window, values, level.customers < SMALL)
    };
    shown.iter().enumerate().map(record).collect()
}

fn values(
    shop: &Shop<'_>,
    source: &Source,
    name: Option<&str>,
    level: &Level,
    all: &Level,
    gap: Option<Between>,
) -> Vec<Value> {
    let (_, basis_name) = source.basis();
    let repeat = level.repeat_interval(shop.confidence);
    let gap = gap.unwrap_or_default();
    vec![
        name.map_or(Value::Missing, Value::text),
        level.customers.into(),
        level.orders.into(),
        level.gross.into(),
        level.net.into(),
        level.share_of(all.net).into(),
        level.per_customer().into(),
        level.average_order_value().into(),
        level.frequency().into(),
        level.repeat_customers.into(),
        level.repeat_rate().into(),
        repeat.map(|i| i.low).into(),
        repeat.map(|i| i.high).into(),
        gap.above.into(),
        gap.interval.map(|interval| interval.low).into(),
        gap.interval.map(|interval| interval.high).into(),
        gap.by_chance.into(),
        gap.p.into(),
        Value::text(basis_name),
    ]
}
