//! What a chunk has for one order shard: its pieces, part by part of the shard.
//!
//! A row is dealt into few piles, whose ends stay in the first-level cache; when the chunk has been read, each pile is laid down
//! part by part. About 5 ns a piece, where sorting a shard's pieces of all chunks would move them through memory once more.

use super::packed::Packed;
use super::shelf::{Laid, Shelf};

/// Log2 of the number of parts of a shard: so many that the orders of a part stay in the second-level cache.
const PART_BITS: u32 = 5;
/// The number of parts.
pub(super) const PARTS: usize = 1 << PART_BITS;

/// A thread's own piles, which it uses again for each chunk, and where it lays down what the chunk keeps of them: one for each shard.
#[derive(Debug, Default)]
pub(super) struct Yard {
    /// The pieces of the chunk at hand.
    pub(super) runs: Vec<Vec<Packed>>,
    shelves: Vec<Shelf>,
}

impl Yard {
    /// Has room for so many shards.
    pub(super) fn resize(&mut self, shards: usize) {
        self.runs.resize_with(shards, Vec::new);
        self.shelves.resize_with(shards, Shelf::default);
    }

    /// Lays down what has come together, and begins anew. The first `dealt` bits of hashes have told the shard.
    pub(super) fn lay_down(&mut self, dealt: u32) -> Vec<Pile> {
        let piles = self.runs.iter().zip(&mut self.shelves).map(|(run, shelf)| Pile::of(run, dealt, shelf)).collect();
        self.runs.iter_mut().for_each(Vec::clear);
        piles
    }
}

/// The pieces, and where each part's end.
#[derive(Debug)]
pub(super) struct Pile {
    pieces: Laid,
    ends: [u32; PARTS],
}

impl Pile {
    /// Lays down pieces; those of one part stay in their order. The first `dealt` bits of their hashes have told the shard.
    fn of(pieces: &[Packed], dealt: u32, shelf: &mut Shelf) -> Self {
        let part = |piece: &Packed| (piece.hash() << dealt >> (64 - PART_BITS)) as u8;
        let parts: Vec<u8> = pieces.iter().map(part).collect();
        let mut next = [0; PARTS];
        for &part in &parts {
            next[usize::from(part)] += 1;
        }
        let mut sum = 0;
        for count in &mut next {
            sum += std::mem::replace(count, sum);
        }
        let mut order = vec![0u32; pieces.len()];
        for (number, &part) in (0u32..).zip(&parts) {
            let place = &mut next[usize::from(part)];
            order[*place as usize] = number;
            *place += 1;
        }
        // By now each part's next place is its end.
        Self { pieces: shelf.lay(order.iter().map(|&number| pieces[number as usize])), ends: next }
    }

    /// Whether it has no piece.
    pub(super) fn is_empty(&self) -> bool {
        self.pieces.count() == 0
    }

    /// Its bytes in memory.
    pub(super) fn size(&self) -> usize {
        size_of::<Self>() + self.pieces.count() * size_of::<Packed>()
    }

    /// The pieces of one part.
    pub(super) fn part(&self, part: usize) -> &[Packed] {
        let start = if part == 0 { 0 } else { self.ends[part - 1] };
        &self.pieces[start as usize..self.ends[part] as usize]
    }
}

#[cfg(test)]
mod tests {
    use super::{PARTS, Packed, Pile, Shelf};
    use crate::input::piece::Piece;
    use crate::ledger::key::{Key, OrderKey};

    #[test]
    fn a_pile_has_each_piece_once_and_each_order_in_one_part_in_the_order_of_its_lines() {
        let piece = |row: usize| {
            let order = OrderKey::of(format!("A{}", row % 40).as_bytes());
            Packed::new(&Piece::new(order, Key::of(b"anna"), row as i64, 5, 0, 1), &mut vec![])
        };
        let pieces: Vec<Packed> = (0..120).map(piece).collect();
        let pile = Pile::of(&pieces, 5, &mut Shelf::default());
        let mut met = vec![];
        for part in 0..PARTS {
            let rows: Vec<i64> = pile.part(part).iter().map(|packed| packed.piece(&[]).amount).collect();
            assert!(rows.is_sorted(), "part {part}: {rows:?}");
            for row in &rows {
                assert!(rows.contains(&((row + 40) % 120)), "row {row} stands apart from its order");
            }
            met.extend(rows);
        }
        met.sort_unstable();
        assert_eq!(met, (0..120).collect::<Vec<i64>>());
    }
}
