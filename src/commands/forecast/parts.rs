//! The check of a forecast, as tables of their own.

use super::{Check, Found, name};
use crate::answer::column::{Column, Sheet, Unit};
use crate::answer::people::People;
use crate::answer::value::Value;
use crate::answer::{Answer, Record};
use crate::commands::shop::Shop;
use crate::ledger::window::Window;
use crate::metrics::forecast::holdout::{Forecast, Holdout, MOST};
use crate::models::purchases::Kind;

/// The totals.
pub(super) const HOLDOUT: Sheet = Sheet {
    command: "holdout",
    definition: "purchases expected on the days after check_end of the customers known by then, against those that came",
    headline: "forecast",
    columns: &[
        Column::new("method", Unit::Text),
        Column::new("actual", Unit::Count),
        Column::new("forecast", Unit::Number),
        Column::new("error", Unit::Number),
        Column::new("error_share", Unit::Share),
        Column::new("mean_error", Unit::Number),
        Column::new("gini", Unit::Number),
    ],
    people: People::NOBODY,
};

/// By past frequency.
pub(super) const FREQUENCY: Sheet = Sheet {
    command: "by-frequency",
    definition: "mean purchases per customer on the days after check_end, by how often customers had come again before",
    headline: "actual_mean",
    columns: &[
        Column::new("repeats", Unit::Text),
        Column::new("customers", Unit::Count),
        Column::new("actual_mean", Unit::Number),
        Column::new("mbg", Unit::Number),
        Column::new("bg", Unit::Number),
        Column::new("pareto", Unit::Number),
        Column::new("naive", Unit::Number),
    ],
    people: People::of(&[&["customers"]]).named(&["repeats"]),
};

/// By tenth of each forecast's ranking.
pub(super) const DECILES: Sheet = Sheet {
    command: "deciles",
    definition: "share of the purchases after check_end that came from each tenth of the customers, ranked by each forecast, the best first",
    headline: "decile",
    columns: &[
        Column::new("decile", Unit::Text),
        Column::new("customers", Unit::Count),
        Column::new("mbg", Unit::Share),
        Column::new("bg", Unit::Share),
        Column::new("pareto", Unit::Share),
        Column::new("naive", Unit::Share),
    ],
    people: People::of(&[&["customers"]]).named(&["decile"]),
};

/// By week; far too long for a terminal.
pub(super) const TRACKING: Sheet = Sheet {
    command: "tracking",
    definition: "repeat purchases by week since the first day, and how many each model expects of all who were customers by then",
    headline: "actual",
    columns: &[
        Column::quiet("week_from", Unit::Date).telling(),
        Column::quiet("week_to", Unit::Date),
        Column::quiet("actual", Unit::Count),
        Column::quiet("actual_sum", Unit::Count),
        Column::quiet("mbg", Unit::Number),
        Column::quiet("mbg_sum", Unit::Number),
        Column::quiet("bg", Unit::Number),
        Column::quiet("bg_sum", Unit::Number),
        Column::quiet("pareto", Unit::Number),
        Column::quiet("pareto_sum", Unit::Number),
    ],
    people: People::NOBODY,
};

/// The tests of what the models take for granted.
pub(super) const ASSUMPTIONS: Sheet = Sheet {
    command: "assumptions",
    definition: "value must not depend on frequency (correlations within 0.3 of 0), and customers must come by chance (regularity near 1; a clock is far above)",
    headline: "spearman",
    columns: &[
        Column::new("spenders", Unit::Count),
        Column::new("pearson", Unit::Number),
        Column::new("spearman", Unit::Number),
        Column::new("with_two_gaps", Unit::Count),
        Column::new("regularity", Unit::Number),
    ],
    people: People::of(&[&["spenders"]]),
};

/// All of them.
pub(super) fn parts(shop: &Shop<'_>, found: &Found) -> Vec<Answer> {
    let mut all = vec![];
    if let Some(Check { end, models, holdout: check, weeks }) = &found.check {
        let window = Window { from: crate::ledger::day::Day(end.0 + 1), to: found.window.to };
        all.push(part(shop, &HOLDOUT, window, totals(check)));
        all.push(part(shop, &FREQUENCY, window, by_frequency(check)));
        all.push(part(shop, &DECILES, window, deciles(check)));
        let mut before = vec![0.0; models.len()];
        let week = |week: &crate::metrics::forecast::tracking::Week| {
            let mut values =
                vec![Value::Day(week.from), Value::Day(week.to), week.actual.into(), week.actual_sum.into()];
            for kind in Kind::ALL {
                let place = models.iter().position(|known| *known == kind);
                values.push(place.map(|place| week.expected_sum[place] - before[place]).into());
                values.push(place.map(|place| week.expected_sum[place]).into());
            }
            before.clone_from(&week.expected_sum);
            values
        };
        all.push(part(shop, &TRACKING, found.window, weeks.iter().map(week).collect()));
    }
    let test = &found.assumptions;
    let values = vec![
        test.spenders.into(),
        test.pearson.into(),
        test.spearman.into(),
        test.with_two_gaps.into(),
        test.regularity.into(),
    ];
    all.push(part(shop, &ASSUMPTIONS, found.window, vec![values]));
    all
}

fn part(shop: &Shop<'_>, sheet: &'static Sheet, window: Window, rows: Vec<Vec<Value>>) -> Answer {
    let mut records: Vec<Record> = rows.into_iter().map(|values| shop.record(vec![], window, values, false)).collect();
    let empty = || shop.record(vec![], window, vec![Value::Missing; sheet.columns.len()], false);
    let summary = records.first().cloned().unwrap_or_else(empty);
    if records.len() == 1 {
        records.clear();
    }
    Answer::of(sheet, summary, records)
}

fn totals(check: &Holdout) -> Vec<Vec<Value>> {
    let row = |name: &str, expected: f64, mean_error: f64, gini: Option<f64>| {
        let error = expected - check.actual as f64;
        vec![
            Value::text(name),
            check.actual.into(),
            Some(expected).into(),
            Some(error).into(),
            (check.actual > 0).then(|| error / check.actual as f64).into(),
            Some(mean_error).into(),
            gini.into(),
        ]
    };
    let mut rows: Vec<Vec<Value>> = check
        .forecasts
        .iter()
        .map(|forecast| row(forecast.kind.map_or("naive", name), forecast.total, forecast.mean_error, forecast.gini))
        .collect();
    rows.push(row("zero", 0.0, check.zero_error, None));
    rows
}

/// The forecasts in the order of the columns: the models, then the naive one.
fn in_columns(check: &Holdout) -> impl Iterator<Item = Option<&Forecast>> {
    let wanted = Kind::ALL.into_iter().map(Some).chain([None]);
    wanted.map(|kind| check.forecasts.iter().find(|forecast| forecast.kind == kind))
}

fn by_frequency(check: &Holdout) -> Vec<Vec<Value>> {
    let row = |repeats: usize| {
        let n = check.customers[repeats];
        let mean = |sum: f64| (n > 0).then(|| sum / n as f64);
        let more = if repeats == MOST { "+" } else { "" };
        let mut values =
            vec![Value::text(format!("{repeats}{more}")), n.into(), mean(check.came[repeats] as f64).into()];
        values.extend(
            in_columns(check).map(|forecast| forecast.and_then(|forecast| mean(forecast.by_frequency[repeats])).into()),
        );
        values
    };
    (0..=MOST).map(row).collect()
}

fn deciles(check: &Holdout) -> Vec<Vec<Value>> {
    let row = |tenth: usize| {
        let size = check.forecasts.first().map_or(0, |forecast| forecast.tenths[tenth].0);
        let mut values = vec![Value::text((tenth + 1).to_string()), size.into()];
        let share =
            |forecast: &Forecast| (check.actual > 0).then(|| forecast.tenths[tenth].1 as f64 / check.actual as f64);
        values.extend(in_columns(check).map(|forecast| forecast.and_then(share).into()));
        values
    };
    (0..10).map(row).collect()
}
