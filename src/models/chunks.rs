//! Sums over many rows, on several threads, that come out the same to the last bit for any number of them.

/// How many rows are added before their sum joins the others; it is part of the result, so it never depends on the machine.
const CHUNK: usize = 2048;

/// Adds up what each row gives, in the order of the rows within a chunk and of the chunks.
pub fn sum<S: Copy + Send + Sync>(
    rows: usize,
    threads: usize,
    zero: S,
    of_row: impl Fn(usize, &mut S) + Sync,
    join: impl Fn(&mut S, &S),
) -> S {
    let chunks = rows.div_ceil(CHUNK);
    let chunk = |number: usize| {
        let mut sum = zero;
        for row in number * CHUNK..rows.min((number + 1) * CHUNK) {
            of_row(row, &mut sum);
        }
        sum
    };
    let threads = threads.clamp(1, chunks.max(1));
    let mut sums = vec![zero; chunks];
    if threads == 1 {
        sums.iter_mut().enumerate().for_each(|(number, sum)| *sum = chunk(number));
    } else {
        // Neighbouring rows cost about the same, so chunks are dealt out in turns.
        let mut dealt: Vec<Vec<(usize, &mut S)>> = (0..threads).map(|_| vec![]).collect();
        sums.iter_mut().enumerate().for_each(|(number, sum)| dealt[number % threads].push((number, sum)));
        std::thread::scope(|scope| {
            for own in dealt {
                scope.spawn(|| own.into_iter().for_each(|(number, sum)| *sum = chunk(number)));
            }
        });
    }
    let mut all = zero;
    for sum in &sums {
        join(&mut all, sum);
    }
    all
}

/// What each row gives, in their order.
pub fn each<T: Copy + Default + Send>(rows: usize, threads: usize, of_row: impl Fn(usize) -> T + Sync) -> Vec<T> {
    let mut all = vec![T::default(); rows];
    let fill = |(number, own): (usize, &mut [T])| {
        own.iter_mut().enumerate().for_each(|(place, slot)| *slot = of_row(number * CHUNK + place));
    };
    let threads = threads.clamp(1, rows.div_ceil(CHUNK).max(1));
    let mut dealt: Vec<Vec<(usize, &mut [T])>> = (0..threads).map(|_| vec![]).collect();
    all.chunks_mut(CHUNK).enumerate().for_each(|(number, own)| dealt[number % threads].push((number, own)));
    std::thread::scope(|scope| {
        let mut dealt = dealt.into_iter();
        let own = dealt.next().unwrap_or_default();
        dealt.for_each(|own| {
            scope.spawn(|| own.into_iter().for_each(fill));
        });
        own.into_iter().for_each(fill);
    });
    all
}

/// Does two things at once, where there are threads for it.
pub fn both<A: Send, B>(threads: usize, one: impl FnOnce() -> A + Send, other: impl FnOnce() -> B) -> (A, B) {
    if threads < 2 {
        return (one(), other());
    }
    std::thread::scope(|scope| {
        let one = scope.spawn(one);
        let other = other();
        (one.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic)), other)
    })
}

#[cfg(test)]
mod tests {
    use super::{both, each, sum};

    #[test]
    fn both_are_done_on_one_thread_and_on_two() {
        for threads in [1, 2] {
            let mut seen = vec![];
            assert_eq!(both(threads, || 7, || seen.push(threads)).0, 7);
            assert_eq!(seen, [threads]);
        }
    }

    #[test]
    fn threads_change_no_bit() {
        let term = |row: usize| libm::sin(row as f64) / (row as f64 + 0.3);
        let of =
            |rows, threads| sum(rows, threads, 0.0_f64, |row, sum| *sum += term(row), |all, sum| *all += sum).to_bits();
        for threads in [2, 3, 8] {
            assert_eq!(of(10_001, threads), of(10_001, 1));
            assert_eq!(each(10_001, threads, term), each(10_001, 1, term));
        }
        assert_eq!((of(0, 2), each(0, 2, term)), (0, vec![]));
    }
}
