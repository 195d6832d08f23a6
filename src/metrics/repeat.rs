//! Who came back, how often, after how long, and what an order is worth.
//!
//! - `repeat_rate = repeat_customers / customers`: customers with at least two purchases inside the window, among customers with a
//!   purchase inside it. `frequency = orders / customers`, where orders means purchases.
//! - `average_order_value = gross of the purchases / purchases` (see [`super::takings`]): what was refunded later was still ordered.
//! - A gap is the days between consecutive purchases of one customer, 0 for two on one day. It belongs to the window of the later one
//!   ([`GapRule::Later`]), or both must lie inside ([`GapRule::Inside`]). Only repeaters have gaps, so their mean says nothing
//!   about those who have not come back yet.
//! - Money is that of every known customer with an entry in the window, also of those who only returned something. Such a customer
//!   is in no count.
//! - Guests are in no customer metric; what that sets aside is shown, as are orders of zero and orders wholly refunded.
//!
//! Source: what Little Stream calls the repeat purchase rate of the trade; other definitions of the
//! same name stand side by side in [`super::repeat_definitions`].

pub mod sample;

use crate::ledger::entry::Entry;
use crate::ledger::money::Money;
use crate::ledger::ratio::Ratio;
use crate::ledger::scan::{Tally, Visit};
use crate::metrics::takings::Takings;
use crate::statistics::histogram::DayCounts;
use crate::statistics::{Interval, share};

/// Which gaps belong to a window.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum GapRule {
    /// Those whose later purchase lies inside.
    #[default]
    Later,
    /// Those with both purchases inside.
    Inside,
}

/// One window of one group.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Repeat {
    /// Customers with a purchase.
    pub customers: u64,
    /// Customers with at least two.
    pub repeat_customers: u64,
    /// Purchases.
    pub orders: u64,
    /// What was sold.
    pub gross: Money,
    /// What was taken off within the orders.
    pub discounts: Money,
    /// What was given back, as a positive number.
    pub refunds: Money,
    /// Gross less refunds.
    pub net: Money,
    /// The gross of the purchases alone.
    pub purchased: Money,
    /// Gaps between purchases.
    pub gaps: u64,
    /// The mean gap.
    pub gap_days_mean: Option<Ratio>,
    /// The gap that half of them do not exceed.
    pub gap_days_median: Option<Ratio>,
    /// Purchases that name no customer, in nothing above.
    pub guest_orders: u64,
    /// What these brought in, refunds taken off.
    pub guest_net: Money,
    /// Customers' orders of zero value, which are no purchases.
    pub zero_orders: u64,
    /// Customers' orders that were refunded in full, which are no purchases.
    pub refunded_orders: u64,
}

impl Repeat {
    /// The share of the customers who bought at least twice.
    pub fn repeat_rate(&self) -> Option<Ratio> {
        Ratio::of(self.repeat_customers, self.customers)
    }

    /// The range that share is expected to lie in.
    pub fn interval(&self, confidence: f64) -> Option<Interval> {
        share::wilson(self.repeat_customers, self.customers, confidence)
    }

    /// Purchases per customer.
    pub fn frequency(&self) -> Option<Ratio> {
        Ratio::of(self.orders, self.customers)
    }

    /// The mean value of a purchase.
    pub fn average_order_value(&self) -> Option<Ratio> {
        Ratio::per(self.purchased, self.orders)
    }
}

/// Gathers [`Repeat`] for every window and group.
#[derive(Debug)]
pub struct RepeatTally {
    scale: u8,
    rule: GapRule,
    slots: Vec<Sums>,
}

#[derive(Debug, Clone, Default)]
struct Sums {
    customers: u64,
    repeat_customers: u64,
    orders: u64,
    takings: Takings,
    gaps: DayCounts,
    guest_orders: u64,
    guest_net: i128,
    zero_orders: u64,
    refunded_orders: u64,
}

impl RepeatTally {
    /// Starts with nothing, for amounts at the ledger's scale.
    pub fn new(slots: usize, scale: u8, rule: GapRule) -> Self {
        Self { scale, rule, slots: vec![Sums::default(); slots] }
    }
}

impl Tally for RepeatTally {
    type Outcome = Repeat;

    fn visit(&mut self, slot: usize, visit: &Visit<'_>) {
        let sums = &mut self.slots[slot];
        let mut earlier = match self.rule {
            GapRule::Later => visit.before.iter().rev().find(|e| e.is_purchase()).map(Entry::day),
            GapRule::Inside => None,
        };
        let mut purchases = 0;
        for entry in visit.within {
            if entry.is_purchase() {
                let day = entry.day();
                if let Some(earlier) = earlier.replace(day) {
                    sums.gaps.add((day.0 - earlier.0) as u32);
                }
                purchases += 1;
            } else if entry.is_order() {
                sums.zero_orders += u64::from(entry.is_zero_order());
                sums.refunded_orders += u64::from(entry.is_returned_order());
            }
        }
        sums.customers += u64::from(purchases >= 1);
        sums.repeat_customers += u64::from(purchases >= 2);
        sums.orders += purchases;
        sums.takings.add(&Takings::of(visit.within));
    }

    fn guests(&mut self, slot: usize, entries: &[Entry]) {
        let sums = &mut self.slots[slot];
        sums.guest_orders += entries.iter().filter(|e| e.is_purchase()).count() as u64;
        sums.guest_net += Takings::of(entries).net();
    }

    fn merge(&mut self, other: Self) {
        for (sums, other) in self.slots.iter_mut().zip(other.slots) {
            sums.customers += other.customers;
            sums.repeat_customers += other.repeat_customers;
            sums.orders += other.orders;
            sums.takings.add(&other.takings);
            sums.gaps.merge(&other.gaps);
            sums.guest_orders += other.guest_orders;
            sums.guest_net += other.guest_net;
            sums.zero_orders += other.zero_orders;
            sums.refunded_orders += other.refunded_orders;
        }
    }

    fn finish(self) -> Vec<Repeat> {
        self.slots.into_iter().map(|sums| sums.result(self.scale)).collect()
    }
}

impl Sums {
    fn result(self, scale: u8) -> Repeat {
        let money = |sum| Money::new(sum, scale);
        Repeat {
            customers: self.customers,
            repeat_customers: self.repeat_customers,
            orders: self.orders,
            gross: money(self.takings.gross),
            discounts: money(self.takings.discounts),
            refunds: money(self.takings.refunds),
            net: money(self.takings.net()),
            purchased: money(self.takings.purchased),
            gaps: self.gaps.n(),
            gap_days_mean: self.gaps.mean().and_then(|(days, gaps)| Ratio::of(days, gaps)),
            gap_days_median: self.gaps.twice_median().and_then(|days| Ratio::of(days, 2)),
            guest_orders: self.guest_orders,
            guest_net: money(self.guest_net),
            zero_orders: self.zero_orders,
            refunded_orders: self.refunded_orders,
        }
    }
}

#[cfg(test)]
mod tests;
