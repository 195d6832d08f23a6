//! Documents made by hand, for the tests of all formats.

use crate::answer::account::{InputAccount, MoneyAccount, Rejection};
use crate::answer::column::{Column, Sheet, Unit};
use crate::answer::people::People;
use crate::answer::reason::Reason;
use crate::answer::value::Value;
use crate::answer::{Answer, Document, Record, Section, Warning};
use crate::ledger::currency::Currency;
use crate::ledger::money::Money;
use crate::ledger::ratio::Ratio;
use crate::ledger::window::Window;

/// U, S and D as the 21st, 19th and 4th letters, five bits each.
const USD: Currency = Currency(21 << 10 | 19 << 5 | 4);

const NPS: Sheet = Sheet {
    command: "nps",
    definition: "100 * (promoters - detractors) / responses",
    headline: "nps",
    columns: &[
        Column::new("responses", Unit::Count),
        Column::new("promoters", Unit::Count),
        Column::new("passives", Unit::Count),
        Column::new("detractors", Unit::Count),
        Column::new("nps", Unit::Points).between("nps_low", "nps_high"),
        Column::quiet("nps_low", Unit::Points),
        Column::quiet("nps_high", Unit::Points),
        Column::new("mean", Unit::Number),
    ],
    people: People::of(&[&["responses"]]),
};

const REPEAT: Sheet = Sheet {
    command: "repeat",
    definition: "customers with 2 or more purchases / customers with a purchase",
    headline: "repeat_rate",
    columns: &[
        Column::new("customers", Unit::Count),
        Column::quiet("repeat_customers", Unit::Count),
        Column::new("repeat_rate", Unit::Share)
            .of("repeat_customers", "customers")
            .between("repeat_rate_low", "repeat_rate_high"),
        Column::quiet("repeat_rate_low", Unit::Share),
        Column::quiet("repeat_rate_high", Unit::Share),
        Column::new("orders", Unit::Count),
        Column::new("gross", Unit::Money),
        Column::new("net", Unit::Money),
        Column::new("average_order_value", Unit::MoneyPer),
        Column::new("gap_days_mean", Unit::Days),
    ],
    people: People::of(&[&["customers"]]),
};

const LTV: Sheet = Sheet {
    command: "ltv",
    definition: "value per year * years as a customer",
    headline: "ltv",
    columns: &[
        Column::new("method", Unit::Text),
        Column::new("customers", Unit::Count),
        Column::new("ltv", Unit::MoneyPer).between("ltv_low", "ltv_high"),
        Column::quiet("ltv_low", Unit::MoneyPer),
        Column::quiet("ltv_high", Unit::MoneyPer),
        Column::new("years", Unit::Years),
        Column::new("margin_rate", Unit::Share),
    ],
    people: People::of(&[&["customers"]]),
};

fn window() -> Option<Window> {
    Some(Window { from: "2025-04-01".parse().ok()?, to: "2026-03-31".parse().ok()? })
}

fn nps_record(group: &[Option<&str>], [promoters, passives, detractors]: [u64; 3], ends: [f64; 2]) -> Record {
    let responses = promoters + passives + detractors;
    let score = Ratio::new(100 * (i128::from(promoters) - i128::from(detractors)), i128::from(responses));
    Record {
        group: group.iter().map(|label| label.map(String::from)).collect(),
        window: window(),
        complete: Some(true),
        currency: None,
        values: vec![
            Value::Count(responses),
            Value::Count(promoters),
            Value::Count(passives),
            Value::Count(detractors),
            score.into(),
            Value::Real(ends[0]),
            Value::Real(ends[1]),
            Value::Missing,
        ],
        warnings: if responses < 30 { vec!["small-group"] } else { vec![] },
        changes: vec![],
    }
}

fn answers() -> InputAccount {
    InputAccount {
        path: "answers.csv".to_owned(),
        kind: "surveys",
        encoding: "utf-8".to_owned(),
        delimiter: ',',
        columns: vec![("score", "Q1".to_owned())],
        readings: vec![],
        rows: 442,
        used: 441,
        excluded: [("no answer", 1)].into(),
        ..InputAccount::default()
    }
}

fn orders() -> InputAccount {
    let sums = |mantissa| [("USD".to_owned(), Money::new(mantissa, 2))].into();
    InputAccount {
        path: "orders.csv".to_owned(),
        kind: "transactions",
        encoding: "cp932".to_owned(),
        delimiter: '\t',
        columns: vec![("date", "注文日".to_owned()), ("amount", "合計".to_owned())],
        readings: vec![("date", "year/month/day".to_owned())],
        rows: 12,
        used: 10,
        excluded: [("cancelled", 1)].into(),
        rejected: 1,
        money: Some(MoneyAccount {
            read: sums(123_456_850),
            used: sums(123_455_600),
            excluded: [("cancelled", sums(1250))].into(),
            ..MoneyAccount::default()
        }),
        ..InputAccount::default()
    }
}

/// A score for each of two segments and for those without one.
pub(super) fn nps() -> Document {
    let answer = Answer {
        sheet: &NPS,
        parameters: vec![
            ("interval", Value::text("adjusted-wald")),
            ("confidence", Value::from(Ratio::new(95, 100))),
            ("by", Value::text("segment")),
        ],
        dimensions: vec!["segment".to_owned()],
        set_aside: vec![("outside window", 0), ("no date", 3)],
        warnings: vec![Warning::new("small-group", [("group", "(none)".to_owned()), ("n", "21".to_owned())])],
        summary: nps_record(&[], [306, 95, 40], [55.9, 64.5]),
        records: vec![
            nps_record(&[Some("=smb")], [200, 80, 20], [54.0, 65.25]),
            nps_record(&[Some("法人・大口")], [96, 9, 15], [58.0, 76.0]),
            nps_record(&[None], [10, 6, 5], [-10.5, 54.0]),
        ]
        .into(),
    };
    Document {
        command: "nps",
        parameters: vec![("as_of", Value::Day("2026-03-31".parse().expect("a day")))],
        inputs: vec![answers()],
        warnings: vec![],
        sections: vec![Section::Answered(Box::new(answer))],
        rejections: vec![],
        unasked: vec![],
        check: None,
    }
}

fn repeat_record(group: &[&str], customers: u64, repeat: u64, gross: i128) -> Record {
    let money = Money::new(gross, 2);
    Record {
        group: group.iter().map(|label| Some((*label).to_owned())).collect(),
        window: window(),
        complete: Some(group.is_empty()),
        currency: Some(USD),
        values: vec![
            Value::Count(customers),
            Value::Count(repeat),
            Ratio::of(repeat, customers).into(),
            Value::Real(0.258),
            Value::Real(0.658),
            Value::Count(customers + repeat),
            Value::Money(money),
            Value::Money(money),
            Ratio::per(money, customers + repeat).into(),
            Value::Missing,
        ],
        warnings: vec![],
        changes: vec![],
    }
}

/// The repeat rate of a whole shop.
pub(super) fn repeat() -> Document {
    let answer = Answer {
        sheet: &REPEAT,
        parameters: vec![],
        dimensions: vec![],
        set_aside: vec![("guests", 1234)],
        warnings: vec![],
        summary: repeat_record(&[], 20, 9, 123_455_600),
        records: vec![].into(),
    };
    Document { command: "repeat", inputs: vec![orders()], sections: vec![Section::Answered(Box::new(answer))], ..nps() }
}

/// The repeat rate by tier and channel.
pub(super) fn repeat_by_two() -> Document {
    let mut document = repeat();
    let Some(Section::Answered(answer)) = document.sections.first_mut() else { return document };
    answer.dimensions = vec!["tier".to_owned(), "customers".to_owned()];
    let records = [(["gold", "web"], 12, 6, 100_000_000), (["silver", "shop"], 8, 3, 23_455_600)];
    answer.records = records
        .map(|(group, customers, repeats, money)| repeat_record(&group, customers, repeats, money))
        .into_iter()
        .collect();
    document
}

/// Two ways to a lifetime value.
pub(super) fn ltv() -> Document {
    let record = |method: &str, ltv: i128, years: Option<Ratio>, end: Option<f64>| Record {
        group: vec![],
        values: vec![
            Value::text(method),
            Value::Count(20),
            Ratio::new(ltv, 100).into(),
            end.map(|end| end - 20.0).into(),
            end.into(),
            years.into(),
            Value::Missing,
        ],
        ..repeat_record(&[], 20, 9, 0)
    };
    let answer = Answer {
        sheet: &LTV,
        parameters: vec![],
        dimensions: vec![],
        set_aside: vec![],
        warnings: vec![Warning::new("ltv-below-historic", [("methods", "churn".to_owned())])],
        summary: record("annual", 123_456, Ratio::new(5, 2), Some(1250.0)),
        records: vec![
            record("annual", 123_456, Ratio::new(5, 2), Some(1250.0)),
            record("historic", 98_765, None, None),
        ]
        .into(),
    };
    Document { command: "ltv", sections: vec![Section::Answered(Box::new(answer))], ..repeat() }
}

/// Everything above, and a question without an answer.
pub(super) fn report() -> Document {
    let sections = [nps(), repeat(), ltv()].into_iter().flat_map(|document| document.sections);
    let refused = Section::Refused("ces", Warning::new("no-question", [("role", "ces".to_owned())]));
    Document {
        command: "report",
        inputs: vec![answers(), orders()],
        sections: sections.chain([refused]).collect(),
        ..nps()
    }
}

/// A look at one file with a bad row.
pub(super) fn check() -> Document {
    let used = vec![("USD".to_owned(), Money::new(123_455_600, 2))];
    let totals = vec![
        ("rows", Value::Count(12)),
        ("used", Value::Count(10)),
        ("merged", Value::Count(0)),
        ("excluded", Value::Count(1)),
        ("rejected", Value::Count(1)),
        ("first_date", Value::Day("2025-04-01".parse().expect("a day"))),
        ("money", Value::Sums(vec![("used".to_owned(), used), ("merged".to_owned(), vec![])])),
    ];
    let rejection = Rejection {
        path: "orders.csv".to_owned(),
        line: 7,
        column: "合計".to_owned(),
        value: "\u{1b}[31m=x".to_owned(),
        reason: Reason::BadAmount,
        expected: None,
        worth: None,
    };
    Document {
        command: "check",
        inputs: vec![orders()],
        sections: vec![],
        rejections: vec![rejection],
        unasked: vec![],
        check: Some(totals),
        ..nps()
    }
}
