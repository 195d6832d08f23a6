//! Answers become text, JSON or a sheet. Knows no metric: the columns say what each value is.

mod blocks;
mod cells;
mod chart;
mod digits;
mod email;
mod figures;
mod flat;
mod html;
mod json;
mod long;
mod markdown;
mod page;
pub mod problems;
mod schema;
mod separated;
mod show;
mod table;
pub mod visible;
mod workbook;

pub use schema::schema;

use crate::answer::Document;
use crate::answer::value::Value;
use crate::words::Lang;
use std::io;
use std::path::Path;

/// A form that an answer can take.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    /// For people at a terminal.
    Table,
    /// The whole document.
    Json,
    /// The bare array of records.
    JsonRecords,
    /// One record per line.
    JsonLines,
    /// Comma-separated records.
    Csv,
    /// Tab-separated records.
    Tsv,
    /// For people who read Markdown.
    Markdown,
    /// For a browser, or paper.
    Html,
    /// For a mail.
    Email,
    /// For a spreadsheet.
    Workbook,
}

impl Format {
    /// Every format with its name, as `--format` takes it.
    pub const NAMES: [(&'static str, Self); 10] = [
        ("table", Self::Table),
        ("json", Self::Json),
        ("json-records", Self::JsonRecords),
        ("jsonl", Self::JsonLines),
        ("csv", Self::Csv),
        ("tsv", Self::Tsv),
        ("md", Self::Markdown),
        ("html", Self::Html),
        ("html-email", Self::Email),
        ("xlsx", Self::Workbook),
    ];

    /// The format of that name.
    pub fn parse(name: &str) -> Option<Self> {
        Self::NAMES.into_iter().find_map(|(known, format)| (known == name).then_some(format))
    }

    /// Whether people look through what is written, with pictures to look at.
    pub fn is_looked_through(self) -> bool {
        matches!(self, Self::Html | Self::Workbook)
    }

    /// Whether it has room for the account of the rows and for warnings; the others hold records alone.
    pub fn tells_all(self) -> bool {
        !matches!(self, Self::JsonRecords | Self::JsonLines | Self::Csv | Self::Tsv)
    }

    /// The format that a file's extension asks for.
    pub fn of_extension(path: &Path) -> Option<Self> {
        match path.extension()?.to_str()?.to_ascii_lowercase().as_str() {
            "txt" => Some(Self::Table),
            "json" => Some(Self::Json),
            "jsonl" | "ndjson" => Some(Self::JsonLines),
            "csv" => Some(Self::Csv),
            "tsv" => Some(Self::Tsv),
            "md" | "markdown" => Some(Self::Markdown),
            "html" | "htm" => Some(Self::Html),
            "xlsx" => Some(Self::Workbook),
            _ => None,
        }
    }
}

/// How an answer is to be written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Options {
    /// The language of labels and sentences.
    pub lang: Lang,
    /// How many columns the terminal has; `usize::MAX` where nothing limits the width.
    pub width: usize,
    /// Draw with ASCII alone.
    pub ascii: bool,
    /// Begin CSV and TSV with a byte order mark, so that Excel reads them as UTF-8.
    pub byte_order_mark: bool,
    /// Leave text in CSV and TSV as it is, even where a spreadsheet would run it as a formula.
    pub raw_cells: bool,
}

impl Default for Options {
    fn default() -> Self {
        Self { lang: Lang::En, width: usize::MAX, ascii: false, byte_order_mark: false, raw_cells: false }
    }
}

/// The digits of a number, as machine formats write them; nothing for text, and where there is no number.
pub fn digits(value: &Value) -> Option<String> {
    cells::number(value)
}

/// What a document says, figure by figure, as a history keeps it: one line of JSON each.
pub fn history_lines(document: &Document) -> Vec<String> {
    json::told(document)
}

/// Writes what is told of a run beside its records: what was set aside, warnings, and where the rows went.
pub fn write_beside(document: &Document, options: &Options, out: &mut dyn io::Write) -> io::Result<()> {
    let options = Options { width: usize::MAX, ..*options };
    let blocks = page::beside(document, show::Show::new(&options));
    blocks.iter().try_for_each(|block| table::write(std::slice::from_ref(block), &options, out))
}

/// Writes all that a run has to say.
pub fn write(document: &Document, format: Format, options: &Options, out: &mut dyn io::Write) -> io::Result<()> {
    match format {
        Format::Table => table::write(&page::blocks(document, options), options, out),
        Format::Markdown => markdown::write(&page::blocks(document, options), out),
        Format::Html => html::write(document, options, out),
        Format::Email => email::write(document, options, out),
        Format::Workbook => workbook::write(document, options, out),
        Format::Json => json::envelope(document, options.lang, out),
        Format::JsonRecords => json::records(document, options.lang, out),
        Format::JsonLines => json::lines(document, options.lang, out),
        Format::Csv => separated::write(document, b',', options, out),
        Format::Tsv => separated::write(document, b'\t', options, out),
    }
}

#[cfg(test)]
pub(crate) mod example;
#[cfg(test)]
mod tests;
