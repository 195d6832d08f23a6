//! The whole document as one JSON object: what was asked, what was read, what came out.

use super::items;
use super::text::{array, line, money, names, object, string, value};
use crate::answer::account::{InputAccount, MoneyAccount, Sums};
use crate::answer::value::Value;
use crate::answer::{Answer, Document, Section, Warning};
use crate::render::flat;
use crate::words::{self, Lang};
use std::io;

/// Facts that are numbers; all others are text even where they look like one, such as a group called 2024.
const NUMERIC_FACTS: [&str; 8] = ["count", "n", "total", "share", "years", "min", "max", "year"];

/// Writes the envelope, its members on lines of their own and its records one to a line.
pub(in crate::render) fn envelope(document: &Document, lang: Lang, out: &mut dyn io::Write) -> io::Result<()> {
    let answer = flat::answer(document);
    let tool = [("name", string("loyalty")), ("version", string(env!("CARGO_PKG_VERSION")))];
    write!(out, "{{\n  \"schema\": {}", string(&format!("loyalty/{}@1", document.command)))?;
    member("tool", &object(tool), out)?;
    member("command", &string(document.command), out)?;
    member("parameters", &parameters(&asked(document, answer)), out)?;
    list("inputs", document.inputs.iter().map(|account| input(account, lang)), out)?;
    member("definition", &answer.map_or_else(|| "null".to_owned(), |a| string(a.sheet.definition)), out)?;
    member("set_aside", &answer.map_or_else(|| "{}".to_owned(), set_aside), out)?;
    let warnings = document.warnings.iter().chain(answer.map_or(&[][..], |a| &a.warnings));
    list("warnings", warnings.map(|warning| remark(warning, lang)), out)?;
    if let (Some(refused), false) = (refusal(document), document.command == "report") {
        member("refused", &remark(refused, lang), out)?;
    }
    member("summary", &summary(document, answer), out)?;
    let parts = if document.command == "report" {
        &document.sections[..]
    } else {
        document.sections.get(1..).unwrap_or_default()
    };
    if document.command == "report" || !parts.is_empty() {
        list("sections", parts.iter().map(|part| section(part, lang)), out)?;
    }
    write!(out, ",\n  \"records\": ")?;
    super::array(flat::records(document, lang), "  ", out)?;
    writeln!(out, "\n}}")
}

fn member(key: &str, text: &str, out: &mut dyn io::Write) -> io::Result<()> {
    write!(out, ",\n  {}: {text}", string(key))
}

fn list(key: &str, entries: impl Iterator<Item = String>, out: &mut dyn io::Write) -> io::Result<()> {
    write!(out, ",\n  {}: ", string(key))?;
    items(entries, "  ", out)
}

/// What was asked of all, and of the one answer; where both say something the answer knows better.
fn asked<'a>(document: &'a Document, answer: Option<&'a Answer>) -> Vec<(&'static str, &'a Value)> {
    let own = answer.map_or(&[][..], |answer| &answer.parameters);
    let mut all: Vec<(&'static str, &Value)> = document.parameters.iter().map(|(key, value)| (*key, value)).collect();
    for (key, value) in own {
        match all.iter_mut().find(|(known, _)| known == key) {
            Some(slot) => slot.1 = value,
            None => all.push((key, value)),
        }
    }
    all
}

fn parameters(asked: &[(&'static str, &Value)]) -> String {
    object(asked.iter().map(|(key, asked)| (*key, parameter(asked))))
}

/// A parameter as it was typed: 0.95, where a result would have six decimals.
fn parameter(asked: &Value) -> String {
    let text = value(asked);
    match asked {
        Value::Exact(_) | Value::Real(_) if text.contains('.') => {
            text.trim_end_matches('0').trim_end_matches('.').to_owned()
        }
        _ => text,
    }
}

fn refusal(document: &Document) -> Option<&Warning> {
    match document.sections.as_slice() {
        [Section::Refused(_, why)] => Some(why),
        _ => None,
    }
}

fn summary(document: &Document, answer: Option<&Answer>) -> String {
    match (&document.check, answer) {
        (Some(totals), _) => object(totals.iter().map(|(key, total)| (*key, value(total)))),
        (None, Some(answer)) => whole(answer),
        (None, None) => "null".to_owned(),
    }
}

fn whole(answer: &Answer) -> String {
    let rows = flat::summary(answer);
    let names = names(&rows.keys);
    rows.rows.map(|row| line(&names, &row)).collect()
}

fn section(section: &Section, lang: Lang) -> String {
    let null = || "null".to_owned();
    match section {
        Section::Answered(answer) => {
            let asked: Vec<(&'static str, &Value)> =
                answer.parameters.iter().map(|(key, value)| (*key, value)).collect();
            let rows = flat::answers(answer);
            let names = names(&rows.keys);
            object([
                ("command", string(answer.sheet.command)),
                ("status", string("answered")),
                ("reason", null()),
                ("message", null()),
                ("definition", string(answer.sheet.definition)),
                ("parameters", parameters(&asked)),
                ("set_aside", set_aside(answer)),
                ("warnings", array(answer.warnings.iter().map(|warning| remark(warning, lang)))),
                ("summary", whole(answer)),
                ("records", array(rows.rows.map(|row| line(&names, &row)))),
            ])
        }
        Section::Refused(command, why) => object([
            ("command", string(command)),
            ("status", string("refused")),
            ("reason", string(why.code)),
            ("message", string(&words::warning(lang, why))),
            ("definition", null()),
            ("parameters", object([])),
            ("set_aside", object([])),
            ("warnings", array([])),
            ("summary", null()),
            ("records", array([])),
        ]),
    }
}

fn set_aside(answer: &Answer) -> String {
    object(answer.set_aside.iter().map(|(code, count)| (*code, count.to_string())))
}

fn remark(warning: &Warning, lang: Lang) -> String {
    let told = [("code", string(warning.code)), ("message", string(&words::warning(lang, warning)))];
    let facts = warning.facts.iter().map(|(name, text)| (*name, fact(name, text)));
    object(told.into_iter().chain(facts))
}

fn fact(name: &str, text: &str) -> String {
    if NUMERIC_FACTS.contains(&name) && is_number(text) { text.to_owned() } else { string(text) }
}

/// Whether the text is a JSON number without an exponent.
fn is_number(text: &str) -> bool {
    let digits = text.strip_prefix('-').unwrap_or(text);
    let (whole, decimals) = digits.split_once('.').unwrap_or((digits, "0"));
    let plain = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
    plain(whole) && plain(decimals) && (whole.len() == 1 || !whole.starts_with('0'))
}

fn input(account: &InputAccount, lang: Lang) -> String {
    let texts = |pairs: &[(&'static str, String)]| object(pairs.iter().map(|(key, text)| (*key, string(text))));
    let mut members = vec![
        ("path", string(&account.path)),
        ("kind", string(account.kind)),
        ("encoding", string(&account.encoding)),
        ("delimiter", string(&account.delimiter.to_string())),
        ("columns", texts(&account.columns)),
        ("readings", texts(&account.readings)),
        ("rows", account.rows.to_string()),
        ("used", account.used.to_string()),
        ("merged", account.merged.to_string()),
        ("excluded", object(account.excluded.iter().map(|(rule, count)| (*rule, count.to_string())))),
        ("rejected", account.rejected.to_string()),
    ];
    if let Some(sums) = &account.money {
        members.push(("money", money_of(sums)));
    }
    if let Some(why) = &account.refused {
        members.push(("refused", remark(why, lang)));
    }
    object(members)
}

fn money_of(account: &MoneyAccount) -> String {
    let by_currency = |sums: &Sums| money(sums.iter().map(|(currency, sum)| (currency.as_str(), *sum)));
    object([
        ("used", by_currency(&account.used)),
        ("merged", by_currency(&account.merged)),
        ("excluded", object(account.excluded.iter().map(|(rule, sums)| (*rule, by_currency(sums))))),
        ("rejected", by_currency(&account.rejected)),
    ])
}

#[cfg(test)]
mod tests {
    use super::{fact, is_number};

    #[test]
    fn only_facts_that_count_become_numbers() {
        assert_eq!(fact("group", "2024"), r#""2024""#);
        assert_eq!(fact("n", "29"), "29");
        assert_eq!(fact("total", "-0.05"), "-0.05");
        assert_eq!(fact("share", "83.4 %"), r#""83.4 %""#);
        assert!(!is_number("007") && !is_number("1e5") && !is_number("") && !is_number("1."));
    }
}
