//! Answers on a scale: whole numbers, numbers with a label, and words.

mod steps;
mod words;

use super::{missing, narrow};

pub use steps::Steps;
pub use words::{Words, WordsEvidence, word};

/// Why a text is not a score.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum ScoreFault {
    /// The question was not answered: blank, or words that say so.
    NoAnswer,
    /// A number between two whole ones.
    NotWhole,
    /// A whole number too large for any scale.
    OutOfRange,
    /// It is no number.
    Bad,
}

/// Words of those who were asked and did not answer, in lower case, beside the usual marks of a missing value.
const NO_ANSWER: [&str; 27] = [
    "prefer not to say",
    "prefer not to answer",
    "rather not say",
    "no answer",
    "not answered",
    "no response",
    "not applicable",
    "does not apply",
    "don't know",
    "don’t know",
    "dont know",
    "do not know",
    "not sure",
    "can't say",
    "no opinion",
    "refused",
    "skipped",
    "わからない",
    "分からない",
    "分かりません",
    "わかりません",
    "未回答",
    "無回答",
    "回答なし",
    "回答しない",
    "答えたくない",
    "回答を控える",
];

/// Reads one to four ASCII digits and says nothing about any other text.
#[inline]
pub fn fast(text: &[u8]) -> Option<i16> {
    if text.is_empty() || text.len() > 4 {
        return None;
    }
    text.iter().try_fold(0, |sum, byte| {
        let digit = byte.wrapping_sub(b'0');
        (digit < 10).then(|| sum * 10 + i16::from(digit))
    })
}

/// Reads a whole number: `9`, `9.0`, `９`, `9点`, `10 - Extremely likely`, `5 (Very satisfied)`.
///
/// Any range is let through, so that the caller can say which range was expected.
pub fn read(text: &str) -> Result<i16, ScoreFault> {
    let narrowed = narrow::narrow(text);
    let text = narrow::unguard(&narrowed).unwrap_or(&narrowed).trim_matches(' ');
    if is_no_answer(text) {
        return Err(ScoreFault::NoAnswer);
    }
    let (negative, unsigned) = match text.strip_prefix(['-', '\u{2212}']) {
        Some(rest) => (true, rest),
        None => (false, text),
    };
    let rest = unsigned.trim_start_matches(|digit: char| digit.is_ascii_digit());
    let digits = &unsigned[..unsigned.len() - rest.len()];
    let (decimals, rest) = decimals(rest);
    if digits.is_empty() || !is_label(rest) {
        return Err(ScoreFault::Bad);
    }
    if decimals.bytes().any(|digit| digit != b'0') {
        return Err(ScoreFault::NotWhole);
    }
    let score: i16 = digits.parse().map_err(|_| ScoreFault::OutOfRange)?;
    Ok(if negative { -score } else { score })
}

/// The digits behind a point or comma, and what follows; `10. Likely` has none.
fn decimals(text: &str) -> (&str, &str) {
    let Some(behind) = text.strip_prefix(['.', ',']) else {
        return ("", text);
    };
    let rest = behind.trim_start_matches(|digit: char| digit.is_ascii_digit());
    let digits = &behind[..behind.len() - rest.len()];
    // `10,000` is ten thousand and no ten.
    let grouped = text.starts_with(',') && digits.len() > 2;
    if digits.is_empty() || grouped { ("", text) } else { (digits, rest) }
}

fn is_no_answer(text: &str) -> bool {
    missing::is_missing_narrow(text) || {
        // The longest of these has 24 bytes.
        text.len() <= 24 && NO_ANSWER.contains(&text.to_lowercase().as_str())
    }
}

/// Whether what follows the number only explains it: nothing, 点, or words set off from it.
///
/// A digit in it would be a second number, as in `9/10`; `10点満点` is a scale and no answer.
fn is_label(rest: &str) -> bool {
    let rest = rest.strip_prefix('点').unwrap_or(rest);
    let trimmed = rest.trim_matches(' ');
    if trimmed.is_empty() {
        return true;
    }
    let bracketed = trimmed.strip_prefix('(').and_then(|inner| inner.strip_suffix(')'));
    let marked = trimmed.strip_prefix(['-', '–', '—', '=', ':', '.', ')', '、']);
    let set_off = rest.strip_prefix(' ');
    let Some(words) = bracketed.or(marked).or(set_off) else {
        return false;
    };
    let first = words.trim_start_matches(' ').chars().next();
    first.is_some_and(char::is_alphabetic) && !words.chars().any(char::is_numeric)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn whole_numbers_are_read_in_all_their_dresses() {
        for (text, score) in [
            ("9", 9),
            (" 9 ", 9),
            ("09", 9),
            ("10 ", 10),
            ("9.0", 9),
            ("6.00", 6),
            ("9,0", 9),
            ("１０", 10),
            ("0", 0),
            ("11", 11),
            ("-1", -1),
            ("265", 265),
            ("=\"9\"", 9),
        ] {
            assert_eq!(read(text), Ok(score), "{text}");
        }
    }

    #[test]
    fn a_label_explains_its_number() {
        for (text, score) in [
            ("10 - Extremely likely", 10),
            ("0 = Not at all", 0),
            ("10: Extremely likely", 10),
            ("10. Extremely likely", 10),
            ("10 Extremely likely", 10),
            ("5 (Very satisfied)", 5),
            ("5(Very satisfied)", 5),
            ("9点", 9),
            ("9点（満足）", 9),
            ("10（非常に薦めたい）", 10),
            ("0（全く薦めたくない）", 0),
            ("10：非常に薦めたい", 10),
            ("5 stars", 5),
        ] {
            assert_eq!(read(text), Ok(score), "{text}");
        }
    }

    #[test]
    fn a_second_number_is_no_label() {
        for text in [
            "9/10",
            "9 out of 10",
            "10点満点",
            "7-8",
            "7 - 8",
            "7 or 8",
            "10 (9)",
            "10,000",
            "5%",
            "5-",
            "10+",
            "1st",
            "①",
            "9 -",
        ] {
            assert_eq!(read(text), Err(ScoreFault::Bad), "{text}");
        }
    }

    #[test]
    fn what_lies_between_or_beyond_is_named() {
        assert_eq!(read("8.5"), Err(ScoreFault::NotWhole));
        assert_eq!(read("8,5"), Err(ScoreFault::NotWhole));
        assert_eq!(read("4294967305"), Err(ScoreFault::OutOfRange));
        for text in ["NaN", "inf", "-inf", "1e1", "nine", "#REF!", "0x9", "--9", "(9)", "TRUE", "good"] {
            assert_eq!(read(text), Err(ScoreFault::Bad), "{text}");
        }
    }

    #[test]
    fn silence_is_no_answer_and_not_zero() {
        for text in [
            "",
            "  ",
            "N/A",
            "NA",
            "-",
            "－",
            "null",
            "nan",
            "Prefer not to say",
            "Don't know",
            "わからない",
            "未回答",
            "無回答",
            "回答しない",
            "なし",
        ] {
            assert_eq!(read(text), Err(ScoreFault::NoAnswer), "{text}");
        }
    }

    proptest! {
        #[test]
        fn fast_and_slow_agree(text in "[0-9]{0,5}.?") {
            if let Some(score) = fast(text.as_bytes()) {
                prop_assert_eq!(read(&text), Ok(score));
            }
        }

        #[test]
        fn up_to_four_digits_are_read_fast(score in 0..10_000_i16) {
            prop_assert_eq!(fast(score.to_string().as_bytes()), Some(score));
        }

        #[test]
        fn no_text_upsets_it(text in "[0-9０-９点.,()（）=:\\-−\"満 a-z]{0,16}|\\PC{0,16}") {
            let _ = read(&text);
            for words in [Words::GoodBad, Words::Three, Words::Likert5, Words::LikertMild5, Words::Likert7] {
                let _ = word(&text, words);
            }
        }
    }
}
