//! The bare number inside an amount: digits, one decimal mark, thousands in groups of three.

use super::{AmountFault, DecimalMark};

/// Digits that a mantissa holds, whatever they are.
pub(super) const MOST_DIGITS: usize = 18;
/// Decimals that are kept as written.
pub(super) const MOST_DECIMALS: usize = 8;
/// Decimals of the values that float noise is taken back to.
const CLEAN_DECIMALS: usize = 4;
/// Decimals in which noise is measured: it is counted in units of 1e-20.
const NOISE_DECIMALS: usize = 20;
/// How far from the clean value noise may lie: 1e-9.
const MOST_NOISE: i128 = 100_000_000_000;
/// One unit of the last clean decimal, 1e-4.
const CLEAN_STEP: i128 = 10_000_000_000_000_000;

/// A number without sign.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct Number {
    pub mantissa: i64,
    pub scale: u8,
    pub grouped: bool,
    pub noise: Option<i128>,
    /// Digits behind the mark as written.
    pub decimals: usize,
}

/// Reads a number under a decimal mark.
pub(super) fn read(text: &str, mark: DecimalMark) -> Result<Number, AmountFault> {
    let (whole, decimals) = match text.split_once(mark.decimal()) {
        Some((whole, decimals)) => (whole, Some(decimals)),
        None => (text, None),
    };
    let fraction = decimals.unwrap_or("");
    let (whole, grouped) = ungroup(whole, mark).ok_or(AmountFault::Bad)?;
    let bare = whole.is_empty() && fraction.is_empty();
    if bare || decimals == Some("") || !all_digits(fraction) {
        return Err(AmountFault::Bad);
    }
    let kept = if fraction.len() > MOST_DECIMALS { fraction.trim_end_matches('0') } else { fraction };
    let number = if kept.len() > MOST_DECIMALS { without_noise(&whole, kept)? } else { exact(&whole, kept)? };
    Ok(Number { grouped, decimals: fraction.len(), ..number })
}

/// The whole part without its group marks, and whether it had any; nothing when they stand in wrong places.
fn ungroup(whole: &str, mark: DecimalMark) -> Option<(String, bool)> {
    let Some(group) = whole.chars().find(|character| !character.is_ascii_digit()) else {
        return Some((whole.to_owned(), false));
    };
    if group != mark.group() && !matches!(group, '\'' | '’' | ' ') {
        return None;
    }
    let mut groups = whole.split(group);
    let first = groups.next()?;
    let leads = (1..=3).contains(&first.len()) && !first.starts_with('0') && all_digits(first);
    let follows = groups.all(|digits| digits.len() == 3 && all_digits(digits));
    (leads && follows).then(|| (whole.replace(group, ""), true))
}

fn all_digits(text: &str) -> bool {
    text.bytes().all(|byte| byte.is_ascii_digit())
}

fn exact(whole: &str, fraction: &str) -> Result<Number, AmountFault> {
    let whole = whole.trim_start_matches('0');
    // Zeros at the end give way where the digits would not fit otherwise.
    let room = MOST_DIGITS.saturating_sub(whole.len());
    let needed = fraction.trim_end_matches('0').len().max(room);
    let fraction = &fraction[..needed.min(fraction.len())];
    let digits = [whole, fraction].concat();
    if digits.trim_start_matches('0').len() > MOST_DIGITS {
        return Err(AmountFault::TooLarge);
    }
    let mantissa = digits.bytes().fold(0, |sum, digit| sum * 10 + i64::from(digit - b'0'));
    Ok(Number { mantissa, scale: fraction.len() as u8, grouped: false, noise: None, decimals: 0 })
}

/// Takes a number with more than eight decimals to the one with at most four beside it, if one is that near.
fn without_noise(whole: &str, fraction: &str) -> Result<Number, AmountFault> {
    let whole = whole.trim_start_matches('0');
    if whole.len() > MOST_DIGITS - CLEAN_DECIMALS {
        return Err(AmountFault::TooLarge);
    }
    let padded = fraction.bytes().chain(std::iter::repeat(b'0')).take(NOISE_DECIMALS);
    let written = padded.fold(0_i128, |sum, digit| sum * 10 + i128::from(digit - b'0'));
    let steps = (written + CLEAN_STEP / 2) / CLEAN_STEP;
    let noise = steps * CLEAN_STEP - written;
    if noise.abs() > MOST_NOISE {
        return Err(AmountFault::Bad);
    }
    let whole = whole.bytes().fold(0, |sum, digit| sum * 10 + i128::from(digit - b'0'));
    let (mut mantissa, mut scale) = (whole * 10_000 + steps, CLEAN_DECIMALS as u8);
    while scale > 0 && mantissa % 10 == 0 {
        (mantissa, scale) = (mantissa / 10, scale - 1);
    }
    let mantissa = i64::try_from(mantissa).map_err(|_| AmountFault::TooLarge)?;
    Ok(Number { mantissa, scale, grouped: false, noise: Some(noise), decimals: 0 })
}
