//! Sums of money over time, each cut into parts: loyal customers and the others.

use super::trend::name;
use super::{Axis, Chart, Picture, at, is_over_time, number_at};
use crate::answer::Answer;
use crate::answer::column::Unit;
use crate::render::show::Show;
use crate::words;

/// Sums over time.
#[derive(Debug, Clone, PartialEq)]
pub(in crate::render) struct Columns {
    /// The scale.
    pub(in crate::render) axis: Axis,
    /// What the parts are called, the lowest first.
    pub(in crate::render) names: Vec<String>,
    /// One for each period: its name, its parts, and what they are as text.
    pub(in crate::render) sums: Vec<(String, Vec<f64>, Vec<String>)>,
}

/// The parts that such a sum is made of, for each sheet that has them all.
const PARTS: [&[&str]; 2] = [&["loyal_net", "other_net"], &["existing_net", "new_net", "returned_net"]];

/// The columns of an answer by period whose money has such parts.
pub(super) fn of(answer: &Answer, show: Show) -> Option<Chart> {
    let has = |keys: &&[&str]| keys.iter().all(|key| answer.sheet.position(key).is_some());
    // A sheet that leads with a rate is better told by the trend of it.
    let leads = answer.sheet.headline == "difference";
    let keys = PARTS.into_iter().find(has).filter(|_| leads && is_over_time(answer) && answer.records.len() > 1)?;
    let columns: Vec<(String, Vec<f64>, Vec<String>)> = answer
        .records
        .iter()
        .map(|record| {
            let show = show.counted_in(record.currency);
            // What was refunded in a month beyond its sales has no height; the table has it.
            let parts = keys.iter().map(|key| number_at(answer, record, key).unwrap_or(0.0).max(0.0));
            let texts = keys.iter().map(|key| show.value(at(answer, record, key), Unit::Money));
            (name(record, show), parts.collect(), texts.collect())
        })
        .collect();
    let axis = Axis::holding(columns.iter().map(|(_, parts, _)| parts.iter().sum()), true, Unit::Money, show);
    let names: Vec<String> = keys.iter().map(|key| show.label(key)).collect();
    let title = words::charts::over_time(show.lang, &names.join(show.phrases.and), &answer.dimensions[0]);
    let told = [columns.first()?, columns.last()?].map(|(label, _, texts)| {
        let parts = names.iter().zip(texts).map(|(name, text)| format!("{name} {text}"));
        format!("{label}: {}", parts.collect::<Vec<_>>().join(show.phrases.and))
    });
    Some(Chart {
        title,
        told: told.join("; "),
        keys: keys.to_vec(),
        picture: Picture::Columns(Columns { axis, names, sums: columns }),
    })
}
