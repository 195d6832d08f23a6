//! Levels by hand, and against a plain twin.

use super::rules::{Condition, Rule};
use super::{Level, Levels, TierTally, order, sampled};
use crate::ledger::Ledger;
use crate::ledger::money::Money;
use crate::ledger::scan::{Frame, Groups, Split, scan};
use crate::ledger::sketch::sketch;
use crate::ledger::window::{Period, Window};
use crate::metrics::{SEED, shop};
use crate::statistics::bootstrap::Draws;

fn rules() -> [Rule; 2] {
    let spend = |cents| Condition::Spend(Money::new(cents, 2));
    [
        Rule { name: "gold".to_owned(), any: vec![vec![spend(10_000)], vec![Condition::Orders(4)]] },
        Rule { name: "silver".to_owned(), any: vec![vec![spend(3000), Condition::Orders(2)]] },
    ]
}

fn across(ledger: &Ledger) -> Window {
    Window { from: ledger.first_day.expect("orders"), to: ledger.last_day.expect("orders") }
}

fn by_rules(ledger: &Ledger, windows: Vec<Window>) -> Vec<Vec<Level>> {
    let rules = rules();
    let frame = Frame { windows, split: Split::Whole, merge_days: false, since: None };
    scan(ledger, &frame, 1, |slots| TierTally::new(slots, ledger.scale, Levels::Rules(&rules), sampled(0)))
}

#[test]
fn who_only_returned_something_is_in_the_money_and_in_no_count() {
    let ledger = sketch(&[
        ("anna", "2024-01-03", "120.00"),
        ("ben", "2024-01-04", "20.00"),
        ("ben", "2024-02-04", "20.00"),
        ("carl", "2024-02-05", "-5.00"),
    ]);
    let levels = by_rules(&ledger, vec![across(&ledger)]).remove(0);
    let told: Vec<_> = levels.iter().map(|l| (l.customers, l.orders, l.net.to_string())).collect();
    assert_eq!(told, [(1, 1, "120.00".to_owned()), (1, 2, "40.00".to_owned()), (0, 0, "-5.00".to_owned())]);
    assert_eq!(levels[0].above(&levels[1]).map(|gap| gap.to_string()).as_deref(), Some("80.000000"));
    assert_eq!((levels[0].above(&levels[2]), levels[2].repeat_rate()), (None, None));
    assert_eq!(levels[0].share_of(Level::together(&levels).net).map(|s| s.to_string()).as_deref(), Some("0.774194"));
}

#[test]
fn what_follows_a_purchase_belongs_to_it() {
    let ledger = sketch(&[
        ("anna", "2024-01-01", "-3.00"),
        ("anna", "2024-01-03", "120.00"),
        ("anna", "2024-01-04", "-20.00"),
        ("anna", "2024-02-04", "20.00"),
    ]);
    let levels = by_rules(&ledger, vec![across(&ledger)]).remove(0);
    assert_eq!(*levels[0].members[0].purchases, [9700, 2000]);
    assert_eq!(levels[0].members[0].net, 11_700);
}

#[test]
fn a_plain_twin_finds_the_same_levels_in_every_quarter() {
    let orders = shop::orders(21);
    let ledger = shop::ledger(&orders);
    let windows = Period::Quarter.across(across(&ledger));
    for (found, window) in by_rules(&ledger, windows.clone()).iter().zip(windows) {
        let mut expected = [(0, 0, 0, 0_i128); 3];
        for (customer, orders) in shop::by_customer(&orders) {
            if customer.is_empty() {
                continue;
            }
            let inside = orders.iter().filter(|o| window.contains(o.0));
            let (count, net) = inside.fold((0, 0), |(n, sum), o| (n + u64::from(o.1 > 0), sum + o.1));
            let level = if net >= 10_000 || count >= 4 { 0 } else { 2 - usize::from(net >= 3000 && count >= 2) };
            let sums = &mut expected[level];
            *sums = (
                sums.0 + u64::from(count > 0),
                sums.1 + u64::from(count > 1),
                sums.2 + count,
                sums.3 + i128::from(net),
            );
        }
        let told = |l: &Level| (l.customers, l.repeat_customers, l.orders, l.net.mantissa);
        assert_eq!(found.iter().map(told).collect::<Vec<_>>(), expected);
    }
}

#[test]
fn given_levels_partition_the_customers() {
    let mut ledger = shop::ledger(&shop::orders(4));
    ledger.shards[0].attributes =
        (0..ledger.customers()).map(|n| if n % 4 == 3 { u32::MAX } else { n as u32 % 3 }).collect();
    let label = |name: &str| vec![Some(name.to_owned())];
    let groups =
        Groups { of_code: vec![0, 1, 1, 2], labels: vec![label("gold"), label("silver"), vec![None]], stride: 0 };
    let of = |split: Split| {
        let frame = Frame { windows: vec![across(&ledger)], split, merge_days: false, since: None };
        scan(&ledger, &frame, 1, |slots| TierTally::new(slots, 2, Levels::Groups, sampled(0)))
    };
    let levels: Vec<Level> = of(Split::Customers(groups)).into_iter().flatten().collect();
    let all = of(Split::Whole).remove(0).remove(0);
    let sum = Level::together(&levels);
    assert_eq!((sum.customers, sum.orders, sum.gross, sum.net), (all.customers, all.orders, all.gross, all.net));
    assert!(levels.iter().all(|level| level.members.len() as u64 == level.customers));
    let difference = levels[0].compared(&levels[1], &Draws::new(SEED), 0.95).expect("two levels");
    let gap = levels[0].above(&levels[1]).expect("two levels").real();
    assert!((difference.value - gap).abs() < 1e-9 && difference.interval.low < gap && gap < difference.interval.high);
}

#[test]
fn declared_levels_come_first_then_the_others_by_worth_then_nobodys() {
    let worth = |cents| Level { customers: 1, net: Money::new(cents, 2), ..Level::default() };
    let (poor, rich) = (worth(100), worth(900));
    let named = |name: &str| Some(name.to_owned());
    let levels =
        [(None, &rich), (named("basic"), &poor), (named("gold"), &poor), (named("plus"), &rich), (named("new"), &rich)];
    assert_eq!(order(&levels, &["gold".to_owned()]), [2, 4, 3, 1, 0]);
    assert_eq!(order(&levels, &["(none)".to_owned(), "BASIC".to_owned()]), [0, 1, 4, 3, 2]);
}

#[test]
fn customers_who_stand_in_both_levels_are_drawn_for_both_together() {
    // Everyone buys once at each level, and for five more at the higher: however customers are drawn, the gap is five.
    let spent: Vec<(String, [String; 2])> =
        (0..60).map(|n| (format!("c{n:02}"), [format!("{}.00", 15 + n), format!("{}.00", 10 + n)])).collect();
    let lines: Vec<_> = spent
        .iter()
        .flat_map(|(who, [high, low])| {
            [(who.as_str(), "2024-01-03", high.as_str()), (who.as_str(), "2024-02-03", low.as_str())]
        })
        .collect();
    let mut ledger = sketch(&lines);
    let level = |entry: &crate::ledger::entry::Entry| u32::from(entry.day() > ledger.first_day.expect("orders"));
    ledger.shards[0].codes = ledger.shards[0].entries.iter().map(level).collect();
    let label = |name: &str| vec![Some(name.to_owned())];
    let groups = Groups { of_code: vec![0, 1, 1], labels: vec![label("gold"), label("silver")], stride: 0 };
    let frame = Frame { windows: vec![across(&ledger)], split: Split::Orders(groups), merge_days: false, since: None };
    let found = scan(&ledger, &frame, 1, |slots| TierTally::new(slots, 2, Levels::Groups, sampled(0)));
    let levels: Vec<Level> = found.into_iter().flatten().collect();
    let gap = levels[0].compared(&levels[1], &Draws::new(SEED), 0.95).expect("two levels");
    let near = |found: f64| (found - 5.0).abs() < 1e-9;
    assert!(near(gap.value) && near(gap.interval.low) && near(gap.interval.high), "{gap:?}");
}
