//! Exports of the user's own, known by their header as those that are built in.

use super::{PLAIN, Profile};
use crate::input::request::Total;
use crate::input::roles::{Kind, Role};
use crate::input::standing::{Says, Standing};
use crate::input::value::date::DateShape;

/// An export of the user's own.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Export {
    /// Its name.
    pub name: String,
    /// What its rows are.
    pub kind: Kind,
    /// Header names that are all there; with none it is only taken by name.
    pub signature: Vec<String>,
    /// The columns of each role; the first that is there plays it.
    pub columns: Vec<(Role, Vec<String>)>,
    /// Where an order's total stands.
    pub total: Total,
    /// Where the sum given back stands.
    pub refunds: Total,
    /// How dates are written.
    pub date: Option<DateShape>,
    /// Customer ids that mean "nobody in particular".
    pub guests: Vec<String>,
    /// The column in which a refund names its sale.
    pub refund_of: Option<String>,
    /// What is in the amount.
    pub basis: String,
    /// What the words of its status columns say.
    pub status: Vec<Status>,
}

/// What the words of a status column say.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Status {
    /// The column's names; the first that is there is read.
    pub columns: Vec<String>,
    /// What a row is, and the words that say so.
    pub words: Vec<(Standing, Vec<String>)>,
}

/// The export in the form of those that are built in. It is kept to the end of the run, as they are: a run has few, and makes them once.
pub(in crate::input) fn kept(export: &Export) -> &'static Profile {
    let roles = export.columns.iter().map(|(role, names)| (*role, texts(names)));
    let standing = export.status.iter().map(|status| Says {
        columns: texts(&status.columns),
        words: slice(status.words.iter().map(|(standing, words)| (*standing, texts(words)))),
        // Where sales are named, every other word is none; otherwise words mean what they usually mean.
        other: status.words.iter().any(|(s, _)| *s == Standing::Sale).then_some(Standing::NotASale),
    });
    Box::leak(Box::new(Profile {
        name: text(&export.name),
        kind: export.kind,
        signature: texts(&export.signature),
        roles: slice(roles),
        total: export.total,
        refunds: export.refunds,
        standing: slice(standing),
        guests: texts(&export.guests),
        refund_of: export.refund_of.as_deref().map(text),
        date: export.date,
        basis: text(&export.basis),
        ..PLAIN
    }))
}

fn text(text: &str) -> &'static str {
    Box::leak(text.to_owned().into_boxed_str())
}

fn texts(all: &[String]) -> &'static [&'static str] {
    slice(all.iter().map(|one| text(one)))
}

fn slice<T>(all: impl Iterator<Item = T>) -> &'static [T] {
    Box::leak(all.collect::<Vec<T>>().into_boxed_slice())
}
