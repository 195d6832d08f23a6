//! What customers are called in a list, and the order in which they stand in it.

use crate::ledger::{Ledger, Place};
use crate::models::chunks::each;
use crate::models::sorting::sort_by;
use std::borrow::Cow;

/// The text of a customer's id; where it is too long to be kept and was not read as a column, its digest.
pub(in crate::commands) fn name(ledger: &Ledger, place: Place) -> Cow<'_, str> {
    let shard = &ledger.shards[usize::from(place.shard)];
    let key = shard.keys[place.number as usize];
    if let Some(text) = key.text() {
        return text.into();
    }
    if let Some(text) = read(ledger, place) {
        return text.into();
    }
    let [a, b, c, d] = key.0;
    format!("#{d:08x}{c:08x}{b:08x}{a:08x}").into()
}

/// How many of these customers stand in the list with a digest of their id.
pub(in crate::commands) fn digests(ledger: &Ledger, places: &[Place]) -> usize {
    let key = |place: &Place| ledger.shards[usize::from(place.shard)].keys[place.number as usize];
    places.iter().filter(|place| key(place).is_digest() && read(ledger, **place).is_none()).count()
}

/// An id that was read as a column of the orders.
fn read(ledger: &Ledger, place: Place) -> Option<&str> {
    let code = ledger.shards[usize::from(place.shard)].codes_of(place.number as usize).first()?;
    ledger.dimensions.text(*code, 0)
}

/// Sorts customers by the names that are shown.
///
/// A name is not held for each: its first bytes are, and names that begin alike are made again when they meet.
pub(in crate::commands) fn sort<'n>(
    places: &mut [Place],
    threads: usize,
    shown: impl Fn(Place) -> Cow<'n, str> + Sync,
) {
    let mut begun: Vec<([u64; 2], Place)> =
        each(places.len(), threads, |number| (beginning(&shown(places[number])), places[number]));
    let order = |(one, first): &([u64; 2], Place), (other, second): &([u64; 2], Place)| {
        one.cmp(other).then_with(|| shown(*first).cmp(&shown(*second))).then_with(|| first.cmp(second))
    };
    sort_by(&mut begun, threads, &order);
    places.iter_mut().zip(begun).for_each(|(place, (_, sorted))| *place = sorted);
}

/// The first sixteen bytes, as numbers that stand as they do.
fn beginning(name: &str) -> [u64; 2] {
    let mut bytes = [0; 16];
    let len = name.len().min(bytes.len());
    bytes[..len].copy_from_slice(&name.as_bytes()[..len]);
    let (halves, _) = bytes.as_chunks::<8>();
    [u64::from_be_bytes(halves[0]), u64::from_be_bytes(halves[1])]
}

#[cfg(test)]
mod tests {
    use super::sort;
    use crate::ledger::Place;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn names_are_sorted_as_texts_are(mut names in proptest::collection::vec("[ab\\x00é]{0,3}|aaaaaaaaaaaaaaa[ab]{0,3}", 0..40)) {
            let mut places: Vec<Place> = (0..names.len()).map(|number| Place { shard: 0, number: number as u32 }).collect();
            sort(&mut places, 2, |place| names[place.number as usize].as_str().into());
            let sorted: Vec<String> = places.iter().map(|place| names[place.number as usize].clone()).collect();
            names.sort();
            prop_assert_eq!(sorted, names);
        }
    }
}
