//! Which encoding a file is in: decided on all of its bytes, and only asked when they are not UTF-8.

use encoding_rs::{EUC_JP, Encoding, ISO_2022_JP, SHIFT_JIS, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1252};

/// What the whole file's bytes say.
#[derive(Debug, Default, Clone, Copy)]
pub(super) struct Census {
    /// Lines with bytes above ASCII that are UTF-8, and that are not.
    utf8: (u64, u64),
    /// Lines that are UTF-8 and have a letter of three bytes, as kana and kanji are there: next to never an accident.
    utf8_kanji: u64,
    /// Letters with accents that stand alone among ASCII, and apostrophes between letters, as Windows-1252 writes them.
    western: u64,
    /// First bytes of kana and of the common kanji in CP932; in Windows-1252 most of these are no letters, some nothing at all.
    leads: u64,
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
            self.utf8_kanji += u64::from(valid && line.iter().any(|byte| *byte >= 0xe0));
            if !valid {
                self.western += western(line);
                self.leads += leads(line);
            }
            self.cp932.see(line, SHIFT_JIS);
            self.eucjp.see(line, EUC_JP);
        }
    }

    /// The encoding that fits; a UTF-8 file with some broken lines stays UTF-8, and those lines are rejected.
    pub(super) fn decide(&self) -> &'static Encoding {
        let (good, bad) = self.utf8;
        // A line of another encoding is UTF-8 by accident next to never: one in twenty means that files were pasted together.
        let pasted = |lines: u64| lines * 20 > bad;
        if bad == 0 || good >= bad || pasted(self.utf8_kanji) {
            return UTF_8;
        }
        let japanese = match (self.cp932.fits(), self.eucjp.fits()) {
            _ if self.western > self.leads => None,
            (true, true) if self.eucjp.half_width < self.cp932.half_width => Some(EUC_JP),
            (true, true) if self.eucjp.full_width > self.cp932.full_width => Some(EUC_JP),
            (true, _) => Some(SHIFT_JIS),
            (false, true) => Some(EUC_JP),
            (false, false) if !self.cp932.bad && self.western == 0 => Some(SHIFT_JIS),
            (false, false) => None,
        };
        japanese.unwrap_or(if pasted(good) { UTF_8 } else { WINDOWS_1252 })
    }
}

/// Letters with accents whose neighbours are ASCII, and curly apostrophes between letters.
fn western(line: &[u8]) -> u64 {
    let at = |i: Option<usize>| i.and_then(|i| line.get(i)).copied().unwrap_or(b' ');
    let accented = |i: usize| {
        let (before, after) = (at(i.checked_sub(1)), at(Some(i + 1)));
        match line[i] {
            0xc0..=0xff => before < 0x80 && after < 0x80,
            0x92 => before.is_ascii_alphabetic() && after.is_ascii_alphabetic(),
            _ => false,
        }
    };
    (0..line.len()).filter(|&i| accented(i)).count() as u64
}

/// Pairs of bytes that are kana or common kanji in CP932.
fn leads(line: &[u8]) -> u64 {
    let (mut found, mut at) = (0, 0);
    while let Some(&byte) = line.get(at) {
        let double = matches!(byte, 0x81..=0x9f | 0xe0..=0xfc) && line.get(at + 1).is_some_and(|trail| *trail >= 0x40);
        found += u64::from(double && byte <= 0x9f);
        at += if double { 2 } else { 1 };
    }
    found
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
    fn one_name_is_enough_to_tell_japanese_from_western() {
        for name in ["森", "田中", "ソニー", "能勢"] {
            assert_eq!(decided(&SHIFT_JIS.encode(&format!("id,name\n1,{name}\n")).0), SHIFT_JIS, "{name}");
        }
        for name in [&b"Ren\xe9e"[..], b"Bj\xf6rk", b"Caf\xe9 d\x92Or", b"\xc5ngstr\xf6m"] {
            assert_eq!(decided(&[b"id,name\n1,", name, b"\n"].concat()), WINDOWS_1252);
        }
    }

    #[test]
    fn rows_pasted_behind_a_utf8_file_do_not_change_what_it_is() {
        let mixed = |rest: &[u8]| decided(&["Zoë\n".as_bytes(), rest].concat());
        assert_eq!(mixed(b"Jos\xe9\nJos\xe9\n"), UTF_8);
        assert_eq!(mixed(&b"Jos\xe9\n".repeat(50)), WINDOWS_1252);
        let pasted = |rows| decided(&["山田\n".as_bytes(), &SHIFT_JIS.encode("佐藤\n").0.repeat(rows)].concat());
        assert_eq!((pasted(10), pasted(50)), (UTF_8, SHIFT_JIS));
    }

    #[test]
    fn a_few_broken_lines_leave_a_utf8_file_what_it_is() {
        assert_eq!(
            decided("é\nü\nñ\n".as_bytes().iter().chain(b"\xe9\n").copied().collect::<Vec<_>>().as_slice()),
            UTF_8
        );
    }
}
