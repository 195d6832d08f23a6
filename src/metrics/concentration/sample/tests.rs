use super::*;
use crate::ledger::day::Day;
use crate::ledger::scan::{Frame, Split, scan};
use crate::ledger::window::Window;
use crate::metrics::concentration::ConcentrationTally;
use crate::metrics::shop::{self, Order};
use crate::metrics::{SEED, sample};
use crate::statistics::bootstrap::Draws;
use crate::statistics::mix::Rolls;
use std::collections::BTreeMap;

fn years() -> [Window; 2] {
    [2023, 2024].map(|year| {
        let day = |text: String| text.parse().expect("a day");
        Window { from: day(format!("{year}-01-01")), to: day(format!("{year}-12-31")) }
    })
}

/// Customers of whom few spend much, most of them in both years and much the same in each.
fn orders(customers: u64) -> Vec<Order> {
    let mut rolls = Rolls::new(9);
    let mut all = vec![];
    for customer in 0..customers {
        let usual = 200 + 40 * rolls.below(30) * rolls.below(30);
        for window in years() {
            for _ in 0..rolls.below(5) {
                let day = Day(window.from.0 + rolls.below(360) as i32);
                all.push((format!("c{customer}"), day, (usual / 2 + rolls.below(usual)) as i64));
            }
        }
    }
    all
}

fn found(orders: &[Order]) -> Vec<(Concentration, Sample<SUMS>)> {
    let ledger = shop::ledger(orders);
    let frame = Frame { windows: years().to_vec(), split: Split::Whole, merge_days: false, since: None };
    let all = scan(&ledger, &frame, 2, |slots| ConcentrationTally::new(slots, 2));
    let lines: Vec<Lines<'_>> = all.iter().map(Lines::of).collect();
    let samples = scan(&ledger, &frame, 2, |_| ConcentrationSamples::new(&lines));
    drop(lines);
    all.into_iter().zip(samples).collect()
}

#[test]
fn what_customers_add_makes_up_the_figures() {
    for customers in [1, 2, 9, 10, 11, 250] {
        for (all, sample) in found(&orders(customers)) {
            let exact = [all.gini(), all.top_share(10), all.top_share(20)];
            for (figure, exact) in FIGURES.iter().zip(exact) {
                let told = sample.figure(figure, 2);
                assert_eq!(told.is_some(), exact.is_some());
                let exact: Option<f64> = exact.map(|ratio| ratio.to_string().parse().expect("digits"));
                let far = told.zip(exact).map_or(0.0, |(told, exact)| (told - exact).abs());
                assert!(far < 2e-6, "{}: {told:?} against {exact:?}", figure.key);
            }
        }
    }
}

/// A plain bootstrap: customers with both their years, drawn one by one and ranked anew.
fn drawn_one_by_one(of: &[[Option<i128>; 2]]) -> [(f64, f64); 3] {
    let mut rolls = Rolls::new(31);
    let mut changes = [const { vec![] }; 3];
    for _ in 0..2_000 {
        let drawn: Vec<_> = of.iter().map(|_| &of[rolls.below(of.len() as u64) as usize]).collect();
        let figures = [0, 1].map(|at| {
            let all = Concentration::of(drawn.iter().filter_map(|own| own[at]).collect(), 2);
            [all.gini(), all.top_share(10), all.top_share(20)]
                .map(|ratio| ratio.expect("some net").to_string().parse::<f64>().expect("digits"))
        });
        for (at, changes) in changes.iter_mut().enumerate() {
            changes.push(figures[1][at] - figures[0][at]);
        }
    }
    changes.map(|mut changes| {
        changes.sort_by(f64::total_cmp);
        (changes[50], changes[1_949])
    })
}

#[test]
fn drawing_customers_one_by_one_and_ranking_them_anew_gives_the_same_ranges() {
    let orders = orders(400);
    let mut by_customer: BTreeMap<&str, [Option<i128>; 2]> = BTreeMap::new();
    for (who, day, cents) in &orders {
        let own = by_customer.entry(who).or_default();
        for (window, net) in years().iter().zip(own) {
            if window.contains(*day) {
                *net = Some(net.unwrap_or(0) + i128::from(*cents));
            }
        }
    }
    let plain: Vec<_> = by_customer.into_values().collect();
    let found = found(&orders);
    let draws = Draws::new(SEED);
    let told = sample::differences(&found[1].1, &found[0].1, true, &FIGURES, 2, &draws, 0.95);
    for (difference, (low, high)) in told.into_iter().zip(drawn_one_by_one(&plain)) {
        let interval = difference.expect("chance can be told").interval;
        let width = high - low;
        assert!((interval.low - low).abs() < 0.12 * width, "{interval:?} against {low} – {high}");
        assert!((interval.high - high).abs() < 0.12 * width, "{interval:?} against {low} – {high}");
    }
}

#[test]
fn the_same_customers_with_the_same_net_have_not_changed() {
    let mut all = orders(60);
    let days = years()[1].from.0 - years()[0].from.0;
    all.retain(|order| years()[0].contains(order.1));
    let again: Vec<Order> = all.iter().map(|(who, day, cents)| (who.clone(), Day(day.0 + days), *cents)).collect();
    all.extend(again);
    let found = found(&all);
    let told = sample::differences(&found[1].1, &found[0].1, true, &FIGURES, 2, &Draws::new(SEED), 0.95);
    // Paired, nothing varies; as of different people it would.
    assert!(told.iter().all(Option::is_none), "{told:?}");
}
