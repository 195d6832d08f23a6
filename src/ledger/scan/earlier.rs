//! Accounts as they were known on an earlier day: what was given back later was not yet, and its order was a purchase until then.

use super::{Tally, Visit, merge_days};
use crate::ledger::entry::{Entry, flags};

/// Shows a tally each account as it was known on the day that the ledger was asked about; the scan's window ends with that day.
#[derive(Debug)]
pub struct AsKnown<T> {
    tally: T,
    days_merged: bool,
    known: Vec<Entry>,
}

impl<T> AsKnown<T> {
    /// For a tally. The scan's frame itself merges no days: which purchases there were is known here only.
    pub fn new(tally: T, days_merged: bool) -> Self {
        Self { tally, days_merged, known: vec![] }
    }
}

impl<T: Tally> Tally for AsKnown<T> {
    type Outcome = T::Outcome;

    fn visit(&mut self, slot: usize, visit: &Visit<'_>) {
        as_known(visit.within, self.days_merged, &mut self.known);
        if !self.known.is_empty() {
            self.tally.visit(slot, &Visit { within: &self.known, ..*visit });
        }
    }

    fn merge(&mut self, other: Self) {
        self.tally.merge(other.tally);
    }

    fn finish(self) -> Vec<Self::Outcome> {
        self.tally.finish()
    }
}

/// The entries that were known, with the purchases of then.
pub fn as_known(entries: &[Entry], days_merged: bool, known: &mut Vec<Entry>) {
    known.clear();
    known.extend(entries.iter().filter(|entry| entry.flags & flags::NOT_YET == 0).map(|entry| {
        let bought = entry.flags & flags::BOUGHT_THEN != 0;
        let flags = entry.flags & !flags::PURCHASE | if bought { flags::PURCHASE } else { 0 };
        Entry { flags, ..*entry }
    }));
    if days_merged {
        merge_days(known);
    }
}
