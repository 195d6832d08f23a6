use super::{DateFault, DateShape, read, read_self_evident};

/// The date and time read, written out.
fn shown(text: &str, shape: DateShape) -> Result<String, DateFault> {
    read(text, shape).map(|moment| {
        let minute = moment.minute.minute_of_day();
        let time = format!(" {:02}:{:02}", minute / 60, minute % 60);
        format!("{}{}", moment.minute.day(), if moment.has_time { &time } else { "" })
    })
}

fn expect(shape: DateShape, cases: &[(&str, &str)]) {
    for (text, date) in cases {
        assert_eq!(shown(text, shape).as_deref(), Ok(*date), "{text}");
    }
}

fn refuse(shape: DateShape, fault: DateFault, texts: &[&str]) {
    for text in texts {
        assert_eq!(shown(text, shape), Err(fault), "{text}");
    }
}

#[test]
fn year_month_day_takes_three_marks_and_short_numbers() {
    expect(
        DateShape::Ymd,
        &[
            ("2024-01-31", "2024-01-31"),
            ("2024/1/31", "2024-01-31"),
            ("2024.01.31", "2024-01-31"),
            (" 2022/8/10 ", "2022-08-10"),
            ("２０２４／０１／３１", "2024-01-31"),
            ("2024-01-31 9:05", "2024-01-31 09:05"),
            ("2024-01-31T09:05:59.123Z", "2024-01-31 09:05"),
            ("2024/01/31(水) 12:34", "2024-01-31 12:34"),
            ("2024/01/31（水）", "2024-01-31"),
            ("2024-03-10 02:30:00", "2024-03-10 02:30"),
            ("2024-01-31, 10:00:00 PM", "2024-01-31 22:00"),
        ],
    );
    refuse(DateShape::Ymd, DateFault::OtherWeekday, &["2024/01/31(火)"]);
    refuse(
        DateShape::Ymd,
        DateFault::Bad,
        &[
            "2024-01/31",
            "24-01-05",
            "2024-01",
            "2024-001-31",
            "2024-01-31x",
            "2024-01-31 foo",
            "2024-01-31+09:00",
            "20240131",
            "31/01/2024",
            "2024-01-31 10:00 extra",
            "NaN",
            "#REF!",
            "２０２４年１月５日",
        ],
    );
    refuse(
        DateShape::Ymd,
        DateFault::NoSuchDay,
        &["2024-02-30", "2023-02-29", "0000-00-00", "2024-13-01", "2024-00-10"],
    );
    refuse(
        DateShape::Ymd,
        DateFault::OutOfRange,
        &["2999-01-13", "0001-01-01", "1899-12-31", "9999-12-31", "2200-01-01"],
    );
    refuse(DateShape::Ymd, DateFault::Missing, &["", " ", "N/A", "-", "null", "なし", "nan"]);
}

#[test]
fn offsets_are_reported_and_not_applied() {
    let moment = read("2024-01-01T00:30:00+09:00", DateShape::Ymd).unwrap();
    assert_eq!(moment.minute.day().to_string(), "2024-01-01");
    assert_eq!(moment.offset_minutes, Some(540));
    assert_eq!(read("2015-06-30 23:30:00 -0500", DateShape::Ymd).unwrap().offset_minutes, Some(-300));
}

#[test]
fn the_order_of_day_and_month_is_the_shapes() {
    expect(
        DateShape::Dmy,
        &[("03/04/2024", "2024-04-03"), ("15.01.2024", "2024-01-15"), ("5-1-2024 8:26", "2024-01-05 08:26")],
    );
    expect(
        DateShape::Mdy,
        &[
            ("03/04/2024", "2024-03-04"),
            ("12/1/2010 8:26", "2010-12-01 08:26"),
            ("1/5/2024, 10:00:00 AM", "2024-01-05 10:00"),
        ],
    );
    refuse(DateShape::Dmy, DateFault::NoSuchDay, &["12/25/2024", "31/02/2024"]);
    refuse(DateShape::Mdy, DateFault::OutOfRange, &["12/31/1899 09:30:00 AM"]);
    refuse(DateShape::Dmy, DateFault::Bad, &["03/04/24", "2024-01-31", "03/04-2024"]);
}

#[test]
fn two_digit_years_turn_at_69() {
    expect(
        DateShape::MdyShort,
        &[("6/26/18 19:42", "2018-06-26 19:42"), ("1/1/68", "2068-01-01"), ("1/1/69", "1969-01-01")],
    );
    expect(DateShape::DmyShort, &[("31.1.24", "2024-01-31")]);
    expect(DateShape::YmdShort, &[("24-01-05", "2024-01-05")]);
    refuse(DateShape::MdyShort, DateFault::Bad, &["6/26/2018", "6/26/8"]);
}

#[test]
fn digits_alone_are_a_date_when_there_are_eight() {
    expect(
        DateShape::Compact,
        &[
            ("20240131", "2024-01-31"),
            ("20240131093000", "2024-01-31 09:30"),
            ("20240131T0930Z", "2024-01-31 09:30"),
            ("20240131 09:30", "2024-01-31 09:30"),
        ],
    );
    refuse(DateShape::Compact, DateFault::NoSuchDay, &["20241331"]);
    refuse(
        DateShape::Compact,
        DateFault::Bad,
        &["2024013", "202401311", "20240131.5", "202401310930", "20240131256000"],
    );
}

#[test]
fn kanji_dates_may_name_their_weekday() {
    expect(
        DateShape::Kanji,
        &[
            ("2024年1月31日", "2024-01-31"),
            ("2024年01月05日(金)", "2024-01-05"),
            ("2024年1月5日金曜日", "2024-01-05"),
            ("2026年5月3日 12:34", "2026-05-03 12:34"),
            ("2026年5月3日12時34分", "2026-05-03 12:34"),
            ("２０２４年１月５日（金）", "2024-01-05"),
        ],
    );
    refuse(DateShape::Kanji, DateFault::OtherWeekday, &["2024年1月5日(土)"]);
    refuse(DateShape::Kanji, DateFault::Bad, &["2024年1月", "24年1月5日", "2024年1月5日頃"]);
    refuse(DateShape::Kanji, DateFault::NoSuchDay, &["2023年2月29日"]);
}

#[test]
fn a_month_may_be_named() {
    expect(
        DateShape::MonthName,
        &[
            ("5 Jan 2024", "2024-01-05"),
            ("Jan 5, 2024", "2024-01-05"),
            ("05-JAN-2024", "2024-01-05"),
            ("01-Dec-2023", "2023-12-01"),
            ("January 5 2024", "2024-01-05"),
            ("5th January, 2024", "2024-01-05"),
            ("Sept. 5, 2024 3:04 PM", "2024-09-05 15:04"),
            ("2024-Jan-05", "2024-01-05"),
            ("May 5, 2024", "2024-05-05"),
            ("Mar 1, 2024", "2024-03-01"),
            ("Fri, 05 Jan 2024 10:00:00 +0900", "2024-01-05 10:00"),
            ("Fri Jan 05 2024", "2024-01-05"),
            ("Jan 1, 2024 12:03:04 AM PST", "2024-01-01 00:03"),
        ],
    );
    refuse(DateShape::MonthName, DateFault::OtherWeekday, &["Mon, 05 Jan 2024 10:00:00 +0900"]);
    refuse(
        DateShape::MonthName,
        DateFault::Bad,
        &["5 Foo 2024", "05-JAN-24", "Jan 2024", "5 Jan-2024", "5 Jan 2024 or so", "Fri"],
    );
    refuse(DateShape::MonthName, DateFault::NoSuchDay, &["30 Feb 2024", "Fri, 31 Apr 2024"]);
}

#[test]
fn eras_have_a_first_and_a_last_day() {
    expect(
        DateShape::Era,
        &[
            ("令和6年1月5日", "2024-01-05"),
            ("R6.1.5", "2024-01-05"),
            ("r06/01/05 10:00", "2024-01-05 10:00"),
            ("令和元年5月1日", "2019-05-01"),
            ("平成31年4月30日", "2019-04-30"),
            ("㍻31年4月30日", "2019-04-30"),
            ("昭和64年1月7日", "1989-01-07"),
            ("Ｒ６．１．５", "2024-01-05"),
            ("令和６年１月５日（金）", "2024-01-05"),
        ],
    );
    refuse(
        DateShape::Era,
        DateFault::NoSuchDay,
        &["令和元年4月30日", "平成31年5月1日", "令和0年1月1日", "令和6年2月30日"],
    );
    refuse(DateShape::Era, DateFault::Bad, &["和暦6年1月5日", "R6", "R6.1", "令和6年1月", "X6.1.5"]);
    refuse(DateShape::Era, DateFault::OutOfRange, &["明治30年1月1日"]);
}

#[test]
fn numbers_that_count_time_need_their_shape() {
    expect(
        DateShape::ExcelSerial,
        &[
            ("45322", "2024-01-31"),
            ("45322.5", "2024-01-31 12:00"),
            ("45322.354166666664", "2024-01-31 08:30"),
            ("61", "1900-03-01"),
            ("1", "1900-01-01"),
        ],
    );
    refuse(DateShape::ExcelSerial, DateFault::NoSuchDay, &["0", "60"]);
    refuse(DateShape::ExcelSerial, DateFault::OutOfRange, &["999999"]);
    expect(DateShape::Epoch, &[("1704412800", "2024-01-05 00:00"), ("1704412800.5", "2024-01-05 00:00")]);
    expect(DateShape::EpochMillis, &[("1704412859999", "2024-01-05 00:00")]);
    assert_eq!(read("1704412800", DateShape::Epoch).unwrap().offset_minutes, Some(0));
    refuse(DateShape::Epoch, DateFault::Bad, &["1704412800000", "-1704412800", "1704412800 10:00", "20240131"]);
    refuse(DateShape::Ymd, DateFault::Bad, &["1704412800", "45322"]);
}

#[test]
fn a_date_may_tell_its_own_shape() {
    let shape = |text| read_self_evident(text).map(|(shape, _)| shape);
    assert_eq!(shape("2024-01-22"), Ok(DateShape::Ymd));
    assert_eq!(shape("5 Jan 2024"), Ok(DateShape::MonthName));
    assert_eq!(shape("令和6年1月5日"), Ok(DateShape::Era));
    assert_eq!(shape("25/12/2024"), Err(DateFault::Bad));
    assert_eq!(shape("24-01-05"), Err(DateFault::Bad));
    assert_eq!(shape("1704412800"), Err(DateFault::Bad));
    assert_eq!(shape("2024-02-30"), Err(DateFault::NoSuchDay));
    assert_eq!(shape(""), Err(DateFault::Missing));
}
