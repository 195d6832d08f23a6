//! What was found out about columns, as TOML that can be put into `loyalty.toml` and corrected there.

use crate::answer::account::InputAccount;
use crate::words::{self, Lang};
use std::fmt::Write as _;

/// The columns of each kind of file. Where files of one kind have different columns, those of the first stand, and those of the others
/// follow as remarks: one table cannot hold both.
pub(super) fn mapping(accounts: &[InputAccount]) -> String {
    let mut text = String::new();
    let mut seen: Vec<&InputAccount> = vec![];
    for account in accounts {
        if let Some(why) = &account.refused {
            line(&mut text, &format!("# {}: {}", account.path, words::warning(Lang::En, why)));
            continue;
        }
        let profile = account.readings.iter().find(|(what, _)| *what == "profile");
        let known = profile.map_or(String::new(), |(_, name)| format!(" ({name})"));
        if let Some(first) = seen.iter().find(|other| other.kind == account.kind) {
            let same = first.columns == account.columns;
            let how = if same { "like" } else { "other columns than" };
            line(&mut text, &format!("# {}{known}: {how} {}", account.path, first.path));
            if !same {
                columns(&mut text, account, "# ");
            }
            continue;
        }
        line(&mut text, &format!("# {}{known}", account.path));
        line(&mut text, &format!("[{}.columns]", account.kind));
        columns(&mut text, account, "");
        seen.push(account);
    }
    text
}

fn columns(text: &mut String, account: &InputAccount, before: &str) {
    let quoted = |name: &str| toml::Value::String(name.to_owned()).to_string();
    for (role, name) in &account.columns {
        let mut names = vec![quoted(name)];
        if *role == "customer" {
            let others = account.readings.iter().filter(|(what, _)| *what == "customer_else");
            names.extend(others.flat_map(|(_, others)| others.split(", ")).map(quoted));
        }
        let value = if names.len() > 1 { format!("[{}]", names.join(", ")) } else { names.concat() };
        line(text, &format!("{before}{role} = {value}"));
    }
}

/// One line; a path or a name with a line break in it stays on it.
fn line(text: &mut String, words: &str) {
    let plain = words.replace(['\n', '\r'], " ");
    // Writing to a string cannot fail.
    let _ = writeln!(text, "{plain}");
}

#[cfg(test)]
mod tests {
    use super::*;

    fn account(path: &str, columns: &[(&'static str, &str)]) -> InputAccount {
        InputAccount {
            path: path.to_owned(),
            kind: "transactions",
            columns: columns.iter().map(|(role, name)| (*role, (*name).to_owned())).collect(),
            ..InputAccount::default()
        }
    }

    #[test]
    fn a_mapping_is_a_table_that_reads_back() {
        let text = mapping(&[account("a.csv", &[("order", "No. \"1\""), ("date", "日付")])]);
        let table: toml::Table = text.parse().expect("it is TOML");
        assert_eq!(table["transactions"]["columns"]["order"].as_str(), Some("No. \"1\""));
        assert_eq!(table["transactions"]["columns"]["date"].as_str(), Some("日付"));
    }

    #[test]
    fn a_second_header_is_a_remark() {
        let text = mapping(&[account("a.csv", &[("order", "A")]), account("b.csv", &[("order", "B")])]);
        assert_eq!(
            text.parse::<toml::Table>().expect("it is TOML")["transactions"]["columns"]["order"].as_str(),
            Some("A")
        );
        assert!(text.contains("# order = \"B\""));
    }
}
