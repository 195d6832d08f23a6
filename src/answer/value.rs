//! A value of a record, exact until it is written.

use crate::ledger::day::Day;
use crate::ledger::money::Money;
use crate::ledger::ratio::Ratio;

/// One cell.
#[derive(Debug, Clone, PartialEq)]
pub enum Value {
    /// There is no number: `null`, `n/a`, an empty cell. Never 0.
    Missing,
    /// A count.
    Count(u64),
    /// A whole number that may be negative, such as the end of a scale.
    Whole(i64),
    /// An exact quotient: written with six decimals, rounded half away from zero.
    Exact(Ratio),
    /// A statistic: written with six decimals.
    Real(f64),
    /// Exact money.
    Money(Money),
    /// Exact money per currency and per rule, for the account of `check`: nested name → sums.
    Sums(Vec<(String, Vec<(String, Money)>)>),
    /// Text, from the data or a stable code.
    Text(String),
    /// A day.
    Day(Day),
    /// Yes or no.
    Flag(bool),
    /// Several texts.
    Texts(Vec<String>),
}

impl Value {
    /// Text.
    pub fn text(text: impl Into<String>) -> Self {
        Self::Text(text.into())
    }
}

impl From<Option<Ratio>> for Value {
    fn from(ratio: Option<Ratio>) -> Self {
        ratio.map_or(Self::Missing, Self::Exact)
    }
}

impl From<Option<f64>> for Value {
    fn from(real: Option<f64>) -> Self {
        real.filter(|r| r.is_finite()).map_or(Self::Missing, Self::Real)
    }
}

impl From<u64> for Value {
    fn from(count: u64) -> Self {
        Self::Count(count)
    }
}

impl From<Money> for Value {
    fn from(money: Money) -> Self {
        Self::Money(money)
    }
}

impl From<Option<Money>> for Value {
    fn from(money: Option<Money>) -> Self {
        money.map_or(Self::Missing, Self::Money)
    }
}

impl From<Option<Day>> for Value {
    fn from(day: Option<Day>) -> Self {
        day.map_or(Self::Missing, Self::Day)
    }
}
