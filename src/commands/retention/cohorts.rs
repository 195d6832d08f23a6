//! `loyalty retention --cohorts`.

use crate::answer::column::{Column, Sheet, Unit};
use crate::answer::people::People;
use crate::answer::value::Value;
use crate::answer::{Answer, Record, Warning};
use crate::commands::Usage;
use crate::commands::asking::Found;
use crate::commands::shop::{SMALL, Shop, nothing};
use crate::commands::window::Usual;
use crate::ledger::scan::{Split, scan};
use crate::ledger::window::{Period, Window};
use crate::metrics::cohorts::{Cell, CohortsTally};
use crate::metrics::quiet::is_over;
use anyhow::{Result, bail};

/// The columns of the answer; `render` shows them as a triangle, a row for each cohort.
pub(super) const SHEET: Sheet = Sheet {
    command: "retention",
    definition: "customers of the cohort with a purchase in the period of that age / customers of the cohort, where the period is over",
    headline: "cohort_rate",
    columns: &[
        Column::new("cohort", Unit::Text),
        Column::new("age", Unit::Count),
        Column::new("customers", Unit::Count),
        Column::quiet("eligible", Unit::Count),
        Column::new("retained", Unit::Count),
        Column::new("rate", Unit::Share).of("retained", "eligible").between("rate_low", "rate_high"),
        Column::quiet("rate_low", Unit::Share),
        Column::quiet("rate_high", Unit::Share),
    ],
    people: People::of(&[&["customers"]]).named(&["cohort"]).placed(&["age"]).pooled(),
};

/// A first cohort above this share of all customers is hardly one of newcomers.
const LARGE: f64 = 0.3;

/// The answer of the question.
pub(super) fn answer(shop: &Shop<'_>) -> Result<Found> {
    if shop.by.parts.len() > 1 || (!shop.by.is_empty() && shop.by.period().is_none()) {
        let by = shop.by.text.clone().unwrap_or_default();
        bail!(Usage(format!("--by {by}: cohorts are periods; use day, week, month, quarter or year")));
    }
    let period = shop.by.period().unwrap_or(Period::Month);
    let window = shop.window(Usual::All)?;
    let data = Window { from: shop.first, to: shop.as_of };
    let periods = period.across(data);
    let mature = periods.iter().filter(|period| is_over(**period, shop.as_of, shop.quiet)).count();
    let frame = shop.frame(vec![data], Split::Whole);
    let mut found = scan(shop.ledger(), &frame, shop.threads, |slots| CohortsTally::new(slots, &periods, mature));
    let Some(mut cohorts) = found.pop() else { return Ok(Err(nothing(window))) };
    let everyone: u64 = cohorts.cells.iter().filter_map(|cells| cells.first()).map(|cell| cell.customers).sum();
    let first = cohorts.cells.first().and_then(|cells| cells.first()).map_or(0, |cell| cell.customers);
    for (cells, period) in cohorts.cells.iter_mut().zip(&periods) {
        if period.to < window.from || period.from > window.to || cells.first().is_none_or(|cell| cell.customers == 0) {
            cells.clear();
        }
    }
    let together = cohorts.together();
    let Some(headline) = together.get(1).or(together.first()) else { return Ok(Err(nothing(window))) };
    let mut records = vec![];
    for (cells, cohort) in cohorts.cells.iter().zip(&periods) {
        let name = period.name(*cohort);
        records.extend(cells.iter().enumerate().map(|(age, cell)| record(shop, Some(&name), age, *cohort, cell, true)));
    }
    records
        .extend(together.iter().enumerate().map(|(age, cell)| record(shop, Some("(all)"), age, window, cell, false)));
    let age = usize::from(together.len() > 1);
    let mut parameters = shop.parameters(window);
    parameters.push(("interval", Value::text("wilson")));
    parameters.push(shop.history());
    let mut warnings = shop.warnings(window);
    warnings.extend(shop.newcomers(window).into_iter().filter(|said| said.code == "history-assumed"));
    if first as f64 > LARGE * everyone as f64 && periods.len() > 1 {
        let share = format!("{}", first as f64 / everyone as f64);
        warnings.push(Warning::new("first-cohort-large", [("share", share)]));
    }
    Ok(Ok(Answer {
        sheet: &SHEET,
        parameters,
        dimensions: vec![],
        set_aside: shop.set_aside(window, shop.no_purchases(window).into_iter().chain([shop.older()])),
        warnings,
        summary: record(shop, None, age, window, headline, false),
        records: records.into(),
    }))
}

/// One cell. All cohorts together are shown without an interval: the same customers stand in every age.
fn record(shop: &Shop<'_>, cohort: Option<&str>, age: usize, window: Window, cell: &Cell, own: bool) -> Record {
    let interval = cell.interval(shop.confidence).filter(|_| own);
    let values = vec![
        cohort.map_or(Value::Missing, Value::text),
        Value::Count(age as u64),
        cell.customers.into(),
        cell.eligible.map_or(Value::Missing, Value::Count),
        cell.retained.map_or(Value::Missing, Value::Count),
        cell.rate().into(),
        interval.map(|i| i.low).into(),
        interval.map(|i| i.high).into(),
    ];
    let record = shop.record(vec![], window, values, own && cell.customers < SMALL);
    // What is complete or not is the period of this age.
    let complete = cell.eligible.is_some();
    let warnings = record.warnings.into_iter().filter(|code| *code != "incomplete-window");
    let warnings = warnings.chain((!complete).then_some("incomplete-window")).collect();
    Record { complete: Some(complete), warnings, ..record }
}
