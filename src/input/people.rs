//! A chunk of a customers file becomes people: their attributes, when they joined, what they cost.

use super::common::{Common, Fault, Rule, WHOLE_ROW};
use super::dictionary::Tuples;
use super::digits::Digits;
use super::plan::{Plan, Reading};
use super::record::Record;
use super::roles::Role;
use super::totals;
use super::value::amount::Amount;
use crate::answer::reason::Reason;
use crate::ledger::day::{Day, Minute};
use crate::ledger::key::Key;

/// One customer as the file has it, in forty bytes: all of them are held while the orders are merged.
#[derive(Debug, Clone)]
pub(super) struct Person {
    /// Who.
    pub(super) customer: Key,
    /// The combination of wanted attributes, local to the chunk.
    pub(super) tuple: u32,
    /// When the customer joined.
    pub(super) joined: Option<Day>,
    /// The file's number, once it has one.
    pub(super) file: u16,
    /// The line on which the row starts, counted from the chunk's first; 0 where the two bytes that are left cannot hold it.
    pub(super) line: u16,
    /// What it cost to win the customer and what it costs a year to keep him; few files say it.
    costs: Option<Box<[Option<Amount>; 2]>>,
}

impl Person {
    /// What it cost to win the customer, and what it costs a year to keep him.
    pub(super) fn costs(&self) -> [Option<Amount>; 2] {
        self.costs.as_ref().map_or([None; 2], |costs| **costs)
    }
}

/// What a chunk of a customers file is understood to be.
pub(super) struct People {
    /// The customers.
    pub(super) list: Vec<Person>,
    /// The first byte of each one's row in the chunk.
    pub(super) starts: Vec<u32>,
    /// The wanted attributes' values.
    pub(super) tuples: Tuples,
    /// What is needed to hold all costs.
    pub(super) digits: Digits,
}

/// Understands one chunk's rows.
pub(super) struct Registrar<'p> {
    /// Rejections, exclusions, evidence.
    pub(super) common: Common<'p>,
    quotes: bool,
    people: People,
}

impl<'p> Registrar<'p> {
    /// For one chunk.
    pub(super) fn new(plan: &'p Plan, reading: &'p Reading, bytes: &[u8], quotes: bool) -> Self {
        let people =
            People { list: vec![], starts: vec![], tuples: Tuples::new(plan.wanted.len()), digits: Digits::default() };
        Self { common: Common::new(plan, reading, bytes), quotes, people }
    }

    /// Takes up one row.
    pub(super) fn row(&mut self, record: &Record<'_>) {
        match self.understand(record) {
            Ok(Some(person)) => {
                self.people.list.push(person);
                self.people.starts.push(record.start as u32);
            }
            Ok(None) => *self.common.excluded.entry(Rule::NoCustomer).or_default() += 1,
            Err(fault) => {
                self.common.refuse(record, fault, None);
            }
        }
    }

    /// The customer; none where a known export lists one whom no column names.
    fn understand(&mut self, record: &Record<'_>) -> Result<Option<Person>, Fault> {
        self.common.whole(record, self.quotes)?;
        let plan = self.common.plan;
        let first = plan.at(Role::Customer).unwrap_or(WHOLE_ROW);
        let Some(id) = self.common.customer(record, first)? else {
            let blank = Fault { reason: Reason::MissingCustomer, column: first };
            return if plan.profile.is_some() && !self.common.is_blank(record) { Ok(None) } else { Err(blank) };
        };
        if totals::is_total(record, self.common.reading, false) {
            return Err(Fault { reason: Reason::TotalRow, column: WHOLE_ROW });
        }
        let customer = Key::of(&id);
        let joined = self.common.moment(record, plan.at(Role::Joined))?.map(Minute::day);
        let People { tuples, digits, .. } = &mut self.people;
        let acquisition = self.common.cost(record, plan.at(Role::AcquisitionCost), digits)?;
        let retention = self.common.cost(record, plan.at(Role::RetentionCost), digits)?;
        let costs = acquisition.or(retention).is_some().then(|| Box::new([acquisition, retention]));
        let tuple = self.common.tuple(record, tuples)?;
        Ok(Some(Person { customer, tuple, joined, file: 0, line: 0, costs }))
    }

    /// What the chunk has come to.
    pub(super) fn finish(self) -> (Common<'p>, People) {
        (self.common, self.people)
    }
}
