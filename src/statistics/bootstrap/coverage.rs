//! How often a 95 % interval holds the truth, and how often two groups drawn alike seem to differ.
//!
//! Customers spend lognormally (sigma = 1), which is about as skewed as shops are. The long forms are left to `--ignored`.

use super::*;
use crate::statistics::mix::Rolls;
use crate::statistics::share;

/// The mean of exp(Z) for a standard normal Z.
const TRUTH: f64 = 1.648_721_270_700_128;

fn uniform(rolls: &mut Rolls) -> f64 {
    (rolls.next() >> 11) as f64 / (1_u64 << 53) as f64 + 1.0 / (1_u64 << 54) as f64
}

/// So many customers with what they spent, in hundredths.
fn customers(rolls: &mut Rolls, n: u64) -> Cells<2> {
    let mut cells = Cells::new();
    for _ in 0..n {
        let spent = libm::exp(normal::quantile(uniform(rolls)));
        cells.add(cell(rolls.next()), [1, (spent * 100.0).round() as i128]);
    }
    cells
}

fn mean(sums: &[f64; 2]) -> Option<f64> {
    (sums[0] > 0.0).then(|| sums[1] / sums[0] / 100.0)
}

/// The shares of trials in which the interval of a mean, and that of a difference of two, held the truth.
fn coverage(n: u64, trials: u64, seed: u64) -> (f64, f64) {
    let mut rolls = Rolls::new(seed);
    let (mut means, mut differences) = (0, 0);
    for trial in 0..trials {
        let draws = Draws::new(seed ^ (trial % 8));
        let (a, b) = (customers(&mut rolls, n), customers(&mut rolls, n));
        let of_mean = interval(&a, &draws, n, 0.95, mean).expect("customers");
        means += u64::from((of_mean.low..=of_mean.high).contains(&TRUTH));
        let both = difference(&a, &b, &draws, n, 0.95, |a, b| Some(mean(a)? - mean(b)?)).expect("customers");
        differences += u64::from((both.interval.low..=both.interval.high).contains(&0.0));
    }
    (means as f64 / trials as f64, differences as f64 / trials as f64)
}

/// The shares of trials in which two groups drawn alike differ at 5 %: by their means, and by a share of them.
fn false_alarms(n: u64, trials: u64, seed: u64) -> (f64, f64) {
    let mut rolls = Rolls::new(seed);
    let (mut means, mut shares) = (0, 0);
    let draws = Draws::new(seed);
    for _ in 0..trials {
        let (a, b) = (customers(&mut rolls, n), customers(&mut rolls, n));
        let found = difference(&a, &b, &draws, n, 0.95, |a, b| Some(mean(a)? - mean(b)?)).expect("customers");
        means += u64::from(found.p < 0.05);
        let hits = |rolls: &mut Rolls| (0..n).filter(|_| uniform(rolls) < 0.4).count() as u64;
        let (first, second) = (hits(&mut rolls), hits(&mut rolls));
        let found = share::difference(first, n, second, n, 0.95).expect("customers");
        shares += u64::from(found.p < 0.05);
    }
    (means as f64 / trials as f64, shares as f64 / trials as f64)
}

#[test]
fn intervals_hold_the_truth_nearly_as_often_as_they_say() {
    // Two hundred trials are off by 1.6 points (one standard deviation) at 95 %.
    let (mean, difference) = coverage(100, 200, 11);
    assert!(mean >= 0.88 && difference >= 0.91, "100 customers: {mean} {difference}");
}

#[test]
fn groups_that_are_drawn_alike_rarely_differ() {
    let (means, shares) = false_alarms(100, 200, 12);
    assert!(means <= 0.09 && shares <= 0.09, "{means} {shares}");
}

#[test]
#[ignore = "thousands of trials, for the checks of a release"]
fn intervals_of_a_thousand_customers_hold_the_truth_as_often_as_promised() {
    let (mean, difference) = coverage(1_000, 4_000, 13);
    assert!(mean >= 0.94 && difference >= 0.94, "1,000 customers: {mean} {difference}");
}

#[test]
#[ignore = "thousands of trials, for the checks of a release"]
fn intervals_of_a_hundred_customers_hold_the_truth_as_often_as_promised() {
    let (mean, difference) = coverage(100, 4_000, 14);
    assert!(mean >= 0.91 && difference >= 0.91, "100 customers: {mean} {difference}");
}

#[test]
#[ignore = "thousands of trials, for the checks of a release"]
fn a_thousand_pairs_of_groups_drawn_alike_differ_at_the_stated_rate() {
    let (means, shares) = false_alarms(500, 1_000, 15);
    // Five per cent, give or take three standard deviations of a thousand trials.
    assert!((0.029..=0.071).contains(&means) && (0.029..=0.071).contains(&shares), "{means} {shares}");
}
