//! How sure a share of a whole is: 74 satisfied of 107 who answered.
//!
//! - *Wilson* (1927): the shares that a two-sided z test would not reject; never outside 0 to 1, never of zero width.
//!   centre = (p + z^2/2n) / (1 + z^2/n), margin = z sqrt(p(1-p)/n + z^2/4n^2) / (1 + z^2/n).
//! - *Agresti–Coull* (1998), also "adjusted Wald": add z^2/2 hits to z^2 trials, then the textbook interval, cut off at 0 and 1.
//! - *Difference*: Newcombe (1998, *Statistics in Medicine* 17:873, method 10) combines the two Wilson intervals; p comes
//!   from the z test with the pooled share. When all or none were hit in both, nothing differs and p is 1.
//!
//! Of nobody there is no share; nor is there one of more hits than there were trials.

use super::{Difference, Interval, normal};

/// Computes the Wilson interval of a share.
pub fn wilson(hits: u64, of: u64, confidence: f64) -> Option<Interval> {
    let share = share(hits, of)?;
    let n = of as f64;
    let z = normal::z_for(confidence);
    let shrink = 1.0 + z * z / n;
    let centre = (share + z * z / (2.0 * n)) / shrink;
    let spread = share * (1.0 - share) / n + z * z / (4.0 * n * n);
    Some(Interval::around(centre, z * spread.sqrt() / shrink).within(0.0, 1.0))
}

/// Computes the Agresti–Coull interval of a share.
pub fn agresti_coull(hits: u64, of: u64, confidence: f64) -> Option<Interval> {
    share(hits, of)?;
    let z = normal::z_for(confidence);
    let n = of as f64 + z * z;
    let centre = (hits as f64 + z * z / 2.0) / n;
    let error = (centre * (1.0 - centre) / n).sqrt();
    Some(Interval::around(centre, z * error).within(0.0, 1.0))
}

/// Compares the shares of two groups of different people, the first minus the second.
pub fn difference(
    first_hits: u64,
    first_of: u64,
    second_hits: u64,
    second_of: u64,
    confidence: f64,
) -> Option<Difference> {
    let first = share(first_hits, first_of)?;
    let second = share(second_hits, second_of)?;
    let around_first = wilson(first_hits, first_of, confidence)?;
    let around_second = wilson(second_hits, second_of, confidence)?;
    let value = first - second;
    Some(Difference {
        value,
        interval: Interval {
            low: value - libm::hypot(first - around_first.low, around_second.high - second),
            high: value + libm::hypot(around_first.high - first, second - around_second.low),
        }
        .within(-1.0, 1.0),
        p: pooled_p(
            value,
            (first_hits + second_hits) as f64,
            first_of as f64,
            second_of as f64,
        ),
    })
}

fn share(hits: u64, of: u64) -> Option<f64> {
    (of > 0 && hits <= of).then(|| hits as f64 / of as f64)
}

/// Tests a difference with the error it would have if both groups were one.
fn pooled_p(difference: f64, hits: f64, first: f64, second: f64) -> f64 {
    let share = hits / (first + second);
    let error = (share * (1.0 - share) * (1.0 / first + 1.0 / second)).sqrt();
    if error > 0.0 {
        normal::two_sided(difference / error)
    } else {
        1.0
    }
}

#[cfg(test)]
mod tests {
    use super::super::testing::near;
    use super::*;

    fn assert_ends(interval: Interval, low: f64, high: f64, tolerance: f64) {
        near(interval.low, low, tolerance);
        near(interval.high, high, tolerance);
    }

    #[test]
    fn seventy_four_satisfied_of_a_hundred_and_seven() {
        // The counts of Delighted's CSAT example; the interval computed independently.
        let found = wilson(74, 107, 0.95).unwrap();
        assert_ends(found, 0.5987, 0.7712, 5e-5);
    }

    #[test]
    fn ten_ratings_leave_much_open() {
        // SimpleSat's examples, 80 % and 70 %; the intervals computed independently.
        assert_ends(wilson(8, 10, 0.95).unwrap(), 0.4902, 0.9433, 5e-5);
        assert_ends(wilson(7, 10, 0.95).unwrap(), 0.3968, 0.8922, 5e-5);
    }

    #[test]
    fn wilson_is_the_interval_of_newcombes_single_proportions() {
        // Newcombe (1998), Statistics in Medicine 17:857, table I, method 3.
        assert_ends(wilson(81, 263, 0.95).unwrap(), 0.2553, 0.3662, 5e-5);
        assert_ends(wilson(15, 148, 0.95).unwrap(), 0.0624, 0.1605, 5e-5);
        assert_ends(wilson(0, 20, 0.95).unwrap(), 0.0, 0.1611, 5e-5);
        assert_ends(wilson(1, 29, 0.95).unwrap(), 0.0061, 0.1718, 5e-5);
    }

    #[test]
    fn four_of_five_is_anything_from_a_third_to_all() {
        // Sauro and Lewis, Quantifying the User Experience: .36 to .98.
        let found = agresti_coull(4, 5, 0.95).unwrap();
        assert_ends(found, 0.3596, 0.9797, 5e-5);
        near(agresti_coull(5, 5, 0.95).unwrap().high, 1.0, 0.0);
    }

    #[test]
    fn two_shares_differ_as_in_newcombes_table() {
        // Newcombe (1998), Statistics in Medicine 17:873, table II, method 10.
        for ((a, m, b, n), low, high) in [
            ((56, 70, 48, 80), 0.0524, 0.3339),
            ((9, 10, 3, 10), 0.1705, 0.8090),
            ((0, 10, 0, 20), -0.1611, 0.2775),
            ((0, 10, 0, 10), -0.2775, 0.2775),
        ] {
            let found = difference(a, m, b, n, 0.95).unwrap();
            assert_ends(found.interval, low, high, 5e-5);
        }
    }

    #[test]
    fn the_p_of_two_shares_is_the_square_root_of_chi_square() {
        // By hand: 56/70 and 48/80, pooled 104/150, chi-square = 150 (56*32 - 14*48)^2 / (104*46*70*80) = 7.0234.
        let found = difference(56, 70, 48, 80, 0.95).unwrap();
        near(found.value, 0.2, 1e-12);
        let chi_square = 150.0 * 1_120.0 * 1_120.0 / (104.0 * 46.0 * 70.0 * 80.0);
        near(found.p, normal::two_sided(f64::sqrt(chi_square)), 1e-12);
        near(found.p, 0.008_05, 5e-5);
    }

    #[test]
    fn where_everyone_returned_nothing_differs() {
        let found = difference(10, 10, 7, 7, 0.95).unwrap();
        near(found.value, 0.0, 0.0);
        near(found.p, 1.0, 0.0);
    }

    #[test]
    fn a_share_of_nobody_or_of_more_than_all_is_none() {
        assert_eq!(wilson(0, 0, 0.95), None);
        assert_eq!(wilson(6, 5, 0.95), None);
        assert_eq!(agresti_coull(0, 0, 0.95), None);
        assert_eq!(difference(1, 2, 0, 0, 0.95), None);
    }
}
