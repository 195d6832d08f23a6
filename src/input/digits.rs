//! Whether amounts fit 64 bits at the scale that all files share, which is known only when the last file is read.

use super::value::amount::Amount;

/// The largest amount met, by its digits alone, and the least and most decimals met.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Digits {
    largest: u64,
    least: u8,
    /// The most decimals met.
    pub(super) most: u8,
}

impl Default for Digits {
    fn default() -> Self {
        Self { largest: 0, least: u8::MAX, most: 0 }
    }
}

impl Digits {
    /// Takes up an amount.
    #[inline]
    pub(super) fn see(&mut self, mantissa: i64, scale: u8) {
        self.largest = self.largest.max(mantissa.unsigned_abs());
        self.least = self.least.min(scale);
        self.most = self.most.max(scale);
    }

    /// Takes up another chunk's, or another family's.
    pub(super) fn merge(&mut self, other: Self) {
        self.largest = self.largest.max(other.largest);
        self.least = self.least.min(other.least);
        self.most = self.most.max(other.most);
    }

    /// Whether every amount surely fits at that many decimals. The largest need not be the one with the fewest decimals, so a no
    /// asks for a closer look at each.
    pub(super) fn fit(self, decimals: u8) -> bool {
        let factor = 10u64.pow(u32::from(decimals.saturating_sub(self.least)));
        self.largest.checked_mul(factor).is_some_and(|digits| i64::try_from(digits).is_ok())
    }
}

/// Whether the amount fits at that many decimals.
#[inline]
pub(super) fn fits(amount: Amount, decimals: u8) -> bool {
    let missing = decimals.saturating_sub(amount.scale);
    missing == 0 || amount.mantissa.checked_mul(10i64.pow(u32::from(missing))).is_some()
}

#[cfg(test)]
mod tests {
    use super::{Amount, Digits, fits};

    #[test]
    fn a_hundred_thousand_million_does_not_fit_beside_eight_decimals() {
        let mut digits = Digits::default();
        assert!(digits.fit(8));
        digits.see(99_999_999_999, 0);
        assert!(digits.fit(7) && !digits.fit(8));
        assert!(fits(Amount { mantissa: 99_999_999_999, scale: 0 }, 7));
        assert!(!fits(Amount { mantissa: 99_999_999_999, scale: 0 }, 8));
    }

    #[test]
    fn parts_say_what_the_whole_says() {
        let (mut first, mut second) = (Digits::default(), Digits::default());
        first.see(5, 8);
        second.see(99_999_999_999, 0);
        first.merge(second);
        assert!(!first.fit(first.most));
    }
}
