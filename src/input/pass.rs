//! One pass over the files of a family: a cutter under a lock, workers that understand chunks, results in chunk order.

use super::common::line_ends;
use super::cut::{Cut, Cutter, Stop};
use super::exact::Scanner;
use super::head::Head;
use super::record::{Dialect, Split};
use std::io::{self, Read};
use std::sync::Mutex;
use std::sync::atomic::{AtomicU64, Ordering};

/// What a worker makes of a chunk.
pub(super) struct Done<T> {
    /// The number of the file in its family.
    pub(super) file: usize,
    /// Records seen by the splitter.
    pub(super) split: Split,
    /// Line ends in the chunk.
    pub(super) lines: u64,
    /// Whether the file ended here without a line end.
    pub(super) torn: bool,
    /// What it is understood to be.
    pub(super) part: T,
}

/// What ends a pass early.
#[derive(Debug)]
pub(super) enum Broken {
    /// A file could not be read: its number, and why.
    Io(usize, io::Error),
    /// A record of a file has no end: the file's number, and how many bytes of its body come before that record.
    TooLong(usize, u64),
    /// The pieces do not fit the budget.
    Memory,
}

/// How a pass is run.
pub(super) struct Gear<'a> {
    /// How many threads.
    pub(super) threads: usize,
    /// Bytes per chunk.
    pub(super) chunk: usize,
    /// Bytes read so far, for whoever shows progress.
    pub(super) progress: &'a AtomicU64,
    /// The budget for what a pass keeps, in bytes.
    pub(super) budget: u64,
}

/// A chunk as a worker sees it: its bytes with slack behind `len`.
pub(super) struct View<'a> {
    /// The records and the slack.
    pub(super) bytes: &'a [u8],
    /// How many bytes are records.
    pub(super) len: usize,
    /// Whether a quotation mark stands in them.
    pub(super) quotes: bool,
    /// The number of the file in its family.
    pub(super) file: usize,
}

struct Queue<'a> {
    heads: std::slice::Iter<'a, Head>,
    dialect: Dialect,
    chunk: usize,
    file: usize,
    /// Bytes of the open file's body handed out so far.
    given: u64,
    index: usize,
    open: Option<Cutter<Box<dyn Read + Send>>>,
    broken: Option<Broken>,
}

impl Queue<'_> {
    /// Fills a worker's buffer; says the chunk's place and file.
    fn next(&mut self, buffer: &mut Vec<u8>) -> Option<(usize, usize, Cut)> {
        while self.broken.is_none() {
            if self.open.is_none() {
                let head = self.heads.next()?;
                self.file += 1;
                self.given = 0;
                match open(head, self.dialect, self.chunk) {
                    Ok(cutter) => self.open = Some(cutter),
                    Err(error) => self.broken = Some(Broken::Io(self.file - 1, error)),
                }
                continue;
            }
            match self.open.as_mut().map(|cutter| cutter.next(buffer))? {
                Ok(None) => self.open = None,
                Ok(Some(cut)) => {
                    self.index += 1;
                    self.given += cut.len as u64;
                    return Some((self.index, self.file - 1, cut));
                }
                Err(Stop::Io(error)) => self.broken = Some(Broken::Io(self.file - 1, error)),
                Err(Stop::TooLong) => self.broken = Some(Broken::TooLong(self.file - 1, self.given)),
            }
        }
        None
    }
}

fn open(head: &Head, dialect: Dialect, chunk: usize) -> io::Result<Cutter<Box<dyn Read + Send>>> {
    let mut reader = head.source.reader()?;
    io::copy(&mut (&mut reader).take(head.body), &mut io::sink())?;
    let scanner = dialect.exact.then_some(Scanner { delimiter: dialect.delimiter });
    Ok(Cutter::new(reader, chunk, scanner))
}

/// Runs a pass; `understand` is a pure function of the chunk, and tells how many bytes it keeps. Each thread has a scratch of
/// its own, which ends with it: for what is used again from chunk to chunk and cannot show in what a chunk comes to.
pub(super) fn run<S: Default, T: Send>(
    heads: &[Head],
    dialect: Dialect,
    gear: &Gear<'_>,
    understand: impl Fn(&View<'_>, &mut S) -> (Split, T, u64) + Sync,
) -> Result<Vec<Done<T>>, Broken> {
    let queue = Queue {
        heads: heads.iter(),
        dialect,
        chunk: gear.chunk,
        file: 0,
        given: 0,
        index: 0,
        open: None,
        broken: None,
    };
    let queue = Mutex::new(queue);
    let done: Mutex<Vec<(usize, Done<T>)>> = Mutex::new(vec![]);
    let kept = AtomicU64::new(0);
    let work = || {
        let (mut buffer, mut scratch) = (vec![], S::default());
        while let Some((index, file, cut)) = queue.lock().ok().and_then(|mut queue| queue.next(&mut buffer)) {
            let view = View { bytes: &buffer, len: cut.len, quotes: cut.quotes, file };
            let (split, part, bytes) = understand(&view, &mut scratch);
            let lines = split.lines.unwrap_or_else(|| line_ends(&buffer[..cut.len]));
            gear.progress.fetch_add(cut.len as u64, Ordering::Relaxed);
            if kept.fetch_add(bytes, Ordering::Relaxed) + bytes > gear.budget
                && let Ok(mut queue) = queue.lock()
            {
                queue.broken.get_or_insert(Broken::Memory);
            }
            if let Ok(mut done) = done.lock() {
                done.push((index, Done { file, split, lines, torn: cut.torn, part }));
            }
        }
    };
    if gear.threads <= 1 {
        work();
    } else {
        std::thread::scope(|scope| {
            for _ in 0..gear.threads {
                scope.spawn(work);
            }
        });
    }
    if let Ok(Queue { broken: Some(broken), .. }) = queue.into_inner() {
        return Err(broken);
    }
    let mut done = done.into_inner().unwrap_or_default();
    done.sort_unstable_by_key(|(index, _)| *index);
    Ok(done.into_iter().map(|(_, done)| done).collect())
}

/// Does `work` for each index below `count` on so many threads; each thread has a scratch of its own. Results in index order.
pub(super) fn each<S: Default, T: Send>(
    threads: usize,
    count: usize,
    work: impl Fn(usize, &mut S) -> T + Sync,
) -> Vec<T> {
    let next = std::sync::atomic::AtomicUsize::new(0);
    let done: Mutex<Vec<(usize, T)>> = Mutex::new(Vec::with_capacity(count));
    let run = || {
        let mut scratch = S::default();
        loop {
            let index = next.fetch_add(1, Ordering::Relaxed);
            if index >= count {
                break;
            }
            let result = work(index, &mut scratch);
            if let Ok(mut done) = done.lock() {
                done.push((index, result));
            }
        }
    };
    if threads <= 1 || count <= 1 {
        run();
    } else {
        std::thread::scope(|scope| {
            for _ in 0..threads {
                scope.spawn(run);
            }
        });
    }
    let mut done = done.into_inner().unwrap_or_default();
    done.sort_unstable_by_key(|(index, _)| *index);
    done.into_iter().map(|(_, result)| result).collect()
}
