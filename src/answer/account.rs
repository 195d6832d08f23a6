//! Where every row and every unit of money of a file went.

use super::Warning;
use super::reason::Reason;
use crate::ledger::money::Money;
use std::collections::BTreeMap;

/// Sums by currency; the blank name is "no currency known".
pub type Sums = BTreeMap<String, Money>;

/// One input file: what was understood of it, and its account.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct InputAccount {
    /// The path as typed.
    pub path: String,
    /// `transactions`, `surveys`, `customers`.
    pub kind: &'static str,
    /// The encoding's name.
    pub encoding: String,
    /// The delimiter.
    pub delimiter: char,
    /// The role of each column that was used, in a fixed order of roles: role, column name.
    pub columns: Vec<(&'static str, String)>,
    /// How columns were read: `date` as `day/month/year`, `amount` as `decimal point`, …
    pub readings: Vec<(&'static str, String)>,
    /// Records behind the header, counted before anyone understood them.
    pub rows: u64,
    /// Rows that are in the ledger.
    pub used: u64,
    /// Rows that repeat others.
    pub merged: u64,
    /// Rows left out by a named rule.
    pub excluded: BTreeMap<&'static str, u64>,
    /// Rows that could not be read.
    pub rejected: u64,
    /// Rejected rows by reason.
    pub reasons: BTreeMap<Reason, u64>,
    /// The money of the four classes, for transactions.
    pub money: Option<MoneyAccount>,
    /// Why the file was refused, when it was.
    pub refused: Option<Warning>,
}

/// The money of one file's rows.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct MoneyAccount {
    /// Of all rows whose amount could be read.
    pub read: Sums,
    /// Of the rows used.
    pub used: Sums,
    /// Of the rows that repeat others.
    pub merged: Sums,
    /// Of the rows left out, by rule.
    pub excluded: BTreeMap<&'static str, Sums>,
    /// Of the rejected rows, as far as it could be read.
    pub rejected: Sums,
}

impl InputAccount {
    /// Whether the rows add up: read = used + merged + excluded + rejected; and the money likewise.
    pub fn adds_up(&self) -> bool {
        let rows = self.used + self.merged + self.excluded.values().sum::<u64>() + self.rejected;
        rows == self.rows && self.money.as_ref().is_none_or(MoneyAccount::adds_up)
    }
}

impl MoneyAccount {
    /// Whether the money of the four classes adds up to what was read.
    pub fn adds_up(&self) -> bool {
        let mut parts = Sums::new();
        for sums in [&self.used, &self.merged, &self.rejected].into_iter().chain(self.excluded.values()) {
            for (currency, sum) in sums {
                add(&mut parts, currency, *sum);
            }
        }
        let names = self.read.keys().chain(parts.keys());
        names.into_iter().all(|name| {
            let of = |sums: &Sums| sums.get(name).copied().unwrap_or_default();
            let (read, part) = (of(&self.read), of(&parts));
            let scale = read.scale.max(part.scale);
            read.at(scale) == part.at(scale)
        })
    }
}

/// Adds a sum under a currency.
pub fn add(sums: &mut Sums, currency: &str, sum: Money) {
    let total = sums.entry(currency.to_owned()).or_default();
    *total = total.plus(sum);
}

/// One rejected row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rejection {
    /// The file, as typed.
    pub path: String,
    /// The physical line on which the record starts, from 1.
    pub line: u64,
    /// The column's name, or blank when it is the row as a whole.
    pub column: String,
    /// What stood there, shortened.
    pub value: String,
    /// Why.
    pub reason: Reason,
    /// What was expected, where the reason alone does not say it: a code's facts, such as the scale's ends.
    pub expected: Option<String>,
    /// What the row is worth, where that could be read.
    pub worth: Option<(String, Money)>,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_account_with_a_lost_row_does_not_add_up() {
        let mut account = InputAccount { rows: 3, used: 2, ..InputAccount::default() };
        assert!(!account.adds_up());
        account.rejected = 1;
        assert!(account.adds_up());
    }

    #[test]
    fn an_account_with_lost_money_does_not_add_up() {
        let mut money = MoneyAccount::default();
        add(&mut money.read, "USD", Money::new(1250, 2));
        add(&mut money.used, "USD", Money::new(12, 0));
        assert!(!money.adds_up());
        add(&mut money.rejected, "USD", Money::new(5, 1));
        assert!(money.adds_up());
    }
}
