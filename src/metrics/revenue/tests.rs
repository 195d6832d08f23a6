//! Groups by hand, and both answers against plain twins.

use super::loyal::{Loyal, TopTally};
use super::{Basis, PreviousTally, Revenue, RevenueTally, window_before};
use crate::ledger::Ledger;
use crate::ledger::money::Money;
use crate::ledger::scan::{Frame, Groups, Split, scan};
use crate::ledger::sketch::sketch;
use crate::ledger::window::{Period, Window};
use crate::metrics::{SEED, shop};
use crate::statistics::bootstrap::Draws;

fn window(from: &str, to: &str) -> Window {
    Window { from: from.parse().expect("a day"), to: to.parse().expect("a day") }
}

fn year(year: i32) -> Window {
    window(&format!("{year}-01-01"), &format!("{year}-12-31"))
}

fn revenue(ledger: &Ledger, rule: &Loyal) -> Revenue {
    scan(ledger, &Frame::whole(year(2024)), 1, |slots| RevenueTally::new(slots, ledger, rule)).remove(0)
}

fn previous(ledger: &Ledger, windows: &[Window]) -> Vec<Option<Revenue>> {
    let frame = Frame::whole(Window { from: window_before(windows[0]).from, to: windows[windows.len() - 1].to });
    let rule = Loyal::Orders(2);
    scan(ledger, &frame, 1, |slots| PreviousTally::new(slots, ledger, &rule, windows)).remove(0)
}

/// Loyal in both years, loyal in the first only, a single purchase before, nobody before.
fn corner_shop() -> Ledger {
    sketch(&[
        ("anna", "2023-02-01", "10.00"),
        ("anna", "2023-03-01", "10.00"),
        ("anna", "2024-02-01", "30.00"),
        ("anna", "2024-03-01", "30.00"),
        ("ben", "2023-05-01", "10.00"),
        ("ben", "2023-06-01", "10.00"),
        ("carl", "2023-07-01", "5.00"),
        ("carl", "2024-07-01", "5.00"),
        ("dora", "2024-08-01", "8.00"),
        ("emil", "2023-12-30", "20.00"),
        ("emil", "2024-01-02", "-20.00"),
    ])
}

#[test]
fn the_three_groups_add_up_to_everyone() {
    let found = revenue(&corner_shop(), &Loyal::Orders(2));
    let net = |g: super::Group| g.net.to_string();
    assert_eq!((found.loyal.customers, net(found.loyal).as_str()), (1, "60.00"));
    // Carl bought before; Emil, who only returned something, is in the money of his group and not among its customers.
    assert_eq!((found.other_returning.customers, net(found.other_returning).as_str()), (1, "-15.00"));
    assert_eq!((found.other_new.customers, net(found.other_new).as_str()), (1, "8.00"));
    assert_eq!((found.other().orders, net(found.other()).as_str()), (2, "-7.00"));
    assert_eq!(found.difference().to_string(), "67.00");
    assert_eq!((found.all().customers, net(found.all()).as_str()), (3, "53.00"));
    assert_eq!(found.per_customer_difference().map(|d| d.to_string()).as_deref(), Some("63.500000"));
    assert_eq!(found.loyal_share().map(|s| s.to_string()).as_deref(), Some("1.132075"));
}

#[test]
fn the_year_before_decides_who_is_loyal_and_who_stays_away_counts_zero() {
    let found = previous(&corner_shop(), &[year(2024)]).remove(0).expect("buyers in 2023");
    assert_eq!(found.basis, Basis::Previous);
    assert_eq!((found.loyal.customers, found.loyal.orders, found.loyal.net.mantissa), (2, 2, 6000));
    assert_eq!((found.other_returning.customers, found.other_returning.net.mantissa), (2, -1500));
    assert_eq!((found.other_new.customers, found.other_new.net.mantissa), (1, 800));
    assert_eq!(found.other(), found.other_returning);
    assert_eq!(found.difference().to_string(), "75.00");
    assert_eq!(found.per_customer_difference().map(|d| d.to_string()).as_deref(), Some("37.500000"));
    assert_eq!(found.chance_difference, None);
}

#[test]
fn without_buyers_in_the_year_before_there_is_no_second_answer() {
    assert_eq!(previous(&corner_shop(), &[year(2023)]), [None]);
}

#[test]
fn net_of_nothing_has_no_share() {
    let found = revenue(&sketch(&[("anna", "2024-01-01", "-5.00")]), &Loyal::Orders(2));
    assert_eq!((found.loyal_share(), found.per_customer_difference(), found.chance_difference), (None, None, None));
}

#[test]
fn the_top_fifth_is_found_by_spend() {
    let ledger = corner_shop();
    let least = scan(&ledger, &Frame::whole(year(2024)), 1, |slots| TopTally::new(slots, 20, 100));
    assert_eq!(least, [Some(6000)]);
    assert_eq!(revenue(&ledger, &Loyal::Net(least)).loyal.net, Money::new(6000, 2));
}

#[test]
fn the_customers_file_can_say_who_is_loyal() {
    let mut ledger = corner_shop();
    // Shards are sorted by key; give the customer with number 0 the first attribute, everyone else the second.
    ledger.shards[0].attributes = (0..5).map(|n| u32::from(n > 0)).collect();
    let groups = Groups { of_code: vec![0, 1, 1], labels: vec![vec![Some("gold".into())], vec![None]], stride: 0 };
    let first = revenue(&ledger, &Loyal::Attribute(groups.clone(), vec![true, false]));
    let others = revenue(&ledger, &Loyal::Attribute(groups, vec![false, true]));
    assert_eq!(first.loyal.customers + others.loyal.customers, first.all().customers);
    assert_eq!(first.all(), others.all());
    assert_eq!(first.chance_difference, None);
}

#[test]
fn intervals_hold_what_they_surround() {
    let orders = shop::orders(5);
    let ledger = shop::ledger(&orders);
    let draws = Draws::new(SEED);
    let two = [revenue(&ledger, &Loyal::Orders(2)), previous(&ledger, &[year(2024)]).remove(0).expect("buyers")];
    for found in two {
        let difference = found.difference().mantissa as f64 / 100.0;
        let around = found.difference_interval(&draws, 0.95).expect("customers");
        assert!(around.low < difference && difference < around.high, "{difference} {around:?}");
        let each = found.per_customer_difference().expect("both groups").real();
        let around = found.per_customer_interval(&draws, 0.95).expect("customers on both sides");
        assert!(around.low < each && each < around.high, "{each} {around:?}");
    }
}

#[test]
fn a_plain_twin_finds_the_same_groups_in_every_quarter() {
    let orders = shop::orders(9);
    let ledger = shop::ledger(&orders);
    let windows = Period::Quarter.across(window("2022-07-01", "2024-12-31"));
    let frame = Frame { windows: windows.clone(), split: Split::Whole, merge_days: false, since: None };
    let rule = Loyal::Orders(2);
    let found = scan(&ledger, &frame, 1, |slots| RevenueTally::new(slots, &ledger, &rule));
    let since = previous(&ledger, &windows);
    for ((found, since), window) in found.iter().zip(&since).zip(windows) {
        let then = window_before(window);
        let (mut expected, mut expected_since) = ([(0, 0_i128); 3], [(0, 0_i128); 3]);
        for (customer, orders) in shop::by_customer(&orders) {
            let days = shop::purchases(&orders);
            let here = days.iter().filter(|d| window.contains(**d)).count();
            let there = days.iter().filter(|d| then.contains(**d)).count();
            let net: i64 = orders.iter().filter(|o| window.contains(o.0)).map(|o| o.1).sum();
            if customer.is_empty() {
                continue;
            }
            let old = days.iter().any(|d| *d < window.from);
            let group = if here >= 2 { 0 } else { 2 - usize::from(old) };
            expected[group].0 += u64::from(here > 0);
            expected[group].1 += i128::from(net);
            let group = 2 - there.min(2);
            expected_since[group].0 += u64::from(there + here > 0);
            expected_since[group].1 += i128::from(net);
        }
        let groups = |r: &Revenue| [r.loyal, r.other_returning, r.other_new].map(|g| (g.customers, g.net.mantissa));
        assert_eq!(groups(found), expected);
        assert_eq!(groups(since.as_ref().expect("buyers in every quarter")), expected_since);
    }
}

#[test]
fn a_share_of_the_net_makes_a_difference() {
    // Anna has 60.00 of 2024; a fifth for some would be four fifths for the others.
    let found = revenue(&corner_shop(), &Loyal::Orders(2));
    let all = found.all().net.mantissa as f64 / 100.0;
    assert!((found.difference_of_share(0.2) - (0.2 - 0.8) * all).abs() < 1e-9);
    assert!((found.difference_of_share(0.5)).abs() < 1e-9);
}
