//! Student's t distribution: the normal distribution for those who had to estimate the spread from `n` values.
//!
//! Up to `EXACT` degrees of freedom nu, the share within ±t is the finite sum of Abramowitz and Stegun 26.7.3 and 26.7.4.
//! With theta = arctan(t / sqrt nu) it is, for even nu,
//! sin theta (1 + 1/2 cos^2 theta + 1·3/(2·4) cos^4 theta + … up to cos^(nu-2) theta), and for odd nu
//! 2/pi (theta + sin theta (cos theta + 2/3 cos^3 theta + 2·4/(3·5) cos^5 theta + … up to cos^(nu-2) theta)).
//! Beyond, their series in 1/nu around the normal distribution (26.7.5 and 26.7.8) are good to six digits and more.

use super::normal;
use std::f64::consts::FRAC_2_PI;

/// The degrees of freedom up to which the finite sum is used; 26.7.5 is then off by less than 1e-9 at z = 2.
const EXACT: u64 = 200;

/// Gives the t that this share of the distribution lies within, to both sides; infinite for no degrees of freedom.
pub fn t_for(confidence: f64, degrees: u64) -> f64 {
    match degrees {
        0 => f64::INFINITY,
        1..=EXACT => solved(confidence, degrees),
        _ => near_normal(normal::z_for(confidence), degrees as f64),
    }
}

/// Gives the two-sided p-value of a t: the share of the distribution at least as far out.
pub fn two_sided(t: f64, degrees: u64) -> f64 {
    match degrees {
        0 => 1.0,
        1..=EXACT => 1.0 - share_within(t.abs(), degrees),
        _ => {
            let nu = degrees as f64;
            normal::two_sided(t * (1.0 - 1.0 / (4.0 * nu)) / (1.0 + t * t / (2.0 * nu)).sqrt())
        }
    }
}

fn share_within(t: f64, degrees: u64) -> f64 {
    let nu = degrees as f64;
    // Written so that t = 0 and an infinite t come out as 0 and 1.
    let sine = 1.0 / (1.0 + nu / (t * t)).sqrt();
    let cosine_squared = nu / (nu + t * t);
    let odd = degrees % 2 == 1;
    let mut term = if odd { cosine_squared.sqrt() } else { 1.0 };
    let mut sum = 0.0;
    // Terms for the powers up to nu - 2; each is the one before times the next even-over-odd (or odd-over-even) ratio.
    let mut power = if odd { 1.0 } else { 0.0 };
    while power <= nu - 2.0 {
        sum += term;
        term *= (power + 1.0) / (power + 2.0) * cosine_squared;
        power += 2.0;
    }
    if odd { FRAC_2_PI * (libm::atan(t / nu.sqrt()) + sine * sum) } else { sine * sum }
}

/// Halves the range that holds t, on a scale where infinity is one, until it is one number.
fn solved(confidence: f64, degrees: u64) -> f64 {
    let t_at = |place: f64| place / (1.0 - place);
    let (mut low, mut high) = (0.0, 1.0);
    for _ in 0..60 {
        let middle = f64::midpoint(low, high);
        if share_within(t_at(middle), degrees) < confidence {
            low = middle;
        } else {
            high = middle;
        }
    }
    t_at(low)
}

fn near_normal(z: f64, nu: f64) -> f64 {
    let square = z * z;
    let first = z * (square + 1.0) / 4.0;
    let second = z * ((5.0 * square + 16.0) * square + 3.0) / 96.0;
    let third = z * (((3.0 * square + 19.0) * square + 17.0) * square - 15.0) / 384.0;
    z + (first + (second + third / nu) / nu) / nu
}

#[cfg(test)]
mod tests {
    use super::super::testing::near;
    use super::*;

    #[test]
    fn t_is_the_tabulated_one() {
        // NIST/SEMATECH e-Handbook, table 1.3.6.7.2, columns .975 and .995.
        for (degrees, within_95, within_99) in [
            (1, 12.706, 63.657),
            (2, 4.303, 9.925),
            (3, 3.182, 5.841),
            (5, 2.571, 4.032),
            (10, 2.228, 3.169),
            (30, 2.042, 2.750),
            (99, 1.984, 2.626),
            (100, 1.984, 2.626),
        ] {
            near(t_for(0.95, degrees), within_95, 6e-4);
            near(t_for(0.99, degrees), within_99, 6e-4);
        }
    }

    #[test]
    fn the_series_takes_over_without_a_step() {
        for confidence in [0.8, 0.95, 0.999] {
            let z = normal::z_for(confidence);
            near(solved(confidence, EXACT), near_normal(z, EXACT as f64), 1e-6);
        }
        near(two_sided(2.0, EXACT), two_sided(2.0, EXACT + 1), 5e-5);
        near(t_for(0.95, u64::MAX), normal::z_for(0.95), 1e-15);
    }

    #[test]
    fn the_p_value_undoes_t() {
        for degrees in [1, 2, 3, 4, 7, 50, 199, 200, 5_000] {
            near(two_sided(t_for(0.95, degrees), degrees), 0.05, 1e-6);
        }
        // By hand: one degree of freedom is the Cauchy distribution, half of it within ±1.
        near(two_sided(-1.0, 1), 0.5, 1e-12);
    }

    #[test]
    fn from_a_single_value_nothing_is_known() {
        assert!(t_for(0.95, 0).is_infinite());
        near(two_sided(5.0, 0), 1.0, 0.0);
    }
}
