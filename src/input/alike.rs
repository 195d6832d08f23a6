//! A closer look at ids and rows, for `check` alone: ids that differ only in what nobody sees, and rows that say the same twice.
//!
//! It reads the files once more and keeps sixteen bytes per id and eight per row ([`seen`]); only where ids meet does it read them again for
//! their texts.

mod seen;

use super::field;
use super::head::Head;
use super::pass::{self, Gear};
use super::plan::{Plan, Reading};
use super::record::{Record, split};
use super::request::Request;
use super::roles::{Kind, Role};
use crate::answer::Warning;
use crate::ledger::key::Key;
use seen::{Ids, Rows};
use std::collections::{BTreeMap, BTreeSet};
use unicode_normalization::UnicodeNormalization;

/// Ids of which the texts are kept at most.
const KEPT: usize = 100_000;

/// A family of files as it was read.
pub(super) struct Table {
    /// Its files.
    pub(super) heads: Vec<Head>,
    /// Its columns.
    pub(super) plan: Plan,
    /// How each file's values are written.
    pub(super) readings: Vec<Reading>,
}

/// What differs between ids that look alike, and its warning.
type Fold = (&'static str, fn(&str) -> String);

/// From what is least of a difference to what is most.
const FOLDS: [Fold; 5] = [
    ("ids-differ-in-form", |id| id.nfc().collect()),
    ("ids-differ-in-blanks", |id| id.nfc().filter(|c| !is_blank(*c)).collect()),
    ("ids-differ-in-width", |id| id.nfkc().filter(|c| !is_blank(*c)).collect()),
    ("ids-differ-in-case", |id| bare(id)),
    ("mixed-float-ids", folded),
];

/// The findings of all families together: ids meet across files.
pub(super) fn findings(tables: &[Table], request: &Request) -> Vec<Warning> {
    let ids = Ids::new();
    let identical: usize = tables.iter().map(|table| repeats(table, &ids, request)).sum();
    let meeting = ids.meeting();
    let mut all = if meeting.is_empty() { vec![] } else { worded(&texts(tables, &meeting, request)) };
    if identical > 0 {
        all.push(Warning::new("identical-rows", [("count", identical.to_string())]));
    }
    all
}

/// How many rows of a family repeat another; its ids are taken up on the way.
fn repeats(table: &Table, ids: &Ids, request: &Request) -> usize {
    let all = Rows::new();
    let order = table.plan.at(Role::Order).filter(|_| table.plan.kind == Kind::Transactions);
    let see = |record: &Record<'_>, file: usize, id: Option<&str>, rows: &mut Vec<u64>| {
        if let Some(id) = id {
            ids.take(Key::of(id.as_bytes()).hash(), || Key::of(folded(id).as_bytes()).hash());
        }
        if is_whole(record, table) {
            // An order that another file has as well counts once.
            let merged = order.is_some_and(|at| !record.field(at).is_empty());
            let of = if merged { (file as u64 + 1).wrapping_mul(0x9e37_79b9_7f4a_7c15) } else { 0 };
            rows.push(Key::of(record.whole()).hash() ^ of);
        }
    };
    look(table, request, see, |rows| all.take(&rows));
    all.repeats()
}

/// Whether a row is one that could be said twice: with a customer's column, of the header's width, and with something in it.
fn is_whole(record: &Record<'_>, table: &Table) -> bool {
    let plan = &table.plan;
    let said = |role| plan.at(role).is_none_or(|at| !record.field(at).is_empty());
    plan.at(Role::Customer).is_some_and(|at| *record.field(at) != *plan.names[at].as_bytes())
        && record.fields == plan.names.len()
        && said(Role::Date)
        && (said(Role::Customer) || said(Role::Order))
}

/// The texts of the ids that meet, by what they fold to.
fn texts(tables: &[Table], meeting: &[u64], request: &Request) -> BTreeMap<u64, BTreeSet<String>> {
    let mut all: BTreeMap<u64, BTreeSet<String>> = BTreeMap::new();
    let mut kept = 0;
    for table in tables {
        let see = |_: &Record<'_>, _: usize, id: Option<&str>, found: &mut BTreeSet<(u64, String)>| {
            let Some(id) = id else { return };
            let fold = Key::of(folded(id).as_bytes()).hash();
            if meeting.binary_search(&fold).is_ok() {
                found.insert((fold, id.to_owned()));
            }
        };
        for (fold, id) in look(table, request, see, |found| found).into_iter().flatten() {
            if kept < KEPT {
                kept += usize::from(all.entry(fold).or_default().insert(id));
            }
        }
    }
    all
}

/// Shows every record of a family, with its customer's id where it names one; what is seen of each chunk is handed over at its end.
fn look<T: Default, R: Send>(
    table: &Table,
    request: &Request,
    see: impl Fn(&Record<'_>, usize, Option<&str>, &mut T) + Sync,
    done: impl Fn(T) -> R + Sync,
) -> Vec<R> {
    let gear =
        Gear { threads: request.threads, chunk: request.chunk, progress: &request.progress, budget: request.memory };
    let dialect = table.readings.first().map_or_else(Default::default, |reading| reading.dialect);
    let column = table.plan.at(Role::Customer);
    let chunks = pass::run(&table.heads, dialect, &gear, |view, (): &mut ()| {
        let reading = &table.readings[view.file];
        let mut found = T::default();
        let seen = split(view.bytes, view.len, view.quotes, dialect, table.plan.names.len(), |record| {
            let cell = column.map(|at| record.field(at)).unwrap_or_default();
            let id = field::id(&cell, reading.float_customers, reading).ok().filter(|id| !field::nobody(id));
            let id = id.as_deref().and_then(|id| std::str::from_utf8(id).ok());
            see(record, view.file, id, &mut found);
        });
        (seen, done(found), 0)
    });
    // A file that can no longer be read has been read a moment ago; what is found is a courtesy.
    chunks.unwrap_or_default().into_iter().map(|chunk| chunk.part).collect()
}

/// One warning per kind of difference, with how many ids it concerns and an example.
fn worded(groups: &BTreeMap<u64, BTreeSet<String>>) -> Vec<Warning> {
    let mut counts: BTreeMap<usize, (usize, String, String)> = BTreeMap::new();
    for ids in groups.values() {
        let meets = |fold: fn(&str) -> String| {
            let mut met: BTreeMap<String, &String> = BTreeMap::new();
            ids.iter().find_map(|id| met.insert(fold(id), id).map(|first| (first.clone(), id.clone())))
        };
        let found = FOLDS.iter().enumerate().find_map(|(kind, (_, fold))| meets(*fold).map(|pair| (kind, pair)));
        if let Some((kind, (first, second))) = found {
            let float = FOLDS[kind].0 == "mixed-float-ids";
            counts.entry(kind).or_insert((0, first, second)).0 +=
                ids.iter().filter(|id| !float || id.ends_with(".0")).count();
        }
    }
    let warning = |(kind, (count, first, second)): (usize, (usize, String, String))| {
        let facts = [("count", count.to_string()), ("first", shown(&first)), ("second", shown(&second))];
        Warning::new(FOLDS[kind].0, facts)
    };
    counts.into_iter().map(warning).collect()
}

/// Everything folded away that could part two spellings of one id.
fn folded(id: &str) -> String {
    let bare = bare(id);
    match bare.strip_suffix(".0") {
        Some(digits) if !digits.is_empty() && digits.bytes().all(|b| b.is_ascii_digit()) => digits.to_owned(),
        _ => bare,
    }
}

fn bare(id: &str) -> String {
    if id.is_ascii() {
        return id.chars().filter(|c| !is_blank(*c)).map(|c| c.to_ascii_lowercase()).collect();
    }
    id.nfkc().flat_map(char::to_lowercase).filter(|c| !is_blank(*c)).collect()
}

/// Blanks, and characters that cannot be seen at all.
fn is_blank(c: char) -> bool {
    c.is_whitespace() || matches!(c, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{feff}' | '\u{180e}')
}

/// An id for a person's eyes: what cannot be seen is named, and no address is given away.
fn shown(id: &str) -> String {
    let name = |c: char| match c {
        ' ' => " ".to_owned(),
        c if is_blank(c) => format!("<U+{:04X}>", u32::from(c)),
        c => c.to_string(),
    };
    match id.split_once('@') {
        Some((person, _)) => format!("{}***@…", person.chars().next().unwrap_or('*')),
        None => id.chars().map(name).collect(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn kinds(ids: &[&str]) -> Vec<(&'static str, String)> {
        let ids = ids.iter().map(|id| (*id).to_owned()).collect();
        worded(&BTreeMap::from([(0, ids)])).iter().map(|w| (w.code, w.fact("first").to_owned())).collect()
    }

    #[test]
    fn the_least_difference_gives_the_name() {
        assert_eq!(kinds(&["abc9", "ABC9"]), [("ids-differ-in-case", "ABC9".to_owned())]);
        assert_eq!(kinds(&["Jose\u{301}", "Jos\u{e9}"])[0].0, "ids-differ-in-form");
        assert_eq!(kinds(&["C1", "C1\u{200b}"])[0].0, "ids-differ-in-blanks");
        assert_eq!(kinds(&["ﾔﾏﾀﾞ", "ヤマダ"])[0].0, "ids-differ-in-width");
        assert_eq!(kinds(&["12345", "12345.0"])[0].0, "mixed-float-ids");
    }

    #[test]
    fn leading_zeros_make_another_id() {
        assert_ne!(folded("00123"), folded("123"));
        assert_eq!(folded("v1.0"), "v1.0");
    }

    #[test]
    fn what_cannot_be_seen_is_named() {
        assert_eq!(shown("C1\u{200b}"), "C1<U+200B>");
        assert_eq!(shown("ann@example.com"), "a***@…");
    }
}
