//! `loyalty reconcile retention_rate=…` and `ltv=…`: rates over two windows, and formulas over a lifetime.

use super::Candidate;
use crate::commands::ltv;
use crate::commands::shop::Shop;
use crate::ledger::ratio::Ratio;
use crate::ledger::scan::{Split, scan};
use crate::ledger::window::{Period, Window};
use crate::metrics::retention::{Retention, RetentionTally, window_before, year_ago};
use anyhow::Result;

/// How many months back a rate could be of.
const MONTHS: usize = 13;

/// Further windows that a retention rate is told for: quarters and months.
pub(super) fn windows(all: Window) -> Vec<(&'static str, Window)> {
    let last = |period: Period| {
        let across = period.across(all);
        across[across.len().saturating_sub(MONTHS)..].to_vec()
    };
    let quarters = last(Period::Quarter).into_iter().map(|window| ("calendar quarter", window));
    quarters.chain(last(Period::Month).into_iter().map(|window| ("calendar month", window))).collect()
}

/// Every rate that goes by the name of retention in one window; none where the data do not reach back over the one before.
pub(super) fn kept(shop: &Shop<'_>, window: Window) -> Vec<(Vec<&'static str>, Option<Ratio>)> {
    let bases = [(window_before(window), None), (year_ago(window), Some("against the year before"))];
    let known = bases.into_iter().filter(|(before, _)| shop.begins(*before));
    let rates = |(before, base): (Window, Option<&'static str>)| {
        let found = retention(shop, before, window)?;
        let arrived = |part: u64, whole: u64| Ratio::of(part, whole);
        let named = |name: Option<&'static str>| base.into_iter().chain(name).collect::<Vec<_>>();
        Some([
            (named(None), found.retention_rate()),
            // (E - N) / S, which takes whoever came back for someone who stayed.
            (
                named(Some("buyers less new, of those before")),
                arrived(found.retained + found.returned, found.customers),
            ),
            (named(Some("of this window's buyers")), arrived(found.retained, found.buyers())),
        ])
    };
    known.filter_map(rates).flatten().collect()
}

fn retention(shop: &Shop<'_>, before: Window, window: Window) -> Option<Retention> {
    let pairs = [(before, window)];
    let frame = shop.frame(vec![RetentionTally::span(&pairs)?], Split::Whole);
    let scale = shop.ledger().scale;
    scan(shop.ledger(), &frame, shop.threads, |slots| RetentionTally::new(slots, scale, &pairs)).pop()?.pop()
}

/// A customer's value by every formula, without costs.
pub(super) fn lifetimes(shop: &Shop<'_>, named: &'static str, window: Window) -> Result<Vec<Candidate>> {
    let found = ltv::tried(shop, window)?;
    Ok(found.into_iter().filter_map(|(rules, value)| Some(Candidate { window, named, rules, value: value? })).collect())
}
