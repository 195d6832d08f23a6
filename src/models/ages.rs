//! What depends on nothing of a customer's past but how often he came again and how old he is: whoever shares both shares it.
//!
//! What someone who is active is expected to do depends on these two alone, and is the dearest figure of a forecast: a million
//! customers of two years have a few tens of thousands of such pairs, and a few dozen numbers of repeats.

use super::chunks::each;
use super::{Past, Row, distinct};

/// The pairs of repeats and age among rows.
#[derive(Debug)]
pub struct Ages {
    repeats: Vec<u32>,
    /// Where the pairs of each number of repeats begin, and where the last end.
    starts: Vec<usize>,
    /// Of each pair the place of its repeats, and its age.
    pairs: Vec<(u32, f64)>,
}

impl Ages {
    /// Of these rows.
    pub fn of(rows: &[Row]) -> Self {
        // Both in one number, whose order is theirs: ages are not below zero, so that their bits stand as they do.
        let packed = |past: &Past| u128::from(past.repeats) << 64 | u128::from(past.age.to_bits());
        let pairs = distinct::values(rows.iter().map(|row| packed(&row.past)));
        let (repeats, of_pair) = distinct::distinct(&pairs, |pair| (pair >> 64) as u32);
        let starts = (0..=repeats.len() as u32).map(|place| of_pair.partition_point(|known| *known < place)).collect();
        let pairs = of_pair.into_iter().zip(pairs).map(|(place, pair)| (place, f64::from_bits(pair as u64))).collect();
        Self { repeats, starts, pairs }
    }

    /// What each pair gives. `of_repeats` makes ready for a number of repeats; `of_age` gives what such customers of an age share.
    pub fn each<R: Sync, T: Copy + Default + Send>(
        &self,
        threads: usize,
        of_repeats: impl Fn(u32) -> R,
        of_age: impl Fn(&R, f64) -> T + Sync,
    ) -> Vec<T> {
        let ready: Vec<R> = self.repeats.iter().map(|repeats| of_repeats(*repeats)).collect();
        each(self.pairs.len(), threads, |pair| {
            let (place, age) = self.pairs[pair];
            of_age(&ready[place as usize], age)
        })
    }

    /// The least age.
    pub fn youngest(&self) -> f64 {
        self.pairs.iter().map(|(_, age)| *age).fold(f64::INFINITY, f64::min)
    }

    /// The place of the pair that a past has, which must be one of those of the rows.
    pub fn pair(&self, past: &Past) -> usize {
        // Small numbers of repeats all occur, and nearly all ages: most stand where they would if none were left out.
        let here = past.repeats as usize;
        let is_here = self.repeats.get(here) == Some(&past.repeats);
        let repeats = if is_here { here } else { distinct::place(&self.repeats, &past.repeats) as usize };
        let (first, end) = (self.starts[repeats], self.starts[repeats + 1]);
        let own = &self.pairs[first..end];
        let (youngest, span) = (own[0].1, own[own.len() - 1].1 - own[0].1);
        let near = ((past.age - youngest) / span * (own.len() - 1) as f64 + 0.5) as usize;
        first
            + match own.get(near) {
                Some((_, age)) if age.to_bits() == past.age.to_bits() => near,
                _ => own.partition_point(|(_, age)| *age < past.age),
            }
    }

    /// The places of the pairs of rows.
    pub fn places(&self, rows: &[Row]) -> Vec<u32> {
        rows.iter().map(|row| self.pair(&row.past) as u32).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::Ages;
    use crate::models::purchases::Kind;
    use crate::models::{Past, Row};

    #[test]
    fn what_is_expected_of_the_active_does_not_depend_on_their_last_purchase() {
        let row = |repeats, last, age| Row { past: Past { repeats, last, age }, customers: 1 };
        let rows = [row(2, 30.5, 38.0), row(0, 0.0, 12.0), row(2, 1.5, 38.0), row(2, 30.5, 39.0)];
        let ages = Ages::of(&rows);
        assert_eq!((ages.repeats.len(), ages.pairs.len()), (2, 3));
        // The second makes the integral necessary.
        for parameters in [[0.55, 10.6, 0.6, 11.7], [0.55, 10.6, 30.0, 700.0]] {
            for kind in Kind::ALL {
                let model = kind.with(parameters);
                let whole: Vec<f64> = rows.iter().map(|row| model.expected_if_active(&row.past, 26.0)).collect();
                let shared =
                    ages.each(2, |repeats| model.of_repeats(repeats), |of, age| of.expected_if_active(age, 26.0));
                let of_rows: Vec<f64> = ages.places(&rows).into_iter().map(|pair| shared[pair as usize]).collect();
                assert_eq!(of_rows, whole);
                let often = ages.each(
                    2,
                    |repeats| model.of_repeats(repeats).often(26.0, ages.youngest()),
                    |of, age| of.expected_if_active(age, 26.0),
                );
                for (often, shared) in often.iter().zip(&shared) {
                    assert!((often / shared - 1.0).abs() < 1e-13, "{often} for {shared}");
                }
            }
        }
    }
}
