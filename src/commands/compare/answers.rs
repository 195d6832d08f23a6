//! Comparing figures about answers.
//!
//! A score of answers does not grow with the length of its window, so windows that the data do not wholly cover are compared too.

use super::{Against, Pair, Rule, concluded, overlap, refuse_groups, refuse_overlap, unknown};
use crate::answer::value::Value;
use crate::answer::{Answer, Record};
use crate::commands::asking::Found;
use crate::commands::by::{By, Part};
use crate::commands::small_groups;
use crate::commands::survey::{Asked, Group, Survey};
use crate::commands::window::{self, Usual};
use crate::config::comparing::Comparing;
use crate::config::window::Window as Flags;
use crate::input::Taken;
use crate::ledger::window::Window;
use crate::ledger::{Place, Question};
use crate::metrics::SEED;
use crate::metrics::sample::{Figure, Sample};
use crate::statistics::bootstrap::{Cells, Draws, cell};
use anyhow::Result;
use std::collections::BTreeSet;

/// How a question about answers is compared.
pub(in crate::commands) struct Topic<'a, const K: usize> {
    /// Which of the ledger's questions it is.
    pub(in crate::commands) question: Question,
    /// The figures.
    pub(in crate::commands) figures: &'a [Figure<K>],
    /// Asks it.
    pub(in crate::commands) ask: &'a dyn Fn(By, Asked<'_>) -> Result<Found>,
    /// What an answer of that score adds, on the scale of an answer that was given.
    pub(in crate::commands) adds: &'a dyn Fn(&Answer, i16) -> [i128; K],
}

/// The answer to a question, with its changes where they were asked for; a year of answers then, where no window is named.
pub(in crate::commands) fn of_answers<const K: usize>(
    taken: &Taken,
    by: By,
    asked: Asked<'_>,
    flags: &Comparing,
    topic: &Topic<'_, K>,
) -> Result<Found> {
    let Some(against) = Against::parse(flags)? else { return (topic.ask)(by, asked) };
    let by_column = by.parts.iter().any(|part| matches!(part, Part::Column { .. }));
    let by_period = by.period().is_some();
    refuse_groups(flags, against, by_period, by_column)?;
    let usual =
        if window::is_named(asked.window) || by_period || against == Against::Rest { Usual::All } else { Usual::Year };
    let asked = Asked { usual, ..asked };
    let mut answer = match (topic.ask)(by.clone(), asked)? {
        Ok(answer) => answer,
        Err(why) => return Ok(Err(why)),
    };
    let draws = Draws::new(SEED);
    let rule = Rule { figures: topic.figures, scale: 0, draws: &draws, confidence: asked.confidence };
    let comparison = Comparison { taken, by, asked, against, topic, rule };
    if against == Against::Rest {
        comparison.with_rest(&mut answer)?;
        return Ok(Ok(concluded(answer, flags, None)));
    }
    let before = comparison.with_earlier(&mut answer, flags)?;
    Ok(Ok(concluded(answer, flags, before)))
}

struct Comparison<'a, const K: usize> {
    taken: &'a Taken,
    by: By,
    asked: Asked<'a>,
    against: Against,
    topic: &'a Topic<'a, K>,
    rule: Rule<'a, K>,
}

/// The answers of a group, dealt to cells, and who gave them.
struct Voices<const K: usize> {
    label: Vec<Option<String>>,
    window: Option<Window>,
    sample: Sample<K>,
    people: BTreeSet<Place>,
}

impl<const K: usize> Comparison<'_, K> {
    fn before(&self, window: Window) -> Option<Window> {
        let before = self.against.of(window);
        (!overlap(window, before)).then_some(before)
    }

    /// The flags of the same question about other days.
    fn flags_of(&self, window: Window) -> Flags {
        Flags {
            as_of: self.asked.window.as_of.clone(),
            from: Some(window.from.to_string()),
            to: Some(window.to.to_string()),
            ..Flags::default()
        }
    }

    fn asked_of(&self, window: Window, by: By) -> Result<Option<Answer>> {
        let flags = self.flags_of(window);
        let found = (self.topic.ask)(by, Asked { window: &flags, ..self.asked })?.ok();
        Ok(found.and_then(|answer| small_groups::earlier(answer, self.asked.least)))
    }

    /// The answers of days, all of them and by group, counted on the scale of an answer.
    fn voices(&self, answer: &Answer, flags: &Flags, by: By) -> Result<Vec<Voices<K>>> {
        let asked = Asked { window: flags, ..self.asked };
        let Ok(survey) = Survey::open(self.taken, by, asked, self.topic.question)? else { return Ok(vec![]) };
        let one = |group: Group| {
            let mut cells = Cells::new();
            for (&score, voice) in group.scores.iter().zip(&group.voices) {
                cells.add(cell(voice.hash), (self.topic.adds)(answer, score));
            }
            let people = group.voices.iter().filter_map(|voice| voice.customer).collect();
            Voices { label: group.label, window: group.window, sample: Sample { cells }, people }
        };
        Ok(std::iter::once(survey.whole()).chain(survey.groups()).map(one).collect())
    }

    fn with_earlier(&self, answer: &mut Answer, flags: &Comparing) -> Result<Option<Window>> {
        let Some(window) = answer.summary.window else { return Ok(None) };
        let by_period = self.by.period().is_some();
        if !by_period {
            refuse_overlap(flags, window, self.against.of(window))?;
        }
        let before = self.before(window);
        let own = if by_period { By::default() } else { self.by.clone() };
        let earlier = match before {
            Some(before) => self.asked_of(before, own.clone())?,
            None => None,
        };
        if !by_period && earlier.is_none() {
            answer.warnings.push(unknown(self.against.of(window)));
        }
        let now = self.voices(answer, self.asked.window, self.by.clone())?;
        let then = match before.filter(|_| earlier.is_some()) {
            Some(before) => self.voices(answer, &self.flags_of(before), own)?,
            None => vec![],
        };
        let pair = now.first().zip(then.first()).map(|(now, then)| pair(now, then));
        let figures = self.rule.figures_of(answer.sheet, earlier.as_ref().map(|earlier| &earlier.summary));
        answer.summary.changes = self.rule.changes(answer.sheet, &answer.summary, &figures, pair.as_ref());
        if by_period {
            let windows = answer.records.iter().filter_map(|record| self.before(record.window?));
            let span = windows.clone().map(|w| w.from).min().zip(windows.map(|w| w.to).max());
            let (records, then) = match span.map(|(from, to)| Window { from, to }) {
                Some(span) => {
                    let flags = self.flags_of(span);
                    (self.asked_of(span, self.by.clone())?, self.voices(answer, &flags, self.by.clone())?)
                }
                None => (None, vec![]),
            };
            self.groups(answer, records.as_ref(), &now, &then);
        } else {
            self.groups(answer, earlier.as_ref(), &now, &then);
        }
        Ok(before.filter(|_| !by_period))
    }

    /// Sets every record beside the record of the same group in the window before.
    fn groups(&self, answer: &mut Answer, earlier: Option<&Answer>, now: &[Voices<K>], then: &[Voices<K>]) {
        let sheet = answer.sheet;
        for record in &mut answer.records {
            let columns = self.columns(&record.group);
            let before = record.window.and_then(|window| self.before(window));
            let same = |other: &&Record| other.window == before && self.columns(&other.group) == columns;
            let known = earlier.filter(|_| before.is_some()).and_then(|earlier| earlier.records.iter().find(same));
            let at = |all: &'_ [Voices<K>], window| {
                all.iter().skip(1).position(|voices| voices.window == window && self.columns(&voices.label) == columns)
            };
            let pair = at(now, record.window).zip(at(then, before)).map(|(a, b)| pair(&now[a + 1], &then[b + 1]));
            let pair = pair.filter(|_| known.is_some());
            record.changes = self.rule.changes(sheet, record, &self.rule.figures_of(sheet, known), pair.as_ref());
        }
    }

    /// Sets every record beside all other groups of its window.
    fn with_rest(&self, answer: &mut Answer) -> Result<()> {
        let all = self.voices(answer, self.asked.window, self.by.clone())?;
        let sheet = answer.sheet;
        answer.summary.changes = self.rule.changes(sheet, &answer.summary, &self.rule.figures_of(sheet, None), None);
        for record in &mut answer.records {
            let (own, others): (Vec<_>, Vec<_>) = all
                .iter()
                .skip(1)
                .filter(|voices| voices.window == record.window)
                .partition(|voices| voices.label == record.group);
            let mut rest: Cells<K> = Cells::new();
            for voices in &others {
                rest.merge(&voices.sample.cells);
            }
            let pair = own.first().map(|own| Pair {
                now: own.sample.clone(),
                before: Sample { cells: rest },
                shared: others.iter().any(|voices| !voices.people.is_disjoint(&own.people)),
            });
            let of = |figure: &Figure<K>| Value::from(pair.as_ref().and_then(|pair| pair.before.figure(figure, 0)));
            let figures: Vec<Value> = self.rule.figures.iter().map(of).collect();
            record.changes = self.rule.changes(sheet, record, &figures, pair.as_ref());
        }
        Ok(())
    }

    /// Labels without the name of a period.
    fn columns(&self, label: &[Option<String>]) -> Vec<Option<String>> {
        let parts = self.by.parts.iter().zip(label);
        parts.filter(|(part, _)| !matches!(part, Part::Period(_))).map(|(_, label)| label.clone()).collect()
    }
}

fn pair<const K: usize>(now: &Voices<K>, then: &Voices<K>) -> Pair<K> {
    let shared = !now.people.is_disjoint(&then.people);
    Pair { now: now.sample.clone(), before: then.sample.clone(), shared }
}
