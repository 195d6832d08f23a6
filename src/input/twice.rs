//! Two columns of one name: whichever is taken, it could be the other.

use super::plan::Plan;
use super::request::Request;
use super::roles::fold;
use crate::answer::Warning;

/// A question to the user where a column that is needed stands in the header twice.
pub(super) fn twice(plan: &Plan, request: &Request) -> Result<(), Warning> {
    let folded: Vec<String> = plan.names.iter().map(|name| fold(name)).collect();
    for &(role, at) in plan.roles.iter().filter(|(role, _)| super::account::is_used(plan, *role)) {
        let numbered = request.mapped(role, plan.kind).any(|column| number(column) == Some(at));
        if let Some(other) = folded.iter().enumerate().position(|(i, name)| i != at && *name == folded[at])
            && !numbered
        {
            let facts = [
                ("column", plan.names[at].clone()),
                ("role", role.name().to_owned()),
                ("first", (at.min(other) + 1).to_string()),
                ("second", (at.max(other) + 1).to_string()),
            ];
            return Err(Warning::new("duplicate-column", facts));
        }
    }
    Ok(())
}

/// The column that `#3` means: the third.
pub(super) fn number(column: &str) -> Option<usize> {
    column.strip_prefix('#')?.parse::<usize>().ok()?.checked_sub(1)
}
