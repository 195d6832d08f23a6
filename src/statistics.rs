//! How sure a number is: numbers in, numbers out.
//!
//! Nothing here knows of customers' files, money or tables. Whatever is not a plain `+ - * /` or a square root comes from
//! `libm`, so that every machine computes the same bits.

pub mod bootstrap;
pub mod correction;
pub mod correlation;
pub mod histogram;
pub mod log_odds;
pub mod mix;
pub mod mover;
pub mod normal;
pub mod share;
pub mod student;
pub mod survival;
pub mod three_way;

/// The range a number is expected to lie in, at the confidence it was asked for.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Interval {
    /// The lower end.
    pub low: f64,
    /// The upper end.
    pub high: f64,
}

impl Interval {
    /// Takes the range `margin` to both sides of `centre`.
    fn around(centre: f64, margin: f64) -> Self {
        Self { low: centre - margin, high: centre + margin }
    }

    /// Cuts off what lies outside `low..=high`, where no value can be.
    fn within(self, low: f64, high: f64) -> Self {
        Self { low: self.low.clamp(low, high), high: self.high.clamp(low, high) }
    }
}

/// How far the first of two numbers lies above the second, and whether chance alone could do that.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Difference {
    /// The first number minus the second.
    pub value: f64,
    /// The range the difference is expected to lie in.
    pub interval: Interval,
    /// The two-sided p-value: how often chance alone would show at least this much.
    pub p: f64,
}

#[cfg(test)]
mod testing {
    /// Asserts that two numbers agree to within `tolerance`.
    #[track_caller]
    pub(super) fn near(found: f64, expected: f64, tolerance: f64) {
        assert!((found - expected).abs() <= tolerance, "found {found}, expected {expected} within {tolerance}");
    }
}
