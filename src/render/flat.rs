//! Records as flat rows with the same keys in the same order: the shape of JSON records and of CSV.

use super::long;
use crate::answer::account::Rejection;
use crate::answer::change::Change;
use crate::answer::value::Value;
use crate::answer::{Answer, Document, Record, Section};
use crate::words::{self, Lang};
use std::ops::Range;

/// How a record without a value in a dimension, and the whole, are named in machine formats.
pub(super) const NONE: &str = "(none)";
const ALL: &str = "(all)";

/// Rows under their keys.
#[allow(clippy::struct_field_names, reason = "the rows are what it is for")]
pub(super) struct Rows<'a> {
    /// The keys, in order.
    pub(super) keys: Vec<String>,
    /// The rows, each with one value per key.
    pub(super) rows: Box<dyn Iterator<Item = Vec<Value>> + 'a>,
    /// The same rows for several threads, where there are too many to hold.
    pub(super) many: Option<Many<'a>>,
}

/// Appends the values of one row.
type Own<'a> = dyn Fn(usize, &mut Vec<Value>) + Sync + 'a;

/// Rows that can be made in any order.
pub(super) struct Many<'a> {
    /// How many there are.
    pub(super) count: usize,
    /// How many threads may make them.
    pub(super) threads: usize,
    /// How many values of its own a row has.
    pub(super) width: usize,
    /// What stands in every row before and after its own values.
    pub(super) around: [Vec<Value>; 2],
    /// Appends the values of the row in a place.
    pub(super) own: Box<Own<'a>>,
    /// Told of the rows that are asked for next.
    pub(super) ahead: Box<dyn Fn(Range<usize>) + Sync + 'a>,
}

impl<'a> Rows<'a> {
    /// Rows that come one after the other.
    pub(super) fn new(keys: Vec<String>, rows: impl Iterator<Item = Vec<Value>> + 'a) -> Self {
        Self { keys, rows: Box::new(rows), many: None }
    }

    /// Rows that can be made in any order.
    pub(super) fn many(
        keys: Vec<String>,
        count: usize,
        threads: usize,
        around: [Vec<Value>; 2],
        own: impl Fn(usize, &mut Vec<Value>) + Sync + Copy + 'a,
        ahead: impl Fn(Range<usize>) + Sync + 'a,
    ) -> Self {
        let width = keys.len() - around.iter().map(Vec::len).sum::<usize>();
        let [before, after] = around.clone();
        let row = move |place| {
            let mut row = before.clone();
            own(place, &mut row);
            row.resize(before.len() + width, Value::Missing);
            row.extend_from_slice(&after);
            row
        };
        let many = Many { count, threads, width, around, own: Box::new(own), ahead: Box::new(ahead) };
        Self { many: Some(many), ..Self::new(keys, (0..count).map(row)) }
    }

    /// No rows at all.
    pub(super) fn empty() -> Self {
        Self::new(vec![], std::iter::empty())
    }
}

/// The group of a row that is not one of the records.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Whole {
    /// No group: `null`.
    Unnamed,
    /// The last row of a sheet: `(all)`.
    Total,
}

/// The records that a JSON document lists: rejected rows for `check`, the long form for a report, else the answer's own.
pub(super) fn records(document: &Document, lang: Lang) -> Rows<'_> {
    if document.check.is_some() {
        return rejections(&document.rejections, lang);
    }
    if document.command == "report" {
        return Rows::new(long::KEYS.iter().map(ToString::to_string).collect(), long::rows(document));
    }
    answer(document).map_or_else(Rows::empty, answers)
}

/// The rows of a format that has nothing but rows: the records, or the summary where there are none.
pub(super) fn sheet(document: &Document, lang: Lang) -> Rows<'_> {
    match answer(document) {
        Some(answer) if answer.records.is_empty() => summary(answer),
        _ => records(document, lang),
    }
}

/// The same, ending in a total where records are groups of a whole.
pub(super) fn sheet_with_total(document: &Document, lang: Lang) -> Rows<'_> {
    let rows = sheet(document, lang);
    match answer(document) {
        Some(answer) if !answer.records.is_empty() && !answer.dimensions.is_empty() => {
            let total = std::iter::once_with(|| row(answer, answer.summary.clone(), Some(Whole::Total)));
            Rows::new(rows.keys, rows.rows.chain(total))
        }
        // The whole says of itself that it is one, in the column that names the others.
        Some(answer) if !answer.records.is_empty() && answer.summary.is_named(ALL) => {
            let total = answer.records.iter().find(|record| is_whole(answer, record)).unwrap_or(&answer.summary);
            Rows::new(rows.keys, rows.rows.chain(std::iter::once_with(|| row(answer, total.clone(), None))))
        }
        _ => rows,
    }
}

/// The answer of a command; parts that follow it, such as the check of a forecast, are sections of their own.
pub(super) fn answer(document: &Document) -> Option<&Answer> {
    match document.sections.as_slice() {
        [Section::Answered(answer), ..] if document.command != "report" => Some(answer),
        _ => None,
    }
}

/// The records of an answer.
pub(super) fn answers(answer: &Answer) -> Rows<'_> {
    if let Some(roll) = answer.records.roll() {
        let mut before = row(answer, roll.blank().clone(), None);
        let mut own = before.split_off(answer.dimensions.len().max(unnamed(answer)) + DAYS);
        let after = own.split_off(answer.sheet.columns.len());
        let values = |place, values: &mut Vec<Value>| roll.values(place, values);
        return Rows::many(keys(answer), roll.count(), roll.threads(), [before, after], values, |places| {
            roll.ahead(places);
        });
    }
    let records = answer.records.iter().filter(|record| !is_whole(answer, record));
    Rows::new(keys(answer), records.map(|record| row(answer, record.clone(), None)))
}

/// Whether a record is the whole: people see it below its parts, for machines it is the summary.
fn is_whole(answer: &Answer, record: &Record) -> bool {
    record.is_named(ALL) && record.values == answer.summary.values
}

/// The whole of an answer, under the same keys.
pub(super) fn summary(answer: &Answer) -> Rows<'_> {
    Rows::new(keys(answer), std::iter::once_with(|| row(answer, answer.summary.clone(), Some(Whole::Unnamed))))
}

/// The rejected rows, as `check` and a file of rejects list them.
pub(super) fn rejections(rejections: &[Rejection], lang: Lang) -> Rows<'_> {
    let rows = rejections.iter().map(move |rejection| {
        let expected = words::expectation(lang, rejection.reason, rejection.expected.as_deref());
        vec![
            Value::text(rejection.path.as_str()),
            Value::Count(rejection.line),
            Value::text(rejection.column.as_str()),
            Value::text(rejection.value.as_str()),
            Value::text(rejection.reason.code()),
            Value::text(expected),
        ]
    });
    Rows::new(REJECTION_KEYS.iter().map(ToString::to_string).collect(), rows)
}

const REJECTION_KEYS: [&str; 6] = ["path", "line", "column", "value", "reason", "expected"];

fn keys(answer: &Answer) -> Vec<String> {
    let own = |name: &str| {
        ["from", "to", "complete", "currency", "warnings"].contains(&name) || answer.sheet.position(name).is_some()
    };
    let mut keys: Vec<String> = match answer.dimensions.as_slice() {
        // The answer's own column of that name says it.
        [] if answer.sheet.position("group").is_some() => vec![],
        [] | [_] => vec!["group".to_owned()],
        // A dimension may be called like a column of the answer; two equal keys would lose one of them.
        several => several.iter().map(|name| if own(name) { format!("by_{name}") } else { name.clone() }).collect(),
    };
    keys.extend(["from", "to"].map(String::from));
    keys.extend(answer.sheet.columns.iter().map(|column| column.key.to_owned()));
    keys.extend(compared(answer).flat_map(|figure| change_keys(answer, figure)));
    keys.extend(["complete", "currency", "warnings"].map(String::from));
    keys
}

/// The figures that were compared with earlier ones.
fn compared(answer: &Answer) -> impl Iterator<Item = &'static str> {
    answer.summary.changes.iter().map(|change| change.key)
}

/// What a change is called: plainly that of the headline, under the name of its column any other.
fn change_keys(answer: &Answer, figure: &str) -> [String; 5] {
    let plain = ["previous", "change", "change_low", "change_high", "p_adjusted"];
    // A column of the answer's own keeps its name.
    let is_plain = |name: &str| figure == answer.sheet.headline && answer.sheet.position(name).is_none();
    plain.map(|name| if is_plain(name) { name.to_owned() } else { format!("{figure}_{name}") })
}

/// What stands under these names.
fn change(change: Option<&Change>) -> [Value; 5] {
    let Some(change) = change else { return [const { Value::Missing }; 5] };
    let Change { previous, change, low, high, p_adjusted, key: _, p: _ } = change.clone();
    [previous, change, low, high, p_adjusted.into()]
}

/// How many days stand before a row's values: the first and the last of its window.
const DAYS: usize = 2;

/// How many groups a row without a dimension has: none where the answer's own column of that name says it.
fn unnamed(answer: &Answer) -> usize {
    usize::from(answer.sheet.position("group").is_none())
}

fn row(answer: &Answer, mut record: Record, whole: Option<Whole>) -> Vec<Value> {
    let mut labels = std::mem::take(&mut record.group).into_iter();
    let label = |_| match (whole, labels.next()) {
        (Some(Whole::Total), _) => Value::word(ALL),
        (Some(Whole::Unnamed), _) | (None, None) => Value::Missing,
        (None, Some(label)) => label.map_or_else(|| Value::word(NONE), Value::text),
    };
    let days = record.window.map_or([None; DAYS], |window| [Some(window.from), Some(window.to)]);
    let mut row: Vec<Value> = (0..answer.dimensions.len().max(unnamed(answer))).map(label).collect();
    row.extend(days.map(Value::from));
    let own = row.len();
    row.append(&mut record.values);
    row.resize(own + answer.sheet.columns.len(), Value::Missing);
    row.extend(compared(answer).flat_map(|figure| change(record.change(figure))));
    row.push(record.complete.map_or(Value::Missing, Value::Flag));
    row.push(record.currency.map_or(Value::Missing, |currency| Value::text(currency.to_string())));
    row.push(Value::Texts(record.warnings.iter().map(ToString::to_string).collect()));
    row
}
