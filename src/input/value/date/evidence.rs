//! How many values of a column fit each shape, and what follows from it.

use super::{DateFault, DateShape, civil, fast, written};
use crate::input::value::{missing, narrow};

/// Counts of the values of a column by the shapes they fit; counts of parts add up.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct DateEvidence {
    values: u64,
    fits: [u64; DateShape::ALL.len()],
    /// Values that are day-month-year and not month-day-year, and the other way round.
    only_day_first: u64,
    only_month_first: u64,
}

/// What the values of a column say about their shape.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum DateDecision {
    /// No value speaks for any shape.
    None,
    /// One shape fits best; values it does not fit are faults of their own.
    Is(DateShape),
    /// Two shapes fit equally well and read different days.
    Ambiguous(DateShape, DateShape),
    /// The values contradict each other, or fit only shapes that must be asked for; each fitting shape with its count.
    Mixed(Vec<(DateShape, u64)>),
}

/// Shapes that evidence may pick by count; the others need more than that.
const BY_COUNT: [DateShape; 7] = [
    DateShape::Ymd,
    DateShape::Compact,
    DateShape::Kanji,
    DateShape::MonthName,
    DateShape::Era,
    DateShape::Dmy,
    DateShape::Mdy,
];

const SHORT: [DateShape; 3] = [DateShape::YmdShort, DateShape::DmyShort, DateShape::MdyShort];

impl DateEvidence {
    /// Counts one value.
    pub fn see(&mut self, text: &str) {
        if fast(text.as_bytes()).is_some() {
            self.values += 1;
            self.fits[DateShape::Ymd.index()] += 1;
            return;
        }
        let text = narrow::narrow(text);
        if missing::is_missing_narrow(&text) {
            return;
        }
        self.values += 1;
        let Some(date) = written::split(&text) else {
            return;
        };
        let fits = |shape| match civil::resolve(&date, shape) {
            Ok(_) | Err(DateFault::OutOfRange) => true,
            Err(DateFault::Missing | DateFault::Bad | DateFault::NoSuchDay | DateFault::OtherWeekday) => false,
        };
        for shape in DateShape::ALL {
            self.fits[shape.index()] += u64::from(fits(shape));
        }
        match (fits(DateShape::Dmy), fits(DateShape::Mdy)) {
            (true, false) => self.only_day_first += 1,
            (false, true) => self.only_month_first += 1,
            (true, true) | (false, false) => {}
        }
    }

    /// Adds the counts of another part of the column.
    pub fn merge(&mut self, other: &Self) {
        self.values += other.values;
        for (mine, theirs) in self.fits.iter_mut().zip(other.fits) {
            *mine += theirs;
        }
        self.only_day_first += other.only_day_first;
        self.only_month_first += other.only_month_first;
    }

    /// Gives the number of values that are not missing.
    pub fn values(&self) -> u64 {
        self.values
    }

    /// Gives the number of values that fit a shape.
    pub fn fits(&self, shape: DateShape) -> u64 {
        self.fits[shape.index()]
    }

    /// Decides on the shape, or says why not.
    pub fn decide(&self) -> DateDecision {
        if self.contradicts_itself() {
            return self.mixed();
        }
        let whole: Vec<DateShape> = SHORT.into_iter().filter(|shape| self.fits_all(*shape)).collect();
        match whole[..] {
            [] => {}
            [shape] => return DateDecision::Is(shape),
            [first, second, ..] => return DateDecision::Ambiguous(first, second),
        }
        if let Some(epoch) = self.only_epoch() {
            return DateDecision::Is(epoch);
        }
        // Of equal counts the first of the list stands, hence the reversal: `max_by_key` keeps the last.
        let best =
            BY_COUNT.into_iter().rev().max_by_key(|shape| self.fits(*shape)).filter(|shape| self.fits(*shape) > 0);
        let Some(best) = best else {
            return self.mixed();
        };
        let most = self.fits(best);
        if SHORT.iter().any(|shape| self.fits(*shape) >= most) {
            return self.mixed();
        }
        if best == DateShape::Dmy && self.fits(DateShape::Mdy) == most {
            return DateDecision::Ambiguous(DateShape::Dmy, DateShape::Mdy);
        }
        DateDecision::Is(best)
    }

    /// Whether days and months change places: the rarer order has more than one in twenty of the values that decide.
    ///
    /// Values such as `03/04/2024` fit both orders and so decide nothing, however many they are.
    fn contradicts_itself(&self) -> bool {
        let rarer = self.only_day_first.min(self.only_month_first);
        rarer * 20 > self.only_day_first + self.only_month_first
    }

    fn fits_all(&self, shape: DateShape) -> bool {
        self.values > 0 && self.fits(shape) == self.values
    }

    /// An epoch shape that all values fit, while no other shape fits any.
    fn only_epoch(&self) -> Option<DateShape> {
        let epoch = [DateShape::Epoch, DateShape::EpochMillis].into_iter().find(|shape| self.fits_all(*shape))?;
        let others: u64 =
            DateShape::ALL.into_iter().filter(|shape| *shape != epoch).map(|shape| self.fits(shape)).sum();
        (others == 0).then_some(epoch)
    }

    fn mixed(&self) -> DateDecision {
        let counts = DateShape::ALL.into_iter().map(|shape| (shape, self.fits(shape)));
        let counts: Vec<(DateShape, u64)> = counts.filter(|(_, count)| *count > 0).collect();
        if counts.is_empty() { DateDecision::None } else { DateDecision::Mixed(counts) }
    }
}

#[cfg(test)]
mod tests;
