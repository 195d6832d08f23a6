//! What depends on nothing of a customer's past but how often he came again and how old he is: whoever shares both shares it.
//!
//! What someone who is active is expected to do depends on these two alone, and is the dearest figure of a forecast: a million
//! customers of two years have a few tens of thousands of such pairs, and a few dozen numbers of repeats.

use super::Row;
use super::chunks::each;
use super::distinct::distinct;

/// The pairs of repeats and age among rows, and which of them each row has.
#[derive(Debug)]
pub struct Ages {
    repeats: Vec<u32>,
    /// Of each pair the place of its repeats, and its age.
    pairs: Vec<(u32, f64)>,
    /// Of each row the place of its pair.
    places: Vec<u32>,
}

impl Ages {
    /// Of these rows.
    pub fn of(rows: &[Row]) -> Self {
        let (pairs, places) = distinct(rows, |row| (row.past.repeats, row.past.age.to_bits()));
        let (repeats, of_pair) = distinct(&pairs, |(repeats, _)| *repeats);
        let pairs = of_pair.into_iter().zip(pairs).map(|(place, (_, age))| (place, f64::from_bits(age))).collect();
        Self { repeats, pairs, places }
    }

    /// What each row gives. `of_repeats` makes ready for a number of repeats; `of_age` gives what such customers of an age share.
    pub fn each<R: Sync, T: Copy + Default + Send>(
        &self,
        threads: usize,
        of_repeats: impl Fn(u32) -> R,
        of_age: impl Fn(&R, f64) -> T + Sync,
    ) -> Vec<T> {
        let ready: Vec<R> = self.repeats.iter().map(|repeats| of_repeats(*repeats)).collect();
        let found = each(self.pairs.len(), threads, |pair| {
            let (place, age) = self.pairs[pair];
            of_age(&ready[place as usize], age)
        });
        self.places.iter().map(|&place| found[place as usize]).collect()
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
                assert_eq!(shared, whole);
            }
        }
    }
}
