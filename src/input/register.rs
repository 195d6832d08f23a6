//! What customers files say of each customer: attributes, the day of joining, costs. A customer's later row replaces the earlier one, and
//! where the two contradict each other that is said.

use super::account::Book;
use super::people::Person;
use super::value::amount::Amount;
use crate::answer::Warning;
use crate::ledger::shard::Costs;
use crate::ledger::{Dimension, Dimensions, Ledger};
use std::collections::BTreeSet;

/// The rows of all customers files, in reading order.
#[derive(Default)]
pub(super) struct Register {
    persons: Vec<Person>,
    /// Where the customers of each chunk begin, and the lines before it in its file.
    chunks: Vec<(usize, u64)>,
    clashes: Vec<Clash>,
}

/// A row that says something else than an earlier one of the same customer.
struct Clash {
    /// Which customer.
    customer: (usize, u32),
    /// The combination of attributes that the earlier row had.
    before: u32,
    /// That of the later one, which counts.
    after: u32,
    /// The number of the later row among all.
    row: usize,
}

impl Register {
    /// Takes the rows of a chunk, which has so many lines of its file before it.
    pub(super) fn take(&mut self, persons: impl Iterator<Item = Person>, first_line: u64) {
        self.chunks.push((self.persons.len(), first_line));
        self.persons.extend(persons);
    }

    /// The rows.
    pub(super) fn persons(&self) -> &[Person] {
        &self.persons
    }

    /// Enters every row in the ledger, where `place` says that its customer stands: shard and number.
    pub(super) fn settle(
        &mut self,
        ledger: &mut Ledger,
        place: impl Fn(&Person, usize) -> (usize, u32),
        books: &mut [Book],
        scale: u8,
    ) {
        if self.persons.is_empty() {
            return;
        }
        let cost = self.persons.iter().any(|person| person.costs().iter().any(Option::is_some));
        // Of each customer the file of the row that counts so far.
        let mut rows: Vec<Vec<u16>> = vec![];
        for shard in &mut ledger.shards {
            shard.attributes = vec![u32::MAX; shard.keys.len()];
            shard.joined = vec![None; shard.keys.len()];
            shard.costs = vec![Costs::default(); if cost { shard.keys.len() } else { 0 }];
            rows.push(vec![u16::MAX; shard.keys.len()]);
        }
        let at = |amount: Amount| amount.mantissa * 10i64.pow(u32::from(scale - amount.scale));
        for (row, person) in self.persons.iter().enumerate() {
            let (shard, number) = place(person, row);
            let earlier = std::mem::replace(&mut rows[shard][number as usize], person.file);
            if earlier != u16::MAX {
                books[usize::from(earlier)].account.used -= 1;
                books[usize::from(earlier)].account.merged += 1;
            }
            books[usize::from(person.file)].account.used += 1;
            let own = &mut ledger.shards[shard];
            let before = std::mem::replace(&mut own.attributes[number as usize], person.tuple);
            if earlier != u16::MAX && before != person.tuple {
                self.clashes.push(Clash { customer: (shard, number), before, after: person.tuple, row });
            }
            own.joined[number as usize] = person.joined;
            if let Some(costs) = own.costs.get_mut(number as usize) {
                let [acquisition, retention] = person.costs().map(|cost| cost.map(at));
                *costs = Costs { acquisition, retention };
            }
        }
    }

    /// The columns in which rows of one customer differ: how many customers, and where it is met first.
    pub(super) fn contradictions(&self, attributes: &Dimensions, books: &[Book]) -> Vec<Warning> {
        let in_column = |(at, column): (usize, &Dimension)| {
            // A column that is wanted for two reasons stands there twice.
            let again = attributes.columns[..at].iter().any(|other| other.name == column.name);
            let told = |clash: &&Clash| attributes.text(clash.before, at) != attributes.text(clash.after, at);
            let first = self.clashes.iter().find(told).filter(|_| !again)?;
            let customers: BTreeSet<_> = self.clashes.iter().filter(told).map(|clash| clash.customer).collect();
            let count = customers.len().to_string();
            let facts = [("count", count), ("column", column.name.clone()), ("place", self.line(first.row, books))];
            Some(Warning::new("customers-differ", facts))
        };
        attributes.columns.iter().enumerate().filter_map(in_column).collect()
    }

    /// The file of a row and, where it is known, the line.
    fn line(&self, row: usize, books: &[Book]) -> String {
        let person = &self.persons[row];
        let path = &books[usize::from(person.file)].account.path;
        let chunk = self.chunks.partition_point(|(from, _)| *from <= row).checked_sub(1);
        let before = chunk.map_or(0, |chunk| self.chunks[chunk].1);
        match person.line {
            0 => path.clone(),
            line => format!("{path}:{}", before + u64::from(line)),
        }
    }
}
