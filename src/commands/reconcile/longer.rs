//! `loyalty reconcile retention_rate=…`, `nrr=…`, `gap_days_mean=…`, `ltv=…`: what takes more than the orders of one window.

use super::Candidate;
use crate::commands::ltv;
use crate::commands::shop::Shop;
use crate::ledger::ratio::Ratio;
use crate::ledger::scan::{Frame, Split, scan};
use crate::ledger::window::Window;
use crate::metrics::repeat::{GapRule, Repeat, RepeatTally};
use crate::metrics::retention::{Retention, RetentionTally, window_before, year_ago};
use anyhow::Result;

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

/// Every rate of leaving: what every rate of staying leaves.
pub(super) fn left(shop: &Shop<'_>, window: Window) -> Vec<(Vec<&'static str>, Option<Ratio>)> {
    let rest = |kept: Ratio| Ratio::of(1, 1)?.minus(kept);
    kept(shop, window).into_iter().map(|(name, rate)| (name, rate.and_then(rest))).collect()
}

/// What the customers of the window before bring in now, beside what they brought in then.
pub(super) fn revenue_kept(shop: &Shop<'_>, metric: &str, window: Window) -> Vec<(Vec<&'static str>, Option<Ratio>)> {
    let bases = [(window_before(window), None), (year_ago(window), Some("against the year before"))];
    let known = bases.into_iter().filter(|(before, _)| shop.begins(*before));
    let of = |(before, base): (Window, Option<&'static str>)| {
        let found = retention(shop, before, window)?;
        let named = |name: Option<&'static str>| base.into_iter().chain(name).collect::<Vec<_>>();
        let grown = |new: bool| {
            let sum = if new { found.existing_net.plus(found.new_net) } else { found.existing_net };
            let base = Ratio::from_money(found.base_net);
            (found.base_net.mantissa > 0).then(|| Ratio::from_money(sum).over(base)?.minus(Ratio::of(1, 1)?)).flatten()
        };
        Some(match metric {
            "nrr" => vec![(named(None), found.nrr())],
            "grr" => vec![(named(None), found.grr())],
            _ => vec![
                (named(Some("all new customers earned")), grown(true)),
                (named(Some("all new customers bought")), grown(false)),
            ],
        })
    };
    known.filter_map(of).flatten().collect()
}

/// The mean or the median of the days between purchases, by either rule of what a window's gaps are.
pub(super) fn gaps(shop: &Shop<'_>, metric: &str, window: Window) -> Vec<(Vec<&'static str>, Option<Ratio>)> {
    let scale = shop.ledger().scale;
    let ways = [(false, GapRule::Later), (false, GapRule::Inside), (true, GapRule::Later), (true, GapRule::Inside)];
    let of = |(merge_days, rule)| {
        let frame = Frame { merge_days, ..shop.frame(vec![window], Split::Whole) };
        let found: Repeat =
            scan(shop.ledger(), &frame, shop.threads, |slots| RepeatTally::new(slots, scale, rule)).pop()?;
        let names = [(rule == GapRule::Inside, "both purchases inside"), (merge_days, "same day merged")];
        let names = names.into_iter().filter(|(is, _)| *is).map(|(_, name)| name).collect();
        Some((names, if metric == "gap_days_mean" { found.gap_days_mean } else { found.gap_days_median }))
    };
    ways.into_iter().filter_map(of).collect()
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
