//! A Zstandard file as one stream: all of its frames, as `cat` and parallel packers write them, each held against its checksum.

use super::unpack::Spoiled;
use ruzstd::decoding::errors::{FrameDecoderError, ReadFrameHeaderError};
use ruzstd::decoding::{BlockDecodingStrategy, FrameDecoder};
use std::io::{self, Read};

/// Reads frame after frame.
pub(super) struct Frames<R> {
    source: R,
    decoder: FrameDecoder,
    inside: bool,
}

impl<R: Read> Frames<R> {
    /// From the first byte of the file.
    pub(super) fn new(source: R) -> Self {
        Self { source, decoder: FrameDecoder::new(), inside: false }
    }

    /// Goes to the next frame that holds something; says whether there is one.
    fn open(&mut self) -> io::Result<bool> {
        loop {
            let mut first = vec![];
            (&mut self.source).take(1).read_to_end(&mut first)?;
            if first.is_empty() {
                return Ok(false);
            }
            match self.decoder.init(first.chain(&mut self.source)) {
                Ok(()) => return Ok(true),
                Err(FrameDecoderError::ReadFrameHeaderError(ReadFrameHeaderError::SkipFrame { length, .. })) => {
                    io::copy(&mut (&mut self.source).take(length.into()), &mut io::sink())?;
                }
                Err(_) => return Err(Spoiled::Damaged.into()),
            }
        }
    }

    fn is_whole(&self) -> bool {
        let written = self.decoder.get_checksum_from_data();
        written.is_none() || written == self.decoder.get_calculated_checksum()
    }
}

impl<R: Read> Read for Frames<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        loop {
            if !self.inside {
                self.inside = self.open()?;
                if !self.inside {
                    return Ok(0);
                }
            }
            while self.decoder.can_collect() < buffer.len() && !self.decoder.is_finished() {
                let lacking = BlockDecodingStrategy::UptoBytes(buffer.len() - self.decoder.can_collect());
                self.decoder.decode_blocks(&mut self.source, lacking).map_err(|_| Spoiled::Damaged)?;
            }
            let got = self.decoder.read(buffer)?;
            if got > 0 || buffer.is_empty() {
                return Ok(got);
            }
            if !self.is_whole() {
                return Err(Spoiled::Damaged.into());
            }
            self.inside = false;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use ruzstd::encoding::{CompressionLevel, compress_to_vec};

    fn read(packed: &[u8]) -> io::Result<String> {
        let mut text = String::new();
        Frames::new(packed).read_to_string(&mut text).map(|_| text)
    }

    #[test]
    fn every_frame_counts_and_what_may_be_skipped_is_skipped() {
        let frame = |text: &str| compress_to_vec(text.as_bytes(), CompressionLevel::Fastest);
        let skipped = [&0x184d_2a50_u32.to_le_bytes()[..], &3u32.to_le_bytes(), b"xyz"].concat();
        let file = [frame("one\n"), skipped, frame("two\n"), frame(""), frame("three\n")].concat();
        assert_eq!(read(&file).unwrap(), "one\ntwo\nthree\n");
    }

    #[test]
    fn a_stream_that_ends_early_is_an_error_wherever_it_ends() {
        let file = compress_to_vec("one, two, three\n".repeat(99).as_bytes(), CompressionLevel::Fastest);
        for end in 1..file.len() {
            assert!(read(&file[..end]).is_err(), "{end} of {}", file.len());
        }
    }
}
