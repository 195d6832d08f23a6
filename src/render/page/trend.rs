//! The trend of a report's headlines: from the history of earlier runs, one line for each figure.

use super::body::{at, grid};
use super::{Block, GridColumn, Show};
use crate::answer::column::Unit;
use crate::answer::value::Value;
use crate::answer::{Answer, Record};
use crate::ledger::day::Day;
use crate::ledger::window::Window;
use crate::words;

/// How many windows there are, the lowest and the highest of all, the one before and the one of this run.
pub(super) fn blocks(answer: &Answer, show: Show) -> Vec<Block> {
    let phrases = show.phrases;
    let heads = [phrases.windows, phrases.lowest, phrases.highest, phrases.window_before, phrases.this_window];
    let lead = GridColumn::left(show.label("metric"));
    let mut table = grid(std::iter::once(lead).chain(heads.map(GridColumn::right)).collect(), 1);
    let name = |record: &Record| (at(answer, record, "metric").clone(), at(answer, record, "method").clone());
    for of_metric in answer.records.chunk_by(|one, other| name(one) == name(other)) {
        let unit = unit(at(answer, &of_metric[0], "unit"));
        let mut values: Vec<&Value> = of_metric.iter().map(|record| at(answer, record, "value")).collect();
        let shown = |value: Option<&&Value>| value.map_or_else(|| show.missing(), |value| show.value(value, unit));
        let last = shown(values.last());
        let before = shown(values.len().checked_sub(2).and_then(|at| values.get(at)));
        let count = show.value(&Value::Count(values.len() as u64), Unit::Count);
        values.sort_by(|a, b| real(a).total_cmp(&real(b)));
        let (metric, method) = name(&of_metric[0]);
        let names = [metric, method].into_iter().filter(|name| *name != Value::Missing);
        let names: Vec<String> = names.map(|name| show.value(&name, Unit::Text)).collect();
        table.rows.push(vec![names.join(" "), count, shown(values.first()), shown(values.last()), before, last]);
    }
    vec![Block::Heading(words::command(show.lang, "history").to_owned()), Block::Table(table)]
}

/// Every figure with its days: what was last told of it, and what was told at first, where that was another.
pub(super) fn list(answer: &Answer, show: Show) -> Vec<Block> {
    let keys = ["metric", "from", "to", "value", "told_first", "told_as_of"];
    let columns = keys.map(|key| match key {
        "value" | "told_first" => GridColumn::right(show.label(key)),
        _ => GridColumn::left(show.label(key)),
    });
    let mut table = grid(columns.into(), 3);
    for record in &answer.records {
        let unit = unit(at(answer, record, "unit"));
        let day =
            |end: fn(Window) -> Day| record.window.map_or_else(|| show.missing(), |window| end(window).to_string());
        let told = |key: &str| match at(answer, record, key) {
            Value::Missing => String::new(),
            value => show.value(value, unit),
        };
        let metric = [at(answer, record, "metric"), at(answer, record, "method")];
        let metric: Vec<String> =
            metric.iter().filter(|name| ***name != Value::Missing).map(|name| show.value(name, Unit::Text)).collect();
        table.rows.push(vec![
            metric.join(" "),
            day(|window| window.from),
            day(|window| window.to),
            told("value"),
            told("told_first"),
            show.value(at(answer, record, "told_as_of"), Unit::Date),
        ]);
    }
    let title = words::command(show.lang, "history").to_owned();
    vec![
        Block::Title(title),
        Block::Definition(show.plain(words::formula(show.lang, "value").unwrap_or_default())),
        Block::Table(table),
    ]
}

/// How a figure is shown, by the name of its unit.
fn unit(name: &Value) -> Unit {
    match name {
        Value::Text(name) => match &**name {
            "count" => Unit::Count,
            "share" => Unit::Share,
            "points" => Unit::Points,
            "money" => Unit::Money,
            "days" => Unit::Days,
            "years" => Unit::Years,
            _ => Unit::Number,
        },
        _ => Unit::Number,
    }
}

fn real(value: &Value) -> f64 {
    match value {
        Value::Count(count) => *count as f64,
        Value::Exact(ratio) => ratio.real(),
        Value::Money(money) => crate::ledger::ratio::Ratio::from_money(*money).real(),
        _ => 0.0,
    }
}
