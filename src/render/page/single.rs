//! One record as a list of labels and values; a few records side by side.

use super::body::{Money, counts, grid, interval, interval_heading, shown, telling};
use super::grouped::names;
use super::{Grid, GridColumn, Show};
use crate::answer::column::{Column, Unit};
use crate::answer::value::Value;
use crate::answer::{Answer, Record};

/// The whole: label, value, and beside it the counts and the interval.
pub(super) fn list(answer: &Answer, money: Money, show: Show) -> Grid {
    list_of(answer, &shown(answer).collect::<Vec<_>>(), money, show)
}

/// The same for some of the columns; where the records share them, the first that has a value speaks for all.
pub(super) fn list_of(answer: &Answer, columns: &[(usize, &'static Column)], money: Money, show: Show) -> Grid {
    let mut list = grid(vec![GridColumn::left(""), GridColumn::right(""), GridColumn::left("").tied()], 1);
    for &(place, column) in columns {
        let known = |record: &&Record| record.values.get(place).is_some_and(|value| *value != Value::Missing);
        let record = answer.records.iter().find(known).unwrap_or(&answer.summary);
        let beside: Vec<String> = [counts(answer, record, column, show), interval(answer, record, column, show)]
            .into_iter()
            .flatten()
            .collect();
        let beside = if beside.is_empty() { String::new() } else { format!("({})", beside.join("; ")) };
        list.rows.push(vec![show.label(column.key), money.cell(column, place, record, show), beside]);
    }
    list
}

/// A column for each record, headed by its group or its first text; a row for each number that any of them has.
pub(super) fn side_by_side(answer: &Answer, money: Money, show: Show) -> Grid {
    let grouped = !answer.dimensions.is_empty();
    let name = shown(answer).find(|(_, column)| column.unit == Unit::Text && !grouped);
    let title = name.map_or_else(String::new, |(_, column)| show.label(column.key));
    let known = answer.summary.values.iter().any(|value| *value != Value::Missing);
    let whole = (grouped && known).then_some(&answer.summary);
    let records: Vec<&Record> = answer.records.iter().chain(whole).collect();
    let head = |(number, record): (usize, &&Record)| match name {
        _ if number == answer.records.len() => show.phrases.all.to_owned(),
        _ if grouped => names(answer, record, show).join(" / "),
        Some((place, column)) => money.cell(column, place, record, show),
        None => (number + 1).to_string(),
    };
    let heads = records.iter().enumerate().map(head).map(GridColumn::right);
    let mut table = grid(std::iter::once(GridColumn::left(title)).chain(heads).collect(), 1);
    let row = |label: String, cells: Vec<Option<String>>| {
        cells.iter().any(Option::is_some).then(|| {
            let cells = cells.into_iter().map(|cell| cell.unwrap_or_else(|| show.missing()));
            std::iter::once(label).chain(cells).collect::<Vec<String>>()
        })
    };
    for (place, column) in telling(answer).filter(|(place, _)| name.is_none_or(|(named, _)| named != *place)) {
        let present = |record: &&Record| {
            let cell = money.cell(column, place, record, show);
            (cell != show.missing()).then_some(cell)
        };
        table.rows.extend(row(show.label(column.key), records.iter().map(present).collect()));
        let ends = records.iter().map(|record| interval(answer, record, column, show)).collect();
        table.rows.extend(row(format!("  {}", interval_heading(answer, show)), ends));
    }
    table
}
