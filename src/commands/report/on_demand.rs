//! Sections that are long, or take their time: a report has them where they are asked for by name.

use super::grouped;
use crate::answer::{Answer, Warning};
use crate::commands::desk::Desk;
use crate::commands::shop::Shop;
use crate::commands::{forecast, retention, rfm};
use crate::config::comparing::Comparing;
use anyhow::Result;

/// A question about purchases whose answer may have several parts.
type InParts = fn(&Shop<'_>, &OnDemand, &Comparing) -> Result<Result<Vec<Answer>, Warning>>;

/// The sections, in their order.
pub(super) const SECTIONS: [(&str, InParts); 5] = [
    ("retention", |shop, terms, comparing| Ok(retention::beside(shop, &terms.retention, comparing)?.map(one))),
    ("cohorts", |shop, _, _| match shop.by.period() {
        None if !shop.by.is_empty() => Ok(Err(grouped(shop))),
        _ => Ok(retention::by_cohort(shop)?.map(one)),
    }),
    ("rfm", |shop, terms, _| alone(shop, |shop| Ok(rfm::answer(shop, &terms.rfm)?.map(one)))),
    ("concentration", |shop, _, _| alone(shop, |shop| Ok(rfm::concentrated(shop)?.map(one)))),
    ("forecast", |shop, terms, _| alone(shop, |shop| forecast::answer(shop, &terms.forecast))),
];

/// Under which terms they are asked.
pub(super) struct OnDemand {
    retention: retention::Terms,
    rfm: rfm::Terms,
    forecast: forecast::Terms,
}

impl OnDemand {
    /// The usual ones, unless the file of settings says otherwise.
    pub(super) fn of(desk: &Desk<'_>) -> Result<Self> {
        Ok(Self { retention: desk.terms("retention")?, rfm: desk.terms("rfm")?, forecast: desk.terms("forecast")? })
    }
}

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
