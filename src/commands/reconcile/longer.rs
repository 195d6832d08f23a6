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

/// Numbers under the names of the rules that they need, of each of several windows.
type OfWindows = Vec<Vec<(Vec<&'static str>, Option<Ratio>)>>;

/// Every rate that goes by the name of retention in windows that follow each other; none where the data do not reach back over the one
/// before.
pub(super) fn kept(shop: &Shop<'_>, windows: &[Window]) -> OfWindows {
    let rates = |found: &Retention| {
        let arrived = |part: u64, whole: u64| Ratio::of(part, whole);
        vec![
            (None, found.retention_rate()),
            // (E - N) / S, which takes whoever came back for someone who stayed.
            (Some("buyers less new, of those before"), arrived(found.retained + found.returned, found.customers)),
            (Some("of this window's buyers"), arrived(found.retained, found.buyers())),
        ]
    };
    against_earlier(shop, windows, rates)
}

/// Every rate of leaving: what every rate of staying leaves.
pub(super) fn left(shop: &Shop<'_>, windows: &[Window]) -> OfWindows {
    let rest = |kept: Ratio| Ratio::of(1, 1)?.minus(kept);
    let mut all = kept(shop, windows);
    all.iter_mut().flatten().for_each(|(_, rate)| *rate = rate.and_then(rest));
    all
}

/// What the customers of the window before bring in now, beside what they brought in then.
pub(super) fn revenue_kept(shop: &Shop<'_>, metric: &str, windows: &[Window]) -> OfWindows {
    let of = |found: &Retention| {
        let grown = |new: bool| {
            let sum = if new { found.existing_net.plus(found.new_net) } else { found.existing_net };
            let base = Ratio::from_money(found.base_net);
            (found.base_net.mantissa > 0).then(|| Ratio::from_money(sum).over(base)?.minus(Ratio::of(1, 1)?)).flatten()
        };
        match metric {
            "nrr" => vec![(None, found.nrr())],
            "grr" => vec![(None, found.grr())],
            _ => {
                vec![(Some("all new customers earned"), grown(true)), (Some("all new customers bought"), grown(false))]
            }
        }
    };
    against_earlier(shop, windows, of)
}

/// The mean or the median of the days between purchases, by either rule of what a window's gaps are.
pub(super) fn gaps(shop: &Shop<'_>, metric: &str, windows: &[Window]) -> OfWindows {
    let scale = shop.ledger().scale;
    let ways = [(false, GapRule::Later), (false, GapRule::Inside), (true, GapRule::Later), (true, GapRule::Inside)];
    let mut all = vec![vec![]; windows.len()];
    for (merge_days, rule) in ways {
        let frame = Frame { merge_days, ..shop.frame(windows.to_vec(), Split::Whole) };
        let found: Vec<Repeat> =
            scan(shop.ledger(), &frame, shop.threads, |slots| RepeatTally::new(slots, scale, rule));
        let names = [(rule == GapRule::Inside, "both purchases inside"), (merge_days, "same day merged")];
        let names: Vec<_> = names.into_iter().filter(|(is, _)| *is).map(|(_, name)| name).collect();
        for (own, found) in all.iter_mut().zip(found) {
            let days = if metric == "gap_days_mean" { found.gap_days_mean } else { found.gap_days_median };
            own.push((names.clone(), days));
        }
    }
    all
}

/// Every window against the one before it and against that of a year ago, where the data reach back over it.
fn against_earlier(
    shop: &Shop<'_>,
    windows: &[Window],
    of: impl Fn(&Retention) -> Vec<(Option<&'static str>, Option<Ratio>)>,
) -> OfWindows {
    let mut all = vec![vec![]; windows.len()];
    for base in [None, Some("against the year before")] {
        let earlier = |window| if base.is_none() { window_before(window) } else { year_ago(window) };
        let known = windows.iter().enumerate().map(|(at, window)| (at, (earlier(*window), *window)));
        let (places, pairs): (Vec<usize>, Vec<(Window, Window)>) =
            known.filter(|(_, (before, _))| shop.begins(*before)).unzip();
        for (at, found) in places.into_iter().zip(retention(shop, &pairs)) {
            all[at].extend(of(&found).into_iter().map(|(name, value)| (base.into_iter().chain(name).collect(), value)));
        }
    }
    all
}

fn retention(shop: &Shop<'_>, pairs: &[(Window, Window)]) -> Vec<Retention> {
    let Some(span) = RetentionTally::span(pairs) else { return vec![] };
    let frame = shop.frame(vec![span], Split::Whole);
    let scale = shop.ledger().scale;
    scan(shop.ledger(), &frame, shop.threads, |slots| RetentionTally::new(slots, scale, pairs))
        .pop()
        .unwrap_or_default()
}

/// A customer's value by every formula, without costs.
pub(super) fn lifetimes(shop: &Shop<'_>, named: &'static str, window: Window) -> Result<Vec<Candidate>> {
    let found = ltv::tried(shop, window)?;
    Ok(found.into_iter().filter_map(|(rules, value)| Some(Candidate { window, named, rules, value: value? })).collect())
}
