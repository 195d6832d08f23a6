//! The sentences about rejected rows.

use super::{Lang, joints};
use crate::answer::account::Rejection;

/// What was found in a place, and what was expected instead; for a row as a whole, what is wrong with it.
pub fn found(lang: Lang, rejection: &Rejection, value: &str) -> String {
    let expected = super::expectation(lang, rejection.reason, rejection.expected.as_deref());
    let (wrong, _) = super::reason(lang, rejection.reason);
    match (lang, value.is_empty(), rejection.column.is_empty()) {
        (Lang::En, false, _) => format!("found `{value}`, expected {expected}"),
        (Lang::Ja, false, _) => format!("`{value}` ではなく、{}", needed(&expected)),
        (Lang::En, true, false) => format!("found nothing, expected {expected}"),
        (Lang::Ja, true, false) => format!("空欄ではなく、{}", needed(&expected)),
        (Lang::En, true, true) => format!("{wrong}, expected {expected}"),
        (Lang::Ja, true, true) => format!("{wrong} (必要なもの: {expected})"),
    }
}

fn needed(expected: &str) -> String {
    let mut text = expected.to_owned();
    joints::add(&mut text, "が必要です");
    text
}

/// How many more rows there are than were listed.
pub fn more(lang: Lang, count: &str) -> String {
    match lang {
        Lang::En => format!("… and {count} more"),
        Lang::Ja => format!("… ほか {count}件"),
    }
}

/// How often a reason occurred, and what to do about it.
pub fn tally(lang: Lang, count: &str, wrong: &str, remedy: &str) -> String {
    match lang {
        Lang::En => format!("{count} {}: {wrong}; {remedy}", if count == "1" { "row" } else { "rows" }),
        Lang::Ja => format!("{count}件: {wrong}。{remedy}"),
    }
}

/// How much would be lost by going on without the rejected rows, and the flag that does it.
pub fn go_on(lang: Lang, rejected: &str, rows: &str, share: &str, worth: Option<&str>, flag: u64) -> String {
    match lang {
        Lang::En => {
            let worth = worth.map(|sum| format!(", {}", self::worth(lang, sum))).unwrap_or_default();
            format!("{rejected} of {rows} rows ({share} %){worth}: add --max-rejected {flag} to go on without them")
        }
        Lang::Ja => {
            let worth = worth.map(|sum| format!("、{}", self::worth(lang, sum))).unwrap_or_default();
            format!(
                "{rows}行のうち {rejected}行 ({share}%){worth}: 除いて続けるには --max-rejected {flag} を付けてください"
            )
        }
    }
}

/// Why a question has no answer, or several of them have none.
pub fn unanswered(lang: Lang, titles: &[&str], why: &str) -> String {
    match (lang, titles) {
        (Lang::En, [title]) => format!("{title} has no answer here: {why}"),
        // Titles have commas of their own.
        (Lang::En, titles) => format!("{} have no answer here: {why}", titles.join("; ")),
        (Lang::Ja, titles) => format!("{}は算出できません：{why}", titles.join("／")),
    }
}

/// What rows are worth.
pub fn worth(lang: Lang, sum: &str) -> String {
    match lang {
        Lang::En => format!("worth {sum}"),
        Lang::Ja => format!("金額 {sum}"),
    }
}
