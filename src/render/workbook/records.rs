//! The records of an answer: a row for each, the whole at the end; one record alone stands upright, a row for each figure.

use super::{cells, pictures};
use crate::answer::Answer;
use crate::answer::column::Unit;
use crate::answer::value::Value;
use crate::ledger::currency::Currency;
use crate::render::flat::{self, Rows};
use crate::render::show::Show;
use crate::words;
use rust_xlsxwriter::{Worksheet, XlsxError};

/// The height of the headings, which may run over two lines.
const HEAD: f64 = 32.0;

/// Where the rows and columns of a sheet of records stand.
pub(super) struct Layout {
    /// The keys of the columns.
    pub(super) keys: Vec<String>,
    /// How many columns at the front name a row.
    pub(super) lead: usize,
    /// How many rows are records; the whole may stand below them.
    pub(super) records: usize,
    /// How many rows there are.
    pub(super) rows: u32,
}

/// Writes the records of an answer.
pub(super) fn write(sheet: &mut Worksheet, answer: &Answer, show: Show) -> Result<(), XlsxError> {
    if answer.records.is_empty() {
        return upright(sheet, answer, show);
    }
    let (lead, currencies) = (answer.dimensions.len(), currencies(answer));
    let Rows { keys, rows, many: _ } = flat::answers(answer);
    let mut rows: Vec<Vec<Value>> = rows.collect();
    let records = rows.len();
    if lead > 0 {
        rows.extend(flat::summary(answer).rows.map(|mut whole| {
            whole[..lead].fill(Value::text(show.phrases.all));
            whole
        }));
    }
    let kept: Vec<usize> =
        (0..keys.len()).filter(|place| *place < lead || tells(&keys[*place], *place, &rows)).collect();
    let layout = Layout {
        keys: kept.iter().map(|place| keys[*place].clone()).collect(),
        lead,
        records,
        rows: rows.len() as u32,
    };
    for (column, place) in (0..).zip(&kept) {
        let label = match answer.dimensions.get(*place) {
            Some(name) => words::dimension(show.lang, answer.sheet.command, name).to_owned(),
            None => show.label(&keys[*place]),
        };
        cells::text_as(sheet, 0, column, &label, &cells::heading())?;
    }
    for (number, row) in (0u32..).zip(&rows) {
        let currency = currencies.get(number as usize).copied().unwrap_or(answer.summary.currency);
        for (column, place) in (0..).zip(&kept) {
            let unit = unit(answer, &keys[*place]);
            cells::value(sheet, (number + 1, column), &row[*place], unit, currency, show)?;
        }
    }
    finish(sheet, &rows_of(&rows, &kept, show), lead.max(1), &layout.keys)?;
    pictures::insert(sheet, answer, &layout, show)
}

fn currencies(answer: &Answer) -> Vec<Option<Currency>> {
    answer.records.iter().map(|record| record.currency).collect()
}

/// Whether a column says anything; the window and the like are left out where all rows share them.
fn tells(key: &str, place: usize, rows: &[Vec<Value>]) -> bool {
    let mut values = rows.iter().map(|row| &row[place]);
    let first = values.next();
    let shared = ["from", "to", "complete", "currency", "warnings"].contains(&key);
    let empty = |value: &&Value| **value == Value::Missing || **value == Value::Texts(vec![]);
    match (first, shared) {
        (Some(first), true) if key != "currency" => values.any(|value| value != first),
        (first, _) => first.into_iter().chain(values).any(|value| !empty(&value)),
    }
}

/// What a column holds.
fn unit(answer: &Answer, key: &str) -> Unit {
    let of = |key: &str| answer.sheet.position(key).map(|place| answer.sheet.columns[place].unit);
    if let Some(unit) = of(key) {
        return unit;
    }
    // A comparison's columns hold what the figure holds that they are of.
    let ends = ["previous", "change", "change_low", "change_high"];
    let compared = ends.iter().find_map(|end| {
        let figure = key.strip_suffix(end)?;
        if figure.is_empty() { of(answer.sheet.headline) } else { of(figure.trim_end_matches('_')) }
    });
    match key {
        "from" | "to" => Unit::Date,
        _ => compared.unwrap_or(if key.ends_with("p_adjusted") { Unit::Number } else { Unit::Text }),
    }
}

/// One record: a row for each figure, with its interval and its counts.
fn upright(sheet: &mut Worksheet, answer: &Answer, show: Show) -> Result<(), XlsxError> {
    let words = words::page(show.lang);
    let heads = [words.figure.to_owned(), show.label("value"), show.label("low"), show.label("high")];
    let heads = heads.into_iter().chain([show.label("numerator"), show.label("denominator")]);
    for (column, head) in (0..).zip(heads) {
        cells::text_as(sheet, 0, column, &head, &cells::heading())?;
    }
    let record = &answer.summary;
    let at =
        |key: &str| answer.sheet.position(key).and_then(|place| record.values.get(place)).unwrap_or(&Value::Missing);
    let ends: Vec<&str> =
        answer.sheet.columns.iter().filter_map(|column| column.interval).flat_map(|(low, high)| [low, high]).collect();
    let mut row = 1;
    let mut labels = vec![];
    for (column, value) in answer.sheet.columns.iter().zip(&record.values) {
        if *value == Value::Missing || ends.contains(&column.key) {
            continue;
        }
        let label = show.label(column.key);
        cells::text(sheet, row, 0, &label)?;
        labels.push(vec![label]);
        cells::value(sheet, (row, 1), value, column.unit, record.currency, show)?;
        if let Some((low, high)) = column.interval {
            cells::value(sheet, (row, 2), at(low), column.unit, record.currency, show)?;
            cells::value(sheet, (row, 3), at(high), column.unit, record.currency, show)?;
        }
        if let Some((part, whole)) = column.of {
            cells::value(sheet, (row, 4), at(part), Unit::Count, None, show)?;
            cells::value(sheet, (row, 5), at(whole), Unit::Count, None, show)?;
        }
        row += 1;
    }
    let keys = vec![String::new(); 6];
    finish(sheet, &labels, 1, &keys)
}

/// Rows of any document under their keys.
pub(super) fn plain(sheet: &mut Worksheet, rows: Rows<'_>, show: Show) -> Result<(), XlsxError> {
    for (column, key) in (0..).zip(&rows.keys) {
        cells::text_as(sheet, 0, column, &show.label(key), &cells::heading())?;
    }
    let all: Vec<Vec<Value>> = rows.rows.collect();
    for (number, row) in (1..).zip(&all) {
        for (column, value) in (0..).zip(row) {
            cells::value(sheet, (number, column), value, Unit::Text, None, show)?;
        }
    }
    let kept: Vec<usize> = (0..rows.keys.len()).collect();
    finish(sheet, &rows_of(&all, &kept, show), 1, &rows.keys)
}

/// The first cells of the rows as text, for the width of their columns.
fn rows_of(rows: &[Vec<Value>], kept: &[usize], show: Show) -> Vec<Vec<String>> {
    let cell = |row: &Vec<Value>, place: usize| show.value(&row[place], Unit::Number);
    rows.iter().take(500).map(|row| kept.iter().map(|place| cell(row, *place)).collect()).collect()
}

/// Freezes the headings and gives every column the width it needs.
fn finish(sheet: &mut Worksheet, rows: &[Vec<String>], lead: usize, keys: &[String]) -> Result<(), XlsxError> {
    sheet.set_freeze_panes(1, u16::try_from(lead).unwrap_or(1))?;
    sheet.set_repeat_rows(0, 0)?;
    sheet.set_row_height(0, HEAD)?;
    for column in 0..keys.len() {
        let letters = |text: &String| text.chars().map(|c| if c.is_ascii() { 1.0 } else { 1.9 }).sum::<f64>();
        let widest = rows.iter().filter_map(|row| row.get(column)).map(letters).fold(0.0, f64::max);
        sheet.set_column_width(u16::try_from(column).unwrap_or(u16::MAX), widest.clamp(11.0, 42.0) + 2.0)?;
    }
    Ok(())
}
