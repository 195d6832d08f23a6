//! The cutter: reads in order and cuts at true record ends. One place, held under a lock; costs a copy and a count of quotes.

use super::marks::BLOCK;
use memchr::{memchr_iter, memrchr};
use std::io::{self, Read};

/// A record larger than this is refused: it is a file that never closes a quotation mark, or no CSV at all.
pub(super) const LONGEST_RECORD: usize = 16 << 20;

/// What stops a cutter.
#[derive(Debug)]
pub(super) enum Stop {
    /// Reading failed.
    Io(io::Error),
    /// No record end within [`LONGEST_RECORD`] bytes.
    TooLong,
}

/// Cuts one file.
pub(super) struct Cutter<R> {
    reader: R,
    rest: Vec<u8>,
    size: usize,
    done: bool,
    exact: Option<super::exact::Scanner>,
}

impl<R: Read> Cutter<R> {
    /// Cuts into chunks of about `size` bytes; with a `scanner` the exact reader's own rules say where records end.
    pub(super) fn new(reader: R, size: usize, scanner: Option<super::exact::Scanner>) -> Self {
        Self { reader, rest: vec![], size: size.max(1), done: false, exact: scanner }
    }

    /// The next chunk's bytes, or nothing at the end of the file.
    pub(super) fn next(&mut self) -> Result<Option<(Vec<u8>, bool, bool)>, Stop> {
        if self.done && self.rest.is_empty() {
            return Ok(None);
        }
        let mut bytes = std::mem::take(&mut self.rest);
        bytes.reserve(self.size + BLOCK);
        let mut quotes = memchr_iter(b'"', &bytes).count();
        let len = loop {
            let from = bytes.len();
            if !self.done {
                self.fill(&mut bytes)?;
                quotes += memchr_iter(b'"', &bytes[from..]).count();
            }
            if self.done {
                break bytes.len();
            }
            let end = match &self.exact {
                None => last_record_end(&bytes, quotes),
                Some(scanner) => scanner.last_record_end(&bytes),
            };
            match end {
                Some(end) => break end,
                None if bytes.len() > LONGEST_RECORD => return Err(Stop::TooLong),
                None => {}
            }
        };
        self.rest = bytes.split_off(len);
        if bytes.is_empty() {
            return Ok(None);
        }
        let torn = !matches!(bytes.last(), Some(b'\n' | b'\r'));
        if torn || (self.exact.is_none() && bytes.last() != Some(&b'\n')) {
            bytes.push(b'\n');
        }
        Ok(Some((bytes, quotes > 0, torn)))
    }

    fn fill(&mut self, bytes: &mut Vec<u8>) -> Result<(), Stop> {
        let got = (&mut self.reader).take(self.size as u64).read_to_end(bytes).map_err(Stop::Io)?;
        self.done = got < self.size;
        Ok(())
    }
}

/// The end of the last record: the last line end that stands outside quotes.
fn last_record_end(bytes: &[u8], quotes: usize) -> Option<usize> {
    let mut high = bytes.len();
    let mut inside = quotes % 2 == 1;
    loop {
        let newline = memrchr(b'\n', &bytes[..high])?;
        let passed = memchr_iter(b'"', &bytes[newline..high]).count();
        inside ^= passed % 2 == 1;
        if !inside {
            return Some(newline + 1);
        }
        high = newline;
    }
}

#[cfg(test)]
mod tests {
    use super::Cutter;

    fn chunks(text: &str, size: usize) -> Vec<String> {
        let mut cutter = Cutter::new(text.as_bytes(), size, None);
        let mut all = vec![];
        while let Some((bytes, _, _)) = cutter.next().expect("a slice cannot fail") {
            all.push(String::from_utf8(bytes).expect("the test's own text"));
        }
        all
    }

    #[test]
    fn a_chunk_never_ends_inside_a_record() {
        for size in 1..40 {
            let all = chunks("1,\"a\nb\"\n2,c\n3,\"d\"\"\n\"\n", size);
            assert_eq!(all.concat(), "1,\"a\nb\"\n2,c\n3,\"d\"\"\n\"\n", "{size}");
            for chunk in all {
                assert_eq!(chunk.matches('"').count() % 2, 0, "{size}: {chunk}");
            }
        }
    }

    #[test]
    fn a_file_without_a_last_line_end_gets_one() {
        assert_eq!(chunks("1,2\n3,4", 100), ["1,2\n3,4\n"]);
    }
}
