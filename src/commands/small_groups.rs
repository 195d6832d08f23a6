//! `--min-group`: figures of groups that are too few to be shown to others.
//!
//! A group of fewer than so many customers (or answers) keeps its name and loses its figures. Each table says of whom its rows are
//! ([`People`]); a row of several sets of people, such as members and others, is as small as the smallest of them that is not empty.
//!
//! The whole is shown, so one hidden group could be computed back from it. Wherever rows add up (the groups of a window, the windows, the
//! groups of another group, and what is "(all)" of each of these), at least two are hidden, and one of them is large enough by itself, or
//! all of them together where nobody is in two: what is left of the whole is then a figure of enough people. Where "(all)" is
//! hidden, whatever adds up to it or to its neighbours is, too. Figures that set a row beside others, such as a tier above the next lower
//! one, go from a whole table as soon as it hides anything; figures of a part of a row's people, such as the net of its new customers or of
//! those who bought, go from the rows where that part is too small, and from others by the same rule. Numbers of people in remarks become "<5". A history notes down what was shown.
//!
//! What it does not hide: how many of a large group did something, such as two of forty who came back; rows of the inputs that were set
//! aside; parts that no column counts, such as the share of revenue of those who returned in `growth`; and what several tables tell
//! together, of one report or of runs with other windows, groups or files: the net of all customers in `repeat` less the net of the
//! existing ones in `retention` is that of the new and returned ones, however few. What a window is compared with goes through the same rules, and a change is shown where both sides are; of tables that do not
//! say of how few the earlier figures are, changes are refused, or left out of a report.

mod adding;
#[cfg(test)]
mod attack;

use super::Usage;
use crate::answer::column::{Column, Sheet, Unit};
use crate::answer::people::People;
use crate::answer::value::Value;
use crate::answer::{Answer, Document, Record, Section, Warning};
use crate::config::output::Output;
use adding::Group;
use anyhow::{Result, bail};
use std::borrow::Cow;
use std::collections::BTreeSet;

/// The same document without the figures of small groups, where that is asked for.
pub(super) fn hidden<'d>(document: &'d Document, output: &Output) -> Result<Cow<'d, Document>> {
    let Some(least) = output.min_group else { return Ok(Cow::Borrowed(document)) };
    if least < 2 {
        bail!(Usage(format!("--min-group {least}: a group of one is a person; name 2 or more, such as 5")));
    }
    if document.command == "customers" {
        bail!(Usage("--min-group: a list of customers has no groups; --pseudonymise hides who they are".to_owned()));
    }
    let mut document = document.clone();
    if document.command == "report" {
        document.sections.iter_mut().for_each(without_changes);
    }
    hide(&mut document.sections, least)?;
    Ok(Cow::Owned(document))
}

/// The tables whose changes can be shown: what they are compared with has been through [`earlier`].
const COMPARED: [&str; 10] =
    ["nps", "csat", "ces", "repeat", "revenue", "tiers", "basket", "link", "promotions", "programme"];

/// What a window is compared with, without the figures of small groups. Periods follow each other, and one that is hidden here could be
/// the neighbour of another there: where any is hidden, nothing is compared.
pub(super) fn earlier(mut answer: Answer, least: Option<u64>) -> Option<Answer> {
    let hides = least.is_some_and(|least| hide_in(&mut answer, least, false));
    (!hides || !is_over_periods(&answer)).then_some(answer)
}

/// Whether the records are of other days than the whole.
fn is_over_periods(answer: &Answer) -> bool {
    answer.records.roll().is_none() && answer.records.iter().any(|record| record.window != answer.summary.window)
}

/// Takes the changes out of a section of a report where nothing says of how few the earlier figures are.
fn without_changes(section: &mut Section) {
    let Section::Answered(answer) = section else { return };
    if COMPARED.contains(&answer.sheet.command) || !is_compared(answer) {
        return;
    }
    let all = answer.records.iter_mut().chain([&mut answer.summary]);
    all.for_each(|record| record.changes.clear());
    answer.warnings.retain(|warning| warning.code != "many-tests");
    answer.warnings.push(Warning::new("changes-hidden", []));
}

/// Whether anything in an answer is set beside something else. What is made when it is written, a list, is not.
fn is_compared(answer: &Answer) -> bool {
    answer.records.roll().is_none()
        && answer.records.iter().chain([&answer.summary]).any(|record| !record.changes.is_empty())
}

/// Hides the small groups of tables that follow each other.
pub(super) fn hide(sections: &mut [Section], least: u64) -> Result<()> {
    let mut before = false;
    for section in sections {
        if let Section::Answered(answer) = section {
            if is_compared(answer) && !COMPARED.contains(&answer.sheet.command) {
                bail!(Usage(
                    "--min-group: not with --compare, whose other figures may be of few; ask without it".to_owned()
                ));
            }
            before = hide_in(answer, least, before);
        }
    }
    Ok(())
}

/// Hides the small groups of an answer; says whether it, or what it follows, hides any.
fn hide_in(answer: &mut Answer, least: u64, before: bool) -> bool {
    let sheet = answer.sheet;
    let people = &sheet.people;
    if *people == People::NOBODY {
        return false;
    }
    let is_small = |count: u64| (1..least).contains(&count);
    let whole = |record: &Record| answer.dimensions.is_empty() && record.values == answer.summary.values;
    let rows: Vec<usize> = (0..answer.records.len()).filter(|&at| !whole(&answer.records[at])).collect();
    let groups = adding::groups(sheet, &answer.records, &rows);
    let sizes = adding::sizes(sheet, &answer.summary);
    let few = sizes.iter().any(|size| is_small(*size));
    let all = few || people.follows && before;
    let nobody = BTreeSet::new;
    let gone: BTreeSet<usize> =
        if all { (0..groups.len()).collect() } else { adding::hidden(&groups, nobody(), least, people, &sizes) };
    let without_whole = all || people.pooled && !gone.is_empty();
    let rows_of = |gone: &BTreeSet<usize>| -> BTreeSet<usize> {
        gone.iter().flat_map(|&group| groups[group].rows.iter().copied()).collect()
    };
    let places = rows_of(&gone);
    let is_whole: BTreeSet<usize> = (0..answer.records.len()).filter(|at| !rows.contains(at)).collect();
    // A part of a row's people is hidden like a group, but of the row its own figures alone.
    let mut of_rows: Vec<(BTreeSet<usize>, &[&'static str])> = vec![];
    let mut of_whole: Vec<&'static str> = vec![];
    for part in people.parts {
        let parts: Vec<Group> = groups.iter().map(|group| group.counted(sheet, &answer.records, part.counts)).collect();
        let counts: Vec<u64> = part.counts.iter().map(|key| adding::count(sheet, &answer.summary, key)).collect();
        let hidden = adding::hidden(&parts, gone.clone(), least, people, &counts);
        if counts.iter().any(|count| is_small(*count)) || people.pooled && hidden.len() > gone.len() {
            of_whole.extend(part.figures);
        }
        if hidden.len() > gone.len() {
            of_rows.push((rows_of(&hidden), part.figures));
        }
    }
    let partly = !of_rows.is_empty() || !of_whole.is_empty();
    let beside: &[&str] = if gone.is_empty() && !partly { &[] } else { people.beside };
    of_whole.extend(beside);
    for (at, record) in answer.records.iter_mut().enumerate() {
        if is_whole.contains(&at) {
            blank(record, sheet, &of_whole);
        } else {
            blank(record, sheet, beside);
            of_rows.iter().filter(|(rows, _)| rows.contains(&at)).for_each(|(_, keys)| blank(record, sheet, keys));
        }
        if places.contains(&at) || without_whole && is_whole.contains(&at) {
            empty(record, sheet);
        }
    }
    blank(&mut answer.summary, sheet, &of_whole);
    if without_whole {
        empty(&mut answer.summary, sheet);
    }
    let hides = all || !gone.is_empty() || partly;
    if hides {
        let over_periods = is_over_periods(answer);
        answer.records.iter_mut().for_each(|record| unchanged(record, sheet, over_periods));
        unchanged(&mut answer.summary, sheet, false);
    }
    answer.parameters.push(("min_group", Value::Count(least)));
    answer.warnings.iter_mut().for_each(|warning| veil(warning, least));
    let n = || ("n", least.to_string());
    if few {
        answer.warnings.push(Warning::new("whole-hidden", [n()]));
    } else if all {
        answer.warnings.push(Warning::new("table-hidden", [n()]));
    } else if !gone.is_empty() {
        answer.warnings.push(Warning::new("groups-hidden", [("count", gone.len().to_string()), n()]));
    }
    if partly && !all {
        answer.warnings.push(Warning::new("parts-hidden", [n()]));
    }
    hides
}

/// Takes the changes away of what is hidden, or all of them.
fn unchanged(record: &mut Record, sheet: &Sheet, all: bool) {
    for change in &mut record.changes {
        let figure = sheet.position(change.key).and_then(|at| record.values.get(at));
        if all || figure == Some(&Value::Missing) {
            for value in [&mut change.previous, &mut change.change, &mut change.low, &mut change.high] {
                *value = Value::Missing;
            }
            (change.p, change.p_adjusted) = (None, None);
        }
    }
}

/// Takes some figures away.
fn blank(record: &mut Record, sheet: &Sheet, keys: &[&str]) {
    for (value, column) in record.values.iter_mut().zip(sheet.columns) {
        if keys.contains(&column.key) {
            *value = Value::Missing;
        }
    }
}

/// Takes all figures away; names stay.
fn empty(record: &mut Record, sheet: &Sheet) {
    for (value, column) in record.values.iter_mut().zip(sheet.columns) {
        if !is_name(sheet, column) {
            *value = Value::Missing;
        }
    }
    record.warnings.retain(|code| *code != "small-group");
    record.warnings.push("hidden");
}

/// Whether a column names a row, and says nothing of what its people did.
fn is_name(sheet: &Sheet, column: &Column) -> bool {
    let verdict = column.key.ends_with("verdict");
    sheet.people.names.contains(&column.key)
        || sheet.people.places.contains(&column.key)
        || column.unit == Unit::Text && !verdict
}

/// Remarks that say how many people something is about, and the fact that says it.
const COUNTED: [(&str, &str); 11] = [
    ("churn-by-rule", "count"),
    ("small-group", "n"),
    ("interval-narrow", "n"),
    ("growth-unknown-reason", "count"),
    ("link-few", "n"),
    ("link-short-history", "count"),
    ("programme-lead", "count"),
    ("lapse-back-test", "count"),
    ("basket-later", "count"),
    ("promotions-overlap", "count"),
    ("promotions-last-touch", "count"),
];

/// Takes a small number of people out of a remark.
fn veil(warning: &mut Warning, least: u64) {
    let code = warning.code;
    for (name, fact) in &mut warning.facts {
        let small = fact.parse::<u64>().is_ok_and(|count| (1..least).contains(&count));
        if small && COUNTED.contains(&(code, *name)) {
            *fact = format!("<{least}");
        }
    }
}
