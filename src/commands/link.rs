//! `loyalty link`.

mod groups;
mod sides;

use super::Usage;
use super::asking::{ANSWERS, Asking, OfPurchases, in_parts};
use super::by::By;
use super::compare::compared_windows;
use super::desk::Desk;
use super::shop::{SMALL, Shop, narrow, small};
use super::survey::unanswered;
use super::window::Usual;
use crate::answer::column::{Column, Sheet, Unit};
use crate::answer::people::{Part, People};
use crate::answer::value::Value;
use crate::answer::{Answer, Record, Verdict, Warning};
use crate::config::comparing::Comparing;
use crate::input::Inputs;
use crate::input::request::Wanted;
use crate::input::roles::Kind;
use crate::ledger::Question;
use crate::ledger::money::Money;
use crate::ledger::window::Window;
use crate::metrics::link::{
    Around, AtRisk, Attitude, Compared, Given, Respondents, RespondentsTally, Standing, Terms as Rules, at_risk,
    compared, episodes, replies,
};
use anyhow::{Result, bail};
use clap::Args as Flags;
use groups::{Counted, Group};

/// What promoters, passives and detractors spent in the days after they answered, beside the days before, and whom they speak for.
///
/// It says when the groups cannot be told apart; where they can, it does not prove that the attitude is the cause, nor that winning
/// over a detractor would bring in the difference.
#[derive(Debug, Flags)]
#[command(after_help = "Examples:
  loyalty link fixtures/corner-shop/orders.csv fixtures/corner-shop/nps.csv
  loyalty link fixtures/corner-shop/orders.csv fixtures/corner-shop/nps.csv --within 60d --year 2025 --compare previous
  loyalty link fixtures/tea-room/orders.csv fixtures/tea-room/answers.csv -c fixtures/tea-room/customers.csv --by tier
  loyalty link orders.csv answers.csv --map surveys.customer=\"Contact ID\" -f json")]
pub(super) struct Args {
    #[command(flatten)]
    common: OfPurchases,
    /// Texts that mean "no answer", such as 99,NA; blanks and usual words are known
    #[arg(long, value_name = "CODES", value_delimiter = ',', help_heading = "Answers")]
    missing: Vec<String>,
    #[command(flatten)]
    comparing: Comparing,
    #[command(flatten)]
    terms: Terms,
}

/// Flags of the metric itself.
#[derive(Debug, Clone, Default, Flags)]
pub(super) struct Terms {
    /// How many days before and after an answer are compared, such as 90d
    #[arg(long, value_name = "DAYS", default_value = "90d", help_heading = "Answers")]
    within: String,
}

/// Every table of the command.
pub(super) const SHEETS: &[&Sheet] = &[&SHEET, &sides::DIFFERENCES, &sides::AT_RISK, &sides::RESPONDENTS];

/// The columns of the answer.
const SHEET: Sheet = Sheet {
    command: "link",
    definition: "net of the D days after each customer's first answer / customers whose D days have passed; the day of the answer and the order it names are left out",
    headline: "per_customer_after",
    columns: &[
        Column::quiet("group", Unit::Text),
        Column::quiet("answers", Unit::Count),
        Column::quiet("matched", Unit::Count),
        Column::new("eligible", Unit::Count),
        Column::new("waiting", Unit::Count),
        Column::quiet("net_before", Unit::Money),
        Column::quiet("net_after", Unit::Money),
        Column::new("with_before", Unit::Count),
        Column::new("per_customer_before", Unit::MoneyPer),
        Column::new("per_customer_after", Unit::MoneyPer).between("per_customer_after_low", "per_customer_after_high"),
        Column::quiet("per_customer_after_low", Unit::MoneyPer),
        Column::quiet("per_customer_after_high", Unit::MoneyPer),
        Column::quiet("bought_after", Unit::Count),
        Column::new("repeat_rate_after", Unit::Share)
            .of("bought_after", "eligible")
            .between("repeat_rate_after_low", "repeat_rate_after_high"),
        Column::quiet("repeat_rate_after_low", Unit::Share),
        Column::quiet("repeat_rate_after_high", Unit::Share),
        Column::quiet("nps_weighted", Unit::Points).between("nps_weighted_low", "nps_weighted_high"),
        Column::quiet("nps_weighted_low", Unit::Points),
        Column::quiet("nps_weighted_high", Unit::Points),
        Column::quiet("effective_n", Unit::Number),
        Column::quiet("verdict", Unit::Text),
        Column::quiet("bought_before", Unit::Count),
    ],
    people: People::of(&[&["eligible"]]).parts(&[
        Part { counts: &["with_before", "bought_before"], figures: &["net_before", "per_customer_before"] },
        Part {
            counts: &["bought_after"],
            figures: &["net_after", "per_customer_after", "per_customer_after_low", "per_customer_after_high"],
        },
    ]),
};

/// The pairs that are compared: the first against the second.
const PAIRS: [(Attitude, Attitude); 3] = [
    (Attitude::Promoter, Attitude::Detractor),
    (Attitude::Promoter, Attitude::Passive),
    (Attitude::Passive, Attitude::Detractor),
];

pub(super) fn run(args: &Args, desk: &mut Desk<'_>) -> Result<Verdict> {
    days("--within", &args.terms.within)?;
    // A customers file has a part in it only where its columns make groups.
    let kinds = [Kind::Transactions, Kind::Surveys, Kind::Customers];
    let kinds = if args.common.window.by.is_some() { &kinds[..] } else { &kinds[..2] };
    let asking = Asking { command: "link", kinds, by: &ANSWERS, missing: &args.missing, counts: false };
    let also = |inputs: &Inputs, by: &By, wanted: &mut Wanted| {
        if by.period().is_some() {
            let by = by.text.as_deref().unwrap_or_default();
            bail!(Usage(format!(
                "--by {by}: name a column of the survey or of the customers file; narrow the answers with --from and --to"
            )));
        }
        also_wanted(inputs, wanted);
        Ok(())
    };
    in_parts(&asking, &args.common, desk, also, |shop| parts(shop, &args.terms, &args.comparing))
}

/// A number of days on the command line.
pub(super) fn days(flag: &str, text: &str) -> Result<i32> {
    let days: Option<i32> = text.trim_end_matches('d').parse().ok().filter(|days| (1..=36_500).contains(days));
    let Some(days) = days else { bail!(Usage(format!("{flag} {text}: write a number of days such as 90d"))) };
    Ok(days)
}

/// The scores, and the ids of orders where answers name them.
pub(super) fn also_wanted(inputs: &Inputs, wanted: &mut Wanted) {
    if !wanted.questions.contains(&Question::Nps) {
        wanted.questions.push(Question::Nps);
    }
    if let (Some(named), Some(order)) =
        (inputs.column(Kind::Surveys, "order"), inputs.column(Kind::Transactions, "order"))
    {
        wanted.surveys.push(named);
        wanted.orders.push(order);
        wanted.bands.push(vec![]);
    }
}

/// All that was found.
struct Found {
    window: Window,
    within: i32,
    given: Given,
    whole: Counted,
    pairs: Vec<Compared>,
    at_risk: AtRisk,
    respondents: Respondents,
    by: By,
    groups: Vec<Group>,
}

/// The answer of the question, for a report.
pub(super) fn answer(shop: &Shop<'_>, terms: &Terms) -> Result<super::asking::Found> {
    Ok(found(shop, &By::default(), terms)?.map(|found| main(shop, &found)))
}

fn parts(shop: &Shop<'_>, terms: &Terms, comparing: &Comparing) -> Result<Result<Vec<Answer>, Warning>> {
    // The groups are groups of answers, not of orders.
    let by = shop.by.clone();
    let shop = &shop.at(shop.flags, By { text: by.text.clone(), ..By::default() });
    let found = match found(shop, &by, terms)? {
        Ok(found) => found,
        Err(why) => return Ok(Err(why)),
    };
    let ask = |shop: &Shop<'_>| Ok(self::found(shop, &by, terms)?.map(|found| main(shop, &found)));
    let main = match compared_windows(shop, comparing, &[], ask)? {
        Ok(answer) => answer,
        Err(why) => return Ok(Err(why)),
    };
    let (differences, at_risk) = (sides::differences(shop, &found), sides::at_risk(shop, &found));
    Ok(Ok(vec![main, differences, at_risk, sides::respondents(shop, &found)]))
}

fn found(shop: &Shop<'_>, by: &By, terms: &Terms) -> Result<Result<Found, Warning>> {
    let ledger = shop.ledger();
    if !ledger.answers.iter().any(|answer| answer.score(Question::Nps).is_some()) {
        return Ok(Err(unanswered(shop.taken, Question::Nps)));
    }
    let within = days("--within", &terms.within)?;
    let window = shop.window(Usual::All)?;
    let given = replies(ledger, window, shop.as_of);
    if given.replies.is_empty() {
        let all: u64 = given.answers.iter().sum();
        let code = match (all, given.undated) {
            (0, 0) => return Ok(Err(super::shop::nothing(window))),
            (0, _) => "no-date",
            _ => "no-matches",
        };
        return Ok(Err(Warning::new(code, [])));
    }
    let rules = Rules {
        within,
        first: shop.first,
        quiet: shop.quiet,
        as_of: shop.as_of,
        merge_days: shop.merge_days,
        order: order(shop),
    };
    let episodes = episodes(ledger, &given.replies, &rules);
    let groups = groups::groups(shop, by, &given.replies, &episodes);
    let whole = Counted::of(episodes);
    let pairs = compared(&whole.pairs(), ledger.has_amounts.then_some(ledger.scale), &shop.draws, shop.confidence);
    let at_risk = at_risk(&whole.attitudes[2], &whole.others(), ledger.scale, &shop.draws, shop.confidence);
    let respondents = shop.whole(window, |_| RespondentsTally::new(&given.replies)).unwrap_or_default();
    let by = by.clone();
    Ok(Ok(Found { window, within, given, whole, pairs, at_risk, respondents, by, groups }))
}

/// Where the ids of orders stand, if they were wanted: behind all other wanted columns.
fn order(shop: &Shop<'_>) -> Option<(usize, usize)> {
    let ledger = shop.ledger();
    let named = |role: &str, kind: Kind, columns: &[crate::ledger::Dimension]| {
        let accounts = shop.taken.accounts.iter().filter(|account| account.kind == kind.name());
        let mut names = accounts.flat_map(|account| &account.columns).filter(|(known, _)| *known == role);
        let name = names.next().map(|(_, name)| name.clone())?;
        columns.iter().position(|column| column.name == name)
    };
    let order = named("order", Kind::Transactions, &ledger.dimensions.columns)?;
    Some((order, named("order", Kind::Surveys, &ledger.survey_dimensions.columns)?))
}

/// Whether chance alone could do that: the code of the verdict.
fn verdict(p: Option<f64>, confidence: f64) -> Option<&'static str> {
    p.map(|p| if p < 1.0 - confidence { "differs" } else { "no-difference" })
}

fn main(shop: &Shop<'_>, found: &Found) -> Answer {
    let given = &found.given;
    let all = Around::of(found.whole.episodes.iter());
    let weighted = found.respondents.by_revenue(shop.confidence).filter(|_| shop.ledger().has_amounts);
    let counts = (given.answers.iter().sum(), given.matched.iter().sum());
    let overall_of_all = overall(&found.pairs, shop.confidence);
    let summary = record(shop, found, vec![], &all, Some(counts), weighted, overall_of_all);
    let shown = |label: &[Option<String>], counted: &Counted, whole: bool| -> Vec<Record> {
        let row = |(attitude, behaviour, around, at): (&str, &str, Around, Option<usize>)| {
            let own = [Some(attitude.to_owned()), Some(behaviour.to_owned())];
            let counts = at.filter(|_| whole).map(|at| (given.answers[at], given.matched[at]));
            record(shop, found, label.iter().cloned().chain(own).collect(), &around, counts, None, None)
        };
        counted.rows().into_iter().map(row).collect()
    };
    let records = if found.by.is_empty() {
        shown(&[], &found.whole, true)
    } else {
        found.groups.iter().flat_map(|group| shown(&group.label, &group.counted, false)).collect()
    };
    let answer = Answer {
        sheet: &SHEET,
        parameters: parameters(shop, found),
        dimensions: found.by.dimensions().into_iter().chain(["attitude".to_owned(), "behaviour".to_owned()]).collect(),
        set_aside: set_aside(given),
        warnings: warnings(shop, found, &all),
        summary,
        records: records.into(),
    };
    shop.counted(answer, &[])
}

/// The comparisons that are shown: those of the groups, where there are any.
fn shown_pairs(found: &Found) -> Vec<Compared> {
    if found.by.is_empty() {
        return found.pairs.clone();
    }
    found.groups.iter().flat_map(|group| group.pairs.iter().copied()).collect()
}

/// Whether any two groups can be told apart.
fn overall(pairs: &[Compared], confidence: f64) -> Option<&'static str> {
    let p = pairs.iter().flat_map(|pair| [pair.net_p_adjusted, pair.bought_p_adjusted]).flatten();
    verdict(p.min_by(f64::total_cmp), confidence)
}

fn parameters(shop: &Shop<'_>, found: &Found) -> Vec<(&'static str, Value)> {
    let mut all = shop.parameters(found.window);
    all.push(("within_days", Value::Count(found.within as u64)));
    all.extend(Shop::bootstrap());
    all.push(("correction", Value::text("holm")));
    all
}

fn set_aside(given: &Given) -> Vec<(&'static str, u64)> {
    let all = [
        ("no date", given.undated),
        ("outside window", given.outside),
        ("after as-of", given.after_as_of),
        ("no customer", given.nameless),
        ("no purchases", given.strangers),
        ("later answers", given.later),
    ];
    all.into_iter().filter(|(_, count)| *count > 0).collect()
}

fn warnings(shop: &Shop<'_>, found: &Found, all: &Around) -> Vec<Warning> {
    let mut warnings = shop.warnings(found.window);
    let fewest = found.whole.attitudes.iter().map(|group| group.eligible).min().unwrap_or(0);
    warnings.extend(small(fewest).map(|warning| Warning {
        code: "link-few",
        facts: warning.facts.into_iter().filter(|(name, _)| *name == "n").collect(),
    }));
    warnings.extend(Some(fewest).filter(|customers| *customers > 0).and_then(narrow));
    let unknown = found.whole.episodes.iter().filter(|episode| episode.repeats.is_none()).count();
    if unknown > 0 {
        warnings.push(Warning::new("link-short-history", [("count", unknown.to_string())]));
    }
    if order(shop).is_none() && all.eligible > 0 {
        warnings.push(Warning::new("link-no-order", []));
    }
    let pairs = shown_pairs(found);
    if overall(&pairs, shop.confidence) == Some("no-difference") {
        let tests = pairs.iter().flat_map(|pair| [pair.net, pair.bought]).flatten().count();
        warnings.push(Warning::new("no-difference", [("count", tests.to_string())]));
    }
    warnings
}

fn record(
    shop: &Shop<'_>,
    found: &Found,
    label: Vec<Option<String>>,
    around: &Around,
    counts: Option<(u64, u64)>,
    weighted: Option<Standing>,
    verdict: Option<&'static str>,
) -> Record {
    let scale = shop.ledger().scale;
    let spent = around.after_interval(scale, &shop.draws, shop.confidence);
    let bought = around.bought_interval(shop.confidence);
    // Behind the columns asked for stand the attitude and the behaviour.
    let of = &label[..label.len().saturating_sub(2)];
    let names: Vec<&str> = of.iter().map(|name| name.as_deref().unwrap_or("(none)")).collect();
    let values = vec![
        if names.is_empty() { Value::Missing } else { Value::text(names.join(", ")) },
        counts.map_or(Value::Missing, |(answers, _)| answers.into()),
        counts.map_or(around.matched, |(_, matched)| matched).into(),
        around.eligible.into(),
        around.waiting().into(),
        Value::Money(Money::new(around.net_before, scale)),
        Value::Money(Money::new(around.net_after, scale)),
        around.with_before.into(),
        around.per_customer_before(scale).into(),
        around.per_customer_after(scale).into(),
        spent.map(|i| i.low).into(),
        spent.map(|i| i.high).into(),
        around.bought.into(),
        around.bought_share().into(),
        bought.map(|i| i.low).into(),
        bought.map(|i| i.high).into(),
        weighted.map(|standing| standing.nps).into(),
        weighted.and_then(|standing| standing.interval).map(|i| i.low).into(),
        weighted.and_then(|standing| standing.interval).map(|i| i.high).into(),
        weighted.map(|standing| standing.effective_n).into(),
        verdict.map_or(Value::Missing, Value::text),
        around.bought_before.into(),
    ];
    shop.record(label, found.window, values, around.eligible < SMALL)
}
