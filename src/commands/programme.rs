//! `loyalty programme`.

mod control;
mod controlled;

pub(super) use control::also_wanted;

use super::Usage;
use super::asking::{Found, OfPurchases, of_purchases_beside};
use super::by::By;
use super::compare::compared_windows;
use super::desk::Desk;
use super::ltv::number;
use super::shop::{SMALL, Shop, narrow};
use super::window::Usual;
use crate::answer::column::{Column, Sheet, Unit};
use crate::answer::people::{Part, People};
use crate::answer::value::Value;
use crate::answer::{Answer, Record, Verdict, Warning};
use crate::config::comparing::Comparing;
use crate::input::Inputs;
use crate::input::request::Wanted;
use crate::input::roles::Kind;
use crate::ledger::day::Day;
use crate::ledger::money::Money;
use crate::ledger::ratio::Ratio;
use crate::ledger::window::{Period, Window};
use crate::metrics::programme::{Asked, Month, Step, steps};
use anyhow::{Result, bail};
use clap::Args as Flags;

/// What members of the programme spend in each month from joining, against customers who never joined, and what the rewards cost.
///
/// Who joins buys more anyway, so without a control the difference is no lift and does not prove that the programme pays; with one, a group
/// that could not join (--control) or customers held back by lot (a group column with treated and control), the lift stands beside it, and
/// the lot alone proves the cause.
#[derive(Debug, Flags)]
#[command(after_help = "Examples:
  loyalty programme fixtures/tea-house/orders.csv -c fixtures/tea-house/customers.csv
  loyalty programme fixtures/corner-shop/orders.csv -c fixtures/corner-shop/customers.csv --reward-rate 0.03 --months 6
  loyalty programme fixtures/two-branches/orders.csv -c fixtures/two-branches/customers.csv --control branch=hill --margin 0.6
  loyalty programme fixtures/tea-house/orders.csv -c fixtures/tea-house/offered.csv --months 3")]
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
    /// How many months from joining are shown
    #[arg(long, value_name = "N", default_value = "12", help_heading = "Programme")]
    months: String,
    /// What rewards cost, as a share of members' gross, such as 0.01; the yearly cost of the customers file otherwise
    #[arg(long, value_name = "SHARE", help_heading = "Programme")]
    reward_rate: Option<String>,
    /// The control: customers with this value in a column of the customers file, who could not join
    #[arg(long, value_name = "COLUMN=VALUE", help_heading = "Programme")]
    control: Option<String>,
    /// How many months before joining are compared with, where a control is named
    #[arg(long, value_name = "N", default_value = "3", help_heading = "Programme")]
    before: String,
    /// Which campaign of the sends (--promotions) offered the programme to some and held others back
    #[arg(long, value_name = "NAME", help_heading = "Programme")]
    campaign: Option<String>,
    /// The share of net revenue that is profit, such as 0.4: with a control it gives the return on the rewards
    #[arg(long, value_name = "SHARE", help_heading = "Programme")]
    margin: Option<String>,
}

/// What sets members beside others.
const BESIDE: &[&str] =
    &["difference", "difference_low", "difference_high", "lift", "lift_low", "lift_high", "roi", "roi_low", "roi_high"];
/// Money, which is that of the buyers alone, and what it can be computed from.
const OF_BUYERS: &[&str] = &["orders", "gross", "net", "per_customer", "frequency", "reward_cost", "reward_cost_share"];

/// The columns of the answer.
pub(super) const SHEET: Sheet = Sheet {
    command: "programme",
    definition: "difference = net per member in a month from joining - net per customer who never joined (with a control: per control customer), in the same calendar months (of all months together: net per member and month, each month counting those watched for it); lift, with a control alone = (members after - members before) - (control after - control before), of a holdout members - control",
    headline: "programme_net",
    columns: &[
        Column::new("month_from_joining", Unit::Count),
        Column::new("group", Unit::Text),
        Column::new("customers", Unit::Count),
        Column::quiet("orders", Unit::Count),
        Column::quiet("gross", Unit::Money),
        Column::quiet("net", Unit::Money),
        Column::new("per_customer", Unit::MoneyPer),
        Column::new("frequency", Unit::Number),
        Column::new("difference", Unit::MoneyPer).between("difference_low", "difference_high"),
        Column::quiet("difference_low", Unit::MoneyPer),
        Column::quiet("difference_high", Unit::MoneyPer),
        Column::new("per_customer_before", Unit::MoneyPer),
        Column::new("lift", Unit::MoneyPer).between("lift_low", "lift_high"),
        Column::quiet("lift_low", Unit::MoneyPer),
        Column::quiet("lift_high", Unit::MoneyPer),
        Column::new("reward_cost", Unit::MoneyPer),
        Column::new("reward_cost_share", Unit::Share),
        Column::new("roi", Unit::Share).between("roi_low", "roi_high"),
        Column::quiet("roi_low", Unit::Share),
        Column::quiet("roi_high", Unit::Share),
        Column::quiet("design", Unit::Text),
        Column::quiet("buyers", Unit::Count),
    ],
    people: People::of(&[&["customers"]])
        .named(&["group", "month_from_joining"])
        .parts(&[Part { counts: &["buyers"], figures: OF_BUYERS }])
        .beside(BESIDE),
};

pub(super) fn run(args: &Args, desk: &mut Desk<'_>) -> Result<Verdict> {
    let also = |inputs: &Inputs, by: &By, wanted: &mut Wanted| {
        if let Some(by) = &by.text {
            bail!(Usage(format!(
                "--by {by}: members and others are the groups, months from joining the periods; ask without it"
            )));
        }
        also_wanted(&args.terms, inputs, wanted)
    };
    let kinds = [Kind::Transactions, Kind::Customers, Kind::Promotions];
    of_purchases_beside(&kinds, "programme", &args.common, desk, also, |shop| {
        compared_windows(shop, &args.comparing, &["month_from_joining", "group"], |shop| asked(shop, &args.terms, true))
    })
}

/// The answer of the question, for a report: there the sends are those of promotions.
pub(super) fn answer(shop: &Shop<'_>, terms: &Terms) -> Result<Found> {
    asked(shop, terms, false)
}

/// How many months from joining.
fn months(terms: &Terms) -> Result<u32> {
    let months: Option<u32> = terms.months.parse().ok().filter(|months| (1..=120).contains(months));
    let Some(months) = months else {
        bail!(Usage(format!("--months {}: write a number of months such as 12", terms.months)));
    };
    Ok(months)
}

fn asked(shop: &Shop<'_>, terms: &Terms, sends: bool) -> Result<Found> {
    if !shop.by.is_empty() {
        return Ok(Err(Warning::new("programme-by", [])));
    }
    let months = months(terms)?;
    let rate = terms.reward_rate.as_deref().map(|text| number("--reward-rate", text)).transpose()?;
    let window = shop.window(Usual::All)?;
    let Some(span) = span(shop, window) else { return Ok(Err(Warning::new("no-members", []))) };
    match control::control(shop, terms, sends)? {
        Ok(None) => {}
        Ok(Some(control)) => return controlled::answer(shop, terms, window, span, &control),
        Err(why) => return Ok(Err(why)),
    }
    if terms.margin.is_some() || terms.campaign.is_some() {
        bail!(Usage("--margin, --campaign: these are for a programme with a control; name it with --control, or mark the customers".to_owned()));
    }
    let steps = steps(shop.ledger(), &Asked { span, months }, shop.threads);
    if steps.is_empty() {
        return Ok(Err(Warning::new("no-members", [])));
    }
    let filled = Filled { shop, window, rate };
    let both = |(month, step): (usize, &Step)| [filled.members(Some(month), step), filled.others(Some(month), step)];
    let mut parameters = shop.parameters(window);
    parameters.push(("design", Value::text(DESIGN)));
    parameters.extend(rate.map(|rate| ("reward_rate", Value::Exact(rate))));
    parameters.extend(Shop::bootstrap());
    let mut warnings = shop.taken.warnings.clone();
    warnings.push(Warning::new("programme-self-selected", []));
    warnings.extend(steps.iter().map(|step| step.members).filter(|members| *members > 0).min().and_then(narrow));
    let answer = Answer {
        sheet: &SHEET,
        parameters,
        dimensions: vec![],
        set_aside: shop.set_aside(window, [("guest orders", shop.guest_purchases(window))]),
        warnings,
        summary: filled.summary(&steps),
        records: steps.iter().enumerate().flat_map(both).collect(),
    };
    Ok(Ok(shop.counted(answer, OF_MONEY)))
}

/// Shares of money.
const OF_MONEY: &[&str] = &["reward_cost_share", "roi", "roi_low", "roi_high"];

/// What the comparison is: customers chose their side.
const DESIGN: &str = "cross-section";

/// The months that are over and wholly in the data.
fn span(shop: &Shop<'_>, window: Window) -> Option<(Month, Month)> {
    let whole: Vec<Window> = Period::Month.across(window).into_iter().filter(|month| shop.complete(*month)).collect();
    let month = |day: Day| Month::of(day);
    Some((month(whole.first()?.from), month(whole.last()?.from)))
}

/// What the records are filled from.
struct Filled<'a> {
    shop: &'a Shop<'a>,
    window: Window,
    rate: Option<Ratio>,
}

impl Filled<'_> {
    fn money(&self, digits: Option<f64>) -> Value {
        digits.map(|sum| sum / 10_u64.pow(u32::from(self.shop.ledger().scale)) as f64).into()
    }

    fn members(&self, month: Option<usize>, step: &Step) -> Record {
        let scale = self.shop.ledger().scale;
        let around = step.interval(&self.shop.draws, self.shop.confidence);
        let gross = Money::new(step.gross, scale);
        let reward = match self.rate {
            Some(rate) => Ratio::from_money(gross).times(rate),
            None => step.reward_twelfths.and_then(|twelfths| Ratio::per(Money::new(twelfths, scale), 12)),
        };
        let values = vec![
            month.map_or(Value::Missing, |month| Value::Count(month as u64)),
            Value::text("members"),
            step.members.into(),
            step.orders.into(),
            gross.into(),
            Money::new(step.net, scale).into(),
            Ratio::per(Money::new(step.net, scale), step.members).into(),
            Ratio::of(step.orders, step.members).into(),
            self.money(step.difference()),
            self.money(around.map(|i| i.low)),
            self.money(around.map(|i| i.high)),
            // Without a control there is no lift, and without a lift no return.
            Value::Missing,
            Value::Missing,
            Value::Missing,
            Value::Missing,
            reward.into(),
            reward.and_then(|reward| reward.over(Ratio::from_money(gross))).into(),
            Value::Missing,
            Value::Missing,
            Value::Missing,
            Value::text(DESIGN),
            step.buyers.into(),
        ];
        self.shop.record(vec![], self.window, values, step.members < SMALL)
    }

    fn others(&self, month: Option<usize>, step: &Step) -> Record {
        let mut values = vec![Value::Missing; SHEET.columns.len()];
        let at = |key: &str| SHEET.position(key).expect("a column of this sheet");
        values[at("month_from_joining")] = month.map_or(Value::Missing, |month| Value::Count(month as u64));
        values[at("group")] = Value::text("others");
        values[at("customers")] = step.others.into();
        values[at("buyers")] = step.other_buyers.into();
        values[at("per_customer")] = self.money(step.other_per_customer);
        values[at("frequency")] = step.other_frequency.into();
        values[at("design")] = Value::text(DESIGN);
        self.shop.record(vec![], self.window, values, step.others < SMALL)
    }

    /// The members of all months together; they are watched for different lengths of time, so there is no single difference.
    fn summary(&self, steps: &[Step]) -> Record {
        let mut record = self.members(None, &Step::together(steps));
        // As beside a control, the customers of the fullest month.
        let most = steps.iter().map(|step| step.members).max().unwrap_or(0);
        let at = SHEET.position("customers").expect("a column of this sheet");
        record.values[at] = most.into();
        record
    }
}
