//! Repeat purchases week by week, beside what a model expects of all who had become customers by then.
//!
//! Customers who begin after the end of what the models know have no part in it. Weeks are counted from the first day of the data,
//! so the first is whole and the last may not be. A day is over at its end: whoever first bought on a week's first day has been a customer for
//! seven days when it ends, as in the published tables.

use super::days::DayCounts;
use super::fitted::Fitted;
use super::histories::{Customer, Histories};
use crate::ledger::day::Day;
use crate::models::purchases::Purchases;

/// Days in a week.
const WEEK: i32 = 7;

/// One week; sums count from the first.
#[derive(Debug, Clone, PartialEq)]
pub struct Week {
    /// Its first day.
    pub from: Day,
    /// Its last day.
    pub to: Day,
    /// The repeat purchases in it.
    pub actual: u64,
    /// The same since the first week.
    pub actual_sum: u64,
    /// What each model expects since the first week.
    pub expected_sum: Vec<f64>,
}

/// Every week from the first purchase to `last`.
pub fn tracking(histories: &Histories, fitted: &Fitted, last: Day, unit: f64) -> Vec<Week> {
    let began = |customer: &Customer| Day(histories.end.0 - customer.age as i32);
    let Some(first) = histories.customers.iter().map(began).min() else { return vec![] };
    let mut starts = DayCounts::default();
    histories.customers.iter().for_each(|customer| starts.add(began(customer), 1));
    let span = (last.0 - first.0).max(0) as usize;
    // What one newcomer is expected to do within so many days.
    let curves: Vec<Vec<f64>> = fitted
        .purchases
        .iter()
        .map(|(_, fit)| (0..=span + 1).map(|days| fit.model.expected(&Purchases::NEW, days as f64 / unit)).collect())
        .collect();
    let mut weeks: Vec<Week> = vec![];
    let mut days = histories.repeats_by_day.iter().peekable();
    let (mut from, mut sum) = (first, 0);
    while from <= last {
        let to = Day((from.0 + WEEK - 1).min(last.0));
        let mut actual = 0;
        while let Some((_, count)) = days.next_if(|(day, _)| *day <= to) {
            actual += count;
        }
        sum += actual;
        let known = || starts.met().take_while(|(day, _)| *day <= to);
        let expected = |curve: &Vec<f64>| known().map(|(day, n)| n as f64 * curve[(to.0 - day.0 + 1) as usize]).sum();
        let expected_sum = curves.iter().map(expected).collect();
        weeks.push(Week { from, to, actual, actual_sum: sum, expected_sum });
        from = Day(from.0 + WEEK);
    }
    weeks
}
