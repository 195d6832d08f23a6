//! A chunk becomes records: where each field ends, from the masks of 64-byte blocks. About half a nanosecond per byte.
//!
//! The strict quote check rides on the same masks, two equations per block: a quote opens only behind a field's end, and behind a
//! closing quote stands a field's end. Where it fails, or where a lone carriage return stands, the chunk is `irregular` and its
//! file is read again by [`super::exact`].

// Measured: as calls, these few instructions cost more than what they do, tens of millions of times.
#![allow(clippy::inline_always)]

use super::exact::{Oddity, Scanner};
use super::marks::{self, BLOCK};
use memchr::memchr;
use std::borrow::Cow;

/// One record of a chunk.
pub(super) struct Record<'a> {
    /// The chunk.
    pub(super) bytes: &'a [u8],
    /// Where the record starts.
    pub(super) start: usize,
    /// Where its fields end; fields beyond the plan's last column are only counted.
    pub(super) ends: &'a [u32],
    /// How many fields it has.
    pub(super) fields: usize,
    /// What is odd about its quotes.
    pub(super) oddity: Oddity,
}

impl<'a> Record<'a> {
    /// The field as it stands, with its quotes; blank beyond the record's end.
    #[inline(always)]
    pub(super) fn raw(&self, column: usize) -> &'a [u8] {
        if column >= self.ends.len() {
            return &[];
        }
        let from = if column == 0 { self.start } else { self.ends[column - 1] as usize + 1 };
        let mut to = self.ends[column] as usize;
        if column + 1 == self.fields && to > from && self.bytes[to - 1] == b'\r' {
            to -= 1;
        }
        &self.bytes[from..to]
    }

    /// The field as it stands, in a chunk without quotes and carriage returns.
    #[inline(always)]
    pub(super) fn bare(&self, column: usize) -> Option<&'a [u8]> {
        let to = *self.ends.get(column)? as usize;
        let from = if column == 0 { self.start } else { self.ends[column - 1] as usize + 1 };
        self.bytes.get(from..to)
    }

    /// The field without quotes and surrounding blanks.
    #[inline(always)]
    pub(super) fn field(&self, column: usize) -> Cow<'a, [u8]> {
        let raw = self.raw(column);
        if raw.first() == Some(&b'"') {
            return unquote(raw);
        }
        Cow::Borrowed(trim(raw))
    }

    /// The field without quotes and blanks where that needs no copy: everything but doubled quotes.
    #[inline(always)]
    pub(super) fn plain(&self, column: usize) -> Option<&'a [u8]> {
        let raw = self.raw(column);
        if raw.first() == Some(&b'"') {
            let inner = raw.get(1..raw.len() - 1)?;
            return if memchr(b'"', inner).is_some() { None } else { Some(trim(inner)) };
        }
        Some(trim(raw))
    }

    /// The whole record, without its line end.
    pub(super) fn whole(&self) -> &'a [u8] {
        let end = self.ends.last().map_or(self.start, |&e| e as usize);
        let rest = &self.bytes[self.start..];
        let line = if self.ends.len() < self.fields {
            memchr(b'\n', rest).map_or(rest, |n| &rest[..n])
        } else {
            &self.bytes[self.start..end]
        };
        line.strip_suffix(b"\r").unwrap_or(line)
    }
}

/// Without ASCII blanks on either side.
#[inline(always)]
pub(super) fn trim(text: &[u8]) -> &[u8] {
    // Hardly any field has blanks; most are told from those that may by two comparisons.
    match text {
        [first, .., last] if *first > b' ' && *last > b' ' => text,
        _ => trim_blanks(text),
    }
}

fn trim_blanks(mut text: &[u8]) -> &[u8] {
    while let [b' ' | b'\t' | b'\n' | b'\r', rest @ ..] = text {
        text = rest;
    }
    while let [rest @ .., b' ' | b'\t' | b'\n' | b'\r'] = text {
        text = rest;
    }
    text
}

/// Takes the quotes off, halves doubled ones, trims.
fn unquote(raw: &[u8]) -> Cow<'_, [u8]> {
    let closed = raw.len() >= 2 && raw.last() == Some(&b'"');
    let inner = &raw[1..raw.len() - usize::from(closed)];
    if memchr(b'"', inner).is_none() {
        return Cow::Borrowed(trim(inner));
    }
    let mut text = Vec::with_capacity(inner.len());
    let mut at = 0;
    while at < inner.len() {
        text.push(inner[at]);
        at += if inner[at] == b'"' && inner.get(at + 1) == Some(&b'"') { 2 } else { 1 };
    }
    Cow::Owned(trim(&text).to_vec())
}

/// How a file is split into records.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
pub(super) struct Dialect {
    /// The delimiter.
    pub(super) delimiter: u8,
    /// Whether the exact reader is needed.
    pub(super) exact: bool,
}

/// What a chunk was found to be.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
pub(super) struct Split {
    /// Records seen, empty lines not among them.
    pub(super) rows: u64,
    /// Whether the fast splitter cannot vouch for them.
    pub(super) irregular: bool,
    /// Line ends, where the splitter saw every one of them: not where quotes hide some.
    pub(super) lines: Option<u64>,
}

/// Hands every record of a chunk to `row`. `bytes` has [`BLOCK`] bytes of slack behind `len`; `quotes` where some stand in them;
/// `columns` is how many field ends matter.
pub(super) fn split(
    bytes: &[u8],
    len: usize,
    quotes: bool,
    dialect: Dialect,
    columns: usize,
    row: impl FnMut(&Record<'_>),
) -> Split {
    let marked = quotes || memchr(b'\r', &bytes[..len]).is_some();
    split_known(bytes, len, marked, dialect, columns, row)
}

/// The same where it is known whether the chunk is `marked`: quotes or carriage returns stand in it.
pub(super) fn split_known(
    bytes: &[u8],
    len: usize,
    marked: bool,
    dialect: Dialect,
    columns: usize,
    row: impl FnMut(&Record<'_>),
) -> Split {
    if dialect.exact {
        return split_exactly(&bytes[..len], dialect, row);
    }
    if marked {
        split_marked::<true>(bytes, len, dialect, columns, row)
    } else {
        split_marked::<false>(bytes, len, dialect, columns, row)
    }
}

fn split_exactly(bytes: &[u8], dialect: Dialect, mut row: impl FnMut(&Record<'_>)) -> Split {
    let mut found = Split::default();
    let scanner = Scanner { delimiter: dialect.delimiter };
    scanner.scan(bytes, |start, ends, oddity| {
        found.rows += 1;
        row(&Record { bytes, start, ends, fields: ends.len(), oddity });
    });
    found
}

fn split_marked<const QUOTES: bool>(
    bytes: &[u8],
    len: usize,
    dialect: Dialect,
    columns: usize,
    mut row: impl FnMut(&Record<'_>),
) -> Split {
    let mut found = Split::default();
    let mut lines = 0;
    let mut ends = vec![0u32; columns.max(1)];
    let (mut start, mut fields) = (0usize, 0usize);
    let mut state = 0u64;
    let (mut may_open, mut was_close, mut was_return, mut wrong) = (1u64, 0u64, 0u64, 0u64);
    for base in (0..len).step_by(BLOCK) {
        let Some(block) = bytes.get(base..).and_then(|rest| rest.first_chunk::<BLOCK>()) else { break };
        let newlines = marks::of(block, b'\n');
        let mut marks = marks::of(block, dialect.delimiter) | newlines;
        let live = if base + BLOCK > len { (1u64 << (len - base)) - 1 } else { u64::MAX };
        if QUOTES {
            let quotes = marks::of(block, b'"');
            let returns = marks::of(block, b'\r');
            let inside = marks::inside(quotes) ^ state;
            state = if inside >> 63 == 1 { u64::MAX } else { 0 };
            marks &= !inside;
            let (opens, closes) = (quotes & inside, quotes & !inside);
            let mut bad = opens & !((marks | closes) << 1 | may_open);
            bad |= (closes << 1 | was_close) & !(marks | opens | returns);
            // A carriage return outside quotes belongs to a line feed; alone it would end a record for other readers.
            let free = returns & !inside;
            bad |= (free << 1 | was_return) & !marks::of(block, b'\n');
            may_open = (marks | closes) >> 63;
            was_close = closes >> 63;
            was_return = free >> 63;
            wrong |= bad & live;
        }
        marks &= live;
        while marks != 0 {
            let bit = marks.trailing_zeros();
            let at = base + bit as usize;
            marks &= marks - 1;
            if let Some(end) = ends.get_mut(fields) {
                *end = at as u32;
            }
            fields += 1;
            if newlines >> bit & 1 == 1 {
                lines += 1;
                let blank = fields == 1 && (at == start || (at == start + 1 && bytes[start] == b'\r'));
                if !blank {
                    found.rows += 1;
                    let known = fields.min(ends.len());
                    row(&Record { bytes, start, ends: &ends[..known], fields, oddity: Oddity::None });
                }
                start = at + 1;
                fields = 0;
            }
        }
    }
    found.irregular = wrong != 0 || state != 0;
    found.lines = (!QUOTES).then_some(lines);
    found
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// All fields of a text by our splitter; `None` when the strict check objects.
    fn ours(text: &[u8], exact: bool) -> Option<Vec<Vec<Vec<u8>>>> {
        let mut bytes = text.to_vec();
        if bytes.last().is_some_and(|&b| b != b'\n') {
            bytes.push(b'\n');
        }
        let len = bytes.len();
        bytes.extend_from_slice(&[0; BLOCK]);
        let mut all = vec![];
        let dialect = Dialect { delimiter: b',', exact };
        let found = split(&bytes, len, memchr(b'"', text).is_some(), dialect, 100, |record| {
            all.push((0..record.fields).map(|i| unquoted(record.raw(i))).collect());
        });
        (!found.irregular).then_some(all)
    }

    fn unquoted(raw: &[u8]) -> Vec<u8> {
        let Some(inner) = raw.strip_prefix(b"\"").and_then(|r| r.strip_suffix(b"\"")) else { return raw.to_vec() };
        String::from_utf8_lossy(inner).replace("\"\"", "\"").into_bytes()
    }

    fn theirs(text: &[u8]) -> Vec<Vec<Vec<u8>>> {
        let mut reader = csv::ReaderBuilder::new().has_headers(false).flexible(true).from_reader(text);
        reader.byte_records().map(|r| r.expect("a slice cannot fail").iter().map(<[u8]>::to_vec).collect()).collect()
    }

    proptest! {
        #[test]
        fn records_agree_with_the_plain_reader_wherever_the_strict_check_is_content(text in "[a,\"\r\n]{0,200}") {
            if let Some(all) = ours(text.as_bytes(), false) {
                prop_assert_eq!(all, theirs(text.as_bytes()));
            }
        }

        #[test]
        fn what_the_csv_writer_writes_is_regular_and_comes_back(rows in prop::collection::vec(prop::collection::vec("[ab,\"\n ]{1,9}", 2), 1..9)) {
            let mut writer = csv::Writer::from_writer(vec![]);
            for row in &rows {
                writer.write_record(row).expect("memory");
            }
            let text = writer.into_inner().expect("memory");
            let all = ours(&text, false);
            let wanted: Vec<Vec<Vec<u8>>> = rows.iter().map(|r| r.iter().map(|f| f.as_bytes().to_vec()).collect()).collect();
            prop_assert_eq!(all.as_ref(), Some(&wanted));
            prop_assert_eq!(ours(&text, true), Some(wanted));
        }
    }

    #[test]
    fn a_stray_quote_is_irregular() {
        assert_eq!(ours(b"5\" pipe,b\n", false), None);
        assert_eq!(ours(b"\"a\"b,c\n", false), None);
        assert_eq!(ours(b"a,\"b\n", false), None);
    }
}
