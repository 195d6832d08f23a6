//! What customers did before and after they answered: answers joined to purchases by the customer's id.
//!
//! - Each customer counts with one answer, the *first* of the window. The last would look ahead: where purchases bring on surveys, nothing
//!   can follow the last answer but silence.
//! - `after` are the D days behind the day of the answer, `before` the D days ahead of it. The day itself is in neither, nor is the
//!   order that the answer names: the purchase that brought on the survey is no consequence of it. Money is net, refunds on their own day.
//! - An answer is *eligible* when D days have passed since; until then its customer is *waiting* and in no rate. `before` needs D days of
//!   data ahead of the answer; who has fewer is in `after` alone.
//! - `behaviour` asks for two or more purchases in the [`YEAR`] days before the answer, and is not known where the data do not reach back
//!   so far. Promoters who came back are *true* loyalty, promoters who did not *latent*, others who came back *spurious*, the rest *none*.
//! - Revenue at risk: had the detractors kept the share of their earlier net that the others kept, they would have brought in
//!   `(others' after / before - detractors' after / before) * detractors' before` more.
//!
//! Groups are compared with each other, never with their own past: most answers follow a purchase, so `before` is high for everyone.
//! Nobody was made a promoter by a throw of dice: a difference between groups is no effect of the attitude.
//!
//! Source: the quadrants of Dick and Basu (1994), *Journal of the Academy of Marketing Science* 22:99, with the rule made visible.

mod compared;
mod replies;
mod respondents;

pub use compared::{AtRisk, Compared, at_risk, compared};
pub use replies::{Given, Reply, replies};
pub use respondents::{Respondents, RespondentsTally, Side, Standing};

use crate::ledger::day::Day;
use crate::ledger::entry::Entry;
use crate::ledger::money::Money;
use crate::ledger::ratio::Ratio;
use crate::ledger::window::Window;
use crate::ledger::{Ledger, Place};
use crate::metrics::quiet::has_begun;
use crate::statistics::bootstrap::{self, Cells, Draws, cell};
use crate::statistics::{Interval, share};

/// The days before an answer in which purchases show behaviour.
pub const YEAR: i32 = 365;

/// How likely a customer is to recommend.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Attitude {
    /// 9 and 10.
    Promoter,
    /// 7 and 8.
    Passive,
    /// 0 to 6.
    Detractor,
}

impl Attitude {
    /// All, the best first.
    pub const ALL: [Self; 3] = [Self::Promoter, Self::Passive, Self::Detractor];

    /// The attitude of a score from 0 to 10.
    pub const fn of(score: i16) -> Option<Self> {
        match score {
            9..=10 => Some(Self::Promoter),
            7..=8 => Some(Self::Passive),
            0..=6 => Some(Self::Detractor),
            _ => None,
        }
    }

    /// The name in machine formats.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Promoter => "promoter",
            Self::Passive => "passive",
            Self::Detractor => "detractor",
        }
    }

    /// What it counts in the score: 1, 0 or -1.
    pub const fn sign(self) -> i8 {
        match self {
            Self::Promoter => 1,
            Self::Passive => 0,
            Self::Detractor => -1,
        }
    }
}

/// How customers are followed.
#[derive(Debug, Clone, Copy)]
pub struct Terms {
    /// D: how many days to each side.
    pub within: i32,
    /// The first day of which purchases are known.
    pub first: Day,
    /// The longest stretch without an order, for what may be missing before the first day ([`crate::metrics::quiet`]).
    pub quiet: i32,
    /// The last one.
    pub as_of: Day,
    /// Whether purchases of one day count as one.
    pub merge_days: bool,
    /// Where the order's id stands among the wanted columns of the transactions and of the surveys.
    pub order: Option<(usize, usize)>,
}

/// One customer around the answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Episode {
    /// What was answered.
    pub attitude: Attitude,
    /// Whether D days have passed.
    pub eligible: bool,
    /// Whether the customer bought twice or more in the year before, where that is known.
    pub repeats: Option<bool>,
    /// The net of the D days before, where all of them are known.
    pub before: Option<i128>,
    /// The net of the D days after, of those that have passed.
    pub after: i128,
    /// Whether there was a purchase among them.
    pub bought: bool,
    /// Whether there was one in the days before, where all of them are known.
    pub bought_before: bool,
    /// The hash of the customer's id.
    pub hash: u64,
}

/// Follows every reply.
pub fn episodes(ledger: &Ledger, replies: &[Reply], terms: &Terms) -> Vec<Episode> {
    replies.iter().map(|reply| episode(ledger, reply, terms)).collect()
}

fn episode(ledger: &Ledger, reply: &Reply, terms: &Terms) -> Episode {
    let Place { shard, number } = reply.place;
    let shard = &ledger.shards[usize::from(shard)];
    let (entries, codes) = (shard.entries_of(number as usize), shard.codes_of(number as usize));
    let named = terms.order.and_then(|(_, column)| ledger.survey_dimensions.text(reply.code, column));
    let own = |at: usize| match (named, terms.order, codes.get(at)) {
        (Some(named), Some((column, _)), Some(&code)) => ledger.dimensions.text(code, column) == Some(named),
        _ => false,
    };
    let others = || entries.iter().enumerate().filter(|(at, _)| !own(*at)).map(|(_, entry)| entry);
    let between = |from: i32, to: i32| others().filter(move |entry| (from..=to).contains(&entry.day().0));
    let net = |from: i32, to: i32| between(from, to).map(|entry| i128::from(entry.money())).sum();
    let day = reply.day.0;
    // The days before the answer are a period like any other, which may lack a few at its beginning.
    let is_known = |days: i32| has_begun(Window { from: Day(day - days), to: Day(day - 1) }, terms.first, terms.quiet);
    let purchases = purchases(between(day - YEAR, day - 1), terms.merge_days);
    Episode {
        attitude: reply.attitude,
        eligible: day + terms.within <= terms.as_of.0,
        repeats: is_known(YEAR).then_some(purchases >= 2),
        before: is_known(terms.within).then(|| net(day - terms.within, day - 1)),
        after: net(day + 1, day + terms.within),
        bought: between(day + 1, day + terms.within).any(Entry::is_purchase),
        bought_before: is_known(terms.within) && between(day - terms.within, day - 1).any(Entry::is_purchase),
        hash: shard.keys[number as usize].hash(),
    }
}

fn purchases<'a>(entries: impl Iterator<Item = &'a Entry>, merge_days: bool) -> usize {
    let mut days: Vec<Day> = entries.filter(|entry| entry.is_purchase()).map(Entry::day).collect();
    if merge_days {
        days.dedup();
    }
    days.len()
}

/// What a group of customers did around their answers.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Around {
    /// Customers with an answer and with purchases.
    pub matched: u64,
    /// Those whose D days have passed.
    pub eligible: u64,
    /// Those of them whose D days before are known too.
    pub with_before: u64,
    /// Those of these with a purchase in the days before.
    pub bought_before: u64,
    /// The net of these in the days before.
    pub net_before: i128,
    /// Their net in the days after: what to hold `net_before` against.
    pub net_after_of_these: i128,
    /// The net of all eligible in the days after.
    pub net_after: i128,
    /// The eligible with a purchase in the days after.
    pub bought: u64,
    /// Eligible customers and their net after, in cells.
    spent: Cells<2>,
    /// Net before and after of those of whom both are known, in cells.
    kept: Cells<2>,
}

impl Around {
    /// Adds up the episodes of a group.
    pub fn of<'a>(episodes: impl Iterator<Item = &'a Episode>) -> Self {
        let mut sums = Self::default();
        for episode in episodes {
            sums.matched += 1;
            if !episode.eligible {
                continue;
            }
            sums.eligible += 1;
            sums.net_after += episode.after;
            sums.bought += u64::from(episode.bought);
            sums.spent.add(cell(episode.hash), [1, episode.after]);
            if let Some(before) = episode.before {
                sums.with_before += 1;
                sums.bought_before += u64::from(episode.bought_before);
                sums.net_before += before;
                sums.net_after_of_these += episode.after;
                sums.kept.add(cell(episode.hash), [before, episode.after]);
            }
        }
        sums
    }

    /// Customers whose D days have not passed.
    pub const fn waiting(&self) -> u64 {
        self.matched - self.eligible
    }

    /// Net per customer in the days before.
    pub fn per_customer_before(&self, scale: u8) -> Option<Ratio> {
        Ratio::per(Money::new(self.net_before, scale), self.with_before)
    }

    /// Net per customer in the days after.
    pub fn per_customer_after(&self, scale: u8) -> Option<Ratio> {
        Ratio::per(Money::new(self.net_after, scale), self.eligible)
    }

    /// The range that is expected to lie in.
    pub fn after_interval(&self, scale: u8, draws: &Draws, confidence: f64) -> Option<Interval> {
        let one = one(scale);
        bootstrap::interval(&self.spent, draws, self.eligible, confidence, |sums| mean(sums, one))
    }

    /// The share of the customers who bought in the days after.
    pub fn bought_share(&self) -> Option<Ratio> {
        Ratio::of(self.bought, self.eligible)
    }

    /// The range it is expected to lie in.
    pub fn bought_interval(&self, confidence: f64) -> Option<Interval> {
        share::wilson(self.bought, self.eligible, confidence)
    }
}

/// How many of the smallest digit make one.
fn one(scale: u8) -> f64 {
    10_u64.pow(u32::from(scale)) as f64
}

/// Money per customer, from customers and money.
fn mean(&[customers, net]: &[f64; 2], one: f64) -> Option<f64> {
    (customers > 0.0).then(|| net / customers / one)
}

#[cfg(test)]
mod tests;
