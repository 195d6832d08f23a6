//! Where every row and every unit of money went, file by file; and how the files were read.

use super::tables;
use super::text::{apart, escaped};
use crate::answer::Document;
use crate::answer::account::{InputAccount, Sums};
use crate::render::page::{self, Block, Grid, GridColumn};
use crate::render::show::{self, Show};
use crate::words;
use std::collections::BTreeMap;
use std::fmt::Write as _;

/// What is remarked on the inputs as a whole.
pub(super) fn notes(document: &Document, show: Show) -> String {
    if document.warnings.is_empty() {
        return String::new();
    }
    let mut html = format!("<section>\n<h2>{}</h2>\n<ul class=\"notes\">\n", words::page(show.lang).notes);
    for warning in &document.warnings {
        if let Block::Note(kind, text) = page::remark(warning, show) {
            writeln!(html, "<li><b>{}</b> {}</li>", escaped(&kind), escaped(&text)).expect("a string can grow");
        }
    }
    html + "</ul>\n</section>\n"
}

/// The account of all files.
pub(super) fn accounts(document: &Document, show: Show) -> String {
    if document.inputs.is_empty() {
        return String::new();
    }
    let words = words::page(show.lang);
    let mut html = format!("<section class=\"part\" id=\"account\">\n<h2>{}</h2>\n", words.rows);
    html += &tables::table(&rows(&document.inputs, show), words.rows, &mut 0, show);
    if document.inputs.iter().any(|input| input.money.is_some()) {
        writeln!(html, "<h3>{}</h3>", words.money).expect("a string can grow");
        html += &tables::table(&money(&document.inputs, show), words.money, &mut 0, show);
    }
    writeln!(html, "<h3>{}</h3>\n<ul class=\"notes\">", words.understood).expect("a string can grow");
    for input in &document.inputs {
        writeln!(html, "<li>{}</li>", understood(input, show)).expect("a string can grow");
    }
    html + "</ul>\n</section>\n"
}

fn rows(inputs: &[InputAccount], show: Show) -> Grid {
    let (phrases, words) = (show.phrases, words::page(show.lang));
    let mut columns = vec![GridColumn::left(show.label("path"))];
    columns
        .extend([words.read, phrases.used, phrases.merged, phrases.excluded, phrases.rejected].map(GridColumn::right));
    columns.push(GridColumn::left(show.label("reason")));
    let mut table = Grid { columns, lead: 1, ..Grid::default() };
    for input in inputs {
        let mut reasons: Vec<String> =
            input.excluded.iter().map(|(rule, count)| reason(words::rule(show.lang, rule), *count)).collect();
        reasons.extend(input.reasons.iter().map(|(why, count)| reason(words::reason(show.lang, *why).0, *count)));
        reasons.extend(input.refused.as_ref().map(|why| words::warning(show.lang, why)));
        let excluded = input.excluded.values().sum();
        let counts = [input.rows, input.used, input.merged, excluded, input.rejected].map(show::count);
        table.rows.push([vec![input.path.clone()], counts.to_vec(), vec![reasons.join(phrases.and)]].concat());
    }
    table
}

fn reason(name: &str, count: u64) -> String {
    format!("{name} {}", show::count(count))
}

fn money(inputs: &[InputAccount], show: Show) -> Grid {
    let (phrases, words) = (show.phrases, words::page(show.lang));
    let mut columns = vec![GridColumn::left(show.label("path"))];
    columns
        .extend([words.read, phrases.used, phrases.merged, phrases.excluded, phrases.rejected].map(GridColumn::right));
    let mut table = Grid { columns, lead: 1, ..Grid::default() };
    for (input, account) in inputs.iter().filter_map(|input| Some((input, input.money.as_ref()?))) {
        let mut excluded = Sums::new();
        for (currency, sum) in account.excluded.values().flatten() {
            crate::answer::account::add(&mut excluded, currency, *sum);
        }
        let classes = [&account.read, &account.used, &account.merged, &excluded, &account.rejected];
        let cells = classes.map(|sums| if sums.is_empty() { "0".to_owned() } else { told(sums) });
        table.rows.push([vec![input.path.clone()], cells.to_vec()].concat());
    }
    table
}

fn told(sums: &BTreeMap<String, crate::ledger::money::Money>) -> String {
    show::sums(sums.iter())
}

/// The kind of a file, its form, and which columns play which role.
fn understood(input: &InputAccount, show: Show) -> String {
    let kind = words::kind(show.lang, input.kind);
    let roles = input.columns.iter().map(|(role, column)| {
        let reading = input.readings.iter().find(|(read, _)| read == role);
        let reading =
            reading.map_or_else(String::new, |(_, how)| format!(" ({})", escaped(words::reading(show.lang, how))));
        format!("{} = {}{reading}", escaped(&show.label(role)), apart(column))
    });
    let parts: Vec<String> =
        [escaped(kind), escaped(&input.encoding)].into_iter().filter(|part| !part.is_empty()).chain(roles).collect();
    format!("{}{}{}", apart(&input.path), show.phrases.colon, parts.join(show.phrases.and))
}
