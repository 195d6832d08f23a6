//! What understanding a row has in common for every kind of file: rejections, exclusions, evidence, line numbers.

use super::field;
use super::plan::{Plan, Reading};
use super::record::Record;
use super::swallow::swallows;
use super::value::amount::AmountEvidence;
use super::value::date::DateEvidence;
use super::value::score::Steps;
use crate::answer::reason::Reason;
use crate::ledger::currency::Currency;
use crate::ledger::day::Minute;
use memchr::{memchr, memchr_iter, memchr2};
use std::collections::BTreeMap;

/// Why a row cannot be taken, and in which column.
#[derive(Debug, Clone, Copy)]
pub(super) struct Fault {
    /// Why.
    pub(super) reason: Reason,
    /// The column; beyond the header where it is the row as a whole.
    pub(super) column: usize,
}

/// The row as a whole.
pub(super) const WHOLE_ROW: usize = usize::MAX;

/// A rejected row of a chunk.
#[derive(Debug, Clone)]
pub(super) struct Reject {
    /// The record's first byte in the chunk.
    pub(super) at: u32,
    /// The line on which the record starts, counted from the chunk's first.
    pub(super) line: u64,
    /// Why and where.
    pub(super) fault: Fault,
    /// What stood there, shortened.
    pub(super) value: String,
    /// What the row is worth, where that can be read.
    pub(super) worth: Option<Worth>,
}

/// An amount with its currency.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Worth {
    /// The currency, when named.
    pub(super) currency: Option<Currency>,
    /// The digits.
    pub(super) mantissa: i64,
    /// The decimals.
    pub(super) scale: u8,
}

/// What a row says against its whole file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Against {
    /// A quotation mark opens here and is never closed: what follows is anybody's guess.
    Unclosed,
    /// The header of another table, with these cells: the rows behind it mean something else.
    AnotherTable(String),
}

/// Rules that leave a row out before it becomes anything.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Rule {
    /// No field has anything in it.
    EmptyRow,
    /// The header once more, as where files were pasted together.
    RepeatedHeader,
    /// The second and third header rows of survey tools, or a row of units.
    SecondHeader,
    /// No question was answered.
    NoAnswer,
    /// A code that was declared to mean "no answer".
    DeclaredMissing,
    /// An answer given to try out the survey.
    Preview,
    /// An answer that was not sent.
    Unfinished,
    /// An answer to another question than the one asked.
    OtherQuestion,
    /// A customer without anything to be known by.
    NoCustomer,
    /// A row in a list of campaigns that names none.
    NoCampaign,
    /// An order in a list of returns that did not come back.
    NotReturned,
}

impl Rule {
    /// The stable code.
    pub(super) fn code(self) -> &'static str {
        match self {
            Self::EmptyRow => "empty row",
            Self::RepeatedHeader => "repeated header",
            Self::SecondHeader => "second header",
            Self::NoAnswer => "no answer",
            Self::DeclaredMissing => "declared missing",
            Self::Preview => "preview",
            Self::Unfinished => "unfinished",
            Self::OtherQuestion => "other question",
            Self::NoCustomer => "no customer",
            Self::NoCampaign => "no campaign",
            Self::NotReturned => "not returned",
        }
    }
}

/// How many values of the columns fit which reading; merged over all chunks of a family.
#[derive(Debug, Default)]
pub(super) struct Evidence {
    /// Dates that fit the reading.
    pub(super) dates: u64,
    /// Of them, those that would fit with day and month exchanged.
    pub(super) either_way: u64,
    /// Dates that do not fit.
    pub(super) other_dates: DateEvidence,
    /// Dates that fit a reading with two-digit years.
    pub(super) short_dates: DateEvidence,
    /// What the amounts say about the decimal mark.
    pub(super) amounts: AmountEvidence,
    /// A currency met beside the amounts, for the reading of its groups.
    pub(super) currency: Option<Currency>,
    /// Customer ids like `17850.0`, and all others that are not blank.
    pub(super) customers: (u64, u64),
    /// Order ids likewise.
    pub(super) orders: (u64, u64),
    /// What answers show of the scale of satisfaction.
    pub(super) steps: Steps,
    /// The questions that were answered.
    pub(super) questions: Questions,
    /// Whether bytes were met that are not in the encoding.
    pub(super) not_encoded: bool,
    /// Whether the fast splitter met quotes or carriage returns that it cannot vouch for.
    pub(super) irregular: bool,
}

impl Evidence {
    /// Takes up another chunk's.
    pub(super) fn merge(&mut self, other: &Self) {
        self.dates += other.dates;
        self.either_way += other.either_way;
        self.other_dates.merge(&other.other_dates);
        self.short_dates.merge(&other.short_dates);
        self.amounts.merge(&other.amounts);
        self.currency = self.currency.or(other.currency);
        self.customers = (self.customers.0 + other.customers.0, self.customers.1 + other.customers.1);
        self.orders = (self.orders.0 + other.orders.0, self.orders.1 + other.orders.1);
        self.steps.merge(&other.steps);
        self.questions.merge(&other.questions);
        self.not_encoded |= other.not_encoded;
        self.irregular |= other.irregular;
    }
}

/// Whether the answers of one column are to several questions, which another column names.
#[derive(Debug, Default)]
pub(super) struct Questions {
    first: Option<String>,
    /// Whether there are more than one.
    pub(super) several: bool,
}

impl Questions {
    /// Takes note of the question of an answer.
    pub(super) fn see(&mut self, text: &str) {
        match &self.first {
            None => self.first = Some(text.to_owned()),
            Some(first) => self.several |= first != text,
        }
    }

    fn merge(&mut self, other: &Self) {
        if let Some(text) = &other.first {
            self.see(text);
        }
        self.several |= other.several;
    }
}

/// A field larger than this is no value that anybody typed.
const LONGEST_FIELD: usize = 1 << 20;

#[cold]
fn is_too_long(record: &Record<'_>) -> bool {
    (0..record.ends.len()).any(|column| record.raw(column).len() > LONGEST_FIELD)
}

/// What the understanding of a chunk's rows writes down beside the rows themselves.
pub(super) struct Common<'p> {
    /// The columns.
    pub(super) plan: &'p Plan,
    /// The reading.
    pub(super) reading: &'p Reading,
    /// Rejected rows.
    pub(super) rejects: Vec<Reject>,
    /// Rows left out by rule.
    pub(super) excluded: BTreeMap<Rule, u64>,
    /// What the values say about the reading.
    pub(super) evidence: Evidence,
    /// Rows with quotation marks kept as characters.
    pub(super) literal_quotes: u64,
    /// Dates in another form than the column's, which leaves no doubt.
    pub(super) foreign_dates: u64,
    /// Rows with more fields than the header, all of the surplus blank.
    pub(super) trailing_blanks: u64,
    /// Rejected rows of a single field.
    pub(super) single: u64,
    /// The first row that speaks against the whole file.
    pub(super) against: Option<(u32, Against)>,
    /// Whether a NUL stands anywhere in the chunk.
    pub(super) nul: bool,
    /// Whether a carriage return does.
    pub(super) returns: bool,
}

impl<'p> Common<'p> {
    /// For one chunk.
    pub(super) fn new(plan: &'p Plan, reading: &'p Reading, bytes: &[u8]) -> Self {
        let mut evidence = Evidence::default();
        if reading.encoding == encoding_rs::UTF_8 && !bytes.is_ascii() {
            evidence.not_encoded = std::str::from_utf8(bytes).is_err();
        }
        // One look for both: hardly any chunk has either.
        let (mut nul, mut returns) = (false, false);
        if memchr2(0, b'\r', bytes).is_some() {
            (nul, returns) = (has_nul(bytes), memchr(b'\r', bytes).is_some());
        }
        Self {
            plan,
            reading,
            rejects: vec![],
            excluded: BTreeMap::new(),
            evidence,
            literal_quotes: 0,
            foreign_dates: 0,
            trailing_blanks: 0,
            single: 0,
            against: None,
            nul,
            returns,
        }
    }

    /// Checks what concerns the row as a whole.
    #[inline]
    pub(super) fn whole(&mut self, record: &Record<'_>, quotes: bool) -> Result<(), Fault> {
        use super::exact::Oddity;
        let width = self.plan.names.len();
        let fault = |reason| Err(Fault { reason, column: WHOLE_ROW });
        if record.fields != width {
            let surplus_blank = record.fields > width && self.surplus(record, width);
            if !surplus_blank {
                return fault(if record.oddity == Oddity::None { Reason::FieldCount } else { Reason::BadQuote });
            }
            self.trailing_blanks += 1;
        }
        match record.oddity {
            Oddity::None => {}
            Oddity::Literal => self.literal_quotes += 1,
            Oddity::Broken | Oddity::Unclosed => return fault(Reason::BadQuote),
        }
        if quotes && swallows(record, self.plan, self.reading) {
            return fault(Reason::BadQuote);
        }
        if record.ends.last().is_some_and(|&end| end as usize - record.start > LONGEST_FIELD) && is_too_long(record) {
            return fault(Reason::TooLong);
        }
        if self.nul && memchr(0, record.whole()).is_some() {
            return fault(Reason::NulByte);
        }
        Ok(())
    }

    /// Reads a date and writes down what it says about the reading.
    #[inline]
    pub(super) fn when(&mut self, bytes: &[u8]) -> Result<Minute, Reason> {
        let found = field::when(bytes, self.reading);
        if let Ok(when) = found
            && !when.foreign
        {
            if self.reading.date.is_short() {
                self.short_date(bytes);
            }
            self.evidence.dates += 1;
            self.evidence.either_way += u64::from(when.either_way);
            return Ok(when.minute);
        }
        self.odd_date(bytes, found)
    }

    /// Where the year has two digits, each value may fit another order too: all of them are asked.
    #[cold]
    fn short_date(&mut self, bytes: &[u8]) {
        if let Ok(text) = field::text(bytes, self.reading) {
            self.evidence.short_dates.see(&text);
        }
    }

    #[cold]
    fn odd_date(&mut self, bytes: &[u8], found: Result<field::When, Reason>) -> Result<Minute, Reason> {
        if !matches!(found, Err(Reason::MissingDate))
            && let Ok(text) = field::text(bytes, self.reading)
        {
            self.evidence.other_dates.see(&text);
        }
        let when = found?;
        self.foreign_dates += 1;
        Ok(when.minute)
    }

    /// Whether everything beyond the header's width is blank.
    fn surplus(&self, record: &Record<'_>, width: usize) -> bool {
        let mut line = record.whole();
        for _ in width..record.fields {
            let blank = line.iter().rposition(|b| !matches!(b, b' ' | b'\t')).map_or(0, |i| i + 1);
            match line[..blank].strip_suffix(&[self.reading.dialect.delimiter]) {
                Some(rest) => line = rest,
                None => return false,
            }
        }
        true
    }
}

/// Whether a NUL stands anywhere.
pub(super) fn has_nul(bytes: &[u8]) -> bool {
    memchr(0, bytes).is_some()
}

/// How many lines end in `bytes`: LF, CRLF, or a lone CR.
pub(super) fn line_ends(bytes: &[u8]) -> u64 {
    let feeds = memchr_iter(b'\n', bytes).count();
    let lone = memchr_iter(b'\r', bytes).filter(|&at| bytes.get(at + 1) != Some(&b'\n')).count();
    (feeds + lone) as u64
}
