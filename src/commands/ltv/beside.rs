//! Lifetime values beside those of other days, or of all other customers.
//!
//! Customers in both windows are resampled once, together; a lifespan by survival is held fixed on both sides, as in its interval.

use super::{MethodFlag, Terms, answer, decided, is_chosen};
use crate::answer::Answer;
use crate::answer::change::Change;
use crate::answer::value::Value;
use crate::commands::Usage;
use crate::commands::asking::Found;
use crate::commands::compare::{
    Against, concluded, one_against_rest, refuse_groups, refuse_overlap, unknown, untested,
};
use crate::commands::shop::{Cell, Shop};
use crate::commands::window::Usual;
use crate::config::comparing::Comparing;
use crate::config::window::Window as Flags;
use crate::ledger::scan::{Split, scan};
use crate::ledger::window::Window;
use crate::metrics::ltv::{Ltv, LtvTally, Record};
use crate::statistics::Difference;
use anyhow::{Result, bail};

/// The answer with its changes, where they are asked for.
pub(in crate::commands) fn beside(shop: &Shop<'_>, terms: &Terms, flags: &Comparing) -> Result<Found> {
    let Some(against) = Against::parse(flags)? else { return answer(shop, terms) };
    if terms.method == Some(MethodFlag::Predictive) {
        bail!(Usage("--compare: not with --method predictive, which looks ahead from one day".to_owned()));
    }
    refuse_groups(flags, against, false, !shop.by.is_empty())?;
    let mut answer = match answer(shop, terms)? {
        Ok(answer) => answer,
        Err(why) => return Ok(Err(why)),
    };
    let window = shop.window(Usual::All)?;
    if against == Against::Rest {
        let cells = with_rest(shop, terms, window)?;
        attach(shop, terms, &mut answer, None, &cells);
        if let Some(instead) = shop.by.by_first() {
            untested(&mut answer, format!("--by {instead}"));
        }
        return Ok(Ok(concluded(answer, flags, None)));
    }
    let before = against.of(window);
    refuse_overlap(flags, window, before)?;
    let days = Flags { from: Some(before.from.to_string()), to: Some(before.to.to_string()), ..Flags::default() };
    let known = shop.complete(window) && shop.complete(before);
    let now = found(shop, terms, window)?;
    let then = if known { found(&shop.at(&days, shop.by.clone()), terms, before)? } else { None };
    if then.is_none() {
        answer.warnings.push(unknown(before));
    }
    let (now, cells) = now.unzip();
    let (then, earlier) = then.unzip();
    let earlier: Vec<Cell<Ltv>> = earlier.unwrap_or_default();
    let of = |cell: Cell<Ltv>| {
        let then = earlier.iter().find(|other| other.label == cell.label).map(|other| other.found.clone());
        (cell.label, cell.found, then)
    };
    let cells: Vec<_> = cells.unwrap_or_default().into_iter().map(of).collect();
    attach(shop, terms, &mut answer, now.map(|now| (now, then)), &cells);
    Ok(Ok(concluded(answer, flags, Some(before).filter(|_| known))))
}

/// A group's label, its lifetime values, and those it is compared with.
type Sides = (Vec<Option<String>>, Ltv, Option<Ltv>);

/// The whole and its groups in some days.
fn found(shop: &Shop<'_>, terms: &Terms, window: Window) -> Result<Option<(Ltv, Vec<Cell<Ltv>>)>> {
    let decided = decided(shop, terms, window)?;
    let fresh = |slots: usize| LtvTally::new(slots, shop.ledger(), &decided);
    let whole = shop.whole(window, fresh).filter(|ltv| ltv.sums.customers > 0);
    Ok(whole.map(|whole| (whole, shop.cells(window, |slots, _| fresh(slots)))))
}

/// Every group, and all customers outside of it.
fn with_rest(shop: &Shop<'_>, terms: &Terms, window: Window) -> Result<Vec<Sides>> {
    let decided = decided(shop, terms, window)?;
    let split = shop.by.split(shop.ledger());
    let two = |label: &[Option<String>]| match &split {
        Split::Whole => Split::Whole,
        Split::Orders(groups) => Split::Orders(one_against_rest(groups, label)),
        Split::Customers(groups) => Split::Customers(one_against_rest(groups, label)),
        Split::First(groups) => Split::First(one_against_rest(groups, label)),
    };
    let labels = shop.labels(&shop.frame(vec![window], split.clone()));
    let sides = labels.into_iter().map(|label| {
        let frame = shop.frame(vec![window], two(&label));
        let both = scan(shop.ledger(), &frame, shop.threads, |slots| LtvTally::new(slots, shop.ledger(), &decided));
        let mut both = both.into_iter();
        both.next().map(|one| (label, one, both.next()))
    });
    Ok(sides.flatten().collect())
}

/// Gives every record its change.
fn attach(shop: &Shop<'_>, terms: &Terms, answer: &mut Answer, whole: Option<(Ltv, Option<Ltv>)>, cells: &[Sides]) {
    let blank = || Change {
        key: "ltv",
        previous: Value::Missing,
        change: Value::Missing,
        low: Value::Missing,
        high: Value::Missing,
        p: None,
        p_adjusted: None,
    };
    let first = whole.as_ref().map_or(0, |(now, _)| {
        let mut all = now.records(&shop.draws, shop.confidence).into_iter().filter(|record| is_chosen(record, terms));
        all.position(|record| record.ltv.is_some()).unwrap_or(0)
    });
    let of_whole = whole.map(|(now, then)| changes(shop, terms, &now, then.as_ref()));
    let mut all: Vec<Vec<Change>> = vec![];
    if shop.by.is_empty() {
        all.extend(of_whole.clone().into_iter().flatten().map(|change| vec![change]));
    } else {
        for record in &answer.records {
            let side = cells.iter().find(|(label, ..)| *label == record.group);
            let own = |(_, now, then): &Sides| changes(shop, terms, now, then.as_ref());
            // The records of a group follow each other, one for each estimate.
            let at = all.len() - answer.records.iter().position(|other| other.group == record.group).unwrap_or(0);
            all.push(side.and_then(|side| own(side).into_iter().nth(at)).into_iter().collect());
        }
    }
    let of_summary = of_whole.and_then(|changes| changes.into_iter().nth(first));
    answer.summary.changes = vec![of_summary.unwrap_or_else(blank)];
    for (record, changes) in answer.records.iter_mut().zip(all) {
        record.changes = if changes.is_empty() { vec![blank()] } else { changes };
    }
}

/// The change of each estimate that is asked for.
fn changes(shop: &Shop<'_>, terms: &Terms, now: &Ltv, then: Option<&Ltv>) -> Vec<Change> {
    let records = now.records(&shop.draws, shop.confidence);
    let then = then.filter(|then| then.sums.customers > 0);
    let before = then.map(|then| then.records(&shop.draws, shop.confidence));
    let differences = then.map_or([None; 8], |then| now.differences(then, &shop.draws, shop.confidence));
    let one = |(at, (record, difference)): (usize, (&Record, &Option<Difference>))| {
        let previous = Value::from(before.as_ref().and_then(|before| before[at].ltv));
        let change = Value::from(record.ltv).minus(&previous);
        let difference = difference.filter(|_| change != Value::Missing);
        Change {
            key: "ltv",
            previous,
            low: difference.map(|d| d.interval.low).into(),
            high: difference.map(|d| d.interval.high).into(),
            p: difference.map(|d| d.p),
            p_adjusted: None,
            change,
        }
    };
    let all = records.iter().zip(&differences).enumerate();
    all.filter(|(_, (record, _))| is_chosen(record, terms)).map(one).collect()
}
