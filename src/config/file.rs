//! `loyalty.toml`: flags that need not be typed, columns and their roles, exports of one's own.
//!
//! ```toml
//! [input]                     # sections of settings: the names and the values are those of the long flags
//! transactions = ["daily/*.csv"]
//!
//! [transactions.columns]      # which column plays a role
//! amount = "Grand Total"
//!
//! [profile.our-till]          # an export that is known by its header
//! signature = ["Receipt", "Rung up"]
//! ```
//!
//! Which sections there are, and which flags stand in them, is handed in: this room knows how such a file is written, not what the
//! commands ask.

pub mod columns;
pub mod fault;
pub mod profile;
pub mod settings;
pub mod toml;

use self::toml::Table;
use clap::Arg;
use columns::Mapped;
use fault::{Fault, Faults};
use profile::Profile;
use settings::Setting;
use std::path::{Path, PathBuf};

/// The name of the file that is found in the current folder.
pub const NAME: &str = "loyalty.toml";

/// A section of settings, and the flags that can stand in it.
#[derive(Debug, Clone)]
pub struct Section {
    /// Its name.
    pub name: &'static str,
    /// Its flags.
    pub flags: Vec<Arg>,
}

/// What can stand in the file.
#[derive(Debug, Clone, Default)]
pub struct Vocabulary {
    /// The sections of settings.
    pub sections: Vec<Section>,
    /// The kinds of files.
    pub kinds: Vec<&'static str>,
    /// The roles that a column can play.
    pub roles: Vec<&'static str>,
}

/// What a file says.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct File {
    /// Its path, as typed.
    pub path: String,
    /// Flags, in the order of the vocabulary.
    pub settings: Vec<Setting>,
    /// Columns and their roles, those of all kinds last.
    pub columns: Vec<Mapped>,
    /// Exports of one's own, by name.
    pub profiles: Vec<Profile>,
}

/// The file of the user: below `$XDG_CONFIG_HOME`, or below `.config` in the home folder.
pub fn of_user(xdg: Option<String>, home: Option<String>) -> Option<String> {
    // A path that does not begin at the root is none, as the specification of the base folders has it.
    let below = xdg.filter(|path| Path::new(path).is_absolute()).map(PathBuf::from);
    let folder = below.or_else(|| home.map(|home| Path::new(&home).join(".config")))?;
    Some(folder.join("loyalty").join("config.toml").to_string_lossy().into_owned())
}

/// The file that was named, or else the one in the current folder, if there is one.
///
/// # Errors
/// When it cannot be opened, or says what no one understands.
pub fn open(named: Option<&str>, vocabulary: &Vocabulary) -> Result<Option<File>, Fault> {
    let path = match named {
        Some(path) => path,
        None if Path::new(NAME).is_file() => NAME,
        None => return Ok(None),
    };
    let text = std::fs::read_to_string(path).map_err(|error| Fault::of_file(path, &error.to_string()))?;
    read(path, &text, vocabulary).map(Some)
}

/// What the text of a file says.
///
/// # Errors
/// When it is no TOML, or holds a key or a value that no one understands: all of them are named.
pub fn read(path: &str, text: &str, vocabulary: &Vocabulary) -> Result<File, Fault> {
    let mut faults = Faults::new(path, text);
    let document = toml::parse(text, &faults)?;
    let mut file = File { path: path.to_owned(), ..File::default() };
    let root = Table { name: String::new(), entries: document.get_ref() };
    let mut known: Vec<&str> = vocabulary.sections.iter().map(|section| section.name).collect();
    known.extend(vocabulary.kinds.iter().copied().chain(["columns", "profile"]));
    root.check(&known, |key| hint(key, vocabulary), &mut faults);
    for section in &vocabulary.sections {
        if let Some(table) = root.table(section.name, &mut faults) {
            let beside = vocabulary.kinds.contains(&section.name).then_some("columns");
            file.settings.extend(settings::read(section, &table, beside, &mut faults));
        }
    }
    file.columns = columns::read(&root, vocabulary, &mut faults);
    if let Some(profiles) = root.table("profile", &mut faults) {
        file.profiles = profile::read(&profiles, vocabulary, &mut faults);
    }
    faults.none(file)
}

/// Where a setting belongs that stands outside of every section.
fn hint(key: &str, vocabulary: &Vocabulary) -> Option<String> {
    let home = vocabulary.sections.iter().find(|section| settings::flag(section, key).is_some())?;
    Some(format!("it belongs below [{}]", home.name))
}

#[cfg(test)]
mod tests;
