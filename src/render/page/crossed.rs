//! Cohorts as a triangle: a row for each cohort, a column for each age, the rate where they meet. What is not over is blank.

use super::body::{at, grid};
use super::{Grid, GridColumn, Show};
use crate::answer::column::Unit;
use crate::answer::value::Value;
use crate::answer::{Answer, Record};
use crate::render::chart;

/// The highest rate after the first period has this shade.
const DEEPEST: f64 = 9.0;

/// The triangle of an answer whose records have a cohort and an age.
pub(super) fn table(answer: &Answer, show: Show) -> Option<Grid> {
    answer.sheet.position("cohort").and(answer.sheet.position("age"))?;
    let age = |record: &Record| match at(answer, record, "age") {
        Value::Count(age) => *age as usize,
        _ => 0,
    };
    let known = answer.records.iter().filter(|record| *at(answer, record, "rate") != Value::Missing);
    let oldest = known.map(age).max().unwrap_or(0);
    let ages = (0..=oldest).map(|age| GridColumn::right(age.to_string()));
    let lead = [GridColumn::left(show.label("cohort")), GridColumn::right(show.label("customers"))];
    let mut table = grid(lead.into_iter().chain(ages).collect(), 2);
    let later = answer.records.iter().filter(|record| age(record) > 0);
    let most = later.filter_map(|record| chart::number(at(answer, record, "rate"))).fold(0.0, f64::max);
    for record in &answer.records {
        let age = age(record);
        if age == 0 {
            let mut row = vec![String::new(); oldest + 3];
            row[0] = match show.value(at(answer, record, "cohort"), Unit::Text) {
                whole if whole == "(all)" => show.phrases.all.to_owned(),
                cohort => cohort,
            };
            row[1] = show.value(at(answer, record, "customers"), Unit::Count);
            table.rows.push(row);
            table.shades.push(vec![None; oldest + 3]);
        }
        let rate = at(answer, record, "rate");
        if let (Some(row), false) = (table.rows.last_mut(), *rate == Value::Missing) {
            row[age + 2] = show.value(rate, Unit::Share);
        }
        if let (Some(shades), Some(rate), true) = (table.shades.last_mut(), chart::number(rate), age > 0) {
            shades[age + 2] = Some(if most > 0.0 { (rate / most * DEEPEST).floor() as u8 } else { 0 });
        }
    }
    Some(table)
}
