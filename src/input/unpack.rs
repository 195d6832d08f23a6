//! Unpacks what is compressed, and notices when it is cut off, damaged, or swells beyond reason.

use super::frames::Frames;
use encoding_rs::Encoding;
use flate2::read::MultiGzDecoder;
use std::io::{self, Read};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

/// A stream that decodes to more than this many times its size, and to more than [`BOMB_BYTES`], is refused.
const BOMB_RATIO: u64 = 200;
const BOMB_BYTES: u64 = 1 << 30;

/// What a stream is, beside what the system says when it cannot be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub(super) enum Spoiled {
    /// The compressed stream ends before its end, or its checksum is another.
    #[error("cut off or damaged")]
    Damaged,
    /// The compressed stream swells beyond reason.
    #[error("swells beyond reason")]
    Swells,
    /// The bytes are not in the encoding.
    #[error("not in {}", .0.name())]
    NotEncoded(&'static Encoding),
}

impl From<Spoiled> for io::Error {
    fn from(why: Spoiled) -> Self {
        Self::other(why)
    }
}

/// How a file is compressed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Wrapping {
    /// Not at all.
    None,
    /// As one or more members of gzip.
    Gzip,
    /// As one or more frames of Zstandard.
    Zstd,
}

impl Wrapping {
    /// Told by the first bytes, whatever the file is called.
    pub(super) fn of(magic: &[u8]) -> Self {
        match magic {
            [0x1f, 0x8b, ..] => Self::Gzip,
            [0x28, 0xb5, 0x2f, 0xfd] | [0x50..=0x5f, 0x2a, 0x4d, 0x18] => Self::Zstd,
            _ => Self::None,
        }
    }

    /// The bytes inside.
    pub(super) fn unpack(self, raw: impl Read + Send + 'static) -> Box<dyn Read + Send> {
        let packed = Arc::new(AtomicU64::new(0));
        let counted = Counted { inner: raw, bytes: Arc::clone(&packed) };
        match self {
            Self::None => Box::new(counted.inner),
            Self::Gzip => Box::new(Bounded { inner: MultiGzDecoder::new(counted), packed, out: 0 }),
            Self::Zstd => Box::new(Bounded { inner: Frames::new(counted), packed, out: 0 }),
        }
    }
}

struct Counted<R> {
    inner: R,
    bytes: Arc<AtomicU64>,
}

impl<R: Read> Read for Counted<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let got = self.inner.read(buffer)?;
        self.bytes.fetch_add(got as u64, Ordering::Relaxed);
        Ok(got)
    }
}

/// Stops a stream that swells beyond reason.
struct Bounded<R> {
    inner: R,
    packed: Arc<AtomicU64>,
    out: u64,
}

impl<R: Read> Read for Bounded<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let of_system = |error: &io::Error| error.raw_os_error().is_some();
        let damaged = |error| if of_system(&error) { error } else { Spoiled::Damaged.into() };
        let got = self.inner.read(buffer).map_err(damaged)?;
        self.out += got as u64;
        if self.out > BOMB_BYTES && self.out / self.packed.load(Ordering::Relaxed).max(1) > BOMB_RATIO {
            return Err(Spoiled::Swells.into());
        }
        Ok(got)
    }
}
