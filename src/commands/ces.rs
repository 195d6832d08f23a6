//! `loyalty ces`.

mod direction;

use super::asking::{Found, OfAnswers, Topic, of_answers};
use super::by::By;
use super::compare;
use super::csat::{between, ends};
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
use crate::metrics::ces::sample::{FIGURES, adds};
use crate::metrics::ces::{Ces, Good, Scale};
use anyhow::Result;
use clap::{Args as Flags, ValueEnum};

/// How easy it was: the share of easy answers and net easy, with the interval of the share.
///
/// High can be good (agreement) or bad (effort), and which one is never guessed; neither proves that ease brings customers back.
#[derive(Debug, Flags)]
#[command(after_help = "Examples:
  loyalty ces fixtures/corner-shop/ces.csv --scale 1-7 --ces-good high
  loyalty ces effort.csv --map score=\"How much effort?\" --scale 1-5 --ces-good low")]
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
    /// The ends of the scale: 1-7 agreement, 1-5 effort or ease
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
    /// Which end of the scale is good: high for "it was easy", low for "how much effort"
    #[arg(long, value_name = "END", help_heading = "Answers")]
    pub(super) ces_good: Option<End>,
}

/// An end of the scale.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum End {
    /// High scores are good
    High,
    /// Low scores are good
    Low,
}

/// The columns of the answer.
pub(super) const SHEET: Sheet = Sheet {
    command: "ces",
    definition: "easy_share = easy / responses; net_easy = 100 * (clearly easy - difficult) / responses",
    headline: "easy_share",
    columns: &[
        Column::new("responses", Unit::Count),
        Column::new("easy", Unit::Count),
        Column::new("easy_share", Unit::Share).of("easy", "responses").between("easy_low", "easy_high"),
        Column::quiet("easy_low", Unit::Share),
        Column::quiet("easy_high", Unit::Share),
        Column::new("mean", Unit::Number),
        Column::new("difficult", Unit::Count),
        Column::new("net_easy", Unit::Points),
        Column::quiet("easy_from", Unit::Count),
        Column::quiet("net_easy_from", Unit::Count),
        Column::quiet("net_easy_to", Unit::Count),
        Column::quiet("good", Unit::Text),
        Column::quiet("scale_min", Unit::Count),
        Column::quiet("scale_max", Unit::Count),
    ],
    people: People::of(&[&["responses"]]),
};

pub(super) fn run(args: &Args, desk: &mut Desk<'_>) -> Result<Verdict> {
    let named = args.own.ends()?;
    let topic = Topic { command: "ces", question: Question::Ces, role: Role::Ces, ends: named };
    of_answers(topic, &args.common, desk, |taken, by, asked| beside(taken, by, asked, &args.own, &args.comparing))
}

/// Column names that say which end is good.
fn worded(taken: &Taken) -> Option<Good> {
    let columns = taken.accounts.iter().flat_map(|account| &account.columns).filter(|(role, _)| *role == "ces");
    let mut ends = columns.map(|(_, name)| direction::said(name));
    let first = ends.next()??;
    ends.all(|end| end == Some(first)).then_some(first)
}

/// The answer with its changes, where they are asked for.
pub(super) fn beside(taken: &Taken, by: By, asked: Asked<'_>, own: &Own, comparing: &Comparing) -> Result<Found> {
    let named = own.ends()?;
    let topic = compare::Topic {
        question: Question::Ces,
        figures: &FIGURES,
        ask: &|by, asked| answer(taken, by, asked, &own.terms, named),
        adds: &|answer, score| scale_of(answer).map_or_else(Default::default, |scale| adds(scale, score)),
    };
    compare::of_answers(taken, by, asked, comparing, &topic)
}

/// The scale that an answer was measured on.
fn scale_of(answer: &Answer) -> Option<Scale> {
    let at = |key| answer.sheet.position(key).and_then(|at| answer.summary.values.get(at));
    let score = |key| match at(key) {
        Some(Value::Whole(score)) => i16::try_from(*score).ok(),
        _ => None,
    };
    let good = if at("good") == Some(&Value::text("high")) { Good::High } else { Good::Low };
    Scale::new(score("scale_min")?, score("scale_max")?, good)
}

/// The answer of the question; `named` are the ends of the scale where they are known.
fn answer(taken: &Taken, by: By, asked: Asked<'_>, terms: &Terms, named: Option<(i16, i16)>) -> Result<Found> {
    let survey = match Survey::open(taken, by, asked, Question::Ces)? {
        Ok(survey) => survey,
        Err(why) => return Ok(Err(why)),
    };
    let good = match terms.ces_good {
        Some(End::High) => Some(Good::High),
        Some(End::Low) => Some(Good::Low),
        None => worded(taken),
    };
    let Some(good) = good else {
        return Ok(Err(Warning::new("direction-unknown", [])));
    };
    let seven = survey.scores_ever().any(|score| score > 5);
    let (least, most) = named.unwrap_or(if seven { (1, 7) } else { (1, 5) });
    let assumed =
        named.is_none().then(|| Warning::new("scale-assumed", [("min", least.to_string()), ("max", most.to_string())]));
    let Some(scale) = Scale::new(least, most, good) else {
        let ends = [("min", least.to_string()), ("max", most.to_string())];
        return Ok(Err(Warning::new("no-usual-cut", ends)));
    };
    if !survey.scores().all(|score| (least..=most).contains(&score)) {
        return Ok(Err(Warning::new("scale-unknown", [])));
    }
    Ok(Ok(survey.answer(&SHEET, parameters(scale), assumed.into_iter().collect(), |scores| {
        let ces = Ces::of(scale, scores);
        (ces.responses, row(&ces, asked.confidence))
    })))
}

fn parameters(scale: Scale) -> Vec<(&'static str, Value)> {
    let good_end = |limit: i16| match scale.good {
        Good::High => between(limit, scale.max),
        Good::Low => between(scale.min, limit),
    };
    let bad_end = |limit: i16| match scale.good {
        Good::High => between(scale.min, limit),
        Good::Low => between(limit, scale.max),
    };
    vec![
        ("scale", between(scale.min, scale.max)),
        ("good", Value::text(name(scale.good))),
        ("easy", good_end(scale.easy_from)),
        ("clearly_easy", good_end(scale.net_easy_from)),
        ("difficult", bad_end(scale.net_easy_to)),
        ("interval", Value::text("wilson")),
    ]
}

const fn name(good: Good) -> &'static str {
    match good {
        Good::High => "high",
        Good::Low => "low",
    }
}

fn row(ces: &Ces, confidence: f64) -> Vec<Value> {
    let interval = ces.interval(confidence);
    let whole = |score: i16| Value::Whole(i64::from(score));
    vec![
        ces.responses.into(),
        ces.easy.into(),
        ces.easy_share().into(),
        interval.map(|i| i.low).into(),
        interval.map(|i| i.high).into(),
        ces.mean().into(),
        ces.difficult.into(),
        ces.net_easy().into(),
        whole(ces.scale.easy_from),
        whole(ces.scale.net_easy_from),
        whole(ces.scale.net_easy_to),
        Value::text(name(ces.scale.good)),
        whole(ces.scale.min),
        whole(ces.scale.max),
    ]
}
