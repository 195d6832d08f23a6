//! How often each cell is drawn in each replicate.
//!
//! One table serves every interval of a run: 2,000 replicates of 2,048 cells, one byte each, four megabytes. It is filled
//! when the first interval is asked for, in a few milliseconds, so a run without any never pays for it.

use super::CELLS;
use crate::statistics::mix::Rolls;
use std::sync::OnceLock;

/// How many times the cells are resampled.
pub const REPLICATES: usize = 2000;

/// The draws that belong to a seed.
#[derive(Debug)]
pub struct Draws {
    seed: u64,
    table: OnceLock<Vec<u8>>,
}

impl Draws {
    /// Settles the draws; they are made when first needed.
    pub const fn new(seed: u64) -> Self {
        Self {
            seed,
            table: OnceLock::new(),
        }
    }

    /// Lists the replicates, each as the number of times every cell was drawn.
    pub(super) fn replicates(&self) -> impl Iterator<Item = &[u8; CELLS]> {
        let table = self.table.get_or_init(|| drawn(self.seed));
        table.as_chunks().0.iter()
    }
}

/// Draws `CELLS` cells with replacement, once for each replicate.
///
/// Sixteen bits choose a cell, so one roll chooses four. No count overflows: the chance that any cell is drawn more than 255
/// times is below 10^-500.
fn drawn(seed: u64) -> Vec<u8> {
    let mut rolls = Rolls::new(seed);
    let mut table = vec![0_u8; REPLICATES * CELLS];
    for replicate in table.as_chunks_mut::<CELLS>().0 {
        for _ in 0..CELLS / 4 {
            let bits = rolls.next();
            for shift in [0, 16, 32, 48] {
                replicate[(bits >> shift) as usize % CELLS] += 1;
            }
        }
    }
    table
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_replicate_draws_as_many_cells_as_there_are() {
        let draws = Draws::new(1);
        assert_eq!(draws.replicates().count(), REPLICATES);
        for counts in draws.replicates() {
            let drawn: usize = counts.iter().map(|&n| usize::from(n)).sum();
            assert_eq!(drawn, CELLS);
        }
    }

    #[test]
    fn every_cell_is_left_out_as_often_as_chance_would() {
        // (1 - 1/2048)^2048 = .3678 of the replicates leave a given cell out; four standard deviations to both sides.
        let mut left_out = [0_u32; CELLS];
        let draws = Draws::new(1);
        for counts in draws.replicates() {
            for (cell, &count) in left_out.iter_mut().zip(counts) {
                *cell += u32::from(count == 0);
            }
        }
        let far = left_out.iter().filter(|&&n| n.abs_diff(736) > 87).count();
        assert!(far <= 3, "{far} cells are far from what chance would show");
    }

    #[test]
    fn a_seed_settles_the_draws_and_another_changes_them() {
        let first = |seed| *Draws::new(seed).replicates().next().unwrap();
        assert_eq!(first(5), first(5));
        assert_ne!(first(5), first(6));
    }
}
