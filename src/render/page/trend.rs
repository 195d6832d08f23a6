//! The trend of a report's headlines: from the history of earlier runs, one line for each figure.

use super::body::{at, grid};
use super::{Block, GridColumn, Show};
use crate::answer::column::Unit;
use crate::answer::value::Value;
use crate::answer::{Answer, Record};
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

/// How a figure is shown, by the name of its unit.
fn unit(name: &Value) -> Unit {
    match name {
        Value::Text(name) => match name.as_str() {
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
