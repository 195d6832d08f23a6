//! Second and third header rows: what survey tools and spreadsheets write between the header and the first row of data.

use super::roles::fold;
use crate::ledger::currency::Currency;

/// How many records behind the header are looked at.
pub(super) const LOOKED_AT: usize = 3;

/// Cells of SurveyMonkey's second header row, folded.
const SUB_HEADINGS: [&str; 5] = ["response", "openendedresponse", "responses", "自由回答", "自由記述"];

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

/// How many of the records that follow the header are headers too.
pub(super) fn headers(next: &[Vec<String>]) -> usize {
    // Qualtrics: the names, the wording of the questions, then `{"ImportId":"QID1"}` in every cell.
    let imported = |row: &Vec<String>| row.iter().any(|cell| cell.trim_start().starts_with("{\"ImportId\""));
    if let Some(last) = next.iter().position(imported) {
        return last + 1;
    }
    usize::from(next.first().is_some_and(|row| is_sub_heading(row) || is_units(row)))
}

fn is_sub_heading(row: &[String]) -> bool {
    let numbered = |cell: &String| cell.trim_start().starts_with(|c: char| c.is_ascii_digit());
    row.iter().any(|cell| SUB_HEADINGS.contains(&fold(cell).as_str())) && !row.iter().any(numbered)
}

fn is_units(row: &[String]) -> bool {
    let mut written = row.iter().map(|cell| fold(cell)).filter(|cell| !cell.is_empty()).peekable();
    written.peek().is_some()
        && written.all(|cell| UNITS.contains(&cell.as_str()) || is_pattern(&cell) || is_code(&cell))
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

    fn of(rows: &[&str]) -> usize {
        let rows: Vec<Vec<String>> = rows.iter().map(|row| row.split(';').map(str::to_owned).collect()).collect();
        headers(&rows)
    }

    #[test]
    fn qualtrics_writes_three_headers_and_surveymonkey_two() {
        assert_eq!(
            of(&["Recorded Date;How likely?", "{\"ImportId\":\"recordedDate\"};{\"ImportId\":\"QID1\"}", "2024;9"]),
            2
        );
        assert_eq!(of(&[";;Response;Open-Ended Response", "1;2024-05-05;9;fine"]), 1);
    }

    #[test]
    fn a_row_of_units_is_no_order() {
        assert_eq!(of(&["text;text;YYYY-MM-DD;USD"]), 1);
        assert_eq!(of(&[";;年月日;円"]), 1);
    }

    #[test]
    fn rows_of_data_are_left_alone() {
        assert_eq!(of(&["C1;O1;2024-01-05;10.00;USD"]), 0);
        assert_eq!(of(&[";;;"]), 0);
        assert_eq!(of(&[]), 0);
        assert_eq!(of(&["Ann;response;9"]), 0);
    }
}
