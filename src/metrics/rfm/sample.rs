//! What customers add to the figures of each segment, for comparing two windows.
//!
//! Both windows are scored by the cuts of the later one: cuts of its own for each would give every fifth the same share in both, and a
//! change of none of them would tell anything.

use super::segments::Preset;
use super::{Deeds, Rfm};
use crate::ledger::day::Day;
use crate::ledger::scan::{Tally, Visit};
use crate::metrics::sample::{Figure, Kind, Sample};
use crate::statistics::bootstrap::{Cells, cell};

/// The figures that are compared, from the customers of a segment, all customers, the net of the segment and that of all.
pub const FIGURES: [Figure<4>; 3] = [
    Figure { key: "customer_share", of: |s| over(s[0], s[1]), among: &[1], kind: Kind::Share(0, 1) },
    Figure { key: "customers", of: |s| Some(s[0]), among: &[1], kind: Kind::Count },
    Figure { key: "share", of: |s| over(s[2], s[3]), among: &[1], kind: Kind::Number },
];

fn over(above: f64, below: f64) -> Option<f64> {
    (below > 0.0).then(|| above / below)
}

/// Gathers, for every slot, a [`Sample`] of each segment and at the end one of all customers.
#[derive(Debug)]
pub struct SegmentSamples<'a> {
    /// The day to which recency counts, for each slot.
    ends: Vec<Day>,
    preset: Preset,
    rfm: &'a Rfm,
    slots: Vec<Vec<Cells<4>>>,
}

impl<'a> SegmentSamples<'a> {
    /// Starts with nobody, for windows that end on these days.
    pub fn new(ends: &[Day], preset: Preset, rfm: &'a Rfm) -> Self {
        let own = vec![Cells::new(); preset.segments() + 1];
        Self { ends: ends.to_vec(), preset, rfm, slots: vec![own; ends.len()] }
    }
}

impl Tally for SegmentSamples<'_> {
    type Outcome = Vec<Sample<4>>;

    fn visit(&mut self, slot: usize, visit: &Visit<'_>) {
        let Some(deeds) = Deeds::of(visit, self.ends[slot]) else { return };
        let (cells, cell) = (&mut self.slots[slot], cell(visit.hash));
        cells[self.preset.segment(self.rfm.score(&deeds))].add(cell, [1, 0, deeds.monetary, 0]);
        if let Some(all) = cells.last_mut() {
            all.add(cell, [0, 1, 0, deeds.monetary]);
        }
    }

    fn merge(&mut self, other: Self) {
        for (own, other) in self.slots.iter_mut().flatten().zip(other.slots.iter().flatten()) {
            own.merge(other);
        }
    }

    fn finish(self) -> Vec<Self::Outcome> {
        let samples = |mut slot: Vec<Cells<4>>| {
            let all = slot.pop().unwrap_or_default();
            let own = slot.into_iter().map(|mut cells| {
                cells.merge(&all);
                Sample { cells }
            });
            let mut samples: Vec<Sample<4>> = own.collect();
            let mut whole = all.clone();
            for sample in &samples {
                whole.merge(&sample.cells.without(&all));
            }
            samples.push(Sample { cells: whole });
            samples
        };
        self.slots.into_iter().map(samples).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ledger::scan::{Frame, Split, scan};
    use crate::ledger::sketch::sketch;
    use crate::ledger::window::Window;
    use crate::metrics::rfm::RfmTally;
    use crate::metrics::rfm::segments::segments;

    #[test]
    fn samples_add_up_to_the_segments_in_both_windows() {
        let orders: Vec<(String, String)> = (0..60)
            .flat_map(|n: i32| {
                let year = |year: i32, times: i32| {
                    (0..times).map(move |t| (format!("c{n:02}"), format!("{year}-{:02}-1{t}", 1 + (n * year) % 12)))
                };
                year(2023, n % 4).chain(year(2024, (n + 1) % 3))
            })
            .collect();
        let lines: Vec<_> = orders.iter().map(|(customer, day)| (customer.as_str(), day.as_str(), "10.00")).collect();
        let ledger = sketch(&lines);
        let day = |text: &str| -> Day { text.parse().expect("a day") };
        let year = |year: i32| Window { from: day(&format!("{year}-01-01")), to: day(&format!("{year}-12-31")) };
        let windows = vec![year(2023), year(2024)];
        let ends: Vec<Day> = windows.iter().map(|window| window.to).collect();
        let rfm = |window: Window| {
            let found = scan(&ledger, &Frame::whole(window), 1, |slots| RfmTally::new(slots, window.to));
            found.into_iter().next().flatten().expect("customers")
        };
        let cuts = rfm(windows[1]);
        let frame = Frame { windows: windows.clone(), ..Frame::whole(windows[0]) };
        assert!(matches!(frame.split, Split::Whole));
        for preset in [Preset::Grid, Preset::Putler, Preset::Shopify, Preset::Ranks] {
            let found = scan(&ledger, &frame, 2, |_| SegmentSamples::new(&ends, preset, &cuts));
            for (window, samples) in windows.iter().zip(&found) {
                let own = rfm(*window);
                let told = segments(&Rfm { cuts: cuts.cuts, ..own }, preset);
                let (n, net) = told
                    .iter()
                    .fold((0, 0), |(n, net), segment| (n + i128::from(segment.customers), net + segment.net));
                for (segment, sample) in told.iter().zip(samples) {
                    assert_eq!(sample.cells.totals(), [segment.customers.into(), n, segment.net, net], "{segment:?}");
                }
                assert_eq!(samples.last().expect("all").cells.totals(), [n, n, net, net]);
            }
        }
    }
}
