//! Entries of one customer shard become a share of the ledger: customers numbered, entries sorted by customer and time.

use super::orders::Hand;
use super::table::{AHEAD, Table};
use crate::ledger::entry::Entry;
use crate::ledger::key::Key;
use crate::ledger::shard::Shard;

/// Numbers the customers of the entries, then those of `others` (surveys, customers files), and sorts. Also gives the number of
/// each of `others`.
pub(super) fn settle(hands: Vec<Hand>, others: &[Key], coded: bool, table: &mut Table) -> Settled {
    let entries: usize = hands.iter().map(|hand| hand.entries.len()).sum();
    table.reset(((entries + others.len()) / 8).max(64));
    let mut keys: Vec<Key> = vec![];
    let mut counts: Vec<u32> = vec![];
    let mut numbers: Vec<u32> = Vec::with_capacity(entries);
    let mut seen = 0;
    for few in hands.iter().flat_map(|hand| hand.entries.chunks(AHEAD)) {
        seen |= table.warm(few.iter().map(|dealt| dealt.customer.hash()), |n| keys[n].hash() as u32);
        for dealt in few {
            let number = number(table, &mut keys, dealt.customer);
            if number as usize == counts.len() {
                counts.push(0);
            }
            counts[number as usize] += 1;
            numbers.push(number);
        }
    }
    std::hint::black_box(seen);
    let others = others.iter().map(|&key| number(table, &mut keys, key)).collect();
    counts.resize(keys.len(), 0);
    let mut starts = Vec::with_capacity(keys.len() + 1);
    let mut sum = 0u32;
    for count in &mut counts {
        starts.push(sum);
        sum += std::mem::replace(count, sum);
    }
    starts.push(sum);
    let mut shard = Shard { starts, ..Shard::default() };
    let span = place(&mut shard, hands, &numbers, &mut counts, coded);
    keys.shrink_to_fit();
    shard.keys = keys;
    Settled { shard, others, span }
}

/// A share of the ledger.
pub(super) struct Settled {
    /// The share.
    pub(super) shard: Shard,
    /// The number of each of the others.
    pub(super) others: Vec<u32>,
    /// The first and the last minute of its entries.
    pub(super) span: Option<(i32, i32)>,
}

fn number(table: &mut Table, keys: &mut Vec<Key>, key: Key) -> u32 {
    table.ready(keys.len(), |n| keys[n as usize].hash());
    let fresh = keys.len() as u32;
    let number = table.number(key.hash(), fresh, |n| keys[n as usize] == key);
    if number == fresh {
        keys.push(key);
    }
    number
}

/// Puts every entry at its customer's next free place, then sorts each customer's. Gives the first and the last minute.
fn place(shard: &mut Shard, hands: Vec<Hand>, numbers: &[u32], next: &mut [u32], coded: bool) -> Option<(i32, i32)> {
    let mut span: Option<(i32, i32)> = None;
    let blank = Entry { amount: 0, minute: crate::ledger::day::Minute(0), flags: 0 };
    shard.entries = vec![blank; numbers.len()];
    shard.codes = if coded { vec![0; numbers.len()] } else { vec![] };
    let mut at = 0;
    for hand in hands {
        for (i, dealt) in hand.entries.iter().enumerate() {
            let minute = dealt.entry().minute.0;
            span = Some(span.map_or((minute, minute), |(first, last)| (first.min(minute), last.max(minute))));
            let place = &mut next[numbers[at] as usize];
            shard.entries[*place as usize] = dealt.entry();
            if coded {
                shard.codes[*place as usize] = hand.codes[i];
            }
            *place += 1;
            at += 1;
        }
    }
    let mut both: Vec<(Entry, u32)> = vec![];
    for window in shard.starts.windows(2) {
        let own = window[0] as usize..window[1] as usize;
        if own.len() < 2 {
            continue;
        }
        if coded {
            both.clear();
            both.extend(shard.entries[own.clone()].iter().copied().zip(shard.codes[own.clone()].iter().copied()));
            sort(&mut both);
            for (i, (entry, code)) in both.iter().enumerate() {
                shard.entries[own.start + i] = *entry;
                shard.codes[own.start + i] = *code;
            }
        } else {
            sort_alone(&mut shard.entries[own]);
        }
    }
    span
}

/// Sorts one customer's entries; most have few, and mostly in order.
fn sort_alone(own: &mut [Entry]) {
    let whole = |entry: &Entry| (by_time(entry), entry.amount, entry.flags);
    if !own.is_sorted_by_key(whole) {
        own.sort_unstable_by_key(whole);
    }
}

/// Time first. What one customer ordered in one minute stands by the hash of the order: neither the order of rows can show, nor do
/// small orders come before large ones, as if the customer had learned to spend.
fn by_time(entry: &Entry) -> (i32, u32) {
    (entry.minute.0, entry.seal())
}

/// Sorts a customer's entries with their codes; those of one order stay together and in their order, the one that opens it first.
fn sort(both: &mut [(Entry, u32)]) {
    both.sort_by_key(|(entry, _)| by_time(entry));
}

/// Sorts the entries of all guests, whose orders are nobody's first or second.
pub(super) fn sort_guests(all: &mut [(Entry, u32)]) {
    all.sort_unstable_by_key(|(entry, code)| (by_time(entry), entry.amount, entry.flags, *code));
}
