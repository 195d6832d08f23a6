//! Values as typed cells.

use crate::answer::column::Unit;
use crate::answer::value::Value;
use crate::ledger::currency::Currency;
use crate::ledger::day::Day;
use crate::render::cells;
use crate::render::show::Show;
use crate::render::visible::visible;
use rust_xlsxwriter::{ExcelDateTime, Format, FormatAlign, FormatBorder, Worksheet, XlsxError};

/// As many digits a spreadsheet keeps; it makes the others zero.
const DIGITS: usize = 15;

/// As many letters fit into a cell.
const LETTERS: usize = 32_000;

/// The format of a heading.
pub(super) fn heading() -> Format {
    Format::new().set_bold().set_text_wrap().set_align(FormatAlign::Top).set_border_bottom(FormatBorder::Medium)
}

/// The format of text that runs over several lines.
pub(super) fn wrapped() -> Format {
    Format::new().set_text_wrap().set_align(FormatAlign::Top)
}

/// Text, never a formula and never a link.
pub(super) fn text(sheet: &mut Worksheet, row: u32, column: u16, text: &str) -> Result<(), XlsxError> {
    let shown: String = visible(text).chars().take(LETTERS).collect();
    sheet.write_string(row, column, shown)?;
    Ok(())
}

/// The same with a format.
pub(super) fn text_as(sheet: &mut Worksheet, row: u32, column: u16, text: &str, as_: &Format) -> Result<(), XlsxError> {
    let shown: String = visible(text).chars().take(LETTERS).collect();
    sheet.write_string_with_format(row, column, shown, as_)?;
    Ok(())
}

/// A day.
pub(super) fn date(day: Day) -> Option<ExcelDateTime> {
    let (year, month, of_month) = day.civil();
    ExcelDateTime::from_ymd(u16::try_from(year).ok()?, u8::try_from(month).ok()?, u8::try_from(of_month).ok()?).ok()
}

/// A value in the format of its unit; where there is none the cell stays empty.
pub(super) fn value(
    sheet: &mut Worksheet,
    (row, column): (u32, u16),
    value: &Value,
    unit: Unit,
    currency: Option<Currency>,
    show: Show,
) -> Result<(), XlsxError> {
    match value {
        Value::Missing => {}
        Value::Count(_) | Value::Whole(_) | Value::Exact(_) | Value::Real(_) | Value::Money(_) => {
            if let Some(digits) = cells::number(value) {
                number(sheet, (row, column), &digits, &format(value, unit, currency))?;
            }
        }
        Value::Day(day) => match date(*day) {
            Some(date) => {
                sheet.write_datetime_with_format(row, column, &date, &Format::new().set_num_format("yyyy-mm-dd"))?;
            }
            None => text(sheet, row, column, &day.to_string())?,
        },
        Value::Flag(flag) => {
            sheet.write_boolean(row, column, *flag)?;
        }
        Value::Text(_) | Value::Texts(_) | Value::Sums(_) => text(sheet, row, column, &show.value(value, unit))?,
    }
    Ok(())
}

/// A number, as text where a spreadsheet would lose some of its digits.
fn number(sheet: &mut Worksheet, (row, column): (u32, u16), digits: &str, as_: &Format) -> Result<(), XlsxError> {
    let significant = digits.trim_start_matches(['-', '0', '.']).chars().filter(char::is_ascii_digit).count();
    match digits.parse::<f64>() {
        Ok(number) if significant <= DIGITS => {
            sheet.write_number_with_format(row, column, number, as_)?;
        }
        _ => {
            sheet.write_string_with_format(row, column, digits, &Format::new().set_align(FormatAlign::Right))?;
        }
    }
    Ok(())
}

/// How a spreadsheet shows a number.
fn format(value: &Value, unit: Unit, currency: Option<Currency>) -> Format {
    let decimals = |decimals: u8| match decimals {
        0 => "#,##0",
        1 => "#,##0.0",
        2 => "#,##0.00",
        3 => "#,##0.000",
        _ => "#,##0.0000",
    };
    let shown = match (value, unit) {
        (Value::Count(_) | Value::Whole(_), _) => "#,##0",
        (Value::Money(money), _) => decimals(currency.map_or(money.scale.min(3), Currency::minor_digits)),
        (_, Unit::Share) => "0.0%",
        (_, Unit::Points | Unit::Days) => "#,##0.0",
        (_, Unit::Money | Unit::MoneyPer) => decimals(currency.map_or(2, Currency::minor_digits)),
        (_, Unit::Count | Unit::Number | Unit::Years | Unit::Text | Unit::Date | Unit::Flag) => "#,##0.00",
    };
    Format::new().set_num_format(shown)
}
