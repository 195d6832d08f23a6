//! What was read without anything that stands in its rows: for runs whose ids are hidden.
//!
//! A rejected row may hold an id in any of its fields, and in the wrong column where fields have shifted. So no value is repeated, neither
//! on standard error nor in the file of rejects; file, line, column and reason are enough to find the row for whoever has the file.

use crate::answer::Warning;
use crate::input::Taken;

/// What stands for a value.
const MASK: &str = "***";

/// Facts that quote a file: an odd first row, the row that begins another table, ids that look alike.
const QUOTED: [&str; 3] = ["cells", "first", "second"];

/// The same without values of rows.
pub(super) fn veiled(mut taken: Taken) -> Taken {
    // A blank stays one: there the reason is that nothing stands there.
    let values = taken.rejections.iter_mut().map(|rejection| &mut rejection.value);
    let refusals = taken.accounts.iter_mut().filter_map(|account| account.refused.as_mut());
    let facts = taken.warnings.iter_mut().chain(refusals).flat_map(quoted);
    values.chain(facts).filter(|text| !text.is_empty()).for_each(|text| MASK.clone_into(text));
    taken
}

fn quoted(warning: &mut Warning) -> impl Iterator<Item = &mut String> {
    warning.facts.iter_mut().filter(|(name, _)| QUOTED.contains(name)).map(|(_, text)| text)
}
