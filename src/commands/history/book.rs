//! The file of a history: one figure of one run to a line, as JSON. Lines are only ever added; of two for the same figure of the same
//! days the later one counts.
//!
//! Two runs at once wait for each other: the file itself is locked. What is added is added in one piece, and cut off again where the
//! disk is full. A line without an end is what a crash has left; it is cut off before anything is added.

use crate::commands::Usage;
use crate::commands::draft::Draft;
use anyhow::{Context, Result, bail};
use serde::Deserialize;
use serde_json::value::RawValue;
use std::collections::BTreeMap;
use std::fs::{File, OpenOptions};
use std::io::{Read, Seek, SeekFrom, Write};
use std::path::Path;

/// A figure as it was told.
#[derive(Debug, Clone, Deserialize)]
pub(in crate::commands) struct Entry {
    /// The day up to which customers were observed when it was told.
    pub(in crate::commands) as_of: Option<String>,
    /// Whose figure it is.
    pub(in crate::commands) command: String,
    /// Its key.
    pub(in crate::commands) metric: String,
    /// By which method, where there are several.
    pub(in crate::commands) method: Option<String>,
    /// What is grouped by.
    pub(in crate::commands) dimension: Option<String>,
    /// The group.
    pub(in crate::commands) group: Option<String>,
    /// The first day.
    pub(in crate::commands) from: String,
    /// The last day.
    pub(in crate::commands) to: String,
    value: Box<RawValue>,
    low: Option<Box<RawValue>>,
    high: Option<Box<RawValue>>,
    n: Option<u64>,
    /// What it counts.
    pub(in crate::commands) unit: String,
}

/// What tells one figure from another.
pub(in crate::commands) type Name = (String, String, Option<String>, Option<String>, Option<String>, String, String);

impl Entry {
    /// The figure of a line.
    pub(in crate::commands) fn of(line: &str) -> Option<Self> {
        serde_json::from_str(line).ok()
    }

    /// Its name. A group that is a period says no more than its days do.
    pub(in crate::commands) fn name(&self) -> Name {
        let periods = ["day", "week", "month", "quarter", "year"];
        let timely = self.dimension.as_deref().is_some_and(|by| periods.contains(&by));
        let (dimension, group) = if timely { (None, None) } else { (self.dimension.clone(), self.group.clone()) };
        (
            self.command.clone(),
            self.metric.clone(),
            self.method.clone(),
            dimension,
            group,
            self.from.clone(),
            self.to.clone(),
        )
    }

    /// Its digits.
    pub(in crate::commands) fn value(&self) -> &str {
        self.value.get()
    }

    /// The ends of its interval.
    pub(in crate::commands) fn ends(&self) -> [Option<&str>; 2] {
        [&self.low, &self.high].map(|end| end.as_ref().map(|raw| raw.get()))
    }

    /// How many it rests on.
    pub(in crate::commands) fn n(&self) -> Option<u64> {
        self.n
    }

    fn says_the_same(&self, other: &Self) -> bool {
        (self.value(), self.ends(), self.n) == (other.value(), other.ends(), other.n)
    }
}

/// A history that is open and locked.
#[derive(Debug)]
pub(in crate::commands) struct Book {
    path: String,
    file: File,
    /// How long it is up to its last whole line.
    length: u64,
    /// Every figure in the order in which it was told, with its line.
    entries: Vec<(String, Entry)>,
    /// The latest of each name.
    latest: BTreeMap<Name, usize>,
}

/// A figure that is told otherwise than before: as it was, as it is.
pub(in crate::commands) type Restated = (Entry, Entry);

impl Book {
    /// Opens a history for a run that adds to it; one that is not there begins now.
    pub(in crate::commands) fn open(path: &str) -> Result<Self> {
        refuse_devices(path)?;
        loop {
            let cannot = || format!("cannot open the history {path}");
            let file = OpenOptions::new()
                .read(true)
                .write(true)
                .create(true)
                .truncate(false)
                .open(path)
                .with_context(cannot)?;
            file.lock().with_context(cannot)?;
            // Whoever has waited may hold a file that another run has replaced.
            if is_same(&file, path) {
                return Self::read(path, file);
            }
        }
    }

    /// Looks into a history that is there.
    pub(in crate::commands) fn look(path: &str) -> Result<Self> {
        refuse_devices(path)?;
        let file = File::open(path).with_context(|| format!("cannot open the history {path}"))?;
        file.lock_shared().with_context(|| format!("cannot open the history {path}"))?;
        Self::read(path, file)
    }

    fn read(path: &str, mut file: File) -> Result<Self> {
        let mut text = String::new();
        file.read_to_string(&mut text).with_context(|| format!("cannot read the history {path}"))?;
        let whole = text.rfind('\n').map_or(0, |end| end + 1);
        let mut book =
            Self { path: path.to_owned(), file, length: whole as u64, entries: vec![], latest: BTreeMap::new() };
        for (number, line) in text[..whole].lines().enumerate().filter(|(_, line)| !line.trim().is_empty()) {
            let Some(entry) = Entry::of(line) else {
                bail!("{path}:{}: this line is no figure of a history; name another file, or correct it", number + 1);
            };
            book.take(line, entry);
        }
        Ok(book)
    }

    fn take(&mut self, line: &str, entry: Entry) {
        self.latest.insert(entry.name(), self.entries.len());
        self.entries.push((line.to_owned(), entry));
    }

    /// Takes the figures of a run: what is new, and what is told otherwise than before. Returns the lines to add, and the latter.
    pub(in crate::commands) fn note(&mut self, lines: Vec<String>) -> (String, Vec<Restated>) {
        let (mut added, mut restated) = (String::new(), vec![]);
        let mut seen: Vec<Name> = vec![];
        for (line, entry) in lines.into_iter().filter_map(|line| Entry::of(&line).map(|entry| (line, entry))) {
            let name = entry.name();
            // Several records may share a name, such as the lifespans of one method: the first speaks for them.
            if seen.contains(&name) {
                continue;
            }
            seen.push(name.clone());
            let known = self.latest.get(&name).map(|at| self.entries[*at].1.clone());
            if let Some(known) = &known {
                if known.says_the_same(&entry) {
                    continue;
                }
                if known.value() != entry.value() {
                    restated.push((known.clone(), entry.clone()));
                }
            }
            added.push_str(&line);
            added.push('\n');
            self.take(&line, entry);
        }
        (added, restated)
    }

    /// Adds lines to the file, all or none.
    pub(in crate::commands) fn add(&mut self, lines: &str) -> Result<()> {
        if lines.is_empty() {
            return Ok(());
        }
        let length = self.length;
        let mut write = || {
            self.file.set_len(length)?;
            self.file.seek(SeekFrom::Start(length))?;
            self.file.write_all(lines.as_bytes())?;
            self.file.sync_all()
        };
        if let Err(error) = write() {
            // The disk that has no room for lines has room for less.
            let _ = self.file.set_len(length);
            return Err(error).with_context(|| format!("cannot write the history {}", self.path));
        }
        Ok(())
    }

    /// The latest of every figure, in the order in which each was first told.
    pub(in crate::commands) fn figures(&self) -> impl Iterator<Item = &Entry> {
        let last =
            self.entries.iter().enumerate().filter(|(at, (_, entry))| self.latest.get(&entry.name()) == Some(at));
        last.map(|(_, (_, entry))| entry)
    }

    /// What was first told of a figure.
    pub(in crate::commands) fn first_told(&self, name: &Name) -> Option<&Entry> {
        self.entries.iter().map(|(_, entry)| entry).find(|entry| entry.name() == *name)
    }

    /// Keeps the figures of days that end no earlier than this one, and says how many lines have gone.
    pub(in crate::commands) fn prune(self, earliest: &str) -> Result<usize> {
        let kept: Vec<&str> = self
            .entries
            .iter()
            .filter(|(_, entry)| entry.to.as_str() >= earliest)
            .map(|(line, _)| line.as_str())
            .collect();
        let gone = self.entries.len() - kept.len();
        if gone > 0 {
            let cannot = || format!("cannot write the history {}", self.path);
            let path = Path::new(&self.path);
            Draft::of(path, |out| kept.iter().try_for_each(|line| writeln!(out, "{line}")))
                .and_then(|draft| draft.readable(path, 0o644))
                .and_then(|draft| draft.replace(path))
                .with_context(cannot)?;
        }
        Ok(gone)
    }
}

/// A folder has no lines, and a device or a pipe may have no end.
fn refuse_devices(path: &str) -> Result<()> {
    if std::fs::metadata(path).is_ok_and(|known| !known.is_file()) {
        bail!(Usage(format!("{path}: a history is a file; name one")));
    }
    Ok(())
}

/// Whether an open file is still the one of that path.
#[cfg(unix)]
fn is_same(file: &File, path: &str) -> bool {
    use std::os::unix::fs::MetadataExt;
    let id = |known: std::io::Result<std::fs::Metadata>| known.ok().map(|known| (known.dev(), known.ino()));
    id(file.metadata()) == id(std::fs::metadata(path))
}

#[cfg(not(unix))]
fn is_same(_file: &File, _path: &str) -> bool {
    true
}

#[cfg(test)]
mod tests {
    use super::*;

    fn line(week: u32, value: &str) -> String {
        format!(
            r#"{{"as_of":"2026-03-31","command":"nps","metric":"nps","method":null,"dimension":null,"group":null,"from":"2026-03-{week:02}","to":"2026-03-{:02}","value":{value},"low":null,"high":null,"n":12,"unit":"points","currency":null}}"#,
            week + 6
        )
    }

    fn place() -> (tempfile::TempDir, String) {
        let folder = tempfile::tempdir().expect("it can be made");
        let path = folder.path().join("history.jsonl").to_string_lossy().into_owned();
        (folder, path)
    }

    fn told(path: &str, lines: &[String]) -> Vec<Restated> {
        let mut book = Book::open(path).expect("it opens");
        let (added, restated) = book.note(lines.to_vec());
        book.add(&added).expect("it is written");
        restated
    }

    #[test]
    fn the_same_run_twice_adds_nothing_and_another_figure_is_restated() {
        let (_folder, path) = place();
        assert!(told(&path, &[line(2, "41.200000"), line(9, "40.000000")]).is_empty());
        let once = std::fs::read_to_string(&path).expect("it is there");
        assert!(told(&path, &[line(2, "41.200000"), line(9, "40.000000")]).is_empty());
        assert_eq!(std::fs::read_to_string(&path).expect("it is there"), once);
        let restated = told(&path, &[line(2, "40.700000")]);
        assert_eq!((restated[0].0.value(), restated[0].1.value()), ("41.200000", "40.700000"));
        let book = Book::look(&path).expect("it opens");
        let figures: Vec<&str> = book.figures().map(Entry::value).collect();
        assert_eq!(figures, ["40.000000", "40.700000"]);
    }

    #[test]
    fn what_a_crash_has_left_is_cut_off() {
        let (_folder, path) = place();
        std::fs::write(&path, format!("{}\n{{\"as_of\":\"20", line(2, "1.5"))).expect("it can be written");
        told(&path, &[line(9, "2.5")]);
        assert_eq!(
            std::fs::read_to_string(&path).expect("it is there"),
            format!("{}\n{}\n", line(2, "1.5"), line(9, "2.5"))
        );
    }

    #[test]
    fn another_file_is_not_taken_for_a_history() {
        let (_folder, path) = place();
        std::fs::write(&path, "order,amount\n1,2\n").expect("it can be written");
        assert!(Book::open(&path).expect_err("it is none").to_string().contains(":1: this line is no figure"));
    }

    #[test]
    fn what_has_ended_earlier_is_pruned() {
        let (_folder, path) = place();
        told(&path, &[line(2, "1.5"), line(9, "2.5")]);
        assert_eq!(Book::open(&path).expect("it opens").prune("2026-03-10").expect("it is written"), 1);
        assert_eq!(std::fs::read_to_string(&path).expect("it is there"), format!("{}\n", line(9, "2.5")));
    }
}
