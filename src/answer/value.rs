//! A value of a record, exact until it is written.

use crate::ledger::day::Day;
use crate::ledger::money::Money;
use crate::ledger::ratio::Ratio;
use std::borrow::Cow;

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
    Text(Cow<'static, str>),
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
        Self::Text(Cow::Owned(text.into()))
    }

    /// A word that the program knows: none of the millions of lines that say it needs a copy.
    pub const fn word(word: &'static str) -> Self {
        Self::Text(Cow::Borrowed(word))
    }

    /// A number minus another of its kind, as exact as they are; nothing where one of them is no number.
    #[must_use]
    pub fn minus(&self, other: &Self) -> Self {
        match (self, other) {
            (Self::Count(a), Self::Count(b)) => Self::Whole(*a as i64 - *b as i64),
            (Self::Exact(a), Self::Exact(b)) => a.minus(*b).into(),
            (Self::Money(a), Self::Money(b)) => Self::Money(a.plus(Money::new(-b.mantissa, b.scale))),
            _ => self.real().zip(other.real()).map(|(a, b)| a - b).into(),
        }
    }

    /// The sum of two counts; nothing where one of them is none.
    #[must_use]
    pub const fn plus(&self, other: &Self) -> Self {
        match (self, other) {
            (Self::Count(a), Self::Count(b)) => Self::Count(*a + *b),
            _ => Self::Missing,
        }
    }

    /// The nearest float, for statistics.
    pub fn real(&self) -> Option<f64> {
        match self {
            Self::Count(count) => Some(*count as f64),
            Self::Whole(whole) => Some(*whole as f64),
            Self::Exact(ratio) => Some(ratio.real()),
            Self::Real(real) => Some(*real),
            Self::Money(money) => Some(Ratio::from_money(*money).real()),
            Self::Missing | Self::Sums(_) | Self::Text(_) | Self::Day(_) | Self::Flag(_) | Self::Texts(_) => None,
        }
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

#[cfg(test)]
mod tests {
    use super::{Money, Ratio, Value};

    #[test]
    fn differences_are_as_exact_as_what_they_are_made_of() {
        let ratio = |n, d| Value::from(Ratio::new(n, d));
        assert_eq!(ratio(1, 3).minus(&ratio(1, 2)), ratio(-1, 6));
        assert_eq!(Value::Count(3).minus(&Value::Count(5)), Value::Whole(-2));
        let money = |mantissa| Value::Money(Money::new(mantissa, 2));
        assert_eq!(money(150).minus(&money(275)), money(-125));
        assert_eq!(ratio(1, 2).minus(&Value::Real(0.25)), Value::Real(0.25));
        assert_eq!(ratio(1, 2).minus(&Value::Missing), Value::Missing);
    }
}
