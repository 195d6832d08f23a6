//! How far it can be known who is new: how many customers have a date of joining, and how many are first seen when the data begin.
//!
//! - Who joined before the first day of the data is older than they are: never new, of no cohort, and of no purchase number. The date
//!   tells nothing else: somebody who joined inside the data is new with the first purchase, which can lie before or after it.
//! - Of whoever has no date the first purchase in the data is taken for the first of all. In the first days of the data that is often
//!   wrong: where most customers are without a date and first seen in the first window, most of them are probably older.

use crate::ledger::Ledger;
use crate::ledger::entry::Entry;
use crate::ledger::scan::{Tally, Visit};
use crate::ledger::window::Window;

/// Customers with a purchase, by what is known of their first.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Newcomers {
    /// All of them.
    pub customers: u64,
    /// Those of them who joined before the data begin.
    pub older: u64,
    /// Those of them whose date of joining nobody knows.
    pub undated: u64,
    /// Those of these who are first seen in the first window.
    pub undated_first: u64,
}

/// Gathers [`Newcomers`]; the scan looks at all days up to as-of.
#[derive(Debug)]
pub struct NewcomersTally<'a> {
    ledger: &'a Ledger,
    first: Window,
    found: Newcomers,
}

impl<'a> NewcomersTally<'a> {
    /// Starts with nothing.
    pub fn new(ledger: &'a Ledger, first: Window) -> Self {
        Self { ledger, first, found: Newcomers::default() }
    }
}

impl Tally for NewcomersTally<'_> {
    type Outcome = Newcomers;

    fn visit(&mut self, _: usize, visit: &Visit<'_>) {
        let first = visit.before.iter().chain(visit.within).find(|entry| entry.is_purchase()).map(Entry::day);
        let Some(first) = first else { return };
        self.found.customers += 1;
        let undated = self.ledger.joined(visit.place).is_none();
        self.found.older += u64::from(visit.older);
        self.found.undated += u64::from(undated);
        self.found.undated_first += u64::from(undated && self.first.contains(first));
    }

    fn merge(&mut self, other: Self) {
        self.found.customers += other.found.customers;
        self.found.older += other.found.older;
        self.found.undated += other.found.undated;
        self.found.undated_first += other.found.undated_first;
    }

    fn finish(self) -> Vec<Newcomers> {
        vec![self.found]
    }
}

#[cfg(test)]
mod tests {
    use super::{Newcomers, NewcomersTally};
    use crate::ledger::Ledger;
    use crate::ledger::day::Day;
    use crate::ledger::entry::Entry;
    use crate::ledger::scan::{Frame, scan};
    use crate::ledger::sketch::sketch;
    use crate::ledger::window::Window;

    #[test]
    fn who_has_a_date_of_joining_does_not_look_new() {
        let orders = [("anna", "2024-01-05", "1.00"), ("ben", "2024-01-09", "1.00"), ("carl", "2024-03-01", "1.00")];
        let mut ledger = sketch(&orders);
        let day = |text: &str| -> Day { text.parse().expect("a day") };
        let found = |ledger: &Ledger| {
            let window = |from, to| Window { from: day(from), to: day(to) };
            let frame = Frame::whole(window("2024-01-05", "2024-03-31"));
            scan(ledger, &frame, 1, |_| NewcomersTally::new(ledger, window("2024-01-01", "2024-01-31"))).remove(0)
        };
        assert_eq!(found(&ledger), Newcomers { customers: 3, older: 0, undated: 3, undated_first: 2 });
        for shard in &mut ledger.shards {
            let firsts = (0..shard.keys.len()).map(|number| shard.entries_of(number).first().map(Entry::day));
            let joined =
                |first: Option<Day>| first.filter(|first| *first == day("2024-01-05")).map(|_| day("2023-06-01"));
            shard.joined = firsts.map(joined).collect();
        }
        assert_eq!(found(&ledger), Newcomers { customers: 3, older: 1, undated: 2, undated_first: 1 });
    }
}
