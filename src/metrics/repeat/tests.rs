//! The edges of a return, and the whole against a plain twin.

use super::{GapRule, Repeat, RepeatTally};
use crate::ledger::Ledger;
use crate::ledger::day::Day;
use crate::ledger::ratio::Ratio;
use crate::ledger::scan::{Frame, Split, scan};
use crate::ledger::sketch::sketch;
use crate::ledger::window::{Period, Window};
use crate::metrics::shop;

fn window(from: &str, to: &str) -> Window {
    Window { from: from.parse().expect("a day"), to: to.parse().expect("a day") }
}

fn repeat(ledger: &Ledger, window: Window, rule: GapRule, merge_days: bool) -> Repeat {
    let frame = Frame { merge_days, ..Frame::whole(window) };
    let fresh = |slots| RepeatTally::new(slots, ledger.scale, rule);
    scan(ledger, &frame, 1, fresh).remove(0)
}

fn in_2024(orders: &[(&str, &str, &str)]) -> Repeat {
    repeat(&sketch(orders), window("2024-01-01", "2024-12-31"), GapRule::Later, false)
}

fn text(ratio: Option<Ratio>) -> String {
    ratio.map_or("none".into(), |r| r.to_string())
}

#[test]
fn a_single_purchase_is_not_a_return() {
    let found =
        in_2024(&[("anna", "2024-01-01", "10.00"), ("ben", "2024-02-01", "1.00"), ("ben", "2024-03-01", "1.00")]);
    assert_eq!((found.repeat_customers, found.customers), (1, 2));
    assert_eq!(text(found.repeat_rate()), "0.500000");
    assert_eq!(text(found.frequency()), "1.500000");
    assert!(found.interval(0.95).is_some_and(|i| i.low < 0.5 && 0.5 < i.high));
}

#[test]
fn a_purchase_before_the_window_makes_no_repeater_but_a_gap() {
    let ledger = sketch(&[("anna", "2023-12-22", "10.00"), ("anna", "2024-01-01", "10.00")]);
    let year = window("2024-01-01", "2024-12-31");
    let later = repeat(&ledger, year, GapRule::Later, false);
    assert_eq!((later.repeat_customers, later.gaps, text(later.gap_days_mean).as_str()), (0, 1, "10.000000"));
    let inside = repeat(&ledger, year, GapRule::Inside, false);
    assert_eq!((inside.gaps, inside.gap_days_mean), (0, None));
}

#[test]
fn two_orders_of_a_day_are_a_return_unless_days_are_merged() {
    let ledger = sketch(&[("anna", "2024-05-01", "10.00"), ("anna", "2024-05-01", "5.00")]);
    let year = window("2024-01-01", "2024-12-31");
    let by_order = repeat(&ledger, year, GapRule::Later, false);
    assert_eq!((by_order.repeat_customers, text(by_order.gap_days_median).as_str()), (1, "0.000000"));
    assert_eq!(text(by_order.average_order_value()), "7.500000");
    let by_day = repeat(&ledger, year, GapRule::Later, true);
    assert_eq!((by_day.repeat_customers, by_day.orders, by_day.gaps), (0, 1, 0));
    assert_eq!(text(by_day.average_order_value()), "15.000000");
}

#[test]
fn who_only_returned_something_is_in_the_money_and_in_no_count() {
    let found =
        in_2024(&[("anna", "2023-12-01", "30.00"), ("anna", "2024-01-05", "-30.00"), ("ben", "2024-02-01", "8.00")]);
    assert_eq!((found.customers, found.orders), (1, 1));
    assert_eq!((found.net.to_string().as_str(), found.refunds.to_string().as_str()), ("-22.00", "30.00"));
}

#[test]
fn two_orders_of_a_hundred_with_thirty_refunded_are_seventy() {
    // Metorik's help pages: the customer is worth 70, while what was ordered stays 50 on average.
    let found =
        in_2024(&[("anna", "2024-01-01", "60.00"), ("anna", "2024-02-01", "40.00"), ("anna", "2024-02-09", "-30.00")]);
    assert_eq!(found.net.to_string(), "70.00");
    assert_eq!(text(found.average_order_value()), "50.000000");
}

#[test]
fn orders_of_zero_are_set_aside_and_counted() {
    let found = in_2024(&[("anna", "2024-01-01", "0.00"), ("anna", "2024-02-01", "5.00")]);
    assert_eq!((found.customers, found.repeat_customers, found.orders, found.zero_orders), (1, 0, 1, 1));
}

#[test]
fn guests_are_set_aside_with_their_money() {
    let found = in_2024(&[("", "2024-01-01", "5.00"), ("", "2024-01-02", "7.00"), ("", "2024-01-03", "-2.00")]);
    assert_eq!((found.customers, found.guest_orders), (0, 2));
    assert_eq!((found.guest_net.to_string().as_str(), found.net.to_string().as_str()), ("10.00", "0.00"));
    assert_eq!((found.repeat_rate(), found.frequency(), found.average_order_value()), (None, None, None));
}

#[test]
fn the_gaps_of_a_published_fixture() {
    // OpenRetailScience, tests/analysis/test_customer.py: four customers with 1 to 4 purchases; here one with its gaps.
    let found = in_2024(&[
        ("anna", "2024-01-01", "1.00"),
        ("anna", "2024-01-15", "1.00"),
        ("anna", "2024-02-14", "1.00"),
        ("anna", "2024-03-16", "1.00"),
    ]);
    assert_eq!((found.gaps, text(found.gap_days_median).as_str()), (3, "30.000000"));
}

/// The same, the way one would by hand.
fn twin(orders: &[shop::Order], window: Window, rule: GapRule) -> (u64, u64, u64, i64, i64, u64, u64) {
    let (mut customers, mut repeaters, mut count, mut net, mut bought, mut gaps, mut days) = (0, 0, 0, 0, 0, 0, 0);
    for (customer, orders) in shop::by_customer(orders).into_iter().filter(|c| !c.0.is_empty()) {
        let inside = |day: &Day| window.contains(*day);
        let purchases = shop::purchases(&orders);
        let here = purchases.iter().filter(|d| inside(d)).count() as u64;
        assert!(!customer.is_empty());
        customers += u64::from(here > 0);
        repeaters += u64::from(here > 1);
        count += here;
        net += orders.iter().filter(|o| inside(&o.0)).map(|o| o.1).sum::<i64>();
        bought += orders.iter().filter(|o| inside(&o.0) && o.1 > 0).map(|o| o.1).sum::<i64>();
        for pair in purchases.windows(2) {
            if inside(&pair[1]) && (rule == GapRule::Later || inside(&pair[0])) {
                gaps += 1;
                days += (pair[1].0 - pair[0].0) as u64;
            }
        }
    }
    (customers, repeaters, count, net, bought, gaps, days)
}

#[test]
fn a_plain_twin_finds_the_same_in_every_quarter() {
    let orders = shop::orders(7);
    let ledger = shop::ledger(&orders);
    let windows = Period::Quarter.across(window("2022-01-01", "2024-12-31"));
    for rule in [GapRule::Later, GapRule::Inside] {
        let frame = Frame { windows: windows.clone(), split: Split::Whole, merge_days: false, since: None };
        let found = scan(&ledger, &frame, 2, |slots| RepeatTally::new(slots, 2, rule));
        for (found, &window) in found.iter().zip(&windows) {
            let expected = twin(&orders, window, rule);
            let (net, bought) = (found.net.mantissa as i64, found.purchased.mantissa as i64);
            let days = expected.6;
            assert_eq!((found.customers, found.repeat_customers, found.orders), (expected.0, expected.1, expected.2));
            assert_eq!((net, bought, found.gaps), (expected.3, expected.4, expected.5));
            assert_eq!(found.gap_days_mean, Ratio::of(days, found.gaps));
        }
        assert!(found.iter().map(|f| f.repeat_customers).sum::<u64>() > 30);
    }
}
