//! The hot path: plain digits with at most one mark and a minus, as nearly every export writes them.

use super::Amount;
use super::digits::{MOST_DECIMALS, MOST_DIGITS};

/// Reads `-?digits[.digits]` and says nothing about any other text.
#[inline]
pub fn fast(text: &[u8]) -> Option<Amount> {
    plain::<b'.'>(text)
}

/// Reads `-?digits[,digits]` and says nothing about any other text.
#[inline]
pub fn fast_comma(text: &[u8]) -> Option<Amount> {
    plain::<b','>(text)
}

#[inline(always)]
#[allow(clippy::inline_always)] // Once a row, in the loop over rows.
fn plain<const MARK: u8>(text: &[u8]) -> Option<Amount> {
    let (negative, digits) = match text {
        [b'-', rest @ ..] => (true, rest),
        _ => (false, text),
    };
    let (mantissa, decimals) = match eight(digits) {
        Some(word) => at_once::<MARK>(word, digits.len())?,
        None => one_by_one::<MARK>(digits)?,
    };
    let mantissa = mantissa as i64;
    Some(Amount { mantissa: if negative { -mantissa } else { mantissa }, scale: decimals as u8 })
}

/// Texts of four to eight bytes as a word whose last byte is the text's last, zeros in front.
#[inline(always)]
#[allow(clippy::inline_always)] // See above.
fn eight(text: &[u8]) -> Option<u64> {
    match (text.len(), text.first_chunk::<4>(), text.last_chunk::<4>()) {
        (len @ 4..=8, Some(head), Some(tail)) => {
            let head = u64::from(u32::from_le_bytes(*head)) << (8 * (8 - len));
            let tail = u64::from(u32::from_le_bytes(*tail)) << 32;
            // A shift by a whole word is not defined; by two halves it is.
            Some(head | tail | (ZEROS >> (4 * len)) >> (4 * len))
        }
        _ => None,
    }
}

/// `0` in every byte.
const ZEROS: u64 = 0x3030_3030_3030_3030;
const LOW: u64 = 0x7f7f_7f7f_7f7f_7f7f;

/// Eight digits, one of which may be the mark, in a handful of instructions: texts differ in length from row to row, and a wrong
/// guess about the end of a loop costs more than the digits.
#[inline(always)]
#[allow(clippy::inline_always)] // See above.
fn at_once<const MARK: u8>(word: u64, len: usize) -> Option<(u64, usize)> {
    let apart = word ^ u64::from_ne_bytes([MARK; 8]);
    let marks = !(((apart & LOW) + LOW) | apart | LOW);
    let (mut word, mut decimals) = (word, 0);
    if marks != 0 {
        // The last mark; any other is no digit.
        let at = 7 - marks.leading_zeros() as usize / 8;
        decimals = 7 - at;
        if decimals == 0 || at == 8 - len {
            return None;
        }
        let behind = u64::MAX << (8 * (at + 1));
        word = word & behind | (word & !(behind | 0xff << (8 * at))) << 8 | 0x30;
    }
    let value = word ^ ZEROS;
    if (((value & LOW) + 0x7676_7676_7676_7676) | value) & !LOW != 0 {
        return None;
    }
    let pairs = (value * 10 + (value >> 8)) & 0x00ff_00ff_00ff_00ff;
    let fours = (pairs * 100 + (pairs >> 16)) & 0x0000_ffff_0000_ffff;
    Some(((fours * 10_000 + (fours >> 32)) & 0xffff_ffff, decimals))
}

/// One pass, one multiplication a digit; nineteen digits cannot overflow, so the length is all there is to check.
fn one_by_one<const MARK: u8>(text: &[u8]) -> Option<(u64, usize)> {
    if text.is_empty() || text.len() > MOST_DIGITS + 1 {
        return None;
    }
    let mut mantissa = 0_u64;
    let mut marked = text.len();
    for (at, byte) in text.iter().enumerate() {
        let digit = byte.wrapping_sub(b'0');
        if digit < 10 {
            mantissa = mantissa * 10 + u64::from(digit);
        } else if *byte == MARK && marked == text.len() {
            marked = at;
        } else {
            return None;
        }
    }
    let decimals = (text.len() - marked).saturating_sub(1);
    let digits = if marked < text.len() { text.len() - 1 } else { text.len() };
    // A mark has digits on both sides; nineteen digits without one are too many.
    let shaped = marked > 0 && marked + 1 != text.len() && digits <= MOST_DIGITS;
    (shaped && decimals <= MOST_DECIMALS).then_some((mantissa, decimals))
}

#[cfg(test)]
mod tests {
    use super::{at_once, eight, one_by_one};
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn eight_digits_at_once_are_what_they_are_one_by_one(text in "[0-9.,a/:]{4,8}|[0-9]{1,5}[.][0-9]{1,3}") {
            if let Some(word) = eight(text.as_bytes()) {
                prop_assert_eq!(at_once::<b'.'>(word, text.len()), one_by_one::<b'.'>(text.as_bytes()));
                prop_assert_eq!(at_once::<b','>(word, text.len()), one_by_one::<b','>(text.as_bytes()));
            }
        }
    }
}
