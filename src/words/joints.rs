//! Where a template meets what fills its gaps: between a Latin word and Japanese a blank stands, whichever of the two the gap holds.
//!
//! What stands within a template is written as it is to be read; a name such as CSV has no blank there. A number stands close to what it
//! counts.

/// Adds a piece, with the blank where it needs one.
pub(super) fn add(text: &mut String, piece: &str) {
    let meeting = text.chars().next_back().zip(piece.chars().next());
    if meeting
        .is_some_and(|(before, after)| is_latin(before) && is_japanese(after) || is_japanese(before) && is_latin(after))
    {
        text.push(' ');
    }
    text.push_str(piece);
}

const fn is_latin(c: char) -> bool {
    c.is_ascii_alphabetic()
}

/// Whether it is a letter of Japanese; its marks, such as 「 and 、, bring their own blank with them.
const fn is_japanese(c: char) -> bool {
    matches!(c, '\u{3005}'..='\u{3007}' | '\u{3041}'..='\u{30ff}' | '\u{3400}'..='\u{9fff}' | '\u{f900}'..='\u{faff}')
}

#[cfg(test)]
mod tests {
    use super::add;

    fn joined(pieces: &[&str]) -> String {
        let mut text = String::new();
        for piece in pieces {
            add(&mut text, piece);
        }
        text
    }

    #[test]
    fn a_latin_word_stands_apart_from_japanese() {
        assert_eq!(joined(&["", "order", "が必要です"]), "order が必要です");
        assert_eq!(joined(&["列", "amount", "は"]), "列 amount は");
    }

    #[test]
    fn numbers_marks_and_other_languages_stay_as_they_are() {
        assert_eq!(joined(&["", "3", "件"]), "3件");
        assert_eq!(joined(&["「", "order", "」"]), "「order」");
        assert_eq!(joined(&["", "購入額", "が必要です"]), "購入額が必要です");
        assert_eq!(joined(&["the ", "order", " is missing"]), "the order is missing");
    }
}
