//! A ledger from a few lines, for examples and tests.

use super::day::{Day, Minute};
use super::entry::{Entry, flags};
use super::key::Key;
use super::shard::Shard;
use super::{Ledger, money::Money};

/// Each line is an order of its own: customer (blank: a guest), day, amount with at most two decimals.
///
/// ```
/// use loyalty_metrics::ledger::sketch::sketch;
/// let ledger = sketch(&[("anna", "2024-01-03", "12.50"), ("anna", "2024-02-03", "-2.50")]);
/// assert_eq!(ledger.customers(), 1);
/// ```
pub fn sketch(orders: &[(&str, &str, &str)]) -> Ledger {
    let mut ledger = Ledger { scale: 2, has_amounts: true, ..Ledger::default() };
    let mut shard = Shard::default();
    let mut lines: Vec<(Key, Entry)> =
        orders.iter().map(|&(customer, day, amount)| (Key::of(customer.as_bytes()), entry(day, amount))).collect();
    lines.sort_by_key(|&(key, entry)| (key, entry.minute));
    for (key, entry) in lines {
        let day = Some(entry.day());
        ledger.first_day = ledger.first_day.min(day).or(day);
        ledger.last_day = ledger.last_day.max(day);
        if key.is_none() {
            ledger.guests.push(entry);
            continue;
        }
        if shard.keys.last() != Some(&key) {
            shard.keys.push(key);
            shard.starts.push(shard.entries.len() as u32);
        }
        shard.entries.push(entry);
    }
    shard.starts.push(shard.entries.len() as u32);
    ledger.as_of = ledger.last_day;
    ledger.shards.push(shard);
    ledger
}

fn entry(day: &str, amount: &str) -> Entry {
    let day: Day = day.parse().unwrap_or(Day(0));
    let amount = cents(amount);
    let bought = match amount {
        1.. => flags::BOUGHT_AT_ONCE,
        0 => flags::ZERO,
        _ => flags::REFUND,
    };
    // Nothing is given back later.
    let then = if amount > 0 { flags::BOUGHT_THEN } else { 0 };
    Entry { amount, minute: Minute::of(day, 0), flags: flags::ORDER | flags::PART | bought | then }
}

fn cents(text: &str) -> i64 {
    let (whole, part) = text.split_once('.').unwrap_or((text, ""));
    let part = format!("{part:0<2}");
    let digits = format!("{}{part}", whole.trim_start_matches('-')).parse::<i64>().unwrap_or(0);
    let money = Money::new(i128::from(digits), 2);
    money.mantissa as i64 * if text.starts_with('-') { -1 } else { 1 }
}
