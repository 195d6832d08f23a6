//! The same facts in other clothes: encodings, line ends, one file or three hundred, plain or packed, give the same results.

use flate2::Compression;
use flate2::write::GzEncoder;
use std::fmt::Write as _;
use std::fs;
use std::io::Write as _;
use std::path::Path;
use std::process::Command;
use tempfile::TempDir;

/// Days of the shop: one file for each where they are apart.
const DAYS: u32 = 300;

/// One day's rows: orders of two lines, one of a guest, a refund now and then; the names are in the letters of one country.
fn day(number: u32, names: &[&str; 4]) -> String {
    let (month, of_month) = (1 + number / 28, 1 + number % 28);
    let date = format!("{}-{:02}-{of_month:02}", 2024 + (month - 1) / 12, 1 + (month - 1) % 12);
    let mut rows = String::new();
    for order in 0..4 {
        let who = (number * 7 + order * 13) % 40;
        let customer = if order == 3 { String::new() } else { format!("{}-{who}", names[who as usize % 4]) };
        for line in 0..2 {
            let cents = 100 + (number * 31 + order * 17 + line * 7) % 900;
            let (channel, money) = (names[(order + number) as usize % 4], f64::from(cents) / 100.0);
            // Writing to a string cannot fail.
            let _ =
                writeln!(rows, "{number}-{order},{customer},{date} {:02}:30,\"{channel}, 1\",{money:.2}", 9 + order);
        }
    }
    if number % 9 == 4 {
        let _ = writeln!(rows, "{}-0,{}-{},{date} 20:00,{},-1.00", number - 3, names[0], 0, names[1]);
    }
    rows
}

const HEADER: &str = "order_id,customer_id,ordered_at,channel,amount\n";

/// How the files are written.
#[derive(Clone, Copy)]
struct Clothes {
    encoding: &'static encoding_rs::Encoding,
    returns: bool,
    daily: bool,
    packed: bool,
}

const PLAIN: Clothes = Clothes { encoding: encoding_rs::UTF_8, returns: false, daily: false, packed: false };

impl Clothes {
    fn write(self, folder: &Path, name: &str, rows: &str) {
        let text = format!("{HEADER}{rows}");
        let text = if self.returns { text.replace('\n', "\r\n") } else { text };
        let (bytes, _, lossy) = self.encoding.encode(&text);
        assert!(!lossy, "the encoding has every letter");
        if self.packed {
            let mut packer = GzEncoder::new(vec![], Compression::fast());
            packer.write_all(&bytes).expect("the temporary folder can be written");
            fs::write(
                folder.join(format!("{name}.csv.gz")),
                packer.finish().expect("the temporary folder can be written"),
            )
            .expect("the temporary folder can be written");
        } else {
            fs::write(folder.join(format!("{name}.csv")), &bytes).expect("the temporary folder can be written");
        }
    }

    /// A folder with the shop's files.
    fn put_on(self, names: &[&str; 4]) -> TempDir {
        let folder = tempfile::tempdir().expect("the temporary folder can be written");
        let days: Vec<String> = (0..DAYS).map(|number| day(number, names)).collect();
        if self.daily {
            for (number, rows) in days.iter().enumerate() {
                self.write(folder.path(), &format!("day-{number:03}"), rows);
            }
        } else {
            self.write(folder.path(), "all", &days.concat());
        }
        folder
    }
}

fn asked(folder: &Path, source: &str, question: &[&str]) -> String {
    let mut line = Command::new(env!("CARGO_BIN_EXE_loyalty"));
    let run = line
        .env_clear()
        .current_dir(folder)
        .arg(question[0])
        .arg(source)
        .args(&question[1..])
        .output()
        .expect("the program runs");
    assert!(run.status.success(), "{question:?} {source}: {}", String::from_utf8_lossy(&run.stderr));
    let text = String::from_utf8(run.stdout).expect("it prints UTF-8");
    // The inputs block, and what is remarked about the inputs, tell of the clothes.
    match (text.find("\"inputs\":"), text.find("\"definition\":").or_else(|| text.find("\"sections\":"))) {
        (Some(from), Some(to)) if from < to => format!("{}{}", &text[..from], &text[to..]),
        _ => text,
    }
}

const QUESTIONS: [&[&str]; 4] = [
    &["repeat", "--by", "channel", "-f", "csv"],
    &["repeat", "--by", "month", "-f", "jsonl"],
    &["revenue", "-f", "json-records"],
    &["ltv", "-f", "csv"],
];

fn all_the_same(names: &[&str; 4], others: &[Clothes]) {
    let plain = PLAIN.put_on(names);
    let expected: Vec<String> = QUESTIONS.iter().map(|question| asked(plain.path(), ".", question)).collect();
    for clothes in others {
        let folder = clothes.put_on(names);
        let told = format!("{}, daily {}, packed {}", clothes.encoding.name(), clothes.daily, clothes.packed);
        for (question, expected) in QUESTIONS.iter().zip(&expected) {
            assert_eq!(&asked(folder.path(), ".", question), expected, "{question:?} as {told}");
        }
    }
}

#[test]
fn western_files_give_the_same_in_every_encoding_and_split() {
    let western = Clothes { encoding: encoding_rs::WINDOWS_1252, returns: true, ..PLAIN };
    let others = [
        western,
        Clothes { daily: true, ..PLAIN },
        Clothes { daily: true, ..western },
        Clothes { packed: true, ..western },
        Clothes { daily: true, packed: true, ..PLAIN },
    ];
    all_the_same(&["André", "Zoë", "Müller", "Bo"], &others);
}

#[test]
fn japanese_files_give_the_same_in_every_encoding_and_split() {
    let japanese = Clothes { encoding: encoding_rs::SHIFT_JIS, returns: true, ..PLAIN };
    let others = [
        japanese,
        Clothes { encoding: encoding_rs::EUC_JP, ..PLAIN },
        Clothes { daily: true, ..japanese },
        Clothes { daily: true, packed: true, ..japanese },
    ];
    all_the_same(&["髙橋", "ソ表", "店舗", "通販サイト"], &others);
}

#[test]
fn a_report_is_the_same_but_for_its_inputs() {
    let names = ["André", "Zoë", "Müller", "Bo"];
    let question = ["report", "-f", "csv"];
    let expected = asked(PLAIN.put_on(&names).path(), ".", &question);
    let western = Clothes { encoding: encoding_rs::WINDOWS_1252, returns: true, daily: true, packed: true };
    assert_eq!(asked(western.put_on(&names).path(), ".", &question), expected);
}

#[test]
fn plain_and_packed_files_stand_side_by_side_in_one_order() {
    let names = ["André", "Zoë", "Müller", "Bo"];
    let folder = tempfile::tempdir().expect("the temporary folder can be written");
    let days: Vec<String> = (0..30).map(|number| day(number, &names)).collect();
    for (number, rows) in days.iter().enumerate() {
        let name = format!("day-{number:03}");
        match number % 3 {
            0 => PLAIN.write(folder.path(), &name, rows),
            1 => Clothes { packed: true, ..PLAIN }.write(folder.path(), &name, rows),
            _ => {
                let text = format!("{HEADER}{rows}");
                let level = ruzstd::encoding::CompressionLevel::Fastest;
                let packed = ruzstd::encoding::compress_to_vec(text.as_bytes(), level);
                fs::write(folder.path().join(format!("{name}.csv.zst")), packed)
                    .expect("the temporary folder can be written");
            }
        }
    }
    let whole = tempfile::tempdir().expect("the temporary folder can be written");
    PLAIN.write(whole.path(), "all", &days.concat());
    let expected = asked(whole.path(), "all.csv", QUESTIONS[0]);
    for source in [".", "*.csv*", "day-*"] {
        assert_eq!(asked(folder.path(), source, QUESTIONS[0]), expected, "{source}");
    }
    let run = Command::new(env!("CARGO_BIN_EXE_loyalty"))
        .env_clear()
        .current_dir(folder.path())
        .args(["check", ".", "-f", "json"])
        .output()
        .expect("the temporary folder can be written");
    let check: serde_json::Value = serde_json::from_slice(&run.stdout).expect("the temporary folder can be written");
    let inputs = check["inputs"].as_array().expect("the temporary folder can be written");
    let paths: Vec<&str> =
        inputs.iter().map(|input| input["path"].as_str().expect("the temporary folder can be written")).collect();
    assert_eq!(paths.len(), 30);
    assert!(paths.is_sorted(), "{paths:?}");
}
