//! The hot path: plain ISO dates, as nearly every export of some size writes them.

use super::{Moment, YEARS};
use crate::ledger::day::{Day, Minute};

/// `0` in every byte.
const ZEROS: u64 = 0x3030_3030_3030_3030;
/// The digits of `YYYY-MM-`, least significant byte first, and the dashes between them.
const DATE_DIGITS: u64 = 0x00ff_ff00_ffff_ffff;
const DATE_DASHES: u64 = 0x2d00_002d_0000_0000;
/// The digits of `DD?HH:MM`, its colon, and the byte of the blank or `T`.
const TIME_DIGITS: u64 = 0xffff_00ff_ff00_ffff;
const TIME_COLON: u64 = 0x0000_3a00_0000_0000;
const BLANK_BYTE: u64 = 0x0000_0000_00ff_0000;

/// The first day of each month of the years that dates may have, and of one more: a look is cheaper than the arithmetic.
const MONTHS: [i32; 12 * FEW_YEARS + 1] = {
    let mut starts = [0; 12 * FEW_YEARS + 1];
    let mut at = 0;
    while at < starts.len() {
        starts[at] = Day::first_of(*YEARS.start() + at as i32 / 12, at as u32 % 12 + 1).0;
        at += 1;
    }
    starts
};
const FEW_YEARS: usize = (*YEARS.end() - *YEARS.start() + 1) as usize;

/// The day of a date, or nothing when the calendar has no such date or the year is out of range.
#[inline(always)]
#[allow(clippy::inline_always)] // Once a row, in the loop over rows.
pub(in crate::input) fn day_of(year: u32, month: u32, day: u32) -> Option<Day> {
    let month = (year as i32 - YEARS.start()) * 12 + month.checked_sub(1).filter(|&month| month < 12)? as i32;
    let [first, next] = *MONTHS.get(usize::try_from(month).ok()?..)?.first_chunk::<2>()?;
    let day = first + day.checked_sub(1)? as i32;
    (day < next).then_some(Day(day))
}

/// Reads exactly `YYYY-MM-DD`, alone or with `HH:MM` or `HH:MM:SS` behind a blank or `T`.
///
/// It says nothing about any other text: the slow reader decides. Eight bytes are checked and converted at a time; the
/// only branches are those that leave.
#[inline(always)]
#[allow(clippy::inline_always)] // Once a row, in the loop over rows.
pub fn fast(text: &[u8]) -> Option<Moment> {
    let date = u64::from_le_bytes(*text.first_chunk::<8>()?);
    let pairs = pairs(date, DATE_DIGITS, DATE_DASHES)?;
    let (year, month) = (byte(pairs, 0) * 100 + byte(pairs, 2), byte(pairs, 5));
    let (day, minute, has_time) = match text.len() {
        10 => {
            let day = (u32::from(text[8]) ^ 0x30, u32::from(text[9]) ^ 0x30);
            if day.0 > 9 || day.1 > 9 {
                return None;
            }
            (day.0 * 10 + day.1, 0, false)
        }
        16 | 19 => {
            let (day, minute) = minute(&text[8..])?;
            (day, minute, true)
        }
        _ => return None,
    };
    let day = day_of(year, month, day)?;
    Some(Moment { minute: Minute::of(day, minute), offset_minutes: None, has_time })
}

/// The day of the month and the minute of the day from `DD?HH:MM` and what is left: nothing or `:SS`.
#[inline(always)]
#[allow(clippy::inline_always)] // See above.
fn minute(text: &[u8]) -> Option<(u32, u32)> {
    let (word, rest) = text.split_first_chunk::<8>()?;
    let word = u64::from_le_bytes(*word);
    if !matches!((word >> 16) as u8, b' ' | b'T') {
        return None;
    }
    let pairs = pairs(word & !BLANK_BYTE, TIME_DIGITS, TIME_COLON)?;
    if let [colon, tens, units] = rest {
        // 60 is a leap second.
        let (tens, units) = (u32::from(*tens) ^ 0x30, u32::from(*units) ^ 0x30);
        if *colon != b':' || tens > 9 || units > 9 || tens * 10 + units > 60 {
            return None;
        }
    }
    let (hour, minute) = (byte(pairs, 3), byte(pairs, 6));
    (hour < 24 && minute < 60).then_some((byte(pairs, 0), hour * 60 + minute))
}

/// For each byte of a word, the number of two digits that begins there, where the bytes under the mask are digits and the others
/// are the given marks. Adding 0x76 to a byte above 9 sets its top bit.
#[inline(always)]
#[allow(clippy::inline_always)] // See above.
fn pairs(word: u64, digits: u64, marks: u64) -> Option<u64> {
    // All bytes of a digit or a mark that are right become 0 to 9, those of a mark 0.
    let value = word ^ (ZEROS & digits | marks);
    let over = (((value & 0x7f7f_7f7f_7f7f_7f7f) + (0x7676_7676_7676_7676 & digits | 0x7f7f_7f7f_7f7f_7f7f & !digits))
        | value)
        & 0x8080_8080_8080_8080;
    (over == 0).then(|| value.wrapping_mul(10).wrapping_add(value >> 8))
}

#[inline(always)]
#[allow(clippy::inline_always)] // See above.
fn byte(word: u64, at: u32) -> u32 {
    u32::from((word >> (8 * at)) as u8)
}
