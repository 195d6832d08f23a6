//! Cuts and scores of published data, ties, and which segments no customer can reach.

use super::segments::{Preset, State, segments};
use super::{Cuts, Deeds, Rfm, RfmTally};
use crate::ledger::day::Day;
use crate::ledger::scan::{Frame, scan};
use crate::ledger::sketch::sketch;
use crate::ledger::window::Window;

#[test]
fn the_quintiles_of_a_published_column() {
    // R package rfm, test of mtcars$mpg: cuts + 1 are 16.20, 18.92, 22.00 and 25.08.
    let mpg = [
        210, 210, 228, 214, 187, 181, 143, 244, 228, 192, 178, 164, 173, 152, 104, 104, 147, 324, 304, 339, 215, 155,
        152, 133, 192, 273, 260, 304, 158, 197, 150, 214,
    ];
    let cuts = Cuts::of(mpg.map(i128::from).to_vec()).expect("cars").shown(10);
    let cuts: Vec<String> = cuts.iter().map(|cut| format!("{cut:.2}")).collect();
    assert_eq!(cuts, ["15.20", "17.92", "21.00", "24.08"]);
}

#[test]
fn the_first_customers_of_the_published_example() {
    // R package rfm, README: recency, frequency and amount of five customers, and their scores, by the cuts of all 995.
    let fifths = |cuts: [i128; 4]| Cuts(cuts);
    let cuts = [
        fifths([570, 900, 1482, 2405]),   // 114, 180, 296.4, 481 days
        fifths([15, 20, 25, 35]),         // 3, 4, 5, 7 orders
        fifths([1274, 1905, 2527, 3325]), // 254.8, 381, 505.4, 665
    ];
    let rfm = Rfm { customers: vec![], cuts };
    for (recency, frequency, monetary, score) in [
        (205, 6, 472, [3, 4, 3]),
        (140, 3, 340, [4, 1, 2]),
        (194, 4, 405, [3, 2, 3]),
        (98, 7, 596, [5, 4, 4]),
        (132, 5, 448, [4, 3, 3]),
    ] {
        assert_eq!(rfm.score(&Deeds { recency, frequency, monetary }), score);
    }
}

#[test]
fn who_did_the_same_has_the_same_score() {
    let customers = (0..100).map(|n| Deeds { recency: n, frequency: 1 + u32::from(n > 89), monetary: 5 });
    let rfm = Rfm::of(customers.collect()).expect("customers");
    // Ninety bought once: F is 1 for all of them, and the ten others stand above every cut.
    assert_eq!(rfm.scores_used(), [5, 2, 1]);
    assert_eq!(rfm.score(&rfm.customers[0])[1], 1);
    assert_eq!(rfm.score(&rfm.customers[95])[1], 5);
}

#[test]
fn recency_counts_back_from_the_end_and_returns_lower_the_money() {
    let ledger = sketch(&[
        ("anna", "2024-01-10", "20.00"),
        ("anna", "2024-02-10", "10.00"),
        ("anna", "2024-02-20", "-5.00"),
        ("ben", "2024-02-21", "-5.00"),
        ("carl", "2023-02-21", "5.00"),
    ]);
    let day = |text: &str| -> Day { text.parse().expect("a day") };
    let year = Window { from: day("2024-01-01"), to: day("2024-12-31") };
    let found = scan(&ledger, &Frame::whole(year), 1, |slots| RfmTally::new(slots, day("2024-03-01"))).remove(0);
    let found = found.expect("a customer");
    assert_eq!(found.customers, [Deeds { recency: 20, frequency: 2, monetary: 2500 }]);
    assert_eq!(Rfm::of(vec![]), None);
}

#[test]
fn every_customer_stands_in_one_segment() {
    let customers =
        (0..400).map(|n| Deeds { recency: n * 7 % 365, frequency: 1 + n as u32 % 9, monetary: i128::from(n % 83) });
    let rfm = Rfm::of(customers.collect()).expect("customers");
    for preset in [Preset::Grid, Preset::Putler, Preset::Shopify, Preset::Ranks] {
        let found = segments(&rfm, preset);
        assert_eq!(found.iter().map(|s| s.customers).sum::<u64>(), 400);
        assert_eq!(
            found.iter().map(|s| s.orders).sum::<u64>(),
            rfm.customers.iter().map(|d| u64::from(d.frequency)).sum::<u64>()
        );
    }
}

#[test]
fn a_segment_that_earlier_rules_take_whole_is_shadowed() {
    let one = Rfm::of(vec![Deeds { recency: 1, frequency: 1, monetary: 1 }]).expect("a customer");
    let of = |preset| -> Vec<&str> {
        let found = segments(&one, preset);
        found.into_iter().filter(|s| s.state == State::Shadowed).map(|s| s.name).collect()
    };
    // The rules of the package's own test: 0 customers in these three, whatever the data.
    assert_eq!(of(Preset::Putler), ["New Customers", "Promising", "Can't Lose Them"]);
    assert!(of(Preset::Grid).is_empty() && of(Preset::Shopify).is_empty() && of(Preset::Ranks).is_empty());
}

#[test]
fn presets_over_r_and_f_leave_no_score_without_a_name() {
    for preset in [Preset::Grid, Preset::Shopify, Preset::Ranks] {
        for (r, f) in (1..=5).flat_map(|r| (1..=5).map(move |f| (r, f))) {
            assert_ne!(preset.name(preset.segment([r, f, 3])), "Others", "{preset:?} {r} {f}");
        }
    }
}
