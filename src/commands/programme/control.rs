//! Who serves as the control of a programme: a group of the customers file that is named, or whoever a lot has marked.

use super::Terms;
use crate::answer::Warning;
use crate::commands::Usage;
use crate::commands::shop::Shop;
use crate::config::nearest::nearest;
use crate::input::request::Wanted;
use crate::input::roles::Kind;
use crate::input::{Inputs, is_control};
use crate::ledger::day::Day;
use crate::ledger::{Ledger, Place};
use crate::metrics::programme::Month;
use crate::metrics::programme::controlled::{Design, Side};
use anyhow::{Result, bail};
use std::collections::BTreeMap;

/// Names of a column that says on which side of a lot a customer stands.
const GROUPS: [&str; 4] = ["group", "arm", "群", "グループ"];

/// The control, and who is on which side.
pub(super) struct Control<'a> {
    /// What it is worth.
    pub(super) design: Design,
    /// Where a customer stands, by shard and number.
    pub(super) side: Box<dyn Fn(usize, usize) -> Side + Sync + 'a>,
    /// Marked as control, and joined all the same.
    pub(super) crossed: u64,
    /// Marked as both.
    pub(super) both: u64,
}

/// The column and the value of `--control`.
fn named(text: &str) -> Result<(&str, &str)> {
    match text.split_once('=') {
        Some((column, value)) if !column.trim().is_empty() => Ok((column.trim(), value.trim())),
        _ => bail!(Usage(format!("--control {text}: write COLUMN=VALUE of the customers file, such as branch=North"))),
    }
}

/// Wants the column that tells the control.
pub(in crate::commands) fn also_wanted(terms: &Terms, inputs: &Inputs, wanted: &mut Wanted) -> Result<()> {
    let Some(text) = &terms.control else {
        let found = GROUPS.iter().find_map(|name| inputs.column(Kind::Customers, name));
        wanted.customers.extend(found);
        return Ok(());
    };
    let (column, _) = named(text)?;
    let Some(name) = inputs.column(Kind::Customers, column) else {
        let columns = inputs.columns(Kind::Customers);
        let hint = nearest(column, columns.iter().map(String::as_str))
            .map_or(String::new(), |near| format!("; did you mean `{near}`?"));
        bail!(Usage(format!("--control {text}: no customers file has a column `{column}`{hint}")));
    };
    wanted.customers.push(name);
    Ok(())
}

/// The control, where there is one; `sends` says whether those of promotions are offers of the programme.
pub(super) fn control<'a>(shop: &Shop<'a>, terms: &Terms, sends: bool) -> Result<Result<Option<Control<'a>>, Warning>> {
    let ledger = shop.ledger();
    if let Some(text) = &terms.control {
        let (column, value) = named(text)?;
        return Ok(Ok(Some(of_column(ledger, column, value)?)));
    }
    if sends && !ledger.sends.is_empty() {
        return Ok(of_sends(ledger, terms.campaign.as_deref())?.map(Some));
    }
    Ok(Ok(of_lot(ledger)))
}

fn place(ledger: &Ledger, column: &str) -> Option<usize> {
    let same = |name: &str| name.trim().to_lowercase() == column.to_lowercase();
    ledger.attributes.columns.iter().position(|known| same(&known.name))
}

/// The code of a customer's attributes.
fn code(ledger: &Ledger, shard: usize, number: usize) -> Option<usize> {
    ledger.shards[shard].attributes.get(number).map(|code| *code as usize)
}

fn joined(ledger: &Ledger, shard: usize, number: usize) -> Option<Month> {
    ledger.shards[shard].joined.get(number).copied().flatten().map(Month::of)
}

/// Every customer's place.
fn everyone(ledger: &Ledger) -> impl Iterator<Item = (usize, usize)> + '_ {
    ledger.shards.iter().enumerate().flat_map(|(at, shard)| (0..shard.keys.len()).map(move |number| (at, number)))
}

/// A group that could not join, against whoever did.
fn of_column<'a>(ledger: &'a Ledger, column: &str, value: &str) -> Result<Control<'a>> {
    let at = place(ledger, column);
    let is: Vec<bool> = (0..ledger.attributes.tuples.len() as u32)
        .map(|code| at.is_some_and(|at| ledger.attributes.text(code, at).unwrap_or_default() == value))
        .collect();
    if !is.contains(&true) {
        let values = at.map_or(&[][..], |at| &ledger.attributes.columns[at].values);
        let hint = nearest(value, values.iter().map(String::as_str).filter(|text| !text.is_empty()))
            .map_or(String::new(), |near| format!("; did you mean `{near}`?"));
        bail!(Usage(format!("--control {column}={value}: no customer has that value{hint}")));
    }
    let marked = move |shard: usize, number: usize| {
        code(ledger, shard, number).and_then(|code| is.get(code)).copied().unwrap_or(false)
    };
    let crossed = everyone(ledger).filter(|&(at, number)| marked(at, number) && joined(ledger, at, number).is_some());
    let crossed = crossed.count() as u64;
    let side = move |shard: usize, number: usize| match (marked(shard, number), joined(ledger, shard, number)) {
        (false, Some(month)) => Side::Member(month),
        (true, None) => Side::Control(None),
        (true, Some(_)) | (false, None) => Side::Neither,
    };
    Ok(Control { design: Design::DifferenceInDifferences, side: Box::new(side), crossed, both: 0 })
}

/// Whom a lot has marked in the customers file: the programme was open to the one side from the day the first of them joined.
fn of_lot(ledger: &Ledger) -> Option<Control<'_>> {
    let at = GROUPS.iter().find_map(|name| place(ledger, name))?;
    let words: Vec<Option<bool>> = (0..ledger.attributes.tuples.len() as u32)
        .map(|code| match ledger.attributes.text(code, at) {
            None => Some(None),
            Some(text) => is_control(text).map(Some),
        })
        // A column with any other word is a column of something else.
        .collect::<Option<_>>()?;
    if !(words.contains(&Some(true)) && words.contains(&Some(false))) {
        return None;
    }
    let marked = move |shard: usize, number: usize| {
        code(ledger, shard, number).and_then(|code| words.get(code)).copied().flatten()
    };
    let treated = everyone(ledger).filter(|&(at, number)| marked(at, number) == Some(false));
    let start = treated.filter_map(|(at, number)| joined(ledger, at, number)).min()?;
    let crossed = everyone(ledger)
        .filter(|&(at, number)| marked(at, number) == Some(true) && joined(ledger, at, number).is_some())
        .count() as u64;
    let side = move |shard: usize, number: usize| match marked(shard, number) {
        Some(false) => Side::Member(start),
        Some(true) => Side::Control(Some(start)),
        None => Side::Neither,
    };
    // By intention to treat those who got in all the same stay where the lot put them.
    Some(Control { design: Design::Holdout, side: Box::new(side), crossed, both: 0 })
}

/// Whom a campaign offered the programme to, and whom it held back.
fn of_sends<'a>(ledger: &'a Ledger, campaign: Option<&str>) -> Result<Result<Control<'a>, Warning>> {
    let mut names: Vec<&str> =
        ledger.sends.iter().map(|send| ledger.campaigns[send.campaign as usize].as_str()).collect();
    names.sort_unstable();
    names.dedup();
    let asked = match (campaign, names.as_slice()) {
        (Some(asked), names) if names.contains(&asked) => asked,
        (None, [only]) => only,
        (Some(asked), _) => {
            bail!(Usage(format!("--campaign {asked}: no such campaign; there are {}", names.join(", "))))
        }
        (None, _) => bail!(Usage(format!(
            "--campaign: which of {} offered the programme; the others are promotions",
            names.join(", ")
        ))),
    };
    let mut sides: BTreeMap<Place, (Day, bool, bool)> = BTreeMap::new();
    for send in ledger.sends.iter().filter(|send| ledger.campaigns[send.campaign as usize] == asked) {
        let Some(minute) = send.minute else { continue };
        let known = sides.entry(send.customer).or_insert((minute.day(), send.control, false));
        known.0 = known.0.min(minute.day());
        known.2 |= known.1 != send.control;
    }
    let both = sides.values().filter(|(_, _, both)| *both).count() as u64;
    sides.retain(|_, (_, _, both)| !*both);
    if !(sides.values().any(|side| side.1) && sides.values().any(|side| !side.1)) {
        return Ok(Err(Warning::new("programme-no-holdout", [])));
    }
    let side = move |shard: usize, number: usize| {
        let place = Place { shard: shard as u16, number: number as u32 };
        match sides.get(&place) {
            Some((day, true, _)) => Side::Control(Some(Month::of(*day))),
            Some((day, false, _)) => Side::Member(Month::of(*day)),
            None => Side::Neither,
        }
    };
    Ok(Ok(Control { design: Design::Holdout, side: Box::new(side), crossed: 0, both }))
}
