//! The headline figures of all sections on one sheet, and the totals of a check.

use super::cells;
use crate::answer::column::Unit;
use crate::answer::value::Value;
use crate::answer::{Answer, Document, Section};
use crate::render::show::Show;
use crate::render::{chart, figures};
use crate::words;
use rust_xlsxwriter::{Worksheet, XlsxError};

/// Writes the headline figures.
pub(super) fn write(sheet: &mut Worksheet, document: &Document, show: Show) -> Result<(), XlsxError> {
    let words = words::page(show.lang);
    let keys =
        ["from", "to", "value", "low", "high", "n", "currency", "previous", "change", "change_low", "change_high"];
    let heads = [words.section, words.figure].map(String::from).into_iter().chain(keys.map(|key| show.label(key)));
    for (column, head) in (0..).zip(heads) {
        cells::text_as(sheet, 0, column, &head, &cells::heading())?;
    }
    let figures = figures::of(document, show);
    let mut row = 1;
    for (number, section) in document.sections.iter().enumerate() {
        match section {
            Section::Answered(answer) => {
                if let Some(figure) = figures.iter().find(|figure| figure.section == number) {
                    cells::text(sheet, row, 0, &figure.title)?;
                    cells::text(sheet, row, 1, &figure.label)?;
                    line(sheet, row, answer, show)?;
                    row += 1;
                }
            }
            Section::Refused(command, why) => {
                cells::text(sheet, row, 0, words::command(show.lang, command))?;
                cells::text(sheet, row, 1, &words::warning(show.lang, why))?;
                row += 1;
            }
        }
    }
    sheet.set_freeze_panes(1, 2)?;
    sheet.set_repeat_rows(0, 0)?;
    sheet.set_column_width(0, 38)?;
    sheet.set_column_width(1, 24)?;
    sheet.set_column_range_width(2, 12, 13)?;
    Ok(())
}

fn line(sheet: &mut Worksheet, row: u32, answer: &Answer, show: Show) -> Result<(), XlsxError> {
    let record = &answer.summary;
    let at = |key: &str| chart::at(answer, record, key);
    let Some(column) = answer.sheet.columns.iter().find(|column| column.key == answer.sheet.headline) else {
        return Ok(());
    };
    let (low, high) = column.interval.unwrap_or(("", ""));
    let n = column
        .of
        .map(|(_, whole)| whole)
        .or_else(|| answer.sheet.columns.iter().find(|column| column.unit == Unit::Count).map(|column| column.key));
    let days = [record.window.map(|window| window.from), record.window.map(|window| window.to)];
    for (place, day) in (2..).zip(days) {
        cells::value(sheet, (row, place), &day.into(), Unit::Date, None, show)?;
    }
    let change = record.change(column.key).map_or([const { Value::Missing }; 4], |change| {
        [change.previous.clone(), change.change.clone(), change.low.clone(), change.high.clone()]
    });
    let money = matches!(column.unit, Unit::Money | Unit::MoneyPer);
    let currency =
        record.currency.filter(|_| money).map_or(Value::Missing, |currency| Value::text(currency.to_string()));
    let values = [at(column.key), at(low), at(high)].map(|value| (value.clone(), column.unit));
    let base = [(n.map_or(Value::Missing, |key| at(key).clone()), Unit::Count), (currency, Unit::Text)];
    let changes = change.into_iter().map(|value| (value, column.unit));
    for (place, (value, unit)) in (4..).zip(values.into_iter().chain(base).chain(changes)) {
        cells::value(sheet, (row, place), &value, unit, record.currency, show)?;
    }
    Ok(())
}

/// Writes the totals of a check.
pub(super) fn totals(sheet: &mut Worksheet, totals: &[(&'static str, Value)], show: Show) -> Result<(), XlsxError> {
    let heads = [words::page(show.lang).figure.to_owned(), show.label("value"), show.label("currency")];
    for (column, head) in (0..).zip(heads) {
        cells::text_as(sheet, 0, column, &head, &cells::heading())?;
    }
    let mut row = 1;
    for (key, total) in totals {
        if let Value::Sums(classes) = total {
            for (class, by) in classes {
                for (currency, sum) in by {
                    cells::text(sheet, row, 0, &format!("{} ({})", show.label(key), show.label(class)))?;
                    cells::value(sheet, (row, 1), &Value::Money(*sum), Unit::Money, None, show)?;
                    cells::text(sheet, row, 2, currency)?;
                    row += 1;
                }
            }
        } else {
            cells::text(sheet, row, 0, words::total(show.lang, key))?;
            let unit = if *key == "nps" { Unit::Points } else { Unit::Number };
            cells::value(sheet, (row, 1), total, unit, None, show)?;
            row += 1;
        }
    }
    sheet.set_freeze_panes(1, 1)?;
    sheet.set_column_width(0, 32)?;
    sheet.set_column_range_width(1, 2, 16)?;
    Ok(())
}
