//! Wherever the strict quote check has nothing to say, the reader finds what the plain `csv` crate finds.

use super::{HEADER, Paper};
use proptest::prelude::*;

/// What the `csv` crate finds, without surrounding blanks.
fn twin(text: &str) -> Vec<Vec<String>> {
    let mut reader = csv::ReaderBuilder::new().has_headers(false).flexible(true).from_reader(text.as_bytes());
    let trimmed = |cell: &str| cell.trim_matches([' ', '\t', '\n', '\r']).to_owned();
    reader.records().map(|row| row.expect("it is text").iter().map(trimmed).collect()).collect()
}

fn agrees(body: &str, chunk: usize) -> Result<(), TestCaseError> {
    let text = format!("{}\n{body}", HEADER.join(","));
    let found = Paper::with(text.as_bytes()).rows(None, chunk).expect("it is a table");
    if found.doubtful == 0 {
        prop_assert_eq!(&found.rows, &twin(&text)[1..], "{:?} in chunks of {}", text, chunk);
    }
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 1500, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn the_reader_agrees_with_its_twin(
        pieces in prop::collection::vec(prop::sample::select(vec![
            "a", "b,", ",", "\"", "\"\"", "\"c\"", "\"d,e\"", "\"f\n\"", "\n", "\r\n", "\r", " ", "é", "1,2,3,4\n", "\"\",",
        ]), 0..24),
        chunk in 16usize..80,
    ) {
        agrees(&pieces.concat(), chunk)?;
    }
}

#[test]
fn doubled_quotes_line_breaks_and_blank_lines_are_read_alike() {
    for body in
        ["\"a\"\"b\",c,d,e\n", "\"a\nb\",,,\n\n\n1,2,3,4", "a,b,c,d\r\n\r\n\"x\r\ny\",1,2,3\r\n", "\"\"\n", ",,,\n"]
    {
        agrees(body, 16).expect("they agree");
    }
}
