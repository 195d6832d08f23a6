//! Each customer's own figures: the list behind every number.

use crate::ledger::Place;
use crate::ledger::day::Day;
use crate::ledger::entry::Entry;
use crate::ledger::money::Money;
use crate::ledger::ratio::Ratio;
use crate::ledger::scan::{Tally, Visit};
use crate::metrics::takings::Takings;

/// What one customer did inside the window.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Line {
    /// The purchases.
    pub purchases: u64,
    /// What was sold and given back, at the ledger's scale.
    pub takings: Takings,
    /// The first and the last day with a purchase, where there is one.
    pub days: Option<(Day, Day)>,
    /// How many gaps there are between purchases, and their days.
    pub gaps: (u64, u64),
}

impl Line {
    /// Of one customer in one window.
    pub fn of(visit: &Visit<'_>) -> Self {
        let mut bought = visit.within.iter().filter(|entry| entry.is_purchase()).map(Entry::day);
        let first = bought.next();
        let days = first.map(|first| (first, bought.next_back().unwrap_or(first)));
        let gaps = visit.gaps().fold((0, 0), |(n, sum), gap| (n + 1, sum + u64::from(gap)));
        Self { purchases: visit.purchases(), takings: Takings::of(visit.within), days, gaps }
    }

    /// What was sold less what was given back.
    pub fn net(&self, scale: u8) -> Money {
        Money::new(self.takings.net(), scale)
    }

    /// The mean days from one purchase to the next.
    pub fn gap_days_mean(&self) -> Option<Ratio> {
        Ratio::of(self.gaps.1, self.gaps.0)
    }
}

/// Everybody with an entry in the window, in the order of their places, and the sums of all.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Listed {
    /// Where they stand.
    pub places: Vec<Place>,
    /// The purchases of all.
    pub purchases: u64,
    /// What was sold to all and given back by all.
    pub takings: Takings,
    /// The first and the last day with a purchase of anybody.
    pub days: Option<(Day, Day)>,
    /// The gaps of all, and their days.
    pub gaps: (u64, u64),
}

impl Listed {
    fn add(&mut self, other: &Line) {
        self.purchases += other.purchases;
        self.takings.add(&other.takings);
        let both = |one: (Day, Day), other: (Day, Day)| (one.0.min(other.0), one.1.max(other.1));
        self.days = self.days.into_iter().chain(other.days).reduce(both);
        self.gaps = (self.gaps.0 + other.gaps.0, self.gaps.1 + other.gaps.1);
    }
}

/// Gathers [`Listed`]: places and sums, and not the lines, which are made again where they are written.
#[derive(Debug)]
pub struct ListTally {
    slots: Vec<Listed>,
}

impl ListTally {
    /// Starts with nobody.
    pub fn new(slots: usize) -> Self {
        Self { slots: vec![Listed::default(); slots] }
    }
}

impl Tally for ListTally {
    type Outcome = Listed;

    fn visit(&mut self, slot: usize, visit: &Visit<'_>) {
        self.slots[slot].places.push(visit.place);
        self.slots[slot].add(&Line::of(visit));
    }

    fn merge(&mut self, other: Self) {
        for (own, Listed { places, purchases, takings, days, gaps }) in self.slots.iter_mut().zip(other.slots) {
            own.places.extend(places);
            own.add(&Line { purchases, takings, days, gaps });
        }
    }

    fn finish(mut self) -> Vec<Listed> {
        self.slots.iter_mut().for_each(|listed| listed.places.sort_unstable());
        self.slots
    }
}

#[cfg(test)]
mod tests {
    use super::{Line, ListTally};
    use crate::ledger::scan::{Frame, one, scan};
    use crate::ledger::sketch::sketch;
    use crate::ledger::window::Window;

    #[test]
    fn each_customer_has_a_line_with_its_own_sums() {
        let ledger = sketch(&[
            ("anna", "2024-01-03", "12.50"),
            ("anna", "2024-02-03", "7.50"),
            ("anna", "2024-02-10", "-2.00"),
            ("ben", "2024-01-05", "0.00"),
            ("", "2024-01-09", "4.00"),
        ]);
        let window = Window { from: ledger.first_day.expect("orders"), to: ledger.last_day.expect("orders") };
        let listed = scan(&ledger, &Frame::whole(window), 2, ListTally::new).pop().expect("one slot");
        let line = |place| {
            one(&ledger, place, false, |account| account.visit(window).map(|visit| Line::of(&visit)))
                .expect("an entry in the window")
        };
        let lines: Vec<Line> = listed.places.iter().copied().map(line).collect();
        let told: Vec<_> =
            lines.iter().map(|l| (l.purchases, l.net(2).to_string(), l.gaps, l.days.is_some())).collect();
        assert_eq!(told, [(0, "0.00".to_owned(), (0, 0), false), (2, "18.00".to_owned(), (1, 31), true)]);
        assert_eq!((listed.purchases, listed.takings.net(), listed.gaps), (2, 1800, (1, 31)));
        assert_eq!(listed.days, lines[1].days, "those of the only customer who bought");
    }
}
