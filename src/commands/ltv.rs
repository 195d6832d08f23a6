//! `loyalty ltv`.

mod beside;
mod cohorts;
mod predictive;
mod tried;

pub(super) use beside::beside;
pub(super) use tried::tried;

use super::Usage;
use super::asking::{Found, OfPurchases, of_purchases};
use super::by::By;
use super::desk::Desk;
use super::forecast::ModelFlags;
use super::shop::{SMALL, Shop, narrow, nothing, small};
use super::window::Usual;
use crate::answer::column::{Column, Sheet, Unit};
use crate::answer::people::People;
use crate::answer::value::Value;
use crate::answer::{Answer, Record as Row, Verdict, Warning};
use crate::config::burn_in::BurnIn;
use crate::config::comparing::Comparing;
use crate::config::window::Window as Days;
use crate::input::Inputs;
use crate::input::request::Wanted;
use crate::input::roles::{Kind, Role};
use crate::ledger::ratio::Ratio;
use crate::ledger::window::Window;
use crate::metrics::lapse::LapseTally;
use crate::metrics::ltv::LtvTally;
use crate::metrics::ltv::Record;
use crate::metrics::ltv::{Basis, Costs, Lifespan, Ltv, Margin, Method, Terms as Decided, Years};
use anyhow::{Result, bail};
use clap::{Args as Flags, ValueEnum};

/// What a customer is worth, by every usual formula side by side, each with the components it is made of.
///
/// The formulas look back and take it that this goes on, while --method predictive looks ahead with a model of purchases (`loyalty
/// forecast` tells whether to believe it); none of them proves what one customer will do next.
#[derive(Debug, Flags)]
#[command(after_help = "Examples:
  loyalty ltv fixtures/corner-shop/orders.csv
  loyalty ltv fixtures/corner-shop/orders.csv --margin 0.4 --acquisition-cost 12 --retention-cost 3
  loyalty ltv fixtures/corner-shop/orders.csv --method predictive --horizon 12m --acquisition-cost 12
  loyalty ltv fixtures/corner-shop/orders.csv --method annual --lifespan observed -f json
  loyalty ltv fixtures/corner-shop/orders.csv --by cohort:quarter --method historic
  loyalty ltv fixtures/corner-shop/orders.csv -c fixtures/corner-shop/customers.csv --by tier")]
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
    /// Only this formula
    #[arg(long, value_name = "METHOD", help_heading = "Value")]
    method: Option<MethodFlag>,
    /// Only this way to find the years as a customer
    #[arg(long, value_name = "LIFESPAN", help_heading = "Value")]
    lifespan: Option<LifespanFlag>,
    /// Whether value is revenue or what is left of it: margin needs a margin or a cost column
    #[arg(long, value_name = "WHAT", help_heading = "Value", conflicts_with = "margin")]
    basis: Option<BasisFlag>,
    /// The share of net revenue that is profit, such as 0.4
    #[arg(long, value_name = "SHARE", help_heading = "Value")]
    margin: Option<String>,
    /// What it cost to win a customer, once; else the customers file's column
    #[arg(long, value_name = "MONEY", help_heading = "Value")]
    acquisition_cost: Option<String>,
    /// What it costs to keep a customer for a year; else the customers file's column
    #[arg(long, value_name = "MONEY", help_heading = "Value")]
    retention_cost: Option<String>,
    /// What money a year later is worth less
    #[arg(long, value_name = "SHARE", default_value = "0.10", help_heading = "Value")]
    discount_rate: Option<String>,
    /// What a customer-year is: a calendar year with a purchase, or a stretch of 365 days counted back from as-of
    #[arg(long, value_name = "KIND", default_value = "calendar", help_heading = "Value")]
    years: YearsFlag,
    /// The silence after which a customer counts as lost, such as 180d; told from the data otherwise
    #[arg(long, value_name = "DAYS", help_heading = "Value")]
    lapse: Option<String>,
    /// Lets one divided by churn go beyond the span of the data
    #[arg(long, help_heading = "Value")]
    extrapolate: bool,
    /// How far --method predictive looks ahead, such as 12m, 90d, 52w or 2y
    #[arg(long, value_name = "LENGTH", help_heading = "Forecast")]
    horizon: Option<String>,
    #[command(flatten)]
    models: ModelFlags,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum MethodFlag {
    Annual,
    Purchase,
    Historic,
    Retention,
    /// Paid so far, and what a model expects to come
    Predictive,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum LifespanFlag {
    Survival,
    Observed,
    Churn,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum BasisFlag {
    Revenue,
    Margin,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, ValueEnum)]
enum YearsFlag {
    #[default]
    Calendar,
    Rolling,
}

/// The columns of the answer.
pub(super) const SHEET: Sheet = Sheet {
    command: "ltv",
    definition: "annual: annual value per customer * years - acquisition cost - retention cost * years; purchase: years * value per purchase * purchases per year - the same costs; historic: paid so far; retention: margin * (1 + d) / (1 + d - r); predictive: paid so far + expected purchases within the horizon * expected value, discounted - costs",
    headline: "ltv",
    columns: &[
        Column::new("method", Unit::Text),
        Column::new("lifespan", Unit::Text).telling(),
        Column::quiet("basis", Unit::Text),
        Column::new("customers", Unit::Count),
        Column::new("ltv", Unit::MoneyPer).between("ltv_low", "ltv_high"),
        Column::quiet("ltv_low", Unit::MoneyPer),
        Column::quiet("ltv_high", Unit::MoneyPer),
        Column::new("annual_value_per_customer", Unit::MoneyPer),
        Column::new("years", Unit::Years),
        Column::new("value_per_purchase", Unit::MoneyPer),
        Column::new("purchases_per_year", Unit::Number),
        Column::new("margin_rate", Unit::Share),
        Column::new("retention_rate", Unit::Share),
        Column::new("discount_rate", Unit::Share),
        Column::new("acquisition_cost", Unit::MoneyPer),
        Column::new("retention_cost", Unit::MoneyPer),
        Column::quiet("still_active_share", Unit::Share),
        Column::quiet("horizon_years", Unit::Years),
        Column::new("model", Unit::Text).telling(),
        Column::new("p_active", Unit::Share),
        Column::new("expected_purchases", Unit::Number),
        Column::new("expected_purchases_total", Unit::Number),
        Column::new("expected_value", Unit::MoneyPer),
        Column::new("expected_value_total", Unit::MoneyPer),
        Column::new("residual_value", Unit::MoneyPer).between("residual_value_low", "residual_value_high"),
        Column::quiet("residual_value_low", Unit::MoneyPer),
        Column::quiet("residual_value_high", Unit::MoneyPer),
        Column::new("residual_value_total", Unit::MoneyPer),
        Column::new("new_customer_value", Unit::MoneyPer),
        Column::new("ltv_to_cac", Unit::Number),
        Column::new("payback_months", Unit::Count),
    ],
    people: People::of(&[&["customers"]]),
};

pub(super) fn run(args: &Args, desk: &mut Desk<'_>) -> Result<Verdict> {
    let also = |inputs: &Inputs, by: &By, wanted: &mut Wanted| also_wanted(&args.terms, inputs, by, wanted);
    if let Some(period) = cohorts::named(args.common.window.by.as_deref())? {
        if args.comparing.compare.is_some() || args.terms.method == Some(MethodFlag::Predictive) {
            bail!(Usage("--by cohort: not with --compare or --method predictive".to_owned()));
        }
        let OfPurchases { reading, rules, window, output } = &args.common;
        let window = Days { by: None, ..window.clone() };
        let common = OfPurchases { reading: reading.clone(), rules: rules.clone(), window, output: output.clone() };
        return of_purchases("ltv", &common, desk, also, |shop| {
            cohorts::answer(&shop.after(&args.burn_in)?, &args.terms, period)
        });
    }
    of_purchases("ltv", &args.common, desk, also, |shop| {
        beside(&shop.after(&args.burn_in)?, &args.terms, &args.comparing)
    })
}

/// Wants the columns of margins or costs where value is to be margin.
pub(super) fn also_wanted(terms: &Terms, inputs: &Inputs, by: &By, wanted: &mut Wanted) -> Result<()> {
    if by.period().is_some() {
        bail!(Usage("--by a period: a lifetime is no matter of periods; group by columns, or narrow the data with --from and --to".to_owned()));
    }
    wanted.sides = terms.basis == Some(BasisFlag::Margin);
    let has = |role| inputs.has_role(Kind::Transactions, role);
    if wanted.sides && !has(Role::Margin) && !has(Role::Cost) {
        bail!(Usage("--basis margin: the transactions have neither a margin nor a cost column; name one with --map margin=COLUMN, or give --margin".to_owned()));
    }
    Ok(())
}

/// A plain number on the command line, exact.
pub(super) fn number(flag: &str, text: &str) -> Result<Ratio> {
    let found: Option<rust_decimal::Decimal> =
        text.parse().ok().filter(|_| text.bytes().all(|b| b.is_ascii_digit() || b == b'.'));
    let ratio = found.and_then(|d| Ratio::new(d.mantissa(), 10i128.pow(d.scale())));
    ratio.ok_or_else(|| Usage(format!("{flag} {text}: write a plain number such as 0.4 or 12.50")).into())
}

/// The answer of the question.
fn answer(shop: &Shop<'_>, terms: &Terms) -> Result<Found> {
    if !shop.ledger().has_amounts {
        return Ok(Err(Warning::new("no-amount", [])));
    }
    let window = shop.window(Usual::All)?;
    let decided = decided(shop, terms, window)?;
    let ledger = shop.ledger();
    let fresh = |slots: usize| LtvTally::new(slots, ledger, &decided);
    let whole = shop.whole(window, fresh);
    if let (Some(MethodFlag::Predictive), Some(whole)) = (terms.method, &whole) {
        return predictive::answer(shop, terms, window, whole);
    }
    let Some(whole) = whole.filter(|ltv| ltv.sums.customers > 0) else {
        return Ok(Err(nothing(window)));
    };
    if terms.horizon.is_some() || terms.models.model.is_some() || terms.models.prior {
        bail!(Usage("--horizon, --model, --prior: these are for --method predictive".to_owned()));
    }
    let cells = shop.in_order(shop.cells(window, |slots, _| fresh(slots)), |ltv| ltv.sums.customers);
    let mut records: Vec<Row> = vec![];
    let all: Vec<Record> = chosen(&whole, shop, terms);
    if shop.by.is_empty() {
        records.extend(all.iter().map(|record| row(shop, vec![], window, record)));
    }
    for cell in cells.iter().filter(|cell| cell.found.sums.customers > 0) {
        records.extend(
            chosen(&cell.found, shop, terms).iter().map(|record| row(shop, cell.label.clone(), window, record)),
        );
    }
    let Some(first) = all.iter().find(|record| record.ltv.is_some()).or(all.first()) else {
        bail!(Usage("--lifespan: the historic and the retention method have none".to_owned()));
    };
    let mut parameters = shop.parameters(window);
    parameters.extend(Shop::bootstrap());
    parameters.push(("years", Value::text(if decided.years == Years::Rolling { "rolling" } else { "calendar" })));
    if let Some(lapse) = &decided.lapse {
        parameters.push(("lapse_days", Value::Count(u64::from(lapse.days))));
    }
    Ok(Ok(Answer {
        sheet: &SHEET,
        parameters,
        dimensions: shop.by.dimensions(),
        set_aside: shop.set_aside(window, shop.no_purchases(window)),
        warnings: warnings(shop, window, &whole, &all),
        summary: row(shop, vec![], window, first),
        records: records.into(),
    }))
}

fn decided(shop: &Shop<'_>, terms: &Terms, window: Window) -> Result<Decided> {
    let as_of = window.to.min(shop.as_of);
    let margin = match (&terms.margin, terms.basis) {
        (Some(text), _) => Margin::Rate(number("--margin", text)?),
        (None, Some(BasisFlag::Margin)) => Margin::Columns,
        (None, Some(BasisFlag::Revenue) | None) => Margin::Revenue,
    };
    let cost = |flag: &str, text: &Option<String>| text.as_deref().map(|text| number(flag, text)).transpose();
    let discount_rate = match &terms.discount_rate {
        Some(text) => number("--discount-rate", text)?,
        None => Decided::usual_discount_rate(),
    };
    let lapse = match &terms.lapse {
        None => None,
        Some(text) => {
            let days: Option<u32> = text.trim_end_matches('d').parse().ok().filter(|days| (1..=36_500).contains(days));
            Some(days.ok_or_else(|| Usage(format!("--lapse {text}: write a number of days such as 180d")))?)
        }
    };
    Ok(Decided {
        first_day: window.from.max(shop.first),
        as_of,
        longest_quiet: shop.quiet,
        lapse: shop.whole(window, |slots| LapseTally::new(slots, as_of).after(lapse)).flatten(),
        years: if terms.years == YearsFlag::Rolling { Years::Rolling } else { Years::Calendar },
        margin,
        discount_rate,
        costs: Costs {
            acquisition: cost("--acquisition-cost", &terms.acquisition_cost)?,
            retention: cost("--retention-cost", &terms.retention_cost)?,
        },
        extrapolate: terms.extrapolate,
    })
}

fn chosen(ltv: &Ltv, shop: &Shop<'_>, terms: &Terms) -> Vec<Record> {
    let all = ltv.records(&shop.draws, shop.confidence);
    all.into_iter().filter(|record| is_chosen(record, terms)).collect()
}

/// Whether an estimate is asked for.
fn is_chosen(record: &Record, terms: &Terms) -> bool {
    let method = match (terms.method, record.method) {
        (None, _)
        | (Some(MethodFlag::Annual), Method::Annual)
        | (Some(MethodFlag::Purchase), Method::Purchase)
        | (Some(MethodFlag::Historic), Method::Historic)
        | (Some(MethodFlag::Retention), Method::Retention) => true,
        (Some(_), _) => false,
    };
    let lifespan = match (terms.lifespan, record.lifespan) {
        (None, _)
        | (_, None)
        | (Some(LifespanFlag::Survival), Some(Lifespan::Survival))
        | (Some(LifespanFlag::Observed), Some(Lifespan::Observed))
        | (Some(LifespanFlag::Churn), Some(Lifespan::Churn)) => true,
        (Some(_), Some(_)) => false,
    };
    method && lifespan
}

fn warnings(shop: &Shop<'_>, window: Window, whole: &Ltv, records: &[Record]) -> Vec<Warning> {
    let mut all = shop.warnings(window);
    let (first, last) = whole.partial_years();
    let ends = [(first, whole.terms.first_day.year()), (last, whole.terms.as_of.year())];
    let mut years: Vec<i32> = ends.into_iter().filter(|(partial, _)| *partial).map(|(_, year)| year).collect();
    years.dedup();
    all.extend(years.iter().map(|year| Warning::new("partial-year", [("year", year.to_string())])));
    all.extend(small(whole.sums.customers));
    all.extend(narrow(whole.sums.customers));
    let below: Vec<String> = records.iter().filter(|record| record.below_historic).map(named).collect();
    if !below.is_empty() {
        all.push(Warning::new("ltv-below-historic", [("methods", below.join(", "))]));
    }
    if records.iter().any(|record| record.capped) {
        let years = records
            .iter()
            .find(|r| r.capped)
            .and_then(|r| r.years)
            .map_or(String::new(), |years| format!("{years:.1}"));
        all.push(Warning::new("extrapolation-capped", [("years", years)]));
    }
    if whole.terms.lapse.is_none() {
        all.push(Warning::new("no-lapse", []));
    }
    all
}

const fn method_name(method: Method) -> &'static str {
    match method {
        Method::Annual => "annual",
        Method::Purchase => "purchase",
        Method::Historic => "historic",
        Method::Retention => "retention",
    }
}

const fn lifespan_name(lifespan: Lifespan) -> &'static str {
    match lifespan {
        Lifespan::Survival => "survival",
        Lifespan::Observed => "observed",
        Lifespan::Churn => "churn",
    }
}

/// `annual/survival`.
fn named(record: &Record) -> String {
    let method = method_name(record.method);
    record.lifespan.map_or_else(|| method.to_owned(), |lifespan| format!("{method}/{}", lifespan_name(lifespan)))
}

fn row(shop: &Shop<'_>, label: Vec<Option<String>>, window: Window, record: &Record) -> Row {
    let lifespan = record.lifespan.map_or(Value::Missing, |lifespan| Value::text(lifespan_name(lifespan)));
    let basis = match record.basis {
        Basis::Revenue => "revenue",
        Basis::Margin => "margin",
    };
    let values = vec![
        Value::text(method_name(record.method)),
        lifespan,
        Value::text(basis),
        record.customers.into(),
        record.ltv.into(),
        record.interval.map(|i| i.low).into(),
        record.interval.map(|i| i.high).into(),
        record.annual_value_per_customer.into(),
        record.years.into(),
        record.value_per_purchase.into(),
        record.purchases_per_year.into(),
        record.margin_rate.into(),
        record.retention_rate.into(),
        record.discount_rate.into(),
        record.acquisition_cost.into(),
        record.retention_cost.into(),
        record.still_active_share.into(),
        record.horizon_years.into(),
    ];
    let values = values.into_iter().chain(std::iter::repeat(Value::Missing)).take(SHEET.columns.len()).collect();
    shop.record(label, window, values, record.customers < SMALL)
}
