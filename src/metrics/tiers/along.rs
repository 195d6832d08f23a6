//! What chance alone would show beside the gap between two levels at the time of the order.
//!
//! A customer may stand in several such levels, with a part of the purchases in each. The rarer a level, the fewer purchases fall to
//! each of its customers, whoever they are: net per customer and the repeat rate of a rare level are low by construction, and
//! resampling customers calls that a difference. So the levels are *dealt anew along each customer's purchases*: the first is drawn
//! from the customers' first levels, each further one from those that follow its level in the data. Levels then change as
//! often as they do, up and down, without regard to who buys and for how much; where they never change, customers are shuffled. The
//! mean of many deals is what the labels alone produce, and `p` is how often a deal lies as far from it as what was found.
//!
//! Where a shop has very many customers, a sample of them (by the hash of the id) is dealt out and compared with itself.

use super::chance::Deals;
use crate::ledger::Place;
use crate::ledger::day::Minute;
use crate::ledger::scan::{Tally, Visit};
use crate::statistics::mix::{Rolls, mix};

/// How often levels are dealt, at most and at least.
const DEALS: (usize, usize) = (999, 100);
/// Purchases dealt out in all deals of all windows together, about.
const DEALT: usize = 20_000_000;
/// Beyond so many levels the column holds something else.
const LEVELS: usize = 100;

/// A purchase, with what was given back until the next one of its customer and level.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Piece {
    place: Place,
    minute: Minute,
    level: usize,
    net: i64,
}

/// Gathers the [`Piece`]s of every window, where the groups of the split are the levels; the outcome of a window stands in the slot of
/// its first level.
#[derive(Debug)]
pub struct PieceTally {
    levels: usize,
    most: u64,
    windows: Vec<Vec<Piece>>,
}

impl PieceTally {
    /// Starts with nothing; only customers up to the mixed hash `most` ([`super::sampled`]) are looked at.
    pub fn new(slots: usize, levels: usize, most: u64) -> Self {
        Self { levels, most, windows: vec![vec![]; slots / levels.max(1)] }
    }
}

impl Tally for PieceTally {
    type Outcome = Vec<Piece>;

    fn visit(&mut self, slot: usize, visit: &Visit<'_>) {
        if mix(visit.hash) > self.most {
            return;
        }
        let pieces = &mut self.windows[slot / self.levels];
        let begin = pieces.len();
        for entry in visit.within {
            if entry.is_purchase() {
                let (place, minute, level) = (visit.place, entry.minute, slot % self.levels);
                pieces.push(Piece { place, minute, level, net: entry.money() });
            } else if let Some(last) = pieces[begin..].last_mut() {
                last.net = last.net.saturating_add(entry.money());
            }
        }
    }

    fn merge(&mut self, other: Self) {
        self.windows.iter_mut().zip(other.windows).for_each(|(own, other)| own.extend(other));
    }

    fn finish(self) -> Vec<Vec<Piece>> {
        let levels = self.levels;
        let sorted = |mut pieces: Vec<Piece>| {
            // Purchases of one minute have no order of their own; that of their levels would make levels look alike.
            pieces.sort_by_key(|piece| {
                (piece.place, piece.minute, mix(piece.net.unsigned_abs()), piece.level, piece.net)
            });
            pieces
        };
        let empty = move || std::iter::repeat_with(Vec::new).take(levels.saturating_sub(1));
        self.windows.into_iter().flat_map(|pieces| std::iter::once(sorted(pieces)).chain(empty())).collect()
    }
}

/// How often to deal so many purchases.
pub fn times(pieces: usize) -> usize {
    (DEALT / pieces.max(1)).clamp(DEALS.1, DEALS.0)
}

/// Levels as they are, and as they come out when dealt anew.
#[derive(Debug, Clone, PartialEq)]
pub struct Along {
    found: Deals,
    dealt: Deals,
}

/// What labels alone make of a gap.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Chance {
    /// The mean gap.
    pub gap: f64,
    /// How often a gap lies as far from it as the one found.
    pub p: f64,
}

impl Along {
    /// Deals the levels of these purchases so many times; nothing where there are no purchases or too many levels.
    pub fn of(pieces: &[Piece], levels: usize, times: usize, scale: u8, seed: u64) -> Option<Self> {
        if pieces.is_empty() || levels > LEVELS {
            return None;
        }
        let (mut first, mut next) = (vec![], vec![vec![]; levels]);
        for (number, piece) in pieces.iter().enumerate() {
            match number.checked_sub(1).map(|before| pieces[before]).filter(|before| before.place == piece.place) {
                None => first.push(piece.level),
                Some(before) => next[before.level].push(piece.level),
            }
        }
        let mut rolls = Rolls::new(seed);
        let mut any = |of: &[usize]| of.get(rolls.below(of.len() as u64) as usize).copied();
        let mut deal = || {
            summed(pieces, levels, |_, before| match before {
                None => any(&first).unwrap_or(0),
                // What nothing ever follows is the last of its customer.
                Some(before) => any(&next[before]).unwrap_or(before),
            })
        };
        let dealt = (0..times).map(|_| deal()).collect();
        let found = summed(pieces, levels, |piece, _| piece.level);
        Some(Self { found: Deals::of(vec![found], scale), dealt: Deals::of(dealt, scale) })
    }

    /// What labels alone show between two levels; nothing where in most deals one of the two has no customers.
    pub fn chance(&self, high: usize, low: usize) -> Option<Chance> {
        let apart = self.found.gap(high, low)?;
        let gap = self.dealt.gap(high, low)?;
        Some(Chance { gap, p: self.dealt.as_far(high, low, gap, apart)? })
    }
}

/// Customers and net of every level, the level of a purchase being told from it and from the one before.
fn summed(pieces: &[Piece], levels: usize, mut level: impl FnMut(&Piece, Option<usize>) -> usize) -> Vec<(u64, i128)> {
    let mut sums = vec![(0, 0); levels];
    // The customer, by the first of the purchases, that a level has counted last.
    let mut counted = vec![usize::MAX; levels];
    let (mut begin, mut before) = (0, None);
    for (number, piece) in pieces.iter().enumerate() {
        if pieces[begin].place != piece.place {
            (begin, before) = (number, None);
        }
        let own = level(piece, before);
        before = Some(own);
        let sum = &mut sums[own];
        sum.0 += u64::from(counted[own] != begin);
        sum.1 += i128::from(piece.net);
        counted[own] = begin;
    }
    sums
}

#[cfg(test)]
mod tests {
    use super::{Along, Piece};
    use crate::ledger::Place;
    use crate::ledger::day::Minute;
    use crate::statistics::mix::Rolls;

    /// How a shop gives out levels.
    #[derive(Clone, Copy)]
    enum World {
        /// By lot at every purchase.
        EachPurchase,
        /// By lot at the first purchase, for good.
        ForGood,
        /// The same, and whoever has the high one spends twice as much.
        Better,
    }

    /// A fifth of the levels are high; customers differ in how often they buy and for how much.
    fn shop(world: World, seed: u64) -> Vec<Piece> {
        let mut rolls = Rolls::new(seed);
        let mut pieces = vec![];
        for number in 0..200 {
            let place = Place { shard: 0, number };
            let (often, dear) = (1 + rolls.below(6) * rolls.below(2), 500 + rolls.below(4000));
            let own = usize::from(rolls.below(5) > 0);
            for minute in 0..often {
                let level = match world {
                    World::EachPurchase => usize::from(rolls.below(5) > 0),
                    World::ForGood | World::Better => own,
                };
                let twice = if matches!(world, World::Better) && level == 0 { 2 } else { 1 };
                let net = (twice * (dear + rolls.below(1000))) as i64;
                pieces.push(Piece { place, minute: Minute(minute as i32), level, net });
            }
        }
        pieces
    }

    fn differ(world: World, shops: u64) -> usize {
        let p = |seed| Along::of(&shop(world, seed), 2, 199, 2, 7).and_then(|along| along.chance(0, 1)).map(|c| c.p);
        (0..shops).filter(|&seed| p(seed).expect("two levels") <= 0.05).count()
    }

    #[test]
    fn levels_drawn_by_lot_differ_about_as_often_as_stated() {
        // 5 % of 300 shops: 15, with three standard deviations of 11 to both sides.
        for world in [World::EachPurchase, World::ForGood] {
            let differ = differ(world, 300);
            assert!((4..=26).contains(&differ), "{differ} of 300");
        }
    }

    #[test]
    fn a_level_whose_customers_spend_twice_as_much_stands_out() {
        let differ = differ(World::Better, 50);
        assert!(differ >= 45, "{differ} of 50");
    }

    #[test]
    fn a_rare_level_drawn_by_lot_lies_below_as_the_deals_say() {
        let along = Along::of(&shop(World::EachPurchase, 1), 2, 199, 2, 7).expect("purchases");
        let chance = along.chance(0, 1).expect("two levels");
        assert!(chance.gap < -20.0, "{chance:?}");
        assert_eq!(Along::of(&shop(World::EachPurchase, 1), 2, 199, 2, 7), Some(along));
    }

    #[test]
    fn two_customers_by_hand() {
        let of = |number, minute, level| Piece {
            place: Place { shard: 0, number },
            minute: Minute(minute),
            level,
            net: 1000,
        };
        // Every first level is low and high follows it: nothing else can be dealt.
        let along = Along::of(&[of(0, 0, 1), of(0, 1, 0), of(1, 0, 1), of(1, 1, 0)], 2, 9, 2, 1).expect("purchases");
        let chance = along.chance(0, 1).expect("two levels");
        assert_eq!((chance.gap, chance.p), (0.0, 1.0));
        assert_eq!(Along::of(&[], 2, 9, 2, 1), None);
    }
}
