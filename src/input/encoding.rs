//! Which encoding a file is in: decided on all of its bytes, and only asked when they are not UTF-8.

use encoding_rs::{EUC_JP, Encoding, ISO_2022_JP, SHIFT_JIS, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1252};

/// What the whole file's bytes say.
#[derive(Debug, Default, Clone, Copy)]
pub(super) struct Census {
    /// Lines with bytes above ASCII that are UTF-8, and that are not.
    utf8: (u64, u64),
    /// High bytes beside another high byte, and alone among ASCII: Japanese runs, accents stand alone.
    paired: u64,
    alone: u64,
    cp932: Candidate,
    eucjp: Candidate,
}

#[derive(Debug, Default, Clone, Copy)]
struct Candidate {
    bad: bool,
    half_width: u64,
    full_width: u64,
}

impl Candidate {
    fn see(&mut self, line: &[u8], encoding: &'static Encoding) {
        if self.bad {
            return;
        }
        match encoding.decode_without_bom_handling_and_without_replacement(line) {
            None => self.bad = true,
            Some(text) => {
                self.half_width += text.chars().filter(|c| ('\u{ff61}'..='\u{ff9f}').contains(c)).count() as u64;
                self.full_width += text.chars().filter(|c| ('\u{3040}'..='\u{9fff}').contains(c)).count() as u64;
            }
        }
    }

    fn fits(&self) -> bool {
        !self.bad && self.full_width > self.half_width
    }
}

impl Census {
    /// Takes up whole lines.
    pub(super) fn see(&mut self, lines: &[u8]) {
        for line in lines.split(|&b| b == b'\n').filter(|line| !line.is_ascii()) {
            let valid = std::str::from_utf8(line).is_ok();
            self.utf8.0 += u64::from(valid);
            self.utf8.1 += u64::from(!valid);
            for (i, _) in line.iter().enumerate().filter(|(_, b)| **b >= 0x80) {
                let high = |at: Option<usize>| at.and_then(|at| line.get(at)).is_some_and(|b| *b >= 0x80);
                let beside = high(i.checked_sub(1)) || high(Some(i + 1));
                *if beside { &mut self.paired } else { &mut self.alone } += 1;
            }
            self.cp932.see(line, SHIFT_JIS);
            self.eucjp.see(line, EUC_JP);
        }
    }

    /// The encoding that fits; a UTF-8 file with some broken lines stays UTF-8, and those lines are rejected.
    pub(super) fn decide(&self) -> &'static Encoding {
        let (good, bad) = self.utf8;
        if bad == 0 || good >= bad {
            return UTF_8;
        }
        if self.alone > self.paired {
            return WINDOWS_1252;
        }
        match (self.cp932.fits(), self.eucjp.fits()) {
            (true, true) if self.eucjp.half_width < self.cp932.half_width => EUC_JP,
            (true, true) if self.eucjp.full_width > self.cp932.full_width => EUC_JP,
            (true, _) => SHIFT_JIS,
            (false, true) => EUC_JP,
            (false, false) if !self.cp932.bad && self.alone == 0 => SHIFT_JIS,
            (false, false) => WINDOWS_1252,
        }
    }
}

/// The encoding that people call `label`: the web's labels, and the ones Japanese tools and databases use.
pub(super) fn labelled(label: &str) -> Option<&'static Encoding> {
    let folded = label.trim().to_lowercase().replace(['_', ' '], "-");
    match folded.as_str() {
        "cp932" | "sjis" | "sjis-win" | "ms932" | "windows-31j" | "shift-jis" => Some(SHIFT_JIS),
        "eucjp" | "eucjp-win" | "euc-jp" => Some(EUC_JP),
        "cp1252" | "ansi" | "latin-1" | "latin1" => Some(WINDOWS_1252),
        "utf-16" | "utf-16-le" => Some(UTF_16LE),
        "utf-16-be" => Some(UTF_16BE),
        _ => Encoding::for_label(folded.as_bytes()).filter(|&e| e != ISO_2022_JP),
    }
}

/// The name shown: the one people know it by.
pub(super) fn name(encoding: &'static Encoding) -> String {
    if encoding == SHIFT_JIS { "cp932".to_owned() } else { encoding.name().to_lowercase() }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn decided(bytes: &[u8]) -> &'static Encoding {
        let mut census = Census::default();
        census.see(bytes);
        census.decide()
    }

    #[test]
    fn japanese_text_is_told_apart_by_its_bytes() {
        let text = "会員ID,会員名\nソ表能,高橋さくら\nｱｲｳ,カタカナ\n";
        for encoding in [UTF_8, SHIFT_JIS, EUC_JP] {
            assert_eq!(decided(&encoding.encode(text).0), encoding);
        }
    }

    #[test]
    fn single_accents_are_western() {
        assert_eq!(decided(b"id,name\n1,Andr\xe9e\n2,Zo\xeb\n3,M\xfcller\n"), WINDOWS_1252);
    }

    #[test]
    fn a_few_broken_lines_leave_a_utf8_file_what_it_is() {
        assert_eq!(
            decided("é\nü\nñ\n".as_bytes().iter().chain(b"\xe9\n").copied().collect::<Vec<_>>().as_slice()),
            UTF_8
        );
    }
}
