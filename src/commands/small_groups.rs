//! `--min-group`: figures of groups that are too small to be shown to others.
//!
//! A group of fewer than so many customers (or answers) keeps its name and loses its figures. The whole is shown, so one hidden group
//! could be computed back from it; therefore the next smallest groups go too, until at least two are hidden and these together are large
//! enough. Groups stand beside each other within one window, where there are periods.
//!
//! What it does not hide: a figure within a large group that rests on few of it, such as two of forty who came back.

use super::Usage;
use crate::answer::column::Unit;
use crate::answer::value::Value;
use crate::answer::{Answer, Document, Record, Section, Warning};
use crate::config::output::Output;
use crate::ledger::window::Window;
use anyhow::{Result, bail};
use std::collections::BTreeMap;

/// The same document without the figures of small groups, where that is asked for.
pub(super) fn hidden(document: &Document, output: &Output) -> Result<Option<Document>> {
    let Some(least) = output.min_group else { return Ok(None) };
    if least < 2 {
        bail!(Usage(format!("--min-group {least}: a group of one is a person; name 2 or more, such as 5")));
    }
    if document.command == "customers" {
        bail!(Usage("--min-group: a list of customers has no groups; --pseudonymise hides who they are".to_owned()));
    }
    let mut document = document.clone();
    for section in &mut document.sections {
        if let Section::Answered(answer) = section {
            hide(answer, least);
        }
    }
    Ok(Some(document))
}

/// Hides the small groups of an answer.
fn hide(answer: &mut Answer, least: u64) {
    // The first count that a record has: where answers are not counted by group, its customers are.
    let counts: Vec<usize> = answer
        .sheet
        .columns
        .iter()
        .enumerate()
        .filter(|(_, column)| column.unit == Unit::Count)
        .map(|(at, _)| at)
        .collect();
    if counts.is_empty() {
        return;
    }
    let size = |record: &Record| -> u64 {
        let count =
            |at: &usize| if let Some(Value::Count(count)) = record.values.get(*at) { Some(*count) } else { None };
        counts.iter().find_map(count).unwrap_or(0)
    };
    let whole = |record: &Record| answer.dimensions.is_empty() && record.values == answer.summary.values;
    let mut groups: BTreeMap<Option<Window>, Vec<usize>> = BTreeMap::new();
    for (at, record) in answer.records.iter().enumerate().filter(|(_, record)| !whole(record)) {
        groups.entry(record.window).or_default().push(at);
    }
    let mut hidden: Vec<usize> = vec![];
    for (_, mut places) in groups {
        places.sort_by_key(|&at| (size(&answer.records[at]), at));
        hidden.extend(smallest(&places, least, |at| size(&answer.records[at])));
    }
    // A whole of few is a small group itself.
    let all = size(&answer.summary);
    let few = all > 0 && all < least;
    if few {
        blank(&mut answer.summary, answer.sheet.columns.iter().map(|column| column.unit));
        hidden = (0..answer.records.len()).collect();
    }
    for &at in &hidden {
        blank(&mut answer.records[at], answer.sheet.columns.iter().map(|column| column.unit));
    }
    answer.parameters.push(("min_group", Value::Count(least)));
    if few || !hidden.is_empty() {
        let facts = [("count", hidden.len().max(1).to_string()), ("n", least.to_string())];
        answer.warnings.push(Warning::new("groups-hidden", facts));
    }
}

/// The places to hide, of places from the smallest group up.
fn smallest(places: &[usize], least: u64, size: impl Fn(usize) -> u64) -> Vec<usize> {
    let small = |at: &&usize| (1..least).contains(&size(**at));
    let mut hidden: Vec<usize> = places.iter().filter(small).copied().collect();
    if hidden.is_empty() {
        return hidden;
    }
    // An empty group tells nothing and hides nothing.
    let mut others = places.iter().filter(|at| size(**at) >= least);
    while hidden.len() < 2 || hidden.iter().map(|&at| size(at)).sum::<u64>() < least {
        match others.next() {
            Some(&at) => hidden.push(at),
            None => break,
        }
    }
    hidden
}

/// Takes the figures away; names stay.
fn blank(record: &mut Record, units: impl Iterator<Item = Unit>) {
    for (value, unit) in record.values.iter_mut().zip(units) {
        if !matches!(unit, Unit::Text) {
            *value = Value::Missing;
        }
    }
    record.changes.clear();
    record.warnings.retain(|code| *code != "small-group");
    record.warnings.push("hidden");
}

#[cfg(test)]
mod tests {
    use super::smallest;

    fn hidden(sizes: &[u64]) -> Vec<u64> {
        let mut places: Vec<usize> = (0..sizes.len()).collect();
        places.sort_by_key(|&at| (sizes[at], at));
        smallest(&places, 5, |at| sizes[at]).into_iter().map(|at| sizes[at]).collect()
    }

    #[test]
    fn one_small_group_takes_the_next_smallest_with_it() {
        assert_eq!(hidden(&[3, 40, 12]), [3, 12]);
        assert_eq!(hidden(&[40, 12]), [0; 0]);
    }

    #[test]
    fn small_groups_that_together_are_too_few_take_another() {
        assert_eq!(hidden(&[1, 2, 40, 9]), [1, 2, 9]);
        assert_eq!(hidden(&[3, 4, 40]), [3, 4]);
    }

    #[test]
    fn an_empty_group_hides_nobody() {
        assert_eq!(hidden(&[0, 3, 40, 9]), [3, 9]);
        assert_eq!(hidden(&[0, 30]), [0; 0]);
    }

    #[test]
    fn whatever_is_hidden_cannot_be_computed_from_the_whole() {
        let mut state = 7_u64;
        for _ in 0..2_000 {
            let mut roll = || {
                state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
                (state >> 40) % 12
            };
            let sizes: Vec<u64> = (0..6).map(|_| roll()).collect();
            let hidden = hidden(&sizes);
            let all_small = sizes.iter().sum::<u64>() < 5 || sizes.iter().filter(|&&n| n > 0).count() < 2;
            if !hidden.is_empty() && !all_small {
                assert!(hidden.len() >= 2 && hidden.iter().sum::<u64>() >= 5, "{sizes:?}: {hidden:?}");
            }
        }
    }
}
