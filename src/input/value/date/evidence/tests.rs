use super::{DateDecision, DateEvidence, DateShape};
use proptest::prelude::*;

fn seen(texts: &[&str]) -> DateEvidence {
    let mut evidence = DateEvidence::default();
    for text in texts {
        evidence.see(text);
    }
    evidence
}

fn decided(texts: &[&str]) -> DateDecision {
    seen(texts).decide()
}

use DateDecision::{Ambiguous, Is, Mixed, None as Nothing};

#[test]
fn one_day_above_twelve_decides_for_all() {
    assert_eq!(decided(&["03/04/2024", "25/12/2024", "05/06/2024"]), Is(DateShape::Dmy));
    assert_eq!(decided(&["03/04/2024", "05/06/2024", "12/25/2024"]), Is(DateShape::Mdy));
    assert_eq!(decided(&["12/1/2010 8:26", "12/13/2010 8:26"]), Is(DateShape::Mdy));
}

#[test]
fn what_nothing_decides_stays_open() {
    assert_eq!(decided(&["03/04/2024", "05/06/2024"]), Ambiguous(DateShape::Dmy, DateShape::Mdy));
    assert_eq!(decided(&["", "N/A"]), Nothing);
    assert_eq!(decided(&["soon", "later"]), Nothing);
}

#[test]
fn both_orders_in_one_column_contradict_each_other() {
    assert!(matches!(decided(&["25/12/2024", "12/25/2024", "03/04/2024"]), Mixed(_)));
    // Two against one among a hundred that prove nothing is no proof either.
    let mut texts = vec!["03/04/2024"; 97];
    texts.extend(["25/12/2024", "26/12/2024", "12/25/2024"]);
    assert!(matches!(decided(&texts), Mixed(_)));
    // One slip among many is a slip.
    let mut texts = vec!["25/12/2024"; 40];
    texts.push("12/25/2024");
    assert_eq!(decided(&texts), Is(DateShape::Dmy));
}

#[test]
fn the_most_common_shape_stands_and_the_rest_are_faults() {
    assert_eq!(decided(&["2024-01-22", "1704412800", "1704412800000"]), Is(DateShape::Ymd));
    assert_eq!(decided(&["2024-01-22", "2024/1/5", "20240105"]), Is(DateShape::Ymd));
    assert_eq!(decided(&["2024-01-22", "15.01.2024", "31.12.2024"]), Is(DateShape::Dmy));
    assert_eq!(decided(&["5 Jan 2024", "Jan 5, 2024", "05-JAN-2024"]), Is(DateShape::MonthName));
    assert_eq!(decided(&["2024-01-22", "Fri, 05 Jan 2024 10:00:00 +0900"]), Is(DateShape::Ymd));
    assert_eq!(decided(&["令和6年1月5日", "R6.1.5", ""]), Is(DateShape::Era));
    assert_eq!(decided(&["20240131", "20240201"]), Is(DateShape::Compact));
    assert_eq!(decided(&["2024-01-18", "2999-01-13"]), Is(DateShape::Ymd));
}

#[test]
fn two_digit_years_need_every_value() {
    assert_eq!(decided(&["6/26/18 19:42", "7/1/18 8:00"]), Is(DateShape::MdyShort));
    assert_eq!(decided(&["31/1/24"]), Ambiguous(DateShape::YmdShort, DateShape::DmyShort));
    assert_eq!(decided(&["31/1/69", "30/2/99"]), Mixed(vec![(DateShape::DmyShort, 1)]));
    assert_eq!(decided(&["24-01-05", "24-12-31"]), Ambiguous(DateShape::YmdShort, DateShape::DmyShort));
    assert_eq!(decided(&["99-12-31", "98-01-13"]), Is(DateShape::YmdShort));
    assert!(matches!(decided(&["6/26/18", "soon"]), Mixed(_)));
}

#[test]
fn counts_of_time_are_picked_only_alone_and_serials_never() {
    assert_eq!(decided(&["1704412800", "1704412801", ""]), Is(DateShape::Epoch));
    assert_eq!(decided(&["1704412800000"]), Is(DateShape::EpochMillis));
    assert!(matches!(decided(&["1704412800", "1704412800000"]), Mixed(_)));
    assert_eq!(decided(&["45322", "45323"]), Mixed(vec![(DateShape::ExcelSerial, 2)]));
}

#[test]
fn missing_values_are_not_counted() {
    let evidence = seen(&["2024-01-31", "", "N/A", "soon"]);
    assert_eq!((evidence.values(), evidence.fits(DateShape::Ymd)), (2, 1));
}

proptest! {
    #[test]
    fn parts_add_up_to_the_whole(texts in prop::collection::vec("[0-3]?[0-9][/-][0-1]?[0-9]/20[0-9]{2}|20240[1-3]0[1-9]|", 0..20), cut in 0..20_usize) {
        let texts: Vec<&str> = texts.iter().map(String::as_str).collect();
        let (front, back) = texts.split_at(cut.min(texts.len()));
        let mut parts = seen(front);
        parts.merge(&seen(back));
        prop_assert_eq!(parts, seen(&texts));
    }
}
