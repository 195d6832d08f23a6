use super::settings::{Setting, reached};
use super::{Section, Vocabulary, read};
use crate::config::reading::Reading;
use crate::config::rules::Rules;
use crate::config::window::Window;
use clap::{Arg, Args, Command};

fn vocabulary() -> Vocabulary {
    let flags = |command: Command| command.get_arguments().cloned().collect::<Vec<Arg>>();
    Vocabulary {
        sections: vec![
            Section { name: "input", flags: flags(Reading::augment_args(Command::new(""))) },
            Section { name: "rules", flags: flags(Rules::augment_args(Command::new(""))) },
            Section { name: "window", flags: flags(Window::augment_args(Command::new(""))) },
        ],
        kinds: vec!["transactions", "surveys"],
        roles: vec!["order", "amount", "unit_price"],
    }
}

fn settings(text: &str) -> Vec<(String, Vec<String>, usize)> {
    let file = read("loyalty.toml", text, &vocabulary()).expect("it is understood");
    file.settings.into_iter().map(|Setting { name, values, line, .. }| (name, values, line)).collect()
}

fn refused(text: &str) -> String {
    read("loyalty.toml", text, &vocabulary()).expect_err("it is refused").to_string()
}

#[test]
fn a_key_is_a_long_flag_and_its_value_what_would_be_typed() {
    let found = settings("[input]\nfiles = [\"a.csv\", \"b/*.csv\"]\nmax_rejected = 3\n[window]\nas-of = 2026-03-31\n");
    let texts = |all: &[&str]| all.iter().map(|text| (*text).to_owned()).collect::<Vec<_>>();
    assert_eq!(
        found,
        [
            ("files".to_owned(), texts(&["a.csv", "b/*.csv"]), 2),
            ("max-rejected".to_owned(), texts(&["3"]), 3),
            ("as-of".to_owned(), texts(&["2026-03-31"]), 5),
        ]
    );
}

#[test]
fn a_switch_is_true_or_false() {
    let file = read("loyalty.toml", "[input]\ndecimal-comma = false\n", &vocabulary()).expect("it is understood");
    assert_eq!((file.settings[0].on, file.settings[0].values.len()), (false, 0));
    assert_eq!(
        refused("[input]\ndecimal-comma = \"yes\""),
        "loyalty.toml:2: input.decimal-comma: found the text `yes`, expected true or false"
    );
}

#[test]
fn every_fault_is_named_with_its_line_and_the_nearest_name() {
    let text = "[inptu]\n[window]\nform = \"2026-01-01\"\nlast = true\n[rules]\nzero-orders = \"counts\"\n[columns]\namuont = \"x\"\n";
    let said = "loyalty.toml:1: inptu: no such section; did you mean `input`?
loyalty.toml:3: window.form: no such setting; did you mean `from`?
loyalty.toml:4: window.last: found true, expected a text
loyalty.toml:6: rules.zero-orders: found `counts`, expected count or ignore; did you mean `count`?
loyalty.toml:8: columns.amuont: no such key; did you mean `amount`?";
    assert_eq!(refused(text), said);
}

#[test]
fn a_setting_outside_of_its_section_is_shown_the_way() {
    assert_eq!(refused("currency = \"EUR\"\n"), "loyalty.toml:1: currency: no such section; it belongs below [rules]");
    let below = refused("[transactions]\nfiles = [\"a.csv\"]\n");
    assert_eq!(
        below,
        "loyalty.toml:2: transactions.files: no such key; files stand below [input], columns below [transactions.columns]"
    );
}

#[test]
fn what_is_no_toml_is_refused_with_its_line() {
    assert!(refused("[input]\nfiles = [\"a.csv\"\n").starts_with("loyalty.toml:"), "{}", refused("[input]\nfiles = ["));
}

#[test]
fn columns_of_a_kind_stand_before_those_of_all_kinds() {
    let text = "[surveys.columns]\norder = [\"No\", \"Id\"]\n[columns]\norder = \"Nr\"\n";
    let file = read("loyalty.toml", text, &vocabulary()).expect("it is understood");
    let found: Vec<(Option<&str>, &str, usize)> =
        file.columns.iter().map(|m| (m.kind, m.column.as_str(), m.line)).collect();
    assert_eq!(found, [(Some("surveys"), "No", 2), (Some("surveys"), "Id", 2), (None, "Nr", 4)]);
}

#[test]
fn an_export_names_its_signature_its_columns_and_its_words() {
    let text = "[profile.our-till]\nsignature = [\"Receipt\"]\namount-per = \"first-line\"\n[profile.our-till.columns]\norder = \"Receipt\"\n[profile.our-till.status]\ncolumn = \"State\"\nsales = [\"paid\"]\n";
    let file = read("loyalty.toml", text, &vocabulary()).expect("it is understood");
    let own = &file.profiles[0];
    assert_eq!((own.name.as_str(), own.kind.as_str(), own.line), ("our-till", "transactions", 1));
    assert_eq!(own.columns, [("order".to_owned(), vec!["Receipt".to_owned()])]);
    assert_eq!(own.status[0].words, [("sales", vec!["paid".to_owned()])]);
    let wrong = refused("[profile.x]\namount-per = \"orders\"\n[profile.x.status]\nsale = [\"a\"]\n");
    assert_eq!(
        wrong,
        "loyalty.toml:2: profile.x.amount-per: found `orders`, expected line or first-line or order; did you mean `order`?
loyalty.toml:3: profile.x.status: no column is named; add column = \"…\"
loyalty.toml:4: profile.x.status.sale: no such key; did you mean `sales`?"
    );
}

#[test]
fn paths_begin_where_the_file_stands() {
    assert_eq!(reached("loyalty.toml", "daily/*.csv"), "daily/*.csv");
    assert_eq!(reached("shop/loyalty.toml", "daily/*.csv"), "shop/daily/*.csv");
    assert_eq!(reached("shop/loyalty.toml", "/srv/a.csv"), "/srv/a.csv");
    assert_eq!(reached("shop/loyalty.toml", "-"), "-");
}

#[test]
fn a_command_may_share_its_section_with_the_columns_of_a_kind() {
    let mut vocabulary = vocabulary();
    let flags = Window::augment_args(Command::new("")).get_arguments().cloned().collect();
    vocabulary.sections.push(Section { name: "surveys", flags });
    let text = "[surveys]\nlast = \"30d\"\n[surveys.columns]\namount = \"x\"\n";
    let file = read("loyalty.toml", text, &vocabulary).expect("it is understood");
    assert_eq!((file.settings.len(), file.columns.len()), (1, 1));
    assert_eq!(file.columns[0].kind, Some("surveys"));
    let fault =
        read("loyalty.toml", "[surveys]\nlats = \"30d\"\n", &vocabulary).expect_err("it is refused").to_string();
    assert_eq!(fault, "loyalty.toml:2: surveys.lats: no such setting; did you mean `last`?");
}
