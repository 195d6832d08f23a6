//! Comments become words: letters between blanks, or, where no blanks stand, every short run of characters.

use std::collections::{BTreeMap, BTreeSet};
use unicode_normalization::UnicodeNormalization;

/// The longest run of Japanese characters that is a candidate: long enough for a set phrase.
pub const LONGEST: usize = 10;

/// The shortest; a single character has too many meanings.
const SHORTEST: usize = 2;

/// English words of grammar, which say nothing by themselves; those that turn a meaning round, such as `not` and `too`, are kept.
const GRAMMAR: &str = " a an and are as at be been but by for from had has have he i in is it its it's me my of on or our she so that the \
    their them there they this to us very was we were with you your ";

/// The scripts as words need them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Script {
    /// Kanji and katakana, which carry meaning.
    Heavy,
    /// Hiragana, most of which is grammar.
    Light,
    /// Any other letters: words stand between blanks.
    Parted,
    /// What ends a word.
    None,
}

const fn script(c: char) -> Script {
    match c {
        '\u{3041}'..='\u{309f}' => Script::Light,
        '\u{30a1}'..='\u{30ff}'
        | '\u{3400}'..='\u{4dbf}'
        | '\u{4e00}'..='\u{9fff}'
        | '々'
        | '\u{20000}'..='\u{2fa1f}' => Script::Heavy,
        _ => Script::None,
    }
}

/// Whether a character is of the script in which grammar is written.
#[cfg(test)]
pub(super) fn is_hiragana(c: char) -> bool {
    script(c) == Script::Light
}

fn script_of(c: char) -> Script {
    match script(c) {
        Script::None if c.is_alphabetic() => Script::Parted,
        known => known,
    }
}

/// The words of a comment, each once.
pub fn tokens(text: &str) -> BTreeSet<String> {
    let folded: Vec<char> = text.nfkc().flat_map(char::to_lowercase).collect();
    let mut words = BTreeSet::new();
    let mut at = 0;
    while at < folded.len() {
        let first = script_of(folded[at]);
        let same = |&&c: &&char| match first {
            Script::Parted => script_of(c) == Script::Parted || matches!(c, '\'' | '’'),
            Script::Heavy | Script::Light => matches!(script_of(c), Script::Heavy | Script::Light),
            Script::None => script_of(c) == Script::None,
        };
        let end = at + folded[at..].iter().take_while(same).count().max(1);
        match first {
            Script::Parted => {
                let word: String = folded[at..end].iter().collect::<String>().replace('’', "'");
                let word = word.trim_matches('\'');
                if word.chars().count() >= SHORTEST && !GRAMMAR.contains(&format!(" {word} ")) {
                    words.insert(word.to_owned());
                }
            }
            Script::Heavy | Script::Light => runs(&folded[at..end], &mut words),
            Script::None => {}
        }
        at = end;
    }
    words
}

/// Every run of characters in which something has a meaning of its own.
fn runs(chars: &[char], words: &mut BTreeSet<String>) {
    for from in 0..chars.len() {
        for to in from + SHORTEST..=chars.len().min(from + LONGEST) {
            let run = &chars[from..to];
            if run.iter().any(|&c| script(c) == Script::Heavy) {
                words.insert(run.iter().collect());
            }
        }
    }
}

/// Leaves out every run that stands in no other comments than a longer one which holds it.
pub(super) fn only_longest(counts: &mut BTreeMap<String, [u64; 3]>) {
    let mut held: BTreeSet<String> = BTreeSet::new();
    for (word, of) in counts.iter().filter(|(word, _)| !word.is_ascii() && word.chars().count() > SHORTEST) {
        let ends: Vec<usize> = word.char_indices().map(|(at, _)| at).chain([word.len()]).collect();
        // It is enough to look one character shorter: what is shorter still is held by that.
        for part in [&word[ends[1]..], &word[..ends[ends.len() - 2]]] {
            if counts.get(part) == Some(of) {
                held.insert(part.to_owned());
            }
        }
    }
    // A run of the greatest length whose neighbours overlap it in the same comments says the same; the first in the text is kept.
    counts.retain(|word, _| !held.contains(word));
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(text: &str) -> Vec<String> {
        tokens(text).into_iter().collect()
    }

    #[test]
    fn words_are_letters_between_blanks() {
        assert_eq!(of("Didn't like it: 3 CAKES, très cher!"), ["cakes", "cher", "didn't", "like", "très"]);
        assert_eq!(of("ＷＩＦＩ wifi"), ["wifi"]);
        assert_eq!(of("—  …"), Vec::<String>::new());
    }

    #[test]
    fn japanese_runs_need_a_character_with_a_meaning() {
        assert_eq!(of("高い"), ["高い"]);
        assert!(of("ありがとう").is_empty());
        assert!(of("待ち時間が長い。").contains(&"時間".to_owned()));
        // A mark ends a run.
        assert!(!of("待つ。長い").contains(&"つ長".to_owned()));
    }

    #[test]
    fn of_runs_in_the_same_comments_the_longest_stays() {
        let mut counts = BTreeMap::new();
        for word in tokens("駐車場が狭い") {
            counts.insert(word, [0, 0, 6]);
        }
        only_longest(&mut counts);
        assert_eq!(counts.into_keys().collect::<Vec<_>>(), ["駐車場が狭い"]);
    }
}
