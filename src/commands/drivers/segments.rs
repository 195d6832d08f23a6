//! The groups of a survey and how far each moves the score.

use super::Against;
use super::columns::Columns;
use crate::answer::column::{Column, Sheet, Unit};
use crate::answer::people::People;
use crate::answer::value::Value;
use crate::answer::{Answer, Record, Warning};
use crate::commands::by::By;
use crate::commands::shop::{SMALL, small};
use crate::commands::survey::Survey;
use crate::config::window::Window as Flags;
use crate::input::Taken;
use crate::ledger::Question;
use crate::ledger::ratio::Ratio;
use crate::ledger::scan::natural;
use crate::metrics::drivers::{above_others, change, contribution};
use crate::metrics::nps::{Nps, Score};
use crate::metrics::revenue::window_before;
use crate::statistics::Difference;
use crate::statistics::correction::holm;
use crate::statistics::three_way::{self, NpsInterval};
use anyhow::Result;
use std::collections::BTreeMap;

/// The columns of the answer.
pub(super) const SHEET: Sheet = Sheet {
    command: "drivers",
    definition: "contribution_score = score - score without the group; against the window before: contribution_mix + contribution_score add up to the change, and the verdict is that on the group's own change",
    headline: "score",
    columns: &[
        Column::new("responses", Unit::Count),
        Column::quiet("promoters", Unit::Count),
        Column::quiet("passives", Unit::Count),
        Column::quiet("detractors", Unit::Count),
        Column::new("score", Unit::Points).between("score_low", "score_high"),
        Column::quiet("score_low", Unit::Points),
        Column::quiet("score_high", Unit::Points),
        Column::quiet("previous_responses", Unit::Count),
        Column::new("previous_score", Unit::Points),
        Column::new("score_change", Unit::Points).between("score_change_low", "score_change_high"),
        Column::quiet("score_change_low", Unit::Points),
        Column::quiet("score_change_high", Unit::Points),
        Column::new("contribution_mix", Unit::Points),
        Column::new("contribution_score", Unit::Points),
        Column::quiet("above_others", Unit::Points).between("above_others_low", "above_others_high"),
        Column::quiet("above_others_low", Unit::Points),
        Column::quiet("above_others_high", Unit::Points),
        Column::quiet("p_adjusted", Unit::Number),
        Column::new("verdict", Unit::Text),
    ],
    people: People::of(&[&["responses"], &["previous_responses"]]),
};

/// One group of one segment, now and in the window before.
struct Group {
    label: Vec<Option<String>>,
    now: Nps,
    then: Nps,
}

pub(super) fn answer(
    taken: &Taken,
    survey: &Survey<'_>,
    columns: &Columns,
    against: Against,
) -> Result<Result<Answer, Warning>> {
    let earlier = previous(survey);
    let before = match (against, &earlier) {
        (Against::Whole, _) => None,
        (Against::Previous, None) => return Ok(Err(Warning::new("nothing-before", []))),
        (Against::Previous, Some(flags)) => {
            match Survey::open(taken, By::default(), survey.asked_over(flags), Question::Nps)? {
                Ok(before) => Some(before),
                Err(_) => return Ok(Err(Warning::new("nothing-before", []))),
            }
        }
    };
    let ledger = &taken.ledger;
    let mut groups: Vec<Group> = vec![];
    for segment in &columns.segments {
        let mut of: BTreeMap<_, (Option<String>, Nps, Nps)> = BTreeMap::new();
        for (survey, now) in [Some((survey, true)), before.as_ref().map(|before| (before, false))].into_iter().flatten()
        {
            for answer in survey.answers() {
                let text = segment.text(ledger, answer).map(str::to_owned);
                let slot = of
                    .entry(natural(std::slice::from_ref(&text)))
                    .or_insert_with(|| (text, Nps::default(), Nps::default()));
                let score = answer.score(Question::Nps).and_then(Score::new);
                let Some(score) = score else { continue };
                if now { slot.1.add(score) } else { slot.2.add(score) }
            }
        }
        let mut own: Vec<_> = of.into_values().collect();
        own.sort_by_key(|(text, now, _)| (text.is_none(), std::cmp::Reverse(now.responses)));
        groups.extend(own.into_iter().map(|(text, now, then)| Group {
            label: vec![Some(segment.name.clone()), text],
            now,
            then,
        }));
    }
    let whole = counted(survey);
    let then = before.as_ref().map(counted);
    let confidence = survey.confidence();
    let above: Vec<_> = groups.iter().map(|group| above_others(&whole, &group.now, confidence)).collect();
    // What is tested is what the table is about: how a group differs from the others, or from what it was.
    let tested: Vec<Option<Difference>> = match &then {
        None => above.iter().map(|above| above.map(|(_, found)| found)).collect(),
        Some(_) => groups.iter().map(|group| since(&group.now, &group.then, confidence)).collect(),
    };
    let p: Vec<f64> = tested.iter().flatten().map(|found| found.p).collect();
    let mut adjusted = holm(&p).into_iter();
    let mut found_any = false;
    let mut records = vec![];
    for ((group, tested), above) in groups.iter().zip(&tested).zip(&above) {
        let p = tested.and_then(|_| adjusted.next());
        let verdict = p.map(|p| if p < 1.0 - confidence { "differs" } else { "no-difference" });
        found_any |= verdict == Some("differs");
        let moved = then.as_ref().and_then(|then| change((then, &group.then), (&whole, &group.now)));
        let mut values = own(&group.now, confidence);
        values.push(then.map_or(Value::Missing, |_| group.then.responses.into()));
        values.extend(changed(then.as_ref(), group.now, group.then, confidence));
        values.push(moved.map(|moved| moved.mix).into());
        values.push(
            if then.is_some() { moved.map(|moved| moved.score) } else { contribution(&whole, &group.now) }.into(),
        );
        values.push(above.map(|(value, _)| value).into());
        values.extend([above.map(|(_, f)| f.interval.low).into(), above.map(|(_, f)| f.interval.high).into()]);
        values.push(p.into());
        values.push(verdict.map_or(Value::Missing, Value::text));
        records.push(record(survey, group.label.clone(), values, group.now.responses));
    }
    let mut values = own(&whole, confidence);
    values.push(then.as_ref().map_or(Value::Missing, |then| then.responses.into()));
    values.extend(changed(then.as_ref(), whole, then.unwrap_or_default(), confidence));
    values.extend(total(&groups, then.as_ref(), &whole));
    values.resize(SHEET.columns.len(), Value::Missing);
    let mut warnings = taken.warnings.clone();
    warnings.extend(small(whole.responses));
    if !found_any && !p.is_empty() {
        let code = if then.is_some() { "drivers-unmoved" } else { "drivers-alike" };
        warnings.push(Warning::new(code, [("count", p.len().to_string())]));
    }
    Ok(Ok(Answer {
        sheet: &SHEET,
        parameters: parameters(survey, against),
        dimensions: vec!["segment".to_owned(), "group".to_owned()],
        set_aside: survey.set_aside.clone(),
        warnings,
        summary: record(survey, vec![], values, whole.responses),
        records: records.into(),
    }))
}

/// How far a score has moved, and whether chance alone could do that.
fn since(now: &Nps, then: &Nps, confidence: f64) -> Option<Difference> {
    three_way::difference(now.groups(), then.groups(), NpsInterval::AdjustedWald, confidence)
}

/// What a score was, and how far it has moved since; nothing where it is held against the whole.
fn changed(known: Option<&Nps>, now: Nps, then: Nps, confidence: f64) -> [Value; 4] {
    if known.is_none() {
        return [const { Value::Missing }; 4];
    }
    let moved = now.nps().zip(then.nps()).and_then(|(now, then)| now.minus(then));
    let interval = since(&now, &then, confidence).filter(|_| moved.is_some()).map(|found| found.interval);
    [then.nps().into(), moved.into(), interval.map(|i| i.low).into(), interval.map(|i| i.high).into()]
}

/// All parts of a change: of one segment alone, because each segment's parts make up the whole change.
fn total(groups: &[Group], then: Option<&Nps>, whole: &Nps) -> [Value; 2] {
    let Some(then) = then else { return [Value::Missing, Value::Missing] };
    let first = groups.first().map(|group| group.label[0].clone());
    if groups.iter().any(|group| Some(&group.label[0]) != first.as_ref()) {
        return [Value::Missing, Value::Missing];
    }
    let moved: Option<Vec<_>> = groups.iter().map(|group| change((then, &group.then), (whole, &group.now))).collect();
    let sum = |of: fn(&crate::metrics::drivers::Change) -> Ratio| -> Option<Ratio> {
        moved.as_ref()?.iter().map(of).try_fold(Ratio::of(0, 1)?, Ratio::plus)
    };
    [sum(|moved| moved.mix).into(), sum(|moved| moved.score).into()]
}

/// The window before, as flags.
fn previous(survey: &Survey<'_>) -> Option<Flags> {
    let before = window_before(survey.window?);
    Some(Flags {
        from: Some(before.from.to_string()),
        to: Some(before.to.to_string()),
        as_of: survey.as_of.map(|day| day.to_string()),
        ..Flags::default()
    })
}

fn counted(survey: &Survey<'_>) -> Nps {
    Nps::of(survey.scores().filter_map(Score::new))
}

fn own(nps: &Nps, confidence: f64) -> Vec<Value> {
    let interval = nps.interval(NpsInterval::AdjustedWald, confidence);
    vec![
        nps.responses.into(),
        nps.promoters.into(),
        nps.passives.into(),
        nps.detractors.into(),
        nps.nps().into(),
        interval.map(|i| i.low).into(),
        interval.map(|i| i.high).into(),
    ]
}

fn parameters(survey: &Survey<'_>, against: Against) -> Vec<(&'static str, Value)> {
    let against = if against == Against::Previous { "previous" } else { "whole" };
    survey.parameters(vec![
        ("interval", Value::text("adjusted-wald")),
        ("against", Value::text(against)),
        ("correction", Value::text("holm")),
    ])
}

pub(super) fn record(survey: &Survey<'_>, group: Vec<Option<String>>, values: Vec<Value>, responses: u64) -> Record {
    let warnings = if responses < SMALL { vec!["small-group"] } else { vec![] };
    Record { group, window: survey.window, complete: None, currency: None, values, changes: vec![], warnings }
}
