//! JSON in three shapes: the whole document, the bare array of records, one record per line.
//!
//! Numbers go from exact values to digits without a float or a generic JSON tree between them.

mod envelope;
mod text;

pub(super) use envelope::envelope;
pub(super) use text::value;

use super::flat::{self, Rows};
use super::{blocks, long};
use crate::answer::Document;
use crate::words::Lang;
use std::io::{self, Write as _};

/// The records, or the summary where there are none, as an array with one record per line.
pub(super) fn records(document: &Document, lang: Lang, out: &mut dyn io::Write) -> io::Result<()> {
    array(flat::sheet(document, lang), "", out)?;
    writeln!(out)
}

/// The same without the array.
pub(super) fn lines(document: &Document, lang: Lang, out: &mut dyn io::Write) -> io::Result<()> {
    let rows = flat::sheet(document, lang);
    let names = text::names(&rows.keys);
    let lines = blocks::write(
        rows,
        &|_, rows, out| {
            for row in rows {
                text::record(&names, &row, out);
                out.push(b'\n');
            }
            Ok(())
        },
        out,
    );
    lines.map(drop)
}

/// The figures of a document as lines of a history.
pub(super) fn told(document: &Document) -> Vec<String> {
    let names = text::names(&long::TOLD.map(str::to_owned));
    long::told(document).map(|row| text::line(&names, &row)).collect()
}

/// An array of records, one to a line under `indent`.
fn array(rows: Rows<'_>, indent: &str, out: &mut dyn io::Write) -> io::Result<()> {
    let names = text::names(&rows.keys);
    write!(out, "[")?;
    let items = blocks::write(
        rows,
        &|first, rows, out| {
            for (number, row) in (first..).zip(rows) {
                write!(out, "{}\n{indent}  ", if number > 0 { "," } else { "" })?;
                text::record(&names, &row, out);
            }
            Ok(())
        },
        out,
    )?;
    if items > 0 { write!(out, "\n{indent}]") } else { write!(out, "]") }
}

/// An array of ready-made items, one to a line under `indent`.
fn items(items: impl Iterator<Item = String>, indent: &str, out: &mut dyn io::Write) -> io::Result<()> {
    write!(out, "[")?;
    let mut any = false;
    for item in items {
        write!(out, "{}\n{indent}  {item}", if any { "," } else { "" })?;
        any = true;
    }
    if any { write!(out, "\n{indent}]") } else { write!(out, "]") }
}
