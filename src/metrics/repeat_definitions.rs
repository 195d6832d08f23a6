//! Every rate that someone calls the repeat rate, side by side.
//!
//! | id | customers who | among customers who |
//! |---|---|---|
//! | `repeat_rate.window` | bought at least twice in the window | bought in it |
//! | `repeat_rate.window_by_day` | bought on at least two days of it | bought in it |
//! | `returning_rate` | made their second or a later purchase in it | bought in it |
//! | `new_vs_returning` | bought in it and had bought before it | bought in it |
//! | `リピート率` | made their second or a later purchase in it | had ever bought up to its end |
//! | `リピーター率` | made their second or a later purchase in it | bought in it |
//! | `repeat_rate.lifetime` | bought at least twice up to its end | had ever bought up to its end |
//! | `f2_within_90`, `_180`, `_365` | bought on a second day within so many days | first bought up to its end and at least so long before as-of |
//!
//! - The lifetime rate says how long the data are as much as how loyal the customers; `f2_within_D` gives everyone the same time, and
//!   who has not had it yet is still waiting, not lost.
//! - WooCommerce calls a customer *new* in the period of the first order, even with three orders in it.
//! - リピート率 and リピーター率 share their numerator and differ in the whole: all customers ever won, or the buyers of the period.
//!   The second equals `returning_rate`; it is listed under the name it is asked by.
//! - Customers older than the data look new here; nothing in the entries can tell. Who is known to have joined before the data begin is
//!   in no `f2_within_D`: the first purchase in them is hardly the first of all. Where nobody at all bought before the window,
//!   `new_vs_returning` has no number: the data begin with the window.
//!
//! Source: Shopify's "returning customer rate"; WooCommerce Analytics (woocommerce-admin#1180); rpst.jp, ecbeing and DGコマース for the
//! Japanese rates; Tresl for the common horizon.

use crate::ledger::day::Day;
use crate::ledger::entry::Entry;
use crate::ledger::ratio::Ratio;
use crate::ledger::scan::{Tally, Visit};
use crate::ledger::window::Window;
use crate::statistics::{Interval, share};

/// The days a second purchase is given.
const HORIZONS: [i32; 3] = [90, 180, 365];

/// The names, in the order of the rates.
pub const IDS: [&str; 10] = [
    "repeat_rate.window",
    "repeat_rate.window_by_day",
    "returning_rate",
    "new_vs_returning",
    "リピート率",
    "リピーター率",
    "repeat_rate.lifetime",
    "f2_within_90",
    "f2_within_180",
    "f2_within_365",
];

/// One rate under one name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Definition {
    /// The name.
    pub id: &'static str,
    /// The customers who did it.
    pub hits: u64,
    /// The customers who could have.
    pub of: u64,
}

impl Definition {
    /// The share.
    pub fn rate(&self) -> Option<Ratio> {
        Ratio::of(self.hits, self.of)
    }

    /// The range the share is expected to lie in.
    pub fn interval(&self, confidence: f64) -> Option<Interval> {
        share::wilson(self.hits, self.of, confidence)
    }
}

/// Gathers all definitions for several windows in one scan.
///
/// The scan itself looks at one window, from the first day of the data to as-of: a customer who bought nothing in a window is in the
/// whole of some rates all the same. The result of a slot is one list of definitions per window.
#[derive(Debug)]
pub struct DefinitionsTally {
    windows: Vec<Window>,
    as_of: Day,
    slots: Vec<Vec<Counts>>,
    /// The purchase days of the customer at hand; kept to spare an allocation per customer.
    days: Vec<Day>,
}

/// How many customers, by what they did.
#[derive(Debug, Clone, Copy, Default)]
struct Counts {
    ever: u64,
    ever_twice: u64,
    buyers: u64,
    twice: u64,
    on_two_days: u64,
    returning: u64,
    bought_before: u64,
    known_before: u64,
    observed: [u64; HORIZONS.len()],
    returned_within: [u64; HORIZONS.len()],
}

impl DefinitionsTally {
    /// Starts with nothing.
    pub fn new(slots: usize, windows: Vec<Window>, as_of: Day) -> Self {
        let slots = vec![vec![Counts::default(); windows.len()]; slots];
        Self { windows, as_of, slots, days: vec![] }
    }
}

impl Tally for DefinitionsTally {
    type Outcome = Vec<Vec<Definition>>;

    fn visit(&mut self, slot: usize, visit: &Visit<'_>) {
        let purchases = visit.before.iter().chain(visit.within).filter(|e| e.is_purchase()).map(Entry::day);
        self.days.clear();
        self.days.extend(purchases.take_while(|day| *day <= self.as_of));
        let again = Again::of(&self.days, self.as_of, visit.older);
        for (counts, &window) in self.slots[slot].iter_mut().zip(&self.windows) {
            counts.add(&self.days, window, again);
        }
    }

    fn merge(&mut self, other: Self) {
        for (counts, other) in self.slots.iter_mut().flatten().zip(other.slots.iter().flatten()) {
            counts.merge(other);
        }
    }

    fn finish(self) -> Vec<Self::Outcome> {
        self.slots.iter().map(|windows| windows.iter().map(Counts::definitions).collect()).collect()
    }
}

/// Of each horizon whether a customer was observed for it after the first purchase, and bought on another day of it.
#[derive(Debug, Clone, Copy, Default)]
struct Again {
    observed: [bool; HORIZONS.len()],
    returned: [bool; HORIZONS.len()],
}

impl Again {
    /// Of a customer's purchase days, in time order; who is older than the data has a first one that nobody knows.
    fn of(days: &[Day], as_of: Day, older: bool) -> Self {
        let Some(&first) = days.first().filter(|_| !older) else { return Self::default() };
        let second = days.iter().find(|&&day| day > first);
        let observed = HORIZONS.map(|days| as_of.0 - first.0 >= days);
        let soon = HORIZONS.map(|days| second.is_some_and(|day| day.0 - first.0 <= days));
        Self { observed, returned: std::array::from_fn(|at| observed[at] && soon[at]) }
    }
}

impl Counts {
    /// Takes up a customer's purchase days, in time order.
    fn add(&mut self, days: &[Day], window: Window, again: Again) {
        if days.first().is_none_or(|first| *first > window.to) {
            return;
        }
        let before = days.partition_point(|&day| day < window.from);
        let until = days.partition_point(|&day| day <= window.to);
        self.ever += 1;
        self.ever_twice += u64::from(until >= 2);
        self.known_before += u64::from(before >= 1);
        for at in 0..HORIZONS.len() {
            self.observed[at] += u64::from(again.observed[at]);
            self.returned_within[at] += u64::from(again.returned[at]);
        }
        let within = &days[before..until];
        if within.is_empty() {
            return;
        }
        self.buyers += 1;
        self.twice += u64::from(within.len() >= 2);
        self.on_two_days += u64::from(within.first() != within.last());
        self.returning += u64::from(until >= 2);
        self.bought_before += u64::from(before >= 1);
    }

    fn merge(&mut self, other: &Self) {
        self.ever += other.ever;
        self.ever_twice += other.ever_twice;
        self.buyers += other.buyers;
        self.twice += other.twice;
        self.on_two_days += other.on_two_days;
        self.returning += other.returning;
        self.bought_before += other.bought_before;
        self.known_before += other.known_before;
        for at in 0..HORIZONS.len() {
            self.observed[at] += other.observed[at];
            self.returned_within[at] += other.returned_within[at];
        }
    }

    fn definitions(&self) -> Vec<Definition> {
        let (within, of) = (self.returned_within, self.observed);
        let counts = [
            (self.twice, self.buyers),
            (self.on_two_days, self.buyers),
            (self.returning, self.buyers),
            (self.bought_before, if self.known_before > 0 { self.buyers } else { 0 }),
            (self.returning, self.ever),
            (self.returning, self.buyers),
            (self.ever_twice, self.ever),
            (within[0], of[0]),
            (within[1], of[1]),
            (within[2], of[2]),
        ];
        IDS.into_iter().zip(counts).map(|(id, (hits, of))| Definition { id, hits, of }).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::{Definition, DefinitionsTally};
    use crate::ledger::Ledger;
    use crate::ledger::day::Day;
    use crate::ledger::scan::{Frame, scan};
    use crate::ledger::sketch::sketch;
    use crate::ledger::window::{Period, Window};
    use crate::metrics::shop;

    fn day(text: &str) -> Day {
        text.parse().expect("a day")
    }

    fn definitions(ledger: &Ledger, windows: &[Window]) -> Vec<Vec<Definition>> {
        let as_of = ledger.as_of.expect("orders");
        let frame = Frame::whole(Window { from: ledger.first_day.expect("orders"), to: as_of });
        scan(ledger, &frame, 1, |slots| DefinitionsTally::new(slots, windows.to_vec(), as_of)).remove(0)
    }

    fn of(found: &[Definition], id: &str) -> (u64, u64) {
        let found = found.iter().find(|d| d.id == id).expect("a known definition");
        (found.hits, found.of)
    }

    #[test]
    fn one_shop_has_many_repeat_rates() {
        let ledger = sketch(&[
            ("anna", "2023-03-01", "1.00"),
            ("anna", "2024-03-01", "1.00"),
            ("ben", "2024-01-01", "1.00"),
            ("ben", "2024-01-01", "1.00"),
            ("carl", "2024-02-01", "1.00"),
            ("dora", "2023-05-01", "1.00"),
            ("emil", "2024-01-10", "1.00"),
            ("emil", "2024-03-20", "1.00"),
        ]);
        let found = &definitions(&ledger, &[Period::Year.around(day("2024-01-01"))])[0];
        assert_eq!(of(found, "repeat_rate.window"), (2, 4));
        assert_eq!(of(found, "repeat_rate.window_by_day"), (1, 4));
        assert_eq!(of(found, "returning_rate"), (3, 4));
        assert_eq!(of(found, "new_vs_returning"), (1, 4));
        assert_eq!(of(found, "リピート率"), (3, 5));
        assert_eq!(of(found, "リピーター率"), (3, 4));
        assert_eq!(of(found, "repeat_rate.lifetime"), (3, 5));
        // As-of is 2024-03-20: ben, emil and the two of 2023 are known for 70 days or more, only these two for 90.
        assert_eq!(of(found, "f2_within_90"), (0, 2));
        assert_eq!(of(found, "f2_within_365"), (0, 1));
    }

    #[test]
    fn a_hundred_and_fifty_of_a_thousand_are_fifteen_per_cent() {
        // DGコマース: 累計1,000人, 月150人 -> リピート率 15 %.
        let found = Definition { id: "リピート率", hits: 150, of: 1000 };
        assert_eq!(found.rate().map(|r| r.to_string()).as_deref(), Some("0.150000"));
    }

    #[test]
    fn the_second_purchase_of_a_quarter_or_a_half_of_the_first_buyers() {
        // albajpn and smiletools: F1 1,000, F2 250; motenasu: F1 1,000, F2 530.
        // CDNOW, all 23,570 observed long enough: 6,887, 8,827 and 10,810 within 90, 180 and 365 days.
        for (hits, of, rate) in [
            (250, 1000, "0.250000"),
            (530, 1000, "0.530000"),
            (6_887, 23_570, "0.292193"),
            (8_827, 23_570, "0.374501"),
            (10_810, 23_570, "0.458634"),
        ] {
            let found = Definition { id: "f2_within_90", hits, of };
            assert_eq!(found.rate().map(|r| r.to_string()).as_deref(), Some(rate));
            assert!(found.interval(0.95).is_some());
        }
    }

    #[test]
    fn a_day_short_of_the_horizon_one_is_still_waiting() {
        let with_end = |end| {
            let ledger =
                sketch(&[("anna", "2024-01-01", "1.00"), ("anna", "2024-03-31", "1.00"), ("ben", end, "1.00")]);
            let year = Period::Year.around(day("2024-01-01"));
            of(&definitions(&ledger, &[year])[0], "f2_within_90")
        };
        // 2024-03-31 is the 90th day after new year.
        assert_eq!(with_end("2024-03-31"), (1, 1));
        assert_eq!(with_end("2024-03-30"), (1, 1));
        let ledger = sketch(&[("anna", "2024-01-01", "1.00"), ("ben", "2024-03-30", "1.00")]);
        assert_eq!(of(&definitions(&ledger, &[Period::Year.around(day("2024-01-01"))])[0], "f2_within_90"), (0, 0));
    }

    #[test]
    fn a_plain_twin_counts_the_same() {
        let orders = shop::orders(3);
        let ledger = shop::ledger(&orders);
        let as_of = ledger.as_of.expect("orders");
        let windows = Period::Quarter.across(Window { from: day("2022-01-01"), to: as_of });
        for (found, window) in definitions(&ledger, &windows).iter().zip(windows) {
            let customers = shop::by_customer(&orders);
            let known = customers.iter().filter(|c| !c.0.is_empty()).map(|c| shop::purchases(c.1));
            let (mut ever, mut twice, mut returning, mut old, mut buyers, mut f2) = (0, 0, 0, 0, 0, (0, 0));
            for days in known {
                let here = days.iter().filter(|d| window.contains(**d)).count();
                let before = days.iter().filter(|d| **d < window.from).count();
                ever += u64::from(here + before > 0);
                buyers += u64::from(here > 0);
                twice += u64::from(here > 1);
                returning += u64::from(here > 0 && here + before > 1);
                old += u64::from(here > 0 && before > 0);
                if here + before > 0 && as_of.0 - days[0].0 >= 180 {
                    f2.1 += 1;
                    f2.0 += u64::from(days.iter().any(|d| (1..=180).contains(&(d.0 - days[0].0))));
                }
            }
            assert_eq!(of(found, "repeat_rate.window"), (twice, buyers));
            assert_eq!(of(found, "returning_rate"), (returning, buyers));
            let begun = customers
                .iter()
                .filter(|c| !c.0.is_empty())
                .flat_map(|c| shop::purchases(c.1))
                .any(|day| day < window.from);
            assert_eq!(of(found, "new_vs_returning"), (old, if begun { buyers } else { 0 }));
            assert_eq!(of(found, "リピート率"), (returning, ever));
            assert_eq!(of(found, "f2_within_180"), f2);
        }
    }
}
