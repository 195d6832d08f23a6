use super::{Amount, AmountFault, AmountText, DecimalMark, Marks, may_mean, read};
use crate::ledger::currency::Currency;
use DecimalMark::{Comma, Point};

fn amount(mantissa: i64, scale: u8) -> Amount {
    Amount { mantissa, scale }
}

fn ok(text: &str, mark: DecimalMark) -> AmountText {
    read(text, mark).unwrap_or_else(|fault| panic!("{text}: {fault:?}"))
}

fn expect(mark: DecimalMark, cases: &[(&str, i64, u8)]) {
    for (text, mantissa, scale) in cases {
        assert_eq!(ok(text, mark).amount, amount(*mantissa, *scale), "{text}");
    }
}

fn refuse(mark: DecimalMark, fault: AmountFault, texts: &[&str]) {
    for text in texts {
        assert_eq!(read(text, mark), Err(fault), "{text}");
    }
}

#[test]
fn plain_amounts_keep_their_digits() {
    expect(
        Point,
        &[
            ("1234.50", 123_450, 2),
            (" 7 ", 7, 0),
            ("-0.05", -5, 2),
            ("+3", 3, 0),
            (".5", 5, 1),
            ("007.10", 710, 2),
            ("1.234", 1_234, 3),
            ("0.00000001", 1, 8),
        ],
    );
    // Eighteen digits and a zero: the zero gives way.
    expect(
        Point,
        &[("10000000000000000.00", 100_000_000_000_000_000, 1), ("123456789012345678.000", 123_456_789_012_345_678, 0)],
    );
}

#[test]
fn thousands_stand_in_groups_of_three() {
    expect(
        Point,
        &[
            ("1,234", 1_234, 0),
            ("1,234,567.89", 123_456_789, 2),
            ("1'234.50", 123_450, 2),
            ("1’234", 1_234, 0),
            ("1\u{202f}234.5", 12_345, 1),
            ("1 234 567", 1_234_567, 0),
        ],
    );
    expect(
        Comma,
        &[
            ("1.234", 1_234, 0),
            ("1.234,50", 123_450, 2),
            ("1 234,50", 123_450, 2),
            ("1,234", 1_234, 3),
            ("12,5", 125, 1),
        ],
    );
    assert!(ok("1,234", Point).marks.grouped);
    assert!(!ok("1234", Point).marks.grouped);
    refuse(Point, AmountFault::Bad, &["1,23,456.00", "1,234 567", "1,2345,678", "12 34", "1 ,234", "1,234,56"]);
}

#[test]
fn an_amount_of_the_other_mark_is_not_guessed() {
    refuse(
        Point,
        AmountFault::Ambiguous,
        &["1,5", "12,57", "1.234.567", "1.234,50", "0,123", "1234,567", "1.234,50 €", "-1,5"],
    );
    refuse(Comma, AmountFault::Ambiguous, &["1.5", "1,234,567", "1,234.50", "0.123", "$12.57"]);
}

#[test]
fn what_is_no_amount_is_refused() {
    for mark in [Point, Comma] {
        refuse(
            mark,
            AmountFault::Bad,
            &[
                "1e5",
                "1.23457E+11",
                "NaN",
                "inf",
                "-inf",
                "0x1F",
                "1_000",
                "15%",
                "15 %",
                "free",
                "one hundred",
                "千二百円",
                "1万2千",
                "10.00/12.00",
                "10.00 20.00",
                "10-20",
                "#REF!",
                "#VALUE!",
                "#DIV/0!",
                "#NAME?",
                "########",
                "12..5",
                "1,234,567.89.1",
                "--5",
                "-5-",
                "+-5",
                "(-5)",
                "-(5)",
                "(5",
                "5)",
                "()",
                "$",
                "USD",
                "10²",
                "1½",
                "100 USD EUR",
                "$5 €",
                "$100 EUR",
                "12.",
                "1. 5",
                "٣",
                "5 XQZ",
                "100USDT",
                "100 kr",
                "=1+1",
                "=\"5",
                "△-5",
                "5+",
            ],
        );
        refuse(
            mark,
            AmountFault::Missing,
            &[
                "",
                " ",
                "N/A",
                "NA",
                "-",
                "null",
                "NULL",
                "none",
                "#N/A",
                "nan",
                "未入力",
                "なし",
                "－",
                "=\"\"",
                "=\"-\"",
            ],
        );
    }
}

#[test]
fn negatives_of_all_countries_are_negative() {
    for text in [
        "-1,234.50",
        "−1,234.50",
        "－1,234.50",
        "(1,234.50)",
        "△1,234.50",
        "▲ 1,234.50",
        "1,234.50-",
        "–1,234.50",
        "（１，２３４．５０）",
    ] {
        assert_eq!(ok(text, Point).amount, amount(-123_450, 2), "{text}");
    }
    let marks = |text| ok(text, Point).marks;
    let none = Marks::default();
    assert_eq!(marks("-5"), none);
    assert_eq!(marks("(5)"), Marks { parentheses: true, ..none });
    assert_eq!(marks("▲5"), Marks { triangle: true, ..none });
    assert_eq!(marks("5-"), Marks { trailing_minus: true, ..none });
    assert_eq!(marks("−5"), Marks { unicode_minus: true, ..none });
    assert_eq!(marks("５"), Marks { full_width: true, ..none });
}

#[test]
fn a_currency_may_stand_on_either_side() {
    for (text, mark, code, mantissa, scale) in [
        ("US$1,234.50", Point, "USD", 123_450, 2),
        ("USD 1,234.50", Point, "USD", 123_450, 2),
        ("$30.00 USD", Point, "USD", 3_000, 2),
        ("usd5", Point, "USD", 5, 0),
        ("€100.00", Point, "EUR", 10_000, 2),
        ("12.57 EUR", Point, "EUR", 1_257, 2),
        ("€5 EUR", Point, "EUR", 5, 0),
        ("1.234,50 EUR", Comma, "EUR", 123_450, 2),
        ("-1.234,50 €", Comma, "EUR", -123_450, 2),
        ("3,000円", Point, "JPY", 3_000, 0),
        ("△３，０００円", Point, "JPY", -3_000, 0),
        ("¥1,000円", Point, "JPY", 1_000, 0),
        ("4000 JPY", Point, "JPY", 4_000, 0),
        ("(£3.00)", Point, "GBP", -300, 2),
        ("£(3.00)", Point, "GBP", -300, 2),
        ("1 234,50 zł", Comma, "PLN", 123_450, 2),
        ("R$ 10,00", Comma, "BRL", 1_000, 2),
        ("3.00- USD", Point, "USD", -300, 2),
    ] {
        let read = ok(text, mark);
        assert_eq!(read.currency, Currency::parse(code), "{text}");
        assert_eq!((read.amount, read.symbol), (amount(mantissa, scale), None), "{text}");
        assert!(read.marks.symbol, "{text}");
    }
}

#[test]
fn a_sign_of_several_currencies_means_none_of_the_others() {
    let may = |sign, code| may_mean(sign, Currency::parse(code).unwrap());
    assert!(may('$', "CAD") && may('¥', "CNY") && may('¥', "JPY") && may('元', "TWD"));
    assert!(!may('$', "EUR") && !may('¥', "USD") && !may('元', "JPY"));
}

#[test]
fn a_sign_of_several_currencies_is_handed_on() {
    for (text, sign, mantissa) in [
        ("¥1,000", '¥', 1_000),
        ("￥2,000", '¥', 2_000),
        ("-$3", '$', -3),
        ("$-3", '$', -3),
        ("▲¥5", '¥', -5),
        ("5元", '元', 5),
    ] {
        let read = ok(text, Point);
        assert_eq!((read.symbol, read.currency, read.amount.mantissa), (Some(sign), None, mantissa), "{text}");
    }
}

#[test]
fn a_text_guard_comes_off() {
    let read = ok("=\"1234.50\"", Point);
    assert_eq!(read.amount, amount(123_450, 2));
    assert!(read.marks.text_guard);
}

#[test]
fn digits_beyond_eighteen_are_refused_and_never_rounded() {
    refuse(
        Point,
        AmountFault::TooLarge,
        &[
            "12345678901234567890123456789.01",
            "123456789012345678.91",
            "9223372036854775808",
            "1,000,000,000,000,000,000",
            "-1234567890123456789",
        ],
    );
    expect(Point, &[("999999999999999999", 999_999_999_999_999_999, 0), ("0000000000000000000000001", 1, 0)]);
}

#[test]
fn float_noise_is_taken_back_and_accounted_for() {
    let read = ok("731.9399999999999", Point);
    assert_eq!((read.amount, read.noise), (amount(73_194, 2), Some(10_000_000)));
    let read = ok("-0.30000000000000004", Point);
    assert_eq!((read.amount, read.noise), (amount(-3, 1), Some(4_000)));
    assert_eq!(ok("1.99999999999", Point).amount, amount(2, 0));
    assert_eq!(ok("2,0000000001", Comma).amount, amount(2, 0));
    // Within eight decimals nothing is taken for noise; zeros are none either.
    assert_eq!(ok("1.99999999", Point).noise, None);
    assert_eq!((ok("12.5000000000", Point).amount, ok("12.5000000000", Point).noise), (amount(125, 1), None));
    refuse(Point, AmountFault::Bad, &["0.123456789", "1.00000001234", "3.14159265358979"]);
}

#[test]
fn three_decimals_look_like_a_thousand() {
    assert!(amount(1_234, 3).is_odd_thousands() && amount(-999_999, 3).is_odd_thousands());
    assert!(
        !amount(125, 3).is_odd_thousands()
            && !amount(1_000_000, 3).is_odd_thousands()
            && !amount(1_234, 2).is_odd_thousands()
    );
}
