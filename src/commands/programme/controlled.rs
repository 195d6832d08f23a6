//! The answer where there is a control: members and control side by side, and the lift.

use super::control::Control;
use super::{OF_MONEY, SHEET, Terms, months};
use crate::answer::value::Value;
use crate::answer::{Answer, Record, Warning};
use crate::commands::Usage;
use crate::commands::asking::Found;
use crate::commands::ltv::number;
use crate::commands::shop::{SMALL, Shop};
use crate::ledger::money::Money;
use crate::ledger::ratio::Ratio;
use crate::ledger::window::Window;
use crate::metrics::programme::Month;
use crate::metrics::programme::controlled::{Design, Lift, Terms as Decided, lifts};
use anyhow::{Result, bail};

/// The answer.
pub(super) fn answer(
    shop: &Shop<'_>,
    terms: &Terms,
    window: Window,
    span: (Month, Month),
    control: &Control<'_>,
) -> Result<Found> {
    let before: Option<u32> =
        terms.before.trim_end_matches('m').parse().ok().filter(|months| (1..=60).contains(months));
    let Some(before) = before else {
        bail!(Usage(format!("--before {}: write a number of months such as 3", terms.before)));
    };
    let decided = Decided { span, months: months(terms)?, before, design: control.design };
    let steps = lifts(shop.ledger(), &decided, shop.threads, &control.side);
    if steps.is_empty() {
        return Ok(Err(match control.design {
            Design::Holdout => Warning::new("programme-no-holdout", []),
            Design::DifferenceInDifferences => Warning::new("programme-no-control", [("months", before.to_string())]),
        }));
    }
    let rate = terms.reward_rate.as_deref().map(|text| number("--reward-rate", text)).transpose()?;
    let margin = terms.margin.as_deref().map(|text| number("--margin", text)).transpose()?;
    let filled = Filled { shop, window, rate, margin, design: name(control.design) };
    let mut parameters = shop.parameters(window);
    parameters.push(("design", Value::text(name(control.design))));
    parameters.extend(terms.control.as_deref().map(|text| ("control", Value::text(text))));
    if control.design == Design::DifferenceInDifferences {
        parameters.push(("months_before", Value::Count(u64::from(before))));
    }
    parameters.extend(rate.map(|rate| ("reward_rate", Value::Exact(rate))));
    parameters.extend(margin.map(|margin| ("margin", Value::Exact(margin))));
    parameters.extend(Shop::bootstrap());
    let mut warnings = shop.taken.warnings.clone();
    if control.design == Design::DifferenceInDifferences {
        warnings.push(Warning::new("programme-control", []));
        let members: u64 = shop.ledger().shards.iter().map(|shard| shard.joined.iter().flatten().count() as u64).sum();
        let short = members.saturating_sub(steps[0].members + control.crossed);
        if short > 0 {
            let facts = [("months", before.to_string()), ("count", short.to_string())];
            warnings.push(Warning::new("programme-lead", facts));
        }
    }
    let mut all = Lift::default();
    for step in &steps {
        all.add(step);
    }
    let both = |(month, step): (usize, &Lift)| [filled.members(Some(month), step), filled.control(Some(month), step)];
    let answer = Answer {
        sheet: &SHEET,
        parameters,
        dimensions: vec![],
        set_aside: shop.set_aside(
            window,
            [
                ("guest orders", shop.guest_purchases(window)),
                ("control who joined", control.crossed),
                ("both groups", control.both),
            ],
        ),
        warnings,
        summary: filled.members(None, &all),
        records: steps.iter().enumerate().flat_map(both).collect(),
    };
    Ok(Ok(shop.counted(answer, OF_MONEY)))
}

const fn name(design: Design) -> &'static str {
    match design {
        Design::Holdout => "holdout",
        Design::DifferenceInDifferences => "difference-in-differences",
    }
}

/// What the records are filled from.
struct Filled<'a> {
    shop: &'a Shop<'a>,
    window: Window,
    rate: Option<Ratio>,
    margin: Option<Ratio>,
    design: &'static str,
}

impl Filled<'_> {
    fn money(&self, digits: Option<f64>) -> Value {
        self.real(digits).into()
    }

    fn real(&self, digits: Option<f64>) -> Option<f64> {
        digits.map(|sum| sum / 10_u64.pow(u32::from(self.shop.ledger().scale)) as f64)
    }

    /// Members of one month from joining; without a month all of them together, each month weighing as many members as it has.
    fn members(&self, month: Option<usize>, step: &Lift) -> Record {
        let (shop, scale) = (self.shop, self.shop.ledger().scale);
        let apart = step.difference_interval(&shop.draws, shop.confidence);
        let lifted = step.lift_interval(&shop.draws, shop.confidence);
        let gross = Money::new(step.gross, scale);
        let reward = match self.rate {
            Some(rate) => Ratio::from_money(gross).times(rate),
            None => step.reward_twelfths.and_then(|twelfths| Ratio::per(Money::new(twelfths, scale), 12)),
        };
        let mut values = self.sided(month, "members");
        let mut set = |key: &str, value: Value| values[at(key)] = value;
        // Of all months together, the customers of the fullest.
        set("customers", if month.is_some() { step.members } else { step.most() }.into());
        set("orders", step.orders.into());
        set("buyers", step.buyers.into());
        set("gross", gross.into());
        set("net", Money::new(step.net, scale).into());
        set("per_customer", Ratio::per(Money::new(step.net, scale), step.members).into());
        set("frequency", Ratio::of(step.orders, step.members).into());
        set("difference", self.money(step.difference()));
        set("difference_low", self.money(apart.map(|i| i.low)));
        set("difference_high", self.money(apart.map(|i| i.high)));
        set("per_customer_before", self.money(step.per_member_before()));
        set("lift", self.money(step.lift()));
        set("lift_low", self.money(lifted.map(|i| i.low)));
        set("lift_high", self.money(lifted.map(|i| i.high)));
        set("reward_cost", reward.into());
        set("reward_cost_share", reward.and_then(|reward| reward.over(Ratio::from_money(gross))).into());
        let cost = reward.map(Ratio::real).filter(|cost| *cost > 0.0);
        // What the rewards cost is known, so the return is as unsure as the lift.
        let roi = |lift: Option<f64>| {
            let gained = self.real(lift)? * step.members as f64 * self.margin?.real();
            cost.map(|cost| (gained - cost) / cost)
        };
        set("roi", roi(step.lift()).into());
        set("roi_low", roi(lifted.map(|i| i.low)).into());
        set("roi_high", roi(lifted.map(|i| i.high)).into());
        shop.record(vec![], self.window, values, step.fewer() < SMALL)
    }

    fn control(&self, month: Option<usize>, step: &Lift) -> Record {
        let mut values = self.sided(month, "control");
        values[at("customers")] = step.control.into();
        values[at("buyers")] = step.control_buyers.into();
        values[at("per_customer")] = self.money(step.per_control());
        values[at("per_customer_before")] = self.money(step.per_control_before());
        values[at("frequency")] = step.control_frequency().into();
        self.shop.record(vec![], self.window, values, step.control < SMALL)
    }

    fn sided(&self, month: Option<usize>, group: &str) -> Vec<Value> {
        let mut values = vec![Value::Missing; SHEET.columns.len()];
        values[at("month_from_joining")] = month.map_or(Value::Missing, |month| Value::Count(month as u64));
        values[at("group")] = Value::text(group);
        values[at("design")] = Value::text(self.design);
        values
    }
}

fn at(key: &str) -> usize {
    SHEET.position(key).expect("a column of this sheet")
}
