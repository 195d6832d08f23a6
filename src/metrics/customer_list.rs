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
    /// Where the customer stands.
    pub place: Place,
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
    /// What was sold less what was given back.
    pub fn net(&self, scale: u8) -> Money {
        Money::new(self.takings.net(), scale)
    }

    /// The mean days from one purchase to the next.
    pub fn gap_days_mean(&self) -> Option<Ratio> {
        Ratio::of(self.gaps.1, self.gaps.0)
    }
}

/// Gathers a [`Line`] for each customer with an entry in the window.
#[derive(Debug)]
pub struct ListTally {
    slots: Vec<Vec<Line>>,
}

impl ListTally {
    /// Starts with nobody.
    pub fn new(slots: usize) -> Self {
        Self { slots: vec![vec![]; slots] }
    }
}

impl Tally for ListTally {
    type Outcome = Vec<Line>;

    fn visit(&mut self, slot: usize, visit: &Visit<'_>) {
        let mut bought = visit.within.iter().filter(|entry| entry.is_purchase()).map(Entry::day);
        let first = bought.next();
        let days = first.map(|first| (first, bought.next_back().unwrap_or(first)));
        let gaps = visit.gaps().fold((0, 0), |(n, sum), gap| (n + 1, sum + u64::from(gap)));
        let takings = Takings::of(visit.within);
        self.slots[slot].push(Line { place: visit.place, purchases: visit.purchases(), takings, days, gaps });
    }

    fn merge(&mut self, other: Self) {
        self.slots.iter_mut().zip(other.slots).for_each(|(own, other)| own.extend(other));
    }

    fn finish(mut self) -> Vec<Vec<Line>> {
        self.slots.iter_mut().for_each(|lines| lines.sort_unstable_by_key(|line| line.place));
        self.slots
    }
}

#[cfg(test)]
mod tests {
    use super::ListTally;
    use crate::ledger::scan::{Frame, scan};
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
        let lines = scan(&ledger, &Frame::whole(window), 1, ListTally::new).pop().expect("one slot");
        let told: Vec<_> =
            lines.iter().map(|l| (l.purchases, l.net(2).to_string(), l.gaps, l.days.is_some())).collect();
        assert_eq!(told, [(0, "0.00".to_owned(), (0, 0), false), (2, "18.00".to_owned(), (1, 31), true)]);
    }
}
