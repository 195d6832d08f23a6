//! Orders that came back, as a file of returns tells it: its rows become lines of their order.
//!
//! A dated return is a negative line of its day, as a refund in the orders' own file is. One without a date is given back on the day of
//! the order. One without an amount gives back what is left of the order, of each part of it what is left of that part.

use super::super::orders::Class;
use super::super::piece::{Measure, marks};
use super::{Builder, Line, is_money, total};

impl Builder<'_> {
    /// Books the returns of an order, and puts those that count among its lines; `class` is what became of these.
    pub(super) fn take_back(&mut self, returned: &[Line], class: Class, lines: &mut Vec<Line>) {
        let currency = lines.iter().find_map(|line| line.form.currency);
        let mut whole = false;
        for mut line in returned.iter().copied() {
            if class == Class::Used && line.form.currency.is_none() && currency.is_some() {
                self.named(&mut line, currency);
            }
            let picked = self.rules.currency;
            let other = picked.is_some() && line.form.currency.is_some() && line.form.currency != picked;
            let again = whole && is_whole(&line);
            whole |= is_whole(&line);
            let own = match class {
                Class::Used if other => Class::OtherCurrency,
                // The order has come back as a whole already: the row says so once more.
                Class::Used if again => Class::Merged,
                class => class,
            };
            self.book_line(&line, own);
            if own == Class::Used {
                lines.push(line);
            }
        }
    }
}

/// Makes refunds of the returns among the lines that are observed.
pub(super) fn give_back(lines: &mut Vec<Line>) {
    let is_return = |line: &Line| line.form.measure == Measure::Returned;
    if !lines.iter().any(is_return) {
        return;
    }
    let mut returned: Vec<Line> = lines.extract_if(.., |line| is_return(line)).collect();
    // Of an order that is not observed yet nothing comes back.
    let Some(first) = lines.first().copied() else { return };
    let uniform = lines.iter().filter(|line| is_money(line)).all(|line| line.form.tuple == first.form.tuple);
    // What is left of an order is known when all else is.
    returned.sort_by_key(is_whole);
    for line in returned {
        if !is_whole(&line) {
            let tuple = if uniform { first.form.tuple } else { line.form.tuple };
            lines.push(refund(line, tuple, line.amount));
        } else if total(lines.iter()) > 0 {
            let mut tuples: Vec<u32> = lines.iter().filter(|line| is_money(line)).map(|line| line.form.tuple).collect();
            tuples.sort_unstable();
            tuples.dedup();
            for tuple in tuples {
                let left = total(lines.iter().filter(|line| line.form.tuple == tuple));
                if left != 0 {
                    lines.push(refund(line, tuple, -left));
                }
            }
        }
    }
}

/// Whether the row says that all of the order came back.
fn is_whole(line: &Line) -> bool {
    line.form.marks & marks::NO_AMOUNT != 0
}

/// What is given back of one part of the order.
fn refund(mut line: Line, tuple: u32, amount: i128) -> Line {
    line.form.measure = if line.minute.is_some() { Measure::Amount } else { Measure::Refunded };
    line.form.tuple = tuple;
    line.form.marks = 0;
    line.amount = amount;
    line
}
