//! One pass over the customers' accounts, for every group and every window at once.
//!
//! A metric is a [`Tally`]: it is shown each customer's entries in each slot (a window of the frame times a group of its split),
//! keeps sums, and turns them into a result per slot. Sums of integers do not care who adds first, so threads cannot show.

mod earlier;
mod one;
mod shards;

pub use earlier::{AsKnown, as_known};
pub use one::{Account, one};
pub use shards::shards;

use super::entry::{Entry, flags};
use super::window::Window;
use super::{Ledger, Place, day::Day};

/// What a metric implements.
pub trait Tally: Send {
    /// What it makes of one slot.
    type Outcome;
    /// Takes up one customer's entries in one slot; never called with an empty window.
    fn visit(&mut self, slot: usize, visit: &Visit<'_>);
    /// Takes up the entries of one slot that belong to no customer.
    fn guests(&mut self, _slot: usize, _entries: &[Entry]) {}
    /// Takes up what another thread has counted.
    fn merge(&mut self, other: Self);
    /// One result per slot.
    fn finish(self) -> Vec<Self::Outcome>;
}

/// One customer in one slot.
#[derive(Debug)]
pub struct Visit<'a> {
    /// Where the customer stands.
    pub place: Place,
    /// The hash of the customer's id, for dealing into bootstrap cells.
    pub hash: u64,
    /// Whether the customer joined before the data begin.
    pub older: bool,
    /// The customer's entries of this group before the window, in time order.
    pub before: &'a [Entry],
    /// The customer's entries of this group inside the window, in time order; never empty.
    pub within: &'a [Entry],
}

impl Visit<'_> {
    /// Purchases inside the window.
    pub fn purchases(&self) -> u64 {
        self.within.iter().filter(|e| e.is_purchase()).count() as u64
    }

    /// Days between consecutive purchases whose later one lies inside the window.
    pub fn gaps(&self) -> impl Iterator<Item = u32> + '_ {
        let earlier = self.before.iter().rev().find(|e| e.is_purchase()).map(Entry::day);
        let days = self.within.iter().filter(|e| e.is_purchase()).map(Entry::day);
        days.scan(earlier, |last, day| {
            let gap = last.map(|from| (day.0 - from.0) as u32);
            *last = Some(day);
            Some(gap)
        })
        .flatten()
    }
}

/// What a scan looks at.
#[derive(Debug, Clone)]
pub struct Frame {
    /// Disjoint windows in time order.
    pub windows: Vec<Window>,
    /// How customers or their orders are split into groups.
    pub split: Split,
    /// Whether purchases of one customer on one day count as one.
    pub merge_days: bool,
    /// Customers with an entry before this day are left out.
    pub since: Option<Day>,
}

/// How a scan splits into groups; the maps turn a code into a group's number.
#[derive(Debug, Clone)]
pub enum Split {
    /// Everything is one group.
    Whole,
    /// Each order part goes to the group of its wanted columns; a customer can stand in several.
    Orders(Groups),
    /// Each customer goes to the group of its attributes.
    Customers(Groups),
    /// Each customer goes to the group of its first purchase.
    First(Groups),
}

/// A map from codes to groups. The last slot of `of_code` is for "not in the file".
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Groups {
    /// For each code, its group; one more for the code `u32::MAX`.
    pub of_code: Vec<u32>,
    /// For each group, the value of each column; `None` is "(none)".
    pub labels: Vec<Vec<Option<String>>>,
    /// Where attributes of the customer and columns of the orders make a group together: how many codes of the orders follow each other
    /// for each code of the attributes. Zero where only one of them has a say.
    pub stride: usize,
}

impl Groups {
    /// The same groups under other labels; groups that now share a label become one.
    #[must_use]
    pub fn relabelled(self, label: impl Fn(usize, &str) -> String) -> Self {
        let renamed = |of: &Vec<Option<String>>| -> Vec<Option<String>> {
            of.iter().enumerate().map(|(column, text)| text.as_ref().map(|text| label(column, text))).collect()
        };
        let of_group: Vec<Vec<Option<String>>> = self.labels.iter().map(renamed).collect();
        let of_code: Vec<_> = self.of_code.iter().map(|&group| of_group[group as usize].clone()).collect();
        Self { stride: self.stride, ..Self::named(&of_code) }
    }

    /// Groups by attributes of the customer and columns of the orders together; `label` puts the values of both in the order asked for.
    #[must_use]
    pub fn crossed(
        customers: &Self,
        orders: &Self,
        label: impl Fn(&[Option<String>], &[Option<String>]) -> Vec<Option<String>>,
    ) -> Self {
        let width = orders.labels.len() as u32;
        let of_code = customers.of_code.iter().flat_map(|row| orders.of_code.iter().map(move |own| row * width + own));
        let labels = customers.labels.iter().flat_map(|row| orders.labels.iter().map(|own| label(row, own)));
        Self { of_code: of_code.collect(), labels: labels.collect(), stride: orders.of_code.len() }
    }

    /// The groups of the orders of a customer with these attributes: one for each code, the last for "not in the file".
    #[inline]
    pub fn of_customer(&self, attributes: u32) -> &[u32] {
        match self.of_code.len().checked_div(self.stride) {
            None => &self.of_code,
            Some(customers) => {
                let start = (attributes as usize).min(customers - 1) * self.stride;
                &self.of_code[start..start + self.stride]
            }
        }
    }

    /// Groups from the label of each code.
    fn named(of_code: &[Vec<Option<String>>]) -> Self {
        let mut labels: Vec<_> = of_code.to_vec();
        labels.sort_by_key(|label| natural(label));
        labels.dedup();
        let number = |of: &Vec<Option<String>>| {
            let found = labels.binary_search_by(|label| natural(label).cmp(&natural(of)));
            found.unwrap_or(0) as u32
        };
        Self { of_code: of_code.iter().map(number).collect(), labels, stride: 0 }
    }

    /// The group of a code.
    #[inline]
    pub fn of(&self, code: u32) -> usize {
        group_of(&self.of_code, code)
    }
}

/// The group of a code, where the last one is that of "not in the file".
#[inline]
fn group_of(of_code: &[u32], code: u32) -> usize {
    of_code[(code as usize).min(of_code.len() - 1)] as usize
}

impl super::Dimensions {
    /// Groups by some of the columns, in the order of their labels (numbers as numbers, "(none)" last).
    pub fn groups(&self, columns: &[usize]) -> Groups {
        let label = |code: Option<usize>| -> Vec<Option<String>> {
            columns.iter().map(|&c| code.and_then(|code| self.text(code as u32, c)).map(str::to_owned)).collect()
        };
        let mut of_code: Vec<Vec<Option<String>>> = (0..self.tuples.len()).map(|code| label(Some(code))).collect();
        of_code.push(label(None));
        Groups::named(&of_code)
    }
}

/// Sorts `2` before `10` and `<20` before `20-29`, text by its characters, nothing last.
pub fn natural(label: &[Option<String>]) -> Vec<(bool, u64, bool, String)> {
    let of = |part: &Option<String>| match part {
        None => (true, 0, false, String::new()),
        Some(text) => {
            let digits = text.trim_start_matches('<');
            let end = digits.find(|c: char| !c.is_ascii_digit()).unwrap_or(digits.len());
            let number = digits[..end].parse::<u64>().unwrap_or(u64::MAX);
            (false, number, digits.len() == text.len(), text.clone())
        }
    };
    label.iter().map(of).collect()
}

impl Split {
    /// How many groups there are.
    pub fn groups(&self) -> usize {
        match self {
            Self::Whole => 1,
            Self::Orders(groups) | Self::Customers(groups) | Self::First(groups) => groups.labels.len(),
        }
    }
}

impl Frame {
    /// One window, one group.
    pub fn whole(window: Window) -> Self {
        Self { windows: vec![window], split: Split::Whole, merge_days: false, since: None }
    }

    /// Whether a customer with these entries is left out.
    #[inline]
    fn leaves_out(&self, entries: &[Entry]) -> bool {
        let first = entries.first().map(Entry::day);
        self.since.is_some_and(|since| first.is_some_and(|first| first < since))
    }

    /// How many results a scan gives; slot = window × groups + group.
    pub fn slots(&self) -> usize {
        self.windows.len() * self.split.groups()
    }
}

/// Shows every customer's entries to a tally, shard by shard on `threads` threads.
pub fn scan<T: Tally>(
    ledger: &Ledger,
    frame: &Frame,
    threads: usize,
    fresh: impl Fn(usize) -> T + Sync,
) -> Vec<T::Outcome> {
    let walker = Walker::new(ledger, frame);
    let (mut all, _) = shards(
        ledger,
        threads,
        || (fresh(frame.slots()), vec![]),
        |shard, (tally, scratch)| walker.shard(shard, tally, scratch),
        |(all, _), (own, _)| all.merge(own),
    );
    walker.guests(&mut all);
    all.finish()
}

/// Who is visited.
#[derive(Debug, Clone, Copy)]
struct Who {
    place: Place,
    hash: u64,
    older: bool,
}

/// The frame, ready for walking: window bounds as minutes.
struct Walker<'a> {
    ledger: &'a Ledger,
    frame: &'a Frame,
    bounds: Vec<(i32, i32)>,
    groups: usize,
}

impl<'a> Walker<'a> {
    fn new(ledger: &'a Ledger, frame: &'a Frame) -> Self {
        let bounds = frame.windows.iter().copied().map(bounds).collect();
        Self { ledger, frame, bounds, groups: frame.split.groups() }
    }

    fn shard<T: Tally>(&self, index: usize, tally: &mut T, scratch: &mut Vec<Entry>) {
        let shard = &self.ledger.shards[index];
        for number in 0..shard.keys.len() {
            let entries = shard.entries_of(number);
            if entries.is_empty() || self.frame.leaves_out(entries) {
                continue;
            }
            let place = Place { shard: index as u16, number: number as u32 };
            let attributes = || shard.attributes.get(number).copied().unwrap_or(u32::MAX);
            let who = Who { place, hash: shard.keys[number].hash(), older: self.ledger.is_older(place) };
            match &self.frame.split {
                Split::Whole => self.merged(tally, who, 0, entries, scratch),
                Split::Customers(groups) => {
                    self.merged(tally, who, groups.of(attributes()), entries, scratch);
                }
                Split::First(groups) => {
                    let codes = shard.codes_of(number);
                    let first = entries.iter().position(Entry::is_purchase).unwrap_or(0);
                    let code = codes.get(first).copied().unwrap_or(u32::MAX);
                    let group = group_of(groups.of_customer(attributes()), code);
                    self.merged(tally, who, group, entries, scratch);
                }
                Split::Orders(groups) => {
                    let (codes, groups) = (shard.codes_of(number), groups.of_customer(attributes()));
                    let mut seen: Vec<usize> = codes.iter().map(|&c| group_of(groups, c)).collect();
                    seen.sort_unstable();
                    seen.dedup();
                    for group in seen {
                        let mut own = of_group(entries, codes, groups, group);
                        if self.frame.merge_days {
                            merge_days(&mut own);
                        }
                        self.windows(tally, who, group, &own);
                    }
                }
            }
        }
    }

    fn merged<T: Tally>(&self, tally: &mut T, who: Who, group: usize, entries: &[Entry], scratch: &mut Vec<Entry>) {
        if self.frame.merge_days {
            scratch.clear();
            scratch.extend_from_slice(entries);
            merge_days(scratch);
            self.windows(tally, who, group, scratch);
        } else {
            self.windows(tally, who, group, entries);
        }
    }

    fn windows<T: Tally>(&self, tally: &mut T, who: Who, group: usize, entries: &[Entry]) {
        self.runs(entries, |window, start, end| {
            let Who { place, hash, older } = who;
            let visit = Visit { place, hash, older, before: &entries[..start], within: &entries[start..end] };
            tally.visit(window * self.groups + group, &visit);
        });
    }

    fn runs(&self, entries: &[Entry], run: impl FnMut(usize, usize, usize)) {
        runs(&self.bounds, entries, run);
    }

    fn guests<T: Tally>(&self, tally: &mut T) {
        let guests = &self.ledger.guests;
        match &self.frame.split {
            Split::Orders(groups) => {
                let groups = groups.of_customer(u32::MAX);
                for group in 0..self.groups {
                    let own = of_group(guests, &self.ledger.guest_codes, groups, group);
                    self.runs(&own, |window, start, end| tally.guests(window * self.groups + group, &own[start..end]));
                }
            }
            Split::Whole => self.runs(guests, |window, start, end| tally.guests(window, &guests[start..end])),
            // A guest has no attributes and no first purchase: it stands in the group of those who are in no file.
            Split::Customers(groups) | Split::First(groups) => {
                let group = group_of(groups.of_customer(u32::MAX), u32::MAX);
                self.runs(guests, |window, start, end| tally.guests(window * self.groups + group, &guests[start..end]));
            }
        }
    }
}

/// The first minute of a window, and the first after it.
pub fn bounds(window: Window) -> (i32, i32) {
    let minute = |day: Day| day.0.saturating_mul(1440);
    (minute(window.from), minute(Day(window.to.0 + 1)))
}

/// The stretch of entries inside each window that holds any.
fn runs(bounds: &[(i32, i32)], entries: &[Entry], mut run: impl FnMut(usize, usize, usize)) {
    let (mut at, mut window) = (0, 0);
    while at < entries.len() {
        let minute = entries[at].minute.0;
        window += bounds[window..].partition_point(|&(_, end)| end <= minute);
        let Some(&(from, end)) = bounds.get(window) else { break };
        let start = at + entries[at..].iter().take_while(|e| e.minute.0 < from).count();
        let stop = start + entries[start..].iter().take_while(|e| e.minute.0 < end).count();
        if stop > start {
            run(window, start, stop);
        }
        at = stop;
    }
}

/// The entries of one group; an order's part in the group counts as an order of its own there.
fn of_group(entries: &[Entry], codes: &[u32], groups: &[u32], group: usize) -> Vec<Entry> {
    let own = entries.iter().zip(codes).filter(|&(_, &code)| group_of(groups, code) == group);
    own.map(|(entry, _)| {
        let mut flags = entry.flags & !(flags::ORDER | flags::PURCHASE | flags::OF_PURCHASE);
        flags |= if flags & flags::PART != 0 { flags::ORDER } else { 0 };
        flags |= if flags & flags::PART_PURCHASE != 0 { flags::PURCHASE } else { 0 };
        flags |= if flags & flags::OF_PART_PURCHASE != 0 { flags::OF_PURCHASE } else { 0 };
        Entry { flags, ..*entry }
    })
    .collect()
}

/// Lets the first purchase of a day stand for all of that day.
pub fn merge_days(entries: &mut [Entry]) {
    let mut last = None;
    for entry in entries.iter_mut().filter(|e| e.is_purchase()) {
        if last == Some(entry.day()) {
            entry.flags &= !(flags::PURCHASE | flags::ORDER);
        }
        last = Some(entry.day());
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ledger::sketch::sketch;
    use crate::ledger::window::Period;

    /// Customers, purchases and gap days per slot.
    #[derive(Default)]
    struct Counts(Vec<(u64, u64, u32)>);

    impl Tally for Counts {
        type Outcome = (u64, u64, u32);
        fn visit(&mut self, slot: usize, visit: &Visit<'_>) {
            let count = &mut self.0[slot];
            count.0 += 1;
            count.1 += visit.purchases();
            count.2 += visit.gaps().sum::<u32>();
        }
        fn merge(&mut self, other: Self) {
            for (a, b) in self.0.iter_mut().zip(other.0) {
                *a = (a.0 + b.0, a.1 + b.1, a.2 + b.2);
            }
        }
        fn finish(self) -> Vec<Self::Outcome> {
            self.0
        }
    }

    fn by_year(merge_days: bool) -> Vec<(u64, u64, u32)> {
        let ledger = sketch(&[
            ("anna", "2023-12-22", "10.00"),
            ("anna", "2024-01-01", "10.00"),
            ("anna", "2024-01-01", "5.00"),
            ("ben", "2024-05-05", "7.00"),
            ("ben", "2025-05-05", "0.00"),
        ]);
        let span = Window { from: "2023-01-01".parse().expect("a day"), to: "2025-12-31".parse().expect("a day") };
        let frame = Frame { windows: Period::Year.across(span), split: Split::Whole, merge_days, since: None };
        scan(&ledger, &frame, 2, |slots| Counts(vec![Default::default(); slots]))
    }

    #[test]
    fn a_gap_belongs_to_the_period_of_its_later_purchase() {
        assert_eq!(by_year(false), [(1, 1, 0), (2, 3, 10), (1, 0, 0)]);
    }

    #[test]
    fn attributes_and_columns_of_orders_make_groups_together() {
        let label = |text: &str| vec![(!text.is_empty()).then(|| text.to_owned())];
        let groups =
            |labels: [&str; 3]| Groups { of_code: vec![0, 1, 2], labels: labels.map(label).to_vec(), stride: 0 };
        let crossed =
            Groups::crossed(&groups(["gold", "silver", ""]), &groups(["web", "shop", ""]), |tier, channel| {
                [channel, tier].concat()
            });
        let named = |attributes, code| crossed.labels[group_of(crossed.of_customer(attributes), code)].clone();
        assert_eq!(named(0, 1), [Some("shop".to_owned()), Some("gold".to_owned())]);
        assert_eq!(named(1, 0), [Some("web".to_owned()), Some("silver".to_owned())]);
        assert_eq!(named(u32::MAX, u32::MAX), [None, None]);
        assert_eq!(groups(["a", "b", ""]).of_customer(7), [0, 1, 2]);
    }

    #[test]
    fn purchases_of_one_day_can_count_as_one() {
        assert_eq!(by_year(true), [(1, 1, 0), (2, 2, 10), (1, 0, 0)]);
    }
}
