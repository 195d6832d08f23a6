//! How closely two numbers of the same people go together, and how sure that is.
//!
//! Pearson's r; its interval is Fisher's (1921): atanh r is nearly normal with a standard error of 1 / sqrt(n - 3), so the interval is
//! tanh(atanh r ± z / sqrt(n - 3)), and the p-value is that of atanh r · sqrt(n - 3). Fewer than four pairs, or one number that never
//! changes, give no answer; pairs on a straight line have an interval of no width.

use super::{Interval, normal};

/// A correlation.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Correlation {
    /// Pearson's r, from -1 to 1.
    pub r: f64,
    /// The range it is expected to lie in.
    pub interval: Interval,
    /// How often chance alone would show at least this much.
    pub p: f64,
}

/// Sums over pairs of numbers, from which everything follows.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct Pairs {
    n: u64,
    mean: (f64, f64),
    squares: (f64, f64),
    products: f64,
}

impl Pairs {
    /// Takes up a pair; by Welford's recurrence, so that large numbers close together lose nothing.
    pub fn add(&mut self, x: f64, y: f64) {
        self.n += 1;
        let n = self.n as f64;
        let (dx, dy) = (x - self.mean.0, y - self.mean.1);
        self.mean = (self.mean.0 + dx / n, self.mean.1 + dy / n);
        self.squares.0 += dx * (x - self.mean.0);
        self.squares.1 += dy * (y - self.mean.1);
        self.products += dx * (y - self.mean.1);
    }

    /// How many pairs there are.
    pub const fn n(&self) -> u64 {
        self.n
    }

    /// The correlation.
    pub fn correlation(&self, confidence: f64) -> Option<Correlation> {
        if self.n < 4 || self.squares.0 <= 0.0 || self.squares.1 <= 0.0 {
            return None;
        }
        let r = (self.products / (self.squares.0 * self.squares.1).sqrt()).clamp(-1.0, 1.0);
        let spread = 1.0 / ((self.n - 3) as f64).sqrt();
        let (centre, margin) = (libm::atanh(r), normal::z_for(confidence) * spread);
        let ends = Interval { low: libm::tanh(centre - margin), high: libm::tanh(centre + margin) };
        Some(Correlation { r, interval: ends, p: normal::two_sided(centre / spread) })
    }
}

#[cfg(test)]
mod tests {
    use super::super::testing::near;
    use super::*;

    /// Anscombe's first quartet (1973), The American Statistician 27:17.
    const ANSCOMBE: [(f64, f64); 11] = [
        (10.0, 8.04),
        (8.0, 6.95),
        (13.0, 7.58),
        (9.0, 8.81),
        (11.0, 8.33),
        (14.0, 9.96),
        (6.0, 7.24),
        (4.0, 4.26),
        (12.0, 10.84),
        (7.0, 4.82),
        (5.0, 5.68),
    ];

    fn of(pairs: impl IntoIterator<Item = (f64, f64)>) -> Pairs {
        let mut all = Pairs::default();
        pairs.into_iter().for_each(|(x, y)| all.add(x, y));
        all
    }

    #[test]
    fn anscombes_first_set_correlates_at_0_816() {
        let found = of(ANSCOMBE).correlation(0.95).unwrap();
        near(found.r, 0.816_42, 5e-6);
        // By hand: atanh .81642 = 1.14593, less and plus 1.95996 / sqrt 8.
        near(found.interval.low, 0.424_4, 5e-4);
        near(found.interval.high, 0.950_7, 5e-4);
    }

    #[test]
    fn nothing_that_never_changes_correlates() {
        assert_eq!(of([(1.0, 2.0), (1.0, 3.0), (1.0, 4.0), (1.0, 5.0)]).correlation(0.95), None);
        assert_eq!(of([(1.0, 2.0), (2.0, 3.0), (3.0, 5.0)]).correlation(0.95), None);
    }

    #[test]
    fn a_straight_line_is_certain() {
        let line = of((0..9).map(|x| (f64::from(x), 3.0 - f64::from(x))));
        let found = line.correlation(0.95).unwrap();
        near(found.r, -1.0, 1e-12);
        assert!(found.p < 1e-6);
    }

    #[test]
    fn large_numbers_close_together_lose_nothing() {
        let found = of(ANSCOMBE.map(|(x, y)| (x + 1e9, y - 1e9))).correlation(0.95).unwrap();
        near(found.r, 0.816_42, 5e-6);
    }
}
