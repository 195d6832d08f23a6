//! Pieces of one order shard become orders, and orders become entries dealt by customer. It is done part by part; a part fits the
//! second-level cache, so finding an order costs about 30 ns; only here a row's class becomes final.

use super::order::{Builder, Part};
use super::packed::Packed;
use super::piece::{Form, Piece};
use super::pile::{PARTS, Pile};
use super::sum::Sum;
use super::table::{AHEAD, Table};
use crate::ledger::currency::Currency;
use crate::ledger::day::{Day, Minute};
use crate::ledger::entry::Entry;
use crate::ledger::exchange::Rates;
use crate::ledger::key::{Key, OrderKey};
use std::collections::BTreeMap;
use std::sync::Arc;

/// What a chunk contributed to one shard.
pub(super) struct Run<'a> {
    /// The number of its file.
    pub(super) file: u16,
    /// For each form of the chunk, its number among all forms.
    pub(super) forms: &'a [u32],
    /// The chunk's amounts beyond 31 bits.
    pub(super) large: &'a [i64],
    /// The pieces.
    pub(super) pile: Pile,
}

/// How orders are made of their lines.
#[allow(clippy::struct_excessive_bools)] // Each is a rule of its own.
#[derive(Debug, Clone)]
pub(super) struct Rules {
    /// Decimals that all amounts share.
    pub(super) scale: u8,
    /// Whether an order of no value is a purchase.
    pub(super) zero_orders: bool,
    /// Whether refunds are booked on the day of their order.
    pub(super) refunds_on_order_date: bool,
    /// The first minute that is no longer observed.
    pub(super) end: i64,
    /// The first minute after an earlier day of which it is asked what was known on it; before all of them where it is not.
    pub(super) then: i64,
    /// The only currency that counts, when one was picked.
    pub(super) currency: Option<Currency>,
    /// The rates by which other currencies are converted.
    pub(super) rates: Option<Arc<Rates>>,
    /// Whether amounts count: without them every order is a purchase.
    pub(super) amounts: bool,
    /// Log2 of the number of customer shards.
    pub(super) bits: u32,
    /// Whether entries carry codes of wanted columns.
    pub(super) coded: bool,
    /// Whether files of returns were read.
    pub(super) returns: bool,
    /// Where a mark on one line marks the whole order: the combination without any.
    pub(super) unmarked: Option<u32>,
}

/// An entry on its way to its customer: 32 bytes.
#[derive(Debug, Clone, Copy)]
pub(super) struct Dealt {
    /// The customer.
    pub(super) customer: Key,
    amount: [u32; 2],
    minute: i32,
    flags: u32,
}

impl Dealt {
    /// The customer's entry.
    pub(super) fn new(customer: Key, entry: Entry) -> Self {
        let amount = [entry.amount as u32, (entry.amount as u64 >> 32) as u32];
        Self { customer, amount, minute: entry.minute.0, flags: entry.flags }
    }

    /// The entry.
    #[inline]
    pub(super) fn entry(&self) -> Entry {
        let amount = (u64::from(self.amount[0]) | u64::from(self.amount[1]) << 32) as i64;
        Entry { amount, minute: Minute(self.minute), flags: self.flags }
    }
}

/// Entries for one customer shard, with their codes when columns are wanted.
#[derive(Debug, Default, Clone)]
pub(super) struct Hand {
    /// The entries.
    pub(super) entries: Vec<Dealt>,
    /// Their codes.
    pub(super) codes: Vec<u32>,
}

/// What became of rows and their money.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Class {
    /// In the ledger.
    Used,
    /// Replaced by a later file's, or the order's total said again.
    Merged,
    /// The order was cancelled.
    Cancelled,
    /// The order was a test.
    Test,
    /// No sale.
    NotASale,
    /// Of a currency that was not picked.
    OtherCurrency,
    /// Given back of an order that no file has.
    UnknownOrder,
    /// Lacks what no other line of its order has.
    Rejected,
}

/// Rows and money by file, class, currency and scale.
pub(super) type Accounts = BTreeMap<(u16, Class, Option<Currency>, u8), (u64, i128)>;

/// What a shard came to.
#[derive(Default)]
pub(super) struct Merged {
    /// Entries by customer shard.
    pub(super) hands: Vec<Hand>,
    /// Entries of nobody.
    pub(super) guests: Hand,
    /// Rows and money.
    pub(super) accounts: Accounts,
    /// Rows that lack something that no line of their order has: their file, order and customer as written, what, how many.
    pub(super) lacking: Vec<(u16, OrderKey, Key, u8, u32)>,
    /// Money that was read without a currency and has that of its order: taken from one account of what was read, put to another.
    pub(super) reads: BTreeMap<(u16, Option<Currency>, u8), i128>,
    /// Orders of other currencies than the one all are converted into.
    pub(super) exchanged: Exchanged,
    /// Counted facts.
    pub(super) counts: Counts,
}

/// Orders converted, by currency; and those for which there is no rate, with the first day of one.
#[derive(Debug, Default)]
pub(super) struct Exchanged {
    /// How many, by currency.
    pub(super) orders: BTreeMap<Currency, u64>,
    /// Without a rate: the first day, and how many.
    pub(super) without: BTreeMap<Currency, (Day, u64)>,
}

impl Exchanged {
    /// Counts one more that has a rate, or one of a day that has none.
    pub(super) fn count(&mut self, currency: Currency, day: Day, has_rate: bool) {
        if has_rate {
            *self.orders.entry(currency).or_default() += 1;
        } else {
            let (first, count) = self.without.entry(currency).or_insert((day, 0));
            (*first, *count) = ((*first).min(day), *count + 1);
        }
    }

    /// Adds another shard's.
    pub(super) fn add(&mut self, other: &Self) {
        for (currency, count) in &other.orders {
            *self.orders.entry(*currency).or_default() += count;
        }
        for (currency, (day, more)) in &other.without {
            let (first, count) = self.without.entry(*currency).or_insert((*day, 0));
            (*first, *count) = ((*first).min(*day), *count + more);
        }
    }
}

/// What is worth knowing about the orders of a shard, or of all.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
pub(super) struct Counts {
    /// Orders in the ledger, whoever's.
    pub(super) orders: u64,
    /// Order ids that named two customers.
    pub(super) two_customers: u64,
    /// Orders that lost a line.
    pub(super) incomplete: u64,
    /// Orders found in several files, the later replacing the earlier.
    pub(super) overlapping: u64,
    /// Refunds without any sale of the same order.
    pub(super) refunds_alone: u64,
    /// Orders of several lines in files that do not say where totals stand, and of them those whose lines all have the same amount.
    pub(super) several_lines: u64,
    /// See above.
    pub(super) constant: u64,
    /// Orders with different amounts on their lines, where each line is said to have the order's total.
    pub(super) several_totals: u64,
    /// Rows after the observed days.
    pub(super) after: u64,
    /// Orders of no value.
    pub(super) zero: u64,
    /// Purchases of which one total stands for lines of several combinations of the wanted columns.
    pub(super) shared_totals: u64,
}

impl Counts {
    /// Adds another shard's.
    pub(super) fn add(&mut self, other: &Self) {
        self.orders += other.orders;
        self.two_customers += other.two_customers;
        self.incomplete += other.incomplete;
        self.overlapping += other.overlapping;
        self.refunds_alone += other.refunds_alone;
        self.several_lines += other.several_lines;
        self.constant += other.constant;
        self.several_totals += other.several_totals;
        self.after += other.after;
        self.zero += other.zero;
        self.shared_totals += other.shared_totals;
    }
}

/// What a thread uses again for each part: its pieces and where each run's end, the table, the orders, each piece's order, a pile
/// for each customer shard.
#[derive(Debug, Default)]
pub(super) struct Bench {
    pieces: Vec<Packed>,
    ends: Vec<usize>,
    table: Table,
    sums: Vec<Sum>,
    numbers: Vec<u32>,
    hands: Vec<Hand>,
}

/// Merges the runs of one shard, which stand in reading order.
pub(super) fn merge(runs: &[Run<'_>], forms: &[Form], rules: &Rules, bench: &mut Bench) -> Merged {
    let Bench { pieces, ends, table, sums, numbers, hands } = bench;
    let mut builder = Builder::new(forms, rules, hands);
    for part in 0..PARTS {
        pieces.clear();
        ends.clear();
        for run in runs {
            pieces.extend_from_slice(run.pile.part(part));
            ends.push(pieces.len());
        }
        let stretches = || ends.iter().copied().zip(runs);
        sum_up(pieces, stretches(), forms, rules, (table, sums, numbers));
        let mut odd = false;
        for sum in sums.iter_mut() {
            sum.odd = sum.odd || !builder.plain(sum);
            odd |= sum.odd;
        }
        if odd {
            let (starts, lines) = grouped(pieces, stretches(), numbers, sums);
            for group in starts.windows(2).filter(|group| group[0] < group[1]) {
                builder.several(&lines[group[0] as usize..group[1] as usize]);
            }
        }
    }
    builder.finish()
}

/// Finds the order of each piece of a part, and sums up those whose lines are plain. A part fits the second-level cache.
fn sum_up<'a>(
    pieces: &[Packed],
    mut stretches: impl Iterator<Item = (usize, &'a Run<'a>)>,
    forms: &[Form],
    rules: &Rules,
    (table, sums, numbers): (&mut Table, &mut Vec<Sum>, &mut Vec<u32>),
) {
    // The part before had about as many orders.
    table.reset(sums.len());
    sums.clear();
    numbers.clear();
    let mut seen = 0;
    let mut at = 0;
    let Some((mut end, mut own)) = stretches.next() else { return };
    for few in pieces.chunks(AHEAD) {
        seen |= table.warm(few.iter().map(|piece| piece.order().hash()), |n| sums[n].lines);
        for packed in few {
            while at == end {
                let Some(next) = stretches.next() else { return };
                (end, own) = next;
            }
            at += 1;
            let piece = &packed.piece(own.large);
            let number = number(table, sums, numbers.last(), piece);
            let form = own.forms[piece.form() as usize];
            match sums.get_mut(number as usize) {
                Some(sum) => sum.add(piece, form, own.file, rules),
                None => sums.push(Sum::new(piece, &forms[form as usize], form, own.file, rules)),
            }
            numbers.push(number);
        }
    }
    std::hint::black_box(seen);
}

/// The number of a piece's order among those of the part, or the next.
#[inline]
fn number(table: &mut Table, sums: &[Sum], last: Option<&u32>, piece: &Piece) -> u32 {
    let fresh = sums.len() as u32;
    let order = piece.order();
    match last {
        _ if !order.is_none() => {
            table.ready(sums.len(), |n| place(sums[n as usize].order, n));
            table.number(order.hash(), fresh, |n| sums[n as usize].order == order)
        }
        // What comes beside a row's own amount stands right behind it, and belongs to it.
        Some(&row) if piece.lines() == 0 => row,
        _ => fresh,
    }
}

/// The hash of an order, in a table that grows. Nobody looks for one without an id: it may stand anywhere, but not all at one place.
fn place(order: OrderKey, number: u32) -> u64 {
    if order.is_none() { u64::from(number).wrapping_mul(0x9e37_79b9_7f4a_7c15) >> 16 } else { order.hash() }
}

/// The lines of odd orders side by side by order, each order's in reading order, and where each order starts.
fn grouped<'a>(
    pieces: &[Packed],
    stretches: impl Iterator<Item = (usize, &'a Run<'a>)>,
    numbers: &[u32],
    sums: &[Sum],
) -> (Vec<u32>, Vec<Part>) {
    let mut starts = vec![0u32; sums.len() + 1];
    for &number in numbers {
        starts[number as usize + 1] += u32::from(sums[number as usize].odd);
    }
    for i in 0..sums.len() {
        starts[i + 1] += starts[i];
    }
    let mut next = starts.clone();
    let mut lines = vec![Part::default(); starts[sums.len()] as usize];
    let mut at = 0;
    for (end, own) in stretches {
        for (piece, &number) in pieces[at..end].iter().zip(&numbers[at..end]) {
            if sums[number as usize].odd {
                let place = &mut next[number as usize];
                lines[*place as usize] = Part::new(&piece.piece(own.large), own.forms, own.file);
                *place += 1;
            }
        }
        at = end;
    }
    (starts, lines)
}
