//! Tails of products of two powers: `∫ (α+u)^-a (β+u)^-b du` from some time on, with a + b > 1.
//!
//! With n the smaller of α and β and f the other, both at the beginning, ρ = n/f, κ = a + b − 1, and y = n/(n+u), the tail is
//! `n^(1−power of n) f^-(power of f)` times
//!
//! `S = ∫ y^(κ−1) (1 − (1−ρ)(1−y))^-p dy = 1/κ · Σ (p)_k / (κ+1)_k (1−ρ)^k`
//!
//! over y from 0 to 1, with p the power of f: all terms are positive. Its derivatives are the means under the integral, by sums of the same
//! terms. Where ρ is so small that it takes hundreds of terms, the part until it no longer is comes from [`between`].

use super::logarithms::exp_minus;
use super::quadrature::panel;

/// One of the two powers: `(scale + u)^-power`.
#[derive(Debug, Clone, Copy)]
pub(super) struct Two {
    /// The power.
    pub(super) power: f64,
    /// What is added to the time.
    pub(super) scale: f64,
}

/// Means of one of the two under the integral.
#[derive(Debug, Clone, Copy)]
pub(super) struct Means {
    /// Of ln(scale + u).
    pub(super) log: f64,
    /// Of 1/(scale + u).
    pub(super) inverse: f64,
}

/// The integral, as its logarithm, with what its derivatives need.
#[derive(Debug, Clone, Copy)]
pub(super) struct Tail {
    /// The logarithm.
    pub(super) log: f64,
    /// Means of the first of the two.
    pub(super) alpha: Means,
    /// Means of the second.
    pub(super) beta: Means,
}

/// The ratio of the scales below which the series is too long.
const LEAST_RATIO: f64 = 0.25;
/// Terms smaller than this share of the sum change nothing.
const NOTHING: f64 = 1e-16;
/// Decay lengths in a panel.
const LENGTHS: f64 = 8.0;
/// The widest panel, in logarithms: 12 nodes are good for 15 digits, as what lies nearest where it is not smooth is π away.
const WIDEST: f64 = 3.0;

impl Tail {
    /// From `start` on.
    pub(super) fn from(start: f64, alpha: Two, beta: Two) -> Self {
        if alpha.scale > beta.scale {
            let Self { log, alpha, beta } = Self::from(start, beta, alpha);
            return Self { log, alpha: beta, beta: alpha };
        }
        let at = |time: f64| (Two { scale: alpha.scale + time, ..alpha }, Two { scale: beta.scale + time, ..beta });
        let (near, far) = at(start);
        if near.scale >= LEAST_RATIO * far.scale {
            return series(near, far);
        }
        let later = (LEAST_RATIO * far.scale - near.scale) / (1.0 - LEAST_RATIO);
        let (later_near, later_far) = at(start + later);
        between(near, far, later).joined(&series(later_near, later_far))
    }

    /// Both parts of the time together.
    fn joined(&self, other: &Self) -> Self {
        let more = libm::exp(other.log - self.log);
        let share = more / (1.0 + more);
        let mean = |one: Means, two: Means| Means {
            log: one.log + share * (two.log - one.log),
            inverse: one.inverse + share * (two.inverse - one.inverse),
        };
        Self {
            log: self.log + libm::log1p(more),
            alpha: mean(self.alpha, other.alpha),
            beta: mean(self.beta, other.beta),
        }
    }
}

/// From 0 on, with the smaller scale first.
fn series(near: Two, far: Two) -> Tail {
    let kappa = near.power + far.power - 1.0;
    let ratio = near.scale / far.scale;
    let rest = (far.scale - near.scale) / far.scale;
    let enough = NOTHING * ratio * ratio;
    // Of each term: itself, times the derivatives of its logarithm by -κ and p, and by 1-ρ, which stays finite where that is 0.
    let (mut sum, mut by_kappa, mut by_power, mut by_rest) = (1.0, 0.0, 0.0, 0.0);
    let (mut above, mut below) = (far.power, kappa + 1.0);
    let (mut kappas, mut powers) = (1.0 / below, 1.0 / above);
    let (mut slope, mut n) = (above / below, 1.0);
    loop {
        let term = rest * slope;
        sum += term;
        by_kappa += term * kappas;
        by_power += term * powers;
        by_rest += n * slope;
        // Not a number is not more either.
        let goes_on = n * slope > enough * by_rest && rest > 0.0;
        if !goes_on {
            break;
        }
        above += 1.0;
        below += 1.0;
        n += 1.0;
        let (over, under) = (1.0 / below, 1.0 / above);
        kappas += over;
        powers += under;
        slope *= rest * above * over;
    }
    let (log_near, log_far) = (libm::log(near.scale), libm::log(far.scale));
    let gone = 1.0 / kappa + by_kappa / sum;
    let far_inverse = 1.0 - ratio * by_rest / (sum * far.power);
    // Both inverses, each times its power, add up to what the integrand is at the beginning.
    let near_inverse = (kappa / sum - far.power * ratio * far_inverse) / near.power;
    Tail {
        log: libm::log(sum / kappa) + (1.0 - near.power) * log_near - far.power * log_far,
        alpha: Means { log: log_near + gone, inverse: near_inverse / near.scale },
        beta: Means { log: log_far + gone - by_power / sum, inverse: far_inverse / far.scale },
    }
}

/// From 0 to `end`, with the smaller scale first: 12 nodes per panel in d = ln(1 + u/n), panels eight decay lengths wide, so that a few
/// suffice however sharp the decay.
fn between(near: Two, far: Two, end: f64) -> Tail {
    let ratio = near.scale / far.scale;
    let end = libm::log1p(end / near.scale);
    let (mut mass, mut log_near, mut log_far, mut by_near, mut by_far) = (0.0, 0.0, 0.0, 0.0, 0.0);
    let rate = |d: f64| {
        let grown = ratio * libm::exp(d);
        near.power + far.power * grown / (1.0 - ratio + grown)
    };
    let mut d = 0.0;
    while d < end {
        let widest = (LENGTHS / rate(d)).min(WIDEST);
        let width = (LENGTHS / rate(d + widest)).min(widest).min(end - d);
        panel(d, width, |d, weight| {
            let grown = exp_minus(-d) - 1.0;
            let far_log = libm::log1p(ratio * grown);
            let value = weight * exp_minus((near.power - 1.0) * d + far.power * far_log);
            mass += value;
            log_near += value * d;
            log_far += value * far_log;
            by_near += value / (1.0 + grown);
            by_far += value / (1.0 + ratio * grown);
        });
        d += width;
        let left = (1.0 - near.power) * d - far.power * libm::log1p(ratio * libm::expm1(d));
        if rate(d) > 1.0 && libm::exp(left) * (end - d) < NOTHING * mass {
            break;
        }
    }
    let (start_near, start_far) = (libm::log(near.scale), libm::log(far.scale));
    Tail {
        log: libm::log(mass) + (1.0 - near.power) * start_near - far.power * start_far,
        alpha: Means { log: start_near + log_near / mass, inverse: by_near / mass / near.scale },
        beta: Means { log: start_far + log_far / mass, inverse: by_far / mass / far.scale },
    }
}

#[cfg(test)]
mod tests {
    use super::{Two, between, series};

    #[test]
    fn a_stretch_and_its_tail_are_the_whole_tail() {
        for (near, far, a, b) in
            [(3.0, 5.0, 0.7, 1.4), (2.0, 2.0, 12.0, 1.2), (1.0, 14.0, 1.1, 300.0), (6.0, 9.0, 200.0, 0.01)]
        {
            let at = |time: f64| (Two { power: a, scale: near + time }, Two { power: b, scale: far + time });
            let whole = series(at(0.0).0, at(0.0).1);
            let parts = between(at(0.0).0, at(0.0).1, 4.0).joined(&series(at(4.0).0, at(4.0).1));
            let close = |one: f64, other: f64| (one - other).abs() < 1e-12 * other.abs().max(1.0);
            assert!(close(parts.log, whole.log), "{parts:?} {whole:?}");
            for (part, whole) in [(parts.alpha, whole.alpha), (parts.beta, whole.beta)] {
                assert!(close(part.log, whole.log) && close(part.inverse, whole.inverse), "{part:?} {whole:?}");
            }
        }
    }
}
