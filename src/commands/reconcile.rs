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
use crate::input::value::amount::{self, Amount, DecimalMark};
use crate::ledger::day::Day;
use crate::ledger::ratio::Ratio;
use crate::ledger::scan::{Frame, Split, scan};
use crate::ledger::window::{Period, Window};
use crate::metrics::reconcile::{Found as Named, ReconcileTally, Reconciled};
use crate::metrics::repeat_definitions::{Definition, DefinitionsTally, IDS};
use anyhow::{Result, bail};
use clap::Args as Flags;
use std::sync::Arc;

/// Which definition, window and rule give the number on a dashboard: all that are met in the field are tried, the nearest first.
///
/// A definition that gives the number is not proved to be the one that was used, for several can agree by chance; test orders stay out
/// in all of them, and `loyalty check` tells how many there are.
#[derive(Debug, Flags)]
#[command(
    after_help = "Metrics: repeat_rate, customers, new_customers, repeat_customers, orders, repeat_order_share, frequency, average_order_value, gross, net,
revenue, refunds, discounts, revenue_per_customer, loyal_share, gap_days_mean, gap_days_median, retention_rate, churn_rate, nrr, grr,
earned_growth, ltv, nps, csat, ces, easy_share, net_easy, and the names of `loyalty repeat --definitions`, such as f2_within_90

Windows: the one that is named; else the last twelve months, all data, calendar years, quarters and months, fiscal years from April (FY2024), and
the last 30, 90 and 365 days

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
    /// The metric and its number as the dashboard shows it, such as repeat_rate=0.316 or repeat_rate=31.6%, or revenue=15,555.75
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

/// Metrics that can be reconciled, beside the rates that `repeat --definitions` names.
const METRICS: [&str; 28] = [
    "repeat_rate",
    "customers",
    "new_customers",
    "repeat_customers",
    "orders",
    "repeat_order_share",
    "frequency",
    "average_order_value",
    "gross",
    "net",
    "revenue",
    "refunds",
    "discounts",
    "revenue_per_customer",
    "loyal_share",
    "gap_days_mean",
    "gap_days_median",
    "retention_rate",
    "churn_rate",
    "nrr",
    "grr",
    "earned_growth",
    "ltv",
    "nps",
    "csat",
    "ces",
    "easy_share",
    "net_easy",
];

/// Those that take amounts.
const MONEY: [&str; 12] = [
    "average_order_value",
    "gross",
    "net",
    "revenue",
    "refunds",
    "discounts",
    "revenue_per_customer",
    "loyal_share",
    "nrr",
    "grr",
    "earned_growth",
    "ltv",
];

/// Those that are shares.
const SHARES: [&str; 10] = [
    "repeat_rate",
    "repeat_order_share",
    "loyal_share",
    "retention_rate",
    "churn_rate",
    "nrr",
    "grr",
    "earned_growth",
    "csat",
    "easy_share",
];

fn is_share(metric: &str) -> bool {
    SHARES.contains(&metric) || definitions().any(|id| id == metric)
}

/// The names of rates that are looked for as repeat rates.
fn definitions() -> impl Iterator<Item = &'static str> {
    IDS.into_iter().filter(|id| *id != "repeat_rate.window")
}

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
    let target = target(&args.target, args.common.reading.decimal_comma)?;
    if scores::is_of_answers(target.metric) {
        return scores::run(args, &target, desk);
    }
    let exports = desk.exports();
    of_purchases("reconcile", &args.common, desk, |_, _, _| Ok(()), |shop| answer(shop, args, &target, exports))
}

fn target(text: &str, comma: bool) -> Result<Target> {
    let wrong = |what: &str| Usage(format!("{text}: {what}"));
    let Some((name, number)) = text.split_once('=') else {
        bail!(wrong("write a metric and its number, such as repeat_rate=0.316, before the files"));
    };
    let Some(metric) = METRICS.into_iter().chain(definitions()).find(|metric| *metric == name.trim()) else {
        let all: Vec<&str> = METRICS.into_iter().chain(definitions()).collect();
        bail!(wrong(&format!("no such metric; there are {}", all.join(", "))));
    };
    let number = number.trim();
    let per_cent = number.strip_suffix(['%', '％']);
    let Some(found) = written(per_cent.unwrap_or(number).trim_end(), comma) else {
        bail!(wrong("the number is not one; write it as 0.316, 31.6% or 15,555.75"))
    };
    let one = 10_i128.pow(u32::from(found.scale)) * if per_cent.is_some() { 100 } else { 1 };
    let parts = Ratio::new(i128::from(found.mantissa), one).zip(Ratio::new(1, 2 * one));
    let Some((value, half)) = parts else { bail!(wrong("the number has too many digits")) };
    Ok(Target { metric, value, half })
}

/// A number as it is written on a dashboard, read as amounts are: with signs of currencies, and thousands in groups of three. A comma that
/// groups nothing is a decimal comma; under `--decimal-comma` one that could be either is.
fn written(text: &str, comma: bool) -> Option<Amount> {
    let marks = [DecimalMark::Point, DecimalMark::Comma];
    let read = |at: usize| amount::read(text, marks[at]).ok().map(|found| found.amount);
    read(usize::from(comma)).or_else(|| read(usize::from(!comma)))
}

/// What must be said of a share above the whole, as a dashboard shows it in per cent.
fn per_cent(target: &Target, typed: &str) -> Option<Warning> {
    let share = is_share(target.metric);
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
    let windows = windows(shop)?;
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
    let scale = shop.ledger().scale;
    let repeats = metric == "repeat_rate" || definitions().any(|id| id == metric);
    let days: Vec<Window> = windows.iter().map(|(_, window)| *window).collect();
    let mut further = match metric {
        "retention_rate" => longer::kept(shop, &days),
        "churn_rate" => longer::left(shop, &days),
        "nrr" | "grr" | "earned_growth" => longer::revenue_kept(shop, metric, &days),
        _ if repeats => rates(shop, &days),
        _ => vec![vec![]; days.len()],
    }
    .into_iter();
    let counted = if repeats { "repeat_rate" } else { metric };
    // Windows of one name have no day in common: one scan sees them all.
    for alike in windows.chunk_by(|a, b| a.0 == b.0) {
        let frame = shop.frame(alike.iter().map(|(_, window)| *window).collect(), Split::Whole);
        let mut numbers: Vec<Vec<Named>> = further.by_ref().take(alike.len()).collect();
        if Reconciled::default().candidates(counted).is_some() {
            let found: Vec<Reconciled> =
                scan(shop.ledger(), &frame, shop.threads, |slots| ReconcileTally::new(slots, scale));
            for (numbers, found) in numbers.iter_mut().zip(found) {
                let own = found.candidates(counted).filter(|_| !found.is_empty());
                *numbers = own.map_or_else(Vec::new, |own| own.into_iter().chain(numbers.drain(..)).collect());
            }
        } else if metric.starts_with("gap_days") && USUAL.contains(&alike[0].0) {
            numbers = longer::gaps(shop, metric, &frame.windows);
        }
        for (&(named, window), numbers) in alike.iter().zip(numbers) {
            let some = numbers.into_iter().filter_map(|(rules, value)| Some((rules, value?)));
            all.extend(some.map(|(rules, value)| Candidate { window, named, rules, value }));
        }
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
    // The nearest first; of equal ones, as all are that give the digits of the number, that with the fewest rules of its own, then in the
    // order in which they were tried.
    all.sort_by(|a, b| {
        let far = |one: &Candidate| match one.distance(target) {
            Some(_) if matches(one, target) => 0.0,
            distance => distance.map_or(f64::INFINITY, |distance| distance.real().abs()),
        };
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
            metric if is_share(metric) => SHEETS[1],
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

/// The windows of which days between purchases are told: each takes a scan for every rule.
const USUAL: [&str; 4] = ["as named", "last twelve months", "all data", "calendar year"];

/// How many quarters and months back a number could be of.
const PERIODS: usize = 13;

/// The windows that a number could be of: the one that is named, or the last twelve months, all data, every calendar year and every
/// fiscal year from April, the last quarters and months, and the days that dashboards count back.
fn windows(shop: &Shop<'_>) -> Result<Vec<(&'static str, Window)>> {
    if is_named(shop.flags) {
        return Ok(vec![("as named", shop.window(Usual::All)?)]);
    }
    let all = Window { from: shop.first, to: shop.as_of };
    let mut windows = vec![("last twelve months", year_to(shop.as_of)), ("all data", all)];
    windows.extend(usual_windows(all));
    Ok(windows)
}

/// Those that follow from the days of the data alone.
fn usual_windows(all: Window) -> Vec<(&'static str, Window)> {
    let mut windows = vec![];
    let across = |named, period: Period| period.across(all).into_iter().map(move |window| (named, window));
    windows.extend(across("calendar year", Period::Year));
    for (named, period) in [("calendar quarter", Period::Quarter), ("calendar month", Period::Month)] {
        let periods: Vec<_> = across(named, period).collect();
        windows.extend(&periods[periods.len().saturating_sub(PERIODS)..]);
    }
    windows.extend(fiscal_years(all).into_iter().map(|window| ("fiscal year from April", window)));
    for (named, days) in [("last 30 days", 30), ("last 90 days", 90), ("last 365 days", 365)] {
        windows.push((named, Window { from: Day(all.to.0 - days + 1), to: all.to }));
    }
    windows
}

/// The years from April to March that overlap a span, as most firms of Japan, and the crown's in Britain, count theirs.
fn fiscal_years(span: Window) -> Vec<Window> {
    let moved = |day: Day, months: i32| day.add_months(months);
    let years = Period::Year.across(Window { from: moved(span.from, -3), to: moved(span.to, -3) });
    let own =
        years.into_iter().map(|year| Window { from: moved(year.from, 3), to: Day(moved(Day(year.to.0 + 1), 3).0 - 1) });
    own.filter(|year| year.from <= span.to && span.from <= year.to).collect()
}

/// The named rates of several windows.
fn rates(shop: &Shop<'_>, windows: &[Window]) -> Vec<Vec<(Vec<&'static str>, Option<Ratio>)>> {
    let from = windows.iter().map(|window| window.from).min().map_or(shop.first, |from| from.min(shop.first));
    let to = windows.iter().map(|window| window.to).max().map_or(shop.as_of, |to| to.max(shop.as_of));
    let frame = Frame { windows: vec![Window { from, to }], split: Split::Whole, merge_days: false, since: None };
    let fresh = |slots| DefinitionsTally::new(slots, windows.to_vec(), shop.as_of);
    let found = scan(shop.ledger(), &frame, shop.threads, fresh).pop().unwrap_or_default();
    let others = |found: Vec<Definition>| {
        let others = found.into_iter().filter(|one| !one.id.starts_with("repeat_rate.window"));
        others.map(|one| (vec![one.id], one.rate())).collect()
    };
    found.into_iter().map(others).collect()
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
            "fiscal year from April" => format!("FY{}", Period::Year.name(self.window)),
            other => other.to_owned(),
        };
        format!("{window}: {}", self.definition())
    }
}
