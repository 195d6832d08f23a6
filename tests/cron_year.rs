//! A year of weekly runs, unattended: a shop grows week by week, refunds come late, a file is bad, scores fall, the disk is full, two runs
//! meet. The job writes the page that a manager opens. What every run said stands in `tests/cron-year.txt`, which
//! `UPDATE_CASES=1 cargo test --test cron_year` writes anew: read it.

use std::fmt::Write as _;
use std::fs;
use std::path::Path;
use std::process::{Command, Output, Stdio};
use tempfile::TempDir;

const LOYALTY: &str = env!("CARGO_BIN_EXE_loyalty");

const SETTINGS: &str = r#"[input]
transactions = ["orders-*.csv"]
surveys = ["answers-*.csv"]

[window]
last-week = true

[report]
sections = ["nps", "repeat", "trend"]
require = ["nps"]

[thresholds]
fail-if = ["nps < 0"]

[output]
output = ["report.json", "report.html"]
history = "history.jsonl"
"#;

/// Numbers that look like chance and are the same in every run.
struct Dice(u64);

impl Dice {
    fn below(&mut self, limit: u64) -> u64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % limit
    }
}

/// Days since Monday, 2024-12-30, as dates: the year 2025 is covered by weeks 1 to 52.
fn date(day: u64) -> String {
    let lengths = [2, 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
    let mut left = day;
    for (month, length) in lengths.into_iter().enumerate() {
        if left < length {
            return if month == 0 {
                format!("2024-12-{}", 30 + left)
            } else {
                format!("2025-{month:02}-{:02}", left + 1)
            };
        }
        left -= length;
    }
    panic!("the year has no day {day}")
}

/// What a week adds: orders, refunds of orders two weeks old, answers.
fn fill(shop: &Path, week: u64, dice: &mut Dice) {
    let monday = (week - 1) * 7;
    let mut orders = String::from("order_id,customer_id,ordered_at,amount,currency\n");
    for number in 0..30 {
        // Someone buys on Sunday, so that the week is over when it is measured.
        let day = monday + if number == 29 { 6 } else { dice.below(7) };
        let (customer, cents) = (dice.below(20 + 4 * week), 500 + dice.below(4000));
        let amount = format!("{}.{:02}", cents / 100, cents % 100);
        writeln!(orders, "O{week:02}-{number:02},C{customer:03},{},{amount},EUR", date(day)).expect("a string grows");
        if number < 3 && [12, 26].contains(&week) {
            let earlier = fs::read_to_string(shop.join(format!("orders-{:02}.csv", week - 2))).expect("it was written");
            let cells: Vec<&str> = earlier.lines().nth(1 + number).expect("it has rows").split(',').collect();
            writeln!(orders, "{},{},{},-{},EUR", cells[0], cells[1], date(day), cells[3]).expect("a string grows");
        }
    }
    if week == 20 {
        orders = orders.replace(",EUR\nO20-07", ",EUR\nO20-06b,C001,2025-05-14,12.5O,EUR\nO20-07");
    }
    let mut answers = String::from("answered_at,customer_id,score\n");
    for number in 0..20 {
        let day = monday + if number == 19 { 6 } else { dice.below(7) };
        let score = if week == 30 { dice.below(8) } else { 7 + dice.below(4) };
        writeln!(answers, "{},C{:03},{score}", date(day), dice.below(20)).expect("a string grows");
    }
    fs::write(shop.join(format!("orders-{week:02}.csv")), orders).expect("the shop can be written");
    fs::write(shop.join(format!("answers-{week:02}.csv")), answers).expect("the shop can be written");
}

fn shop() -> TempDir {
    let shop = tempfile::tempdir().expect("the temporary folder can be written");
    fs::write(shop.path().join("loyalty.toml"), SETTINGS).expect("the temporary folder can be written");
    shop
}

fn command(shop: &Path, line: &[&str]) -> Command {
    let mut command = Command::new(LOYALTY);
    command.env_clear().current_dir(shop).args(line).stdin(Stdio::null());
    command
}

fn weekly(shop: &Path) -> Output {
    command(shop, &["report", "--config", "loyalty.toml"]).output().expect("the program runs")
}

fn read(shop: &Path, name: &str) -> String {
    fs::read_to_string(shop.join(name)).unwrap_or_default()
}

/// What lies in the folder beside the inputs.
fn left(shop: &Path) -> Vec<String> {
    let names = fs::read_dir(shop).expect("the shop is there").flatten();
    let names = names.map(|entry| entry.file_name().to_string_lossy().into_owned());
    let mut names: Vec<String> =
        names.filter(|name| Path::new(name).extension().is_none_or(|extension| extension != "csv")).collect();
    names.sort();
    names
}

/// One line for a run, and below it what it said.
fn tell(story: &mut String, what: &str, run: &Output) {
    assert!(run.stdout.is_empty(), "the answers go to files");
    writeln!(story, "{what}: exit {}", run.status.code().expect("it ended by itself")).expect("a string grows");
    for line in String::from_utf8_lossy(&run.stderr).lines() {
        writeln!(story, "    {line}").expect("a string grows");
    }
}

#[test]
fn a_year_of_mondays() {
    let shop = shop();
    let shop = shop.path();
    let (mut dice, mut story) = (Dice(7), String::new());
    for week in 1..=52 {
        fill(shop, week, &mut dice);
        let before = (read(shop, "report.json"), read(shop, "report.html"), read(shop, "history.jsonl"));
        let run = weekly(shop);
        let what = format!("2025-W{week:02}");
        tell(&mut story, &what, &run);
        let after = || (read(shop, "report.json"), read(shop, "report.html"), read(shop, "history.jsonl"));
        match week {
            20 => {
                assert_eq!((run.status.code(), after()), (Some(3), before), "a bad file leaves everything as it was");
                let mended = read(shop, "orders-20.csv").replace("12.5O", "12.50");
                fs::write(shop.join("orders-20.csv"), mended).expect("the shop can be written");
                tell(&mut story, &format!("{what}, the file mended"), &weekly(shop));
            }
            30 => {
                assert_eq!(run.status.code(), Some(10), "a threshold is broken");
                assert!(after().0.contains("threshold-broken"), "the report is written and says so");
            }
            _ => assert_eq!(run.status.code(), Some(0), "{what}: {}", String::from_utf8_lossy(&run.stderr)),
        }
        if week == 40 {
            // The same week once more changes nothing.
            let once = after();
            assert!(weekly(shop).status.success());
            assert_eq!(after(), once, "the same week twice is the same week");
        }
        // Three whole weeks make a trend; the page has its picture from then on.
        assert!(week < 5 || after().1.contains("<figcaption>NPS by week"), "{what}");
        assert_eq!(left(shop), ["history.jsonl", "loyalty.toml", "report.html", "report.json"], "{what}");
    }
    let shown = command(shop, &["history", "history.jsonl", "-f", "csv"]).output().expect("the program runs");
    let shown = String::from_utf8(shown.stdout).expect("UTF-8");
    assert_eq!(shown.lines().filter(|line| line.contains(",nps.nps,")).count(), 52, "{shown}");
    let pruned = command(shop, &["history", "history.jsonl", "--keep", "13w", "-f", "csv"]).output().expect("it runs");
    let pruned_text = String::from_utf8(pruned.stdout.clone()).expect("UTF-8");
    assert_eq!(pruned_text.lines().filter(|line| line.contains(",nps.nps,")).count(), 13, "{pruned_text}");
    let told = Output { stdout: vec![], ..pruned };
    tell(&mut story, "loyalty history history.jsonl --keep 13w", &told);
    let place = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cron-year.txt");
    if std::env::var_os("UPDATE_CASES").is_some_and(|wish| wish == "1") {
        fs::write(&place, &story).expect("the transcript can be written");
    }
    assert_eq!(fs::read_to_string(place).unwrap_or_default(), story);
}

#[test]
fn two_runs_at_once_note_down_each_figure_once() {
    let shop = shop();
    let shop = shop.path();
    let mut dice = Dice(11);
    fill(shop, 1, &mut dice);
    fill(shop, 2, &mut dice);
    let both: Vec<_> = ["one.json", "two.json"]
        .map(|name| {
            let mut run = command(shop, &["report", "--config", "loyalty.toml", "-o", name]);
            run.stdout(Stdio::null()).stderr(Stdio::null()).spawn().expect("the program runs")
        })
        .into_iter()
        .map(|mut run| run.wait().expect("it ends").code())
        .collect();
    assert_eq!(both, [Some(0), Some(0)]);
    let history = read(shop, "history.jsonl");
    let mut lines: Vec<&str> = history.lines().collect();
    let count = lines.len();
    lines.sort_unstable();
    lines.dedup();
    assert_eq!((lines.len(), history.ends_with('\n')), (count, true));
    assert_eq!(read(shop, "one.json"), read(shop, "two.json"));
}

/// A limit on the size of files stands for a full disk: writing beyond it fails in the same way.
#[cfg(unix)]
#[test]
fn a_full_disk_leaves_the_old_report_and_nothing_else() {
    let shop = shop();
    let shop = shop.path();
    let mut dice = Dice(13);
    fill(shop, 1, &mut dice);
    assert!(weekly(shop).status.success());
    let files = ["report.json", "report.html", "history.jsonl"];
    let before = files.map(|name| read(shop, name));
    fill(shop, 2, &mut dice);
    for blocks in [0, 1, 4, 8] {
        let line = format!("trap '' XFSZ; ulimit -f {blocks}; exec '{LOYALTY}' report --config loyalty.toml");
        let run =
            Command::new("/bin/sh").args(["-c", &line]).env_clear().current_dir(shop).output().expect("a shell runs");
        let told = String::from_utf8_lossy(&run.stderr).into_owned();
        assert_eq!(run.status.code(), Some(1), "{blocks}: {told}");
        assert!(told.starts_with("error: cannot write "), "{told}");
        assert_eq!(files.map(|name| read(shop, name)), before, "{blocks}");
        assert_eq!(left(shop), ["history.jsonl", "loyalty.toml", "report.html", "report.json"], "{blocks}");
    }
    if Path::new("/dev/full").exists() {
        let line = ["report", "--config", "loyalty.toml", "-o", "report.json", "-o", "/dev/full", "-f", "json"];
        let run = command(shop, &line).output().expect("the program runs");
        assert_eq!((run.status.code(), files.map(|name| read(shop, name)) == before), (Some(1), true));
    }
}

/// The line of the README, with its folder in another place, run as cron runs it: with nothing in the environment but a path.
#[cfg(unix)]
#[test]
fn the_cron_line_of_the_readme_runs_in_an_empty_environment() {
    let page = fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/README.md")).expect("there is a README");
    let line = page.lines().find_map(|line| line.strip_prefix("0 6 * * 1 ")).expect("the README has a cron line");
    let shop = shop();
    fs::create_dir(shop.path().join("shop")).expect("the temporary folder can be written");
    let folder = shop.path().join("shop");
    fs::rename(shop.path().join("loyalty.toml"), folder.join("loyalty.toml")).expect("it can be moved");
    fill(&folder, 1, &mut Dice(17));
    let line = line.trim().replace("/srv", shop.path().to_str().expect("the path is text")).replace("\\%", "%");
    let path = Path::new(LOYALTY).parent().expect("it lies in a folder");
    let run = Command::new("/bin/sh")
        .args(["-c", &line])
        .env_clear()
        .env("PATH", path)
        .current_dir("/")
        .output()
        .expect("a shell runs");
    assert_eq!((run.status.code(), run.stdout.len(), run.stderr.len()), (Some(0), 0, 0), "{line}: {run:?}");
    assert!(read(&folder, "report.json").contains("\"nps\""));
}

/// How many files are being written in a folder, or were when their run was killed.
#[cfg(unix)]
fn drafts(shop: &Path) -> usize {
    left(shop).iter().filter(|name| name.starts_with(".loyalty-")).count()
}

/// A run in the middle of its writing: its first files are drafts, the last is a pipe that nobody reads.
#[cfg(unix)]
fn halfway(shop: &Path, what: [&str; 2]) -> std::process::Child {
    if !shop.join("pipe.json").exists() {
        assert!(Command::new("mkfifo").arg(shop.join("pipe.json")).status().expect("mkfifo runs").success());
    }
    let line = ["report", what[0], what[1], "-o", "report.json", "-o", "report.html", "-o", "pipe.json"];
    let before = drafts(shop);
    let run = command(shop, &line).stdout(Stdio::null()).stderr(Stdio::null()).spawn().expect("the program runs");
    let mut patience = 2000;
    while drafts(shop) < before + 2 && patience > 0 {
        patience -= 1;
        std::thread::sleep(std::time::Duration::from_millis(5));
    }
    assert!(patience > 0, "two drafts should lie in {:?}", left(shop));
    run
}

#[cfg(unix)]
fn signal(run: &std::process::Child, name: &str) {
    let line = ["-s", name, &run.id().to_string()];
    assert!(Command::new("kill").args(line).status().expect("kill runs").success());
}

/// A run that is ended in the middle leaves the old report; what else it leaves, the next run takes away.
#[cfg(unix)]
#[test]
fn a_run_that_is_killed_leaves_the_old_report_and_the_next_one_clears_up() {
    use std::os::unix::process::ExitStatusExt;
    let shop = shop();
    let shop = shop.path();
    let mut dice = Dice(19);
    fill(shop, 1, &mut dice);
    assert!(weekly(shop).status.success());
    let files = ["report.json", "report.html", "history.jsonl"];
    // Not INT: where the tests themselves run in the background, the shell has programs ignore it.
    for (week, (name, number)) in [("TERM", 15), ("ALRM", 14), ("KILL", 9)].into_iter().enumerate() {
        let before = files.map(|name| read(shop, name));
        fill(shop, week as u64 + 2, &mut dice);
        let mut run = halfway(shop, ["--config", "loyalty.toml"]);
        // Without a history, for which it would have to wait.
        let mut other = halfway(shop, ["--no-config", "orders-01.csv"]);
        signal(&run, name);
        assert_eq!(run.wait().expect("it ends").signal(), Some(number));
        assert_eq!(files.map(|name| read(shop, name)), before, "{name}");
        // Another run is still at work: what it writes is not taken away.
        assert!(weekly(shop).status.success());
        let after = files.map(|name| read(shop, name));
        assert!(after[0] != before[0] && after[1] != before[1] && after[2].len() > before[2].len(), "{name}");
        assert_eq!(drafts(shop), 2, "{name}: {:?}", left(shop));
        signal(&other, name);
        assert_eq!(other.wait().expect("it ends").signal(), Some(number));
        assert!(weekly(shop).status.success());
        let names = left(shop);
        assert_eq!(names, ["history.jsonl", "loyalty.toml", "pipe.json", "report.html", "report.json"], "{name}");
        assert_eq!(files.map(|name| read(shop, name)), after, "{name}");
    }
}

/// Killed at any moment, a run leaves each file as it was or as it is to be, and a history of whole lines.
#[cfg(unix)]
#[test]
fn a_run_that_is_killed_at_any_moment_leaves_whole_files() {
    let shop = shop();
    let shop = shop.path();
    let mut dice = Dice(23);
    fill(shop, 1, &mut dice);
    let started = std::time::Instant::now();
    assert!(weekly(shop).status.success());
    let long = started.elapsed();
    let files = ["report.json", "report.html"];
    let old = files.map(|name| read(shop, name));
    let old_history = read(shop, "history.jsonl");
    fill(shop, 2, &mut dice);
    let restore = || {
        for (name, text) in files.iter().zip(&old) {
            fs::write(shop.join(name), text).expect("the shop can be written");
        }
        fs::write(shop.join("history.jsonl"), &old_history).expect("the shop can be written");
    };
    assert!(weekly(shop).status.success());
    let new = files.map(|name| read(shop, name));
    for moment in 0..40 {
        restore();
        let mut run = command(shop, &["report", "--config", "loyalty.toml"]);
        let mut run = run.stdout(Stdio::null()).stderr(Stdio::null()).spawn().expect("the program runs");
        std::thread::sleep(long.mul_f64(f64::from(moment) / 36.0));
        let _ = run.kill();
        run.wait().expect("it ends");
        for ((name, old), new) in files.iter().zip(&old).zip(&new) {
            let found = read(shop, name);
            assert!(found == *old || found == *new, "{name} at moment {moment}");
        }
        assert!(read(shop, "history.jsonl").starts_with(&old_history), "at moment {moment}");
        assert!(weekly(shop).status.success(), "at moment {moment}");
        assert_eq!(files.map(|name| read(shop, name)), new, "at moment {moment}");
        assert_eq!(left(shop), ["history.jsonl", "loyalty.toml", "report.html", "report.json"], "at moment {moment}");
    }
}
