//! Definitions, what was asked, what is set aside, and every warning: one line each.

use super::cells;
use crate::answer::Document;
use crate::render::page::{self, Block};
use crate::render::show::Show;
use crate::words;
use rust_xlsxwriter::{Worksheet, XlsxError};

/// Writes the notes, in the order of the page.
pub(super) fn write(sheet: &mut Worksheet, document: &Document, show: Show) -> Result<(), XlsxError> {
    let words = words::page(show.lang);
    for (column, head) in (0..).zip([words.section, words.notes]) {
        cells::text_as(sheet, 0, column, head, &cells::heading())?;
    }
    let mut row = 1;
    let mut section = words::command(show.lang, document.command).to_owned();
    let remarks = document.warnings.iter().map(|warning| page::remark(warning, show));
    for block in page::answers(document, show).into_iter().chain(remarks) {
        let text = match block {
            Block::Title(title) | Block::Heading(title) => {
                section = title;
                continue;
            }
            Block::Chart(_) | Block::Table(_) => continue,
            Block::Definition(text) => format!("{}{}{text}", words.definition, show.phrases.colon),
            Block::Note(kind, text) => format!("{kind}{}{text}", show.phrases.colon),
            Block::Legend(text) | Block::Line(text) | Block::Refused(text) => text,
        };
        cells::text_as(sheet, row, 0, &section, &cells::wrapped())?;
        cells::text_as(sheet, row, 1, &text, &cells::wrapped())?;
        row += 1;
    }
    sheet.set_freeze_panes(1, 0)?;
    sheet.set_column_width(0, 42)?;
    sheet.set_column_width(1, 100)?;
    Ok(())
}
