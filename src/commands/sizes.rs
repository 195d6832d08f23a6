//! In which order groups stand: time first; numbers and bands as numbers; other columns by size, the largest group first. What has
//! no value stands last.
//!
//! The size of a value is taken over all records that show it, so it stands at the same place in every period.

use super::by::{By, Part};
use crate::ledger::scan::natural;
use crate::ledger::window::Window;
use std::cmp::Reverse;
use std::collections::BTreeMap;

/// What a group is sorted by.
pub(super) struct Standing {
    /// One label per dimension.
    pub(super) label: Vec<Option<String>>,
    /// The days.
    pub(super) window: Option<Window>,
    /// Customers, or answers.
    pub(super) size: u64,
}

/// The groups in their order.
pub(super) fn in_order<T>(by: &By, groups: Vec<T>, standing: impl Fn(&T) -> Standing) -> Vec<T> {
    let of: Vec<Standing> = groups.iter().map(standing).collect();
    let ranks: Vec<BTreeMap<Option<String>, usize>> = (by.parts.iter().enumerate())
        .map(|(at, part)| match part {
            // Periods follow the windows.
            Part::Period(_) => BTreeMap::new(),
            Part::Column { .. } => ranks(&of, at),
        })
        .collect();
    let rank = |standing: &Standing| -> Vec<usize> {
        let places = standing.label.iter().zip(&ranks);
        places.map(|(value, ranks)| ranks.get(value).copied().unwrap_or(0)).collect()
    };
    let mut all: Vec<_> = of.iter().map(|standing| (standing.window, rank(standing))).zip(groups).collect();
    all.sort_by(|a, b| a.0.cmp(&b.0));
    all.into_iter().map(|(_, group)| group).collect()
}

/// The place of each value of a dimension.
fn ranks(groups: &[Standing], at: usize) -> BTreeMap<Option<String>, usize> {
    let mut sizes: BTreeMap<Option<String>, u64> = BTreeMap::new();
    for group in groups {
        *sizes.entry(group.label[at].clone()).or_default() += group.size;
    }
    let numbers = sizes.keys().flatten().all(|text| is_number(text));
    let mut values: Vec<(Option<String>, u64)> = sizes.into_iter().collect();
    values.sort_by_key(|(value, size)| {
        let size = if numbers { 0 } else { *size };
        (value.is_none(), Reverse(size), natural(std::slice::from_ref(value)))
    });
    values.into_iter().enumerate().map(|(rank, (value, _))| (value, rank)).collect()
}

/// A number or a band of numbers: `7`, `<20`, `20-29`, `30+`.
fn is_number(text: &str) -> bool {
    text.bytes().any(|b| b.is_ascii_digit())
        && text.bytes().all(|b| matches!(b, b'0'..=b'9' | b'<' | b'-' | b'+' | b'.'))
}

#[cfg(test)]
mod tests {
    use super::{By, Part, Standing, in_order};
    use crate::input::roles::Kind;

    fn sorted(groups: &[(&str, u64)]) -> Vec<String> {
        let channel = Part::Column { name: "channel".to_owned(), kind: Kind::Transactions, first: false, cuts: vec![] };
        let by = By { parts: vec![channel], ..By::default() };
        let label = |text: &str| vec![(!text.is_empty()).then(|| text.to_owned())];
        let standing = |group: &(&str, u64)| Standing { label: label(group.0), window: None, size: group.1 };
        in_order(&by, groups.to_vec(), standing).into_iter().map(|group| group.0.to_owned()).collect()
    }

    #[test]
    fn the_largest_group_stands_first_and_what_has_no_value_last() {
        assert_eq!(sorted(&[("app", 2), ("", 9), ("store", 5), ("web", 5)]), ["store", "web", "app", ""]);
    }

    #[test]
    fn numbers_and_bands_keep_their_own_order() {
        assert_eq!(sorted(&[("40+", 1), ("<20", 2), ("20-39", 9)]), ["<20", "20-39", "40+"]);
        assert_eq!(sorted(&[("10", 1), ("9", 2)]), ["9", "10"]);
    }
}
