//! Customers by the period of their first purchase, and how many of them bought in each period after it.
//!
//! - Cohort: the calendar period of the first purchase in the data. Age 0 is that period, age 1 the next calendar period, and so on;
//!   somebody of the last day of a month reaches age 1 on the next day.
//! - `retained`: customers of the cohort with a purchase in the period of that age ("bought in", not "in or after").
//! - A cell is mature only when its whole period is over: then everyone of the cohort was observed for all of it, `eligible` is the
//!   cohort, and `rate = retained / eligible`. An immature cell holds nothing at all; it is blank, never 0.
//! - All cohorts together at an age: only those that have reached it, each with its size.
//! - Who joined before the data begin is older than they are, and in no cohort. Where nobody knows that, such customers begin in one of
//!   the first cohorts, where they do not belong.
//!
//! Source: dbt_shopify numbers the first period 1, OpenRetailScience 0; here it is 0.

use crate::ledger::day::Day;
use crate::ledger::entry::Entry;
use crate::ledger::ratio::Ratio;
use crate::ledger::scan::{Tally, Visit};
use crate::ledger::window::Window;
use crate::statistics::{Interval, share};

/// One cohort at one age.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Cell {
    /// Customers whose first purchase lies in the cohort's period.
    pub customers: u64,
    /// Those observed for the whole period of this age; none where it is not over.
    pub eligible: Option<u64>,
    /// Those of them with a purchase in it.
    pub retained: Option<u64>,
}

impl Cell {
    /// The share of the eligible who bought.
    pub fn rate(&self) -> Option<Ratio> {
        Ratio::of(self.retained?, self.eligible?)
    }

    /// The range that share is expected to lie in.
    pub fn interval(&self, confidence: f64) -> Option<Interval> {
        share::wilson(self.retained?, self.eligible?, confidence)
    }
}

/// Every cohort of a group.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Cohorts {
    /// For each period the cells of its cohort, by age.
    pub cells: Vec<Vec<Cell>>,
}

impl Cohorts {
    /// All cohorts together, by age: customers of those that have reached it.
    pub fn together(&self) -> Vec<Cell> {
        let longest = self.cells.iter().map(Vec::len).max().unwrap_or(0);
        let at = |age: usize| {
            let mature = self.cells.iter().filter_map(|cohort| cohort.get(age)).filter(|cell| cell.eligible.is_some());
            let mut all = Cell::default();
            for cell in mature {
                all.customers += cell.customers;
                all.eligible = Some(all.eligible.unwrap_or(0) + cell.eligible.unwrap_or(0));
                all.retained = Some(all.retained.unwrap_or(0) + cell.retained.unwrap_or(0));
            }
            all
        };
        (0..longest).map(at).collect()
    }
}

/// Gathers [`Cohorts`] for each group; the scan looks at one window, from the first day of the data to as-of.
#[derive(Debug)]
pub struct CohortsTally {
    periods: Vec<Window>,
    mature: usize,
    slots: Vec<Vec<Vec<u64>>>,
}

impl CohortsTally {
    /// Starts with nothing, for neighbouring periods in time order, of which the first `mature` are over.
    pub fn new(slots: usize, periods: &[Window], mature: usize) -> Self {
        let triangle = (0..periods.len()).map(|cohort| vec![0; periods.len() - cohort]).collect();
        Self { periods: periods.to_vec(), mature, slots: vec![triangle; slots] }
    }

    /// The period that holds a day.
    fn period_of(&self, day: Day) -> Option<usize> {
        let at = self.periods.partition_point(|period| period.to < day);
        self.periods.get(at).filter(|period| period.contains(day)).map(|_| at)
    }
}

impl Tally for CohortsTally {
    type Outcome = Cohorts;

    fn visit(&mut self, slot: usize, visit: &Visit<'_>) {
        if visit.older {
            return;
        }
        let mut days = visit.before.iter().chain(visit.within).filter(|e| e.is_purchase()).map(Entry::day);
        let Some(cohort) = days.next().and_then(|day| self.period_of(day)) else { return };
        self.slots[slot][cohort][0] += 1;
        let mut last = cohort;
        for day in days {
            if day <= self.periods[last].to {
                continue;
            }
            let Some(period) = self.period_of(day) else { break };
            self.slots[slot][cohort][period - cohort] += 1;
            last = period;
        }
    }

    fn merge(&mut self, other: Self) {
        for (count, other) in self.slots.iter_mut().flatten().flatten().zip(other.slots.iter().flatten().flatten()) {
            *count += other;
        }
    }

    fn finish(self) -> Vec<Self::Outcome> {
        let mature = self.mature;
        let cohort = |(first, counts): (usize, &Vec<u64>)| -> Vec<Cell> {
            let customers = counts.first().copied().unwrap_or(0);
            let cell = |(age, &retained): (usize, &u64)| {
                let over = first + age < mature;
                Cell { customers, eligible: over.then_some(customers), retained: over.then_some(retained) }
            };
            counts.iter().enumerate().map(cell).collect()
        };
        let of = |slot: &Vec<Vec<u64>>| Cohorts { cells: slot.iter().enumerate().map(cohort).collect() };
        self.slots.iter().map(of).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::{Cell, Cohorts, CohortsTally};
    use crate::ledger::Ledger;
    use crate::ledger::scan::{Frame, scan};
    use crate::ledger::sketch::sketch;
    use crate::ledger::window::{Period, Window};
    use crate::metrics::shop;

    fn span(ledger: &Ledger) -> Window {
        Window { from: ledger.first_day.expect("orders"), to: ledger.as_of.expect("orders") }
    }

    fn cohorts(ledger: &Ledger, unfinished: usize) -> (Vec<Window>, Cohorts) {
        let periods = Period::Month.across(span(ledger));
        let mature = periods.len() - unfinished;
        let fresh = |slots| CohortsTally::new(slots, &periods, mature);
        let found = scan(ledger, &Frame::whole(span(ledger)), 1, fresh).remove(0);
        (periods, found)
    }

    #[test]
    fn a_month_that_runs_on_is_blank_and_in_no_average() {
        let ledger = sketch(&[
            ("anna", "2024-01-31", "1.00"),
            ("anna", "2024-02-01", "1.00"),
            ("anna", "2024-03-05", "1.00"),
            ("ben", "2024-01-02", "1.00"),
            ("ben", "2024-01-20", "1.00"),
            ("carl", "2024-02-02", "1.00"),
        ]);
        let (_, found) = cohorts(&ledger, 1);
        let cell = |customers, retained| Cell { customers, eligible: Some(customers), retained: Some(retained) };
        let blank = |customers| Cell { customers, eligible: None, retained: None };
        assert_eq!(found.cells[0], [cell(2, 2), cell(2, 1), blank(2)]);
        assert_eq!(found.cells[1], [cell(1, 1), blank(1)]);
        assert_eq!(found.together()[1], cell(2, 1));
        assert_eq!((found.together()[2], found.together()[2].rate()), (blank(0), None));
        assert_eq!(found.cells[0][1].rate().map(|r| r.to_string()).as_deref(), Some("0.500000"));
    }

    #[test]
    fn who_stayed_away_in_a_mature_month_is_a_true_zero() {
        let (_, found) = cohorts(&sketch(&[("anna", "2024-01-31", "1.00"), ("ben", "2024-02-28", "1.00")]), 0);
        assert_eq!(found.cells[0][1].rate().map(|r| r.to_string()).as_deref(), Some("0.000000"));
    }

    #[test]
    fn a_plain_twin_counts_the_same_and_every_customer_has_one_cohort() {
        let orders = shop::orders(13);
        let ledger = shop::ledger(&orders);
        let (periods, found) = cohorts(&ledger, 0);
        let customers = shop::by_customer(&orders);
        let buyers = customers.iter().filter(|c| !c.0.is_empty()).map(|c| shop::purchases(c.1));
        let buyers: Vec<_> = buyers.filter(|days| !days.is_empty()).collect();
        for (cohort, cells) in found.cells.iter().enumerate() {
            let own: Vec<_> = buyers.iter().filter(|days| periods[cohort].contains(days[0])).collect();
            for (age, cell) in cells.iter().enumerate() {
                let here = own.iter().filter(|days| days.iter().any(|d| periods[cohort + age].contains(*d))).count();
                assert_eq!((cell.customers, cell.retained), (own.len() as u64, Some(here as u64)));
            }
        }
        assert_eq!(found.cells.iter().map(|cells| cells[0].customers).sum::<u64>(), buyers.len() as u64);
    }
}
