//! What holds for any shop: the size of chunks, the number of threads and the order of rows change nothing.

use std::fs;
use std::path::PathBuf;
use std::process::Command;

/// A small shop: lines of one order apart from each other, a status on the first line only, refunds, guests, quoted line breaks.
const ROWS: [&str; 12] = [
    "O-1,anna,2024-01-05 10:00,\"tea, green\",10.00,paid",
    "O-2,ben,2024-01-06 09:30,cup,5.50,cancelled",
    "O-2,ben,2024-01-06 09:30,\"plate\nlarge\",7.25,",
    "O-3,,2024-02-01 12:00,tea,3.00,paid",
    "O-4,anna,2024-03-09 18:45,pot,40.00,paid",
    "O-4,anna,2024-03-09 18:45,voucher,-5.00,",
    "O-5,cleo,2024-03-10 08:00,tea,10.00,paid",
    "O-5,cleo,2024-04-01 08:00,tea back,-10.00,",
    "O-6,cleo,2024-05-11 16:20,\"say \"\"cheese\"\"\",12.34,paid",
    "O-7,a customer with a very long name,2024-06-30 23:59,tea,9.99,paid",
    "O-8,a customer with a very long name,2024-07-01 00:00,tea,9.99,paid",
    "O-9,ben,2024-08-15 11:11,tea,0.00,paid",
];

fn file(name: &str, rows: &[&str]) -> PathBuf {
    let path = std::env::temp_dir().join(format!("loyalty-laws-{}-{name}.csv", std::process::id()));
    let text = format!("order_id,customer_id,ordered_at,product,amount,status\n{}\n", rows.join("\n"));
    fs::write(&path, text).expect("the temporary folder can be written");
    path
}

/// Purchases of eighty customers over a year: some never come again, some often, some until they stop.
fn purchases() -> Vec<(u32, u32, u32)> {
    let mut all = vec![];
    for customer in 0..80_u32 {
        let mut day = customer * 37 % 170;
        for visit in 0..=customer * customer % 7 {
            all.push((customer, day, 200 + 14 * (customer * 53 % 61) + 2 * (visit * 31 % 17)));
            day += 3 + (customer * 19 + visit * visit * 11) % 41;
        }
    }
    all
}

/// What a question prints, and how it ends.
fn asked(path: &PathBuf, question: &[&str]) -> String {
    let mut line = Command::new(env!("CARGO_BIN_EXE_loyalty"));
    let run = line.env_clear().arg(question[0]).arg(path).args(&question[1..]).output().expect("the program runs");
    assert!(run.status.success(), "{question:?}: {}", String::from_utf8_lossy(&run.stderr));
    String::from_utf8(run.stdout).expect("UTF-8")
}

#[test]
fn neither_chunks_nor_threads_can_change_a_byte() {
    let path = file("chunks", &ROWS);
    for question in
        [&["repeat", "--by", "month", "-f", "json"][..], &["report", "-f", "json"], &["check", "-f", "json"]]
    {
        let whole = asked(&path, question);
        for chunk in ["16", "17", "31", "64", "200"] {
            for threads in ["1", "2", "8"] {
                let cut = [question, &["--chunk-bytes", chunk, "--threads", threads]].concat();
                assert_eq!(asked(&path, &cut), whole, "{question:?} in chunks of {chunk} on {threads} threads");
            }
        }
    }
    fs::remove_file(path).expect("it was written");
}

#[test]
fn what_wanted_columns_say_can_be_said_in_many_ways() {
    // Two of each in turn: as a chunk of one row it is understood by itself, in a row of many it is remembered.
    let products = [
        "tea",
        " tea ",
        "\"tea\"",
        "Tea",
        "",
        "n/a",
        "\"pot, blue\"",
        "\"say \"\"pot\"\"\"",
        "a pot with a very long name",
    ];
    let ways = ["5.50", "5", "-5.50", "1,234.50", "0.00"].map(|amount| format!("\"{amount}\""));
    let rows: Vec<String> = (0..600)
        .map(|n| {
            let (product, amount) = (products[n / 2 * 7 % products.len()], &ways[n / 11 * 3 % ways.len()]);
            format!(
                "O-{},c{},2024-{:02}-{:02},{product},{amount},S{}",
                n * 2 / 3,
                n % 41,
                1 + n % 12,
                1 + n % 28,
                n / 5 % 320
            )
        })
        .collect();
    let path = std::env::temp_dir().join(format!("loyalty-laws-{}-wanted.csv", std::process::id()));
    fs::write(&path, format!("order_id,customer_id,ordered_at,product,amount,shop\n{}\n", rows.join("\n")))
        .expect("the temporary folder can be written");
    for question in [&["revenue", "--by", "product", "-f", "csv"][..], &["repeat", "--by", "product,shop", "-f", "csv"]]
    {
        let whole = asked(&path, question);
        assert!(whole.lines().count() > 8, "{whole}");
        for chunk in ["16", "300", "4096"] {
            let cut = [question, &["--chunk-bytes", chunk, "--threads", "2"]].concat();
            assert_eq!(asked(&path, &cut), whole, "{question:?} in chunks of {chunk}");
        }
    }
    fs::remove_file(path).expect("it was written");
}

#[test]
fn a_status_on_the_first_line_takes_out_the_whole_order_across_a_chunk_border() {
    let path = file("status", &ROWS);
    for chunk in ["16", "48", "4096"] {
        let found = asked(&path, &["check", "-f", "json", "--chunk-bytes", chunk]);
        assert!(found.contains("\"excluded\":{\"cancelled order\":2}"), "{found}");
        assert!(found.contains("\"rows\":12,\"used\":10,\"merged\":0,\"excluded\":2,\"rejected\":0"), "{found}");
    }
    fs::remove_file(path).expect("it was written");
}

#[test]
fn the_order_of_rows_changes_nothing() {
    let path = file("straight", &ROWS);
    let question = ["repeat", "--by", "month", "-f", "jsonl"];
    let straight = asked(&path, &question);
    fs::remove_file(path).expect("it was written");
    // Every rotation and every stride through the rows; the first line of an order may then be a later one.
    for step in [1usize, 5, 7, 11] {
        for start in 0..ROWS.len() {
            let rows: Vec<&str> = (0..ROWS.len()).map(|i| ROWS[(start + i * step) % ROWS.len()]).collect();
            let path = file(&format!("turned-{step}-{start}"), &rows);
            assert_eq!(asked(&path, &question), straight, "from row {start} by steps of {step}");
            fs::remove_file(path).expect("it was written");
        }
    }
}

/// A file's rows in another order: every fifth, then every fifth from the second, and so on, from the end.
fn turned(name: &str) -> PathBuf {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/fixtures/");
    let text = fs::read_to_string(format!("{folder}{name}")).expect("it is a fixture");
    let (header, rows) = text.split_once('\n').expect("a header");
    let rows: Vec<&str> = rows.lines().rev().collect();
    let strided = (0..5).flat_map(|start| rows.iter().skip(start).step_by(5).copied());
    let path = std::env::temp_dir().join(format!("loyalty-laws-{}-{}", std::process::id(), name.replace('/', "-")));
    fs::write(&path, format!("{header}\n{}\n", strided.collect::<Vec<_>>().join("\n"))).expect("it can be written");
    path
}

#[test]
fn the_order_of_rows_changes_no_answer_about_programmes_promotions_and_attitudes() {
    let house = "tea-house/orders.csv tea-house/customers.csv tea-house/sends.csv tea-house/offered.csv";
    let room = "tea-room/orders.csv tea-room/customers.csv tea-room/answers.csv two-branches/orders.csv two-branches/customers.csv";
    let files: Vec<&str> = house.split(' ').chain(room.split(' ')).collect();
    let other: Vec<PathBuf> = files.iter().map(|name| turned(name)).collect();
    for question in [
        "tiers tea-house/orders.csv -c tea-house/customers.csv",
        "tiers tea-house/orders.csv",
        "tiers tea-house/orders.csv --tier-rule gold:orders>=12 --tier-rule silver:spend>=80",
        "promotions tea-house/orders.csv -p tea-house/sends.csv --margin 0.6",
        "promotions tea-house/orders.csv -p tea-house/sends.csv --design attribution",
        "promotions tea-house/orders.csv --codes discount_code",
        "programme tea-house/orders.csv -c tea-house/customers.csv",
        "programme two-branches/orders.csv -c two-branches/customers.csv --control branch=hill --margin 0.6",
        "programme tea-house/orders.csv -c tea-house/offered.csv",
        "retention tea-house/orders.csv --by quarter",
        "rfm tea-house/orders.csv",
        "rfm tea-house/orders.csv --concentration",
        "split tea-house/orders.csv --share 20% --seed law",
        "growth tea-room/orders.csv -c tea-room/customers.csv",
        "basket tea-room/orders.csv",
        "drivers tea-room/answers.csv",
        "drivers tea-room/answers.csv --words",
        "nps tea-room/answers.csv --by visit",
        "link tea-room/orders.csv tea-room/answers.csv --to 2024-12-31 --by visit",
        "reconcile retention_rate=0.5 tea-room/orders.csv",
        "reconcile ltv=100 tea-room/orders.csv",
    ] {
        let words: Vec<&str> = question.split(' ').chain(["-f", "csv", "-q"]).collect();
        let printed = |turned: bool| {
            let place = |word: &str| match files.iter().position(|name| *name == word) {
                Some(at) if turned => other[at].clone(),
                Some(_) => PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/fixtures/")).join(word),
                None => PathBuf::from(word),
            };
            let mut line = Command::new(env!("CARGO_BIN_EXE_loyalty"));
            let run = line.env_clear().args(words.iter().map(|word| place(word))).output().expect("the program runs");
            assert!(run.status.success(), "{question}: {}", String::from_utf8_lossy(&run.stderr));
            String::from_utf8(run.stdout).expect("UTF-8")
        };
        let straight = printed(false);
        assert!(straight.lines().count() > 1, "{question}: {straight}");
        assert_eq!(printed(true), straight, "{question}");
    }
    for path in other {
        fs::remove_file(path).expect("it was written");
    }
}

#[test]
fn splitting_a_file_between_orders_changes_nothing() {
    let whole = file("whole", &ROWS);
    let question = ["repeat", "--by", "month", "-f", "jsonl"];
    let expected = asked(&whole, &question);
    for cut in [1usize, 3, 4, 8] {
        let (first, second) = (file(&format!("a{cut}"), &ROWS[..cut]), file(&format!("b{cut}"), &ROWS[cut..]));
        let mut line = vec!["repeat"];
        let other = second.to_string_lossy().into_owned();
        line.push(&other);
        line.extend(&question[1..]);
        assert_eq!(asked(&first, &line), expected, "cut before row {cut}");
        fs::remove_file(first).expect("it was written");
        fs::remove_file(second).expect("it was written");
    }
    fs::remove_file(whole).expect("it was written");
}

#[test]
fn forecasts_know_what_each_customer_did_on_which_day_and_nothing_else() {
    let first = chrono::NaiveDate::from_ymd_opt(2024, 1, 1).expect("a day");
    let line = |number: String, (customer, day, cents): (u32, u32, u32)| {
        let date = first + chrono::Days::new(u64::from(day));
        format!("O-{number},C{customer:02},{date} 10:00,tea,{}.{:02},paid", cents / 100, cents % 100)
    };
    let rows: Vec<String> = purchases().into_iter().zip(0..).map(|(one, n)| line(format!("{n}"), one)).collect();
    // Each purchase as two of the same day.
    let half = |((customer, day, cents), n): ((u32, u32, u32), u32)| {
        ["a", "b"].map(|part| line(format!("{n}{part}"), (customer, day, cents / 2)))
    };
    let halves: Vec<String> = purchases().into_iter().zip(0..).flat_map(half).collect();
    let asked_of = |name: &str, rows: &[String], more: &[&str]| {
        let path = file(name, &rows.iter().map(String::as_str).collect::<Vec<_>>());
        let all = [&["forecast", "--model", "all", "-f", "json-records"][..], more].concat();
        let said = asked(&path, &all);
        fs::remove_file(path).expect("it was written");
        said
    };
    let whole = asked_of("forecast", &rows, &["--threads", "1"]);
    assert!(whole.contains("\"model\":\"pareto\""), "{whole}");
    assert_eq!(asked_of("forecast-threads", &rows, &["--threads", "5"]), whole);
    let reversed: Vec<String> = rows.iter().rev().cloned().collect();
    assert_eq!(asked_of("forecast-reversed", &reversed, &[]), whole);
    assert_eq!(asked_of("forecast-halves", &halves, &[]), whole);
    // The list adds up what is expected of all in an order of its own.
    let listed = |name: &str, rows: &[String], threads: &str| {
        let path = file(name, &rows.iter().map(String::as_str).collect::<Vec<_>>());
        let said = asked(&path, &["customers", "-f", "json", "--threads", threads]);
        fs::remove_file(path).expect("it was written");
        said.replace(name, "shop")
    };
    let whole = listed("listed", &rows, "1");
    assert!(whole.contains("\"p_active\":0."), "{whole}");
    assert_eq!(listed("listed-threads", &rows, "5"), whole);
    assert_eq!(listed("listed-reversed", &reversed, "2"), whole);
}

#[test]
fn whatever_is_asked_the_number_of_threads_does_not_show() {
    let fixtures = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("fixtures");
    let tea = ["tea-house/orders.csv", "-c", "tea-house/customers.csv"];
    let shop = ["corner-shop/orders.csv", "-c", "corner-shop/customers.csv"];
    let branches = ["two-branches/orders.csv", "-c", "two-branches/customers.csv"];
    let questions: [(&str, &[&str], &[&str]); 14] = [
        ("programme", &tea, &[]),
        ("programme", &shop, &["--months", "6", "--reward-rate", "0.03"]),
        ("programme", &branches, &["--control", "branch=hill", "--margin", "0.6"]),
        ("programme", &["tea-house/orders.csv", "-c", "tea-house/offered.csv"], &["--months", "3"]),
        ("tiers", &shop, &[]),
        ("link", &["corner-shop/orders.csv", "-s", "corner-shop/nps.csv"], &[]),
        ("customers", &shop, &[]),
        ("split", &shop[..1], &["--share", "20%"]),
        ("rfm", &shop[..1], &["--concentration"]),
        ("growth", &shop[..1], &[]),
        ("retention", &shop[..1], &["--flow"]),
        ("basket", &shop[..1], &[]),
        ("repeat", &shop[..1], &["--year", "2024"]),
        ("ltv", &shop[..1], &["--method", "predictive"]),
    ];
    for (command, files, more) in questions {
        let said = |threads: &str| {
            let mut line = Command::new(env!("CARGO_BIN_EXE_loyalty"));
            line.env_clear().current_dir(&fixtures).arg(command).args(files).args(more);
            let run = line.args(["-f", "json", "--threads", threads]).output().expect("the program runs");
            assert!(run.status.success(), "{command} {more:?}: {}", String::from_utf8_lossy(&run.stderr));
            String::from_utf8(run.stdout).expect("UTF-8")
        };
        let alone = said("1");
        assert!(alone.contains("\"records\": ["), "{alone}");
        for threads in ["2", "7"] {
            assert_eq!(said(threads), alone, "{command} {more:?} on {threads} threads");
        }
    }
}
