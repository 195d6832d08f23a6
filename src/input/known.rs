//! What is known of an export goes into the plan of its files, as far as the user has not said otherwise.

use super::asked;
use super::plan::Plan;
use super::profile::{self, Profile};
use super::request::{AmountPer, Request, Total};
use super::roles::{self, Found, Kind, Role};

/// The kind of a header by the columns that the user has settled: each goes by the name of its role.
pub(super) fn kind(names: &[String], request: &Request) -> Option<Kind> {
    let folded: Vec<String> = names.iter().map(|name| roles::fold(name)).collect();
    let speaks = |kind: &Kind| {
        let mut named = folded.clone();
        for &role in Role::of(*kind) {
            let mut columns = request.mapped(role, *kind);
            if let Some(at) = columns.find_map(|column| super::family::position(column, names, &folded)) {
                named[at] = roles::fold(role.name());
            }
        }
        roles::kind(&named) == Some(*kind)
    };
    Kind::ALL.into_iter().find(speaks)
}

/// Which column plays a role: the one a known export says, else one of a usual name, else one whose name is the question.
pub(super) fn find(role: Role, kind: Kind, profile: Option<&Profile>, folded: &[String]) -> Found {
    if let Some(profile) = profile.filter(|profile| profile.kind == kind) {
        let dated = role == Role::Time && profile.says(Role::Date);
        let columns = profile.columns(role, folded);
        match columns.first() {
            Some(&column) => return Found::One(column, vec![]),
            None if profile.says(role) && profile.first(role).is_none() || dated => return Found::None,
            None => {}
        }
    }
    match roles::find(role, kind, folded) {
        Found::None if kind == Kind::Surveys => match asked::columns(role, folded).as_slice() {
            [] => Found::None,
            [one] => Found::One(*one, vec![]),
            several => Found::Several(several.to_vec()),
        },
        found => found,
    }
}

/// Takes over what is known of the export, as far as the user has not said otherwise.
pub(super) fn complete(plan: &mut Plan, request: &Request, folded: &[String]) {
    let kind = plan.kind;
    let mapped = |role: Role| request.mapped(role, kind).next().is_some();
    let others =
        request.mapped(Role::Customer, kind).filter_map(|column| super::family::position(column, &plan.names, folded));
    plan.fallbacks = others.skip(1).collect();
    let status = plan.at(Role::Status).filter(|_| plan.kind == Kind::Transactions);
    plan.total = match request.amount_per {
        Some(AmountPer::Line) => Total::Line,
        Some(AmountPer::Order) => Total::EveryLine,
        None => Total::Unsaid,
    };
    let Some(profile) = plan.profile else {
        plan.standing.extend(status.map(|column| (column, None)));
        return;
    };
    let column = |names: &[&str]| names.iter().find_map(|name| profile::place(name, folded));
    for says in profile.standing {
        plan.standing.extend(column(says.columns).map(|column| (column, Some(says))));
    }
    match (status, plan.standing.first()) {
        // The user's own column: the export's words where they are its words, the usual ones otherwise.
        (Some(own), _) if mapped(Role::Status) && plan.standing.iter().all(|(column, _)| *column != own) => {
            plan.standing.push((own, None));
        }
        (None, Some(&(first, _))) if plan.kind == Kind::Transactions => plan.roles.push((Role::Status, first)),
        (Some(own), None) => plan.standing.push((own, None)),
        _ => {}
    }
    if !mapped(Role::Customer) {
        plan.fallbacks = profile.columns(Role::Customer, folded).into_iter().skip(1).collect();
    }
    plan.refund_of = profile.refund_of.and_then(|name| profile::place(name, folded));
    plan.topic = profile.topic.and_then(|name| profile::place(name, folded));
    let own = profile.columns(Role::Amount, folded);
    let price = plan.at(Role::Amount).is_none() && profile.says(Role::UnitPrice);
    let known = plan.at(Role::Amount).is_some_and(|column| own.contains(&column)) || price;
    if request.amount_per.is_none() && known {
        plan.total = profile.total;
    }
    plan.basis = (plan.at(Role::Amount) == own.first().copied()).then_some(profile.basis);
    // Whoever names the column that the export names anyway has said nothing new.
    if !mapped(Role::Refunded) || plan.at(Role::Refunded) == profile.columns(Role::Refunded, folded).first().copied() {
        plan.refunds = profile.refunds;
    }
}
