//! Exponentials and logarithms without branches or calls, for the loops over all customers: the processor works on several rows at once.
//!
//! Sums and products in a fixed order give the same bits everywhere; errors stay within a few units of the last digit.

use std::f64::consts::LOG2_E;

/// ln 2 in two parts, the first of so few bits that its multiples are exact.
const LN_2: (f64, f64) = (6.931_471_803_691_238e-1, 1.908_214_929_270_587_7e-10);
/// Added and taken off again, it leaves the nearest whole number.
const ROUND: f64 = 6_755_399_441_055_744.0;
/// Beyond this `e` to minus it is as good as 0.
const NOTHING: f64 = 700.0;

/// `e^-x` for x from −700 on, by the Taylor series on ±ln 2 / 2.
#[inline]
pub(super) fn exp_minus(x: f64) -> f64 {
    let x = -x.min(NOTHING);
    let halvings = x * LOG2_E + ROUND;
    let whole = halvings - ROUND;
    let y = (x - whole * LN_2.0) - whole * LN_2.1;
    let sum = polynomial(y, &EXPONENTIAL);
    // The last bits of `halvings` are the whole number; the exponent of a float begins at bit 52.
    sum * f64::from_bits((halvings.to_bits() << 52).wrapping_add(1.0_f64.to_bits()))
}

/// 1 / n!, from 0 on.
const EXPONENTIAL: [f64; 14] = [
    1.0,
    1.0,
    1.0 / 2.0,
    1.0 / 6.0,
    1.0 / 24.0,
    1.0 / 120.0,
    1.0 / 720.0,
    1.0 / 5_040.0,
    1.0 / 40_320.0,
    1.0 / 362_880.0,
    1.0 / 3_628_800.0,
    1.0 / 39_916_800.0,
    1.0 / 479_001_600.0,
    1.0 / 6_227_020_800.0,
];

/// The even and the odd terms side by side: the processor need not wait for one to begin the other.
#[inline]
fn polynomial<const N: usize>(y: f64, terms: &[f64; N]) -> f64 {
    let z = y * y;
    let (mut even, mut odd) = (0.0, 0.0);
    for pair in (0..N / 2).rev() {
        even = even * z + terms[2 * pair];
        odd = odd * z + terms[2 * pair + 1];
    }
    even + y * odd
}

/// 1 / 3, 1 / 5 and so on: 2 artanh(s) = 2 s (1 + s²/3 + s⁴/5 + …), for s within ±1/3.
const ARTANH: [f64; 18] = [
    1.0 / 3.0,
    1.0 / 5.0,
    1.0 / 7.0,
    1.0 / 9.0,
    1.0 / 11.0,
    1.0 / 13.0,
    1.0 / 15.0,
    1.0 / 17.0,
    1.0 / 19.0,
    1.0 / 21.0,
    1.0 / 23.0,
    1.0 / 25.0,
    1.0 / 27.0,
    1.0 / 29.0,
    1.0 / 31.0,
    1.0 / 33.0,
    1.0 / 35.0,
    1.0 / 37.0,
];

/// 2 artanh(s) for s within ±1/3, by its series.
#[inline]
fn twice_artanh(s: f64) -> f64 {
    let z = s * s;
    2.0 * (s + s * (z * polynomial(z, &ARTANH)))
}

/// ln(1 + y) for y from 0 to 1.
#[inline]
pub(super) fn log_1_plus(y: f64) -> f64 {
    twice_artanh(y / (2.0 + y))
}

/// The logarithm of `e^one + e^other`, and the share of the first.
#[inline]
pub(super) fn joined(one: f64, other: f64) -> (f64, f64) {
    let less = exp_minus((one - other).abs());
    let share = if one > other { 1.0 } else { less } / (1.0 + less);
    (one.max(other) + log_1_plus(less), share)
}

#[cfg(test)]
mod tests {
    use super::{exp_minus, joined, log_1_plus};

    #[test]
    fn they_are_those_of_the_library_to_the_last_digits() {
        for step in 0..40_000 {
            let x = f64::from(step) * 0.0173;
            let (found, exact) = (exp_minus(x), libm::exp(-x));
            assert!((found - exact).abs() <= 4.0 * f64::EPSILON * exact, "{x}: {found} {exact}");
            let y = f64::from(step) / 39_999.0;
            let (found, exact) = (log_1_plus(y), libm::log1p(y));
            assert!((found - exact).abs() <= 4.0 * f64::EPSILON * exact, "{y}: {found} {exact}");
        }
    }

    #[test]
    fn nothing_joined_to_something_leaves_it() {
        assert_eq!(joined(f64::NEG_INFINITY, -3.0).0.to_bits(), (-3.0_f64).to_bits());
        assert!(joined(f64::NEG_INFINITY, -3.0).1 < 1e-300);
        assert_eq!(joined(5_000.0, 0.0), (5_000.0, 1.0));
        assert!((joined(1.0, 1.0).0 - 1.0 - std::f64::consts::LN_2).abs() < 1e-15);
    }
}
