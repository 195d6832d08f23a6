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

use crate::ledger::Ledger;
use crate::ledger::day::Day;
use crate::ledger::entry::Entry;
use crate::metrics::takings::Takings;
use crate::statistics::Interval;
use crate::statistics::bootstrap::{self, Cells, Draws, cell};
use std::collections::BTreeMap;

/// Weights of the others in whole numbers: so many parts of one.
const PARTS: f64 = 1e12;

/// A calendar month, counted from the year 0.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Month(pub i32);

impl Month {
    /// The month of a day.
    pub fn of(day: Day) -> Self {
        let (year, month, _) = day.civil();
        Self(year * 12 + month as i32 - 1)
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
    /// Customers who never joined.
    pub others: u64,
    /// Purchases per other customer.
    pub other_frequency: Option<f64>,
    /// Net per other customer, in the ledger's smallest digit.
    pub other_per_customer: Option<f64>,
    cells: Cells<4>,
}

impl Step {
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

/// One month of joining, as one step sees it.
#[derive(Debug, Clone, Copy)]
struct Weight {
    /// What one of its others counts for: the share of its members among all, over its others.
    share: f64,
    /// The same in whole parts.
    parts: i128,
    /// The parts of this and all later months: those in which somebody who first bought here is an other.
    from_here: i128,
}

/// The months of joining that a step looks at.
type Weights = BTreeMap<Month, Weight>;

/// The steps from joining, as far as any member was watched; nothing where nobody joined inside the data.
pub fn steps(ledger: &Ledger, asked: &Asked) -> Vec<Step> {
    let weights = weights(ledger, asked);
    let mut steps = vec![Step::default(); weights.len()];
    for step in &mut steps {
        step.other_frequency = Some(0.0);
        step.other_per_customer = Some(0.0);
    }
    for shard in &ledger.shards {
        for (number, key) in shard.keys.iter().enumerate() {
            let entries = shard.entries_of(number);
            let cell = cell(key.hash());
            match shard.joined.get(number).copied().flatten() {
                Some(day) => {
                    let reward = shard.costs.get(number).and_then(|costs| costs.retention);
                    member(&mut steps, &weights, Month::of(day), entries, reward, cell);
                }
                None => other(&mut steps, &weights, entries, cell),
            }
        }
    }
    steps
}

/// The months of joining of each step: those watched for it that have others to be compared with.
fn weights(ledger: &Ledger, asked: &Asked) -> Vec<Weights> {
    let (first, last) = asked.span;
    let mut joined: BTreeMap<Month, u64> = BTreeMap::new();
    let mut bought: BTreeMap<Month, u64> = BTreeMap::new();
    for shard in &ledger.shards {
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
    }
    let others = |month: Month| bought.range(..=month).map(|(_, count)| count).sum::<u64>();
    let compared: Vec<(Month, u64, u64)> =
        joined.iter().map(|(&month, &members)| (month, members, others(month))).filter(|found| found.2 > 0).collect();
    let step = |ahead: i32| {
        let watched: Vec<_> = compared.iter().filter(|(month, ..)| month.0 + ahead <= last.0).collect();
        let all: u64 = watched.iter().map(|(_, members, _)| members).sum();
        let mut from_here = 0;
        let weights = watched.into_iter().rev().map(|&(month, members, others)| {
            let share = members as f64 / all as f64 / others as f64;
            let parts = (share * PARTS).round() as i128;
            from_here += parts;
            (month, Weight { share, parts, from_here })
        });
        weights.collect::<Weights>()
    };
    (0..=asked.months as i32).map(step).take_while(|weights| !weights.is_empty()).collect()
}

/// The month of the first purchase.
fn first_purchase(entries: &[Entry]) -> Option<Month> {
    entries.iter().find(|e| e.is_purchase()).map(|e| Month::of(e.day()))
}

/// A customer's entries month by month.
fn by_month(entries: &[Entry]) -> impl Iterator<Item = (Month, &[Entry])> {
    let months = entries.chunk_by(|a, b| Month::of(a.day()) == Month::of(b.day()));
    months.map(|own| (Month::of(own[0].day()), own))
}

fn purchases(entries: &[Entry]) -> u64 {
    entries.iter().filter(|e| e.is_purchase()).count() as u64
}

fn member(steps: &mut [Step], weights: &[Weights], joined: Month, entries: &[Entry], reward: Option<i64>, cell: u16) {
    let watched = weights.iter().take_while(|weights| weights.contains_key(&joined)).count();
    let steps = &mut steps[..watched];
    for step in steps.iter_mut() {
        step.members += 1;
        step.cells.add(cell, [1, 0, 0, 0]);
        if let Some(reward) = reward {
            step.reward_twelfths = Some(step.reward_twelfths.unwrap_or(0) + i128::from(reward));
        }
    }
    for (month, own) in by_month(entries) {
        let Some(step) = usize::try_from(month.0 - joined.0).ok().and_then(|ahead| steps.get_mut(ahead)) else {
            continue;
        };
        let takings = Takings::of(own);
        step.orders += purchases(own);
        step.gross += takings.gross;
        step.net += takings.net();
        step.cells.add(cell, [0, takings.net(), 0, 0]);
    }
}

fn other(steps: &mut [Step], weights: &[Weights], entries: &[Entry], cell: u16) {
    let Some(bought) = first_purchase(entries) else { return };
    for (step, weights) in steps.iter_mut().zip(weights) {
        let Some((_, weight)) = weights.range(bought..).next() else { continue };
        step.others += 1;
        step.cells.add(cell, [0, 0, weight.from_here, 0]);
    }
    for (month, own) in by_month(entries) {
        let (net, orders) = (Takings::of(own).net(), purchases(own));
        for (ahead, (step, weights)) in steps.iter_mut().zip(weights).enumerate() {
            let joined = Month(month.0 - ahead as i32);
            let Some(weight) = weights.get(&joined).filter(|_| bought <= joined) else { continue };
            step.other_frequency = step.other_frequency.map(|sum| sum + weight.share * orders as f64);
            step.other_per_customer = step.other_per_customer.map(|sum| sum + weight.share * net as f64);
            step.cells.add(cell, [0, 0, 0, weight.parts * net]);
        }
    }
}

#[cfg(test)]
mod tests;
