//! Every known export: its header as the system writes it, a few rows by its rules, and what must come of them.
//!
//! A new export is one entry in `src/input/profile` and one case here. A row is written as `Column = value | Column = value`; columns
//! that are not named stay blank. Each case is read as UTF-8 with LF and once more as the Japanese systems write it, in CP932 with
//! CRLF and every cell quoted, wherever CP932 has the letters; both must give the same.

#[path = "exports/japan.rs"]
mod japan;
#[path = "exports/shops.rs"]
mod shops;
#[path = "exports/surveys.rs"]
mod surveys;

use serde_json::Value;
use std::fs;
use std::path::Path;
use std::process::{Command, Output};

/// An export with a few rows.
struct Case {
    /// What the program must call it; blank where it must not know it.
    profile: &'static str,
    /// Its header, comma-separated; with tabs where the system writes tabs.
    header: &'static str,
    /// Further header rows, with the same separators.
    below: &'static [&'static str],
    /// Its rows.
    rows: &'static [&'static str],
    /// Further flags.
    flags: &'static [&'static str],
    /// What must come of them.
    gives: Gives,
}

/// What must come of a file.
enum Gives {
    /// Orders of customers.
    Orders(Takings),
    /// Orders of nobody in particular: what `check` says of them, and why there is no repeat rate.
    Sales { orders: u64, used: &'static str, left_out: &'static [(&'static str, u64)] },
    /// So many customers.
    Customers(u64),
    /// Answers to a question: responses, and the headline.
    Answers { command: &'static str, responses: u64, headline: f64, left_out: &'static [(&'static str, u64)] },
    /// A refusal, in these words.
    Refused { command: &'static str, because: &'static str },
}

/// Orders of customers, in numbers.
#[derive(Debug, PartialEq)]
struct Takings {
    /// Orders in the ledger, those of guests among them.
    orders: u64,
    /// Customers who bought, and of them those who came back.
    customers: (u64, u64),
    /// Gross, refunds and net of the customers.
    money: [&'static str; 3],
    /// Purchases of nobody, and their net.
    guests: (u64, &'static str),
    /// Rows left out, by rule.
    left_out: &'static [(&'static str, u64)],
}

#[test]
fn every_known_export_gives_what_its_rules_say() {
    let mut wrong = vec![];
    for case in shops::CASES.iter().chain(japan::CASES).chain(surveys::CASES) {
        if let Err(why) = case.holds() {
            wrong.push(format!("{} ({:.60}…): {why}", case.profile, case.header));
        }
    }
    assert!(wrong.is_empty(), "\n{}\n", wrong.join("\n"));
}

impl Case {
    fn holds(&self) -> Result<(), String> {
        let folder = tempfile::tempdir().map_err(|error| error.to_string())?;
        let plain = folder.path().join("plain.csv");
        let text = self.text(false)?;
        fs::write(&plain, &text).map_err(|error| error.to_string())?;
        self.gives(&plain)?;
        let quoted = self.text(true)?;
        let (bytes, _, lossy) = encoding_rs::SHIFT_JIS.encode(&quoted);
        if !lossy && !quoted.is_ascii() {
            let japanese = folder.path().join("cp932.csv");
            fs::write(&japanese, &bytes).map_err(|error| error.to_string())?;
            self.gives(&japanese).map_err(|why| format!("as CP932: {why}"))?;
        }
        Ok(())
    }

    /// The file, plain with LF, or quoted with CRLF.
    fn text(&self, quoted: bool) -> Result<String, String> {
        let delimiter = if self.header.contains('\t') { b'\t' } else { b',' };
        let (style, end) = if quoted {
            (csv::QuoteStyle::Always, csv::Terminator::CRLF)
        } else {
            (csv::QuoteStyle::Necessary, csv::Terminator::Any(b'\n'))
        };
        let mut writer =
            csv::WriterBuilder::new().delimiter(delimiter).quote_style(style).terminator(end).from_writer(vec![]);
        let lines = [&[self.header], self.below].concat().join("\n");
        let mut reader =
            csv::ReaderBuilder::new().delimiter(delimiter).has_headers(false).from_reader(lines.as_bytes());
        let mut names = csv::StringRecord::new();
        for record in reader.records() {
            let record = record.map_err(|error| error.to_string())?;
            if names.is_empty() {
                names = record.clone();
            }
            writer.write_record(&record).map_err(|error| error.to_string())?;
        }
        for row in self.rows {
            let mut cells = vec![""; names.len()];
            for cell in row.split(" | ") {
                let (name, value) = cell.split_once(" = ").ok_or(format!("no ` = ` in `{cell}`"))?;
                let place = names.iter().position(|own| own == name).ok_or(format!("no column `{name}`"))?;
                cells[place] = value;
            }
            writer.write_record(&cells).map_err(|error| error.to_string())?;
        }
        let bytes = writer.into_inner().map_err(|error| error.to_string())?;
        String::from_utf8(bytes).map_err(|error| error.to_string())
    }

    fn gives(&self, path: &Path) -> Result<(), String> {
        let check = self.json("check", path)?;
        let known = check["inputs"][0]["readings"]["profile"].as_str().unwrap_or("");
        same("profile", &known, &self.profile)?;
        if let Gives::Refused { command, because } = &self.gives {
            let (told, code) = (self.run(command, path), 3);
            let words = String::from_utf8_lossy(&told.stderr).replace('\n', " ");
            let told_so = told.status.code() == Some(code) && words.contains(because);
            return if told_so { Ok(()) } else { Err(format!("{:?}: {words}", told.status.code())) };
        }
        let left_out = match &self.gives {
            Gives::Orders(Takings { left_out, .. }) | Gives::Sales { left_out, .. } => left_out,
            Gives::Answers { .. } | Gives::Customers(_) | Gives::Refused { .. } => &&[][..],
        };
        match &self.gives {
            Gives::Orders(expected) => {
                same_left_out(&check, left_out, self.rows.len())?;
                same("orders", &number(&check["summary"]["orders"]), &expected.orders)?;
                let repeat = &self.json("repeat", path)?["summary"];
                let found = (number(&repeat["customers"]), number(&repeat["repeat_customers"]));
                same("customers", &found, &expected.customers)?;
                let money = ["gross", "refunds", "net"].map(|key| cents(&repeat[key]));
                same("money", &money.each_ref().map(String::as_str), &expected.money)?;
                let guests = (number(&repeat["guest_orders"]), cents(&repeat["guest_net"]));
                same("guests", &(guests.0, guests.1.as_str()), &expected.guests)
            }
            Gives::Sales { orders, used, .. } => {
                same_left_out(&check, left_out, self.rows.len())?;
                same("orders", &number(&check["summary"]["orders"]), orders)?;
                let money = check["summary"]["money"]["used"].as_object().ok_or("no money")?;
                same("money", &money.values().map(cents).collect::<Vec<_>>().join(" "), &(*used).to_owned())?;
                let told = self.run("repeat", path);
                let words = String::from_utf8_lossy(&told.stderr).replace('\n', " ");
                let because = "the transactions name no customers; name their column with --map customer=COLUMN";
                if told.status.code() == Some(3) && words.contains(because) { Ok(()) } else { Err(words) }
            }
            Gives::Customers(count) => same("customers", &number(&check["summary"]["used"]), count),
            Gives::Answers { command, responses, headline, left_out } => {
                let answer = self.json(command, path)?;
                same_left_out(&answer, left_out, self.rows.len() + self.below.len())?;
                let found = (number(&answer["summary"]["responses"]), answer["summary"][*command].as_f64());
                same(command, &found, &(*responses, Some(*headline)))
            }
            Gives::Refused { .. } => Ok(()),
        }
    }

    fn run(&self, command: &str, path: &Path) -> Output {
        let flags = self.flags.iter().filter(|flag| command != "check" || !flag.starts_with("--s"));
        Command::new(env!("CARGO_BIN_EXE_loyalty"))
            .args([command, "-f", "json"])
            .arg(path)
            .args(flags)
            .env_clear()
            .output()
            .expect("the program can be started")
    }

    fn json(&self, command: &str, path: &Path) -> Result<Value, String> {
        let told = self.run(command, path);
        serde_json::from_slice(&told.stdout)
            .map_err(|_| format!("{command}: {}", String::from_utf8_lossy(&told.stderr).replace('\n', " ")))
    }
}

fn same<T: PartialEq + std::fmt::Debug>(what: &str, found: &T, expected: &T) -> Result<(), String> {
    if found == expected { Ok(()) } else { Err(format!("{what}: {found:?}, expected {expected:?}")) }
}

/// The rows left out by each rule, and all rows accounted for without a reject.
fn same_left_out(document: &Value, expected: &[(&str, u64)], rows: usize) -> Result<(), String> {
    let input = &document["inputs"][0];
    let found: Vec<(&str, u64)> =
        input["excluded"].as_object().into_iter().flatten().map(|(rule, n)| (rule.as_str(), number(n))).collect();
    same("left out", &found, &expected.to_vec())?;
    let used = number(&input["used"]) + found.iter().map(|(_, count)| count).sum::<u64>();
    same("rows", &(used, number(&input["rows"])), &(rows as u64, rows as u64))
}

fn number(value: &Value) -> u64 {
    value.as_u64().unwrap_or(u64::MAX)
}

/// Money with two decimals; small amounts are exact in a float.
fn cents(value: &Value) -> String {
    value.as_f64().map_or(value.to_string(), |money| format!("{money:.2}"))
}
