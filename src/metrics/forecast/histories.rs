//! What each customer did, as the models know it, in one scan.

use crate::ledger::day::Day;
use crate::ledger::entry::{Entry, flags};
use crate::ledger::key::Key;
use crate::ledger::scan::{Tally, Visit};
use crate::ledger::{Ledger, Place};
use crate::models::spend::Spender;
use crate::models::{Past, Row};

/// One customer; money at the ledger's scale.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Customer {
    /// The id, in the order of its text where the key holds it whole.
    pub id: u128,
    /// Where the customer stands.
    pub place: Place,
    /// The first day of a purchase.
    pub first: Day,
    /// On how many later days the customer bought.
    pub repeats: u32,
    /// Days from the first to the last of them.
    pub last: u32,
    /// Days from the first to the end.
    pub age: u32,
    /// All money after the first day and up to the end.
    pub spent: i128,
    /// On how many days after the end the customer bought.
    pub later: u32,
    /// All money after the end.
    pub later_spent: i128,
}

/// The customers of a group who had bought by the end, in the order of their ids.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Histories {
    /// The customers.
    pub customers: Vec<Customer>,
    /// The day up to which the models know them.
    pub end: Day,
    /// The decimals of money.
    pub scale: u8,
    /// Days after the first on which anyone bought, with how many did, the days after the end included.
    pub repeats_by_day: Vec<(Day, u64)>,
    /// Of each customer with two gaps: the id, the days of the first gap, the days of both.
    pub shares: Vec<(u128, u32, u32)>,
}

/// Gathers [`Histories`]; the scan looks at one window.
#[derive(Debug)]
pub struct HistoryTally<'a> {
    ledger: &'a Ledger,
    end: Day,
    slots: Vec<Slot>,
}

#[derive(Debug, Clone, Default)]
struct Slot {
    customers: Vec<Customer>,
    days: std::collections::BTreeMap<i32, u64>,
    shares: Vec<(u128, u32, u32)>,
}

impl<'a> HistoryTally<'a> {
    /// Starts with nobody.
    pub fn new(slots: usize, ledger: &'a Ledger, end: Day) -> Self {
        Self { ledger, end, slots: vec![Slot::default(); slots] }
    }
}

impl Tally for HistoryTally<'_> {
    type Outcome = Histories;

    fn visit(&mut self, slot: usize, visit: &Visit<'_>) {
        let Some(first) = visit.within.iter().find(|entry| counts(entry)).map(Entry::day) else { return };
        if first > self.end {
            return;
        }
        let slot = &mut self.slots[slot];
        let key = self.ledger.shards[usize::from(visit.place.shard)].keys[visit.place.number as usize];
        let mut customer = Customer {
            id: in_order(key),
            place: visit.place,
            first,
            repeats: 0,
            last: 0,
            age: (self.end.0 - first.0) as u32,
            spent: 0,
            later: 0,
            later_spent: 0,
        };
        let mut before = first;
        let mut gaps = [0_u32; 2];
        for entry in visit.within {
            let day = entry.day();
            let late = day > self.end;
            if day > first {
                *(if late { &mut customer.later_spent } else { &mut customer.spent }) += i128::from(entry.money());
            }
            if !counts(entry) || day == before {
                continue;
            }
            *slot.days.entry(day.0).or_default() += 1;
            if late {
                customer.later += 1;
            } else {
                if customer.repeats < 2 {
                    gaps[customer.repeats as usize] = (day.0 - before.0) as u32;
                }
                customer.repeats += 1;
                customer.last = (day.0 - first.0) as u32;
            }
            before = day;
        }
        if customer.repeats >= 2 {
            slot.shares.push((customer.id, gaps[0], gaps[0] + gaps[1]));
        }
        slot.customers.push(customer);
    }

    fn merge(&mut self, other: Self) {
        for (own, other) in self.slots.iter_mut().zip(other.slots) {
            own.customers.extend(other.customers);
            own.shares.extend(other.shares);
            other.days.into_iter().for_each(|(day, count)| *own.days.entry(day).or_default() += count);
        }
    }

    fn finish(self) -> Vec<Histories> {
        let (end, scale) = (self.end, self.ledger.scale);
        let of = |mut slot: Slot| {
            slot.customers.sort_unstable_by_key(|customer| (customer.id, customer.place));
            slot.shares.sort_unstable();
            let repeats_by_day = slot.days.into_iter().map(|(day, count)| (Day(day), count)).collect();
            Histories { customers: slot.customers, end, scale, repeats_by_day, shares: slot.shares }
        };
        self.slots.into_iter().map(of).collect()
    }
}

/// Whether a day with this entry is a day with a purchase.
fn counts(entry: &Entry) -> bool {
    entry.flags & (flags::PURCHASE | flags::ZERO) != 0
}

/// A number that stands as the text of the id does.
fn in_order(key: Key) -> u128 {
    let mut bytes = [0; 16];
    bytes.chunks_exact_mut(4).zip(key.0).for_each(|(four, word)| four.copy_from_slice(&word.to_le_bytes()));
    u128::from_be_bytes(bytes)
}

/// Customers with the same past as one row, and the row of each customer.
#[derive(Debug, Clone, PartialEq)]
pub struct Grouped {
    /// The rows, by past.
    pub rows: Vec<Row>,
    /// For each customer, the row's number.
    pub row_of: Vec<u32>,
}

impl Histories {
    /// The customers by their past, in units of so many days.
    pub fn grouped(&self, unit: f64) -> Grouped {
        let past = |customer: &Customer| (customer.repeats, customer.last, customer.age);
        let mut order: Vec<((u32, u32, u32), u32)> =
            self.customers.iter().enumerate().map(|(number, customer)| (past(customer), number as u32)).collect();
        order.sort_unstable();
        let mut rows: Vec<Row> = vec![];
        let mut row_of = vec![0; order.len()];
        let mut before = None;
        for (past, number) in order {
            if before != Some(past) {
                before = Some(past);
                let (repeats, last, age) = past;
                let past = Past { repeats, last: f64::from(last) / unit, age: f64::from(age) / unit };
                rows.push(Row { past, customers: 0 });
            }
            if let Some(row) = rows.last_mut() {
                row.customers += 1;
            }
            row_of[number as usize] = rows.len() as u32 - 1;
        }
        Grouped { rows, row_of }
    }

    /// Those who came again and spent something, sorted by how often and how much.
    pub fn spenders(&self) -> Vec<Spender> {
        let mut all: Vec<(u32, i128)> =
            self.customers.iter().filter(|c| c.has_value()).map(|c| (c.repeats, c.spent)).collect();
        all.sort_unstable();
        let mut spenders: Vec<Spender> = vec![];
        let mut before = None;
        for one in all {
            match spenders.last_mut() {
                Some(spender) if before == Some(one) => spender.customers += 1,
                _ => {
                    let mean = self.money(one.1) / f64::from(one.0);
                    spenders.push(Spender { repeats: one.0, mean, customers: 1 });
                }
            }
            before = Some(one);
        }
        spenders
    }

    /// Money as a model takes it.
    pub fn money(&self, sum: i128) -> f64 {
        sum as f64 / 10_u64.pow(u32::from(self.scale)) as f64
    }

    /// How many customers came again.
    pub fn repeat_customers(&self) -> u64 {
        self.customers.iter().filter(|customer| customer.repeats > 0).count() as u64
    }

    /// How many came again and have no value above zero.
    pub fn without_value(&self) -> u64 {
        self.customers.iter().filter(|customer| customer.repeats > 0 && !customer.has_value()).count() as u64
    }
}

impl Customer {
    /// Whether there is a mean to learn from.
    pub fn has_value(&self) -> bool {
        self.repeats > 0 && self.spent > 0
    }
}
