//! Rows as text, a block at a time: what is written never waits for the whole, and no more of it is held than a few blocks.
//!
//! The rows of a list of customers are made where they are written, and turning them into text is most of the work; so each thread
//! makes blocks of them, which are written in their order while others are made. A reader cannot tell how many threads there were.

use super::flat::{Many, Rows};
use crate::answer::value::Value;
use std::collections::BTreeMap;
use std::io;
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::mpsc::sync_channel;

/// How many rows are made and written together: some hundred kilobytes of text.
const BLOCK: usize = 512;

/// How many rows are announced together: what they are made of stays in the nearest memory until they are made.
const NEAR: usize = 32;

/// Room for a row, in bytes; a wider one only has to be moved.
const WIDE: usize = 512;

/// Appends the text of rows, of which the first has that number.
pub(super) type Text<'t> =
    &'t (dyn Fn(usize, &mut dyn Iterator<Item = Vec<Value>>, &mut Vec<u8>) -> io::Result<()> + Sync);

/// Writes all rows; gives how many there were.
pub(super) fn write(rows: Rows<'_>, text: Text<'_>, out: &mut dyn io::Write) -> io::Result<usize> {
    if let Some(many) = rows.many {
        return together(&many, text, out);
    }
    let (mut rows, mut buffer, mut number) = (rows.rows, vec![], 0);
    loop {
        buffer.clear();
        let mut taken = 0;
        text(number, &mut rows.by_ref().take(BLOCK).inspect(|_| taken += 1), &mut buffer)?;
        if taken == 0 {
            return Ok(number);
        }
        out.write_all(&buffer)?;
        number += taken;
    }
}

/// Each thread takes the next block that nobody has taken; one of them also writes, in order, whatever has been made.
fn together(many: &Many<'_>, text: Text<'_>, out: &mut dyn io::Write) -> io::Result<usize> {
    let (threads, blocks) = (many.threads.max(1), many.count.div_ceil(BLOCK));
    let (taken, spare) = (AtomicUsize::new(0), Mutex::new(vec![]));
    let take = || Some(taken.fetch_add(1, Ordering::Relaxed)).filter(|block| *block < blocks);
    // What a block was written in is used again.
    let make = |block: usize| make(many, block, text, spare.lock().ok().and_then(|mut spare| spare.pop()));
    std::thread::scope(|scope| {
        // Room for few, so that nobody runs far ahead of the writer.
        let (made, ready) = sync_channel(threads);
        for _ in 1..threads {
            let (made, take, make) = (made.clone(), &take, &make);
            scope.spawn(move || {
                while let Some(block) = take() {
                    if made.send((block, make(block))).is_err() {
                        // The writer has stopped.
                        return;
                    }
                }
            });
        }
        drop(made);
        let mut waiting = BTreeMap::new();
        for block in 0..blocks {
            let own = loop {
                waiting.extend(ready.try_iter());
                if let Some(own) = waiting.remove(&block) {
                    break own?;
                }
                let next = if waiting.len() < threads { take() } else { None };
                waiting.extend([match next {
                    Some(other) => (other, make(other)),
                    None => ready.recv().map_err(io::Error::other)?,
                }]);
            };
            out.write_all(&own)?;
            if let Ok(mut spare) = spare.lock() {
                spare.push(own);
            }
        }
        Ok(many.count)
    })
}

/// The text of one block.
fn make(many: &Many<'_>, block: usize, text: Text<'_>, spare: Option<Vec<u8>>) -> io::Result<Vec<u8>> {
    let first = block * BLOCK;
    let end = many.count.min(first + BLOCK);
    let mut rows = (first..end).map(|place| {
        if (place - first).is_multiple_of(NEAR) {
            (many.ahead)(place..end.min(place + NEAR));
        }
        (many.row)(place)
    });
    let mut own = spare.unwrap_or_else(|| Vec::with_capacity(BLOCK * WIDE));
    own.clear();
    text(first, &mut rows, &mut own)?;
    Ok(own)
}

#[cfg(test)]
mod tests {
    use super::{BLOCK, write};
    use crate::answer::value::Value;
    use crate::render::flat::Rows;

    #[test]
    fn threads_and_blocks_do_not_show() {
        for count in [0, 1, BLOCK - 1, BLOCK, 5 * BLOCK + 7] {
            let row = |place: usize| vec![Value::Count(place as u64)];
            let written = |rows: Rows<'_>| {
                let mut out = vec![];
                let number = write(
                    rows,
                    &|first, rows, text| {
                        rows.enumerate().for_each(|(place, row)| {
                            assert_eq!(row, [Value::Count((first + place) as u64)]);
                            text.extend(format!("{row:?}\n").bytes());
                        });
                        Ok(())
                    },
                    &mut out,
                );
                (number.expect("memory takes it"), out)
            };
            let plain = written(Rows::new(vec![], (0..count).map(row)));
            assert_eq!(plain.0, count);
            for threads in [1, 2, 3] {
                assert_eq!(written(Rows::many(vec![], count, threads, row, |_| ())), plain);
            }
        }
    }
}
