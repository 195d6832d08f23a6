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

/// The title of a section cut before the days it is about; they are the first piece that begins with a digit or with those words.
pub(super) fn name_and_days<'t>(title: &'t str, between: &str, as_of: &str) -> (&'t str, &'t str) {
    let pieces = title.match_indices(between).map(|(at, _)| (&title[..at], &title[at + between.len()..]));
    let mut pieces =
        pieces.filter(|(_, rest)| rest.starts_with(|c: char| c.is_ascii_digit()) || rest.starts_with(as_of));
    pieces.next().unwrap_or((title, ""))
}

/// Text for a picture, where no element keeps texts apart: marks do, around one that has letters written from right to left.
pub(super) fn isolated(text: &str) -> String {
    if has_leftward(text) { format!("\u{2068}{}\u{2069}", escaped(text)) } else { escaped(text) }
}

/// Whether a text has letters that are written from right to left.
pub(super) fn has_leftward(text: &str) -> bool {
    text.contains(is_leftward)
}

/// Whether it is a letter of a script that is written from right to left: Hebrew, Arabic and their neighbours.
const fn is_leftward(c: char) -> bool {
    matches!(c, '\u{590}'..='\u{8ff}' | '\u{fb1d}'..='\u{fdff}' | '\u{fe70}'..='\u{fefe}' | '\u{10800}'..='\u{10fff}')
        || matches!(c, '\u{1e800}'..='\u{1efff}')
}

/// How wide a text stands, in the height of its letters: East Asian signs are square, others half as wide or a little more.
pub(super) fn width(text: &str) -> f64 {
    text.chars().map(|c| if is_wide(c) { 1.0 } else { 0.56 }).sum()
}

/// Whether a sign fills a square.
pub(in crate::render) const fn is_wide(c: char) -> bool {
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
    fn a_name_with_commas_is_not_cut() {
        let cut = |title| name_and_days(title, ", ", "as of");
        assert_eq!(
            cut("Recency, frequency, money, 2025-01-01 – 2025-12-30, as of 2025-12-30").0,
            "Recency, frequency, money"
        );
        assert_eq!(cut("Levels, as of 2025-12-30"), ("Levels", "as of 2025-12-30"));
        assert_eq!(cut("What was read"), ("What was read", ""));
    }

    #[test]
    fn a_name_from_right_to_left_turns_nothing_around_it_in_a_picture() {
        assert_eq!(isolated("זהב (2024)"), "\u{2068}זהב (2024)\u{2069}");
        assert_eq!(isolated("gold & silver"), "gold &amp; silver");
        assert_eq!(isolated("ذهب\u{202e}"), "\u{2068}ذهب\\u{202e}\u{2069}");
    }

    #[test]
    fn long_names_are_shortened_by_their_width() {
        assert_eq!(shortened("silver", 8.0), "silver");
        assert_eq!(shortened("株式会社ながいなまえ", 5.0), "株式会社…");
    }
}
