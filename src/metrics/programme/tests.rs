//! Members and others by hand, and against a plain twin.

use super::{Asked, Month, Step, steps};
use crate::ledger::Ledger;
use crate::ledger::day::Day;
use crate::ledger::key::Key;
use crate::ledger::shard::Costs;
use crate::ledger::sketch::sketch;
use crate::metrics::{SEED, shop};
use crate::statistics::bootstrap::Draws;

fn day(text: &str) -> Day {
    text.parse().expect("a day")
}

fn month(text: &str) -> Month {
    Month::of(day(&format!("{text}-01")))
}

fn joined(ledger: &mut Ledger, days: &[(&str, &str)]) {
    let shard = &mut ledger.shards[0];
    shard.joined = vec![None; shard.keys.len()];
    shard.costs = vec![Costs::default(); shard.keys.len()];
    for (customer, text) in days {
        let place = shard.keys.iter().position(|key| *key == Key::of(customer.as_bytes())).expect("a customer");
        shard.joined[place] = Some(day(text));
        shard.costs[place].retention = Some(1200);
    }
}

#[test]
fn others_are_those_known_by_then_in_the_same_calendar_months() {
    let mut ledger = sketch(&[
        ("anna", "2024-01-10", "20.00"),
        ("anna", "2024-02-10", "30.00"),
        ("ben", "2024-02-05", "12.00"),
        ("carl", "2023-12-05", "5.00"),
        ("carl", "2024-02-05", "9.00"),
        ("dora", "2024-02-20", "90.00"),
        ("dora", "2024-03-20", "7.00"),
    ]);
    joined(&mut ledger, &[("anna", "2024-01-10"), ("ben", "2024-02-05")]);
    let found = steps(&ledger, &Asked { span: (month("2023-12"), month("2024-03")), months: 12 }, 2);
    let told: Vec<_> = found.iter().map(|s| (s.members, s.orders, s.net, s.others)).collect();
    assert_eq!(told, [(2, 2, 3200, 2), (2, 1, 3000, 2), (1, 0, 0, 1)]);
    // Month 0: beside Anna in January stands Carl with nothing, beside Ben in February Carl and Dora with 9 and 90.
    let net = |at: usize| found[at].other_per_customer.expect("others");
    assert!((net(0) - f64::midpoint(0.0, 4950.0)).abs() < 1e-9);
    // Month 1: Carl in February (900), Carl and Dora in March (0 and 700); Dora was not known in January.
    assert!((net(1) - f64::midpoint(900.0, 350.0)).abs() < 1e-9);
    assert_eq!(found[0].reward_twelfths, Some(2400));
    assert!((found[1].difference().expect("both") - (1500.0 - 625.0)).abs() < 1e-9);
}

#[test]
fn without_members_or_others_there_are_no_steps() {
    let mut ledger = sketch(&[("anna", "2024-01-10", "20.00")]);
    let asked = Asked { span: (month("2024-01"), month("2024-01")), months: 3 };
    joined(&mut ledger, &[]);
    assert!(steps(&ledger, &asked, 2).is_empty());
    joined(&mut ledger, &[("anna", "2024-01-10")]);
    assert!(steps(&ledger, &asked, 2).is_empty());
}

#[test]
fn a_plain_twin_finds_the_same_steps_and_intervals_hold_them() {
    let orders = shop::orders(13);
    let mut ledger = shop::ledger(&orders);
    let ids: Vec<String> = ledger.shards[0].keys.iter().map(|key| key.text().expect("short ids")).collect();
    let joining = |n: usize| n.is_multiple_of(3).then(|| Day(day("2022-06-10").0 + (n as i32 * 53) % 700));
    ledger.shards[0].joined = (0..ids.len()).map(joining).collect();
    let span = (month("2022-03"), month("2024-11"));
    let found = steps(&ledger, &Asked { span, months: 6 }, 2);
    assert_eq!(found.len(), 7);
    let net = |id: &str, in_month: Month| -> i64 {
        orders.iter().filter(|o| o.0 == id && Month::of(o.1) == in_month).map(|o| o.2).sum()
    };
    let first = |id: &str| {
        let days = orders.iter().filter(|o| o.0 == id && o.2 > 0).map(|o| Month::of(o.1));
        days.min()
    };
    let draws = Draws::new(SEED);
    for (ahead, step) in found.iter().enumerate() {
        let (mut members, mut sum, mut others) = (0, 0, 0.0);
        for (n, id) in ids.iter().enumerate() {
            let Some(start) = joining(n).map(Month::of) else { continue };
            let then = Month(start.0 + ahead as i32);
            let beside: Vec<&String> = (ids.iter().enumerate())
                .filter(|(n, id)| joining(*n).is_none() && first(id).is_some_and(|first| first <= start))
                .map(|(_, id)| id)
                .collect();
            if then > span.1 || beside.is_empty() {
                continue;
            }
            members += 1;
            sum += net(id, then);
            others += beside.iter().map(|id| net(id, then)).sum::<i64>() as f64 / beside.len() as f64;
        }
        assert_eq!((step.members, step.net), (members, i128::from(sum)));
        assert!((step.other_per_customer.expect("others") - others / members as f64).abs() < 1e-6);
        let (gap, around) = (step.difference().expect("both"), step.interval(&draws, 0.95).expect("both"));
        assert!(around.low < gap && gap < around.high, "{gap} {around:?}");
    }
}

#[test]
fn of_all_months_together_each_counts_those_who_were_watched_for_it() {
    let mut ledger = sketch(&[
        ("anna", "2024-01-10", "20.00"),
        ("anna", "2024-02-10", "30.00"),
        ("ben", "2024-02-05", "12.00"),
        ("carl", "2023-12-05", "5.00"),
    ]);
    joined(&mut ledger, &[("anna", "2024-01-10"), ("ben", "2024-02-05")]);
    let found = steps(&ledger, &Asked { span: (month("2023-12"), month("2024-02")), months: 12 }, 2);
    // Anna was watched for two months and Ben for one: 62.00 in three months of members, not in those of two members.
    let all = Step::together(&found);
    assert_eq!((all.members, all.orders, all.net, all.buyers), (3, 3, 6200, 2));
    assert_eq!(found.iter().map(|step| (step.buyers, step.other_buyers)).collect::<Vec<_>>(), [(2, 0), (1, 0)]);
}
