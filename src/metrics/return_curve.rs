//! After how many days customers buy again: the Kaplan–Meier curve of the time to the next purchase.
//!
//! The time runs from a customer's n-th day with a purchase to the next one. Who has not bought again by as-of is not lost but censored:
//! that customer counts among those who could still return up to the days observed, and no longer. So a young shop's curve is not
//! flattened by customers who have had no time yet, as a plain share would be.
//!
//! - `returned_rate` after d days is `1 - S(d)`. Each customer enters the curve of a purchase number once, so customers are independent
//!   in it; a curve over all purchases together would count those who buy often many times.
//! - The interval is the log-log one: `S^exp(± z sqrt(V) / (S ln S))`, V by Greenwood; it cannot leave 0 to 1.
//! - Purchases of one day are one.
//! - Who joined before the data begin is left out: nobody knows which purchase is the first.
//!
//! Source: Kaplan and Meier (1958); the interval as in Kalbfleisch and Prentice (2002), section 1.4.

use crate::ledger::day::Day;
use crate::ledger::entry::Entry;
use crate::ledger::scan::{Tally, Visit};
use crate::statistics::survival::{Curve, Days};
use crate::statistics::{Interval, normal};

/// After how many purchases the time is looked at.
pub const NUMBERS: usize = 3;

/// The curve after the n-th purchase.
#[derive(Debug, Clone, PartialEq)]
pub struct ReturnCurve {
    /// Customers who made that purchase.
    pub reached: u64,
    /// Those who bought again.
    pub returned: u64,
    /// The longest time that anybody was observed.
    pub longest: u32,
    curve: Curve,
}

impl ReturnCurve {
    /// Customers who could still return after so many days, or did on that day.
    pub fn at_risk(&self, days: u32) -> u64 {
        self.curve.at_risk(days)
    }

    /// The share who bought again within so many days.
    pub fn returned_rate(&self, days: u32) -> Option<f64> {
        (self.reached > 0 && days <= self.longest).then(|| 1.0 - self.curve.at(days))
    }

    /// The range that share is expected to lie in.
    pub fn interval(&self, days: u32, confidence: f64) -> Option<Interval> {
        let kept = self.curve.at(days);
        if self.returned_rate(days).is_none() || kept <= 0.0 || kept >= 1.0 {
            return None;
        }
        let log = libm::log(kept);
        let margin = normal::z_for(confidence) * self.curve.variance_at(days).sqrt() / (kept * log.abs());
        let end = |sign: f64| 1.0 - libm::exp(log * libm::exp(sign * margin));
        Some(Interval { low: end(-1.0), high: end(1.0) })
    }

    /// The days within which half of them bought again, where half did.
    pub fn median_days(&self) -> Option<u32> {
        (0..=self.longest).find(|&days| self.curve.at(days) <= 0.5)
    }
}

/// Gathers a [`ReturnCurve`] for each purchase number; the scan looks at one window that ends at as-of.
#[derive(Debug)]
pub struct CurveTally {
    as_of: Day,
    slots: Vec<[Silences; NUMBERS]>,
}

#[derive(Debug, Clone, Default)]
struct Silences {
    days: Days,
    reached: u64,
    returned: u64,
    longest: u32,
}

impl CurveTally {
    /// Starts with nothing.
    pub fn new(slots: usize, as_of: Day) -> Self {
        Self { as_of, slots: vec![<[Silences; NUMBERS]>::default(); slots] }
    }
}

impl Silences {
    fn add(&mut self, from: Day, next: Option<Day>, as_of: Day) {
        let days = |to: Day| u32::try_from(to.0 - from.0).unwrap_or(0);
        self.reached += 1;
        let length = days(next.unwrap_or(as_of));
        self.longest = self.longest.max(length);
        if next.is_some() {
            self.returned += 1;
            self.days.event(length);
        } else {
            self.days.censor(length);
        }
    }
}

impl Tally for CurveTally {
    type Outcome = [ReturnCurve; NUMBERS];

    fn visit(&mut self, slot: usize, visit: &Visit<'_>) {
        if visit.older || visit.before.iter().any(Entry::is_purchase) {
            return;
        }
        let mut days = visit.within.iter().filter(|e| e.is_purchase()).map(Entry::day).peekable();
        let mut number = 0;
        while let (Some(day), true) = (days.next(), number < NUMBERS) {
            while days.peek() == Some(&day) {
                days.next();
            }
            self.slots[slot][number].add(day, days.peek().copied(), self.as_of);
            number += 1;
        }
    }

    fn merge(&mut self, other: Self) {
        for (own, other) in self.slots.iter_mut().flatten().zip(other.slots.iter().flatten()) {
            own.days.merge(&other.days);
            own.reached += other.reached;
            own.returned += other.returned;
            own.longest = own.longest.max(other.longest);
        }
    }

    fn finish(self) -> Vec<Self::Outcome> {
        let curve = |own: &Silences| ReturnCurve {
            reached: own.reached,
            returned: own.returned,
            longest: own.longest,
            curve: own.days.curve(),
        };
        self.slots.iter().map(|numbers| std::array::from_fn(|at| curve(&numbers[at]))).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ledger::scan::{Frame, scan};
    use crate::ledger::sketch::sketch;
    use crate::ledger::window::Window;

    fn curves(orders: &[(&str, &str, &str)], as_of: &str) -> [ReturnCurve; NUMBERS] {
        let ledger = sketch(orders);
        let as_of: Day = as_of.parse().expect("a day");
        let window = Window { from: ledger.first_day.expect("orders"), to: as_of };
        scan(&ledger, &Frame::whole(window), 1, |slots| CurveTally::new(slots, as_of)).pop().expect("one slot")
    }

    const ORDERS: [(&str, &str, &str); 7] = [
        ("anna", "2024-01-01", "1.00"),
        ("anna", "2024-01-01", "1.00"),
        ("anna", "2024-01-11", "1.00"),
        ("ben", "2024-01-01", "1.00"),
        ("ben", "2024-01-21", "1.00"),
        ("cleo", "2024-01-16", "1.00"),
        ("dora", "2024-01-01", "1.00"),
    ];

    #[test]
    fn who_has_had_no_time_yet_is_not_lost() {
        // As of day 30: anna returns after 10, ben after 20, cleo is observed for 15 days, dora for 30.
        // S(10) = 3/4; at day 20 anna and cleo are gone from the risk: S(20) = 3/4 * 1/2.
        let [first, second, _] = curves(&ORDERS, "2024-01-31");
        assert_eq!((first.reached, first.returned, first.at_risk(10), first.at_risk(20)), (4, 2, 4, 2));
        let rate = |days| first.returned_rate(days).expect("observed");
        assert!((rate(9) - 0.0).abs() < 1e-12 && (rate(10) - 0.25).abs() < 1e-12);
        assert!((rate(20) - 0.625).abs() < 1e-12 && (rate(30) - 0.625).abs() < 1e-12);
        assert_eq!(first.returned_rate(31), None, "nobody was observed so long");
        assert_eq!(first.median_days(), Some(20));
        assert_eq!((second.reached, second.returned), (2, 0));
    }

    #[test]
    fn without_censoring_it_is_the_plain_share() {
        let all = ["a", "b", "c", "d"];
        let mut orders: Vec<(&str, &str, &str)> = all.iter().map(|c| (*c, "2024-01-01", "1.00")).collect();
        orders.extend([("a", "2024-01-06", "1.00"), ("b", "2024-01-09", "1.00"), ("c", "2024-01-09", "1.00")]);
        let [first, ..] = curves(&orders, "2024-12-31");
        for (days, share) in [(4, 0.0), (5, 0.25), (8, 0.75), (365, 0.75)] {
            assert!((first.returned_rate(days).expect("observed") - share).abs() < 1e-12, "{days}");
        }
    }

    #[test]
    fn the_interval_holds_the_rate_and_stays_within_bounds() {
        let [first, ..] = curves(&ORDERS, "2024-01-31");
        let Interval { low, high } = first.interval(20, 0.95).expect("some returned");
        assert!(0.0 < low && low < 0.625 && 0.625 < high && high < 1.0, "{low} {high}");
        assert_eq!(first.interval(9, 0.95), None, "nobody returned by then");
    }
}
