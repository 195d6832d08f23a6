//! `loyalty history`, and what a run with `--history` notes down.

pub(super) mod book;

use super::Usage;
use super::desk::Desk;
use crate::answer::column::{Column, Sheet, Unit};
use crate::answer::people::People;
use crate::answer::value::Value;
use crate::answer::{Answer, Document, Record, Section, Verdict, Warning};
use crate::config::output::Output;
use crate::ledger::day::Day;
use crate::ledger::money::Money;
use crate::ledger::ratio::Ratio;
use crate::ledger::window::{Period, Window};
use anyhow::{Result, bail};
use book::{Book, Entry, Restated};
use clap::Args as Flags;

/// How many earlier windows of each command a report measures again.
const AGAIN: usize = 4;

/// Decimals of everything that is no count and no sum of money.
const DECIMALS: usize = 6;

/// The columns of a history.
pub(super) const SHEET: Sheet = Sheet {
    command: "history",
    definition: "figures as they were last told, by the last day of their window; told_first is what was told of the same days at first",
    headline: "value",
    columns: &[
        Column::new("metric", Unit::Text),
        Column::new("group", Unit::Text),
        Column::quiet("method", Unit::Text),
        Column::new("value", Unit::Number).between("low", "high"),
        Column::quiet("low", Unit::Number),
        Column::quiet("high", Unit::Number),
        Column::quiet("n", Unit::Count),
        Column::quiet("unit", Unit::Text),
        Column::new("told_first", Unit::Number),
        Column::new("told_as_of", Unit::Date),
    ],
    people: People::of(&[&["n"]]).named(&["metric", "method"]),
};

/// What runs with --history have noted down: figures by window, and which of them have been told otherwise since.
///
/// It shows what was said, not what is true now: a window that no run has measured again stands as it was told.
#[derive(Debug, Flags)]
#[command(after_help = "Examples:
  loyalty history history.jsonl
  loyalty history history.jsonl --metric nps.nps -f csv
  loyalty history history.jsonl --keep 104w")]
pub(super) struct Args {
    /// The file that runs have added to
    #[arg(value_name = "FILE")]
    file: String,
    /// Only these figures, such as nps.nps; the headline of each command otherwise
    #[arg(long, value_name = "COMMAND.KEY", value_delimiter = ',')]
    metric: Vec<String>,
    /// Takes out of the file what ended longer ago than this, such as 104w, 24m or 730d, counted back from its last day
    #[arg(long, value_name = "LENGTH")]
    keep: Option<String>,
    #[command(flatten)]
    output: Output,
}

pub(super) fn run(args: &Args, desk: &mut Desk<'_>) -> Result<Verdict> {
    Desk::prepare(&args.output)?;
    if let Some(length) = &args.keep {
        let book = Book::look(&args.file)?;
        let last = book.figures().filter_map(|entry| entry.to.parse::<Day>().ok()).max();
        drop(book);
        if let Some(last) = last {
            let earliest = super::window::back(&format!("--keep {length}"), length, last)?;
            let gone = Book::open(&args.file)?.prune(&earliest.to_string())?;
            let facts = [("count", gone.to_string()), ("day", earliest.to_string())];
            desk.remark(&Warning::new("history-pruned", facts), &args.output)?;
        }
    }
    let book = Book::look(&args.file)?;
    let known: Vec<String> = book.figures().map(metric).collect();
    if let Some(unknown) = args.metric.iter().find(|name| !known.contains(name)) {
        let near = crate::config::nearest::nearest(unknown, known.iter().map(String::as_str));
        let near = near.map_or(String::new(), |near| format!("; did you mean `{near}`?"));
        bail!(Usage(format!("--metric {unknown}: the history has no such figure{near}")));
    }
    let wanted = |entry: &&Entry| {
        if args.metric.is_empty() {
            is_headline(entry) && entry.group.is_none()
        } else {
            args.metric.contains(&metric(entry))
        }
    };
    let records: Vec<Record> =
        sorted(book.figures().filter(wanted)).into_iter().map(|entry| record(&book, entry)).collect();
    if records.is_empty() {
        return desk.refuse("history", &Warning::new("no-history", [("path", args.file.clone())]), &args.output);
    }
    let answer = answer(records);
    let document = Document {
        command: "history",
        parameters: vec![],
        inputs: vec![],
        warnings: vec![],
        sections: vec![Section::Answered(Box::new(answer))],
        rejections: vec![],
        unasked: vec![],
        check: None,
    };
    desk.conclude(document, Verdict::Answered, &args.output)
}

/// A list has no whole.
fn answer(records: Vec<Record>) -> Answer {
    let summary = Record::of(vec![Value::Missing; SHEET.columns.len()]);
    Answer::of(&SHEET, summary, records)
}

fn metric(entry: &Entry) -> String {
    format!("{}.{}", entry.command, entry.metric)
}

/// Whether a figure is the one that its command leads with.
fn is_headline(entry: &Entry) -> bool {
    super::sheets::of(&entry.command).is_some_and(|sheet| sheet.headline == entry.metric)
}

fn window(entry: &Entry) -> Option<Window> {
    Some(Window { from: entry.from.parse().ok()?, to: entry.to.parse().ok()? })
}

/// By figure, then by the days.
fn sorted<'a>(entries: impl Iterator<Item = &'a Entry>) -> Vec<&'a Entry> {
    let mut all: Vec<&Entry> = entries.collect();
    all.sort_by(|a, b| {
        (metric(a), &a.group, &a.method, &a.to, &a.from).cmp(&(metric(b), &b.group, &b.method, &b.to, &b.from))
    });
    all
}

fn record(book: &Book, entry: &Entry) -> Record {
    let first = book.first_told(&entry.name()).filter(|first| first.value() != entry.value());
    let text = |text: &Option<String>| text.as_ref().map_or(Value::Missing, Value::text);
    let [low, high] = entry.ends().map(|end| end.map_or(Value::Missing, |digits| number(digits, &entry.unit)));
    Record {
        group: vec![],
        window: window(entry),
        complete: None,
        currency: None,
        values: vec![
            Value::text(metric(entry)),
            text(&entry.group),
            text(&entry.method),
            number(entry.value(), &entry.unit),
            low,
            high,
            entry.n().map_or(Value::Missing, Value::Count),
            Value::text(&entry.unit),
            first.map_or(Value::Missing, |first| number(first.value(), &first.unit)),
            entry.as_of.as_deref().and_then(|day| day.parse::<Day>().ok()).into(),
        ],
        warnings: vec![],
        changes: vec![],
    }
}

/// A number of a history, with the digits it was written with.
fn number(digits: &str, unit: &str) -> Value {
    let (whole, decimals) = digits.split_once('.').unwrap_or((digits, ""));
    let Ok(mantissa) = format!("{whole}{decimals}").parse::<i128>() else { return Value::Missing };
    match (unit, decimals.len()) {
        ("count", 0) => u64::try_from(mantissa).map_or(Value::Missing, Value::Count),
        (_, DECIMALS) => Ratio::new(mantissa, 1_000_000).into(),
        (_, scale) => Value::Money(Money::new(mantissa, u8::try_from(scale).unwrap_or(0))),
    }
}

/// The days that a command has been measured over, those before a window of the same length, the latest last.
pub(super) fn earlier(path: &str, command: &str, now: Window) -> Vec<Window> {
    let Ok(book) = Book::look(path) else { return vec![] };
    let mut all: Vec<Window> = book
        .figures()
        .filter(|entry| entry.command == command && entry.group.is_none())
        .filter_map(window)
        .filter(|window| window.to < now.to && is_alike(*window, now))
        .collect();
    all.sort();
    all.dedup();
    all.split_off(all.len().saturating_sub(AGAIN))
}

/// Whether two windows are as long as each other, as months and years are.
fn is_alike(one: Window, other: Window) -> bool {
    (one.days() - other.days()).abs() <= 3
}

/// The headlines of a document over time, as a section of its own; nothing where this is the first run.
pub(super) fn section(document: &Document, book: &Book) -> Option<Section> {
    let mut records = vec![];
    for section in &document.sections {
        let Section::Answered(answer) = section else { continue };
        let Some(now) = answer.summary.window else { continue };
        let ours = |entry: &&Entry| {
            entry.command == answer.sheet.command
                && entry.metric == answer.sheet.headline
                && (entry.group.is_none() || entry.dimension.is_none())
                && window(entry).is_some_and(|window| is_alike(window, now))
        };
        records.extend(sorted(book.figures().filter(ours)).into_iter().map(|entry| record(book, entry)));
    }
    let windows: std::collections::BTreeSet<Option<Window>> = records.iter().map(|record| record.window).collect();
    (windows.len() > 1).then(|| Section::Answered(Box::new(answer(records))))
}

/// What is told otherwise than before: for each command and window its headline, or else the first figure that has changed, and
/// beside it the counts and sums that have changed too, which say as much as can be known of why.
pub(super) fn restatements(restated: &[Restated]) -> Vec<Warning> {
    let mut groups: Vec<(String, Vec<&Restated>)> = vec![];
    for one in restated {
        let (was, _) = one;
        let name = format!("{} {} {} {:?}", was.command, was.from, was.to, (&was.dimension, &was.group));
        match groups.iter_mut().find(|(known, _)| *known == name) {
            Some((_, all)) => all.push(one),
            None => groups.push((name, vec![one])),
        }
    }
    groups.iter().filter_map(|(_, all)| restatement(all)).collect()
}

fn restatement(all: &[&Restated]) -> Option<Warning> {
    let (was, now) = all.iter().find(|(was, _)| is_headline(was)).or(all.first())?;
    let reasons: Vec<String> = all
        .iter()
        .filter(|(other, _)| other.metric != was.metric && ["count", "money"].contains(&other.unit.as_str()))
        .take(3)
        .map(|(other, now)| format!("{} {} → {}", other.metric, short(other.value()), short(now.value())))
        .collect();
    let group = was.group.as_ref().map_or(String::new(), |group| format!(" [{group}]"));
    let mut facts = vec![
        ("metric", format!("{}{group}", metric(was))),
        ("days", days(was)),
        ("was", short(was.value())),
        ("now", short(now.value())),
    ];
    if reasons.is_empty() {
        return Some(Warning::new("restated", facts));
    }
    facts.push(("reasons", reasons.join(", ")));
    Some(Warning::new("restated-because", facts))
}

/// A week by its name, other windows by their days.
fn days(entry: &Entry) -> String {
    match window(entry) {
        Some(window) if Period::Week.around(window.from) == window => Period::Week.name(window),
        _ => format!("{} – {}", entry.from, entry.to),
    }
}

fn short(digits: &str) -> String {
    match digits.split_once('.') {
        Some((_, decimals)) if decimals.len() == DECIMALS => {
            digits.trim_end_matches('0').trim_end_matches('.').to_owned()
        }
        _ => digits.to_owned(),
    }
}
