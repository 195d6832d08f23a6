//! Numbers as digits: the last step before text, and the only one that rounds.

use crate::ledger::ratio::Ratio;

/// A float with so many decimals, rounded half away from zero, after moving the point `shift` places to the right;
/// nothing where it is no number.
pub(super) fn real(number: f64, decimals: usize, shift: usize) -> Option<String> {
    if !number.is_finite() {
        return None;
    }
    // Forty decimals decide every half: a double that is not itself a half lies at least 2^-76 / 10^7 away from one
    // (smaller ones round to zero whatever their tail), so cutting the exact expansion here cannot move it across.
    let text = format!("{:.40}", number.abs());
    let (whole, decimal) = text.split_once('.').expect("forty decimals were asked for");
    let kept = shift + decimals;
    let mut digits: Vec<u8> = whole.bytes().chain(decimal.bytes().take(kept)).collect();
    if decimal.as_bytes()[kept] >= b'5' {
        increase(&mut digits);
    }
    let point = digits.len() - decimals;
    let zero = digits.iter().all(|digit| *digit == b'0');
    let digits: String = digits.into_iter().map(char::from).collect();
    let whole = digits[..point].trim_start_matches('0');
    let sign = if number < 0.0 && !zero { "-" } else { "" };
    let whole = if whole.is_empty() { "0" } else { whole };
    let mark = if decimals > 0 { "." } else { "" };
    Some(format!("{sign}{whole}{mark}{}", &digits[point..]))
}

fn increase(digits: &mut Vec<u8>) {
    for digit in digits.iter_mut().rev() {
        if *digit < b'9' {
            *digit += 1;
            return;
        }
        *digit = b'0';
    }
    digits.insert(0, b'1');
}

/// A share as per cent, without the sign.
pub(super) fn per_cent(share: Ratio, decimals: usize) -> String {
    let hundredfold = Ratio::new(100, 1).and_then(|hundred| share.times(hundred));
    match hundredfold {
        Some(exact) => format!("{exact:.decimals$}"),
        None => real(share.real(), decimals, 2).unwrap_or_default(),
    }
}

/// A number with its whole part in groups of three.
pub(super) fn thousands(number: &str) -> String {
    let (sign, rest) = number.strip_prefix('-').map_or(("", number), |rest| ("-", rest));
    let (whole, decimals) = rest.find('.').map_or((rest, ""), |point| rest.split_at(point));
    let mut text = String::from(sign);
    for (place, digit) in whole.chars().enumerate() {
        if place > 0 && (whole.len() - place).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text + decimals
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn halves_of_floats_round_away_from_zero() {
        // 1/128 = 0.0078125 is exact in binary, so this is a true half.
        assert_eq!(real(0.007_812_5, 6, 0).as_deref(), Some("0.007813"));
        assert_eq!(real(-0.007_812_5, 6, 0).as_deref(), Some("-0.007813"));
        // 0.285 is a little less than it looks, so it is no half.
        assert_eq!(real(0.285, 2, 0).as_deref(), Some("0.28"));
        assert_eq!(real(999.999_999_9, 6, 0).as_deref(), Some("1000.000000"));
        assert_eq!(real(2.5, 0, 0).as_deref(), Some("3"));
    }

    #[test]
    fn there_is_no_negative_zero_and_no_infinity() {
        assert_eq!(real(-0.0, 6, 0).as_deref(), Some("0.000000"));
        assert_eq!(real(-1e-9, 6, 0).as_deref(), Some("0.000000"));
        assert_eq!(real(f64::NAN, 6, 0), None);
        assert_eq!(real(f64::INFINITY, 6, 0), None);
    }

    #[test]
    fn a_share_becomes_per_cent_without_a_second_rounding() {
        assert_eq!(real(0.2855, 1, 2).as_deref(), Some("28.5"), "0.2855 is a little less than it looks");
        assert_eq!(real(0.4555, 1, 2).as_deref(), Some("45.6"), "0.4555 is a little more than it looks");
        assert_eq!(real(0.031_25, 2, 2).as_deref(), Some("3.13"));
        assert_eq!(per_cent(Ratio::new(9, 20).expect("twenty"), 1), "45.0");
    }

    #[test]
    fn digits_stand_in_groups_of_three() {
        for (plain, grouped) in
            [("1234567.8912", "1,234,567.8912"), ("-123456", "-123,456"), ("999", "999"), ("0.00", "0.00")]
        {
            assert_eq!(thousands(plain), grouped);
        }
    }
}
