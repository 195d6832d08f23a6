use super::split::{Side, mix_and_rate, split};
use super::*;
use crate::ledger::day::Day;
use crate::ledger::scan::{Frame, scan};
use crate::ledger::sketch::sketch;
use crate::metrics::retention::{RetentionTally, window_before};
use crate::metrics::shop;
use crate::statistics::mix::Rolls;
use proptest::prelude::*;

fn window(from: &str, to: &str) -> Window {
    Window { from: from.parse().expect("a day"), to: to.parse().expect("a day") }
}

fn ratio(numerator: i128, denominator: i128) -> Option<Ratio> {
    Ratio::new(numerator, denominator)
}

#[test]
fn winning_on_purpose_figure_b_1() {
    // 100 becomes 130: existing customers bring 85, bought ones 20, earned ones 25.
    let mut growth = Growth { base_net: 100, existing_net: 85, kept_net: 85, ..Growth::default() };
    growth.new[Origin::Bought as usize] = New { customers: 4, net: 20 };
    growth.new[Origin::Earned as usize] = New { customers: 5, net: 25 };
    assert_eq!(growth.nrr(), ratio(85, 100));
    assert_eq!(growth.earned_growth(), (ratio(10, 100), ratio(10, 100)));
    assert_eq!(growth.earned_growth_ratio(), (ratio(1, 3), ratio(1, 3)));
    assert_eq!(growth.new_share(Origin::Bought).0, ratio(1, 5));
    assert_eq!(growth.new_share(Origin::Earned).0, ratio(1, 4));
}

#[test]
fn where_a_reason_is_unknown_there_are_bounds() {
    let mut growth = Growth { base_net: 100, existing_net: 85, kept_net: 85, ..Growth::default() };
    growth.new[Origin::Bought as usize] = New { customers: 4, net: 20 };
    growth.new[Origin::Earned as usize] = New { customers: 3, net: 15 };
    growth.new[Origin::Unknown as usize] = New { customers: 2, net: 10 };
    assert!(growth.is_uncertain());
    assert_eq!(growth.earned_growth(), (ratio(0, 1), ratio(1, 10)));
    assert_eq!(growth.new_share(Origin::Bought), (ratio(1, 5), ratio(3, 10)));
    assert_eq!(growth.earned_growth_ratio(), (ratio(0, 1), ratio(1, 3)));
}

#[test]
fn ignyteiqs_customers_retain_a_hundred_and_three_per_cent() {
    // 100 K, + 18 K expansion, - 6 K contraction, - 9 K lost: NRR 103 %, GRR 85 %.
    let ledger = sketch(&[
        ("grows", "2024-01-10", "40.00"),
        ("shrinks", "2024-01-10", "51.00"),
        ("leaves", "2024-01-10", "9.00"),
        ("grows", "2025-01-10", "58.00"),
        ("shrinks", "2025-01-10", "45.00"),
    ]);
    let windows = (window("2024-01-01", "2024-12-31"), window("2025-01-01", "2025-12-31"));
    let span = Window { from: windows.0.from, to: windows.1.to };
    let found = scan(&ledger, &Frame::whole(span), 1, |slots| GrowthTally::new(slots, &ledger, windows, &[])).remove(0);
    assert_eq!((found.nrr(), found.grr()), (ratio(103, 100), ratio(85, 100)));
    assert_eq!(found.earned_growth(), (ratio(3, 100), ratio(3, 100)));
}

#[test]
fn retention_gives_the_same_shares_and_the_parts_make_the_whole() {
    for seed in 0..20 {
        let ledger = shop::ledger(&shop::orders(seed));
        let now = window("2023-03-01", "2023-11-30");
        let windows = (window_before(now), now);
        let span = Window { from: windows.0.from, to: now.to };
        let found =
            scan(&ledger, &Frame::whole(span), 2, |slots| GrowthTally::new(slots, &ledger, windows, &[])).remove(0);
        let pairs = [windows];
        let frame = Frame::whole(span);
        let twin = scan(&ledger, &frame, 1, |slots| RetentionTally::new(slots, ledger.scale, &pairs)).remove(0)[0];
        assert_eq!((found.nrr(), found.grr()), (twin.nrr(), twin.grr()));
        assert_eq!(found.new[Origin::Unknown as usize].customers, twin.new);
        let new: i128 = found.new.iter().map(|new| new.net).sum();
        assert_eq!(found.now.net, found.existing_net + new + found.returned_net);
        let parts = split(&found.then, &found.now).expect("both windows have purchases");
        let sum = parts.from_customers + parts.from_frequency + parts.from_order_value + parts.late_refunds;
        assert_eq!(sum, found.now.net - found.then.net, "seed {seed}");
    }
}

/// The average over the six orders in which the factors can change one after the other, step by step.
fn plainly(then: &Side, now: &Side) -> [f64; 3] {
    let factors = |side: &Side| {
        let (n, o) = (side.customers as f64, side.orders as f64);
        [n, o / n, side.purchased as f64 / o]
    };
    let (from, to) = (factors(then), factors(now));
    let mut parts = [0.0; 3];
    for order in [[0, 1, 2], [0, 2, 1], [1, 0, 2], [1, 2, 0], [2, 0, 1], [2, 1, 0]] {
        let mut at = from;
        for factor in order {
            let before: f64 = at.iter().product();
            at[factor] = to[factor];
            parts[factor] += (at.iter().product::<f64>() - before) / 6.0;
        }
    }
    parts
}

fn side(rolls: &mut Rolls) -> Side {
    let customers = 1 + rolls.below(5_000);
    let orders = customers + rolls.below(9_000);
    let purchased = i128::from(orders * (100 + rolls.below(9_000)) + rolls.below(99));
    Side { customers, orders, purchased, net: purchased - i128::from(rolls.below(5_000)) }
}

#[test]
fn six_orders_of_change_step_by_step_give_the_same_parts() {
    let mut rolls = Rolls::new(11);
    for _ in 0..500 {
        let (then, now) = (side(&mut rolls), side(&mut rolls));
        let parts = split(&then, &now).expect("both have purchases");
        let found = [parts.from_customers, parts.from_frequency, parts.from_order_value];
        for (found, plain) in found.iter().zip(plainly(&then, &now)) {
            assert!((*found as f64 - plain).abs() <= 1.6, "{found} against {plain}: {then:?} {now:?}");
        }
        let sum: i128 = found.iter().sum::<i128>() + parts.late_refunds;
        assert_eq!(sum, now.net - then.net);
    }
}

#[test]
fn mix_and_rate_make_up_the_part_of_the_order_value() {
    let mut rolls = Rolls::new(12);
    for _ in 0..200 {
        let groups: Vec<(Side, Side)> = (0..4).map(|_| (side(&mut rolls), side(&mut rolls))).collect();
        let whole = |of: fn(&(Side, Side)) -> &Side| {
            let mut sum = Side::default();
            for group in &groups {
                sum.merge(of(group));
            }
            sum
        };
        let (then, now) = (whole(|group| &group.0), whole(|group| &group.1));
        let parts = mix_and_rate((&then, &now), &groups).expect("the groups share out the purchases");
        let sum: i128 = parts.iter().map(|part| part.from_mix + part.from_rate).sum();
        assert_eq!(Some(sum), split(&then, &now).map(|parts| parts.from_order_value));
    }
}

#[test]
fn prices_that_stay_while_purchases_move_are_all_mix() {
    let of = |orders: u64, each: i128| Side { customers: orders, orders, purchased: i128::from(orders) * each, net: 0 };
    let groups = [(of(10, 100), of(30, 100)), (of(30, 500), of(10, 500))];
    let (mut then, mut now) = (Side::default(), Side::default());
    for (a, b) in &groups {
        then.merge(a);
        now.merge(b);
    }
    let parts = mix_and_rate((&then, &now), &groups).expect("the groups share out the purchases");
    assert!(parts.iter().all(|part| part.from_rate == 0), "{parts:?}");
    assert_eq!(parts.iter().map(|part| part.from_mix).sum::<i128>(), now.purchased - then.purchased);
    // Groups that overlap say nothing.
    assert_eq!(mix_and_rate((&then, &now), &groups[..1]), None);
}

#[test]
fn a_refund_of_an_earlier_order_is_no_change_of_the_order_value() {
    let ledger =
        sketch(&[("anna", "2024-05-01", "10.00"), ("anna", "2025-05-01", "10.00"), ("anna", "2025-05-09", "-4.00")]);
    let windows = (window("2024-01-01", "2024-12-31"), window("2025-01-01", "2025-12-31"));
    let span = Window { from: windows.0.from, to: Day(windows.1.to.0) };
    let found = scan(&ledger, &Frame::whole(span), 1, |slots| GrowthTally::new(slots, &ledger, windows, &[])).remove(0);
    let parts = split(&found.then, &found.now).expect("both have purchases");
    assert_eq!(
        (parts.from_customers, parts.from_frequency, parts.from_order_value, parts.late_refunds),
        (0, 0, 0, -400)
    );
}

/// A plain twin: every customer's two windows from the list of orders.
pub(super) fn twin(orders: &[shop::Order], then: Window, now: Window) -> Growth {
    let mut found = Growth::default();
    for (_, own) in shop::by_customer(orders).into_iter().filter(|(who, _)| !who.is_empty()) {
        let inside =
            |window: Window| own.iter().filter(move |order| window.contains(order.0)).map(|order| i128::from(order.1));
        let (base, net): (i128, i128) = (inside(then).sum(), inside(now).sum());
        let bought = |window: Window| inside(window).any(|cents| cents > 0);
        if bought(then) {
            found.base_net += base;
            found.existing_net += net;
            found.kept_net += base.min(net);
        } else if bought(now) && !own.iter().any(|order| order.0 < now.from && order.1 > 0) {
            let new = &mut found.new[Origin::Unknown as usize];
            new.customers += 1;
            new.net += net;
        } else {
            found.returned_net += net;
        }
        for (window, side) in [(then, &mut found.then), (now, &mut found.now)] {
            side.customers += u64::from(bought(window));
            side.orders += inside(window).filter(|cents| *cents > 0).count() as u64;
            side.purchased += inside(window).filter(|cents| *cents > 0).sum::<i128>();
            side.net += inside(window).sum::<i128>();
        }
    }
    found
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn a_plain_twin_finds_the_same_growth_whatever_the_order_of_the_rows(
        seed in 0..1_000_u64, from in 0..700_i32, days in 20..300_i32,
    ) {
        let orders = shop::orders(seed);
        let first = window("2022-03-05", "2022-03-05").from;
        let then = Window { from: Day(first.0 + from), to: Day(first.0 + from + days - 1) };
        let now = Window { from: Day(then.to.0 + 1), to: Day(then.to.0 + days) };
        let span = Window { from: then.from, to: now.to };
        let of = |orders: &[shop::Order]| {
            let ledger = shop::ledger(orders);
            scan(&ledger, &Frame::whole(span), 2, |slots| GrowthTally::new(slots, &ledger, (then, now), &[])).remove(0)
        };
        let found = of(&orders);
        prop_assert_eq!(found, twin(&orders, then, now));
        let mut turned = orders;
        turned.reverse();
        prop_assert_eq!(of(&turned), found);
    }
}
