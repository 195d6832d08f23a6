//! What stood in the wanted columns of the rows before, and which form such rows have: rows that say it again need not be understood
//! again. Most wanted columns say one of a few things.

// Measured: as calls, these few instructions cost more than what they do, tens of millions of times.
#![allow(clippy::inline_always)]

use super::piece::Form;
use crate::ledger::key::Key;

/// With more columns than this every row goes the long way.
const MOST: usize = 3;
/// So many combinations are remembered at a time: a power of two.
const SLOTS: usize = 256;
/// How far from its own place one may stand.
const NEAR: usize = 4;

/// The forms of rows that differ in nothing but what stands in the wanted columns.
#[derive(Debug, Default)]
pub(super) struct Lately {
    columns: Vec<usize>,
    slots: Vec<Option<([Key; MOST], u32)>>,
    /// What their forms share.
    form: Form,
}

impl Lately {
    /// Nothing yet, of these columns; nothing at all where they are too many.
    pub(super) fn of(columns: impl Iterator<Item = usize>) -> Option<Self> {
        let columns: Vec<usize> = columns.collect();
        (columns.len() <= MOST).then(|| Self { columns, ..Self::default() })
    }

    /// Whether forms differ at all.
    #[inline(always)]
    pub(super) fn is_empty(&self) -> bool {
        self.columns.is_empty()
    }

    /// The number of the form of a row in which this stands, if such a row was met.
    #[inline(always)]
    pub(super) fn number<'a>(&self, field: impl Fn(usize) -> Option<&'a [u8]>) -> Option<u32> {
        let keys = self.keys(field)?;
        let own = place(&keys);
        let mut slots = (0..NEAR).filter_map(|next| *self.slots.get((own + next) % SLOTS)?);
        slots.find(|(known, _)| *known == keys).map(|(_, number)| number)
    }

    /// Remembers the form of a row.
    pub(super) fn remember<'a>(&mut self, field: impl Fn(usize) -> Option<&'a [u8]>, form: Form, number: u32) {
        let shared = Form { tuple: 0, ..form };
        if self.slots.is_empty() || self.form != shared {
            self.slots = vec![None; SLOTS];
            self.form = shared;
        }
        let Some(keys) = self.keys(field) else { return };
        let own = place(&keys);
        let free = (0..NEAR).map(|next| (own + next) % SLOTS).find(|place| self.slots[*place].is_none());
        self.slots[free.unwrap_or(own)] = Some((keys, number));
    }

    #[inline(always)]
    fn keys<'a>(&self, field: impl Fn(usize) -> Option<&'a [u8]>) -> Option<[Key; MOST]> {
        let mut keys = [Key::NONE; MOST];
        for (key, column) in keys.iter_mut().zip(&self.columns) {
            *key = Key::of(field(*column)?);
        }
        Some(keys)
    }
}

/// Where a combination stands, unless its place was taken.
#[inline(always)]
fn place(keys: &[Key; MOST]) -> usize {
    let all = keys.iter().fold(0_u64, |all, key| {
        let [a, b, c, d] = key.0;
        (all.rotate_left(23) ^ (u64::from(a ^ c) | u64::from(b ^ d) << 32)).wrapping_mul(0x9e37_79b9_7f4a_7c15)
    });
    (all >> 32) as usize % SLOTS
}

#[cfg(test)]
mod tests {
    use super::{Form, Lately, SLOTS};

    #[test]
    fn a_form_is_found_again_as_long_as_nothing_else_of_it_changes() {
        let mut lately = Lately::of([0, 1].into_iter()).expect("two columns");
        let row = |one: usize, other: usize| [format!("category {one} of the shop"), format!("{other}")];
        let number = |lately: &Lately, row: &[String; 2]| lately.number(|column| Some(row[column].as_bytes()));
        let remember = |lately: &mut Lately, row: &[String; 2], form: Form, number: u32| {
            lately.remember(|column| Some(row[column].as_bytes()), form, number);
        };
        assert_eq!(number(&lately, &row(1, 2)), None);
        let mut found = 0;
        for n in 0..2 * SLOTS {
            remember(&mut lately, &row(n, n % 3), Form { tuple: n as u32, ..Form::default() }, n as u32);
            assert_eq!(number(&lately, &row(n, n % 3)), Some(n as u32));
            assert_eq!(number(&lately, &row(n, 3)), None);
        }
        for n in 0..2 * SLOTS {
            let known = number(&lately, &row(n, n % 3));
            assert!(known.is_none_or(|known| known == n as u32));
            found += usize::from(known.is_some());
        }
        assert!(found > SLOTS / 2, "{found} are still known");
        remember(&mut lately, &row(1, 1), Form { scale: 2, ..Form::default() }, 7);
        assert_eq!((number(&lately, &row(1, 1)), number(&lately, &row(2, 2))), (Some(7), None));
        lately.remember(|_| None, Form::default(), 8);
        assert_eq!(number(&lately, &row(1, 1)), None, "a row that is not remembered has changed the form as well");
        assert!(Lately::of(0..4).is_none() && Lately::of(0..0).is_some_and(|none| none.is_empty()));
    }
}
