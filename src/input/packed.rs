//! A piece as it waits for its shard: 40 bytes. Amounts beyond 31 bits stand in a list of their own, one per chunk.

// Measured: as calls, these few instructions cost more than what they do, tens of millions of times.
#![allow(clippy::inline_always)]

use super::piece::Piece;
use crate::ledger::key::{Key, OrderKey};

/// A packed piece.
#[derive(Debug, Clone, Copy)]
pub(super) struct Packed {
    order: OrderKey,
    customer: Key,
    /// The amount, or its place in the list of large ones.
    amount: i32,
    minute: i32,
    /// The piece's tail, and whether the amount stands elsewhere.
    tail: u32,
}

const ELSEWHERE: u32 = 1 << 31;

impl Packed {
    /// Packs a piece; `large` takes an amount that does not fit.
    #[inline(always)]
    pub(super) fn new(piece: &Piece, large: &mut Vec<i64>) -> Self {
        let (order, customer, minute) = (piece.order, piece.customer, piece.minute);
        match i32::try_from(piece.amount) {
            Ok(amount) => Self { order, customer, amount, minute, tail: piece.tail },
            Err(_) => Self { order, customer, amount: put(piece.amount, large), minute, tail: piece.tail | ELSEWHERE },
        }
    }

    /// The order.
    #[inline(always)]
    pub(super) fn order(&self) -> OrderKey {
        self.order
    }

    /// What it is dealt by. Rows without an order id are orders of their own: their customer tells, so that no shard gets them all.
    #[inline(always)]
    pub(super) fn hash(&self) -> u64 {
        if self.order.is_none() { self.customer.hash() } else { self.order.hash() }
    }

    /// The piece it was.
    #[inline(always)]
    pub(super) fn piece(&self, large: &[i64]) -> Piece {
        let elsewhere = self.tail & ELSEWHERE != 0;
        let amount = if elsewhere { large[self.amount as usize] } else { i64::from(self.amount) };
        let tail = self.tail & !ELSEWHERE;
        Piece { order: self.order, customer: self.customer, amount, minute: self.minute, tail }
    }
}

/// The amount's place in the list.
#[cold]
fn put(amount: i64, large: &mut Vec<i64>) -> i32 {
    large.push(amount);
    large.len() as i32 - 1
}

#[cfg(test)]
mod tests {
    use super::{Key, OrderKey, Packed, Piece};

    #[test]
    fn a_packed_piece_stays_small_and_comes_back_whatever_its_amount() {
        assert_eq!(size_of::<Packed>(), 40);
        let mut large = vec![];
        for amount in [0, -1, 1999, i64::from(i32::MAX), i64::from(i32::MIN) - 1, i64::MAX, i64::MIN] {
            let piece = Piece::new(OrderKey::of(b"A1"), Key::of(b"anna"), amount, -7, (1 << 23) - 1, 3);
            assert_eq!(Packed::new(&piece, &mut large).piece(&large), piece);
        }
        assert_eq!(large, [i64::from(i32::MIN) - 1, i64::MAX, i64::MIN]);
    }
}
