//! Calendar days and minutes as plain integers.

use std::fmt;
use std::str::FromStr;

/// Days since 1970-01-01, proleptic Gregorian.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug, Hash)]
pub struct Day(pub i32);

/// Minutes since 1970-01-01T00:00, as written in the file.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug, Hash)]
pub struct Minute(pub i32);

impl Minute {
    /// A minute of a day.
    pub fn of(day: Day, minute_of_day: u32) -> Self {
        Self(day.0 * 1440 + minute_of_day as i32)
    }
    /// The calendar day.
    #[inline]
    pub fn day(self) -> Day {
        Day(self.0.div_euclid(1440))
    }
    /// The minute of the day.
    pub fn minute_of_day(self) -> u32 {
        self.0.rem_euclid(1440) as u32
    }
}

impl Day {
    /// The day of a calendar date, if there is one.
    pub fn from_civil(y: i32, m: u32, d: u32) -> Option<Self> {
        let day = Self(days(y, m as i32, d as i32));
        ((1..=12).contains(&m) && d >= 1 && day.civil() == (y, m, d)).then_some(day)
    }
    /// Year, month, day.
    pub fn civil(self) -> (i32, u32, u32) {
        let z = self.0 + 719_468;
        let era = z.div_euclid(146_097);
        let doe = z.rem_euclid(146_097);
        let yoe = (doe - doe / 1460 + doe / 36524 - doe / 146_096) / 365;
        let doy = doe - (365 * yoe + yoe / 4 - yoe / 100);
        let mp = (5 * doy + 2) / 153;
        let (d, m) = (doy - (153 * mp + 2) / 5 + 1, if mp < 10 { mp + 3 } else { mp - 9 });
        (yoe + era * 400 + i32::from(m <= 2), m as u32, d as u32)
    }
    /// Monday is 0.
    pub fn weekday(self) -> u32 {
        (self.0 + 3).rem_euclid(7) as u32
    }
    /// ISO year and week.
    pub fn iso_week(self) -> (i32, u32) {
        let thursday = Self(self.0 - self.weekday() as i32 + 3);
        let year = thursday.civil().0;
        (year, ((thursday.0 - days(year, 1, 1)) / 7 + 1) as u32)
    }
    /// The Monday of an ISO week.
    pub fn from_iso_week(y: i32, w: u32) -> Option<Self> {
        let fourth = Self(days(y, 1, 4));
        let monday = Self(fourth.0 - fourth.weekday() as i32 + 7 * (w as i32 - 1));
        (monday.iso_week() == (y, w)).then_some(monday)
    }
    /// The same day `n` months on, or the last of that month.
    #[must_use]
    pub fn add_months(self, n: i32) -> Self {
        let (y, m, d) = self.civil();
        let months = y * 12 + m as i32 - 1 + n;
        let (y, m) = (months.div_euclid(12), months.rem_euclid(12) as u32 + 1);
        (28..=d.max(28)).rev().find_map(|last| Self::from_civil(y, m, d.min(last))).unwrap_or(self)
    }
    /// The calendar year.
    pub fn year(self) -> i32 {
        self.civil().0
    }
}

fn days(y: i32, m: i32, d: i32) -> i32 {
    let y = if m <= 2 { y - 1 } else { y };
    let (era, yoe) = (y.div_euclid(400), y.rem_euclid(400));
    let doy = (153 * (if m > 2 { m - 3 } else { m + 9 }) + 2) / 5 + d - 1;
    era * 146_097 + yoe * 365 + yoe / 4 - yoe / 100 + doy - 719_468
}

impl fmt::Display for Day {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (y, m, d) = self.civil();
        write!(f, "{y:04}-{m:02}-{d:02}")
    }
}

impl FromStr for Day {
    type Err = ();
    fn from_str(text: &str) -> Result<Self, ()> {
        let mut parts = text.split('-').map(str::parse::<u32>);
        match (parts.next(), parts.next(), parts.next(), parts.next()) {
            (Some(Ok(y)), Some(Ok(m)), Some(Ok(d)), None) => Self::from_civil(y as i32, m, d).ok_or(()),
            _ => Err(()),
        }
    }
}
