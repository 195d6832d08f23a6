//! `loyalty promotions --codes`: orders with a discount against those without, from the transactions alone.

use crate::answer::column::{Column, Sheet, Unit};
use crate::answer::people::People;
use crate::answer::value::Value;
use crate::answer::{Answer, Record, Warning};
use crate::commands::Usage;
use crate::commands::asking::Found;
use crate::commands::shop::{SMALL, Shop, nothing};
use crate::commands::window::Usual;
use crate::input::Inputs;
use crate::input::request::Wanted;
use crate::input::roles::Kind;
use crate::ledger::ratio::Ratio;
use crate::ledger::scan::{Groups, Split, scan};
use crate::ledger::window::Window;
use crate::metrics::tiers::{Level, Levels, TierTally};
use anyhow::{Result, bail};

/// The columns of the answer.
pub(super) const SHEET: Sheet = Sheet {
    command: "promotions",
    definition: "orders with something in the columns of --codes on any of their lines, against the other orders",
    headline: "code_net",
    columns: &[
        Column::new("code", Unit::Text),
        Column::new("orders", Unit::Count),
        Column::new("order_share", Unit::Share),
        Column::new("customers", Unit::Count),
        Column::quiet("gross", Unit::Money),
        Column::new("net", Unit::Money),
        Column::new("share", Unit::Share),
        Column::new("average_order_value", Unit::MoneyPer),
    ],
    people: People::of(&[&["customers"]]).named(&["code"]),
};

/// Adds the columns to what is wanted.
pub(super) fn also_wanted(codes: &[String], inputs: &Inputs, wanted: &mut Wanted) -> Result<()> {
    for name in codes {
        let Some(column) = inputs.column(Kind::Transactions, name) else {
            bail!(Usage(format!(
                "--codes {name}: no column of that name in `{}`",
                inputs.columns(Kind::Transactions).join("`, `")
            )));
        };
        wanted.orders.push(column);
        wanted.bands.push(vec![]);
        wanted.marks = true;
    }
    Ok(())
}

/// The answer of the question.
pub(super) fn answer(shop: &Shop<'_>) -> Result<Found> {
    let window = shop.window(Usual::All)?;
    let ledger = shop.ledger();
    let dimensions = &ledger.dimensions;
    let marked = |code: u32| (0..dimensions.columns.len()).any(|column| dimensions.text(code, column).is_some());
    let groups = Groups {
        of_code: (0..dimensions.tuples.len() as u32).map(|code| u32::from(!marked(code))).chain([1]).collect(),
        labels: vec![vec![Some("with".to_owned())], vec![Some("without".to_owned())]],
        stride: 0,
    };
    let fresh = |slots| TierTally::new(slots, ledger.scale, Levels::Groups, 0);
    let frame = shop.frame(vec![window], Split::Orders(groups));
    let groups: Vec<Level> = scan(ledger, &frame, shop.threads, fresh).into_iter().flatten().collect();
    let all = shop.whole(window, fresh).and_then(|mut all| all.pop());
    let Some(all) = all.filter(|all| all.orders > 0) else { return Ok(Err(nothing(window))) };
    let mut warnings = shop.warnings(window);
    warnings.push(Warning::new("codes-no-cause", []));
    let record = |name: &str, level: &Level| record(shop, window, name, level, &all);
    let names = ["with", "without"].into_iter().zip(&groups);
    let answer = Answer {
        sheet: &SHEET,
        parameters: {
            let mut parameters = shop.parameters(window);
            let names: Vec<&str> = dimensions.columns.iter().map(|column| column.name.as_str()).collect();
            parameters.push(("codes", Value::text(names.join(", "))));
            parameters
        },
        dimensions: vec![],
        set_aside: shop.set_aside(window, shop.no_purchases(window)),
        warnings,
        summary: record("(all)", &all),
        records: names.map(|(name, level)| record(name, level)).chain([record("(all)", &all)]).collect(),
    };
    Ok(Ok(shop.counted(answer, &["share"])))
}

fn record(shop: &Shop<'_>, window: Window, name: &str, level: &Level, all: &Level) -> Record {
    let values = vec![
        Value::text(name),
        level.orders.into(),
        Ratio::of(level.orders, all.orders).into(),
        level.customers.into(),
        level.gross.into(),
        level.net.into(),
        level.share_of(all.net).into(),
        level.average_order_value().into(),
    ];
    shop.record(vec![], window, values, level.orders < SMALL)
}
