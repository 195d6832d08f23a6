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

/// How rows become text.
pub(super) trait Form: Sync {
    /// Appends what stands before the cells of the row of that number.
    fn open(&self, _number: usize, _out: &mut Vec<u8>) {}
    /// Appends cells of a row, of which the first has that place.
    fn cells(&self, place: usize, cells: &[Value], out: &mut Vec<u8>) -> io::Result<()>;
    /// Appends what stands after the cells of a row.
    fn close(&self, out: &mut Vec<u8>);
}

/// Writes all rows; gives how many there were.
pub(super) fn write(rows: Rows<'_>, form: &dyn Form, out: &mut dyn io::Write) -> io::Result<usize> {
    if let Some(many) = rows.many {
        return together(&Makers::of(&many, form)?, out);
    }
    let (mut rows, mut buffer, mut number) = (rows.rows.peekable(), vec![], 0);
    while rows.peek().is_some() {
        buffer.clear();
        for row in rows.by_ref().take(BLOCK) {
            form.open(number, &mut buffer);
            form.cells(0, &row, &mut buffer)?;
            form.close(&mut buffer);
            number += 1;
        }
        out.write_all(&buffer)?;
    }
    Ok(number)
}

/// Each thread takes the next block that nobody has taken; one of them also writes, in order, whatever has been made.
fn together(makers: &Makers<'_>, out: &mut dyn io::Write) -> io::Result<usize> {
    let (threads, blocks) = (makers.many.threads.max(1), makers.many.count.div_ceil(BLOCK));
    let (taken, spare) = (AtomicUsize::new(0), Mutex::new(vec![]));
    let take = || Some(taken.fetch_add(1, Ordering::Relaxed)).filter(|block| *block < blocks);
    // What a block was written in is used again.
    let make = |block: usize| makers.block(block, spare.lock().ok().and_then(|mut spare| spare.pop()));
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
        Ok(makers.many.count)
    })
}

/// What blocks are made with.
struct Makers<'a> {
    many: &'a Many<'a>,
    form: &'a dyn Form,
    /// The text of what all rows begin and end with: it is the same for all of them.
    around: [Vec<u8>; 2],
}

impl<'a> Makers<'a> {
    fn of(many: &'a Many<'a>, form: &'a dyn Form) -> io::Result<Self> {
        let [before, after] = &many.around;
        let mut around = [vec![], vec![]];
        form.cells(0, before, &mut around[0])?;
        form.cells(before.len() + many.width, after, &mut around[1])?;
        Ok(Self { many, form, around })
    }

    /// The text of one block.
    fn block(&self, block: usize, spare: Option<Vec<u8>>) -> io::Result<Vec<u8>> {
        let Self { many, form, around: [before, after] } = self;
        let first = block * BLOCK;
        let end = many.count.min(first + BLOCK);
        let mut own = spare.unwrap_or_else(|| Vec::with_capacity(BLOCK * WIDE));
        own.clear();
        let mut values = Vec::with_capacity(many.width);
        for place in first..end {
            if (place - first).is_multiple_of(NEAR) {
                (many.ahead)(place..end.min(place + NEAR));
            }
            values.clear();
            (many.own)(place, &mut values);
            values.resize(many.width, Value::Missing);
            form.open(place, &mut own);
            own.extend_from_slice(before);
            form.cells(many.around[0].len(), &values, &mut own)?;
            own.extend_from_slice(after);
            form.close(&mut own);
        }
        Ok(own)
    }
}

#[cfg(test)]
mod tests {
    use super::{BLOCK, Form, write};
    use crate::answer::value::Value;
    use crate::render::flat::Rows;
    use std::io;

    struct Plain;

    impl Form for Plain {
        fn open(&self, number: usize, out: &mut Vec<u8>) {
            out.extend(format!("{number}:").bytes());
        }
        fn cells(&self, place: usize, cells: &[Value], out: &mut Vec<u8>) -> io::Result<()> {
            out.extend((place..).zip(cells).flat_map(|cell| format!(" {cell:?}").into_bytes()));
            Ok(())
        }
        fn close(&self, out: &mut Vec<u8>) {
            out.push(b'\n');
        }
    }

    #[test]
    fn threads_blocks_and_what_is_shared_do_not_show() {
        for count in [0, 1, BLOCK - 1, BLOCK, 5 * BLOCK + 7] {
            let written = |rows: Rows<'_>| {
                let mut out = vec![];
                (write(rows, &Plain, &mut out).expect("memory takes it"), out)
            };
            let keys = || ["from", "number", "twice", "unit"].map(str::to_owned).to_vec();
            let own = |place: usize| [1, 2].map(|times| Value::Count(times * place as u64));
            let around = || [vec![Value::word("day")], vec![Value::Missing]];
            let row = |place: usize| {
                let [before, after] = around();
                before.into_iter().chain(own(place)).chain(after).collect()
            };
            let plain = written(Rows::new(keys(), (0..count).map(row)));
            assert_eq!(plain.0, count);
            for threads in [1, 2, 3] {
                let values = |place: usize, values: &mut Vec<Value>| values.extend(own(place));
                let many = || Rows::many(keys(), count, threads, around(), values, |_| ());
                assert_eq!(written(many()), plain);
                assert_eq!(written(Rows { many: None, ..many() }), plain);
            }
        }
    }
}
