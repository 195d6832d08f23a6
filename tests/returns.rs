//! A file of returns tells the same as refunds among the orders do, however both are cut and in whatever order they are named.

use std::fmt::Write as _;
use std::fs;
use std::path::Path;
use std::process::Command;

/// Numbers that look like chance and are the same in every run.
struct Dice(u64);

impl Dice {
    fn below(&mut self, limit: u64) -> u64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % limit
    }
}

fn date(day: u64) -> String {
    let day = chrono::NaiveDate::from_ymd_opt(2024, 1, 1).expect("a day") + chrono::Days::new(day);
    day.to_string()
}

fn money(cents: u64) -> String {
    format!("{}.{:02}", cents / 100, cents % 100)
}

/// What a shop is told of: its orders, the same with refunds among them, and the returns apart.
struct Told {
    orders: String,
    refunds: String,
    returns: String,
}

/// A shop of sixty orders; a third of them come back, in part, in two parts, or as a whole.
fn shop(seed: u64) -> Told {
    let mut dice = Dice(seed);
    let header = "order_id,customer_id,ordered_at,category,amount\n";
    let mut told = Told {
        orders: header.to_owned(),
        refunds: header.to_owned(),
        returns: "order_id,returned_at,amount\n".to_owned(),
    };
    for order in 0..60 {
        let day = dice.below(300);
        let customer = match dice.below(12) {
            0 => String::new(),
            who => format!("C{who:02}"),
        };
        let lines: Vec<(&str, u64)> =
            (0..=dice.below(3)).map(|line| (["Tea", "Cups", "Pots"][line as usize], 100 + dice.below(4000))).collect();
        for (category, cents) in &lines {
            let row = format!("O-{order},{customer},{},{category},{}\n", date(day), money(*cents));
            told.orders += &row;
            told.refunds += &row;
        }
        let back = date(day + dice.below(40));
        let mut refund = |category: &str, cents: u64, on: &str| {
            // Writing to a string cannot fail.
            let _ = writeln!(told.refunds, "O-{order},{customer},{on},{category},-{}", money(cents));
        };
        match dice.below(9) {
            0 => {
                for (category, cents) in &lines {
                    refund(category, *cents, &back);
                }
                let _ = writeln!(told.returns, "O-{order},{back},");
            }
            // Of an order of one line, so that it is plain what came back.
            1 if lines.len() == 1 => {
                refund(lines[0].0, lines[0].1 / 2, &back);
                let _ = writeln!(told.returns, "O-{order},{back},{}", money(lines[0].1 / 2));
            }
            2 if lines.len() == 1 => {
                let (part, later) = (lines[0].1 / 3, date(day + 41));
                refund(lines[0].0, part, &back);
                refund(lines[0].0, lines[0].1 - part, &later);
                // What is left, whichever row stands first.
                let _ = writeln!(told.returns, "O-{order},{later},\nO-{order},{back},{}", money(part));
            }
            _ => {}
        }
    }
    // The last order is later than whatever comes back.
    let last = format!("O-last,C01,{},Tea,5.00\n", date(360));
    told.orders += &last;
    told.refunds += &last;
    told
}

fn asked(folder: &Path, files: &[&str], question: &[&str]) -> String {
    let mut line = Command::new(env!("CARGO_BIN_EXE_loyalty"));
    let line = line.env_clear().current_dir(folder).arg(question[0]).args(files).args(&question[1..]);
    let run = line.output().expect("the program runs");
    assert!(run.status.success(), "{question:?} {files:?}: {}", String::from_utf8_lossy(&run.stderr));
    String::from_utf8(run.stdout).expect("it prints UTF-8")
}

const QUESTIONS: [&[&str]; 6] = [
    &["repeat", "-f", "csv", "--year", "2024"],
    &["repeat", "-f", "csv", "--by", "month"],
    &["repeat", "-f", "csv", "--by", "category"],
    &["repeat", "-f", "csv", "--refunds", "order-date", "--by", "month"],
    &["revenue", "-f", "csv", "--year", "2024"],
    &["customers", "-f", "csv"],
];

#[test]
fn returns_tell_what_refunds_among_the_orders_tell() {
    let folder = tempfile::tempdir().expect("the temporary folder can be written");
    for seed in 1..=6 {
        let told = shop(seed);
        for (name, text) in [("orders", &told.orders), ("refunds", &told.refunds), ("returns", &told.returns)] {
            fs::write(folder.path().join(format!("{name}.csv")), text).expect("the folder can be written");
        }
        for question in QUESTIONS {
            let expected = asked(folder.path(), &["refunds.csv"], question);
            for files in [["orders.csv", "returns.csv"], ["returns.csv", "orders.csv"]] {
                assert_eq!(asked(folder.path(), &files, question), expected, "shop {seed}, {question:?}, {files:?}");
            }
            let cut = [question, &["--chunk-bytes", "64", "--threads", "2"]].concat();
            assert_eq!(asked(folder.path(), &["orders.csv", "returns.csv"], &cut), expected, "shop {seed}, {cut:?}");
        }
    }
}

#[test]
fn returns_without_a_day_tell_what_a_column_of_refunds_tells() {
    let folder = tempfile::tempdir().expect("the temporary folder can be written");
    let mut dice = Dice(9);
    let mut orders = "order_id,customer_id,ordered_at,amount\n".to_owned();
    let mut refunded = "order_id,customer_id,ordered_at,amount,refunded\n".to_owned();
    let mut returns = "order_id,return_amount,returned_at\n".to_owned();
    for order in 0..40 {
        let (day, who, cents) = (date(dice.below(330)), dice.below(9), 100 + dice.below(4000));
        let row = format!("O-{order},C{who},{day},{}", money(cents));
        let back = match dice.below(4) {
            0 => cents,
            1 => cents / 2,
            _ => 0,
        };
        let _ = writeln!(orders, "{row}");
        let _ = writeln!(refunded, "{row},{}", money(back));
        if back > 0 {
            let amount = if back == cents { String::new() } else { money(back) };
            let _ = writeln!(returns, "O-{order},{amount},");
        }
    }
    for (name, text) in [("orders", &orders), ("refunded", &refunded), ("returns", &returns)] {
        fs::write(folder.path().join(format!("{name}.csv")), text).expect("the folder can be written");
    }
    for question in QUESTIONS.into_iter().filter(|question| !question.contains(&"category")) {
        let expected = asked(folder.path(), &["refunded.csv"], question);
        assert_eq!(asked(folder.path(), &["orders.csv", "returns.csv"], question), expected, "{question:?}");
    }
}

/// The parameters and the customers by segment of an answer, as JSON.
fn segments(folder: &Path, question: &[&str], segment: &str) -> (Vec<serde_json::Value>, Vec<(String, u64)>) {
    let json: serde_json::Value = serde_json::from_str(&asked(folder, &["refunds.csv"], question)).expect("JSON");
    let cuts = ["r_cuts", "f_cuts", "m_cuts"].map(|name| json["parameters"][name].clone());
    let mut counts = std::collections::BTreeMap::new();
    for record in json["records"].as_array().expect("records") {
        let name = record[segment].as_str().expect("a name").to_owned();
        *counts.entry(name).or_default() += record["customers"].as_u64().expect("a count");
    }
    let of_segments = counts.into_iter().filter(|(name, count)| !name.starts_with('(') && *count > 0);
    (cuts.to_vec(), of_segments.collect())
}

#[test]
fn a_segment_is_that_of_its_day_whatever_was_given_back_later() {
    let folder = tempfile::tempdir().expect("the temporary folder can be written");
    for seed in 1..=6 {
        // Orders that begin a year and a half before the first of the two days, and some that come back behind it.
        let told = shop(seed);
        let header_and_old = told.refunds.replacen('\n', "\nO-old,C02,2022-06-01,Tea,3.00\n", 1);
        fs::write(folder.path().join("refunds.csv"), header_and_old).expect("the folder can be written");
        for basis in ["own-date", "order-date"] {
            let refunds: &[&str] = if basis == "own-date" { &[] } else { &["--refunds", basis] };
            let moved = [&["rfm", "--migrate", "2024-08-15", "2024-12-20", "-f", "json"], refunds].concat();
            let alone = [&["rfm", "--as-of", "2024-08-15", "-f", "json"], refunds].concat();
            let (moved, alone) =
                (segments(folder.path(), &moved, "from_segment"), segments(folder.path(), &alone, "segment"));
            assert_eq!(moved, alone, "shop {seed}, refunds on {basis}");
        }
    }
}
