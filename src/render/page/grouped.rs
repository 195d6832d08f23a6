//! Groups as a table: a row for each, the whole at the end.

use super::body::{Money, counts, grid, interval, interval_heading, is_incomplete, is_small, shown, telling};

use super::{Grid, GridColumn, Show};
use crate::answer::column::{Column, Unit};
use crate::answer::value::Value;
use crate::answer::{Answer, Record};
use crate::render::chart;
use crate::words;

/// What a column of the grid holds.
enum Part {
    Value(usize, &'static Column),
    Counts(&'static Column),
    Interval(&'static Column),
}

/// The table of an answer's groups.
pub(super) fn table(answer: &Answer, money: Money, show: Show) -> Grid {
    let (mut columns, parts): (Vec<GridColumn>, Vec<Part>) = parts(answer, show).into_iter().unzip();
    let dimensions =
        answer.dimensions.iter().map(|name| GridColumn::left(words::dimension(show.lang, answer.sheet.command, name)));
    let lead = answer.dimensions.len() + parts.iter().take_while(|part| part.is_text()).count();
    columns.splice(0..0, dimensions);
    let mut table = grid(columns, lead);
    let cells = |names: Vec<String>, record: &Record| -> Vec<String> {
        names.into_iter().chain(parts.iter().map(|part| part.cell(answer, record, money, show))).collect()
    };
    table.rows.extend(answer.records.iter().map(|record| cells(names(answer, record, show), record)));
    table.bars = bars(answer);
    let whole = answer.summary.values.iter().any(|value| *value != Value::Missing);
    if whole && !answer.dimensions.is_empty() {
        table.rows.push(cells(vec![show.phrases.all.to_owned(); answer.dimensions.len()], &answer.summary));
    }
    table
}

/// A bar for each record's share of the whole, or for the rate that the answer leads with; a trend has its line instead.
fn bars(answer: &Answer) -> Vec<Option<f64>> {
    let is = |key: &'static str| move |column: &&Column| column.key == key && column.unit == Unit::Share;
    let columns = || answer.sheet.columns.iter();
    let column = columns().find(is("share")).or_else(|| columns().find(is(answer.sheet.headline)));
    let Some(column) = column.filter(|_| !chart::is_over_time(answer)) else { return vec![] };
    let share =
        |record: &Record| chart::number(chart::at(answer, record, column.key)).filter(|_| !chart::is_whole(record));
    let shares: Vec<Option<f64>> = answer.records.iter().map(share).collect();
    let most = shares.iter().flatten().copied().fold(0.0, f64::max);
    shares.into_iter().map(|share| share.filter(|_| most > 0.0).map(|share| share / most)).collect()
}

/// The labels of a record, with marks behind the last.
pub(super) fn names(answer: &Answer, record: &Record, show: Show) -> Vec<String> {
    let mut names: Vec<String> = (0..answer.dimensions.len())
        .map(|place| match record.group.get(place) {
            Some(Some(label)) => label.clone(),
            Some(None) | None => show.phrases.none.to_owned(),
        })
        .collect();
    if let Some(last) = names.last_mut() {
        let marks = [(is_incomplete(record), '*'), (is_small(record), '~')];
        let marks: String = marks.into_iter().filter(|(is, _)| *is).map(|(_, mark)| mark).collect();
        if !marks.is_empty() {
            *last = format!("{last} {marks}");
        }
    }
    names
}

/// The columns with what they hold: each value, its counts where the table does not show them anyway, its interval.
fn parts(answer: &Answer, show: Show) -> Vec<(GridColumn, Part)> {
    let mut parts = vec![];
    let is_shown = |key: &str| shown(answer).any(|(_, column)| column.key == key);
    let records = || std::iter::once(&answer.summary).chain(&answer.records);
    for (place, column) in telling(answer) {
        let heading = show.label(column.key);
        let head = if is_text(column) { GridColumn::left(heading) } else { GridColumn::right(heading) };
        parts.push((head, Part::Value(place, column)));
        let told = column.of.is_none_or(|(part, whole)| is_shown(part) && is_shown(whole));
        if !told && records().any(|record| counts(answer, record, column, show).is_some()) {
            parts.push((GridColumn::right(show.phrases.counts).tied(), Part::Counts(column)));
        }
        if records().any(|record| interval(answer, record, column, show).is_some()) {
            parts.push((GridColumn::right(interval_heading(answer, show)).tied(), Part::Interval(column)));
        }
    }
    parts
}

impl Part {
    fn is_text(&self) -> bool {
        matches!(self, Self::Value(_, column) if is_text(column))
    }

    fn cell(&self, answer: &Answer, record: &Record, money: Money, show: Show) -> String {
        match self {
            Self::Value(place, column) => money.cell(column, *place, record, show),
            Self::Counts(column) => counts(answer, record, column, show).unwrap_or_else(|| show.missing()),
            Self::Interval(column) => interval(answer, record, column, show).unwrap_or_else(|| show.missing()),
        }
    }
}

const fn is_text(column: &Column) -> bool {
    match column.unit {
        Unit::Text | Unit::Flag | Unit::Date => true,
        Unit::Count
        | Unit::Share
        | Unit::Points
        | Unit::Number
        | Unit::Money
        | Unit::MoneyPer
        | Unit::Days
        | Unit::Years => false,
    }
}
