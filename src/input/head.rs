//! The first look at a file: is it a table at all, which delimiter, where is the header, what does it say.

use super::encoding::{self, Census};
use super::exact::Scanner;
use super::profile::{self, Profile};
use super::request::Recognise;
use super::roles::{self, Kind};
use super::source::Source;
use super::unpack::Spoiled;
use super::value::{amount, date, missing};
use super::{asked, disguise, second};
use crate::answer::Warning;
use encoding_rs::{Encoding, SHIFT_JIS, UTF_8, WINDOWS_1252};
use std::io::Read;

/// How much of each file the first look reads; what it suggests is decided on all rows later.
const SAMPLE: u64 = 256 << 10;
/// How many records the header is looked for in.
const PREAMBLE: usize = 30;

/// What the first look found.
#[derive(Debug, Clone)]
pub(super) struct Head {
    /// Where the bytes come from.
    pub(super) source: Source,
    /// Where the first row behind the header starts, in the bytes as the pass sees them.
    pub(super) body: u64,
    /// How many lines stand before it.
    pub(super) lines: u64,
    /// How many records stood above the header.
    pub(super) above: usize,
    /// The line on which the header stands.
    pub(super) title: u64,
    /// How many records behind the header are headers too.
    pub(super) second: u64,
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
    /// The rows of the sample, as bytes.
    pub(super) sample: Vec<u8>,
    /// Whether the sample has every row.
    pub(super) whole: bool,
}

impl Head {
    /// Whether anything stands in a column in the first rows.
    pub(super) fn has_values(&self, column: &str) -> bool {
        let Some(at) = self.names.iter().position(|name| name == column) else { return false };
        let mut found = false;
        Scanner { delimiter: self.delimiter }.scan(&self.sample, |start, ends, _| {
            found = found || {
                let row = cells(&self.sample, start, ends, self.encoding);
                row.get(at).is_some_and(|cell| !missing::is_missing(cell))
            };
        });
        found
    }

    /// The line on which the record starts that stands so many bytes behind the start of the body.
    pub(super) fn line_at(&self, bytes: u64) -> u64 {
        let mut text = vec![];
        let mut lines = self.lines;
        if let Ok(mut reader) = self.source.reader() {
            let mut left = self.body + bytes;
            let mut skip = self.body;
            while left > 0 {
                text.clear();
                let got = (&mut reader).take(left.min(SAMPLE)).read_to_end(&mut text).unwrap_or(0) as u64;
                let from = skip.min(got);
                lines += super::common::line_ends(&text[from as usize..]);
                skip -= from;
                left = if got == 0 { 0 } else { left - got };
            }
        }
        lines + 1
    }
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
    disguise::refuse(&sample[marks..])?;
    let encoding = match said.encoding {
        _ if source.decoded.is_some() => UTF_8,
        Some(encoding) => encoding,
        None => guess(&sample[marks..], whole),
    };
    let (delimiter, start, above) = header(&sample[marks..], said, encoding);
    if delimiter == b'|' && encoding == SHIFT_JIS {
        // The bar is also the second byte of letters: ポ, 芸, 旨.
        source.decoded = Some(encoding);
        return look(source, said);
    }
    let text = &sample[marks..];
    let mut rows: Vec<Vec<String>> = vec![];
    let mut starts: Vec<usize> = vec![];
    Scanner { delimiter }.scan(&text[start..], |from, ends, _| {
        if starts.len() <= second::LOOKED_AT + 1 {
            starts.push(start + from);
            rows.push(cells(&text[start..], from, ends, encoding));
        }
    });
    if rows.is_empty() {
        return Err(Warning::new("empty-file", []));
    }
    let names = rows.remove(0);
    refuse_quoted_lines(&names)?;
    let title = super::common::line_ends(&text[..start]) + 1;
    let returns = memchr::memchr(b'\n', text).is_none() && memchr::memchr(b'\r', text).is_some();
    let folded: Vec<String> = names.iter().map(|name| roles::fold(name)).collect();
    let second = second::count(&folded, &rows);
    let body = starts.get(1 + second).copied().unwrap_or(text.len());
    let lines = super::common::line_ends(&text[..body]) + u64::from(body == text.len() && !text.ends_with(b"\n"));
    let profile = said.export(&folded);
    let kind = profile.map(|profile| profile.kind).or_else(|| roles::kind(&folded)).or_else(|| asked::kind(&folded));
    sample.drain(..marks + body);
    Ok(Head {
        source,
        body: (marks + body) as u64,
        lines,
        above,
        title,
        second: second as u64,
        delimiter,
        returns,
        encoding,
        names,
        kind,
        profile,
        sample,
        whole,
    })
}

/// A file that cannot be read: what is wrong with it, or else the operating system's words.
pub(super) fn unreadable(error: &std::io::Error) -> Warning {
    match error.get_ref().and_then(|inner| inner.downcast_ref::<Spoiled>()) {
        Some(Spoiled::Damaged) => Warning::new("damaged-archive", []),
        Some(Spoiled::Swells) => Warning::new("swelling-archive", []),
        Some(Spoiled::NotEncoded(encoding)) => Warning::new("not-encoded", [("encoding", encoding::name(encoding))]),
        None => Warning::new("unreadable-file", [("error", error.to_string())]),
    }
}

/// Why no column of a header was known, where its names are those of another encoding: a few bytes that are not CP932 make a file of it
/// look like one of Western Europe.
pub(super) fn blamed(head: &Head, why: Warning) -> Warning {
    let other = |name: &String| {
        let (bytes, ..) = WINDOWS_1252.encode(name);
        roles::known(&roles::fold(&SHIFT_JIS.decode_without_bom_handling(&bytes).0))
    };
    if head.encoding != WINDOWS_1252 || !head.names.iter().any(|name| !name.is_ascii() && other(name)) {
        return why;
    }
    Warning::new("odd-encoding", [("encoding", encoding::name(head.encoding)), ("columns", head.names.join("`, `"))])
}

/// A header that is one quoted cell, with the columns' names and the delimiters in it.
fn refuse_quoted_lines(names: &[String]) -> Result<(), Warning> {
    let [only] = names else { return Ok(()) };
    let several = |delimiter: &char| only.split(*delimiter).filter(|name| roles::known(&roles::fold(name))).count() > 1;
    match [',', '\t', ';', '|'].iter().find(|delimiter| several(delimiter)) {
        Some(_) => Err(Warning::new("quoted-lines", [("header", only.clone())])),
        None => Ok(()),
    }
}

/// Whether the cells of what should be a header are values: a date, or nothing but numbers.
pub(super) fn holds_values(names: &[String]) -> bool {
    let dated = |name: &String| date::read_self_evident(name).is_ok();
    let number = |name: &String| amount::read(name, amount::DecimalMark::Point).is_ok();
    let written = || names.iter().filter(|name| !name.trim().is_empty());
    written().any(dated) || (written().count() > 0 && written().all(number))
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
