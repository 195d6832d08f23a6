use super::*;
use crate::ledger::day::Day;
use crate::ledger::scan::{Frame, scan};
use crate::metrics::growth::GrowthTally;
use crate::metrics::growth::tests::twin;
use crate::metrics::shop::{self, Order};
use crate::metrics::{SEED, sample};
use crate::statistics::bootstrap::Draws;
use crate::statistics::mix::Rolls;

fn year(year: i32) -> Window {
    let day = |text: String| text.parse().expect("a day");
    Window { from: day(format!("{year}-01-01")), to: day(format!("{year}-12-31")) }
}

/// Customers who come and go, some spending much more than others, and most of them alike in all years.
fn orders(customers: u64) -> Vec<Order> {
    let mut rolls = Rolls::new(5);
    let mut all = vec![];
    for customer in 0..customers {
        let (first, usual) = (rolls.below(3) as i32, 500 + rolls.below(40) * rolls.below(40) * 10);
        for at in first..3 {
            for _ in 0..rolls.below(4) {
                let day = Day(year(2022 + at).from.0 + rolls.below(360) as i32);
                all.push((format!("c{customer}"), day, (usual / 2 + rolls.below(usual)) as i64));
            }
        }
    }
    all
}

const FIGURE: [Figure<SUMS>; 3] = [KNOWN[0], KNOWN[1], KNOWN[2]];

#[test]
fn samples_add_up_to_the_growth_of_both_pairs() {
    for origin in [Origin::Earned, Origin::Bought, Origin::Unknown] {
        let origins = [origin];
        let ledger = shop::ledger(&orders(120));
        let pairs = [(year(2022), year(2023)), (year(2023), year(2024))];
        let frame = Frame::whole(GrowthSamples::span(&pairs).expect("two pairs"));
        let found = scan(&ledger, &frame, 2, |slots| GrowthSamples::new(slots, &ledger, &pairs, &origins)).remove(0);
        for (sample, pair) in found.iter().zip(pairs) {
            let span = Frame::whole(Window { from: pair.0.from, to: pair.1.to });
            let growth = scan(&ledger, &span, 1, |slots| GrowthTally::new(slots, &ledger, pair, &origins)).remove(0);
            let told = |figures: &[Figure<SUMS>], key: &str| {
                let figure = figures.iter().find(|figure| figure.key == key).expect("a figure of that name");
                sample.figure(figure, 2).map(|value| format!("{value:.6}"))
            };
            let exact = |ratio: Option<crate::ledger::ratio::Ratio>| ratio.map(|ratio| ratio.to_string());
            let (least, most) = growth.earned_growth();
            if growth.is_uncertain() {
                assert_eq!(told(&BOUNDED, "earned_growth_least"), exact(least));
                assert_eq!(told(&BOUNDED, "earned_growth_most"), exact(most));
            } else {
                assert_eq!(told(&KNOWN, "earned_growth"), exact(least));
                assert_eq!(told(&KNOWN, "earned_new_share"), exact(growth.new_share(Origin::Earned).0));
                assert_eq!(told(&KNOWN, "bought_new_share"), exact(growth.new_share(Origin::Bought).0));
                assert_eq!(told(&KNOWN, "earned_growth_ratio"), exact(growth.earned_growth_ratio().0));
            }
            assert_eq!(told(&BOUNDED, "nrr"), exact(growth.nrr()));
            assert_eq!(told(&BOUNDED, "grr"), exact(growth.grr()));
            assert_eq!(told(&BOUNDED, "returned_share"), exact(growth.returned_share()));
        }
    }
}

/// A plain bootstrap: customers with all that they ever bought, drawn one by one.
fn drawn_one_by_one(of: &[[Growth; 2]], value: impl Fn(&Growth) -> f64) -> (f64, f64) {
    let mut rolls = Rolls::new(77);
    let mut changes: Vec<f64> = (0..4_000)
        .map(|_| {
            let mut sums = [Growth::default(); 2];
            for _ in of {
                let own = &of[rolls.below(of.len() as u64) as usize];
                sums.iter_mut().zip(own).for_each(|(sum, own)| sum.add(own));
            }
            value(&sums[1]) - value(&sums[0])
        })
        .collect();
    changes.sort_by(f64::total_cmp);
    (changes[100], changes[3_900])
}

#[test]
fn drawing_customers_one_by_one_gives_the_same_range() {
    let orders = orders(700);
    let ledger = shop::ledger(&orders);
    let pairs = [(year(2022), year(2023)), (year(2023), year(2024))];
    let frame = Frame::whole(GrowthSamples::span(&pairs).expect("two pairs"));
    let origins = [Origin::Unknown];
    let found = scan(&ledger, &frame, 1, |slots| GrowthSamples::new(slots, &ledger, &pairs, &origins)).remove(0);
    let plain: Vec<[Growth; 2]> = shop::by_customer(&orders)
        .into_iter()
        .map(|(who, own)| {
            let own: Vec<Order> = own.into_iter().map(|(day, cents)| (who.to_owned(), day, cents)).collect();
            pairs.map(|(then, now)| twin(&own, then, now))
        })
        .collect();
    let net = |growth: &Growth, new: usize| {
        (growth.existing_net + growth.new[new].net - growth.base_net) as f64 / growth.base_net as f64
    };
    let unknown = Origin::Unknown as usize;
    let ranges = [
        drawn_one_by_one(&plain, |growth| growth.existing_net as f64 / growth.base_net as f64),
        drawn_one_by_one(&plain, |growth| growth.kept_net as f64 / growth.base_net as f64),
        drawn_one_by_one(&plain, |growth| net(growth, Origin::Earned as usize)),
        drawn_one_by_one(&plain, |growth| net(growth, unknown)),
    ];
    let draws = Draws::new(SEED);
    let differences = sample::differences(&found[1], &found[0], true, &BOUNDED, 2, &draws, 0.95);
    for (difference, (low, high)) in differences.into_iter().flatten().zip(ranges) {
        let width = high - low;
        let interval = difference.interval;
        assert!((interval.low - low).abs() < 0.1 * width, "{interval:?} against {low} – {high}");
        assert!((interval.high - high).abs() < 0.1 * width, "{interval:?} against {low} – {high}");
    }
}

#[test]
fn one_customer_says_nothing_about_chance() {
    let orders = [2022, 2023, 2024].map(|at| ("anna".to_owned(), Day(year(at).from.0 + 40), 1_000 + i64::from(at)));
    let ledger = shop::ledger(&orders);
    let pairs = [(year(2022), year(2023)), (year(2023), year(2024))];
    let frame = Frame::whole(GrowthSamples::span(&pairs).expect("two pairs"));
    let found = scan(&ledger, &frame, 1, |slots| GrowthSamples::new(slots, &ledger, &pairs, &[])).remove(0);
    let differences = sample::differences(&found[1], &found[0], true, &FIGURE, 2, &Draws::new(SEED), 0.95);
    assert!(differences.iter().all(Option::is_none));
}
