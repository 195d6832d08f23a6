//! Any metric by the period of a customer's first purchase. Who joined before the data begin is in no cohort.

use crate::ledger::entry::Entry;
use crate::ledger::scan::{Tally, Visit};
use crate::ledger::window::Window;

/// Shows each customer to a tally in the slot of the period in which the first purchase fell; the scan has a single slot.
#[derive(Debug)]
pub struct ByCohort<T> {
    cohorts: Vec<Window>,
    tally: T,
}

impl<T: Tally> ByCohort<T> {
    /// Over periods in time order, with a tally that has a slot for each.
    pub const fn new(cohorts: Vec<Window>, tally: T) -> Self {
        Self { cohorts, tally }
    }
}

impl<T: Tally> Tally for ByCohort<T> {
    type Outcome = Vec<T::Outcome>;

    fn visit(&mut self, _: usize, visit: &Visit<'_>) {
        if visit.older {
            return;
        }
        let first = visit.before.iter().chain(visit.within).find(|e| e.is_purchase()).map(Entry::day);
        let Some(first) = first else { return };
        let cohort = self.cohorts.partition_point(|cohort| cohort.to < first);
        if self.cohorts.get(cohort).is_some_and(|cohort| cohort.contains(first)) {
            self.tally.visit(cohort, visit);
        }
    }

    fn merge(&mut self, other: Self) {
        self.tally.merge(other.tally);
    }

    fn finish(self) -> Vec<Self::Outcome> {
        vec![self.tally.finish()]
    }
}

#[cfg(test)]
mod tests {
    use super::ByCohort;
    use crate::ledger::scan::{Frame, scan};
    use crate::ledger::sketch::sketch;
    use crate::ledger::window::{Period, Window};
    use crate::metrics::repeat::{GapRule, RepeatTally};

    #[test]
    fn a_customer_stays_in_the_cohort_of_the_first_purchase() {
        let ledger = sketch(&[
            ("anna", "2023-05-05", "1.00"),
            ("anna", "2024-05-05", "2.00"),
            ("ben", "2024-01-01", "4.00"),
            ("cleo", "2024-01-01", "0.00"),
        ]);
        let window = Window { from: ledger.first_day.expect("orders"), to: ledger.last_day.expect("orders") };
        let years = Period::Year.across(window);
        let fresh = |_| ByCohort::new(years.clone(), RepeatTally::new(years.len(), 2, GapRule::Later));
        let found = scan(&ledger, &Frame::whole(window), 1, fresh).pop().expect("one slot");
        let told: Vec<_> = found.iter().map(|cohort| (cohort.customers, cohort.orders, cohort.net.mantissa)).collect();
        assert_eq!(told, [(1, 2, 300), (1, 1, 400)], "cleo never bought, so she is in none");
    }
}
