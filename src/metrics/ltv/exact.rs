//! Exact arithmetic that never gives up.
//!
//! Products of exact quotients can outgrow 128 bits when sums are very large. Then, and only then, both sides are taken at eighteen
//! significant digits, which leaves six decimals right for values up to a million million.

use crate::ledger::ratio::Ratio;

/// Two numbers of so many digits can be multiplied in 128 bits, and so can what stands below them.
const DIGITS: u32 = 18;

/// The product.
pub(super) fn times(a: Ratio, b: Ratio) -> Option<Ratio> {
    a.times(b).or_else(|| shortened(a)?.times(shortened(b)?))
}

/// The first less the second, where there is a second.
pub(super) fn less(a: Ratio, b: Option<Ratio>) -> Option<Ratio> {
    let Some(b) = b else { return Some(a) };
    a.minus(b).or_else(|| shortened(a)?.minus(shortened(b)?))
}

fn shortened(ratio: Ratio) -> Option<Ratio> {
    let before_the_point = ratio.rounded(0).unsigned_abs().checked_ilog10().map_or(0, |log| log + 1);
    let decimals = DIGITS.saturating_sub(before_the_point);
    Ratio::new(ratio.rounded(decimals as u8), 10_i128.pow(decimals))
}

#[cfg(test)]
mod tests {
    use super::{less, times};
    use crate::ledger::ratio::Ratio;

    #[test]
    fn what_does_not_fit_is_still_right_to_the_last_decimal() {
        let large = Ratio::new(3_i128.pow(70), 10_i128.pow(25)).expect("a number");
        let small = Ratio::new(7_i128.pow(30), 2_i128.pow(90)).expect("a number");
        assert_eq!((large.times(small), large.minus(small)), (None, None));
        // 250,315,550.499324166... and 0.018207134..., multiplied and subtracted with fractions of any length.
        assert_eq!(times(large, small).map(|r| r.to_string()).as_deref(), Some("4557528.792762"));
        assert_eq!(less(large, Some(small)).map(|r| r.to_string()).as_deref(), Some("250315550.481117"));
        assert_eq!(less(small, None), Some(small));
    }
}
