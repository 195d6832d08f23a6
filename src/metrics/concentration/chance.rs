//! What share of the net the top of the customers would have by chance alone.
//!
//! Customers who are all alike still differ in what they have brought in: some happen to buy twice, and some orders are large. So the
//! same purchases, each with its own amount, are dealt anew: every customer keeps one (that made them a customer), the others fall on
//! the customers at random. The mean top share over many such deals is what concentration says without any loyalty.
//!
//! - A purchase is taken at the gross of its first day; what was given back later is left out on this side.
//! - Of more than about a million purchases a part of the customers is dealt, chosen by the hash of their ids: a share does not depend
//!   on how many they are, and the memory of one amount per order is spared.
//! - The dealing is seeded, so the same file always shows the same.
//!
//! The comparison is ours, after the one in [`crate::metrics::revenue::chance`].

use crate::ledger::Ledger;
use crate::ledger::scan::{Tally, Visit};
use crate::metrics::SEED;
use crate::statistics::mix::{Rolls, mix};

/// So many purchases are dealt, about.
const ENOUGH: u64 = 1 << 20;

/// So many purchases are dealt in all deals together.
const DEALT: usize = 4_000_000;

/// The most deals.
const DEALS: usize = 400;

/// The customers of a slot, or a part of them, with their purchases.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Purchases {
    customers: usize,
    amounts: Vec<i64>,
}

impl Purchases {
    /// The mean shares of the first so many in a hundred customers; none where there is nothing to share.
    pub fn top_shares<const N: usize>(&self, per_cent: [usize; N]) -> Option<[f64; N]> {
        let total: i128 = self.amounts.iter().map(|&amount| i128::from(amount)).sum();
        if self.customers == 0 || total <= 0 {
            return None;
        }
        let deals = (DEALT / self.amounts.len()).clamp(1, DEALS);
        let mut rolls = Rolls::new(SEED);
        let mut amounts = self.amounts.clone();
        // Customers are visited in no order that means anything, but it must be the same for any number of threads.
        amounts.sort_unstable();
        let mut sums = [0.0; N];
        for _ in 0..deals {
            let dealt = self.deal(&mut amounts, &mut rolls);
            for (sum, per_cent) in sums.iter_mut().zip(per_cent) {
                let top = (self.customers * per_cent).div_ceil(100).min(self.customers);
                let part: i128 = dealt[..top].iter().sum();
                *sum += part as f64 / total as f64;
            }
        }
        Some(sums.map(|sum| sum / deals as f64))
    }

    /// What each customer has after one deal, from the most to the least.
    fn deal(&self, amounts: &mut [i64], rolls: &mut Rolls) -> Vec<i128> {
        let n = amounts.len();
        for at in 0..self.customers.min(n) {
            let other = at + rolls.below((n - at) as u64) as usize;
            amounts.swap(at, other);
        }
        let mut dealt: Vec<i128> = amounts[..self.customers.min(n)].iter().map(|&amount| i128::from(amount)).collect();
        for &amount in &amounts[self.customers.min(n)..] {
            dealt[rolls.below(self.customers as u64) as usize] += i128::from(amount);
        }
        dealt.sort_unstable_by(|a, b| b.cmp(a));
        dealt
    }
}

/// Gathers [`Purchases`] per slot.
#[derive(Debug)]
pub struct PurchasesTally {
    /// Hashes above this are left out.
    limit: u64,
    slots: Vec<Purchases>,
}

impl PurchasesTally {
    /// Starts with nothing; how large a part is dealt depends on how much the ledger holds.
    pub fn new(slots: usize, ledger: &Ledger) -> Self {
        let entries: u64 = ledger.shards.iter().map(|shard| shard.entries.len() as u64).sum();
        Self { limit: u64::MAX / entries.div_ceil(ENOUGH).max(1), slots: vec![Purchases::default(); slots] }
    }
}

impl Tally for PurchasesTally {
    type Outcome = Purchases;

    fn visit(&mut self, slot: usize, visit: &Visit<'_>) {
        let mut bought = visit.within.iter().filter(|entry| entry.is_purchase()).map(|entry| entry.amount).peekable();
        if mix(visit.hash) <= self.limit && bought.peek().is_some() {
            self.slots[slot].customers += 1;
            self.slots[slot].amounts.extend(bought);
        }
    }

    fn merge(&mut self, other: Self) {
        for (own, other) in self.slots.iter_mut().zip(other.slots) {
            own.customers += other.customers;
            own.amounts.extend(other.amounts);
        }
    }

    fn finish(self) -> Vec<Purchases> {
        self.slots
    }
}

#[cfg(test)]
mod tests {
    use super::Purchases;

    #[track_caller]
    fn near(found: f64, expected: f64, tolerance: f64) {
        assert!((found - expected).abs() <= tolerance, "found {found}, expected {expected}");
    }

    #[test]
    fn by_hand_for_two_customers_and_four_purchases() {
        // Each keeps one of the four equal purchases; the other two fall together half of the time: 3/4 or 2/4 for the first.
        let found = Purchases { customers: 2, amounts: vec![10; 4] }.top_shares([50]).expect("there is net");
        near(found[0], 0.625, 0.02);
    }

    #[test]
    fn of_one_purchase_each_only_the_amounts_differ() {
        let purchases = Purchases { customers: 5, amounts: vec![1, 2, 3, 4, 10] };
        let found = purchases.top_shares([20, 40]).expect("there is net");
        near(found[0], 0.5, 1e-12);
        near(found[1], 0.7, 1e-12);
    }

    #[test]
    fn where_everyone_has_the_same_chance_the_largest_counts_are_those_of_the_binomial() {
        // 1,000 customers, 2,000 equal purchases: 1 + Binomial(1000, 1/1000) each, and the first tenth takes the largest counts.
        let (mut left, mut top, mut chances) = (0.1, 0.0, vec![]);
        let mut chance = 0.999_f64.powi(1_000);
        for further in 0..12_u32 {
            chances.push((further, chance));
            chance *= f64::from(1_000 - further) / f64::from(further + 1) / 999.0;
        }
        for (further, chance) in chances.into_iter().rev() {
            let taken = f64::min(left, chance);
            top += taken * f64::from(1 + further);
            left -= taken;
        }
        let found = Purchases { customers: 1_000, amounts: vec![1; 2_000] }.top_shares([10]).expect("there is net");
        near(found[0], top / 2.0, 0.003);
        near(found[0], 0.2017, 0.003);
    }

    #[test]
    fn nobody_and_nothing_have_no_share() {
        assert_eq!(Purchases::default().top_shares([20]), None);
        assert_eq!(Purchases { customers: 2, amounts: vec![0, 0] }.top_shares([20]), None);
    }
}
