//! Sections that are long, or take their time: a report has them where they are asked for by name.

use super::grouped;
use crate::answer::{Answer, Warning};
use crate::commands::shop::Shop;
use crate::commands::{forecast, retention, rfm};
use anyhow::Result;

/// A question about purchases whose answer may have several parts.
type InParts = fn(&Shop<'_>, &forecast::Terms) -> Result<Result<Vec<Answer>, Warning>>;

/// The sections, in their order.
pub(super) const SECTIONS: [(&str, InParts); 3] = [
    ("cohorts", |shop, _| match shop.by.period() {
        None if !shop.by.is_empty() => Ok(Err(grouped(shop))),
        _ => Ok(retention::by_cohort(shop)?.map(one)),
    }),
    ("concentration", |shop, _| alone(shop, |shop| Ok(rfm::concentrated(shop)?.map(one)))),
    ("forecast", |shop, terms| alone(shop, |shop| forecast::answer(shop, terms))),
];

fn one(answer: Answer) -> Vec<Answer> {
    vec![answer]
}

/// Asks a question that has groups of its own, or none.
fn alone(
    shop: &Shop<'_>,
    ask: impl FnOnce(&Shop<'_>) -> Result<Result<Vec<Answer>, Warning>>,
) -> Result<Result<Vec<Answer>, Warning>> {
    if shop.by.is_empty() { ask(shop) } else { Ok(Err(grouped(shop))) }
}
