//! `loyalty split`.

use super::Usage;
use super::asking::{OfPurchases, of_purchases_in_parts};
use super::customers::names::{digests, name, sort};
use super::desk::Desk;
use super::promotions::days;
use super::shop::{SMALL, Shop, nothing};
use crate::answer::column::{Column, Sheet, Unit};
use crate::answer::people::People;
use crate::answer::records::{Records, Roll};
use crate::answer::value::Value;
use crate::answer::{Answer, Record, Verdict, Warning};
use crate::input::Taken;
use crate::input::request::Wanted;
use crate::ledger::Place;
use crate::ledger::money::Money;
use crate::ledger::ratio::Ratio;
use crate::ledger::window::Window;
use crate::metrics::holdout::{ALPHA, Dice, POWER, Strength, dealt, last_days};
use anyhow::{Result, bail};
use clap::Args as Flags;
use std::sync::Arc;

/// A list of all customers dealt by lot into those to send the next promotion to, and a share to hold back as its control.
///
/// The lot is a keyed hash of the id, so the same customer and seed always give the same side, and the summary tells the smallest
/// difference that such a control could show; a list does not prove anything before the promotion has run.
#[derive(Debug, Flags)]
#[command(after_help = "Examples:
  loyalty split fixtures/tea-house/orders.csv --share 20% --seed spring-2026 -o spring-2026.csv
  loyalty split fixtures/tea-house/orders.csv --share 20% -f json")]
pub(super) struct Args {
    #[command(flatten)]
    common: OfPurchases,
    /// The share to hold back
    #[arg(long, value_name = "N%", default_value = "10%", help_heading = "Promotions")]
    share: String,
    /// Any text: another one deals anew, so that not always the same customers are held back
    #[arg(long, value_name = "TEXT", default_value = "", help_heading = "Promotions")]
    seed: String,
    /// For how many days after the send purchases will count
    #[arg(long, value_name = "DAYS", default_value = "14d", help_heading = "Promotions")]
    within: String,
}

/// The list, and what it could show.
pub(super) const SHEETS: &[&Sheet] = &[&SHEET, &SUMMARY];

/// The columns of the list; what belongs to all customers together stands in the summary alone.
const SHEET: Sheet = Sheet {
    command: "split",
    definition: "control where a keyed hash of the customer's id falls below the share, else treated",
    headline: "split",
    columns: &[Column::new("customer", Unit::Text), Column::new("group", Unit::Text)],
    people: People::NOBODY,
};

/// The columns of the summary.
const SUMMARY: Sheet = Sheet {
    command: "split",
    definition: "control where a keyed hash of the customer's id falls below the share, else treated",
    headline: "detectable",
    columns: &[
        Column::new("customers", Unit::Count),
        Column::new("treated_customers", Unit::Count),
        Column::new("control_customers", Unit::Count),
        Column::quiet("buyers", Unit::Count),
        Column::new("repeat_rate", Unit::Share).of("buyers", "customers"),
        Column::new("detectable_repeat_rate", Unit::Share),
        Column::new("per_customer", Unit::MoneyPer),
        Column::new("detectable_per_customer", Unit::MoneyPer),
    ],
    people: People::of(&[&["customers"]]),
};

pub(super) fn run(args: &Args, desk: &mut Desk<'_>) -> Result<Verdict> {
    if let Some(by) = &args.common.window.by {
        bail!(Usage(format!("--by {by}: a list has a row for each customer; group it where it is used")));
    }
    let (parts, whole) = share(&args.share)?;
    let also = |_: &_, _: &_, wanted: &mut Wanted| -> Result<()> {
        wanted.names = true;
        Ok(())
    };
    let dice = Dice::new(&args.seed, parts, whole);
    of_purchases_in_parts("split", &args.common, desk, also, |shop| answer(shop, args, dice))
}

/// A share such as `10%` or `0.5%`, as parts in a whole.
fn share(text: &str) -> Result<(u64, u64)> {
    let wrong = || Usage(format!("--share {text}: write a share such as 10%"));
    let percent: rust_decimal::Decimal =
        text.strip_suffix('%').and_then(|n| n.trim().parse().ok()).ok_or_else(wrong)?;
    let parts = u64::try_from(percent.mantissa()).map_err(|_| wrong())?;
    let whole = 10_u64.checked_pow(percent.scale()).and_then(|one| one.checked_mul(100)).ok_or_else(wrong)?;
    if parts == 0 || parts >= whole {
        bail!(wrong());
    }
    Ok((parts, whole))
}

fn answer(shop: &Shop<'_>, args: &Args, dice: Dice) -> Result<Result<Vec<Answer>, Warning>> {
    let window = last_days(shop.as_of, days("--within", &args.within)?);
    let (list, strength) = dealt(shop.ledger(), dice, window);
    if list.is_empty() {
        return Ok(Err(nothing(window)));
    }
    let mut places = list;
    sort(&mut places, shop.threads, |place| name(shop.ledger(), place));
    let all = Record {
        complete: None,
        warnings: vec![],
        ..shop.record(vec![], window, vec![Value::Missing, Value::Missing], false)
    };
    let parameters = vec![
        ("as_of", Value::Day(shop.as_of)),
        ("share", Value::text(&args.share)),
        ("seed", Value::text(&args.seed)),
        ("within", Value::text(&args.within)),
        ("power", Value::Real(POWER)),
        ("significance", Value::Real(ALPHA)),
    ];
    let mut warnings = shop.taken.warnings.clone();
    let digests = digests(shop.ledger(), &places);
    if digests > 0 {
        warnings.push(Warning::new("customers-digests", [("count", digests.to_string())]));
    }
    let list = Answer {
        sheet: &SHEET,
        parameters: parameters.clone(),
        dimensions: vec![],
        set_aside: vec![],
        warnings,
        records: Records::rolled(List {
            taken: Arc::clone(shop.taken),
            dice,
            places,
            blank: Record { values: vec![], ..all.clone() },
            threads: shop.threads,
        }),
        summary: all,
    };
    let could_show = Answer {
        sheet: &SUMMARY,
        parameters,
        dimensions: vec![],
        set_aside: vec![],
        warnings: vec![],
        summary: summary(shop, window, &strength),
        records: vec![].into(),
    };
    Ok(Ok(vec![list, could_show]))
}

/// The list, of which each line is made when it is written.
struct List {
    taken: Arc<Taken>,
    dice: Dice,
    places: Vec<Place>,
    blank: Record,
    threads: usize,
}

impl Roll for List {
    fn count(&self) -> usize {
        self.places.len()
    }

    fn threads(&self) -> usize {
        self.threads
    }

    fn blank(&self) -> &Record {
        &self.blank
    }

    fn values(&self, number: usize, values: &mut Vec<Value>) {
        let place = self.places[number];
        let ledger = &self.taken.ledger;
        let held = self.dice.holds_back(ledger.shards[usize::from(place.shard)].keys[place.number as usize]);
        let side = if held { "control" } else { "treated" };
        values.extend([Value::text(name(ledger, place)), Value::word(side)]);
    }
}

fn summary(shop: &Shop<'_>, window: Window, strength: &Strength) -> Record {
    let ledger = shop.ledger();
    let customers = strength.customers();
    let money =
        |of: Option<f64>| of.map(|net| net / 10_u64.pow(u32::from(ledger.scale)) as f64).filter(|_| ledger.has_amounts);
    let per_customer = Ratio::per(Money::new(strength.net, ledger.scale), customers);
    let values = vec![
        customers.into(),
        strength.treated.into(),
        strength.control.into(),
        strength.buyers.into(),
        Ratio::of(strength.buyers, customers).into(),
        strength.detectable_share().into(),
        if ledger.has_amounts { per_customer.into() } else { Value::Missing },
        money(strength.detectable_net()).into(),
    ];
    shop.record(vec![], window, values, strength.control.min(strength.treated) < SMALL)
}
