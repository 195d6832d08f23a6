//! How sure any number is that is computed from what customers add up to: their mean spend, a ratio, a difference of groups.
//!
//! Customers, not orders, are what chance deals out, so customers are resampled. Doing that one by one for millions of them
//! is slow, so each is dealt to one of [`CELLS`] cells by a hash of the id, and the cells are drawn with replacement, as
//! many as there are, [`REPLICATES`] times. Each replicate adds up what was drawn, in whole numbers, and computes the
//! statistic from that. Two groups are resampled by the same draws, so a customer who is in both comes or stays away in both.
//!
//! The interval is the *expanded percentile* interval (Hesterberg 2015, *What teachers should know about the bootstrap*,
//! *The American Statistician* 69:371): the plain percentiles are those of a normal distribution with the spread of the
//! sample, and too narrow for few customers; these lie at Phi(± t sqrt(n / (n - 1))) with t from Student's distribution with
//! n - 1 degrees of freedom, n being the customers of the smaller side. Between two replicates it interpolates (type 7).
//!
//! Measured on 4,000 trials each, with lognormal spend (sigma = 1), a 95 % interval of the difference of two means held
//! the truth in 96.2, 94.8 and 94.7 % for 20, 100 and 1,000 customers on each side; that of a single mean, whose skew no
//! percentile undoes, in 88.9, 92.1 and 94.6 %. The bias-corrected and accelerated interval was tried on 1,500: one or two
//! points better for a single mean of few, or a few against many, but up to five points worse for two groups alike in size.
//!
//! At the edges: a replicate in which the statistic is undefined is left out, and when more than one in twenty is, there is
//! no interval; nor is there one for fewer than two customers.

mod cells;
mod draws;

pub use cells::{CELLS, Cells, cell};
pub use draws::{Draws, REPLICATES};

use super::{Difference, Interval, normal, student};
use std::ops::{AddAssign, Mul};

/// The share of replicates in which the statistic must be defined.
const DEFINED: f64 = 0.95;

/// The fewest replicates beyond zero that still say how rare that is.
const COUNTABLE: usize = 10;

/// Computes the interval around a statistic of one group of `units` customers.
pub fn interval<const K: usize>(
    cells: &Cells<K>,
    draws: &Draws,
    units: u64,
    confidence: f64,
    statistic: impl Fn(&[f64; K]) -> Option<f64>,
) -> Option<Interval> {
    let values = resampled(cells, draws).into_iter().map(|sums| statistic(&sums));
    Some(Replicates::of(values, units)?.interval(confidence))
}

/// Computes the interval around a statistic of two groups, the smaller one of `units` customers.
pub fn interval_of_two<const K: usize>(
    a: &Cells<K>,
    b: &Cells<K>,
    draws: &Draws,
    units: u64,
    confidence: f64,
    statistic: impl Fn(&[f64; K], &[f64; K]) -> Option<f64>,
) -> Option<Interval> {
    Some(Replicates::of_two(a, b, draws, units, statistic)?.interval(confidence))
}

/// Compares two groups, the smaller one of `units` customers, by a statistic that is zero when they do not differ.
///
/// There is no answer when no replicate differs from another: nothing then measures chance.
pub fn difference<const K: usize>(
    a: &Cells<K>,
    b: &Cells<K>,
    draws: &Draws,
    units: u64,
    confidence: f64,
    statistic: impl Fn(&[f64; K], &[f64; K]) -> Option<f64>,
) -> Option<Difference> {
    let value = statistic(&a.totals().map(as_float), &b.totals().map(as_float))?;
    let replicates = Replicates::of_two(a, b, draws, units, statistic)?;
    Some(Difference { value, interval: replicates.interval(confidence), p: replicates.p_of_zero()? })
}

/// A statistic of one group, computed from what its customers add up to.
pub type Statistic<const K: usize> = fn(&[f64; K]) -> Option<f64>;

/// Compares two groups by several statistics at once, the first group minus the second; beside each stands how many customers it
/// rests on in the smaller group.
///
/// Every group is resampled once, whatever the number of statistics.
pub fn differences<const K: usize>(
    a: &Cells<K>,
    b: &Cells<K>,
    draws: &Draws,
    confidence: f64,
    statistics: &[(Statistic<K>, u64)],
) -> Vec<Option<Difference>> {
    let totals = [a, b].map(|cells| cells.totals().map(as_float));
    let (a, b) = (resampled(a, draws), resampled(b, draws));
    let one = |&(statistic, units): &(Statistic<K>, u64)| {
        let value = statistic(&totals[0])? - statistic(&totals[1])?;
        let values = a.iter().zip(&b).map(|(a, b)| Some(statistic(a)? - statistic(b)?));
        let replicates = Replicates::of(values, units)?;
        Some(Difference { value, interval: replicates.interval(confidence), p: replicates.p_of_zero()? })
    };
    statistics.iter().map(one).collect()
}

/// The values of the statistic in all replicates, in rising order.
struct Replicates {
    values: Vec<f64>,
    units: u64,
}

impl Replicates {
    fn of(values: impl Iterator<Item = Option<f64>>, units: u64) -> Option<Self> {
        let mut values: Vec<f64> = values.flatten().filter(|value| value.is_finite()).collect();
        values.sort_by(f64::total_cmp);
        let enough = values.len() as f64 >= DEFINED * REPLICATES as f64;
        (enough && units >= 2).then_some(Self { values, units })
    }

    fn of_two<const K: usize>(
        a: &Cells<K>,
        b: &Cells<K>,
        draws: &Draws,
        units: u64,
        statistic: impl Fn(&[f64; K], &[f64; K]) -> Option<f64>,
    ) -> Option<Self> {
        let (a, b) = (resampled(a, draws), resampled(b, draws));
        Self::of(a.iter().zip(&b).map(|(a, b)| statistic(a, b)), units)
    }

    fn interval(&self, confidence: f64) -> Interval {
        let z = student::t_for(confidence, self.units - 1) * self.expansion();
        Interval { low: self.percentile(normal::cdf(-z)), high: self.percentile(normal::cdf(z)) }
    }

    /// Finds the p at which an interval of confidence 1 - p would just reach zero.
    ///
    /// Where hardly any replicate lies beyond zero, their number is no measure any more (2,000 can show nothing below
    /// .001, which no correction for many tests would leave standing); the distance in standard deviations then is.
    fn p_of_zero(&self) -> Option<f64> {
        let (mean, deviation) = self.mean_and_deviation()?;
        let below = self.values.partition_point(|&value| value < 0.0);
        let above = self.values.len() - self.values.partition_point(|&value| value <= 0.0);
        let zeros = self.values.len() - below - above;
        let beyond = below.min(above) + zeros / 2;
        let counted = beyond.max(COUNTABLE) as f64 / self.values.len() as f64;
        let z = -normal::quantile(counted.min(0.5));
        let z = if beyond < COUNTABLE { z.max(mean.abs() / deviation) } else { z };
        Some(student::two_sided(z / self.expansion(), self.units - 1))
    }

    /// Gives what the spread of a sample falls short by: sqrt(n / (n - 1)).
    fn expansion(&self) -> f64 {
        (self.units as f64 / (self.units - 1) as f64).sqrt()
    }

    /// Interpolates between the two values next to this share of the way (type 7 of Hyndman and Fan 1996).
    fn percentile(&self, share: f64) -> f64 {
        let place = share * (self.values.len() - 1) as f64;
        let below = place.floor();
        let low = self.values[below as usize];
        let high = self.values[place.ceil() as usize];
        low + (place - below) * (high - low)
    }

    /// Gives nothing when there is no deviation.
    fn mean_and_deviation(&self) -> Option<(f64, f64)> {
        let n = self.values.len() as f64;
        let mean = self.values.iter().sum::<f64>() / n;
        let squares = self.values.iter().map(|value| (value - mean) * (value - mean));
        let deviation = (squares.sum::<f64>() / n).sqrt();
        (self.values.first() < self.values.last()).then_some((mean, deviation))
    }
}

/// Adds up the cells of every replicate.
///
/// 64 bits are faster than 128 and hold almost all money there is.
fn resampled<const K: usize>(cells: &Cells<K>, draws: &Draws) -> Vec<[f64; K]> {
    let filled: Vec<_> = cells.filled().collect();
    // No replicate draws more than CELLS cells, so none of its sums is larger than that many of the largest cell.
    let limit = i128::from(i64::MAX) / CELLS as i128;
    let fits = |sums: &[i128; K]| sums.iter().all(|sum| (-limit..=limit).contains(sum));
    if filled.iter().all(|(_, sums)| fits(sums)) {
        let filled: Vec<_> = filled.iter().map(|&(cell, sums)| (cell, sums.map(|sum| sum as i64))).collect();
        added_up(&filled, draws, |sum| sum as f64)
    } else {
        added_up(&filled, draws, as_float)
    }
}

fn added_up<T, const K: usize>(filled: &[(u16, [T; K])], draws: &Draws, as_float: impl Fn(T) -> f64) -> Vec<[f64; K]>
where
    T: Copy + From<u8> + Mul<Output = T> + AddAssign,
{
    let replicate = |counts: &[u8; CELLS]| {
        let mut totals = [T::from(0); K];
        for (cell, sums) in filled {
            let count = T::from(counts[usize::from(*cell) % CELLS]);
            for (total, &sum) in totals.iter_mut().zip(sums) {
                *total += count * sum;
            }
        }
        totals.map(&as_float)
    };
    draws.replicates().map(replicate).collect()
}

fn as_float(sum: i128) -> f64 {
    sum as f64
}

#[cfg(test)]
mod tests;
