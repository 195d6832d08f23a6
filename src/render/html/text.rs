//! Text as HTML shows it, whatever it says.

use crate::render::visible::visible;

/// Text for the content of an element or of a quoted attribute.
pub(in crate::render) fn escaped(text: &str) -> String {
    let mut safe = String::with_capacity(text.len());
    for c in visible(text).chars() {
        match c {
            '&' => safe.push_str("&amp;"),
            '<' => safe.push_str("&lt;"),
            '>' => safe.push_str("&gt;"),
            '"' => safe.push_str("&quot;"),
            '\'' => safe.push_str("&#39;"),
            c => safe.push(c),
        }
    }
    safe
}

/// Text from the data: kept apart, so that one that runs from right to left turns nothing around it.
pub(super) fn apart(text: &str) -> String {
    format!("<bdi>{}</bdi>", escaped(text))
}

/// How wide a text stands, in the height of its letters: East Asian signs are square, others half as wide or a little more.
pub(super) fn width(text: &str) -> f64 {
    text.chars().map(|c| if is_wide(c) { 1.0 } else { 0.56 }).sum()
}

/// Whether a sign fills a square.
pub(super) const fn is_wide(c: char) -> bool {
    matches!(c, '\u{1100}'..='\u{115f}' | '\u{2e80}'..='\u{a4cf}' | '\u{ac00}'..='\u{d7a3}' | '\u{f900}'..='\u{faff}')
        || matches!(c, '\u{fe30}'..='\u{fe6f}' | '\u{ff01}'..='\u{ff60}' | '\u{ffe0}'..='\u{ffe6}' | '\u{1f300}'..='\u{1faff}')
        || matches!(c, '\u{20000}'..='\u{3fffd}')
}

/// The text, or as much of its beginning as stands in so many letters.
pub(super) fn shortened(text: &str, most: f64) -> String {
    if width(text) <= most {
        return text.to_owned();
    }
    let mut kept = String::new();
    for c in text.chars() {
        if width(&kept) + 1.6 > most {
            break;
        }
        kept.push(c);
    }
    kept + "…"
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_text_leaves_its_place() {
        assert_eq!(escaped("\"><img src=x onerror='a&b'>"), "&quot;&gt;&lt;img src=x onerror=&#39;a&amp;b&#39;&gt;");
        assert_eq!(apart("a\u{202e}b\u{1b}[1m"), r"<bdi>a\u{202e}b\x1b[1m</bdi>");
    }

    #[test]
    fn long_names_are_shortened_by_their_width() {
        assert_eq!(shortened("silver", 8.0), "silver");
        assert_eq!(shortened("株式会社ながいなまえ", 5.0), "株式会社…");
    }
}
