//! How recently, how often and for how much customers bought, as scores from 1 to 5, and the segments these make.
//!
//! - R: days from the last purchase in the window to its end (or to as-of, if that is earlier); F: purchases in the window; M: net in
//!   it. Customers are those with a purchase in the window.
//! - Cuts are the quintiles of each value over all customers, type 7 of Hyndman and Fan (1996): between the two customers nearest to
//!   the place `(n - 1) * i / 5`. They are kept exact, in fifths.
//! - `score = 1 + cuts strictly below the value`; for R, where little is good, 6 less that. Equal values always get equal scores, so
//!   scores are rarely of equal size: in a shop where most buy once, F has two scores, not five. Cutting the ranked list into
//!   five equal parts instead would put customers who did the same into different segments.
//! - Segments: rules over the scores, in order; the first that fits wins ([`segments`]).
//!
//! Source: the R package `rfm`, which adds 1 to each cut and compares with "less than": the same for whole numbers, and 0.99 too
//! late for money with cents. Its example data give the cuts and scores of the tests.

pub mod migration;
pub mod sample;
pub mod segments;

use crate::ledger::day::Day;
use crate::ledger::entry::Entry;
use crate::ledger::ratio::Ratio;
use crate::ledger::scan::{Tally, Visit};
use crate::metrics::takings::Takings;

/// How many scores there are.
pub const SCORES: u8 = 5;

/// What a customer did.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Deeds {
    /// Days since the last purchase.
    pub recency: i32,
    /// Purchases.
    pub frequency: u32,
    /// Net, at the ledger's scale.
    pub monetary: i128,
}

impl Deeds {
    /// What a customer did up to the end; nothing where he did not buy.
    pub fn of(visit: &Visit<'_>, end: Day) -> Option<Self> {
        let last = visit.within.iter().rev().find(|e| e.is_purchase()).map(Entry::day)?;
        let monetary = Takings::of(visit.within).net();
        Some(Self { recency: end.0 - last.0, frequency: visit.purchases() as u32, monetary })
    }
}

/// The scores of R, F and M, each from 1 to 5.
pub type Score = [u8; 3];

/// Four cuts between five scores, in fifths of the value's unit.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Cuts([i128; SCORES as usize - 1]);

impl Cuts {
    /// The quintiles of values; nobody has none.
    pub fn of(mut values: Vec<i128>) -> Option<Self> {
        let steps = values.len().checked_sub(1)?;
        let parts = usize::from(SCORES);
        let mut cuts = [0; SCORES as usize - 1];
        // From the highest cut down, each selected among what is left below the one before: linear, where sorting is not.
        let (mut end, mut above) = (values.len(), None);
        for (number, cut) in cuts.iter_mut().enumerate().rev() {
            let (place, rest) = ((number + 1) * steps / parts, (number + 1) * steps % parts);
            let (_, value, higher) = values[..end].select_nth_unstable(place);
            let value = *value;
            // Where two cuts fall on one place, nothing lies between them and what is next stays.
            above = higher.iter().min().copied().or(above);
            let next = above.unwrap_or(value);
            *cut = i128::from(SCORES) * value + rest as i128 * (next - value);
            end = place + 1;
        }
        Some(Self(cuts))
    }

    /// The cuts themselves, of values that were counted in `one`ths.
    pub fn shown(&self, one: i128) -> Vec<Ratio> {
        self.0.iter().filter_map(|cut| Ratio::new(*cut, i128::from(SCORES) * one)).collect()
    }

    /// 1 and one more for each cut that is strictly below.
    fn score(&self, value: i128) -> u8 {
        let value = i128::from(SCORES) * value;
        1 + self.0.iter().filter(|cut| **cut < value).count() as u8
    }
}

/// The customers of a window with the cuts between them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rfm {
    /// What each customer did, in no order that means anything.
    pub customers: Vec<Deeds>,
    /// The cuts of R, F and M.
    pub cuts: [Cuts; 3],
}

impl Rfm {
    /// Finds the cuts; nobody has none.
    pub fn of(customers: Vec<Deeds>) -> Option<Self> {
        let values = |of: fn(&Deeds) -> i128| Cuts::of(customers.iter().map(of).collect());
        let cuts = [
            values(|deeds| i128::from(deeds.recency))?,
            values(|deeds| i128::from(deeds.frequency))?,
            values(|deeds| deeds.monetary)?,
        ];
        Some(Self { customers, cuts })
    }

    /// The cuts alone, for who scores customers one at a time.
    #[must_use]
    pub fn without_customers(self) -> Self {
        Self { customers: vec![], ..self }
    }

    /// The scores of what a customer did.
    pub fn score(&self, deeds: &Deeds) -> Score {
        let [recency, frequency, monetary] = &self.cuts;
        [
            SCORES + 1 - recency.score(i128::from(deeds.recency)),
            frequency.score(i128::from(deeds.frequency)),
            monetary.score(deeds.monetary),
        ]
    }

    /// How many different scores R, F and M really have.
    pub fn scores_used(&self) -> [usize; 3] {
        let mut seen = [[false; SCORES as usize]; 3];
        for deeds in &self.customers {
            for (seen, score) in seen.iter_mut().zip(self.score(deeds)) {
                seen[usize::from(score) - 1] = true;
            }
        }
        seen.map(|seen| seen.into_iter().filter(|seen| *seen).count())
    }
}

/// Gathers what each customer did, per slot.
#[derive(Debug)]
pub struct RfmTally {
    end: Day,
    slots: Vec<Vec<Deeds>>,
}

impl RfmTally {
    /// Starts with nothing; recency counts back from `end`.
    pub fn new(slots: usize, end: Day) -> Self {
        Self { end, slots: vec![vec![]; slots] }
    }
}

impl Tally for RfmTally {
    type Outcome = Option<Rfm>;

    fn visit(&mut self, slot: usize, visit: &Visit<'_>) {
        self.slots[slot].extend(Deeds::of(visit, self.end));
    }

    fn merge(&mut self, other: Self) {
        for (customers, other) in self.slots.iter_mut().zip(other.slots) {
            customers.extend(other);
        }
    }

    fn finish(self) -> Vec<Self::Outcome> {
        self.slots.into_iter().map(Rfm::of).collect()
    }
}

#[cfg(test)]
mod tests;
