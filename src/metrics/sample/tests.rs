use super::*;
use crate::ledger::scan::{Split, scan};
use crate::ledger::sketch::sketch;
use crate::ledger::window::{Period, Window};
use crate::metrics::SEED;

const FIGURES: [Figure<2>; 2] = [
    Figure { key: "repeat_rate", of: |s| (s[0] > 0.0).then(|| s[1] / s[0]), among: &[0], kind: Kind::Share(1, 0) },
    Figure { key: "orders", of: |s| Some(s[1]), among: &[0], kind: Kind::Number },
];

fn years() -> Vec<Window> {
    let day = |text: &str| text.parse().expect("a day");
    Period::Year.across(Window { from: day("2023-01-01"), to: day("2024-12-31") })
}

fn found(orders: &[(&str, &str, &str)]) -> Vec<Found<2>> {
    let ledger = sketch(orders);
    let frame = Frame { windows: years(), split: Split::Whole, merge_days: false, since: None };
    let adds = |visit: &Visit<'_>| [1, i128::from(visit.purchases() > 1)];
    scan(&ledger, &frame, 1, |_| SampleTally::new(&frame, &[(1, 0)], &adds))
}

#[test]
fn whoever_is_in_both_windows_is_noticed() {
    let apart = found(&[("anna", "2023-05-05", "1.00"), ("ben", "2024-05-05", "1.00")]);
    assert!(apart.iter().all(|(_, shares)| shares.is_empty()));
    let shared = found(&[("anna", "2023-05-05", "1.00"), ("ben", "2024-05-05", "1.00"), ("ben", "2023-06-06", "1.00")]);
    assert_eq!(shared[1].1, [0]);
}

#[test]
fn three_customers_and_forty_five_differ_beyond_chance() {
    let sample = |of: u64, from: u64| {
        let mut cells = Cells::new();
        (0..of).for_each(|n| cells.add(cell(from + n), [1, 0]));
        Sample { cells }
    };
    let count = Figure { key: "customers", of: |s: &[f64; 2]| Some(s[0]), among: &[0], kind: Kind::Count };
    let told = |now, before| {
        let (now, before) = (sample(now, 0), sample(before, 1_000));
        differences(&now, &before, false, &[count], 0, &Draws::new(SEED), 0.95)[0].expect("customers").p
    };
    // Two counts of events differ by 42, give or take sqrt(48): six deviations.
    assert!(told(45, 3) < 1e-4 && told(3, 45) < 1e-4);
    assert!(told(45, 38) > 0.2);
}

#[test]
fn shares_of_different_people_differ_as_newcombe_has_it() {
    // Newcombe (1998), Statistics in Medicine 17:873, table II, method 10: 56 of 70 against 48 of 80.
    let sample = |hits: u64, of: u64, from: u64| {
        let mut cells = Cells::new();
        (0..of).for_each(|n| cells.add(cell(from + n), [1, i128::from(n < hits)]));
        Sample { cells }
    };
    let (now, before) = (sample(56, 70, 0), sample(48, 80, 1_000));
    let draws = Draws::new(SEED);
    let of = |shared| differences(&now, &before, shared, &FIGURES, 0, &draws, 0.95)[0].expect("there are shares");
    let exact = of(false);
    assert!((exact.interval.low - 0.0524).abs() < 5e-5 && (exact.interval.high - 0.3339).abs() < 5e-5);
    let resampled = of(true);
    assert!((resampled.value - 0.2).abs() < 1e-12);
    assert!((resampled.interval.low - exact.interval.low).abs() < 0.03, "{resampled:?}");
    assert!((resampled.interval.high - exact.interval.high).abs() < 0.03, "{resampled:?}");
}

#[test]
fn customers_in_both_windows_vary_together() {
    // Everyone buys the same number of times in both years, so there is nothing that chance could change.
    let mut cells = Cells::new();
    (0..200_u64).for_each(|n| cells.add(cell(n), [1, i128::from(n % 3)]));
    let sample = Sample { cells };
    let draws = Draws::new(SEED);
    let found = differences(&sample, &sample, true, &FIGURES, 0, &draws, 0.95);
    assert_eq!(found, [None, None], "where no replicate differs from another nothing measures chance");
}
