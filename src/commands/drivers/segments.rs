//! The groups of a survey and how far each moves the score.

use super::Against;
use super::columns::Columns;
use crate::answer::column::{Column, Sheet, Unit};
use crate::answer::people::People;
use crate::answer::value::Value;
use crate::answer::{Answer, Record, Warning};
use crate::commands::by::By;
use crate::commands::compare::RESAMPLED;
use crate::commands::shop::{SMALL, Shop, small};
use crate::commands::survey::{Survey, Voice};
use crate::config::window::Window as Flags;
use crate::input::Taken;
use crate::ledger::ratio::Ratio;
use crate::ledger::scan::natural;
use crate::ledger::{Place, Question};
use crate::metrics::SEED;
use crate::metrics::drivers::{above_others, change, contribution};
use crate::metrics::nps::sample::{adds, figures};
use crate::metrics::nps::{Nps, Score};
use crate::metrics::revenue::window_before;
use crate::metrics::sample::{self, Sample};
use crate::statistics::Difference;
use crate::statistics::bootstrap::{Cells, Draws, cell};
use crate::statistics::correction::holm;
use crate::statistics::three_way::NpsInterval;
use anyhow::Result;
use std::collections::{BTreeMap, BTreeSet};

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

/// One group of one segment, or everybody, now and in another window.
#[derive(Default)]
struct Group {
    label: Vec<Option<String>>,
    now: Voices,
    then: Voices,
}

/// Answers, dealt to cells, and who gave them.
#[derive(Default)]
struct Voices {
    nps: Nps,
    cells: Cells<4>,
    people: BTreeSet<Place>,
}

impl Voices {
    fn add(&mut self, score: Score, voice: Voice) {
        self.nps.add(score);
        self.cells.add(cell(voice.hash), adds(i16::from(score.value())));
        self.people.extend(voice.customer);
    }
}

impl Group {
    /// How far its score has moved, and whether chance alone could do that; who answered in both windows is drawn in both or in none.
    fn moved(&self, draws: &Draws, confidence: f64) -> Option<Difference> {
        let [now, then] = [&self.now, &self.then].map(|voices| Sample { cells: voices.cells.clone() });
        let shared = !self.now.people.is_disjoint(&self.then.people);
        let [score, _] = figures(NpsInterval::AdjustedWald);
        sample::differences(&now, &then, shared, &[score], 0, draws, confidence).pop()?
    }

    /// What its score was, and how far it has moved since.
    fn changed(&self, draws: &Draws, confidence: f64) -> [Value; 4] {
        let [now, then] = [self.now.nps.nps(), self.then.nps.nps()];
        let moved = now.zip(then).and_then(|(now, then)| now.minus(then));
        let interval = self.moved(draws, confidence).filter(|_| moved.is_some()).map(|found| found.interval);
        [then.into(), moved.into(), interval.map(|i| i.low).into(), interval.map(|i| i.high).into()]
    }
}

/// Everybody, and every group of every segment.
fn gathered(taken: &Taken, columns: &Columns, now: &Survey<'_>, then: Option<&Survey<'_>>) -> (Group, Vec<Group>) {
    let mut everybody = Group::default();
    let mut of: Vec<BTreeMap<_, Group>> = columns.segments.iter().map(|_| BTreeMap::new()).collect();
    for (survey, is_now) in std::iter::once((now, true)).chain(then.map(|then| (then, false))) {
        for answer in survey.answers() {
            let score = answer.score(Question::Nps).and_then(Score::new);
            let voice = survey.voice(answer);
            let take = |group: &mut Group| {
                let side = if is_now { &mut group.now } else { &mut group.then };
                if let Some(score) = score {
                    side.add(score, voice);
                }
            };
            take(&mut everybody);
            for (segment, groups) in columns.segments.iter().zip(&mut of) {
                let text = segment.text(&taken.ledger, answer).map(str::to_owned);
                let label = || vec![Some(segment.name.clone()), text.clone()];
                let place = natural(std::slice::from_ref(&text));
                take(groups.entry(place).or_insert_with(|| Group { label: label(), ..Group::default() }));
            }
        }
    }
    let groups = of.into_iter().flat_map(|groups| {
        let mut own: Vec<_> = groups.into_values().collect();
        own.sort_by_key(|group| (group.label[1].is_none(), std::cmp::Reverse(group.now.nps.responses)));
        own
    });
    (everybody, groups.collect())
}

/// How far the score of everybody and of each group has moved from one window to another, by label.
pub(super) fn moved(
    taken: &Taken,
    columns: &Columns,
    now: &Survey<'_>,
    then: &Survey<'_>,
) -> Vec<(Vec<Option<String>>, Option<Difference>)> {
    let (everybody, groups) = gathered(taken, columns, now, Some(then));
    let (draws, confidence) = (Draws::new(SEED), now.confidence());
    let all = std::iter::once(everybody).chain(groups);
    all.map(|group| (group.label.clone(), group.moved(&draws, confidence))).collect()
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
    let (everybody, groups) = gathered(taken, columns, survey, before.as_ref());
    let draws = Draws::new(SEED);
    let whole = everybody.now.nps;
    let then = before.as_ref().map(|_| everybody.then.nps);
    let confidence = survey.confidence();
    let above: Vec<_> = groups.iter().map(|group| above_others(&whole, &group.now.nps, confidence)).collect();
    // What is tested is what the table is about: how a group differs from the others, or from what it was.
    let tested: Vec<Option<Difference>> = match &then {
        None => above.iter().map(|above| above.map(|(_, found)| found)).collect(),
        Some(_) => groups.iter().map(|group| group.moved(&draws, confidence)).collect(),
    };
    let p: Vec<f64> = tested.iter().flatten().map(|found| found.p).collect();
    let mut adjusted = holm(&p).into_iter();
    let mut found_any = false;
    let mut records = vec![];
    for ((group, tested), above) in groups.iter().zip(&tested).zip(&above) {
        let p = tested.and_then(|_| adjusted.next());
        let verdict = p.map(|p| if p < 1.0 - confidence { "differs" } else { "no-difference" });
        found_any |= verdict == Some("differs");
        let moved = then.as_ref().and_then(|then| change((then, &group.then.nps), (&whole, &group.now.nps)));
        let mut values = own(&group.now.nps, confidence);
        values.push(then.map_or(Value::Missing, |_| group.then.nps.responses.into()));
        values.extend(then.map_or([const { Value::Missing }; 4], |_| group.changed(&draws, confidence)));
        values.push(moved.map(|moved| moved.mix).into());
        values.push(
            if then.is_some() { moved.map(|moved| moved.score) } else { contribution(&whole, &group.now.nps) }.into(),
        );
        values.push(above.map(|(value, _)| value).into());
        values.extend([above.map(|(_, f)| f.interval.low).into(), above.map(|(_, f)| f.interval.high).into()]);
        values.push(p.into());
        values.push(verdict.map_or(Value::Missing, Value::text));
        records.push(record(survey, group.label.clone(), values, group.now.nps.responses));
    }
    let mut values = own(&whole, confidence);
    values.push(then.as_ref().map_or(Value::Missing, |then| then.responses.into()));
    values.extend(then.map_or([const { Value::Missing }; 4], |_| everybody.changed(&draws, confidence)));
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

/// All parts of a change: of one segment alone, because each segment's parts make up the whole change.
fn total(groups: &[Group], then: Option<&Nps>, whole: &Nps) -> [Value; 2] {
    let Some(then) = then else { return [Value::Missing, Value::Missing] };
    let first = groups.first().map(|group| group.label[0].clone());
    if groups.iter().any(|group| Some(&group.label[0]) != first.as_ref()) {
        return [Value::Missing, Value::Missing];
    }
    let moved: Option<Vec<_>> =
        groups.iter().map(|group| change((then, &group.then.nps), (whole, &group.now.nps))).collect();
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
    let mut own = vec![
        ("interval", Value::text("adjusted-wald")),
        ("against", Value::text(against)),
        ("correction", Value::text("holm")),
    ];
    if against == "previous" {
        let [_, replicates, seed] = Shop::bootstrap();
        own.extend([("change_interval", Value::text(RESAMPLED)), replicates, seed]);
    }
    survey.parameters(own)
}

pub(super) fn record(survey: &Survey<'_>, group: Vec<Option<String>>, values: Vec<Value>, responses: u64) -> Record {
    let warnings = if responses < SMALL { vec!["small-group"] } else { vec![] };
    Record { group, window: survey.window, complete: None, currency: None, values, changes: vec![], warnings }
}
