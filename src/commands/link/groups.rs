//! `--by`: the same question asked of every group of customers, by a column of the customers file or of the survey.
//!
//! A customer counts with one answer, so that answer's group is the customer's: groups partition the customers.

use super::PAIRS;
use crate::commands::by::By;
use crate::commands::shop::Shop;
use crate::commands::sizes::{self, Standing};
use crate::commands::survey::Lookup;
use crate::metrics::link::{Around, AtRisk, Attitude, Compared, Episode, Reply, at_risk, compared};
use crate::statistics::correction::holm;
use std::collections::BTreeMap;

/// Customers with their answers, by attitude.
pub(super) struct Counted {
    /// Each customer around the answer.
    pub(super) episodes: Vec<Episode>,
    /// What those of an attitude did, in the order of [`Attitude::ALL`].
    pub(super) attitudes: [Around; 3],
}

impl Counted {
    /// Adds up episodes.
    pub(super) fn of(episodes: Vec<Episode>) -> Self {
        let of = |attitude| Around::of(episodes.iter().filter(move |episode| episode.attitude == attitude));
        Self { attitudes: Attitude::ALL.map(of), episodes }
    }

    /// Attitudes to be held against each other, in the order of [`PAIRS`].
    pub(super) fn pairs(&self) -> [(&Around, &Around); 3] {
        PAIRS.map(|(first, second)| (&self.attitudes[first as usize], &self.attitudes[second as usize]))
    }

    /// Everybody but the detractors.
    pub(super) fn others(&self) -> Around {
        Around::of(self.episodes.iter().filter(|episode| episode.attitude != Attitude::Detractor))
    }

    /// Attitude, behaviour and what these customers did; where an attitude stands alone, with its number.
    pub(super) fn rows(&self) -> Vec<(&'static str, &'static str, Around, Option<usize>)> {
        let alone = Attitude::ALL.into_iter().zip(&self.attitudes).enumerate();
        let mut rows: Vec<_> =
            alone.map(|(at, (attitude, around))| (attitude.name(), "(all)", around.clone(), Some(at))).collect();
        for (quadrant, promoter, repeats) in
            [("true", true, true), ("latent", true, false), ("spurious", false, true), ("none", false, false)]
        {
            let own = |episode: &&Episode| {
                (episode.attitude == Attitude::Promoter) == promoter && episode.repeats == Some(repeats)
            };
            let around = Around::of(self.episodes.iter().filter(own));
            rows.push((if promoter { "promoter" } else { "others" }, quadrant, around, None));
        }
        rows
    }
}

/// One group: its name, its customers, and what is compared within it.
pub(super) struct Group {
    /// One label per column.
    pub(super) label: Vec<Option<String>>,
    /// What its customers did.
    pub(super) counted: Counted,
    /// The attitudes against each other.
    pub(super) pairs: Vec<Compared>,
    /// What its detractors would have brought in more.
    pub(super) at_risk: AtRisk,
}

/// Every group, in natural order; p-values are corrected for the comparisons of all groups together.
pub(super) fn groups(shop: &Shop<'_>, by: &By, replies: &[Reply], episodes: &[Episode]) -> Vec<Group> {
    if by.is_empty() {
        return vec![];
    }
    let lookup = Lookup::new(by, shop.taken);
    let mut members: BTreeMap<Vec<Option<String>>, Vec<Episode>> = BTreeMap::new();
    for (reply, episode) in replies.iter().zip(episodes) {
        members.entry(lookup.labels(reply.code, Some(reply.place))).or_default().push(*episode);
    }
    let sorted = sizes::in_order(by, members.into_iter().collect(), |(label, members)| Standing {
        label: label.clone(),
        window: None,
        size: members.len() as u64,
    });
    let counted: Vec<_> =
        sorted.into_iter().map(|(label, members)| (by.label(None, &label), Counted::of(members))).collect();
    let (scale, confidence) = (shop.ledger().scale, shop.confidence);
    let asked: Vec<(&Around, &Around)> = counted.iter().flat_map(|(_, counted)| counted.pairs()).collect();
    let pairs = compared(&asked, shop.ledger().has_amounts.then_some(scale), &shop.draws, confidence);
    let risks: Vec<AtRisk> = counted
        .iter()
        .map(|(_, counted)| at_risk(&counted.attitudes[2], &counted.others(), scale, &shop.draws, confidence))
        .collect();
    let found = pairs.chunks(PAIRS.len()).map(<[Compared]>::to_vec).zip(corrected(risks));
    let group = |((label, counted), (pairs, at_risk))| Group { label, counted, pairs, at_risk };
    counted.into_iter().zip(found.collect::<Vec<_>>()).map(group).collect()
}

/// The revenue at risk of every group, its p-values corrected for all of them.
fn corrected(mut risks: Vec<AtRisk>) -> Vec<AtRisk> {
    let p: Vec<f64> = risks.iter().filter_map(|risk| risk.net).map(|net| net.p).collect();
    let found = risks.iter_mut().filter_map(|risk| risk.net.as_mut());
    found.zip(holm(&p)).for_each(|(net, p)| net.p = p);
    risks
}
