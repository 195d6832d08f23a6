//! Which groups of a table add up to something that is shown, and which must be hidden with a small one.

use crate::answer::Record;
use crate::answer::column::Sheet;
use crate::answer::people::People;
use crate::answer::value::Value;
use crate::ledger::window::Window;
use std::collections::{BTreeMap, BTreeSet};

/// The name of rows that are a total of those beside them.
const ALL: &str = "(all)";

/// The window and the labels that groups have in common.
type Beside<'g> = (Option<Window>, &'g [String]);

/// Rows that are of the same people.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Group {
    /// The days covered, and the labels, the last of which tells it from those it adds up with.
    scope: (Option<Window>, Vec<String>),
    /// Where its rows stand.
    pub(super) rows: Vec<usize>,
    /// The sizes of its sets of people, the smallest of its rows.
    sizes: Vec<u64>,
}

impl Group {
    /// The same rows as a group of those whom these columns count.
    pub(super) fn counted(&self, sheet: &Sheet, records: &[Record], counts: &[&str]) -> Self {
        let of_rows = |key: &str| {
            let counts = self.rows.iter().map(|&at| count(sheet, &records[at], key));
            counts.filter(|count| *count > 0).min().unwrap_or(0)
        };
        Self { sizes: counts.iter().map(|key| of_rows(key)).collect(), ..self.clone() }
    }

    fn labels(&self) -> &[String] {
        &self.scope.1
    }

    fn is_total(&self) -> bool {
        self.labels().last().is_some_and(|label| label == ALL)
    }

    /// What it stands beside, as many labels up.
    fn beside(&self, up: usize) -> Beside<'_> {
        let labels = self.labels();
        (self.scope.0, &labels[..labels.len().saturating_sub(up)])
    }
}

/// A count of a record; nothing counts as nobody.
pub(super) fn count(sheet: &Sheet, record: &Record, key: &str) -> u64 {
    match sheet.position(key).and_then(|at| record.values.get(at)) {
        Some(Value::Count(count)) => *count,
        _ => 0,
    }
}

/// How many are in each set of people of a record.
pub(super) fn sizes(sheet: &Sheet, record: &Record) -> Vec<u64> {
    let sets = sheet.people.sets.iter();
    sets.map(|set| set.iter().map(|key| count(sheet, record, key)).sum()).collect()
}

/// The groups of these rows.
pub(super) fn groups(sheet: &Sheet, records: &[Record], rows: &[usize]) -> Vec<Group> {
    let mut known: BTreeMap<(Option<Window>, Vec<String>), usize> = BTreeMap::new();
    let mut groups: Vec<Group> = vec![];
    for &at in rows {
        let record = &records[at];
        let labels = record.group.iter().map(|label| label.clone().unwrap_or_default());
        let named = sheet.people.names.iter().filter_map(|key| record.values.get(sheet.position(key)?));
        let named =
            named.map(|value| if let Value::Text(text) = value { text.to_string() } else { format!("{value:?}") });
        let scope = (record.window, labels.chain(named).collect::<Vec<_>>());
        let sizes = sizes(sheet, record);
        let place = *known.entry(scope.clone()).or_insert(groups.len());
        match groups.get_mut(place) {
            Some(group) => {
                group.rows.push(at);
                for (known, size) in group.sizes.iter_mut().zip(sizes) {
                    *known = [*known, size].into_iter().filter(|size| *size > 0).min().unwrap_or(0);
                }
            }
            None => groups.push(Group { scope, rows: vec![at], sizes }),
        }
    }
    groups
}

/// The groups to hide, so that none that is too small is left of what is shown.
///
/// Where totals are pooled they are hidden together with any group, and then nothing can be taken from them. Those in `gone` are hidden
/// already, whatever their size.
pub(super) fn hidden(
    groups: &[Group],
    mut gone: BTreeSet<usize>,
    least: u64,
    people: &People,
    whole: &[u64],
) -> BTreeSet<usize> {
    let is_small = |group: &Group| group.sizes.iter().any(|size| (1..least).contains(size));
    gone.extend((0..groups.len()).filter(|&at| is_small(&groups[at])));
    if people.pooled {
        if !gone.is_empty() {
            gone.extend((0..groups.len()).filter(|&at| groups[at].is_total()));
        }
        return gone;
    }
    // People who may be in several groups are never known to be apart.
    let whole = if people.overlapping { &[] } else { whole };
    let families = families(groups);
    loop {
        let more = families.iter().find_map(|family| stand_in(groups, family, &gone, least, whole));
        let parts = if more.is_none() { parts_of_hidden(groups, &gone) } else { vec![] };
        if more.is_none() && parts.is_empty() {
            return gone;
        }
        gone.extend(more);
        gone.extend(parts);
    }
}

/// The groups that add up to something: those of a window that differ in their last label, all together, and the totals among themselves.
fn families(groups: &[Group]) -> Vec<Vec<usize>> {
    let mut families: BTreeMap<(bool, Option<Beside<'_>>), Vec<usize>> = BTreeMap::new();
    for (at, group) in groups.iter().enumerate() {
        let total = group.is_total();
        families.entry((total, Some(group.beside(1 + usize::from(total))))).or_default().push(at);
        families.entry((total, None)).or_default().push(at);
    }
    families.into_values().collect()
}

/// A further group of a family that must be hidden, if those that are hidden are too few: the smallest that is left.
///
/// At least two must be hidden, and one of them be large enough by itself; together is enough where all of the family are as many as the
/// whole, in one window: then nobody is in two groups.
fn stand_in(groups: &[Group], family: &[usize], gone: &BTreeSet<usize>, least: u64, whole: &[u64]) -> Option<usize> {
    let sets = groups.first().map_or(0, |group| group.sizes.len());
    (0..sets).find_map(|set| {
        let size = |at: usize| groups[at].sizes[set];
        // An empty group tells nothing and hides nothing.
        let (lost, left): (Vec<usize>, Vec<usize>) =
            family.iter().copied().filter(|&at| size(at) > 0).partition(|at| gone.contains(at));
        let one_window = family.windows(2).all(|pair| groups[pair[0]].scope.0 == groups[pair[1]].scope.0);
        let all: u64 = family.iter().map(|&at| size(at)).sum();
        let apart = one_window && whole.get(set) == Some(&all);
        let together: u64 = lost.iter().map(|&at| size(at)).sum();
        let many = lost.iter().any(|&at| size(at) >= least) || apart && together >= least;
        let enough = lost.is_empty() || lost.len() > 1 && many;
        if enough { None } else { left.into_iter().min_by_key(|&at| (size(at), at)) }
    })
}

/// What adds up to a hidden total, or to one beside it, and is not hidden yet.
fn parts_of_hidden(groups: &[Group], gone: &BTreeSet<usize>) -> Vec<usize> {
    let totals: Vec<_> = gone.iter().filter(|&&at| groups[at].is_total()).map(|&at| groups[at].beside(2)).collect();
    let of_those = |at: &usize| !groups[*at].is_total() && totals.contains(&groups[*at].beside(2));
    (0..groups.len()).filter(|at| !gone.contains(at)).filter(of_those).collect()
}
