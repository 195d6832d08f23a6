//! CSV and TSV: exactly the records, for programs and for spreadsheets.

use super::blocks::{self, Form};
use super::flat::{self, Rows};
use super::{Options, cells, digits, json};
use crate::answer::Document;
use crate::answer::value::Value;
use std::io;

/// Writes the records under a header, with a total at the end where they are groups of a whole.
pub(super) fn write(document: &Document, delimiter: u8, options: &Options, out: &mut dyn io::Write) -> io::Result<()> {
    rows(flat::sheet_with_total(document, options.lang), delimiter, options, out)
}

/// Writes rows under their keys.
pub(super) fn rows(rows: Rows<'_>, delimiter: u8, options: &Options, out: &mut dyn io::Write) -> io::Result<()> {
    if rows.keys.is_empty() {
        return Ok(());
    }
    if options.byte_order_mark {
        out.write_all("\u{feff}".as_bytes())?;
    }
    let mut of = csv::WriterBuilder::new();
    of.delimiter(delimiter);
    let mut head = of.from_writer(&mut *out);
    head.write_record(&rows.keys).map_err(cause)?;
    head.flush()?;
    drop(head);
    let form = Fields { delimiter, of, is_alone: rows.keys.len() == 1, raw: options.raw_cells };
    blocks::write(rows, &form, out).map(drop)
}

/// Records as lines of fields.
struct Fields {
    delimiter: u8,
    /// Writes whatever needs quotation marks.
    of: csv::WriterBuilder,
    /// Whether a line is one field: blank, it would be no line at all.
    is_alone: bool,
    raw: bool,
}

impl Form for Fields {
    fn cells(&self, place: usize, cells: &[Value], out: &mut Vec<u8>) -> io::Result<()> {
        for (place, value) in (place..).zip(cells) {
            if place > 0 {
                out.push(self.delimiter);
            }
            let start = out.len();
            push(value, self.raw, out);
            if self.is_alone || is_ambiguous(&out[start..], self.delimiter) {
                let field = out.split_off(start);
                quote(&field, &self.of, out)?;
            }
        }
        Ok(())
    }

    fn close(&self, out: &mut Vec<u8>) {
        out.push(b'\n');
    }
}

/// Whether a field would be taken for something else without quotation marks.
fn is_ambiguous(field: &[u8], delimiter: u8) -> bool {
    field.iter().any(|byte| *byte == delimiter || matches!(byte, b'"' | b'\n' | b'\r'))
}

/// Appends one field, in quotation marks where it needs them.
fn quote(field: &[u8], of: &csv::WriterBuilder, out: &mut Vec<u8>) -> io::Result<()> {
    let mut line = of.from_writer(&mut *out);
    line.write_record([field]).map_err(cause)?;
    line.flush()?;
    drop(line);
    // The end of the line comes after the last field.
    out.pop();
    Ok(())
}

/// The I/O error inside, so that a closed pipe is still known as one.
fn cause(error: csv::Error) -> io::Error {
    match error.into_kind() {
        csv::ErrorKind::Io(error) => error,
        other => io::Error::other(format!("{other:?}")),
    }
}

/// Appends what stands in a cell.
fn push(value: &Value, raw: bool, out: &mut Vec<u8>) {
    match value {
        Value::Missing => (),
        Value::Count(_) | Value::Whole(_) | Value::Exact(_) | Value::Real(_) | Value::Money(_) => {
            cells::push(value, out);
        }
        Value::Sums(_) => out.extend(json::value(value).bytes()),
        Value::Day(day) => digits::push_day(*day, out),
        Value::Flag(flag) => out.extend(if *flag { &b"true"[..] } else { b"false" }),
        Value::Text(text) => push_harmless(text, raw, out),
        Value::Texts(texts) => push_harmless(&texts.join(" "), raw, out),
    }
}

/// Text that a spreadsheet would run as a formula gets an apostrophe in front (CWE-1236; the characters are OWASP's,
/// with their full-width forms, which some spreadsheets fold).
fn push_harmless(text: &str, raw: bool, out: &mut Vec<u8>) {
    let formula = text.starts_with(['=', '+', '-', '@', '\t', '\r', '\n', '\0', '＝', '＋', '－', '＠']);
    if formula && !raw {
        out.push(b'\'');
    }
    out.extend_from_slice(text.as_bytes());
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ledger::money::Money;

    fn cell(value: &Value, raw: bool) -> String {
        let mut out = vec![];
        push(value, raw, &mut out);
        String::from_utf8(out).expect("cells are text")
    }

    #[test]
    fn fields_stand_as_a_csv_writer_alone_would_write_them() {
        let texts = [
            "",
            "tea",
            "tea, green",
            "a \"pot\"",
            "two\nlines",
            "cr\r",
            "tab\t",
            " blank ",
            "日本, 茶",
            "#",
            "1.5",
            "'",
        ];
        let of = |delimiter: u8, fields: &[&str]| {
            let mut plain = csv::WriterBuilder::new().delimiter(delimiter).from_writer(vec![]);
            plain.write_record(["key"; 3].iter().take(fields.len())).expect("memory takes it");
            plain.write_record(fields).expect("memory takes it");
            let keys = vec!["key".to_owned(); fields.len()];
            let values = fields.iter().map(|field| Value::text(*field)).collect();
            let mut out = vec![];
            let options = Options { raw_cells: true, byte_order_mark: false, ..Options::default() };
            rows(Rows::new(keys, std::iter::once(values)), delimiter, &options, &mut out).expect("memory takes it");
            assert_eq!(String::from_utf8(out), String::from_utf8(plain.into_inner().expect("memory takes it")));
        };
        for delimiter in [b',', b'\t'] {
            for text in texts {
                of(delimiter, &[text]);
                of(delimiter, &[text, "", text]);
            }
        }
    }

    #[test]
    fn text_that_would_run_as_a_formula_is_escaped_and_numbers_never() {
        for text in ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r", "\n=1", "\0=1", "＝1", "－1", "＋1", "＠x"] {
            assert_eq!(cell(&Value::text(text), false), format!("'{text}"));
            assert_eq!(cell(&Value::text(text), true), text);
        }
        assert_eq!(cell(&Value::text("a=b"), false), "a=b");
        assert_eq!(cell(&Value::Money(Money::new(-1250, 2)), false), "-12.50");
    }
}
