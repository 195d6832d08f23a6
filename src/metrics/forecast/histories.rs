//! What each customer did, as the models know it, in one scan.

use super::days::DayCounts;
use super::gaps::Gaps;
use crate::ledger::day::Day;
use crate::ledger::entry::{Entry, flags};
use crate::ledger::key::Key;
use crate::ledger::scan::{Tally, Visit};
use crate::ledger::{Ledger, Place};
use crate::models::chunks::{each, sum};
use crate::models::sorting::sort;
use crate::models::spend::Spender;
use crate::models::{Past, Row};

/// One customer, in as little space as it takes: forecasts hold one for each of millions.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct Customer {
    /// Where the customer stands.
    pub place: Place,
    /// All money after the first day and up to the end, at the ledger's scale: summed exactly, and then the number that models take.
    pub spent: f64,
    /// On how many later days the customer bought.
    pub repeats: u32,
    /// Days from the first to the last of them.
    pub last: u32,
    /// Days from the first to the end.
    pub age: u32,
    /// On how many days after the end the customer bought.
    pub later: u32,
}

/// In which order customers stand: not in that of the rows they were read from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Order {
    /// By their ids.
    Ids,
    /// By what they did: those with the same past and the same money after each other, whoever comes first among them.
    Pasts,
}

/// The customers of a group who had bought by the end.
#[derive(Debug, Clone, PartialEq)]
pub struct Histories {
    /// The customers, in the order that was asked for.
    pub customers: Vec<Customer>,
    /// The day up to which the models know them.
    pub end: Day,
    /// The decimals of money.
    pub scale: u8,
    /// Days after the first on which anyone bought, with how many did, the days after the end included.
    pub repeats_by_day: Vec<(Day, u64)>,
    /// The first two gaps of those who have two.
    pub gaps: Gaps,
    /// All money of the customers after the end.
    pub later_spent: i128,
}

/// Gathers [`Histories`]; the scan looks at one window.
#[derive(Debug)]
pub struct HistoryTally<'a> {
    ledger: &'a Ledger,
    end: Day,
    order: Order,
    threads: usize,
    slots: Vec<Slot>,
}

#[derive(Debug, Clone, Default)]
struct Slot {
    customers: Vec<Customer>,
    days: DayCounts,
    gaps: Gaps,
    later_spent: i128,
}

impl<'a> HistoryTally<'a> {
    /// Starts with nobody; so many threads may put customers in order.
    pub fn new(slots: usize, ledger: &'a Ledger, end: Day, order: Order, threads: usize) -> Self {
        Self { ledger, end, order, threads, slots: vec![Slot::default(); slots] }
    }
}

impl Tally for HistoryTally<'_> {
    type Outcome = Histories;

    fn visit(&mut self, slot: usize, visit: &Visit<'_>) {
        let slot = &mut self.slots[slot];
        let mut again = [Day(0); 2];
        let mut known = 0;
        let found = Customer::known(visit, self.end, |day| {
            slot.days.add(day, 1);
            if let Some(early) = again.get_mut(known) {
                *early = day;
            }
            known += 1;
        });
        let Some((customer, later_spent)) = found else { return };
        slot.later_spent += later_spent;
        if customer.repeats >= 2 {
            let after = |day: Day| customer.age - (self.end.0 - day.0) as u32;
            slot.gaps.add(after(again[0]), after(again[1]));
        }
        slot.customers.push(customer);
    }

    fn merge(&mut self, other: Self) {
        for (own, other) in self.slots.iter_mut().zip(other.slots) {
            own.customers.extend(other.customers);
            own.gaps.join(other.gaps);
            own.later_spent += other.later_spent;
            other.days.met().for_each(|(day, count)| own.days.add(day, count));
        }
    }

    fn finish(self) -> Vec<Histories> {
        let (end, ledger, order, threads) = (self.end, self.ledger, self.order, self.threads);
        let of = |slot: Slot| {
            let customers = match order {
                Order::Ids => by_id(&slot.customers, ledger, threads),
                Order::Pasts => by_past(&slot.customers, threads),
            };
            let repeats_by_day = slot.days.met().collect();
            Histories {
                customers,
                end,
                scale: ledger.scale,
                repeats_by_day,
                gaps: slot.gaps,
                later_spent: slot.later_spent,
            }
        };
        self.slots.into_iter().map(of).collect()
    }
}

/// Customers by their ids, which stand in the ledger alone: the keys are held while sorting, and no longer.
fn by_id(customers: &[Customer], ledger: &Ledger, threads: usize) -> Vec<Customer> {
    let key = |place: Place| in_order(ledger.shards[usize::from(place.shard)].keys[place.number as usize]);
    let of = |number: usize| key(customers[number].place);
    let Some(first) = customers.first().map(|own| key(own.place)) else { return vec![] };
    // What ids begin with in common tells nobody apart. The eight bytes behind it do for most; those who share them are looked up.
    let differ = sum(customers.len(), threads, 0, |number, all| *all |= of(number) ^ first, |all, one| *all |= one);
    let begins = |id: u128| (id.checked_shl(differ.leading_zeros()).unwrap_or(0) >> 64) as u64;
    let mut order: Vec<(u64, u32)> = each(customers.len(), threads, |number| (begins(of(number)), number as u32));
    sort(&mut order, threads);
    for alike in order.chunk_by_mut(|one, other| one.0 == other.0).filter(|alike| alike.len() > 1) {
        alike.sort_unstable_by_key(|(_, number)| of(*number as usize));
    }
    each(order.len(), threads, |place| customers[order[place].1 as usize])
}

/// Customers by what they did.
fn by_past(customers: &[Customer], threads: usize) -> Vec<Customer> {
    let mut order = packed(customers);
    sort(&mut order, threads);
    for alike in order.chunk_by_mut(|one, other| one >> 32 == other >> 32).filter(|alike| alike.len() > 1) {
        let spent = |number: &u128| customers[*number as u32 as usize].spent;
        alike.sort_unstable_by(|one, other| spent(one).total_cmp(&spent(other)));
    }
    each(order.len(), threads, |place| customers[order[place] as u32 as usize])
}

/// For each customer a number that holds the past and, at its end, whose it is: numbers are sorted faster than what they are made of.
fn packed(customers: &[Customer]) -> Vec<u128> {
    let packed = |(customer, number): (&Customer, u32)| {
        [customer.repeats, customer.last, customer.age, number]
            .into_iter()
            .fold(0, |all: u128, part| all << 32 | u128::from(part))
    };
    customers.iter().zip(0..).map(packed).collect()
}

/// Money at a scale as a model takes it.
pub(super) fn money(scale: u8, sum: f64) -> f64 {
    sum / 10_u64.pow(u32::from(scale)) as f64
}

/// Whether a day with this entry is a day with a purchase.
fn counts(entry: &Entry) -> bool {
    entry.flags & (flags::PURCHASE | flags::ZERO) != 0
}

/// A number that stands as the text of the id does.
fn in_order(key: Key) -> u128 {
    key.0.into_iter().fold(0, |all, word| all << 32 | u128::from(word.swap_bytes()))
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
    pub fn grouped(&self, unit: f64, threads: usize) -> Grouped {
        let mut order = packed(&self.customers);
        sort(&mut order, threads);
        let different = order.chunk_by(|one, other| one >> 32 == other >> 32).count();
        let mut rows: Vec<Row> = Vec::with_capacity(different);
        let mut row_of = vec![0; order.len()];
        let mut before = None;
        for packed in order {
            let [repeats, last, age, number] = [96, 64, 32, 0].map(|from| (packed >> from) as u32);
            if before != Some(packed >> 32) {
                before = Some(packed >> 32);
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
    pub fn spenders(&self, threads: usize) -> Vec<Spender> {
        // Money above zero stands as its bits do.
        let packed = |own: &Customer| u128::from(own.repeats) << 64 | u128::from(own.spent.to_bits());
        let mut all: Vec<u128> = self.customers.iter().filter(|own| own.has_value()).map(packed).collect();
        sort(&mut all, threads);
        let alike = || all.chunk_by(|one, other| one == other);
        let mut spenders = Vec::with_capacity(alike().count());
        spenders.extend(alike().map(|alike| {
            let repeats = (alike[0] >> 64) as u32;
            let mean = self.money(f64::from_bits(alike[0] as u64)) / f64::from(repeats);
            Spender { repeats, mean, customers: alike.len() as u32 }
        }));
        spenders
    }

    /// Money as a model takes it.
    pub fn money(&self, sum: f64) -> f64 {
        money(self.scale, sum)
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
    /// What is known at the end of a customer who had bought by then.
    pub fn of(visit: &Visit<'_>, end: Day) -> Option<Self> {
        Self::known(visit, end, |_| ()).map(|(customer, _)| customer)
    }

    /// The same, with the money after the end; `again` is told each later day with a purchase, those after the end included.
    fn known(visit: &Visit<'_>, end: Day, mut again: impl FnMut(Day)) -> Option<(Self, i128)> {
        let first = visit.within.iter().find(|entry| counts(entry)).map(Entry::day).filter(|first| *first <= end)?;
        let age = (end.0 - first.0) as u32;
        let mut customer = Self { place: visit.place, spent: 0.0, repeats: 0, last: 0, age, later: 0 };
        let (mut before, mut spent, mut later_spent) = (first, 0_i128, 0_i128);
        for entry in visit.within {
            let day = entry.day();
            let late = day > end;
            if day > first {
                *(if late { &mut later_spent } else { &mut spent }) += i128::from(entry.money());
            }
            if !counts(entry) || day == before {
                continue;
            }
            again(day);
            if late {
                customer.later += 1;
            } else {
                customer.repeats += 1;
                customer.last = (day.0 - first.0) as u32;
            }
            before = day;
        }
        customer.spent = spent as f64;
        Some((customer, later_spent))
    }

    /// Whether there is a mean to learn from.
    pub fn has_value(&self) -> bool {
        self.repeats > 0 && self.spent > 0.0
    }
}
