//! What every question about answers stands on: which answers, in which window, in which groups.

use super::by::{self, By, Part};
use super::shop::{self, SMALL};
use super::sizes::{self, Standing};
use super::window::{self, Usual};
use crate::answer::column::Sheet;
use crate::answer::value::Value;
use crate::answer::{Record, Warning};
use crate::config::window::Window as Flags;
use crate::input::Taken;
use crate::input::roles::{Kind, Role};
use crate::ledger::band::band;
use crate::ledger::day::{Day, Minute};
use crate::ledger::scan::{Groups, natural};
use crate::ledger::window::Window;
use crate::ledger::{Answer, Dimensions, Place, Question};
use crate::metrics::answers::{Candidate, Rule, choose};
use crate::metrics::quiet;
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

/// What was asked of the answers, whichever the question.
#[derive(Debug, Clone, Copy)]
pub(super) struct Asked<'a> {
    /// The window's flags.
    pub(super) window: &'a Flags,
    /// Which answers count.
    pub(super) answers: Which,
    /// Confidence of the intervals.
    pub(super) confidence: f64,
    /// The window where none is named.
    pub(super) usual: Usual,
    /// Groups smaller than this are hidden, also in what others are compared with.
    pub(super) least: Option<u64>,
}

/// The answers to one question, chosen and grouped.
pub(super) struct Survey<'a> {
    taken: &'a Taken,
    asked: Asked<'a>,
    /// The grouping.
    pub(super) by: By,
    question: Question,
    /// The day up to which answers count.
    pub(super) as_of: Option<Day>,
    /// The window, when there are dates.
    pub(super) window: Option<Window>,
    span: Option<(Day, Day)>,
    /// The longest stretch without an answer in the last year.
    quiet: i32,
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
    /// Who gave them.
    pub(super) voices: Vec<Voice>,
}

/// Who gave an answer.
#[derive(Debug, Clone, Copy)]
pub(super) struct Voice {
    /// The customer, where one is named.
    pub(super) customer: Option<Place>,
    /// The hash of the customer's id; of an answer without a customer, that of its place in the files.
    pub(super) hash: u64,
}

impl Group {
    fn take(&mut self, answer: &Answer, survey: &Survey<'_>) {
        if let Some(score) = answer.score(survey.question) {
            self.scores.push(score);
            self.voices.push(survey.voice(answer));
        }
    }
}

impl<'a> Survey<'a> {
    /// Chooses the answers to a question; a refusal when there are none.
    pub(super) fn open(
        taken: &'a Taken,
        by: By,
        asked: Asked<'a>,
        question: Question,
    ) -> Result<Result<Self, Warning>> {
        let ledger = &taken.ledger;
        let flags = asked.window;
        let answered = |answer: &&Answer| answer.score(question).is_some();
        if !ledger.answers.iter().any(|answer| answered(&answer)) {
            return Ok(Err(unanswered(taken, question)));
        }
        let times = || ledger.answers.iter().filter(answered).filter_map(|answer| answer.minute);
        let days = || times().map(Minute::day);
        let span = days().min().zip(days().max());
        let as_of = flags
            .as_of
            .as_deref()
            .map(|text| super::setup::day("--as-of", text))
            .transpose()?
            .or(span.map(|(_, last)| last));
        let quiet = span.zip(as_of).map_or(0, |((first, _), as_of)| quiet::longest_between(first, as_of, times()));
        let named = window::is_named(flags);
        let window = match (span, as_of) {
            (Some((first, _)), Some(as_of)) => {
                Some(window::window(flags, as_of, first, asked.usual, by.period().is_some())?)
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
        let asks = asking(taken, question);
        for (place, answer) in ledger.answers.iter().enumerate().filter(|(_, answer)| asks(answer)) {
            let day = answer.minute.map(Minute::day);
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
        let rule = if asked.answers == Which::Latest { Rule::Latest } else { Rule::All };
        if let Some(why) = (rule == Rule::Latest).then(|| no_latest(&ledger.answers, &candidates)).flatten() {
            return Ok(Err(why));
        }
        let chosen = choose(&ledger.answers, candidates, rule);
        let mut set_aside: Vec<(&'static str, u64)> = ["no answer", "no date", "outside window", "after as-of"]
            .into_iter()
            .filter_map(|rule| left_out.get(rule).map(|count| (rule, *count)))
            .collect();
        if asked.answers == Which::Latest {
            set_aside.push(("superseded", chosen.superseded));
        }
        if chosen.kept.is_empty() {
            let fact = |day: Option<Day>| day.map_or(String::new(), |day| day.to_string());
            let facts = [("from", fact(window.map(|w| w.from))), ("to", fact(window.map(|w| w.to)))];
            return Ok(Err(Warning::new("nothing-in-window", facts)));
        }
        Ok(Ok(Self { taken, asked, by, question, as_of, window, span, quiet, chosen: chosen.kept, periods, set_aside }))
    }

    /// The day of the first answer, when there are dates.
    pub(super) fn first(&self) -> Option<Day> {
        self.span.map(|(first, _)| first)
    }

    /// The chosen answers.
    pub(super) fn answers(&self) -> impl Iterator<Item = &Answer> + '_ {
        self.chosen.iter().map(|chosen| &self.taken.ledger.answers[chosen.answer])
    }

    /// The same questions, asked of another window.
    pub(super) fn asked_over<'b>(&self, window: &'b Flags) -> Asked<'b> {
        Asked { window, ..self.asked }
    }

    /// The confidence of the intervals.
    pub(super) fn confidence(&self) -> f64 {
        self.asked.confidence
    }

    /// The scores of all chosen answers.
    pub(super) fn scores(&self) -> impl Iterator<Item = i16> + '_ {
        self.chosen.iter().filter_map(|chosen| self.taken.ledger.answers[chosen.answer].score(self.question))
    }

    /// The scores of all answers that were read, in the window or not: a quiet week shows less of the scale than the survey has.
    pub(super) fn scores_ever(&self) -> impl Iterator<Item = i16> + '_ {
        self.taken.ledger.answers.iter().filter_map(|answer| answer.score(self.question))
    }

    /// All chosen answers as one group.
    pub(super) fn whole(&self) -> Group {
        let mut whole = Group { label: vec![], window: self.window, scores: vec![], voices: vec![] };
        self.chosen.iter().for_each(|chosen| whole.take(&self.taken.ledger.answers[chosen.answer], self));
        whole
    }

    /// Who gave an answer.
    pub(super) fn voice(&self, answer: &Answer) -> Voice {
        let key = |place: Place| self.taken.ledger.shards[usize::from(place.shard)].keys[place.number as usize];
        let anonymous = || (u64::from(answer.order.0) << 48) | answer.order.1;
        Voice { customer: answer.customer, hash: answer.customer.map_or_else(anonymous, |place| key(place).hash()) }
    }

    /// The scores by group, in natural order; periods without an answer are there, with none.
    pub(super) fn groups(&self) -> Vec<Group> {
        if self.by.is_empty() {
            return vec![];
        }
        let lookup = Lookup::new(&self.by, self.taken);
        let mut all: BTreeMap<(usize, Vec<_>, usize), Group> = BTreeMap::new();
        let leads = self.by.column_leads();
        let only_period = self.by.parts.len() == 1 && self.by.period().is_some();
        if only_period {
            for (number, &window) in self.periods.iter().enumerate() {
                let label = self.by.label(self.by.period().map(|p| p.name(window)).as_deref(), &[]);
                all.insert(
                    (number, natural(&[]), 0),
                    Group { label, window: Some(window), scores: vec![], voices: vec![] },
                );
            }
        }
        for chosen in &self.chosen {
            let answer = &self.taken.ledger.answers[chosen.answer];
            let columns = lookup.columns(answer);
            let window = self.periods.get(chosen.period).copied();
            let label = self.by.label(window.and_then(|w| self.by.period().map(|p| p.name(w))).as_deref(), &columns);
            let group = all.entry(place(leads, chosen.period, natural(&columns))).or_insert_with(|| Group {
                label,
                window: window.or(self.window),
                scores: vec![],
                voices: vec![],
            });
            group.take(answer, self);
        }
        sizes::in_order(&self.by, all.into_values().collect(), |group| Standing {
            label: group.label.clone(),
            window: group.window,
            size: group.scores.len() as u64,
        })
    }

    /// The answer: the whole and every group, measured in the same way. `measure` gives how many answers it counted, and the
    /// values in the order of the sheet; `asked` is what is asked beside the window, `warnings` what must be known beside it.
    pub(super) fn answer(
        &self,
        sheet: &'static Sheet,
        asked: Vec<(&'static str, Value)>,
        mut warnings: Vec<Warning>,
        measure: impl Fn(&mut dyn Iterator<Item = i16>) -> (u64, Vec<Value>),
    ) -> crate::answer::Answer {
        let (responses, values) = measure(&mut self.scores());
        warnings.splice(0..0, self.taken.warnings.clone());
        warnings.extend(self.by.remarks(&self.taken.ledger));
        warnings.extend(self.undecided());
        let summary = self.record(vec![], self.window, responses, values);
        warnings.extend(shop::small(responses));
        if let (Some(false), Some(window)) = (summary.complete, self.window) {
            warnings.push(shop::incomplete(window));
        }
        let records = self.groups().into_iter().map(|group| {
            let (responses, values) = measure(&mut group.scores.iter().copied());
            self.record(group.label, group.window, responses, values)
        });
        crate::answer::Answer {
            sheet,
            parameters: self.parameters(asked),
            dimensions: self.by.dimensions(),
            set_aside: self.set_aside.clone(),
            warnings,
            records: records.collect(),
            summary,
        }
    }

    /// What must be said of answers of which nothing tells whether they are their customer's last.
    pub(super) fn undecided(&self) -> Option<Warning> {
        let stand = self.answers().filter(|answer| !can_be_last(answer)).count();
        let asked = self.asked.answers == Which::Latest && stand > 0;
        asked.then(|| Warning::new("latest-undecided", [("count", stand.to_string())]))
    }

    fn record(&self, label: Vec<Option<String>>, window: Option<Window>, responses: u64, values: Vec<Value>) -> Record {
        let complete = window.map(|window| self.within(window));
        let mut warnings = vec![];
        if responses < SMALL {
            warnings.push("small-group");
        }
        if complete == Some(false) {
            warnings.push("incomplete-window");
        }
        Record { group: label, window, complete, currency: None, values, warnings, changes: vec![] }
    }

    /// Whether the window begins and ends with the data, give or take the quiet days of the survey.
    fn within(&self, window: Window) -> bool {
        let begun = self.span.is_none_or(|(first, _)| quiet::has_begun(window, first, self.quiet));
        begun && self.as_of.is_none_or(|as_of| quiet::is_over(window, as_of, self.quiet))
    }

    /// What was asked, in the order shown.
    pub(super) fn parameters(&self, asked: Vec<(&'static str, Value)>) -> Vec<(&'static str, Value)> {
        let mut all = vec![("as_of", Value::from(self.as_of))];
        all.extend(asked);
        all.push(("confidence", Value::Real(self.asked.confidence)));
        if let Some(window) = self.window {
            all.extend([("from", Value::Day(window.from)), ("to", Value::Day(window.to))]);
        }
        if let Some(by) = &self.by.text {
            all.push(("by", Value::text(by)));
        }
        all.push(("answers", Value::text(if self.asked.answers == Which::Latest { "latest" } else { "all" })));
        all
    }
}

/// Whether an answer can be set against another of its customer.
fn can_be_last(answer: &Answer) -> bool {
    answer.customer.is_some() && answer.minute.is_some()
}

/// Why no customer's last answer can be told from the others, where that is so.
fn no_latest(answers: &[Answer], candidates: &[Candidate]) -> Option<Warning> {
    let given = || candidates.iter().map(|candidate| &answers[candidate.answer]);
    if candidates.is_empty() || given().any(can_be_last) {
        return None;
    }
    let named = given().any(|answer| answer.customer.is_some());
    Some(Warning::new(if named { "latest-without-dates" } else { "latest-without-customers" }, []))
}

/// The role of a question's column.
const fn role(question: Question) -> Role {
    match question {
        Question::Nps => Role::Nps,
        Question::Csat => Role::Csat,
        Question::Ces => Role::Ces,
    }
}

/// Tells of an answer whether its file asks the question at all: where it does not, nobody left it unanswered.
fn asking(taken: &Taken, question: Question) -> impl Fn(&Answer) -> bool {
    let files = taken.accounts.iter();
    let asks: Vec<bool> =
        files.map(|account| account.columns.iter().any(|(known, _)| *known == role(question).name())).collect();
    move |answer| asks.get(usize::from(answer.order.0)).copied().unwrap_or(true)
}

/// Why nobody answered: no such file, no such column, no such row.
pub(super) fn unanswered(taken: &Taken, question: Question) -> Warning {
    let surveys = || taken.accounts.iter().filter(|account| account.kind == Kind::Surveys.name());
    let name = role(question).name();
    let has_column = surveys().any(|account| account.columns.iter().any(|(known, _)| *known == name));
    match (surveys().next().is_some(), has_column) {
        (false, _) => Warning::new("no-surveys", []),
        (true, false) => Warning::new("no-question", [("role", name.to_owned())]),
        (true, true) => Warning::new("no-answers", []),
    }
}

/// Where a group stands: by period first, or by its columns first.
fn place<T>(column_leads: bool, period: usize, columns: T) -> (usize, T, usize) {
    if column_leads { (0, columns, period) } else { (period, columns, 0) }
}

/// Finds an answer's columns: its own, or its customer's.
pub(super) struct Lookup<'a> {
    taken: &'a Taken,
    of: Vec<(Kind, Groups)>,
}

impl<'a> Lookup<'a> {
    /// Over the columns of a grouping.
    pub(super) fn new(by: &By, taken: &'a Taken) -> Self {
        let (mut surveys, mut customers) = (0, 0);
        let of = by.parts.iter().filter_map(|part| match part {
            Part::Period(_) => None,
            Part::Column { kind, cuts, .. } => {
                let (dimensions, at): (&Dimensions, &mut usize) = match kind {
                    Kind::Customers => (&taken.ledger.attributes, &mut customers),
                    Kind::Surveys | Kind::Transactions | Kind::Promotions | Kind::Returns => {
                        (&taken.ledger.survey_dimensions, &mut surveys)
                    }
                };
                let groups = dimensions.groups(&[*at]).relabelled(|_, text| band(cuts, text));
                *at += 1;
                Some((*kind, groups))
            }
        });
        Self { taken, of: of.collect() }
    }

    fn columns(&self, answer: &Answer) -> Vec<Option<String>> {
        self.labels(answer.code, answer.customer)
    }

    /// The labels of an answer of this code, given by this customer.
    pub(super) fn labels(&self, code: u32, customer: Option<Place>) -> Vec<Option<String>> {
        let own = self.of.iter().map(|(kind, groups)| {
            let code = match kind {
                Kind::Customers => customer.map_or(u32::MAX, |place| {
                    let attributes = &self.taken.ledger.shards[usize::from(place.shard)].attributes;
                    attributes.get(place.number as usize).copied().unwrap_or(u32::MAX)
                }),
                Kind::Surveys | Kind::Transactions | Kind::Promotions | Kind::Returns => code,
            };
            by::labels(groups, code).first().cloned().flatten()
        });
        own.collect()
    }
}
