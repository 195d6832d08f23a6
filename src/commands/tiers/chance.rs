//! The gap between two levels, and what chance alone would show there.

use super::{Named, Source};
use crate::answer::value::Value;
use crate::commands::shop::Shop;
use crate::ledger::ratio::Ratio;
use crate::ledger::scan::{Split, scan};
use crate::ledger::window::Window;
use crate::metrics::SEED;
use crate::metrics::tiers::along::{Along, Piece, PieceTally, times};
use crate::metrics::tiers::chance::{self, Deals};
use crate::metrics::tiers::rules::Rule;
use crate::metrics::tiers::{Basis, Level, sampled};
use crate::statistics::Interval;

/// What the levels of a window are held against.
pub(super) enum Chance {
    /// The same customers, shuffled.
    Shuffled,
    /// Their levels, dealt anew along their purchases so many times; nothing where that cannot be.
    Along(Option<Along>, usize),
    /// The same purchases, dealt at random.
    Dealt(Deals),
}

/// A level above the next lower one.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Between {
    /// The gap.
    pub(super) above: Option<Ratio>,
    /// Its range.
    pub(super) interval: Option<Interval>,
    /// The gap by chance alone.
    pub(super) by_chance: Option<f64>,
    /// How often chance shows one as large.
    pub(super) p: Option<f64>,
}

impl Between {
    /// Measures a level and a lower one, each with its place among the levels.
    pub(super) fn of(shop: &Shop<'_>, chance: &Chance, high: (usize, &Level), low: (usize, &Level)) -> Self {
        let ((place, level), (below, lower)) = (high, low);
        let above = level.above(lower);
        let compared = level.compared(lower, &shop.draws, shop.confidence);
        let interval = compared.map(|found| found.interval);
        match chance {
            Chance::Along(along, _) => {
                let found = along.as_ref().and_then(|along| along.chance(place, below));
                Self { above, interval, by_chance: found.map(|found| found.gap), p: found.map(|found| found.p) }
            }
            Chance::Shuffled => {
                let p = compared.and_then(|found| shuffled(level, lower, found.value));
                Self { above, interval, by_chance: None, p }
            }
            Chance::Dealt(deals) => Self { above, interval, by_chance: deals.gap(place, below), p: None },
        }
    }
}

/// What every window's levels are held against.
pub(super) fn chances(shop: &Shop<'_>, source: &Source, sheets: &[(Window, Vec<Named>)]) -> Vec<Chance> {
    let scale = shop.ledger().scale;
    match source {
        Source::Column(Basis::Order, column, _) => {
            let pieces = pieces(shop, column, sheets.iter().map(|(window, _)| *window).collect());
            let times = times(pieces.iter().map(|(pieces, _)| pieces.len()).sum());
            let along = |(pieces, levels): (Vec<Piece>, usize)| Along::of(&pieces, levels, times, scale, SEED);
            pieces.into_iter().map(|pieces| Chance::Along(along(pieces), times)).collect()
        }
        Source::Column(..) => sheets.iter().map(|_| Chance::Shuffled).collect(),
        Source::Rules(rules) => sheets.iter().map(|(_, levels)| Chance::Dealt(dealt(levels, rules, scale))).collect(),
    }
}

/// How levels at the time of the order were dealt.
pub(super) fn dealt_along(chances: &[Chance]) -> [(&'static str, Value); 2] {
    let times = chances.iter().map(|chance| if let Chance::Along(_, times) = chance { *times } else { 0 }).max();
    [("chance", Value::text("levels dealt along purchases")), ("deals", Value::Count(times.unwrap_or(0) as u64))]
}

/// The purchases of every window with their levels, and how many levels there are.
fn pieces(shop: &Shop<'_>, column: &str, windows: Vec<Window>) -> Vec<(Vec<Piece>, usize)> {
    let ledger = shop.ledger();
    let groups = super::groups(&ledger.dimensions, column);
    let levels = groups.labels.len();
    let frame = shop.frame(windows, Split::Orders(groups));
    let most = sampled(ledger.customers());
    let found = scan(ledger, &frame, shop.threads, |slots| PieceTally::new(slots, levels, most));
    found.into_iter().step_by(levels.max(1)).map(|pieces| (pieces, levels)).collect()
}

fn dealt(levels: &[Named], rules: &[Rule], scale: u8) -> Deals {
    let members = || levels.iter().flat_map(|(_, level)| &level.members);
    let values = members().flat_map(|member| member.purchases.iter().copied()).collect();
    chance::dealt(values, members().count(), rules, scale, SEED)
}

/// How often shuffled levels would lie as far apart.
fn shuffled(high: &Level, low: &Level, apart: f64) -> Option<f64> {
    let nets = |level: &Level| level.members.iter().map(|member| member.net).collect::<Vec<_>>();
    let one = 10_u64.pow(u32::from(high.net.scale)) as f64;
    chance::shuffled(&nets(high), &nets(low), (high.customers, low.customers), apart * one, SEED)
}
