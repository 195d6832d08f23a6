//! Exact money: an integer mantissa and a number of decimals. The only place where money is rounded is [`super::ratio`].

use std::fmt;

/// An exact sum: `mantissa / 10^scale`, in the ledger's currency.
///
/// ```
/// use loyalty_metrics::ledger::money::Money;
/// assert_eq!(Money { mantissa: -1250, scale: 2 }.to_string(), "-12.50");
/// ```
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Money {
    /// The digits.
    pub mantissa: i128,
    /// How many of them stand behind the point.
    pub scale: u8,
}

impl Money {
    /// A sum of ledger amounts at the ledger's scale.
    pub const fn new(mantissa: i128, scale: u8) -> Self {
        Self { mantissa, scale }
    }

    /// Both sums at the larger of the two scales, added.
    #[must_use]
    pub fn plus(self, other: Self) -> Self {
        let scale = self.scale.max(other.scale);
        Self::new(self.at(scale) + other.at(scale), scale)
    }

    /// The digits at a scale that is no smaller than its own.
    pub fn at(self, scale: u8) -> i128 {
        self.mantissa * 10i128.pow(u32::from(scale - self.scale))
    }
}

impl fmt::Display for Money {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write_scaled(f, self.mantissa, self.scale)
    }
}

/// Writes `mantissa / 10^scale` with exactly `scale` decimals; a zero has no sign.
pub(super) fn write_scaled(f: &mut fmt::Formatter<'_>, mantissa: i128, scale: u8) -> fmt::Result {
    let sign = if mantissa < 0 { "-" } else { "" };
    let digits = mantissa.unsigned_abs();
    if scale == 0 {
        return write!(f, "{sign}{digits}");
    }
    let one = 10u128.pow(u32::from(scale));
    write!(f, "{sign}{}.{:0width$}", digits / one, digits % one, width = usize::from(scale))
}

#[cfg(test)]
mod tests {
    use super::Money;

    #[test]
    fn digits_are_written_as_they_are() {
        for (mantissa, scale, text) in [(0, 2, "0.00"), (5, 3, "0.005"), (-5, 2, "-0.05"), (1200, 0, "1200")] {
            assert_eq!(Money::new(mantissa, scale).to_string(), text);
        }
    }

    #[test]
    fn sums_of_different_scales_are_exact() {
        assert_eq!(Money::new(15, 1).plus(Money::new(25, 3)).to_string(), "1.525");
    }
}
