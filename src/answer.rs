//! What every output is made of: columns, records, accounts of rows and money, warnings, verdicts.
//!
//! An answer knows nothing of formats or languages: it carries codes, and `words` has the sentences.

pub mod account;
pub mod change;
pub mod column;
pub mod people;
pub mod reason;
pub mod records;
pub mod value;

use crate::ledger::currency::Currency;
use crate::ledger::window::Window;
use account::{InputAccount, Rejection};
use change::Change;
use column::Sheet;
use records::Records;
use std::borrow::Cow;
use value::Value;

/// How a run ended; `main` alone makes it an exit code.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verdict {
    /// Answered: exit 0.
    Answered,
    /// Data was rejected and nothing was computed, or an input was refused: exit 3.
    Rejected,
    /// A file could not be opened or read: exit 1.
    Unreadable,
    /// Nothing lay in the window: exit 4.
    Empty,
    /// A `--fail-if` threshold is broken; the report is written all the same: exit 10.
    Threshold,
}

/// Something that makes a number less reliable, or that a reader must know: a code and its facts, worded elsewhere.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Warning {
    /// Stable code, such as `small-group`.
    pub code: &'static str,
    /// Named facts for the sentence, in the order in which it takes them.
    pub facts: Vec<(&'static str, String)>,
}

impl Warning {
    /// A warning with its facts.
    pub fn new(code: &'static str, facts: impl IntoIterator<Item = (&'static str, String)>) -> Self {
        Self { code, facts: facts.into_iter().collect() }
    }

    /// The fact of that name.
    pub fn fact(&self, name: &str) -> &str {
        self.facts.iter().find(|(n, _)| *n == name).map_or("", |(_, text)| text)
    }
}

/// The numbers of one group in one window; `values` stand in the order of the sheet's columns.
#[derive(Debug, Clone, PartialEq)]
pub struct Record {
    /// One label per dimension of the answer; `None` is "(none)". Empty for the whole.
    pub group: Vec<Option<String>>,
    /// The days covered.
    pub window: Option<Window>,
    /// Whether the window lies wholly within the observed days.
    pub complete: Option<bool>,
    /// The currency of its money.
    pub currency: Option<Currency>,
    /// One value per column.
    pub values: Vec<Value>,
    /// Codes of what makes this record less reliable.
    pub warnings: Vec<&'static str>,
    /// What its figures are compared with; empty where nothing was to be compared.
    pub changes: Vec<Change>,
}

impl Record {
    /// Of everybody, and of no window in particular.
    pub fn of(values: Vec<Value>) -> Self {
        Self { group: vec![], window: None, complete: None, currency: None, values, warnings: vec![], changes: vec![] }
    }

    /// Whether its first column says this.
    pub fn is_named(&self, name: &str) -> bool {
        matches!(self.values.first(), Some(Value::Text(own)) if **own == *name)
    }

    /// The change of a column's figure.
    pub fn change(&self, key: &str) -> Option<&Change> {
        self.changes.iter().find(|change| change.key == key)
    }
}

/// The answer of one command.
#[derive(Debug, Clone, PartialEq)]
pub struct Answer {
    /// The columns, their units and labels, and the definition.
    pub sheet: &'static Sheet,
    /// What was asked: as_of, interval, confidence, by, …, in the order shown.
    pub parameters: Vec<(&'static str, Value)>,
    /// The names of what the records are grouped by; empty when nothing was grouped.
    pub dimensions: Vec<String>,
    /// Accepted rows that this metric leaves out, by reason code, with how many.
    pub set_aside: Vec<(&'static str, u64)>,
    /// What a reader must know.
    pub warnings: Vec<Warning>,
    /// The whole.
    pub summary: Record,
    /// One per group, in natural order; of a list one per customer.
    pub records: Records,
}

impl Answer {
    /// With nothing to say besides its records.
    pub fn of(sheet: &'static Sheet, summary: Record, records: impl Into<Records>) -> Self {
        let records = records.into();
        Self { sheet, parameters: vec![], dimensions: vec![], set_aside: vec![], warnings: vec![], summary, records }
    }

    /// The figure that leads where figures are compared: the headline, or the first of them where the headline is none.
    pub fn leading(&self) -> &'static str {
        let headline = self.sheet.headline;
        let changes = || self.records.iter().chain([&self.summary]).flat_map(|record| &record.changes);
        if changes().any(|change| change.key == headline) {
            return headline;
        }
        changes().next().map_or(headline, |change| change.key)
    }
}

/// One part of a report: an answer, or the reason why there is none.
#[derive(Debug, Clone, PartialEq)]
pub enum Section {
    /// Answered.
    Answered(Box<Answer>),
    /// Refused: the command, a reason code from [`reason`], and its facts.
    Refused(&'static str, Warning),
}

impl Section {
    /// The columns of its answer, where it has one.
    pub fn sheet(&self) -> Option<&'static Sheet> {
        match self {
            Self::Answered(answer) => Some(answer.sheet),
            Self::Refused(..) => None,
        }
    }
}

/// Everything a run has to say.
#[derive(Debug, Clone, PartialEq)]
pub struct Document {
    /// `nps`, `repeat`, …, `report`, `check`.
    pub command: &'static str,
    /// What was asked of all sections.
    pub parameters: Vec<(&'static str, Value)>,
    /// What was read, and where each row and unit of money went.
    pub inputs: Vec<InputAccount>,
    /// Remarks about the inputs as a whole.
    pub warnings: Vec<Warning>,
    /// One section for a metric, several for a report, none for `check`.
    pub sections: Vec<Section>,
    /// The places of those sections that nobody named: they stand only where a report is looked through, on pages and in workbooks.
    pub unasked: Vec<usize>,
    /// Every rejected row.
    pub rejections: Vec<Rejection>,
    /// The totals of `check`: key and value, in order.
    pub check: Option<Vec<(&'static str, Value)>>,
}

impl Document {
    /// The document as it was asked for: without the sections that nobody named.
    pub fn asked(&self) -> Cow<'_, Self> {
        if self.unasked.is_empty() {
            return Cow::Borrowed(self);
        }
        let mut own = self.clone();
        let mut at = 0..;
        own.sections.retain(|_| at.next().is_some_and(|at| !self.unasked.contains(&at)));
        own.unasked.clear();
        Cow::Owned(own)
    }
}
