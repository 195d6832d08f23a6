//! The reader against the plain `csv` crate, and against bytes that nobody wrote on purpose.

#[path = "reader/bytes.rs"]
mod bytes;
#[path = "reader/twin.rs"]
mod twin;
#[path = "reader/written.rs"]
mod written;

use std::fs;
use std::path::PathBuf;
use tempfile::TempDir;

/// A file in a folder of its own.
struct Paper {
    folder: TempDir,
}

impl Paper {
    fn with(bytes: &[u8]) -> Self {
        let paper = Self { folder: tempfile::tempdir().expect("the temporary folder can be written") };
        fs::write(paper.path(), bytes).expect("the temporary folder can be written");
        paper
    }

    fn path(&self) -> PathBuf {
        self.folder.path().join("a.csv")
    }

    /// What the reader finds in it.
    fn rows(
        &self,
        encoding: Option<&str>,
        chunk: usize,
    ) -> Result<loyalty_metrics::input::Rows, loyalty_metrics::answer::Warning> {
        loyalty_metrics::input::rows(&self.path().to_string_lossy(), encoding, chunk)
    }
}

/// A header that is known by its names, whatever stands below it.
const HEADER: [&str; 4] = ["order_id", "customer_id", "ordered_at", "amount"];
