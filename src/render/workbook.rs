//! A workbook: an overview, a sheet for each section with its records, what became of rows and money, and the notes.
//!
//! Cells are typed: numbers are numbers with the format of their unit, dates are dates, and text is text even where it looks like a
//! formula. A number of more digits than a spreadsheet keeps is written as text, so that none is lost.

mod accounts;
mod cells;
mod notes;
mod overview;
mod pictures;
mod records;

use super::page;
use super::show::Show;
use super::{Options, flat};
use crate::answer::value::Value;
use crate::answer::{Document, Section};
use crate::words;
use rust_xlsxwriter::{DocProperties, ExcelDateTime, Workbook, Worksheet, XlsxError};
use std::io;

/// Writes a document as a workbook.
pub(super) fn write(document: &Document, options: &Options, out: &mut dyn io::Write) -> io::Result<()> {
    let bytes = made(document, Show::new(options)).map_err(io::Error::other)?;
    out.write_all(&bytes)
}

fn made(document: &Document, show: Show) -> Result<Vec<u8>, XlsxError> {
    let mut book = Workbook::new();
    book.set_properties(&properties(document, show)?);
    let words = words::page(show.lang);
    let mut names = vec![];
    if document.check.is_none() {
        overview::write(sheet(&mut book, words.overview, &mut names)?, document, show)?;
    }
    for section in &document.sections {
        if let Section::Answered(answer) = section {
            let title = page::name(answer, show);
            records::write(sheet(&mut book, title, &mut names)?, answer, show)?;
        }
    }
    if let Some(totals) = &document.check {
        overview::totals(sheet(&mut book, show.phrases.totals, &mut names)?, &page::known(totals), show)?;
    }
    if document.check.is_some() || !document.rejections.is_empty() {
        let rows = flat::rejections(&document.rejections, show.lang);
        records::plain(sheet(&mut book, show.phrases.rejected_rows, &mut names)?, rows, show)?;
    }
    accounts::write(sheet(&mut book, words.rows, &mut names)?, document, show)?;
    notes::write(sheet(&mut book, words.notes, &mut names)?, document, show)?;
    book.save_to_buffer()
}

/// The day of creation is the day the figures are of, never that of the clock.
fn properties(document: &Document, show: Show) -> Result<DocProperties, XlsxError> {
    let as_of = document.parameters.iter().find_map(|(key, value)| match value {
        Value::Day(day) if *key == "as_of" => Some(cells::date(*day)),
        _ => None,
    });
    let made = as_of.flatten().map_or_else(|| ExcelDateTime::from_ymd(2000, 1, 1), Ok)?;
    let by = words::page(show.lang).made_by.replace("{version}", env!("CARGO_PKG_VERSION"));
    let title = words::command(show.lang, document.command);
    Ok(DocProperties::new().set_title(title).set_comment(by).set_creation_datetime(&made))
}

/// The most letters that the name of a sheet may have.
const NAME: usize = 31;

/// A new sheet under a name that no other has.
fn sheet<'b>(book: &'b mut Workbook, title: &str, names: &mut Vec<String>) -> Result<&'b mut Worksheet, XlsxError> {
    let plain: String = title.chars().map(|c| if "[]:*?/\\'".contains(c) { ' ' } else { c }).collect();
    let mut name: String = plain.trim().chars().take(NAME).collect();
    let mut number = 2;
    while names.contains(&name.to_lowercase()) {
        let end = format!(" {number}");
        name = plain.trim().chars().take(NAME - end.len()).collect::<String>() + &end;
        number += 1;
    }
    names.push(name.to_lowercase());
    let sheet = book.add_worksheet();
    sheet.set_name(name)?;
    sheet.set_paper_size(9).set_landscape().set_print_fit_to_pages(1, 0);
    Ok(sheet)
}

#[cfg(test)]
mod tests;
