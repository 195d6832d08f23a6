//! How easy it was: the share who found it easy, and how far they outnumber those who did not.
//!
//! `easy_share = easy / responses`; `net_easy = 100 * (clearly easy - difficult) / responses`, in points from -100 to 100 like the
//! net promoter score. Three questionnaires are in use, and one of them counts the other way round:
//!
//! | question | good | easy | clearly easy | difficult |
//! |---|---|---|---|---|
//! | "made it easy", agreement 1–7 (2013) | high | 5–7 | 6–7 | 1–3 |
//! | "how much effort", 1–5 (2010) | low | 1–2 | 1–2 | 4–5 |
//! | "how easy", 1–5 | high | 4–5 | 4–5 | 1–2 |
//!
//! An effort scale of 1–7 is the first row in the mirror.
//!
//! - The direction is never guessed from the answers: a bad month on one scale looks like a good one on the other.
//! - An answer off the scale is in no rate and is counted as `outside`.
//! - A limit is named from the good end: with `good` low, `easy_from` 2 reads "2 and below", and `net_easy_to` 4 "4 and above".
//!
//! Source: Dixon, Freeman and Toman, *Stop Trying to Delight Your Customers*, Harvard Business Review, July 2010 (effort 1–5); CEB,
//! later Gartner, 2013 (agreement 1–7); net easy as in British Telecom's and CYS's practice, 4 and 5 of 7 being neutral.

pub mod sample;

use crate::ledger::ratio::Ratio;
use crate::statistics::{Interval, share};

/// Which end of the scale is the good one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Good {
    /// A large number means easy.
    High,
    /// A small number means little effort.
    Low,
}

/// The numbers one could choose from, and what they mean.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Scale {
    /// The smallest number.
    pub min: i16,
    /// The largest number.
    pub max: i16,
    /// Which end is good.
    pub good: Good,
    /// The last number, seen from the good end, that counts as easy.
    pub easy_from: i16,
    /// The last number, seen from the good end, that adds to net easy.
    pub net_easy_from: i16,
    /// The first number, seen from the good end, that is taken off net easy.
    pub net_easy_to: i16,
}

/// Smallest, largest, good end, easy from, net easy from, net easy to.
const RULES: [(i16, i16, Good, [i16; 3]); 4] = [
    (1, 7, Good::High, [5, 6, 3]),
    (1, 7, Good::Low, [3, 2, 5]),
    (1, 5, Good::High, [4, 4, 2]),
    (1, 5, Good::Low, [2, 2, 4]),
];

impl Scale {
    /// Finds the rule of a scale; there is none for a scale that nobody uses.
    pub fn new(min: i16, max: i16, good: Good) -> Option<Self> {
        let rule = RULES.iter().find(|rule| (rule.0, rule.1, rule.2) == (min, max, good));
        rule.map(|&(min, max, good, [easy_from, net_easy_from, net_easy_to])| Self {
            min,
            max,
            good,
            easy_from,
            net_easy_from,
            net_easy_to,
        })
    }

    /// Tells whether a score is at least as good as a limit.
    fn reaches(&self, score: i16, limit: i16) -> bool {
        match self.good {
            Good::High => score >= limit,
            Good::Low => score <= limit,
        }
    }

    /// Tells whether a score is at least as bad as the limit of the difficult.
    fn difficult(&self, score: i16) -> bool {
        score == self.net_easy_to || !self.reaches(score, self.net_easy_to)
    }
}

/// Answers on a scale, counted.
///
/// ```
/// use loyalty_metrics::metrics::ces::{Ces, Good, Scale};
/// let scale = Scale::new(1, 7, Good::High).expect("a known scale");
/// let ces = Ces::of(scale, [7, 6, 5, 2]);
/// assert_eq!(ces.easy_share().map(|e| e.to_string()).as_deref(), Some("0.750000"));
/// assert_eq!(ces.net_easy().map(|e| e.to_string()).as_deref(), Some("25.000000"));
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Ces {
    /// The scale they stand on.
    pub scale: Scale,
    /// Answers on the scale.
    pub responses: u64,
    /// Answers of those who found it easy.
    pub easy: u64,
    /// Answers that add to net easy.
    pub clearly_easy: u64,
    /// Answers that are taken off net easy.
    pub difficult: u64,
    /// All answers added up.
    pub sum: i64,
    /// Answers off the scale, in nothing else.
    pub outside: u64,
}

impl Ces {
    /// Counts answers.
    pub fn of(scale: Scale, scores: impl IntoIterator<Item = i16>) -> Self {
        let mut ces = Self { scale, responses: 0, easy: 0, clearly_easy: 0, difficult: 0, sum: 0, outside: 0 };
        scores.into_iter().for_each(|score| ces.add(score));
        ces
    }

    /// Counts one more answer.
    pub fn add(&mut self, score: i16) {
        let scale = &self.scale;
        if !(scale.min..=scale.max).contains(&score) {
            self.outside += 1;
            return;
        }
        self.responses += 1;
        self.easy += u64::from(scale.reaches(score, scale.easy_from));
        self.clearly_easy += u64::from(scale.reaches(score, scale.net_easy_from));
        self.difficult += u64::from(scale.difficult(score));
        self.sum += i64::from(score);
    }

    /// The share who found it easy.
    pub fn easy_share(&self) -> Option<Ratio> {
        Ratio::of(self.easy, self.responses)
    }

    /// The range that share is expected to lie in.
    pub fn interval(&self, confidence: f64) -> Option<Interval> {
        share::wilson(self.easy, self.responses, confidence)
    }

    /// How far the clearly easy outnumber the difficult, in points.
    pub fn net_easy(&self) -> Option<Ratio> {
        let ahead = i128::from(self.clearly_easy) - i128::from(self.difficult);
        Ratio::new(100 * ahead, i128::from(self.responses))
    }

    /// The mean answer, in the direction of the scale.
    pub fn mean(&self) -> Option<Ratio> {
        Ratio::new(i128::from(self.sum), i128::from(self.responses))
    }
}

#[cfg(test)]
mod tests {
    use super::{Ces, Good, Scale};

    fn ces(max: i16, good: Good, scores: impl IntoIterator<Item = i16>) -> Ces {
        Ces::of(Scale::new(1, max, good).expect("a known scale"), scores)
    }

    #[test]
    fn five_hundred_and_seventy_of_a_thousand_chose_six_or_seven() {
        // CYS: 570 of 1,000 in 6–7 are 57 %; the other 430 are ours: 200 neutral, 230 difficult.
        let scores = [vec![7; 300], vec![6; 270], vec![5; 120], vec![4; 80], vec![2; 230]].concat();
        let found = ces(7, Good::High, scores);
        assert_eq!((found.clearly_easy, found.easy, found.difficult), (570, 690, 230));
        assert_eq!(found.net_easy().map(|n| n.to_string()).as_deref(), Some("34.000000"));
    }

    #[test]
    fn every_number_of_each_scale_has_its_meaning() {
        // From the smallest number up: e easy only, E clearly easy too, d difficult, . neutral.
        let of = |max, good| {
            let letter = |score| match ces(max, good, [score]) {
                Ces { clearly_easy: 1, easy: 1, difficult: 0, .. } => 'E',
                Ces { clearly_easy: 0, easy: 1, difficult: 0, .. } => 'e',
                Ces { clearly_easy: 0, easy: 0, difficult: 1, .. } => 'd',
                Ces { clearly_easy: 0, easy: 0, difficult: 0, .. } => '.',
                other => panic!("{score} means two things: {other:?}"),
            };
            (1..=max).map(letter).collect::<String>()
        };
        assert_eq!(of(7, Good::High), "ddd.eEE");
        assert_eq!(of(7, Good::Low), "EEe.ddd");
        assert_eq!(of(5, Good::High), "dd.EE");
        assert_eq!(of(5, Good::Low), "EE.dd");
    }

    #[test]
    fn the_same_answers_mean_the_opposite_on_the_other_scale() {
        let answers = [1, 1, 2, 5];
        let net = |good| ces(5, good, answers).net_easy().map(|n| n.to_string());
        assert_eq!(net(Good::Low).as_deref(), Some("50.000000"));
        assert_eq!(net(Good::High).as_deref(), Some("-50.000000"));
        assert_eq!(ces(5, Good::Low, answers).mean().map(|m| m.to_string()).as_deref(), Some("2.250000"));
    }

    #[test]
    fn an_answer_off_the_scale_is_in_no_rate() {
        let found = ces(7, Good::High, [0, 8, 7]);
        assert_eq!((found.responses, found.easy, found.outside), (1, 1, 2));
        assert_eq!(Scale::new(0, 10, Good::High), None);
    }

    #[test]
    fn nobody_asked_is_no_share() {
        let nobody = ces(7, Good::High, []);
        assert_eq!((nobody.easy_share(), nobody.net_easy(), nobody.mean()), (None, None, None));
        assert_eq!(nobody.interval(0.95), None);
    }
}
