//! Whatever the `csv` crate writes comes back exactly, in every dialect and encoding.

use super::{HEADER, Paper};
use encoding_rs::{EUC_JP, Encoding, SHIFT_JIS, WINDOWS_1252};
use proptest::prelude::*;

/// How a text becomes bytes, and what the user has to say of it.
#[derive(Debug, Clone, Copy)]
enum Writing {
    Utf8,
    Utf8Mark,
    Utf16(bool),
    /// In an encoding that is named, for a few letters do not tell it.
    Named(&'static str, &'static Encoding),
}

const WRITINGS: [Writing; 7] = [
    Writing::Utf8,
    Writing::Utf8Mark,
    Writing::Utf16(true),
    Writing::Utf16(false),
    Writing::Named("cp932", SHIFT_JIS),
    Writing::Named("euc-jp", EUC_JP),
    Writing::Named("windows-1252", WINDOWS_1252),
];

impl Writing {
    /// The bytes, where the encoding has all the letters and gives them back.
    fn bytes(self, text: &str) -> Option<Vec<u8>> {
        match self {
            Self::Utf8 => Some(text.as_bytes().to_vec()),
            Self::Utf8Mark => Some([b"\xef\xbb\xbf", text.as_bytes()].concat()),
            Self::Utf16(little) => {
                let pair = |unit: u16| if little { unit.to_le_bytes() } else { unit.to_be_bytes() };
                Some(std::iter::once(0xfeff).chain(text.encode_utf16()).flat_map(pair).collect())
            }
            Self::Named(_, encoding) => {
                let (bytes, _, lossy) = encoding.encode(text);
                let back = encoding.decode_without_bom_handling(&bytes).0;
                (!lossy && back == text).then(|| bytes.into_owned())
            }
        }
    }

    fn label(self) -> Option<&'static str> {
        match self {
            Self::Named(label, _) => Some(label),
            Self::Utf8 | Self::Utf8Mark | Self::Utf16(_) => None,
        }
    }
}

/// Letters that trouble readers: marks of the dialects, line ends, second bytes that look like marks, both widths.
fn cell() -> impl Strategy<Value = String> {
    let letter = prop_oneof![
        4 => prop::sample::select(vec!['a', 'b', '1', '2', '.', '-']),
        2 => prop::sample::select(vec![',', ';', '\t', '|', '"', '\n', '\r', ' ', '\'', '\\']),
        2 => prop::sample::select(vec!['é', 'ü', 'ñ', '£', '€', 'ß']),
        2 => prop::sample::select(vec!['表', 'ソ', '能', '髙', '①', 'ｱ', '法', 'ポ', '弌', '～', '、', '高', '芸']),
        1 => any::<char>().prop_filter("no control characters", |c| !c.is_control() && *c != '\u{feff}'),
    ];
    // Surrounding blanks go: they are no part of a value.
    prop::collection::vec(letter, 0..8)
        .prop_map(|letters| letters.into_iter().collect::<String>().trim_matches(BLANKS).to_owned())
}

const BLANKS: [char; 4] = [' ', '\t', '\n', '\r'];

/// What an encoding has of a text.
fn holding(writing: Writing, text: &str) -> String {
    let held = |letter: &char| writing.bytes(letter.encode_utf8(&mut [0; 4])).is_some();
    text.chars().filter(held).collect::<String>().trim_matches(BLANKS).to_owned()
}

fn records() -> impl Strategy<Value = Vec<Vec<String>>> {
    prop::collection::vec(prop::collection::vec(cell(), HEADER.len()), 1..12)
}

fn written(records: &[Vec<String>], delimiter: u8, style: csv::QuoteStyle, end: csv::Terminator) -> String {
    let mut writer =
        csv::WriterBuilder::new().delimiter(delimiter).quote_style(style).terminator(end).from_writer(vec![]);
    writer.write_record(HEADER).expect("memory can be written");
    for record in records {
        writer.write_record(record).expect("memory can be written");
    }
    String::from_utf8(writer.into_inner().expect("memory can be written")).expect("it was text")
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 120, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn what_is_written_comes_back(
        records in records(),
        delimiter in prop::sample::select(vec![b',', b';', b'\t', b'|']),
        style in prop::sample::select(vec![
            csv::QuoteStyle::Necessary, csv::QuoteStyle::Always, csv::QuoteStyle::NonNumeric,
        ]),
        end in prop::sample::select(vec![csv::Terminator::CRLF, csv::Terminator::Any(b'\n')]),
        chunk in 16usize..300,
    ) {
        for writing in WRITINGS {
            let records: Vec<Vec<String>> =
                records.iter().map(|row| row.iter().map(|cell| holding(writing, cell)).collect()).collect();
            let text = written(&records, delimiter, style, end);
            let bytes = writing.bytes(&text).expect("every letter is held");
            let found = Paper::with(&bytes).rows(writing.label(), chunk).expect("it is a table");
            prop_assert_eq!(&found.header, &HEADER.map(str::to_owned), "{:?}", writing);
            prop_assert_eq!(&found.rows, &records, "{:?} {:?}", writing, text);
            prop_assert_eq!(found.doubtful, 0, "{:?} {:?}", writing, text);
        }
    }
}
