//! `loyalty reconcile nps=…`, `csat=…`, `ces=…`: which answers, which scale, and which formula.

mod formulas;

use super::{Args, Candidate, Target, concluded, usual_windows};
use crate::answer::{Record, Verdict, Warning};
use crate::commands::asking::{Found, OfAnswers, Topic, of_answers};
use crate::commands::by::By;
use crate::commands::desk::Desk;
use crate::commands::survey::{Asked, Survey, SurveyFlags, Which};
use crate::commands::window::is_named;
use crate::config::window::Window as Flags;
use crate::input::Taken;
use crate::input::roles::Role;
use crate::input::value::score::Words;
use crate::ledger::Question;
use crate::ledger::window::Window;
use anyhow::Result;

/// Whether a metric is one of answers.
pub(super) fn is_of_answers(metric: &str) -> bool {
    matches!(metric, "nps" | "csat" | "ces" | "easy_share" | "net_easy")
}

/// The question that a metric is of.
fn question(metric: &str) -> (Question, Role) {
    match metric {
        "csat" => (Question::Csat, Role::Csat),
        "ces" | "easy_share" | "net_easy" => (Question::Ces, Role::Ces),
        _ => (Question::Nps, Role::Nps),
    }
}

pub(super) fn run(args: &Args, target: &Target, desk: &mut Desk<'_>) -> Result<Verdict> {
    let (question, role) = question(target.metric);
    let topic = Topic { command: "reconcile", question, role, ends: None };
    let flags = OfAnswers {
        reading: args.common.reading.clone(),
        window: args.common.window.clone(),
        survey: SurveyFlags::default(),
        output: args.common.output.clone(),
    };
    of_answers(topic, &flags, desk, |taken, _, asked| answer(taken, asked, args, target))
}

fn answer(taken: &Taken, asked: Asked<'_>, args: &Args, target: &Target) -> Result<Found> {
    let (question, _) = question(target.metric);
    let whole = match Survey::open(taken, By::default(), asked, question)? {
        Ok(survey) => survey,
        Err(why) => return Ok(Err(why)),
    };
    let words = taken.shown.iter().any(|shown| shown.words == Some(Words::GoodBad));
    let ever: Vec<i16> = whole.scores_ever().collect();
    let mut all = vec![];
    for (named, flags) in windows(&whole, asked.window) {
        for (answers, rule) in [(Which::All, None), (Which::Latest, Some("latest answers"))] {
            let asked = Asked { window: &flags, answers, ..asked };
            let Ok(survey) = Survey::open(taken, By::default(), asked, question)? else { continue };
            let Some(window) = survey.window else { continue };
            let scores: Vec<i16> = survey.scores().collect();
            let all_rows = named == "all data" && answers == Which::All;
            let unscored = if all_rows { unscored(taken) } else { 0 };
            let found =
                formulas::of(target.metric, &scores, &ever, words, unscored).into_iter().filter_map(|(name, value)| {
                    let rules = rule.into_iter().chain(name).collect();
                    Some(Candidate { window, named, rules, value: value? })
                });
            all.extend(found);
        }
    }
    if all.is_empty() {
        let code = if whole.window.is_some() { "scale-unknown" } else { "no-date" };
        return Ok(Err(Warning::new(code, [])));
    }
    Ok(Ok(concluded(all, args, target, vec![], taken.warnings.clone(), |window, values| Record {
        group: vec![],
        window: Some(window),
        complete: None,
        currency: None,
        values,
        warnings: vec![],
        changes: vec![],
    })))
}

/// Answers without a score, on whichever day.
fn unscored(taken: &Taken) -> u64 {
    let surveys = taken.accounts.iter().filter(|account| account.kind == "surveys");
    surveys.filter_map(|account| account.excluded.get("no answer")).sum()
}

/// The windows that are tried, as flags.
fn windows(survey: &Survey<'_>, named: &Flags) -> Vec<(&'static str, Flags)> {
    if is_named(named) {
        return vec![("as named", named.clone())];
    }
    let of = |flags: Flags| Flags { as_of: named.as_of.clone(), ..flags };
    let mut all = vec![
        ("all data", of(Flags::default())),
        ("last twelve months", of(Flags { last: Some("12m".to_owned()), ..Flags::default() })),
    ];
    let Some(span) = survey.window else { return all };
    let days = |window: Window| {
        of(Flags { from: Some(window.from.to_string()), to: Some(window.to.to_string()), ..Flags::default() })
    };
    all.extend(usual_windows(span).into_iter().map(|(named, window)| (named, days(window))));
    all
}
