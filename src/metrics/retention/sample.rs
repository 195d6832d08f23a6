//! What a customer adds to the figures of [`super::Retention`], for comparing them.

use super::Sums;
use crate::ledger::scan::{Tally, Visit};
use crate::ledger::window::Window;
use crate::metrics::sample::{Figure, Kind, Sample};
use crate::statistics::bootstrap::{Cells, cell};

/// The figures that are compared, from customers of the window before, those retained, their net then, now, and the smaller of both.
pub const FIGURES: [Figure<5>; 3] = [
    Figure { key: "retention_rate", of: |s| over(s[1], s[0]), among: &[0], kind: Kind::Share(1, 0) },
    Figure { key: "nrr", of: |s| over(s[3], s[2]), among: &[0], kind: Kind::Number },
    Figure { key: "grr", of: |s| over(s[4], s[2]), among: &[0], kind: Kind::Number },
];

fn over(above: f64, below: f64) -> Option<f64> {
    (below > 0.0).then(|| above / below)
}

/// Gathers a [`Sample`] for several windows in one scan, as [`super::RetentionTally`] gathers their sums.
#[derive(Debug)]
pub struct RetentionSamples {
    windows: Vec<(Window, Window)>,
    slots: Vec<Vec<Cells<5>>>,
}

impl RetentionSamples {
    /// Starts with nothing, for windows in time order, each behind the one that it is compared with.
    pub fn new(slots: usize, windows: &[(Window, Window)]) -> Self {
        Self { windows: windows.to_vec(), slots: vec![vec![Cells::new(); windows.len()]; slots] }
    }
}

impl Tally for RetentionSamples {
    type Outcome = Vec<Sample<5>>;

    fn visit(&mut self, slot: usize, visit: &Visit<'_>) {
        let cells = &mut self.slots[slot];
        super::each_window(&self.windows, visit, |at, then, now, known| {
            let mut own = Sums::default();
            own.add(then, now, known);
            if own.customers > 0 {
                let sums = [own.customers.into(), own.retained.into(), own.base_net, own.existing_net, own.kept_net];
                cells[at].add(cell(visit.hash), sums);
            }
        });
    }

    fn merge(&mut self, other: Self) {
        for (cells, other) in self.slots.iter_mut().flatten().zip(other.slots.iter().flatten()) {
            cells.merge(other);
        }
    }

    fn finish(self) -> Vec<Self::Outcome> {
        self.slots.into_iter().map(|windows| windows.into_iter().map(|cells| Sample { cells }).collect()).collect()
    }
}
