//! What customers bought after a promotion was sent to them.
//!
//! - A customer's *first* send of a campaign counts; what follows are reminders. The response is what was bought within D days from the
//!   minute of that send on. Only sends that are D days old at as-of are in a rate (*eligible*); the others are *waiting*.
//! - *Audience*, by purchases before the send: repeat (two or more), first-time (one), none. It partitions the recipients.
//!
//! Three designs, which answer three questions ([`Design`]):
//!
//! - [`Design::Holdout`]: some customers were held back by lot. `lift = net per customer sent - net per customer held back`, over all of
//!   them whether they responded or not; `incremental net = lift * customers sent`. This alone is caused by the promotion.
//! - [`Design::OwnBaseline`]: nobody was held back. `difference = net per customer in the D days - D / B * net per customer in the B days
//!   before`. Season, fashion, and that promotions are sent to whoever has just bought are all in it: a difference, no lift.
//! - [`Design::Attribution`]: each purchase belongs to the last send in the D days before it, whatever the campaign. It shows what came
//!   after, and would show something for a campaign without any effect.
//!
//! `roi = (incremental margin - cost) / cost`, of a holdout alone. What was spent is known, so the range of the lift, taken the same way,
//! is the range of the return.
//!
//! In the first two a purchase can follow several campaigns and is in the response of each; how many do is counted.
//! Intervals resample customers. Source of the ladder of designs, and of intention to treat: kyros.com and rejoiner.com; of last
//! touch: Klaviyo.

mod gather;

pub use gather::gather;

use crate::ledger::day::{Day, Minute};
use crate::ledger::money::Money;
use crate::ledger::ratio::Ratio;
use crate::ledger::window::Window;
use crate::statistics::bootstrap::{self, Cells, Draws};
use crate::statistics::{Interval, share};

/// What the response is compared with.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Design {
    /// With customers held back by lot.
    Holdout,
    /// With the same customers before.
    OwnBaseline,
    /// With nothing: each purchase belongs to the last send before it.
    Attribution,
}

/// What is asked.
#[derive(Debug, Clone, Copy)]
pub struct Asked {
    /// The days after a send that count.
    pub within: i32,
    /// The days before a send that the response is compared with, where nobody was held back.
    pub baseline: i32,
    /// The design; the best one that a campaign allows, where none is named.
    pub design: Option<Design>,
    /// The days whose sends count.
    pub window: Window,
    /// The first day of the data.
    pub first: Day,
    /// The last day observed.
    pub as_of: Day,
}

impl Asked {
    /// Whether sends of that minute count.
    fn covers(&self, minute: Minute) -> bool {
        self.window.contains(minute.day()) && minute.day() <= self.as_of
    }
}

/// Who was sent a promotion, by what they had bought before.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Audience {
    /// Two or more purchases.
    Repeat,
    /// One.
    FirstTime,
    /// None.
    Newcomer,
}

impl Audience {
    /// All of them, in their order.
    pub const ALL: [Self; 3] = [Self::Repeat, Self::FirstTime, Self::Newcomer];
}

/// One side of a campaign: those sent it, or those held back.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Side {
    /// Customers.
    pub recipients: u64,
    /// Those of them observed for the days that count.
    pub eligible: u64,
    /// Those of them with a purchase.
    pub buyers: u64,
    /// Their purchases.
    pub orders: u64,
    /// What was sold to them.
    pub gross: i128,
    /// The same less what was given back.
    pub net: i128,
    /// Their net in the days before the send that it is compared with.
    pub baseline: i128,
    /// Those with a purchase in these days.
    pub baseline_buyers: u64,
}

/// One audience of a campaign.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Sums {
    /// Those sent it.
    pub treated: Side,
    /// Those held back.
    pub control: Side,
    /// What the sends of the eligible cost, where any cost is known.
    pub cost: Option<i128>,
    cells: Cells<5>,
}

/// One campaign.
#[derive(Debug, Clone, PartialEq)]
pub struct Campaign {
    /// The number of its name in the ledger.
    pub campaign: u32,
    /// Its first send.
    pub first: Minute,
    /// What its response is compared with.
    pub design: Design,
    /// Its audiences, in the order of [`Audience::ALL`].
    pub audiences: [Sums; 3],
}

/// What became of the sends.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Promotions {
    /// The campaigns, by their first send.
    pub campaigns: Vec<Campaign>,
    /// Sends without a date.
    pub undated: u64,
    /// Sends outside the window, or after as-of.
    pub outside: u64,
    /// Customers who are in both groups of one campaign: the sends are in neither.
    pub in_both: u64,
    /// Recipients whose days before the send are not all in the data: they have no baseline.
    pub without_baseline: u64,
    /// Purchases that follow sends of several campaigns.
    pub overlapping: u64,
}

impl Campaign {
    /// All audiences together.
    pub fn all(&self) -> Sums {
        let mut all = Sums::default();
        self.audiences.iter().for_each(|sums| all.add(sums));
        all
    }
}

impl Side {
    /// The share of the eligible who bought.
    pub fn response_rate(&self) -> Option<Ratio> {
        Ratio::of(self.buyers, self.eligible)
    }

    /// The range that share is expected to lie in.
    pub fn response_interval(&self, confidence: f64) -> Option<Interval> {
        share::wilson(self.buyers, self.eligible, confidence)
    }

    /// Net per eligible customer.
    pub fn per_customer(&self, scale: u8) -> Option<Ratio> {
        Ratio::per(Money::new(self.net, scale), self.eligible)
    }

    /// What the days before would have brought in that many days, per customer.
    pub fn baseline_per_customer(&self, asked: &Asked, scale: u8) -> Option<Ratio> {
        let days = Ratio::new(i128::from(asked.within), i128::from(asked.baseline))?;
        Ratio::per(Money::new(self.baseline, scale), self.eligible)?.times(days)
    }

    fn add(&mut self, other: &Self) {
        self.recipients += other.recipients;
        self.eligible += other.eligible;
        self.buyers += other.buyers;
        self.orders += other.orders;
        self.gross += other.gross;
        self.net += other.net;
        self.baseline += other.baseline;
        self.baseline_buyers += other.baseline_buyers;
    }
}

impl Sums {
    /// How much more a customer sent it brought in than one held back.
    pub fn lift(&self, scale: u8) -> Option<Ratio> {
        self.treated.per_customer(scale)?.minus(self.control.per_customer(scale)?)
    }

    /// The range the lift is expected to lie in.
    pub fn lift_interval(&self, draws: &Draws, confidence: f64, scale: u8) -> Option<Interval> {
        let fewer = self.treated.eligible.min(self.control.eligible);
        let one = one(scale);
        bootstrap::interval(&self.cells, draws, fewer, confidence, |&[sent, net, held, held_net, _]| {
            (sent > 0.0 && held > 0.0).then(|| (net / sent - held_net / held) / one)
        })
    }

    /// How much more a customer brought in than in the days before.
    pub fn difference(&self, asked: &Asked, scale: u8) -> Option<Ratio> {
        self.treated.per_customer(scale)?.minus(self.treated.baseline_per_customer(asked, scale)?)
    }

    /// The range that difference is expected to lie in.
    pub fn difference_interval(&self, asked: &Asked, draws: &Draws, confidence: f64, scale: u8) -> Option<Interval> {
        let days = f64::from(asked.within) / f64::from(asked.baseline);
        let one = one(scale);
        bootstrap::interval(&self.cells, draws, self.treated.eligible, confidence, |&[sent, net, _, _, before]| {
            (sent > 0.0).then(|| (net - before * days) / sent / one)
        })
    }

    /// What the sends brought in beyond what came anyway.
    pub fn incremental_net(&self, scale: u8) -> Option<Ratio> {
        self.lift(scale)?.times(Ratio::of(self.treated.eligible, 1)?)
    }

    /// Adds another audience's, or another campaign's.
    pub fn add(&mut self, other: &Self) {
        self.treated.add(&other.treated);
        self.control.add(&other.control);
        self.cost = match (self.cost, other.cost) {
            (None, None) => None,
            (one, other) => Some(one.unwrap_or(0) + other.unwrap_or(0)),
        };
        self.cells.merge(&other.cells);
    }
}

/// `(margin - cost) / cost`, where both are known and something was spent.
pub fn roi(incremental_margin: Option<Ratio>, cost: Option<Money>) -> Option<Ratio> {
    let cost = Ratio::from_money(cost.filter(|cost| cost.mantissa > 0)?);
    incremental_margin?.minus(cost)?.over(cost)
}

/// The range that the return is expected to lie in, by the range of the lift per customer: what was spent is known.
pub fn roi_interval(lift: Interval, customers: u64, margin: Ratio, cost: Money) -> Option<Interval> {
    let cost = Ratio::from_money(cost).real();
    let of = |lift: f64| (lift * customers as f64 * margin.real() - cost) / cost;
    (cost > 0.0).then(|| Interval { low: of(lift.low), high: of(lift.high) })
}

/// How many of the smallest digit make one.
fn one(scale: u8) -> f64 {
    10_u64.pow(u32::from(scale)) as f64
}

#[cfg(test)]
mod tests;
