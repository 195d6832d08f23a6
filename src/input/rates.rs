//! Files of exchange rates: columns `currency` and `rate`, and `date` where rates change.
//!
//! A rate is what one unit of the currency is worth. The currency that all are worth something in is the one that was named; without a
//! name it is the one whose own rate is 1 throughout.

use super::roles::fold;
use crate::ledger::currency::Currency;
use crate::ledger::day::Day;
use crate::ledger::exchange::{Rate, Rates};
use rust_decimal::Decimal;
use std::collections::BTreeMap;
use std::fs::File;
use thiserror::Error;

/// Names of the column with a currency's code.
const CURRENCY: &[&str] = &["currency", "currency code", "code", "通貨", "通貨コード"];
/// Names of the column with what one unit is worth.
const RATE: &[&str] = &["rate", "exchange rate", "レート", "為替レート"];
/// Names of the column with the day from which a rate holds.
const DATE: &[&str] = &["date", "from", "valid from", "日付", "適用日"];

/// What is wrong with a file of rates.
#[derive(Debug, Error)]
pub enum Fault {
    /// It cannot be opened or read.
    #[error("the rates cannot be read: {0}")]
    Unreadable(String),
    /// A column is missing.
    #[error("no column `{0}`; a file of rates has columns currency and rate, and date where rates change")]
    NoColumn(&'static str),
    /// A cell is no such thing.
    #[error("line {line}: found `{found}`, expected {expected}")]
    Cell {
        /// Where the row starts.
        line: u64,
        /// What stands there.
        found: String,
        /// What should.
        expected: &'static str,
    },
    /// A currency has two rates from one day on.
    #[error("line {0}: this currency has another rate for the same day; keep one")]
    Twice(u64),
    /// Nothing says what the rates are in.
    #[error("which currency to convert into is not said; add --currency, such as --currency USD")]
    NoTarget,
}

/// Reads rates into `target`, or into the currency that the file takes for one.
pub fn read(path: &str, target: Option<Currency>) -> Result<Rates, Fault> {
    let file = File::open(path).map_err(|error| Fault::Unreadable(error.to_string()))?;
    let unreadable = |error: csv::Error| Fault::Unreadable(error.to_string());
    let mut reader = csv::ReaderBuilder::new().flexible(true).from_reader(file);
    let names: Vec<String> =
        reader.headers().map_err(unreadable)?.iter().map(|name| fold(name.trim_start_matches('\u{feff}'))).collect();
    let place = |known: &[&str]| names.iter().position(|name| known.iter().any(|known| fold(known) == *name));
    let currency = place(CURRENCY).ok_or(Fault::NoColumn("currency"))?;
    let rate = place(RATE).ok_or(Fault::NoColumn("rate"))?;
    let date = place(DATE);
    let mut by: BTreeMap<Currency, BTreeMap<Day, Rate>> = BTreeMap::new();
    for row in reader.records() {
        let row = row.map_err(unreadable)?;
        if row.iter().all(|cell| cell.trim().is_empty()) {
            continue;
        }
        let line = row.position().map_or(0, csv::Position::line);
        let cell = |at: usize| row.get(at).unwrap_or_default().trim();
        let wrong = |at: usize, expected| Fault::Cell { line, found: cell(at).to_owned(), expected };
        let own = Currency::parse(cell(currency)).ok_or_else(|| wrong(currency, "a currency such as EUR"))?;
        let worth =
            number(cell(rate)).ok_or_else(|| wrong(rate, "a rate above zero of at most ten digits, such as 1.0843"))?;
        // Without days a rate holds for all of them.
        let from =
            date.map_or(Ok(Day(i32::MIN)), |at| cell(at).parse().map_err(|_| wrong(at, "a day as YYYY-MM-DD")))?;
        if by.entry(own).or_default().insert(from, worth).is_some_and(|before| !before.is(worth)) {
            return Err(Fault::Twice(line));
        }
    }
    let target = target.or_else(|| the_one(&by)).ok_or(Fault::NoTarget)?;
    Ok(Rates::new(target, by))
}

/// The only currency that is worth one throughout.
fn the_one(by: &BTreeMap<Currency, BTreeMap<Day, Rate>>) -> Option<Currency> {
    let mut ones = by.iter().filter(|(_, rates)| rates.values().all(|rate| rate.is(Rate::ONE))).map(|(own, _)| *own);
    ones.next().filter(|_| ones.next().is_none())
}

/// A plain decimal number above zero, exactly.
fn number(text: &str) -> Option<Rate> {
    let plain = text.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.');
    let number: Decimal = text.parse().ok().filter(|_| plain)?;
    Rate::new(number.mantissa(), number.scale())
}

#[cfg(test)]
mod tests {
    use super::number;
    use crate::ledger::exchange::Rate;

    #[test]
    fn rates_are_read_exactly_or_not_at_all() {
        assert_eq!(number("1.0843"), Rate::new(10_843, 4));
        assert_eq!(number("160"), Rate::new(160, 0));
        for text in ["", "0", "-1", "1e3", "1_000", "1,08", "1.2.3", "0.00000000001", "12345678901", "x"] {
            assert_eq!(number(text), None, "{text}");
        }
    }
}
