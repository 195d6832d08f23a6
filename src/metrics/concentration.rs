//! How much of the net a few customers bring in.
//!
//! - Customers with a purchase in the window, ranked by their net in it. A decile is a tenth of the customers (デシル分析); where ten do
//!   not divide them, the first k tenths are rounded down together (the top shares up). Which of equal customers stands on which side of a line changes no sum.
//! - `top_10_share`, `top_20_share`: of the net of all, that of the first tenth and fifth; a part of a customer is a whole one.
//! - `gini = (2 * sum of rank * net) / (n * sum of net) - (n + 1) / n`, ranks from the smallest up: 0 where all bring in the same,
//!   near 1 where one brings in everything. With customers below zero it can exceed 1.
//! - Where all together bring in nothing above zero there are no shares and no Gini.
//! - Chance alone makes customers unequal too: some happen to buy twice ([`chance`] says how much that is). A short window, and one that few have bought in more than
//!   once, understates how much the regulars bring in over the years.

pub mod chance;
pub mod sample;

use crate::ledger::money::Money;
use crate::ledger::ratio::Ratio;
use crate::ledger::scan::{Tally, Visit};
use crate::metrics::takings::Takings;

/// How many groups of customers there are.
pub const DECILES: usize = 10;

/// A tenth of the customers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Decile {
    /// Customers in it.
    pub customers: u64,
    /// What they bring in.
    pub net: Money,
    /// Their part of the net of all.
    pub share: Option<Ratio>,
    /// The part of these and of all before them.
    pub cumulative_share: Option<Ratio>,
}

/// Customers from the largest net to the smallest.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Concentration {
    nets: Vec<i128>,
    total: i128,
    scale: u8,
}

impl Concentration {
    /// Ranks customers by their net, which is counted at a scale.
    pub fn of(mut nets: Vec<i128>, scale: u8) -> Self {
        nets.sort_unstable_by(|a, b| b.cmp(a));
        let total = nets.iter().sum();
        Self { nets, total, scale }
    }

    /// How many there are.
    pub const fn customers(&self) -> u64 {
        self.nets.len() as u64
    }

    /// What they bring in.
    pub const fn net(&self) -> Money {
        Money::new(self.total, self.scale)
    }

    /// The part of the net that the first so many in a hundred bring in.
    pub fn top_share(&self, per_cent: usize) -> Option<Ratio> {
        self.share(self.nets[..self.top(per_cent)].iter().sum())
    }

    /// How many customers the first so many in a hundred are.
    fn top(&self, per_cent: usize) -> usize {
        (self.nets.len() * per_cent).div_ceil(100).min(self.nets.len())
    }

    /// How unequal they are.
    pub fn gini(&self) -> Option<Ratio> {
        let n = self.nets.len() as i128;
        let ranks = (1..=n).rev();
        let ranked: i128 = ranks.zip(&self.nets).map(|(rank, net)| rank * net).sum();
        self.share(0)?;
        Ratio::new(2 * ranked - (n + 1) * self.total, n * self.total)
    }

    /// The tenths, the largest customers first.
    pub fn deciles(&self) -> Vec<Decile> {
        let n = self.nets.len();
        let decile = |number: usize| {
            let (from, to) = (number * n / DECILES, (number + 1) * n / DECILES);
            let net = self.nets[from..to].iter().sum();
            Decile {
                customers: (to - from) as u64,
                net: Money::new(net, self.scale),
                share: self.share(net),
                cumulative_share: self.share(self.nets[..to].iter().sum()),
            }
        };
        (0..DECILES).map(decile).collect()
    }

    fn share(&self, part: i128) -> Option<Ratio> {
        if self.total > 0 { Ratio::new(part, self.total) } else { None }
    }
}

/// Gathers the net of every customer, per slot.
#[derive(Debug)]
pub struct ConcentrationTally {
    scale: u8,
    slots: Vec<Vec<i128>>,
}

impl ConcentrationTally {
    /// Starts with nothing, for amounts at the ledger's scale.
    pub fn new(slots: usize, scale: u8) -> Self {
        Self { scale, slots: vec![vec![]; slots] }
    }
}

impl Tally for ConcentrationTally {
    type Outcome = Concentration;

    fn visit(&mut self, slot: usize, visit: &Visit<'_>) {
        if visit.purchases() > 0 {
            self.slots[slot].push(Takings::of(visit.within).net());
        }
    }

    fn merge(&mut self, other: Self) {
        for (nets, other) in self.slots.iter_mut().zip(other.slots) {
            nets.extend(other);
        }
    }

    fn finish(self) -> Vec<Self::Outcome> {
        self.slots.into_iter().map(|nets| Concentration::of(nets, self.scale)).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::Concentration;
    use crate::ledger::ratio::Ratio;

    fn text(ratio: Option<Ratio>) -> String {
        ratio.map_or("none".into(), |r| r.to_string())
    }

    #[test]
    fn shares_and_gini_by_hand() {
        // 1, 2, 3 and 4: 2 * (1 + 4 + 9 + 16) / (4 * 10) - 5 / 4 = 0.25.
        let found = Concentration::of(vec![300, 100, 400, 200], 2);
        assert_eq!(text(found.gini()), "0.250000");
        assert_eq!((text(found.top_share(20)).as_str(), text(found.top_share(50)).as_str()), ("0.400000", "0.700000"));
        assert_eq!(found.net().to_string(), "10.00");
    }

    #[test]
    fn equals_are_as_equal_as_can_be() {
        let found = Concentration::of(vec![7; 20], 0);
        assert_eq!((text(found.gini()).as_str(), text(found.top_share(10)).as_str()), ("0.000000", "0.100000"));
    }

    #[test]
    fn the_deciles_add_up_to_the_whole() {
        let found = Concentration::of((0..23).map(|n| n * n - 40).collect(), 0);
        let deciles = found.deciles();
        assert_eq!(deciles.iter().map(|d| d.customers).sum::<u64>(), 23);
        assert_eq!(deciles.iter().map(|d| d.net.mantissa).sum::<i128>(), found.net().mantissa);
        assert_eq!(text(deciles[9].cumulative_share), "1.000000");
        assert!(deciles.windows(2).all(|pair| pair[0].customers <= pair[1].customers + 1));
    }

    #[test]
    fn of_nothing_there_is_no_share() {
        for nets in [vec![], vec![0, 0], vec![5, -9]] {
            let found = Concentration::of(nets, 0);
            assert_eq!((found.top_share(20), found.gini(), found.deciles()[0].share), (None, None, None));
        }
    }
}
