//! The fast reader and the slow one say the same, and no text upsets either.

use super::{DateShape, Moment, fast, read};
use proptest::prelude::*;

#[test]
fn the_fast_reader_leaves_all_else_alone() {
    for text in [
        "2024-1-31",
        "2024/01/31",
        "2024-02-30",
        "2024-01-31 24:00",
        "2024-01-31 10:00:0",
        "2024-01-31 10:00:61",
        "2024-01-31 10:0",
        "2999-01-01",
        "",
    ] {
        assert_eq!(fast(text.as_bytes()), None, "{text}");
    }
    for text in ["2024-01-31", "2024-02-29 23:59", "2024-01-31T23:59:60"] {
        assert!(fast(text.as_bytes()).is_some(), "{text}");
    }
}

fn agree(text: &str) -> Result<Option<Moment>, TestCaseError> {
    let quick = fast(text.as_bytes());
    if let Some(moment) = quick {
        prop_assert_eq!(read(text, DateShape::Ymd), Ok(moment));
    }
    Ok(quick)
}

proptest! {
    #[test]
    fn fast_and_slow_agree_near_dates(text in "[0-9]{3,4}[-/][0-9]{2}-[0-9]{2}([ T][0-9]{2}:[0-9]{2}(:[0-9]{2})?)?") {
        agree(&text)?;
    }

    #[test]
    fn every_date_in_range_is_read_fast(
        year in 1900..2200_i32, month in 1..=12_u32, day in 1..=28_u32, hour in 0..24_u32, minute in 0..60_u32, form in 0..4,
    ) {
        let date = format!("{year}-{month:02}-{day:02}");
        let text = match form {
            0 => date,
            1 => format!("{date} {hour:02}:{minute:02}"),
            2 => format!("{date}T{hour:02}:{minute:02}:59"),
            _ => format!("{date} {hour:02}:{minute:02}:00"),
        };
        prop_assert!(agree(&text)?.is_some());
    }

    #[test]
    fn fast_and_slow_agree_after_any_change_of_a_byte(place in 0..19_usize, byte in 0..128_u8) {
        let mut text = b"2024-01-31 09:05:59".to_vec();
        text[place] = byte;
        for end in [10, 16, 19] {
            agree(std::str::from_utf8(&text[..end]).unwrap())?;
        }
    }

    #[test]
    fn no_text_upsets_it(text in "\\PC{0,24}") {
        for shape in DateShape::ALL {
            let _ = read(&text, shape);
        }
        let _ = fast(text.as_bytes());
    }

    #[test]
    fn no_text_like_a_date_upsets_it(text in "[0-9０-９年月日時分秒元令和平成RHSTJanFrimo午前後()（）曜金 ,./:+T-]{0,24}") {
        for shape in DateShape::ALL {
            let _ = read(&text, shape);
        }
    }
}
