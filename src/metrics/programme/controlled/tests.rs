//! The lift by hand, against a plain twin, and in shops without any.

use super::{Design, Lift, Month, Side, Terms, lifts};
use crate::ledger::Ledger;
use crate::ledger::day::Day;
use crate::ledger::key::Key;
use crate::ledger::sketch::sketch;
use crate::metrics::{SEED, shop};
use crate::statistics::bootstrap::Draws;
use crate::statistics::mix::Rolls;
use proptest::prelude::*;

fn month(text: &str) -> Month {
    Month::of(format!("{text}-01").parse().expect("a day"))
}

/// Sides by the customers' names.
fn side<'a>(ledger: &'a Ledger, sides: &'a [(&str, Side)]) -> impl Fn(usize, usize) -> Side + 'a {
    move |shard, number| {
        let key = ledger.shards[shard].keys[number];
        let found = sides.iter().find(|(name, _)| Key::of(name.as_bytes()) == key);
        found.map_or(Side::Neither, |(_, side)| *side)
    }
}

fn close(found: Option<f64>, expected: f64) {
    assert!(found.is_some_and(|found| (found - expected).abs() < 1e-6), "{found:?}, not {expected}");
}

#[test]
fn what_both_sides_share_falls_out_of_the_lift() {
    let ledger = sketch(&[
        ("anna", "2023-01-10", "1.00"),
        ("anna", "2024-01-10", "20.00"),
        ("anna", "2024-02-10", "10.00"),
        ("anna", "2024-03-10", "40.00"),
        ("carl", "2023-02-05", "1.00"),
        ("carl", "2024-01-05", "5.00"),
        ("carl", "2024-03-05", "12.00"),
        // Bought for the first time inside the months before: would seem to grow, so is on neither side.
        ("dora", "2024-02-20", "90.00"),
    ]);
    let none = Side::Control(None);
    let sides = [("anna", Side::Member(month("2024-03"))), ("carl", none), ("dora", none)];
    let design = Design::DifferenceInDifferences;
    let terms = Terms { span: (month("2023-01"), month("2024-03")), months: 3, before: 2, design };
    let found = lifts(&ledger, &terms, 2, side(&ledger, &sides));
    assert_eq!(found.len(), 1, "April is not in the data");
    let step = &found[0];
    assert_eq!((step.members, step.control, step.net, step.before), (1, 1, 4_000, 3_000));
    close(step.per_member_before(), 1_500.0);
    close(step.per_control(), 1_200.0);
    close(step.per_control_before(), 250.0);
    close(step.difference(), 2_800.0);
    close(step.lift(), (4_000.0 - 1_500.0) - (1_200.0 - 250.0));
}

#[test]
fn a_holdout_takes_everyone_the_lot_fell_on() {
    let ledger = sketch(&[
        ("anna", "2024-01-10", "20.00"),
        ("ben", "2024-03-10", "8.00"),
        ("carl", "2024-01-05", "5.00"),
        ("dora", "2024-05-20", "2.00"),
    ]);
    let start = month("2024-01");
    let sides = [
        ("anna", Side::Member(start)),
        ("ben", Side::Member(start)),
        ("carl", Side::Control(Some(start))),
        ("dora", Side::Control(Some(start))),
    ];
    let terms = Terms { span: (start, month("2024-05")), months: 2, before: 3, design: Design::Holdout };
    let found = lifts(&ledger, &terms, 2, side(&ledger, &sides));
    assert_eq!(found.iter().map(|step| (step.members, step.control)).collect::<Vec<_>>(), [(2, 2); 3]);
    close(found[0].lift(), 1_000.0 - 250.0);
    close(found[1].lift(), 0.0);
    close(found[2].lift(), 400.0);
    assert_eq!(found[0].per_member_before(), None);
    let mut all = Lift::default();
    for step in &found {
        all.add(step);
    }
    close(all.lift(), (750.0 + 400.0) / 3.0);
}

/// A plain twin: every member beside every control customer of that member's month, list by list.
fn plain(orders: &[shop::Order], sides: &[(String, Side)], terms: &Terms, ahead: i32) -> Option<(u64, u64, f64)> {
    let net = |id: &str, month: i32| -> f64 {
        orders.iter().filter(|o| o.0 == id && Month::of(o.1).0 == month).map(|o| o.2 as f64).sum()
    };
    let first = |id: &str| orders.iter().filter(|o| o.0 == id && o.2 > 0).map(|o| Month::of(o.1).0).min();
    let lead = terms.before as i32;
    let old = |id: &str, joined: i32| first(id).is_some_and(|first| first < joined - lead);
    let grown = |id: &str, joined: i32| {
        let before: f64 = (joined - lead..joined).map(|month| net(id, month)).sum();
        net(id, joined + ahead) - before / f64::from(lead)
    };
    let (mut members, mut sum) = (0, 0.0);
    let mut controls = std::collections::BTreeSet::new();
    for (id, side) in sides {
        let Side::Member(Month(joined)) = *side else { continue };
        let inside = joined - lead >= terms.span.0.0 && joined + ahead <= terms.span.1.0;
        let beside: Vec<&String> = sides
            .iter()
            .filter(|(id, side)| *side == Side::Control(None) && old(id, joined))
            .map(|(id, _)| id)
            .collect();
        if !inside || !old(id, joined) || beside.is_empty() {
            continue;
        }
        members += 1;
        sum += grown(id, joined) - beside.iter().map(|id| grown(id, joined)).sum::<f64>() / beside.len() as f64;
        controls.extend(beside);
    }
    (members > 0).then(|| (members, controls.len() as u64, sum / members as f64))
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn a_plain_twin_finds_the_same_lift_whatever_the_order_of_the_rows(seed in 0..1_000_u64, before in 1..5_u32) {
        let orders = shop::orders(seed);
        let mut turned = orders.clone();
        turned.reverse();
        let mut names: Vec<String> = orders.iter().map(|order| order.0.clone()).filter(|id| !id.is_empty()).collect();
        names.sort();
        names.dedup();
        let mut rolls = Rolls::new(seed);
        let drawn = |_: &String| match rolls.below(4) {
            0 => Side::Neither,
            1 | 2 => Side::Member(Month::of(Day(orders[0].1.0 + rolls.below(900) as i32))),
            _ => Side::Control(None),
        };
        let drawn: Vec<Side> = names.iter().map(drawn).collect();
        let sides: Vec<(String, Side)> = names.into_iter().zip(drawn).collect();
        let by_ref: Vec<(&str, Side)> = sides.iter().map(|(id, side)| (id.as_str(), *side)).collect();
        let ledger = shop::ledger(&orders);
        let days = (ledger.first_day.expect("orders"), ledger.last_day.expect("orders"));
        let span = (Month(Month::of(days.0).0 + 1), Month(Month::of(days.1).0 - 1));
        let terms = Terms { span, months: 6, before, design: Design::DifferenceInDifferences };
        let found = lifts(&ledger, &terms, 2, side(&ledger, &by_ref));
        for (step, ahead) in found.iter().zip(0..) {
            let (members, control, lift) = plain(&orders, &sides, &terms, ahead).expect("a step has members");
            prop_assert_eq!((step.members, step.control), (members, control));
            prop_assert!(step.lift().is_some_and(|own| (own - lift).abs() < 1e-3), "{:?}, not {lift}", step.lift());
        }
        let next = found.len() as i32;
        prop_assert!(next > 6 || plain(&orders, &sides, &terms, next).is_none());
        let other = shop::ledger(&turned);
        prop_assert_eq!(found, lifts(&other, &terms, 2, side(&other, &by_ref)));
    }
}

/// In how many of so many shops without any effect the interval of the lift misses zero.
fn missed(runs: u64) -> u64 {
    let draws = Draws::new(SEED);
    let mut missed = 0;
    for seed in 0..runs {
        let mut rolls = Rolls::new(seed);
        let mut orders: Vec<shop::Order> = vec![];
        let mut sides = vec![];
        for number in 0..160 {
            let name = format!("k{number:03}");
            // Each comes as often as it pleases, members more often than others, before as after: no lift, but a difference.
            let often = 1 + rolls.below(3) + if number % 2 == 0 { 2 } else { 0 };
            for month in 0..10 {
                if rolls.below(6) < often {
                    let day = Day(Day::from_civil(2023, 1, 3).expect("a day").0 + month * 30 + rolls.below(20) as i32);
                    orders.push((name.clone(), day, 100 + (rolls.below(40) * rolls.below(40)) as i64));
                }
            }
            orders.push((name.clone(), Day::from_civil(2022, 12, 5).expect("a day"), 500));
            sides.push((name, if number % 2 == 0 { Side::Member(month("2023-07")) } else { Side::Control(None) }));
        }
        let by_ref: Vec<(&str, Side)> = sides.iter().map(|(id, side)| (id.as_str(), *side)).collect();
        let ledger = shop::ledger(&orders);
        let design = Design::DifferenceInDifferences;
        let terms = Terms { span: (month("2023-01"), month("2023-10")), months: 2, before: 4, design };
        let found = lifts(&ledger, &terms, 2, side(&ledger, &by_ref));
        let around = found[1].lift_interval(&draws, 0.95).expect("both sides");
        missed += u64::from(around.low > 0.0 || around.high < 0.0);
        let apart = found[1].difference().expect("both sides");
        assert!(apart > 0.0, "members buy more anyway: {apart}");
    }
    missed
}

#[test]
fn in_shops_without_an_effect_the_interval_holds_zero_at_about_the_stated_rate() {
    // 5 % of 200 are 10; 20 would be more than three standard deviations away.
    let missed = missed(200);
    assert!(missed <= 19, "{missed} of 200");
}

#[test]
#[ignore = "a thousand shops, for the checks of a release"]
fn coverage_of_no_lift_in_a_thousand_shops() {
    // 94 % of the intervals at least; three standard deviations of 1,000 are 2.1 points.
    let missed = missed(1_000);
    println!("{missed} of 1,000");
    assert!(missed <= 71, "{missed} of 1,000");
}
