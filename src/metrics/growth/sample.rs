//! What a customer adds to the figures of [`super::Growth`], for comparing two pairs of windows.
//!
//! A customer of the earlier pair is in most cases one of the later pair too: what was new then is the base now. So both are drawn
//! anew together, customer by customer.

use super::{Growth, Origin, origin};
use crate::ledger::Ledger;
use crate::ledger::scan::{Tally, Visit};
use crate::ledger::window::Window;
use crate::metrics::sample::{Figure, Kind, Sample};
use crate::statistics::bootstrap::{Cells, cell};

/// How many sums there are: customers of the base, their net then, now, the smaller of both; earned customers, their net; bought
/// ones, theirs; the net of those who came for reasons nobody knows, and of those who came back.
pub const SUMS: usize = 10;

const NRR: Figure<SUMS> = figure("nrr", |s| over(s[2], s[1]));
const GRR: Figure<SUMS> = figure("grr", |s| over(s[3], s[1]));
const RETURNED: Figure<SUMS> = figure("returned_share", |s| over(s[9], s[1]));

/// The figures that are compared where it is known why customers joined.
pub const KNOWN: [Figure<SUMS>; 7] = [
    figure("earned_growth", |s| over(s[2] + s[5] - s[1], s[1])),
    NRR,
    GRR,
    Figure { among: &[0, 4], ..figure("earned_new_share", |s| over(s[5], s[1])) },
    Figure { among: &[0, 6], ..figure("bought_new_share", |s| over(s[7], s[1])) },
    RETURNED,
    figure("earned_growth_ratio", |s| over(s[2] + s[5] - s[1], s[2] + s[5] + s[7] + s[9] - s[1])),
];

/// The figures that are compared where it is not, in one of the pairs: the bounds stand for the earned growth, both of them alike where it is
/// known.
pub const BOUNDED: [Figure<SUMS>; 5] = [
    NRR,
    GRR,
    figure("earned_growth_least", |s| over(s[2] + s[5] + s[8].min(0.0) - s[1], s[1])),
    figure("earned_growth_most", |s| over(s[2] + s[5] + s[8].max(0.0) - s[1], s[1])),
    RETURNED,
];

const fn figure(key: &'static str, of: fn(&[f64; SUMS]) -> Option<f64>) -> Figure<SUMS> {
    Figure { key, of, among: &[0], kind: Kind::Number }
}

fn over(above: f64, below: f64) -> Option<f64> {
    (below > 0.0).then(|| above / below)
}

/// Gathers a [`Sample`] for several pairs of windows in one scan, as [`super::GrowthTally`] gathers the sums of one.
#[derive(Debug)]
pub struct GrowthSamples<'a> {
    ledger: &'a Ledger,
    pairs: &'a [(Window, Window)],
    origins: &'a [Origin],
    slots: Vec<Vec<Cells<SUMS>>>,
}

impl<'a> GrowthSamples<'a> {
    /// Starts with nothing; each window stands behind the one that it is held against.
    pub fn new(slots: usize, ledger: &'a Ledger, pairs: &'a [(Window, Window)], origins: &'a [Origin]) -> Self {
        Self { ledger, pairs, origins, slots: vec![vec![Cells::new(); pairs.len()]; slots] }
    }

    /// The stretch that the scan must look at.
    pub fn span(pairs: &[(Window, Window)]) -> Option<Window> {
        let from = pairs.iter().map(|(before, _)| before.from).min()?;
        Some(Window { from, to: pairs.iter().map(|(_, window)| window.to).max()? })
    }
}

impl Tally for GrowthSamples<'_> {
    type Outcome = Vec<Sample<SUMS>>;

    fn visit(&mut self, slot: usize, visit: &Visit<'_>) {
        let origin = origin(self.ledger, self.origins, visit);
        for (&pair, cells) in self.pairs.iter().zip(&mut self.slots[slot]) {
            let own = Growth::of_customer(visit, pair, origin);
            if own != Growth::default() {
                cells.add(cell(visit.hash), sums(&own));
            }
        }
    }

    fn merge(&mut self, other: Self) {
        for (cells, other) in self.slots.iter_mut().flatten().zip(other.slots.iter().flatten()) {
            cells.merge(other);
        }
    }

    fn finish(self) -> Vec<Self::Outcome> {
        self.slots.into_iter().map(|pairs| pairs.into_iter().map(|cells| Sample { cells }).collect()).collect()
    }
}

fn sums(own: &Growth) -> [i128; SUMS] {
    let [earned, bought, unknown] = &own.new;
    [
        own.then.customers.into(),
        own.base_net,
        own.existing_net,
        own.kept_net,
        earned.customers.into(),
        earned.net,
        bought.customers.into(),
        bought.net,
        unknown.net,
        own.returned_net,
    ]
}

#[cfg(test)]
mod tests;
