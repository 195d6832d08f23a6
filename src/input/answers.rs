//! A chunk of a survey becomes answers: who, when, which scores.

use super::common::{Common, Fault, Rule, WHOLE_ROW};
use super::dictionary::Tuples;
use super::field;
use super::plan::{Plan, Reading};
use super::record::Record;
use super::roles::{Role, fold};
use super::standing::{Judge, Standing};
use super::totals;
use super::value::score::{self, ScoreFault, Steps, Words};
use crate::answer::reason::Reason;
use crate::ledger::key::Key;
use crate::ledger::{Answer, Question};

/// What the column that names the question calls the three.
const TOPICS: [&str; 3] = ["nps", "csat", "ces"];
/// Words of a rating that was never asked for, or never given.
const UNASKED: [&str; 2] = ["offered", "unoffered"];

/// One answer, before its customer is looked up.
#[derive(Debug, Clone, Copy)]
pub(super) struct Given {
    /// Who.
    pub(super) customer: Key,
    /// When, in minutes; `None` without a date.
    pub(super) minute: Option<i32>,
    /// The scores of the three questions.
    pub(super) scores: [i16; 3],
    /// The combination of wanted columns, local to the chunk.
    pub(super) tuple: u32,
    /// The number of the row in the chunk.
    pub(super) row: u64,
}

/// A question of the survey: its column, the ends of its scale, codes that mean "no answer".
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Scale {
    /// The least and the largest score that the scale has.
    pub least: i16,
    /// See above.
    pub most: i16,
    /// Texts declared to mean "no answer".
    pub missing: Vec<String>,
}

/// What the files of a family show of the scale on which satisfaction is answered.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ScaleShown {
    /// The words that stand for its steps.
    pub words: Option<Words>,
    /// Whether they may be those of a longer scale.
    pub open: bool,
    /// The score that a label calls the worst.
    pub worst: Option<i16>,
    /// The score that a label calls the best.
    pub best: Option<i16>,
    /// The ends that the known export has.
    pub known: Option<(i16, i16)>,
}

impl ScaleShown {
    /// What the rows have shown, and what is known of the export.
    pub(super) fn of(plan: &Plan, reading: &Reading, steps: &Steps) -> Self {
        let (worst, best) = steps.ends();
        let known = plan.profile.and_then(|profile| profile.satisfaction);
        Self { words: reading.words, open: reading.words.is_some() && steps.is_open(), worst, best, known }
    }
}

/// What a chunk of a survey is understood to be.
pub(super) struct Answers {
    /// The answers.
    pub(super) given: Vec<Given>,
    /// The wanted columns' values.
    pub(super) tuples: Tuples,
    /// How often each score was given, by question: for the warning about scales.
    pub(super) rows: u64,
}

/// Understands one chunk's rows.
pub(super) struct Teller<'p> {
    /// Rejections, exclusions, evidence.
    pub(super) common: Common<'p>,
    questions: [Option<usize>; 3],
    scales: &'p [Scale; 3],
    customer: Option<usize>,
    date: Option<usize>,
    quotes: bool,
    judge: Judge,
    answers: Answers,
}

impl<'p> Teller<'p> {
    /// For one chunk.
    pub(super) fn new(
        plan: &'p Plan,
        reading: &'p Reading,
        bytes: &[u8],
        quotes: bool,
        scales: &'p [Scale; 3],
    ) -> Self {
        let questions = [Role::Nps, Role::Csat, Role::Ces].map(|role| plan.at(role));
        let answers = Answers { given: vec![], tuples: Tuples::new(plan.wanted.len()), rows: 0 };
        let common = Common::new(plan, reading, bytes);
        Self {
            common,
            questions,
            scales,
            customer: plan.at(Role::Customer),
            date: plan.at(Role::Date),
            quotes,
            judge: Judge::default(),
            answers,
        }
    }

    /// Takes up one row.
    pub(super) fn row(&mut self, record: &Record<'_>) {
        self.answers.rows += 1;
        match self.understand(record) {
            Ok(Some(given)) => self.answers.given.push(given),
            Ok(None) => {}
            Err(fault) => {
                self.common.refuse(record, fault, None);
            }
        }
    }

    fn understand(&mut self, record: &Record<'_>) -> Result<Option<Given>, Fault> {
        self.common.whole(record, self.quotes)?;
        if let Some(rule) = self.aside(record)? {
            *self.common.excluded.entry(rule).or_default() += 1;
            return Ok(None);
        }
        let topic = self.topic(record)?;
        let mut scores = [Answer::NONE; 3];
        let mut declared = false;
        for (question, column) in self.questions.into_iter().enumerate().filter_map(|(q, c)| c.map(|c| (q, c))) {
            if topic.as_ref().is_some_and(|topic| !topic.contains(TOPICS[question])) {
                continue;
            }
            let found = self.score(record, question, column)?;
            declared |= found == Some(None);
            scores[question] = found.flatten().unwrap_or(Answer::NONE);
        }
        if scores == [Answer::NONE; 3] {
            if self.empty(record) {
                return Err(Fault { reason: Reason::BadScore, column: WHOLE_ROW });
            }
            let asked = |topic: &String| (0..3).any(|q| self.questions[q].is_some() && topic.contains(TOPICS[q]));
            let rule = match topic {
                _ if declared => Rule::DeclaredMissing,
                Some(topic) if !asked(&topic) => Rule::OtherQuestion,
                _ => Rule::NoAnswer,
            };
            *self.common.excluded.entry(rule).or_default() += 1;
            return Ok(None);
        }
        if let Some(column) = self.common.plan.question {
            let field = record.field(column);
            let text = field::text(&field, self.common.reading).map_err(|reason| Fault { reason, column })?;
            self.common.evidence.questions.see(&text);
        }
        // An answer without a date is still an answer; it is outside every window, and that is said.
        let minute = self.common.moment(record, self.date)?.map(|minute| minute.0);
        let customer = self.customer(record)?;
        let lacks = (minute.is_none() && self.date.is_some()) || (customer.is_none() && self.customer.is_some());
        if totals::is_total(record, self.common.reading, lacks) {
            return Err(Fault { reason: Reason::TotalRow, column: WHOLE_ROW });
        }
        let tuple = self.common.tuple(record, &mut self.answers.tuples)?;
        Ok(Some(Given { customer, minute, scores, tuple, row: self.answers.rows }))
    }

    /// Whether nothing at all stands in the row; `refuse` then counts it as an empty row.
    fn empty(&self, record: &Record<'_>) -> bool {
        let delimiter = self.common.reading.dialect.delimiter;
        record.whole().iter().all(|&b| b == delimiter || matches!(b, b' ' | b'\t' | b'"'))
    }

    /// The rule by which a known export leaves out the answer.
    fn aside(&mut self, record: &Record<'_>) -> Result<Option<Rule>, Fault> {
        let plan = self.common.plan;
        if plan.standing.is_empty() {
            return Ok(None);
        }
        Ok(match self.judge.standing(record, plan, self.common.reading)? {
            Standing::Preview => Some(Rule::Preview),
            Standing::Unfinished => Some(Rule::Unfinished),
            _ => None,
        })
    }

    /// The name of the question that the row answers, folded, where a column has it.
    fn topic(&self, record: &Record<'_>) -> Result<Option<String>, Fault> {
        let Some(column) = self.common.plan.topic else { return Ok(None) };
        let field = record.field(column);
        let text = field::text(&field, self.common.reading).map_err(|reason| Fault { reason, column })?;
        Ok(Some(fold(&text)).filter(|topic| !topic.is_empty()))
    }

    /// The score; `None`: no answer; `Some(None)`: a declared missing code.
    #[allow(clippy::option_option)]
    fn score(&mut self, record: &Record<'_>, question: usize, column: usize) -> Result<Option<Option<i16>>, Fault> {
        let field = record.field(column);
        let fault = |reason| Fault { reason, column };
        let scale = &self.scales[question];
        let text = field::text(&field, self.common.reading).map_err(fault)?;
        if scale.missing.iter().any(|code| code.as_str() == text) {
            return Ok(Some(None));
        }
        let fast = score::fast(&field);
        if question == Question::Csat as usize {
            match fast {
                Some(_) => self.common.evidence.steps.number(),
                None => self.common.evidence.steps.see(&text),
            }
        }
        let read = match fast {
            Some(score) => Ok(score),
            None => match self.word(&text, question) {
                // Words have a scale of their own.
                Some(Ok(score)) => return Ok(Some(Some(score))),
                other => other.unwrap_or_else(|| score::read(&text)),
            },
        };
        match read {
            Ok(score) if (scale.least..=scale.most).contains(&score) => Ok(Some(Some(score))),
            Ok(_) | Err(ScoreFault::OutOfRange) => Err(fault(Reason::ScoreRange)),
            Err(ScoreFault::NoAnswer) => Ok(None),
            Err(ScoreFault::NotWhole) => Err(fault(Reason::ScoreNotWhole)),
            Err(ScoreFault::Bad) => Err(fault(Reason::BadScore)),
        }
    }

    /// A word that stands for a score of satisfaction.
    fn word(&self, text: &str, question: usize) -> Option<Result<i16, ScoreFault>> {
        let words = self.common.reading.words.filter(|_| question == Question::Csat as usize)?;
        if UNASKED.contains(&fold(text).as_str()) {
            return Some(Err(ScoreFault::NoAnswer));
        }
        score::word(text, words).map(Ok)
    }

    fn customer(&mut self, record: &Record<'_>) -> Result<Key, Fault> {
        let Some(first) = self.customer else { return Ok(Key::NONE) };
        let id = self.common.customer(record, first)?.filter(|id| !field::nobody(id));
        Ok(id.map_or(Key::NONE, |id| Key::of(&id)))
    }

    /// What the chunk has come to.
    pub(super) fn finish(self) -> (Common<'p>, Answers) {
        (self.common, self.answers)
    }
}
