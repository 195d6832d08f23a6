//! Files that are no tables of text, told by their first bytes, so that each is refused by its name and with its own remedy.

use crate::answer::Warning;
use memchr::memmem;

/// What a file begins with, and the code of its refusal.
const MAGIC: [(&[u8], &str); 18] = [
    (b"PK\x03\x04", "is-spreadsheet"),
    (b"\xd0\xcf\x11\xe0", "is-spreadsheet"),
    (b"%PDF", "is-pdf"),
    (b"version https://git-lfs", "is-lfs-pointer"),
    (b"\xff\xfe\0\0", "is-utf32"),
    (b"\0\0\xfe\xff", "is-utf32"),
    (b"BZh", "is-archive"),
    (b"7z\xbc\xaf\x27\x1c", "is-archive"),
    (b"\xfd7zXZ", "is-archive"),
    (b"Rar!", "is-archive"),
    (b"\x04\x22\x4d\x18", "is-archive"),
    (b"SQLite format 3", "is-binary"),
    (b"PAR1", "is-binary"),
    (b"ARROW1", "is-binary"),
    (b"\x89PNG", "is-binary"),
    (b"\xff\xd8\xff", "is-binary"),
    (b"GIF8", "is-binary"),
    (b"{\\rtf", "is-binary"),
];

/// How web pages and XML begin, in lower case.
const MARKUP: [&[u8]; 6] = [b"<!doctype", b"<html", b"<head", b"<?xml", b"<table", b"<!--"];

/// Escape sequences of ISO-2022-JP.
const JIS: [&[u8]; 4] = [b"\x1b$B", b"\x1b$@", b"\x1b(J", b"\x1b(I"];

/// How many bytes are looked at for what only a count can tell.
const LOOKED_AT: usize = 400;

/// So many control characters are still text: colours, or a cell gone wrong.
const FEW: usize = 8;

/// Refuses by name what no reader of tables can read.
pub(super) fn refuse(text: &[u8]) -> Result<(), Warning> {
    let refused = |code| Err(Warning::new(code, []));
    let lead = text.trim_ascii_start();
    if lead.iter().all(|b| *b == 0 || *b == 0x1a) {
        return refused("empty-file");
    }
    if let Some((_, code)) = MAGIC.iter().find(|(magic, _)| text.starts_with(magic)) {
        return refused(code);
    }
    let lower: Vec<u8> = lead.iter().take(9).map(u8::to_ascii_lowercase).collect();
    if MARKUP.iter().any(|mark| lower.starts_with(mark)) {
        return refused("is-web-page");
    }
    if is_json(lead) {
        return refused("is-json");
    }
    if JIS.iter().any(|mark| memmem::find(text, mark).is_some()) {
        return refused("is-jis");
    }
    let head = &text[..text.len().min(LOOKED_AT)];
    let nuls = |from: usize| head.iter().skip(from).step_by(2).filter(|b| **b == 0).count() * 4 > head.len();
    match (nuls(0), nuls(1)) {
        (true, true) if head.len() >= 8 => refused("is-utf32"),
        (_, true) => refused("is-utf16le"),
        (true, false) => refused("is-utf16be"),
        (false, false) if is_binary(head) => refused("is-binary"),
        (false, false) => Ok(()),
    }
}

/// `{"…`, or a list of objects, perhaps over several lines.
fn is_json(lead: &[u8]) -> bool {
    let inner = |rest: &[u8]| matches!(rest.trim_ascii_start().first(), Some(b'{' | b'[' | b'"' | b'}' | b']'));
    match lead {
        [b'{' | b'[', rest @ ..] => inner(rest),
        _ => false,
    }
}

/// Whether control characters are so many that this is no text.
fn is_binary(head: &[u8]) -> bool {
    let control = |b: &&u8| matches!(**b, 1..=8 | 14..=25 | 27..=31 | 127);
    let found = head.iter().filter(control).count();
    found > FEW && found * 20 > head.len()
}

#[cfg(test)]
mod tests {
    use super::refuse;

    fn code(text: &[u8]) -> &'static str {
        refuse(text).err().map_or("", |why| why.code)
    }

    #[test]
    fn each_disguise_has_its_name() {
        assert_eq!(code(b"PK\x03\x04rest"), "is-spreadsheet");
        assert_eq!(code(b"\n <HTML><body>log in"), "is-web-page");
        assert_eq!(code(b"[\n {\"date\": 1}]"), "is-json");
        assert_eq!(code(b"a\0,\0b\0\n\0c\0,\0d\0\n\0"), "is-utf16le");
        assert_eq!(code(b"\0a\0,\0b\0\n\0c\0,\0d\0\n"), "is-utf16be");
        assert_eq!(code(b"id,name\n1,\x1b$B;3\x1b(B\n"), "is-jis");
        assert_eq!(code(b" \r\n\t\n"), "empty-file");
    }

    #[test]
    fn a_table_is_none_of_them() {
        for text in [&b"id,note\n1,\x1b[31mred\n"[..], b"[id],{name}\n1,2\n", b"id,name\n1,a\0b\n", b"\"{a}\",b\n1,2\n"]
        {
            assert_eq!(code(text), "", "{text:?}");
        }
    }
}
