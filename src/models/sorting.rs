//! Sorting on several threads: what is sorted stands the same for any number of them.

use std::cmp::Ordering;

/// Fewer items are sorted sooner than a thread is started.
const FEW: usize = 1 << 14;

/// Sorts items; those that are equal cannot be told apart.
pub fn sort<T: Ord + Send>(items: &mut [T], threads: usize) {
    sort_by(items, threads, &T::cmp);
}

/// Sorts items by an order in which no two of them are equal.
pub fn sort_by<T: Send>(items: &mut [T], threads: usize, order: &(impl Fn(&T, &T) -> Ordering + Sync)) {
    if threads < 2 || items.len() < FEW || items.is_sorted_by(|one, other| order(one, other).is_le()) {
        items.sort_unstable_by(order);
        return;
    }
    // What belongs before the place where the threads' shares meet goes before it; then each side is sorted by itself.
    let own = threads / 2;
    let (before, _, after) = items.select_nth_unstable_by(items.len() / threads * own, order);
    std::thread::scope(|scope| {
        scope.spawn(|| sort_by(before, own, order));
        sort_by(after, threads - own, order);
    });
}

#[cfg(test)]
mod tests {
    use super::{FEW, sort};

    #[test]
    fn threads_do_not_show() {
        let items: Vec<u64> = (0..5 * FEW as u64).map(|n| n.wrapping_mul(0x9e37_79b9_7f4a_7c15) >> 50).collect();
        let sorted = |threads| {
            let mut items = items.clone();
            sort(&mut items, threads);
            items
        };
        let mut plain = items.clone();
        plain.sort_unstable();
        for threads in 1..6 {
            assert_eq!(sorted(threads), plain);
        }
    }
}
