//! CSV and TSV: exactly the records, for programs and for spreadsheets.

use super::flat::{self, Rows};
use super::{Options, blocks, cells, json};
use crate::answer::Document;
use crate::answer::value::Value;
use std::borrow::Cow;
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
    let written = blocks::write(
        rows,
        &|_, rows, text| {
            let mut sheet = of.from_writer(text);
            for row in rows {
                for value in &row {
                    sheet.write_field(cell(value, options.raw_cells).as_bytes()).map_err(cause)?;
                }
                sheet.write_record(None::<&[u8]>).map_err(cause)?;
            }
            sheet.flush()
        },
        out,
    );
    written.map(drop)
}

/// The I/O error inside, so that a closed pipe is still known as one.
fn cause(error: csv::Error) -> io::Error {
    match error.into_kind() {
        csv::ErrorKind::Io(error) => error,
        other => io::Error::other(format!("{other:?}")),
    }
}

fn cell(value: &Value, raw: bool) -> Cow<'_, str> {
    match value {
        Value::Missing => Cow::Borrowed(""),
        Value::Count(_) | Value::Whole(_) | Value::Exact(_) | Value::Real(_) | Value::Money(_) => {
            cells::number(value).unwrap_or_default().into()
        }
        Value::Sums(_) => json::value(value).into(),
        Value::Day(day) => day.to_string().into(),
        Value::Flag(flag) => Cow::Borrowed(if *flag { "true" } else { "false" }),
        Value::Text(text) => harmless(text.into(), raw),
        Value::Texts(texts) => harmless(texts.join(" ").into(), raw),
    }
}

/// Text that a spreadsheet would run as a formula gets an apostrophe in front (CWE-1236; the characters are OWASP's,
/// with their full-width forms, which some spreadsheets fold).
fn harmless(text: Cow<'_, str>, raw: bool) -> Cow<'_, str> {
    let formula = text.starts_with(['=', '+', '-', '@', '\t', '\r', '\n', '\0', '＝', '＋', '－', '＠']);
    if formula && !raw { format!("'{text}").into() } else { text }
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
