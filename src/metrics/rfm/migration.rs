//! How customers moved between segments from one day to another, measured with the cuts of the first.
//!
//! Cuts of its own for the second day would move customers who did nothing, because others moved: scores are ranks. So the second day's
//! customers are scored by the first day's cuts. Both windows have the same length; they may overlap.
//!
//! - Each day is told by what was known on it: an order that was given back later was a purchase until then, so nobody's segment
//!   depends on what came after.
//! - Who has no purchase in one of the windows is in no segment there: [`Place::New`] before the first purchase in the data,
//!   [`Place::Absent`] otherwise.
//! - `segment_share` is a cell's part of the customers of its segment on the first day; newcomers and those who were absent have none.
//!
//! Source: the report of movements (移動元・移動先) of うちでのこづち; that the cuts stay is ours.

use super::segments::Preset;
use super::{Deeds, Rfm};
use crate::ledger::day::Day;
use crate::ledger::entry::Entry;
use crate::ledger::scan::{Tally, Visit, as_known, merge_days};
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

/// The movements between two days: the cells with anyone in them, by where they come from and where they went.
pub type Cells = BTreeMap<(Place, Place), Cell>;

/// The customers of a place on the first day.
pub fn from(cells: &Cells, place: Place) -> u64 {
    cells.iter().filter(|((from, _), _)| *from == place).map(|(_, cell)| cell.customers).sum()
}

/// Gathers movements, once it is known how the first window is cut; the scan looks at one window, from the first day of the
/// data to the last of the second, and merges no days.
#[derive(Debug)]
pub struct MigrationTally<'a> {
    windows: [Window; 2],
    days_merged: bool,
    preset: Preset,
    rfm: &'a Rfm,
    slots: Vec<Cells>,
    then: Vec<Entry>,
    now: Vec<Entry>,
}

impl<'a> MigrationTally<'a> {
    /// Starts with nothing.
    pub fn new(slots: usize, windows: [Window; 2], days_merged: bool, preset: Preset, rfm: &'a Rfm) -> Self {
        Self { windows, days_merged, preset, rfm, slots: vec![BTreeMap::new(); slots], then: vec![], now: vec![] }
    }
}

impl Tally for MigrationTally<'_> {
    type Outcome = Cells;

    fn visit(&mut self, slot: usize, visit: &Visit<'_>) {
        let [first, second] = self.windows;
        let until = |end: Day| visit.within.partition_point(|entry| entry.day() <= end);
        let from = |entries: &[Entry], day: Day| entries.partition_point(|entry| entry.day() < day);
        as_known(&visit.within[..until(first.to)], self.days_merged, &mut self.then);
        let then = &self.then[from(&self.then, first.from)..];
        let mut now = &visit.within[..until(second.to)];
        if self.days_merged {
            self.now.clear();
            self.now.extend_from_slice(now);
            merge_days(&mut self.now);
            now = &self.now;
        }
        let now = &now[from(now, second.from)..];
        let both = [(then, first.to), (now, second.to)];
        let deeds = both.map(|(within, end)| Deeds::of(&Visit { within, ..*visit }, end));
        if deeds.iter().all(Option::is_none) {
            return;
        }
        let known = self.then.iter().any(Entry::is_purchase);
        let place = |deeds: Option<Deeds>, known: bool| match deeds {
            Some(deeds) => Place::Segment(self.preset.segment(self.rfm.score(&deeds))),
            None if known => Place::Absent,
            None => Place::New,
        };
        let at = (place(deeds[0], known), place(deeds[1], true));
        let cell = self.slots[slot].entry(at).or_default();
        cell.customers += 1;
        cell.net_before += Takings::of(then).net();
        cell.net += Takings::of(now).net();
    }

    fn merge(&mut self, other: Self) {
        for (own, other) in self.slots.iter_mut().zip(other.slots) {
            for (at, other) in other {
                let cell = own.entry(at).or_default();
                cell.customers += other.customers;
                cell.net_before += other.net_before;
                cell.net += other.net;
            }
        }
    }

    fn finish(self) -> Vec<Self::Outcome> {
        self.slots
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ledger::scan::{Frame, scan};
    use crate::ledger::sketch::sketch;
    use crate::metrics::rfm::RfmTally;

    fn window(from: &str, to: &str) -> Window {
        Window { from: from.parse().expect("a day"), to: to.parse().expect("a day") }
    }

    fn moved(orders: &[(&str, &str, &str)], preset: Preset) -> Cells {
        let windows = [window("2023-01-01", "2023-12-31"), window("2024-01-01", "2024-12-31")];
        let ledger = sketch(orders);
        let rfm = scan(&ledger, &Frame::whole(windows[0]), 1, |slots| RfmTally::new(slots, windows[0].to));
        let rfm = rfm.into_iter().next().flatten().expect("customers");
        let frame = Frame::whole(Window { from: "2022-01-01".parse().expect("a day"), to: windows[1].to });
        scan(&ledger, &frame, 2, |slots| MigrationTally::new(slots, windows, false, preset, &rfm)).remove(0)
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
        assert_eq!(found.values().map(|cell| cell.customers).sum::<u64>(), 5);
        assert_eq!(found.values().map(|cell| cell.net_before).sum::<i128>(), 3_200);
        assert_eq!(found.values().map(|cell| cell.net).sum::<i128>(), 10_400);
    }

    #[test]
    fn who_did_not_buy_is_in_no_segment_and_newcomers_come_from_nowhere() {
        let found = moved(&ORDERS, Preset::Grid);
        let of = |test: fn(&(Place, Place)) -> bool| -> u64 {
            found.iter().filter(|(at, _)| test(at)).map(|(_, cell)| cell.customers).sum()
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
        let found = moved(&lines, Preset::Ranks);
        let stayed: u64 = found.iter().filter(|((from, to), _)| from == to).map(|(_, cell)| cell.customers).sum();
        assert!(stayed >= 1, "{found:?}");
    }
}
