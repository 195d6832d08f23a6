//! What each file of a family has of its own: files of one header may come from different machines. One is its encoding; the other,
//! whether its ids are written as `17850.0`, as some programs do in a column where one is missing.

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
    /// The ids of each file that look like `17850.0`, and all others: of customers and of orders.
    ids: Vec<[Ids; 2]>,
    /// Whether the `.0` is dropped in each file.
    dropped: Vec<[bool; 2]>,
}

/// Ids like `17850.0`, and all others that are not blank.
type Ids = (u64, u64);

impl Codes {
    /// What the user said, or what the heads suggest.
    pub(super) fn of(heads: &[Head], request: &Request) -> Self {
        let said = request.encoding.as_deref().and_then(encoding::labelled);
        let of = heads.iter().map(|head| match head.source.decoded {
            Some(_) => UTF_8,
            None => said.unwrap_or(head.encoding),
        });
        let settled = heads.iter().map(|head| head.source.decoded.is_some() || said.is_some());
        let (ids, dropped) = (vec![Default::default(); heads.len()], vec![[false; 2]; heads.len()]);
        Self { of: of.collect(), settled: settled.collect(), ids, dropped }
    }

    /// The family's reading for each of its files.
    pub(super) fn readings(&self, reading: &Reading) -> Vec<Reading> {
        let own = self.of.iter().zip(&self.dropped);
        own.map(|(&encoding, &[float_customers, float_orders])| Reading {
            encoding,
            float_customers,
            float_orders,
            ..reading.clone()
        })
        .collect()
    }

    /// Weighs the ids of each file: where every one ends in `.0`, it is dropped, unless another file has both kinds. Says whether that
    /// changes how a file is read.
    pub(super) fn weigh(&mut self, ids: Vec<[Ids; 2]>) -> bool {
        let mixed = [0, 1].map(|of| ids.iter().any(|own| own[of].0 > 0 && own[of].1 > 0));
        let dropped = ids.iter().map(|own| [0, 1].map(|of| own[of].0 > 0 && !mixed[of])).collect();
        self.ids = ids;
        std::mem::replace(&mut self.dropped, dropped) != self.dropped
    }

    /// How many ids of a file had their `.0` dropped.
    pub(super) fn dropped(&self, file: usize) -> u64 {
        let own = self.ids[file].iter().zip(self.dropped[file]);
        own.map(|((float, _), dropped)| if dropped { *float } else { 0 }).sum()
    }

    /// How many ids of all files end in `.0`, and how many do not, where both are met and none is changed.
    pub(super) fn mixed(&self) -> Option<Ids> {
        let of = |which: usize| {
            let all = self.ids.iter().fold((0, 0), |all, own| (all.0 + own[which].0, all.1 + own[which].1));
            let kept = !self.dropped.iter().any(|own| own[which]);
            Some(all).filter(|all| kept && all.0 > 0 && all.1 > 0)
        };
        of(0).or_else(|| of(1))
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

#[cfg(test)]
mod tests {
    use super::*;

    fn dropped(ids: &[[Ids; 2]]) -> Vec<[bool; 2]> {
        let none = vec![[false; 2]; ids.len()];
        let (of, settled) = (vec![UTF_8; ids.len()], vec![true; ids.len()]);
        let mut codes = Codes { of, settled, ids: vec![Default::default(); ids.len()], dropped: none };
        codes.weigh(ids.to_vec());
        codes.dropped
    }

    #[test]
    fn each_file_says_for_itself_whether_its_ids_end_in_point_nought() {
        assert_eq!(dropped(&[[(9, 0), (0, 9)], [(0, 5), (4, 0)]]), [[true, false], [false, true]]);
    }

    #[test]
    fn nothing_is_dropped_where_one_file_has_both() {
        assert_eq!(dropped(&[[(9, 0), (0, 0)], [(1, 5), (0, 0)]]), [[false; 2]; 2]);
        assert_eq!(dropped(&[[(0, 9), (0, 0)]]), [[false; 2]]);
    }
}
