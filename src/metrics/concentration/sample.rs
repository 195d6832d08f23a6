//! What a customer adds to the Gini coefficient and to the shares of the top, for comparing two windows.
//!
//! Both are figures of ranks, and no sums over customers by themselves: who is drawn twice moves the ranks of all others. To the first
//! order each is one nevertheless, with the ranks of the whole window kept as they are:
//!
//! - A top share: the sum over all customers of `max(x - q, 0) + share * q`, over the sum of `x`, q being the net of the last of the top.
//!   That sum is the net of the top for the q at hand and never less for another (Rockafellar and Uryasev, *Optimization of conditional
//!   value-at-risk*, 2000), so where q would move a little nothing changes.
//! - The Gini coefficient: half the mean distance of two customers over their mean. The mean distance is `2 * mean of d(x) - D` with
//!   d(x) the mean distance of x from all, D that of any two (Hoeffding, *A class of statistics with asymptotically normal distribution*,
//!   1948).
//!
//! What each customer adds is resampled as of any other figure, so who is in both windows comes or stays away in both. A test draws
//! customers one by one and ranks them anew, and finds the same ranges.
//!
//! Measured on 2,000 trials each, the same customers spending lognormally in both windows (sigma = 1.1 and 0.9), a 95 % interval of the
//! change of Gini, top tenth and top fifth held the truth in 92.3, 89.2 and 93.8 % for 30 customers, in 91.3, 90.6 and 92.8 % for 100, and
//! in 94.2, 93.2 and 94.3 % for 1,000: what a few large customers do is seldom seen in a small sample.

use super::Concentration;
use crate::ledger::scan::{Tally, Visit};
use crate::metrics::sample::{Figure, Kind, Sample};
use crate::metrics::takings::Takings;
use crate::statistics::bootstrap::{Cells, cell};

/// How many sums there are: customers, their net, what they add to the net of the top tenth, of the top fifth, and to the distances.
pub const SUMS: usize = 5;

/// Parts of the money's last digit that are kept of a mean.
const FINE: i128 = 1_000;

/// The figures that are compared.
pub const FIGURES: [Figure<SUMS>; 3] = [
    Figure { key: "gini", of: |s| over(s[4], 2.0 * s[1]), among: &[0], kind: Kind::Number },
    Figure { key: "top_10_share", of: |s| over(s[2], s[1]), among: &[0], kind: Kind::Number },
    Figure { key: "top_20_share", of: |s| over(s[3], s[1]), among: &[0], kind: Kind::Number },
];

fn over(above: f64, below: f64) -> Option<f64> {
    (below > 0.0).then(|| above / below)
}

/// The ranks of a window's customers, as what anyone adds depends on them.
#[derive(Debug)]
pub struct Lines<'a> {
    all: &'a Concentration,
    /// The net of the first so many.
    sums: Vec<i128>,
    /// The net of the last of the top tenth and fifth, and how much of it each customer adds, in [`FINE`] parts.
    tops: [(i128, i128); 2],
    /// The mean distance of any two, in [`FINE`] parts.
    distance: i128,
}

impl<'a> Lines<'a> {
    /// Of the customers of a window.
    pub fn of(all: &'a Concentration) -> Self {
        let n = all.nets.len() as i128;
        let sums: Vec<i128> = std::iter::once(0)
            .chain(all.nets.iter().scan(0, |sum, net| {
                *sum += net;
                Some(*sum)
            }))
            .collect();
        let top = |per_cent| match all.top(per_cent) {
            0 => (0, 0),
            top => (all.nets[top - 1], rounded(FINE * top as i128 * all.nets[top - 1], n)),
        };
        let ranks = (1..=n).rev();
        let ranked: i128 = ranks.zip(&all.nets).map(|(rank, net)| rank * net).sum();
        let distances = 2 * (2 * ranked - (n + 1) * all.total);
        Self { all, sums, tops: [top(10), top(20)], distance: rounded(FINE * distances, n * n) }
    }

    /// What a customer of that net adds.
    fn adds(&self, net: i128) -> [i128; SUMS] {
        let n = self.all.nets.len();
        let larger = self.all.nets.partition_point(|other| *other > net);
        let (above, below) = (self.sums[larger], self.all.total - self.sums[larger]);
        let distances = above - larger as i128 * net + (n - larger) as i128 * net - below;
        let [tenth, fifth] = self.tops.map(|(last, each)| FINE * (net - last).max(0) + each);
        [1, FINE * net, tenth, fifth, rounded(2 * FINE * distances, n as i128) - self.distance]
    }
}

/// The quotient, halves away from zero; nothing of nobody.
fn rounded(value: i128, by: i128) -> i128 {
    if by == 0 {
        return 0;
    }
    let half = by / 2;
    (value + if value < 0 { -half } else { half }) / by
}

/// Gathers a [`Sample`] for every window, given its [`Lines`].
#[derive(Debug)]
pub struct ConcentrationSamples<'a> {
    lines: &'a [Lines<'a>],
    slots: Vec<Cells<SUMS>>,
}

impl<'a> ConcentrationSamples<'a> {
    /// Starts with nobody, for windows with these lines.
    pub fn new(lines: &'a [Lines<'a>]) -> Self {
        Self { lines, slots: vec![Cells::new(); lines.len()] }
    }
}

impl Tally for ConcentrationSamples<'_> {
    type Outcome = Sample<SUMS>;

    fn visit(&mut self, slot: usize, visit: &Visit<'_>) {
        if visit.purchases() > 0 {
            let net = Takings::of(visit.within).net();
            self.slots[slot].add(cell(visit.hash), self.lines[slot].adds(net));
        }
    }

    fn merge(&mut self, other: Self) {
        self.slots.iter_mut().zip(&other.slots).for_each(|(own, other)| own.merge(other));
    }

    fn finish(self) -> Vec<Self::Outcome> {
        self.slots.into_iter().map(|cells| Sample { cells }).collect()
    }
}

#[cfg(test)]
mod coverage;
#[cfg(test)]
mod tests;
