//! What is left of a row. Neighbouring lines of one order become one piece.

use super::request::Total;
use crate::ledger::currency::Currency;
use crate::ledger::day::Minute;
use crate::ledger::key::{Key, OrderKey};
use std::collections::HashMap;

/// What kind of amount a piece carries.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub(super) enum Measure {
    /// The row's own amount.
    #[default]
    Amount,
    /// What a refunded column takes back, as a negative amount.
    Refunded,
    /// The same with a day of its own, which another column names.
    RefundedOn,
    /// What a file of returns says was given back, as a negative amount.
    Returned,
    /// What the goods cost.
    Cost,
    /// What the sale earned.
    Margin,
}

/// Marks on a row that only its whole order can settle.
pub(super) mod marks {
    /// The amount is blank: fine if another line has one.
    pub(in crate::input) const NO_AMOUNT: u8 = 1;
    /// The date is blank: the order's first line has it.
    pub(in crate::input) const NO_DATE: u8 = 1 << 1;
    /// The status says that the order was cancelled.
    pub(in crate::input) const CANCELLED: u8 = 1 << 2;
    /// The status says that it was a test.
    pub(in crate::input) const TEST: u8 = 1 << 3;
    /// Stands for a rejected line: the order is incomplete.
    pub(in crate::input) const LOST: u8 = 1 << 4;
    /// The currency is blank: the order's first line has it.
    pub(in crate::input) const NO_CURRENCY: u8 = 1 << 5;
    /// No sale: a payout, a conversion, an order never placed.
    pub(in crate::input) const NOT_A_SALE: u8 = 1 << 6;
    /// The sign beside the amount is none of the currency that was picked.
    pub(in crate::input) const OTHER_SIGN: u8 = 1 << 7;
}

/// What many pieces have in common, kept once per chunk.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub(super) struct Form {
    /// The kind of amount.
    pub(super) measure: Measure,
    /// Its decimals.
    pub(super) scale: u8,
    /// See [`marks`].
    pub(super) marks: u8,
    /// Where its order has such an amount.
    pub(super) total: Total,
    /// Its currency, when one is named.
    pub(super) currency: Option<Currency>,
    /// The combination of wanted columns, local to the chunk.
    pub(super) tuple: u32,
}

/// The forms of a chunk.
#[derive(Debug, Default)]
pub(super) struct Forms {
    /// All of them; a piece carries the number.
    pub(super) list: Vec<Form>,
    numbers: HashMap<Form, u32>,
    last: Option<(Form, u32)>,
}

impl Forms {
    /// The number of a form.
    #[inline]
    pub(super) fn number(&mut self, form: Form) -> u32 {
        match self.last {
            Some((last, number)) if last == form => number,
            _ => self.look_up(form),
        }
    }

    fn look_up(&mut self, form: Form) -> u32 {
        // A handful of forms is the rule; a scan over them is cheaper than hashing.
        let few = self.list.iter().take(8).position(|&known| known == form).map(|i| i as u32);
        let number = few.unwrap_or_else(|| {
            let fresh = self.list.len() as u32;
            *self.numbers.entry(form).or_insert_with(|| {
                self.list.push(form);
                fresh
            })
        });
        self.last = Some((form, number));
        number
    }
}

/// A row, or several neighbouring rows of one order.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Piece {
    pub(super) order: OrderKey,
    pub(super) customer: Key,
    pub(super) amount: i64,
    pub(super) minute: i32,
    /// The form's number (23 bits), whether lines of different amounts were joined (1 bit), how many lines (7 bits).
    pub(super) tail: u32,
}

/// A row without a date of its own.
pub(super) const NO_MINUTE: i32 = i32::MIN;
const LINES: u32 = 0x7f;
const VARIED: u32 = 0x80;

impl Piece {
    /// One row; `lines` is 0 for amounts that come beside a row's own.
    #[inline]
    pub(super) fn new(order: OrderKey, customer: Key, amount: i64, minute: i32, form: u32, lines: u32) -> Self {
        Self { order, customer, amount, minute, tail: form << 8 | lines }
    }

    /// The order.
    #[inline]
    pub(super) fn order(&self) -> OrderKey {
        self.order
    }

    /// The customer.
    #[inline]
    pub(super) fn customer(&self) -> Key {
        self.customer
    }

    /// The amount, at its form's scale.
    #[inline]
    pub(super) fn amount(&self) -> i64 {
        self.amount
    }

    /// When, if the row says.
    #[inline]
    pub(super) fn minute(&self) -> Option<Minute> {
        (self.minute != NO_MINUTE).then_some(Minute(self.minute))
    }

    /// The form's number.
    #[inline]
    pub(super) fn form(&self) -> u32 {
        self.tail >> 8
    }

    /// How many rows it stands for.
    #[inline]
    pub(super) fn lines(&self) -> u32 {
        self.tail & LINES
    }

    /// The amount of each line, where all lines have the same.
    #[inline]
    pub(super) fn same(&self) -> Option<i64> {
        match self.lines() {
            0 => None,
            // A division takes longer than all the rest, and nearly every piece is one row.
            1 => Some(self.amount()),
            lines => (self.tail & VARIED == 0).then(|| self.amount() / i64::from(lines)),
        }
    }

    /// Takes up a neighbouring row of the same order; says no when it differs or does not fit.
    #[inline]
    pub(super) fn join(&mut self, next: &Self) -> bool {
        self.order == next.order && self.join_line(next)
    }

    fn join_line(&mut self, next: &Self) -> bool {
        let alike = self.form() == next.form() && self.minute == next.minute;
        let customer = self.customer == next.customer || next.customer.is_none();
        let (own, other) = (self.amount(), next.amount());
        if !alike
            || !customer
            || self.order.is_none()
            || self.lines() + next.lines() > LINES
            || self.lines() == 0
            || next.lines() == 0
            || (own < 0) != (other < 0)
        {
            return false;
        }
        let Some(sum) = own.checked_add(other) else { return false };
        let varied = own != other.wrapping_mul(i64::from(self.lines())) || next.tail & VARIED != 0;
        self.amount = sum;
        self.tail = (self.tail + next.lines()) | if varied { VARIED } else { 0 };
        true
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn piece(order: &str, amount: i64) -> Piece {
        Piece::new(OrderKey::of(order.as_bytes()), Key::of(b"anna"), amount, 5, 0, 1)
    }

    #[test]
    fn lines_of_one_order_are_joined_and_their_number_kept() {
        let mut joined = piece("A1", 500);
        assert!(joined.join(&piece("A1", 500)));
        assert_eq!((joined.amount(), joined.lines(), joined.same()), (1000, 2, Some(500)));
        assert!(joined.join(&piece("A1", 300)));
        assert_eq!((joined.amount(), joined.lines(), joined.same()), (1300, 3, None));
    }

    #[test]
    fn another_order_a_refund_and_a_nameless_order_stay_apart() {
        assert!(!piece("A1", 500).join(&piece("A2", 500)));
        assert!(!piece("A1", 500).join(&piece("A1", -500)));
        assert!(!piece("", 500).join(&piece("", 500)));
    }
}
