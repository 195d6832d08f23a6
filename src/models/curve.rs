//! A smooth function that is asked for often: worked out at a few places, and everywhere else a sum of Chebyshev polynomials.

use std::f64::consts::PI;

/// How many places are tried, one number after the other.
const PLACES: [usize; 3] = [24, 48, 96];
/// The sum has converged where its last terms are smaller than this share of the largest.
const CONVERGED: f64 = 1e-15;
/// How many last terms are looked at: a function may have none of an odd order, or of an even one.
const LAST: usize = 4;

/// A function on the numbers from 0 to a width.
#[derive(Debug)]
pub(super) struct Curve {
    width: f64,
    terms: Vec<f64>,
}

impl Curve {
    /// Of this function; nothing where it is not smooth enough.
    pub(super) fn of(width: f64, function: impl Fn(f64) -> f64) -> Option<Self> {
        PLACES.into_iter().find_map(|places| {
            let terms = terms(places, |x| function(width * 0.5 * (x + 1.0)));
            let most = terms.iter().fold(0.0, |most: f64, term| most.max(term.abs()));
            let last = terms[places - LAST..].iter().fold(0.0, |most: f64, term| most.max(term.abs()));
            (last <= CONVERGED * most).then_some(Self { width, terms })
        })
    }

    /// The function there; nothing beyond the width.
    pub(super) fn at(&self, place: f64) -> Option<f64> {
        let x = 2.0 * place / self.width - 1.0;
        if !(-1.0..=1.0).contains(&x) {
            return None;
        }
        let (mut one, mut other) = (0.0, 0.0);
        for term in self.terms[1..].iter().rev() {
            (one, other) = (2.0 * x * one - other + term, one);
        }
        Some(x * one - other + 0.5 * self.terms[0])
    }
}

/// The factors of the polynomials for a function on the numbers from -1 to 1.
fn terms(places: usize, function: impl Fn(f64) -> f64) -> Vec<f64> {
    let n = places as f64;
    // The cosines of all angles that are met, which are multiples of one; a product of floats would be off by more than the terms may be.
    let waves: Vec<f64> = (0..4 * places).map(|times| libm::cos(PI * times as f64 / (2.0 * n))).collect();
    let wave = |order: usize, place: usize| waves[order * (2 * place + 1) % (4 * places)];
    let values: Vec<f64> = (0..places).map(|place| function(wave(1, place))).collect();
    let term = |order: usize| {
        2.0 / n * values.iter().enumerate().map(|(place, value)| value * wave(order, place)).sum::<f64>()
    };
    (0..places).map(term).collect()
}

#[cfg(test)]
mod tests {
    use super::Curve;

    #[test]
    fn a_smooth_function_is_met_to_the_last_digits() {
        for rate in [0.5, 3.0, 20.0] {
            let function = |x: f64| libm::exp(-rate * x) / (1.0 + x);
            let curve = Curve::of(2.0, function).expect("it is smooth");
            for step in 0..=1000 {
                let x = f64::from(step) * 0.002;
                let found = curve.at(x).expect("within the width");
                assert!((found - function(x)).abs() < 4e-15, "{rate} {x}: {found}");
            }
        }
    }

    #[test]
    fn what_has_a_corner_is_refused_and_nothing_is_said_beyond_the_end() {
        assert!(Curve::of(2.0, |x| (x - 0.7).abs()).is_none());
        let curve = Curve::of(2.0, |x| x * x).expect("it is smooth");
        assert_eq!((curve.at(2.1), curve.at(-0.1)), (None, None));
    }
}
