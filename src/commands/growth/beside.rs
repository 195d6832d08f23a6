//! `loyalty growth --compare`: a window with the one before it, beside another such pair, or each group beside all others.

use super::reasons::Reasons;
use super::{Bounds, Terms, found, refuse_periods, told};
use crate::answer::Warning;
use crate::answer::value::Value;
use crate::commands::asking::Found;
use crate::commands::compare::{Against, compared};
use crate::commands::shop::Shop;
use crate::commands::window::Usual;
use crate::config::comparing::Comparing;
use crate::ledger::scan::{Frame, Split, scan};
use crate::ledger::window::Window;
use crate::metrics::growth::sample::{BOUNDED, GrowthSamples, KNOWN, SUMS};
use crate::metrics::sample;
use anyhow::Result;

/// So many days the data must reach back, lest hardly anybody of the earlier pair can have come back.
const HISTORY: i32 = 365;

/// The answer with its changes.
pub(super) fn answer(shop: &Shop<'_>, terms: &Terms, comparing: &Comparing) -> Result<Found> {
    let Some(against) = Against::parse(comparing)? else { return super::answer(shop, terms) };
    refuse_periods(shop)?;
    let window = shop.window(Usual::NamedOrYear)?;
    let windows = if against == Against::Rest { vec![window] } else { vec![window, against.of(window)] };
    let reasons = Reasons::new(shop, &terms.earned, &terms.bought);
    let gather = |frame: &Frame, _: &[(usize, usize)]| gathered(shop, terms, &reasons, frame);
    // Where some joined for reasons nobody knows, in either pair, the bounds are what can be compared.
    let known = windows.iter().all(|&window| is_known(shop, terms, &reasons, window));
    let figures: &[sample::Figure<SUMS>] = if known { &KNOWN } else { &BOUNDED };
    let shown = if known { Bounds::WhereOpen } else { Bounds::Always };
    let ask = |shop: &Shop<'_>| told(shop, terms, shown);
    let found = compared(shop, comparing, figures, &ask, &gather)?;
    Ok(found.map(|mut answer| {
        let is_compared = answer.summary.changes.iter().any(|change| change.previous != Value::Missing);
        let least = windows.iter().map(|&window| terms.base.of(window).from.0 - shop.first.0).min();
        if is_compared && least.is_some_and(|days| days < HISTORY) {
            answer.warnings.push(Warning::new("growth-short-history", [("first", shop.first.to_string())]));
        }
        answer
    }))
}

/// Whether it is known of all new customers why they joined.
fn is_known(shop: &Shop<'_>, terms: &Terms, reasons: &Reasons, window: Window) -> bool {
    let whole = found(shop, (terms.base.of(window), window), reasons, Split::Whole).pop();
    whole.is_none_or(|(_, growth)| !growth.is_uncertain())
}

/// What customers add up to in every window of every group, each with the one before it; most of them are in several windows.
fn gathered(shop: &Shop<'_>, terms: &Terms, reasons: &Reasons, frame: &Frame) -> Vec<sample::Found<SUMS>> {
    let pairs: Vec<_> = frame.windows.iter().map(|&window| (terms.base.of(window), window)).collect();
    let Some(span) = GrowthSamples::span(&pairs) else { return vec![] };
    let wide = shop.frame(vec![span], frame.split.clone());
    let fresh = |slots| GrowthSamples::new(slots, shop.ledger(), &pairs, &reasons.origins);
    let found = scan(shop.ledger(), &wide, shop.threads, fresh);
    let all: Vec<usize> = (0..pairs.len()).collect();
    let (groups, all) = (wide.split.groups(), &all);
    let slots = (0..pairs.len()).flat_map(|at| (0..groups).map(move |group| (at, group)));
    slots.map(|(at, group)| (found[group][at].clone(), all.clone())).collect()
}
