//! A share of the customers, by the hash of their id: ids, entries in time order, what the customers file says.

use super::day::Day;
use super::entry::Entry;
use super::key::Key;

/// Columns of equal length by customer, and by entry.
#[derive(Debug, Default)]
pub struct Shard {
    /// The customers' ids. Customers known only from a survey or a customers file are here too, with no entries.
    pub keys: Vec<Key>,
    /// Customer `i` has the entries `starts[i]..starts[i + 1]`, in time order.
    pub starts: Vec<u32>,
    /// The entries of all its customers.
    pub entries: Vec<Entry>,
    /// The wanted-column code of each entry; empty when no column was wanted.
    pub codes: Vec<u32>,
    /// The wanted-attribute code of each customer; empty without a customers file. `u32::MAX`: not in that file.
    pub attributes: Vec<u32>,
    /// When each customer joined, where a customers file says so; empty without one.
    pub joined: Vec<Option<Day>>,
    /// What it cost to win and to keep each customer, at the ledger's scale; empty without those columns.
    pub costs: Vec<Costs>,
}

/// A customer's costs from the customers file.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Costs {
    /// Once, to win the customer.
    pub acquisition: Option<i64>,
    /// Each year, to keep the customer.
    pub retention: Option<i64>,
}

impl Shard {
    /// The entries of customer `number`, in time order.
    #[inline]
    pub fn entries_of(&self, number: usize) -> &[Entry] {
        &self.entries[self.starts[number] as usize..self.starts[number + 1] as usize]
    }

    /// The wanted-column codes of the same entries; empty when no column was wanted.
    #[inline]
    pub fn codes_of(&self, number: usize) -> &[u32] {
        if self.codes.is_empty() {
            &[]
        } else {
            &self.codes[self.starts[number] as usize..self.starts[number + 1] as usize]
        }
    }
}
