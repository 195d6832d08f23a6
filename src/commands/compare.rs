//! `--compare`: figures beside those of an earlier window, or of all other groups, each change with its interval and its test.
//!
//! The earlier figures come from asking the same question of the earlier window, so both sides are measured in one way. The test comes
//! from what customers add up to on both sides ([`crate::metrics::sample`]). The headline of the whole is tested by itself; further
//! figures beside it, and the groups of an answer, are corrected for each other by Holm's method.

mod answers;
mod purchases;
mod windows;

pub(super) use answers::{Topic, of_answers};
pub(super) use purchases::{compared, one_against_rest, untested};
pub(super) use windows::{compared_answers, compared_windows};

use super::Usage;
use super::shop::Shop;
use crate::answer::change::Change;
use crate::answer::column::Sheet;
use crate::answer::value::Value;
use crate::answer::{Answer, Record, Warning};
use crate::config::comparing::Comparing;
use crate::ledger::window::Window;
use crate::metrics::retention::{window_before, year_ago};
use crate::metrics::sample::{self, Figure, Sample};
use crate::statistics::bootstrap::Draws;
use crate::statistics::correction::holm;
use anyhow::{Result, bail};

/// What figures are compared with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Against {
    /// The window just before.
    Previous,
    /// The same days of the year before.
    YearAgo,
    /// Named days.
    Days(Window),
    /// All other groups of the same window.
    Rest,
}

impl Against {
    /// What the flag says.
    pub(super) fn parse(flags: &Comparing) -> Result<Option<Self>> {
        let Some(text) = flags.compare.as_deref() else { return Ok(None) };
        Ok(Some(match text {
            "previous" => Self::Previous,
            "year-ago" => Self::YearAgo,
            "rest" => Self::Rest,
            _ => {
                let days = text.split_once("..").and_then(|(from, to)| Some((from.parse().ok()?, to.parse().ok()?)));
                match days.map(|(from, to)| Window { from, to }) {
                    Some(window) if window.from <= window.to => Self::Days(window),
                    _ => bail!(Usage(format!(
                        "--compare {text}: write previous, year-ago, rest, or two days such as 2025-01-01..2025-03-31"
                    ))),
                }
            }
        }))
    }

    /// The window that a window is compared with.
    pub(super) fn of(self, window: Window) -> Window {
        match self {
            Self::Previous | Self::Rest => window_before(window),
            Self::YearAgo => year_ago(window),
            Self::Days(days) => days,
        }
    }
}

fn overlap(a: Window, b: Window) -> bool {
    a.from <= b.to && b.from <= a.to
}

/// Stops where a window would be compared with a part of itself.
pub(super) fn refuse_overlap(flags: &Comparing, window: Window, before: Window) -> Result<()> {
    if overlap(window, before) {
        let text = flags.compare.as_deref().unwrap_or_default();
        bail!(Usage(format!(
            "--compare {text}: {} – {} overlaps {} – {}; compare windows that have no day in common",
            before.from, before.to, window.from, window.to
        )));
    }
    Ok(())
}

/// Refuses what cannot be asked of groups.
pub(super) fn refuse_groups(flags: &Comparing, against: Against, by_period: bool, by_column: bool) -> Result<()> {
    let text = flags.compare.as_deref().unwrap_or_default();
    if matches!(against, Against::Days(_)) && by_period {
        bail!(Usage(format!("--compare {text}: periods are compared with previous or year-ago ones")));
    }
    if against == Against::Rest && !by_column {
        bail!(Usage("--compare rest: name the groups with --by, such as --by tier".to_owned()));
    }
    Ok(())
}

/// Two samples, and whether anybody is in both.
pub(super) struct Pair<const K: usize> {
    /// What the figures of this window rest on.
    pub(super) now: Sample<K>,
    /// What the earlier ones rest on.
    pub(super) before: Sample<K>,
    /// Whether anybody is in both.
    pub(super) shared: bool,
}

/// How changes are measured.
pub(super) struct Rule<'a, const K: usize> {
    /// The figures.
    pub(super) figures: &'a [Figure<K>],
    /// The decimals of money.
    pub(super) scale: u8,
    /// How customers are drawn anew.
    pub(super) draws: &'a Draws,
    /// Of the intervals.
    pub(super) confidence: f64,
}

impl<const K: usize> Rule<'_, K> {
    /// The changes of a record beside what each figure was before.
    pub(super) fn changes(
        &self,
        sheet: &Sheet,
        record: &Record,
        before: &[Value],
        pair: Option<&Pair<K>>,
    ) -> Vec<Change> {
        let differences = match pair {
            Some(Pair { now, before, shared }) => {
                sample::differences(now, before, *shared, self.figures, self.scale, self.draws, self.confidence)
            }
            None => vec![None; self.figures.len()],
        };
        let one = |((figure, previous), difference): ((&Figure<K>, &Value), Option<crate::statistics::Difference>)| {
            let change = value(sheet, record, figure.key).minus(previous);
            let difference = difference.filter(|_| change != Value::Missing);
            // Where nothing varies, nothing has changed, or nothing can be said.
            let still = change.real() == Some(0.0);
            Change {
                key: figure.key,
                previous: previous.clone(),
                low: difference.map(|d| d.interval.low).into(),
                high: difference.map(|d| d.interval.high).into(),
                p: difference.map(|d| d.p).or(still.then_some(1.0)),
                p_adjusted: None,
                change,
            }
        };
        self.figures.iter().zip(before).zip(differences).map(one).collect()
    }

    /// The figures of a record, or nothing for each.
    pub(super) fn figures_of(&self, sheet: &Sheet, record: Option<&Record>) -> Vec<Value> {
        let of = |figure: &Figure<K>| record.map_or(Value::Missing, |record| value(sheet, record, figure.key));
        self.figures.iter().map(of).collect()
    }
}

fn value(sheet: &Sheet, record: &Record, key: &str) -> Value {
    sheet.position(key).and_then(|at| record.values.get(at)).cloned().unwrap_or(Value::Missing)
}

/// How the intervals of changes come about where customers are known.
pub(super) const RESAMPLED: &str = "customer bootstrap; closed form between different people";

/// Corrects for many tests, and says what was compared with what, by resampling customers.
pub(super) fn concluded(answer: Answer, flags: &Comparing, before: Option<Window>) -> Answer {
    let mut answer = concluded_by(answer, flags, before, RESAMPLED);
    let [_, replicates, seed] = Shop::bootstrap();
    for parameter in [replicates, seed] {
        if answer.parameters.iter().all(|(known, _)| *known != parameter.0) {
            answer.parameters.push(parameter);
        }
    }
    answer
}

/// Corrects for many tests, and says what was compared with what, and by which method.
fn concluded_by(mut answer: Answer, flags: &Comparing, before: Option<Window>, method: &'static str) -> Answer {
    let headline = answer.leading();
    for family in [true, false] {
        correct(std::iter::once(&mut answer.summary), headline, family);
        correct(answer.records.iter_mut(), headline, family);
    }
    let tests = answer.records.iter().filter_map(|record| record.change(headline)).filter(|c| c.p.is_some()).count();
    answer.parameters.push(("compare", Value::text(flags.compare.as_deref().unwrap_or_default())));
    if let Some(window) = before {
        answer.parameters.push(("compare_from", Value::Day(window.from)));
        answer.parameters.push(("compare_to", Value::Day(window.to)));
    }
    answer.parameters.retain(|(known, _)| *known != "change_interval");
    answer.parameters.push(("change_interval", Value::text(method)));
    if answer.parameters.iter().all(|(known, _)| *known != "correction") {
        answer.parameters.push(("correction", Value::text("holm")));
    }
    if tests > 1 {
        answer.parameters.push(("comparisons", Value::Count(tests as u64)));
        answer.warnings.push(Warning::new("many-tests", [("n", tests.to_string())]));
    }
    answer
}

/// Corrects the p-values of one family: the headlines of some records, or their further figures.
fn correct<'r>(records: impl Iterator<Item = &'r mut Record>, headline: &str, headlines: bool) {
    let mut family: Vec<&mut Change> = records
        .flat_map(|record| &mut record.changes)
        .filter(|change| (change.key == headline) == headlines && change.p.is_some())
        .collect();
    let p: Vec<f64> = family.iter().filter_map(|change| change.p).collect();
    for (change, adjusted) in family.iter_mut().zip(holm(&p)) {
        change.p_adjusted = Some(adjusted);
    }
}

/// Nothing lies in the window that was to be compared with, or not all of it lies in the data.
pub(super) fn unknown(window: Window) -> Warning {
    Warning::new("nothing-to-compare", [("from", window.from.to_string()), ("to", window.to.to_string())])
}
