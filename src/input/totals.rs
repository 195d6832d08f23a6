//! Total rows: below a table, or between its parts, a row that sums others up must never be counted as one of them.

use super::field;
use super::plan::Reading;
use super::record::Record;

/// Words that begin a row of totals, folded.
const WORDS: [&str; 18] = [
    "total",
    "totals",
    "grandtotal",
    "subtotal",
    "subtotals",
    "sum",
    "gesamt",
    "summe",
    "average",
    "mean",
    "合計",
    "総合計",
    "小計",
    "総計",
    "累計",
    "計",
    "平均",
    "総数",
];

/// What begins one of the words above, in ASCII without case: a look at a few bytes spares nearly every row the long look.
const BEGINNINGS: [&[u8]; 7] = [b"tot", b"grand", b"sub", b"sum", b"gesamt", b"average", b"mean"];

/// Whether a row begins with a word for a total: alone in its cell, or followed by more where the row also `lacks` something that
/// every row has.
pub(super) fn is_total(record: &Record<'_>, reading: &Reading, lacks: bool) -> bool {
    let cells = (0..record.ends.len()).map(|column| record.field(column));
    let Some(first) = cells.into_iter().find(|cell| !cell.is_empty()) else { return false };
    is_label(&first, reading, lacks)
}

/// Whether a cell is a word for a total; with more behind the word where that is enough.
#[inline]
pub(super) fn is_label(cell: &[u8], reading: &Reading, with_more: bool) -> bool {
    may_be(cell) && field::text(cell, reading).is_ok_and(|text| is_word(&text, with_more))
}

/// Whether the long look is worth it.
#[inline]
fn may_be(cell: &[u8]) -> bool {
    let marks = cell.iter().take_while(|byte| matches!(byte, b'(' | b'[' | b'*' | b'=' | b'-' | b' ')).count();
    let cell = &cell[marks..];
    match cell.first() {
        None => false,
        Some(byte) if *byte >= 0x80 => cell.len() <= 64,
        Some(byte) => {
            byte.is_ascii_alphabetic()
                && BEGINNINGS
                    .iter()
                    .any(|word| cell.len() >= word.len() && cell[..word.len()].eq_ignore_ascii_case(word))
        }
    }
}

fn is_word(text: &str, lacks: bool) -> bool {
    let folded = super::roles::fold(text.trim_matches(['*', '=']));
    WORDS.iter().any(|word| folded == *word || (lacks && word.len() > 4 && folded.starts_with(word)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn totals_are_told_in_english_german_and_japanese() {
        for text in ["Total", "TOTALS:", "Grand Total", "(Total)", "** 合計 **", "合計", "小計", "Summe"] {
            assert!(is_word(text, false), "{text}");
        }
        assert!(is_word("TOTAL (6 orders)", true));
        assert!(is_word("合計金額", true));
    }

    #[test]
    fn a_customer_whose_name_begins_like_a_total_is_none() {
        assert!(!is_word("Total Energies", false));
        assert!(!is_word("Sumner", true));
        assert!(!may_be(b"SO-1001") && !may_be(b"1001") && may_be(b"Subtotal") && may_be(b"(Total)"));
    }
}
