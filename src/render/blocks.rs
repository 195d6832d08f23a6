//! Rows as text, a block at a time: what is written never waits for the whole, and no more of it is held than a few blocks.
//!
//! The rows of a list of customers are made where they are written, and turning them into text is most of the work; so each thread
//! makes a block of them, and the blocks are written in their order. A reader cannot tell how many threads there were.

use super::flat::{Many, Rows};
use crate::answer::value::Value;
use std::io;

/// How many rows are made and written together: some hundred kilobytes of text.
const BLOCK: usize = 1024;

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

/// A block to each thread, then all of them in their order, and so on.
fn together(many: &Many<'_>, text: Text<'_>, out: &mut dyn io::Write) -> io::Result<usize> {
    let mut buffers: Vec<Vec<u8>> = vec![vec![]; many.threads.max(1)];
    let make = |first: usize, buffer: &mut Vec<u8>| {
        buffer.clear();
        let own = first..many.count.min(first + BLOCK);
        (many.ahead)(own.clone());
        text(first, &mut own.map(&many.row), buffer)
    };
    for first in (0..many.count).step_by(BLOCK * buffers.len()) {
        let mut starts = (first..many.count).step_by(BLOCK).zip(&mut buffers);
        let mine = starts.next();
        let mut used = 1;
        std::thread::scope(|scope| {
            let others: Vec<_> = starts.map(|(start, buffer)| scope.spawn(move || make(start, buffer))).collect();
            used += others.len();
            let own = mine.map_or(Ok(()), |(start, buffer)| make(start, buffer));
            let died = |_| Err(io::Error::other("a thread died while it made rows"));
            others.into_iter().map(|other| other.join().unwrap_or_else(died)).fold(own, Result::and)
        })?;
        buffers[..used].iter().try_for_each(|buffer| out.write_all(buffer))?;
    }
    Ok(many.count)
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
