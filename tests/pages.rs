//! Pages, sheets and texts for other programs: nothing that stands in a file does anything in them, and the machine they are made on
//! leaves no trace.

use std::fs;
use std::path::Path;
use std::process::Command;

const ROOT: &str = env!("CARGO_MANIFEST_DIR");

/// What a run prints.
fn printed(folder: &Path, variables: &[(&str, &str)], line: &[&str]) -> Vec<u8> {
    let mut program = Command::new(env!("CARGO_BIN_EXE_loyalty"));
    program.env_clear().envs(variables.iter().copied()).current_dir(folder).args(line);
    let run = program.output().expect("the program runs");
    assert!(run.status.success(), "{line:?}: {}", String::from_utf8_lossy(&run.stderr));
    run.stdout
}

fn text(line: &[&str]) -> String {
    String::from_utf8(printed(Path::new(ROOT), &[], line)).expect("it prints UTF-8")
}

/// Customers, channels, tiers, order numbers and headers that are markup, formulas, escapes and marks of writing direction.
const HOSTILE: [&str; 3] =
    ["fixtures/hostile/orders.csv", "fixtures/hostile/answers.csv", "fixtures/hostile/customers.csv"];

/// Questions whose answers show such text.
const QUESTIONS: [&[&str]; 5] = [
    &["report", HOSTILE[0], HOSTILE[1], HOSTILE[2], "--by", "tier"],
    &["repeat", HOSTILE[0], "--by", "<svg onload=alert(1)>"],
    &["nps", HOSTILE[1], "--by", "=cmd|' /C calc'!A0"],
    &["customers", HOSTILE[0], HOSTILE[2]],
    &["check", HOSTILE[0], HOSTILE[1], HOSTILE[2]],
];

fn asked(question: &[&str], format: &str) -> String {
    text(&[question, &["-f", format]].concat())
}

/// The elements that our pages are made of.
const ELEMENTS: &str = " a b bdi body br caption circle desc div em figcaption figure footer h1 h2 h3 head header html li main meta \
    nav ol p path rect section small span style svg table tbody td text th thead title tr ul ";

/// The names of all elements, and those of all attributes.
fn markup(page: &str) -> (Vec<String>, Vec<String>) {
    let (mut elements, mut attributes) = (vec![], vec![]);
    let style = page.find("<style>").zip(page.find("</style>"));
    let body = style.map_or(page.to_owned(), |(from, to)| format!("{}{}", &page[..from], &page[to..]));
    for tag in body.split('<').skip(1) {
        let (tag, _) = tag.split_once('>').expect("every tag is closed");
        elements.push(tag.trim_start_matches(['/', '!']).split([' ', '/']).next().unwrap_or_default().to_lowercase());
        attributes.extend(tag.split('"').step_by(2).filter_map(|part| part.trim().strip_suffix('=')).map(String::from));
    }
    (elements, attributes)
}

#[test]
fn text_from_a_file_is_no_markup() {
    for question in QUESTIONS {
        for lang in ["en", "ja"] {
            for format in ["html", "html-email"] {
                let page = text(&[question, &["-f", format, "--lang", lang]].concat());
                let (elements, attributes) = markup(&page);
                for element in &elements {
                    assert!(
                        element == "doctype" || ELEMENTS.contains(&format!(" {element} ")),
                        "{question:?}: <{element}>"
                    );
                }
                for attribute in &attributes {
                    // A mail has no other styles than those of its elements, and they are ours.
                    let styled = attribute == "style" && format == "html";
                    assert!(!attribute.starts_with("on") && !styled, "{question:?}: {attribute}");
                }
            }
        }
    }
    assert!(asked(QUESTIONS[3], "html").contains("&lt;script&gt;alert(1)&lt;/script&gt;"), "it is shown all the same");
}

#[test]
fn no_format_for_people_steers_a_terminal_or_turns_text_around() {
    for question in QUESTIONS {
        for format in ["table", "md", "html", "html-email"] {
            let page = asked(question, format);
            assert!(!page.contains(['\u{1b}', '\u{7}', '\u{202e}']), "{question:?} as {format}");
        }
    }
}

#[test]
fn no_cell_of_a_sheet_begins_a_formula() {
    for question in QUESTIONS {
        let sheet = asked(question, "csv");
        let mut reader = csv::ReaderBuilder::new().has_headers(false).from_reader(sheet.as_bytes());
        for row in reader.records() {
            for cell in &row.expect("a row") {
                let formula = cell.starts_with(['=', '+', '@', '\t', '\r'])
                    || cell.starts_with('-') && cell.parse::<f64>().is_err();
                assert!(!formula, "{question:?}: {cell}");
            }
        }
    }
}

/// A folder with the files of a shop.
fn shop() -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("the temporary folder can be written");
    for name in ["orders.csv", "customers.csv", "nps.csv"] {
        let from = Path::new(ROOT).join("fixtures/corner-shop").join(name);
        fs::copy(from, folder.path().join(name)).expect("the temporary folder can be written");
    }
    folder
}

#[test]
fn the_same_bytes_in_every_time_zone_locale_and_folder() {
    let (here, there) = (shop(), shop());
    let one = [("TZ", "Asia/Tokyo"), ("LC_ALL", "ja_JP.UTF-8"), ("LANG", "ja_JP.UTF-8"), ("HOME", "/nowhere")];
    let other = [("TZ", "America/Los_Angeles"), ("LC_ALL", "tr_TR"), ("COLUMNS", "200"), ("SOURCE_DATE_EPOCH", "1")];
    for format in ["html", "html-email", "xlsx", "json", "json-records", "jsonl", "csv", "tsv", "md", "table"] {
        for lang in ["en", "ja"] {
            let line =
                ["report", "orders.csv", "customers.csv", "nps.csv", "--by", "month", "-f", format, "--lang", lang];
            let first = printed(here.path(), &one, &line);
            assert!(first == printed(there.path(), &other, &line), "{format} in {lang}");
            assert!(first.len() > 1000, "{format} in {lang}");
        }
    }
}

/// Files of one run, in a folder of their own, with a history beside them.
#[test]
fn the_same_files_in_every_time_zone_locale_and_folder() {
    let (here, there) = (shop(), shop());
    let names = ["a.html", "b.xlsx", "c.json", "d.csv", "e.md", "f.jsonl", "g.tsv", "h.txt", "history.jsonl"];
    let mut line = vec!["report", "orders.csv", "customers.csv", "nps.csv", "--compare", "previous"];
    line.extend(names[..8].iter().flat_map(|name| ["-o", name]));
    line.extend(["--history", names[8]]);
    let one = [("TZ", "Pacific/Kiritimati"), ("LC_ALL", "de_DE.UTF-8"), ("USER", "one"), ("TMPDIR", "/tmp")];
    let other = [("TZ", "America/Los_Angeles"), ("LANG", "ja_JP.eucJP"), ("HOSTNAME", "two"), ("COLUMNS", "40")];
    assert!(printed(here.path(), &one, &line).is_empty());
    // The clock of the files' dates moves on: a sheet keeps the seconds of its making.
    std::thread::sleep(std::time::Duration::from_millis(2100));
    assert!(printed(there.path(), &other, &line).is_empty());
    for name in names {
        let [first, second] = [&here, &there].map(|folder| fs::read(folder.path().join(name)).expect("it was written"));
        assert!(first == second && first.len() > 500, "{name}");
    }
}

/// Hebrew and Arabic names run from right to left by themselves, and turn neither the numbers beside them nor their column.
#[test]
fn names_from_right_to_left_stay_in_line() {
    let folder = shop();
    let path = folder.path().join("customers.csv");
    let customers = fs::read_to_string(&path).expect("it was written");
    let renamed = customers.replace(",gold,", ",זהב (2024),").replace(",silver,", ",فضي,");
    fs::write(&path, renamed).expect("the temporary folder can be written");
    let line = ["nps", "nps.csv", "--customers", "customers.csv", "--by", "tier", "-f", "html"];
    let page = String::from_utf8(printed(folder.path(), &[], &line)).expect("it prints UTF-8");
    assert!(page.contains("<th scope=\"row\"><bdi>זהב (2024)"), "a cell keeps the name apart");
    assert!(page.contains(">\u{2068}فضي\u{2069}</text>"), "and so does a picture");
    assert!(!page.contains("dir=\"auto\"") && page.contains("dir=\"ltr\""), "no cell turns its column");
}

/// What a manager looks at stands on the page without being asked for, in the room that a page may have.
#[test]
fn a_page_has_its_pictures_unasked() {
    let files = ["orders", "customers", "nps", "csat", "ces"].map(|name| format!("fixtures/corner-shop/{name}.csv"));
    let mut line = vec!["report", "-f", "html"];
    line.extend(files.iter().map(String::as_str));
    let page = text(&line);
    let pictures = [
        "<figcaption>NPS by month",
        "<figcaption>repeat rate by month",
        "<figcaption>customers, net",
        "<figcaption>of net by tier",
        "<figcaption>purchases since the first week, forecast and actual",
        "<figcaption>how much of net the largest customers bring",
        "class=\"n h9\"",
    ];
    for picture in pictures {
        assert!(page.contains(picture), "{picture}");
    }
    assert!(page.len() < 200_000, "{} bytes", page.len());
    let short = text(&[&line[..], &["--sections", "all"]].concat());
    assert!(!short.contains(pictures[0]) && short.contains(pictures[2]), "those that are long can be left out");
}

/// Other programs get the same answer whether a page is made in their run or not; only the page is longer.
#[test]
fn what_stands_beside_a_page_is_what_stands_alone() {
    let folder = shop();
    let files = ["report", "orders.csv", "customers.csv", "nps.csv"];
    let beside = ["-o", "page.html", "-o", "beside.json", "-o", "beside.csv", "--history", "beside.jsonl"];
    assert!(printed(folder.path(), &[], &[&files[..], &beside].concat()).is_empty());
    let alone = ["-o", "alone.json", "-o", "alone.csv", "--history", "alone.jsonl"];
    assert!(printed(folder.path(), &[], &[&files[..], &alone].concat()).is_empty());
    for form in ["json", "csv", "jsonl"] {
        let [beside, alone] = ["beside", "alone"]
            .map(|name| fs::read_to_string(folder.path().join(name).with_extension(form)).expect("it was written"));
        assert!(beside == alone && beside.len() > 500, "{form}");
    }
}

#[test]
fn a_report_of_two_years_is_small() {
    let files = ["orders", "customers", "nps", "csat", "ces"].map(|name| format!("fixtures/corner-shop/{name}.csv"));
    let mut line = vec!["report"];
    line.extend(files.iter().map(String::as_str));
    line.extend(["--by", "month", "-f", "html"]);
    let page = text(&line);
    assert!(page.len() < 200_000, "{} bytes", page.len());
}
