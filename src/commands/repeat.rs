//! `loyalty repeat`.

use super::Usage;
use super::asking::{Found, OfPurchases, of_purchases};
use super::compare::compared;
use super::desk::Desk;
use super::shop::{SMALL, Shop, nothing};
use super::shown::Shown;
use super::window::Usual;
use crate::answer::column::{Column, Sheet, Unit};
use crate::answer::people::People;
use crate::answer::value::Value;
use crate::answer::{Answer, Verdict, Warning};
use crate::config::burn_in::BurnIn;
use crate::config::comparing::Comparing;
use crate::ledger::ratio::Ratio;
use crate::ledger::scan::{Frame, Split, Visit, scan};
use crate::ledger::window::Window;
use crate::metrics::repeat::{GapRule, Repeat, RepeatTally, sample as repeat_sample};
use crate::metrics::repeat_definitions::{Definition, DefinitionsTally};
use crate::metrics::sample::SampleTally;
use anyhow::{Result, bail};
use clap::{Args as Flags, ValueEnum};

/// How many customers come back: the share with two or more purchases in the window, with frequency, money and gaps.
///
/// "Repeat rate" has many definitions that differ by tens of points (--definitions shows them side by side), and none of them proves that
/// the others are lost: some have not had the time yet.
#[derive(Debug, Flags)]
#[command(after_help = "Examples:
  loyalty repeat fixtures/corner-shop/orders.csv
  loyalty repeat fixtures/corner-shop/orders.csv --by year
  loyalty repeat fixtures/corner-shop/orders.csv --definitions
  loyalty repeat fixtures/corner-shop/orders.csv --customers fixtures/corner-shop/customers.csv --by tier -f csv")]
pub(super) struct Args {
    #[command(flatten)]
    common: OfPurchases,
    #[command(flatten)]
    burn_in: BurnIn,
    #[command(flatten)]
    comparing: Comparing,
    #[command(flatten)]
    terms: Terms,
}

/// Flags of the metric itself.
#[derive(Debug, Clone, Default, Flags)]
pub(super) struct Terms {
    /// Which gaps belong to a window: those whose later purchase lies in it, or those with both purchases inside
    #[arg(long, value_name = "RULE", default_value = "later", help_heading = "Orders")]
    gaps: Gaps,
    /// Shows every rate that goes by this name, side by side
    #[arg(long, help_heading = "Orders")]
    definitions: bool,
}

/// Which gaps belong to a window.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, ValueEnum)]
enum Gaps {
    /// Those whose later purchase lies inside
    #[default]
    Later,
    /// Those with both purchases inside
    Inside,
}

impl Terms {
    const fn rule(&self) -> GapRule {
        match self.gaps {
            Gaps::Later => GapRule::Later,
            Gaps::Inside => GapRule::Inside,
        }
    }
}

/// The columns of the answer.
pub(super) const SHEET: Sheet = Sheet {
    command: "repeat",
    definition: "customers with 2 or more purchases in the window / customers with a purchase in it",
    headline: "repeat_rate",
    columns: &[
        Column::new("customers", Unit::Count),
        Column::new("repeat_customers", Unit::Count),
        Column::new("repeat_rate", Unit::Share)
            .of("repeat_customers", "customers")
            .between("repeat_rate_low", "repeat_rate_high"),
        Column::quiet("repeat_rate_low", Unit::Share),
        Column::quiet("repeat_rate_high", Unit::Share),
        Column::new("orders", Unit::Count),
        Column::new("frequency", Unit::Number),
        Column::new("gross", Unit::Money),
        Column::new("discounts", Unit::Money),
        Column::new("refunds", Unit::Money),
        Column::new("net", Unit::Money),
        Column::new("average_order_value", Unit::MoneyPer).over(&["orders"]),
        Column::new("gaps", Unit::Count),
        Column::new("gap_days_mean", Unit::Days).over(&["gaps"]),
        Column::new("gap_days_median", Unit::Days).over(&["gaps"]),
        Column::new("guest_orders", Unit::Count),
        Column::new("guest_net", Unit::Money).over(&["guest_orders"]),
    ],
    people: People::of(&[&["customers"]]),
};

/// The columns of `--definitions`.
pub(super) const DEFINITIONS: Sheet = Sheet {
    command: "repeat",
    definition: "each line: customers who did / customers who could have",
    headline: "rate",
    columns: &[
        Column::new("definition", Unit::Text).telling(),
        Column::new("repeat_customers", Unit::Count),
        Column::new("customers", Unit::Count),
        Column::new("repeat_rate", Unit::Share)
            .of("repeat_customers", "customers")
            .between("repeat_rate_low", "repeat_rate_high"),
        Column::quiet("repeat_rate_low", Unit::Share),
        Column::quiet("repeat_rate_high", Unit::Share),
    ],
    people: People::of(&[&["customers"]]),
};

pub(super) fn run(args: &Args, desk: &mut Desk<'_>) -> Result<Verdict> {
    of_purchases(
        "repeat",
        &args.common,
        desk,
        |_, _, _| Ok(()),
        |shop| beside(&shop.after(&args.burn_in)?, &args.terms, &args.comparing),
    )
}

/// The answer with its changes, where they are asked for.
pub(super) fn beside(shop: &Shop<'_>, terms: &Terms, comparing: &Comparing) -> Result<Found> {
    if terms.definitions {
        if comparing.compare.is_some() {
            bail!(Usage(
                "--compare: not with --definitions, which set definitions side by side in one window".to_owned()
            ));
        }
        if let Some(by) = &shop.by.text {
            bail!(Usage(format!(
                "--by {by}: not with --definitions, which set definitions side by side for all customers"
            )));
        }
        return answer(shop, terms);
    }
    let rule = terms.rule();
    let adds = |visit: &Visit<'_>| repeat_sample::adds(visit, rule);
    let gather = |frame: &Frame, pairs: &[(usize, usize)]| {
        scan(shop.ledger(), frame, shop.threads, |_| SampleTally::new(frame, pairs, &adds))
    };
    compared(shop, comparing, &repeat_sample::FIGURES, &|shop| answer(shop, terms), &gather)
}

/// The answer of the question.
fn answer(shop: &Shop<'_>, terms: &Terms) -> Result<Found> {
    let window = shop.window(Usual::Year)?;
    if terms.definitions {
        return Ok(definitions(shop, window));
    }
    let rule = terms.rule();
    let gaps = if rule == GapRule::Inside { "inside" } else { "later" };
    let asked = vec![("interval", Value::text("wilson")), ("gaps", Value::text(gaps))];
    let scale = shop.ledger().scale;
    let found = shop.answer(&SHEET, window, asked, |slots| RepeatTally::new(slots, scale, rule));
    Ok(found.map(|mut answer| {
        let span = span(shop, window).map(|(least, most)| [("least", least), ("most", most)]);
        answer.warnings.extend(span.map(|facts| Warning::new("definitions-span", facts)));
        answer
    }))
}

impl Shown for Repeat {
    fn size(&self) -> u64 {
        self.customers
    }

    fn seen(&self) -> bool {
        self.customers > 0 || self.guest_orders > 0 || self.net.mantissa != 0
    }

    fn values(&self, shop: &Shop<'_>) -> Vec<Value> {
        let interval = self.interval(shop.confidence);
        let ratio = |ratio| if shop.ledger().has_amounts { Value::from(ratio) } else { Value::Missing };
        vec![
            self.customers.into(),
            self.repeat_customers.into(),
            self.repeat_rate().into(),
            interval.map(|i| i.low).into(),
            interval.map(|i| i.high).into(),
            self.orders.into(),
            self.frequency().into(),
            shop.money(self.gross),
            shop.money(self.discounts),
            shop.money(self.refunds),
            shop.money(self.net),
            ratio(self.average_order_value()),
            self.gaps.into(),
            self.gap_days_mean.into(),
            self.gap_days_median.into(),
            self.guest_orders.into(),
            shop.money(self.guest_net),
        ]
    }

    fn set_aside(&self, _: &Shop<'_>, _: Window) -> Vec<(&'static str, u64)> {
        vec![
            ("guest orders", self.guest_orders),
            ("zero-value orders", self.zero_orders),
            ("refunded orders", self.refunded_orders),
        ]
    }
}

/// Every definition in one window: the data up to as-of in one scan.
fn variants(shop: &Shop<'_>, window: Window) -> Vec<Definition> {
    let all = Window { from: shop.first.min(window.from), to: shop.as_of.max(window.to) };
    let frame = shop.frame(vec![all], Split::Whole);
    let as_of = shop.as_of;
    let found = scan(shop.ledger(), &frame, shop.threads, |slots| DefinitionsTally::new(slots, vec![window], as_of));
    found.into_iter().next().and_then(|slot| slot.into_iter().next()).unwrap_or_default()
}

/// The least and the largest rate that the window's definitions give, as per cent.
fn span(shop: &Shop<'_>, window: Window) -> Option<(String, String)> {
    let rates: Vec<f64> = variants(shop, window).iter().filter_map(|found| found.rate().map(Ratio::real)).collect();
    let text = |share: f64| format!("{:.1} %", share * 100.0);
    let least = rates.iter().copied().min_by(f64::total_cmp)?;
    let most = rates.iter().copied().max_by(f64::total_cmp)?;
    (least < most).then(|| (text(least), text(most)))
}

fn definitions(shop: &Shop<'_>, window: Window) -> Found {
    let row = |found: &Definition| -> Vec<Value> {
        let interval = found.interval(shop.confidence);
        vec![
            Value::text(found.id),
            found.hits.into(),
            found.of.into(),
            found.rate().into(),
            interval.map(|i| i.low).into(),
            interval.map(|i| i.high).into(),
        ]
    };
    let all = variants(shop, window);
    let Some(first) = all.first().filter(|found| found.of > 0) else { return Err(nothing(window)) };
    let mut parameters = shop.parameters(window);
    parameters.push(("interval", Value::text("wilson")));
    parameters.push(shop.history());
    let mut warnings = shop.warnings(window);
    warnings.extend(shop.newcomers(shop.first_quarter()));
    if window.to < shop.as_of {
        let days = [("to", window.to.to_string()), ("as_of", shop.as_of.to_string())];
        warnings.push(Warning::new("definitions-horizon", days));
    }
    Ok(Answer {
        sheet: &DEFINITIONS,
        parameters,
        dimensions: vec![],
        set_aside: shop.set_aside(window, [shop.older()]),
        warnings,
        summary: shop.record(vec![], window, row(first), first.of < SMALL),
        records: all.iter().map(|found| shop.record(vec![], window, row(found), found.of < SMALL)).collect(),
    })
}
