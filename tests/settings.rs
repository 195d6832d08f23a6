//! `loyalty.toml` beside the command line: where it is found, what wins, and that what `check` prints can be put into it.

use std::fs;
use std::path::Path;
use std::process::{Command, Output};
use tempfile::TempDir;

const SHOP: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/fixtures/corner-shop");
const EXPORTS: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/fixtures/exports");

fn folder(settings: &str) -> TempDir {
    let folder = tempfile::tempdir().expect("the temporary folder can be written");
    fs::write(folder.path().join("loyalty.toml"), settings).expect("the temporary folder can be written");
    folder
}

fn ran(folder: &Path, line: &[&str], environment: &[(&str, &str)]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_loyalty"));
    command
        .env_clear()
        .envs(environment.iter().copied())
        .current_dir(folder)
        .args(line)
        .output()
        .expect("the program runs")
}

fn out(folder: &Path, line: &[&str]) -> String {
    let run = ran(folder, line, &[]);
    assert!(run.status.success(), "{line:?}: {}", String::from_utf8_lossy(&run.stderr));
    String::from_utf8(run.stdout).expect("it prints UTF-8")
}

fn remarks(folder: &Path, line: &[&str]) -> (String, Option<i32>) {
    let run = ran(folder, line, &[]);
    (String::from_utf8(run.stderr).expect("it prints UTF-8"), run.status.code())
}

/// The answer without the account of the inputs.
fn answer(text: &str) -> (String, String) {
    let part = |from: &str, to: &str| {
        let start = text.find(from).expect("it is there");
        text[start..].split(to).next().expect("a split has a first part").to_owned()
    };
    (part("\"command\"", "\"inputs\""), text[text.find("\"summary\"").expect("it is there")..].to_owned())
}

#[test]
fn the_file_in_the_current_folder_is_used_and_told() {
    let own = folder(&format!("[input]\nfiles = [\"{SHOP}/orders.csv\"]\n[output]\nformat = \"csv\"\n"));
    let found = out(own.path(), &["repeat"]);
    assert!(found.starts_with("group,"), "{found}");
    let (told, _) = remarks(own.path(), &["repeat"]);
    assert!(told.contains("note: settings are taken from loyalty.toml; --no-config leaves them out"), "{told}");
    assert_eq!(remarks(own.path(), &["repeat", "-q"]).0, "");
    let (bare, code) = remarks(own.path(), &["repeat", "--no-config"]);
    assert!(bare.contains("name at least one CSV file"), "{bare}");
    assert_eq!(code, Some(2));
}

#[test]
fn flags_stand_before_the_environment_and_the_environment_before_the_file() {
    let own = folder(&format!("[input]\nfiles = [\"{SHOP}/nps.csv\"]\n[output]\nlang = \"ja\"\nformat = \"md\"\n"));
    let said = |line: &[&str], environment: &[(&str, &str)]| {
        String::from_utf8(ran(own.path(), line, environment).stdout).expect("it prints UTF-8")
    };
    let japanese = "推奨者";
    assert!(said(&["nps"], &[]).contains(japanese));
    assert!(!said(&["nps"], &[("LOYALTY_LANG", "en")]).contains(japanese));
    assert!(said(&["nps", "--lang", "ja"], &[("LOYALTY_LANG", "en")]).contains(japanese));
    assert!(said(&["nps", "-f", "json"], &[]).starts_with('{'));
}

#[test]
fn a_flag_takes_the_place_of_what_it_excludes() {
    let own = folder(&format!("[input]\nfiles = [\"{SHOP}/orders.csv\"]\n[window]\nlast = \"12m\"\n"));
    let typed = out(own.path(), &["repeat", "--year", "2024", "-f", "json-records", "-q"]);
    assert!(typed.contains("\"from\":\"2024-01-01\",\"to\":\"2024-12-31\""), "{typed}");
    // Files that are typed take the place of all files that the settings name.
    let other = out(own.path(), &["nps", &format!("{SHOP}/nps.csv"), "-q"]);
    assert!(!other.contains("orders.csv"), "{other}");
    let twice = folder("[window]\nlast = \"12m\"\nfrom = \"2026-01-01\"\n");
    let (told, code) = remarks(twice.path(), &["repeat", "a.csv"]);
    assert_eq!(told, "error: loyalty.toml:3: last and from (line 2) exclude each other; leave one out\n");
    assert_eq!(code, Some(2));
}

#[test]
fn paths_begin_where_the_named_file_stands() {
    let own = folder("");
    fs::create_dir(own.path().join("job")).expect("the temporary folder can be written");
    fs::create_dir(own.path().join("job/daily")).expect("the temporary folder can be written");
    fs::copy(format!("{SHOP}/orders.csv"), own.path().join("job/daily/a.csv"))
        .expect("the temporary folder can be written");
    fs::write(own.path().join("job/weekly.toml"), "[input]\ntransactions = [\"daily/*.csv\"]\n")
        .expect("the temporary folder can be written");
    let found = out(own.path(), &["repeat", "--config", "job/weekly.toml", "-f", "json"]);
    assert!(found.contains("\"path\":\"job/daily/a.csv\""), "{found}");
}

#[test]
fn a_value_that_makes_no_sense_is_named_with_its_line() {
    let own =
        folder(&format!("[input]\nfiles = [\"{SHOP}/orders.csv\"]\n\n[transactions.columns]\namount = \"Amuont\"\n"));
    let (told, code) = remarks(own.path(), &["repeat", "-q"]);
    assert!(told.starts_with("error: loyalty.toml:5: --map transactions.amount=Amuont: no column"), "{told}");
    assert!(told.contains("did you mean `amount`?"), "{told}");
    assert_eq!(code, Some(2));
    // A flag for the same role leaves it without effect.
    out(own.path(), &["repeat", "-q", "--map", "amount=amount"]);
}

#[test]
fn a_mapping_that_check_prints_gives_the_same_answer() {
    let shop = |name: &str| format!("{SHOP}/{name}");
    let export = |name: &str| format!("{EXPORTS}/{name}");
    let cases = [
        ("repeat", vec![shop("orders.csv")]),
        ("repeat", vec![export("shopify-orders.csv")]),
        ("nps", vec![shop("nps.csv")]),
        ("ltv", vec![shop("orders.csv"), shop("customers.csv")]),
        ("repeat", vec![concat!(env!("CARGO_MANIFEST_DIR"), "/fixtures/kado-no-mise/注文.csv").to_owned()]),
    ];
    for (command, files) in cases {
        let files: Vec<&str> = files.iter().map(String::as_str).collect();
        let bare = tempfile::tempdir().expect("the temporary folder can be written");
        let printed = out(bare.path(), &[&["check", "--mapping"], &files[..]].concat());
        assert!(printed.contains(".columns]"), "{printed}");
        let own = folder(&printed);
        let line = [&[command, "-f", "json"], &files[..]].concat();
        assert_eq!(answer(&out(own.path(), &line)), answer(&out(bare.path(), &line)), "{command} {files:?}\n{printed}");
    }
}

const TILL: &str = "\
[profile.our-till]
signature = [\"Beleg\", \"Tag\", \"Summe\"]
amount-per = \"first-line\"
date-format = \"dmy\"
guests = [\"0\"]

[profile.our-till.columns]
order = \"Beleg\"
customer = [\"Karte\", \"Mail\"]
date = \"Tag\"
amount = \"Summe\"

[profile.our-till.status]
column = \"Zustand\"
sales = [\"bezahlt\"]
cancelled = [\"storniert\"]
";

const RECEIPTS: &str = "\
Beleg;Tag;Karte;Mail;Summe;Zustand;Ware
1;03.04.2026;K1;;12,50;bezahlt;Tee
1;03.04.2026;;;;;Tasse
2;05.04.2026;K1;;8,00;bezahlt;Tee
3;06.04.2026;;a@b.example;5,00;bezahlt;Tee
4;07.04.2026;0;;7,00;bezahlt;Tee
5;08.04.2026;K2;;9,00;storniert;Tee
6;09.04.2026;K2;;11,00;vorgemerkt;Tee
";

#[test]
fn an_export_of_ones_own_is_known_by_its_header_or_by_its_name() {
    let own = folder(TILL);
    fs::write(own.path().join("till.csv"), RECEIPTS).expect("the temporary folder can be written");
    let found = out(own.path(), &["repeat", "till.csv", "-f", "json"]);
    assert!(found.contains("\"profile\":\"our-till\"") || found.contains("our-till"), "{found}");
    let (_, found) = answer(&found);
    for fact in ["\"customers\":2", "\"repeat_customers\":1", "\"orders\":3", "\"gross\":25.50", "\"guest_orders\":1"] {
        assert!(found.contains(fact), "{fact}: {found}");
    }
    let check = out(own.path(), &["check", "till.csv", "-f", "json"]);
    assert!(check.contains("\"excluded\":{\"cancelled order\":1,\"not a sale\":1}"), "{check}");
    // Without its signature it is taken by name.
    let named = folder(&TILL.replace("signature", "# signature"));
    fs::write(named.path().join("till.csv"), RECEIPTS).expect("the temporary folder can be written");
    let by_name = out(named.path(), &["repeat", "till.csv", "-f", "json", "--profile", "our-till"]);
    assert_eq!(answer(&by_name).1, found);
}

#[test]
fn columns_of_ones_own_tell_what_a_file_is() {
    let own = folder("[columns]\ndate = \"Tag\"\namount = \"Summe\"\ncustomer = \"Karte\"\n[window]\nyear = 2026\n");
    fs::write(own.path().join("a.csv"), "Tag,Karte,Summe\n2026-01-02,K1,5.00\n2026-01-09,K1,6.00\n")
        .expect("the temporary folder can be written");
    let found = out(own.path(), &["repeat", "a.csv", "-f", "json-records"]);
    assert!(found.contains("\"repeat_customers\":1"), "{found}");
    let check = out(own.path(), &["check", "a.csv", "-f", "json"]);
    assert!(check.contains("\"kind\":\"transactions\""), "{check}");
}

#[test]
fn what_config_show_prints_is_a_file_of_settings_that_gives_the_same_answer() {
    let own = folder(&format!(
        "[input]\ntransactions = [\"{SHOP}/orders.csv\"]\n[window]\nlast = \"12m\"\n[revenue]\nloyal = \"orders>=3\"\n[transactions.columns]\namount = \"amount\"\n"
    ));
    let shown = out(own.path(), &["config", "show", "--same-day", "merge"]);
    for fact in ["last = \"12m\"  # loyalty.toml:4", "same-day = \"merge\"  # flag", "confidence = \"0.95\"  # default"]
    {
        assert!(shown.contains(fact), "{fact}: {shown}");
    }
    let said = String::from_utf8(ran(own.path(), &["config", "show"], &[("LOYALTY_LANG", "ja")]).stdout)
        .expect("it prints UTF-8");
    assert!(said.contains("lang = \"ja\"  # environment LOYALTY_LANG"), "{said}");
    let copy = folder(&shown);
    let question = ["revenue", "-f", "json"];
    assert_eq!(
        answer(&out(copy.path(), &question)),
        answer(&out(own.path(), &["revenue", "-f", "json", "--same-day", "merge"]))
    );
}

/// A user's own folder of settings.
fn user(settings: &str) -> TempDir {
    let home = tempfile::tempdir().expect("the temporary folder can be written");
    fs::create_dir(home.path().join("loyalty")).expect("the temporary folder can be written");
    fs::write(home.path().join("loyalty/config.toml"), settings).expect("the temporary folder can be written");
    home
}

#[test]
fn the_environment_stands_before_the_project_and_the_project_before_the_user() {
    let own = folder(&format!("[input]\nfiles = [\"{SHOP}/orders.csv\"]\n[window]\nlast = \"12m\"\n"));
    let home = user(
        "[input]\nfiles = [\"nowhere.csv\"]\n[window]\nyear = 2024\n[output]\nformat = \"csv\"\nconfidence = 0.9\n",
    );
    let xdg = home.path().to_str().expect("the path is text");
    let said = |line: &[&str], more: &[(&str, &str)]| {
        let run = ran(own.path(), line, &[&[("XDG_CONFIG_HOME", xdg)], more].concat());
        assert!(run.status.success(), "{}", String::from_utf8_lossy(&run.stderr));
        (String::from_utf8(run.stdout).expect("UTF-8"), String::from_utf8(run.stderr).expect("UTF-8"))
    };
    // The user's format is heard, his year gives way to the project's twelve months.
    let (found, told) = said(&["repeat"], &[]);
    assert!(found.starts_with("group,") && found.contains("\n,2024-12-31,2025-12-30,"), "{found}");
    assert_eq!(told.matches("note: settings are taken from").count(), 2, "{told}");
    let (found, _) = said(&["repeat"], &[("LOYALTY_YEAR", "2025"), ("LOYALTY_FORMAT", "tsv")]);
    assert!(found.contains("\n\t2025-01-01\t2025-12-31\t"), "{found}");
    let (found, _) = said(&["repeat", "--year", "2024"], &[("LOYALTY_YEAR", "2025")]);
    assert!(found.contains("\n,2024-01-01,2024-12-31,"), "{found}");
    let (shown, _) = said(&["config", "show", "--width", "90"], &[("LOYALTY_CONFIDENCE", "0.8")]);
    for fact in [
        "last = \"12m\"  # loyalty.toml:4".to_owned(),
        format!("# year = \"2024\"  # {xdg}/loyalty/config.toml:4, set aside by loyalty.toml:4"),
        format!("format = \"csv\"  # {xdg}/loyalty/config.toml:6"),
        "confidence = \"0.8\"  # environment LOYALTY_CONFIDENCE".to_owned(),
        "width = \"90\"  # flag".to_owned(),
    ] {
        assert!(shown.contains(&fact), "{fact}: {shown}");
    }
    // Without files of settings, and with one that a variable names.
    let run = ran(own.path(), &["repeat", "--no-config"], &[("XDG_CONFIG_HOME", xdg)]);
    assert_eq!(run.status.code(), Some(2));
    let other = folder(&format!("[input]\nfiles = [\"{SHOP}/orders.csv\"]\n[output]\nformat = \"md\"\n"));
    let named = other.path().join("loyalty.toml");
    let (found, _) = said(&["repeat"], &[("LOYALTY_CONFIG", named.to_str().expect("the path is text"))]);
    assert!(found.starts_with('#'), "{found}");
}

#[test]
fn the_users_file_is_found_below_the_home_folder_too() {
    let own = folder("");
    let home = tempfile::tempdir().expect("the temporary folder can be written");
    fs::create_dir_all(home.path().join(".config/loyalty")).expect("the temporary folder can be written");
    fs::write(home.path().join(".config/loyalty/config.toml"), "[output]\nlang = \"ja\"\n").expect("it can be written");
    let run = ran(own.path(), &["nps", &format!("{SHOP}/nps.csv")], &[("HOME", home.path().to_str().expect("text"))]);
    assert!(String::from_utf8_lossy(&run.stdout).contains("推奨者"));
}

#[test]
fn a_variable_that_makes_no_sense_is_refused_and_a_slip_is_told() {
    let own = folder("");
    let nps = format!("{SHOP}/nps.csv");
    let told = |variable: (&str, &str)| {
        let run = ran(own.path(), &["nps", &nps, "-f", "json"], &[variable]);
        (String::from_utf8(run.stderr).expect("UTF-8"), run.status.code())
    };
    let (wrong, code) = told(("LOYALTY_WIDTH", "wide"));
    assert_eq!((wrong.as_str(), code), ("error: LOYALTY_WIDTH: found `wide`, expected a whole number\n", Some(2)));
    let (wrong, code) = told(("LOYALTY_LAST", "12 moons"));
    let expected = "error: environment LOYALTY_LAST: --last 12 moons: write a length such as 12m, 13w or 90d\n";
    assert_eq!((wrong.as_str(), code), (expected, Some(2)));
    let (slip, code) = told(("LOYALTY_FORMT", "json"));
    let expected = "note: the variable LOYALTY_FORMT is no setting; did you mean LOYALTY_FORMAT?\n";
    assert_eq!((slip.as_str(), code), (expected, Some(0)));
    let (both, code) = told(("LOYALTY_NPS_INTERVAL", "wald"));
    assert_eq!((both.as_str(), code), ("", Some(0)));
}

#[test]
fn a_file_of_settings_is_a_whole_job() {
    let own = folder(&format!(
        "[input]\ntransactions = [\"{SHOP}/ord*.csv\"]\nsurveys = [\"{SHOP}/nps.csv\"]\n[window]\nlast = \"12m\"\n[report]\nsections = [\"nps\", \"repeat\"]\nrequire = [\"nps\"]\n[thresholds]\nfail-if = [\"nps < 30\"]\n[output]\noutput = [\"out/report.json\", \"out/report.csv\", \"out/report.md\"]\nquiet = true\n"
    ));
    fs::create_dir(own.path().join("out")).expect("the temporary folder can be written");
    let run = ran(own.path(), &["report"], &[]);
    assert_eq!((run.status.code(), run.stdout.len(), run.stderr.len()), (Some(0), 0, 0));
    let read = |name: &str| fs::read_to_string(own.path().join("out").join(name)).expect("it was written");
    assert!(read("report.json").contains("\"command\":\"repeat\"") && !read("report.json").contains("\"revenue\""));
    assert!(read("report.csv").starts_with("\u{feff}command,") && read("report.md").starts_with('#'));
    let before = read("report.json");
    // One that cannot be written leaves all others as they were.
    fs::create_dir(own.path().join("out/folder.csv")).expect("the temporary folder can be written");
    let run = ran(own.path(), &["report", "-o", "out/report.json", "-o", "out/folder.csv", "--sections", "nps"], &[]);
    assert_eq!((run.status.code(), read("report.json") == before), (Some(1), true));
    let names: Vec<_> = fs::read_dir(own.path().join("out")).expect("it is there").flatten().collect();
    assert_eq!(names.len(), 4, "{names:?}");
    // A section that is required and has no answer: the report is written and says why.
    let run = ran(own.path(), &["report", "--require", "ces"], &[]);
    let told = String::from_utf8_lossy(&run.stderr).into_owned();
    assert_eq!(told, "error: the section ces is required and has no answer; the report says why\n");
    assert_eq!(run.status.code(), Some(3));
    assert!(read("report.json").contains("\"code\":\"required-section\""));
    let run = ran(own.path(), &["report", "--require", "cess"], &[]);
    assert!(String::from_utf8_lossy(&run.stderr).contains("no section is called `cess`; did you mean `ces`?"));
}

#[test]
fn what_init_writes_works_as_it_stands() {
    let japanese = concat!(env!("CARGO_MANIFEST_DIR"), "/fixtures/kado-no-mise");
    let cases: [(&str, Vec<String>); 5] = [
        ("repeat", vec![format!("{SHOP}/orders.csv"), format!("{SHOP}/nps.csv"), format!("{SHOP}/customers.csv")]),
        ("repeat", vec![format!("{SHOP}/*.csv")]),
        ("nps", vec![format!("{SHOP}/orders.csv"), format!("{SHOP}/nps.csv"), format!("{SHOP}/customers.csv")]),
        ("repeat", vec![format!("{EXPORTS}/shopify-orders.csv")]),
        ("repeat", vec![format!("{japanese}/注文.csv"), format!("{japanese}/アンケート.csv")]),
    ];
    for (command, files) in cases {
        let own = tempfile::tempdir().expect("the temporary folder can be written");
        let files: Vec<&str> = files.iter().map(String::as_str).collect();
        assert_eq!(out(own.path(), &[&["init"], &files[..]].concat()), "");
        let text = fs::read_to_string(own.path().join("loyalty.toml")).expect("it was written");
        let with = out(own.path(), &[command, "-f", "json", "-q"]);
        let without = out(own.path(), &[&[command, "--no-config", "-f", "json", "-q"], &files[..]].concat());
        assert_eq!(answer(&with), answer(&without), "{command} {files:?}\n{text}");
        out(own.path(), &["report", "-q"]);
        // What stands there as a remark is a setting, too.
        let names = ["max-rejected", "missing", "sections", "require", "fail-if", "output", "history", "last-week"];
        let uncommented: Vec<String> = text
            .lines()
            .map(|line| match line.strip_prefix("# ") {
                Some(setting) if names.iter().any(|name| setting.starts_with(&format!("{name} ="))) => {
                    setting.to_owned()
                }
                _ => line.to_owned(),
            })
            .collect();
        fs::write(own.path().join("loyalty.toml"), uncommented.join("\n")).expect("it can be written");
        out(own.path(), &["config", "show"]);
        let (told, code) = remarks(own.path(), &[&["init"], &files[..]].concat());
        assert_eq!(code, Some(2), "{told}");
        assert!(told.contains("loyalty.toml is there already"), "{told}");
    }
}
