//! `loyalty drivers --words`.

use super::Terms;
use super::columns::Source;
use super::segments::record;
use crate::answer::column::{Column, Sheet, Unit};
use crate::answer::people::People;
use crate::answer::value::Value;
use crate::answer::{Answer, Warning};
use crate::commands::Usage;
use crate::commands::asking::Found;
use crate::commands::survey::Survey;
use crate::input::Taken;
use crate::input::roles::Role;
use crate::input::value::missing::is_missing;
use crate::ledger::Question;
use crate::metrics::link::Attitude;
use crate::metrics::words::{Word, words};
use anyhow::{Result, bail};

/// The columns of the answer.
pub(super) const SHEET: Sheet = Sheet {
    command: "words",
    definition: "log-odds of a word with detractors against promoters, with an informative Dirichlet prior; z in standard errors; a word counts once for each comment",
    headline: "log_odds",
    columns: &[
        Column::new("side", Unit::Text),
        Column::new("word", Unit::Text),
        Column::new("detractors", Unit::Count),
        Column::new("promoters", Unit::Count),
        Column::new("log_odds", Unit::Number),
        Column::new("z", Unit::Number),
        Column::quiet("p_adjusted", Unit::Number),
        Column::new("word_verdict", Unit::Text),
    ],
    people: People::of(&[&["detractors", "promoters"]]).named(&["side", "word"]).overlapping(),
};

pub(super) fn answer(taken: &Taken, survey: &Survey<'_>, terms: &Terms) -> Result<Found> {
    let ledger = &taken.ledger;
    let source = if let Some(name) = &terms.comment {
        Some(Source::named(ledger, name).ok_or_else(|| {
            Usage(format!("--comment {name}: no column is called `{name}`; use a name in the header"))
        })?)
    } else {
        let columns = taken.accounts.iter().flat_map(|account| &account.columns);
        let mut comments = columns.filter(|(role, _)| *role == Role::Comment.name());
        comments.find_map(|(_, name)| Source::named(ledger, name))
    };
    let Some(source) = source else { return Ok(Err(Warning::new("no-comments", []))) };
    if terms.top == 0 {
        bail!(Usage("--top 0: name how many words of each side to list".to_owned()));
    }
    let said = survey.answers().filter_map(|answer| {
        let attitude = answer.score(Question::Nps).and_then(Attitude::of)?;
        // NA in a cell of comments is no word of anybody's.
        Some((attitude, source.text(ledger, answer).filter(|text| !is_missing(text))?))
    });
    let found = words(said, terms.min_count);
    let confidence = survey.confidence();
    let row = |side: &str, word: &Word| {
        let verdict = if word.p_adjusted < 1.0 - confidence { "differs" } else { "no-difference" };
        let values = vec![
            Value::text(side),
            Value::text(&word.text),
            word.detractors.into(),
            word.promoters.into(),
            Value::Real(word.log_odds),
            Value::Real(word.z),
            Value::Real(word.p_adjusted),
            Value::text(verdict),
        ];
        record(survey, vec![], values, word.detractors + word.promoters)
    };
    let (improve, keep) = found.telling(terms.top);
    let mut records: Vec<_> = improve.into_iter().map(|word| row("improve", word)).collect();
    records.extend(keep.into_iter().map(|word| row("keep", word)));
    let [promoters, _, detractors] = found.comments;
    let mut summary = vec![Value::Missing; SHEET.columns.len()];
    (summary[2], summary[3]) = (detractors.into(), promoters.into());
    if records.is_empty() {
        return Ok(Err(Warning::new("few-words", [("count", terms.min_count.to_string())])));
    }
    let mut warnings = taken.warnings.clone();
    let told = found.words.iter().filter(|word| word.p_adjusted < 1.0 - confidence).count();
    if told == 0 {
        warnings.push(Warning::new("words-alike", [("count", found.words.len().to_string())]));
    }
    let facts = [("detractors", detractors.to_string()), ("promoters", promoters.to_string())];
    warnings.push(Warning::new("words-of", facts));
    Ok(Ok(Answer {
        sheet: &SHEET,
        parameters: survey.parameters(vec![
            ("comment", Value::text(&source.name)),
            ("min_count", Value::Count(terms.min_count)),
            ("words", Value::Count(found.words.len() as u64)),
            ("word_correction", Value::text("benjamini-hochberg")),
        ]),
        dimensions: vec![],
        set_aside: survey.set_aside.clone(),
        warnings,
        summary: record(survey, vec![], summary, detractors + promoters),
        records: records.into(),
    }))
}
