//! Who counts as loyal.

use crate::ledger::scan::{Groups, Tally, Visit};
use crate::ledger::{Ledger, Place};
use crate::metrics::takings::Takings;

/// The rule.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Loyal {
    /// At least so many purchases.
    Orders(u64),
    /// What the customers file says: the groups of its values, and for each group whether it is loyal.
    Attribute(Groups, Vec<bool>),
    /// A net of at least this much in each slot, as found by [`TopTally`]; nobody where there is none.
    Net(Vec<Option<i128>>),
}

/// A customer as the rule sees it.
pub(super) struct Known {
    pub(super) place: Place,
    pub(super) slot: usize,
    pub(super) purchases: u64,
    pub(super) net: i128,
}

impl Loyal {
    /// Tells whether a customer with a purchase is loyal.
    pub(super) fn holds(&self, ledger: &Ledger, customer: &Known) -> bool {
        match self {
            Self::Orders(least) => customer.purchases >= *least,
            Self::Attribute(groups, loyal) => {
                let attributes = &ledger.shards[usize::from(customer.place.shard)].attributes;
                let code = attributes.get(customer.place.number as usize).copied().unwrap_or(u32::MAX);
                loyal[groups.of(code)]
            }
            Self::Net(least) => least[customer.slot].is_some_and(|least| customer.net >= least),
        }
    }
}

/// Finds how much net puts a customer among the top share of the buyers of each slot; customers with the same net are never split,
/// so the top can be larger than asked for.
#[derive(Debug)]
pub struct TopTally {
    part: u64,
    whole: u64,
    nets: Vec<Vec<i128>>,
}

impl TopTally {
    /// Starts with nothing; the top is `part` in `whole`, such as 20 in 100. Of nobody in nothing there is no top.
    pub fn new(slots: usize, part: u64, whole: u64) -> Self {
        Self { part, whole, nets: vec![vec![]; slots] }
    }
}

impl Tally for TopTally {
    type Outcome = Option<i128>;

    fn visit(&mut self, slot: usize, visit: &Visit<'_>) {
        if visit.purchases() > 0 {
            self.nets[slot].push(Takings::of(visit.within).net());
        }
    }

    fn merge(&mut self, other: Self) {
        for (nets, other) in self.nets.iter_mut().zip(other.nets) {
            nets.extend(other);
        }
    }

    fn finish(self) -> Vec<Self::Outcome> {
        let (part, whole) = (u128::from(self.part), u128::from(self.whole));
        self.nets.into_iter().map(|nets| least_of_top(nets, part, whole)).collect()
    }
}

/// The net of the last customer in the top; a part of a customer is a whole one, so the top fifth of six are two.
fn least_of_top(mut nets: Vec<i128>, part: u128, whole: u128) -> Option<i128> {
    if whole == 0 {
        return None;
    }
    let top = (nets.len() as u128 * part).div_ceil(whole).min(nets.len() as u128) as usize;
    nets.sort_unstable_by(|a, b| b.cmp(a));
    top.checked_sub(1).map(|last| nets[last])
}

#[cfg(test)]
mod tests {
    use super::least_of_top;

    #[test]
    fn the_top_fifth_of_six_are_two_and_equals_are_not_split() {
        assert_eq!(least_of_top(vec![10, 60, 30, 20, 50, 40], 20, 100), Some(50));
        assert_eq!(least_of_top(vec![5, 5, 5, 5, 9], 40, 100), Some(5));
        assert_eq!(least_of_top(vec![1, 2], 300, 100), Some(1));
    }

    #[test]
    fn of_nobody_there_is_no_top() {
        assert_eq!(least_of_top(vec![], 20, 100), None);
        assert_eq!(least_of_top(vec![1], 0, 100), None);
    }
}
