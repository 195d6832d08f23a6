//! The encoding of each file of a family: files of one header may come from different machines.

use super::encoding::{self, Census};
use super::head::Head;
use super::plan::Reading;
use super::request::Request;
use encoding_rs::{Encoding, UTF_8};
use memchr::memrchr;
use std::io::Read;

/// Bytes read at a time while every line of a file is asked.
const BITE: u64 = 1 << 22;
/// A line longer than this is asked in parts.
const LONGEST_LINE: usize = 64 << 20;

/// The encodings, one per file, as the pass sees the bytes.
#[derive(Debug)]
pub(super) struct Codes {
    of: Vec<&'static Encoding>,
    /// Files whose encoding the user named, or whose every byte was asked already.
    settled: Vec<bool>,
}

impl Codes {
    /// What the user said, or what the heads suggest.
    pub(super) fn of(heads: &[Head], request: &Request) -> Self {
        let said = request.encoding.as_deref().and_then(encoding::labelled);
        let of = heads.iter().map(|head| match head.source.decoded {
            Some(_) => UTF_8,
            None => said.unwrap_or(head.encoding),
        });
        let settled = heads.iter().map(|head| head.source.decoded.is_some() || said.is_some());
        Self { of: of.collect(), settled: settled.collect() }
    }

    /// The family's reading for each of its files.
    pub(super) fn readings(&self, reading: &Reading) -> Vec<Reading> {
        self.of.iter().map(|&encoding| Reading { encoding, ..reading.clone() }).collect()
    }

    /// Asks every byte of a file that does not fit its encoding, once; says whether that led to another.
    pub(super) fn count(&mut self, heads: &[Head], file: usize) -> bool {
        if std::mem::replace(&mut self.settled[file], true) {
            return false;
        }
        let found = census(&heads[file]);
        std::mem::replace(&mut self.of[file], found) != found
    }
}

/// The encoding of a file, from all of its bytes.
fn census(head: &Head) -> &'static Encoding {
    let mut census = Census::default();
    let Ok(mut reader) = head.source.reader() else { return UTF_8 };
    let mut held: Vec<u8> = vec![];
    loop {
        // A read that fails here fails again in the next pass, which says so.
        let got = (&mut reader).take(BITE).read_to_end(&mut held).unwrap_or(0);
        let end = match memrchr(b'\n', &held) {
            Some(feed) if got > 0 => feed + 1,
            None if got > 0 && held.len() < LONGEST_LINE => 0,
            _ => held.len(),
        };
        census.see(&held[..end]);
        held.drain(..end);
        if got == 0 {
            return census.decide();
        }
    }
}
