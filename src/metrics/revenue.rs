//! What loyal customers bring in, and what the others do.
//!
//! Customers are put in three groups: *loyal*, by a rule (at least two purchases in the window unless told otherwise); *other returning*,
//! who bought before the window or are known to have joined before the data begin; and *other new*. `difference = loyal net - other net`; the share is the loyal customers' part of the
//! net of all three, and is no number when that is not above zero.
//!
//! There are two answers, told apart by their [`Basis`]:
//!
//! - [`Basis::Window`] groups and measures on the same window. That is partly circular, since whoever buys more becomes loyal by buying:
//!   [`chance`] says how large the difference would be if the same orders had been dealt out at random. `other` is both other groups.
//! - [`Basis::Previous`] groups by the window before and measures on this one. Loyal and other are buyers of the window before, and
//!   count with 0 if they have not bought since. Whoever was no buyer then is a newcomer, stands in `other_new`, and is in no
//!   comparison: being there at all takes a purchase, so newcomers have no zeros among them. `other` is the other returning alone.
//!
//! Money is that of all known customers with an entry in the window: who only returned something lowers the net of its group and is
//! not among its customers. Guests are in no group. Intervals resample customers, with the same draws for both sides.
//!
//! Neither answer is a lift: nobody was made loyal here by a throw of dice. Source: the caution follows Kyros (*never lead with member
//! against non-member lift*) and the rule "classify on the first period, compare on the second".

pub mod chance;
pub mod loyal;
mod previous;
pub mod sample;
mod tally;

pub use previous::{PreviousTally, window_before};
pub use tally::RevenueTally;

use crate::ledger::money::Money;
use crate::ledger::ratio::Ratio;
use crate::statistics::Interval;
use crate::statistics::bootstrap::{self, Cells, Draws};

/// What the grouping rests on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Basis {
    /// The window that is measured.
    Window,
    /// The window before it.
    Previous,
}

/// One group of customers.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Group {
    /// The customers in it.
    pub customers: u64,
    /// Their purchases.
    pub orders: u64,
    /// What was sold to them.
    pub gross: Money,
    /// The same less what was given back.
    pub net: Money,
}

impl Group {
    /// Net per customer.
    pub fn per_customer(&self) -> Option<Ratio> {
        Ratio::per(self.net, self.customers)
    }

    fn plus(&self, other: &Self) -> Self {
        Self {
            customers: self.customers + other.customers,
            orders: self.orders + other.orders,
            gross: self.gross.plus(other.gross),
            net: self.net.plus(other.net),
        }
    }
}

/// One window of one group of the split.
#[derive(Debug, Clone, PartialEq)]
pub struct Revenue {
    /// What the grouping rests on.
    pub basis: Basis,
    /// The loyal customers.
    pub loyal: Group,
    /// Others who had bought before the window; with [`Basis::Previous`], who bought in the window before, but not loyally.
    pub other_returning: Group,
    /// Others who had not bought before; with [`Basis::Previous`], newcomers.
    pub other_new: Group,
    /// The difference that chance alone would show, where the rule counts purchases or takes the largest spenders.
    pub chance_difference: Option<f64>,
    cells: Cells<4>,
}

impl Revenue {
    /// Everyone.
    pub fn all(&self) -> Group {
        self.loyal.plus(&self.other_returning).plus(&self.other_new)
    }

    /// Those the loyal are compared with.
    pub fn other(&self) -> Group {
        match self.basis {
            Basis::Window => self.other_returning.plus(&self.other_new),
            Basis::Previous => self.other_returning,
        }
    }

    /// How much more the loyal brought in.
    pub fn difference(&self) -> Money {
        let (loyal, other) = (self.loyal.net, self.other().net);
        loyal.plus(Money::new(-other.mantissa, other.scale))
    }

    /// The difference if the loyal had that share of everyone's net.
    pub fn difference_of_share(&self, share: f64) -> f64 {
        self.all().net.mantissa as f64 / self.one() * (2.0 * share - 1.0)
    }

    /// The loyal customers' share of everyone's net.
    pub fn loyal_share(&self) -> Option<Ratio> {
        let all = self.all().net;
        if all.mantissa <= 0 {
            return None;
        }
        Ratio::from_money(self.loyal.net).over(Ratio::from_money(all))
    }

    /// How much more a loyal customer brought in.
    pub fn per_customer_difference(&self) -> Option<Ratio> {
        self.loyal.per_customer()?.minus(self.other().per_customer()?)
    }

    /// The range the difference is expected to lie in.
    pub fn difference_interval(&self, draws: &Draws, confidence: f64) -> Option<Interval> {
        let one = self.one();
        let customers = self.loyal.customers + self.other().customers;
        bootstrap::interval(&self.cells, draws, customers, confidence, |[_, loyal, _, other]| {
            Some((loyal - other) / one)
        })
    }

    /// The range the difference per customer is expected to lie in.
    pub fn per_customer_interval(&self, draws: &Draws, confidence: f64) -> Option<Interval> {
        let smaller = self.loyal.customers.min(self.other().customers);
        bootstrap::interval(&self.cells, draws, smaller, confidence, |sums| per_customer_difference(sums, self.one()))
    }

    /// What resampling needs: in each cell loyal customers and their net, other customers and theirs, at the scale of the money.
    pub fn cells(&self) -> &Cells<4> {
        &self.cells
    }

    /// How many of the smallest digit make one.
    fn one(&self) -> f64 {
        10_u64.pow(u32::from(self.loyal.net.scale)) as f64
    }
}

fn per_customer_difference(sums: &[f64; 4], one: f64) -> Option<f64> {
    let &[loyal, loyal_net, other, other_net] = sums;
    (loyal > 0.0 && other > 0.0).then(|| (loyal_net / loyal - other_net / other) / one)
}

#[cfg(test)]
mod tests;
