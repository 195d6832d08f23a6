//! Whether what the models take for granted holds.
//!
//! - *What a customer spends does not depend on how often he comes.* Gamma-Gamma needs it. Pearson's and Spearman's correlation of repeats and
//!   their mean value, over those who came again; beyond 0.3 the value of frequent buyers is misjudged.
//! - *Customers come at random.* All models need it: a customer is as likely to come the day after a purchase as any other day. Of two
//!   gaps that follow each other the share of the first in both is then spread evenly from 0 to 1; of regular gaps it crowds at one half.
//!   With gaps that are gamma of shape k its variance is 1 / (4 (2k + 1)), so `k = (1 − 4 V) / (8 V)`: 1 is chance, large is a clock.
//!
//! Source of the second: Wheat and Morrison (1990), *Journal of Marketing Research* 27(1); each customer's first two gaps.

use super::histories::Histories;
use super::rank;

/// Correlations beyond this say that the models of number and of value do not belong together.
pub const CORRELATED: f64 = 0.3;
/// Gaps more regular than this are no matter of chance: their spread is less than half their mean.
pub const REGULAR: f64 = 4.0;
/// Fewer customers with two gaps tell nothing about regularity.
pub const FEW: u64 = 30;

/// What the tests found.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Assumptions {
    /// How many customers came again and spent something.
    pub spenders: u64,
    /// The correlation of repeats and their mean value.
    pub pearson: Option<f64>,
    /// The same of their ranks.
    pub spearman: Option<f64>,
    /// How many customers have two gaps.
    pub with_two_gaps: u64,
    /// The shape k of the gaps; infinite where all are the same.
    pub regularity: Option<f64>,
}

impl Assumptions {
    /// Whether customers come by a clock and not by chance.
    pub fn is_regular(&self) -> bool {
        self.with_two_gaps >= FEW && self.regularity.is_some_and(|k| k > REGULAR)
    }

    /// Whether what is spent depends on how often.
    pub fn is_correlated(&self) -> bool {
        [self.pearson, self.spearman].into_iter().flatten().any(|r| r.abs() > CORRELATED)
    }
}

/// Tests them.
pub fn assumptions(histories: &Histories, with_value: bool) -> Assumptions {
    let spenders: Vec<(f64, f64)> = histories
        .customers
        .iter()
        .filter(|customer| with_value && customer.has_value())
        .map(|customer| (f64::from(customer.repeats), histories.money(customer.spent) / f64::from(customer.repeats)))
        .collect();
    let (repeats, means) = (ranked(&spenders, |pair| pair.0), ranked(&spenders, |pair| pair.1));
    Assumptions {
        spenders: spenders.len() as u64,
        pearson: correlation(spenders.len(), || spenders.iter().copied()),
        spearman: correlation(spenders.len(), || repeats.iter().copied().zip(means.iter().copied())),
        with_two_gaps: histories.shares.len() as u64,
        regularity: regularity(&histories.shares),
    }
}

fn regularity(shares: &[(u32, u32)]) -> Option<f64> {
    if shares.is_empty() {
        return None;
    }
    let off = |&(first, both): &(u32, u32)| {
        let off = f64::from(first) / f64::from(both) - 0.5;
        off * off
    };
    // About one half, which is the mean whatever the spread: the first and the second gap are drawn from the same.
    let variance = shares.iter().map(off).sum::<f64>() / shares.len() as f64;
    Some(((1.0 - 4.0 * variance) / (8.0 * variance)).max(0.0))
}

/// The correlation of so many pairs, which are looked at twice.
fn correlation<I: Iterator<Item = (f64, f64)>>(count: usize, pairs: impl Fn() -> I) -> Option<f64> {
    let n = count as f64;
    let (x, y) = pairs().fold((0.0, 0.0), |(x, y), pair| (x + pair.0 / n, y + pair.1 / n));
    let (mut xx, mut yy, mut xy) = (0.0, 0.0, 0.0);
    for pair in pairs() {
        let (dx, dy) = (pair.0 - x, pair.1 - y);
        (xx, yy, xy) = (xx + dx * dx, yy + dy * dy, xy + dx * dy);
    }
    (count > 2 && xx > 0.0 && yy > 0.0).then(|| xy / (xx * yy).sqrt())
}

/// The rank of each, equal ones sharing the mean of theirs.
fn ranked(pairs: &[(f64, f64)], of: impl Fn(&(f64, f64)) -> f64) -> Vec<f64> {
    let value = |number: u32| of(&pairs[number as usize]);
    let order = rank::ascending(pairs.iter().map(&of));
    let mut ranks = vec![0.0; pairs.len()];
    let mut start = 0;
    for equal in order.chunk_by(|&one, &other| value(one).total_cmp(&value(other)).is_eq()) {
        let rank = start as f64 + f64::midpoint(equal.len() as f64, 1.0);
        for &number in equal {
            ranks[number as usize] = rank;
        }
        start += equal.len();
    }
    ranks
}

#[cfg(test)]
mod tests {
    use super::{correlation, ranked, regularity};

    #[test]
    fn equal_values_share_their_rank() {
        let pairs = [(3.0, 0.0), (1.0, 0.0), (3.0, 0.0), (9.0, 0.0)];
        assert_eq!(ranked(&pairs, |pair| pair.0), [2.5, 1.0, 2.5, 4.0]);
    }

    #[test]
    fn a_line_correlates_and_a_constant_has_no_correlation() {
        let of = |pairs: [(f64, f64); 3]| correlation(3, || pairs.into_iter());
        assert_eq!(of([(1.0, 2.0), (2.0, 4.0), (3.0, 6.0)]), Some(1.0));
        assert_eq!(of([(1.0, 2.0), (2.0, 2.0), (3.0, 2.0)]), None);
    }

    #[test]
    fn a_clock_is_regular_and_an_even_spread_is_chance() {
        assert_eq!(regularity(&[(30, 60), (7, 14)]), Some(f64::INFINITY));
        let even: Vec<(u32, u32)> = (0..1000).map(|n| (2 * n + 1, 2000)).collect();
        assert!(regularity(&even).is_some_and(|k| (k - 1.0).abs() < 1e-3));
    }
}
