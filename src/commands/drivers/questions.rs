//! The further questions of a survey and how closely each goes with the score.

use super::columns::{Columns, Source};
use super::segments::record;
use crate::answer::column::{Column, Sheet, Unit};
use crate::answer::people::People;
use crate::answer::value::Value;
use crate::answer::{Answer, Warning};
use crate::commands::Usage;
use crate::commands::survey::Survey;
use crate::input::Taken;
use crate::ledger::Question;
use crate::statistics::correction::holm;
use crate::statistics::correlation::Pairs;
use crate::statistics::student;
use anyhow::{Result, bail};

/// The columns of the answer.
pub(super) const SHEET: Sheet = Sheet {
    command: "questions",
    definition: "correlation of the question with the score from 0 to 10, Fisher's interval; gap = mean of the question - mean of what was expected, of those who answered both",
    headline: "correlation",
    columns: &[
        Column::new("question", Unit::Text),
        Column::new("responses", Unit::Count),
        Column::new("mean", Unit::Number),
        Column::new("correlation", Unit::Number).between("correlation_low", "correlation_high"),
        Column::quiet("correlation_low", Unit::Number),
        Column::quiet("correlation_high", Unit::Number),
        Column::quiet("p_adjusted", Unit::Number),
        Column::new("verdict", Unit::Text),
        Column::new("gap", Unit::Number).between("gap_low", "gap_high"),
        Column::quiet("gap_low", Unit::Number),
        Column::quiet("gap_high", Unit::Number),
    ],
    people: People::of(&[&["responses"]]).named(&["question"]),
};

/// What one question came to.
struct Row<'a> {
    question: &'a Source,
    pairs: Pairs,
    sum: f64,
    gap: Option<(f64, Option<(f64, f64)>)>,
}

pub(super) fn answer(taken: &Taken, survey: &Survey<'_>, columns: &Columns, expected: &[String]) -> Result<Answer> {
    let expected = expected.iter().map(|text| pair(taken, text)).collect::<Result<Vec<_>>>()?;
    let ledger = &taken.ledger;
    let confidence = survey.confidence();
    let mut rows: Vec<Row<'_>> = vec![];
    for question in &columns.questions {
        let mut row = Row { question, pairs: Pairs::default(), sum: 0.0, gap: None };
        for answer in survey.answers() {
            let both = question.number(ledger, answer).zip(answer.score(Question::Nps));
            if let Some((value, score)) = both {
                row.pairs.add(value, f64::from(score));
                row.sum += value;
            }
        }
        if let Some((_, other)) = expected.iter().find(|(own, _)| own == question) {
            let both =
                survey.answers().filter_map(|answer| question.number(ledger, answer).zip(other.number(ledger, answer)));
            row.gap = gap(both.map(|(found, wanted)| found - wanted), confidence);
        }
        rows.push(row);
    }
    let found: Vec<_> = rows.iter().map(|row| row.pairs.correlation(confidence)).collect();
    let mut adjusted = holm(&found.iter().flatten().map(|found| found.p).collect::<Vec<_>>()).into_iter();
    let mut lines: Vec<_> = rows
        .into_iter()
        .zip(found)
        .map(|(row, found)| {
            let p = found.and_then(|_| adjusted.next());
            (row, found, p)
        })
        .collect();
    // The closest first; questions without an answer last, in the order of the file.
    lines.sort_by(|a, b| {
        let strength = |line: &(Row<'_>, Option<crate::statistics::correlation::Correlation>, Option<f64>)| {
            line.1.map_or(-1.0, |found| found.r.abs())
        };
        strength(b).total_cmp(&strength(a))
    });
    let records = lines.iter().map(|(row, found, p)| {
        let n = row.pairs.n();
        let verdict = p.map(|p| if p < 1.0 - confidence { "differs" } else { "no-difference" });
        let values = vec![
            Value::text(&row.question.name),
            n.into(),
            (n > 0).then(|| row.sum / n as f64).into(),
            found.map(|found| found.r).into(),
            found.map(|found| found.interval.low).into(),
            found.map(|found| found.interval.high).into(),
            (*p).into(),
            verdict.map_or(Value::Missing, Value::text),
            row.gap.map(|(gap, _)| gap).into(),
            row.gap.and_then(|(_, ends)| ends).map(|ends| ends.0).into(),
            row.gap.and_then(|(_, ends)| ends).map(|ends| ends.1).into(),
        ];
        record(survey, vec![], values, n)
    });
    let records: Vec<_> = records.collect();
    let summary = match records.first() {
        Some(first) => first.clone(),
        None => record(survey, vec![], vec![Value::Missing; SHEET.columns.len()], 0),
    };
    let none = lines.iter().all(|(_, _, p)| p.is_none_or(|p| p >= 1.0 - confidence));
    let warnings =
        if none { vec![Warning::new("questions-alike", [("count", lines.len().to_string())])] } else { vec![] };
    Ok(Answer {
        sheet: &SHEET,
        parameters: survey.parameters(vec![("interval", Value::text("fisher")), ("correction", Value::text("holm"))]),
        dimensions: vec![],
        set_aside: survey.set_aside.clone(),
        warnings,
        summary,
        records: records.into(),
    })
}

/// A question and the column of what was expected of it.
fn pair(taken: &Taken, text: &str) -> Result<(Source, Source)> {
    let Some((question, other)) = text.split_once('=') else {
        bail!(Usage(format!("--expected {text}: write QUESTION=COLUMN, such as \"Service=Service expected\"")));
    };
    let column = |name: &str| {
        Source::named(&taken.ledger, name).ok_or_else(|| {
            Usage(format!("--expected {text}: no column is called `{}`; use the names in the header", name.trim()))
        })
    };
    Ok((column(question)?, column(other)?))
}

/// The mean of differences, and its interval by Student's distribution.
fn gap(differences: impl Iterator<Item = f64>, confidence: f64) -> Option<(f64, Option<(f64, f64)>)> {
    let all: Vec<f64> = differences.collect();
    let n = all.len() as f64;
    if all.is_empty() {
        return None;
    }
    let mean = all.iter().sum::<f64>() / n;
    let ends = (all.len() >= 2).then(|| {
        let squares: f64 = all.iter().map(|value| (value - mean) * (value - mean)).sum();
        let margin = student::t_for(confidence, all.len() as u64 - 1) * (squares / (n - 1.0) / n).sqrt();
        (mean - margin, mean + margin)
    });
    Some((mean, ends))
}
