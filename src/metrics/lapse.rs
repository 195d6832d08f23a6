//! After how long a silence a customer is unlikely to come back.
//!
//! A customer of a shop never says goodbye, so "lapsed" is a rule: silent for at least D days. D is taken from the shop's own rhythm:
//! the smallest number of days, from 1, such that of customers silent for so long at most 10 % came back later.
//!
//! - A silence lasts from a day with a purchase to the customer's next one, or, still open, to as-of. With S the Kaplan–Meier curve
//!   of the time to the next purchase (complete silences are its events, open ones are censored),
//!   `P(comes back | silent for d days) = (S(d) - S(end)) / S(d)`, `end` being the longest silence seen.
//! - Counting complete silences alone would take every customer who has not come back yet for one who never was.
//! - Nothing is claimed beyond `end`: who would come back after that has not been seen doing it.
//! - Two purchases on one day are no silence.
//! - The check on it: of the silences that reached D days, `came_back` ended in a purchase by as-of. Open ones may still end, so the
//!   share is a lower bound; it should not be far below 10 %, and cannot be far above.
//! - Without a single complete silence there is no rhythm, hence no D. Nor is there one where no silence ever reached it: in a shop
//!   where everyone comes back in the end, only the end of the data would fulfil the rule, and that says nothing about customers.
//!
//! Source: the rule follows うちでのこづち's 離脱基準日数 with the data's own days in place of its fixed 60; Kaplan and Meier (1958), see
//! [`crate::statistics::survival`].

use crate::ledger::day::Day;
use crate::ledger::entry::Entry;
use crate::ledger::ratio::Ratio;
use crate::ledger::scan::{Tally, Visit};
use crate::statistics::histogram::DayCounts;
use crate::statistics::survival::Days;

/// The share that may still come back: one in ten.
const STILL_RETURNING: f64 = 0.10;

/// A shop's rhythm.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Lapse {
    /// The smallest silence after which at most 10 % came back.
    pub days: u32,
    /// Silences that ended in a purchase.
    pub gaps: u64,
    /// The days of these.
    pub gap_days: u64,
    /// Silences still open at as-of.
    pub open: u64,
    /// Silences that reached `days`.
    pub silent: u64,
    /// Those among them that ended in a purchase.
    pub came_back: u64,
}

impl Lapse {
    /// The mean silence that ended in a purchase.
    pub fn mean_gap(&self) -> Option<Ratio> {
        Ratio::of(self.gap_days, self.gaps)
    }

    /// The share of the silences of that length that ended in a purchase after all.
    pub fn back_test(&self) -> Option<Ratio> {
        Ratio::of(self.came_back, self.silent)
    }
}

/// Gathers the silences of each group; the scan looks at one window that begins with the data and ends at as-of.
#[derive(Debug)]
pub struct LapseTally {
    as_of: Day,
    days: Option<u32>,
    slots: Vec<Silences>,
}

/// How long silences were.
#[derive(Debug, Clone, Default)]
struct Silences {
    /// All of them, as the survival curve takes them.
    both: Days,
    complete: DayCounts,
    open: DayCounts,
}

impl LapseTally {
    /// Starts with nothing.
    pub fn new(slots: usize, as_of: Day) -> Self {
        Self { as_of, days: None, slots: vec![Silences::default(); slots] }
    }

    /// The same for a silence that was named; how it does on the data is found all the same.
    #[must_use]
    pub const fn after(mut self, days: Option<u32>) -> Self {
        self.days = days;
        self
    }
}

impl Tally for LapseTally {
    type Outcome = Option<Lapse>;

    fn visit(&mut self, slot: usize, visit: &Visit<'_>) {
        let silences = &mut self.slots[slot];
        for days in visit.gaps().filter(|&days| days > 0) {
            silences.both.event(days);
            silences.complete.add(days);
        }
        let last = visit.within.iter().rev().find(|e| e.is_purchase()).map(Entry::day);
        if let Some(open) = last.and_then(|day| u32::try_from(self.as_of.0 - day.0).ok()) {
            silences.both.censor(open);
            silences.open.add(open);
        }
    }

    fn merge(&mut self, other: Self) {
        for (silences, other) in self.slots.iter_mut().zip(&other.slots) {
            silences.both.merge(&other.both);
            silences.complete.merge(&other.complete);
            silences.open.merge(&other.open);
        }
    }

    fn finish(self) -> Vec<Self::Outcome> {
        self.slots.iter().map(|silences| silences.lapse(self.days)).collect()
    }
}

impl Silences {
    fn lapse(&self, named: Option<u32>) -> Option<Lapse> {
        let gaps = self.complete.n();
        if gaps == 0 {
            return None;
        }
        let days = named.unwrap_or_else(|| self.shortest_telling());
        let reaching = |counts: &DayCounts| counts.counts().iter().skip(days as usize).sum::<u64>();
        let came_back = self.complete.counts().iter().skip(days as usize + 1).sum::<u64>();
        let silent = came_back + reaching(&self.open);
        let lapse = Lapse { days, gaps, gap_days: self.complete.sum(), open: self.open.n(), silent, came_back };
        (silent > 0 || named.is_some()).then_some(lapse)
    }

    /// The smallest silence after which few enough came back.
    fn shortest_telling(&self) -> u32 {
        let curve = self.both.curve();
        let end = self.complete.counts().len().max(self.open.counts().len()) as u32;
        let last = curve.at(end);
        let returning = |day: u32| {
            let silent = curve.at(day);
            if silent > 0.0 { (silent - last) / silent } else { 0.0 }
        };
        (1..end).find(|&day| returning(day) <= STILL_RETURNING).unwrap_or(end)
    }
}

#[cfg(test)]
mod tests {
    use super::{Lapse, LapseTally};
    use crate::ledger::day::Day;
    use crate::ledger::scan::{Frame, scan};
    use crate::ledger::sketch::sketch;
    use crate::ledger::window::Window;
    use crate::metrics::shop;

    fn lapse(orders: &[shop::Order], as_of: i32) -> Option<Lapse> {
        let ledger = shop::ledger(orders);
        let frame = Frame::whole(Window { from: Day(0), to: Day(as_of) });
        scan(&ledger, &frame, 1, |slots| LapseTally::new(slots, Day(as_of))).remove(0)
    }

    /// One customer per line, with the days of the purchases.
    fn shop(customers: &[&[i32]]) -> Vec<shop::Order> {
        let orders = |(who, days): (usize, &&[i32])| -> Vec<shop::Order> {
            days.iter().map(|&day| (format!("c{who}"), Day(day), 100)).collect()
        };
        customers.iter().enumerate().flat_map(orders).collect()
    }

    #[test]
    fn after_the_last_known_return_nobody_is_expected_back() {
        // By hand: silences of 10 and 20 days that ended, and three open ones of 100, 70 and 80. S falls at 10 to 4/5, at 20 to 3/5,
        // and stays: silent for 10 days, a quarter came back; silent for 20, nobody.
        let found = lapse(&shop(&[&[0], &[0, 10, 30], &[20]]), 100).expect("two gaps");
        assert_eq!((found.days, found.gaps, found.gap_days, found.open), (20, 2, 30, 3));
        assert_eq!((found.silent, found.came_back), (3, 0));
        assert_eq!(found.mean_gap().map(|m| m.to_string()).as_deref(), Some("15.000000"));
        assert_eq!(found.back_test().map(|b| b.to_string()).as_deref(), Some("0.000000"));
    }

    #[test]
    fn one_return_in_eleven_silences_may_still_come() {
        // Ten customers silent since day 10; one came back after 5 days, one after 50. Silent for 5 days are 11 silences at risk,
        // of which one ended at 50: 1/11 is below one in ten.
        let mut customers: Vec<&[i32]> = vec![&[10]; 9];
        customers.push(&[0, 5, 55]);
        let found = lapse(&shop(&customers), 110).expect("two gaps");
        assert_eq!((found.days, found.silent, found.came_back), (5, 11, 1));
    }

    #[test]
    fn two_purchases_on_one_day_are_no_silence() {
        assert_eq!(lapse(&shop(&[&[3, 3], &[4]]), 50), None);
    }

    #[test]
    fn where_everyone_comes_back_in_the_end_no_silence_tells_anything() {
        // The longest silence of all ended in a purchase; nobody has been silent for longer.
        assert_eq!(lapse(&shop(&[&[0, 40, 100], &[0, 70, 100], &[0, 5, 95]]), 100), None);
    }

    #[test]
    fn where_nobody_came_back_there_is_no_rhythm() {
        assert_eq!(lapse(&shop(&[&[3], &[4]]), 50), None);
        let ledger = sketch(&[]);
        let frame = Frame::whole(Window { from: Day(0), to: Day(9) });
        assert_eq!(scan(&ledger, &frame, 1, |slots| LapseTally::new(slots, Day(9))), [None]);
    }

    #[test]
    fn few_come_back_after_the_lapse_of_a_made_up_shop() {
        let orders = shop::orders(11);
        let as_of = orders.iter().map(|o| o.1.0).max().expect("orders");
        let found = lapse(&orders, as_of).expect("gaps");
        assert!(found.back_test().is_some_and(|share| share.real() <= 0.10));
        assert!(found.days > 30);
    }
}
