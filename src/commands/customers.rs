//! `loyalty customers`.

mod expected;
mod list;
pub(super) mod names;
mod traits;

use super::Usage;
use super::asking::{Asking, Found, OfPurchases, in_parts};
use super::desk::Desk;
use super::forecast::{ModelFlag, ModelFlags};
use super::horizon::horizon;
use super::ltv::number;
use super::shop::{Shop, nothing};
use super::window::Usual;
use crate::answer::column::{Column, Sheet, Unit};
use crate::answer::people::People;
use crate::answer::records::Records;
use crate::answer::value::Value;
use crate::answer::{Answer, Record, Verdict, Warning};
use crate::input::Inputs;
use crate::input::request::Wanted;
use crate::input::roles::Kind;
use crate::ledger::money::Money;
use crate::ledger::pseudonym::Pseudonyms;
use crate::ledger::ratio::Ratio;
use crate::ledger::window::Window;
use crate::ledger::{Place, Question};
use crate::metrics::customer_list::{ListTally, Listed};
use crate::metrics::forecast::outlook::Plan;
use crate::models::chunks::both;
use anyhow::{Result, bail};
use clap::Args as Flags;
use expected::Model;
use list::List;
use std::sync::Arc;
use traits::Traits;

/// Days in a unit of the models' time.
const UNIT: f64 = 7.0;

/// The list behind every number: what each customer has done, what he thinks where a survey is given, and what a model expects of him.
///
/// It does not prove what any one of them will do: the forecast is that of `loyalty forecast`, which tells whether to believe it; where no
/// model can be fitted its columns stay empty.
#[derive(Debug, Flags)]
#[command(after_help = "Examples:
  loyalty customers fixtures/corner-shop/orders.csv -o customers.csv
  loyalty customers fixtures/corner-shop/orders.csv --pseudonymise fixtures/keys/example.key -f csv
  loyalty customers fixtures/corner-shop/orders.csv --horizon 6m --margin 0.4 -f jsonl
  loyalty customers fixtures/corner-shop/orders.csv -s fixtures/corner-shop/nps.csv -f csv")]
pub(super) struct Args {
    #[command(flatten)]
    common: OfPurchases,
    /// Texts that mean "no answer", such as 99,NA; blanks and usual words are known
    #[arg(long, value_name = "CODES", value_delimiter = ',', help_heading = "Answers")]
    missing: Vec<String>,
    /// How far to look ahead, such as 12m, 90d, 52w or 2y
    #[arg(long, value_name = "LENGTH", default_value = "12m", help_heading = "Forecast")]
    horizon: String,
    /// The share of net revenue that is profit, such as 0.4
    #[arg(long, value_name = "SHARE", help_heading = "Forecast")]
    margin: Option<String>,
    /// What money a year later is worth less
    #[arg(long, value_name = "SHARE", default_value = "0.10", help_heading = "Forecast")]
    discount_rate: String,
    #[command(flatten)]
    models: ModelFlags,
    /// Hides ids behind a keyed hash, and whatever stands in rejected rows, also in --rejects, which then has *** for values; FILE holds the key as 32 hexadecimal digits, such as openssl rand -hex 16 prints
    #[arg(long, value_name = "KEYFILE", help_heading = "Output")]
    pseudonymise: Option<String>,
}

/// The columns of the list.
pub(super) const SHEET: Sheet = Sheet {
    command: "customers",
    definition: "purchases, gross and net of each customer; p_active, expected purchases within the horizon and their value by a model; residual value is the same discounted",
    headline: "customer",
    columns: &[
        Column::new("customer", Unit::Text),
        Column::new("orders", Unit::Count),
        Column::new("gross", Unit::Money),
        Column::new("net", Unit::Money),
        Column::new("first", Unit::Date),
        Column::new("last", Unit::Date),
        Column::quiet("gaps", Unit::Count),
        Column::new("gap_days_mean", Unit::Days),
        Column::new("state", Unit::Text),
        Column::new("tier", Unit::Text),
        Column::new("segment", Unit::Text),
        Column::quiet("r", Unit::Count),
        Column::quiet("f", Unit::Count),
        Column::quiet("m", Unit::Count),
        Column::new("attitude", Unit::Text),
        Column::new("p_active", Unit::Share),
        Column::new("expected_purchases", Unit::Number),
        Column::new("expected_value", Unit::MoneyPer),
        Column::new("residual_value", Unit::MoneyPer),
    ],
    people: People::NOBODY,
};

pub(super) fn run(args: &Args, desk: &mut Desk<'_>) -> Result<Verdict> {
    if let Some(by) = &args.common.window.by {
        bail!(Usage(format!("--by {by}: the list has a row for each customer; group it where it is used")));
    }
    if args.models.model == Some(ModelFlag::All) {
        bail!(Usage("--model all: the list has room for one; `loyalty forecast --model all` compares them".to_owned()));
    }
    let names = args.pseudonymise.as_deref().map(key).transpose()?;
    let also = |inputs: &Inputs, _: &_, wanted: &mut Wanted| -> Result<()> {
        wanted.names = true;
        wanted.veiled = args.pseudonymise.is_some();
        wanted.customers.extend(inputs.column(Kind::Customers, "tier"));
        if inputs.has(Kind::Surveys) {
            wanted.questions.push(Question::Nps);
        }
        Ok(())
    };
    let kinds = &[Kind::Transactions, Kind::Customers, Kind::Surveys];
    let asking = Asking { command: "customers", kinds, by: &[], missing: &args.missing, counts: false };
    in_parts(&asking, &args.common, desk, also, |shop| Ok(answer(shop, args, names)?.map(|answer| vec![answer])))
}

fn answer(shop: &Shop<'_>, args: &Args, names: Option<Pseudonyms>) -> Result<Found> {
    let mut window = shop.window(Usual::All)?;
    window.to = window.to.min(shop.as_of);
    let plan = Plan {
        horizon: horizon(Some(&args.horizon))?.days,
        discount_rate: number("--discount-rate", &args.discount_rate)?.real(),
        margin: args.margin.as_deref().map_or(Ok(1.0), |text| number("--margin", text).map(Ratio::real))?,
        retention_cost: 0.0,
        unit: UNIT,
        threads: shop.threads,
    };
    let mut warnings = shop.warnings(window);
    // Some steps of each have no use for a second thread.
    let ((model, remarks), ordered) =
        both(shop.threads, || Model::of(shop, args, window, &plan), || ordered(shop, window, names));
    let Some(Ordered { mut listed, digests, traits }) = ordered else { return Ok(Err(nothing(window))) };
    warnings.extend(remarks);
    let summary = shop.record(vec![], window, whole(shop, &listed, model.as_ref()), false);
    let places = std::mem::take(&mut listed.places);
    warnings.extend(unheard(shop, &places, &traits));
    if digests > 0 {
        warnings.push(Warning::new("customers-digests", [("count", digests.to_string())]));
    }
    let mut parameters = shop.parameters(window);
    parameters.push(("horizon", Value::text(&args.horizon)));
    if names.is_some() {
        parameters.push(("pseudonyms", Value::text("siphash-2-4-128")));
    }
    if let Some(days) = traits.lapse {
        parameters.push(("lapse_days", Value::Count(u64::from(days))));
    }
    Ok(Ok(Answer {
        sheet: &SHEET,
        parameters,
        dimensions: vec![],
        set_aside: shop.set_aside(window, left_out(shop, window, &places, &traits)),
        warnings,
        records: Records::rolled(List {
            taken: Arc::clone(shop.taken),
            window,
            days_merged: shop.merge_days,
            names,
            traits,
            model,
            places,
            blank: Record { values: vec![], warnings: vec![], ..summary.clone() },
            threads: shop.threads,
        }),
        summary,
    }))
}

/// Who stands in the list.
struct Ordered {
    /// Sums of all, and their places in the order of their names.
    listed: Listed,
    /// How many have no better name than a digest.
    digests: usize,
    /// What they are like.
    traits: Traits,
}

/// Everybody in the window; nothing where nobody is.
fn ordered(shop: &Shop<'_>, window: Window, names: Option<Pseudonyms>) -> Option<Ordered> {
    let mut listed = shop.whole(window, ListTally::new).filter(|listed| !listed.places.is_empty())?;
    // While they still stand as they do in the ledger.
    let digests = names::digests(shop.ledger(), &listed.places);
    names::sort(&mut listed.places, shop.threads, |place| list::shown(shop.taken, names, place));
    Some(Ordered { listed, digests, traits: Traits::of(shop, window) })
}

/// What the list leaves out: orders of nobody, and answers that tell no customer's attitude.
fn left_out(shop: &Shop<'_>, window: Window, places: &[Place], traits: &Traits) -> [(&'static str, u64); 6] {
    let answers = &traits.attitudes;
    let listed = places.iter().filter(|place| answers.of(**place).is_some()).count() as u64;
    [
        ("guest orders", shop.guest_purchases(window)),
        ("answers without a date", answers.undated),
        ("answers after the list", answers.later),
        ("answers without a customer", answers.nameless),
        ("answers without a purchase", answers.customers() - listed),
        ("superseded", answers.superseded),
    ]
}

/// What must be said where surveys were given and no customer of the list has an attitude from them.
fn unheard(shop: &Shop<'_>, places: &[Place], traits: &Traits) -> Option<Warning> {
    let given = shop.taken.accounts.iter().any(|account| account.kind == Kind::Surveys.name());
    let told = shop.taken.warnings.iter().any(|warning| warning.code == "answers-of-nobody");
    if !given || told || places.iter().any(|place| traits.attitudes.of(*place).is_some()) {
        return None;
    }
    Some(Warning::new("no-attitudes", []))
}

/// The key of pseudonyms, from its file.
fn key(path: &str) -> Result<Pseudonyms> {
    let text = std::fs::read_to_string(path)
        .map_err(|error| Usage(format!("--pseudonymise {path}: the key cannot be read: {error}")))?;
    let short = || {
        let count = text.trim().len();
        Usage(format!(
            "--pseudonymise {path}: a key has 32 hexadecimal digits, such as openssl rand -hex 16 prints; here are {count} characters"
        ))
    };
    Pseudonyms::of_hex(&text).ok_or_else(|| short().into())
}

/// The sums of all, and how many of them are expected to be active, as a share.
fn whole(shop: &Shop<'_>, listed: &Listed, model: Option<&Model>) -> Vec<Value> {
    let scale = shop.ledger().scale;
    let all = model.map(|model| model.all);
    vec![
        Value::Missing,
        listed.purchases.into(),
        shop.money(Money::new(listed.takings.gross, scale)),
        shop.money(Money::new(listed.takings.net(), scale)),
        listed.days.map(|(first, _)| first).into(),
        listed.days.map(|(_, last)| last).into(),
        listed.gaps.0.into(),
        Ratio::of(listed.gaps.1, listed.gaps.0).into(),
        Value::Missing,
        Value::Missing,
        Value::Missing,
        Value::Missing,
        Value::Missing,
        Value::Missing,
        Value::Missing,
        model.map(|model| model.all.active / model.customers as f64).into(),
        all.map(|all| all.purchases).into(),
        all.and_then(|all| all.value).into(),
        all.and_then(|all| all.residual).into(),
    ]
}
