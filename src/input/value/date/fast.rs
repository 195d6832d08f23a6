//! The hot path: plain ISO dates, as nearly every export of some size writes them.

use super::{Moment, YEARS};
use crate::ledger::day::{Day, Minute};

/// `0` in every byte.
const ZEROS: u64 = 0x3030_3030_3030_3030;
/// The digits of `YYYY-MM-`, least significant byte first, and the dashes between them.
const DATE_DIGITS: u64 = 0x00ff_ff00_ffff_ffff;
const DATE_DASHES: u64 = 0x2d00_002d_0000_0000;
/// The digits of `DD?HH:MM` and its colon; the byte left open is the blank or `T`.
const TIME_DIGITS: u64 = 0xffff_00ff_ff00_ffff;
const TIME_COLON: u64 = 0x0000_3a00_0000_0000;
const COLON_BYTE: u64 = 0x0000_ff00_0000_0000;

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
    if date & !DATE_DIGITS != DATE_DASHES || !all_digits(date, DATE_DIGITS) {
        return None;
    }
    let (day_word, minute, has_time) = match text.len() {
        10 => (u64::from(text[8]) | u64::from(text[9]) << 8, 0, false),
        16 | 19 => {
            let time = u64::from_le_bytes(*text[8..].first_chunk::<8>()?);
            (time, minute(time, &text[16..])?, true)
        }
        _ => return None,
    };
    if !all_digits(day_word, 0xffff) {
        return None;
    }
    let day = day_of(two(date, 0) * 100 + two(date, 2), two(date, 5), two(day_word, 0))?;
    Some(Moment { minute: Minute::of(day, minute), offset_minutes: None, has_time })
}

/// The minute of the day from `DD?HH:MM` and what is left: nothing or `:SS`.
#[inline]
fn minute(word: u64, rest: &[u8]) -> Option<u32> {
    let blank = (word >> 16) as u8;
    if !matches!(blank, b' ' | b'T') || word & COLON_BYTE != TIME_COLON || !all_digits(word, TIME_DIGITS) {
        return None;
    }
    if let [colon, tens, units] = rest {
        // 60 is a leap second.
        let seconds = (u32::from(*tens) * 10 + u32::from(*units)).wrapping_sub(528);
        if *colon != b':' || !tens.is_ascii_digit() || !units.is_ascii_digit() || seconds > 60 {
            return None;
        }
    }
    let (hour, minute) = (two(word, 3), two(word, 6));
    (hour < 24 && minute < 60).then_some(hour * 60 + minute)
}

/// Whether the bytes under the mask are all digits: adding 0x76 to a byte above 9 sets its top bit.
#[inline]
fn all_digits(word: u64, mask: u64) -> bool {
    let value = (word ^ ZEROS) & mask;
    (((value & 0x7f7f_7f7f_7f7f_7f7f) + 0x7676_7676_7676_7676) | value) & 0x8080_8080_8080_8080 == 0
}

/// The number of two digits that begins at a byte.
#[inline]
fn two(word: u64, at: u32) -> u32 {
    let pair = (word >> (8 * at)) as u32;
    (pair & 15) * 10 + ((pair >> 8) & 15)
}
