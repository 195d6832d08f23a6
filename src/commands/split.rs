//! `loyalty split`.

use super::Usage;
use super::asking::{Asking, OfPurchases, PURCHASES, of_what_was_read};
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
use crate::ledger::day::Day;
use crate::ledger::money::Money;
use crate::ledger::ratio::Ratio;
use crate::ledger::window::Window;
use crate::metrics::holdout::{ALPHA, Dice, POWER, Strength, dealt, last_days};
use anyhow::{Result, bail};
use clap::Args as Flags;
use std::sync::Arc;

/// A list of all customers who are known, dealt by lot into those to send the next promotion to, and a share to hold back as its control.
///
/// The lot is a keyed hash of the id, so the same customer and seed always give the same side, and the summary tells the smallest
/// difference that such a control could show; a list does not prove anything before the promotion has run.
#[derive(Debug, Flags)]
#[command(after_help = "Examples:
  loyalty split fixtures/tea-house/orders.csv --share 20% --seed spring-2026 -o spring-2026.csv
  loyalty split customers.csv --share 0.1
  loyalty split fixtures/tea-house/orders.csv --share 20% -f json")]
pub(super) struct Args {
    #[command(flatten)]
    common: OfPurchases,
    /// The share to hold back, such as 10% or 0.1
    #[arg(long, value_name = "SHARE", default_value = "10%", help_heading = "Promotions")]
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
    let asking = Asking { command: "split", kinds: &PURCHASES, by: &PURCHASES, missing: &[], counts: false };
    of_what_was_read(&asking, &args.common, desk, also, |taken, by| {
        let known = || taken.ledger.shards.iter().any(|shard| !shard.keys.is_empty());
        match Shop::open(taken, by, &args.common, false)? {
            Ok(shop) => answer(&shop, args, dice),
            // Those in the customers file can be dealt, whatever they buy.
            Err(why) if why.code == "no-transactions" && known() => {
                let threads = args.common.reading.threads.unwrap_or(2);
                Ok(Ok(listed(taken, args, dice, threads)))
            }
            Err(why) => Ok(Err(why)),
        }
    })
}

/// A share such as `10%`, `0.5%` or `0.1`, as parts in a whole.
fn share(text: &str) -> Result<(u64, u64)> {
    let wrong = || Usage(format!("--share {text}: write a share such as 10% or 0.1"));
    let (number, one) = text.strip_suffix('%').map_or((text, 1), |number| (number, 100));
    let number: rust_decimal::Decimal = number.trim().parse().map_err(|_| wrong())?;
    let parts = u64::try_from(number.mantissa()).map_err(|_| wrong())?;
    let whole = 10_u64.checked_pow(number.scale()).and_then(|digits| digits.checked_mul(one)).ok_or_else(wrong)?;
    if parts == 0 || parts >= whole {
        bail!(wrong());
    }
    Ok((parts, whole))
}

fn answer(shop: &Shop<'_>, args: &Args, dice: Dice) -> Result<Result<Vec<Answer>, Warning>> {
    let window = last_days(shop.as_of, days("--within", &args.within)?);
    let (places, strength) = dealt(shop.ledger(), dice, window);
    if places.is_empty() {
        return Ok(Err(nothing(window)));
    }
    let blank = Record { complete: None, warnings: vec![], ..shop.record(vec![], window, vec![], false) };
    let mut parameters = vec![("as_of", Value::Day(shop.as_of))];
    parameters.extend(asked(args));
    let guests = shop.guest_purchases(Window { from: shop.first, to: shop.as_of });
    let set_aside = if guests > 0 { vec![("guest orders", guests)] } else { vec![] };
    let summary = summary(shop, window, &strength);
    Ok(Ok(parts(shop.taken, shop.threads, dice, places, (blank, summary), parameters, set_aside)))
}

/// The list of those who stand in a customers file, of whose purchases nothing is known: so nothing of what the two sides could show.
fn listed(taken: &Arc<Taken>, args: &Args, dice: Dice, threads: usize) -> Vec<Answer> {
    let (places, strength) = dealt(&taken.ledger, dice, last_days(Day(0), 1));
    let blank = Record { warnings: vec![], ..unmeasured(vec![]) };
    let mut values = vec![strength.customers().into(), strength.treated.into(), strength.control.into()];
    values.resize(SUMMARY.columns.len(), Value::Missing);
    let summary = unmeasured(values);
    parts(taken, threads, dice, places, (blank, summary), asked(args), vec![])
}

/// A record of no days and no currency.
fn unmeasured(values: Vec<Value>) -> Record {
    Record { group: vec![], window: None, complete: None, currency: None, values, changes: vec![], warnings: vec![] }
}

/// What was asked, for the parameters.
fn asked(args: &Args) -> Vec<(&'static str, Value)> {
    vec![
        ("share", Value::text(&args.share)),
        ("seed", Value::text(&args.seed)),
        ("within", Value::text(&args.within)),
        ("power", Value::Real(POWER)),
        ("significance", Value::Real(ALPHA)),
    ]
}

/// The list, and what it could show.
fn parts(
    taken: &Arc<Taken>,
    threads: usize,
    dice: Dice,
    mut places: Vec<Place>,
    (blank, summary): (Record, Record),
    parameters: Vec<(&'static str, Value)>,
    set_aside: Vec<(&'static str, u64)>,
) -> Vec<Answer> {
    sort(&mut places, threads, |place| name(&taken.ledger, place));
    let mut warnings = taken.warnings.clone();
    let digests = digests(&taken.ledger, &places);
    if digests > 0 {
        warnings.push(Warning::new("customers-digests", [("count", digests.to_string())]));
    }
    let all = Record { values: vec![Value::Missing, Value::Missing], ..blank.clone() };
    let list = Answer {
        sheet: &SHEET,
        parameters: parameters.clone(),
        dimensions: vec![],
        set_aside,
        warnings,
        records: Records::rolled(List { taken: Arc::clone(taken), dice, places, blank, threads }),
        summary: all,
    };
    let could_show = Answer {
        sheet: &SUMMARY,
        parameters,
        dimensions: vec![],
        set_aside: vec![],
        warnings: vec![],
        summary,
        records: vec![].into(),
    };
    vec![list, could_show]
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
