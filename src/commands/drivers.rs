//! `loyalty drivers`.

mod columns;
mod questions;
mod segments;
mod words;

use super::Usage;
use super::asking::{OfAnswers, Topic, of_answers_in_parts};
use super::by::{By, Part};
use super::compare::compared_answers;
use super::desk::Desk;
use super::survey::{Asked, Survey};
use crate::answer::column::Sheet;
use crate::answer::{Answer, Verdict, Warning};
use crate::config::comparing::Comparing;
use crate::input::Taken;
use crate::input::roles::Role;
use crate::ledger::Question;
use anyhow::{Result, bail};
use clap::{Args as Flags, ValueEnum};
use columns::Columns;

/// Which segments and which other questions move the net promoter score, and which words set detractors' comments apart.
///
/// Groups and questions are tested together and corrected for being many; that one goes together with the score does not prove that
/// changing it would change the score.
#[derive(Debug, Flags)]
#[command(after_help = "Examples:
  loyalty drivers fixtures/tea-room/answers.csv
  loyalty drivers fixtures/tea-room/answers.csv --by visit --against previous --year 2025
  loyalty drivers fixtures/tea-room/answers.csv --compare year-ago --year 2025
  loyalty drivers fixtures/tea-room/answers.csv --words
  loyalty drivers answers.csv --expected \"Service=Service expected\"")]
pub(super) struct Args {
    #[command(flatten)]
    common: OfAnswers,
    #[command(flatten)]
    terms: Terms,
    #[command(flatten)]
    comparing: Comparing,
}

/// Flags of the metric itself.
#[derive(Debug, Clone, Default, Flags)]
pub(super) struct Terms {
    /// What a segment is held against: the whole, or the window just before this one
    #[arg(long, value_name = "WHAT", default_value = "whole", help_heading = "Answers")]
    against: Against,
    /// The gap between a question and what was expected of it, both columns of numbers
    #[arg(long, value_name = "QUESTION=COLUMN", help_heading = "Answers")]
    expected: Vec<String>,
    /// The words of comments that set detractors apart from promoters: what to improve, and what to keep
    #[arg(long, help_heading = "Answers")]
    words: bool,
    /// The column of comments, where its name does not say so
    #[arg(long, value_name = "COLUMN", help_heading = "Answers", requires = "words")]
    comment: Option<String>,
    /// Leaves out words of fewer comments
    #[arg(long, value_name = "N", default_value = "5", help_heading = "Answers")]
    min_count: u64,
    /// How many words of each side are listed
    #[arg(long, value_name = "N", default_value = "10", help_heading = "Answers")]
    top: usize,
}

/// Every table of the command.
pub(super) const SHEETS: &[&Sheet] = &[&segments::SHEET, &questions::SHEET, &words::SHEET];

/// What a segment is held against.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, ValueEnum)]
enum Against {
    /// All answers
    #[default]
    Whole,
    /// The window just before
    Previous,
}

pub(super) fn run(args: &Args, desk: &mut Desk<'_>) -> Result<Verdict> {
    let topic = Topic { command: "drivers", question: Question::Nps, role: Role::Nps, ends: None };
    of_answers_in_parts(topic, &args.common, desk, also_wanted, |taken, by, asked| {
        beside(taken, &by, asked, &args.terms, &args.comparing)
    })
}

pub(super) use columns::also_wanted;

/// The answer of the question, for a report: the segments, or the questions where there are none.
pub(super) fn answer(
    taken: &Taken,
    by: &By,
    asked: Asked<'_>,
    terms: &Terms,
    comparing: &Comparing,
) -> Result<super::asking::Found> {
    Ok(beside(taken, by, asked, terms, comparing)?.map(|mut parts| parts.remove(0)))
}

/// All parts with their changes, where they are asked for.
fn beside(
    taken: &Taken,
    by: &By,
    asked: Asked<'_>,
    terms: &Terms,
    comparing: &Comparing,
) -> Result<Result<Vec<Answer>, Warning>> {
    if terms.words && comparing.compare.is_some() {
        bail!(Usage("--compare: not with --words, whose odds have no intervals; ask for both windows".to_owned()));
    }
    let ask = |asked: Asked<'_>| parts(taken, by, asked, terms);
    let paired = |answer: &Answer, now: Asked<'_>, then: Asked<'_>| {
        if answer.sheet.command != segments::SHEET.command {
            return Ok(None);
        }
        let open = |asked| Survey::open(taken, By::default(), asked, Question::Nps);
        let (Ok(now), Ok(then)) = (open(now)?, open(then)?) else { return Ok(None) };
        let columns = Columns::of(taken, &now, &named(by));
        Ok(Some(("score", segments::moved(taken, &columns, &now, &then))))
    };
    compared_answers(asked, comparing, &["question"], &["score", "correlation", "gap"], ask, paired)
}

/// The columns that were named as segments.
fn named(by: &By) -> Vec<String> {
    let name = |part: &Part| if let Part::Column { name, .. } = part { Some(name.clone()) } else { None };
    by.parts.iter().filter_map(name).collect()
}

fn parts(taken: &Taken, by: &By, asked: Asked<'_>, terms: &Terms) -> Result<Result<Vec<Answer>, Warning>> {
    if let (Some(_), Some(text)) = (by.period(), &by.text) {
        bail!(Usage(format!("--by {text}: segments are columns; --against previous compares two windows")));
    }
    let survey = match Survey::open(taken, By::default(), asked, Question::Nps)? {
        Ok(survey) => survey,
        Err(why) => return Ok(Err(why)),
    };
    if terms.words {
        return words::answer(taken, &survey, terms).map(|found| found.map(|answer| vec![answer]));
    }
    let columns = Columns::of(taken, &survey, &named(by));
    if columns.segments.is_empty() && columns.questions.is_empty() {
        return Ok(Err(Warning::new("no-drivers", [])));
    }
    let mut all = vec![];
    if !columns.segments.is_empty() {
        match segments::answer(taken, &survey, &columns, terms.against)? {
            Ok(answer) => all.push(answer),
            Err(why) => return Ok(Err(why)),
        }
    }
    if !columns.questions.is_empty() {
        all.push(questions::answer(taken, &survey, &columns, &terms.expected)?);
    }
    Ok(Ok(all))
}
