//! `loyalty tiers --compare`: each level beside itself in another window, or beside all other levels.

use super::{Source, Terms, answer};
use crate::commands::asking::Found;
use crate::commands::by::{By, Part};
use crate::commands::compare::compared;
use crate::commands::shop::Shop;
use crate::config::comparing::Comparing;
use crate::input::roles::Kind;
use crate::ledger::scan::{Frame, Visit, scan};
use crate::metrics::repeat::{GapRule, sample};
use crate::metrics::sample::SampleTally;
use crate::metrics::tiers::{Basis, FIGURES};
use anyhow::Result;

/// The answer with its changes, where they are asked for. Rules make their levels anew in every window, so those have none.
pub(in crate::commands) fn beside(
    shop: &Shop<'_>,
    terms: &Terms,
    source: Option<&Source>,
    comparing: &Comparing,
) -> Result<Found> {
    let Some(Source::Column(basis, column, _)) = source.filter(|_| comparing.compare.is_some()) else {
        return answer(shop, terms, source);
    };
    let kind = if *basis == Basis::Today { Kind::Customers } else { Kind::Transactions };
    let periods: Vec<Part> = shop.by.parts.iter().filter(|part| matches!(part, Part::Period(_))).cloned().collect();
    if periods.len() < shop.by.parts.len() {
        return answer(shop, terms, source);
    }
    // To the comparison the levels are groups like others; their column was wanted first.
    let level = Part::Column { name: column.clone(), kind, first: false, cuts: vec![] };
    let text = shop.by.text.clone();
    let parts = periods.iter().cloned().chain([level]).collect();
    let grouped = shop.at(shop.flags, By { parts, text: text.clone(), ..By::default() });
    let ask = |shop: &Shop<'_>| {
        let periods = shop.by.parts.iter().filter(|part| matches!(part, Part::Period(_))).cloned().collect();
        answer(&shop.at(shop.flags, By { parts: periods, text: text.clone(), ..By::default() }), terms, source)
    };
    let adds = |visit: &Visit<'_>| sample::adds(visit, GapRule::Later);
    let gather = |frame: &Frame, pairs: &[(usize, usize)]| {
        scan(shop.ledger(), frame, shop.threads, |_| SampleTally::new(frame, pairs, &adds))
    };
    compared(&grouped, comparing, &FIGURES, &ask, &gather)
}
