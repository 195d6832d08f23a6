//! Each value once.

/// The distinct values in order, and where among them each item finds its own.
pub(super) fn distinct<T, K: Ord + Copy>(items: &[T], of: impl Fn(&T) -> K) -> (Vec<K>, Vec<u32>) {
    let mut values: Vec<K> = items.iter().map(&of).collect();
    values.sort_unstable();
    values.dedup();
    let place = |item| values.partition_point(|value| *value < of(item)) as u32;
    let places = items.iter().map(place).collect();
    (values, places)
}

#[cfg(test)]
mod tests {
    use super::distinct;

    #[test]
    fn every_item_finds_its_value() {
        assert_eq!(distinct(&[30, 10, 30, 20], |day| *day), (vec![10, 20, 30], vec![2, 0, 2, 1]));
        assert_eq!(distinct(&[], |day: &u8| *day), (vec![], vec![]));
    }
}
