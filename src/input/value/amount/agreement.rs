//! The fast reader and the slow one say the same, and no text upsets either.

use super::{Amount, DecimalMark, Marks, fast, fast_comma, read};
use DecimalMark::{Comma, Point};
use proptest::prelude::*;

fn amount(mantissa: i64, scale: u8) -> Amount {
    Amount { mantissa, scale }
}

fn number(text: &str, mark: DecimalMark) -> Option<Amount> {
    read(text, mark).ok().map(|read| read.amount)
}

#[test]
fn the_fast_reader_leaves_all_else_alone() {
    for text in [
        "",
        "-",
        ".",
        ".5",
        "5.",
        "-.5",
        "1,234",
        "1.2.3",
        " 1",
        "+1",
        "1e5",
        "1234567890123456789",
        "12345678901234567.89",
        "0.123456789",
        "１",
    ] {
        assert_eq!(fast(text.as_bytes()), None, "{text}");
    }
    assert_eq!(fast(b"-1234567890123456.78"), Some(amount(-123_456_789_012_345_678, 2)));
    assert_eq!(fast_comma(b"12,50"), Some(amount(1_250, 2)));
    assert_eq!(fast_comma(b"12.50"), None);
}

fn agree(text: &str) -> Result<(), TestCaseError> {
    for (quick, mark) in [(fast(text.as_bytes()), Point), (fast_comma(text.as_bytes()), Comma)] {
        if let Some(amount) = quick {
            prop_assert_eq!(read(text, mark).map(|read| (read.amount, read.marks)), Ok((amount, Marks::default())));
        }
    }
    Ok(())
}

proptest! {
    #[test]
    fn fast_and_slow_agree(text in "-?[0-9]{0,19}[.,]?[0-9]{0,9}") {
        agree(&text)?;
    }

    #[test]
    fn every_plain_amount_is_read_fast(mantissa in -999_999_999_999_999_999..=999_999_999_999_999_999_i64, scale in 1..=8_u8) {
        let (sign, digits) = (if mantissa < 0 { "-" } else { "" }, format!("{:018}", mantissa.unsigned_abs()));
        let (whole, decimals) = digits.split_at(18 - scale as usize);
        let text = format!("{sign}{whole}.{decimals}");
        prop_assert_eq!(fast(text.as_bytes()), Some(amount(mantissa, scale)));
        agree(&text)?;
    }

    #[test]
    fn grouping_changes_nothing(mantissa in 0..=99_999_999_999_999_i64) {
        let plain = mantissa.to_string();
        let mut grouped = String::new();
        for (at, digit) in plain.chars().enumerate() {
            if at > 0 && (plain.len() - at) % 3 == 0 {
                grouped.push(',');
            }
            grouped.push(digit);
        }
        prop_assert_eq!(number(&grouped, Point), Some(amount(mantissa, 0)));
        prop_assert_eq!(number(&grouped.replace(',', "."), Comma), Some(amount(mantissa, 0)));
        prop_assert_eq!(number(&format!("（￥{grouped}）"), Point), Some(amount(-mantissa, 0)));
    }

    #[test]
    fn no_text_upsets_it(text in "\\PC{0,24}") {
        agree(&text)?;
        let _ = (read(&text, Point), read(&text, Comma));
    }

    #[test]
    fn no_text_like_an_amount_upsets_it(text in "[0-9０-９.,' ()△▲−＋+$¥￥€円USDJPYzłKč\"=-]{0,24}") {
        agree(&text)?;
        let _ = (read(&text, Point), read(&text, Comma));
    }
}
