//! A date as it is written, before anyone says which number is the day: one pass over the text, whatever its shape.

use super::time::{self, Time, number};

/// What stands where a date should.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct Written {
    pub form: Form,
    /// The weekday written beside the date, Monday being 0.
    pub weekday: Option<u32>,
    pub time: Option<Time>,
}

/// The date's own part.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Form {
    /// Three numbers between two equal marks.
    Numbers([Number; 3]),
    /// Digits alone, with the digits behind a point.
    Run { digits: Number, fraction: Option<Fraction> },
    /// Year, month and day with 年月日.
    Kanji(u32, u32, u32),
    /// Year, month and day, the month by name.
    Named(u32, u32, u32),
    /// Era, its year, month and day.
    Era(Era, u32, u32, u32),
}

/// A number and how many digits it was written with.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct Number {
    pub value: u64,
    pub digits: usize,
}

/// The digits behind a point, as billionths.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct Fraction(pub u64);

/// A Japanese era.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Era {
    Meiji,
    Taisho,
    Showa,
    Heisei,
    Reiwa,
}

/// Eras by their names and letters.
const ERAS: [(&str, &str, Era); 5] = [
    ("明治", "m", Era::Meiji),
    ("大正", "t", Era::Taisho),
    ("昭和", "s", Era::Showa),
    ("平成", "h", Era::Heisei),
    ("令和", "r", Era::Reiwa),
];

const MONTHS: [&str; 12] = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
];

const WEEKDAYS: [(&str, char); 7] = [
    ("monday", '月'),
    ("tuesday", '火'),
    ("wednesday", '水'),
    ("thursday", '木'),
    ("friday", '金'),
    ("saturday", '土'),
    ("sunday", '日'),
];

/// Takes a narrowed text apart; nothing when something is left over.
pub(super) fn split(text: &str) -> Option<Written> {
    let (before, text) = leading_weekday(text);
    let (form, rest) = form(text)?;
    let (behind, rest) = bracketed_weekday(rest)?;
    if before.is_some() && behind.is_some() {
        return None;
    }
    let time = match form {
        _ if rest.is_empty() => None,
        Form::Run { digits: Number { digits: 8, .. }, .. } => Some(behind_compact(rest)?),
        Form::Numbers(_) | Form::Run { .. } | Form::Named(..) => Some(time::time(separated(rest)?)?),
        // 5日12:34 needs no blank.
        Form::Kanji(..) | Form::Era(..) => Some(time::time(separated(rest).unwrap_or(rest))?),
    };
    Some(Written { form, weekday: before.or(behind), time })
}

fn form(text: &str) -> Option<(Form, &str)> {
    let first = text.chars().next()?;
    if !first.is_ascii_digit() {
        return era(text).or_else(|| month_first(text));
    }
    kanji(text).or_else(|| numbers(text)).or_else(|| name_between(text)).or_else(|| run(text))
}

/// `2024-01-31`, `31.1.2024`, `6/26/18`.
fn numbers(text: &str) -> Option<(Form, &str)> {
    let (first, rest) = counted(text, 4)?;
    let mark = rest.chars().next()?;
    let (second, rest) = counted(rest.strip_prefix(mark)?, 2)?;
    let (third, rest) = counted(rest.strip_prefix(mark)?, 4)?;
    Some((Form::Numbers([first, second, third]), rest))
}

/// Digits alone, up to the fourteen of `20240131093000`; that one's time is left as rest.
fn run(text: &str) -> Option<(Form, &str)> {
    let rest = text.trim_start_matches(|digit: char| digit.is_ascii_digit());
    let count = text.len() - rest.len();
    if count == 14 {
        let (digits, _) = counted(&text[..8], 8)?;
        return Some((Form::Run { digits, fraction: None }, &text[8..]));
    }
    let (digits, rest) = counted(text, 13)?;
    let Some(decimals) = rest.strip_prefix('.') else {
        return Some((Form::Run { digits, fraction: None }, rest));
    };
    let rest = decimals.trim_start_matches(|digit: char| digit.is_ascii_digit());
    let count = decimals.len() - rest.len();
    let billionths = decimals.bytes().take(count).chain(std::iter::repeat(b'0')).take(9);
    let fraction = Fraction(billionths.fold(0, |sum, digit| sum * 10 + u64::from(digit - b'0')));
    (count > 0).then_some((Form::Run { digits, fraction: Some(fraction) }, rest))
}

/// `2024年1月31日`.
fn kanji(text: &str) -> Option<(Form, &str)> {
    let (year, rest) = number(text, 4..=4)?;
    let (month, day, rest) = kanji_month_and_day(rest)?;
    Some((Form::Kanji(year, month, day), rest))
}

fn kanji_month_and_day(text: &str) -> Option<(u32, u32, &str)> {
    let (month, rest) = number(text.strip_prefix('年')?.trim_start_matches(' '), 1..=2)?;
    let (day, rest) = number(rest.strip_prefix('月')?.trim_start_matches(' '), 1..=2)?;
    Some((month, day, rest.strip_prefix('日')?))
}

/// `令和6年1月5日`, `令和元年5月1日`, `R6.1.5`.
fn era(text: &str) -> Option<(Form, &str)> {
    let (era, rest) = ERAS.iter().find_map(|(name, letter, era)| {
        let lettered = || {
            let (head, rest) = text.split_at_checked(1)?;
            head.eq_ignore_ascii_case(letter).then_some(rest)
        };
        Some((*era, text.strip_prefix(name).or_else(lettered)?))
    })?;
    let (year, rest) = match rest.strip_prefix('元') {
        Some(rest) => (1, rest),
        None => number(rest.trim_start_matches(' '), 1..=2)?,
    };
    let (month, day, rest) = match rest.chars().next()? {
        '年' => kanji_month_and_day(rest)?,
        mark @ ('.' | '/' | '-') => {
            let (month, rest) = number(rest.strip_prefix(mark)?, 1..=2)?;
            let (day, rest) = number(rest.strip_prefix(mark)?, 1..=2)?;
            (month, day, rest)
        }
        _ => return None,
    };
    Some((Form::Era(era, year, month, day), rest))
}

/// `Jan 5, 2024`, `January 5 2024`.
fn month_first(text: &str) -> Option<(Form, &str)> {
    let (month, rest) = month(text)?;
    let (_, rest) = gap(rest)?;
    let (day, rest) = number(rest, 1..=2)?;
    let rest = ordinal(rest);
    let rest = rest.strip_prefix(',').unwrap_or(rest);
    let (year, rest) = number(gap(rest)?.1, 4..=4)?;
    Some((Form::Named(year, month, day), rest))
}

/// `5 Jan 2024`, `05-JAN-2024`, `5th January, 2024`, `2024-Jan-05`, `05Jan2024`.
fn name_between(text: &str) -> Option<(Form, &str)> {
    let (first, rest) = counted(text, 4)?;
    let (mark, rest) = gap(if first.digits <= 2 { ordinal(rest) } else { rest }).unwrap_or((None, rest));
    let (month, rest) = month(rest)?;
    let rest = rest.strip_prefix(',').unwrap_or(rest);
    let (other, rest) = gap(rest).unwrap_or((None, rest));
    if mark != other {
        return None;
    }
    let (last, rest) = counted(rest, 4)?;
    let (year, day) = match (first.digits, last.digits) {
        (1 | 2, 4) => (last, first),
        (4, 1 | 2) => (first, last),
        _ => return None,
    };
    Some((Form::Named(year.value as u32, month, day.value as u32), rest))
}

/// A mark or blanks between the parts of a date with a month name.
fn gap(text: &str) -> Option<(Option<char>, &str)> {
    if let Some(rest) = text.strip_prefix(' ') {
        return Some((Some(' '), rest.trim_start_matches(' ')));
    }
    let mark = text.chars().next().filter(|mark| matches!(mark, '-' | '/'))?;
    Some((Some(mark), &text[1..]))
}

/// `st`, `nd`, `rd` and `th` behind a day.
fn ordinal(text: &str) -> &str {
    let Some((head, rest)) = text.split_at_checked(2) else {
        return text;
    };
    let known = ["st", "nd", "rd", "th"].iter().any(|end| head.eq_ignore_ascii_case(end));
    if known { rest } else { text }
}

/// A month's name, whole or its first three letters, with a point behind the latter or not.
fn month(text: &str) -> Option<(u32, &str)> {
    let (word, rest) = word(text);
    let lower = word.to_ascii_lowercase();
    let at = MONTHS.iter().position(|name| is_name(&lower, name) || (lower == "sept" && *name == "september"))?;
    let rest = if lower.len() <= 4 { rest.strip_prefix('.').unwrap_or(rest) } else { rest };
    Some((at as u32 + 1, rest))
}

/// `Fri, ` or `Friday ` before a date.
fn leading_weekday(text: &str) -> (Option<u32>, &str) {
    let (word, rest) = word(text);
    let lower = word.to_ascii_lowercase();
    let Some(at) = WEEKDAYS.iter().position(|(name, _)| is_name(&lower, name)) else {
        return (None, text);
    };
    let rest = rest.strip_prefix(',').unwrap_or(rest);
    (Some(at as u32), rest.trim_start_matches(' '))
}

/// `(金)`, `(金曜日)`, `(Fri)` or 金曜日 behind a date.
fn bracketed_weekday(text: &str) -> Option<(Option<u32>, &str)> {
    let trimmed = text.trim_start_matches(' ');
    if let Some(inner) = trimmed.strip_prefix('(') {
        let (inner, rest) = inner.split_once(')')?;
        return Some((Some(weekday(inner)?), rest));
    }
    let Some((name, rest)) = trimmed.split_once("曜日") else {
        return Some((None, text));
    };
    Some((Some(weekday(name)?), rest))
}

fn weekday(name: &str) -> Option<u32> {
    let bare = name.trim_end_matches("曜日").trim_end_matches('曜');
    let lower = bare.to_ascii_lowercase();
    let known = |(english, kanji): &(&str, char)| is_name(&lower, english) || bare.chars().eq([*kanji]);
    WEEKDAYS.iter().position(known).map(|at| at as u32)
}

/// What separates a time from the date before it.
fn separated(rest: &str) -> Option<&str> {
    let blank = rest.strip_prefix(',').unwrap_or(rest);
    match blank.strip_prefix(' ') {
        Some(text) => Some(text.trim_start_matches(' ')),
        None => rest.strip_prefix(['T', 't']),
    }
}

/// `093000`, `T0930`, or a time as behind any other date.
fn behind_compact(rest: &str) -> Option<Time> {
    let bare = rest.strip_prefix(['T', 't']).unwrap_or(rest);
    time::compact_time(bare).or_else(|| time::time(separated(rest)?))
}

/// A whole name or its first three letters.
fn is_name(lower: &str, name: &str) -> bool {
    lower == name || (lower.len() == 3 && name.starts_with(lower))
}

/// The ASCII letters in front.
fn word(text: &str) -> (&str, &str) {
    let rest = text.trim_start_matches(|letter: char| letter.is_ascii_alphabetic());
    text.split_at(text.len() - rest.len())
}

/// A number of at most so many digits; one more digit is a fault.
fn counted(text: &str, most: usize) -> Option<(Number, &str)> {
    let rest = text.trim_start_matches(|digit: char| digit.is_ascii_digit());
    let digits = text.len() - rest.len();
    let value = (1..=most).contains(&digits).then(|| text[..digits].parse().ok())??;
    Some((Number { value, digits }, rest))
}
