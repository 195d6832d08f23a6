//! Figures beside earlier ones, or beside those of all other groups, and whether chance alone could do that.

use super::body::{grid, interval_heading, shown};
use super::grouped::names;
use super::{Block, Grid, GridColumn, Show};
use crate::answer::change::Change;
use crate::answer::column::{Column, Unit};
use crate::answer::value::Value;
use crate::answer::{Answer, Record};
use crate::words;
use std::collections::BTreeSet;

/// The tables of an answer that was compared: the figures of the whole, and the headline of every group.
pub(super) fn blocks(answer: &Answer, show: Show) -> Vec<Block> {
    let any = |record: &Record| record.changes.iter().any(|change| change.previous != Value::Missing);
    // Where tenths and the like follow each other, the whole may be the last of them, and the only one that is compared.
    let is_whole = |record: &Record| answer.dimensions.is_empty() && record.values == answer.summary.values;
    let (whole, groups) = (any(&answer.summary), answer.records.iter().any(|record| any(record) && !is_whole(record)));
    let several = groups && answer.records.len() > 1;
    let mut blocks = vec![];
    if whole || several {
        blocks.push(Block::Line(compared_with(answer, show)));
    }
    // Where the whole is one of several methods, it stands among them.
    if whole && !(several && answer.dimensions.is_empty()) {
        blocks.push(Block::Table(figures(answer, show)));
    }
    if several {
        blocks.push(Block::Table(headlines(answer, show)));
    }
    blocks
}

/// With which days, or that it is all other groups.
fn compared_with(answer: &Answer, show: Show) -> String {
    let of = |key: &str| answer.parameters.iter().find(|(known, _)| *known == key).map(|(_, value)| value);
    let day = |key: &str| of(key).map(|day| show.value(day, Unit::Date));
    let with = of("compare").map(|text| show.value(text, Unit::Text)).unwrap_or_default();
    match day("compare_from").zip(day("compare_to")) {
        Some((from, to)) => words::compared(show.lang, &format!("{from}{}{to}", show.to())),
        None => words::compared_by(show.lang, &with),
    }
}

fn columns(lead: Vec<GridColumn>, answer: &Answer, show: Show) -> Grid {
    let phrases = show.phrases;
    let with_rest = answer.parameters.iter().any(|(key, with)| *key == "compare" && *with == Value::text("rest"));
    let last = [
        GridColumn::right(phrases.now),
        GridColumn::right(if with_rest { phrases.others } else { phrases.before }),
        GridColumn::right(phrases.change),
        GridColumn::right(interval_heading(answer, show)).tied(),
        GridColumn::left(phrases.beyond_chance).tied(),
    ];
    let count = lead.len();
    grid(lead.into_iter().chain(last).collect(), count)
}

fn figures(answer: &Answer, show: Show) -> Grid {
    let mut table = columns(vec![GridColumn::left("")], answer, show);
    for change in &answer.summary.changes {
        if let Some((place, column)) = placed(answer, change.key)
            && change.previous != Value::Missing
        {
            let row = cells(answer, &answer.summary, place, column, change, show);
            table.rows.push(std::iter::once(show.label(column.key)).chain(row).collect());
        }
    }
    table
}

fn headlines(answer: &Answer, show: Show) -> Grid {
    let headline = answer.leading();
    let mut lead: Vec<GridColumn> = answer
        .dimensions
        .iter()
        .map(|name| GridColumn::left(words::dimension(show.lang, answer.sheet.command, name)))
        .collect();
    // Several records of one group, as the methods of a lifetime value, are told apart by their texts, or by what stands first.
    let first = |at: usize| at == 0 && answer.dimensions.is_empty();
    let mut texts: Vec<(usize, &Column)> =
        shown(answer).take_while(|(at, column)| column.unit == Unit::Text || first(*at)).collect();
    if answer.dimensions.is_empty() {
        // As many of them as it takes: what is the same in two records does not tell them apart.
        let few = (0..texts.len()).find(|&few| are_told_apart(answer, &texts[..few]));
        texts.truncate(few.unwrap_or(texts.len()));
    }
    lead.extend(texts.iter().map(|(_, column)| GridColumn::left(show.label(column.key))));
    if let Some(last) = lead.last_mut() {
        last.title = format!("{} / {}", last.title, show.label(headline));
    }
    let mut table = columns(lead, answer, show);
    for record in &answer.records {
        if let (Some((place, column)), Some(change)) = (placed(answer, headline), record.change(headline)) {
            let row = cells(answer, record, place, column, change, show);
            let texts = texts
                .iter()
                .map(|(at, column)| show.value(record.values.get(*at).unwrap_or(&Value::Missing), column.unit));
            table.rows.push(names(answer, record, show).into_iter().chain(texts).chain(row).collect());
        }
    }
    table
}

/// Whether windows and these texts differ from record to record.
fn are_told_apart(answer: &Answer, texts: &[(usize, &Column)]) -> bool {
    let told = |record: &Record| {
        let texts = texts.iter().map(|(at, _)| format!("{:?}", record.values.get(*at)));
        (record.window, texts.collect::<Vec<_>>())
    };
    let mut known = BTreeSet::new();
    answer.records.iter().all(|record| known.insert(told(record)))
}

fn placed(answer: &Answer, key: &str) -> Option<(usize, &'static Column)> {
    answer.sheet.columns.iter().enumerate().find(|(_, column)| column.key == key)
}

/// The figure now, what it is compared with, the change with its interval, and whether chance could do that.
fn cells(answer: &Answer, record: &Record, place: usize, column: &Column, change: &Change, show: Show) -> [String; 5] {
    let show = show.counted_in(record.currency);
    let now = record.values.get(place).unwrap_or(&Value::Missing);
    let confidence = answer.parameters.iter().find(|(key, _)| *key == "confidence").and_then(|(_, value)| value.real());
    let told = match change.is_told(confidence.unwrap_or(0.95)) {
        Some(true) => show.phrases.yes,
        Some(false) => show.phrases.no,
        None => show.phrases.not_available,
    };
    [
        show.value(now, column.unit),
        show.value(&change.previous, column.unit),
        show.signed(&change.change, column.unit),
        show.interval_of_change(&change.low, &change.high, column.unit).unwrap_or_else(|| show.missing()),
        told.to_owned(),
    ]
}
