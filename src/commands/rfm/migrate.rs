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
use crate::input::request::Wanted;
use crate::ledger::day::Day;
use crate::ledger::money::Money;
use crate::ledger::ratio::Ratio;
use crate::ledger::scan::{AsKnown, Frame, Split, scan};
use crate::ledger::window::Window;
use crate::metrics::rfm::migration::{self, Cell, Cells, MigrationTally, Place};
use crate::metrics::rfm::segments::Preset;
use crate::metrics::rfm::{Rfm, RfmTally};
use anyhow::{Result, bail};

/// The columns of the answer.
pub(super) const SHEET: Sheet = Sheet {
    command: "rfm",
    definition: "customers by their segment on the first and on the second day, each over the twelve months up to it and by what was known on it, both scored by the cuts of the first day; segment_share = customers / customers of that segment on the first day",
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

/// The two days.
fn days(typed: &[String]) -> Result<[Day; 2]> {
    let [first, second] = typed else { bail!(Usage("--migrate: name two days".to_owned())) };
    let [first, second] = [day("--migrate", first)?, day("--migrate", second)?];
    if first >= second {
        bail!(Usage(format!("--migrate {first} {second}: the first day must lie before the second")));
    }
    Ok([first, second])
}

/// What was known on both days is wanted; the second is the last that counts.
pub(super) fn wanted(typed: &[String], wanted: &mut Wanted) -> Result<()> {
    if !typed.is_empty() {
        let [first, second] = days(typed)?;
        wanted.then = Some(first);
        wanted.up_to = Some(second);
    }
    Ok(())
}

/// The answer of the question.
pub(super) fn answer(shop: &Shop<'_>, typed: &[String], segments: PresetFlag) -> Result<Found> {
    let [first, second] = days(typed)?;
    let windows = [year_to(first), year_to(second)];
    if let Some(window) = windows.iter().find(|window| !shop.complete(**window)) {
        let Window { from, to } = *window;
        return Ok(Err(Warning::new("migrate-outside", [("from", from.to_string()), ("to", to.to_string())])));
    }
    let (preset, name) = segments.preset();
    // Which purchases there were is not known to the scan, so it merges none of a day.
    let (ledger, merged) = (shop.ledger(), shop.merge_days);
    let frame = |window| Frame { merge_days: false, ..shop.frame(vec![window], Split::Whole) };
    let tally = |slots| AsKnown::new(RfmTally::new(slots, first), merged);
    let rfm = scan(ledger, &frame(windows[0]), shop.threads, tally).pop().flatten().map(Rfm::without_customers);
    let Some(rfm) = rfm else { return Ok(Err(nothing(windows[0]))) };
    let all = Window { from: shop.first.min(windows[0].from), to: second };
    let tally = |slots| MigrationTally::new(slots, windows, merged, preset, &rfm);
    let found = scan(ledger, &frame(all), shop.threads, tally).pop().unwrap_or_default();
    let span = Window { from: windows[0].from, to: second };
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
