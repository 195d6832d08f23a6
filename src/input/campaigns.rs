//! Sends of all files together: undated ones take the day on which their campaign began, and what is said twice counts once.

use super::account::Book;
use super::sends::Sent;
use super::value::amount::Amount;
use crate::ledger::day::Minute;
use crate::ledger::send::Send;
use crate::ledger::{Ledger, Place};
use std::collections::{BTreeMap, HashSet};

/// Puts sends into the ledger and closes their accounts; `place` tells where the customer of the row with this number stands.
pub(super) fn settle(
    rows: &[(Sent, u16)],
    place: impl Fn(usize) -> Option<Place>,
    names: Vec<String>,
    ledger: &mut Ledger,
    books: &mut [Book],
) {
    let scale = ledger.scale;
    let at = |amount: Amount| amount.mantissa * 10i64.pow(u32::from(scale - amount.scale));
    let mut begun: BTreeMap<u32, (Option<i32>, u16)> = BTreeMap::new();
    for (row, file) in rows.iter().filter(|(row, _)| row.customer.is_none()) {
        // A campaign's later row replaces the earlier one.
        if let Some((_, earlier)) = begun.insert(row.tuple, (row.minute, *file)) {
            books[usize::from(earlier)].account.used -= 1;
            books[usize::from(earlier)].account.merged += 1;
        }
        books[usize::from(*file)].account.used += 1;
    }
    let mut seen: HashSet<(Place, u32, Option<i32>, bool)> = HashSet::new();
    for (number, (row, file)) in rows.iter().enumerate() {
        let Some(customer) = place(number) else { continue };
        let minute = row.minute.or_else(|| begun.get(&row.tuple).and_then(|(minute, _)| *minute));
        let account = &mut books[usize::from(*file)].account;
        if !seen.insert((customer, row.tuple, minute, row.control)) {
            account.merged += 1;
            continue;
        }
        account.used += 1;
        ledger.sends.push(Send {
            customer,
            minute: minute.map(Minute),
            campaign: row.tuple,
            control: row.control,
            cost: row.cost.map(at),
        });
    }
    ledger.campaigns = names;
}
