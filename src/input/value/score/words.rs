//! Answers in words. One word does not tell its scale — `Satisfied` is the best of two, or the fourth of five — so a column's
//! words are seen together first.

use crate::input::value::narrow;

/// A scale whose steps are words.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Words {
    /// Two steps: bad is 0, good is 1.
    GoodBad,
    /// Three steps: bad, neither, good.
    Three,
    /// Five steps whose ends are stressed: `Very dissatisfied` to `Very satisfied`.
    Likert5,
    /// Five steps whose ends are plain: 不満, やや不満, どちらともいえない, やや満足, 満足.
    LikertMild5,
    /// Seven steps, stressed, plain and softened on each side.
    Likert7,
}

impl Words {
    /// The least and the largest score of the scale.
    pub const fn ends(self) -> (i16, i16) {
        match self {
            Self::GoodBad => (0, 1),
            Self::Three => (1, 3),
            Self::Likert5 | Self::LikertMild5 => (1, 5),
            Self::Likert7 => (1, 7),
        }
    }
}

/// How strongly a word leans to its side.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Stress {
    Soft,
    Plain,
    Strong,
}

/// What a word says.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Lean {
    Neutral,
    Side { good: bool, stress: Stress },
}

/// Words that have no other side than good and bad.
const GOOD_BAD: [(&str, bool); 10] = [
    ("good", true),
    ("bad", false),
    ("positive", true),
    ("negative", false),
    ("yes", true),
    ("no", false),
    ("はい", true),
    ("いいえ", false),
    ("happy", true),
    ("unhappy", false),
];

/// The two sides of a question, without stress.
const SIDES: [(&str, bool); 17] = [
    ("satisfied", true),
    ("dissatisfied", false),
    ("unsatisfied", false),
    ("agree", true),
    ("disagree", false),
    ("easy", true),
    ("difficult", false),
    ("likely", true),
    ("unlikely", false),
    ("満足", true),
    ("不満", false),
    ("そう思う", true),
    ("そう思わない", false),
    ("簡単", true),
    ("難しい", false),
    ("良い", true),
    ("悪い", false),
];

/// Words before a side that stress or soften it; the longer of two with the same beginning stands first.
const STRESSES: [(&str, Stress); 19] = [
    ("strongly ", Stress::Strong),
    ("extremely ", Stress::Strong),
    ("completely ", Stress::Strong),
    ("totally ", Stress::Strong),
    ("very ", Stress::Strong),
    ("moderately ", Stress::Plain),
    ("somewhat ", Stress::Soft),
    ("slightly ", Stress::Soft),
    ("a little ", Stress::Soft),
    ("非常に", Stress::Strong),
    ("とても", Stress::Strong),
    ("大変", Stress::Strong),
    ("たいへん", Stress::Strong),
    ("強く", Stress::Strong),
    ("全く", Stress::Strong),
    ("まったく", Stress::Strong),
    ("やや", Stress::Soft),
    ("少し", Stress::Soft),
    ("あまり", Stress::Soft),
];

const NEUTRAL: [&str; 18] = [
    "neutral",
    "ok",
    "okay",
    "neither",
    "undecided",
    "neither agree nor disagree",
    "neither satisfied nor dissatisfied",
    "neither dissatisfied nor satisfied",
    "neither easy nor difficult",
    "neither difficult nor easy",
    "neither likely nor unlikely",
    "どちらともいえない",
    "どちらとも言えない",
    "どちらでもない",
    "どちらでもありません",
    "普通",
    "ふつう",
    "何とも言えない",
];

/// Reads a word as a step of a scale; nothing when the scale has no such word.
pub fn word(text: &str, words: Words) -> Option<i16> {
    let text = folded(text);
    match words {
        Words::GoodBad => two_steps(&text).map(i16::from),
        Words::Three if NEUTRAL.contains(&text.as_str()) => Some(2),
        Words::Three => two_steps(&text).map(|good| if good { 3 } else { 1 }),
        Words::Likert5 => match lean(&text)? {
            Lean::Neutral => Some(3),
            Lean::Side { good, stress: Stress::Strong } => Some(if good { 5 } else { 1 }),
            Lean::Side { good, stress: Stress::Plain | Stress::Soft } => Some(if good { 4 } else { 2 }),
        },
        Words::LikertMild5 => match lean(&text)? {
            Lean::Neutral => Some(3),
            Lean::Side { good, stress: Stress::Plain } => Some(if good { 5 } else { 1 }),
            Lean::Side { good, stress: Stress::Soft } => Some(if good { 4 } else { 2 }),
            Lean::Side { stress: Stress::Strong, .. } => None,
        },
        Words::Likert7 => match lean(&text)? {
            Lean::Neutral => Some(4),
            Lean::Side { good, stress: Stress::Strong } => Some(if good { 7 } else { 1 }),
            Lean::Side { good, stress: Stress::Plain } => Some(if good { 6 } else { 2 }),
            Lean::Side { good, stress: Stress::Soft } => Some(if good { 5 } else { 3 }),
        },
    }
}

fn folded(text: &str) -> String {
    narrow::narrow(text).to_lowercase()
}

fn two_steps(text: &str) -> Option<bool> {
    let find = |list: &[(&str, bool)]| list.iter().find(|(word, _)| *word == text).map(|(_, good)| *good);
    find(&GOOD_BAD).or_else(|| find(&SIDES))
}

fn lean(text: &str) -> Option<Lean> {
    if NEUTRAL.contains(&text) {
        return Some(Lean::Neutral);
    }
    let stressed = STRESSES.iter().find_map(|(word, stress)| Some((*stress, text.strip_prefix(word)?)));
    let (stress, side) = stressed.unwrap_or((Stress::Plain, text));
    let good = SIDES.iter().find(|(word, _)| *word == side)?.1;
    Some(Lean::Side { good, stress })
}

/// Which words a column holds; those of parts join.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
#[allow(clippy::struct_excessive_bools, reason = "one remark for each kind of word, joined by or")]
pub struct WordsEvidence {
    two: bool,
    neutral: bool,
    strong: bool,
    plain: bool,
    soft: bool,
    other: bool,
}

impl WordsEvidence {
    /// Takes note of one word; silence is passed over.
    pub fn see(&mut self, text: &str) {
        if super::read(text) == Err(super::ScoreFault::NoAnswer) || is_unasked(text) {
            return;
        }
        let text = folded(text);
        match lean(&text) {
            Some(Lean::Neutral) => self.neutral = true,
            Some(Lean::Side { stress: Stress::Strong, .. }) => self.strong = true,
            Some(Lean::Side { stress: Stress::Plain, .. }) => self.plain = true,
            Some(Lean::Side { stress: Stress::Soft, .. }) => self.soft = true,
            None if two_steps(&text).is_some() => self.two = true,
            None => self.other = true,
        }
    }

    /// Joins what another part of the column holds.
    pub fn merge(&mut self, other: &Self) {
        self.two |= other.two;
        self.neutral |= other.neutral;
        self.strong |= other.strong;
        self.plain |= other.plain;
        self.soft |= other.soft;
        self.other |= other.other;
    }

    /// Decides on the scale, or on none when the words fit no scale or contradict each other.
    ///
    /// Plain words alone are the two or three steps they show, though they may be the middle of more ([`Self::is_open`]). Plain and soft
    /// words are a mild scale only in company of all three kinds of step, or they may as well be the middle of seven.
    pub fn decide(&self) -> Option<Words> {
        match *self {
            Self { other: true, .. } => None,
            Self { two: true, strong: false, soft: false, neutral, .. } => {
                Some(if neutral { Words::Three } else { Words::GoodBad })
            }
            Self { two: true, .. } => None,
            Self { strong: true, plain: true, soft: true, .. } => Some(Words::Likert7),
            Self { strong: true, .. } => Some(Words::Likert5),
            Self { plain: true, soft: true, neutral: true, .. } => Some(Words::LikertMild5),
            Self { plain: true, soft: false, neutral, .. } => Some(if neutral { Words::Three } else { Words::GoodBad }),
            Self { .. } => None,
        }
    }

    /// Decides on the scale where its ends are known: plain words alone may be the middle of five or seven steps, and good and bad of
    /// three.
    pub fn decide_on(&self, ends: (i16, i16)) -> Option<Words> {
        match ends {
            (1, 3) if self.is_open() || self.decide() == Some(Words::GoodBad) => Some(Words::Three),
            (1, 5) if self.is_open() => Some(Words::Likert5),
            (1, 7) if self.is_open() => Some(Words::Likert7),
            _ => self.decide(),
        }
    }

    /// Whether the words may be those of a longer scale whose ends nobody has chosen; the share of the satisfied is the same on it.
    pub fn is_open(&self) -> bool {
        self.plain && !(self.two || self.strong || self.soft || self.other)
    }
}

/// Which side the label of a number stresses, and how: `7 - Very satisfied`.
pub(super) fn label(text: &str) -> Option<(bool, usize)> {
    let text = folded(text);
    let words = text.trim_start_matches(|letter: char| !letter.is_alphabetic() || letter == '点');
    match lean(words.trim_end_matches(|letter: char| !letter.is_alphabetic()))? {
        Lean::Neutral => None,
        Lean::Side { good, stress } => Some((good, stress as usize)),
    }
}

/// Zendesk's marks for a survey that was not sent, or not answered yet.
fn is_unasked(text: &str) -> bool {
    ["offered", "unoffered"].iter().any(|mark| text.trim().eq_ignore_ascii_case(mark))
}

#[cfg(test)]
mod tests;
