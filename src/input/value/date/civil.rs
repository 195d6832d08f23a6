//! A written date becomes a moment in one shape.

use super::written::{Era, Form, Fraction, Number, Written};
use super::{DateFault, DateShape, Moment, YEARS};
use crate::ledger::day::{Day, Minute};

/// Where spreadsheets begin to count, so that 1 March 1900 is 61: they believe in 29 February 1900, which is 60.
const SPREADSHEET_ZERO: (i32, u32, u32) = (1899, 12, 30);
/// The day that spreadsheets count and the calendar lacks.
const SPREADSHEET_GHOST: u64 = 60;

/// Reads a written date in a shape.
pub(super) fn resolve(date: &Written, shape: DateShape) -> Result<Moment, DateFault> {
    let (day, minute) = match (shape, date.form) {
        (DateShape::Ymd, Form::Numbers([year, month, day]))
        | (DateShape::Dmy, Form::Numbers([day, month, year]))
        | (DateShape::Mdy, Form::Numbers([month, day, year]))
            if fits(year, month, day, 4) =>
        {
            (civil(year, month, day)?, None)
        }
        (DateShape::YmdShort, Form::Numbers([year, month, day]))
        | (DateShape::DmyShort, Form::Numbers([day, month, year]))
        | (DateShape::MdyShort, Form::Numbers([month, day, year]))
            if fits(year, month, day, 2) =>
        {
            (civil(whole_year(year), month, day)?, None)
        }
        (DateShape::Compact, Form::Run { digits: Number { value, digits: 8 }, fraction: None }) => {
            let value = value as u32;
            (checked((value / 10_000) as i32, value / 100 % 100, value % 100)?, None)
        }
        (DateShape::Kanji, Form::Kanji(year, month, day)) | (DateShape::MonthName, Form::Named(year, month, day)) => {
            (checked(year as i32, month, day)?, None)
        }
        (DateShape::Era, Form::Era(era, year, month, day)) => (of_era(era, year, month, day)?, None),
        (DateShape::ExcelSerial, Form::Run { digits, fraction }) if digits.digits <= 6 && date.time.is_none() => {
            serial(digits.value, fraction)?
        }
        (DateShape::Epoch, Form::Run { digits, .. }) if (9..=10).contains(&digits.digits) && date.time.is_none() => {
            of_seconds(digits.value)
        }
        (DateShape::EpochMillis, Form::Run { digits, fraction: None })
            if (12..=13).contains(&digits.digits) && date.time.is_none() =>
        {
            of_seconds(digits.value / 1000)
        }
        (
            DateShape::Ymd
            | DateShape::Compact
            | DateShape::Kanji
            | DateShape::MonthName
            | DateShape::Era
            | DateShape::Dmy
            | DateShape::Mdy
            | DateShape::YmdShort
            | DateShape::DmyShort
            | DateShape::MdyShort
            | DateShape::ExcelSerial
            | DateShape::Epoch
            | DateShape::EpochMillis,
            _,
        ) => return Err(DateFault::Bad),
    };
    if date.weekday.is_some_and(|weekday| weekday != day.weekday()) {
        return Err(DateFault::OtherWeekday);
    }
    if !YEARS.contains(&day.year()) {
        return Err(DateFault::OutOfRange);
    }
    let time = date.time.map(|time| time.minute_of_day).or(minute);
    Ok(Moment {
        minute: Minute::of(day, time.unwrap_or(0)),
        offset_minutes: match shape {
            // Epochs count in UTC, whoever wrote them.
            DateShape::Epoch | DateShape::EpochMillis => Some(0),
            _ => date.time.and_then(|time| time.offset_minutes),
        },
        has_time: time.is_some(),
    })
}

/// Whether the year has exactly so many digits, and month and day no more than two.
fn fits(year: Number, month: Number, day: Number, year_digits: usize) -> bool {
    year.digits == year_digits && month.digits <= 2 && day.digits <= 2
}

/// 69 to 99 lie in the last century, as POSIX `strptime` has it.
fn whole_year(year: Number) -> Number {
    Number { value: year.value + if year.value >= 69 { 1900 } else { 2000 }, digits: 4 }
}

fn civil(year: Number, month: Number, day: Number) -> Result<Day, DateFault> {
    checked(year.value as i32, month.value as u32, day.value as u32)
}

fn checked(year: i32, month: u32, day: u32) -> Result<Day, DateFault> {
    Day::from_civil(year, month, day).ok_or(DateFault::NoSuchDay)
}

/// A day in an era; a day before it began or after it ended does not exist in it.
fn of_era(era: Era, year: u32, month: u32, day: u32) -> Result<Day, DateFault> {
    let (first, last) = match era {
        Era::Meiji => ((1868, 10, 23), (1912, 7, 29)),
        Era::Taisho => ((1912, 7, 30), (1926, 12, 24)),
        Era::Showa => ((1926, 12, 25), (1989, 1, 7)),
        Era::Heisei => ((1989, 1, 8), (2019, 4, 30)),
        Era::Reiwa => ((2019, 5, 1), (2199, 12, 31)),
    };
    let written = checked(first.0 + year as i32 - 1, month, day)?;
    let inside = (first..=last).contains(&written.civil());
    (inside && year > 0).then_some(written).ok_or(DateFault::NoSuchDay)
}

/// A spreadsheet's count of days; its fraction is the time, rounded to the second.
fn serial(days: u64, fraction: Option<Fraction>) -> Result<(Day, Option<u32>), DateFault> {
    if days == 0 || days == SPREADSHEET_GHOST {
        return Err(DateFault::NoSuchDay);
    }
    let (year, month, day) = SPREADSHEET_ZERO;
    let zero = checked(year, month, day)?;
    let early = i32::from(days < SPREADSHEET_GHOST);
    let seconds = fraction.map_or(0, |Fraction(billionths)| (billionths * 86_400 + 500_000_000) / 1_000_000_000);
    let next = i32::from(seconds >= 86_400);
    let minute = fraction.map(|_| (seconds % 86_400) as u32 / 60);
    Ok((Day(zero.0 + days as i32 + early + next), minute))
}

fn of_seconds(seconds: u64) -> (Day, Option<u32>) {
    (Day((seconds / 86_400) as i32), Some((seconds % 86_400) as u32 / 60))
}
