//! Each value once.

/// The distinct values in order, and where among them each item finds its own.
pub(super) fn distinct<T, K: Ord + Copy>(items: &[T], of: impl Fn(&T) -> K) -> (Vec<K>, Vec<u32>) {
    let values = values(items.iter().map(&of));
    let places = items.iter().map(|item| place(&values, &of(item))).collect();
    (values, places)
}

/// The distinct values in order.
pub(super) fn values<K: Ord>(all: impl Iterator<Item = K>) -> Vec<K> {
    let mut values: Vec<K> = vec![];
    let mut room = ROOM;
    for value in all {
        // Most are met many times, and each is held once or twice.
        if values.len() == room {
            once(&mut values);
            room = ROOM.max(2 * values.len());
        }
        values.push(value);
    }
    once(&mut values);
    values.shrink_to_fit();
    values
}

/// So many values are taken before they are looked through.
const ROOM: usize = 1 << 12;

fn once<K: Ord>(values: &mut Vec<K>) {
    values.sort_unstable();
    values.dedup();
}

/// Where a value stands among them.
pub(super) fn place<K: Ord>(values: &[K], own: &K) -> u32 {
    values.partition_point(|value| value < own) as u32
}

#[cfg(test)]
mod tests {
    use super::{distinct, values};

    #[test]
    fn every_item_finds_its_value() {
        assert_eq!(distinct(&[30, 10, 30, 20], |day| *day), (vec![10, 20, 30], vec![2, 0, 2, 1]));
        assert_eq!(distinct(&[], |day: &u8| *day), (vec![], vec![]));
        let many: Vec<u64> = (0..50_000).map(|n| n * 7919 % 20_000).collect();
        assert!(values(many.iter().copied()).into_iter().eq(0..20_000));
    }
}
