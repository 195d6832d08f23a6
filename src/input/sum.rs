//! An order's plain lines, summed as they are met: one file, one day, one form, one customer, none of them below zero, as nearly all
//! orders are. An order with any other line is odd, and looked at line by line in [`super::order`].

use super::orders::Rules;
use super::piece::{Form, Measure, Piece};
use super::request::Total;
use crate::ledger::day::Minute;
use crate::ledger::key::{Key, OrderKey};

/// What an order has come to so far: 56 bytes.
#[derive(Debug, Clone, Copy)]
pub(super) struct Sum {
    /// The order.
    pub(super) order: OrderKey,
    /// Its customer, or nobody.
    pub(super) customer: Key,
    /// The sum at the form's scale.
    pub(super) amount: i64,
    /// The first minute.
    pub(super) minute: Minute,
    /// The number of the form among all forms.
    pub(super) form: u32,
    /// How many rows.
    pub(super) lines: u32,
    /// The number of the file.
    pub(super) file: u16,
    /// Whether all lines have the same amount.
    pub(super) constant: bool,
    /// Whether the order needs a closer look; nothing else of it counts then.
    pub(super) odd: bool,
}

impl Sum {
    /// An order of one piece so far. `number` is the form's among all forms.
    #[inline]
    pub(super) fn new(piece: &Piece, form: &Form, number: u32, file: u16, rules: &Rules) -> Self {
        let minute = piece.minute();
        let plain = form.marks == 0
            && form.measure == Measure::Amount
            && form.total != Total::EveryLine
            && (rules.currency.is_none() || form.currency == rules.currency)
            && minute.is_some_and(|minute| i64::from(minute.0) < rules.end)
            && (piece.lines() == 1 || (piece.lines() > 1 && piece.amount() >= 0));
        Self {
            order: piece.order(),
            customer: piece.customer(),
            amount: piece.amount(),
            minute: minute.unwrap_or(Minute(0)),
            form: number,
            lines: piece.lines(),
            file,
            constant: piece.same().is_some(),
            odd: !plain,
        }
    }

    /// Takes up another piece of the order.
    #[inline]
    pub(super) fn add(&mut self, piece: &Piece, number: u32, file: u16, rules: &Rules) {
        let alike = (number, file, piece.customer()) == (self.form, self.file, self.customer);
        let in_time = piece.minute().filter(|minute| i64::from(minute.0) < rules.end);
        let minute = in_time.filter(|minute| minute.day() == self.minute.day());
        let sum = self.amount.checked_add(piece.amount());
        match minute.zip(sum) {
            Some((minute, sum)) if alike && piece.lines() > 0 && self.amount >= 0 && piece.amount() >= 0 => {
                let so_far = |each: i64| each.checked_mul(i64::from(self.lines));
                self.constant = self.constant && piece.same().and_then(so_far) == Some(self.amount);
                self.amount = sum;
                self.minute = self.minute.min(minute);
                self.lines += piece.lines();
            }
            _ => self.odd = true,
        }
    }
}
