//! What a streak of rows of one form comes to: counted with few additions a row, and written down once it ends.

// Measured: as calls, these few instructions cost more than what they do, tens of millions of times.
#![allow(clippy::inline_always)]

use super::common::Evidence;
use super::digits::Digits;
use super::value::amount::{Amount, DecimalMark};

/// Rows in a row that went the short way.
#[derive(Debug, Clone, Copy)]
pub(super) struct Streak {
    rows: u64,
    either_way: u64,
    negative: u64,
    sum: i128,
    least: i64,
    most: i64,
    latest: i32,
}

impl Default for Streak {
    fn default() -> Self {
        Self { rows: 0, either_way: 0, negative: 0, sum: 0, least: i64::MAX, most: i64::MIN, latest: i32::MIN }
    }
}

impl Streak {
    /// Takes up a row's amount and minute, and whether its date could also be read the other way round.
    #[inline(always)]
    pub(super) fn see(&mut self, amount: i64, minute: i32, either_way: bool) {
        self.rows += 1;
        self.either_way += u64::from(either_way);
        self.negative += u64::from(amount < 0);
        self.sum += i128::from(amount);
        self.least = self.least.min(amount);
        self.most = self.most.max(amount);
        self.latest = self.latest.max(if amount < 0 { i32::MIN } else { minute });
    }

    /// Writes down what the rows say about the reading.
    pub(super) fn testify(&self, evidence: &mut Evidence, digits: &mut Digits, scale: u8, mark: DecimalMark) {
        if self.rows == 0 {
            return;
        }
        evidence.orders.1 += self.rows;
        evidence.customers.1 += self.rows;
        evidence.dates += self.rows;
        evidence.either_way += self.either_way;
        if scale != Amount::THOUSANDS {
            evidence.amounts.see_rows(scale, mark, self.rows);
        }
        digits.see(self.least, scale);
        digits.see(self.most, scale);
    }

    /// Rows with a negative amount.
    pub(super) fn negative(&self) -> u64 {
        self.negative
    }

    /// The sum of all amounts.
    pub(super) fn sum(&self) -> i128 {
        self.sum
    }

    /// The latest minute of a row whose amount is not negative.
    pub(super) fn latest(&self) -> Option<i32> {
        (self.latest != i32::MIN).then_some(self.latest)
    }
}
