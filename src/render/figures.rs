//! The figure that each answer leads with, for the top of a page: value, interval, counts, and the change where one was asked for.

use super::chart::{self, Axis};
use super::page;
use super::show::Show;
use crate::answer::column::{Column, Unit};
use crate::answer::value::Value;
use crate::answer::{Answer, Document, Record, Section};
use crate::words;

/// The confidence where none was asked for.
const USUAL: f64 = 0.95;

/// A headline figure.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Figure {
    /// Which section of the document it leads.
    pub(super) section: usize,
    /// The title of that section.
    pub(super) title: String,
    /// What the figure is called.
    pub(super) label: String,
    /// The figure.
    pub(super) value: String,
    /// The currency of its money.
    pub(super) currency: Option<String>,
    /// What it rests on: counts, method.
    pub(super) basis: Vec<String>,
    /// Its interval.
    pub(super) interval: Option<String>,
    /// Figure and interval on the scale they can have, from 0 to 1.
    pub(super) meter: Option<Meter>,
    /// What it was before, and whether the change is more than chance.
    pub(super) change: Option<Change>,
}

/// Where a figure and its interval lie on its scale.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Meter {
    /// Zero on that scale.
    pub(super) zero: f64,
    /// The figure.
    pub(super) at: f64,
    /// The ends of its interval.
    pub(super) band: Option<(f64, f64)>,
}

/// A change against the window before.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Change {
    /// The figure before.
    pub(super) previous: String,
    /// The difference, with its sign, and its interval.
    pub(super) text: String,
    /// What can be said of it.
    pub(super) verdict: &'static str,
    /// Up, down, or neither for certain.
    pub(super) direction: Direction,
}

/// Which way a change goes, as far as it is more than chance.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Direction {
    /// The whole interval lies above zero.
    Up,
    /// The whole interval lies below zero.
    Down,
    /// Zero lies inside the interval, or there is none.
    Unclear,
}

/// The headline figures of a document, in the order of its sections.
pub(super) fn of(document: &Document, show: Show) -> Vec<Figure> {
    let sections = document.sections.iter().enumerate();
    let figures = sections.filter_map(|(number, section)| match section {
        // A part that follows an answer has no terms of its own, and no figure that stands for anything without it.
        // A forecast leads with its check, which says nothing without what happened beside it.
        Section::Answered(answer) if document.command == "report" && answer.sheet.command == "forecast" => None,
        Section::Answered(answer) if number == 0 || document.command == "report" && !answer.parameters.is_empty() => {
            figure(number, answer, show)
        }
        Section::Answered(_) | Section::Refused(..) => None,
    });
    figures.collect()
}

fn figure(section: usize, answer: &Answer, show: Show) -> Option<Figure> {
    let (place, column) = answer.sheet.columns.iter().enumerate().find(|(_, c)| c.key == answer.sheet.headline)?;
    let record = &answer.summary;
    let show = show.counted_in(record.currency);
    let value = record.values.get(place).filter(|value| chart::number(value).is_some())?;
    let currency = record.currency.filter(|_| matches!(column.unit, Unit::Money | Unit::MoneyPer));
    let counts = column
        .of
        .and_then(|(part, whole)| show.counts(chart::at(answer, record, part), chart::at(answer, record, whole)));
    let base = answer.sheet.columns.first().filter(|first| first.unit == Unit::Count && counts.is_none());
    let base = base
        .filter(|_| chart::number(&record.values[0]).is_some())
        .map(|first| format!("{} {}", show.label(first.key), show.value(&record.values[0], Unit::Count)));
    Some(Figure {
        section,
        title: page::name(answer, show).to_owned(),
        label: show.label(column.key),
        value: show.value(value, column.unit),
        currency: currency.map(|currency| currency.to_string()),
        basis: counts.into_iter().chain(base).chain(method(answer, record)).collect(),
        interval: column.interval.and_then(|(low, high)| {
            show.interval(chart::at(answer, record, low), chart::at(answer, record, high), column.unit)
        }),
        meter: meter(answer, record, column, value),
        change: change(answer, record, column, show),
    })
}

/// The texts that say by which of several methods the figure was made.
fn method(answer: &Answer, record: &Record) -> Option<String> {
    let texts = answer.sheet.columns.iter().zip(&record.values).take_while(|(column, _)| column.unit == Unit::Text);
    let texts = texts.filter(|(column, _)| column.shown).filter_map(|(_, value)| match value {
        Value::Text(text) => Some(&**text),
        _ => None,
    });
    let texts: Vec<&str> = texts.collect();
    (!texts.is_empty()).then(|| texts.join(" / "))
}

fn meter(answer: &Answer, record: &Record, column: &Column, value: &Value) -> Option<Meter> {
    let (low, high) = match column.unit {
        Unit::Share => (0.0, 1.0),
        Unit::Points => (-100.0, 100.0),
        Unit::Count
        | Unit::Number
        | Unit::Money
        | Unit::MoneyPer
        | Unit::Days
        | Unit::Years
        | Unit::Text
        | Unit::Date
        | Unit::Flag => return None,
    };
    let scale = Axis { low, high, ticks: vec![] };
    let at = chart::number(value).filter(|at| (low..=high).contains(at))?;
    let band = chart::band(answer, record, column).map(|(low, high)| (scale.place(low), scale.place(high)));
    Some(Meter { zero: scale.place(0.0), at: scale.place(at), band })
}

/// The change of the figure, where it was compared with another.
fn change(answer: &Answer, record: &Record, column: &Column, show: Show) -> Option<Change> {
    let found = record.change(column.key)?;
    let number = chart::number(&found.change)?;
    let asked = answer.parameters.iter().find(|(key, _)| *key == "confidence");
    let confidence = asked.and_then(|(_, value)| value.real()).unwrap_or(USUAL);
    let words = words::page(show.lang);
    let (direction, verdict) = match found.is_told(confidence) {
        Some(true) if number > 0.0 => (Direction::Up, words.rise),
        Some(true) => (Direction::Down, words.fall),
        Some(false) => (Direction::Unclear, words.unclear),
        None => (Direction::Unclear, words.untested),
    };
    let interval = show.interval_of_change(&found.low, &found.high, column.unit);
    let interval = interval.map_or_else(String::new, |interval| format!(" ({interval})"));
    Some(Change {
        previous: show.value(&found.previous, column.unit),
        text: format!("{}{interval}", show.signed(&found.change, column.unit)),
        verdict,
        direction,
    })
}
