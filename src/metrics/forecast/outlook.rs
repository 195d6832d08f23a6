//! What is to come, and what it is worth.
//!
//! - *Expected purchases* and *expected value* of a customer within the horizon: the value of each purchase is what Gamma-Gamma expects of him,
//!   and the mean of all for those who never came again.
//! - *Residual value* is the same discounted: what falls into a month is taken at its end, at `(1 + d)^(-months/12)`. A month has
//!   365.25 / 12 days; a yearly cost to keep a customer is taken off for those still active today.
//! - *A new customer* brings the first purchase now and then what the models expect of someone who has just bought. Divided by what it costs to
//!   win one this is LTV:CAC; the month in which it covers that cost is the payback. Both know that customers stop.
//!
//! The interval is that of the total, by the delta method with robust covariances: it covers that parameters are estimated from so many
//! customers, and nothing else.

use super::histories::{Customer, Grouped, Histories, money};
use crate::models::ages::Ages;
use crate::models::chunks::{each, sum};
use crate::models::fit::Fit;
use crate::models::purchases::{Alike, Kind, Purchases};
use crate::models::spend::Spend;
use crate::models::{Past, Row};
use crate::statistics::Interval;
use crate::statistics::normal::z_for;

/// Days in a month.
pub const MONTH: f64 = 365.25 / 12.0;
/// A horizon has at most a hundred years of months.
const MOST: u32 = 1_200;
/// No payback is looked for beyond so many months.
const LONGEST: u32 = 120;

/// What is asked.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Plan {
    /// How far to look, in days.
    pub horizon: f64,
    /// What money a year later is worth less.
    pub discount_rate: f64,
    /// The share of value that is kept.
    pub margin: f64,
    /// What it costs each year to keep a customer.
    pub retention_cost: f64,
    /// How many days a unit of the model's time has.
    pub unit: f64,
    /// How many threads.
    pub threads: usize,
}

/// What a model expects of a customer.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Ahead {
    /// The chance that the customer is still active.
    pub active: f64,
    /// The purchases within the horizon.
    pub purchases: f64,
    /// The same discounted.
    pub discounted: f64,
}

impl Ahead {
    fn of(active: f64, (purchases, discounted): (f64, f64)) -> Self {
        Self { active, purchases: active * purchases, discounted: active * discounted }
    }
}

/// A model of purchases and one of value.
#[derive(Debug, Clone, Copy)]
pub struct Models<'a> {
    /// Which model of purchases.
    pub kind: Kind,
    /// Purchases.
    pub purchases: &'a Fit<Purchases, 4>,
    /// Value.
    pub spend: &'a Fit<Spend, 3>,
}

/// What is to come of a group; sums over its customers.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Outlook {
    /// The customers.
    pub customers: u64,
    /// How many of them are expected to be active still.
    pub active: f64,
    /// Their purchases within the horizon.
    pub purchases: f64,
    /// What these are worth, after the margin.
    pub value: Option<f64>,
    /// The same discounted, less what it costs to keep them.
    pub residual: Option<f64>,
    /// The range of the residual value.
    pub interval: Option<Interval>,
}

/// The end of each month within the horizon, in days, and the end itself.
fn steps(horizon: f64) -> Vec<f64> {
    let mut steps: Vec<f64> =
        (1..=MOST).map(|month| f64::from(month) * MONTH).take_while(|day| *day < horizon).collect();
    steps.push(horizon);
    // A horizon of whole months ends with a month, whatever rounding says.
    if steps.len() > 1 && horizon - steps[steps.len() - 2] < 1e-6 {
        steps.remove(steps.len() - 2);
    }
    steps
}

impl Plan {
    /// What one unit of money is worth after so many days.
    fn worth(&self, days: f64) -> f64 {
        libm::exp(-libm::log1p(self.discount_rate) * days / (12.0 * MONTH))
    }

    /// The purchases of a customer who is known to be active within the horizon, and the same discounted.
    fn purchases_if_active(&self, alike: &Alike, age: f64) -> (f64, f64) {
        let (mut before, mut discounted) = (0.0, 0.0);
        for day in steps(self.horizon) {
            let so_far = alike.expected_if_active(age, day / self.unit);
            discounted += (so_far - before) * self.worth(day);
            before = so_far;
        }
        (before, discounted)
    }

    /// Of one customer.
    fn ahead(&self, model: &Purchases, past: &Past) -> Ahead {
        Ahead::of(model.p_alive(past), self.purchases_if_active(&model.of_repeats(past.repeats), past.age))
    }

    /// Of every customer whose past is one of those of the rows.
    pub fn each_ahead(&self, model: Purchases, rows: &[Row]) -> EachAhead {
        let ages = Ages::of(rows);
        let youngest = ages.youngest();
        let if_active = ages.each(
            self.threads,
            |repeats| model.of_repeats(repeats).often(self.horizon / self.unit, youngest),
            |alike, age| self.purchases_if_active(alike, age),
        );
        EachAhead { model, ages, if_active }
    }

    /// What it costs to keep a customer who stays active over the horizon, discounted month by month.
    pub fn keeping(&self) -> f64 {
        let mut before = 0.0;
        let month = |day: f64| {
            let cost = (day - before) / (12.0 * MONTH) * self.worth(day);
            before = day;
            cost
        };
        self.retention_cost * steps(self.horizon).into_iter().map(month).sum::<f64>()
    }
}

/// What is to come of customers with any of several pasts; small, for what is dear is shared by all of one age.
#[derive(Debug)]
pub struct EachAhead {
    model: Purchases,
    ages: Ages,
    if_active: Vec<(f64, f64)>,
}

impl EachAhead {
    /// Of customers with this past.
    pub fn of(&self, past: &Past) -> Ahead {
        Ahead::of(self.model.p_alive(past), self.if_active[self.ages.pair(past)])
    }
}

/// What a purchase of each customer is worth, summed by the rows that the customers stand in.
fn values(histories: &Histories, row_of: &[u32], rows: usize, spend: &Spend) -> Option<Vec<f64>> {
    let mut values = vec![0.0; rows];
    for (customer, row) in histories.customers.iter().zip(row_of) {
        values[*row as usize] += value(histories.scale, customer, spend)?;
    }
    Some(values)
}

/// What a purchase of a customer is expected to be worth, before the margin.
pub fn value(scale: u8, customer: &Customer, spend: &Spend) -> Option<f64> {
    if customer.has_value() {
        spend.expected(customer.repeats, money(scale, customer.spent) / f64::from(customer.repeats))
    } else {
        spend.mean()
    }
}

/// What is to come of a group of customers, grouped by their past in the plan's unit.
pub fn outlook(histories: &Histories, grouped: &Grouped, models: Models<'_>, plan: &Plan, confidence: f64) -> Outlook {
    let rows = &grouped.rows;
    let ahead = plan.each_ahead(models.purchases.model, rows);
    let worth = values(histories, &grouped.row_of, rows.len(), &models.spend.model);
    let of_row = |row: usize, sums: &mut [f64; 4]| {
        let Ahead { active, purchases, discounted } = ahead.of(&rows[row].past);
        let customers = rows[row].customers as f64;
        let each = worth.as_ref().map_or(0.0, |worth| worth[row]);
        add(sums, &[customers * active, customers * purchases, each * purchases, each * discounted]);
    };
    let [active, purchases, value, discounted] = sum(rows.len(), plan.threads, [0.0; 4], of_row, add);
    let value = worth.as_ref().map(|_| plan.margin * value);
    let discounted = worth.as_ref().map(|_| plan.margin * discounted);
    let residual = discounted.map(|discounted| discounted - active * plan.keeping());
    // The error of the value within the horizon, made smaller as discounting makes the value.
    let interval = residual.zip(discounted).zip(value).and_then(|((residual, discounted), value)| {
        let error = error(histories, grouped, &ahead.ages, worth.as_deref()?, models, plan)?;
        let margin = z_for(confidence) * error * if value > 0.0 { discounted / value } else { 1.0 };
        Some(Interval { low: residual - margin, high: residual + margin })
    });
    Outlook { customers: histories.customers.len() as u64, active, purchases, value, residual, interval }
}

fn add<const N: usize>(all: &mut [f64; N], one: &[f64; N]) {
    all.iter_mut().zip(one).for_each(|(all, one)| *all += one);
}

/// How far the parameters, and with them the total value, may be off: its standard error.
fn error(
    histories: &Histories,
    grouped: &Grouped,
    ages: &Ages,
    worth: &[f64],
    models: Models<'_>,
    plan: &Plan,
) -> Option<f64> {
    let (of_purchases, of_spend) = (models.purchases.covariance?, models.spend.covariance?);
    let rows = &grouped.rows;
    let time = plan.horizon / plan.unit;
    let (places, youngest) = (ages.places(rows), ages.youngest());
    let if_active = |model: &Purchases| {
        let of_repeats = |repeats| model.of_repeats(repeats).often(time, youngest);
        ages.each(plan.threads, of_repeats, |alike, age| alike.expected_if_active(age, time))
    };
    let of_row = |model: &Purchases, if_active: &[f64], row: usize| {
        model.p_alive(&rows[row].past) * if_active[places[row] as usize]
    };
    let total = |model: Purchases| {
        let if_active = if_active(&model);
        let one = |row: usize, sum: &mut [f64; 1]| sum[0] += worth[row] * of_row(&model, &if_active, row);
        sum(rows.len(), plan.threads, [0.0], one, add)[0]
    };
    let by_purchases = slopes(&models.purchases.parameters, |p| Some(total(models.kind.with(p))))?;
    let model = models.purchases.model;
    let of_pair = if_active(&model);
    let here = each(rows.len(), plan.threads, |row| of_row(&model, &of_pair, row));
    let customers = &histories.customers;
    let valued = |spend: Spend| {
        let one = |number: usize, sums: &mut [f64; 2]| match value(histories.scale, &customers[number], &spend) {
            Some(value) => sums[0] += value * here[grouped.row_of[number] as usize],
            None => sums[1] += 1.0,
        };
        let [all, unknown] = sum(customers.len(), plan.threads, [0.0; 2], one, add);
        (unknown == 0.0).then_some(all)
    };
    let by_spend = slopes(&models.spend.parameters, |[p, q, gamma]| valued(Spend { p, q, gamma }))?;
    let mut variance = 0.0;
    for i in 0..4 {
        variance += (0..4).map(|j| by_purchases[i] * of_purchases[i][j] * by_purchases[j]).sum::<f64>();
    }
    for i in 0..3 {
        variance += (0..3).map(|j| by_spend[i] * of_spend[i][j] * by_spend[j]).sum::<f64>();
    }
    (variance >= 0.0).then(|| plan.margin * variance.sqrt())
}

/// How a total changes with each parameter.
fn slopes<const N: usize>(at: &[f64; N], total: impl Fn([f64; N]) -> Option<f64>) -> Option<[f64; N]> {
    let mut slopes = [0.0; N];
    for k in 0..N {
        let beside = |by: f64| {
            let mut there = *at;
            there[k] *= 1.0 + by;
            total(there)
        };
        slopes[k] = (beside(1e-4)? - beside(-1e-4)?) / (2e-4 * at[k]);
    }
    Some(slopes)
}

/// What a new customer is worth within the horizon, after the margin and what it costs to keep one; the first purchase included.
pub fn newcomer(models: Models<'_>, plan: &Plan) -> Option<f64> {
    let Ahead { active, discounted, .. } = plan.ahead(&models.purchases.model, &Purchases::NEW);
    Some(plan.margin * models.spend.model.mean()? * (1.0 + discounted) - active * plan.keeping())
}

/// The month in which a new customer has paid back what it cost to win one: 0 for the first purchase, nothing if not in ten years.
pub fn payback(models: Models<'_>, plan: &Plan, acquisition_cost: f64) -> Option<u32> {
    let model = &models.purchases.model;
    let value = plan.margin * models.spend.model.mean()?;
    let active = model.p_alive(&Purchases::NEW);
    (0..=LONGEST).find(|month| {
        let months = f64::from(*month);
        let purchases =
            1.0 + if *month > 0 { model.expected(&Purchases::NEW, months * MONTH / plan.unit) } else { 0.0 };
        value * purchases - active * plan.retention_cost * months / 12.0 >= acquisition_cost
    })
}

#[cfg(test)]
mod tests {
    use super::{Ahead, MONTH, Plan, steps};
    use crate::models::Past;
    use crate::models::purchases::Kind;

    #[test]
    fn a_year_has_twelve_steps_and_ninety_days_have_three() {
        assert_eq!(steps(365.25).len(), 12);
        assert_eq!(steps(12.0 * MONTH).len(), 12);
        let quarter = steps(90.0);
        assert_eq!((quarter.len(), quarter[2]), (3, 90.0));
        assert_eq!(steps(10.0), [10.0]);
    }

    #[test]
    fn what_comes_later_is_worth_less() {
        let plan =
            Plan { horizon: 365.25, discount_rate: 0.1, margin: 1.0, retention_cost: 12.0, unit: 7.0, threads: 1 };
        let model = Kind::Mbg.with([0.525, 6.183, 0.891, 1.614]);
        let past = Past { repeats: 2, last: 30.43, age: 38.86 };
        let Ahead { purchases, discounted, .. } = plan.ahead(&model, &past);
        assert!(discounted < purchases && discounted > purchases / 1.1);
        assert!((purchases - model.expected(&past, 365.25 / 7.0)).abs() < 1e-12);
        assert!(plan.keeping() < 12.0 && plan.keeping() > 12.0 / 1.1);
    }
}
