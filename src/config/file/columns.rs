//! `[columns]` and `[transactions.columns]`: which column plays a role; of several, the first that a file has, and for the customer the
//! others fill in where it is blank.

use super::Vocabulary;
use super::fault::Faults;
use super::toml::Table;

/// A role and its column.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mapped {
    /// The kind of the files it is for; all, where none is named.
    pub kind: Option<&'static str>,
    /// The role.
    pub role: String,
    /// The column.
    pub column: String,
    /// The line in which it stands.
    pub line: usize,
}

/// The columns of each kind, then those of all kinds: what is said of one kind stands before what is said of all.
pub(super) fn read(root: &Table<'_>, vocabulary: &Vocabulary, faults: &mut Faults<'_>) -> Vec<Mapped> {
    let mut all = vec![];
    for &kind in &vocabulary.kinds {
        let Some(section) = root.table(kind, faults) else { continue };
        let elsewhere = |_: &str| Some(format!("files stand below [input], columns below [{kind}.columns]"));
        // A command of the same name has its settings there, and they are looked at with those of the other commands.
        if !vocabulary.sections.iter().any(|section| section.name == kind) {
            section.check(&["columns"], elsewhere, faults);
        }
        if let Some(table) = section.table("columns", faults) {
            all.extend(of(Some(kind), &table, vocabulary, faults));
        }
    }
    if let Some(table) = root.table("columns", faults) {
        all.extend(of(None, &table, vocabulary, faults));
    }
    all
}

fn of(kind: Option<&'static str>, table: &Table<'_>, vocabulary: &Vocabulary, faults: &mut Faults<'_>) -> Vec<Mapped> {
    table.check(&vocabulary.roles, |_| None, faults);
    let mut all = vec![];
    for (role, place, _) in table.keys().filter(|(key, ..)| vocabulary.roles.contains(key)) {
        let line = faults.line(&place);
        let columns = table.texts(role, faults).into_iter();
        all.extend(columns.map(|column| Mapped { kind, role: role.to_owned(), column, line }));
    }
    all.sort_by_key(|mapped| mapped.line);
    all
}
