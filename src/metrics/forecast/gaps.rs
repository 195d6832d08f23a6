//! Whether customers come by a clock: where the first of two gaps that follow each other ends in both.

/// Sums over customers with two gaps; in whole numbers, so that it shows neither who came first nor on how many threads.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Gaps {
    /// How many customers have two gaps.
    pub customers: u64,
    /// How far the share of the first gap lies from one half, squared, in so many parts.
    squares: u128,
}

/// The parts of one: a share has no more digits.
const PARTS: f64 = (1_u64 << 60) as f64;

impl Gaps {
    /// Adds a customer by the days of the first gap and those of both.
    pub fn add(&mut self, first: u32, both: u32) {
        let off = f64::from(first) / f64::from(both) - 0.5;
        self.customers += 1;
        self.squares += u128::from((off * off * PARTS) as u64);
    }

    /// Adds other customers.
    pub fn join(&mut self, other: Self) {
        self.customers += other.customers;
        self.squares += other.squares;
    }

    /// The shape of gaps that are gamma: 1 is chance, large is a clock, infinite where all are the same.
    pub fn regularity(&self) -> Option<f64> {
        // About one half, which is the mean whatever the spread: the first and the second gap are drawn from the same.
        let variance = self.squares as f64 / PARTS / self.customers as f64;
        (self.customers > 0).then(|| ((1.0 - 4.0 * variance) / (8.0 * variance)).max(0.0))
    }
}

#[cfg(test)]
mod tests {
    use super::Gaps;

    fn of(gaps: impl Iterator<Item = (u32, u32)>) -> Gaps {
        let mut all = Gaps::default();
        gaps.for_each(|(first, both)| all.add(first, both));
        all
    }

    #[test]
    fn a_clock_is_regular_and_an_even_spread_is_chance() {
        assert_eq!(of([(30, 60), (7, 14)].into_iter()).regularity(), Some(f64::INFINITY));
        let even = of((0..1000).map(|n| (2 * n + 1, 2000)));
        assert!(even.regularity().is_some_and(|k| (k - 1.0).abs() < 1e-3));
        assert_eq!(Gaps::default().regularity(), None);
    }

    #[test]
    fn parts_joined_are_the_whole() {
        let mut parts = of((0..40).map(|n| (n + 1, 90)));
        parts.join(of((40..77).map(|n| (n + 1, 90))));
        assert_eq!(parts, of((0..77).rev().map(|n| (n + 1, 90))));
    }
}
