//! Exact quotients, rounded once, half away from zero, when they are written.

use super::money::{self, Money};
use std::fmt;

/// A quotient of integers in lowest terms; its denominator is above zero.
///
/// ```
/// use loyalty_metrics::ledger::ratio::Ratio;
/// assert_eq!(Ratio::new(-1, 8).map(|r| r.to_string()).as_deref(), Some("-0.125000"));
/// assert_eq!(Ratio::new(1, 0), None);
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Ratio {
    numerator: i128,
    denominator: i128,
}

impl Ratio {
    /// `numerator / denominator`; nothing divided by nobody is no number.
    pub fn new(numerator: i128, denominator: i128) -> Option<Self> {
        if denominator == 0 {
            return None;
        }
        let divisor = gcd(numerator.unsigned_abs(), denominator.unsigned_abs()).max(1);
        let sign = denominator.signum();
        let divisor = i128::try_from(divisor).ok()?;
        Some(Self { numerator: sign * (numerator / divisor), denominator: sign * (denominator / divisor) })
    }

    /// A count among a count.
    pub fn of(part: u64, whole: u64) -> Option<Self> {
        Self::new(i128::from(part), i128::from(whole))
    }

    /// A sum of money among a count.
    pub fn per(sum: Money, count: u64) -> Option<Self> {
        Self::new(sum.mantissa, i128::from(count) * 10i128.pow(u32::from(sum.scale)))
    }

    /// A sum of money as a quotient.
    pub fn from_money(sum: Money) -> Self {
        Self::per(sum, 1).unwrap_or(Self { numerator: 0, denominator: 1 })
    }

    /// The exact product, or nothing where it does not fit 128 bits.
    pub fn times(self, other: Self) -> Option<Self> {
        let left = Self::new(self.numerator, other.denominator)?;
        let right = Self::new(other.numerator, self.denominator)?;
        Self::new(left.numerator.checked_mul(right.numerator)?, left.denominator.checked_mul(right.denominator)?)
    }

    /// The exact quotient, or nothing where it does not fit or `other` is zero.
    pub fn over(self, other: Self) -> Option<Self> {
        self.times(Self::new(other.denominator, other.numerator)?)
    }

    /// The exact sum, or nothing where it does not fit 128 bits.
    pub fn plus(self, other: Self) -> Option<Self> {
        let left = self.numerator.checked_mul(other.denominator)?;
        let right = other.numerator.checked_mul(self.denominator)?;
        Self::new(left.checked_add(right)?, self.denominator.checked_mul(other.denominator)?)
    }

    /// The exact difference, or nothing where it does not fit 128 bits.
    pub fn minus(self, other: Self) -> Option<Self> {
        self.plus(Self { numerator: -other.numerator, denominator: other.denominator })
    }

    /// The digits at `decimals`, rounded half away from zero.
    pub fn rounded(self, decimals: u8) -> i128 {
        if let Some(digits) = self.rounded_in_64_bits(decimals) {
            return digits;
        }
        let one = 10i128.pow(u32::from(decimals));
        let whole = self.numerator / self.denominator;
        let mut rest = (self.numerator % self.denominator).unsigned_abs();
        let below = self.denominator.unsigned_abs();
        let mut digits = 0i128;
        for _ in 0..decimals {
            // Long division digit by digit: the remainder stays below the denominator, so nothing overflows before 2^124.
            rest = rest.saturating_mul(10);
            digits = digits * 10 + i128::try_from(rest / below).unwrap_or(0);
            rest %= below;
        }
        if rest >= below - rest {
            digits += 1;
        }
        whole * one + self.numerator.signum() * digits
    }

    /// The same where nothing on the way needs more than 64 bits, which is several times as fast.
    fn rounded_in_64_bits(self, decimals: u8) -> Option<i128> {
        let above = u64::try_from(self.numerator.unsigned_abs()).ok()?;
        let above = above.checked_mul(10_u64.checked_pow(u32::from(decimals))?)?;
        let below = u64::try_from(self.denominator).ok()?;
        let (digits, rest) = (i128::from(above / below), above % below);
        Some(self.numerator.signum() * (digits + i128::from(rest >= below - rest)))
    }

    /// The nearest float, for statistics only.
    pub fn real(self) -> f64 {
        self.numerator as f64 / self.denominator as f64
    }
}

impl fmt::Display for Ratio {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let decimals = f.precision().map_or(6, |p| u8::try_from(p).unwrap_or(6));
        money::write_scaled(f, self.rounded(decimals), decimals)
    }
}

fn gcd(mut a: u128, mut b: u128) -> u128 {
    while b != 0 {
        // Half as wide is several times as fast, and numbers are soon small enough.
        if let (Ok(mut a), Ok(mut b)) = (u64::try_from(a), u64::try_from(b)) {
            while b != 0 {
                (a, b) = (b, a % b);
            }
            return a.into();
        }
        (a, b) = (b, a % b);
    }
    a
}

#[cfg(test)]
mod tests {
    use super::Ratio;

    #[test]
    fn halves_round_away_from_zero() {
        let text = |n, d, p: usize| Ratio::new(n, d).map(|r| format!("{r:.p$}"));
        assert_eq!(text(1, 8, 2).as_deref(), Some("0.13"));
        assert_eq!(text(-1, 8, 2).as_deref(), Some("-0.13"));
        assert_eq!(text(-25, 2, 0).as_deref(), Some("-13"));
        assert_eq!(text(1, 3, 6).as_deref(), Some("0.333333"));
        assert_eq!(text(2, 3, 6).as_deref(), Some("0.666667"));
    }

    #[test]
    fn large_and_small_quotients_are_rounded_alike() {
        for (above, below) in [(1, 8), (-1, 8), (2, 3), (-25, 2), (0, 7), (7, 1), (999_999, 1_000_000)] {
            let small = Ratio::new(above, below).expect("below is above zero");
            // Not in lowest terms, as no quotient is that was made by the book: it stands for those of large numbers.
            let factor = 1 << 80;
            let large = Ratio { numerator: small.numerator * factor, denominator: small.denominator * factor };
            for decimals in 0..9 {
                assert_eq!(small.rounded(decimals), large.rounded(decimals), "{above}/{below} at {decimals}");
            }
        }
    }

    #[test]
    fn nothing_divided_by_nobody_is_no_number() {
        assert_eq!(Ratio::of(0, 0), None);
    }

    #[test]
    fn a_component_is_never_rounded_before_the_whole() {
        // P = 4, D = 2, n = 7 is 28.571 and shows as 29, while rounding components first gives 57 - 29 = 28.
        assert_eq!(format!("{:.0}", Ratio::new(100 * (4 - 2), 7).expect("seven answered")), "29");
    }
}
