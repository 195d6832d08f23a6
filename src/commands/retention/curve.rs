//! `loyalty retention --curve`.

use crate::answer::column::{Column, Sheet, Unit};
use crate::answer::people::People;
use crate::answer::value::Value;
use crate::answer::{Answer, Record};
use crate::commands::Usage;
use crate::commands::asking::Found;
use crate::commands::shop::{SMALL, Shop, nothing, small};
use crate::ledger::window::Window;
use crate::metrics::return_curve::{CurveTally, ReturnCurve};
use anyhow::{Result, bail};

/// The days that are shown.
const DAYS: [u32; 10] = [7, 14, 30, 60, 90, 120, 180, 270, 365, 730];

/// The columns of the answer.
pub(super) const SHEET: Sheet = Sheet {
    command: "retention",
    definition: "share of customers who bought again within so many days of their n-th purchase, by Kaplan-Meier: who has not had the time is still waiting, not lost",
    headline: "returned_rate",
    columns: &[
        Column::new("purchase_number", Unit::Count),
        Column::new("days", Unit::Count),
        Column::new("reached", Unit::Count),
        Column::new("at_risk", Unit::Count),
        Column::new("returned_rate", Unit::Share).between("returned_rate_low", "returned_rate_high"),
        Column::quiet("returned_rate_low", Unit::Share),
        Column::quiet("returned_rate_high", Unit::Share),
        Column::quiet("median_days", Unit::Count),
    ],
    people: People::of(&[&["reached"]]).named(&["purchase_number"]).placed(&["days"]),
};

/// The answer of the question.
pub(super) fn answer(shop: &Shop<'_>) -> Result<Found> {
    if let Some(by) = &shop.by.text {
        bail!(Usage(format!("--by {by}: --curve follows all customers; narrow the data with --from and --to")));
    }
    let window = Window { from: shop.first, to: shop.as_of };
    let Some(curves) = shop.whole(window, |slots| CurveTally::new(slots, shop.as_of)) else {
        return Ok(Err(nothing(window)));
    };
    if curves[0].reached == 0 {
        return Ok(Err(nothing(window)));
    }
    let numbered = curves.iter().enumerate();
    let records: Vec<Record> = numbered
        .flat_map(|(at, curve)| {
            let seen = DAYS.into_iter().filter(|&days| days <= curve.longest && curve.reached > 0);
            seen.map(move |days| (at + 1, curve, days))
        })
        .map(|(number, curve, days)| record(shop, window, number, curve, days))
        .collect();
    let mut parameters = shop.parameters(window);
    parameters.push(("interval", Value::text("log-log")));
    // A customer who buys twice on a day has not come back.
    parameters.push(("counted", Value::text("purchase days")));
    parameters.push(shop.history());
    let mut warnings = shop.warnings(window);
    warnings.extend(shop.newcomers(shop.first_quarter()));
    warnings.extend(small(curves[0].reached));
    let last = curves[0].longest;
    Ok(Ok(Answer {
        sheet: &SHEET,
        parameters,
        dimensions: vec![],
        set_aside: shop.set_aside(window, shop.no_purchases(window).into_iter().chain([shop.older()])),
        warnings,
        summary: record(shop, window, 1, &curves[0], last),
        records: records.into(),
    }))
}

fn record(shop: &Shop<'_>, window: Window, number: usize, curve: &ReturnCurve, days: u32) -> Record {
    let interval = curve.interval(days, shop.confidence);
    let values = vec![
        Value::Count(number as u64),
        Value::Count(u64::from(days)),
        curve.reached.into(),
        curve.at_risk(days).into(),
        curve.returned_rate(days).into(),
        interval.map(|i| i.low).into(),
        interval.map(|i| i.high).into(),
        curve.median_days().map_or(Value::Missing, |days| Value::Count(u64::from(days))),
    ];
    shop.record(vec![], window, values, curve.reached < SMALL)
}
