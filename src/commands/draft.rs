//! A file while it is being written: it lies beside its target, and takes its place only when it is whole.
//!
//! A run that is killed leaves its drafts behind. A draft is locked for as long as its run lives, so the next run that writes into the
//! folder can tell which are nobody's, and takes those away.

use std::fs::{self, File};
use std::io::{self, BufWriter, Write};
use std::path::Path;
use tempfile::{Builder, NamedTempFile};

/// What the names of drafts begin and end with; between them stand letters and digits by chance.
const NAME: (&str, &str) = (".loyalty-", ".draft");

/// A file that is whole, on the disk, and not yet in its place.
#[derive(Debug)]
pub(super) struct Draft(NamedTempFile);

impl Draft {
    /// Writes a draft of a file, for its owner alone.
    pub(super) fn of(target: &Path, write: impl FnOnce(&mut dyn Write) -> io::Result<()>) -> io::Result<Self> {
        let folder = folder(target);
        tidy(folder);
        let mut file = BufWriter::new(locked(folder)?);
        write(&mut file)?;
        let file = file.into_inner().map_err(io::IntoInnerError::into_error)?;
        file.as_file().sync_all()?;
        Ok(Self(file))
    }

    /// Gives it the rights of the file it replaces, or those.
    #[cfg(unix)]
    pub(super) fn readable(self, target: &Path, rights: u32) -> io::Result<Self> {
        use std::os::unix::fs::PermissionsExt;
        let new = || fs::Permissions::from_mode(rights);
        self.0.as_file().set_permissions(fs::metadata(target).map_or_else(|_| new(), |known| known.permissions()))?;
        Ok(self)
    }

    #[cfg(not(unix))]
    pub(super) fn readable(self, _target: &Path, _rights: u32) -> io::Result<Self> {
        Ok(self)
    }

    /// Puts it in the place of its target.
    pub(super) fn replace(self, target: &Path) -> io::Result<()> {
        self.0.persist(target).map(drop).map_err(|error| error.error)
    }
}

/// The folder in which a file lies.
pub(super) fn folder(path: &Path) -> &Path {
    path.parent().filter(|parent| !parent.as_os_str().is_empty()).unwrap_or(Path::new("."))
}

/// A new file that is locked, where the file system has locks.
fn locked(folder: &Path) -> io::Result<NamedTempFile> {
    loop {
        let file = Builder::new().prefix(NAME.0).suffix(NAME.1).tempfile_in(folder)?;
        // Between its making and its lock another run may have taken it for nobody's.
        if file.as_file().lock().is_err() || file.path().exists() {
            return Ok(file);
        }
    }
}

/// Takes away the drafts of runs that are no more. What cannot be taken away harms nobody.
fn tidy(folder: &Path) {
    let Ok(entries) = fs::read_dir(folder) else { return };
    for entry in entries.flatten().filter(|entry| is_draft(&entry.file_name().to_string_lossy())) {
        let is_file = entry.file_type().is_ok_and(|kind| kind.is_file());
        let Some(left) = is_file.then(|| File::open(entry.path()).ok()).flatten() else { continue };
        if left.try_lock().is_ok() {
            let _ = fs::remove_file(entry.path());
        }
    }
}

fn is_draft(name: &str) -> bool {
    let chance = name.strip_prefix(NAME.0).and_then(|name| name.strip_suffix(NAME.1));
    chance.is_some_and(|letters| letters.len() == 6 && letters.bytes().all(|letter| letter.is_ascii_alphanumeric()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(folder: &Path) -> Vec<String> {
        let entries = fs::read_dir(folder).expect("it is there").flatten();
        let mut names: Vec<String> = entries.map(|entry| entry.file_name().to_string_lossy().into_owned()).collect();
        names.sort();
        names
    }

    #[test]
    fn what_nobody_writes_any_more_is_taken_away_and_nothing_else() {
        let folder = tempfile::tempdir().expect("it can be made");
        let place = folder.path().join("report.json");
        let others = [".loyalty-abc.draft", ".loyalty-notes-of-mine.draft", "loyalty-aB3dE9.draft"];
        for name in others.into_iter().chain([".loyalty-aB3dE9.draft"]) {
            fs::write(folder.path().join(name), "half a rep").expect("it can be written");
        }
        fs::create_dir(folder.path().join(".loyalty-folder.draft")).expect("it can be made");
        let living = Draft::of(&place, |out| out.write_all(b"slow")).expect("it is written");
        let quick = Draft::of(&place, |out| out.write_all(b"quick")).expect("it is written");
        quick.replace(&place).expect("it is put in place");
        assert_eq!(fs::read(&place).expect("it is there"), b"quick");
        living.replace(&place).expect("another run has left it alone");
        assert_eq!(fs::read(&place).expect("it is there"), b"slow");
        let mut expected = vec![".loyalty-folder.draft", "report.json"];
        expected.extend(others);
        expected.sort_unstable();
        assert_eq!(names(folder.path()), expected);
    }

    #[test]
    fn a_draft_that_fails_leaves_nothing() {
        let folder = tempfile::tempdir().expect("it can be made");
        let full = || io::Error::from(io::ErrorKind::StorageFull);
        let failed = Draft::of(&folder.path().join("report.json"), |out| {
            out.write_all(b"half")?;
            Err(full())
        });
        assert_eq!(failed.expect_err("the disk is full").kind(), io::ErrorKind::StorageFull);
        assert!(names(folder.path()).is_empty());
    }
}
