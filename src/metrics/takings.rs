//! What a stretch of entries brought in.
//!
//! `gross` is what the days of the orders came to, `refunds` what was given back on days that came out below zero, as a positive
//! number, `net = gross - refunds`.
//! Side amounts are in none of them. An entry is already net of the discounts inside its order and day; these stand apart.
//!
//! `purchased` is the gross of the purchases, for the average order value: all that orders which are purchases brought in on their
//! days inside the stretch, later payments included. The gross of wholly refunded orders is not in it.

use crate::ledger::entry::{Entry, flags};

/// Sums at the ledger's scale.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Takings {
    /// What was sold.
    pub gross: i128,
    /// What was taken off within the orders, as a positive number.
    pub discounts: i128,
    /// What was given back, as a positive number.
    pub refunds: i128,
    /// The gross of what counts as a purchase.
    pub purchased: i128,
}

impl Takings {
    /// Adds up the entries of one customer, or of the guests.
    pub fn of(entries: &[Entry]) -> Self {
        let mut takings = Self::default();
        // Most entries are whole purchases, and nothing but.
        let mut purchases = 0;
        for entry in entries {
            if entry.flags & !flags::SEAL == flags::ORDER | flags::PART | flags::BOUGHT_AT_ONCE {
                purchases += i128::from(entry.amount);
                continue;
            }
            let gross = i128::from(entry.gross());
            takings.gross += gross;
            takings.purchased += if entry.flags & flags::OF_PURCHASE != 0 { gross } else { 0 };
            takings.refunds += i128::from(entry.refund());
            takings.discounts += i128::from(entry.side(flags::DISCOUNT)).abs();
        }
        takings.gross += purchases;
        takings.purchased += purchases;
        takings
    }

    /// What was sold less what was given back.
    pub const fn net(&self) -> i128 {
        self.gross - self.refunds
    }

    /// Adds other takings.
    pub fn add(&mut self, other: &Self) {
        self.gross += other.gross;
        self.discounts += other.discounts;
        self.refunds += other.refunds;
        self.purchased += other.purchased;
    }
}

#[cfg(test)]
mod tests {
    use super::Takings;
    use crate::ledger::day::{Day, Minute};
    use crate::ledger::entry::{Entry, flags};

    fn entry(day: i32, amount: i64, flags: u32) -> Entry {
        Entry { amount, minute: Minute::of(Day(day), 0), flags }
    }

    const BOUGHT: u32 = flags::ORDER | flags::BOUGHT_AT_ONCE;

    #[test]
    fn an_order_wholly_refunded_is_in_gross_and_refunds_but_no_purchase() {
        let takings = Takings::of(&[entry(1, 500, flags::ORDER), entry(2, -500, flags::REFUND), entry(3, 70, BOUGHT)]);
        assert_eq!((takings.gross, takings.refunds, takings.net(), takings.purchased), (570, 500, 70, 70));
    }

    #[test]
    fn side_amounts_are_no_revenue() {
        let takings = Takings::of(&[entry(1, 90, BOUGHT), entry(1, 10, flags::DISCOUNT), entry(1, 40, flags::COST)]);
        assert_eq!((takings.gross, takings.discounts, takings.refunds), (90, 10, 0));
    }

    #[test]
    fn a_later_payment_on_a_purchase_belongs_to_it() {
        let takings = Takings::of(&[entry(1, 90, BOUGHT), entry(1, 10, flags::OF_PURCHASE), entry(2, 5, 0)]);
        assert_eq!((takings.gross, takings.purchased), (105, 100));
    }
}
