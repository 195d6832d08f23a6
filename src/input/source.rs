//! Opens what was named: a file, standard input, compressed or not, in whatever encoding.

use super::unpack::{Spoiled, Wrapping};
use encoding_rs::{Decoder, Encoding, UTF_16BE, UTF_16LE};
use std::fs::File;
use std::io::{self, Read, Seek, Write};
use std::sync::Arc;

/// A byte stream that a pass can be made over, twice if need be.
#[derive(Debug, Clone)]
pub(super) struct Source {
    /// As typed.
    pub(super) path: String,
    spool: Option<Arc<File>>,
    wrapping: Wrapping,
    /// Decoded on the way in, because its bytes cannot be split as they are.
    pub(super) decoded: Option<&'static Encoding>,
}

impl Source {
    /// Opens a path; `-` is standard input, which is kept in an unlinked file that only this process can read.
    pub(super) fn open(path: &str) -> io::Result<Self> {
        let spool = if path == "-" { Some(Arc::new(spool()?)) } else { None };
        let mut source = Self { path: path.to_owned(), spool, wrapping: Wrapping::None, decoded: None };
        let mut magic = vec![];
        source.raw()?.take(4).read_to_end(&mut magic)?;
        source.wrapping = Wrapping::of(&magic);
        let mut mark = vec![];
        source.unpacked()?.take(4).read_to_end(&mut mark)?;
        source.decoded = match mark.as_slice() {
            [0xff, 0xfe, 0, 0] | [0, 0, 0xfe, 0xff] => None,
            [0xff, 0xfe, ..] => Some(UTF_16LE),
            [0xfe, 0xff, ..] => Some(UTF_16BE),
            _ => None,
        };
        Ok(source)
    }

    /// A fresh reader from the start, unpacked, and decoded where that has to come first.
    pub(super) fn reader(&self) -> io::Result<Box<dyn Read + Send>> {
        let bytes = self.unpacked()?;
        Ok(match self.decoded {
            Some(encoding) => Box::new(Decoding::new(bytes, encoding.new_decoder_with_bom_removal())),
            None => bytes,
        })
    }

    fn unpacked(&self) -> io::Result<Box<dyn Read + Send>> {
        Ok(self.wrapping.unpack(self.raw()?))
    }

    fn raw(&self) -> io::Result<File> {
        match &self.spool {
            None => {
                let file = File::open(&self.path)?;
                if file.metadata()?.is_dir() {
                    return Err(io::Error::new(io::ErrorKind::IsADirectory, "is a directory"));
                }
                Ok(file)
            }
            Some(spool) => {
                let mut file = spool.try_clone()?;
                file.rewind()?;
                Ok(file)
            }
        }
    }
}

fn spool() -> io::Result<File> {
    let mut file = tempfile::tempfile()?;
    io::copy(&mut io::stdin().lock(), &mut file)?;
    file.flush()?;
    Ok(file)
}

/// Decodes to UTF-8 while reading.
struct Decoding<R> {
    inner: R,
    decoder: Decoder,
    packed: Vec<u8>,
    text: Vec<u8>,
    at: usize,
    done: bool,
}

impl<R: Read> Decoding<R> {
    fn new(inner: R, decoder: Decoder) -> Self {
        Self { inner, decoder, packed: vec![0; 1 << 16], text: vec![], at: 0, done: false }
    }
}

impl<R: Read> Read for Decoding<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        while self.at == self.text.len() && !self.done {
            let got = self.inner.read(&mut self.packed)?;
            self.done = got == 0;
            let mut text = String::with_capacity(self.decoder.max_utf8_buffer_length(got).unwrap_or(1 << 18));
            let (_, _, bad) = self.decoder.decode_to_string(&self.packed[..got], &mut text, self.done);
            if bad {
                return Err(Spoiled::NotEncoded(self.decoder.encoding()).into());
            }
            self.text = text.into_bytes();
            self.at = 0;
        }
        let given = buffer.len().min(self.text.len() - self.at);
        buffer[..given].copy_from_slice(&self.text[self.at..self.at + given]);
        self.at += given;
        Ok(given)
    }
}
