//! CSV and TSV: exactly the records, for programs and for spreadsheets.

use super::flat::{self, Rows};
use super::{Options, cells, json};
use crate::answer::Document;
use crate::answer::value::Value;
use std::io;

/// Writes the records under a header, with a total at the end where they are groups of a whole.
pub(super) fn write(document: &Document, delimiter: u8, options: &Options, out: &mut dyn io::Write) -> io::Result<()> {
    rows(flat::sheet_with_total(document, options.lang), delimiter, options, out)
}

/// Writes rows under their keys.
pub(super) fn rows(
    Rows { keys, rows }: Rows<'_>,
    delimiter: u8,
    options: &Options,
    out: &mut dyn io::Write,
) -> io::Result<()> {
    if keys.is_empty() {
        return Ok(());
    }
    if options.byte_order_mark {
        out.write_all("\u{feff}".as_bytes())?;
    }
    let mut sheet = csv::WriterBuilder::new().delimiter(delimiter).from_writer(out);
    sheet.write_record(&keys).map_err(cause)?;
    for row in rows {
        sheet.write_record(row.iter().map(|value| cell(value, options.raw_cells))).map_err(cause)?;
    }
    sheet.flush()
}

/// The I/O error inside, so that a closed pipe is still known as one.
fn cause(error: csv::Error) -> io::Error {
    match error.into_kind() {
        csv::ErrorKind::Io(error) => error,
        other => io::Error::other(format!("{other:?}")),
    }
}

fn cell(value: &Value, raw: bool) -> String {
    match value {
        Value::Missing => String::new(),
        Value::Count(_) | Value::Whole(_) | Value::Exact(_) | Value::Real(_) | Value::Money(_) => {
            cells::number(value).unwrap_or_default()
        }
        Value::Sums(_) => json::value(value),
        Value::Day(day) => day.to_string(),
        Value::Flag(flag) => flag.to_string(),
        Value::Text(text) => harmless(text, raw),
        Value::Texts(texts) => harmless(&texts.join(" "), raw),
    }
}

/// Text that a spreadsheet would run as a formula gets an apostrophe in front (CWE-1236; the characters are OWASP's,
/// with their full-width forms, which some spreadsheets fold).
fn harmless(text: &str, raw: bool) -> String {
    let formula = text.starts_with(['=', '+', '-', '@', '\t', '\r', '\n', '\0', '＝', '＋', '－', '＠']);
    if formula && !raw { format!("'{text}") } else { text.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ledger::money::Money;

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
