//! `loyalty csat`.

mod scale;

use super::Usage;
use super::asking::{Found, OfAnswers, Topic, of_answers};
use super::by::By;
use super::compare;
use super::desk::Desk;
use super::survey::{Asked, Survey};
use crate::answer::column::{Column, Sheet, Unit};
use crate::answer::people::People;
use crate::answer::value::Value;
use crate::answer::{Answer, Verdict, Warning};
use crate::config::comparing::Comparing;
use crate::input::Taken;
use crate::input::roles::Role;
use crate::ledger::Question;
use crate::metrics::csat::sample::{FIGURES, adds};
use crate::metrics::csat::{Csat, Scale, ScaleSource};
use anyhow::{Result, bail};
use clap::Args as Flags;

/// The share of satisfied answers: the top of the scale among all answers, with its interval.
///
/// It says how those who answered felt; it does not prove that they come back, nor how those feel who did not answer.
#[derive(Debug, Flags)]
#[command(after_help = "Examples:
  loyalty csat fixtures/corner-shop/csat.csv
  loyalty csat fixtures/corner-shop/csat.csv --scale 1-5 --by channel
  loyalty csat answers.csv --map score=Q3 --scale 1-7")]
pub(super) struct Args {
    #[command(flatten)]
    common: OfAnswers,
    #[command(flatten)]
    comparing: Comparing,
    #[command(flatten)]
    own: Own,
}

/// The scale, and the flags of the metric itself.
#[derive(Debug, Clone, Default, Flags)]
pub(super) struct Own {
    /// The ends of the scale, such as 1-5 or 1-7; no answer proves them
    #[arg(long, value_name = "LEAST-MOST", help_heading = "Answers")]
    scale: Option<String>,
    #[command(flatten)]
    pub(super) terms: Terms,
}

impl Own {
    /// The ends of the scale, where they are named.
    pub(super) fn ends(&self) -> Result<Option<(i16, i16)>> {
        self.scale.as_deref().map(ends).transpose()
    }
}

/// Flags of the metric itself.
#[derive(Debug, Clone, Default, Flags)]
pub(super) struct Terms {
    /// The least score that counts as satisfied; the usual top of the scale otherwise
    #[arg(long, value_name = "SCORE", help_heading = "Answers")]
    satisfied_from: Option<i16>,
}

/// The columns of the answer.
pub(super) const SHEET: Sheet = Sheet {
    command: "csat",
    definition: "answers at or above satisfied_from / responses",
    headline: "csat",
    columns: &[
        Column::new("responses", Unit::Count),
        Column::new("satisfied", Unit::Count),
        Column::new("csat", Unit::Share).of("satisfied", "responses").between("csat_low", "csat_high"),
        Column::quiet("csat_low", Unit::Share),
        Column::quiet("csat_high", Unit::Share),
        Column::new("mean", Unit::Number),
        Column::quiet("scale_min", Unit::Count),
        Column::quiet("scale_max", Unit::Count),
        Column::quiet("satisfied_from", Unit::Count),
        Column::quiet("scale_source", Unit::Text),
    ],
    people: People::of(&[&["responses"]]),
};

/// The two ends of a scale, as in `1-7`.
pub(super) fn ends(text: &str) -> Result<(i16, i16)> {
    let parts =
        text.split_once('-').and_then(|(least, most)| Some((least.trim().parse().ok()?, most.trim().parse().ok()?)));
    match parts {
        Some((least, most)) if least < most => Ok((least, most)),
        _ => bail!(Usage(format!("--scale {text}: write the ends, such as 1-5 or 1-7"))),
    }
}

pub(super) fn run(args: &Args, desk: &mut Desk<'_>) -> Result<Verdict> {
    let named = args.own.ends()?;
    let topic = Topic { command: "csat", question: Question::Csat, role: Role::Csat, ends: named };
    of_answers(topic, &args.common, desk, |taken, by, asked| beside(taken, by, asked, &args.own, &args.comparing))
}

/// The answer with its changes, where they are asked for.
pub(super) fn beside(taken: &Taken, by: By, asked: Asked<'_>, own: &Own, comparing: &Comparing) -> Result<Found> {
    let named = own.ends()?;
    let topic = compare::Topic {
        question: Question::Csat,
        figures: &FIGURES,
        ask: &|by, asked| answer(taken, by, asked, &own.terms, named),
        adds: &|answer, score| scale_of(answer).map_or_else(Default::default, |scale| adds(scale, score)),
    };
    compare::of_answers(taken, by, asked, comparing, &topic)
}

/// The scale that an answer was measured on.
fn scale_of(answer: &Answer) -> Option<Scale> {
    let at = |key| match answer.sheet.position(key).and_then(|at| answer.summary.values.get(at)) {
        Some(Value::Whole(score)) => i16::try_from(*score).ok(),
        _ => None,
    };
    Scale::with_limit(at("scale_min")?, at("scale_max")?, at("satisfied_from")?, ScaleSource::Flag)
}

/// The answer of the question; `named` are the ends of the scale where they are known.
fn answer(taken: &Taken, by: By, asked: Asked<'_>, terms: &Terms, named: Option<(i16, i16)>) -> Result<Found> {
    let survey = match Survey::open(taken, by, asked, Question::Csat)? {
        Ok(survey) => survey,
        Err(why) => return Ok(Err(why)),
    };
    let scale = match scale::scale(taken, &survey, named, terms.satisfied_from)? {
        Ok(scale) => scale,
        Err(why) => return Ok(Err(why)),
    };
    let open = scale.source == ScaleSource::Words && taken.shown.iter().any(|shown| shown.open);
    let assumed = (scale.source == ScaleSource::Assumed || open)
        .then(|| Warning::new("scale-assumed", [("min", scale.min.to_string()), ("max", scale.max.to_string())]));
    let parameters = vec![
        ("scale", between(scale.min, scale.max)),
        ("satisfied", between(scale.satisfied_from, scale.max)),
        ("interval", Value::text("wilson")),
    ];
    Ok(Ok(survey.answer(&SHEET, parameters, assumed.into_iter().collect(), |scores| {
        let csat = Csat::of(scale, scores);
        (csat.responses, row(&csat, asked.confidence))
    })))
}

/// A stretch of a scale, as in `4-5`; a single point where its ends meet.
pub(super) fn between(least: i16, most: i16) -> Value {
    Value::text(if least == most { least.to_string() } else { format!("{least}-{most}") })
}

fn row(csat: &Csat, confidence: f64) -> Vec<Value> {
    let interval = csat.interval(confidence);
    let source = match csat.scale.source {
        ScaleSource::Flag => "flag",
        ScaleSource::Labels => "labels",
        ScaleSource::Assumed => "assumed",
        ScaleSource::Words => "words",
        ScaleSource::Export => "export",
    };
    vec![
        csat.responses.into(),
        csat.satisfied.into(),
        csat.csat().into(),
        interval.map(|i| i.low).into(),
        interval.map(|i| i.high).into(),
        csat.mean().into(),
        Value::Whole(i64::from(csat.scale.min)),
        Value::Whole(i64::from(csat.scale.max)),
        Value::Whole(i64::from(csat.scale.satisfied_from)),
        Value::text(source),
    ]
}
