//! `--min-group`: figures of groups that are too few to be shown to others.
//!
//! A group of fewer than so many customers (or answers) keeps its name and loses its figures. Each table says of whom its rows are
//! ([`People`]); a row of several sets of people, such as members and others, is as small as the smallest of them that is not empty.
//!
//! The whole is shown, so one hidden group could be computed back from it. Wherever rows add up (the groups of a window, the windows, the
//! groups of another group, and what is "(all)" of each of these), at least two are hidden, and one of them is large enough by itself, or
//! all of them together where nobody is in two: what is left of the whole is then a figure of enough people. Where "(all)" is
//! hidden, whatever adds up to it or to its neighbours is, too. Figures that set a row beside others, such as a tier above the next lower
//! one, go from a whole table as soon as it hides a group; figures of a part of a row's people, such as the net of its new customers, as
//! soon as that part is too small in any row. Numbers of people in remarks become "<5". A history notes down what was shown.
//!
//! What it does not hide: how many of a large group did something, such as two of forty who came back; rows of the inputs that were set
//! aside; parts that no column counts, such as the share of revenue of those who returned in `growth`; and what several tables tell
//! together, of one report or of runs with other windows, groups or files: the net of all customers in `repeat` less the net of the
//! existing ones in `retention` is that of the new and returned ones, however few. Changes to an earlier window are refused: nothing says of how few the earlier figures are.

mod adding;
#[cfg(test)]
mod attack;

use super::Usage;
use crate::answer::column::{Column, Sheet, Unit};
use crate::answer::people::{Part, People};
use crate::answer::value::Value;
use crate::answer::{Answer, Document, Record, Section, Warning};
use crate::config::output::Output;
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
    hide(&mut document.sections, least)?;
    Ok(Cow::Owned(document))
}

/// Hides the small groups of tables that follow each other.
pub(super) fn hide(sections: &mut [Section], least: u64) -> Result<()> {
    let mut before = false;
    for section in sections {
        if let Section::Answered(answer) = section {
            // What is made when it is written, a list, is compared with nothing.
            if answer.records.roll().is_none()
                && answer.records.iter().chain([&answer.summary]).any(|record| !record.changes.is_empty())
            {
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
    let gone: BTreeSet<usize> =
        if all { (0..groups.len()).collect() } else { adding::hidden(&groups, least, people, &sizes) };
    let without_whole = all || people.pooled && !gone.is_empty();
    let places: BTreeSet<usize> = gone.iter().flat_map(|&group| groups[group].rows.iter().copied()).collect();
    let is_whole: BTreeSet<usize> = (0..answer.records.len()).filter(|at| !rows.contains(at)).collect();
    let (lost, shown): (Vec<usize>, Vec<usize>) = rows.iter().partition(|at| places.contains(at));
    let of = |places: &[usize]| -> Vec<&Record> { places.iter().map(|&at| &answer.records[at]).collect() };
    let (lost, shown) = (of(&lost), of(&shown));
    let small = |part: &&Part| is_told(sheet, part, least, &shown) || is_left(sheet, part, least, &lost);
    let in_rows: Vec<&Part> = people.parts.iter().filter(small).collect();
    let small = |part: &&Part| is_told(sheet, part, least, &[&answer.summary]);
    let in_whole: Vec<&Part> = people.parts.iter().filter(small).collect();
    let beside: &[&str] = if gone.is_empty() { &[] } else { people.beside };
    let figures = |parts: &[&Part]| -> Vec<&'static str> {
        parts.iter().flat_map(|part| part.figures).chain(beside).copied().collect()
    };
    let (of_rows, of_whole) = (figures(&in_rows), figures(&in_whole));
    for (at, record) in answer.records.iter_mut().enumerate() {
        blank(record, sheet, if is_whole.contains(&at) { &of_whole } else { &of_rows });
        if places.contains(&at) || without_whole && is_whole.contains(&at) {
            empty(record, sheet);
        }
    }
    blank(&mut answer.summary, sheet, &of_whole);
    if without_whole {
        empty(&mut answer.summary, sheet);
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
    let partly = !in_rows.is_empty() || !in_whole.is_empty();
    if partly && !all {
        answer.warnings.push(Warning::new("parts-hidden", [n()]));
    }
    all || !gone.is_empty() || partly
}

/// The counts of a part in a record.
fn counts(sheet: &Sheet, part: &Part, record: &Record) -> Vec<u64> {
    part.counts.iter().map(|key| adding::count(sheet, record, key)).collect()
}

/// Whether a row that is shown would tell of a part that is too small.
fn is_told(sheet: &Sheet, part: &Part, least: u64, shown: &[&Record]) -> bool {
    shown.iter().flat_map(|record| counts(sheet, part, record)).any(|count| (1..least).contains(&count))
}

/// Whether that is left over when the rows that are shown are taken from the whole.
fn is_left(sheet: &Sheet, part: &Part, least: u64, lost: &[&Record]) -> bool {
    let counts: Vec<Vec<u64>> = lost.iter().map(|record| counts(sheet, part, record)).collect();
    (0..part.counts.len()).any(|at| {
        let most = counts.iter().map(|counts| counts[at]).max().unwrap_or(0);
        (1..least).contains(&most)
    })
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
const COUNTED: [(&str, &str); 10] = [
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
