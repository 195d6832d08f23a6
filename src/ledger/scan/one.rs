//! One customer in one window, as a scan would show it: for lists that are made line by line.

use super::{Place, Visit, Who, bounds, merge_days, runs};
use crate::ledger::Ledger;
use crate::ledger::entry::Entry;
use crate::ledger::window::Window;

/// A customer's account, to be looked at in any window.
#[derive(Debug, Clone, Copy)]
pub struct Account<'a> {
    who: Who,
    entries: &'a [Entry],
}

impl<'a> Account<'a> {
    /// What a scan would show in a window; nothing where it has no entries.
    pub fn visit(&self, window: Window) -> Option<Visit<'a>> {
        let mut found = None;
        runs(&[bounds(window)], self.entries, |_, start, end| found = Some((start, end)));
        let (start, end) = found?;
        let Self { who: Who { place, hash, older }, entries } = *self;
        Some(Visit { place, hash, older, before: &entries[..start], within: &entries[start..end] })
    }
}

/// Shows a customer's account.
pub fn one<T>(ledger: &Ledger, place: Place, days_merged: bool, of: impl FnOnce(Account<'_>) -> T) -> T {
    let shard = &ledger.shards[usize::from(place.shard)];
    let number = place.number as usize;
    let mut merged = vec![];
    let mut entries = shard.entries_of(number);
    if days_merged {
        merged.extend_from_slice(entries);
        merge_days(&mut merged);
        entries = &merged;
    }
    let who = Who { place, hash: shard.keys[number].hash(), older: ledger.is_older(place) };
    of(Account { who, entries })
}

#[cfg(test)]
mod tests {
    use super::one;
    use crate::ledger::Place;
    use crate::ledger::entry::Entry;
    use crate::ledger::scan::{Frame, Tally, Visit, scan};
    use crate::ledger::sketch::sketch;
    use crate::ledger::window::Window;

    /// What a scan shows of each customer.
    #[derive(Default)]
    struct Seen(Vec<(Place, Told)>);

    type Told = (u64, Vec<Entry>, Vec<Entry>);

    fn told(visit: &Visit<'_>) -> Told {
        (visit.hash, visit.before.to_vec(), visit.within.to_vec())
    }

    impl Tally for Seen {
        type Outcome = Vec<(Place, Told)>;
        fn visit(&mut self, _: usize, visit: &Visit<'_>) {
            self.0.push((visit.place, told(visit)));
        }
        fn merge(&mut self, other: Self) {
            self.0.extend(other.0);
        }
        fn finish(mut self) -> Vec<Self::Outcome> {
            self.0.sort_by_key(|(place, _)| *place);
            vec![self.0]
        }
    }

    #[test]
    fn one_customer_is_shown_as_in_a_scan_of_all() {
        let ledger = sketch(&[
            ("anna", "2023-12-22", "10.00"),
            ("anna", "2024-01-01", "10.00"),
            ("anna", "2024-01-01", "5.00"),
            ("ben", "2024-05-05", "7.00"),
            ("carl", "2023-05-05", "1.00"),
            ("ben", "2025-05-05", "0.00"),
        ]);
        let window = Window { from: "2024-01-01".parse().expect("a day"), to: "2024-12-31".parse().expect("a day") };
        for merge_days in [false, true] {
            let frame = Frame { merge_days, ..Frame::whole(window) };
            let seen = scan(&ledger, &frame, 1, |_| Seen::default()).pop().expect("one slot");
            let mut all = vec![];
            for (shard, own) in ledger.shards.iter().enumerate() {
                let places = (0..own.keys.len()).map(|n| Place { shard: shard as u16, number: n as u32 });
                let looked = places
                    .filter_map(|p| one(&ledger, p, merge_days, |account| Some((p, told(&account.visit(window)?)))));
                all.extend(looked);
            }
            assert_eq!((all.len(), &all), (2, &seen));
        }
    }
}
