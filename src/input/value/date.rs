//! Dates in a closed list of shapes. A column has one shape, found by evidence; a value is then read in that shape only.

mod civil;
mod evidence;
mod fast;
mod shape;
mod time;
mod written;
mod zone;

use crate::ledger::day::Minute;

pub use evidence::{DateDecision, DateEvidence};
pub(in crate::input) use fast::day_of;
pub use fast::fast;
pub use shape::DateShape;
pub use zone::moved;

/// A date, with its time where one is written.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Moment {
    /// The minute as written; an offset is applied by [`moved`] alone.
    pub minute: Minute,
    /// Minutes ahead of UTC, where the text says so.
    pub offset_minutes: Option<i32>,
    /// Whether a time of day was written; if not, the minute is midnight.
    pub has_time: bool,
}

/// Why a text is not a date.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum DateFault {
    /// Nothing is written, or a mark for nothing.
    Missing,
    /// The text does not have the shape.
    Bad,
    /// The shape fits, and the weekday beside it is that of another day.
    OtherWeekday,
    /// The shape fits, the calendar has no such day.
    NoSuchDay,
    /// The year lies outside 1900 to 2199.
    OutOfRange,
}

/// Years a shop can have sold in, or may plan for.
const YEARS: std::ops::RangeInclusive<i32> = 1900..=2199;

/// Reads a text in one shape.
pub fn read(text: &str, shape: DateShape) -> Result<Moment, DateFault> {
    let text = super::narrow::narrow(text);
    if super::missing::is_missing_narrow(&text) {
        return Err(DateFault::Missing);
    }
    let date = written::split(&text).ok_or(DateFault::Bad)?;
    civil::resolve(&date, shape)
}

/// Reads a text that tells its own shape, as `2024-01-31` or `5 Jan 2024` do in a column of another shape.
///
/// The order of its numbers needs no other row to decide it, so a column may mix these without doubt; see
/// [`DateShape::is_self_evident`].
pub fn read_self_evident(text: &str) -> Result<(DateShape, Moment), DateFault> {
    let mut fault = DateFault::Bad;
    for shape in DateShape::ALL.into_iter().filter(|shape| shape.is_self_evident()) {
        match read(text, shape) {
            Ok(moment) => return Ok((shape, moment)),
            Err(DateFault::Bad) => {}
            Err(other) => fault = other,
        }
    }
    Err(fault)
}

#[cfg(test)]
mod agreement;
#[cfg(test)]
mod tests;
