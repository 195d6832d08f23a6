//! `loyalty rfm --concentration`, perhaps beside an earlier window.

use crate::answer::column::{Column, Sheet, Unit};
use crate::answer::people::People;
use crate::answer::value::Value;
use crate::answer::{Answer, Record, Warning};
use crate::commands::Usage;
use crate::commands::asking::Found;
use crate::commands::compare::{Against, Pair, Rule, concluded, refuse_overlap, unknown};
use crate::commands::shop::{SMALL, Shop, narrow_below, nothing, small};
use crate::commands::window::Usual;
use crate::config::comparing::Comparing;
use crate::ledger::ratio::Ratio;
use crate::ledger::scan::{Split, scan};
use crate::ledger::window::Window;
use crate::metrics::SEED;
use crate::metrics::concentration::chance::PurchasesTally;
use crate::metrics::concentration::sample::{ConcentrationSamples, FIGURES, Lines, SUMS};
use crate::metrics::concentration::{Concentration, ConcentrationTally, Decile};
use anyhow::{Result, bail};

/// With fewer customers the intervals of a change hold the truth in 89 to 94 of 100 trials, where they say 95; with as many in 95.
const ENOUGH: u64 = 3_000;

/// The columns of the answer.
pub(super) const SHEET: Sheet = Sheet {
    command: "rfm",
    definition: "net of a tenth of the customers / net of all; gini = 2 * sum of rank * net / (n * net) - (n + 1) / n",
    headline: "concentration",
    columns: &[
        Column::new("decile", Unit::Text),
        Column::new("customers", Unit::Count),
        Column::new("net", Unit::Money),
        Column::new("share", Unit::Share),
        Column::new("cumulative_share", Unit::Share),
        Column::new("top_10_share", Unit::Share),
        Column::new("top_20_share", Unit::Share),
        Column::new("chance_top_10_share", Unit::Share),
        Column::new("chance_top_20_share", Unit::Share),
        Column::new("gini", Unit::Number),
    ],
    people: People::of(&[&["customers"]]).named(&["decile"]).beside(&[
        "cumulative_share",
        "top_10_share",
        "top_20_share",
    ]),
};

/// The answer of the question.
pub(super) fn answer(shop: &Shop<'_>) -> Result<Found> {
    let window = shop.window(Usual::All)?;
    Ok(ranked(shop, window).map(|found| told(shop, window, &found)).ok_or_else(|| nothing(window)))
}

/// The answer beside that of an earlier window; of a year, where none is named.
pub(super) fn beside(shop: &Shop<'_>, flags: &Comparing) -> Result<Found> {
    let Some(against) = Against::parse(flags)? else { return answer(shop) };
    if against == Against::Rest {
        bail!(Usage("--compare rest: tenths share out all customers already; name a window".to_owned()));
    }
    if let Err(why) = super::askable(shop)? {
        return Ok(Err(why));
    }
    let window = shop.window(Usual::NamedOrYear)?;
    let before = against.of(window);
    refuse_overlap(flags, window, before)?;
    let Some(found) = ranked(shop, window) else { return Ok(Err(nothing(window))) };
    let mut answer = told(shop, window, &found);
    let known = shop.complete(window) && shop.complete(before);
    let Some(earlier) = known.then(|| ranked(shop, before)).flatten() else {
        answer.warnings.push(unknown(before));
        return Ok(Ok(concluded(answer, flags, None)));
    };
    let then = told(shop, before, &earlier);
    answer.warnings.extend(narrow_below(ENOUGH, found.customers().min(earlier.customers())));
    let pair = pair(shop, (window, &found), (before, &earlier));
    let rule = Rule { figures: &FIGURES, scale: shop.ledger().scale, draws: &shop.draws, confidence: shop.confidence };
    let figures = rule.figures_of(&SHEET, Some(&then.summary));
    answer.summary.changes = rule.changes(&SHEET, &answer.summary, &figures, pair.as_ref());
    if let Some(whole) = answer.records.last_mut() {
        whole.changes.clone_from(&answer.summary.changes);
    }
    Ok(Ok(concluded(answer, flags, Some(before))))
}

/// What customers add up to in both windows; most of them are in both.
fn pair(shop: &Shop<'_>, now: (Window, &Concentration), before: (Window, &Concentration)) -> Option<Pair<SUMS>> {
    let mut both = [now, before];
    both.sort_by_key(|(window, _)| *window);
    let lines = both.map(|(_, all)| Lines::of(all));
    let frame = shop.frame(both.iter().map(|(window, _)| *window).collect(), Split::Whole);
    let mut found = scan(shop.ledger(), &frame, shop.threads, |_| ConcentrationSamples::new(&lines)).into_iter();
    let (first, second) = (found.next()?, found.next()?);
    let (now, before) = if before.0 < now.0 { (second, first) } else { (first, second) };
    Some(Pair { now, before, shared: true })
}

/// The customers of a window from the largest to the smallest; nothing where nobody bought.
fn ranked(shop: &Shop<'_>, window: Window) -> Option<Concentration> {
    let scale = shop.ledger().scale;
    let found = shop.whole(window, |slots| ConcentrationTally::new(slots, scale));
    found.filter(|found| found.customers() > 0)
}

/// What there is to tell of ranked customers.
fn told(shop: &Shop<'_>, window: Window, found: &Concentration) -> Answer {
    let deciles = found.deciles();
    let mut warnings = shop.warnings(window);
    warnings.extend(small(found.customers()));
    let (top, first) = (found.customers().div_ceil(10), deciles[0].customers);
    if top != first {
        let facts = [("n", found.customers()), ("top", top), ("first", first)];
        warnings.push(Warning::new("tenths-uneven", facts.map(|(key, count)| (key, count.to_string()))));
    }
    let all = Decile {
        customers: found.customers(),
        net: found.net(),
        share: found.top_share(100),
        cumulative_share: found.top_share(100),
    };
    let ledger = shop.ledger();
    let purchases = shop.whole(window, |slots| PurchasesTally::new(slots, ledger));
    let chance = purchases.and_then(|purchases| purchases.top_shares([10, 20]));
    let summary = record(shop, window, "(all)", &all, Some((found, chance)));
    let tenths = deciles.iter().enumerate();
    let mut records: Vec<Record> =
        tenths.map(|(at, decile)| record(shop, window, &(at + 1).to_string(), decile, None)).collect();
    records.push(summary.clone());
    let mut parameters = shop.parameters(window);
    parameters.push(("chance", Value::text("the same purchases dealt at random")));
    parameters.push(("seed", Value::Count(SEED)));
    Answer {
        sheet: &SHEET,
        parameters,
        dimensions: vec![],
        set_aside: shop.set_aside(window, shop.no_purchases(window)),
        warnings,
        summary,
        records: records.into(),
    }
}

/// The concentration of all customers, and the top shares that chance alone would show.
type Whole<'a> = (&'a Concentration, Option<[f64; 2]>);

fn record(shop: &Shop<'_>, window: Window, name: &str, decile: &Decile, all: Option<Whole<'_>>) -> Record {
    let of = |measure: fn(&Concentration) -> Option<Ratio>| Value::from(all.and_then(|(all, _)| measure(all)));
    let by_chance = |at: usize| Value::from(all.and_then(|(_, chance)| chance).map(|chance| chance[at]));
    let values = vec![
        Value::text(name),
        decile.customers.into(),
        decile.net.into(),
        decile.share.into(),
        decile.cumulative_share.into(),
        of(|all| all.top_share(10)),
        of(|all| all.top_share(20)),
        by_chance(0),
        by_chance(1),
        of(Concentration::gini),
    ];
    shop.record(vec![], window, values, decile.customers < SMALL)
}
