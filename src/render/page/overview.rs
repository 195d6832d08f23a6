//! The page of `check`: what was understood of each file, where its rows and money went, what was rejected.

use super::{Block, Grid, GridColumn, Show, account};
use crate::answer::Document;
use crate::answer::account::{InputAccount, MoneyAccount, Rejection, Sums};
use crate::answer::column::Unit;
use crate::answer::value::Value;
use crate::render::problems;
use crate::render::show;
use crate::words;

/// How many rejected rows a page shows; the machine formats have all of them.
const SHOWN: usize = 10;

/// Each file, the totals, the rejected rows.
pub(super) fn blocks(document: &Document, totals: &[(&'static str, Value)], show: Show) -> Vec<Block> {
    let mut page = vec![];
    for input in &document.inputs {
        page.push(Block::Heading(input.path.clone()));
        if input.refused.is_none() {
            page.push(Block::Table(file(input, show)));
        }
        page.push(Block::Line(account::line(input, show)));
    }
    page.push(Block::Heading(show.phrases.totals.to_owned()));
    page.push(Block::Table(sums(totals, show)));
    if !document.rejections.is_empty() {
        page.push(Block::Heading(show.phrases.rejected_rows.to_owned()));
        page.push(Block::Table(rejected(&document.rejections, show)));
        page.extend(problems::reasons(document, show.lang).into_iter().map(Block::Line));
        page.push(Block::Line(show.phrases.all_rejected.to_owned()));
    }
    page
}

fn pairs() -> Grid {
    Grid { columns: vec![GridColumn::left(""), GridColumn::left("")], lead: 1, ..Grid::default() }
}

fn file(input: &InputAccount, show: Show) -> Grid {
    let delimiter = if input.delimiter == '\t' { "TAB".to_owned() } else { input.delimiter.to_string() };
    let mut list = pairs();
    let mut add = |label: String, text: String| list.rows.push(vec![label, text]);
    add(show.label("kind"), words::kind(show.lang, input.kind).to_owned());
    add(show.label("encoding"), input.encoding.clone());
    add(show.label("delimiter"), delimiter);
    let has = |role: &str| input.columns.iter().any(|(known, _)| *known == role);
    // In a file of customers the only date is that of joining.
    let dated = |role: &'static str| if role == "joined" && !has("date") { "date" } else { role };
    for (role, column) in &input.columns {
        let reading = input
            .readings
            .iter()
            .find(|(read, _)| *read == dated(role))
            .map(|(_, how)| format!(" ({})", words::reading(show.lang, how)));
        add(show.label(role), format!("{column}{}", reading.unwrap_or_default()));
    }
    for (role, reading) in input.readings.iter().filter(|(role, _)| !(has(role) || *role == "date" && has("joined"))) {
        add(show.label(role), words::reading(show.lang, reading).to_owned());
    }
    if let Some(account) = &input.money {
        list.rows.extend(money(account, show));
    }
    list
}

fn money(account: &MoneyAccount, show: Show) -> Vec<Vec<String>> {
    let named = |name: &str, sums: &Sums| {
        (!sums.is_empty()).then(|| vec![format!("{} ({name})", show.label("money")), show::sums(sums)])
    };
    let mut rows = vec![
        named(show.phrases.used, &account.used),
        named(show.phrases.merged, &account.merged),
        named(show.phrases.rejected, &account.rejected),
    ];
    rows.extend(account.excluded.iter().map(|(rule, sums)| named(words::rule(show.lang, rule), sums)));
    rows.into_iter().flatten().collect()
}

fn sums(totals: &[(&'static str, Value)], show: Show) -> Grid {
    let mut list = pairs();
    for (key, total) in totals {
        match total {
            Value::Sums(sums) => list.rows.extend(sums.iter().filter(|(_, by)| !by.is_empty()).map(|(name, by)| {
                let label = format!("{} ({})", show.label(key), show.label(name));
                vec![label, show::sums(by.iter().map(|(currency, sum)| (currency, sum)))]
            })),
            Value::Missing
            | Value::Count(_)
            | Value::Whole(_)
            | Value::Exact(_)
            | Value::Real(_)
            | Value::Money(_)
            | Value::Text(_)
            | Value::Day(_)
            | Value::Flag(_)
            | Value::Texts(_) => {
                let unit = if *key == "nps" { Unit::Points } else { Unit::Number };
                list.rows.push(vec![words::total(show.lang, key).to_owned(), show.value(total, unit)]);
            }
        }
    }
    list
}

fn rejected(rejections: &[Rejection], show: Show) -> Grid {
    let columns = ["path", "line", "column", "value", "expected"];
    let mut table =
        Grid { columns: columns.map(|key| GridColumn::left(show.label(key))).into(), lead: 2, ..Grid::default() };
    table.columns[1].right = true;
    for one in rejections.iter().take(SHOWN) {
        let expected = words::expectation(show.lang, one.reason, one.expected.as_deref());
        let value = problems::masked(&one.value).into_owned();
        table.rows.push(vec![
            one.path.clone(),
            show::count(one.line),
            one.column.clone(),
            value,
            expected.into_owned(),
        ]);
    }
    table
}
