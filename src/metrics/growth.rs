//! How much of a shop's growth its customers brought about, and what the change of its revenue is made of.
//!
//! - A window is held against one before it. `nrr` and `grr` are those of [`super::retention`]: what the earlier window's customers bring
//!   in now, of what they brought in then; and the same with no customer above what he brought in then.
//! - New customers, first seen in this window and not known to have joined before the data begin, are *earned* (by referral, recommendation, reputation), *bought* (by advertising, vouchers)
//!   or of unknown origin. `earned_new_share = their net / base_net`, and `earned growth = nrr + earned_new_share - 1`.
//!   `earned_growth_ratio` is its part of all growth, `(existing + new + returned net) / base_net - 1`, where there is growth.
//! - Where the origin of some is unknown, only bounds can be given: all of them bought, or all of them earned.
//! - Customers of longer ago who came back are neither new nor in the base; their net stands apart.
//! - The change of net is split into customers × purchases per customer × money per purchase, and what was given back later, by
//!   [`split::split`]: the parts add up to the change to the last digit.
//!
//! It is arithmetic, not a sample: there is no interval, and no cause. Held against another pair of windows it is tested ([`sample`]):
//! other customers could as well have come and gone.
//!
//! Source: Reichheld, Darnell and Burns (2021), *Winning on Purpose*, figure B-1: 100 becomes 130 with an NRR of 85 %, 20 bought and 25
//! earned, an earned growth rate of 10 % and a ratio of 33 %.

pub mod sample;
pub mod split;

use crate::ledger::Ledger;
use crate::ledger::entry::Entry;
use crate::ledger::money::Money;
use crate::ledger::ratio::Ratio;
use crate::ledger::scan::{Tally, Visit};
use crate::ledger::window::Window;
use crate::metrics::takings::Takings;
use split::Side;

/// Why a customer came for the first time.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Origin {
    /// By what other customers said.
    Earned,
    /// By what the shop paid.
    Bought,
    /// Nobody wrote it down.
    Unknown,
}

/// Customers of one origin.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct New {
    /// How many.
    pub customers: u64,
    /// What they brought in.
    pub net: i128,
}

/// A window beside the one before, at the ledger's scale.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Growth {
    /// All that the earlier window's buyers brought in then.
    pub base_net: i128,
    /// What they bring in now.
    pub existing_net: i128,
    /// The smaller of the two, customer by customer.
    pub kept_net: i128,
    /// New customers by origin.
    pub new: [New; 3],
    /// What all others bring in.
    pub returned_net: i128,
    /// The earlier window.
    pub then: Side,
    /// This one.
    pub now: Side,
}

/// The least and the most that a number can be; equal where it is known.
pub type Bounds = (Option<Ratio>, Option<Ratio>);

impl Growth {
    /// Net revenue retention.
    pub fn nrr(&self) -> Option<Ratio> {
        self.of_base(self.existing_net)
    }

    /// Gross revenue retention.
    pub fn grr(&self) -> Option<Ratio> {
        self.of_base(self.kept_net)
    }

    /// New customers of an origin, beside the base.
    pub fn new_share(&self, origin: Origin) -> Bounds {
        self.bounds(self.new[origin as usize].net, |net| self.of_base(net))
    }

    /// What customers of longer ago brought in, beside the base.
    pub fn returned_share(&self) -> Option<Ratio> {
        self.of_base(self.returned_net)
    }

    /// The earned growth rate.
    pub fn earned_growth(&self) -> Bounds {
        self.bounds(self.new[Origin::Earned as usize].net, |net| self.of_base(self.existing_net + net - self.base_net))
    }

    /// Its part of all growth; nothing where there is none.
    pub fn earned_growth_ratio(&self) -> Bounds {
        let new: i128 = self.new.iter().map(|new| new.net).sum();
        let grown = self.existing_net + new + self.returned_net - self.base_net;
        let of_grown = |net| {
            let part = self.existing_net + net - self.base_net;
            (grown > 0 && self.base_net > 0).then(|| Ratio::new(part, grown)).flatten()
        };
        self.bounds(self.new[Origin::Earned as usize].net, of_grown)
    }

    /// Whether some new customers came for reasons nobody knows.
    pub const fn is_uncertain(&self) -> bool {
        self.new[Origin::Unknown as usize].customers > 0
    }

    fn bounds(&self, known: i128, of: impl Fn(i128) -> Option<Ratio>) -> Bounds {
        let open = self.new[Origin::Unknown as usize].net;
        (of(known + open.min(0)), of(known + open.max(0)))
    }

    fn of_base(&self, net: i128) -> Option<Ratio> {
        if self.base_net > 0 { Ratio::new(net, self.base_net) } else { None }
    }

    /// What one customer makes of a window and the one before it.
    fn of_customer(visit: &Visit<'_>, (before, window): (Window, Window), origin: Origin) -> Self {
        let (then, now) = (inside(visit.within, before), inside(visit.within, window));
        let first = visit.within.iter().find(|entry| entry.is_purchase()).map(Entry::day);
        let known =
            visit.older || visit.before.iter().any(Entry::is_purchase) || first.is_some_and(|day| day < window.from);
        let (earlier, later) = (Takings::of(then), Takings::of(now));
        let bought = |entries: &[Entry]| entries.iter().filter(|entry| entry.is_purchase()).count() as u64;
        let (purchases_then, purchases) = (bought(then), bought(now));
        let mut own = Self::default();
        own.then.add(purchases_then, &earlier);
        own.now.add(purchases, &later);
        if purchases_then > 0 {
            own.base_net = earlier.net();
            own.existing_net = later.net();
            own.kept_net = earlier.net().min(later.net());
        } else if purchases > 0 && !known {
            own.new[origin as usize] = New { customers: 1, net: later.net() };
        } else {
            own.returned_net = later.net();
        }
        own
    }

    fn add(&mut self, other: &Self) {
        self.base_net += other.base_net;
        self.existing_net += other.existing_net;
        self.kept_net += other.kept_net;
        self.returned_net += other.returned_net;
        for (sum, other) in self.new.iter_mut().zip(&other.new) {
            sum.customers += other.customers;
            sum.net += other.net;
        }
        self.then.merge(&other.then);
        self.now.merge(&other.now);
    }

    /// Money at a scale.
    pub const fn money(net: i128, scale: u8) -> Money {
        Money::new(net, scale)
    }
}

/// Gathers [`Growth`] for each group, over the stretch from the earlier window's first day to this one's last.
#[derive(Debug)]
pub struct GrowthTally<'a> {
    ledger: &'a Ledger,
    windows: (Window, Window),
    origins: &'a [Origin],
    slots: Vec<Growth>,
}

impl<'a> GrowthTally<'a> {
    /// Starts with nothing; `origins` by the code of a customer's attributes, and one more for those who are in no file.
    pub fn new(slots: usize, ledger: &'a Ledger, windows: (Window, Window), origins: &'a [Origin]) -> Self {
        Self { ledger, windows, origins, slots: vec![Growth::default(); slots] }
    }
}

impl Tally for GrowthTally<'_> {
    type Outcome = Growth;

    fn visit(&mut self, slot: usize, visit: &Visit<'_>) {
        let own = Growth::of_customer(visit, self.windows, origin(self.ledger, self.origins, visit));
        self.slots[slot].add(&own);
    }

    fn merge(&mut self, other: Self) {
        self.slots.iter_mut().zip(&other.slots).for_each(|(sums, other)| sums.add(other));
    }

    fn finish(self) -> Vec<Growth> {
        self.slots
    }
}

/// Why a customer came, by the code of its attributes; the last one is for those who are in no file.
fn origin(ledger: &Ledger, origins: &[Origin], visit: &Visit<'_>) -> Origin {
    let shard = &ledger.shards[usize::from(visit.place.shard)];
    let code = shard.attributes.get(visit.place.number as usize).copied().unwrap_or(u32::MAX);
    let last = origins.len().saturating_sub(1);
    origins.get((code as usize).min(last)).copied().unwrap_or(Origin::Unknown)
}

/// The entries inside a window.
fn inside(entries: &[Entry], window: Window) -> &[Entry] {
    let from = entries.partition_point(|entry| entry.day() < window.from);
    let until = entries.partition_point(|entry| entry.day() <= window.to);
    &entries[from..until]
}

#[cfg(test)]
mod tests;
