//! A report as one flat table: a row for each number of each record, so that answers of different commands fit together.

use super::flat::NONE;
use crate::answer::column::{Column, Unit};
use crate::answer::value::Value;
use crate::answer::{Answer, Document, Record, Section};
use crate::words;

/// The keys of the long form.
pub(super) const KEYS: [&str; 22] = [
    "command",
    "metric",
    "definition",
    "method",
    "dimension",
    "group",
    "from",
    "to",
    "complete",
    "value",
    "low",
    "high",
    "numerator",
    "denominator",
    "n",
    "unit",
    "currency",
    "previous",
    "change",
    "change_low",
    "change_high",
    "warnings",
];

/// The rows of all sections that have an answer: the whole first, then its groups.
pub(super) fn rows(document: &Document) -> impl Iterator<Item = Vec<Value>> + '_ {
    document.sections.iter().flat_map(|section| match section {
        // A history repeats what other runs have told.
        Section::Answered(answer) if answer.sheet.command == HISTORY => vec![],
        Section::Answered(answer) => of_answer(answer),
        Section::Refused(..) => vec![],
    })
}

/// The section of a report that shows the trend.
const HISTORY: &str = "history";

/// The keys under which a history keeps a figure.
pub(super) const TOLD: [&str; 17] = [
    "as_of",
    "command",
    "metric",
    "method",
    "dimension",
    "group",
    "from",
    "to",
    "complete",
    "value",
    "low",
    "high",
    "numerator",
    "denominator",
    "n",
    "unit",
    "currency",
];

/// The figures that a history keeps: of the whole and of each group, wherever there is a number. A list of customers is no history.
pub(super) fn told(document: &Document) -> impl Iterator<Item = Vec<Value>> + '_ {
    let answers = document.sections.iter().filter_map(|section| match section {
        Section::Answered(answer) if answer.sheet.command != HISTORY => Some(answer),
        Section::Answered(_) | Section::Refused(..) => None,
    });
    answers.flat_map(|answer| {
        let asked = answer.parameters.iter().chain(&document.parameters);
        let as_of = asked.into_iter().find(|(key, _)| *key == "as_of").map_or(Value::Missing, |(_, day)| day.clone());
        let listed = answer.dimensions.is_empty() && answer.sheet.position("method").is_none();
        // The whole is told under its own name, also where it is one of the records.
        let whole = of_answer(&bare(answer)).into_iter();
        let records = || answer.records.iter().flat_map(|record| of_record(answer, record, true));
        let rows: Vec<_> = if listed { whole.collect() } else { whole.chain(records()).collect() };
        let at = |key: &str| KEYS.iter().position(|known| *known == key);
        let places: Vec<Option<usize>> = TOLD.iter().map(|key| at(key)).collect();
        let kept = rows.into_iter().filter(move |row| {
            ["value", "from", "to"].iter().all(|key| at(key).is_some_and(|at| row[at] != Value::Missing))
        });
        kept.map(move |row| {
            places.iter().map(|place| place.map_or_else(|| as_of.clone(), |at| row[at].clone())).collect()
        })
        .collect::<Vec<_>>()
    })
}

/// An answer without its records.
fn bare(answer: &Answer) -> Answer {
    Answer::of(answer.sheet, answer.summary.clone(), vec![])
}

fn of_answer(answer: &Answer) -> Vec<Vec<Value>> {
    // Where the whole is one of the records, as the first of several methods is, it is not counted twice.
    let known = answer.summary.values.iter().any(|value| *value != Value::Missing);
    let whole = (known && !answer.records.contains(&answer.summary)).then_some((&answer.summary, false));
    let records = answer.records.iter().map(|record| (record, true));
    whole.into_iter().chain(records).flat_map(|(record, labelled)| of_record(answer, record, labelled)).collect()
}

/// A row for each figure of a record; a record of the whole needs no label.
fn of_record(answer: &Answer, record: &Record, labelled: bool) -> Vec<Vec<Value>> {
    let figures = answer.sheet.columns.iter().enumerate();
    let figures = figures.filter(|(_, column)| unit(column.unit).is_some() && !is_end(answer, column));
    let [dimension, group] = if labelled { label(answer, record) } else { [Value::Missing, Value::Missing] };
    figures.map(|(place, column)| row(answer, record, [&dimension, &group], place, column)).collect()
}

/// What a record is grouped by, and its group: its dimensions, and the columns that tell it from other records.
fn label(answer: &Answer, record: &Record) -> [Value; 2] {
    let own = answer.sheet.telling().filter_map(|column| {
        let value = answer.sheet.position(column.key).and_then(|at| record.values.get(at))?;
        let text = match value {
            Value::Text(text) => text.to_string(),
            Value::Count(count) => count.to_string(),
            Value::Day(day) => day.to_string(),
            _ => return None,
        };
        Some((column.key.to_owned(), text))
    });
    let groups = record.group.iter().map(|label| label.clone().unwrap_or_else(|| NONE.to_owned()));
    let (names, texts): (Vec<String>, Vec<String>) = answer.dimensions.iter().cloned().zip(groups).chain(own).unzip();
    if names.is_empty() {
        return [Value::Missing, Value::Missing];
    }
    [names, texts].map(|words| Value::text(words.join(",")))
}

fn row(answer: &Answer, record: &Record, [dimension, group]: [&Value; 2], place: usize, column: &Column) -> Vec<Value> {
    let at =
        |key: &str| answer.sheet.position(key).and_then(|at| record.values.get(at)).cloned().unwrap_or(Value::Missing);
    let (numerator, denominator) =
        column.of.map_or((Value::Missing, Value::Missing), |(top, below)| (at(top), at(below)));
    let (low, high) = column.interval.map_or((Value::Missing, Value::Missing), |(low, high)| (at(low), at(high)));
    let n = match (column.unit, &denominator) {
        (Unit::Count, _) => Value::Missing,
        _ if !column.over.is_empty() => {
            let counts = column.over.iter().map(|key| at(key));
            counts.reduce(|all, own| all.plus(&own)).unwrap_or(Value::Missing)
        }
        (_, Value::Count(_)) => denominator.clone(),
        _ => base(answer).map_or(Value::Missing, at),
    };
    let money = matches!(column.unit, Unit::Money | Unit::MoneyPer);
    let currency =
        record.currency.filter(|_| money).map_or(Value::Missing, |currency| Value::text(currency.to_string()));
    let [previous, change, change_low, change_high] =
        record.change(column.key).map_or([const { Value::Missing }; 4], |change| {
            [change.previous.clone(), change.change.clone(), change.low.clone(), change.high.clone()]
        });
    vec![
        Value::text(answer.sheet.command),
        Value::text(column.key),
        definition(answer, column),
        at("method"),
        dimension.clone(),
        group.clone(),
        record.window.map(|window| window.from).into(),
        record.window.map(|window| window.to).into(),
        record.complete.map_or(Value::Missing, Value::Flag),
        record.values.get(place).cloned().unwrap_or(Value::Missing),
        low,
        high,
        numerator,
        denominator,
        n,
        Value::text(unit(column.unit).unwrap_or_default()),
        currency,
        previous,
        change,
        change_low,
        change_high,
        Value::Texts(record.warnings.iter().map(ToString::to_string).collect()),
    ]
}

/// The formula of a figure: that of the sheet is the one of its headline.
fn definition(answer: &Answer, column: &Column) -> Value {
    let sheet = answer.sheet;
    if column.key == sheet.headline {
        return Value::text(sheet.definition);
    }
    // What is only counted, named or added up is told by its name.
    let name = || words::label(words::Lang::En, column.key).to_owned();
    Value::text(words::formulas::of(sheet.command, column).unwrap_or_else(name))
}

/// The ends of an interval stand beside their estimate, not in rows of their own.
fn is_end(answer: &Answer, column: &Column) -> bool {
    let ends = answer.sheet.columns.iter().filter_map(|other| other.interval);
    ends.into_iter().any(|(low, high)| low == column.key || high == column.key)
}

/// The count that the sheet begins with says how many answers or customers a number rests on.
fn base(answer: &Answer) -> Option<&'static str> {
    answer.sheet.columns.iter().find(|column| column.unit == Unit::Count).map(|column| column.key)
}

/// The name of a unit, where it is one of numbers.
const fn unit(unit: Unit) -> Option<&'static str> {
    match unit {
        Unit::Count => Some("count"),
        Unit::Share => Some("share"),
        Unit::Points => Some("points"),
        Unit::Number => Some("number"),
        Unit::Money | Unit::MoneyPer => Some("money"),
        Unit::Days => Some("days"),
        Unit::Years => Some("years"),
        Unit::Text | Unit::Date | Unit::Flag => None,
    }
}
