//! What a rejected run says on standard error, and the file of rejected rows.

use super::show::{self, Show};
use super::visible::visible;
use super::{Options, flat, separated};
use crate::answer::account::{Rejection, Sums, add};
use crate::answer::reason::Reason;
use crate::answer::{Document, Section};
use crate::ledger::ratio::Ratio;
use crate::words::{self, Lang};
use std::borrow::Cow;
use std::collections::BTreeMap;
use std::io;

/// How many rejected rows are named one by one.
const NAMED: usize = 10;

/// Writes why nothing was computed: refused files and questions, the first rejected rows, the count of each reason,
/// what all of them are worth, and the flag that goes on without them.
pub fn write(document: &Document, options: &Options, out: &mut dyn io::Write) -> io::Result<()> {
    let show = Show::new(options);
    let error = show.phrases.error;
    for input in &document.inputs {
        if let Some(why) = &input.refused {
            writeln!(out, "{error}: {}: {}", visible(&input.path), visible(&words::warning(show.lang, why)))?;
        }
    }
    if let [Section::Refused(command, why)] = document.sections.as_slice() {
        writeln!(out, "{error}: {command}: {}", visible(&words::warning(show.lang, why)))?;
    }
    if document.rejections.is_empty() {
        return Ok(());
    }
    for rejection in document.rejections.iter().take(NAMED) {
        writeln!(out, "{error}: {}", visible(&place(rejection, show.lang)))?;
    }
    if let Some(more @ 1..) = document.rejections.len().checked_sub(NAMED) {
        writeln!(out, "{}", show.plain(&words::problems::more(show.lang, &show::count(more as u64))))?;
    }
    for line in reasons(document, show.lang) {
        writeln!(out, "{line}")?;
    }
    writeln!(out, "{}", go_on(document, show))?;
    writeln!(out, "{}", show.phrases.rejects_hint)
}

/// Writes all rejected rows as CSV, with their reasons.
pub fn write_rejects_csv(rejections: &[Rejection], options: &Options, out: &mut dyn io::Write) -> io::Result<()> {
    separated::rows(flat::rejections(rejections, options.lang), b',', options, out)
}

/// How often each reason occurred, the most frequent first.
pub(super) fn reasons(document: &Document, lang: Lang) -> Vec<String> {
    let mut counts: BTreeMap<Reason, u64> = BTreeMap::new();
    for rejection in &document.rejections {
        *counts.entry(rejection.reason).or_default() += 1;
    }
    let mut counts: Vec<(Reason, u64)> = counts.into_iter().collect();
    counts.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
    let line = |(reason, count): (Reason, u64)| {
        let (wrong, remedy) = words::reason(lang, reason);
        words::problems::tally(lang, &super::digits::thousands(&count.to_string()), wrong, remedy)
    };
    counts.into_iter().map(line).collect()
}

/// `shop.csv:5: score: found ...`
fn place(rejection: &Rejection, lang: Lang) -> String {
    let found = words::problems::found(lang, rejection, &masked(&rejection.value));
    let Rejection { path, line, column, .. } = rejection;
    if column.is_empty() { format!("{path}:{line}: {found}") } else { format!("{path}:{line}: {column}: {found}") }
}

fn go_on(document: &Document, show: Show) -> String {
    let rows: u64 = document.inputs.iter().map(|input| input.rows).sum();
    let rejected = document.rejections.len() as u64;
    let mut worth = Sums::new();
    for (currency, sum) in document.rejections.iter().filter_map(|rejection| rejection.worth.as_ref()) {
        add(&mut worth, currency, *sum);
    }
    let worth = show::sums(&worth);
    let worth = Some(worth.as_str()).filter(|text| !text.is_empty());
    let share = share(rejected, rows);
    words::problems::go_on(show.lang, &show::count(rejected), &show::count(rows), &share, worth, rejected)
}

/// A small share as per cent, with as many decimals as it takes to see it.
fn share(part: u64, whole: u64) -> String {
    let Some(share) = Ratio::new(100 * i128::from(part), i128::from(whole)) else { return "0".to_owned() };
    let decimals = (1..=6).find(|decimals| share.rounded(*decimals) != 0).unwrap_or(6);
    format!("{share:.*}", usize::from(decimals))
}

/// The text with e-mail addresses shortened to `a***@e***.com`: the line number is enough to find a person.
pub(super) fn masked(text: &str) -> Cow<'_, str> {
    if !text.contains('@') {
        return Cow::Borrowed(text);
    }
    let words = text.split_inclusive(|c: char| c.is_whitespace() || ",;<>()\"'".contains(c));
    Cow::Owned(words.map(|word| mask(word).unwrap_or_else(|| word.to_owned())).collect())
}

fn mask(word: &str) -> Option<String> {
    let (name, host) = word.split_once('@')?;
    let (domain, end) = host.rsplit_once('.')?;
    Some(format!("{}***@{}***.{end}", name.chars().next()?, domain.chars().next()?))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::answer::account::InputAccount;
    use crate::ledger::money::Money;

    fn rejection(line: u64, value: &str) -> Rejection {
        Rejection {
            path: "shop.csv".to_owned(),
            line,
            column: "score".to_owned(),
            value: value.to_owned(),
            reason: Reason::ScoreRange,
            expected: Some("0 to 10".to_owned()),
            worth: Some(("USD".to_owned(), Money::new(41_150, 2))),
        }
    }

    fn document(rejections: Vec<Rejection>) -> Document {
        let input = InputAccount { path: "shop.csv".to_owned(), rows: 100_000, ..InputAccount::default() };
        let mut document = super::super::example::nps();
        document.inputs = vec![input];
        document.sections = vec![];
        document.rejections = rejections;
        document
    }

    fn text(document: &Document, lang: Lang) -> String {
        let mut out = vec![];
        write(document, &Options { lang, ..Options::default() }, &mut out).expect("memory takes it");
        String::from_utf8(out).expect("UTF-8")
    }

    #[test]
    fn a_rejected_run_names_the_rows_the_money_and_the_way_on() {
        let document = document(vec![rejection(5, "11"), rejection(9, "12"), rejection(12, "")]);
        assert_eq!(
            text(&document, Lang::En),
            "error: shop.csv:5: score: found `11`, expected a whole number from 0 to 10\n\
             error: shop.csv:9: score: found `12`, expected a whole number from 0 to 10\n\
             error: shop.csv:12: score: found nothing, expected a whole number from 0 to 10\n\
             3 rows: the score lies outside its scale; correct it, or name the right column with --map score=COLUMN, \
             or the scale of CSAT and CES with --scale\n\
             3 of 100,000 rows (0.003 %), worth 1,234.50 USD: add --max-rejected 3 to go on without them\n\
             add --rejects FILE to write all rejected rows with their reasons\n"
        );
        assert!(
            text(&document, Lang::Ja)
                .starts_with("エラー: shop.csv:5: score: `11` ではなく、0から10までの整数が必要です\n")
        );
    }

    #[test]
    fn only_the_first_ten_are_named_and_the_rest_counted() {
        let text = text(&document((2..15).map(|line| rejection(line, "11")).collect()), Lang::En);
        assert_eq!(text.matches("error: ").count(), 10);
        assert!(text.contains("\n… and 3 more\n13 rows: the score"));
    }

    #[test]
    fn what_the_file_holds_cannot_steer_the_terminal_or_give_people_away() {
        let text = text(&document(vec![rejection(5, "\u{1b}[2J ann@example.com")]), Lang::En);
        assert!(text.contains(r"found `\x1b[2J a***@e***.com`"), "{text}");
    }

    #[test]
    fn the_file_of_rejects_has_every_row_with_its_reason() {
        let mut out = vec![];
        write_rejects_csv(&[rejection(5, "=11")], &Options::default(), &mut out).expect("memory takes it");
        assert_eq!(
            String::from_utf8(out).expect("UTF-8"),
            "path,line,column,value,reason,expected\nshop.csv,5,score,'=11,score-range,a whole number from 0 to 10\n"
        );
    }
}
