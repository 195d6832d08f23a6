//! The cutter: reads in order and cuts at true record ends. One place, held under a lock; costs a read and a count of quotes.

use super::exact::Scanner;
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

/// Whole records in a worker's buffer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Cut {
    /// How many bytes of the buffer are records; at least [`BLOCK`] bytes of slack follow.
    pub(super) len: usize,
    /// Whether a quotation mark stands in them.
    pub(super) quotes: bool,
    /// Whether the file ended here without a line end.
    pub(super) torn: bool,
}

/// Cuts one file.
pub(super) struct Cutter<R> {
    reader: R,
    rest: Vec<u8>,
    size: usize,
    done: bool,
    exact: Option<Scanner>,
}

impl<R: Read> Cutter<R> {
    /// Cuts into chunks of about `size` bytes; with a `scanner` the exact reader's own rules say where records end.
    pub(super) fn new(reader: R, size: usize, scanner: Option<Scanner>) -> Self {
        Self { reader, rest: vec![], size: size.max(1), done: false, exact: scanner }
    }

    /// Fills a worker's buffer with the next whole records; nothing at the end of the file.
    ///
    /// The buffer is used again and again: it only ever grows, so that its pages are touched once.
    pub(super) fn next(&mut self, buffer: &mut Vec<u8>) -> Result<Option<Cut>, Stop> {
        let mut len = self.rest.len();
        grow(buffer, len + self.size);
        buffer[..len].copy_from_slice(&self.rest);
        let mut quotes = memchr_iter(b'"', &buffer[..len]).count();
        let end = loop {
            let from = len;
            if !self.done {
                grow(buffer, len + self.size);
                len += self.fill(&mut buffer[len..from + self.size])?;
                quotes += memchr_iter(b'"', &buffer[from..len]).count();
            }
            if self.done {
                break len;
            }
            let end = match &self.exact {
                None => last_record_end(&buffer[..len], quotes),
                Some(scanner) => scanner.last_record_end(&buffer[..len]),
            };
            match end {
                Some(end) => break end,
                None if len > LONGEST_RECORD => return Err(Stop::TooLong),
                None => {}
            }
        };
        self.rest.clear();
        self.rest.extend_from_slice(&buffer[end..len]);
        if end == 0 {
            return Ok(None);
        }
        let last = buffer[end - 1];
        let torn = !matches!(last, b'\n' | b'\r');
        let lacks = torn || (self.exact.is_none() && last != b'\n');
        if lacks {
            buffer[end] = b'\n';
        }
        let cut = Cut { len: end + usize::from(lacks), quotes: quotes > 0, torn };
        buffer[cut.len..cut.len + BLOCK].fill(0);
        Ok(Some(cut))
    }

    /// Reads until the slice is full or the file ends.
    fn fill(&mut self, into: &mut [u8]) -> Result<usize, Stop> {
        let mut got = 0;
        while got < into.len() {
            match self.reader.read(&mut into[got..]) {
                Ok(0) => {
                    self.done = true;
                    break;
                }
                Ok(n) => got += n,
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                Err(error) => return Err(Stop::Io(error)),
            }
        }
        Ok(got)
    }
}

/// Room for so many bytes, a line end and the slack.
fn grow(buffer: &mut Vec<u8>, len: usize) {
    if buffer.len() < len + 1 + BLOCK {
        buffer.resize(len + 1 + BLOCK, 0);
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
        let mut buffer = vec![];
        let mut all = vec![];
        while let Some(cut) = cutter.next(&mut buffer).expect("a slice cannot fail") {
            all.push(String::from_utf8(buffer[..cut.len].to_vec()).expect("the test's own text"));
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
