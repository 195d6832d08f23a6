//! What customers add up to, kept so that chance can deal them anew: the basis of comparing two windows, or a group with all others.
//!
//! A metric names what one customer adds in a window ([`SampleTally`]) and which figures are computed from the sums ([`Figure`]); the
//! test of a change is then the same for all of them ([`differences`]):
//!
//! - Customers who are in both windows are resampled once, together, by the bootstrap of [`crate::statistics::bootstrap`]: what one
//!   customer does this year is no independent draw from what that customer did the year before.
//! - Where nobody is in both, a difference of shares is Newcombe's ([`share::difference`]) and one of net promoter scores adjusted Wald
//!   ([`three_way::difference`]), which need no resampling and hold for few.
//! - A total is compared as it is, so two windows of different length differ by that alone. It rests on everybody in either window: that
//!   few came in one of them is what it tells, while a mean over these few would hardly be known.

use crate::ledger::Place;
use crate::ledger::scan::{Frame, Tally, Visit};
use crate::statistics::bootstrap::{self, Cells, Draws, Statistic, cell};
use crate::statistics::three_way::{self, NpsInterval, ThreeWay};
use crate::statistics::{Difference, Interval, share};

/// A figure that is computed from sums over customers.
#[derive(Debug, Clone, Copy)]
pub struct Figure<const K: usize> {
    /// The key of its column.
    pub key: &'static str,
    /// How it is computed.
    pub of: Statistic<K>,
    /// The places of the sums that count the customers it rests on.
    pub among: &'static [usize],
    /// What kind of figure it is.
    pub kind: Kind,
}

/// What kind of figure is compared.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// A plain number, or days.
    Number,
    /// Money, at the scale of the ledger.
    Money,
    /// A number that everybody in the window adds to, such as customers.
    Count,
    /// Money that everybody in the window adds to.
    Total,
    /// A share: the places of the hits and of the whole.
    Share(usize, usize),
    /// A net promoter score: the places of promoters, detractors and answers.
    Points(usize, usize, usize, NpsInterval),
}

/// Customers of one group in one window.
#[derive(Debug, Clone, PartialEq)]
pub struct Sample<const K: usize> {
    /// What they add up to, dealt to cells.
    pub cells: Cells<K>,
}

impl<const K: usize> Sample<K> {
    /// A figure of the whole sample, in the unit it is shown in.
    pub fn figure(&self, figure: &Figure<K>, scale: u8) -> Option<f64> {
        (figure.of)(&self.cells.totals().map(|sum| sum as f64)).map(|value| value / figure.one(scale))
    }

    /// How many customers a figure rests on.
    fn units(&self, figure: &Figure<K>) -> u64 {
        let totals = self.cells.totals();
        figure.among.iter().map(|&place| u64::try_from(totals[place]).unwrap_or(0)).min().unwrap_or(0)
    }
}

impl<const K: usize> Figure<K> {
    fn one(&self, scale: u8) -> f64 {
        match self.kind {
            Kind::Money | Kind::Total => 10_u64.pow(u32::from(scale)) as f64,
            Kind::Number | Kind::Count | Kind::Share(..) | Kind::Points(..) => 1.0,
        }
    }

    /// The test that needs no resampling, for different people on both sides.
    fn apart(&self, now: &Sample<K>, before: &Sample<K>, confidence: f64) -> Option<Difference> {
        let [now, before] =
            [now, before].map(|sample| sample.cells.totals().map(|sum| u64::try_from(sum).unwrap_or(0)));
        match self.kind {
            Kind::Share(hits, of) => share::difference(now[hits], now[of], before[hits], before[of], confidence),
            Kind::Points(ahead, behind, of, method) => {
                let of = |sums: [u64; K]| ThreeWay {
                    promoters: sums[ahead],
                    passives: sums[of].saturating_sub(sums[ahead] + sums[behind]),
                    detractors: sums[behind],
                };
                three_way::difference(of(now), of(before), method, confidence)
            }
            Kind::Number | Kind::Money | Kind::Count | Kind::Total => None,
        }
    }
}

/// How each figure of one sample differs from that of another; `shared` is whether anybody is in both.
pub fn differences<const K: usize>(
    now: &Sample<K>,
    before: &Sample<K>,
    shared: bool,
    figures: &[Figure<K>],
    scale: u8,
    draws: &Draws,
    confidence: f64,
) -> Vec<Option<Difference>> {
    let units = |figure: &Figure<K>| {
        let (now, before) = (now.units(figure), before.units(figure));
        match figure.kind {
            Kind::Count | Kind::Total => now.max(before),
            Kind::Number | Kind::Money | Kind::Share(..) | Kind::Points(..) => now.min(before),
        }
    };
    let statistics: Vec<_> = figures.iter().map(|figure| (figure.of, units(figure))).collect();
    let resampled = bootstrap::differences(&now.cells, &before.cells, draws, confidence, &statistics);
    let one = |(figure, resampled): (&Figure<K>, Option<Difference>)| {
        let apart = if shared { None } else { figure.apart(now, before, confidence) };
        let Difference { value, interval, p } = apart.or(resampled)?;
        let one = figure.one(scale);
        Some(Difference {
            value: value / one,
            interval: Interval { low: interval.low / one, high: interval.high / one },
            p,
        })
    };
    figures.iter().zip(resampled).map(one).collect()
}

/// Gathers a [`Sample`] for every window and group, and for pairs of windows whether anyone is in both.
#[derive(Debug)]
pub struct SampleTally<'f, const K: usize, F> {
    adds: &'f F,
    groups: usize,
    /// For each window the earlier windows it is compared with.
    partners: Vec<Vec<usize>>,
    slots: Vec<Slot<K>>,
}

#[derive(Debug, Clone, Default)]
struct Slot<const K: usize> {
    cells: Cells<K>,
    last: Option<Place>,
    shares_with: Vec<usize>,
}

impl<'f, const K: usize, F: Fn(&Visit<'_>) -> [i128; K]> SampleTally<'f, K, F> {
    /// Starts with nothing; `pairs` are the windows, by number, that are compared; `adds` is what a customer adds in a window.
    pub fn new(frame: &Frame, pairs: &[(usize, usize)], adds: &'f F) -> Self {
        let mut partners = vec![vec![]; frame.windows.len()];
        for &(a, b) in pairs {
            partners[a.max(b)].push(a.min(b));
        }
        Self { adds, groups: frame.split.groups(), partners, slots: vec![Slot::default(); frame.slots()] }
    }
}

/// A sample, and the windows, by number, with which it shares a customer.
pub type Found<const K: usize> = (Sample<K>, Vec<usize>);

impl<const K: usize, F: Fn(&Visit<'_>) -> [i128; K] + Sync> Tally for SampleTally<'_, K, F> {
    type Outcome = Found<K>;

    fn visit(&mut self, slot: usize, visit: &Visit<'_>) {
        let (window, group) = (slot / self.groups, slot % self.groups);
        for &earlier in &self.partners[window] {
            // A customer's windows are visited in the order of time, one after the other.
            let shares = self.slots[earlier * self.groups + group].last == Some(visit.place);
            let known = &mut self.slots[slot].shares_with;
            if shares && !known.contains(&earlier) {
                known.push(earlier);
            }
        }
        let slot = &mut self.slots[slot];
        slot.last = Some(visit.place);
        slot.cells.add(cell(visit.hash), (self.adds)(visit));
    }

    fn merge(&mut self, other: Self) {
        for (slot, other) in self.slots.iter_mut().zip(other.slots) {
            slot.cells.merge(&other.cells);
            slot.shares_with.extend(other.shares_with);
        }
    }

    fn finish(self) -> Vec<Self::Outcome> {
        self.slots.into_iter().map(|slot| (Sample { cells: slot.cells }, slot.shares_with)).collect()
    }
}

#[cfg(test)]
mod tests;
