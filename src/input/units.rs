//! A row of units below the names: `text;YYYY-MM-DD;USD`, as spreadsheets and statistics tools write it.

use super::roles::fold;
use crate::ledger::currency::Currency;

/// Units, types and the like that stand in a row of their own below the names, folded.
const UNITS: [&str; 26] = [
    "text",
    "string",
    "varchar",
    "number",
    "numeric",
    "integer",
    "int",
    "float",
    "decimal",
    "date",
    "datetime",
    "currency",
    "id",
    "iso",
    "%",
    "$",
    "€",
    "£",
    "¥",
    "円",
    "税込",
    "税抜",
    "税込円",
    "文字列",
    "数値",
    "年月日",
];

/// Whether a record says of its columns what their values are; one cell alone may be a slip in a row of data.
pub(super) fn are_units(record: &[String]) -> bool {
    let written: Vec<String> = record.iter().map(|cell| fold(cell)).filter(|cell| !cell.is_empty()).collect();
    written.len() > 1 && written.iter().all(|cell| UNITS.contains(&cell.as_str()) || is_pattern(cell) || is_code(cell))
}

/// `yyyy-mm-dd`, folded.
fn is_pattern(cell: &str) -> bool {
    cell.starts_with("yyyy") && cell.chars().all(|c| "ymdhs/: ".contains(c))
}

fn is_code(cell: &str) -> bool {
    cell.len() == 3 && Currency::parse(cell).is_some()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(row: &str) -> bool {
        are_units(&row.split(';').map(str::to_owned).collect::<Vec<_>>())
    }

    #[test]
    fn a_row_of_units_is_no_order() {
        assert!(of("text;text;YYYY-MM-DD;USD"));
        assert!(of(";;年月日;円"));
    }

    #[test]
    fn a_row_of_data_is_no_row_of_units() {
        assert!(!of("C1;O1;2024-01-05;10.00;USD"));
        assert!(!of(";;;"));
        assert!(!of(";£;;"));
        assert!(!of("Ann;text;9"));
    }
}
