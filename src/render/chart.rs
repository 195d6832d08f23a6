//! Pictures of an answer before they are drawn: which numbers, on which scale, told in which words. A page draws them as SVG, a workbook
//! with its own charts, a terminal as one line.

mod bars;
mod columns;
mod curve;
mod lines;
mod scale;
mod shares;
mod trend;

pub(super) use bars::Bars;
pub(super) use columns::Columns;
pub(super) use curve::Curve;
pub(super) use lines::Lines;
pub(super) use scale::Axis;
pub(super) use shares::Shares;
pub(super) use trend::{Mark, Trend};

use super::cells;
use super::show::Show;
use crate::answer::column::Column;
use crate::answer::value::Value;
use crate::answer::{Answer, Record};

/// A picture with its words.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Chart {
    /// What it shows.
    pub(super) title: String,
    /// What a reader who does not see it must know.
    pub(super) told: String,
    /// The columns it is drawn from, where the records have them.
    pub(super) keys: Vec<&'static str>,
    /// The numbers.
    pub(super) picture: Picture,
}

/// The kinds of pictures.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Picture {
    /// Wholes cut into parts.
    Shares(Shares),
    /// A figure over time, with its interval as a band.
    Trend(Trend),
    /// Sums over time, each cut into parts.
    Columns(Columns),
    /// Groups side by side, with their intervals.
    Bars(Bars),
    /// How much of a whole the first so many have.
    Curve(Curve),
    /// Several figures along one scale.
    Lines(Lines),
}

/// The pictures of an answer, the most telling first.
pub(super) fn of(answer: &Answer, show: Show) -> Vec<Chart> {
    let over_time = [columns::of, trend::of];
    let single = [shares::of, curve::of, lines::of, bars::of];
    let first = over_time.into_iter().find_map(|of| of(answer, show));
    first.or_else(|| single.into_iter().find_map(|of| of(answer, show))).into_iter().collect()
}

/// The words that name periods, as `--by` takes them.
const PERIODS: [&str; 5] = ["day", "week", "month", "quarter", "year"];

/// Whether the records follow each other in time.
pub(super) fn is_over_time(answer: &Answer) -> bool {
    matches!(answer.dimensions.as_slice(), [only] if PERIODS.contains(&only.as_str()))
}

/// The records that are parts; a whole that stands among them, as the last of the tenths, is none.
fn parts(answer: &Answer) -> impl Iterator<Item = &Record> {
    answer.records.iter().filter(|record| !is_whole(record))
}

/// Whether a record is the whole that stands below its parts.
pub(super) fn is_whole(record: &Record) -> bool {
    record.is_named("(all)")
}

/// A value as a number to draw with; text formats never go through it.
pub(super) fn number(value: &Value) -> Option<f64> {
    cells::number(value)?.parse().ok()
}

/// A record's value by key.
pub(super) fn at<'a>(answer: &Answer, record: &'a Record, key: &str) -> &'a Value {
    answer.sheet.position(key).and_then(|place| record.values.get(place)).unwrap_or(&Value::Missing)
}

/// A record's number by key.
fn number_at(answer: &Answer, record: &Record, key: &str) -> Option<f64> {
    number(at(answer, record, key))
}

/// The column that the sheet leads with, where it is a number.
fn headline(answer: &Answer) -> Option<&'static Column> {
    use crate::answer::column::Unit;
    let column = answer.sheet.columns.iter().find(|column| column.key == answer.sheet.headline)?;
    (!matches!(column.unit, Unit::Text | Unit::Date | Unit::Flag)).then_some(column)
}

/// The ends of a record's interval, as numbers.
pub(super) fn band(answer: &Answer, record: &Record, column: &Column) -> Option<(f64, f64)> {
    let (low, high) = column.interval?;
    Some((number_at(answer, record, low)?, number_at(answer, record, high)?))
}

/// A record's value as text, with its interval behind it.
fn told(answer: &Answer, record: &Record, column: &Column, show: Show) -> String {
    let show = show.counted_in(record.currency);
    let text = show.value(at(answer, record, column.key), column.unit);
    let ends = column
        .interval
        .and_then(|(low, high)| show.interval(at(answer, record, low), at(answer, record, high), column.unit));
    ends.map_or(text.clone(), |ends| format!("{text} ({ends})"))
}
