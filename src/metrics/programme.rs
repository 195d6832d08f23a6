//! What members of a programme spend, month by month from joining, against customers who never joined.
//!
//! - Months are calendar months; month 0 is the one in which a member joined, and holds the purchase that often came with it.
//!   A member is in month k only if that month is over and in the data: nobody is counted as silent who was not watched.
//! - The others of month k are customers who never joined and had bought by the end of the month in which the member joined, over the
//!   *same calendar months*: for each month of joining M they count with their mean in month M + k, weighted by how many members
//!   joined in M. Season and trend are thus the same on both sides.
//! - `difference = net per member - net per other customer`. The design is a *cross-section*: customers chose to join, and who joins
//!   buys more anyway. Without a control it is no lift, and there is no return on investment to be had from it; [`controlled`] is for
//!   programmes that have one.
//! - The cost of the rewards is what the customers file says a customer costs a year, over twelve, or a share of the gross.
//!
//! Intervals resample customers, with the same draws for both sides; the weights stay as they are. The caution follows Kyros: *never
//! lead with member against non-member lift*.

pub mod controlled;
mod watched;
mod weights;

use crate::ledger::Ledger;
use crate::ledger::day::Day;
use crate::ledger::entry::Entry;
use crate::ledger::scan::shards;
use crate::statistics::Interval;
use crate::statistics::bootstrap::{self, Cells, Draws, cell};
use std::collections::BTreeMap;
use watched::Watched;
use watched::either;
use weights::{Compared, Weights};

/// A calendar month, counted from the year 0.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Month(pub i32);

impl Month {
    /// The month of a day.
    pub fn of(day: Day) -> Self {
        let (year, month, _) = day.civil();
        Self(year * 12 + month as i32 - 1)
    }

    /// The month after it.
    const fn next(self) -> Self {
        Self(self.0 + 1)
    }

    /// Its first day.
    const fn first_day(self) -> Day {
        Day::first_of(self.0.div_euclid(12), self.0.rem_euclid(12) as u32 + 1)
    }
}

/// What is asked.
#[derive(Debug, Clone, Copy)]
pub struct Asked {
    /// The first and the last month that are wholly in the data.
    pub span: (Month, Month),
    /// The last month from joining.
    pub months: u32,
}

/// Both sides in one month from joining.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Step {
    /// Members watched for that month.
    pub members: u64,
    /// Their purchases.
    pub orders: u64,
    /// What was sold to them.
    pub gross: i128,
    /// The same less what was given back.
    pub net: i128,
    /// What their rewards cost in that month, in twelfths of the ledger's smallest digit, where the file says it.
    pub reward_twelfths: Option<i128>,
    /// Those of the members with a purchase in that month.
    pub buyers: u64,
    /// Customers who never joined.
    pub others: u64,
    /// Those of them with a purchase in one of the months that they are compared over.
    pub other_buyers: u64,
    /// Purchases per other customer.
    pub other_frequency: Option<f64>,
    /// Net per other customer, in the ledger's smallest digit.
    pub other_per_customer: Option<f64>,
    cells: Cells<4>,
}

impl Step {
    /// The members of all months together: each month counts by those who were watched for it, so that nobody counts as silent who had
    /// no time yet, and money per member is that of a mean month. Buyers are those of the month with most.
    pub fn together(steps: &[Self]) -> Self {
        let mut all = Self::default();
        for step in steps {
            all.members += step.members;
            all.orders += step.orders;
            all.gross += step.gross;
            all.net += step.net;
            all.buyers = all.buyers.max(step.buyers);
            all.reward_twelfths = either(all.reward_twelfths, step.reward_twelfths);
        }
        all
    }

    /// How much more a member brings in, in the ledger's smallest digit.
    pub fn difference(&self) -> Option<f64> {
        let members = (self.members > 0).then(|| self.net as f64 / self.members as f64)?;
        Some(members - self.other_per_customer?)
    }

    /// The range that difference is expected to lie in.
    pub fn interval(&self, draws: &Draws, confidence: f64) -> Option<Interval> {
        let fewer = self.members.min(self.others);
        bootstrap::interval(&self.cells, draws, fewer, confidence, |&[members, net, weight, weighted]| {
            (members > 0.0 && weight > 0.0).then(|| net / members - weighted / weight)
        })
    }
}

/// The steps from joining, as far as any member was watched; nothing where nobody joined inside the data.
pub fn steps(ledger: &Ledger, asked: &Asked, threads: usize) -> Vec<Step> {
    let weights = weights(ledger, asked, threads);
    let fresh = || Watched::of(&weights);
    let take_up = |at: usize, watched: &mut Watched<'_>| {
        let shard = &ledger.shards[at];
        for (number, key) in shard.keys.iter().enumerate() {
            let entries = shard.entries_of(number);
            let cell = cell(key.hash());
            match shard.joined.get(number).copied().flatten() {
                Some(day) => {
                    let reward = shard.costs.get(number).and_then(|costs| costs.retention);
                    watched.member(Month::of(day), entries, reward, cell);
                }
                None => watched.other(entries, cell),
            }
        }
    };
    shards(ledger, threads, fresh, take_up, Watched::join).steps()
}

/// How many joined in each month, and how many of the others first bought in it.
type Starts = [BTreeMap<Month, u64>; 2];

/// The months of joining of each step: those watched for it that have others to be compared with.
fn weights(ledger: &Ledger, asked: &Asked, threads: usize) -> Vec<Weights> {
    let (first, last) = asked.span;
    let take_up = |at: usize, [joined, bought]: &mut Starts| {
        let shard = &ledger.shards[at];
        for number in 0..shard.keys.len() {
            match shard.joined.get(number).copied().flatten().map(Month::of) {
                Some(month) if (first..=last).contains(&month) => *joined.entry(month).or_default() += 1,
                Some(_) => {}
                None => {
                    if let Some(month) = first_purchase(shard.entries_of(number)) {
                        *bought.entry(month).or_default() += 1;
                    }
                }
            }
        }
    };
    let [joined, bought] = shards(ledger, threads, Starts::default, take_up, counted);
    let others = |month: Month| bought.range(..=month).map(|(_, count)| count).sum::<u64>();
    let compared: Vec<Compared> = joined
        .iter()
        .map(|(&month, &members)| Compared { month, members, others: others(month) })
        .filter(|found| found.others > 0)
        .collect();
    let step = |ahead: i32| {
        let watched = compared.iter().filter(|found| found.month.0 + ahead <= last.0);
        Weights::of(&watched.copied().collect::<Vec<_>>())
    };
    (0..=asked.months as i32).map(step).take_while(|weights| !weights.own.is_empty()).collect()
}

/// Adds what was counted elsewhere.
fn counted(all: &mut Starts, own: Starts) {
    for (all, own) in all.iter_mut().zip(own) {
        for (month, count) in own {
            *all.entry(month).or_default() += count;
        }
    }
}

/// The month of the first purchase.
fn first_purchase(entries: &[Entry]) -> Option<Month> {
    entries.iter().find(|e| e.is_purchase()).map(|e| Month::of(e.day()))
}

/// A customer's entries month by month.
fn by_month(mut entries: &[Entry]) -> impl Iterator<Item = (Month, &[Entry])> {
    std::iter::from_fn(move || {
        let month = Month::of(entries.first()?.day());
        let after = month.next().first_day();
        let (own, rest) = entries.split_at(entries.partition_point(|entry| entry.day() < after));
        entries = rest;
        Some((month, own))
    })
}

fn purchases(entries: &[Entry]) -> u64 {
    entries.iter().filter(|e| e.is_purchase()).count() as u64
}

#[cfg(test)]
mod tests;
