//! JSON in three shapes: the whole document, the bare array of records, one record per line.
//!
//! Numbers go from exact values to digits without a float or a generic JSON tree between them.

mod envelope;
mod text;

pub(super) use envelope::envelope;
pub(super) use text::value;

use super::blocks::{self, Form};
use super::flat::{self, Rows};
use super::long;
use crate::answer::Document;
use crate::answer::value::Value;
use crate::words::Lang;
use std::io;

/// The records, or the summary where there are none, as an array with one record per line.
pub(super) fn records(document: &Document, lang: Lang, out: &mut dyn io::Write) -> io::Result<()> {
    array(flat::sheet(document, lang), "", out)?;
    writeln!(out)
}

/// The same without the array.
pub(super) fn lines(document: &Document, lang: Lang, out: &mut dyn io::Write) -> io::Result<()> {
    let rows = flat::sheet(document, lang);
    let form = Objects { names: text::names(&rows.keys), of: Within::Lines };
    blocks::write(rows, &form, out).map(drop)
}

/// What the objects of records stand in.
enum Within<'a> {
    /// Lines of their own.
    Lines,
    /// An array under that indent.
    Array(&'a str),
}

/// Records as objects.
struct Objects<'a> {
    names: Vec<String>,
    of: Within<'a>,
}

impl Form for Objects<'_> {
    fn open(&self, number: usize, out: &mut Vec<u8>) {
        if let Within::Array(indent) = self.of {
            out.extend_from_slice(if number > 0 { b",\n" } else { b"\n" });
            out.extend_from_slice(indent.as_bytes());
            out.extend_from_slice(b"  ");
        }
        out.push(b'{');
    }

    fn cells(&self, place: usize, cells: &[Value], out: &mut Vec<u8>) -> io::Result<()> {
        text::members(&self.names[place..], cells, out);
        Ok(())
    }

    fn close(&self, out: &mut Vec<u8>) {
        out.push(b'}');
        if let Within::Lines = self.of {
            out.push(b'\n');
        }
    }
}

/// The figures of a document as lines of a history.
pub(super) fn told(document: &Document) -> Vec<String> {
    let names = text::names(&long::TOLD.map(str::to_owned));
    long::told(document).map(|row| text::line(&names, &row)).collect()
}

/// An array of records, one to a line under `indent`.
fn array(rows: Rows<'_>, indent: &str, out: &mut dyn io::Write) -> io::Result<()> {
    let form = Objects { names: text::names(&rows.keys), of: Within::Array(indent) };
    write!(out, "[")?;
    let items = blocks::write(rows, &form, out)?;
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
