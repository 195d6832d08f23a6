//! Comparing figures that have an interval of their own, where nothing but the same question about other days is at hand.

use super::{Against, concluded, concluded_by, overlap, refuse_overlap, unknown, value};
use crate::answer::change::Change;
use crate::answer::column::Sheet;
use crate::answer::value::Value;
use crate::answer::{Answer, Record, Warning};
use crate::commands::Usage;
use crate::commands::asking::Found;
use crate::commands::shop::Shop;
use crate::commands::small_groups;
use crate::commands::survey::Asked;
use crate::commands::window::{self, Usual};
use crate::config::comparing::Comparing;
use crate::config::window::Window as Flags;
use crate::statistics::{Difference, Interval, mover};
use anyhow::{Result, bail};

/// How the intervals of changes come about.
const METHOD: &str = "both windows' intervals (MOVER), as of different people";

/// The answer to a question, with the change of every figure that has an interval, where changes were asked for. Records belong together
/// that have the same labels and the same values under `keys`.
pub(in crate::commands) fn compared_windows(
    shop: &Shop<'_>,
    flags: &Comparing,
    keys: &[&str],
    ask: impl Fn(&Shop<'_>) -> Result<Found>,
) -> Result<Found> {
    let Some(against) = Against::parse(flags)? else { return ask(shop) };
    if against == Against::Rest {
        bail!(Usage("--compare rest: the groups stand beside each other already; name a window".to_owned()));
    }
    let mut answer = match ask(shop)? {
        Ok(answer) => answer,
        Err(why) => return Ok(Err(why)),
    };
    if answer.sheet.columns.iter().all(|column| column.interval.is_none()) {
        bail!(Usage("--compare: not of this table, whose figures have no intervals".to_owned()));
    }
    let Some(window) = answer.summary.window else { return Ok(Ok(answer)) };
    let before = against.of(window);
    refuse_overlap(flags, window, before)?;
    let known = shop.complete(window) && shop.complete(before) && !overlap(window, before);
    let earlier = if known {
        let flags = Flags { from: Some(before.from.to_string()), to: Some(before.to.to_string()), ..Flags::default() };
        ask(&shop.at(&flags, shop.by.clone()))?.ok().and_then(|answer| small_groups::earlier(answer, shop.least))
    } else {
        None
    };
    let Some(earlier) = earlier else {
        answer.warnings.push(unknown(before));
        return Ok(Ok(concluded_by(answer, flags, None, METHOD)));
    };
    set_beside(&mut answer, &earlier, keys, &|_| true, shop.confidence);
    Ok(Ok(concluded_by(answer, flags, Some(before), METHOD)))
}

/// The same of these figures for all parts of an answer about a survey: `ask` is told of which days, and `paired` gives the changes of
/// one figure that are known better, because the same people are in both windows: by the command of the part, with the labels.
pub(in crate::commands) fn compared_answers(
    asked: Asked<'_>,
    flags: &Comparing,
    keys: &[&str],
    figures: &[&str],
    ask: impl Fn(Asked<'_>) -> Result<Result<Vec<Answer>, Warning>>,
    paired: impl Fn(&Answer, Asked<'_>, Asked<'_>) -> Result<Option<Paired>>,
) -> Result<Result<Vec<Answer>, Warning>> {
    let Some(against) = Against::parse(flags)? else { return ask(asked) };
    if against == Against::Rest {
        bail!(Usage("--compare rest: each group stands beside all others already; name a window".to_owned()));
    }
    let usual = if window::is_named(asked.window) { Usual::All } else { Usual::Year };
    let asked = Asked { usual, ..asked };
    let mut all = match ask(asked)? {
        Ok(all) => all,
        Err(why) => return Ok(Err(why)),
    };
    let Some(window) = all.first().and_then(|answer| answer.summary.window) else { return Ok(Ok(all)) };
    let before = against.of(window);
    refuse_overlap(flags, window, before)?;
    let (from, to) = (Some(before.from.to_string()), Some(before.to.to_string()));
    let earlier = Flags { as_of: asked.window.as_of.clone(), from, to, ..Flags::default() };
    let of_earlier = Asked { window: &earlier, ..asked };
    let earlier = ask(of_earlier)?.unwrap_or_default();
    for answer in &mut all {
        let then = earlier.iter().find(|then| then.sheet.command == answer.sheet.command);
        match then {
            Some(then) => set_beside(answer, then, keys, &|key| figures.contains(&key), asked.confidence),
            None => answer.warnings.push(unknown(before)),
        }
        let paired = if then.is_some() { paired(answer, asked, of_earlier)? } else { None };
        if let Some(paired) = &paired {
            replace(answer, paired);
        }
        let before = then.map(|_| before);
        *answer = match paired {
            Some(_) => concluded(answer.clone(), flags, before),
            None => concluded_by(answer.clone(), flags, before, METHOD),
        };
    }
    Ok(Ok(all))
}

/// A figure, and how it has changed: of everybody without a label, and of groups by theirs.
pub(in crate::commands) type Paired = (&'static str, Vec<(Vec<Option<String>>, Option<Difference>)>);

/// Puts what is known of the same people in place of what is known of two windows.
fn replace(answer: &mut Answer, (key, known): &Paired) {
    for record in std::iter::once(&mut answer.summary).chain(answer.records.iter_mut()) {
        let difference = known.iter().find(|(label, _)| *label == record.group).and_then(|(_, difference)| *difference);
        let change = record.changes.iter_mut().find(|change| change.key == *key && change.p.is_some());
        if let Some((change, difference)) = change.zip(difference) {
            change.low = Some(difference.interval.low).into();
            change.high = Some(difference.interval.high).into();
            change.p = Some(difference.p);
        }
    }
}

/// Sets the whole and every record beside what was said of earlier days.
fn set_beside(
    answer: &mut Answer,
    earlier: &Answer,
    keys: &[&str],
    is_compared: &dyn Fn(&str) -> bool,
    confidence: f64,
) {
    let sheet = answer.sheet;
    let with_interval = sheet.columns.iter().filter_map(|column| Some((column.key, column.interval?)));
    let figures: Vec<Ends> = with_interval.filter(|(key, _)| is_compared(key)).collect();
    answer.summary.changes = changes(sheet, &figures, &answer.summary, Some(&earlier.summary), confidence);
    for record in &mut answer.records {
        let same = |other: &&Record| {
            let same = |key: &&str| value(sheet, other, key) == value(sheet, record, key);
            other.group == record.group && keys.iter().all(same)
        };
        let then = earlier.records.iter().find(same);
        record.changes = changes(sheet, &figures, record, then, confidence);
    }
}

/// The key of a figure and those of the ends of its interval.
type Ends = (&'static str, (&'static str, &'static str));

/// The changes of figures that have an interval.
fn changes(sheet: &Sheet, figures: &[Ends], now: &Record, then: Option<&Record>, confidence: f64) -> Vec<Change> {
    let of = |&(key, ends): &Ends| {
        let previous = then.map_or(Value::Missing, |then| value(sheet, then, key));
        let change = value(sheet, now, key).minus(&previous);
        let both = then.and_then(|then| Some((estimate(sheet, now, key, ends)?, estimate(sheet, then, key, ends)?)));
        let difference = both.map(|(now, then)| mover::difference(now, then, confidence));
        Change {
            key,
            previous,
            change,
            low: difference.map(|d| d.interval.low).into(),
            high: difference.map(|d| d.interval.high).into(),
            p: difference.map(|d| d.p),
            p_adjusted: None,
        }
    };
    figures.iter().map(of).collect()
}

/// A figure and its interval, if the record has both.
fn estimate(sheet: &Sheet, record: &Record, key: &str, (low, high): (&str, &str)) -> Option<(f64, Interval)> {
    let real = |key| value(sheet, record, key).real();
    Some((real(key)?, Interval { low: real(low)?, high: real(high)? }))
}
