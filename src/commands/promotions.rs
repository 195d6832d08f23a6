//! `loyalty promotions`.

mod codes;

use super::Usage;
use super::asking::{Found, OfPurchases, of_purchases_beside};
use super::by::By;
use super::compare::compared_windows;
use super::desk::Desk;
use super::ltv::number;
use super::shop::{SMALL, Shop, narrow, small};
use super::window::Usual;
use crate::answer::column::{Column, Sheet, Unit};
use crate::answer::people::{Part, People};
use crate::answer::value::Value;
use crate::answer::{Answer, Record, Verdict, Warning};
use crate::config::comparing::Comparing;
use crate::input::Inputs;
use crate::input::request::Wanted;
use crate::input::roles::Kind;
use crate::ledger::money::Money;
use crate::ledger::ratio::Ratio;
use crate::ledger::window::Window;
use crate::metrics::promotions::{Asked, Audience, Campaign, Design, Promotions, Sums, gather, roi, roi_interval};
use anyhow::{Result, bail};
use clap::{Args as Flags, ValueEnum};

/// What customers bought after a promotion was sent to them, repeat customers apart from the others.
///
/// With customers held back by lot (a group column with treated and control) it shows what the promotion caused; without them only a
/// difference to the same customers before, or what came after, which do not prove that it caused anything.
#[derive(Debug, Flags)]
#[command(after_help = "Examples:
  loyalty promotions fixtures/tea-house/orders.csv -p fixtures/tea-house/sends.csv --margin 0.6
  loyalty promotions fixtures/tea-house/orders.csv -p fixtures/tea-house/sends.csv --design attribution --within 7d
  loyalty promotions fixtures/tea-house/orders.csv --codes discount_code")]
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
    /// How long after a send purchases count
    #[arg(long, value_name = "DAYS", default_value = "14d", help_heading = "Promotions")]
    within: String,
    /// How long before a send a customer's own past is measured, where nobody was held back
    #[arg(long, value_name = "DAYS", default_value = "112d", help_heading = "Promotions")]
    baseline: String,
    /// What the response is compared with; the best that each campaign allows otherwise
    #[arg(long, value_name = "DESIGN", help_heading = "Promotions")]
    design: Option<DesignFlag>,
    /// The share of net revenue that is profit, such as 0.4
    #[arg(long, value_name = "SHARE", help_heading = "Promotions")]
    margin: Option<String>,
    /// Instead, orders with something in these columns against those without, such as a discount code or a discount's amount
    #[arg(long, value_name = "COLUMNS", value_delimiter = ',', help_heading = "Promotions")]
    codes: Vec<String>,
}

/// What a response is compared with.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum DesignFlag {
    /// With customers who were held back by lot
    Holdout,
    /// With the same customers before
    OwnBaseline,
    /// With nothing: each purchase belongs to the last send before it
    Attribution,
}

impl DesignFlag {
    const fn design(self) -> Design {
        match self {
            Self::Holdout => Design::Holdout,
            Self::OwnBaseline => Design::OwnBaseline,
            Self::Attribution => Design::Attribution,
        }
    }
}

const fn name(design: Design) -> &'static str {
    match design {
        Design::Holdout => "holdout",
        Design::OwnBaseline => "own-baseline",
        Design::Attribution => "attribution",
    }
}

const fn audience(of: Audience) -> &'static str {
    match of {
        Audience::Repeat => "repeat",
        Audience::FirstTime => "first-time",
        Audience::Newcomer => "none",
    }
}

/// The tables of the answer and of --codes.
pub(super) const SHEETS: &[&Sheet] = &[&SHEET, &codes::SHEET];

/// The money of those sent it, and what it can be computed from: it is that of the buyers alone.
const OF_BUYERS: &[&str] = &[
    "orders",
    "gross",
    "net",
    "per_customer",
    "difference_per_customer",
    "difference_per_customer_low",
    "difference_per_customer_high",
    "lift_per_customer",
    "lift_low",
    "lift_high",
    "incremental_net",
    "incremental_margin",
    "roi",
    "roi_low",
    "roi_high",
];
/// The same of those who bought in the days before.
const OF_BASELINE: &[&str] = &[
    "baseline_per_customer",
    "difference_per_customer",
    "difference_per_customer_low",
    "difference_per_customer_high",
];
/// The same of those who were held back and bought.
const OF_CONTROL: &[&str] = &[
    "control_per_customer",
    "lift_per_customer",
    "lift_low",
    "lift_high",
    "incremental_net",
    "incremental_margin",
    "roi",
    "roi_low",
    "roi_high",
];

/// The columns of the answer.
const SHEET: Sheet = Sheet {
    command: "promotions",
    definition: "lift = net per customer sent - net per customer held back, within the days after the send; difference = the same less the customers' own past",
    headline: "promotion_net",
    columns: &[
        Column::new("campaign", Unit::Text),
        Column::new("audience", Unit::Text),
        Column::new("design", Unit::Text),
        Column::new("recipients", Unit::Count),
        Column::new("eligible", Unit::Count),
        Column::new("waiting", Unit::Count),
        Column::new("buyers", Unit::Count),
        Column::new("response_rate", Unit::Share)
            .of("buyers", "eligible")
            .between("response_rate_low", "response_rate_high"),
        Column::quiet("response_rate_low", Unit::Share),
        Column::quiet("response_rate_high", Unit::Share),
        Column::quiet("orders", Unit::Count),
        Column::quiet("gross", Unit::Money),
        Column::new("net", Unit::Money),
        Column::new("per_customer", Unit::MoneyPer),
        Column::new("baseline_per_customer", Unit::MoneyPer),
        Column::new("difference_per_customer", Unit::MoneyPer)
            .between("difference_per_customer_low", "difference_per_customer_high"),
        Column::quiet("difference_per_customer_low", Unit::MoneyPer),
        Column::quiet("difference_per_customer_high", Unit::MoneyPer),
        Column::new("control_customers", Unit::Count),
        Column::new("control_per_customer", Unit::MoneyPer),
        Column::new("lift_per_customer", Unit::MoneyPer).between("lift_low", "lift_high"),
        Column::quiet("lift_low", Unit::MoneyPer),
        Column::quiet("lift_high", Unit::MoneyPer),
        Column::new("incremental_net", Unit::MoneyPer),
        Column::new("incremental_margin", Unit::MoneyPer),
        Column::new("cost", Unit::Money),
        Column::new("roi", Unit::Share).between("roi_low", "roi_high"),
        Column::quiet("roi_low", Unit::Share),
        Column::quiet("roi_high", Unit::Share),
        Column::quiet("baseline_buyers", Unit::Count),
        Column::quiet("control_buyers", Unit::Count),
    ],
    people: People::of(&[&["recipients"], &["eligible"], &["control_customers"]])
        .named(&["campaign", "audience"])
        .parts(&[
            Part { counts: &["buyers"], figures: OF_BUYERS },
            Part { counts: &["baseline_buyers"], figures: OF_BASELINE },
            Part { counts: &["control_buyers"], figures: OF_CONTROL },
        ])
        .overlapping(),
};

pub(super) fn run(args: &Args, desk: &mut Desk<'_>) -> Result<Verdict> {
    let also = |inputs: &Inputs, by: &By, wanted: &mut Wanted| {
        if let Some(by) = &by.text {
            bail!(Usage(format!(
                "--by {by}: campaigns and audiences are the groups; narrow the data with --from and --to"
            )));
        }
        codes::also_wanted(&args.terms.codes, inputs, wanted)
    };
    let kinds = [Kind::Transactions, Kind::Promotions];
    of_purchases_beside(&kinds, "promotions", &args.common, desk, also, |shop| {
        compared_windows(shop, &args.comparing, &["campaign", "audience", "design"], |shop| answer(shop, &args.terms))
    })
}

/// The answer of the question.
pub(super) fn answer(shop: &Shop<'_>, terms: &Terms) -> Result<Found> {
    if !terms.codes.is_empty() {
        return codes::answer(shop);
    }
    if shop.ledger().sends.is_empty() {
        return Ok(Err(Warning::new("no-sends", [])));
    }
    if !shop.by.is_empty() {
        return Ok(Err(Warning::new("promotions-by", [])));
    }
    let asked = Asked {
        within: days("--within", &terms.within)?,
        baseline: days("--baseline", &terms.baseline)?,
        design: terms.design.map(DesignFlag::design),
        window: shop.window(Usual::All)?,
        first: shop.first,
        as_of: shop.as_of,
    };
    let margin = terms.margin.as_deref().map(|text| number("--margin", text)).transpose()?;
    let found = gather(shop.ledger(), &asked);
    if found.campaigns.is_empty() {
        return Ok(Err(Warning::new(
            "no-sends-in-window",
            [("from", asked.window.from.to_string()), ("to", asked.window.to.to_string())],
        )));
    }
    let unheld = unheld(shop, &found);
    if unheld.len() == found.campaigns.len() && asked.design == Some(Design::Holdout) {
        return Ok(Err(Warning::new("promotions-no-holdout", [])));
    }
    let sheet = Filled { shop, asked: &asked, margin };
    let records: Vec<Record> = found.campaigns.iter().flat_map(|campaign| sheet.records(campaign)).collect();
    let mut parameters = shop.parameters(asked.window);
    parameters.push(("within", Value::text(format!("{}d", asked.within))));
    parameters.push(("baseline", Value::text(format!("{}d", asked.baseline))));
    parameters.extend(margin.map(|margin| ("margin", Value::Exact(margin))));
    parameters.extend(Shop::bootstrap());
    let summary = sheet.summary(&found);
    let mut warnings = shop.taken.warnings.clone();
    warnings.extend(cautions(&found));
    let groups = found.campaigns.iter().flat_map(|campaign| &campaign.audiences);
    let groups = groups.flat_map(|sums| [sums.treated.eligible, sums.control.eligible]);
    warnings.extend(groups.filter(|customers| *customers > 0).min().and_then(narrow));
    if asked.design == Some(Design::Holdout) && !unheld.is_empty() {
        warnings.push(Warning::new("promotions-unheld", [("campaigns", unheld.join(", "))]));
    }
    let aside = [
        ("undated sends", found.undated),
        ("sends outside window", found.outside),
        ("sends in both groups", found.in_both),
        ("sends without baseline", found.without_baseline),
    ];
    let answer = Answer {
        sheet: &SHEET,
        parameters,
        dimensions: vec![],
        set_aside: aside.into_iter().filter(|(_, count)| *count > 0).collect(),
        warnings,
        summary,
        records: records.into(),
    };
    Ok(Ok(shop.counted(answer, &["roi", "roi_low", "roi_high"])))
}

/// The campaigns of which nobody was held back.
fn unheld<'s>(shop: &'s Shop<'_>, found: &Promotions) -> Vec<&'s str> {
    let all = found.campaigns.iter().filter(|campaign| campaign.all().control.recipients == 0);
    all.map(|campaign| name_of(shop, campaign)).collect()
}

fn name_of<'s>(shop: &'s Shop<'_>, campaign: &Campaign) -> &'s str {
    let name = &shop.ledger().campaigns[campaign.campaign as usize];
    if name.is_empty() { "(none)" } else { name }
}

/// A number of days.
pub(super) fn days(flag: &str, text: &str) -> Result<i32> {
    let days: Option<i32> = text.trim_end_matches('d').parse().ok().filter(|days| (1..=3650).contains(days));
    days.ok_or_else(|| Usage(format!("{flag} {text}: write a number of days such as 14d")).into())
}

/// What must be said of the designs, and of what stands in several places.
fn cautions(found: &Promotions) -> Vec<Warning> {
    let has = |design: Design| found.campaigns.iter().any(|campaign| campaign.design == design);
    let mut all = vec![];
    if has(Design::OwnBaseline) {
        all.push(Warning::new("promotions-own-baseline", []));
    }
    if has(Design::Attribution) {
        all.push(Warning::new("promotions-attribution", []));
    }
    if found.overlapping > 0 {
        let code = if has(Design::Attribution) { "promotions-last-touch" } else { "promotions-overlap" };
        all.push(Warning::new(code, [("count", found.overlapping.to_string())]));
    }
    let totals = found.campaigns.iter().map(Campaign::all).filter(|all| all.treated.eligible > 0);
    all.extend(totals.map(|all| smaller(&all)).min().and_then(small));
    all
}

/// The customers of the smaller side, where there are two.
fn smaller(sums: &Sums) -> u64 {
    let control = if sums.control.eligible > 0 { sums.control.eligible } else { u64::MAX };
    sums.treated.eligible.min(control)
}

/// What the records are filled from.
struct Filled<'a> {
    shop: &'a Shop<'a>,
    asked: &'a Asked,
    margin: Option<Ratio>,
}

impl Filled<'_> {
    /// A campaign's audiences, and all of them together.
    fn records(&self, campaign: &Campaign) -> Vec<Record> {
        let name = name_of(self.shop, campaign);
        let audiences = Audience::ALL.into_iter().zip(&campaign.audiences);
        let seen = audiences.filter(|(_, sums)| sums.treated.recipients + sums.control.recipients > 0);
        let mut records: Vec<Record> =
            seen.map(|(of, sums)| self.record(Some(name), Some(audience(of)), Some(campaign.design), sums)).collect();
        records.push(self.record(Some(name), Some("(all)"), Some(campaign.design), &campaign.all()));
        records
    }

    /// The only campaign, or all of them, which share no lift: they were sent to different customers at different times.
    fn summary(&self, found: &Promotions) -> Record {
        let mut all = Sums::default();
        found.campaigns.iter().for_each(|campaign| all.add(&campaign.all()));
        let one = if let [campaign] = found.campaigns.as_slice() { Some(campaign.design) } else { None };
        self.record(None, None, one, &all)
    }

    fn record(&self, campaign: Option<&str>, audience: Option<&str>, design: Option<Design>, sums: &Sums) -> Record {
        let (shop, asked) = (self.shop, self.asked);
        let scale = shop.ledger().scale;
        let (sent, held) = (&sums.treated, &sums.control);
        let holdout = design == Some(Design::Holdout);
        let baseline = design == Some(Design::OwnBaseline);
        let response = sent.response_interval(shop.confidence);
        let apart = sums.difference_interval(asked, &shop.draws, shop.confidence, scale).filter(|_| baseline);
        let lift = sums.lift_interval(&shop.draws, shop.confidence, scale).filter(|_| holdout);
        let incremental = sums.incremental_net(scale).filter(|_| holdout);
        let margin = incremental.zip(self.margin).and_then(|(net, margin)| net.times(margin));
        let cost = sums.cost.map(|cost| Money::new(cost, scale));
        let returns = lift
            .zip(self.margin)
            .zip(cost)
            .and_then(|((lift, margin), cost)| roi_interval(lift, sent.eligible, margin, cost));
        let text = |text: Option<&str>| text.map_or(Value::Missing, Value::text);
        let values = vec![
            text(campaign),
            text(audience),
            text(design.map(name)),
            sent.recipients.into(),
            sent.eligible.into(),
            (sent.recipients - sent.eligible).into(),
            sent.buyers.into(),
            sent.response_rate().into(),
            response.map(|i| i.low).into(),
            response.map(|i| i.high).into(),
            sent.orders.into(),
            Money::new(sent.gross, scale).into(),
            Money::new(sent.net, scale).into(),
            sent.per_customer(scale).into(),
            sent.baseline_per_customer(asked, scale).filter(|_| baseline).into(),
            sums.difference(asked, scale).filter(|_| baseline).into(),
            apart.map(|i| i.low).into(),
            apart.map(|i| i.high).into(),
            if holdout { held.eligible.into() } else { Value::Missing },
            held.per_customer(scale).filter(|_| holdout).into(),
            sums.lift(scale).filter(|_| holdout).into(),
            lift.map(|i| i.low).into(),
            lift.map(|i| i.high).into(),
            incremental.into(),
            margin.into(),
            cost.into(),
            roi(margin, cost).into(),
            returns.map(|i| i.low).into(),
            returns.map(|i| i.high).into(),
            if baseline { sent.baseline_buyers.into() } else { Value::Missing },
            if holdout { held.buyers.into() } else { Value::Missing },
        ];
        let window = Window { from: asked.window.from, to: asked.window.to.min(asked.as_of) };
        shop.record(vec![], window, values, smaller(sums) < SMALL)
    }
}
