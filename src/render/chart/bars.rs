//! Groups, segments or methods side by side, with their intervals.

use super::{Axis, Chart, Picture, at, band, headline, number, parts, told};
use crate::answer::column::{Column, Unit};
use crate::answer::value::Value;
use crate::answer::{Answer, Record};
use crate::render::show::Show;
use crate::words;

/// Groups side by side.
#[derive(Debug, Clone, PartialEq)]
pub(in crate::render) struct Bars {
    /// The scale.
    pub(in crate::render) axis: Axis,
    /// What the bars of each group are called.
    pub(in crate::render) names: Vec<String>,
    /// The groups with their bars.
    pub(in crate::render) rows: Vec<(String, Vec<Bar>)>,
}

/// A bar.
#[derive(Debug, Clone, PartialEq)]
pub(in crate::render) struct Bar {
    /// How long it is; nothing where there is no number.
    pub(in crate::render) at: Option<f64>,
    /// The ends of its interval.
    pub(in crate::render) band: Option<(f64, f64)>,
    /// What is written beside it.
    pub(in crate::render) text: String,
    /// The same with the interval.
    pub(in crate::render) told: String,
}

/// More groups than these are read better in the table.
const MOST: usize = 24;

/// The bars of an answer's records.
pub(super) fn of(answer: &Answer, show: Show) -> Option<Chart> {
    let crossed = answer.sheet.position("cohort").is_some();
    if crossed || answer.records.len() < 2 || answer.records.len() > MOST {
        return None;
    }
    let columns = columns(answer)?;
    let rows: Vec<(String, Vec<Bar>)> = parts(answer)
        .map(|record| {
            (label(answer, record, show), columns.iter().map(|column| bar(answer, record, column, show)).collect())
        })
        .filter(|(label, bars): &(String, Vec<Bar>)| !label.is_empty() && bars.iter().any(|bar| bar.at.is_some()))
        .collect();
    let unit = columns.first()?.unit;
    let numbers = rows.iter().flat_map(|(_, bars)| bars).flat_map(|bar| {
        let (low, high) = bar.band.unzip();
        [bar.at, low, high].into_iter().flatten()
    });
    let axis = Axis::holding(numbers, true, unit, show);
    let names: Vec<String> = columns.iter().map(|column| show.label(column.key)).collect();
    let over = if answer.dimensions.is_empty() {
        first_text(answer).map_or(String::new(), |column| show.label(column.key))
    } else {
        answer
            .dimensions
            .iter()
            .map(|name| words::dimension(show.lang, answer.sheet.command, name))
            .collect::<Vec<_>>()
            .join(" / ")
    };
    let title = words::charts::by(show.lang, &names.join(show.phrases.and), &over);
    let told = rows.iter().map(|(label, bars)| {
        format!("{label} {}", bars.iter().map(|bar| bar.told.as_str()).collect::<Vec<_>>().join(" / "))
    });
    let told = told.collect::<Vec<_>>().join("; ");
    (rows.len() > 1).then_some(Chart {
        title,
        told,
        keys: columns.iter().map(|column| column.key).collect(),
        picture: Picture::Bars(Bars { axis, names, rows }),
    })
}

/// Shares of customers and of money beside each other where records are segments, else the figure that the answer leads with, else
/// the share that each has, as levels of a programme do.
fn columns(answer: &Answer) -> Option<Vec<&'static Column>> {
    let shares = |key: &&str| answer.sheet.columns.iter().find(|column| column.key == *key);
    let pair: Vec<&'static Column> = ["customer_share", "share"].iter().filter_map(shares).collect();
    if answer.dimensions.is_empty() && pair.len() == 2 {
        return Some(pair);
    }
    headline(answer).or(pair.last().copied().filter(|column| column.key == "share")).map(|column| vec![column])
}

fn bar(answer: &Answer, record: &Record, column: &Column, show: Show) -> Bar {
    let value = at(answer, record, column.key);
    Bar {
        at: number(value),
        band: band(answer, record, column),
        text: show.counted_in(record.currency).value(value, column.unit),
        told: told(answer, record, column, show),
    }
}

/// What a record is called: its groups, and the texts it begins with.
fn label(answer: &Answer, record: &Record, show: Show) -> String {
    let groups = answer.dimensions.iter().zip(&record.group);
    let groups = groups.map(|(_, name)| name.as_deref().unwrap_or(show.phrases.none));
    let leading = answer.sheet.columns.iter().zip(&record.values).filter(|(column, _)| column.shown);
    let texts = leading.take_while(|(column, _)| column.unit == Unit::Text).filter_map(|(_, value)| match value {
        Value::Text(text) => Some(&**text),
        _ => None,
    });
    // Of a segment and its scores the first column alone is the name.
    let most = if first_text(answer).is_some_and(|column| column.key == "segment") { 1 } else { 2 };
    groups.chain(texts.take(most)).collect::<Vec<_>>().join(" / ")
}

fn first_text(answer: &Answer) -> Option<&'static Column> {
    answer.sheet.columns.first().filter(|column| column.unit == Unit::Text)
}
