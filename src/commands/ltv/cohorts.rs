//! `loyalty ltv --by cohort`: what customers are worth by the period of their first purchase.

use super::{SHEET, Terms, chosen, decided, row};
use crate::answer::value::Value;
use crate::answer::{Answer, Record as Row, Warning};
use crate::commands::Usage;
use crate::commands::asking::Found;
use crate::commands::shop::{Shop, nothing};
use crate::commands::window::Usual;
use crate::ledger::window::Period;
use crate::metrics::by_cohort::ByCohort;
use crate::metrics::ltv::LtvTally;
use anyhow::{Result, bail};

/// The period of cohorts that a grouping names: years, or quarters and months as `cohort:quarter`.
pub(super) fn named(by: Option<&str>) -> Result<Option<Period>> {
    Ok(Some(match by {
        Some("cohort" | "cohort:year") => Period::Year,
        Some("cohort:quarter") => Period::Quarter,
        Some("cohort:month") => Period::Month,
        Some(other) if other.starts_with("cohort:") => {
            bail!(Usage(format!("--by {other}: cohorts are by year, quarter or month, such as cohort:quarter")))
        }
        Some(_) | None => return Ok(None),
    }))
}

/// The answer of the question.
pub(super) fn answer(shop: &Shop<'_>, terms: &Terms, period: Period) -> Result<Found> {
    let whole = match super::answer(shop, terms)? {
        Ok(answer) => answer,
        Err(why) => return Ok(Err(why)),
    };
    let window = shop.window(Usual::All)?;
    let decided = decided(shop, terms, window)?;
    let cohorts = period.across(window);
    let ledger = shop.ledger();
    let fresh = |_| ByCohort::new(cohorts.clone(), LtvTally::new(cohorts.len(), ledger, &decided));
    let Some(found) = shop.whole(window, fresh) else { return Ok(Err(nothing(window))) };
    let groups = cohorts.iter().zip(&found).filter(|(_, ltv)| ltv.sums.customers > 0);
    let records: Vec<Row> = groups
        .flat_map(|(cohort, ltv)| {
            let label = vec![Some(period.name(*cohort))];
            let estimates = chosen(ltv, shop, terms);
            estimates.iter().map(|estimate| row(shop, label.clone(), window, estimate)).collect::<Vec<_>>()
        })
        .collect();
    let mut parameters = whole.parameters;
    parameters.push(("by", Value::text("cohort")));
    let mut warnings = whole.warnings;
    warnings.push(Warning::new("young-cohorts", []));
    Ok(Ok(Answer {
        sheet: &SHEET,
        parameters,
        dimensions: vec!["cohort".to_owned()],
        set_aside: whole.set_aside,
        warnings,
        summary: whole.summary,
        records: records.into(),
    }))
}
