//! Gathers levels for every window and group in one scan.

use super::Level;
use super::rules::{self, Rule};
use crate::ledger::entry::Entry;
use crate::ledger::money::Money;
use crate::ledger::scan::{Tally, Visit};
use crate::metrics::takings::Takings;
use crate::statistics::bootstrap::{Cells, cell};
use crate::statistics::mix::mix;

/// Customers whose purchases [`super::chance`] deals out, about, where a shop has more.
const SAMPLE: u64 = 20_000;

/// The level of a customer in a slot.
#[derive(Debug, Clone, Copy)]
pub enum Levels<'a> {
    /// The groups of the split are the levels.
    Groups,
    /// The first rule that holds gives it.
    Rules(&'a [Rule]),
}

/// What one customer with a purchase did in the window.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Member {
    /// Net.
    pub net: i64,
    /// The net of each purchase: what came after it, until the next one, belongs to it. Kept for rules alone.
    pub purchases: Box<[i64]>,
}

/// Gathers a list of [`Level`]s for every slot: one where the groups are the levels, else one for each rule and one for nobody's.
#[derive(Debug)]
pub struct TierTally<'a> {
    scale: u8,
    levels: Levels<'a>,
    most: u64,
    slots: Vec<Vec<Sums>>,
}

#[derive(Debug, Clone, Default)]
struct Sums {
    customers: u64,
    repeat_customers: u64,
    orders: u64,
    takings: Takings,
    members: Vec<Member>,
    cells: Cells<2>,
}

/// The largest mixed hash of a customer in the sample, where so many may be there.
pub fn sampled(customers: usize) -> u64 {
    let customers = customers as u64;
    if customers <= SAMPLE { u64::MAX } else { u64::MAX / customers * SAMPLE }
}

impl<'a> TierTally<'a> {
    /// Starts with nothing; members are those up to the mixed hash `most` ([`sampled`]).
    pub fn new(slots: usize, scale: u8, levels: Levels<'a>, most: u64) -> Self {
        let each = match levels {
            Levels::Groups => 1,
            Levels::Rules(rules) => rules.len() + 1,
        };
        Self { scale, levels, most, slots: vec![vec![Sums::default(); each]; slots] }
    }
}

impl Tally for TierTally<'_> {
    type Outcome = Vec<Level>;

    fn visit(&mut self, slot: usize, visit: &Visit<'_>) {
        let orders = visit.purchases();
        let takings = Takings::of(visit.within);
        let level = match self.levels {
            Levels::Groups => 0,
            Levels::Rules(rules) => rules::level(rules, orders, takings.net(), self.scale),
        };
        let sums = &mut self.slots[slot][level];
        sums.customers += u64::from(orders > 0);
        sums.repeat_customers += u64::from(orders > 1);
        sums.orders += orders;
        sums.takings.add(&takings);
        sums.cells.add(cell(visit.hash), [i128::from(orders > 0), takings.net()]);
        if orders > 0 && mix(visit.hash) <= self.most {
            let purchases = match self.levels {
                Levels::Groups => Box::default(),
                Levels::Rules(_) => purchases(visit.within),
            };
            sums.members.push(Member { net: clamped(takings.net()), purchases });
        }
    }

    fn merge(&mut self, other: Self) {
        for (own, other) in self.slots.iter_mut().flatten().zip(other.slots.into_iter().flatten()) {
            own.customers += other.customers;
            own.repeat_customers += other.repeat_customers;
            own.orders += other.orders;
            own.takings.add(&other.takings);
            own.members.extend(other.members);
            own.cells.merge(&other.cells);
        }
    }

    fn finish(self) -> Vec<Vec<Level>> {
        let scale = self.scale;
        let level = |mut sums: Sums| {
            sums.members.sort_unstable();
            Level {
                customers: sums.customers,
                repeat_customers: sums.repeat_customers,
                orders: sums.orders,
                gross: Money::new(sums.takings.gross, scale),
                net: Money::new(sums.takings.net(), scale),
                purchased: Money::new(sums.takings.purchased, scale),
                members: sums.members,
                cells: sums.cells,
            }
        };
        self.slots.into_iter().map(|levels| levels.into_iter().map(level).collect()).collect()
    }
}

/// The net of each purchase; what stands before the first belongs to it.
fn purchases(entries: &[Entry]) -> Box<[i64]> {
    let mut values: Vec<i128> = vec![];
    let mut before = 0;
    for entry in entries {
        let money = i128::from(entry.money());
        if entry.is_purchase() {
            values.push(money + std::mem::take(&mut before));
        } else if let Some(last) = values.last_mut() {
            *last += money;
        } else {
            before += money;
        }
    }
    values.into_iter().map(clamped).collect()
}

/// Sums beyond 64 bits are nobody's spend; for chance they are cut off.
fn clamped(sum: i128) -> i64 {
    i64::try_from(sum).unwrap_or(if sum < 0 { i64::MIN } else { i64::MAX })
}
