//! Groups held against each other, and whether chance alone could do that.

use super::{Around, mean, one};
use crate::ledger::ratio::Ratio;
use crate::statistics::bootstrap::{self, Draws};
use crate::statistics::correction::holm;
use crate::statistics::{Difference, share};

/// One group against another, after answering.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Compared {
    /// How much more the first spent per customer.
    pub net: Option<Difference>,
    /// By how much more of its customers bought.
    pub bought: Option<Difference>,
    /// The p-values, corrected for all comparisons that were made together.
    pub net_p_adjusted: Option<f64>,
    /// See above.
    pub bought_p_adjusted: Option<f64>,
}

/// Compares pairs of groups, by money (at that scale, where amounts are known) and by who bought, and corrects all p-values together.
pub fn compared(pairs: &[(&Around, &Around)], scale: Option<u8>, draws: &Draws, confidence: f64) -> Vec<Compared> {
    let one = scale.map(one);
    let mut all: Vec<Compared> = pairs
        .iter()
        .map(|(first, second)| {
            let smaller = first.eligible.min(second.eligible);
            let net = |one: f64| {
                let apart = |a: &[f64; 2], b: &[f64; 2]| Some(mean(a, one)? - mean(b, one)?);
                bootstrap::difference(&first.spent, &second.spent, draws, smaller, confidence, apart)
            };
            Compared {
                net: one.and_then(net),
                bought: share::difference(first.bought, first.eligible, second.bought, second.eligible, confidence),
                ..Compared::default()
            }
        })
        .collect();
    let p: Vec<f64> = all.iter().flat_map(|pair| [pair.net, pair.bought]).flatten().map(|found| found.p).collect();
    let mut adjusted = holm(&p).into_iter();
    for pair in &mut all {
        pair.net_p_adjusted = pair.net.and_then(|_| adjusted.next());
        pair.bought_p_adjusted = pair.bought.and_then(|_| adjusted.next());
    }
    all
}

/// What detractors would have brought in more, had they kept as much of their earlier net as the others.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct AtRisk {
    /// After against before, of the detractors.
    pub kept_share: Option<Ratio>,
    /// The same of the others.
    pub other_kept_share: Option<Ratio>,
    /// The money, in D days.
    pub net: Option<Difference>,
}

/// Measures the revenue at risk.
pub fn at_risk(detractors: &Around, others: &Around, scale: u8, draws: &Draws, confidence: f64) -> AtRisk {
    let kept = |group: &Around| {
        if group.net_before > 0 { Ratio::new(group.net_after_of_these, group.net_before) } else { None }
    };
    let one = one(scale);
    let money = |&[before, after]: &[f64; 2], &[other_before, other_after]: &[f64; 2]| {
        (before > 0.0 && other_before > 0.0).then(|| (other_after / other_before * before - after) / one)
    };
    let smaller = detractors.with_before.min(others.with_before);
    AtRisk {
        kept_share: kept(detractors),
        other_kept_share: kept(others),
        net: bootstrap::difference(&detractors.kept, &others.kept, draws, smaller, confidence, money),
    }
}
