//! Forecasts against what happened, along weeks or past purchases.

use super::{Axis, Chart, Picture, at, number_at, parts};
use crate::answer::Answer;
use crate::answer::column::Unit;
use crate::render::show::Show;
use crate::words;

/// Several figures along one scale.
#[derive(Debug, Clone, PartialEq)]
pub(in crate::render) struct Lines {
    /// The scale.
    pub(in crate::render) axis: Axis,
    /// What the lines are called; the first is what happened.
    pub(in crate::render) names: Vec<String>,
    /// What lies along the bottom.
    pub(in crate::render) labels: Vec<String>,
    /// The numbers of each line.
    pub(in crate::render) series: Vec<Vec<Option<f64>>>,
}

/// A sheet of such lines: what lies along the bottom, what happened, and the forecasts with the keys whose labels name them.
struct Kind {
    along: &'static str,
    actual: &'static str,
    forecasts: &'static [(&'static str, &'static str)],
}

const KINDS: [Kind; 2] = [
    Kind {
        along: "week_to",
        actual: "actual_sum",
        forecasts: &[("mbg_sum", "mbg"), ("bg_sum", "bg"), ("pareto_sum", "pareto")],
    },
    Kind {
        along: "repeats",
        actual: "actual_mean",
        forecasts: &[("mbg", "mbg"), ("bg", "bg"), ("pareto", "pareto"), ("naive", "naive")],
    },
];

/// The lines of an answer that sets forecasts against what happened.
pub(super) fn of(answer: &Answer, show: Show) -> Option<Chart> {
    let has = |key: &str| answer.sheet.position(key).is_some();
    let kind = KINDS.into_iter().find(|kind| has(kind.along) && has(kind.actual))?;
    let numbers = |key: &str| parts(answer).map(|record| number_at(answer, record, key)).collect::<Vec<_>>();
    let lines = std::iter::once((kind.actual, "actual")).chain(kind.forecasts.iter().copied());
    let mut keys = vec![];
    let (mut names, mut series): (Vec<String>, Vec<Vec<Option<f64>>>) = (vec![], vec![]);
    for (key, name) in lines {
        let line = numbers(key);
        if line.iter().flatten().count() > 1 {
            keys.push(key);
            names.push(show.label(name));
            series.push(line);
        }
    }
    let labels: Vec<String> =
        parts(answer).map(|record| show.value(at(answer, record, kind.along), Unit::Text)).collect();
    let axis = Axis::holding(series.iter().flatten().flatten().copied(), true, Unit::Number, show);
    let last = labels.last()?;
    let ends = names.iter().zip(&series).filter_map(|(name, line)| {
        let end = line.last().copied().flatten()?;
        Some(format!("{name} {}", show.value(&crate::answer::value::Value::Real(end), Unit::Number)))
    });
    let told = format!("{last}: {}", ends.collect::<Vec<_>>().join(show.phrases.and));
    let title = words::charts::forecast(show.lang, kind.along);
    (series.len() > 1).then_some(Chart {
        title: title.to_owned(),
        told,
        keys,
        picture: Picture::Lines(Lines { axis, names, labels, series }),
    })
}
