//! Names for scores: rules in order, of which the first that fits wins.
//!
//! - [`Preset::Grid`]: the eleven usual names, sharing out the grid of R and F without an overlap. Many notebooks have ten of them and
//!   call both of the lowest rows of R "Hibernating"; here the lowest of all is "Lost".
//! - [`Preset::Putler`]: the rules of the R package `rfm`, after Putler, over R, F and M. They overlap, so that "New Customers",
//!   "Promising" and "Can't Lose Them" are empty in any data: rules before them take all their scores. Who fits none is in "Others".
//! - [`Preset::Shopify`]: the names of Shopify's customer groups over the grid of R and F. Shopify tells in words what they mean
//!   ("very recent purchases, many orders, and the most spend") and not where they are cut, so the cuts are ours; customers without an
//!   order, whom it calls prospects, have no scores.
//! - [`Preset::Ranks`]: the grid of R and F with ranks from A (best) to E, as Japanese shops draw it.
//!
//! A segment without customers says whether it happens to be empty or whether earlier rules leave it nothing.

use super::{Rfm, SCORES, Score};
use std::borrow::Cow;

/// A set of rules.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Preset {
    /// Eleven segments over R and F.
    Grid,
    /// Ten segments over R, F and M, and others.
    Putler,
    /// Ten segments over R and F, with Shopify's names.
    Shopify,
    /// Twenty-five segments, R and F from A to E.
    Ranks,
}

/// Why a segment has customers, or has none.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum State {
    /// It has customers.
    Used,
    /// It could have, and has none.
    Empty,
    /// Earlier rules take all that it asks for.
    Shadowed,
}

/// The customers of a segment.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Segment {
    /// Its name.
    pub name: &'static str,
    /// The least and the largest score of R, F and M; none for those whom no rule fits.
    pub rule: Option<[(u8, u8); 3]>,
    /// Its customers.
    pub customers: u64,
    /// Their purchases.
    pub orders: u64,
    /// Their net, at the ledger's scale.
    pub net: i128,
    /// Why it has customers, or has none.
    pub state: State,
}

type Rule = (&'static str, [(u8, u8); 3]);

const ANY: (u8, u8) = (1, SCORES);

const GRID: [Rule; 11] = [
    ("Champions", [(5, 5), (4, 5), ANY]),
    ("Loyal", [(3, 4), (4, 5), ANY]),
    ("Potential Loyalist", [(4, 5), (2, 3), ANY]),
    ("New Customers", [(5, 5), (1, 1), ANY]),
    ("Promising", [(4, 4), (1, 1), ANY]),
    ("Need Attention", [(3, 3), (3, 3), ANY]),
    ("About To Sleep", [(3, 3), (1, 2), ANY]),
    ("Can't Lose Them", [(1, 2), (5, 5), ANY]),
    ("At Risk", [(1, 2), (3, 4), ANY]),
    ("Hibernating", [(2, 2), (1, 2), ANY]),
    ("Lost", [(1, 1), (1, 2), ANY]),
];

const PUTLER: [Rule; 10] = [
    ("Champions", [(4, 5), (4, 5), (4, 5)]),
    ("Loyal", [(2, 5), (3, 5), (3, 5)]),
    ("Potential Loyalist", [(3, 5), (1, 3), (1, 3)]),
    ("New Customers", [(4, 5), (1, 1), (1, 1)]),
    ("Promising", [(3, 4), (1, 1), (1, 1)]),
    ("Need Attention", [(2, 3), (2, 3), (2, 3)]),
    ("About To Sleep", [(2, 3), (1, 2), (1, 2)]),
    ("At Risk", [(1, 2), (2, 5), (2, 5)]),
    ("Can't Lose Them", [(1, 1), (4, 5), (4, 5)]),
    ("Lost", [(1, 2), (1, 2), (1, 2)]),
];

const SHOPIFY: [Rule; 10] = [
    ("Champions", [(5, 5), (4, 5), ANY]),
    ("Loyal", [(3, 4), (4, 5), ANY]),
    ("Active", [(4, 5), (2, 3), ANY]),
    ("New", [(5, 5), (1, 1), ANY]),
    ("Promising", [(4, 4), (1, 1), ANY]),
    ("Needs Attention", [(3, 3), (1, 3), ANY]),
    ("Previously Loyal", [(1, 2), (5, 5), ANY]),
    ("At Risk", [(1, 2), (3, 4), ANY]),
    ("Almost Lost", [(2, 2), (1, 2), ANY]),
    ("Dormant", [(1, 1), (1, 2), ANY]),
];

/// Names of the ranks, the best R first and in it the best F.
const RANKS: [&str; 25] = [
    "AA", "AB", "AC", "AD", "AE", "BA", "BB", "BC", "BD", "BE", "CA", "CB", "CC", "CD", "CE", "DA", "DB", "DC", "DD",
    "DE", "EA", "EB", "EC", "ED", "EE",
];

impl Preset {
    fn rules(self) -> Cow<'static, [Rule]> {
        match self {
            Self::Grid => Cow::Borrowed(&GRID),
            Self::Putler => Cow::Borrowed(&PUTLER),
            Self::Shopify => Cow::Borrowed(&SHOPIFY),
            Self::Ranks => {
                let rank = |at: usize| SCORES - at as u8;
                let rule = |(at, name): (usize, &&'static str)| {
                    let (recency, frequency) = (rank(at / 5), rank(at % 5));
                    (*name, [(recency, recency), (frequency, frequency), ANY])
                };
                RANKS.iter().enumerate().map(rule).collect()
            }
        }
    }
}

impl Preset {
    /// The number of the first segment that fits a score; where none does, one more than there are rules.
    pub fn segment(self, score: Score) -> usize {
        let rules = self.rules();
        rules.iter().position(|(_, rule)| fits(*rule, score)).unwrap_or(rules.len())
    }

    /// How many segments there are, with that of those whom no rule fits.
    pub fn segments(self) -> usize {
        self.rules().len() + 1
    }

    /// The name of a segment.
    pub fn name(self, segment: usize) -> &'static str {
        self.rules().get(segment).map_or("Others", |(name, _)| *name)
    }
}

fn fits(rule: [(u8, u8); 3], score: Score) -> bool {
    rule.into_iter().zip(score).all(|((least, most), score)| (least..=most).contains(&score))
}

/// Puts every customer into the first segment that fits.
pub fn segments(rfm: &Rfm, preset: Preset) -> Vec<Segment> {
    let rules = preset.rules();
    let first = |score: Score| rules.iter().position(|(_, rule)| fits(*rule, score)).unwrap_or(rules.len());
    let scores = || (1..=SCORES).flat_map(|r| (1..=SCORES).flat_map(move |f| (1..=SCORES).map(move |m| [r, f, m])));
    let mut reachable = vec![false; rules.len() + 1];
    scores().for_each(|score| reachable[first(score)] = true);
    let named = rules.iter().map(|(name, rule)| (*name, Some(*rule))).chain([("Others", None)]);
    let mut all: Vec<Segment> = named
        .zip(&reachable)
        .map(|((name, rule), reachable)| Segment {
            name,
            rule,
            customers: 0,
            orders: 0,
            net: 0,
            state: if *reachable { State::Empty } else { State::Shadowed },
        })
        .collect();
    for deeds in &rfm.customers {
        let segment = &mut all[first(rfm.score(deeds))];
        segment.customers += 1;
        segment.orders += u64::from(deeds.frequency);
        segment.net += deeds.monetary;
        segment.state = State::Used;
    }
    // Where the rules share out all scores, there are no others to be shown.
    all.retain(|segment| segment.rule.is_some() || segment.state != State::Shadowed);
    all
}
