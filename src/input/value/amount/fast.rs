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

/// One pass, one multiplication a digit; nineteen digits cannot overflow, so the length is all there is to check.
#[inline]
fn plain<const MARK: u8>(text: &[u8]) -> Option<Amount> {
    let (negative, text) = match text {
        [b'-', rest @ ..] => (true, rest),
        _ => (false, text),
    };
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
    (shaped && decimals <= MOST_DECIMALS).then_some(Amount {
        mantissa: if negative { -(mantissa as i64) } else { mantissa as i64 },
        scale: decimals as u8,
    })
}
