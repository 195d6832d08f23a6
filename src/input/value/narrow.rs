//! Full-width characters become the half-width ones that numbers and dates are written with.
//!
//! This is the part of NFKC that is safe for numbers. The whole of it is not: it turns `10²` into `102` and `5①` into `51`.

use std::borrow::Cow;

/// Narrows digits, letters, signs and blanks, unfolds squared era names and weekdays, and cuts blanks off both ends.
pub fn narrow(text: &str) -> Cow<'_, str> {
    let text = text.trim_matches(is_blank);
    if text.is_ascii() {
        return Cow::Borrowed(text);
    }
    let mut narrowed = String::with_capacity(text.len());
    for character in text.chars() {
        match unfold(character) {
            Some(long) => narrowed.push_str(long),
            None => narrowed.push(narrow_char(character)),
        }
    }
    Cow::Owned(narrowed)
}

/// Says whether a text holds characters that `narrow` would make narrower, other than blanks.
pub fn is_wide(text: &str) -> bool {
    text.chars().any(|character| matches!(character, '\u{ff01}'..='\u{ff5e}' | '\u{ffe0}'..='\u{ffe6}'))
}

/// Takes the content out of a spreadsheet's text guard, `="1234.50"`.
pub fn unguard(text: &str) -> Option<&str> {
    text.strip_prefix("=\"")?.strip_suffix('"')
}

/// Blanks of all widths, and the invisible marks that copied text drags along.
fn is_blank(character: char) -> bool {
    character.is_whitespace() || matches!(character, '\u{200b}' | '\u{200e}' | '\u{200f}' | '\u{2060}' | '\u{feff}')
}

fn narrow_char(character: char) -> char {
    match character {
        '\u{ff01}'..='\u{ff5e}' => {
            char::from_u32(character as u32 - 0xfee0).expect("the full-width block mirrors ASCII")
        }
        '￠' => '¢',
        '￡' => '£',
        '￥' => '¥',
        '￦' => '₩',
        // No-break, figure, thin and ideographic spaces; tabs and line ends are kept.
        '\u{a0}' | '\u{2000}'..='\u{200a}' | '\u{202f}' | '\u{205f}' | '\u{3000}' => ' ',
        other => other,
    }
}

/// Era names and weekdays that Unicode keeps as one character.
fn unfold(character: char) -> Option<&'static str> {
    Some(match character {
        '㍾' => "明治",
        '㍽' => "大正",
        '㍼' => "昭和",
        '㍻' => "平成",
        '㋿' => "令和",
        '㈰' => "(日)",
        '㈪' => "(月)",
        '㈫' => "(火)",
        '㈬' => "(水)",
        '㈭' => "(木)",
        '㈮' => "(金)",
        '㈯' => "(土)",
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use unicode_normalization::UnicodeNormalization;

    #[test]
    fn full_width_text_becomes_half_width() {
        assert_eq!(narrow("　￥１，２３４．５０　"), "¥1,234.50");
        assert_eq!(narrow("㋿６年１月５日㈮"), "令和6年1月5日(金)");
        assert_eq!(narrow("1\u{202f}234"), "1 234");
        assert_eq!(narrow("\u{feff}9\u{200e}"), "9");
    }

    #[test]
    fn a_superscript_is_not_a_digit() {
        assert_eq!(narrow("10²"), "10²");
        assert_eq!(narrow("5①"), "5①");
    }

    #[test]
    fn the_guard_comes_off_only_whole() {
        assert_eq!(unguard("=\"1\""), Some("1"));
        assert_eq!(unguard("=\"1"), None);
        assert_eq!(unguard("=\""), None);
        assert_eq!(unguard("1"), None);
    }

    proptest! {
        #[test]
        fn where_it_changes_a_character_it_agrees_with_nfkc(character: char) {
            let text = character.to_string();
            let narrowed = narrow(&text);
            if narrowed != text && !narrowed.is_empty() {
                let folded: String = text.nfkc().collect();
                prop_assert_eq!(folded, narrowed);
            }
        }
    }
}
