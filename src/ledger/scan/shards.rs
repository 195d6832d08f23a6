//! One shard after the other, on several threads: what a scan and whatever walks the ledger by itself have in common.

use crate::ledger::Ledger;
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};

/// Takes up every shard, on as many threads as there may be, and joins what they have made of them.
///
/// Which thread takes which shard is left to chance, so `join` must not care what comes first.
pub fn shards<S: Send>(
    ledger: &Ledger,
    threads: usize,
    fresh: impl Fn() -> S + Sync,
    take_up: impl Fn(usize, &mut S) + Sync,
    join: impl Fn(&mut S, S),
) -> S {
    let next = AtomicUsize::new(0);
    let work = || {
        let mut own = fresh();
        loop {
            let shard = next.fetch_add(1, Ordering::Relaxed);
            if shard >= ledger.shards.len() {
                return own;
            }
            take_up(shard, &mut own);
        }
    };
    let others: Mutex<Vec<S>> = Mutex::new(vec![]);
    let mut all = std::thread::scope(|scope| {
        for _ in 1..threads.min(ledger.shards.len()) {
            scope.spawn(|| {
                let own = work();
                if let Ok(mut others) = others.lock() {
                    others.push(own);
                }
            });
        }
        work()
    });
    others.into_inner().unwrap_or_default().into_iter().for_each(|other| join(&mut all, other));
    all
}

#[cfg(test)]
mod tests {
    use super::shards;
    use crate::ledger::sketch::sketch;

    #[test]
    fn each_shard_is_taken_up_once_however_many_threads_there_are() {
        let mut ledger = sketch(&[("anna", "2024-01-03", "12.50")]);
        ledger.shards.resize_with(7, Default::default);
        for threads in [0, 1, 2, 9] {
            let mut seen = shards(
                &ledger,
                threads,
                Vec::new,
                |shard, own| own.push(shard),
                |all: &mut Vec<_>, own| all.extend(own),
            );
            seen.sort_unstable();
            assert_eq!(seen, [0, 1, 2, 3, 4, 5, 6]);
        }
    }
}
