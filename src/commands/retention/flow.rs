//! `loyalty retention --flow`.

use crate::answer::column::{Column, Sheet, Unit};
use crate::answer::people::People;
use crate::answer::value::Value;
use crate::answer::{Answer, Record, Warning};
use crate::commands::Usage;
use crate::commands::asking::Found;
use crate::commands::shop::{SMALL, Shop, nothing, small};
use crate::commands::window::Usual;
use crate::ledger::scan::{Split, scan};
use crate::ledger::window::Window;
use crate::metrics::flow::{Everyone, FlowTally, Step};
use crate::metrics::lapse::{Lapse, LapseTally};
use anyhow::{Result, bail};

/// The columns of the answer.
pub(super) const SHEET: Sheet = Sheet {
    command: "retention",
    definition: "bought again within D days / customers whose purchase of that number lies at least D days back",
    headline: "conversion_rate",
    columns: &[
        Column::new("purchase_number", Unit::Count),
        Column::new("reached", Unit::Count),
        Column::new("converted", Unit::Count),
        Column::new("waiting", Unit::Count),
        Column::new("lapsed", Unit::Count),
        Column::new("conversion_rate", Unit::Share)
            .of("converted_in_time", "eligible")
            .between("conversion_rate_low", "conversion_rate_high"),
        Column::quiet("conversion_rate_low", Unit::Share),
        Column::quiet("conversion_rate_high", Unit::Share),
        Column::quiet("eligible", Unit::Count),
        Column::quiet("converted_in_time", Unit::Count),
        Column::new("returned_after_lapse", Unit::Count),
        Column::quiet("customers", Unit::Count),
        Column::quiet("lapsed_customers", Unit::Count),
        Column::quiet("eligible_customers", Unit::Count),
        Column::quiet("churn_rate", Unit::Share)
            .of("lapsed_customers", "eligible_customers")
            .between("churn_rate_low", "churn_rate_high"),
        Column::quiet("churn_rate_low", Unit::Share),
        Column::quiet("churn_rate_high", Unit::Share),
    ],
    people: People::of(&[&["reached"]]).named(&["purchase_number"]),
};

/// The answer of the question.
pub(super) fn answer(shop: &Shop<'_>, lapse: Option<&str>) -> Result<Found> {
    if let Some(by) = &shop.by.text {
        bail!(Usage(format!("--by {by}: --flow follows all customers; narrow the data with --from and --to")));
    }
    let named = lapse.map(super::days).transpose()?;
    let window = shop.window(Usual::All)?;
    let data = Window { from: shop.first, to: shop.as_of };
    let frame = shop.frame(vec![data], Split::Whole);
    let rhythm = shop.whole(data, |slots| LapseTally::new(slots, shop.as_of).after(named)).flatten();
    let days = named.or(rhythm.map(|lapse| lapse.days));
    let fresh = |slots| FlowTally::new(slots, window, shop.as_of, days);
    let Some(flow) = scan(shop.ledger(), &frame, shop.threads, fresh).pop() else { return Ok(Err(nothing(window))) };
    let seen: Vec<(usize, &Step)> = flow.steps.iter().enumerate().filter(|(_, step)| step.reached > 0).collect();
    let Some(&(number, first)) = seen.first() else { return Ok(Err(nothing(window))) };
    let mut parameters = shop.parameters(window);
    parameters.push(("interval", Value::text("wilson")));
    parameters.push(("counted", Value::text(if shop.merge_days { "purchase days" } else { "orders" })));
    parameters.push(shop.history());
    if let Some(days) = days {
        parameters.push(("lapse_days", Value::Count(u64::from(days))));
        parameters.push(("lapse_source", Value::text(if named.is_some() { "named" } else { "data" })));
    }
    let mut warnings = shop.warnings(window);
    warnings.extend(shop.newcomers(shop.first_quarter()));
    warnings.extend(small(first.reached));
    warnings.push(rhythm.map_or_else(|| Warning::new("no-rhythm", []), |lapse| back_test(&lapse)));
    warnings.extend(days.and_then(|days| churned(&flow.everyone, days)));
    Ok(Ok(Answer {
        sheet: &SHEET,
        parameters,
        dimensions: vec![],
        set_aside: shop.set_aside(window, shop.no_purchases(window).into_iter().chain([shop.older()])),
        warnings,
        summary: with_everyone(record(shop, window, number, first, days.is_some()), shop, &flow.everyone),
        records: seen.iter().map(|(number, step)| record(shop, window, *number, step, days.is_some())).collect(),
    }))
}

/// How many have left, of all.
fn churned(everyone: &Everyone, days: u32) -> Option<Warning> {
    let rate = everyone.churn_rate()?;
    let counts = [("count", everyone.lapsed), ("eligible", everyone.eligible), ("days", u64::from(days))];
    let facts = counts.map(|(name, count)| (name, count.to_string()));
    Some(Warning::new("churn-by-rule", facts.into_iter().chain([("share", rate.to_string())])))
}

/// The first purchase number with what is told of all customers together.
fn with_everyone(mut record: Record, shop: &Shop<'_>, everyone: &Everyone) -> Record {
    let interval = everyone.interval(shop.confidence);
    let ruled = |count: u64| if everyone.eligible > 0 { Value::Count(count) } else { Value::Missing };
    let own = record.values.len() - ALL_TOGETHER;
    record.values.truncate(own);
    record.values.extend([
        everyone.customers.into(),
        ruled(everyone.lapsed),
        ruled(everyone.eligible),
        everyone.churn_rate().into(),
        interval.map(|i| i.low).into(),
        interval.map(|i| i.high).into(),
    ]);
    record
}

/// How many columns tell of all customers together; in the rows they stay blank.
const ALL_TOGETHER: usize = 6;

/// How the limit has done on the data so far.
fn back_test(lapse: &Lapse) -> Warning {
    let share = lapse.back_test().map_or(String::new(), |share| share.to_string());
    let facts = [("days", lapse.days.to_string()), ("share", share), ("count", lapse.silent.to_string())];
    Warning::new("lapse-back-test", facts)
}

fn record(shop: &Shop<'_>, window: Window, number: usize, step: &Step, ruled: bool) -> Record {
    let interval = step.interval(shop.confidence);
    let ruled = |count: u64| if ruled { Value::Count(count) } else { Value::Missing };
    let mut values = vec![
        Value::Count(number as u64 + 1),
        step.reached.into(),
        step.converted.into(),
        step.waiting().into(),
        ruled(step.lapsed),
        step.conversion_rate().into(),
        interval.map(|i| i.low).into(),
        interval.map(|i| i.high).into(),
        ruled(step.eligible),
        ruled(step.converted_in_time),
        ruled(step.returned_after_lapse),
    ];
    values.extend([const { Value::Missing }; ALL_TOGETHER]);
    shop.record(vec![], window, values, step.reached < SMALL)
}
