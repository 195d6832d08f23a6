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
use crate::ledger::entry::Entry;
use crate::ledger::key::Key;
use crate::ledger::scan::{Tally, Visit};
use crate::ledger::window::Window;
use crate::ledger::{self, Ledger};
use crate::metrics::takings::Takings;
use std::collections::{BTreeMap, HashMap};

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

/// A customer on a day.
#[derive(Debug, Clone, Copy)]
pub struct Standing {
    customer: ledger::Place,
    /// Whether there was a purchase at all.
    known: bool,
    deeds: Option<Deeds>,
    net: i128,
}

/// Gathers where each customer stands at the end of a window; the scan looks at everything up to it.
#[derive(Debug)]
pub struct StandingTally {
    window: Window,
    slots: Vec<Vec<Standing>>,
}

impl StandingTally {
    /// Starts with nobody.
    pub fn new(slots: usize, window: Window) -> Self {
        Self { window, slots: vec![vec![]; slots] }
    }
}

impl Tally for StandingTally {
    type Outcome = Vec<Standing>;

    fn visit(&mut self, slot: usize, visit: &Visit<'_>) {
        let from = visit.within.partition_point(|e| e.day() < self.window.from);
        let within = &visit.within[from..];
        self.slots[slot].push(Standing {
            customer: visit.place,
            known: visit.within.iter().any(Entry::is_purchase),
            deeds: Deeds::of(&Visit { within, ..*visit }, self.window.to),
            net: Takings::of(within).net(),
        });
    }

    fn merge(&mut self, other: Self) {
        for (own, other) in self.slots.iter_mut().zip(other.slots) {
            own.extend(other);
        }
    }

    fn finish(self) -> Vec<Self::Outcome> {
        self.slots
    }
}

/// The movements of customers between two days, each with the ledger as it was known on that day.
pub fn moves(first: (&Ledger, &[Standing]), second: (&Ledger, &[Standing]), preset: Preset, rfm: &Rfm) -> Cells {
    let key = |ledger: &Ledger, standing: &Standing| -> Key {
        ledger.shards[usize::from(standing.customer.shard)].keys[standing.customer.number as usize]
    };
    let mut before: HashMap<Key, &Standing> = first.1.iter().map(|then| (key(first.0, then), then)).collect();
    let place = |standing: Option<&Standing>, known: bool| match standing.and_then(|then| then.deeds) {
        Some(deeds) => Place::Segment(preset.segment(rfm.score(&deeds))),
        None if known => Place::Absent,
        None => Place::New,
    };
    let mut cells = Cells::new();
    for now in second.1 {
        let then = before.remove(&key(second.0, now));
        if now.deeds.is_none() && then.is_none_or(|then| then.deeds.is_none()) {
            continue;
        }
        let cell = cells.entry((place(then, then.is_some_and(|then| then.known)), place(Some(now), true))).or_default();
        cell.customers += 1;
        cell.net_before += then.map_or(0, |then| then.net);
        cell.net += now.net;
    }
    cells
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
        let [first, second] = windows.map(|of| {
            let frame = Frame::whole(window("2022-01-01", &of.to.to_string()));
            scan(&ledger, &frame, 2, |slots| StandingTally::new(slots, of)).remove(0)
        });
        moves((&ledger, &first), (&ledger, &second), preset, &rfm)
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
