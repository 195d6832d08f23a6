//! The first look at a file: is it a table at all, which delimiter, where is the header, what does it say.

use super::encoding::Census;
use super::exact::Scanner;
use super::profile::{self, Profile};
use super::request::Recognise;
use super::roles::{self, Kind};
use super::source::Source;
use super::{asked, second};
use crate::answer::Warning;
use encoding_rs::{Encoding, UTF_8};
use std::io::Read;

/// How much of each file the first look reads; what it suggests is decided on all rows later.
const SAMPLE: u64 = 256 << 10;
/// How many records the header is looked for in.
const PREAMBLE: usize = 30;

/// What the first look found.
#[derive(Debug)]
pub(super) struct Head {
    /// Where the bytes come from.
    pub(super) source: Source,
    /// Where the first row behind the header starts, in the bytes as the pass sees them.
    pub(super) body: u64,
    /// How many lines stand before it.
    pub(super) lines: u64,
    /// How many records stood above the header.
    pub(super) above: usize,
    /// The delimiter.
    pub(super) delimiter: u8,
    /// Whether lines end in lone carriage returns.
    pub(super) returns: bool,
    /// The encoding of the bytes as the pass sees them, as far as the sample tells.
    pub(super) encoding: &'static Encoding,
    /// The header.
    pub(super) names: Vec<String>,
    /// What the rows are.
    pub(super) kind: Option<Kind>,
    /// The known export that the header belongs to.
    pub(super) profile: Option<&'static Profile>,
    /// How many records below the header belong to it.
    pub(super) second: u64,
    /// The rows of the sample, as bytes.
    pub(super) sample: Vec<u8>,
}

/// What the user said of all files.
#[derive(Debug, Default)]
pub(super) struct Said<'a> {
    /// The delimiter.
    pub(super) delimiter: Option<u8>,
    /// The encoding.
    pub(super) encoding: Option<&'static Encoding>,
    /// Names of columns that were mentioned, folded: they help to find the header.
    pub(super) columns: &'a [String],
    /// Which known export the file is taken for.
    pub(super) recognise: Recognise,
    /// The user's own exports.
    pub(super) own: &'a [&'static Profile],
    /// What its rows are.
    pub(super) kind: Option<Kind>,
}

impl Said<'_> {
    /// The known export that a header of folded names belongs to.
    fn export(&self, folded: &[String]) -> Option<&'static Profile> {
        profile::of(folded, &self.recognise, self.own, self.kind)
    }
}

/// Looks at a file.
pub(super) fn look(mut source: Source, said: &Said<'_>) -> Result<Head, Warning> {
    if let Some(encoding) = said.encoding.filter(|e| *e == encoding_rs::UTF_16LE || *e == encoding_rs::UTF_16BE) {
        source.decoded = Some(encoding);
    }
    let mut sample = vec![];
    let reader = source.reader().map_err(|error| unreadable(&error))?;
    reader.take(SAMPLE).read_to_end(&mut sample).map_err(|error| unreadable(&error))?;
    let whole = (sample.len() as u64) < SAMPLE;
    let mut marks = 0;
    while sample[marks..].starts_with(b"\xef\xbb\xbf") {
        marks += 3;
    }
    refuse_what_is_no_table(&sample[marks..])?;
    let encoding = match said.encoding {
        _ if source.decoded.is_some() => UTF_8,
        Some(encoding) => encoding,
        None => guess(&sample[marks..], whole),
    };
    let (delimiter, start, above) = header(&sample[marks..], said, encoding);
    if delimiter == b'|' && encoding == encoding_rs::SHIFT_JIS {
        // The bar is also the second byte of letters: ポ, 芸, 旨.
        source.decoded = Some(encoding);
        return look(source, said);
    }
    let text = &sample[marks..];
    let mut rows: Vec<Vec<String>> = vec![];
    let mut starts: Vec<usize> = vec![];
    Scanner { delimiter }.scan(&text[start..], |from, ends, _| {
        if starts.len() < 4 {
            starts.push(start + from);
            rows.push(cells(&text[start..], from, ends, encoding));
        }
    });
    if rows.is_empty() {
        return Err(Warning::new("empty-file", []));
    }
    let names = rows.remove(0);
    let returns = memchr::memchr(b'\n', text).is_none() && memchr::memchr(b'\r', text).is_some();
    let folded: Vec<String> = names.iter().map(|name| roles::fold(name)).collect();
    let second = second::count(&folded, &rows);
    let body = starts.get(1 + second).copied().unwrap_or(text.len());
    let lines = super::common::line_ends(&text[..body]) + u64::from(body == text.len() && !text.ends_with(b"\n"));
    let profile = said.export(&folded);
    let kind = profile.map(|profile| profile.kind).or_else(|| roles::kind(&folded)).or_else(|| asked::kind(&folded));
    sample.drain(..marks + body);
    let (body, second) = ((marks + body) as u64, second as u64);
    Ok(Head { source, body, lines, above, delimiter, returns, encoding, names, kind, profile, second, sample })
}

/// A file that cannot be read, in the operating system's words.
pub(super) fn unreadable(error: &std::io::Error) -> Warning {
    Warning::new("unreadable-file", [("error", error.to_string())])
}

fn guess(sample: &[u8], whole: bool) -> &'static Encoding {
    let end = if whole { sample.len() } else { memchr::memrchr(b'\n', sample).unwrap_or(sample.len()) };
    if std::str::from_utf8(&sample[..end]).is_ok() {
        return UTF_8;
    }
    let mut census = Census::default();
    census.see(&sample[..end]);
    census.decide()
}

/// Refuses by name what no reader of tables can read.
fn refuse_what_is_no_table(text: &[u8]) -> Result<(), Warning> {
    let refused = |what: &str| Err(Warning::new("not-a-table", [("what", what.to_owned())]));
    let lead = text.trim_ascii_start();
    let lower: Vec<u8> = lead.iter().take(15).map(u8::to_ascii_lowercase).collect();
    if lead.is_empty() {
        return Err(Warning::new("empty-file", []));
    }
    if text.starts_with(b"PK\x03\x04") || text.starts_with(b"\xd0\xcf\x11\xe0") {
        return refused("a spreadsheet file (.xlsx or .xls): save it as CSV UTF-8");
    }
    if lower.starts_with(b"<!doctype")
        || lower.starts_with(b"<html")
        || lower.starts_with(b"<?xml")
        || lower.starts_with(b"<table")
    {
        return refused("a web page or XML: export it as CSV, or check that the download did not end at a log-in page");
    }
    if lead.starts_with(b"%PDF") {
        return refused("a PDF: export it as CSV");
    }
    if (lead.starts_with(b"{") && lead.contains(&b'"')) || lead.starts_with(b"[{") || lead.starts_with(b"[\n") {
        return refused("JSON: export it as CSV");
    }
    if lead.starts_with(b"version https://git-lfs") {
        return refused("a pointer of Git LFS: fetch the file itself with `git lfs pull`");
    }
    if text.starts_with(b"\xff\xfe\0\0") || text.starts_with(b"\0\0\xfe\xff") {
        return refused("UTF-32 text: save it as UTF-8");
    }
    if [&b"\x1b$B"[..], b"\x1b$@", b"\x1b(J"].iter().any(|mark| memchr::memmem::find(text, mark).is_some()) {
        return refused("ISO-2022-JP text (JIS): save it as UTF-8 or Shift_JIS");
    }
    let head = &text[..text.len().min(400)];
    let nuls = |odd: usize| head.iter().skip(odd).step_by(2).filter(|b| **b == 0).count() * 4 > head.len();
    if nuls(1) {
        return refused("UTF-16 text without a byte order mark: name it with --encoding utf-16le");
    }
    if nuls(0) {
        return refused("UTF-16 text without a byte order mark: name it with --encoding utf-16be");
    }
    Ok(())
}

/// Delimiter, start of the header record, and how many records stand above it.
fn header(text: &[u8], said: &Said<'_>, encoding: &'static Encoding) -> (u8, usize, usize) {
    let mut text = text;
    let mut skipped = 0;
    let mut delimiters: Vec<u8> = said.delimiter.map_or_else(|| vec![b',', b'\t', b';', b'|'], |d| vec![d]);
    let lower: Vec<u8> = text.iter().take(5).map(u8::to_ascii_lowercase).collect();
    if let [b's', b'e', b'p', b'=', delimiter] = lower[..] {
        delimiters = vec![delimiter];
        skipped = memchr::memchr2(b'\n', b'\r', text).map_or(text.len(), |end| end + 1);
        text = &text[skipped..];
    }
    let mut best = (0usize, 0usize, delimiters[0], 0usize, 0usize);
    for &delimiter in &delimiters {
        let mut record = 0;
        Scanner { delimiter }.scan(&text[..text.len().min(64 << 10)], |start, ends, _| {
            if record < PREAMBLE {
                let folded: Vec<String> = cells(text, start, ends, encoding).iter().map(|c| roles::fold(c)).collect();
                let known = folded.iter().filter(|name| roles::known(name) || said.columns.contains(name)).count();
                // The header of a known export, whatever stands below it: Qualtrics' V1 to V10 are explained in the next row.
                let known = known + said.export(&folded).map_or(0, |export| export.familiar(&folded));
                // An earlier record wins a tie; width only counts where nothing is known, and then only for the first record.
                let width = if record == 0 && known == 0 { ends.len() } else { 0 };
                if (known, width) > (best.0, best.1) {
                    best = (known, width, delimiter, start, record);
                }
            }
            record += 1;
        });
    }
    (best.2, skipped + best.3, best.4 + usize::from(skipped > 0))
}

/// The cells of a record as text.
pub(super) fn cells(text: &[u8], start: usize, ends: &[u32], encoding: &'static Encoding) -> Vec<String> {
    let mut from = start;
    let cell = ends.iter().map(|&end| {
        let raw = &text[from..end as usize];
        from = end as usize + 1;
        let record = super::record::Record {
            bytes: raw,
            start: 0,
            ends: &[raw.len() as u32],
            fields: 1,
            oddity: super::exact::Oddity::None,
        };
        encoding.decode_without_bom_handling(&record.field(0)).0.into_owned()
    });
    cell.collect()
}
