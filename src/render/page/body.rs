//! The numbers of an answer: one record as a list, few records side by side, groups as a table.

use super::{Block, Grid, Show, crossed, grouped, single};
use crate::answer::column::{Column, Unit};
use crate::answer::value::Value;
use crate::answer::{Answer, Record};
use crate::ledger::currency::Currency;
use crate::render::digits;
use crate::words;
use std::collections::BTreeSet;

/// As many records without a group, such as the methods of a lifetime value, are shown side by side.
const SIDE_BY_SIDE: usize = 6;

/// Beyond so many groups none of them can stand in columns.
const TURNED: usize = 12;

/// The tables of an answer, and what must be said of them.
pub(super) fn blocks(answer: &Answer, show: Show) -> Vec<Block> {
    let money = Money::of(answer);
    if answer.records.is_empty() {
        return vec![Block::Table(single::list(answer, money, show))];
    }
    if let Some(triangle) = crossed::table(answer, show) {
        return vec![Block::Table(triangle)];
    }
    let mut blocks = vec![];
    let common = common(answer);
    if !common.is_empty() {
        blocks.push(Block::Table(single::list_of(answer, &common, money, show)));
    }
    let upright = grouped::table(answer, money, show);
    blocks.push(Block::Table(if answer.records.len() > TURNED {
        upright
    } else {
        let aside = single::side_by_side(answer, money, show);
        let few = answer.dimensions.is_empty() && answer.records.len() <= SIDE_BY_SIDE;
        let (first, second) = if few { (aside, upright) } else { (upright, aside) };
        Grid { turned: Some(Box::new(second)), ..first }
    }));
    blocks.extend(legend(answer, show).into_iter().map(Block::Legend));
    blocks
}

/// What the marks behind names and the codes in columns stand for.
fn legend(answer: &Answer, show: Show) -> Vec<String> {
    let marked = |is: fn(&Record) -> bool| !answer.dimensions.is_empty() && answer.records.iter().any(is);
    let mut lines = vec![];
    if marked(is_incomplete) {
        lines.push(show.phrases.incomplete.to_owned());
    }
    if marked(is_small) {
        lines.push(show.phrases.small.to_owned());
    }
    for (place, column) in shown(answer).filter(|(_, column)| column.unit == Unit::Text) {
        // A list of customers has as many texts as records.
        let mut seen: BTreeSet<&str> = BTreeSet::new();
        for record in &answer.records {
            if let Some(Value::Text(code)) = record.values.get(place)
                && seen.insert(code)
            {
                lines.extend(
                    words::explained(show.lang, column.key, code).map(|text| format!("{code}: {}", show.plain(text))),
                );
            }
        }
    }
    lines
}

/// Whether a record's window is not wholly inside the data.
pub(super) fn is_incomplete(record: &Record) -> bool {
    record.complete == Some(false)
}

/// Whether a record rests on few.
pub(super) fn is_small(record: &Record) -> bool {
    record.warnings.contains(&"small-group")
}

/// The currency of all amounts that are shown, or that none was named.
pub(super) fn currency(answer: &Answer, show: Show) -> Option<String> {
    if !shown(answer).any(|(_, column)| is_money(column)) {
        return None;
    }
    match Money::of(answer) {
        Money::Same(Some(currency)) => Some(format!("{}{currency}", show.phrases.amounts_in)),
        Money::Same(None) => Some(show.phrases.no_currency.to_owned()),
        Money::Different => None,
    }
}

/// Where the currency of amounts is named: once above the table, or with each amount where they differ.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Money {
    /// All amounts are in this currency, if any is known.
    Same(Option<Currency>),
    /// The records have different currencies.
    Different,
}

impl Money {
    fn of(answer: &Answer) -> Self {
        let all = std::iter::once(&answer.summary).chain(&answer.records);
        let mut known = all.filter_map(|record| record.currency);
        let first = known.next();
        if known.all(|currency| Some(currency) == first) { Self::Same(first) } else { Self::Different }
    }

    /// A column's value.
    pub(super) fn cell(self, column: &Column, place: usize, record: &Record, show: Show) -> String {
        let value = record.values.get(place).unwrap_or(&Value::Missing);
        let text = show.counted_in(record.currency).value(value, column.unit);
        match (self, record.currency) {
            (Self::Different, Some(currency)) if is_money(column) && *value != Value::Missing => {
                format!("{text} {currency}")
            }
            _ => text,
        }
    }
}

fn is_money(column: &Column) -> bool {
    matches!(column.unit, Unit::Money | Unit::MoneyPer)
}

/// The columns that tables show, with their places: those in which any record has something.
pub(super) fn shown(answer: &Answer) -> impl Iterator<Item = (usize, &'static Column)> {
    let records = || std::iter::once(&answer.summary).chain(&answer.records);
    let filled = move |place: usize| {
        records().any(|record| record.values.get(place).is_some_and(|value| *value != Value::Missing))
    };
    answer.sheet.columns.iter().enumerate().filter(move |(place, column)| column.shown && filled(*place))
}

/// The columns of a table of records: those that tell the records apart.
pub(super) fn telling(answer: &Answer) -> impl Iterator<Item = (usize, &'static Column)> {
    let common = common(answer);
    shown(answer).filter(move |(place, _)| common.iter().all(|(known, _)| known != place))
}

/// The columns that say the same of every method of a lifetime value, as far as they say anything: a list of its own.
fn common(answer: &Answer) -> Vec<(usize, &'static Column)> {
    if !answer.dimensions.is_empty() || answer.records.len() < 2 {
        return vec![];
    }
    let same = |place: usize| {
        let mut values = answer
            .records
            .iter()
            .filter_map(|record| record.values.get(place))
            .filter(|value| **value != Value::Missing);
        let first = values.next();
        values.all(|value| Some(value) == first)
    };
    // A parameter that one model alone has is no matter of all.
    let models = answer.sheet.columns.first().is_some_and(|column| column.key == "model");
    let alone = |place: usize| {
        let has = |record: &&Record| record.values.get(place).is_some_and(|value| *value != Value::Missing);
        answer.records.iter().filter(has).count() == 1
    };
    let own = |place: usize, column: &Column| models && column.unit == Unit::Number && alone(place);
    let kept = |column: &Column| column.unit == Unit::Text || column.key == answer.sheet.headline;
    shown(answer).filter(|(place, column)| !kept(column) && !own(*place, column) && same(*place)).collect()
}

/// A record's value by key.
pub(super) fn at<'a>(answer: &Answer, record: &'a Record, key: &str) -> &'a Value {
    answer.sheet.position(key).and_then(|place| record.values.get(place)).unwrap_or(&Value::Missing)
}

/// The interval of a column's value.
pub(super) fn interval(answer: &Answer, record: &Record, column: &Column, show: Show) -> Option<String> {
    let (low, high) = column.interval?;
    show.counted_in(record.currency).interval(at(answer, record, low), at(answer, record, high), column.unit)
}

/// The counts of a column's rate.
pub(super) fn counts(answer: &Answer, record: &Record, column: &Column, show: Show) -> Option<String> {
    let (part, whole) = column.of?;
    show.counts(at(answer, record, part), at(answer, record, whole))
}

/// The heading of intervals, with their confidence where it was asked for.
pub(super) fn interval_heading(answer: &Answer, show: Show) -> String {
    let confidence = answer.parameters.iter().find(|(key, _)| *key == "confidence").map(|(_, value)| value);
    match confidence {
        Some(Value::Exact(share)) => {
            let percent = digits::per_cent(*share, 1);
            format!("{}{} {}", percent.trim_end_matches(".0"), show.phrases.per_cent, show.phrases.interval)
        }
        Some(Value::Real(share)) => {
            let percent = digits::real(*share, 1, 2).unwrap_or_default();
            format!("{}{} {}", percent.trim_end_matches(".0"), show.phrases.per_cent, show.phrases.interval)
        }
        _ => show.phrases.interval.to_owned(),
    }
}

/// An empty grid of the given columns.
pub(super) fn grid(columns: Vec<super::GridColumn>, lead: usize) -> Grid {
    Grid { columns, lead, ..Grid::default() }
}
