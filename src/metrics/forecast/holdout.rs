//! What the models forecast for days that they have not seen, beside what happened.
//!
//! The total tells whether the level is right, the table by past frequency whether it is right for frequent and for rare buyers alike, the
//! tenths and the Gini coefficient whether the right customers are put first. A small mean error tells nothing: where most customers do not
//! come, the forecast that nobody will has a smaller one than any model. The naive forecast, everyone at his own past rate, is the one to beat.

use super::fitted::Fitted;
use super::histories::{Customer, Histories};
use super::rank;
use crate::models::ages::Ages;
use crate::models::chunks::{both, each};
use crate::models::fit::Fit;
use crate::models::purchases::{Kind, Purchases};

/// Past frequencies from here on are one group.
pub const MOST: usize = 7;

/// One forecast against what happened.
#[derive(Debug, Clone, PartialEq)]
pub struct Forecast {
    /// The model; none for the naive forecast.
    pub kind: Option<Kind>,
    /// How many purchases it expects.
    pub total: f64,
    /// How far it is off for one customer, in the mean.
    pub mean_error: f64,
    /// How well it ranks customers, from 0 for chance to 1.
    pub gini: Option<f64>,
    /// The purchases expected, by past frequency.
    pub by_frequency: [f64; MOST + 1],
    /// The purchases of each tenth of its ranking.
    pub tenths: [(u64, u64); 10],
}

/// All forecasts against what happened.
#[derive(Debug, Clone, PartialEq)]
pub struct Holdout {
    /// How many days there were to forecast.
    pub days: i32,
    /// The purchases on those days by customers who were known before.
    pub actual: u64,
    /// The money they brought, at the ledger's scale.
    pub spent: i128,
    /// How far off the forecast that nobody comes is, in the mean.
    pub zero_error: f64,
    /// The customers by past frequency.
    pub customers: [u64; MOST + 1],
    /// What they did.
    pub came: [u64; MOST + 1],
    /// The models, then the naive forecast.
    pub forecasts: Vec<Forecast>,
}

/// Holds the models against the days after the end of what they know.
pub fn holdout(histories: &Histories, fitted: &Fitted, days: i32, unit: f64, threads: usize) -> Option<Holdout> {
    if days <= 0 || histories.customers.is_empty() {
        return None;
    }
    let time = f64::from(days) / unit;
    let actual: Vec<u32> = histories.customers.iter().map(|customer| customer.later).collect();
    let mut holdout = Holdout {
        days,
        actual: actual.iter().map(|&came| u64::from(came)).sum(),
        spent: histories.later_spent,
        zero_error: 0.0,
        customers: [0; MOST + 1],
        came: [0; MOST + 1],
        forecasts: vec![],
    };
    for customer in &histories.customers {
        let group = (customer.repeats as usize).min(MOST);
        holdout.customers[group] += 1;
        holdout.came[group] += u64::from(customer.later);
    }
    holdout.zero_error = holdout.actual as f64 / actual.len() as f64;
    let rows = &fitted.grouped.rows;
    let ages = Ages::of(rows);
    let (pair_of, youngest) = (ages.places(rows), ages.youngest());
    let of_models = || {
        let of = |(kind, fit): &(Kind, Fit<Purchases, 4>)| {
            let of_repeats = |repeats| fit.model.of_repeats(repeats).often(time, youngest);
            let if_active = ages.each(threads, of_repeats, |alike, age| alike.expected_if_active(age, time));
            let of_row =
                each(rows.len(), threads, |row| fit.model.p_alive(&rows[row].past) * if_active[pair_of[row] as usize]);
            let expected: Vec<f64> = fitted.grouped.row_of.iter().map(|&row| of_row[row as usize]).collect();
            forecast(Some(*kind), histories, (&actual, &expected), threads)
        };
        fitted.purchases.iter().map(of).collect()
    };
    let rate = |customer: &Customer| match customer.age {
        0 => 0.0,
        age => f64::from(customer.repeats) / (f64::from(age) / unit) * time,
    };
    let naive = || {
        let expected: Vec<f64> = histories.customers.iter().map(rate).collect();
        forecast(None, histories, (&actual, &expected), threads)
    };
    let (naive, models): (Forecast, Vec<Forecast>) = both(threads, naive, of_models);
    holdout.forecasts = models.into_iter().chain([naive]).collect();
    Some(holdout)
}

/// One forecast held against what came.
fn forecast(
    kind: Option<Kind>,
    histories: &Histories,
    (actual, expected): (&[u32], &[f64]),
    threads: usize,
) -> Forecast {
    let mut by_frequency = [0.0; MOST + 1];
    let (mut total, mut off) = (0.0, 0.0);
    for ((customer, came), expected) in histories.customers.iter().zip(actual).zip(expected) {
        total += expected;
        off += (expected - f64::from(*came)).abs();
        by_frequency[(customer.repeats as usize).min(MOST)] += expected;
    }
    let order = rank::order(expected, threads);
    Forecast {
        kind,
        total,
        mean_error: off / actual.len() as f64,
        gini: rank::normalised(&order, actual),
        by_frequency,
        tenths: rank::tenths(&order, actual),
    }
}
