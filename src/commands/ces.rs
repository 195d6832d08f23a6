//! `loyalty ces`.

use super::by::By;
use super::csat::ends;
use super::desk::{Desk, confidence};
use super::nps::{conclude, open, wanted};
use super::setup::{Setup, usual_scales};
use super::survey::{Survey, SurveyFlags};
use crate::answer::column::{Column, Sheet, Unit};
use crate::answer::value::Value;
use crate::answer::{Answer, Verdict, Warning};
use crate::config::output::Output;
use crate::config::reading::Reading;
use crate::config::window::Window;
use crate::input::roles::Role;
use crate::input::{Scale as Range, Taken};
use crate::ledger::Question;
use crate::metrics::ces::{Ces, Good, Scale};
use anyhow::Result;
use clap::{Args as Flags, ValueEnum};

/// How easy it was: the share of easy answers and net easy, with the interval of the share.
///
/// High can be good (agreement that it was easy) or bad (effort): which one is never guessed. It does not prove that ease brings
/// customers back.
#[derive(Debug, Flags)]
#[command(after_help = "Examples:
  loyalty ces fixtures/corner-shop/ces.csv --scale 1-7 --ces-good high
  loyalty ces effort.csv --map score=\"How much effort?\" --scale 1-5 --ces-good low")]
pub(super) struct Args {
    #[command(flatten)]
    reading: Reading,
    #[command(flatten)]
    window: Window,
    #[command(flatten)]
    survey: SurveyFlags,
    /// The ends of the scale: 1-7 agreement, 1-5 effort or ease
    #[arg(long, value_name = "LEAST-MOST", help_heading = "Answers")]
    scale: Option<String>,
    #[command(flatten)]
    terms: Terms,
    #[command(flatten)]
    output: Output,
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
const SHEET: Sheet = Sheet {
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
};

pub(super) fn run(args: &Args, desk: &mut Desk<'_>) -> Result<Verdict> {
    let named = args.scale.as_deref().map(ends).transpose()?;
    let mut scales = usual_scales();
    let (least, most) = named.unwrap_or((0, 10));
    scales[Question::Ces as usize] = Range { least, most, missing: args.survey.missing.clone() };
    let setup = Setup { reading: &args.reading, rules: None, as_of: None, scales, score: Role::Ces };
    let (inputs, by) = open(&setup, &args.window, desk, &args.output)?;
    let wanted = wanted(Question::Ces, &by);
    let taken = Desk::read(inputs, &wanted, &args.output);
    if let Some(verdict) = desk.objections("ces", &taken, &args.reading, &args.output)? {
        return Ok(verdict);
    }
    let answer = answer(&taken, by, &args.window, &args.survey, &args.terms, named, confidence(&args.output)?)?;
    conclude(answer, taken, desk, &args.output)
}

/// Column names that say which end is good.
fn worded(taken: &Taken) -> Option<Good> {
    let columns = taken.accounts.iter().flat_map(|account| &account.columns).filter(|(role, _)| *role == "ces");
    let names: Vec<String> = columns.map(|(_, name)| name.to_lowercase()).collect();
    let says = |words: &[&str]| names.iter().any(|name| words.iter().any(|word| name.contains(word)));
    match (says(&["easy", "ease", "容易", "やさしさ"]), says(&["effort", "difficult", "手間", "努力"])) {
        (true, false) => Some(Good::High),
        (false, true) => Some(Good::Low),
        (true, true) | (false, false) => None,
    }
}

/// The answer of the question; `named` are the ends of the scale where they are known.
pub(super) fn answer(
    taken: &Taken,
    by: By,
    window: &Window,
    flags: &SurveyFlags,
    terms: &Terms,
    named: Option<(i16, i16)>,
    confidence: f64,
) -> Result<Result<Answer, Warning>> {
    let survey = match Survey::open(taken, by, window, flags.answers, Question::Ces)? {
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
    let mut warnings = taken.warnings.clone();
    let (least, most) = if let Some(ends) = named {
        ends
    } else {
        let assumed = if survey.scores().any(|score| score > 5) { (1, 7) } else { (1, 5) };
        warnings.push(Warning::new("scale-assumed", [("min", assumed.0.to_string()), ("max", assumed.1.to_string())]));
        assumed
    };
    let Some(scale) =
        Scale::new(least, most, good).filter(|_| survey.scores().all(|score| (least..=most).contains(&score)))
    else {
        return Ok(Err(Warning::new("scale-unknown", [])));
    };
    let values = |ces: &Ces| row(ces, confidence);
    let whole = Ces::of(scale, survey.scores());
    if whole.responses < super::shop::SMALL {
        warnings.push(Warning::new("small-group", [("group", "(all)".to_owned()), ("n", whole.responses.to_string())]));
    }
    let records = survey.groups().into_iter().map(|group| {
        let ces = Ces::of(scale, group.scores.iter().copied());
        survey.record(group.label, group.window, ces.responses, values(&ces))
    });
    let mut parameters = survey.parameters(confidence, flags.answers);
    parameters.insert(1, ("interval", Value::text("wilson")));
    Ok(Ok(Answer {
        sheet: &SHEET,
        parameters,
        dimensions: survey.by.dimensions(),
        set_aside: survey.set_aside.clone(),
        warnings,
        records: records.collect(),
        summary: survey.record(vec![], survey.window, whole.responses, values(&whole)),
    }))
}

fn row(ces: &Ces, confidence: f64) -> Vec<Value> {
    let interval = ces.interval(confidence);
    let good = match ces.scale.good {
        Good::High => "high",
        Good::Low => "low",
    };
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
        Value::text(good),
        whole(ces.scale.min),
        whole(ces.scale.max),
    ]
}
