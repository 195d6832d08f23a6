//! What is known of the customers: days, exact money, entries in time order, and the one scan that serves every metric.
//!
//! The ledger is columnar and holds no row text. Its customers are dealt into shards by a written-out hash of their id, so
//! neither the number of threads nor the size of a chunk can reach an output.

pub mod band;
pub mod currency;
pub mod day;
pub mod entry;
pub mod exchange;
pub mod key;
pub mod money;
pub mod pseudonym;
pub mod ratio;
pub mod scan;
pub mod send;
pub mod shard;
pub mod sketch;
pub mod window;

use currency::Currency;
use day::Day;
use entry::Entry;
use shard::Shard;

/// A wanted column: its name and its distinct values, addressed by code.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Dimension {
    /// The column's name as the file spells it.
    pub name: String,
    /// The distinct values; an empty text is "no value".
    pub values: Vec<String>,
}

/// Several wanted columns at once: a code stands for one combination of values.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Dimensions {
    /// The columns, in the order they were asked for.
    pub columns: Vec<Dimension>,
    /// For each code, the value's number in every column.
    pub tuples: Vec<Box<[u32]>>,
}

impl Dimensions {
    /// The text of column `column` under `code`; `None` where it is blank.
    pub fn text(&self, code: u32, column: usize) -> Option<&str> {
        let value = *self.tuples.get(code as usize)?.get(column)?;
        let text = self.columns[column].values[value as usize].as_str();
        (!text.is_empty()).then_some(text)
    }
}

/// An answer to a survey; a score that was not given is [`Answer::NONE`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Answer {
    /// Where its customer stands in the ledger.
    pub customer: Option<Place>,
    /// When it was given, when that is known.
    pub minute: Option<day::Minute>,
    /// The scores of the wanted questions, in the order of [`Question`].
    pub scores: [i16; 3],
    /// The combination of wanted survey columns.
    pub code: u32,
    /// The file's number and the row's number in it: the order in which answers were read.
    pub order: (u16, u64),
}

impl Answer {
    /// No score was given.
    pub const NONE: i16 = i16::MIN;

    /// The score of one question, if it was given.
    pub fn score(&self, question: Question) -> Option<i16> {
        let score = self.scores[question as usize];
        (score != Self::NONE).then_some(score)
    }
}

/// The three questions a survey column can hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Question {
    /// 0–10, likely to recommend.
    Nps,
    /// Satisfaction.
    Csat,
    /// Effort or ease.
    Ces,
}

/// Where a customer stands: the shard, and the number in it.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Place {
    /// The shard.
    pub shard: u16,
    /// The number in the shard.
    pub number: u32,
}

/// All that is known.
#[derive(Debug, Default)]
pub struct Ledger {
    /// Customers and their entries, dealt by the hash of the id.
    pub shards: Vec<Shard>,
    /// Entries of orders that name no customer, in time order.
    pub guests: Vec<Entry>,
    /// The wanted-column codes of [`Ledger::guests`]; empty when no column was wanted.
    pub guest_codes: Vec<u32>,
    /// Decimals of every amount in the ledger.
    pub scale: u8,
    /// The currency, when the files name one.
    pub currency: Option<Currency>,
    /// Whether amounts were read at all; without them money is unknown, not zero.
    pub has_amounts: bool,
    /// Wanted columns of the transactions.
    pub dimensions: Dimensions,
    /// Wanted columns of the customers files.
    pub attributes: Dimensions,
    /// Wanted columns of the surveys.
    pub survey_dimensions: Dimensions,
    /// Answers, in reading order.
    pub answers: Vec<Answer>,
    /// Sends of promotions, in reading order.
    pub sends: Vec<send::Send>,
    /// The campaigns' names; an empty text is "no campaign".
    pub campaigns: Vec<String>,
    /// The first day with an order.
    pub first_day: Option<Day>,
    /// The last day with an order.
    pub last_day: Option<Day>,
    /// The day up to which customers are observed.
    pub as_of: Option<Day>,
    /// Rows and money after the as-of day: in the files, in no metric.
    pub after_as_of: u64,
}

impl Ledger {
    /// Customers of any source, buyers or not.
    pub fn customers(&self) -> usize {
        self.shards.iter().map(|s| s.keys.len()).sum()
    }

    /// When a customer joined, where a customers file says so.
    #[inline]
    pub fn joined(&self, place: Place) -> Option<Day> {
        self.shards[usize::from(place.shard)].joined.get(place.number as usize).copied().flatten()
    }

    /// Whether a customer joined before the data begin: then the first purchase here is hardly the first of all.
    #[inline]
    pub fn is_older(&self, place: Place) -> bool {
        self.joined(place).is_some_and(|joined| self.first_day.is_some_and(|first| joined < first))
    }
}
