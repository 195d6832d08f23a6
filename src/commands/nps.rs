//! `loyalty nps`.

use super::asking::{Found, OfAnswers, Topic, of_answers};
use super::by::By;
use super::compare;
use super::desk::Desk;
use super::survey::{Asked, Survey};
use crate::answer::column::{Column, Sheet, Unit};
use crate::answer::people::People;
use crate::answer::value::Value;
use crate::answer::{Verdict, Warning};
use crate::config::comparing::Comparing;
use crate::input::Taken;
use crate::input::roles::Role;
use crate::ledger::Question;
use crate::metrics::nps::sample::{adds, figures};
use crate::metrics::nps::{Nps, Score};
use crate::statistics::three_way::NpsInterval;
use anyhow::Result;
use clap::{Args as Flags, ValueEnum};

/// How many more promoters than detractors there are: the Net Promoter Score with its counts and its interval.
///
/// It says what people answered, not what they do: it does not prove that promoters buy more, nor that the answers stand for all
/// customers.
#[derive(Debug, Flags)]
#[command(after_help = "Examples:
  loyalty nps fixtures/corner-shop/nps.csv
  loyalty nps fixtures/corner-shop/nps.csv --by month -f csv
  loyalty nps fixtures/corner-shop/nps.csv --customers fixtures/corner-shop/customers.csv --by tier
  loyalty nps answers.csv --map score=\"How likely are you to recommend us?\"")]
pub(super) struct Args {
    #[command(flatten)]
    common: OfAnswers,
    #[command(flatten)]
    comparing: Comparing,
    #[command(flatten)]
    terms: Terms,
}

/// Flags of the metric itself.
#[derive(Debug, Clone, Default, Flags)]
pub(super) struct Terms {
    /// The method of the interval
    #[arg(long, value_name = "METHOD", default_value = "adjusted-wald", help_heading = "Answers")]
    interval: Method,
}

impl Terms {
    const fn method(&self) -> (NpsInterval, &'static str) {
        match self.interval {
            Method::AdjustedWald => (NpsInterval::AdjustedWald, "adjusted-wald"),
            Method::Wald => (NpsInterval::Wald, "wald"),
        }
    }
}

/// Methods of the interval.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, ValueEnum)]
enum Method {
    /// Three answers added before the usual formula: the best performer of Rocks (2016)
    #[default]
    AdjustedWald,
    /// The usual formula; of no width when all answers agree
    Wald,
}

/// The columns of the answer.
pub(super) const SHEET: Sheet = Sheet {
    command: "nps",
    definition: "100 * (promoters - detractors) / responses",
    headline: "nps",
    columns: &[
        Column::new("responses", Unit::Count),
        Column::new("promoters", Unit::Count),
        Column::new("passives", Unit::Count),
        Column::new("detractors", Unit::Count),
        Column::new("nps", Unit::Points).between("nps_low", "nps_high"),
        Column::quiet("nps_low", Unit::Points),
        Column::quiet("nps_high", Unit::Points),
        Column::new("mean", Unit::Number),
    ],
    people: People::of(&[&["responses"]]),
};

pub(super) fn run(args: &Args, desk: &mut Desk<'_>) -> Result<Verdict> {
    let topic = Topic { command: "nps", question: Question::Nps, role: Role::Nps, ends: None };
    of_answers(topic, &args.common, desk, |taken, by, asked| beside(taken, by, asked, &args.terms, &args.comparing))
}

/// The answer with its changes, where they are asked for.
pub(super) fn beside(taken: &Taken, by: By, asked: Asked<'_>, terms: &Terms, comparing: &Comparing) -> Result<Found> {
    let topic = compare::Topic {
        question: Question::Nps,
        figures: &figures(terms.method().0),
        ask: &|by, asked| answer(taken, by, asked, terms),
        adds: &|_, score| adds(score),
    };
    compare::of_answers(taken, by, asked, comparing, &topic)
}

/// The answer of the question.
fn answer(taken: &Taken, by: By, asked: Asked<'_>, terms: &Terms) -> Result<Found> {
    let survey = match Survey::open(taken, by, asked, Question::Nps)? {
        Ok(survey) => survey,
        Err(why) => return Ok(Err(why)),
    };
    let (method, name) = terms.method();
    let low = survey.scores().all(|score| score <= 5).then(|| Warning::new("no-score-above-five", []));
    let parameters = vec![("interval", Value::text(name))];
    Ok(Ok(survey.answer(&SHEET, parameters, low.into_iter().collect(), |scores| {
        let nps = Nps::of(scores.filter_map(Score::new));
        (nps.responses, row(&nps, method, asked.confidence))
    })))
}

fn row(nps: &Nps, method: NpsInterval, confidence: f64) -> Vec<Value> {
    let interval = nps.interval(method, confidence);
    vec![
        nps.responses.into(),
        nps.promoters.into(),
        nps.passives.into(),
        nps.detractors.into(),
        nps.nps().into(),
        interval.map(|i| i.low).into(),
        interval.map(|i| i.high).into(),
        nps.mean().into(),
    ]
}
