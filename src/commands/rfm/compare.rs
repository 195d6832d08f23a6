//! `loyalty rfm --compare`: each segment beside what it was in an earlier window, both scored by the cuts of this one.

use super::{SHEET, Terms, records, scored, told};
use crate::answer::Record;
use crate::answer::value::Value;
use crate::commands::Usage;
use crate::commands::asking::Found;
use crate::commands::compare::{Against, Pair, Rule, concluded, refuse_overlap, unknown};
use crate::commands::shop::{Shop, nothing};
use crate::commands::window::Usual;
use crate::config::comparing::Comparing;
use crate::ledger::scan::{Split, scan};
use crate::ledger::window::Window;
use crate::metrics::rfm::Rfm;
use crate::metrics::rfm::sample::{FIGURES, SegmentSamples};
use crate::metrics::rfm::segments::segments;
use anyhow::{Result, bail};

/// The answer with its changes.
pub(super) fn answer(shop: &Shop<'_>, terms: &Terms, flags: &Comparing) -> Result<Found> {
    let Some(against) = Against::parse(flags)? else { return super::answer(shop, terms) };
    if against == Against::Rest {
        bail!(Usage("--compare rest: segments share out all customers already; name a window".to_owned()));
    }
    if let Err(why) = super::askable(shop)? {
        return Ok(Err(why));
    }
    let window = shop.window(Usual::Year)?;
    let before = against.of(window);
    refuse_overlap(flags, window, before)?;
    let Some(rfm) = scored(shop, window) else { return Ok(Err(nothing(window))) };
    let mut answer = told(shop, terms, window, &rfm);
    let known = shop.complete(window) && shop.complete(before);
    let Some(earlier) = known.then(|| scored(shop, before)).flatten() else {
        answer.warnings.push(unknown(before));
        return Ok(Ok(concluded(answer, flags, None)));
    };
    let (preset, _) = terms.segments.preset();
    // By the cuts of this window: those of the earlier one would make every fifth a fifth again.
    let earlier = Rfm { cuts: rfm.cuts, ..earlier };
    let then = records(shop, before, &segments(&earlier, preset));
    let pairs = pairs(shop, terms, window, before, &rfm);
    let rule = Rule { figures: &FIGURES, scale: shop.ledger().scale, draws: &shop.draws, confidence: shop.confidence };
    let name = |record: &Record| record.values.first().cloned();
    let last = answer.records.len() - 1;
    for (place, record) in answer.records.iter_mut().enumerate() {
        let same = then.iter().find(|then| name(then) == name(record));
        // Segments that nobody can be in are not shown, but they have a sample.
        let own = if place == last { pairs.last() } else { pairs.get(place) };
        record.changes = rule.changes(&SHEET, record, &rule.figures_of(&SHEET, same), own);
    }
    // The whole is all of the whole in every window: that is no test.
    if let Some(whole) = answer.records.last_mut() {
        let certain = whole.changes.iter_mut().filter(|change| change.key != "customers");
        certain.for_each(|change| (change.p, change.low, change.high) = (None, Value::Missing, Value::Missing));
        answer.summary.changes.clone_from(&whole.changes);
    }
    Ok(Ok(concluded(answer, flags, Some(before))))
}

/// What customers add up to in every segment of both windows, and at the end in all.
fn pairs(shop: &Shop<'_>, terms: &Terms, window: Window, before: Window, rfm: &Rfm) -> Vec<Pair<4>> {
    let mut windows = vec![window, before];
    windows.sort();
    let ends: Vec<_> = windows.iter().map(|window| window.to.min(shop.as_of)).collect();
    let (preset, _) = terms.segments.preset();
    let frame = shop.frame(windows, Split::Whole);
    let mut found = scan(shop.ledger(), &frame, shop.threads, |_| SegmentSamples::new(&ends, preset, rfm)).into_iter();
    let (first, second) = (found.next().unwrap_or_default(), found.next().unwrap_or_default());
    let (now, before) = if before < window { (second, first) } else { (first, second) };
    now.into_iter().zip(before).map(|(now, before)| Pair { now, before, shared: true }).collect()
}
