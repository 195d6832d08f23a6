//! Characters that would steer a terminal or turn text around are shown as escapes, wherever text from a file is shown.

use std::borrow::Cow;
use std::fmt::Write as _;

/// Whether a character is unseen but does something: controls, and marks of writing direction (CWE-150).
pub(super) const fn is_unseen(c: char) -> bool {
    matches!(c, '\0'..='\x1f' | '\x7f'..='\u{9f}' | '\u{61c}' | '\u{200e}' | '\u{200f}')
        || matches!(c, '\u{2028}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{feff}')
}

/// The text with such characters written out, as `\x1b` or `\u{202e}`.
///
/// ```
/// use loyalty_metrics::render::visible::visible;
/// assert_eq!(visible("a\u{1b}[31m"), r"a\x1b[31m");
/// ```
pub fn visible(text: &str) -> Cow<'_, str> {
    if !text.contains(is_unseen) {
        return Cow::Borrowed(text);
    }
    let mut shown = String::with_capacity(text.len() + 8);
    for c in text.chars() {
        match c {
            '\n' => shown.push_str(r"\n"),
            '\r' => shown.push_str(r"\r"),
            '\t' => shown.push_str(r"\t"),
            c if !is_unseen(c) => shown.push(c),
            c if c < '\u{100}' => write!(shown, r"\x{:02x}", u32::from(c)).expect("a string can grow"),
            c => write!(shown, r"\u{{{:x}}}", u32::from(c)).expect("a string can grow"),
        }
    }
    Cow::Owned(shown)
}

#[cfg(test)]
mod tests {
    use super::visible;

    #[test]
    fn escapes_and_direction_marks_are_written_out() {
        assert_eq!(visible("\u{1b}]0;x\u{7}\u{9b}1m"), r"\x1b]0;x\x07\x9b1m");
        assert_eq!(visible("invoice\u{202e}fdp.exe"), r"invoice\u{202e}fdp.exe");
        assert_eq!(visible("two\r\nlines\tand a tab"), r"two\r\nlines\tand a tab");
        assert_eq!(visible("リピート率"), "リピート率");
    }
}
