//! `loyalty rfm --migrate FROM TO`.

use super::{PresetFlag, cuts};
use crate::answer::column::{Column, Sheet, Unit};
use crate::answer::people::People;
use crate::answer::value::Value;
use crate::answer::{Answer, Record, Warning};
use crate::commands::Usage;
use crate::commands::asking::Found;
use crate::commands::setup::day;
use crate::commands::shop::{SMALL, Shop, nothing, small};
use crate::commands::window::year_to;
use crate::ledger::money::Money;
use crate::ledger::ratio::Ratio;
use crate::ledger::window::Window;
use crate::metrics::rfm::migration::{self, Cell, Cells, MigrationTally, Place};
use crate::metrics::rfm::segments::Preset;
use crate::metrics::rfm::{Rfm, RfmTally};
use anyhow::{Result, bail};

/// The columns of the answer.
pub(super) const SHEET: Sheet = Sheet {
    command: "rfm",
    definition: "customers by their segment on the first and on the second day, each over the twelve months up to it, both scored by the cuts of the first day; segment_share = customers / customers of that segment on the first day",
    headline: "migration",
    columns: &[
        Column::new("from_segment", Unit::Text),
        Column::new("to_segment", Unit::Text),
        Column::new("customers", Unit::Count),
        Column::new("segment_share", Unit::Share),
        Column::new("net_before", Unit::Money),
        Column::new("net", Unit::Money),
    ],
    people: People::of(&[&["customers"]]).named(&["from_segment", "to_segment"]).beside(&["net_before", "net"]),
};

/// The answer of the question.
pub(super) fn answer(shop: &Shop<'_>, days: &[String], segments: PresetFlag) -> Result<Found> {
    let [first, second] = days else { bail!(Usage("--migrate: name two days".to_owned())) };
    let [first, second] = [day("--migrate", first)?, day("--migrate", second)?];
    if first >= second {
        bail!(Usage(format!("--migrate {first} {second}: the first day must lie before the second")));
    }
    let windows = [year_to(first), year_to(second)];
    if let Some(window) = windows.iter().find(|window| !shop.complete(**window)) {
        let Window { from, to } = *window;
        return Ok(Err(Warning::new("migrate-outside", [("from", from.to_string()), ("to", to.to_string())])));
    }
    let (preset, name) = segments.preset();
    let rfm = shop.whole(windows[0], |slots| RfmTally::new(slots, first)).flatten();
    let Some(rfm) = rfm.map(Rfm::without_customers) else { return Ok(Err(nothing(windows[0]))) };
    let span = MigrationTally::span(windows);
    let found = shop.whole(span, |slots| MigrationTally::new(slots, windows, preset, &rfm)).unwrap_or_default();
    let mut whole = Cell::default();
    for cell in found.values() {
        whole.customers += cell.customers;
        whole.net_before += cell.net_before;
        whole.net += cell.net;
    }
    let records = found.iter().map(|(at, cell)| record(shop, windows[1], &found, preset, *at, cell)).collect();
    let mut parameters = shop.parameters(windows[1]);
    parameters.extend([
        ("migrate_from", Value::Day(first)),
        ("migrate_to", Value::Day(second)),
        ("segments", Value::text(name)),
    ]);
    parameters.extend(cuts(&rfm, shop.ledger().scale));
    let mut warnings = shop.warnings(windows[1]);
    warnings.extend(small(whole.customers));
    Ok(Ok(Answer {
        sheet: &SHEET,
        parameters,
        dimensions: vec![],
        set_aside: shop.set_aside(span, []),
        warnings,
        summary: shop.record(vec![], windows[1], values(shop, "(all)", "(all)", None, &whole), whole.customers < SMALL),
        records,
    }))
}

fn record(
    shop: &Shop<'_>,
    window: Window,
    found: &Cells,
    preset: Preset,
    (from, to): (Place, Place),
    cell: &Cell,
) -> Record {
    let name = |place| match place {
        Place::Segment(at) => preset.name(at),
        Place::Absent => "(no purchase)",
        Place::New => "(new)",
    };
    let share =
        matches!(from, Place::Segment(_)).then(|| Ratio::of(cell.customers, migration::from(found, from))).flatten();
    shop.record(vec![], window, values(shop, name(from), name(to), share, cell), cell.customers < SMALL)
}

fn values(shop: &Shop<'_>, from: &str, to: &str, share: Option<Ratio>, cell: &Cell) -> Vec<Value> {
    let money = |sum| shop.money(Money::new(sum, shop.ledger().scale));
    vec![
        Value::text(from),
        Value::text(to),
        cell.customers.into(),
        share.into(),
        money(cell.net_before),
        money(cell.net),
    ]
}
