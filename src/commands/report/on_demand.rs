//! Sections that are long, or take their time: pages and workbooks have them, for those are looked through; elsewhere a report has them
//! where they are asked for by name.

use super::grouped;
use crate::answer::{Answer, Warning};
use crate::commands::by::{By, Part};
use crate::commands::desk::forms;
use crate::commands::shop::Shop;
use crate::commands::window::{self, Usual};
use crate::commands::{forecast, retention, rfm};
use crate::config::comparing::Comparing;
use crate::config::output::Output;
use crate::config::window::Window as Flags;
use crate::ledger::window::{Period, Window};
use crate::render::Format;
use anyhow::Result;

/// A question about purchases whose answer may have several parts.
type InParts = fn(&Shop<'_>, &forecast::Terms, &Comparing) -> Result<Result<Vec<Answer>, Warning>>;

/// A section, and the one that it stands behind.
pub(super) struct OnDemand {
    /// The name.
    pub(super) name: &'static str,
    /// The section before it.
    pub(super) after: &'static str,
    /// Whether it counts customers and adds no money.
    pub(super) counts: bool,
    /// The question.
    pub(super) ask: InParts,
}

/// The sections, in their order.
pub(super) const SECTIONS: [OnDemand; 3] = [
    OnDemand {
        name: "cohorts",
        after: "retention",
        counts: true,
        ask: |shop, _, _| match shop.by.period() {
            None if !shop.by.is_empty() => Ok(Err(grouped(shop))),
            _ => cohorts(shop),
        },
    },
    OnDemand {
        name: "forecast",
        after: "ltv",
        counts: false,
        ask: |shop, terms, _| alone(shop, |shop| forecast(shop, terms)),
    },
    OnDemand {
        name: "concentration",
        after: "rfm",
        counts: false,
        ask: |shop, _, comparing| alone(shop, |shop| concentration(shop, comparing)),
    },
];

/// A window of fewer days is too short for what these sections tell: they look at the time that it ends.
const SHORT: i32 = 92;

/// Cohorts by month, up to so many of them; more than that are told by quarter, which fit a page side by side.
const MONTHS: usize = 13;

/// Whether anything that is written is looked through.
pub(super) fn is_looked_through(output: &Output) -> Result<bool> {
    Ok(forms(output)?.into_iter().any(Format::is_looked_through))
}

/// The forecast; its picture over the weeks stands with the comparison that it is about.
fn forecast(shop: &Shop<'_>, terms: &forecast::Terms) -> Result<Result<Vec<Answer>, Warning>> {
    Ok(forecast::answer(shop, terms)?.map(|mut parts| {
        let at = |parts: &[Answer], command: &str| parts.iter().position(|part| part.sheet.command == command);
        if let (Some(held), Some(weeks)) = (at(&parts, "holdout"), at(&parts, "tracking"))
            && held < weeks
        {
            let weeks = parts.remove(weeks);
            parts.insert(held + 1, weeks);
        }
        parts
    }))
}

fn cohorts(shop: &Shop<'_>) -> Result<Result<Vec<Answer>, Warning>> {
    let window = shop.window(Usual::All)?;
    let flags = if is_short(shop, window) { up_to(shop, window) } else { shop.flags.clone() };
    let data = Window { from: shop.first, to: shop.as_of };
    let by = match shop.by.period() {
        None if Period::Month.across(data).len() > MONTHS => {
            By { parts: vec![Part::Period(Period::Quarter)], text: Some("quarter".to_owned()), ..By::default() }
        }
        _ => shop.by.clone(),
    };
    Ok(retention::by_cohort(&shop.at(&flags, by))?.map(one))
}

fn concentration(shop: &Shop<'_>, comparing: &Comparing) -> Result<Result<Vec<Answer>, Warning>> {
    if comparing.compare.is_some() {
        return Ok(rfm::concentrated_beside(shop, comparing)?.map(one));
    }
    let window = shop.window(Usual::All)?;
    let flags = if is_short(shop, window) {
        let from = window::year_to(window.to).from.max(shop.first);
        Flags { from: Some(from.to_string()), ..up_to(shop, window) }
    } else {
        shop.flags.clone()
    };
    Ok(rfm::concentrated(&shop.at(&flags, By::default()))?.map(one))
}

/// Whether a window was chosen that is too short for these questions.
fn is_short(shop: &Shop<'_>, window: Window) -> bool {
    window::is_named(shop.flags) && window.days() < SHORT
}

/// Everything up to the end of a window.
fn up_to(shop: &Shop<'_>, window: Window) -> Flags {
    Flags { to: Some(window.to.to_string()), as_of: shop.flags.as_of.clone(), ..Flags::default() }
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
