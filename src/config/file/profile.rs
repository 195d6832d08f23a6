//! `[profile.NAME]`: an export of one's own, known by its header as the built-in ones are.
//!
//! ```toml
//! [profile.our-till]
//! signature = ["Receipt", "Rung up"]       # header names that are all there: then it is this export
//! amount-per = "line"                      # where an order's total stands: line, first-line or order (on every line)
//!
//! [profile.our-till.columns]
//! order = "Receipt"
//! customer = ["Card", "E-mail"]            # the others fill in where the first is blank
//! date = "Rung up"
//! amount = "Sum"
//!
//! [profile.our-till.status]
//! column = "State"
//! sales = ["paid", "sent"]                 # where these are named, no other word is a sale
//! cancelled = ["void"]
//! ```

use super::Vocabulary;
use super::fault::Faults;
use super::toml::{Table, shown};
use crate::config::nearest::nearest;
use toml::de::DeValue;

/// An export of one's own.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Profile {
    /// Its name.
    pub name: String,
    /// What its rows are; transactions, unless said.
    pub kind: String,
    /// Header names that are all there; with none it is only taken by name.
    pub signature: Vec<String>,
    /// The columns of each role.
    pub columns: Vec<(String, Vec<String>)>,
    /// Where an order's total stands.
    pub amount_per: Option<String>,
    /// Where the sum given back stands.
    pub refunded_per: Option<String>,
    /// How dates are written.
    pub date_format: Option<String>,
    /// Customer ids that mean "nobody in particular".
    pub guests: Vec<String>,
    /// The column in which a refund names its sale.
    pub refund_of: Option<String>,
    /// What is in the amount.
    pub amount_basis: Option<String>,
    /// The columns that say what a row is.
    pub status: Vec<Status>,
    /// The line in which it begins.
    pub line: usize,
}

/// What the words of a column make of a row.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Status {
    /// The column's names; the first that is there is read.
    pub columns: Vec<String>,
    /// What a row is, by one of [`STANDINGS`], and the words that say so.
    pub words: Vec<(&'static str, Vec<String>)>,
}

/// Where a total can stand.
pub const PLACES: [&str; 3] = ["line", "first-line", "order"];

/// What a word of a status column can make of a row.
pub const STANDINGS: [&str; 7] = ["sales", "cancelled", "test", "not-sales", "refunds", "refunded", "unfinished"];

const KEYS: [&str; 10] = [
    "kind",
    "signature",
    "columns",
    "status",
    "amount-per",
    "refunded-per",
    "date-format",
    "guests",
    "refund-of",
    "amount-basis",
];

/// Every export of one's own.
pub(super) fn read(root: &Table<'_>, vocabulary: &Vocabulary, faults: &mut Faults<'_>) -> Vec<Profile> {
    let mut all = vec![];
    for (name, place, _) in root.keys() {
        let line = faults.line(&place);
        let table = root.table(name, faults);
        all.extend(table.map(|table| Profile { line, ..profile(name, &table, vocabulary, faults) }));
    }
    all
}

fn profile(name: &str, table: &Table<'_>, vocabulary: &Vocabulary, faults: &mut Faults<'_>) -> Profile {
    table.check(&KEYS, |_| None, faults);
    let kind = one_of("kind", &vocabulary.kinds, table, faults);
    Profile {
        name: name.to_owned(),
        kind: kind.unwrap_or_else(|| vocabulary.kinds.first().map_or(String::new(), |kind| (*kind).to_owned())),
        signature: table.texts("signature", faults),
        columns: columns(table, vocabulary, faults),
        amount_per: one_of("amount-per", &PLACES, table, faults),
        refunded_per: one_of("refunded-per", &PLACES, table, faults),
        date_format: table.text("date-format", faults),
        guests: table.texts("guests", faults),
        refund_of: table.text("refund-of", faults),
        amount_basis: table.text("amount-basis", faults),
        status: statuses(table, faults),
        line: 0,
    }
}

/// A text that is one of a few words.
fn one_of(key: &str, words: &[&str], table: &Table<'_>, faults: &mut Faults<'_>) -> Option<String> {
    let text = table.text(key, faults)?;
    if words.contains(&text.as_str()) {
        return Some(text);
    }
    let hint = nearest(&text, words.iter().copied()).map_or(String::new(), |near| format!("; did you mean `{near}`?"));
    let place = table.value(key).map_or(0..0, toml::Spanned::span);
    faults.say(&place, format!("{}: found `{text}`, expected {}{hint}", table.full(key), words.join(" or ")));
    None
}

fn columns(table: &Table<'_>, vocabulary: &Vocabulary, faults: &mut Faults<'_>) -> Vec<(String, Vec<String>)> {
    let Some(columns) = table.table("columns", faults) else { return vec![] };
    columns.check(&vocabulary.roles, |_| None, faults);
    let known = columns.keys().filter(|(role, ..)| vocabulary.roles.contains(role));
    known.map(|(role, ..)| (role.to_owned(), columns.texts(role, faults))).collect()
}

/// One table, or several where several columns have a say.
fn statuses(table: &Table<'_>, faults: &mut Faults<'_>) -> Vec<Status> {
    let Some(value) = table.value("status") else { return vec![] };
    let name = table.full("status");
    let tables: Vec<Table<'_>> = match value.get_ref() {
        DeValue::Table(entries) => vec![Table { name, entries }],
        DeValue::Array(list) => {
            let tables = list.iter().filter_map(|member| match member.get_ref() {
                DeValue::Table(entries) => Some(Table { name: name.clone(), entries }),
                _ => None,
            });
            tables.collect()
        }
        _ => {
            faults.say(&value.span(), format!("{name}: found {}, expected a section [{name}]", shown(value)));
            vec![]
        }
    };
    tables.iter().map(|table| status(table, value.span(), faults)).collect()
}

fn status(table: &Table<'_>, place: std::ops::Range<usize>, faults: &mut Faults<'_>) -> Status {
    let known: Vec<&str> = STANDINGS.into_iter().chain(["column"]).collect();
    table.check(&known, |_| None, faults);
    let columns = table.texts("column", faults);
    if columns.is_empty() {
        faults.say(&place, format!("{}: no column is named; add column = \"…\"", table.name));
    }
    let words = STANDINGS.into_iter().filter(|word| table.value(word).is_some());
    Status { columns, words: words.map(|word| (word, table.texts(word, faults))).collect() }
}
