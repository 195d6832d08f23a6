//! Whole workbooks, unpacked.

use super::*;
use crate::render::example;
use crate::words::Lang;

fn bytes(document: &Document, lang: Lang) -> Vec<u8> {
    let mut out = vec![];
    write(document, &Options { lang, ..Options::default() }, &mut out).expect("memory takes it");
    out
}

/// The parts of a workbook by name; they are packed by deflate, each after a local header of thirty bytes and its name.
fn parts(bytes: &[u8]) -> Vec<(String, String)> {
    use std::io::Read as _;
    let two = |at: usize| usize::from(u16::from_le_bytes([bytes[at], bytes[at + 1]]));
    let mut parts = vec![];
    for at in 0..bytes.len().saturating_sub(30) {
        if bytes[at..].starts_with(b"PK\x03\x04") {
            let (name, extra) = (two(at + 26), two(at + 28));
            let from = at + 30 + name + extra;
            let mut text = String::new();
            let read = flate2::read::DeflateDecoder::new(&bytes[from..]).read_to_string(&mut text);
            if read.is_ok() {
                parts.push((String::from_utf8_lossy(&bytes[at + 30..at + 30 + name]).into_owned(), text));
            }
        }
    }
    parts
}

#[test]
fn the_same_document_gives_the_same_bytes() {
    for document in [example::report(), example::check(), example::nps(), example::ltv()] {
        assert_eq!(bytes(&document, Lang::Ja), bytes(&document, Lang::Ja));
    }
}

#[test]
fn no_cell_is_a_formula_and_text_stays_text() {
    let parts = parts(&bytes(&example::report(), Lang::En));
    let sheets: Vec<&(String, String)> = parts.iter().filter(|(name, _)| name.contains("worksheets/sheet")).collect();
    assert!(sheets.len() >= 5, "{:?}", parts.iter().map(|(name, _)| name).collect::<Vec<_>>());
    for (name, sheet) in sheets {
        assert!(!sheet.contains("<f>") && !sheet.contains("<hyperlink"), "{name}");
    }
    let strings = parts.iter().find(|(name, _)| name.ends_with("sharedStrings.xml")).expect("text is shared");
    assert!(strings.1.contains("=smb") && strings.1.contains("法人・大口"));
    let core = parts.iter().find(|(name, _)| name.ends_with("core.xml")).expect("it has properties");
    assert!(core.1.contains("2026-03-31T"), "{}", core.1);
}
