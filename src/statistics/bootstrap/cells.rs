//! The cells customers are dealt to, with what those in each add up to.
//!
//! A cell holds whole numbers only (customers, purchases, cents), so the order in which customers come, or on how many
//! threads, changes nothing. Groups of a few customers are kept as a short sorted list, larger ones as a full table: there
//! may be thousands of small groups in one answer.

use crate::statistics::mix::mix;

/// How many cells there are: enough that resampling cells is nearly as good as resampling customers.
pub const CELLS: usize = 2048;

/// The number of filled cells up to which a sorted list is kept.
const LISTED: usize = 256;

/// Deals a customer, known by a hash, to a cell.
pub const fn cell(hash: u64) -> u16 {
    (mix(hash) >> (u64::BITS - CELLS.ilog2())) as u16
}

/// What the customers of a group add up to in each cell: `K` sums side by side.
///
/// The sums of a cell must stay below 2^116 in size, so that no resampling of them can overflow.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cells<const K: usize>(Store<K>);

#[derive(Debug, Clone, PartialEq, Eq)]
enum Store<const K: usize> {
    Listed(Vec<(u16, [i128; K])>),
    Full(Vec<[i128; K]>),
}

impl<const K: usize> Default for Cells<K> {
    fn default() -> Self {
        Self::new()
    }
}

impl<const K: usize> Cells<K> {
    /// Makes cells without anyone in them.
    pub const fn new() -> Self {
        Self(Store::Listed(Vec::new()))
    }

    /// Adds a customer's sums to a cell.
    pub fn add(&mut self, cell: u16, sums: [i128; K]) {
        match &mut self.0 {
            Store::Full(cells) => add(&mut cells[usize::from(cell)], sums),
            Store::Listed(cells) => match cells.binary_search_by_key(&cell, |(cell, _)| *cell) {
                Ok(place) => add(&mut cells[place].1, sums),
                Err(place) => {
                    cells.insert(place, (cell, sums));
                    self.spread_out();
                }
            },
        }
    }

    /// Adds all that other cells hold.
    pub fn merge(&mut self, other: &Self) {
        for (cell, sums) in other.filled() {
            self.add(cell, sums);
        }
    }

    /// The same without what other cells hold: the rest of a whole, when one of its parts is given.
    #[must_use]
    pub fn without(&self, part: &Self) -> Self {
        let mut rest = self.clone();
        for (cell, sums) in part.filled() {
            rest.add(cell, sums.map(|sum| -sum));
        }
        rest
    }

    /// Adds up all cells.
    pub fn totals(&self) -> [i128; K] {
        let mut totals = [0; K];
        for (_, sums) in self.filled() {
            add(&mut totals, sums);
        }
        totals
    }

    /// Tells whether no customer was ever added.
    pub fn is_empty(&self) -> bool {
        matches!(&self.0, Store::Listed(cells) if cells.is_empty())
    }

    /// Lists the cells that hold anything, in order.
    pub(super) fn filled(&self) -> impl Iterator<Item = (u16, [i128; K])> {
        let (listed, full) = match &self.0 {
            Store::Listed(cells) => (cells.as_slice(), [].as_slice()),
            Store::Full(cells) => ([].as_slice(), cells.as_slice()),
        };
        let full = (0_u16..).zip(full.iter().copied());
        let full = full.filter(|(_, sums)| sums.iter().any(|&sum| sum != 0));
        listed.iter().copied().chain(full)
    }

    /// Turns a list that has grown long into a full table.
    fn spread_out(&mut self) {
        if let Store::Listed(cells) = &self.0
            && cells.len() > LISTED
        {
            let mut full = vec![[0; K]; CELLS];
            for &(cell, sums) in cells {
                full[usize::from(cell)] = sums;
            }
            self.0 = Store::Full(full);
        }
    }
}

fn add<const K: usize>(to: &mut [i128; K], sums: [i128; K]) {
    for (to, sum) in to.iter_mut().zip(sums) {
        *to += sum;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn filled_with(customers: impl Iterator<Item = u64>) -> Cells<2> {
        let mut cells = Cells::new();
        for customer in customers {
            cells.add(cell(customer), [1, i128::from(customer)]);
        }
        cells
    }

    #[test]
    fn customers_are_dealt_evenly() {
        let mut dealt = [0_u32; CELLS];
        for customer in 0..204_800 {
            dealt[usize::from(cell(customer))] += 1;
        }
        // A hundred each, give or take five standard deviations.
        assert!(dealt.iter().all(|n| (50..=150).contains(n)));
    }

    #[test]
    fn the_totals_do_not_depend_on_how_many_there_are() {
        for n in [0, 1, 10, 256, 300, 5_000] {
            let cells = filled_with(0..n);
            let sum = i128::from(n) * (i128::from(n) - 1) / 2;
            assert_eq!(cells.totals(), [i128::from(n), sum]);
            assert_eq!(cells.is_empty(), n == 0);
        }
    }

    #[test]
    fn neither_order_nor_parts_change_the_cells() {
        for n in [100, 1_000] {
            let forward = filled_with(0..n);
            assert_eq!(forward, filled_with((0..n).rev()));
            let mut merged = filled_with(n / 3..n);
            merged.merge(&filled_with(0..n / 3));
            assert_eq!(forward, merged);
        }
    }

    #[test]
    fn the_rest_of_a_whole_is_what_the_other_part_holds() {
        for n in [90, 900] {
            let rest = filled_with(0..n).without(&filled_with(0..n / 3));
            assert_eq!(rest.totals(), filled_with(n / 3..n).totals());
            let of = |cells: &Cells<2>| cells.filled().filter(|(_, sums)| sums[0] != 0).collect::<Vec<_>>();
            assert_eq!(of(&rest), of(&filled_with(n / 3..n)));
        }
    }

    #[test]
    fn a_customer_who_spent_nothing_is_still_there() {
        let mut cells = Cells::new();
        cells.add(7, [0]);
        assert!(!cells.is_empty());
        assert_eq!(cells.totals(), [0]);
    }
}
