//! A made-up shop for the tests: orders that look like orders, the same ones each time, and the same as plain lists.

use crate::ledger::Ledger;
use crate::ledger::day::Day;
use crate::ledger::sketch::sketch;
use std::collections::BTreeMap;

/// One order: who (blank: a guest), when, how many cents.
pub(super) type Order = (String, Day, i64);

/// Three years of some fifty customers, with refunds, free orders, guests, and several orders on one day.
pub(super) fn orders(seed: u64) -> Vec<Order> {
    let mut state = seed;
    let mut roll = |below: u64| {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (state >> 33) % below
    };
    let start: Day = "2022-03-05".parse().expect("a day");
    let order = |_| {
        let customer = match roll(50) {
            0 => String::new(),
            n => format!("c{}", n * roll(3).min(1) + 1),
        };
        let day = Day(start.0 + (roll(1000) / (1 + roll(2))) as i32);
        let cents = match roll(12) {
            0 => 0,
            1 => -(roll(4000) as i64),
            _ => 100 + roll(9000) as i64,
        };
        (customer, day, cents)
    };
    (0..300).map(order).collect()
}

/// The ledger of such orders.
pub(super) fn ledger(orders: &[Order]) -> Ledger {
    let lines: Vec<(&str, String, String)> =
        orders.iter().map(|(c, d, a)| (c.as_str(), d.to_string(), text(*a))).collect();
    sketch(&lines.iter().map(|(c, d, a)| (*c, d.as_str(), a.as_str())).collect::<Vec<_>>())
}

/// The same orders by customer, guests under the blank name, each in time order.
pub(super) fn by_customer(orders: &[Order]) -> BTreeMap<&str, Vec<(Day, i64)>> {
    let mut customers: BTreeMap<&str, Vec<(Day, i64)>> = BTreeMap::new();
    for (customer, day, cents) in orders {
        customers.entry(customer).or_default().push((*day, *cents));
    }
    for orders in customers.values_mut() {
        orders.sort_by_key(|o| o.0);
    }
    customers
}

/// The days of the purchases among a customer's orders.
pub(super) fn purchases(orders: &[(Day, i64)]) -> Vec<Day> {
    orders.iter().filter(|o| o.1 > 0).map(|o| o.0).collect()
}

fn text(cents: i64) -> String {
    let sign = if cents < 0 { "-" } else { "" };
    format!("{sign}{}.{:02}", cents.abs() / 100, cents.abs() % 100)
}
