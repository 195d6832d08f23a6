//! Ids and rows that have been seen, in little space: sixteen bytes for each id that is not like any before, eight for each row.
//!
//! Both are dealt by their hash into parts that several threads fill, each part behind a lock of its own. What comes out does not depend
//! on who was first: ids are a set, and of rows only the number of repeats is told.

use std::collections::HashMap;
use std::hash::{BuildHasherDefault, Hasher};
use std::sync::{Mutex, PoisonError};

/// Log2 of the number of parts.
const BITS: u32 = 6;

/// A hash that is used as it is.
#[derive(Default)]
pub(super) struct AsItIs(u64);

impl Hasher for AsItIs {
    fn finish(&self) -> u64 {
        self.0
    }

    fn write(&mut self, bytes: &[u8]) {
        self.0 = bytes.iter().fold(self.0, |hash, byte| hash << 8 | u64::from(*byte));
    }

    fn write_u64(&mut self, hash: u64) {
        self.0 = hash;
    }
}

type Folds = HashMap<u64, u64, BuildHasherDefault<AsItIs>>;

/// Ids, each with what it folds to.
pub(super) struct Ids(Vec<Mutex<Folds>>);

impl Ids {
    /// None yet.
    pub(super) fn new() -> Self {
        Self((0..1 << BITS).map(|_| Mutex::default()).collect())
    }

    /// Takes up an id by its hash; only for one that is new it is worked out what it folds to.
    pub(super) fn take(&self, id: u64, fold: impl FnOnce() -> u64) {
        self.0[part(id)].lock().unwrap_or_else(PoisonError::into_inner).entry(id).or_insert_with(fold);
    }

    /// What several ids fold to, sorted.
    pub(super) fn meeting(self) -> Vec<u64> {
        let parts = self.0.into_iter().map(|part| part.into_inner().unwrap_or_else(PoisonError::into_inner));
        let mut folds: Vec<u64> = parts.flat_map(HashMap::into_values).collect();
        folds.sort_unstable();
        let met = folds.chunk_by(|one, other| one == other).filter(|same| same.len() > 1);
        met.map(|same| same[0]).collect()
    }
}

/// Hashes of rows.
pub(super) struct Rows(Vec<Mutex<Vec<u64>>>);

impl Rows {
    /// None yet.
    pub(super) fn new() -> Self {
        Self((0..1 << BITS).map(|_| Mutex::default()).collect())
    }

    /// Takes up the rows of a chunk.
    pub(super) fn take(&self, rows: &[u64]) {
        for row in rows {
            self.0[part(*row)].lock().unwrap_or_else(PoisonError::into_inner).push(*row);
        }
    }

    /// How many rows repeat another.
    pub(super) fn repeats(self) -> usize {
        let repeats = |part: Mutex<Vec<u64>>| {
            let mut rows = part.into_inner().unwrap_or_else(PoisonError::into_inner);
            rows.sort_unstable();
            rows.windows(2).filter(|pair| pair[0] == pair[1]).count()
        };
        self.0.into_iter().map(repeats).sum()
    }
}

/// The part of a hash: bits that a hash map makes least use of.
const fn part(hash: u64) -> usize {
    (hash >> 40) as usize & ((1 << BITS) - 1)
}

#[cfg(test)]
mod tests {
    use super::{Ids, Rows};

    #[test]
    fn ids_meet_where_they_fold_to_the_same_and_are_not_the_same() {
        let ids = Ids::new();
        for (id, fold) in [(1 << 40, 7), (2 << 40, 8), (3, 7), (3, 9), (4, 5)] {
            ids.take(id, || fold);
        }
        assert_eq!(ids.meeting(), [7]);
    }

    #[test]
    fn every_row_after_the_first_of_its_kind_is_a_repeat() {
        let rows = Rows::new();
        rows.take(&[5, 1 << 40, 5]);
        rows.take(&[5, 2 << 40, 1 << 40]);
        assert_eq!(rows.repeats(), 3);
    }
}
