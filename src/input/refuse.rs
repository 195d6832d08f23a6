//! Rows that cannot be taken: left out by a rule, rejected with their place and value, or speaking against the whole file.

use super::common::{Against, Common, Fault, Reject, Rule, WHOLE_ROW, Worth};
use super::exact::{Oddity, Scanner};
use super::headings::{Heading, heading};
use super::record::Record;
use super::{field, head, totals};
use crate::answer::reason::Reason;
use memchr::memchr2;

/// How much of a value is shown.
const SHOWN: usize = 60;
/// A longer record is no heading, and not looked at as one: a file of nothing else would take minutes.
const LONGEST_HEADING: usize = 64 << 10;

impl Common<'_> {
    /// Writes down a row that could not be taken: left out by a rule, or rejected. Says whether it was rejected.
    #[cold]
    pub(super) fn refuse(&mut self, record: &Record<'_>, fault: Fault, worth: Option<Worth>) -> bool {
        let whole = record.whole();
        if self.is_blank(record) {
            *self.excluded.entry(Rule::EmptyRow).or_default() += 1;
            return false;
        }
        let cells = if whole.len() <= LONGEST_HEADING { self.cells(whole) } else { vec![] };
        let found = heading(&cells, &self.plan.names);
        if found == Some(Heading::Same) {
            *self.excluded.entry(Rule::RepeatedHeader).or_default() += 1;
            return false;
        }
        let at = record.start as u32;
        let total = fault.reason == Reason::TotalRow || self.is_total(record, fault.reason);
        if record.oddity == Oddity::Unclosed && memchr2(b'\n', b'\r', whole).is_some() {
            self.against.get_or_insert((at, Against::Unclosed));
        } else if found == Some(Heading::Other) && !total {
            self.against.get_or_insert((at, Against::AnotherTable(cells.join("`, `"))));
        }
        self.single += u64::from(fault.reason == Reason::FieldCount && record.fields == 1);
        self.evidence.not_encoded |= fault.reason == Reason::BadEncoding;
        let (reason, column) = if total { (Reason::TotalRow, WHOLE_ROW) } else { (fault.reason, fault.column) };
        let value = if column == WHOLE_ROW { whole.into() } else { record.field(column) };
        let value = self.shortened(&value);
        self.rejects.push(Reject { at, line: 0, fault: Fault { reason, column }, value, worth });
        true
    }

    /// Whether nothing stands in the row.
    pub(super) fn is_blank(&self, record: &Record<'_>) -> bool {
        let delimiter = self.reading.dialect.delimiter;
        record.whole().iter().all(|&b| b == delimiter || matches!(b, b' ' | b'\t' | b'"' | 0x1a))
    }

    /// All cells of a record, however few of them the plan needs.
    fn cells(&self, whole: &[u8]) -> Vec<String> {
        let mut cells = vec![];
        Scanner { delimiter: self.reading.dialect.delimiter }.scan(whole, |start, ends, _| {
            if cells.is_empty() {
                cells = head::cells(whole, start, ends, self.reading.encoding);
            }
        });
        cells
    }

    /// Whether a row that lacks what every row has begins with a word for a total.
    fn is_total(&self, record: &Record<'_>, reason: Reason) -> bool {
        let lacks = matches!(
            reason,
            Reason::MissingDate
                | Reason::BadDate
                | Reason::MissingAmount
                | Reason::FieldCount
                | Reason::MissingCustomer
                | Reason::MissingOrder
                | Reason::MissingCurrency
        );
        totals::is_total(record, self.reading, lacks)
    }

    fn shortened(&self, bytes: &[u8]) -> String {
        let text = field::text(bytes, self.reading).unwrap_or_else(|_| String::from_utf8_lossy(bytes));
        let mut characters = text.chars();
        let head: String = characters.by_ref().take(SHOWN).collect();
        if characters.next().is_some() { format!("{head}…") } else { head }
    }
}
