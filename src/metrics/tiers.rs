//! What each level of a loyalty programme brings in, and how far it stands above the next lower one.
//!
//! - Customers are those with a purchase in the window; `frequency = orders / customers`, `repeat rate` counts two or more purchases,
//!   `share = net / net of all levels`, `above = net per customer - net per customer of the next lower level that has customers`.
//! - The money of a customer without a purchase in the window (a refund, say) is in the level's and in no count.
//! - Levels stand in their declared order, the highest first; else by net per customer. Whoever has no level stands last, as `(none)`.
//!
//! Where a level comes from decides what the figures can mean ([`Basis`]):
//!
//! - [`Basis::Today`]: the customers file knows one level per customer. Whoever rose because of purchases in the window counts as high
//!   all along, and whoever fell or left stands low or nowhere: the gap between levels comes out too large.
//! - [`Basis::Order`]: each order says the level it was made at. A customer whose level changed stands in several levels, with a part
//!   of the purchases in each, so a rare level looks worse whoever stands in it: [`along`] says by how much.
//! - [`Basis::Rule`]: rules over what customers did in the window ([`rules`]). The gap is then partly of the rules' own making.
//!
//! [`chance`] says what chance alone would show beside the gap. Intervals resample customers, with the same draws for both levels: who
//! stands in both, as levels at the time of the order allow, is drawn for both together. Such an interval lies around the gap as it is,
//! with what the labels make of it by themselves; [`along`] tells that part.
//! None of it is a lift: nobody was put into a level by a throw of dice.

pub mod along;
pub mod chance;
pub mod rules;
mod tally;

pub use tally::{Levels, Member, TierTally, sampled};

use crate::ledger::money::Money;
use crate::ledger::ratio::Ratio;
use crate::metrics::sample::{Figure, Kind};
use crate::statistics::bootstrap::{self, Cells, Draws};
use crate::statistics::{Difference, Interval, share};

/// The figures of a level that are compared, from the sums of [`crate::metrics::repeat::sample`].
pub const FIGURES: [Figure<8>; 6] = [
    Figure { key: "per_customer", of: |s| over(s[4], s[0]), among: &[0], kind: Kind::Money },
    Figure { key: "customers", of: |s| Some(s[0]), among: &[0], kind: Kind::Count },
    Figure { key: "net", of: |s| Some(s[4]), among: &[0], kind: Kind::Total },
    Figure { key: "average_order_value", of: |s| over(s[3], s[2]), among: &[0], kind: Kind::Money },
    Figure { key: "frequency", of: |s| over(s[2], s[0]), among: &[0], kind: Kind::Number },
    Figure { key: "repeat_rate", of: |s| over(s[1], s[0]), among: &[0], kind: Kind::Share(1, 0) },
];

fn over(above: f64, below: f64) -> Option<f64> {
    (below > 0.0).then(|| above / below)
}

/// Where levels come from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Basis {
    /// The customers file: one level for each customer, as it is today.
    Today,
    /// The orders: the level at the time of each.
    Order,
    /// Rules over what customers did in the window.
    Rule,
}

/// One level in one window.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Level {
    /// Customers with a purchase.
    pub customers: u64,
    /// Those with at least two.
    pub repeat_customers: u64,
    /// Purchases.
    pub orders: u64,
    /// What was sold.
    pub gross: Money,
    /// The same less what was given back.
    pub net: Money,
    /// The gross of the purchases alone.
    pub purchased: Money,
    /// Some of its customers with a purchase, for [`chance`].
    pub members: Vec<Member>,
    cells: Cells<2>,
}

impl Level {
    /// Whether anything at all stands in it.
    pub fn is_empty(&self) -> bool {
        self.customers == 0 && self.gross.mantissa == 0 && self.net.mantissa == 0
    }

    /// Net per customer.
    pub fn per_customer(&self) -> Option<Ratio> {
        Ratio::per(self.net, self.customers)
    }

    /// Its part of a net, where that is above zero.
    pub fn share_of(&self, net: Money) -> Option<Ratio> {
        if net.mantissa <= 0 {
            return None;
        }
        Ratio::from_money(self.net).over(Ratio::from_money(net))
    }

    /// The mean value of a purchase.
    pub fn average_order_value(&self) -> Option<Ratio> {
        Ratio::per(self.purchased, self.orders)
    }

    /// Purchases per customer.
    pub fn frequency(&self) -> Option<Ratio> {
        Ratio::of(self.orders, self.customers)
    }

    /// The share of the customers with at least two purchases.
    pub fn repeat_rate(&self) -> Option<Ratio> {
        Ratio::of(self.repeat_customers, self.customers)
    }

    /// The range that share is expected to lie in.
    pub fn repeat_interval(&self, confidence: f64) -> Option<Interval> {
        share::wilson(self.repeat_customers, self.customers, confidence)
    }

    /// How much more a customer brings in than one of a lower level.
    pub fn above(&self, lower: &Self) -> Option<Ratio> {
        self.per_customer()?.minus(lower.per_customer()?)
    }

    /// The same with its range, and how often resampling the same customers would show no such gap.
    pub fn compared(&self, lower: &Self, draws: &Draws, confidence: f64) -> Option<Difference> {
        let one = 10_u64.pow(u32::from(self.net.scale)) as f64;
        let fewer = self.customers.min(lower.customers);
        bootstrap::difference(&self.cells, &lower.cells, draws, fewer, confidence, |[high, net], [low, lower_net]| {
            (*high > 0.0 && *low > 0.0).then(|| (net / high - lower_net / low) / one)
        })
    }

    /// All of several levels together; customers who stand in several are counted in each.
    pub fn together<'a>(levels: impl IntoIterator<Item = &'a Self>) -> Self {
        let mut all = Self::default();
        for level in levels {
            all.customers += level.customers;
            all.repeat_customers += level.repeat_customers;
            all.orders += level.orders;
            all.gross = all.gross.plus(level.gross);
            all.net = all.net.plus(level.net);
            all.purchased = all.purchased.plus(level.purchased);
        }
        all
    }
}

/// The order in which levels stand, as places in `levels`: first the `declared` names, then the others by net per customer, the
/// largest first, then whoever has no level.
pub fn order(levels: &[(Option<String>, &Level)], declared: &[String]) -> Vec<usize> {
    let rank = |name: Option<&String>| match name {
        None => declared.iter().position(|own| own == NONE).unwrap_or(usize::MAX),
        Some(name) => declared.iter().position(|own| own.eq_ignore_ascii_case(name)).unwrap_or(usize::MAX - 1),
    };
    let worth = |level: &Level| level.per_customer().map_or(f64::NEG_INFINITY, Ratio::real);
    let mut places: Vec<usize> = (0..levels.len()).collect();
    places.sort_by(|&one, &other| {
        let ((one, high), (other, low)) = (&levels[one], &levels[other]);
        rank(one.as_ref())
            .cmp(&rank(other.as_ref()))
            .then_with(|| worth(low).total_cmp(&worth(high)))
            .then_with(|| one.cmp(other))
    });
    places
}

/// How the level of those without one is written in a declared order.
const NONE: &str = "(none)";

#[cfg(test)]
mod tests;
