//! `loyalty revenue`.

use super::Usage;
use super::asking::{Found, OfPurchases, of_purchases};
use super::compare::compared;
use super::desk::Desk;
use super::shop::{Cell, SMALL, Shop, narrow, nothing, small};
use super::window::Usual;
use crate::answer::column::{Column, Sheet, Unit};
use crate::answer::people::{Part, People};
use crate::answer::value::Value;
use crate::answer::{Answer, Record, Verdict, Warning};
use crate::config::burn_in::BurnIn;
use crate::config::comparing::Comparing;
use crate::config::nearest::nearest;
use crate::input::Inputs;
use crate::input::request::Wanted;
use crate::input::roles::Kind;
use crate::ledger::scan::{Frame, Groups, Split, scan};
use crate::ledger::window::Window;
use crate::metrics::concentration::chance::PurchasesTally;
use crate::metrics::revenue::RevenueTally;
use crate::metrics::revenue::loyal::{Loyal, TopTally};
use crate::metrics::revenue::sample::FIGURES;
use crate::metrics::revenue::{Basis, Revenue};
use crate::metrics::revenue::{PreviousTally, window_before};
use crate::metrics::sample::{self, Sample};
use crate::statistics::bootstrap::Cells;
use anyhow::{Result, bail};
use clap::{Args as Flags, ValueEnum};

/// What loyal customers bring in against the others: money, orders, money per customer, and the difference with its interval.
///
/// Grouping and measuring on the same window is partly circular, so beside it stand what chance alone would show and the answer that
/// groups by the window before; it does not prove that loyalty causes the difference.
#[derive(Debug, Flags)]
#[command(after_help = "Examples:
  loyalty revenue fixtures/corner-shop/orders.csv
  loyalty revenue fixtures/corner-shop/orders.csv --by year --loyal 'orders>=3'
  loyalty revenue fixtures/corner-shop/orders.csv -c fixtures/corner-shop/customers.csv --loyal tier=gold,silver
  loyalty revenue fixtures/corner-shop/orders.csv --loyal top=20%")]
pub(super) struct Args {
    #[command(flatten)]
    common: OfPurchases,
    #[command(flatten)]
    burn_in: BurnIn,
    #[command(flatten)]
    comparing: Comparing,
    #[command(flatten)]
    terms: Terms,
}

/// Flags of the metric itself.
#[derive(Debug, Clone, Default, Flags)]
pub(super) struct Terms {
    /// Who is loyal: orders>=N in the window, COLUMN=VALUE,… of the customers file, or top=N% by net
    #[arg(long, value_name = "RULE", default_value = "orders>=2", help_heading = "Orders")]
    loyal: String,
    /// Groups and measures on the same window, or groups by the window before and measures on this one
    #[arg(long, value_name = "BASIS", default_value = "window", help_heading = "Orders")]
    basis: BasisFlag,
}

/// Where customers are grouped.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, ValueEnum)]
enum BasisFlag {
    /// On the window itself; the other answer stands beside it
    #[default]
    Window,
    /// On the window before
    Previous,
}

impl BasisFlag {
    const fn name(self) -> &'static str {
        match self {
            Self::Window => "window",
            Self::Previous => "previous",
        }
    }
}

/// The rule as typed.
enum Rule {
    Orders(u64),
    Attribute(String, Vec<String>),
    Top(u64, u64),
}

/// The columns of the answer.
pub(super) const SHEET: Sheet = Sheet {
    command: "revenue",
    definition: "net of loyal customers - net of the others; loyal by the rule of --loyal, else 2 or more purchases in the window",
    headline: "difference",
    columns: &[
        Column::quiet("basis", Unit::Text),
        Column::new("customers", Unit::Count),
        Column::new("loyal_customers", Unit::Count),
        Column::quiet("loyal_orders", Unit::Count),
        Column::quiet("loyal_gross", Unit::Money),
        Column::new("loyal_net", Unit::Money),
        Column::new("other_returning_customers", Unit::Count),
        Column::quiet("other_returning_orders", Unit::Count),
        Column::quiet("other_returning_gross", Unit::Money),
        Column::new("other_returning_net", Unit::Money),
        Column::new("other_new_customers", Unit::Count),
        Column::quiet("other_new_orders", Unit::Count),
        Column::quiet("other_new_gross", Unit::Money),
        Column::new("other_new_net", Unit::Money),
        Column::new("other_customers", Unit::Count),
        Column::quiet("other_orders", Unit::Count),
        Column::quiet("other_gross", Unit::Money),
        Column::new("other_net", Unit::Money),
        Column::new("difference", Unit::Money).between("difference_low", "difference_high"),
        Column::quiet("difference_low", Unit::MoneyPer),
        Column::quiet("difference_high", Unit::MoneyPer),
        Column::new("chance_difference", Unit::MoneyPer),
        Column::new("loyal_share", Unit::Share),
        Column::new("loyal_per_customer", Unit::MoneyPer),
        Column::new("other_per_customer", Unit::MoneyPer),
        Column::new("per_customer_difference", Unit::MoneyPer)
            .between("per_customer_difference_low", "per_customer_difference_high"),
        Column::quiet("per_customer_difference_low", Unit::MoneyPer),
        Column::quiet("per_customer_difference_high", Unit::MoneyPer),
        Column::new("previous_loyal_customers", Unit::Count),
        Column::new("previous_other_customers", Unit::Count),
        Column::new("previous_new_customers", Unit::Count),
        Column::new("previous_difference", Unit::Money)
            .between("previous_difference_low", "previous_difference_high")
            .over(&["previous_loyal_customers", "previous_other_customers"]),
        Column::quiet("previous_difference_low", Unit::MoneyPer),
        Column::quiet("previous_difference_high", Unit::MoneyPer),
        Column::new("previous_per_customer_difference", Unit::MoneyPer)
            .between("previous_per_customer_difference_low", "previous_per_customer_difference_high")
            .over(&["previous_loyal_customers", "previous_other_customers"]),
        Column::quiet("previous_per_customer_difference_low", Unit::MoneyPer),
        Column::quiet("previous_per_customer_difference_high", Unit::MoneyPer),
    ],
    people: People::of(&[&["loyal_customers"], &["other_customers"]]).parts(&[
        Part {
            counts: &["other_returning_customers", "other_new_customers"],
            figures: &[
                "other_returning_orders",
                "other_returning_gross",
                "other_returning_net",
                "other_new_orders",
                "other_new_gross",
                "other_new_net",
            ],
        },
        Part {
            counts: &["previous_loyal_customers", "previous_other_customers"],
            figures: &[
                "previous_difference",
                "previous_difference_low",
                "previous_difference_high",
                "previous_per_customer_difference",
                "previous_per_customer_difference_low",
                "previous_per_customer_difference_high",
            ],
        },
    ]),
};

pub(super) fn run(args: &Args, desk: &mut Desk<'_>) -> Result<Verdict> {
    let also = |inputs: &Inputs, _: &_, wanted: &mut Wanted| also_wanted(&args.terms, inputs, wanted);
    of_purchases("revenue", &args.common, desk, also, |shop| {
        beside(&shop.after(&args.burn_in)?, &args.terms, &args.comparing)
    })
}

fn rule(text: &str) -> Result<Rule> {
    let wrong = || Usage(format!("--loyal {text}: write orders>=3, tier=gold,platinum or top=20%"));
    if let Some(count) = text.strip_prefix("orders>=") {
        let count: u64 = count.trim().parse().map_err(|_| wrong())?;
        return if count == 0 { Err(wrong().into()) } else { Ok(Rule::Orders(count)) };
    }
    let Some((name, values)) = text.split_once('=') else { bail!(wrong()) };
    if name == "top" {
        let share = values.trim_end_matches('%').parse().ok().filter(|share| (1..=100).contains(share));
        return share.map(|share| Rule::Top(share, 100)).ok_or_else(|| wrong().into());
    }
    Ok(Rule::Attribute(name.trim().to_owned(), values.split(',').map(|v| v.trim().to_owned()).collect()))
}

/// Adds the column of a rule about customers to what is wanted.
pub(super) fn also_wanted(terms: &Terms, inputs: &Inputs, wanted: &mut Wanted) -> Result<()> {
    if let Rule::Attribute(name, _) = rule(&terms.loyal)? {
        let Some(column) = inputs.column(Kind::Customers, &name) else {
            bail!(Usage(format!(
                "--loyal {}: no customers file has a column `{name}`; name one with --customers",
                terms.loyal
            )));
        };
        wanted.customers.push(column);
    }
    Ok(())
}

/// The answer with its changes, where they are asked for.
pub(super) fn beside(shop: &Shop<'_>, terms: &Terms, comparing: &Comparing) -> Result<Found> {
    let rule = rule(&terms.loyal)?;
    let gather = |frame: &Frame, _: &[(usize, usize)]| -> Vec<sample::Found<4>> {
        let all: Vec<usize> = (0..frame.windows.len()).collect();
        let cells = found(shop, &rule, frame).into_iter().map(|cell| match terms.basis {
            BasisFlag::Window => Some(cell.found.0),
            BasisFlag::Previous => cell.found.1,
        });
        let cells = cells.map(|found| found.map_or_else(Cells::new, |found| found.cells().clone()));
        // Loyal customers of one year are mostly customers of the other, too.
        cells.map(|cells| (Sample { cells }, all.clone())).collect()
    };
    compared(shop, comparing, &FIGURES, &|shop| answer(shop, terms), &gather)
}

/// The answer of the question.
fn answer(shop: &Shop<'_>, terms: &Terms) -> Result<Found> {
    if !shop.ledger().has_amounts {
        return Ok(Err(Warning::new("no-amount", [])));
    }
    let window = shop.window(Usual::Year)?;
    let rule = rule(&terms.loyal)?;
    let whole_frame = shop.frame(vec![window], Split::Whole);
    let mut summary = found(shop, &rule, &whole_frame);
    let Some(whole) = summary.pop().filter(|cell| cell.found.0.all().customers > 0) else {
        return Ok(Err(nothing(window)));
    };
    let cells = if shop.by.is_empty() {
        vec![]
    } else {
        let frame = shop.frame(shop.windows(window), shop.by.split(shop.ledger()));
        found(shop, &rule, &frame)
    };
    let cells: Vec<_> = cells.into_iter().filter(|cell| cell.found.0.all().customers > 0).collect();
    let cells = shop.in_order(cells, |found| found.0.all().customers);
    let of = |cell: &Cell<Both>| match (terms.basis, &cell.found) {
        (BasisFlag::Window, (same, previous)) => {
            Some(record(shop, cell.label.clone(), cell.window, same, previous.as_ref()))
        }
        (BasisFlag::Previous, (_, previous)) => {
            previous.as_ref().map(|found| record(shop, cell.label.clone(), cell.window, found, None))
        }
    };
    let Some(summary) = of(&whole) else { return Ok(Err(Warning::new("no-window-before", []))) };
    let records = cells.iter().filter_map(of).collect();
    let mut parameters = shop.parameters(window);
    parameters.push(("loyal", Value::text(&terms.loyal)));
    parameters.push(("basis", Value::text(terms.basis.name())));
    parameters.push(shop.history());
    parameters.extend(Shop::bootstrap());
    let mut warnings = shop.warnings(window);
    warnings.extend(nobody(shop, &rule, &terms.loyal)?);
    warnings.extend(shop.newcomers(shop.windows(window)[0]));
    warnings.extend(small(fewest(&whole.found.0)));
    warnings.extend(narrow(fewest(&whole.found.0)));
    warnings.extend(caution(&rule, terms.basis));
    Ok(Ok(Answer {
        sheet: &SHEET,
        parameters,
        dimensions: shop.by.dimensions(),
        set_aside: shop.set_aside(window, shop.no_purchases(window)),
        warnings,
        summary,
        records,
    }))
}

/// The values of the rule that no customer has; a slip of the pen for one that some have is refused.
fn nobody(shop: &Shop<'_>, rule: &Rule, typed: &str) -> Result<Option<Warning>> {
    let Rule::Attribute(_, values) = rule else { return Ok(None) };
    let known: Vec<String> = attribute(shop).labels.into_iter().filter_map(|mut label| label.pop()?).collect();
    let has = |value: &str| known.iter().any(|known| known.eq_ignore_ascii_case(value));
    let unknown: Vec<&str> = values.iter().map(String::as_str).filter(|value| !has(value)).collect();
    for value in &unknown {
        if let Some(near) = nearest(value, known.iter().map(String::as_str)) {
            bail!(Usage(format!("--loyal {typed}: no customer has `{value}`; did you mean `{near}`?")));
        }
    }
    let facts = [("values", unknown.join(", ")), ("known", known.join(", "))];
    Ok((!unknown.is_empty()).then(|| Warning::new("loyal-unknown", facts)))
}

/// The groups of the column of a rule about customers, which was wanted last.
fn attribute(shop: &Shop<'_>) -> Groups {
    let dimensions = &shop.ledger().attributes;
    dimensions.groups(&[dimensions.columns.len().saturating_sub(1)])
}

/// How far the comparison is one of customers with themselves.
fn caution(rule: &Rule, basis: BasisFlag) -> Option<Warning> {
    match (rule, basis) {
        (Rule::Orders(_), BasisFlag::Window) => Some(Warning::new("circular-comparison", [])),
        (Rule::Top(..), BasisFlag::Window) => Some(Warning::new("circular-top", [])),
        (Rule::Attribute(column, _), _) => Some(Warning::new("loyal-as-exported", [("column", column.clone())])),
        (Rule::Orders(_) | Rule::Top(..), BasisFlag::Previous) => None,
    }
}

/// The customers of the smaller side.
fn fewest(found: &Revenue) -> u64 {
    found.loyal.customers.min(found.other().customers)
}

/// The answer on the same window, and on the window before where there is one.
type Both = (Revenue, Option<Revenue>);

fn found(shop: &Shop<'_>, rule: &Rule, frame: &Frame) -> Vec<Cell<Both>> {
    let ledger = shop.ledger();
    let first = frame.windows[0];
    let befores: Vec<Window> = frame.windows.iter().map(|w| window_before(*w)).collect();
    let loyal = of(shop, rule, frame);
    let mut same = scan(ledger, frame, shop.threads, |slots| RevenueTally::new(slots, ledger, &loyal));
    if let Rule::Top(part, whole) = rule {
        let dealt = scan(ledger, frame, shop.threads, |slots| PurchasesTally::new(slots, ledger));
        for (found, purchases) in same.iter_mut().zip(dealt) {
            let share = purchases.top_shares([(*part * 100 / *whole) as usize]).map(|[share]| share);
            found.chance_difference = share.map(|share| found.difference_of_share(share));
        }
    }
    let then = of(shop, rule, &Frame { windows: befores, ..frame.clone() });
    let span = Window { from: window_before(first).from, to: frame.windows.last().map_or(first.to, |w| w.to) };
    let groups = frame.split.groups();
    let wide = Frame { windows: vec![span], ..frame.clone() };
    let mut previous: Vec<Vec<Option<Revenue>>> =
        scan(ledger, &wide, shop.threads, |slots| PreviousTally::new(slots, ledger, &then, &frame.windows));
    let labels = shop.labels(frame);
    let cells = same.into_iter().zip(labels).enumerate().map(|(slot, (found, label))| {
        let (window, group) = (slot / groups, slot % groups);
        // Who bought in a year that lies partly before the data cannot be known.
        let known = shop.begins(window_before(frame.windows[window]));
        let previous =
            previous.get_mut(group).and_then(|of| of.get_mut(window)).and_then(Option::take).filter(|_| known);
        Cell { label, window: frame.windows[window], found: (found, previous) }
    });
    cells.collect()
}

/// The rule over a frame: the top of each slot is found by a scan of its own.
fn of(shop: &Shop<'_>, rule: &Rule, frame: &Frame) -> Loyal {
    match rule {
        Rule::Orders(count) => Loyal::Orders(*count),
        Rule::Top(part, whole) => {
            let (part, whole) = (*part, *whole);
            Loyal::Net(scan(shop.ledger(), frame, shop.threads, |slots| TopTally::new(slots, part, whole)))
        }
        Rule::Attribute(_, values) => {
            let groups = attribute(shop);
            let loyal = groups
                .labels
                .iter()
                .map(|label| label[0].as_ref().is_some_and(|text| values.iter().any(|v| v.eq_ignore_ascii_case(text))));
            let loyal = loyal.collect();
            Loyal::Attribute(groups, loyal)
        }
    }
}

fn record(
    shop: &Shop<'_>,
    label: Vec<Option<String>>,
    window: Window,
    found: &Revenue,
    beside: Option<&Revenue>,
) -> Record {
    let difference = found.difference_interval(&shop.draws, shop.confidence);
    let per_customer = found.per_customer_interval(&shop.draws, shop.confidence);
    let other = found.other();
    let basis = match found.basis {
        Basis::Window => "window",
        Basis::Previous => "previous",
    };
    let mut values = vec![Value::text(basis), found.all().customers.into()];
    for group in [&found.loyal, &found.other_returning, &found.other_new, &other] {
        values.extend([group.customers.into(), group.orders.into(), group.gross.into(), group.net.into()]);
    }
    values.extend([
        found.difference().into(),
        difference.map(|i| i.low).into(),
        difference.map(|i| i.high).into(),
        found.chance_difference.into(),
        found.loyal_share().into(),
        found.loyal.per_customer().into(),
        other.per_customer().into(),
        found.per_customer_difference().into(),
        per_customer.map(|i| i.low).into(),
        per_customer.map(|i| i.high).into(),
    ]);
    values.extend(previous(shop, beside));
    shop.record(label, window, values, fewest(found) < SMALL)
}

/// What grouping by the window before shows, beside the answer that groups by the window itself.
fn previous(shop: &Shop<'_>, found: Option<&Revenue>) -> Vec<Value> {
    let Some(found) = found else { return vec![Value::Missing; 9] };
    let difference = found.difference_interval(&shop.draws, shop.confidence);
    let per_customer = found.per_customer_interval(&shop.draws, shop.confidence);
    vec![
        found.loyal.customers.into(),
        found.other().customers.into(),
        found.other_new.customers.into(),
        found.difference().into(),
        difference.map(|i| i.low).into(),
        difference.map(|i| i.high).into(),
        found.per_customer_difference().into(),
        per_customer.map(|i| i.low).into(),
        per_customer.map(|i| i.high).into(),
    ]
}
