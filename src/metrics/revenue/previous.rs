//! Groups by the window before, measures on this one.

use super::loyal::{Known, Loyal};
use super::tally::{Part, Standing, Sums};
use super::{Basis, Revenue};
use crate::ledger::Ledger;
use crate::ledger::day::Day;
use crate::ledger::entry::Entry;
use crate::ledger::scan::{Tally, Visit};
use crate::ledger::window::Window;

/// The stretch of the same length just before: as many months where the window is whole months from its first day on, else as many days.
///
/// A leap year is followed by a whole year all the same.
pub fn window_before(window: Window) -> Window {
    let next = Day(window.to.0 + 1);
    let months = (window.days() / 28).max(1);
    let months = (1..=months).rev().find(|&n| window.from.add_months(n) == next);
    let from = months.map_or(Day(window.from.0 - window.days()), |n| window.from.add_months(-n));
    Window { from, to: Day(window.from.0 - 1) }
}

/// Gathers [`Revenue`] with [`Basis::Previous`] for several windows in one scan.
///
/// The scan itself looks at one window, from the first day of the first window before to the last day of the last window, because who
/// has not bought since counts with 0. The result of a slot is one answer per window; none where nobody bought in the window before.
/// Slots of a [`Loyal::Net`] rule are numbered window × groups + group, as if the windows before had been scanned.
#[derive(Debug)]
pub struct PreviousTally<'a> {
    ledger: &'a Ledger,
    rule: &'a Loyal,
    windows: Vec<(Window, Window)>,
    slots: Vec<Vec<Sums>>,
}

impl<'a> PreviousTally<'a> {
    /// Starts with nothing.
    pub fn new(slots: usize, ledger: &'a Ledger, rule: &'a Loyal, windows: &[Window]) -> Self {
        let windows: Vec<_> = windows.iter().map(|&window| (window_before(window), window)).collect();
        let slots = vec![vec![Sums::default(); windows.len()]; slots];
        Self { ledger, rule, windows, slots }
    }

    /// Where the customer stands by what was bought in the window before.
    fn standing(&self, slot: usize, visit: &Visit<'_>, then: &[Entry]) -> Standing {
        let before = Part::of(then, 0);
        let known = Known { place: visit.place, slot, purchases: before.orders, net: before.net };
        match before.orders {
            0 => Standing::OtherNew,
            _ if self.rule.holds(self.ledger, &known) => Standing::Loyal,
            _ => Standing::OtherReturning,
        }
    }
}

/// The entries inside a window; there is hardly more to search than a few dozen.
fn inside(entries: &[Entry], window: Window) -> &[Entry] {
    let from = entries.partition_point(|e| e.day() < window.from);
    let until = entries.partition_point(|e| e.day() <= window.to);
    &entries[from..until]
}

impl Tally for PreviousTally<'_> {
    type Outcome = Vec<Option<Revenue>>;

    fn visit(&mut self, slot: usize, visit: &Visit<'_>) {
        for at in 0..self.windows.len() {
            let (before, window) = self.windows[at];
            let (then, now) = (inside(visit.within, before), inside(visit.within, window));
            if then.is_empty() && now.is_empty() {
                continue;
            }
            let standing = self.standing(at * self.slots.len() + slot, visit, then);
            let (part, hash) = match standing {
                Standing::Loyal | Standing::OtherReturning => (Part::of(now, 1), Some(visit.hash)),
                Standing::OtherNew => (Part::of(now, u64::from(now.iter().any(Entry::is_purchase))), None),
            };
            self.slots[slot][at].add(standing, part, hash);
        }
    }

    fn merge(&mut self, other: Self) {
        for (sums, other) in self.slots.iter_mut().flatten().zip(other.slots.iter().flatten()) {
            sums.merge(other);
        }
    }

    fn finish(self) -> Vec<Self::Outcome> {
        let scale = self.ledger.scale;
        let result = |sums: Sums| {
            let revenue = sums.result(Basis::Previous, scale);
            (revenue.loyal.customers + revenue.other_returning.customers > 0).then_some(revenue)
        };
        self.slots.into_iter().map(|windows| windows.into_iter().map(result).collect()).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::window_before;
    use crate::ledger::window::Window;

    #[test]
    fn the_window_before_is_as_many_months_or_as_many_days() {
        for (window, before) in [
            (("2020-01-01", "2020-12-31"), ("2019-01-01", "2019-12-31")),
            (("2021-01-01", "2021-12-31"), ("2020-01-01", "2020-12-31")),
            (("2024-03-16", "2025-03-15"), ("2023-03-16", "2024-03-15")),
            (("2024-03-01", "2024-03-31"), ("2024-02-01", "2024-02-29")),
            (("2024-01-08", "2024-01-14"), ("2024-01-01", "2024-01-07")),
            (("2024-01-31", "2024-01-31"), ("2024-01-30", "2024-01-30")),
        ] {
            let of = |(from, to): (&str, &str)| Window {
                from: from.parse().expect("a day"),
                to: to.parse().expect("a day"),
            };
            assert_eq!(window_before(of(window)), of(before));
        }
    }
}
