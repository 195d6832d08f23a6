//! What every question about answers stands on: which answers, in which window, in which groups.

use super::by::{self, By, Part};
use super::shop::SMALL;
use super::window::{self, Usual};
use crate::answer::value::Value;
use crate::answer::{Record, Warning};
use crate::config::window::Window as Flags;
use crate::input::Taken;
use crate::input::roles::Kind;
use crate::ledger::band::band;
use crate::ledger::day::Day;
use crate::ledger::scan::{Groups, natural};
use crate::ledger::window::Window;
use crate::ledger::{Answer, Dimensions, Question};
use crate::metrics::answers::{Candidate, Rule, choose};
use anyhow::Result;
use clap::{Args, ValueEnum};
use std::collections::BTreeMap;

/// Flags about answers.
#[derive(Debug, Clone, Default, Args)]
pub(super) struct SurveyFlags {
    /// Whether all answers count, or each customer's last one in the window or period
    #[arg(long, value_name = "WHICH", default_value = "all", help_heading = "Answers")]
    pub(super) answers: Which,
    /// Texts that mean "no answer", such as 99,NA; blanks and usual words are known
    #[arg(long, value_name = "CODES", value_delimiter = ',', help_heading = "Answers")]
    pub(super) missing: Vec<String>,
}

/// Which answers count.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, ValueEnum)]
pub(super) enum Which {
    /// All
    #[default]
    All,
    /// Each customer's last in the window or period
    Latest,
}

/// The answers to one question, chosen and grouped.
pub(super) struct Survey<'a> {
    taken: &'a Taken,
    /// The grouping.
    pub(super) by: By,
    question: Question,
    /// The day up to which answers count.
    pub(super) as_of: Option<Day>,
    /// The window, when there are dates.
    pub(super) window: Option<Window>,
    span: Option<(Day, Day)>,
    chosen: Vec<Candidate>,
    periods: Vec<Window>,
    /// What is left out, by rule.
    pub(super) set_aside: Vec<(&'static str, u64)>,
}

/// The scores of one group.
pub(super) struct Group {
    /// The labels.
    pub(super) label: Vec<Option<String>>,
    /// The days, where there are dates.
    pub(super) window: Option<Window>,
    /// The scores, in reading order.
    pub(super) scores: Vec<i16>,
}

impl<'a> Survey<'a> {
    /// Chooses the answers to a question; a refusal when there are none.
    pub(super) fn open(
        taken: &'a Taken,
        by: By,
        flags: &Flags,
        which: Which,
        question: Question,
    ) -> Result<Result<Self, Warning>> {
        let ledger = &taken.ledger;
        let answered = |answer: &&Answer| answer.score(question).is_some();
        if !ledger.answers.iter().any(|answer| answered(&answer)) {
            return Ok(Err(Warning::new("no-question", [])));
        }
        let days = || {
            ledger
                .answers
                .iter()
                .filter(answered)
                .filter_map(|answer| answer.minute.map(super::super::ledger::day::Minute::day))
        };
        let span = days().min().zip(days().max());
        let as_of = flags
            .as_of
            .as_deref()
            .map(|text| super::setup::day("--as-of", text))
            .transpose()?
            .or(span.map(|(_, last)| last));
        let named = window::is_named(flags);
        let window = match (span, as_of) {
            (Some((first, _)), Some(as_of)) => {
                Some(window::window(flags, as_of, first, Usual::All, by.period().is_some())?)
            }
            _ => None,
        };
        if window.is_none() && (named || by.period().is_some()) {
            return Ok(Err(Warning::new("no-date", [])));
        }
        let periods = match (by.period(), window) {
            (Some(period), Some(window)) => period.across(window),
            _ => vec![],
        };
        let mut left_out: BTreeMap<&'static str, u64> = BTreeMap::new();
        let mut candidates = vec![];
        for (place, answer) in ledger.answers.iter().enumerate() {
            let day = answer.minute.map(super::super::ledger::day::Minute::day);
            let rule = match (answer.score(question), day, window) {
                (None, _, _) => Some("no answer"),
                (Some(_), None, Some(_)) if named || !periods.is_empty() => Some("no date"),
                (Some(_), Some(day), Some(_)) if as_of.is_some_and(|as_of| day > as_of) => Some("after as-of"),
                (Some(_), Some(day), Some(window)) if !window.contains(day) => Some("outside window"),
                _ => None,
            };
            if let Some(rule) = rule {
                *left_out.entry(rule).or_default() += 1;
            } else {
                let period = day.map_or(0, |day| periods.partition_point(|p| p.to < day));
                candidates.push(Candidate { answer: place, period });
            }
        }
        let rule = if which == Which::Latest { Rule::Latest } else { Rule::All };
        let chosen = choose(&ledger.answers, candidates, rule);
        let mut set_aside: Vec<(&'static str, u64)> = ["no answer", "no date", "outside window", "after as-of"]
            .into_iter()
            .filter_map(|rule| left_out.get(rule).map(|count| (rule, *count)))
            .collect();
        if which == Which::Latest {
            set_aside.push(("superseded", chosen.superseded));
        }
        if chosen.kept.is_empty() {
            let fact = |day: Option<Day>| day.map_or(String::new(), |day| day.to_string());
            let facts = [("from", fact(window.map(|w| w.from))), ("to", fact(window.map(|w| w.to)))];
            return Ok(Err(Warning::new("nothing-in-window", facts)));
        }
        Ok(Ok(Self { taken, by, question, as_of, window, span, chosen: chosen.kept, periods, set_aside }))
    }

    /// The scores of all chosen answers.
    pub(super) fn scores(&self) -> impl Iterator<Item = i16> + '_ {
        self.chosen.iter().filter_map(|chosen| self.taken.ledger.answers[chosen.answer].score(self.question))
    }

    /// The scores by group, in natural order; periods without an answer are there, with none.
    pub(super) fn groups(&self) -> Vec<Group> {
        if self.by.is_empty() {
            return vec![];
        }
        let lookup = Lookup::new(&self.by, self.taken);
        let mut all: BTreeMap<(usize, Vec<_>), Group> = BTreeMap::new();
        let only_period = self.by.parts.len() == 1 && self.by.period().is_some();
        if only_period {
            for (number, &window) in self.periods.iter().enumerate() {
                let label = self.by.label(self.by.period().map(|p| p.name(window)).as_deref(), &[]);
                all.insert((number, natural(&[])), Group { label, window: Some(window), scores: vec![] });
            }
        }
        for chosen in &self.chosen {
            let answer = &self.taken.ledger.answers[chosen.answer];
            let columns = lookup.columns(answer);
            let window = self.periods.get(chosen.period).copied();
            let label = self.by.label(window.and_then(|w| self.by.period().map(|p| p.name(w))).as_deref(), &columns);
            let group = all.entry((chosen.period, natural(&columns))).or_insert_with(|| Group {
                label,
                window: window.or(self.window),
                scores: vec![],
            });
            group.scores.extend(answer.score(self.question));
        }
        all.into_values().collect()
    }

    /// A record of the whole or of a group.
    pub(super) fn record(
        &self,
        label: Vec<Option<String>>,
        window: Option<Window>,
        responses: u64,
        values: Vec<Value>,
    ) -> Record {
        let complete = window.map(|window| self.within(window));
        let mut warnings = vec![];
        if responses < SMALL {
            warnings.push("small-group");
        }
        if complete == Some(false) {
            warnings.push("incomplete-window");
        }
        Record { group: label, window, complete, currency: None, values, warnings }
    }

    /// Whether the window begins with the data or later, and ends by as-of.
    fn within(&self, window: Window) -> bool {
        let begun = self.span.is_none_or(|(first, _)| window.from >= first);
        begun && self.as_of.is_none_or(|as_of| window.to <= as_of)
    }

    /// What was asked.
    pub(super) fn parameters(&self, confidence: f64, which: Which) -> Vec<(&'static str, Value)> {
        let mut all = vec![("as_of", Value::from(self.as_of)), ("confidence", Value::Real(confidence))];
        if let Some(window) = self.window {
            all.extend([("from", Value::Day(window.from)), ("to", Value::Day(window.to))]);
        }
        if let Some(by) = &self.by.text {
            all.push(("by", Value::text(by)));
        }
        all.push(("answers", Value::text(if which == Which::Latest { "latest" } else { "all" })));
        all
    }
}

/// Finds an answer's columns: its own, or its customer's.
struct Lookup<'a> {
    taken: &'a Taken,
    of: Vec<(Kind, Groups)>,
}

impl<'a> Lookup<'a> {
    fn new(by: &By, taken: &'a Taken) -> Self {
        let (mut surveys, mut customers) = (0, 0);
        let of = by.parts.iter().filter_map(|part| match part {
            Part::Period(_) => None,
            Part::Column { kind, cuts, .. } => {
                let (dimensions, at): (&Dimensions, &mut usize) = match kind {
                    Kind::Customers => (&taken.ledger.attributes, &mut customers),
                    Kind::Surveys | Kind::Transactions => (&taken.ledger.survey_dimensions, &mut surveys),
                };
                let groups = dimensions.groups(&[*at]).relabelled(|_, text| band(cuts, text));
                *at += 1;
                Some((*kind, groups))
            }
        });
        Self { taken, of: of.collect() }
    }

    fn columns(&self, answer: &Answer) -> Vec<Option<String>> {
        let own = self.of.iter().map(|(kind, groups)| {
            let code = match kind {
                Kind::Customers => answer.customer.map_or(u32::MAX, |place| {
                    let attributes = &self.taken.ledger.shards[usize::from(place.shard)].attributes;
                    attributes.get(place.number as usize).copied().unwrap_or(u32::MAX)
                }),
                Kind::Surveys | Kind::Transactions => answer.code,
            };
            by::labels(groups, code).first().cloned().flatten()
        });
        own.collect()
    }
}
