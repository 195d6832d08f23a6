//! Rows that are headings: the header once more, as where files were pasted together, or the header of another table.

use super::roles::{fold, known};

/// What a row is as a heading.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Heading {
    /// The header once more.
    Same,
    /// The header of another table, or the same columns in another order.
    Other,
}

/// What the cells of a row that could not be read are as a heading, if they are one.
pub(super) fn heading(cells: &[String], names: &[String]) -> Option<Heading> {
    let folded: Vec<String> = cells.iter().map(|cell| fold(cell)).collect();
    let blank_end = folded.iter().rposition(|cell| !cell.is_empty()).map_or(0, |last| last + 1);
    let folded = &folded[..blank_end];
    let own: Vec<String> = names.iter().map(|name| fold(name)).collect();
    let own_end = own.iter().rposition(|name| !name.is_empty()).map_or(0, |last| last + 1);
    if folded == &own[..own_end] {
        return Some(Heading::Same);
    }
    let written: Vec<&String> = folded.iter().filter(|cell| !cell.is_empty()).collect();
    // Names have no digits at their beginning, and no row of data consists of the names of columns.
    let plain = written.iter().all(|cell| !cell.starts_with(|c: char| c.is_ascii_digit()));
    let recognised = written.iter().filter(|cell| known(cell) || own.contains(cell)).count();
    (plain && recognised >= 2 && recognised * 2 >= written.len()).then_some(Heading::Other)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(row: &str, header: &str) -> Option<Heading> {
        let cells = |text: &str| text.split(',').map(str::to_owned).collect::<Vec<_>>();
        heading(&cells(row), &cells(header))
    }

    #[test]
    fn the_header_is_known_again_in_any_dress() {
        assert_eq!(of("\u{feff}ORDER_ID, Date ,Amount", "order id,date,amount"), Some(Heading::Same));
        assert_eq!(of("order_id,date,amount,", "order_id,date,amount"), Some(Heading::Same));
    }

    #[test]
    fn another_table_begins_with_its_own_names() {
        assert_eq!(of("product,units", "order_id,date,amount"), Some(Heading::Other));
        assert_eq!(of("date,order_id,amount", "order_id,date,amount"), Some(Heading::Other));
    }

    #[test]
    fn a_row_of_data_is_no_heading() {
        assert_eq!(of("C1,O1,2024-01-05", "customer_id,order_id,date"), None);
        assert_eq!(of("Ann,member,yesterday", "name,tier,joined"), None);
        assert_eq!(of("total", "date,amount"), None);
    }
}
