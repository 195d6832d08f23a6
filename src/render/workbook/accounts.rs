//! What became of every row and every unit of money, file by file.

use super::cells;
use crate::answer::Document;
use crate::answer::account::{InputAccount, MoneyAccount, Sums};
use crate::answer::column::Unit;
use crate::answer::value::Value;
use crate::render::show::Show;
use crate::words;
use rust_xlsxwriter::{Worksheet, XlsxError};

/// Writes the accounts: a line for each class of rows of each file, with its money by currency.
pub(super) fn write(sheet: &mut Worksheet, document: &Document, show: Show) -> Result<(), XlsxError> {
    let heads = ["path", "kind", "reason", "rows", "money", "currency"];
    for (column, key) in (0..).zip(heads) {
        cells::text_as(sheet, 0, column, &show.label(key), &cells::heading())?;
    }
    let mut row = 1;
    for input in &document.inputs {
        for (class, rows, money) in classes(input, show) {
            let sums: Vec<(String, Value)> =
                money.into_iter().flatten().map(|(c, sum)| (c.clone(), Value::Money(*sum))).collect();
            // Rows without money have one line all the same.
            let lines = if sums.is_empty() { vec![(String::new(), Value::Missing)] } else { sums };
            for (number, (currency, sum)) in lines.into_iter().enumerate() {
                cells::text(sheet, row, 0, &input.path)?;
                cells::text(sheet, row, 1, words::kind(show.lang, input.kind))?;
                cells::text(sheet, row, 2, &class)?;
                if number == 0 {
                    cells::value(sheet, (row, 3), &rows.map_or(Value::Missing, Value::Count), Unit::Count, None, show)?;
                }
                cells::value(sheet, (row, 4), &sum, Unit::Money, None, show)?;
                cells::text(sheet, row, 5, &currency)?;
                row += 1;
            }
        }
    }
    sheet.set_freeze_panes(1, 1)?;
    sheet.set_repeat_rows(0, 0)?;
    sheet.set_column_width(0, 42)?;
    sheet.set_column_width(2, 32)?;
    sheet.set_column_range_width(3, 5, 16)?;
    Ok(())
}

/// The classes of a file's rows: all that were read, then what became of them.
fn classes(input: &InputAccount, show: Show) -> Vec<(String, Option<u64>, Option<&Sums>)> {
    let phrases = show.phrases;
    let money = |pick: fn(&MoneyAccount) -> &Sums| input.money.as_ref().map(pick);
    let mut classes = vec![
        (words::page(show.lang).read.to_owned(), Some(input.rows), money(|money| &money.read)),
        (phrases.used.to_owned(), Some(input.used), money(|money| &money.used)),
    ];
    if input.merged > 0 {
        classes.push((phrases.merged.to_owned(), Some(input.merged), money(|money| &money.merged)));
    }
    for (rule, count) in &input.excluded {
        let sums = input.money.as_ref().and_then(|money| money.excluded.get(rule));
        classes.push((format!("{}: {}", phrases.excluded, words::rule(show.lang, rule)), Some(*count), sums));
    }
    if input.rejected > 0 {
        classes.push((phrases.rejected.to_owned(), Some(input.rejected), money(|money| &money.rejected)));
    }
    if let Some(why) = &input.refused {
        classes.push((format!("{}: {}", phrases.refused, words::warning(show.lang, why)), None, None));
    }
    classes
}
