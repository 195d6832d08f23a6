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
use crate::statistics::correction::holm;
use crate::statistics::three_way::NpsInterval;
use anyhow::Result;
use std::collections::BTreeMap;

/// The columns of the answer.
pub(super) const SHEET: Sheet = Sheet {
    command: "drivers",
    definition: "contribution_score = score - score without the group; against the window before: contribution_mix + contribution_score add up to the change",
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
    let tested: Vec<_> = groups.iter().map(|group| above_others(&whole, &group.now, confidence)).collect();
    let p: Vec<f64> = tested.iter().flatten().map(|(_, found)| found.p).collect();
    let mut adjusted = holm(&p).into_iter();
    let mut found_any = false;
    let mut records = vec![];
    for (group, tested) in groups.iter().zip(&tested) {
        let p = tested.and_then(|_| adjusted.next());
        let verdict = p.map(|p| if p < 1.0 - confidence { "differs" } else { "no-difference" });
        found_any |= verdict == Some("differs");
        let moved = then.as_ref().and_then(|then| change((then, &group.then), (&whole, &group.now)));
        let mut values = own(&group.now, confidence);
        values.push(then.map_or(Value::Missing, |_| group.then.responses.into()));
        values.push(then.and(group.then.nps()).into());
        values.push(moved.map(|moved| moved.mix).into());
        values.push(
            if then.is_some() { moved.map(|moved| moved.score) } else { contribution(&whole, &group.now) }.into(),
        );
        values.push(tested.map(|(value, _)| value).into());
        values.extend([tested.map(|(_, f)| f.interval.low).into(), tested.map(|(_, f)| f.interval.high).into()]);
        values.push(p.into());
        values.push(verdict.map_or(Value::Missing, Value::text));
        records.push(record(survey, group.label.clone(), values, group.now.responses));
    }
    let mut values = own(&whole, confidence);
    values.push(then.as_ref().map_or(Value::Missing, |then| then.responses.into()));
    values.push(then.as_ref().and_then(Nps::nps).into());
    values.extend(total(&groups, then.as_ref(), &whole));
    values.resize(SHEET.columns.len(), Value::Missing);
    let mut warnings = taken.warnings.clone();
    warnings.extend(small(whole.responses));
    if !found_any && !p.is_empty() {
        warnings.push(Warning::new("drivers-alike", [("count", p.len().to_string())]));
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
