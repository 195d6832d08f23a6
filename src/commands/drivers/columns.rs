//! Which columns of a survey are segments, and which are further questions.

use crate::commands::survey::Survey;
use crate::input::request::Wanted;
use crate::input::roles::{Kind, Role};
use crate::input::{Inputs, Taken};
use crate::ledger::{Answer, Ledger};
use std::collections::BTreeSet;

/// How programs write that there is no value.
const NOTHING: [&str; 5] = ["na", "n/a", "#n/a", "nan", "null"];
/// A column with more values than this is no segment unless it is named.
const MOST_GROUPS: usize = 12;
/// A question has at least so many different answers: two are a segment.
const LEAST_STEPS: usize = 3;

/// Columns of these roles are never drivers.
const ROLES: [&str; 5] = ["nps", "date", "time", "customer", "order"];

/// A column and the file it stands in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Source {
    /// The name as the file spells it.
    pub(super) name: String,
    kind: Kind,
    at: usize,
}

/// The columns that may move the score.
pub(super) struct Columns {
    /// Those that part the answers into groups.
    pub(super) segments: Vec<Source>,
    /// Those that hold numbers.
    pub(super) questions: Vec<Source>,
}

/// Every column of the surveys that plays no role of its own.
#[allow(clippy::unnecessary_wraps, reason = "it is one of several, and others can fail")]
pub(in crate::commands) fn also_wanted(inputs: &Inputs, wanted: &mut Wanted) -> anyhow::Result<()> {
    let taken: Vec<String> = ROLES.iter().filter_map(|role| inputs.column(Kind::Surveys, role)).collect();
    for name in inputs.columns(Kind::Surveys) {
        if !taken.contains(&name) && !wanted.surveys.contains(&name) {
            wanted.surveys.push(name);
        }
    }
    Ok(())
}

impl Source {
    /// What the column says of an answer; nothing where it is blank.
    pub(super) fn text<'a>(&self, ledger: &'a Ledger, answer: &Answer) -> Option<&'a str> {
        self.written(ledger, answer).filter(|text| !NOTHING.iter().any(|word| text.eq_ignore_ascii_case(word)))
    }

    fn written<'a>(&self, ledger: &'a Ledger, answer: &Answer) -> Option<&'a str> {
        match self.kind {
            Kind::Customers => {
                let place = answer.customer?;
                let attributes = &ledger.shards[usize::from(place.shard)].attributes;
                ledger.attributes.text(*attributes.get(place.number as usize)?, self.at)
            }
            Kind::Surveys | Kind::Transactions | Kind::Promotions | Kind::Returns => {
                ledger.survey_dimensions.text(answer.code, self.at)
            }
        }
    }

    /// The same as a number.
    pub(super) fn number(&self, ledger: &Ledger, answer: &Answer) -> Option<f64> {
        self.text(ledger, answer).and_then(number)
    }

    /// A column by its name, in the surveys first.
    pub(super) fn named(ledger: &Ledger, name: &str) -> Option<Self> {
        let of = |kind: Kind, columns: &[crate::ledger::Dimension]| {
            let at = columns.iter().position(|column| column.name.trim().eq_ignore_ascii_case(name.trim()))?;
            Some(Self { name: columns[at].name.clone(), kind, at })
        };
        of(Kind::Surveys, &ledger.survey_dimensions.columns).or_else(|| of(Kind::Customers, &ledger.attributes.columns))
    }
}

/// A plain number, nothing else: no answer is ever guessed from a word.
fn number(text: &str) -> Option<f64> {
    let plain = text.trim();
    let digits = plain.trim_start_matches('-');
    let shaped = !digits.is_empty() && digits.bytes().all(|b| b.is_ascii_digit() || b == b'.');
    if shaped { plain.parse().ok().filter(|number: &f64| number.is_finite()) } else { None }
}

impl Columns {
    /// Sorts the columns that were read; `named` are the segments that were asked for, all that look like one otherwise.
    pub(super) fn of(taken: &Taken, survey: &Survey<'_>, named: &[String]) -> Self {
        let ledger = &taken.ledger;
        let mut columns = Self { segments: vec![], questions: vec![] };
        if !named.is_empty() {
            columns.segments = named.iter().filter_map(|name| Source::named(ledger, name)).collect();
        }
        // What plays a role of its own is no driver: the score least of all.
        let plays = |name: &str| {
            let columns = taken.accounts.iter().flat_map(|account| &account.columns);
            columns
                .filter(|(role, _)| ROLES.contains(role) || *role == Role::Comment.name())
                .any(|(_, known)| known == name)
        };
        let spoken = |name: &str| Role::Comment.is_called(name);
        for column in
            ledger.survey_dimensions.columns.iter().filter(|column| !plays(&column.name) && !spoken(&column.name))
        {
            let Some(source) = Source::named(ledger, &column.name) else { continue };
            let texts: BTreeSet<&str> = survey.answers().filter_map(|answer| source.text(ledger, answer)).collect();
            let numbers = texts.iter().all(|text| number(text).is_some());
            if numbers && texts.len() >= LEAST_STEPS {
                columns.questions.push(source);
            } else if named.is_empty()
                && (2..=MOST_GROUPS).contains(&texts.len())
                && repeats(&texts, survey, &source, ledger)
            {
                columns.segments.push(source);
            }
        }
        columns.questions.retain(|question| !columns.segments.contains(question));
        columns
    }
}

/// Whether values come again often enough to be groups rather than remarks.
fn repeats(texts: &BTreeSet<&str>, survey: &Survey<'_>, source: &Source, ledger: &Ledger) -> bool {
    let told = survey.answers().filter(|answer| source.text(ledger, answer).is_some()).count();
    let all = survey.answers().count();
    told >= 5 * texts.len() && 2 * told >= all
}

#[cfg(test)]
mod tests {
    use super::number;

    #[test]
    fn only_plain_numbers_are_numbers() {
        assert_eq!(number(" 4 "), Some(4.0));
        assert_eq!(number("-2.5"), Some(-2.5));
        for text in ["", "4 stars", "1e3", "NaN", "4,5", "1.2.3", "-"] {
            assert_eq!(number(text), None, "{text}");
        }
    }
}
