//! The rows of one file as text: what the reader finds in the bytes, before anyone asks what it means. It goes the same way as every
//! question does — first look, passes, the exact reader where quotation marks ask for it — and so shows what that way makes of a file.

use super::encoding;
use super::exact::Oddity;
use super::head::{self, Head, Said};
use super::pass::{self, Broken, Gear};
use super::record::{Dialect, Record, split};
use super::source::Source;
use crate::answer::Warning;
use encoding_rs::Encoding;
use std::sync::atomic::AtomicU64;

/// Fields of a row that are shown at most.
const WIDTH: usize = 1000;

/// A file as rows of text.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Rows {
    /// The header.
    pub header: Vec<String>,
    /// The rows below it, each field without quotes and surrounding blanks.
    pub rows: Vec<Vec<String>>,
    /// How many rows have quotation marks out of place.
    pub doubtful: usize,
}

/// Reads a file; the encoding is told from its bytes unless named. `chunk` is how many bytes are read at a time.
///
/// # Errors
/// When the file is no table, or is not in that encoding.
pub fn rows(path: &str, label: Option<&str>, chunk: usize) -> Result<Rows, Warning> {
    let said = Said { encoding: label.and_then(encoding::labelled), ..Said::default() };
    let source = Source::open(path).map_err(|error| head::unreadable(&error))?;
    let head = [head::look(source, &said)?];
    let mut dialect = Dialect { delimiter: head[0].delimiter, exact: head[0].returns };
    loop {
        match read(&head, dialect, chunk) {
            Ok((found, irregular)) if dialect.exact || !irregular => return found,
            Err(Broken::Io(_, error)) => return Err(head::unreadable(&error)),
            Err(_) if dialect.exact => return Err(Warning::new("record-too-long", [])),
            Ok(_) | Err(_) => dialect.exact = true,
        }
    }
}

/// One pass; says whether the fast splitter cannot vouch for it.
fn read(head: &[Head; 1], dialect: Dialect, chunk: usize) -> Result<(Result<Rows, Warning>, bool), Broken> {
    let progress = AtomicU64::new(0);
    let gear = Gear { threads: 1, chunk, progress: &progress, budget: u64::MAX };
    let encoding = if head[0].source.decoded.is_some() { encoding_rs::UTF_8 } else { head[0].encoding };
    let all = pass::run(head, dialect, &gear, |view, (): &mut ()| {
        let (mut rows, mut doubtful) = (vec![], 0);
        let found = split(view.bytes, view.len, view.quotes, dialect, WIDTH, |record| {
            rows.push(fields(record, encoding));
            doubtful += usize::from(record.oddity != Oddity::None);
        });
        (found, (rows, doubtful), 0)
    })?;
    let irregular = all.iter().any(|done| done.split.irregular);
    let mut whole = Rows { header: head[0].names.clone(), ..Rows::default() };
    for done in all {
        whole.doubtful += done.part.1;
        let of_chunk: Option<Vec<Vec<String>>> = done.part.0.into_iter().collect();
        let Some(of_chunk) = of_chunk else { return Ok((Err(wrong(encoding)), irregular)) };
        whole.rows.extend(of_chunk);
    }
    Ok((Ok(whole), irregular))
}

fn fields(record: &Record<'_>, encoding: &'static Encoding) -> Option<Vec<String>> {
    let text =
        |column| encoding.decode_without_bom_handling_and_without_replacement(&record.field(column)).map(Into::into);
    (0..record.fields.min(WIDTH)).map(text).collect()
}

fn wrong(encoding: &'static Encoding) -> Warning {
    Warning::new("not-encoded", [("encoding", encoding::name(encoding))])
}
