//! How customers moved between segments from one day to another, measured with the cuts of the first.
//!
//! Cuts of its own for the second day would move customers who did nothing, because others moved: scores are ranks. So the second day's
//! customers are scored by the first day's cuts. Both windows have the same length; they may overlap.
//!
//! - Who has no purchase in one of the windows is in no segment there: [`Place::New`] before the first purchase in the data,
//!   [`Place::Absent`] otherwise.
//! - `segment_share` is a cell's part of the customers of its segment on the first day; newcomers and those who were absent have none.
//!
//! Source: the report of movements (移動元・移動先) of うちでのこづち; that the cuts stay is ours.

use super::segments::Preset;
use super::{Deeds, Rfm};
use crate::ledger::day::Day;
use crate::ledger::entry::Entry;
use crate::ledger::scan::{Tally, Visit};
use crate::ledger::window::Window;
use crate::metrics::takings::Takings;
use std::collections::BTreeMap;

/// Where a customer stands on a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Place {
    /// In a segment, by its number.
    Segment(usize),
    /// Without a purchase in the window, but with an earlier one.
    Absent,
    /// Not yet a customer.
    New,
}

/// The customers who moved from one place to another.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Cell {
    /// How many.
    pub customers: u64,
    /// Their net in the first window, at the ledger's scale.
    pub net_before: i128,
    /// Their net in the second.
    pub net: i128,
}

/// The movements between two days.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Migration {
    /// The customers of the first window with their cuts.
    pub rfm: Rfm,
    /// The cells with anyone in them, by where they come from and where they went.
    pub cells: BTreeMap<(Place, Place), Cell>,
}

impl Migration {
    /// The customers of a place on the first day.
    pub fn from(&self, place: Place) -> u64 {
        self.cells.iter().filter(|((from, _), _)| *from == place).map(|(_, cell)| cell.customers).sum()
    }
}

/// Gathers movements; the scan looks at one window, from the first day of the first to the last day of the second.
#[derive(Debug)]
pub struct MigrationTally {
    windows: [Window; 2],
    preset: Preset,
    slots: Vec<Vec<Moved>>,
}

/// What a customer did in both windows, and whether there was a purchase before the end of the first.
#[derive(Debug, Clone, Copy)]
struct Moved {
    deeds: [Option<Deeds>; 2],
    known: bool,
    nets: [i128; 2],
}

impl MigrationTally {
    /// Starts with nothing.
    pub fn new(slots: usize, windows: [Window; 2], preset: Preset) -> Self {
        Self { windows, preset, slots: vec![vec![]; slots] }
    }

    /// The stretch that the scan must look at.
    pub fn span([first, second]: [Window; 2]) -> Window {
        Window { from: first.from.min(second.from), to: first.to.max(second.to) }
    }
}

fn deeds(entries: &[Entry], end: Day) -> Option<Deeds> {
    let last = entries.iter().rev().find(|e| e.is_purchase())?.day();
    let frequency = entries.iter().filter(|e| e.is_purchase()).count() as u32;
    Some(Deeds { recency: end.0 - last.0, frequency, monetary: Takings::of(entries).net() })
}

impl Tally for MigrationTally {
    type Outcome = Option<Migration>;

    fn visit(&mut self, slot: usize, visit: &Visit<'_>) {
        let inside = |window: Window| {
            let from = visit.within.partition_point(|e| e.day() < window.from);
            let until = visit.within.partition_point(|e| e.day() <= window.to);
            &visit.within[from..until]
        };
        let both = self.windows.map(|window| (inside(window), window.to));
        let deeds = both.map(|(entries, end)| deeds(entries, end));
        if deeds.iter().any(Option::is_some) {
            let first_end = self.windows[0].to;
            let mut earlier = visit.before.iter().chain(visit.within.iter().filter(|e| e.day() <= first_end));
            let known = earlier.any(Entry::is_purchase);
            self.slots[slot].push(Moved { deeds, known, nets: both.map(|(entries, _)| Takings::of(entries).net()) });
        }
    }

    fn merge(&mut self, other: Self) {
        for (own, other) in self.slots.iter_mut().zip(other.slots) {
            own.extend(other);
        }
    }

    fn finish(self) -> Vec<Self::Outcome> {
        let preset = self.preset;
        self.slots.into_iter().map(|moved| migration(&moved, preset)).collect()
    }
}

fn migration(moved: &[Moved], preset: Preset) -> Option<Migration> {
    let rfm = Rfm::of(moved.iter().filter_map(|moved| moved.deeds[0]).collect())?;
    let place = |deeds: Option<Deeds>, known: bool| match deeds {
        Some(deeds) => Place::Segment(preset.segment(rfm.score(&deeds))),
        None if known => Place::Absent,
        None => Place::New,
    };
    let mut cells: BTreeMap<(Place, Place), Cell> = BTreeMap::new();
    for one in moved {
        let cell = cells.entry((place(one.deeds[0], one.known), place(one.deeds[1], true))).or_default();
        cell.customers += 1;
        cell.net_before += one.nets[0];
        cell.net += one.nets[1];
    }
    Some(Migration { rfm, cells })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ledger::scan::{Frame, scan};
    use crate::ledger::sketch::sketch;

    fn window(from: &str, to: &str) -> Window {
        Window { from: from.parse().expect("a day"), to: to.parse().expect("a day") }
    }

    fn moved(orders: &[(&str, &str, &str)], preset: Preset) -> Migration {
        let windows = [window("2023-01-01", "2023-12-31"), window("2024-01-01", "2024-12-31")];
        let frame = Frame::whole(MigrationTally::span(windows));
        let found = scan(&sketch(orders), &frame, 1, |slots| MigrationTally::new(slots, windows, preset));
        found.into_iter().next().flatten().expect("customers")
    }

    const ORDERS: [(&str, &str, &str); 9] = [
        ("anna", "2023-12-30", "10.00"),
        ("anna", "2023-12-31", "10.00"),
        ("anna", "2024-12-30", "90.00"),
        ("ben", "2023-02-01", "5.00"),
        ("cleo", "2023-06-01", "7.00"),
        ("cleo", "2024-06-01", "7.00"),
        ("dora", "2024-12-31", "3.00"),
        ("emil", "2022-03-03", "4.00"),
        ("emil", "2024-03-03", "4.00"),
    ];

    #[test]
    fn every_customer_is_in_one_cell() {
        let found = moved(&ORDERS, Preset::Grid);
        assert_eq!(found.cells.values().map(|cell| cell.customers).sum::<u64>(), 5);
        assert_eq!(found.cells.values().map(|cell| cell.net_before).sum::<i128>(), 3_200);
        assert_eq!(found.cells.values().map(|cell| cell.net).sum::<i128>(), 10_400);
    }

    #[test]
    fn who_did_not_buy_is_in_no_segment_and_newcomers_come_from_nowhere() {
        let found = moved(&ORDERS, Preset::Grid);
        let of = |test: fn(&(Place, Place)) -> bool| -> u64 {
            found.cells.iter().filter(|(at, _)| test(at)).map(|(_, cell)| cell.customers).sum()
        };
        assert_eq!(of(|(from, _)| *from == Place::New), 1, "dora");
        assert_eq!(of(|(from, _)| *from == Place::Absent), 1, "emil");
        // emil's first purchase lies before the scan: without it he would be new, as dora is.
        assert_eq!(of(|(_, to)| *to == Place::Absent), 1, "ben");
        assert_eq!(of(|(_, to)| *to == Place::New), 0);
    }

    #[test]
    fn who_does_the_same_as_before_stays_where_others_move() {
        // Cleo does in the second year what she did in the first; all others double. By the cuts of the second year she would fall.
        let orders: Vec<(String, String, &str)> = (0..20)
            .flat_map(|n| {
                let year = |year: i32, times: i32| {
                    (0..times).map(move |t| (format!("c{n:02}"), format!("{year}-{:02}-1{t}", 1 + n % 12), "10.00"))
                };
                year(2023, 1 + n % 4).chain(year(2024, if n == 3 { 1 + n % 4 } else { 2 * (1 + n % 4) }))
            })
            .collect();
        let lines: Vec<_> = orders.iter().map(|(c, d, a)| (c.as_str(), d.as_str(), *a)).collect();
        let windows = [window("2023-01-01", "2023-12-31"), window("2024-01-01", "2024-12-31")];
        let ledger = sketch(&lines);
        let tally = |slots| MigrationTally::new(slots, windows, Preset::Ranks);
        let found = scan(&ledger, &Frame::whole(MigrationTally::span(windows)), 1, tally);
        let found = found.into_iter().next().flatten().expect("customers");
        let stayed: u64 = found.cells.iter().filter(|((from, to), _)| from == to).map(|(_, cell)| cell.customers).sum();
        assert!(stayed >= 1, "{:?}", found.cells);
    }
}
