//! The calendar: days and minutes as plain integers, proleptic Gregorian, no clock and no zone.
//!
//! The conversions are Howard Hinnant's `days_from_civil` and `civil_from_days`
//! (<https://howardhinnant.github.io/date_algorithms.html>): years begin in March, so that the leap day comes last.

use std::{fmt, str::FromStr};

/// A calendar day, counted from 1970-01-01.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug, Hash)]
pub struct Day(pub i32);

/// A minute as a wall clock shows it, counted from 1970-01-01 00:00.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug, Hash)]
pub struct Minute(pub i32);

/// Minutes in a day.
const DAY: i32 = 24 * 60;
/// Days in 400 years, after which the calendar repeats.
const ERA: i32 = 146_097;
/// Days from 0000-03-01 to 1970-01-01.
const SHIFT: i32 = 719_468;
/// The years a `Day` can hold with room to spare for arithmetic on it.
const YEARS: std::ops::RangeInclusive<i32> = -100_000..=100_000;

impl Day {
    /// Gives the day of a date, or nothing when the calendar has no such date.
    pub fn from_civil(year: i32, month: u32, day: u32) -> Option<Self> {
        let known = YEARS.contains(&year) && (1..=12).contains(&month);
        (known && day >= 1 && day <= month_length(year, month)).then(|| Self::of_civil(year, month, day))
    }

    /// Gives the first day of a month, from 1 to 12, of a year not far from ours.
    pub const fn first_of(year: i32, month: u32) -> Self {
        Self::of_civil(year, month, 1)
    }

    /// The same for a date already known to exist.
    const fn of_civil(year: i32, month: u32, day: u32) -> Self {
        let year = year - (month <= 2) as i32;
        let era = year.div_euclid(400);
        let of_era = year.rem_euclid(400);
        let from_march = (month as i32 + 9) % 12;
        let of_year = (153 * from_march + 2) / 5 + day as i32 - 1;
        Self(era * ERA + of_era * 365 + of_era / 4 - of_era / 100 + of_year - SHIFT)
    }

    /// Gives year, month and day of month.
    pub fn civil(self) -> (i32, u32, u32) {
        // Wide, so that no day at all can overflow.
        let days = i64::from(self.0) + i64::from(SHIFT);
        let era = days.div_euclid(i64::from(ERA));
        let of_era = days.rem_euclid(i64::from(ERA));
        let year_of_era = (of_era - of_era / 1_460 + of_era / 36_524 - of_era / (i64::from(ERA) - 1)) / 365;
        let of_year = of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
        let from_march = (5 * of_year + 2) / 153;
        let day = (of_year - (153 * from_march + 2) / 5 + 1) as u32;
        let month = ((from_march + 2) % 12 + 1) as u32;
        let year = (era * 400 + year_of_era) as i32 + i32::from(month <= 2);
        (year, month, day)
    }

    /// Gives the year.
    pub fn year(self) -> i32 {
        self.civil().0
    }

    /// Gives the month, from 1 to 12.
    pub fn month(self) -> u32 {
        self.civil().1
    }

    /// Gives the day of the week, Monday being 0.
    pub fn weekday(self) -> u32 {
        // 1970-01-01 was a Thursday.
        (i64::from(self.0) + 3).rem_euclid(7) as u32
    }

    /// Gives the ISO 8601 year and week: a week belongs to the year that holds its Thursday.
    pub fn iso_week(self) -> (i32, u32) {
        let thursday = Self(self.0 - self.weekday() as i32 + 3);
        let year = thursday.year();
        (year, (thursday.0 - Self::of_civil(year, 1, 1).0) as u32 / 7 + 1)
    }

    /// Gives the Monday of an ISO 8601 week, or nothing when the year has no such week.
    pub fn from_iso_week(year: i32, week: u32) -> Option<Self> {
        if !YEARS.contains(&year) || !(1..=53).contains(&week) {
            return None;
        }
        // The fourth of January always lies in week 1.
        let fourth = Self::of_civil(year, 1, 4);
        let monday = Self(fourth.0 - fourth.weekday() as i32 + 7 * (week as i32 - 1));
        (monday.iso_week() == (year, week)).then_some(monday)
    }

    /// Moves by whole months; a day the target month lacks becomes its last.
    #[must_use]
    pub fn add_months(self, months: i32) -> Self {
        let (year, month, day) = self.civil();
        let total = i64::from(year) * 12 + i64::from(month) - 1 + i64::from(months);
        let bounded = total.clamp(i64::from(*YEARS.start()) * 12, i64::from(*YEARS.end()) * 12 + 11);
        let year = bounded.div_euclid(12) as i32;
        let month = bounded.rem_euclid(12) as u32 + 1;
        Self::of_civil(year, month, day.min(month_length(year, month)))
    }
}

/// Days in a month of a year.
fn month_length(year: i32, month: u32) -> u32 {
    match month {
        2 => 28 + u32::from(year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)),
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

impl fmt::Display for Day {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (year, month, day) = self.civil();
        let text = format!("{year:04}-{month:02}-{day:02}");
        f.pad(&text)
    }
}

/// Why a text is not a `Day`.
#[derive(Clone, Copy, PartialEq, Eq, Debug, thiserror::Error)]
#[error("expected a date like 2026-01-31")]
pub struct NotADay;

impl FromStr for Day {
    type Err = NotADay;

    fn from_str(text: &str) -> Result<Self, NotADay> {
        let bytes = text.as_bytes();
        let shaped = bytes.len() == 10 && bytes[4] == b'-' && bytes[7] == b'-';
        let number = |from: usize, to: usize| {
            bytes[from..to]
                .iter()
                .try_fold(0, |sum, byte| byte.is_ascii_digit().then(|| sum * 10 + u32::from(byte - b'0')))
        };
        if !shaped {
            return Err(NotADay);
        }
        let date = (number(0, 4), number(5, 7), number(8, 10));
        let (Some(year), Some(month), Some(day)) = date else {
            return Err(NotADay);
        };
        Self::from_civil(year as i32, month, day).ok_or(NotADay)
    }
}

impl Minute {
    /// Joins a day and the minutes since its midnight.
    pub fn of(day: Day, minute_of_day: u32) -> Self {
        Self(day.0 * DAY + minute_of_day as i32)
    }

    /// Gives the day.
    pub fn day(self) -> Day {
        Day(self.0.div_euclid(DAY))
    }

    /// Gives the minutes since midnight.
    pub fn minute_of_day(self) -> u32 {
        self.0.rem_euclid(DAY) as u32
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use chrono::{Datelike, Months, NaiveDate};
    use proptest::prelude::*;

    fn day(text: &str) -> Day {
        text.parse().unwrap()
    }

    #[test]
    fn every_day_of_two_centuries_agrees_with_chrono() {
        let epoch = NaiveDate::from_ymd_opt(1970, 1, 1).unwrap();
        let mut date = NaiveDate::from_ymd_opt(1900, 1, 1).unwrap();
        while date.year() <= 2100 {
            let ours = Day::from_civil(date.year(), date.month(), date.day()).unwrap();
            assert_eq!(i64::from(ours.0), (date - epoch).num_days());
            assert_eq!(ours.civil(), (date.year(), date.month(), date.day()));
            assert_eq!(ours.weekday(), date.weekday().num_days_from_monday());
            let (year, week) = ours.iso_week();
            assert_eq!((year, week), (date.iso_week().year(), date.iso_week().week()));
            let monday = Day::from_iso_week(year, week).unwrap();
            assert_eq!(monday.0, ours.0 - ours.weekday() as i32);
            date = date.succ_opt().unwrap();
        }
    }

    #[test]
    fn a_date_the_calendar_lacks_is_no_day() {
        for (year, month, day) in [
            (2024, 2, 30),
            (2023, 2, 29),
            (1900, 2, 29),
            (2024, 4, 31),
            (2024, 0, 1),
            (2024, 13, 1),
            (2024, 1, 0),
            (2024, 1, 32),
            (i32::MAX, 1, 1),
        ] {
            assert_eq!(Day::from_civil(year, month, day), None);
        }
        assert!(Day::from_civil(2000, 2, 29).is_some());
    }

    #[test]
    fn only_the_iso_form_is_read_back() {
        assert_eq!(day("1970-01-01"), Day(0));
        assert_eq!(day("2024-02-29").to_string(), "2024-02-29");
        for text in ["2024-1-31", "2024/01/31", "2024-02-30", "+024-01-31", "", "２０２４-01-31"] {
            assert_eq!(text.parse::<Day>(), Err(NotADay), "{text}");
        }
    }

    #[test]
    fn a_year_has_week_53_only_when_its_thursdays_say_so() {
        assert_eq!(Day::from_iso_week(2020, 53), Some(day("2020-12-28")));
        assert_eq!(Day::from_iso_week(2021, 53), None);
        assert_eq!(Day::from_iso_week(2026, 1), Some(day("2025-12-29")));
        assert_eq!(Day::from_iso_week(2026, 0), None);
    }

    #[test]
    fn months_are_added_as_far_as_the_month_reaches() {
        assert_eq!(day("2024-01-31").add_months(1), day("2024-02-29"));
        assert_eq!(day("2024-03-31").add_months(-1), day("2024-02-29"));
        assert_eq!(day("2024-02-29").add_months(12), day("2025-02-28"));
        assert_eq!(day("2024-01-15").add_months(-25), day("2021-12-15"));
    }

    #[test]
    fn a_minute_knows_its_day_before_1970_too() {
        let minute = Minute::of(day("1969-12-31"), 23 * 60 + 59);
        assert_eq!((minute.0, minute.day(), minute.minute_of_day()), (-1, day("1969-12-31"), 1439));
    }

    proptest! {
        #[test]
        fn adding_months_agrees_with_chrono(days in -25_000..50_000_i32, months in 0..600_u32) {
            let (year, month, date) = Day(days).civil();
            let chrono = NaiveDate::from_ymd_opt(year, month, date).unwrap();
            let moved = (chrono + Months::new(months)).to_string();
            prop_assert_eq!(Day(days).add_months(months as i32).to_string(), moved);
        }

        #[test]
        fn no_day_is_too_far_to_be_written(days: i32, months: i32) {
            prop_assert!(!Day(days).to_string().is_empty());
            let _ = (Day(days).weekday(), Day(days).add_months(months));
        }
    }
}
