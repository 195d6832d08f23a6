//! Integrals of products of two powers: `∫ (1 + u/α)^-a (1 + u/β)^-b du`, with the means of logarithms and inverses that derivatives need.
//!
//! With n the smaller of α and β and f the other, ρ = n/f, κ = a + b − 1, and y = n/(n+u), the whole tail, where κ > 0, is
//!
//! `n ∫ y^(κ−1) (1 − (1−ρ)(1−y))^-p dy = n/κ · Σ (p)_k / (κ+1)_k (1−ρ)^k`
//!
//! over y from 0 to 1, with p the power of f: all terms are positive. The means under the integral are sums of the same terms. Where ρ is
//! small it takes hundreds of them; there a stretch of the tail, up to some end, is integrated by nodes.

use super::logarithms::exp_minus;
use super::quadrature::panel;

/// One of the two powers: `(1 + u/scale)^-power`.
#[derive(Debug, Clone, Copy)]
pub(super) struct Two {
    /// The power.
    pub(super) power: f64,
    /// What time is measured by.
    pub(super) scale: f64,
}

/// Means of one of the two under the integral.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Means {
    /// Of ln(1 + u/scale).
    pub(super) log: f64,
    /// Of 1/(scale + u).
    pub(super) inverse: f64,
}

/// The integral, as its logarithm, with what its derivatives need.
#[derive(Debug, Clone, Copy)]
pub(super) struct Integral {
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

/// Whether two scales are near enough to each other for [`tail`].
pub(super) fn are_near(alpha: f64, beta: f64) -> bool {
    alpha.min(beta) >= LEAST_RATIO * alpha.max(beta)
}

/// From 0 on, for scales that [`are_near`].
pub(super) fn tail(alpha: Two, beta: Two) -> Integral {
    either_way(alpha, beta, series)
}

/// From 0 to `end`.
pub(super) fn stretch(alpha: Two, beta: Two, end: f64) -> Integral {
    either_way(alpha, beta, |near, far| between(near, far, end))
}

/// With the smaller scale first.
fn either_way(alpha: Two, beta: Two, of: impl Fn(Two, Two) -> Integral) -> Integral {
    if alpha.scale <= beta.scale {
        return of(alpha, beta);
    }
    let Integral { log, alpha, beta } = of(beta, alpha);
    Integral { log, alpha: beta, beta: alpha }
}

fn series(near: Two, far: Two) -> Integral {
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
    let gone = 1.0 / kappa + by_kappa / sum;
    let far_inverse = 1.0 - ratio * by_rest / (sum * far.power);
    // Both inverses, each times its power, add up to what the integrand is at the beginning.
    let near_inverse = (kappa / sum - far.power * ratio * far_inverse) / near.power;
    Integral {
        log: libm::log(near.scale * sum / kappa),
        alpha: Means { log: gone, inverse: near_inverse / near.scale },
        beta: Means { log: gone - by_power / sum, inverse: far_inverse / far.scale },
    }
}

/// 12 nodes per panel in d = ln(1 + u/n), panels eight decay lengths wide, so that a few suffice however sharp the decay.
fn between(near: Two, far: Two, end: f64) -> Integral {
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
            let grown = libm::expm1(d);
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
    if mass <= 0.0 {
        return Integral { log: f64::NEG_INFINITY, alpha: Means::default(), beta: Means::default() };
    }
    Integral {
        log: libm::log(near.scale * mass),
        alpha: Means { log: log_near / mass, inverse: by_near / mass / near.scale },
        beta: Means { log: log_far / mass, inverse: by_far / mass / far.scale },
    }
}

#[cfg(test)]
mod tests {
    use super::{Two, stretch, tail};

    #[test]
    fn a_stretch_and_what_follows_are_the_whole_tail() {
        for (alpha, beta, a, b) in
            [(3.0, 5.0, 0.7, 1.4), (2.0, 2.0, 12.0, 1.2), (4.0, 14.0, 1.1, 300.0), (9.0, 6.0, 200.0, 0.01)]
        {
            let (one, other) = (Two { power: a, scale: alpha }, Two { power: b, scale: beta });
            let (whole, until) = (tail(one, other), stretch(one, other, 4.0));
            let after = tail(Two { scale: alpha + 4.0, ..one }, Two { scale: beta + 4.0, ..other });
            let (one_gone, other_gone) = (libm::log1p(4.0 / alpha), libm::log1p(4.0 / beta));
            let share = libm::exp(until.log - whole.log);
            let rest = libm::exp(after.log - a * one_gone - b * other_gone - whole.log);
            let close =
                |one: f64, other: f64| assert!((one - other).abs() < 1e-12, "{one} {other}: {until:?} {whole:?}");
            close(share + rest, 1.0);
            close(share * until.alpha.inverse + rest * after.alpha.inverse, whole.alpha.inverse);
            close(share * until.beta.inverse + rest * after.beta.inverse, whole.beta.inverse);
            close(share * until.alpha.log + rest * (after.alpha.log + one_gone), whole.alpha.log);
            close(share * until.beta.log + rest * (after.beta.log + other_gone), whole.beta.log);
        }
    }
}
