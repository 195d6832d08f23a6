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

/// The day read last: rows in the order of time mostly share it with the row before.
#[derive(Debug, Clone, Copy)]
pub struct Recent {
    date: u64,
    day_of_month: u16,
    day: Day,
}

impl Default for Recent {
    fn default() -> Self {
        // No date has these bytes.
        Self { date: 0, day_of_month: 0, day: Day(0) }
    }
}

impl Recent {
    /// The same as [`fast`].
    #[inline(always)]
    #[allow(clippy::inline_always)] // Once a row, in the loop over rows.
    pub fn read(&mut self, text: &[u8]) -> Option<Moment> {
        let date = u64::from_le_bytes(*text.first_chunk::<8>()?);
        let rest = &text[8..];
        let day_of_month = u16::from_le_bytes(*rest.first_chunk::<2>()?);
        if (date, day_of_month) != (self.date, self.day_of_month) {
            let found = fast(text)?;
            *self = Self { date, day_of_month, day: found.minute.day() };
            return Some(found);
        }
        let (minute, has_time) = match rest.len() {
            2 => (0, false),
            8 | 11 => (minute(u64::from_le_bytes(*rest.first_chunk::<8>()?), &rest[8..])?, true),
            _ => return None,
        };
        Some(Moment { minute: Minute::of(self.day, minute), offset_minutes: None, has_time })
    }
}

/// Reads exactly `YYYY-MM-DD`, alone or with `HH:MM` or `HH:MM:SS` behind a blank or `T`.
///
/// It says nothing about any other text: the slow reader decides. Eight bytes are checked and converted at a time; the
/// only branches are those that leave.
#[inline]
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
    let year = two(date, 0) * 100 + two(date, 2);
    if !YEARS.contains(&(year as i32)) {
        return None;
    }
    let day = Day::from_civil(year as i32, two(date, 5), two(day_word, 0))?;
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
