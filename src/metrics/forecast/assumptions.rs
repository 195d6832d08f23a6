//! Whether what the models take for granted holds.
//!
//! - *What a customer spends does not depend on how often he comes.* Gamma-Gamma needs it. Pearson's and Spearman's correlation of repeats and
//!   their mean value, over those who came again; beyond 0.3 the value of frequent buyers is misjudged.
//! - *Customers come at random.* All models need it: a customer is as likely to come the day after a purchase as any other day. Of two
//!   gaps that follow each other the share of the first in both is then spread evenly from 0 to 1; of regular gaps it crowds at one half.
//!   With gaps that are gamma of shape k its variance is 1 / (4 (2k + 1)), so `k = (1 − 4 V) / (8 V)`: 1 is chance, large is a clock.
//!
//! Source of the second: Wheat and Morrison (1990), *Journal of Marketing Research* 27(1); each customer's first two gaps.

use super::histories::{Customer, Histories};
use crate::models::sorting::sort;
use std::collections::BTreeMap;

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
pub fn assumptions(histories: &Histories, with_value: bool, threads: usize) -> Assumptions {
    let mean = |customer: &Customer| histories.money(customer.spent) / f64::from(customer.repeats);
    let known = histories.customers.iter().filter(|customer| with_value && customer.has_value());
    let spenders: Vec<Spender> = known.map(|customer| Spender::of(customer.repeats, mean(customer))).collect();
    Assumptions {
        spenders: spenders.len() as u64,
        pearson: correlation(|| spenders.iter().map(|own| (f64::from(own.repeats()), own.mean()))),
        spearman: spearman(spenders, threads),
        with_two_gaps: histories.gaps.customers,
        regularity: histories.gaps.regularity(),
    }
}

/// How often and how much, in one number that stands by the money first: money above zero stands as its bits do.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Spender(u128);

impl Spender {
    fn of(repeats: u32, mean: f64) -> Self {
        Self(u128::from(mean.to_bits()) << 64 | u128::from(repeats))
    }

    const fn mean(self) -> f64 {
        f64::from_bits((self.0 >> 64) as u64)
    }

    const fn repeats(self) -> u32 {
        self.0 as u32
    }
}

/// The correlation of ranks, equal ones sharing the mean of theirs.
fn spearman(mut spenders: Vec<Spender>, threads: usize) -> Option<f64> {
    // Numbers of repeats are few, so that a list of them tells every rank; and pairs that are alike cannot be told apart.
    sort(&mut spenders, threads);
    let mut counts = BTreeMap::new();
    for own in &spenders {
        *counts.entry(own.repeats()).or_insert(0) += 1;
    }
    let shared = ranks(counts.values().copied());
    let of_repeats: Vec<(u32, f64)> = counts.keys().copied().zip(shared).collect();
    let place = |repeats| of_repeats.partition_point(|(known, _)| *known < repeats);
    let of_means = || {
        let alike = spenders.chunk_by(|one, other| one.0 >> 64 == other.0 >> 64);
        let shared = ranks(alike.clone().map(<[_]>::len));
        alike.zip(shared).flat_map(|(alike, rank)| alike.iter().map(move |own| (own.repeats(), rank)))
    };
    correlation(|| of_means().map(|(repeats, rank)| (of_repeats[place(repeats)].1, rank)))
}

/// The rank that so many equal ones share, and so on.
fn ranks(counts: impl Iterator<Item = usize>) -> impl Iterator<Item = f64> {
    counts.scan(0.0, |before, count| {
        let rank = *before + f64::midpoint(count as f64, 1.0);
        *before += count as f64;
        Some(rank)
    })
}

/// The correlation of pairs, which are looked at three times.
fn correlation<I: Iterator<Item = (f64, f64)>>(pairs: impl Fn() -> I) -> Option<f64> {
    let count = pairs().count();
    let n = count as f64;
    let (x, y) = pairs().fold((0.0, 0.0), |(x, y), pair| (x + pair.0 / n, y + pair.1 / n));
    let (mut xx, mut yy, mut xy) = (0.0, 0.0, 0.0);
    for pair in pairs() {
        let (dx, dy) = (pair.0 - x, pair.1 - y);
        (xx, yy, xy) = (xx + dx * dx, yy + dy * dy, xy + dx * dy);
    }
    (count > 2 && xx > 0.0 && yy > 0.0).then(|| xy / (xx * yy).sqrt())
}

#[cfg(test)]
mod tests {
    use super::{Spender, correlation, ranks, spearman};

    #[test]
    fn equal_values_share_their_rank() {
        assert_eq!(ranks([1, 2, 1].into_iter()).collect::<Vec<_>>(), [1.0, 2.5, 4.0]);
    }

    #[test]
    fn ranks_correlate_as_a_plain_count_of_them_does() {
        let pairs: Vec<(u32, f64)> =
            (0..200_u32).map(|n| (1 + n * n % 7, f64::from(n * 37 % 50) + f64::from(n % 7) * 5.0)).collect();
        // A rank is half of how many stand below or beside.
        let rank = |below: usize, beside: usize| below as f64 + f64::midpoint(beside as f64, 1.0);
        let plain: Vec<(f64, f64)> = pairs
            .iter()
            .map(|own| {
                let of = |is: &dyn Fn(&(u32, f64)) -> bool| pairs.iter().filter(|other| is(other)).count();
                let x = rank(of(&|other| other.0 < own.0), of(&|other| other.0 == own.0));
                let y = rank(of(&|other| other.1 < own.1), of(&|other| other.1.to_bits() == own.1.to_bits()));
                (x, y)
            })
            .collect();
        let expected = correlation(|| plain.iter().copied()).expect("ranks differ");
        let spenders = pairs.iter().map(|&(repeats, mean)| Spender::of(repeats, mean)).collect();
        let found = spearman(spenders, 2).expect("ranks differ");
        assert!(expected > 0.1 && (found - expected).abs() < 1e-12, "{found} for {expected}");
    }

    #[test]
    fn a_line_correlates_and_a_constant_has_no_correlation() {
        let of = |pairs: [(f64, f64); 3]| correlation(|| pairs.into_iter());
        assert_eq!(of([(1.0, 2.0), (2.0, 4.0), (3.0, 6.0)]), Some(1.0));
        assert_eq!(of([(1.0, 2.0), (2.0, 2.0), (3.0, 2.0)]), None);
    }
}
