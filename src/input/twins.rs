//! The same file given twice, perhaps under two names: it counts once.

use super::head::Head;
use super::read::Taken;
use super::roles::Kind;
use crate::answer::Warning;
use crate::answer::account::{InputAccount, MoneyAccount};
use std::io::{self, Read};

/// Bytes compared at a time.
const BITE: u64 = 1 << 20;

/// For each head, the number of an earlier one with the same rows.
pub(super) fn twins(heads: &[Option<(Kind, &Head)>]) -> Vec<Option<usize>> {
    let same = |later: usize, earlier: usize| match (heads[later], heads[earlier]) {
        (Some((kind, later)), Some((other, earlier))) => kind == other && is_same(later, earlier),
        _ => false,
    };
    (0..heads.len()).map(|later| (0..later).find(|&earlier| same(later, earlier))).collect()
}

fn is_same(one: &Head, other: &Head) -> bool {
    let alike = one.names == other.names && one.sample == other.sample;
    // Two tables without a row are alike and repeat nothing.
    alike && !one.sample.is_empty() && (one.whole && other.whole || streams_agree(one, other).unwrap_or(false))
}

fn streams_agree(one: &Head, other: &Head) -> io::Result<bool> {
    let (mut one, mut other) = (body(one)?, body(other)?);
    let (mut left, mut right) = (vec![], vec![]);
    loop {
        left.clear();
        right.clear();
        let got = (&mut one).take(BITE).read_to_end(&mut left)?;
        (&mut other).take(BITE).read_to_end(&mut right)?;
        if left != right {
            return Ok(false);
        }
        if got == 0 {
            return Ok(true);
        }
    }
}

fn body(head: &Head) -> io::Result<Box<dyn Read + Send>> {
    let mut reader = head.source.reader()?;
    io::copy(&mut (&mut reader).take(head.body), &mut io::sink())?;
    Ok(reader)
}

/// Gives every file that repeats another its account, and says so.
pub(super) fn tell(twins: &[Option<usize>], taken: &mut Taken) {
    for (later, first) in twins.iter().enumerate().filter_map(|(later, first)| first.map(|first| (later, first))) {
        let path = taken.accounts[later].path.clone();
        let first = &taken.accounts[first];
        let facts = [("path", path.clone()), ("other", first.path.clone())];
        taken.accounts[later] = account(&path, first);
        taken.warnings.push(Warning::new("duplicate-file", facts));
    }
}

/// The account of a file that repeats another: all of its rows are merged.
fn account(path: &str, first: &InputAccount) -> InputAccount {
    let money = first.money.as_ref().map(|money| MoneyAccount {
        read: money.read.clone(),
        merged: money.read.clone(),
        ..MoneyAccount::default()
    });
    InputAccount {
        path: path.to_owned(),
        merged: first.rows,
        used: 0,
        excluded: std::collections::BTreeMap::new(),
        rejected: 0,
        reasons: std::collections::BTreeMap::new(),
        money,
        ..first.clone()
    }
}
