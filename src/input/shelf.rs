//! Where piles lie until their shard is merged: in boxes that each hold many piles of one thread for one shard.
//!
//! Memory goes back to the system by the box, once the last of its piles is dropped. Tens of thousands of small piles would come
//! back as as many holes, in which nothing of what the ledger is asked for later has room.

use super::packed::Packed;
use std::ops::{Deref, Range};
use std::sync::{Arc, OnceLock};

/// How many pieces a box has room for, unless the first are fewer: about a MiB, which no allocator keeps among small things.
const ROOM: usize = (1 << 20) / size_of::<Packed>();

/// A thread's own shelf for a shard, with the box that is not yet full.
#[derive(Debug, Default)]
pub(super) struct Shelf {
    open: Vec<Packed>,
    full: Arc<OnceLock<Vec<Packed>>>,
    laid: usize,
}

/// Pieces that lie in a box; they can be looked at when their shelf is gone.
#[derive(Debug)]
pub(super) struct Laid {
    full: Arc<OnceLock<Vec<Packed>>>,
    own: Range<usize>,
}

impl Shelf {
    /// Lays pieces side by side.
    pub(super) fn lay(&mut self, pieces: impl ExactSizeIterator<Item = Packed>) -> Laid {
        if self.open.capacity() - self.open.len() < pieces.len() {
            self.close();
            self.open = Vec::with_capacity(pieces.len().max(ROOM.min(2 * self.laid)));
        }
        self.laid += pieces.len();
        let start = self.open.len();
        self.open.extend(pieces);
        Laid { full: Arc::clone(&self.full), own: start..self.open.len() }
    }

    /// Nothing more comes into the open box.
    fn close(&mut self) {
        let first = std::mem::take(&mut self.full).set(std::mem::take(&mut self.open));
        debug_assert!(first.is_ok(), "a box is closed once");
    }
}

impl Drop for Shelf {
    fn drop(&mut self) {
        self.close();
    }
}

impl Laid {
    /// How many pieces there are, as is known at once.
    pub(super) fn count(&self) -> usize {
        self.own.len()
    }
}

impl Deref for Laid {
    type Target = [Packed];

    fn deref(&self) -> &[Packed] {
        &self.full.get().expect("a pass ends with its threads, and they close their boxes")[self.own.clone()]
    }
}

#[cfg(test)]
mod tests {
    use super::{Laid, Packed, ROOM, Shelf};
    use crate::input::piece::Piece;
    use crate::ledger::key::{Key, OrderKey};

    #[test]
    fn piles_come_back_as_they_were_laid_and_boxes_are_dropped_with_their_last() {
        let piece = |amount: usize| {
            Packed::new(&Piece::new(OrderKey::NONE, Key::of(b"anna"), amount as i64, 5, 0, 1), &mut vec![])
        };
        let mut shelf = Shelf::default();
        let lay = |size: usize| shelf.lay((0..size).map(piece));
        let mut laid: Vec<Laid> = [0, 3, 1, ROOM / 3, ROOM / 3, ROOM / 2, 2 * ROOM, 5].map(lay).into();
        drop(shelf);
        for pile in &laid {
            let amounts: Vec<i64> = pile.iter().map(|packed| packed.piece(&[]).amount).collect();
            assert_eq!(amounts, (0..pile.count() as i64).collect::<Vec<_>>());
        }
        let last = std::sync::Arc::downgrade(&laid[7].full);
        assert!(last.upgrade().is_some());
        laid.clear();
        assert!(last.upgrade().is_none());
    }
}
