//! Which end of the scale is good, where the column's name says so beyond doubt.
//!
//! Only whole words count: "please" asks for nothing easy, and "disease" has no ease in it. A word that turns the others around, words of
//! both directions, and the names of the scale's ends ("1 = not hard") leave it open: then the user is asked.

use crate::metrics::ces::Good;

/// Words of ease.
const EASE: &[&str] = &["easy", "easier", "easily", "ease"];
/// Words of effort.
const EFFORT: &[&str] = &["effort", "efforts", "difficult", "difficulty", "hard", "harder", "hassle", "trouble"];
/// Words that turn others around.
const NEGATIONS: &[&str] = &[
    "not", "no", "never", "none", "without", "little", "less", "least", "hardly", "barely", "un", "non", "t", "cannot",
];

/// The same in Japanese, which sets no blanks between words.
const EASE_JA: &[&str] = &["容易", "簡単", "やさしさ"];
const EFFORT_JA: &[&str] = &["手間", "努力", "難し", "困難", "面倒"];
const NEGATIONS_JA: &[&str] = &["ない", "なく", "なかった", "ません", "少な", "不要"];

/// The end that a name speaks of.
pub(super) fn said(name: &str) -> Option<Good> {
    let words = words(name);
    let any = |list: &[&str], parts: &[&str]| {
        words.iter().any(|word| list.contains(&word.as_str())) || parts.iter().any(|part| name.contains(part))
    };
    if any(NEGATIONS, NEGATIONS_JA) || name.contains(['=', '＝']) {
        return None;
    }
    match (any(EASE, EASE_JA), any(EFFORT, EFFORT_JA)) {
        (true, false) => Some(Good::High),
        (false, true) => Some(Good::Low),
        (true, true) | (false, false) => None,
    }
}

/// The words of a name in lower case; `CustomerEffort` is two.
fn words(name: &str) -> Vec<String> {
    let mut spaced = String::with_capacity(name.len() + 8);
    let mut small = false;
    for letter in name.chars() {
        if small && letter.is_uppercase() {
            spaced.push(' ');
        }
        small = letter.is_lowercase();
        spaced.extend(letter.to_lowercase());
    }
    spaced.split(|letter: char| !letter.is_alphanumeric()).filter(|word| !word.is_empty()).map(str::to_owned).collect()
}

#[cfg(test)]
mod tests {
    use super::{Good, said};

    #[test]
    fn whole_words_say_which_end_is_good() {
        for name in ["made_it_easy", "How easy was it to get help?", "ease", "CustomerEase", "容易さ", "簡単でしたか"]
        {
            assert_eq!(said(name), Some(Good::High), "{name}");
        }
        for name in ["effort_score", "customerEffort", "How much effort did you put forth?", "Difficulty", "手間"] {
            assert_eq!(said(name), Some(Good::Low), "{name}");
        }
    }

    #[test]
    fn parts_of_words_say_nothing() {
        for name in ["disease_score", "ces_release_score", "please rate us", "increase", "hardware", "ces"] {
            assert_eq!(said(name), None, "{name}");
        }
    }

    #[test]
    fn what_turns_a_word_around_leaves_it_open() {
        for name in [
            "Please rate how hard it was to get help (1 = not hard, 7 = very hard)",
            "it was not difficult",
            "It wasn't easy",
            "How easy or difficult was it?",
            "how little effort it took",
            "How easy was it? (1 = very easy)",
            "手間がかからなかった",
            "容易さと手間",
        ] {
            assert_eq!(said(name), None, "{name}");
        }
    }
}
