//! The difference of two estimates from their own intervals.
//!
//! Zou and Donner (2008, *Statistics in Medicine* 27:1693) recover from each end of an interval how far the estimate varies to that
//! side (MOVER); for two shares with Wilson intervals it is Newcombe's method 10. The estimates are taken as independent: where the
//! same people are in both, as in two windows of one shop, they mostly rise and fall together, and the interval is wider than need be.

use super::{Difference, Interval, normal};

/// The first estimate minus the second, from each value and its interval at `confidence`; p is what makes the interval touch zero.
pub fn difference(first: (f64, Interval), second: (f64, Interval), confidence: f64) -> Difference {
    let ((a, around_a), (b, around_b)) = (first, second);
    let value = a - b;
    let below = libm::hypot(a - around_a.low, around_b.high - b);
    let above = libm::hypot(around_a.high - a, b - around_b.low);
    let toward_zero = if value > 0.0 { below } else { above };
    let p = if value == 0.0 { 1.0 } else { normal::two_sided(normal::z_for(confidence) * value / toward_zero) };
    Difference { value, interval: Interval { low: value - below, high: value + above }, p }
}

#[cfg(test)]
mod tests {
    use super::super::{share, testing::near};
    use super::{Interval, difference};

    #[test]
    fn two_shares_differ_as_in_newcombes_table() {
        // Newcombe (1998), Statistics in Medicine 17:873, table II, method 10.
        for ((a, m, b, n), low, high) in
            [((56, 70, 48, 80), 0.0524, 0.3339), ((9, 10, 3, 10), 0.1705, 0.8090), ((0, 10, 0, 20), -0.1611, 0.2775)]
        {
            let side = |hits, of| (hits as f64 / of as f64, share::wilson(hits, of, 0.95).unwrap());
            let found = difference(side(a, m), side(b, n), 0.95);
            near(found.interval.low, low, 5e-5);
            near(found.interval.high, high, 5e-5);
        }
    }

    #[test]
    fn an_interval_that_touches_zero_has_the_p_of_its_confidence() {
        let wide = |low: f64, high: f64| Interval { low, high };
        let found = difference((3.0, wide(0.0, 4.0)), (-1.0, wide(-9.0, 1.645_751_311_064_590_6)), 0.95);
        near(found.interval.low, 0.0, 1e-9);
        near(found.p, 0.05, 1e-9);
        assert!((difference((3.0, wide(0.0, 4.0)), (-1.0, wide(-9.0, 2.0)), 0.95)).p > 0.05);
        near(difference((2.0, wide(1.0, 3.0)), (2.0, wide(1.0, 3.0)), 0.95).p, 1.0, 0.0);
    }
}
