//! Paragraphs in Japanese, broken where that language may be broken: between any two of its letters, but neither before a closing mark nor
//! behind an opening one, nor between a number and what it counts. Latin words are broken at their blanks.

use super::super::html::is_wide;

/// Marks that no line begins with.
const NOT_FIRST: &str = "、。，．・：；！？）］｝」』】〉》〕〜～ー…々ぁぃぅぇぉっゃゅょァィゥェォッャュョ,.:;!?)]}%％";

/// Marks that no line ends with.
const NOT_LAST: &str = "（［｛「『【〈《〔([{";

/// Whether a text is one for this way of breaking.
pub(super) fn is_for(text: &str) -> bool {
    text.contains(is_wide)
}

/// The lines of a text, none wider than that.
pub(super) fn lines(text: &str, most: usize) -> Vec<String> {
    let mut lines = vec![String::new()];
    let mut taken = 0;
    for piece in pieces(text) {
        let seen = width(piece.trim_end());
        if taken > 0 && taken + seen > most {
            lines.push(String::new());
            taken = 0;
        }
        for c in piece.chars() {
            // What cannot be broken anywhere and is wider than a line is broken where the line ends.
            if taken + letter(c) > most && c != ' ' {
                lines.push(String::new());
                taken = 0;
            }
            lines.last_mut().expect("there is always a line").push(c);
            taken += letter(c);
        }
    }
    lines.iter().map(|line| line.trim_end().to_owned()).collect()
}

/// The pieces that stay whole, each with the blanks behind it.
fn pieces(text: &str) -> Vec<&str> {
    let mut pieces = vec![];
    let mut begun = 0;
    let mut before: Option<char> = None;
    for (at, c) in text.char_indices() {
        // What is to be typed as it stands, such as `ces=列名`, stays whole.
        let typed = before != Some(' ') && text[begun..at].contains('=');
        if !typed && before.is_some_and(|before| may_break(before, c)) {
            pieces.push(&text[begun..at]);
            begun = at;
        }
        before = Some(c);
    }
    pieces.push(&text[begun..]);
    pieces
}

fn may_break(before: char, after: char) -> bool {
    if after == ' ' {
        return false;
    }
    if before == ' ' {
        return !NOT_FIRST.contains(after);
    }
    let counted = before.is_ascii_digit() && is_wide(after);
    (is_wide(before) || is_wide(after)) && !counted && !NOT_FIRST.contains(after) && !NOT_LAST.contains(before)
}

fn width(text: &str) -> usize {
    text.chars().map(letter).sum()
}

fn letter(c: char) -> usize {
    if is_wide(c) { 2 } else { 1 }
}

#[cfg(test)]
mod tests {
    use super::{lines, width};

    #[test]
    fn lines_are_filled_although_there_is_no_blank() {
        let text = "他の期間の同じ率は 32.3 % から 60.6 % まで: --definitions で並べて見られます";
        assert_eq!(
            lines(text, 30),
            ["他の期間の同じ率は 32.3 % から", "60.6 % まで: --definitions で", "並べて見られます"]
        );
    }

    #[test]
    fn no_line_begins_with_a_closing_mark_or_ends_with_an_opening_one() {
        assert_eq!(lines("一二三四。五", 8), ["一二三", "四。五"]);
        assert_eq!(lines("一二三「四五」", 8), ["一二三", "「四五」"]);
    }

    #[test]
    fn what_is_to_be_typed_stays_whole() {
        assert_eq!(lines("列がありません。--map ces=列名 で指定", 24), ["列がありません。--map", "ces=列名 で指定"]);
    }

    #[test]
    fn a_number_stays_with_what_it_counts() {
        assert_eq!(lines("購入者は137人です", 12), ["購入者は", "137人です"]);
    }

    #[test]
    fn what_has_no_place_to_break_is_broken_where_the_line_ends() {
        assert_eq!(lines("列 aaaaaaaaaaaa です", 8), ["列", "aaaaaaaa", "aaaa で", "す"]);
    }

    #[test]
    fn no_line_is_wider_than_that_and_nothing_is_lost() {
        let text = "警告: 「ロイヤル顧客」は同じ購入で選ばれ、同じ購入で合計されます（--loyal で変えられます）。12,345件を除きました";
        for most in 4..90 {
            let broken = lines(text, most);
            assert!(broken.iter().all(|line| width(line) <= most), "{most}: {broken:?}");
            assert_eq!(broken.concat().replace(' ', ""), text.replace(' ', ""), "{most}");
        }
    }
}
