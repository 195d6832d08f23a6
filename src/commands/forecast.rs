//! `loyalty forecast`.

mod parts;
mod sheets;

use super::Usage;
use super::asking::{OfPurchases, of_purchases_in_parts};
use super::desk::Desk;
use super::shop::{Shop, nothing, small};
use super::window::Usual;
use crate::answer::column::Sheet;
use crate::answer::value::Value;
use crate::answer::{Answer, Record, Verdict, Warning};
use crate::config::burn_in::BurnIn;
use crate::ledger::day::Day;
use crate::ledger::window::Window;
use crate::metrics::forecast::assumptions::{Assumptions, assumptions};
use crate::metrics::forecast::fitted::{self, Fitted, Question};
use crate::metrics::forecast::histories::{Histories, HistoryTally, Order};
use crate::metrics::forecast::holdout::{Holdout, holdout};
use crate::metrics::forecast::tracking::{Week, tracking};
use crate::models::fit::{self, Fit};
use crate::models::purchases::{Kind, Purchases};
use crate::models::spend::Spend;
use anyhow::{Result, bail};
use clap::{Args as Flags, ValueEnum};

/// Every table of the command.
pub(super) const SHEETS: &[&Sheet] =
    &[&sheets::FORECAST, &parts::HOLDOUT, &parts::FREQUENCY, &parts::DECILES, &parts::TRACKING, &parts::ASSUMPTIONS];

/// How often customers will come again, by models fitted to the days on which they bought, and the check that tells whether to believe it.
///
/// Each model is held against days it has not seen, and goes on from what was: it knows nothing of seasons, prices or plans, and does not
/// prove what anyone will do.
#[derive(Debug, Flags)]
#[command(after_help = "Examples:
  loyalty forecast fixtures/corner-shop/orders.csv
  loyalty forecast fixtures/corner-shop/orders.csv --model all -f json
  loyalty forecast fixtures/corner-shop/orders.csv --calibration-end 2025-03-31 --unit day")]
pub(super) struct Args {
    #[command(flatten)]
    common: OfPurchases,
    #[command(flatten)]
    burn_in: BurnIn,
    #[command(flatten)]
    terms: Terms,
}

/// Flags of the question itself.
#[derive(Debug, Clone, Flags)]
pub(super) struct Terms {
    /// The last day that the models are fitted to; later days are forecast and compared. Otherwise they are fitted to all days, and once
    /// more without the last third for the check
    #[arg(long, value_name = "DAY", help_heading = "Forecast")]
    calibration_end: Option<String>,
    /// The unit in which time is counted
    #[arg(long, value_name = "UNIT", default_value = "week", help_heading = "Forecast")]
    unit: UnitFlag,
    #[command(flatten)]
    models: ModelFlags,
}

/// Which models, and what they may believe.
#[derive(Debug, Clone, Default, Flags)]
pub(super) struct ModelFlags {
    /// The model of purchases
    #[arg(long, value_name = "MODEL", help_heading = "Forecast")]
    pub(super) model: Option<ModelFlag>,
    /// Holds parameters that the data do not identify near what is usual, by a weak belief that the answer names
    #[arg(long, help_heading = "Forecast")]
    pub(super) prior: bool,
    /// Fits customers who come by a clock, too, though the models misread them
    #[arg(long, help_heading = "Forecast")]
    pub(super) even_if_regular: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum UnitFlag {
    Day,
    Week,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum ModelFlag {
    /// MBG/NBD: customers may stop after any purchase
    Mbg,
    /// BG/NBD: after any but the first
    Bg,
    /// Pareto/NBD: at any time
    Pareto,
    /// Each of them
    All,
}

/// Fewer customers say nothing about how customers differ.
const LEAST: usize = 10;

/// A belief this wide, in logarithms, moves a parameter only where the data say next to nothing.
const WEAK: f64 = 3.0;

impl ModelFlags {
    /// The models asked for.
    pub(super) fn kinds(&self) -> Vec<Kind> {
        match self.model {
            None | Some(ModelFlag::Mbg) => vec![Kind::Mbg],
            Some(ModelFlag::Bg) => vec![Kind::Bg],
            Some(ModelFlag::Pareto) => vec![Kind::Pareto],
            Some(ModelFlag::All) => Kind::ALL.to_vec(),
        }
    }

    /// What is asked of the fit.
    pub(super) fn question(&self, shop: &Shop<'_>, unit: f64) -> Question {
        let terms = fit::Terms { threads: shop.threads, prior: self.prior.then_some(WEAK) };
        Question { models: self.kinds(), unit, terms, with_value: shop.ledger().has_amounts }
    }
}

/// A model's name.
pub(super) const fn name(kind: Kind) -> &'static str {
    match kind {
        Kind::Mbg => "mbg",
        Kind::Bg => "bg",
        Kind::Pareto => "pareto",
    }
}

pub(super) fn run(args: &Args, desk: &mut Desk<'_>) -> Result<Verdict> {
    if let Some(by) = &args.common.window.by {
        bail!(Usage(format!(
            "--by {by}: the models are fitted to all customers; `loyalty ltv --method predictive --by` shows their forecasts by group"
        )));
    }
    of_purchases_in_parts(
        "forecast",
        &args.common,
        desk,
        |_, _, _| Ok(()),
        |shop| answer(&shop.after(&args.burn_in)?, &args.terms),
    )
}

/// Gathers what each customer did up to `end`.
pub(super) fn histories(shop: &Shop<'_>, window: Window, end: Day, order: Order) -> Option<Histories> {
    shop.whole(window, |slots| HistoryTally::new(slots, shop.ledger(), end, order, shop.threads))
        .filter(|found| !found.customers.is_empty())
}

/// Why there can be no forecast, if so.
pub(super) fn objection(histories: &Histories, found: &Assumptions, models: &ModelFlags) -> Option<Warning> {
    let n = ("n", histories.customers.len().to_string());
    if histories.repeat_customers() == 0 {
        let one_day = histories.customers.iter().all(|customer| customer.age == 0);
        return Some(Warning::new(if one_day { "forecast-one-day" } else { "forecast-no-repeats" }, [n]));
    }
    if histories.customers.len() < LEAST {
        return Some(Warning::new("forecast-few", [n]));
    }
    if models.even_if_regular {
        return None;
    }
    regular("forecast-regular-buyers", found)
}

/// A remark about customers who come by a clock, if they do.
fn regular(code: &'static str, found: &Assumptions) -> Option<Warning> {
    let regularity = found.regularity.filter(|_| found.is_regular())?;
    let shape = if regularity.is_finite() { format!("{regularity:.1}") } else { "∞".to_owned() };
    Some(Warning::new(code, [("shape", shape), ("n", found.with_two_gaps.to_string())]))
}

/// What must be said of a forecast that was asked for all the same.
pub(super) fn even_so(found: &Assumptions) -> Option<Warning> {
    regular("forecast-even-if-regular", found)
}

/// Everything that the sheet and its parts are made of.
struct Found {
    /// How many customers the models know, and the day up to which.
    customers: u64,
    end: Day,
    /// How many of them came again, and how many of these have no value.
    repeat_customers: u64,
    without_value: u64,
    purchases: Vec<(Kind, Fit<Purchases, 4>)>,
    spend: Option<Fit<Spend, 3>>,
    /// What must be said of the fits.
    remarks: Vec<Warning>,
    assumptions: Assumptions,
    check: Option<Check>,
    window: Window,
    /// Whether a belief was added: then there is no plain criterion.
    prior: bool,
}

/// Models held against days that they have not seen.
struct Check {
    /// The last day that they knew.
    end: Day,
    /// Which models, in the order of the weeks' expectations.
    models: Vec<Kind>,
    holdout: Holdout,
    weeks: Vec<Week>,
}

/// The forecast, and the parts that tell whether to believe it.
pub(super) fn answer(shop: &Shop<'_>, args: &Terms) -> Result<Result<Vec<Answer>, Warning>> {
    let mut window = shop.window(Usual::All)?;
    window.to = window.to.min(shop.as_of);
    let asked = calibration_end(args, window)?;
    let unit = if args.unit == UnitFlag::Day { 1.0 } else { 7.0 };
    let question = args.models.question(shop, unit);
    // Only a check ranks customers, and has equal ones stand by their ids.
    let order = if asked.is_some() { Order::Ids } else { Order::Pasts };
    let Some(histories) = histories(shop, window, asked.unwrap_or(window.to), order) else {
        return Ok(Err(nothing(window)));
    };
    let assumptions = assumptions(&histories, question.with_value, shop.threads);
    if let Some(why) = objection(&histories, &assumptions, &args.models) {
        return Ok(Err(why));
    }
    let Some(fitted) = fitted::fitted(&histories, &question) else {
        let n = ("n", histories.customers.len().to_string());
        return Ok(Err(Warning::new("forecast-no-repeats", [n])));
    };
    let mut found = Found {
        customers: histories.customers.len() as u64,
        end: histories.end,
        repeat_customers: histories.repeat_customers(),
        without_value: if shop.ledger().has_amounts { histories.without_value() } else { 0 },
        remarks: fit_warnings(&histories, &fitted.purchases, fitted.spend.as_ref(), args.models.prior),
        purchases: fitted.purchases.clone(),
        spend: fitted.spend,
        assumptions,
        check: None,
        window,
        prior: args.models.prior,
    };
    // There is one history for each of millions of customers: those of the forecast go before those of the check come.
    found.check = if asked.is_some() {
        check(&histories, &fitted, window, &question)
    } else {
        drop((histories, fitted));
        check_without_the_last_third(shop, window, &question)
    };
    let records: Vec<Record> = (0..found.purchases.len()).map(|number| found.record(shop, number)).collect();
    let mut parameters = shop.parameters(window);
    parameters.push(("unit", Value::text(if args.unit == UnitFlag::Day { "day" } else { "week" })));
    // Dates of joining have no say here: everybody's history begins with the first purchase in the data.
    parameters.push(("history", Value::text("assumed-complete")));
    parameters.push(("calibration_end", Value::Day(found.end)));
    if let Some(check) = &found.check {
        parameters.push(("check_end", Value::Day(check.end)));
    }
    if args.models.prior {
        parameters.push(("prior", Value::Real(WEAK)));
    }
    let main = Answer {
        sheet: &sheets::FORECAST,
        parameters,
        dimensions: vec![],
        set_aside: set_aside(shop, &found),
        warnings: found.warnings(shop),
        summary: records[0].clone(),
        records: records.into(),
    };
    let mut all = vec![main];
    all.extend(parts::parts(shop, &found));
    Ok(Ok(all))
}

/// The day that was asked for, if any, once it is sure that days lie on both sides of it.
fn calibration_end(args: &Terms, window: Window) -> Result<Option<Day>> {
    let Some(text) = &args.calibration_end else { return Ok(None) };
    let day: Option<Day> = text.parse().ok();
    let Some(day) = day else { bail!(Usage(format!("--calibration-end {text}: write it as 2025-03-31"))) };
    if !(window.from <= day && day < window.to) {
        bail!(Usage(format!(
            "--calibration-end {text}: choose a day inside the data, from {} to before {}",
            window.from, window.to
        )));
    }
    Ok(Some(day))
}

/// Holds the models against the days that they have not seen.
fn check(known: &Histories, fitted: &Fitted, window: Window, question: &Question) -> Option<Check> {
    Some(Check {
        end: known.end,
        models: fitted.purchases.iter().map(|(kind, _)| *kind).collect(),
        holdout: holdout(known, fitted, window.to.0 - known.end.0, question.unit, question.terms.threads)?,
        weeks: tracking(known, fitted, window.to, question.unit),
    })
}

/// The same where no day was named: the models are fitted once more, to all but the last third of the days.
fn check_without_the_last_third(shop: &Shop<'_>, window: Window, question: &Question) -> Option<Check> {
    let known = histories(shop, window, Day(window.to.0 - window.days() / 3), Order::Ids)?;
    check(&known, &fitted::fitted(&known, question)?, window, question)
}

fn set_aside(shop: &Shop<'_>, found: &Found) -> Vec<(&'static str, u64)> {
    let own = [("guest orders", shop.guest_purchases(found.window)), ("customers without value", found.without_value)];
    shop.set_aside(found.window, own)
}

/// The names of parameters that the data do not identify.
pub(super) fn loose<M, const N: usize>(fit: &Fit<M, N>, names: [&'static str; N]) -> Vec<&'static str> {
    names.into_iter().zip(fit.loose).filter(|(_, loose)| *loose).map(|(name, _)| name).collect()
}

/// What must be said of the fits.
pub(super) fn fit_warnings(
    histories: &Histories,
    purchases: &[(Kind, Fit<Purchases, 4>)],
    spend: Option<&Fit<Spend, 3>>,
    prior: bool,
) -> Vec<Warning> {
    let mut all = vec![];
    for (kind, fit) in purchases.iter().filter(|(_, fit)| !fit.identified()) {
        let names = loose(fit, kind.names()).join(", ");
        let n = histories.customers.len().to_string();
        all.push(Warning::new("forecast-loose", [("model", name(*kind).to_owned()), ("parameters", names), ("n", n)]));
    }
    if let Some(fit) = spend {
        if !fit.identified() {
            let names = loose(fit, Spend::NAMES).join(", ");
            let n = histories.repeat_customers().to_string();
            all.push(Warning::new("forecast-loose-value", [("parameters", names), ("n", n)]));
        }
        if fit.model.mean().is_none() {
            all.push(Warning::new("forecast-no-mean", [("q", format!("{:.2}", fit.parameters[1]))]));
        }
    }
    if prior {
        all.push(Warning::new("forecast-prior", []));
    }
    all
}

impl Found {
    fn warnings(&self, shop: &Shop<'_>) -> Vec<Warning> {
        let mut all = shop.warnings(self.window);
        all.extend(small(self.customers));
        all.extend(self.remarks.iter().cloned());
        all.extend(even_so(&self.assumptions));
        if self.assumptions.is_correlated() {
            let of = |r: Option<f64>| r.map_or_else(|| "n/a".to_owned(), |r| format!("{r:.2}"));
            let facts = [("pearson", of(self.assumptions.pearson)), ("spearman", of(self.assumptions.spearman))];
            all.push(Warning::new("forecast-correlated", facts));
        }
        if shop.ledger().has_amounts && self.spend.is_none() {
            all.push(Warning::new("forecast-no-value", []));
        }
        all.push(Warning::new(if self.check.is_some() { "forecast-covers" } else { "forecast-unchecked" }, []));
        all
    }

    fn record(&self, shop: &Shop<'_>, number: usize) -> Record {
        let values = sheets::values(self, number);
        shop.record(vec![], self.window, values, false)
    }
}
