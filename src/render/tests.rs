//! Whole documents in every format.

use super::*;
use serde_json::Value as Json;

fn text(document: &Document, format: Format, options: &Options) -> String {
    let mut out = vec![];
    write(document, format, options, &mut out).expect("memory takes it");
    String::from_utf8(out).expect("UTF-8")
}

fn plain(document: &Document, format: Format) -> String {
    text(document, format, &Options::default())
}

fn all() -> Vec<Document> {
    use example::{check, ltv, nps, repeat, repeat_by_two, report};
    vec![nps(), repeat(), repeat_by_two(), ltv(), report(), check()]
}

/// Columns of a terminal: two for the wide characters of East Asia.
fn width(line: &str) -> usize {
    line.chars()
        .map(|c| {
            if matches!(c, '\u{1100}'..='\u{115f}' | '\u{2e80}'..='\u{a4cf}' | '\u{ff01}'..='\u{ff60}') { 2 } else { 1 }
        })
        .sum()
}

#[test]
fn the_envelope_has_its_keys_in_their_order_and_the_exact_digits() {
    assert_eq!(
        plain(&example::repeat(), Format::Json),
        r#"{
  "schema": "loyalty/repeat@1",
  "tool": {"name":"loyalty","version":"0.1.0"},
  "command": "repeat",
  "parameters": {"as_of":"2026-03-31"},
  "inputs": [
    {"path":"orders.csv","kind":"transactions","encoding":"cp932","delimiter":"\t","columns":{"date":"注文日","amount":"合計"},"readings":{"date":"year/month/day"},"rows":12,"used":10,"merged":0,"excluded":{"cancelled":1},"rejected":1,"money":{"used":{"USD":1234556.00},"merged":{},"excluded":{"cancelled":{"USD":12.50}},"rejected":{}}}
  ],
  "definition": "customers with 2 or more purchases / customers with a purchase",
  "set_aside": {"guests":1234},
  "warnings": [],
  "summary": {"group":null,"from":"2025-04-01","to":"2026-03-31","customers":20,"repeat_customers":9,"repeat_rate":0.450000,"repeat_rate_low":0.258000,"repeat_rate_high":0.658000,"orders":29,"gross":1234556.00,"net":1234556.00,"average_order_value":42570.896552,"gap_days_mean":null,"complete":true,"currency":"USD","warnings":[]},
  "records": []
}
"#
    );
}

#[test]
fn parameters_of_the_answer_follow_those_of_the_run_and_warnings_carry_their_facts() {
    let text = plain(&example::nps(), Format::Json);
    assert!(text.contains(
        r#""parameters": {"as_of":"2026-03-31","interval":"adjusted-wald","confidence":0.95,"by":"segment"},"#
    ));
    assert!(text.contains(r#"longer window","group":"(none)","n":21}"#));
}

#[test]
fn every_document_is_valid_json() {
    for document in all() {
        let whole: Json = serde_json::from_str(&plain(&document, Format::Json)).expect("the envelope");
        let bare: Json = serde_json::from_str(&plain(&document, Format::JsonRecords)).expect("the records");
        assert_eq!(whole["schema"], format!("loyalty/{}@1", document.command));
        let lines: Vec<Json> = plain(&document, Format::JsonLines)
            .lines()
            .map(|line| serde_json::from_str(line).expect("a line"))
            .collect();
        assert_eq!(Json::Array(lines), bare);
        let records = whole["records"].as_array().expect("an array");
        if !records.is_empty() {
            assert_eq!(whole["records"], bare);
        }
    }
}

#[test]
fn several_dimensions_have_a_key_each_even_where_one_is_called_like_a_column() {
    let line = plain(&example::repeat_by_two(), Format::JsonLines);
    assert!(line.starts_with(r#"{"tier":"gold","by_customers":"web","from":"#), "{line}");
}

#[test]
fn the_sheet_is_the_records_and_a_total() {
    let csv = plain(&example::nps(), Format::Csv);
    let mut reader = csv::Reader::from_reader(csv.as_bytes());
    let header = reader.headers().expect("a header").clone();
    let rows: Vec<csv::StringRecord> = reader.records().map(|row| row.expect("a row")).collect();
    let records: Json = serde_json::from_str(&plain(&example::nps(), Format::JsonRecords)).expect("JSON");
    let keys: Vec<&String> = records[0].as_object().expect("an object").keys().collect();
    assert_eq!(keys.len(), header.len());
    assert!(keys.into_iter().all(|key| header.iter().any(|name| name == key)));
    let first: Vec<&str> = rows.iter().map(|row| &row[0]).collect();
    assert_eq!(first, ["'=smb", "法人・大口", "(none)", "(all)"]);
    assert_eq!(&rows[2][8], "-10.500000", "a negative number is no formula");
    assert_eq!(&rows[3][7], "60.317460");
}

#[test]
fn a_sheet_of_one_record_or_of_methods_has_no_total() {
    assert_eq!(plain(&example::repeat(), Format::Csv).lines().count(), 2);
    assert_eq!(plain(&example::ltv(), Format::Tsv).lines().count(), 3);
}

#[test]
fn a_byte_order_mark_and_raw_cells_come_on_request() {
    let options = Options { byte_order_mark: true, raw_cells: true, ..Options::default() };
    let csv = text(&example::nps(), Format::Csv, &options);
    assert!(csv.starts_with("\u{feff}group,") && csv.contains("\n=smb,"));
    assert!(text(&example::nps(), Format::Json, &options).starts_with('{'));
}

#[test]
fn a_report_lists_every_number_once_and_says_what_was_refused() {
    let whole: Json = serde_json::from_str(&plain(&example::report(), Format::Json)).expect("JSON");
    assert_eq!(whole["sections"][0]["status"], "answered");
    assert_eq!(whole["sections"][3]["reason"], "no-question");
    assert_eq!(whole["sections"][3]["records"], Json::Array(vec![]));
    let rows = whole["records"].as_array().expect("records");
    // Six numbers of the score for the whole and three groups, eight of the repeat rate, four of each method.
    assert_eq!(rows.len(), 6 * 4 + 8 + 4 * 2);
    let score = rows.iter().find(|row| row["metric"] == "nps" && row["group"] == "法人・大口").expect("a row");
    assert_eq!(score["dimension"], "segment");
    assert_eq!((&score["low"], &score["high"], &score["n"]), (&58.0.into(), &76.0.into(), &120.into()));
    let rate = rows.iter().find(|row| row["metric"] == "repeat_rate").expect("a row");
    assert_eq!((&rate["numerator"], &rate["denominator"], &rate["unit"]), (&9.into(), &20.into(), &"share".into()));
    let methods: Vec<&Json> = rows.iter().filter(|row| row["metric"] == "ltv").map(|row| &row["method"]).collect();
    assert_eq!(methods, ["annual", "historic"]);
    assert_eq!(plain(&example::report(), Format::Csv).lines().count(), rows.len() + 1);
}

#[test]
fn a_check_sums_up_in_json_and_lists_what_was_rejected() {
    let text = plain(&example::check(), Format::Json);
    assert!(text.contains(r#""first_date":"2025-04-01","money":{"used":{"USD":1234556.00},"merged":{}}}"#), "{text}");
    assert!(text.contains(r#""reason":"bad-amount","expected":"an amount such as 1234.50"}"#), "{text}");
    assert!(plain(&example::check(), Format::Csv).starts_with("path,line,column,value,reason,expected\norders.csv,7,"));
}

#[test]
fn a_question_without_an_answer_says_why_in_every_format() {
    let mut document = example::report();
    document.command = "ces";
    document.sections.drain(..3);
    let whole: Json = serde_json::from_str(&plain(&document, Format::Json)).expect("JSON");
    assert_eq!(whole["refused"]["code"], "no-question");
    assert_eq!(whole["summary"], Json::Null);
    assert!(plain(&document, Format::Table).starts_with("Customer effort (CES) has no answer here: no column"));
    assert_eq!(plain(&document, Format::JsonRecords), "[]\n");
}

#[test]
fn pages_fit_eighty_columns_in_both_languages() {
    for lang in [Lang::En, Lang::Ja] {
        for document in all() {
            let page = text(&document, Format::Table, &Options { lang, width: 80, ..Options::default() });
            for line in page.lines() {
                assert!(width(line) <= 80, "{line}");
                assert_eq!(line.trim_end(), line);
            }
        }
    }
}

#[test]
fn one_record_is_a_list_with_counts_and_interval_beside_the_rate() {
    let page = text(&example::repeat(), Format::Table, &Options { width: 80, ..Options::default() });
    assert_eq!(
        page,
        "Repeat purchases, 2025-04-01 – 2026-03-31, as of 2026-03-31
customers with 2 or more purchases in the window / its customers
amounts in USD

 customers                      20
 repeat rate                45.0 %  (9 of 20; 25.8 – 65.8 %)
 purchases                      29
 gross                1,234,556.00
 net                  1,234,556.00
 average order value     42,570.90

set aside: 1,234 guests

orders.csv: 12 rows = 10 used (worth 1,234,556.00 USD) + 1 excluded (cancelled,
worth 12.50 USD) + 1 rejected
"
    );
}

#[test]
fn groups_are_a_table_that_lines_up_in_japanese() {
    let page = text(&example::nps(), Format::Table, &Options { lang: Lang::Ja, width: 80, ..Options::default() });
    let lines: Vec<&str> = page.lines().collect();
    assert_eq!(lines[2], "95% 信頼区間: adjusted-wald");
    assert_eq!(lines[4], " segment     回答数   推奨者  中立者  批判者   NPS          95%");
    assert_eq!(lines[8], " 法人・大口     120       96       9      15  67.5   58.0～76.0");
    assert!(lines[9].starts_with(" (なし) ~"), "a group of 21 is marked");
    let ends: Vec<usize> = lines[4..11].iter().map(|line| width(line)).collect();
    assert!(ends.iter().all(|end| *end == ends[0] || *end == ends[0] + 1), "{ends:?}");
    assert!(page.contains("(全体)         441      306"));
}

#[test]
fn only_ascii_is_drawn_where_nothing_else_may_be() {
    for document in [example::repeat(), example::repeat_by_two(), example::ltv()] {
        let page = text(&document, Format::Table, &Options { ascii: true, width: 80, ..Options::default() });
        assert!(page.is_ascii(), "{page}");
    }
}

#[test]
fn nothing_in_a_file_can_steer_the_terminal() {
    for format in [Format::Table, Format::Markdown, Format::Json] {
        let page = plain(&example::check(), format);
        assert!(!page.contains('\u{1b}'), "{page}");
    }
    assert!(plain(&example::check(), Format::Table).contains(r"\x1b[31m=x"));
}

#[test]
fn formats_are_found_by_name_and_by_extension() {
    for (name, format) in Format::NAMES {
        assert_eq!(Format::parse(name), Some(format));
    }
    assert_eq!(Format::parse("pdf"), None);
    assert_eq!(Format::of_extension(Path::new("out/Report.CSV")), Some(Format::Csv));
    assert_eq!(Format::of_extension(Path::new("report")), None);
}

#[test]
fn groups_stand_in_columns_where_only_that_fits() {
    let document = example::repeat_by_two();
    let page = |width| text(&document, Format::Table, &Options { width, ..Options::default() });
    let wide = page(200);
    assert!(
        wide.contains("\n tier    customers  customers  repeat rate       of       interval  purchases "),
        "{wide}"
    );
    let narrow = page(72);
    assert!(narrow.contains("\n repeat rate                 50.0 %         37.5 %         45.0 %\n"), "{narrow}");
}
