//! Every formula at once, by name, for whoever looks for the one behind a number.

use super::{Terms, YearsFlag, decided, lifespan_name, method_name};
use crate::commands::shop::Shop;
use crate::ledger::ratio::Ratio;
use crate::ledger::window::Window;
use crate::metrics::ltv::{Ltv, LtvTally};
use anyhow::Result;

/// The value by every method, lifespan and kind of year, without costs; each under its names.
pub(in crate::commands) fn tried(shop: &Shop<'_>, window: Window) -> Result<Vec<(Vec<&'static str>, Option<Ratio>)>> {
    let mut all = vec![];
    for (years, named) in [(YearsFlag::Calendar, None), (YearsFlag::Rolling, Some("rolling years"))] {
        let decided = decided(shop, &Terms { years, ..Terms::default() }, window)?;
        let found: Option<Ltv> = shop.whole(window, |slots| LtvTally::new(slots, shop.ledger(), &decided));
        let Some(found) = found.filter(|ltv| ltv.sums.customers > 0) else { continue };
        for record in found.records(&shop.draws, shop.confidence) {
            let lifespan = record.lifespan.map(lifespan_name);
            all.push(([method_name(record.method)].into_iter().chain(lifespan).chain(named).collect(), record.ltv));
        }
    }
    Ok(all)
}
