//! Numbers as digits: the last step before text, and the only one that rounds.

use crate::ledger::day::Day;
use crate::ledger::ratio::Ratio;

/// A float with so many decimals, rounded half away from zero, after moving the point `shift` places to the right;
/// nothing where it is no number.
pub(super) fn real(number: f64, decimals: usize, shift: usize) -> Option<String> {
    let mut text = vec![];
    push_real(number, decimals, shift, &mut text).then(|| String::from_utf8(text).expect("digits are text"))
}

/// Appends the same, and says whether it is a number.
pub(super) fn push_real(number: f64, decimals: usize, shift: usize, out: &mut Vec<u8>) -> bool {
    if !number.is_finite() {
        return false;
    }
    let (mantissa, power) = parts(number.abs());
    // Exact as far as it goes: a mantissa has 53 bits, and 22 decimals are 74 more.
    let scaled = u128::from(mantissa) * 10_u128.pow((decimals + shift).min(22) as u32);
    let digits = match power {
        -127..0 => (scaled + (1 << (-power - 1))) >> -power,
        ..-127 => 0,
        0.. => {
            // A whole number of any size.
            let digits = format!("{:.0}{:0<2$}", number.abs(), "", decimals + shift);
            push_pointed(number < 0.0, &digits, decimals, out);
            return true;
        }
    };
    push_scaled(number < 0.0, digits, decimals, out);
    true
}

/// Appends a number whose last digits stand behind a point; a zero has no sign.
pub(super) fn push_scaled(is_negative: bool, digits: u128, decimals: usize, out: &mut Vec<u8>) {
    let mut buffer = itoa::Buffer::new();
    // Half as wide is several times as fast, and almost always wide enough.
    let text = match u64::try_from(digits) {
        Ok(digits) => buffer.format(digits),
        Err(_) => buffer.format(digits),
    };
    push_pointed(is_negative && digits > 0, text, decimals, out);
}

fn push_pointed(is_negative: bool, digits: &str, decimals: usize, out: &mut Vec<u8>) {
    if is_negative {
        out.push(b'-');
    }
    let (whole, behind) = digits.split_at(digits.len().saturating_sub(decimals));
    out.extend_from_slice(if whole.is_empty() { b"0" } else { whole.as_bytes() });
    if decimals > 0 {
        out.push(b'.');
        out.resize(out.len() + decimals - behind.len(), b'0');
        out.extend_from_slice(behind.as_bytes());
    }
}

/// Appends a day as 2026-01-31.
pub(super) fn push_day(day: Day, out: &mut Vec<u8>) {
    let (year, month, day) = day.civil();
    for (number, decimals) in [(year.unsigned_abs(), 4), (month, 2), (day, 2)] {
        if decimals < 4 {
            out.push(b'-');
        }
        let digits = [number / 1000, number / 100, number / 10, number].map(|digit| b'0' + (digit % 10) as u8);
        out.extend_from_slice(&digits[4 - decimals..]);
    }
}

/// A number that is not negative, as `mantissa * 2^power`.
fn parts(number: f64) -> (u64, i32) {
    const FRACTION: u32 = f64::MANTISSA_DIGITS - 1;
    let bits = number.to_bits();
    let (fraction, exponent) = (bits & ((1 << FRACTION) - 1), (bits >> FRACTION) as i32);
    let least = f64::MIN_EXP - f64::MANTISSA_DIGITS as i32;
    if exponent == 0 { (fraction, least) } else { (fraction | 1 << FRACTION, least + exponent - 1) }
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
        assert_eq!(real(1e300, 1, 0).map(|text| text.len()), Some(303));
        assert_eq!(real(0.5, 0, 0).as_deref(), Some("1"));
        assert_eq!(real(0.499_999_999_999_999_94, 0, 0).as_deref(), Some("0"));
    }

    #[test]
    fn digits_are_those_of_the_exact_value() {
        for (n, bits) in (0..2_000_u64).map(|n| (n, n.wrapping_mul(0x9e37_79b9_7f4a_7c15))) {
            let of_bits = f64::from_bits(bits & !(1 << 63));
            let number = if n % 2 == 0 { of_bits } else { bits as f64 / libm::pow(10.0, (n % 23) as f64) };
            if number.is_finite() && number < 1e30 {
                // Forty decimals decide every half of a number that is not tiny.
                let exact = format!("{number:.40}");
                let (whole, rest) = exact.split_once('.').expect("forty decimals");
                let six: u128 = format!("{whole}{}", &rest[..6]).parse().expect("digits");
                let six = six + u128::from(rest.as_bytes()[6] >= b'5');
                let found = real(number, 6, 0).expect("a number").replace('.', "");
                assert_eq!(found.parse(), Ok(six), "{number:e}");
            }
        }
    }

    #[test]
    fn whole_numbers_get_their_point() {
        for (negative, digits, decimals, text) in [
            (false, 0, 0, "0"),
            (true, 0, 2, "0.00"),
            (true, 5, 3, "-0.005"),
            (false, 1234, 2, "12.34"),
            (true, u128::from(u64::MAX) + 1, 1, "-1844674407370955161.6"),
        ] {
            let mut out = vec![];
            push_scaled(negative, digits, decimals, &mut out);
            assert_eq!(String::from_utf8(out).as_deref(), Ok(text));
        }
    }

    #[test]
    fn a_day_is_written_as_it_shows_itself() {
        for day in ["0001-01-01", "1999-12-31", "2024-02-29", "9999-10-10"] {
            let mut out = vec![];
            push_day(day.parse().expect("a day"), &mut out);
            assert_eq!(String::from_utf8(out).as_deref(), Ok(day));
        }
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
