//! `loyalty reconcile`.

mod longer;
mod readings;
mod scores;

use super::Usage;
use super::asking::{Found, OfPurchases, of_purchases};
use super::by::By;
use super::desk::Desk;
use super::shop::{Shop, nothing};
use super::window::{Usual, is_named, year_to};
use crate::answer::column::{Column, Sheet, Unit};
use crate::answer::people::People;
use crate::answer::value::Value;
use crate::answer::{Answer, Record, Verdict, Warning};
use crate::input::request::Export;
use crate::ledger::ratio::Ratio;
use crate::ledger::scan::{Frame, Split, scan};
use crate::ledger::window::{Period, Window};
use crate::metrics::reconcile::{ReconcileTally, Reconciled};
use crate::metrics::repeat_definitions::DefinitionsTally;
use anyhow::{Result, bail};
use clap::Args as Flags;
use std::sync::Arc;

/// Which definition, window and rule give the number on a dashboard: all that are met in the field are tried, the nearest first.
///
/// A definition that gives the number is not proved to be the one that was used, for several can agree by chance; test orders stay out
/// in all of them, and `loyalty check` tells how many there are.
#[derive(Debug, Flags)]
#[command(
    after_help = "Metrics: repeat_rate, customers, repeat_customers, orders, frequency, average_order_value, gross, net, revenue,
refunds, retention_rate, ltv, nps, csat, ces, easy_share, net_easy

Rules: zero orders: orders of no value count; refunded orders: orders wholly refunded count; same day merged: orders of a customer on one
day are one; guests: each order without a customer is one of a customer of its own; cancelled orders: they count; refunds on the
order's day: a refund counts when its order was placed, not when it was given

Examples:
  loyalty reconcile repeat_rate=0.50 fixtures/corner-shop/orders.csv
  loyalty reconcile average_order_value=16.02 fixtures/corner-shop/orders.csv --year 2025
  loyalty reconcile revenue=15555.75 fixtures/corner-shop/orders.csv -f json
  loyalty reconcile retention_rate=0.61 fixtures/corner-shop/orders.csv
  loyalty reconcile nps=44 fixtures/corner-shop/nps.csv"
)]
pub(super) struct Args {
    /// The metric and its number as the dashboard shows it, such as repeat_rate=0.316 or repeat_rate=31.6%
    #[arg(value_name = "METRIC=VALUE")]
    target: String,
    #[command(flatten)]
    common: OfPurchases,
    /// How many definitions are shown, the nearest first
    #[arg(long, value_name = "COUNT", default_value = "12", help_heading = "Output")]
    show: usize,
}

/// The columns of an answer whose values are of this unit.
const fn columns(unit: Unit) -> [Column; 6] {
    [
        Column::quiet("metric", Unit::Text),
        Column::new("definition", Unit::Text),
        Column::quiet("window", Unit::Text),
        Column::new("value", unit),
        Column::new("distance", unit),
        Column::new("matches", Unit::Flag),
    ]
}

/// The table of an answer.
const fn sheet(columns: &'static [Column]) -> Sheet {
    Sheet {
        command: "reconcile",
        definition: "the metric under every definition, window and rule; distance = its value - the number given; matches: equal in the decimals given",
        headline: "reconciled",
        columns,
        people: People::NOBODY,
    }
}

/// The tables of counts, of shares, of money and of points.
pub(super) const SHEETS: &[&Sheet] = &[
    &sheet(&columns(Unit::Number)),
    &sheet(&columns(Unit::Share)),
    &sheet(&columns(Unit::MoneyPer)),
    &sheet(&columns(Unit::Points)),
];

/// Metrics that can be reconciled.
const METRICS: [&str; 17] = [
    "repeat_rate",
    "customers",
    "repeat_customers",
    "orders",
    "frequency",
    "average_order_value",
    "gross",
    "net",
    "revenue",
    "refunds",
    "retention_rate",
    "ltv",
    "nps",
    "csat",
    "ces",
    "easy_share",
    "net_easy",
];

/// Those that are money.
const MONEY: [&str; 6] = ["average_order_value", "gross", "net", "revenue", "refunds", "ltv"];

/// The number of a dashboard.
struct Target {
    metric: &'static str,
    value: Ratio,
    /// Half a unit of the last digit that was given.
    half: Ratio,
}

pub(super) fn run(args: &Args, desk: &mut Desk<'_>) -> Result<Verdict> {
    if let Some(by) = &args.common.window.by {
        bail!(Usage(format!("--by {by}: one number is looked for; name its window with --year, --from or --last")));
    }
    let target = target(&args.target)?;
    if scores::is_of_answers(target.metric) {
        return scores::run(args, &target, desk);
    }
    let exports = desk.exports();
    of_purchases("reconcile", &args.common, desk, |_, _, _| Ok(()), |shop| answer(shop, args, &target, exports))
}

fn target(text: &str) -> Result<Target> {
    let wrong = |what: &str| Usage(format!("{text}: {what}"));
    let Some((name, number)) = text.split_once('=') else {
        bail!(wrong("write a metric and its number, such as repeat_rate=0.316, before the files"));
    };
    let Some(metric) = METRICS.into_iter().find(|metric| *metric == name.trim()) else {
        bail!(wrong(&format!("no such metric; there are {}", METRICS.join(", "))));
    };
    let per_cent = number.trim().strip_suffix('%');
    let digits = per_cent.unwrap_or(number).trim().replace(',', "");
    let found: Option<rust_decimal::Decimal> =
        digits.parse().ok().filter(|_| digits.bytes().all(|b| b.is_ascii_digit() || b == b'.' || b == b'-'));
    let Some(found) = found else { bail!(wrong("the number is not one; write it as 0.316, 31.6% or 15555.75")) };
    let one = 10_i128.pow(found.scale()) * if per_cent.is_some() { 100 } else { 1 };
    let parts = Ratio::new(found.mantissa(), one).zip(Ratio::new(1, 2 * one));
    let Some((value, half)) = parts else { bail!(wrong("the number has too many digits")) };
    Ok(Target { metric, value, half })
}

/// What must be said of a share above the whole, as a dashboard shows it in per cent.
fn per_cent(target: &Target, typed: &str) -> Option<Warning> {
    let share = matches!(target.metric, "repeat_rate" | "retention_rate" | "csat" | "easy_share");
    let given =
        typed.split_once('=').map(|(_, number)| number.trim()).filter(|number| !number.ends_with(['%', '％']))?;
    let beyond = target.value.real() > 1.0 && target.value.real() <= 100.0;
    (share && beyond).then(|| Warning::new("reconcile-per-cent", [("given", given.to_owned())]))
}

/// One definition in one window.
struct Candidate {
    window: Window,
    named: &'static str,
    rules: Vec<&'static str>,
    value: Ratio,
}

impl Candidate {
    fn distance(&self, target: &Target) -> Option<Ratio> {
        self.value.minus(target.value)
    }

    fn definition(&self) -> String {
        if self.rules.is_empty() { "as loyalty counts".to_owned() } else { self.rules.join(" + ") }
    }
}

fn answer(shop: &Shop<'_>, args: &Args, target: &Target, exports: &[Export]) -> Result<Found> {
    if MONEY.contains(&target.metric) && !shop.ledger().has_amounts {
        return Ok(Err(Warning::new("no-amount", [])));
    }
    let windows = windows(shop, target.metric)?;
    let mut all = tried(shop, &windows, target.metric)?;
    let mut warnings = vec![];
    let others = readings::others(shop, &args.common.rules);
    if !others.is_empty() && !readings::can_read_again(shop) {
        warnings.push(Warning::new("reconcile-read-once", []));
    } else {
        for other in others {
            let taken = Arc::new(other.read(args, exports)?);
            let Ok(again) = Shop::open(&taken, By::default(), &args.common, false)? else { continue };
            let found = tried(&again, &windows, target.metric)?.into_iter();
            all.extend(found.map(|one| Candidate { rules: [one.rules, other.rules.clone()].concat(), ..one }));
        }
    }
    if all.is_empty() {
        let rate = target.metric == "retention_rate";
        return Ok(Err(if rate { Warning::new("no-period-before", []) } else { nothing(windows[0].1) }));
    }
    let span = Window { from: shop.first.min(windows[0].1.from), to: shop.as_of };
    warnings.splice(0..0, shop.warnings(span));
    Ok(Ok(concluded(all, args, target, shop.parameters(span), warnings, |window, values| {
        shop.record(vec![], window, values, false)
    })))
}

/// A metric under every definition, in every window, of what was read in one way.
fn tried(shop: &Shop<'_>, windows: &[(&'static str, Window)], metric: &'static str) -> Result<Vec<Candidate>> {
    let mut all: Vec<Candidate> = vec![];
    if metric == "ltv" {
        // A lifetime is no matter of one year: the window that is named, or all data.
        for &(named, window) in windows.iter().filter(|(named, _)| matches!(*named, "as named" | "all data")) {
            all.extend(longer::lifetimes(shop, named, window)?);
        }
    }
    for &(named, window) in windows {
        let frame = shop.frame(vec![window], Split::Whole);
        let scale = shop.ledger().scale;
        let found: Option<Reconciled> =
            scan(shop.ledger(), &frame, shop.threads, |slots| ReconcileTally::new(slots, scale)).pop();
        let Some(found) = found.filter(|found| !found.is_empty()) else { continue };
        let numbers = found.candidates(metric).unwrap_or_default();
        let numbers = numbers.into_iter().chain(match metric {
            "repeat_rate" => rates(shop, window),
            "retention_rate" => longer::kept(shop, window),
            _ => vec![],
        });
        all.extend(numbers.filter_map(|(rules, value)| Some(Candidate { window, named, rules, value: value? })));
    }
    Ok(all)
}

/// The answer of all that was tried: one candidate at least.
fn concluded(
    mut all: Vec<Candidate>,
    args: &Args,
    target: &Target,
    mut parameters: Vec<(&'static str, Value)>,
    mut warnings: Vec<Warning>,
    record: impl Fn(Window, Vec<Value>) -> Record,
) -> Answer {
    let tried = all.len();
    // The nearest first; of equal ones that with the fewest rules of its own, then in the order in which they were tried.
    all.sort_by(|a, b| {
        let far = |one: &Candidate| one.distance(target).map_or(f64::INFINITY, |distance| distance.real().abs());
        far(a).total_cmp(&far(b)).then(a.rules.len().cmp(&b.rules.len()))
    });
    let mut seen: Vec<(Window, Ratio, usize)> = vec![];
    all.retain(|one| {
        // A rule that changes nothing here is the same definition under a longer name.
        let known = seen
            .iter()
            .any(|&(window, value, rules)| window == one.window && value == one.value && rules < one.rules.len());
        seen.push((one.window, one.value, one.rules.len()));
        !known
    });
    let matching = all.iter().filter(|one| matches(one, target)).count();
    let row = |one: &Candidate| Record { warnings: vec![], ..record(one.window, values(target, one)) };
    let records: Vec<Record> = all.iter().take(args.show.max(1)).map(row).collect();
    parameters.push(("target", Value::text(&args.target)));
    parameters.push(("tried", Value::Count(tried as u64)));
    parameters.push(("matching", Value::Count(matching as u64)));
    if matching == 0 {
        warnings.push(Warning::new("reconcile-none", [("n", tried.to_string())]));
        warnings.extend(per_cent(target, &args.target));
    } else if matching > 1 {
        warnings.push(Warning::new("reconcile-several", [("n", matching.to_string())]));
    }
    Answer {
        sheet: match target.metric {
            "repeat_rate" | "retention_rate" | "csat" | "easy_share" => SHEETS[1],
            metric if MONEY.contains(&metric) => SHEETS[2],
            "nps" | "net_easy" => SHEETS[3],
            _ => SHEETS[0],
        },
        parameters,
        dimensions: vec![],
        set_aside: vec![],
        warnings,
        summary: row(&all[0]),
        records: records.into(),
    }
}

/// The windows that a number could be of: the one that is named, or all data, the last twelve months, every calendar year, the last month;
/// for a retention rate quarters and months as well.
fn windows(shop: &Shop<'_>, metric: &str) -> Result<Vec<(&'static str, Window)>> {
    if is_named(shop.flags) {
        return Ok(vec![("as named", shop.window(Usual::All)?)]);
    }
    let all = Window { from: shop.first, to: shop.as_of };
    let mut windows = vec![("last twelve months", year_to(shop.as_of)), ("all data", all)];
    windows.extend(Period::Year.across(all).into_iter().map(|year| ("calendar year", year)));
    if metric == "retention_rate" {
        windows.extend(longer::windows(all));
    } else {
        windows.push(("calendar month", Period::Month.around(shop.as_of)));
    }
    Ok(windows)
}

/// The named rates of one window.
fn rates(shop: &Shop<'_>, window: Window) -> Vec<(Vec<&'static str>, Option<Ratio>)> {
    let all = Window { from: shop.first.min(window.from), to: shop.as_of.max(window.to) };
    let frame = Frame { windows: vec![all], split: Split::Whole, merge_days: false, since: None };
    let as_of = shop.as_of;
    let found = scan(shop.ledger(), &frame, shop.threads, |slots| DefinitionsTally::new(slots, vec![window], as_of));
    let found = found.into_iter().next().and_then(|slot| slot.into_iter().next()).unwrap_or_default();
    let others = found.into_iter().filter(|one| !one.id.starts_with("repeat_rate.window"));
    others.map(|one| (vec![one.id], one.rate())).collect()
}

fn matches(one: &Candidate, target: &Target) -> bool {
    one.distance(target).is_some_and(|distance| distance.real().abs() <= target.half.real())
}

fn values(target: &Target, one: &Candidate) -> Vec<Value> {
    vec![
        Value::text(target.metric),
        Value::text(one.full_name()),
        Value::text(one.named),
        Value::Exact(one.value),
        one.distance(target).into(),
        Value::Flag(matches(one, target)),
    ]
}

impl Candidate {
    /// The definition behind its window, where several were tried.
    fn full_name(&self) -> String {
        let window = match self.named {
            "as named" => return self.definition(),
            "calendar year" => Period::Year.name(self.window),
            "calendar quarter" => Period::Quarter.name(self.window),
            "calendar month" => Period::Month.name(self.window),
            "last twelve months" => "last 12m".to_owned(),
            other => other.to_owned(),
        };
        format!("{window}: {}", self.definition())
    }
}
