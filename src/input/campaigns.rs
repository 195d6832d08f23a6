//! Sends of all files together: undated ones take the day on which their campaign began, and what is said twice counts once.

use super::account::Book;
use super::sends::Sent;
use super::value::amount::Amount;
use crate::ledger::day::Minute;
use crate::ledger::send::Send;
use crate::ledger::{Ledger, Place};
use std::collections::{BTreeMap, BTreeSet};

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

/// Whether a row says what an earlier one has said. Rows are sorted by what they say in short, for a set of millions would take more space
/// than they do; those that are the same in short are looked at.
fn repeats(rows: usize, said: impl Fn(u32) -> Option<Said>) -> Vec<bool> {
    let short = |number: u32| Some((in_short(said(number)?), number));
    let mut order: Vec<(u64, u32)> = (0..rows as u32).filter_map(short).collect();
    order.sort_unstable();
    let mut repeats = vec![false; rows];
    for alike in order.chunk_by(|one, other| one.0 == other.0).filter(|alike| alike.len() > 1) {
        let mut before = BTreeSet::new();
        for (_, number) in alike {
            repeats[*number as usize] = said(*number).is_some_and(|said| !before.insert(said));
        }
    }
    repeats
}

/// A number that is the same for the same words, and hardly ever for others.
fn in_short((customer, campaign, minute, control): Said) -> u64 {
    let place = u64::from(customer.shard) << 32 | u64::from(customer.number);
    let minute = minute.map_or(u64::MAX, |minute| u64::from(minute.cast_unsigned()));
    let words = [place, u64::from(campaign), minute, u64::from(control)];
    words.into_iter().fold(0, |short: u64, word| (short ^ word).wrapping_mul(0x9e37_79b9_7f4a_7c15).rotate_left(29))
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
