//! Sends of all files together: undated ones take the day on which their campaign began, and what is said twice counts once.

use super::account::Book;
use super::sends::Sent;
use super::value::amount::Amount;
use crate::ledger::day::Minute;
use crate::ledger::send::Send;
use crate::ledger::{Ledger, Place};
use std::collections::BTreeMap;

/// Puts sends into the ledger and closes their accounts; `place` tells where the customer of the row with this number stands.
pub(super) fn settle(
    rows: &[Sent],
    place: impl Fn(usize) -> Option<Place>,
    names: Vec<String>,
    ledger: &mut Ledger,
    books: &mut [Book],
) {
    let scale = ledger.scale;
    let at = |amount: Amount| amount.mantissa * 10i64.pow(u32::from(scale - amount.scale));
    let mut begun: BTreeMap<u32, (Option<i32>, u16)> = BTreeMap::new();
    for row in rows.iter().filter(|row| row.customer.is_none()) {
        // A campaign's later row replaces the earlier one.
        if let Some((_, earlier)) = begun.insert(row.tuple, (row.minute, row.file)) {
            books[usize::from(earlier)].account.used -= 1;
            books[usize::from(earlier)].account.merged += 1;
        }
        books[usize::from(row.file)].account.used += 1;
    }
    let minute = |row: &Sent| row.minute.or_else(|| begun.get(&row.tuple).and_then(|(minute, _)| *minute));
    let repeats = repeats(rows.len(), |number| {
        let row = &rows[number as usize];
        Some((place(number as usize)?, row.tuple, minute(row), row.control))
    });
    let used = rows.len() - repeats.iter().filter(|repeat| **repeat).count();
    ledger.sends.reserve_exact(used);
    for (number, row) in rows.iter().enumerate() {
        let Some(customer) = place(number) else { continue };
        let minute = minute(row);
        let account = &mut books[usize::from(row.file)].account;
        if repeats[number] {
            account.merged += 1;
            continue;
        }
        account.used += 1;
        ledger.sends.push(Send {
            customer,
            minute: minute.map(Minute),
            campaign: row.tuple,
            control: row.control,
            cost: row.cost().map(at),
        });
    }
    ledger.campaigns = names;
}

/// What of each row says it again: customer, campaign, minute, side.
type Said = (Place, u32, Option<i32>, bool);

/// Whether a row says what an earlier one has said; sorted by number, for a set of millions would take more space than they do.
fn repeats(rows: usize, said: impl Fn(u32) -> Option<Said>) -> Vec<bool> {
    let mut order: Vec<u32> = (0..rows as u32).filter(|number| said(*number).is_some()).collect();
    order.sort_unstable_by(|one, other| said(*one).cmp(&said(*other)).then(one.cmp(other)));
    let mut repeats = vec![false; rows];
    for pair in order.windows(2) {
        repeats[pair[1] as usize] = said(pair[0]) == said(pair[1]);
    }
    repeats
}

#[cfg(test)]
mod tests {
    use super::repeats;
    use crate::ledger::Place;

    #[test]
    fn the_first_of_equal_rows_is_no_repeat() {
        let said = |number: u32| {
            let customer = Place { shard: 0, number: [3, 1, 3, 3, 1][number as usize] };
            (number != 2).then_some((customer, 0, None, number == 4))
        };
        assert_eq!(repeats(5, said), [false, false, false, true, false]);
    }
}
