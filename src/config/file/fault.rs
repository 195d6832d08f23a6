//! What is wrong with a file, and in which line.

use std::ops::Range;

/// Everything that is wrong with a file: one line each, in the order of the file.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{0}")]
pub struct Fault(String);

impl Fault {
    /// What is wrong elsewhere.
    pub(in crate::config) fn of(what: &str) -> Self {
        Self(what.to_owned())
    }

    /// The file as a whole.
    pub(super) fn of_file(path: &str, what: &str) -> Self {
        Self(format!("{path}: {what}"))
    }
}

/// What was found to be wrong so far.
#[derive(Debug)]
pub(super) struct Faults<'t> {
    path: &'t str,
    text: &'t str,
    found: Vec<(usize, String)>,
}

impl<'t> Faults<'t> {
    /// Nothing yet.
    pub(super) fn new(path: &'t str, text: &'t str) -> Self {
        Self { path, text, found: vec![] }
    }

    /// The line in which a place lies, counted from 1.
    pub(super) fn line(&self, place: &Range<usize>) -> usize {
        1 + self.text.bytes().take(place.start).filter(|byte| *byte == b'\n').count()
    }

    /// Writes one down.
    pub(super) fn say(&mut self, place: &Range<usize>, what: String) {
        self.found.push((self.line(place), what));
    }

    /// A single fault, that ends the reading.
    pub(super) fn only(&self, place: &Range<usize>, what: &str) -> Fault {
        Fault(format!("{}:{}: {what}", self.path, self.line(place)))
    }

    /// What was read, if nothing is wrong with it.
    pub(super) fn none<T>(mut self, read: T) -> Result<T, Fault> {
        if self.found.is_empty() {
            return Ok(read);
        }
        self.found.sort();
        let lines = self.found.iter().map(|(line, what)| format!("{}:{line}: {what}", self.path));
        Err(Fault(lines.collect::<Vec<_>>().join("\n")))
    }
}
