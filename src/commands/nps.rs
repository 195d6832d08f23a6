//! `loyalty nps`.

use super::by::By;
use super::desk::{Desk, confidence};
use super::setup::{Setup, usual_scales};
use super::survey::{Survey, SurveyFlags};
use crate::answer::column::{Column, Sheet, Unit};
use crate::answer::value::Value;
use crate::answer::{Answer, Document, Section, Verdict, Warning};
use crate::config::output::Output;
use crate::config::reading::Reading;
use crate::config::window::Window;
use crate::input::request::Wanted;
use crate::input::roles::{Kind, Role};
use crate::input::{Inputs, Taken};
use crate::ledger::Question;
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
    reading: Reading,
    #[command(flatten)]
    window: Window,
    #[command(flatten)]
    survey: SurveyFlags,
    #[command(flatten)]
    terms: Terms,
    #[command(flatten)]
    output: Output,
}

/// Flags of the metric itself.
#[derive(Debug, Clone, Default, Flags)]
pub(super) struct Terms {
    /// The method of the interval
    #[arg(long, value_name = "METHOD", default_value = "adjusted-wald", help_heading = "Answers")]
    interval: Method,
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
const SHEET: Sheet = Sheet {
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
};

pub(super) fn run(args: &Args, desk: &mut Desk<'_>) -> Result<Verdict> {
    let setup = Setup {
        reading: &args.reading,
        rules: None,
        as_of: None,
        scales: usual_scales().map(|scale| crate::input::Scale { missing: args.survey.missing.clone(), ..scale }),
        score: Role::Nps,
    };
    let (inputs, by) = open(&setup, &args.window, desk, &args.output)?;
    let wanted = wanted(Question::Nps, &by);
    let taken = Desk::read(inputs, &wanted, &args.output);
    if let Some(verdict) = desk.objections("nps", &taken, &args.reading, &args.output)? {
        return Ok(verdict);
    }
    let answer = answer(&taken, by, &args.window, &args.survey, &args.terms, confidence(&args.output)?)?;
    conclude(answer, taken, desk, &args.output)
}

/// Opens the files of a survey and finds the columns of `--by` in them.
pub(super) fn open(setup: &Setup<'_>, window: &Window, desk: &mut Desk<'_>, output: &Output) -> Result<(Inputs, By)> {
    let mut inputs = crate::input::open(setup.request()?);
    inputs.prefer(Kind::Surveys, Some(setup.score));
    for path in inputs.only(&[Kind::Surveys, Kind::Customers]) {
        desk.remark(&format!("{path}: holds transactions, which this question does not need; not read"), output)?;
    }
    let by = By::parse(window.by.as_deref(), &inputs, &[Kind::Surveys, Kind::Customers])?;
    Ok((inputs, by))
}

/// What a question wants of the files.
pub(super) fn wanted(question: Question, by: &By) -> Wanted {
    Wanted {
        questions: vec![question],
        surveys: by.columns(Kind::Surveys),
        customers: by.columns(Kind::Customers),
        ..Wanted::default()
    }
}

/// Writes an answer, or says why there is none.
pub(super) fn conclude(
    answer: Result<Answer, Warning>,
    taken: Taken,
    desk: &mut Desk<'_>,
    output: &Output,
) -> Result<Verdict> {
    let answer = match answer {
        Ok(answer) => answer,
        Err(why) => return desk.refuse("loyalty", &why, output),
    };
    let document = Document {
        command: answer.sheet.command,
        parameters: answer.parameters.clone(),
        inputs: taken.accounts,
        warnings: vec![],
        sections: vec![Section::Answered(Box::new(answer))],
        rejections: taken.rejections,
        check: None,
    };
    desk.write(&document, output)?;
    Ok(Verdict::Answered)
}

/// The answer of the question.
pub(super) fn answer(
    taken: &Taken,
    by: By,
    window: &Window,
    flags: &SurveyFlags,
    terms: &Terms,
    confidence: f64,
) -> Result<Result<Answer, Warning>> {
    let survey = match Survey::open(taken, by, window, flags.answers, Question::Nps)? {
        Ok(survey) => survey,
        Err(why) => return Ok(Err(why)),
    };
    let (method, name) = match terms.interval {
        Method::AdjustedWald => (NpsInterval::AdjustedWald, "adjusted-wald"),
        Method::Wald => (NpsInterval::Wald, "wald"),
    };
    let found = |scores: &mut dyn Iterator<Item = i16>| Nps::of(scores.filter_map(Score::new));
    let values = |nps: &Nps| row(nps, method, confidence);
    let whole = found(&mut survey.scores());
    let mut parameters = survey.parameters(confidence, flags.answers);
    parameters.insert(1, ("interval", Value::text(name)));
    let mut warnings = taken.warnings.clone();
    if whole.sum <= 5 * whole.responses && survey.scores().all(|score| score <= 5) {
        warnings.push(Warning::new("no-score-above-five", []));
    }
    if whole.responses < super::shop::SMALL {
        warnings.push(Warning::new("small-group", [("group", "(all)".to_owned()), ("n", whole.responses.to_string())]));
    }
    let records = survey.groups().into_iter().map(|group| {
        let nps = found(&mut group.scores.iter().copied());
        survey.record(group.label, group.window, nps.responses, values(&nps))
    });
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
