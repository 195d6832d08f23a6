//! A family of files: the same kind, the same header, read the same way. Its plan, and its reading decided by evidence.

use super::common::Evidence;
use super::head::Head;
use super::known;
use super::marks::BLOCK;
use super::plan::{Plan, Reading};
use super::profile::Profile;
use super::record::{Dialect, split};
use super::request::{Mapped, Request, Total, Wanted};
use super::roles::{self, Found, Kind, Role};
use super::value::amount::{AmountDecision, DecimalMark};
use super::value::date::{DateDecision, DateShape};
use crate::answer::Warning;
use crate::ledger::Question;
use crate::ledger::currency::Currency;
use encoding_rs::UTF_8;

/// Finds the roles of a header; a question to the user where it has two answers or none.
pub(super) fn plan(
    kind: Kind,
    names: &[String],
    profile: Option<&'static Profile>,
    request: &Request,
    wanted: &Wanted,
) -> Result<Plan, Warning> {
    let folded: Vec<String> = names.iter().map(|name| roles::fold(name)).collect();
    let mut plan = Plan {
        kind,
        names: names.to_vec(),
        roles: vec![],
        wanted: vec![],
        passed: vec![],
        profile,
        fallbacks: vec![],
        standing: vec![],
        count_cancelled: request.count_cancelled,
        currency: request.currency,
        refund_of: None,
        topic: None,
        question: None,
        total: Total::Unsaid,
        refunds: Total::Line,
        basis: None,
    };
    let questions: Vec<Role> = wanted.questions.iter().map(|&q| role_of(q)).collect();
    for &role in Role::of(kind) {
        let is_score = matches!(role, Role::Nps | Role::Csat | Role::Ces);
        if kind == Kind::Surveys && is_score && !questions.contains(&role) {
            continue;
        }
        if let Some(at) = request.mapped(role, kind).find_map(|column| position(column, names, &folded)) {
            plan.roles.push((role, at));
            continue;
        }
        let found = match known::find(role, kind, profile, &folded) {
            Found::One(at, passed) if is_score => candidates(role, at, passed, &folded),
            found => found,
        };
        match found {
            Found::One(at, passed) => {
                plan.roles.push((role, at));
                plan.passed.extend(passed.into_iter().map(|other| (role, at, other)));
            }
            Found::Several(columns) if needed(role, request, &plan) => {
                let named: Vec<String> = columns.iter().map(|&at| names[at].clone()).collect();
                // Columns of one name are told apart by their places.
                let twice = named[1..].iter().any(|name| roles::fold(name) == folded[columns[0]]);
                let first = if twice { format!("#{}", columns[0] + 1) } else { named[0].clone() };
                let facts =
                    [("role", shown(role, &questions).to_owned()), ("columns", named.join("`, `")), ("first", first)];
                return Err(Warning::new("ambiguous-column", facts));
            }
            Found::Several(_) | Found::None => {}
        }
    }
    if !questions.first().is_some_and(|&asked| profile.is_some_and(|profile| profile.says(asked))) {
        generic_score(&mut plan, &questions, &folded, names)?;
    }
    known::complete(&mut plan, request, &folded);
    if kind == Kind::Surveys && plan.topic.is_none() {
        plan.question = super::asked::question(&folded);
    }
    required(&plan, request, &questions)?;
    super::twice::twice(&plan, request)?;
    let of_kind = match kind {
        Kind::Transactions | Kind::Returns => &wanted.orders,
        Kind::Surveys => &wanted.surveys,
        Kind::Customers => &wanted.customers,
        Kind::Promotions => {
            // Campaigns are told apart like the values of a wanted column.
            plan.wanted = vec![plan.at(Role::Campaign)];
            return Ok(plan);
        }
    };
    plan.wanted = of_kind.iter().map(|column| position_or_role(column, &plan, request, &folded)).collect();
    Ok(plan)
}

/// A score that stands in one column only: another candidate that is no other question's own is a question for the user.
fn candidates(role: Role, at: usize, passed: Vec<usize>, folded: &[String]) -> Found {
    let others = [Role::Nps, Role::Csat, Role::Ces].into_iter().filter(|other| *other != role);
    let taken: Vec<Found> = others.map(|other| roles::find(other, Kind::Surveys, folded)).collect();
    let own = |column: &usize| taken.iter().any(|found| matches!(found, Found::One(at, _) if at == column));
    if passed.iter().all(own) {
        Found::One(at, passed)
    } else {
        Found::Several(std::iter::once(at).chain(passed).collect())
    }
}

fn role_of(question: Question) -> Role {
    match question {
        Question::Nps => Role::Nps,
        Question::Csat => Role::Csat,
        Question::Ces => Role::Ces,
    }
}

/// How a role is called to the user: the score asked for is `score`.
fn shown(role: Role, questions: &[Role]) -> &'static str {
    if questions.first() == Some(&role) && questions.len() == 1 { "score" } else { role.name() }
}

fn needed(role: Role, request: &Request, plan: &Plan) -> bool {
    role != Role::Amount || !request.no_amount && matches!(plan.kind, Kind::Transactions | Kind::Returns)
}

/// Where a column stands, by its exact name or, failing that, by its folded name.
pub(super) fn position(column: &str, names: &[String], folded: &[String]) -> Option<usize> {
    let exact = names.iter().position(|name| name == column);
    let by_name = exact.or_else(|| folded.iter().position(|name| *name == roles::fold(column)));
    by_name.or_else(|| super::twice::number(column).filter(|at| *at < names.len()))
}

/// Where a wanted column stands: by name, or by the role of that name, or by the role that the user has given it in other files.
fn position_or_role(column: &str, plan: &Plan, request: &Request, folded: &[String]) -> Option<usize> {
    let given = |mapped: &&Mapped| mapped.column == column && mapped.kind.is_none_or(|kind| kind == plan.kind);
    let role = || Role::named(column).or_else(|| Some(request.map.iter().find(given)?.role));
    position(column, &plan.names, folded).or_else(|| plan.at(role()?))
}

/// A single question without a column of its own takes a column that is just called score or rating.
fn generic_score(plan: &mut Plan, questions: &[Role], folded: &[String], names: &[String]) -> Result<(), Warning> {
    let Some(&asked) = questions.first() else { return Ok(()) };
    if plan.kind != Kind::Surveys || questions.len() > 1 || plan.at(asked).is_some() {
        return Ok(());
    }
    let generic = ["score", "rating", "スコア", "点数", "評価"].map(roles::fold);
    let found: Vec<usize> =
        folded.iter().enumerate().filter(|(_, name)| generic.contains(name)).map(|(at, _)| at).collect();
    match found.as_slice() {
        [] => Ok(()),
        [at] => {
            plan.roles.push((asked, *at));
            Ok(())
        }
        [first, ..] => {
            let named: Vec<String> = found.iter().map(|&at| names[at].clone()).collect();
            let facts =
                [("role", "score".to_owned()), ("columns", named.join("`, `")), ("first", names[*first].clone())];
            Err(Warning::new("ambiguous-column", facts))
        }
    }
}

/// Refuses a family that lacks what its kind cannot do without.
fn required(plan: &Plan, request: &Request, questions: &[Role]) -> Result<(), Warning> {
    let lacking = match plan.kind {
        Kind::Transactions => {
            let money = plan.at(Role::Amount).is_some()
                || (plan.at(Role::UnitPrice).is_some() && plan.at(Role::Quantity).is_some());
            if plan.at(Role::Date).is_none() {
                Some("date")
            } else if !money && !request.no_amount {
                Some("amount")
            } else {
                None
            }
        }
        Kind::Surveys if questions.iter().all(|&role| plan.at(role).is_none()) => {
            Some(if questions.len() == 1 { "score" } else { "nps" })
        }
        Kind::Customers if plan.at(Role::Customer).is_none() => Some("customer"),
        Kind::Promotions if plan.at(Role::Customer).is_none() && plan.at(Role::Campaign).is_none() => Some("customer"),
        Kind::Promotions if plan.at(Role::Customer).is_none() && plan.at(Role::Date).is_none() => Some("date"),
        Kind::Returns if plan.at(Role::Order).is_none() => Some("order"),
        Kind::Surveys | Kind::Customers | Kind::Promotions | Kind::Returns => None,
    };
    match lacking {
        None => Ok(()),
        Some(_) if super::head::holds_values(&plan.names) => {
            Err(Warning::new("no-header-row", [("cells", plan.names.join("`, `"))]))
        }
        Some(role) => Err(match plan.profile.and_then(|profile| Some((profile.name, profile.first(Role::Amount)?))) {
            Some((export, column)) if role == "amount" => {
                Warning::new("export-without-amounts", [("export", export.to_owned()), ("column", column.to_owned())])
            }
            _ => Warning::new(
                "missing-column",
                [
                    ("role", role.to_owned()),
                    ("kind", plan.kind.name().to_owned()),
                    ("columns", plan.names.join("`, `")),
                ],
            ),
        }),
    }
}

/// What the heads of the files suggest.
pub(super) fn suggest(plan: &Plan, heads: &[Head], request: &Request) -> Result<Reading, Warning> {
    let date = request.date_format.as_deref().and_then(DateShape::parse);
    let first = &heads[0];

    let mut reading = Reading {
        dialect: Dialect { delimiter: first.delimiter, exact: heads.iter().any(|head| head.returns) },
        encoding: UTF_8,
        date: date.unwrap_or(DateShape::Ymd),
        zone: request.zone.clone(),
        mark: if request.decimal_comma { DecimalMark::Comma } else { DecimalMark::Point },
        float_customers: false,
        float_orders: false,
        scale: 0,
        words: plan.profile.and_then(|profile| profile.words),
    };
    let (mut dates, mut amounts) =
        (super::value::date::DateEvidence::default(), super::value::amount::AmountEvidence::default());
    for head in heads.iter().take(8) {
        let reading = Reading { encoding: head.encoding, ..reading.clone() };
        sample(head, plan, &reading, |role, text| match role {
            Role::Date | Role::Joined => dates.see(text),
            _ => amounts.see(text),
        });
    }
    let usual = plan.profile.and_then(|profile| profile.date).filter(|&shape| dates.fits(shape) > 0);
    if let (None, Some(shape)) = (date, usual) {
        reading.date = shape;
    } else if date.is_none() {
        reading.date = match dates.decide() {
            DateDecision::Is(shape) | DateDecision::Ambiguous(shape, _) => shape,
            DateDecision::Mixed(shapes) => {
                shapes.iter().max_by_key(|(_, count)| *count).map_or(DateShape::Ymd, |(shape, _)| *shape)
            }
            DateDecision::None => DateShape::Ymd,
        };
    }
    if date.is_none() && reading.date == DateShape::ExcelSerial {
        let column = plan.at(Role::Date).or(plan.at(Role::Joined)).map_or(String::new(), |at| plan.names[at].clone());
        return Err(Warning::new("excel-serials", [("column", column)]));
    }
    if !request.decimal_comma && !request.decimal_point && amounts.decide() == AmountDecision::Is(DecimalMark::Comma) {
        reading.mark = DecimalMark::Comma;
    }
    Ok(reading)
}

/// Shows the dates and amounts of a head's sample.
fn sample(head: &Head, plan: &Plan, reading: &Reading, mut see: impl FnMut(Role, &str)) {
    let mut bytes = head.sample.clone();
    let len = bytes.len();
    bytes.resize(len + BLOCK, 0);
    let roles = [Role::Date, Role::Joined, Role::Amount, Role::UnitPrice, Role::AcquisitionCost];
    let columns: Vec<(Role, usize)> = roles.iter().filter_map(|&role| plan.at(role).map(|at| (role, at))).collect();
    let dialect = Dialect { exact: true, ..reading.dialect };
    let mut rows = 0;
    split(&bytes, len, true, dialect, plan.columns(), |record| {
        rows += 1;
        if rows > 500 || record.fields != plan.names.len() {
            return;
        }
        for &(role, at) in &columns {
            if let Ok(text) = super::field::text(&record.field(at), reading) {
                see(role, &text);
            }
        }
    });
}

/// What the evidence of a whole pass says about the reading it was made under.
#[derive(Debug)]
pub(super) enum Decision {
    /// It stands.
    Stands,
    /// Another one fits better: read once more.
    Other(Box<Reading>),
    /// No reading can be told from another: the user must say.
    Ask(Warning),
}

/// Weighs the evidence.
pub(super) fn decide(plan: &Plan, reading: &Reading, evidence: &Evidence, request: &Request) -> Decision {
    let mut other = reading.clone();
    other.dialect.exact |= evidence.irregular;

    if other != *reading {
        return Decision::Other(Box::new(other));
    }
    if request.date_format.is_none() && plan.profile.and_then(|profile| profile.date) != Some(reading.date) {
        match date(plan, reading, evidence) {
            Ok(shape) => other.date = shape,
            Err(question) => return Decision::Ask(question),
        }
    }
    if !request.decimal_comma && !request.decimal_point {
        match mark(plan, reading, evidence) {
            Ok(mark) => other.mark = mark,
            Err(question) => return Decision::Ask(question),
        }
    }
    let satisfaction = &request.scales[Question::Csat as usize];
    other.words = reading.words.or_else(|| evidence.steps.words((satisfaction.least, satisfaction.most)));
    if other == *reading { Decision::Stands } else { Decision::Other(Box::new(other)) }
}

fn date(plan: &Plan, reading: &Reading, evidence: &Evidence) -> Result<DateShape, Warning> {
    let misfits = &evidence.other_dates;
    let column = plan.at(Role::Date).or(plan.at(Role::Joined)).map_or(String::new(), |at| plan.names[at].clone());
    if let DateDecision::Ambiguous(first, second) = evidence.short_dates.decide() {
        let facts = [("column", column), ("first", first.name().to_owned()), ("second", second.name().to_owned())];
        return Err(Warning::new("ambiguous-short-date", facts));
    }
    if misfits.values() == 0 {
        let undecided = evidence.dates > 0 && evidence.either_way == evidence.dates;
        if undecided && matches!(reading.date, DateShape::Dmy | DateShape::Mdy) {
            return Err(Warning::new("ambiguous-date", [("column", column)]));
        }
        return Ok(reading.date);
    }
    let rival = match reading.date {
        DateShape::Dmy => Some(DateShape::Mdy),
        DateShape::Mdy => Some(DateShape::Dmy),
        _ => None,
    };
    let own = evidence.dates;
    let total = |shape: DateShape| misfits.fits(shape) + if Some(shape) == rival { evidence.either_way } else { 0 };
    // Day and month first contradict each other: a minority above one in twenty is no slip of the pen.
    if let Some(rival) = rival {
        let (ours, theirs) = (own - evidence.either_way, misfits.fits(rival));
        if ours > 0 && theirs > 0 && ours.min(theirs) * 20 > ours + theirs {
            return Err(Warning::new(
                "mixed-dates",
                [("column", column), ("first", ours.to_string()), ("second", theirs.to_string())],
            ));
        }
    }
    let best = DateShape::ALL
        .into_iter()
        .filter(|&shape| shape != reading.date)
        .map(|shape| (total(shape), shape))
        .max_by_key(|(count, _)| *count);
    match best {
        Some((count, shape)) if count > own && may_be_inferred(shape, evidence, count) => Ok(shape),
        _ => Ok(reading.date),
    }
}

/// Serial numbers and epochs are never inferred from a part of the values.
fn may_be_inferred(shape: DateShape, evidence: &Evidence, count: u64) -> bool {
    match shape {
        DateShape::ExcelSerial => false,
        DateShape::Epoch | DateShape::EpochMillis => evidence.dates == 0 && count == evidence.other_dates.values(),
        _ => true,
    }
}

/// How many amounts have three decimals among others with fewer, where nobody has said that the mark is one of decimals.
pub(super) fn odd_thousands(plan: &Plan, evidence: &Evidence, request: &Request) -> u64 {
    let said = request.decimal_comma || request.decimal_point;
    let thirds = plan.currency.or(evidence.currency).is_some_and(|currency| currency.minor_digits() > 2);
    if said || thirds { 0 } else { evidence.amounts.odd_thousands() }
}

fn mark(plan: &Plan, reading: &Reading, evidence: &Evidence) -> Result<DecimalMark, Warning> {
    let yen = || Currency::parse("JPY").filter(|_| plan.profile.is_some_and(|profile| profile.yen));
    let decision = match plan.currency.or(evidence.currency).or_else(yen) {
        Some(currency) => evidence.amounts.decide_in(currency),
        None => evidence.amounts.decide(),
    };
    match decision {
        AmountDecision::Is(mark) => Ok(mark),
        AmountDecision::Ambiguous => {
            let column =
                plan.at(Role::Amount).or(plan.at(Role::UnitPrice)).map_or(String::new(), |at| plan.names[at].clone());
            Err(Warning::new("ambiguous-decimal", [("column", column)]))
        }
        AmountDecision::None | AmountDecision::Mixed { .. } => Ok(reading.mark),
    }
}
