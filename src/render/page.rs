//! What people read, in the order in which they read it: headings, tables, remarks, the account of the rows.
//! The terminal and Markdown draw the same blocks.

mod account;
mod body;
mod changes;
mod crossed;
mod grid;
mod grouped;
mod overview;
mod single;
mod trend;

pub(super) use grid::{Grid, GridColumn};

use super::Options;
use super::chart::{self, Chart};
use super::show::{self, Show};
use crate::answer::column::Unit;
use crate::answer::value::Value;
use crate::answer::{Answer, Document, Section, Warning};
use crate::words;

/// A piece of a page.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Block {
    /// The head of the page.
    Title(String),
    /// The head of a section.
    Heading(String),
    /// A definition.
    Definition(String),
    /// What marks and codes stand for.
    Legend(String),
    /// A table.
    Table(Grid),
    /// A picture of the table below it.
    Chart(Chart),
    /// A remark, with what kind of remark it is.
    Note(String, String),
    /// A section without an answer.
    Refused(String),
    /// A line of text.
    Line(String),
}

/// The page of a document.
pub(super) fn blocks(document: &Document, options: &Options) -> Vec<Block> {
    let show = Show::new(options);
    answers(document, show).into_iter().chain(tail(document, show)).collect()
}

/// What is said of the run as a whole: remarks on its inputs, and where their rows went.
pub(super) fn tail(document: &Document, show: Show) -> Vec<Block> {
    let remarks = document.warnings.iter().map(|warning| remark(warning, show));
    // A check has told of its files above.
    let inputs = document.inputs.iter().filter(|_| document.check.is_none());
    remarks.chain(inputs.map(|input| Block::Line(account::line(input, show)))).collect()
}

/// The same without what is said of the run as a whole.
pub(super) fn answers(document: &Document, show: Show) -> Vec<Block> {
    let mut page = vec![];
    if let Some(totals) = &document.check {
        page.push(Block::Title(words::command(show.lang, document.command).to_owned()));
        page.extend(overview::blocks(document, &known(totals), show));
        return page;
    }
    if document.command == "report" {
        page.push(Block::Title(words::command(show.lang, document.command).to_owned()));
    }
    for (number, section) in document.sections.iter().enumerate() {
        match section {
            Section::Answered(answer) if answer.sheet.command == "history" && document.command != "history" => {
                page.extend(trend::blocks(answer, show));
            }
            Section::Answered(answer) if answer.sheet.command == "history" => page.extend(trend::list(answer, show)),
            Section::Answered(answer) if number > 0 && (document.command != "report" || is_for_machines(answer)) => {
                page.extend(of_part(answer, show));
            }
            Section::Answered(answer) => page.extend(of_answer(document, answer, show)),
            Section::Refused(_, why) if number > 0 && is_refused_for(&document.sections[number - 1], why) => {}
            Section::Refused(_, why) => page.push(refused(&document.sections[number..], why, show)),
        }
    }
    if document.sections.is_empty() {
        page.push(Block::Line(show.phrases.nothing.to_owned()));
    }
    page
}

/// The totals that there are: machines are told of the others, too.
pub(super) fn known(totals: &[(&'static str, Value)]) -> Vec<(&'static str, Value)> {
    totals.iter().filter(|(_, total)| *total != Value::Missing).cloned().collect()
}

/// What is told of a run beside its records, where a format has no room for it: what was set aside, warnings, where the rows went.
pub(super) fn beside(document: &Document, show: Show) -> Vec<Block> {
    let of_section = |(at, section): (usize, &Section)| match section {
        Section::Answered(answer) => {
            let warnings = answer.warnings.iter().map(|warning| remark(warning, show));
            set_aside(answer, show).into_iter().chain(warnings).collect()
        }
        Section::Refused(_, why) if at > 0 && is_refused_for(&document.sections[at - 1], why) => vec![],
        Section::Refused(_, why) => vec![refused(&document.sections[at..], why, show)],
    };
    let remarks = document.warnings.iter().map(|warning| remark(warning, show));
    let inputs = document.inputs.iter().map(|input| Block::Line(account::line(input, show)));
    document.sections.iter().enumerate().flat_map(of_section).chain(remarks).chain(inputs).collect()
}

fn of_answer(document: &Document, answer: &Answer, show: Show) -> Vec<Block> {
    let title = title(document, answer, show);
    let head = if document.command == "report" { Block::Heading(title) } else { Block::Title(title) };
    let mut page = vec![head, Block::Definition(formula(answer, show))];
    page.extend(asked(answer, show).map(Block::Legend));
    page.extend(chart::of(answer, show).into_iter().map(Block::Chart));
    page.extend(body::blocks(answer, show));
    page.extend(changes::blocks(answer, show));
    if let Some(note) = set_aside(answer, show) {
        page.push(note);
    }
    page.extend(answer.warnings.iter().map(|warning| remark(warning, show)));
    page
}

/// Whether no column is shown to people.
fn is_for_machines(answer: &Answer) -> bool {
    answer.sheet.columns.iter().all(|column| !column.shown)
}

/// A part that follows an answer; one whose columns are for machines alone is only named.
fn of_part(answer: &Answer, show: Show) -> Vec<Block> {
    let name = words::command(show.lang, answer.sheet.command);
    if is_for_machines(answer) {
        let rows = show::count(answer.records.len() as u64);
        let where_else = words::phrases(show.lang).in_machine_formats.replace("{name}", name).replace("{rows}", &rows);
        let drawn = chart::of(answer, show).into_iter().map(Block::Chart);
        return drawn.chain([Block::Line(where_else)]).collect();
    }
    let window = answer
        .summary
        .window
        .map_or_else(String::new, |window| format!("{}{}{}{}", show.phrases.and, window.from, show.to(), window.to));
    let mut page = vec![Block::Heading(format!("{name}{window}")), Block::Definition(formula(answer, show))];
    page.extend(chart::of(answer, show).into_iter().map(Block::Chart));
    page.extend(body::blocks(answer, show));
    page.extend(changes::blocks(answer, show));
    page.extend(answer.warnings.iter().map(|warning| remark(warning, show)));
    page
}

/// `Net Promoter Score, 2025-04-01 – 2026-03-31, as of 2026-03-31`.
fn title(document: &Document, answer: &Answer, show: Show) -> String {
    let mut parts = vec![name(answer, show).to_owned()];
    parts.extend(answer.summary.window.map(|window| format!("{}{}{}", window.from, show.to(), window.to)));
    let as_of = answer.parameters.iter().chain(&document.parameters).find(|(key, _)| *key == "as_of");
    let as_of = as_of.filter(|(_, day)| *day != Value::Missing);
    parts.extend(as_of.map(|(_, day)| format!("{} {}", show.phrases.as_of, show.value(day, Unit::Date))));
    parts.join(show.phrases.and)
}

/// What an answer is called; those that are other forms of a command's answer have names of their own.
pub(super) fn name(answer: &Answer, show: Show) -> &'static str {
    let name = match answer.sheet.headline {
        "cohort_rate" => "cohorts",
        "concentration" => "concentration",
        _ => answer.sheet.command,
    };
    words::command(show.lang, name)
}

/// The formula as people read it.
fn formula(answer: &Answer, show: Show) -> String {
    show.plain(words::formula(show.lang, answer.sheet.headline).unwrap_or(answer.sheet.definition))
}

/// What was asked beyond the title: rules, scales, how the interval was made.
fn asked(answer: &Answer, show: Show) -> Option<String> {
    let parameters = || answer.parameters.iter().map(|(key, value)| (*key, show.value(value, Unit::Text)));
    let interval = parameters().find(|(key, _)| *key == "interval");
    let interval = interval.map(|(_, method)| {
        format!("{}: {method}", body::interval_heading(answer, show), method = words::method(show.lang, &method))
    });
    let rules = parameters().filter_map(|(key, value)| words::asked(show.lang, key, &value));
    let parts: Vec<String> = interval.into_iter().chain(rules).chain(body::currency(answer, show)).collect();
    (!parts.is_empty()).then(|| parts.join(show.phrases.and))
}

fn is_refused_for(section: &Section, why: &Warning) -> bool {
    matches!(section, Section::Refused(_, own) if own == why)
}

/// The first of these sections, with those that follow it and have no answer for the same reason.
fn refused(sections: &[Section], why: &Warning, show: Show) -> Block {
    let titles = sections.iter().map_while(|section| match section {
        Section::Refused(command, own) if own == why => Some(words::command(show.lang, command)),
        Section::Refused(..) | Section::Answered(_) => None,
    });
    let titles: Vec<&str> = titles.collect();
    Block::Refused(words::problems::unanswered(show.lang, &titles, &words::warning(show.lang, why)))
}

fn set_aside(answer: &Answer, show: Show) -> Option<Block> {
    let parts: Vec<String> = answer
        .set_aside
        .iter()
        .filter(|(_, count)| *count > 0)
        .map(|(code, count)| account::counted(words::rule(show.lang, code), *count, show))
        .collect();
    (!parts.is_empty()).then(|| Block::Note(show.phrases.set_aside.to_owned(), parts.join(show.phrases.and)))
}

pub(super) fn remark(warning: &Warning, show: Show) -> Block {
    Block::Note(show.phrases.warning.to_owned(), words::warning(show.lang, warning))
}
