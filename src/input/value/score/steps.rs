//! What a column of answers shows of its scale: words that are its steps, and labels that name its ends.

use super::words::{Words, WordsEvidence, label};
use super::{ScoreFault, read};

/// What the answers of a column show; those of parts join.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Steps {
    words: WordsEvidence,
    numbers: bool,
    /// For bad and good, by how strongly the label leans: the number it stands at.
    labels: [[Label; 3]; 2],
}

/// Where a label stands.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
enum Label {
    #[default]
    Unseen,
    At(i16),
    /// At two numbers, so that it proves nothing.
    Torn,
}

impl Label {
    fn join(&mut self, other: Self) {
        *self = match (*self, other) {
            (Self::Unseen, one) | (one, Self::Unseen) => one,
            (Self::At(one), Self::At(other)) if one == other => self.to_owned(),
            _ => Self::Torn,
        };
    }

    fn place(self) -> Option<i16> {
        if let Self::At(score) = self { Some(score) } else { None }
    }
}

impl Steps {
    /// Takes note of a plain number.
    pub fn number(&mut self) {
        self.numbers = true;
    }

    /// Takes note of another answer; silence is passed over.
    pub fn see(&mut self, text: &str) {
        match read(text) {
            Ok(score) => {
                self.numbers = true;
                if let Some((good, stress)) = label(text) {
                    self.labels[usize::from(good)][stress].join(Label::At(score));
                }
            }
            Err(ScoreFault::NoAnswer) => {}
            Err(ScoreFault::NotWhole | ScoreFault::OutOfRange) => self.numbers = true,
            Err(ScoreFault::Bad) => self.words.see(text),
        }
    }

    /// Joins what another part of the column shows.
    pub fn merge(&mut self, other: &Self) {
        self.words.merge(&other.words);
        self.numbers |= other.numbers;
        for (own, theirs) in self.labels.iter_mut().flatten().zip(other.labels.iter().flatten()) {
            own.join(*theirs);
        }
    }

    /// The words that are its steps, where the answers are words; `ends` are those of the scale, as far as they are known.
    pub fn words(&self, ends: (i16, i16)) -> Option<Words> {
        if self.numbers { None } else { self.words.decide_on(ends) }
    }

    /// Whether the words may be those of a longer scale.
    pub fn is_open(&self) -> bool {
        self.words.is_open()
    }

    /// The numbers that labels call the worst and the best: stressed ones, or plain ones where others are softened.
    pub fn ends(&self) -> (Option<i16>, Option<i16>) {
        let [soft, plain, strong] = [0, 1, 2];
        let end = |side: [Label; 3]| match side[strong] {
            Label::Unseen if side[soft] != Label::Unseen => side[plain].place(),
            end => end.place(),
        };
        (end(self.labels[0]), end(self.labels[1]))
    }
}

#[cfg(test)]
mod tests {
    use super::Steps;
    use crate::input::value::score::Words;

    fn seen(texts: &[&str]) -> Steps {
        let mut steps = Steps::default();
        for text in texts {
            steps.see(text);
        }
        steps
    }

    #[test]
    fn labels_name_the_ends() {
        assert_eq!(seen(&["7 - Very satisfied", "4", "1 - Very dissatisfied"]).ends(), (Some(1), Some(7)));
        assert_eq!(seen(&["5（満足）", "4（やや満足）", "3"]).ends(), (None, Some(5)));
        assert_eq!(seen(&["1 (Very satisfied)", "5 (Very dissatisfied)"]).ends(), (Some(5), Some(1)));
        assert_eq!(seen(&["5 - Satisfied", "5 stars", "4"]).ends(), (None, None));
    }

    #[test]
    fn a_label_at_two_numbers_proves_nothing() {
        assert_eq!(seen(&["7 - Very satisfied", "6 - Very satisfied"]).ends(), (None, None));
    }

    #[test]
    fn numbers_are_no_words() {
        assert_eq!(seen(&["good", "bad", ""]).words((0, 10)), Some(Words::GoodBad));
        assert_eq!(seen(&["good", "bad", "5"]).words((0, 10)), None);
    }

    #[test]
    fn parts_join_in_any_order() {
        let (mut one, mut other) = (seen(&["7 - Very satisfied"]), seen(&["1 - Very dissatisfied", "2"]));
        let (first, second) = (one, other);
        one.merge(&second);
        other.merge(&first);
        assert_eq!(one, other);
        assert_eq!(one.ends(), (Some(1), Some(7)));
    }
}
