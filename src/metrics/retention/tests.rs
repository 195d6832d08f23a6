//! Published examples, and every quarter against a plain twin.

use super::{Retention, RetentionTally, window_before, year_ago};
use crate::ledger::Ledger;
use crate::ledger::ratio::Ratio;
use crate::ledger::scan::{Frame, scan};
use crate::ledger::sketch::sketch;
use crate::ledger::window::{Period, Window};
use crate::metrics::shop;

fn window(from: &str, to: &str) -> Window {
    Window { from: from.parse().expect("a day"), to: to.parse().expect("a day") }
}

fn retention(ledger: &Ledger, windows: &[Window]) -> Vec<Retention> {
    let windows: Vec<_> = windows.iter().map(|&window| (window_before(window), window)).collect();
    let windows = windows.as_slice();
    let frame = Frame::whole(RetentionTally::span(windows).expect("a window"));
    scan(ledger, &frame, 1, |slots| RetentionTally::new(slots, ledger.scale, windows)).remove(0)
}

fn of_2024(orders: &[(&str, &str, &str)]) -> Retention {
    retention(&sketch(orders), &[window("2024-01-01", "2024-12-31")]).remove(0)
}

fn text(ratio: Option<Ratio>) -> String {
    ratio.map_or("none".into(), |r| r.to_string())
}

#[test]
fn repeating_lapsed_and_new_of_a_published_fixture() {
    // OpenRetailScience: customer 1 spends 50 and 75, 2 only 100 then, 3 80 and 60, 4 only 150 now.
    let found = of_2024(&[
        ("1", "2023-05-01", "50.00"),
        ("1", "2024-05-01", "75.00"),
        ("2", "2023-05-01", "100.00"),
        ("3", "2023-05-01", "80.00"),
        ("3", "2024-05-01", "60.00"),
        ("4", "2024-05-01", "150.00"),
    ]);
    assert_eq!((found.customers, found.retained, found.lapsed(), found.new, found.returned), (3, 2, 1, 1, 0));
    assert_eq!((text(found.retention_rate()).as_str(), text(found.churn_rate()).as_str()), ("0.666667", "0.333333"));
    // 135 of 230 came again, of which 110 are no growth.
    assert_eq!((text(found.nrr()).as_str(), text(found.grr()).as_str()), ("0.586957", "0.478261"));
    assert_eq!(found.new_net.to_string(), "150.00");
}

#[test]
fn a_hundred_and_eighteen_more_six_and_nine_less_is_a_hundred_and_three() {
    // ignyteiq: 100 + 18 - 6 - 9 = 103 % net, 85 % gross.
    let found = of_2024(&[
        ("grows", "2023-05-01", "50.00"),
        ("grows", "2024-05-01", "68.00"),
        ("shrinks", "2023-05-01", "41.00"),
        ("shrinks", "2024-05-01", "35.00"),
        ("leaves", "2023-05-01", "9.00"),
    ]);
    assert_eq!((text(found.nrr()).as_str(), text(found.grr()).as_str()), ("1.030000", "0.850000"));
}

#[test]
fn who_was_away_for_a_year_has_returned_and_is_not_new() {
    let found =
        of_2024(&[("anna", "2022-12-31", "5.00"), ("anna", "2024-01-01", "7.00"), ("ben", "2023-01-01", "1.00")]);
    assert_eq!((found.customers, found.retained, found.new, found.returned, found.buyers()), (1, 0, 0, 1, 1));
    assert_eq!(found.returned_net.to_string(), "7.00");
}

#[test]
fn who_only_gave_back_is_nobodys_return_but_lowers_the_money() {
    let found = of_2024(&[
        ("anna", "2023-12-30", "20.00"),
        ("anna", "2024-01-02", "-5.00"),
        ("ben", "2022-12-30", "20.00"),
        ("ben", "2024-01-02", "-3.00"),
    ]);
    assert_eq!((found.customers, found.retained, found.returned), (1, 0, 0));
    assert_eq!((found.existing_net.to_string().as_str(), found.returned_net.to_string().as_str()), ("-5.00", "-3.00"));
}

#[test]
fn the_same_season_of_the_year_before_is_as_many_days_or_the_same_weekdays() {
    for (of, before) in [
        (("1998-04-01", "1998-06-30"), ("1997-04-01", "1997-06-30")),
        (("2024-02-01", "2024-02-29"), ("2023-02-01", "2023-02-28")),
        (("2025-02-01", "2025-02-28"), ("2024-02-01", "2024-02-29")),
        (("2026-03-16", "2026-03-22"), ("2025-03-17", "2025-03-23")),
    ] {
        assert_eq!(year_ago(window(of.0, of.1)), window(before.0, before.1));
    }
}

#[test]
fn nothing_divided_by_nobody_is_no_rate() {
    let found = of_2024(&[("anna", "2024-01-02", "5.00")]);
    assert_eq!((found.retention_rate(), found.churn_rate(), found.nrr(), found.grr()), (None, None, None, None));
    assert!(found.interval(0.95).is_none());
}

#[test]
fn a_plain_twin_finds_the_same_in_every_quarter() {
    let orders = shop::orders(21);
    let ledger = shop::ledger(&orders);
    let windows = Period::Quarter.across(window("2022-04-01", "2024-12-31"));
    let found = retention(&ledger, &windows);
    for (found, window) in found.iter().zip(&windows) {
        let then = window_before(*window);
        let mut expected = [0; 4];
        let mut net = [0_i128; 5];
        for (_, orders) in shop::by_customer(&orders).into_iter().filter(|c| !c.0.is_empty()) {
            let days = shop::purchases(&orders);
            let sum = |w: Window| orders.iter().filter(|o| w.contains(o.0)).map(|o| i128::from(o.1)).sum::<i128>();
            let (before, now) = (days.iter().any(|d| then.contains(*d)), days.iter().any(|d| window.contains(*d)));
            let earlier = days.iter().any(|d| *d < window.from);
            if before {
                expected[0] += 1;
                expected[1] += u64::from(now);
                net[0] += sum(then);
                net[1] += sum(*window);
                net[2] += sum(then).min(sum(*window));
            } else if now && !earlier {
                expected[2] += 1;
                net[3] += sum(*window);
            } else {
                expected[3] += u64::from(now);
                net[4] += sum(*window);
            }
        }
        assert_eq!([found.customers, found.retained, found.new, found.returned], expected);
        let money = [found.base_net, found.existing_net, found.kept_net, found.new_net, found.returned_net];
        assert_eq!(money.map(|m| m.mantissa), net);
    }
    assert!(found.iter().map(|f| f.returned).sum::<u64>() > 10);
}
