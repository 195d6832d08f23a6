//! What is worth knowing of the ledger before anyone computes with it: dates far from all others, answers of nobody who bought,
//! customers who have one order each.

use super::plan::Plan;
use super::roles::{Kind, Role};
use crate::answer::Warning;
use crate::ledger::Ledger;
use crate::ledger::day::Day;

/// Years of data below which no date can be far from the rest.
const LONG: i32 = 3 * 366;
/// Days without an order that set the orders beyond them apart.
const APART: usize = 366;
/// Orders below which nothing is said.
const FEW: u64 = 4;
/// So many customers, and none of them came again: there are shops like that, but more often the column names something else.
const MANY: usize = 100;

/// The findings.
pub(super) fn findings(ledger: &Ledger, plans: &[Plan]) -> Vec<Warning> {
    let mut all = strays(ledger);
    all.extend(nobody_bought(ledger));
    all.extend(one_order_each(ledger, plans));
    all
}

/// A few orders at the end or the beginning that lie more than a year from all others: placeholders and slips of the pen.
fn strays(ledger: &Ledger) -> Vec<Warning> {
    let (Some(first), Some(last)) = (ledger.first_day, ledger.last_day) else { return vec![] };
    if last.0 - first.0 < LONG {
        return vec![];
    }
    let mut days = vec![0u32; (last.0 - first.0 + 1) as usize];
    let entries = ledger.shards.iter().flat_map(|shard| &shard.entries).chain(&ledger.guests);
    for entry in entries.filter(|entry| entry.is_order()) {
        days[(entry.day().0 - first.0) as usize] += 1;
    }
    let total: u64 = days.iter().map(|count| u64::from(*count)).sum();
    let early = lonely(days.iter().copied(), total).map(|(count, end)| (count, first, Day(first.0 + end as i32)));
    let late = lonely(days.iter().rev().copied(), total).map(|(count, end)| (count, Day(last.0 - end as i32), last));
    let warning = |(count, from, to): (u64, Day, Day)| {
        let facts = [("count", count.to_string()), ("from", from.to_string()), ("to", to.to_string())];
        Warning::new("stray-dates", facts)
    };
    early.into_iter().chain(late).map(warning).collect()
}

/// How many orders come before a year without any, if they are next to none, and the place of the last of them.
fn lonely(days: impl Iterator<Item = u32>, total: u64) -> Option<(u64, usize)> {
    let (mut seen, mut end, mut quiet) = (0u64, 0, 0);
    for (place, count) in days.enumerate() {
        if count == 0 {
            quiet += 1;
            if quiet > APART {
                return Some((seen, end));
            }
        } else {
            seen += u64::from(count);
            if total < FEW || seen > (total / 100).max(1) {
                return None;
            }
            (end, quiet) = (place, 0);
        }
    }
    None
}

/// Answers with customers of whom none has bought: the ids are probably written differently.
fn nobody_bought(ledger: &Ledger) -> Option<Warning> {
    let bought = |shard: usize, number: u32| {
        let starts = &ledger.shards[shard].starts;
        let number = number as usize;
        starts.get(number + 1).is_some_and(|end| *end > starts[number])
    };
    let places = || ledger.answers.iter().filter_map(|answer| answer.customer);
    let count = places().count();
    let any = ledger.shards.iter().any(|shard| !shard.entries.is_empty());
    (any && count > 0 && !places().any(|place| bought(usize::from(place.shard), place.number)))
        .then(|| Warning::new("answers-of-nobody", [("count", count.to_string())]))
}

/// Customers of whom none has two orders, where another column could name them as well: the ids may be new with each order.
fn one_order_each(ledger: &Ledger, plans: &[Plan]) -> Option<Warning> {
    let mut sales = plans.iter().filter(|plan| plan.kind == Kind::Transactions);
    let (plan, taken, passed) = sales.find_map(|plan| {
        let of_customers = plan.passed.iter().find(|(role, ..)| *role == Role::Customer);
        of_customers.map(|&(_, taken, passed)| (plan, taken, passed))
    })?;
    let customers =
        ledger.shards.iter().flat_map(|shard| shard.starts.windows(2).map(move |own| (shard, own[0], own[1])));
    let mut buyers = 0;
    for (shard, from, to) in customers.filter(|(_, from, to)| to > from) {
        let orders = shard.entries[from as usize..to as usize].iter().filter(|entry| entry.is_order());
        if orders.count() > 1 {
            return None;
        }
        buyers += 1;
    }
    let facts = || {
        let [taken, passed] = [taken, passed].map(|column| plan.names[column].clone());
        [("count", buyers.to_string()), ("column", taken), ("other", passed)]
    };
    (buyers >= MANY).then(|| Warning::new("one-order-each", facts()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(days: &[(usize, u32)]) -> Option<(u64, usize)> {
        let mut all = vec![0; days.last().map_or(0, |(day, _)| day + 1)];
        for &(day, count) in days {
            all[day] = count;
        }
        let total = days.iter().map(|(_, count)| u64::from(*count)).sum();
        lonely(all.into_iter(), total)
    }

    #[test]
    fn one_order_years_away_is_a_stray() {
        assert_eq!(of(&[(0, 1), (2000, 3), (2010, 500)]), Some((1, 0)));
    }

    #[test]
    fn a_slow_beginning_is_none() {
        assert_eq!(of(&[(0, 1), (300, 1), (2000, 500)]), Some((2, 300)));
        assert_eq!(of(&[(0, 1), (300, 1), (600, 4), (2000, 5)]), None);
        assert_eq!(of(&[(0, 200), (2000, 500)]), None);
    }
}
