//! Whether a forecast puts the right customers first.
//!
//! Customers are ranked by the forecast, equal ones in the order of their ids, so that neither the order of rows nor the machine decides.

use crate::models::sorting::sort;
use std::collections::BTreeMap;

/// The places of values, the least first and equal ones as they stand.
fn ascending(values: impl Iterator<Item = f64>, threads: usize) -> Vec<u32> {
    // As integers that stand as the numbers do, each with its place: sorting does not look back at the values.
    let whole = |value: f64| {
        let bits = value.to_bits().cast_signed();
        bits ^ ((bits >> 63).cast_unsigned() >> 1).cast_signed()
    };
    let mut order: Vec<(i64, u32)> = values.map(whole).zip(0..).collect();
    sort(&mut order, threads);
    order.into_iter().map(|(_, place)| place).collect()
}

/// The numbers of the customers, the largest forecast first.
pub(super) fn order(forecast: &[f64], threads: usize) -> Vec<u32> {
    ascending(forecast.iter().map(|forecast| -forecast), threads)
}

/// The Gini coefficient of what came, in an order.
fn gini(actual: impl Iterator<Item = u64>, n: usize) -> Option<f64> {
    let (mut sum, mut areas) = (0.0, 0.0);
    for came in actual {
        sum += came as f64;
        areas += sum;
    }
    let n = n as f64;
    (sum > 0.0).then(|| areas / sum / n - (n + 1.0) / (2.0 * n))
}

/// The Gini coefficient of a ranking, divided by that of the best ranking there could have been: 1 is perfect, 0 is chance.
pub(super) fn normalised(order: &[u32], actual: &[u32]) -> Option<f64> {
    let found = gini(order.iter().map(|&number| u64::from(actual[number as usize])), actual.len())?;
    // Numbers of purchases are few: how many customers have each tells the best order.
    let mut counts = BTreeMap::new();
    for &came in actual {
        *counts.entry(came).or_insert(0) += 1;
    }
    let best = counts.into_iter().rev().flat_map(|(came, customers)| std::iter::repeat_n(u64::from(came), customers));
    let best = gini(best, actual.len())?;
    (best > 0.0).then(|| found / best)
}

/// What the customers of each tenth of a ranking did: how many they are, how often they came.
pub(super) fn tenths(order: &[u32], actual: &[u32]) -> [(u64, u64); 10] {
    let n = order.len();
    let mut tenths = [(0, 0); 10];
    for (place, tenth) in tenths.iter_mut().enumerate() {
        let own = &order[place * n / 10..(place + 1) * n / 10];
        *tenth = (own.len() as u64, own.iter().map(|&number| u64::from(actual[number as usize])).sum());
    }
    tenths
}

#[cfg(test)]
mod tests {
    use super::{ascending, normalised, order, tenths};

    #[test]
    fn the_best_ranking_has_one_and_the_worst_minus_one() {
        let actual = [0, 1, 2, 7];
        let of = |forecast: [f64; 4]| normalised(&order(&forecast, 1), &actual).expect("someone came");
        assert!((of([0.0, 1.0, 2.0, 7.0]) - 1.0).abs() < 1e-12);
        assert!((of([7.0, 2.0, 1.0, 0.0]) + 1.0).abs() < 1e-12);
        assert_eq!(normalised(&order(&[1.0, 2.0], 1), &[0, 0]), None);
    }

    #[test]
    fn values_stand_as_numbers_and_equal_ones_as_they_came() {
        let values = [2.0, -1.5, f64::INFINITY, 0.0, -1.5, f64::NEG_INFINITY, 2.0, -1e-300, 1e-300];
        assert_eq!(ascending(values.into_iter(), 2), [5, 1, 4, 7, 3, 8, 0, 6, 2]);
        assert_eq!(order(&values, 2), [2, 0, 6, 8, 3, 7, 1, 4, 5]);
    }

    #[test]
    fn tenths_hold_everybody_once() {
        let forecast: Vec<f64> = (0..23).map(f64::from).collect();
        let tenths = tenths(&order(&forecast, 1), &[1; 23]);
        assert_eq!(tenths.iter().map(|(n, _)| n).sum::<u64>(), 23);
        assert!(tenths.iter().all(|(n, came)| n == came && (2..=3).contains(n)));
    }
}
