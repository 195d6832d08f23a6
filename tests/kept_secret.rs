//! What a run leaves behind in files when it was asked to hide somebody.

use std::fmt::Write as _;
use std::fs;
use std::path::Path;
use std::process::{Command, Output};

fn loyalty(folder: &Path, line: &str) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_loyalty"));
    command.args(line.split_whitespace()).current_dir(folder).output().expect("the program starts")
}

fn folder() -> tempfile::TempDir {
    tempfile::tempdir().expect("the temporary folder can be written")
}

fn write(folder: &Path, name: &str, text: &str) {
    fs::write(folder.join(name), text).expect("the temporary folder can be written");
}

fn read(folder: &Path, name: &str) -> String {
    fs::read_to_string(folder.join(name)).expect("the run has written it")
}

/// Twelve customers of two tiers and three of a third, each with one purchase; those three bought for 777.77 together.
fn tiers(folder: &Path) {
    let mut orders = String::from("order,customer,date,amount\n");
    let mut customers = String::from("customer,tier\n");
    for number in 0..27 {
        let (tier, amount) = match number {
            0 => ("gold", "700.77"),
            1 => ("gold", "70.00"),
            2 => ("gold", "7.00"),
            3..15 => ("silver", "20.00"),
            _ => ("bronze", "10.00"),
        };
        writeln!(orders, "O{number},C{number},2025-03-{:02},{amount}", 1 + number).expect("memory takes it");
        writeln!(customers, "C{number},{tier}").expect("memory takes it");
    }
    write(folder, "orders.csv", &orders);
    write(folder, "customers.csv", &customers);
}

#[test]
fn a_history_holds_only_what_was_shown() {
    let folder = folder();
    tiers(folder.path());
    let told = loyalty(folder.path(), "tiers orders.csv -c customers.csv --history open.jsonl -q");
    assert!(told.status.success() && read(folder.path(), "open.jsonl").contains("777.77"), "{told:?}");
    let told = loyalty(folder.path(), "tiers orders.csv -c customers.csv --min-group 5 --history kept.jsonl -q");
    assert!(told.status.success(), "{told:?}");
    let kept = read(folder.path(), "kept.jsonl");
    assert!(!kept.contains("777.77") && kept.contains("1137.77"), "{kept}");
    // Gold is the whole without silver and bronze, so silver or bronze is hidden with it.
    assert!(!(kept.contains("240.00") && kept.contains("120.00")), "{kept}");
}

#[test]
fn a_threshold_does_not_tell_what_is_hidden() {
    let folder = folder();
    tiers(folder.path());
    let told = loyalty(folder.path(), "tiers orders.csv -c customers.csv --min-group 5 --fail-if net[gold]>100");
    let all = format!("{}{}", String::from_utf8_lossy(&told.stdout), String::from_utf8_lossy(&told.stderr));
    assert!(!all.contains("777.77"), "{all}");
}

#[test]
fn rejected_rows_give_nobody_away_where_ids_are_hidden() {
    let folder = folder();
    let rows = "O1,ann@example.com,2025-01-06,5.00\n\
                O2,Robert-Miller,2025-01-07,many\n\
                O3,2025-01-08,Susan-Baker,7.00\n\
                O4,dave@example.com,2025-04-05\n";
    write(folder.path(), "orders.csv", &format!("order,customer,date,amount\n{rows}"));
    write(folder.path(), "secret.key", "00112233445566778899aabbccddeeff\n");
    for more in ["", " --max-rejected 3", " --max-rejected 3 -f json", " --max-rejected 3 -f html", " --lang ja"] {
        let line = format!("customers orders.csv --pseudonymise secret.key --rejects rejects.csv{more}");
        let told = loyalty(folder.path(), &line);
        let out = format!("{}{}", String::from_utf8_lossy(&told.stdout), String::from_utf8_lossy(&told.stderr));
        let all = out + &read(folder.path(), "rejects.csv");
        for id in ["ann", "Robert", "Susan", "dave", "example.com"] {
            assert!(!all.contains(id), "{line}: {id} in {all}");
        }
        let rejects = read(folder.path(), "rejects.csv");
        assert!(rejects.contains("orders.csv,3,amount,***,"), "{rejects}");
        assert_eq!(rejects.lines().count(), 4, "{rejects}");
    }
}
