//! `loyalty customers`.

mod traits;

use super::Usage;
use super::asking::{Asking, Found, OfPurchases, in_parts};
use super::desk::Desk;
use super::forecast::{ModelFlag, ModelFlags, even_so, fit_warnings, histories, objection};
use super::horizon::horizon;
use super::ltv::number;
use super::shop::{Shop, nothing};
use super::window::Usual;
use crate::answer::column::{Column, Sheet, Unit};
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
use crate::metrics::customer_list::{Line, ListTally};
use crate::metrics::forecast::assumptions::assumptions;
use crate::metrics::forecast::fitted;
use crate::metrics::forecast::outlook::{Ahead, Plan, value};
use anyhow::{Result, bail};
use clap::Args as Flags;
use std::collections::BTreeMap;
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
    /// Hides ids behind a keyed hash; FILE holds the key as 32 hexadecimal digits, such as openssl rand -hex 16 prints
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
        wanted.customers.extend(inputs.column(Kind::Customers, "tier"));
        if inputs.has(Kind::Surveys) {
            wanted.questions.push(Question::Nps);
        }
        Ok(())
    };
    let kinds = &[Kind::Transactions, Kind::Customers, Kind::Surveys];
    let asking = Asking { command: "customers", kinds, by: &[], missing: &args.missing };
    in_parts(&asking, &args.common, desk, also, |shop| Ok(answer(shop, args, names)?.map(|answer| vec![answer])))
}

/// What a model expects of one customer.
#[derive(Debug, Clone, Copy)]
struct Expected {
    active: f64,
    purchases: f64,
    value: Option<f64>,
    residual: Option<f64>,
}

fn answer(shop: &Shop<'_>, args: &Args, names: Option<Pseudonyms>) -> Result<Found> {
    let mut window = shop.window(Usual::All)?;
    window.to = window.to.min(shop.as_of);
    let Some(lines) = shop.whole(window, ListTally::new).filter(|lines| !lines.is_empty()) else {
        return Ok(Err(nothing(window)));
    };
    let plan = Plan {
        horizon: horizon(Some(&args.horizon))?.days,
        discount_rate: number("--discount-rate", &args.discount_rate)?.real(),
        margin: args.margin.as_deref().map_or(Ok(1.0), |text| number("--margin", text).map(Ratio::real))?,
        retention_cost: 0.0,
        unit: UNIT,
        threads: shop.threads,
    };
    let mut warnings = shop.warnings(window);
    let expected = match expected(shop, args, window, &plan, &mut warnings) {
        Ok(expected) => expected,
        Err(why) => {
            warnings.push(why);
            BTreeMap::new()
        }
    };
    let mut digests = 0;
    let shown = |id: String| names.map_or(id.clone(), |names| names.of(&id));
    let mut listed: Vec<(String, &Line)> =
        lines.iter().map(|line| (shown(id(shop, line.place, &mut digests)), line)).collect();
    let traits = Traits::of(shop, window);
    warnings.extend(unheard(shop, &lines, &traits));
    listed.sort_by(|one, other| one.0.cmp(&other.0).then(one.1.place.cmp(&other.1.place)));
    if digests > 0 {
        warnings.push(Warning::new("customers-digests", [("count", digests.to_string())]));
    }
    let records: Vec<Record> = listed
        .into_iter()
        .map(|(id, line)| {
            shop.record(vec![], window, values(shop, id, line, &traits, expected.get(&line.place)), false)
        })
        .map(|record| Record { warnings: vec![], ..record })
        .collect();
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
        set_aside: shop.set_aside(window, left_out(shop, window, &lines, &traits)),
        warnings,
        summary: shop.record(vec![], window, whole(shop, &lines, &expected), false),
        records,
    }))
}

/// What the list leaves out: orders of nobody, and answers that tell no customer's attitude.
fn left_out(shop: &Shop<'_>, window: Window, lines: &[Line], traits: &Traits) -> [(&'static str, u64); 6] {
    let answers = &traits.attitudes;
    let listed = lines.iter().filter(|line| answers.of(line.place).is_some()).count() as u64;
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
fn unheard(shop: &Shop<'_>, lines: &[Line], traits: &Traits) -> Option<Warning> {
    let given = shop.taken.accounts.iter().any(|account| account.kind == Kind::Surveys.name());
    let told = shop.taken.warnings.iter().any(|warning| warning.code == "answers-of-nobody");
    if !given || told || lines.iter().any(|line| traits.attitudes.of(line.place).is_some()) {
        return None;
    }
    Some(Warning::new("no-attitudes", []))
}

/// What a model expects of each customer, or why it cannot.
fn expected(
    shop: &Shop<'_>,
    args: &Args,
    window: Window,
    plan: &Plan,
    warnings: &mut Vec<Warning>,
) -> Result<BTreeMap<Place, Expected>, Warning> {
    let question = args.models.question(shop, UNIT);
    let Some(known) = histories(shop, window, window.to) else { return Ok(BTreeMap::new()) };
    let found = assumptions(&known, question.with_value);
    if let Some(why) = objection(&known, &found, &args.models) {
        return Err(why);
    }
    warnings.extend(even_so(&found));
    let no_repeats = || Warning::new("forecast-no-repeats", [("n", known.customers.len().to_string())]);
    let fitted = fitted::fitted(&known, &question).ok_or_else(no_repeats)?;
    let Some((_, fit)) = fitted.purchases.first() else { return Err(no_repeats()) };
    warnings.extend(fit_warnings(&known, &fitted.purchases, fitted.spend.as_ref(), args.models.prior));
    let of_row = plan.each_ahead(&fit.model, &fitted.grouped.rows);
    let of = |(customer, row): (&crate::metrics::forecast::histories::Customer, &u32)| {
        let Ahead { active, purchases, discounted } = of_row[*row as usize];
        let each = fitted.spend.as_ref().and_then(|spend| value(&known, customer, &spend.model));
        let worth = |times: f64| each.map(|each| plan.margin * each * times);
        (customer.place, Expected { active, purchases, value: worth(purchases), residual: worth(discounted) })
    };
    Ok(known.customers.iter().zip(&fitted.grouped.row_of).map(of).collect())
}

/// The text of a customer's id.
pub(super) fn id(shop: &Shop<'_>, place: Place, digests: &mut u64) -> String {
    let ledger = shop.ledger();
    let shard = &ledger.shards[usize::from(place.shard)];
    let key = shard.keys[place.number as usize];
    if let Some(text) = key.text() {
        return text;
    }
    let code = shard.codes_of(place.number as usize).first();
    if let Some(text) = code.and_then(|code| ledger.dimensions.text(*code, 0)) {
        return text.to_owned();
    }
    *digests += 1;
    let [a, b, c, d] = key.0;
    format!("#{d:08x}{c:08x}{b:08x}{a:08x}")
}

fn values(shop: &Shop<'_>, id: String, line: &Line, traits: &Traits, expected: Option<&Expected>) -> Vec<Value> {
    let scale = shop.ledger().scale;
    let mut values = vec![
        Value::Text(id),
        line.purchases.into(),
        shop.money(Money::new(line.takings.gross, scale)),
        shop.money(line.net(scale)),
        line.days.map(|(first, _)| first).into(),
        line.days.map(|(_, last)| last).into(),
        line.gaps.0.into(),
        line.gap_days_mean().into(),
    ];
    values.extend(traits.values(shop, line));
    values.extend([
        expected.map(|found| found.active).into(),
        expected.map(|found| found.purchases).into(),
        expected.and_then(|found| found.value).into(),
        expected.and_then(|found| found.residual).into(),
    ]);
    values
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
fn whole(shop: &Shop<'_>, lines: &[Line], expected: &BTreeMap<Place, Expected>) -> Vec<Value> {
    let scale = shop.ledger().scale;
    let (mut gross, mut net, mut orders, mut gaps) = (0, 0, 0, (0, 0));
    for line in lines {
        gross += line.takings.gross;
        net += line.takings.net();
        orders += line.purchases;
        gaps = (gaps.0 + line.gaps.0, gaps.1 + line.gaps.1);
    }
    let known = !expected.is_empty();
    let sum = |of: fn(&Expected) -> Option<f64>| expected.values().map(of).sum::<Option<f64>>().filter(|_| known);
    let n = expected.len() as f64;
    vec![
        Value::Missing,
        orders.into(),
        shop.money(Money::new(gross, scale)),
        shop.money(Money::new(net, scale)),
        lines.iter().filter_map(|line| line.days).map(|(first, _)| first).min().into(),
        lines.iter().filter_map(|line| line.days).map(|(_, last)| last).max().into(),
        gaps.0.into(),
        Ratio::of(gaps.1, gaps.0).into(),
        Value::Missing,
        Value::Missing,
        Value::Missing,
        Value::Missing,
        Value::Missing,
        Value::Missing,
        Value::Missing,
        sum(|found| Some(found.active)).map(|active| active / n).into(),
        sum(|found| Some(found.purchases)).into(),
        sum(|found| found.value).into(),
        sum(|found| found.residual).into(),
    ]
}
