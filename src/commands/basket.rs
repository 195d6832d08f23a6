//! `loyalty basket`.

use super::Usage;
use super::asking::{Found, OfPurchases, of_purchases};
use super::compare::compared_windows;
use super::desk::Desk;
use super::link::days;
use super::shop::{SMALL, Shop, narrow, nothing, small};
use super::window::Usual;
use crate::answer::column::{Column, Sheet, Unit};
use crate::answer::people::People;
use crate::answer::value::Value;
use crate::answer::{Answer, Record, Verdict, Warning};
use crate::config::comparing::Comparing;
use crate::input::Inputs;
use crate::input::request::Wanted;
use crate::input::roles::{Kind, Role};
use crate::ledger::money::Money;
use crate::ledger::ratio::Ratio;
use crate::ledger::window::Window;
use crate::metrics::basket::{Basket, MOST, Step, Terms as Rules, basket};
use anyhow::{Result, bail};
use clap::Args as Flags;

/// How order value and breadth grow with the number of the purchase, and how many customers buy from a second category.
///
/// Customers who come often are others than those who come once, so the same customers' first purchase stands beside; it does not prove
/// that an offer made anyone buy more.
#[derive(Debug, Flags)]
#[command(after_help = "Examples:
  loyalty basket fixtures/corner-shop/orders.csv
  loyalty basket fixtures/corner-shop/orders.csv --within 90d --year 2024
  loyalty basket fixtures/corner-shop/orders.csv --year 2025 --compare previous
  loyalty basket orders.csv --map category=\"Product group\"")]
pub(super) struct Args {
    #[command(flatten)]
    common: OfPurchases,
    #[command(flatten)]
    comparing: Comparing,
    #[command(flatten)]
    terms: Terms,
}

/// Flags of the metric itself.
#[derive(Debug, Clone, Default, Flags)]
pub(super) struct Terms {
    /// How many days after the first purchase a second category counts, such as 180d
    #[arg(long, value_name = "DAYS", default_value = "365d", help_heading = "Orders")]
    within: String,
}

/// The columns of the answer.
pub(super) const SHEET: Sheet = Sheet {
    command: "basket",
    definition: "gross of the purchases of a number / their count; customers with two or more categories by that purchase / customers who reached it",
    headline: "average_order_value",
    columns: &[
        Column::new("purchase_number", Unit::Count),
        Column::new("orders", Unit::Count),
        Column::new("average_order_value", Unit::MoneyPer)
            .between("average_order_value_low", "average_order_value_high"),
        Column::quiet("average_order_value_low", Unit::MoneyPer),
        Column::quiet("average_order_value_high", Unit::MoneyPer),
        Column::new("above_first", Unit::MoneyPer).between("above_first_low", "above_first_high"),
        Column::quiet("above_first_low", Unit::MoneyPer),
        Column::quiet("above_first_high", Unit::MoneyPer),
        Column::new("categories_per_customer", Unit::Number),
        Column::quiet("second_category_customers", Unit::Count),
        Column::new("second_category_rate", Unit::Share)
            .of("second_category_customers", "orders")
            .between("second_category_rate_low", "second_category_rate_high"),
        Column::quiet("second_category_rate_low", Unit::Share),
        Column::quiet("second_category_rate_high", Unit::Share),
        Column::new("eligible", Unit::Count),
        Column::new("waiting", Unit::Count),
        Column::quiet("second_within", Unit::Count),
        Column::new("second_within_rate", Unit::Share)
            .of("second_within", "eligible")
            .between("second_within_rate_low", "second_within_rate_high"),
        Column::quiet("second_within_rate_low", Unit::Share),
        Column::quiet("second_within_rate_high", Unit::Share),
    ],
    people: People::of(&[&["orders"], &["eligible", "waiting"]]).named(&["purchase_number"]).overlapping(),
};

pub(super) fn run(args: &Args, desk: &mut Desk<'_>) -> Result<Verdict> {
    days("--within", &args.terms.within)?;
    if let Some(by) = &args.common.window.by {
        bail!(Usage(format!("--by {by}: purchases are grouped by their number; narrow them with --from and --to")));
    }
    let also = |inputs: &Inputs, _: &_, wanted: &mut Wanted| {
        also_wanted(inputs, wanted);
        Ok(())
    };
    of_purchases("basket", &args.common, desk, also, |shop| {
        compared_windows(shop, &args.comparing, &["purchase_number"], |shop| answer(shop, &args.terms))
    })
}

/// The category, where there is one.
pub(super) fn also_wanted(inputs: &Inputs, wanted: &mut Wanted) {
    if let Some(category) = inputs.column(Kind::Transactions, Role::Category.name()) {
        wanted.orders.push(category);
        wanted.bands.push(vec![]);
    }
}

/// The answer of the question.
pub(super) fn answer(shop: &Shop<'_>, terms: &Terms) -> Result<Found> {
    if !shop.ledger().has_amounts {
        return Ok(Err(Warning::new("no-amount", [])));
    }
    let within = days("--within", &terms.within)?;
    let column = category(shop);
    let mut window = shop.window(Usual::All)?;
    window.to = window.to.min(shop.as_of);
    let rules = Rules { column, window, as_of: shop.as_of, within, merge_days: shop.merge_days };
    let found = basket(shop.ledger(), &rules);
    if found.orders == 0 {
        return Ok(Err(nothing(window)));
    }
    let steps = found.steps.iter().enumerate().filter(|(_, step)| step.orders > 0);
    let records = steps.map(|(number, step)| record(shop, window, number, step, column.is_some())).collect();
    let mut parameters = shop.parameters(window);
    if column.is_some() {
        parameters.push(("second_within_days", Value::Count(within as u64)));
    }
    parameters.extend(Shop::bootstrap());
    let mut warnings = shop.warnings(window);
    warnings.extend(small(found.customers));
    warnings.extend(found.steps.iter().map(|step| step.orders).filter(|orders| *orders > 0).min().and_then(narrow));
    if column.is_none() {
        warnings.push(Warning::new("no-category", []));
    }
    let later: u64 = found.orders - found.steps.iter().map(|step| step.orders).sum::<u64>();
    if later > 0 {
        warnings.push(Warning::new("basket-later", [("count", later.to_string()), ("most", MOST.to_string())]));
    }
    Ok(Ok(Answer {
        sheet: &SHEET,
        parameters,
        dimensions: vec![],
        set_aside: shop.set_aside(window, shop.no_purchases(window)),
        warnings,
        summary: whole(shop, window, &found, column.is_some()),
        records,
    }))
}

/// Where the category stands among the wanted columns.
fn category(shop: &Shop<'_>) -> Option<usize> {
    let accounts = shop.taken.accounts.iter().flat_map(|account| &account.columns);
    let names: Vec<&String> =
        accounts.filter(|(role, _)| *role == Role::Category.name()).map(|(_, name)| name).collect();
    shop.ledger().dimensions.columns.iter().position(|column| names.contains(&&column.name))
}

fn whole(shop: &Shop<'_>, window: Window, found: &Basket, categories: bool) -> Record {
    let interval = found.second_within_interval(shop.confidence);
    let mut values = vec![Value::Missing; SHEET.columns.len()];
    values[1] = found.orders.into();
    values[2] = Ratio::per(Money::new(found.value, shop.ledger().scale), found.orders).into();
    if !categories {
        return shop.record(vec![], window, values, found.customers < SMALL);
    }
    let last: [Value; 6] = [
        found.eligible.into(),
        found.waiting.into(),
        found.second_within.into(),
        found.second_within_rate().into(),
        interval.map(|i| i.low).into(),
        interval.map(|i| i.high).into(),
    ];
    values.truncate(SHEET.columns.len() - last.len());
    values.extend(last);
    shop.record(vec![], window, values, found.eligible < SMALL)
}

fn record(shop: &Shop<'_>, window: Window, number: usize, step: &Step, categories: bool) -> Record {
    let (scale, confidence) = (shop.ledger().scale, shop.confidence);
    let value = step.value_interval(scale, &shop.draws, confidence);
    // The first purchase is not above itself.
    let above = (number > 0).then(|| step.above_first(scale)).flatten();
    let range = above.and_then(|_| step.above_first_interval(scale, &shop.draws, confidence));
    let second = step.second_interval(confidence);
    let mut values = vec![
        Value::Count(number as u64 + 1),
        step.orders.into(),
        step.average_order_value(scale).into(),
        value.map(|i| i.low).into(),
        value.map(|i| i.high).into(),
        above.into(),
        range.map(|i| i.low).into(),
        range.map(|i| i.high).into(),
    ];
    let of_categories: [Value; 5] = [
        step.categories_per_customer().into(),
        step.second.into(),
        step.second_category_rate().into(),
        second.map(|i| i.low).into(),
        second.map(|i| i.high).into(),
    ];
    if categories {
        values.extend(of_categories);
    }
    values.resize(SHEET.columns.len(), Value::Missing);
    shop.record(vec![], window, values, step.orders < SMALL)
}
