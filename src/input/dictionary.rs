//! Wanted columns as codes: each chunk keeps its own dictionary, and the chunks' dictionaries become one in chunk order.

use crate::ledger::key::Key;
use crate::ledger::{Dimension, Dimensions};
use std::collections::HashMap;
use std::hash::{BuildHasherDefault, Hasher};

/// Keys are hashed by their own written-out hash; no map is ever walked.
#[derive(Default)]
pub(super) struct KeyHasher(u64);

impl Hasher for KeyHasher {
    fn finish(&self) -> u64 {
        self.0
    }
    fn write(&mut self, bytes: &[u8]) {
        self.0 = Key::of(bytes).hash() ^ self.0.rotate_left(7);
    }
    fn write_u32(&mut self, word: u32) {
        self.0 = (self.0.rotate_left(23) ^ u64::from(word)).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    }
}

type Map<K> = HashMap<K, u32, BuildHasherDefault<KeyHasher>>;

/// Distinct texts, numbered in the order of their first sight.
#[derive(Debug, Default)]
struct Texts {
    list: Vec<String>,
    numbers: Map<Key>,
    last: Option<(Vec<u8>, u32)>,
}

impl Texts {
    fn number(&mut self, text: &str) -> u32 {
        if let Some((last, number)) = &self.last
            && last == text.as_bytes()
        {
            return *number;
        }
        let fresh = self.list.len() as u32;
        let number = *self.numbers.entry(Key::of(text.as_bytes())).or_insert_with(|| {
            self.list.push(text.to_owned());
            fresh
        });
        self.last = Some((text.as_bytes().to_vec(), number));
        number
    }
}

/// Distinct combinations of the wanted columns' values.
#[derive(Debug, Default)]
pub(super) struct Tuples {
    columns: Vec<Texts>,
    list: Vec<Box<[u32]>>,
    numbers: Map<Box<[u32]>>,
    row: Vec<u32>,
}

impl Tuples {
    /// For so many columns.
    pub(super) fn new(columns: usize) -> Self {
        Self { columns: (0..columns).map(|_| Texts::default()).collect(), ..Self::default() }
    }

    /// Whether no column is wanted.
    pub(super) fn is_empty(&self) -> bool {
        self.columns.is_empty()
    }

    /// Begins a row.
    pub(super) fn begin(&mut self) {
        self.row.clear();
    }

    /// The next column's value.
    pub(super) fn push(&mut self, text: &str) {
        let number = self.columns[self.row.len()].number(text);
        self.row.push(number);
    }

    /// The number of the row's combination.
    pub(super) fn number(&mut self) -> u32 {
        if let Some(&number) = self.numbers.get(self.row.as_slice()) {
            return number;
        }
        let fresh = self.list.len() as u32;
        let row: Box<[u32]> = self.row.as_slice().into();
        self.list.push(row.clone());
        self.numbers.insert(row, fresh);
        fresh
    }

    /// Takes up another dictionary of the same columns, its texts under the names that `name` gives them; says what each of its
    /// numbers is here.
    pub(super) fn absorb(&mut self, other: &Self, name: impl Fn(usize, &str) -> String) -> Vec<u32> {
        let texts: Vec<Vec<u32>> = other
            .columns
            .iter()
            .zip(&mut self.columns)
            .enumerate()
            .map(|(at, (theirs, ours))| theirs.list.iter().map(|text| ours.number(&name(at, text))).collect())
            .collect();
        let rows = other.list.iter().map(|tuple| {
            self.row.clear();
            self.row.extend(tuple.iter().enumerate().map(|(column, &value)| texts[column][value as usize]));
            self.number()
        });
        rows.collect()
    }

    /// The combination of nothing but blanks, if it was met.
    pub(super) fn blank(&self) -> Option<u32> {
        let is_blank = |(column, &value): (usize, &u32)| self.columns[column].list[value as usize].is_empty();
        self.list.iter().position(|tuple| tuple.iter().enumerate().all(is_blank)).map(|place| place as u32)
    }

    /// The finished columns under their names.
    pub(super) fn dimensions(self, names: &[String]) -> Dimensions {
        let columns = self
            .columns
            .into_iter()
            .zip(names)
            .map(|(texts, name)| Dimension { name: name.clone(), values: texts.list });
        Dimensions { columns: columns.collect(), tuples: self.list }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row(tuples: &mut Tuples, values: [&str; 2]) -> u32 {
        tuples.begin();
        for value in values {
            tuples.push(value);
        }
        tuples.number()
    }

    #[test]
    fn dictionaries_of_chunks_become_one() {
        let (mut first, mut second) = (Tuples::new(2), Tuples::new(2));
        assert_eq!(row(&mut first, ["web", "a"]), 0);
        assert_eq!(row(&mut second, ["app", "a"]), 0);
        assert_eq!(row(&mut second, ["web", "a"]), 1);
        assert_eq!(first.absorb(&second, |_, text| text.to_owned()), [1, 0]);
        let found = first.dimensions(&["channel".into(), "kind".into()]);
        assert_eq!((found.text(1, 0), found.text(1, 1)), (Some("app"), Some("a")));
    }
}
