//! How likely customers are to recommend: the net promoter score.
//!
//! On a scale from 0 to 10, promoters answer 9 or 10, passives 7 or 8, detractors 0 to 6, and
//! `nps = 100 * (promoters - detractors) / responses`, from -100 to 100.
//!
//! - Zero is an answer, and a detractor's; dropping it flatters the score.
//! - Scores are whole numbers. A 6.5 would stand in no group and yet in the whole, so [`Score`] cannot hold it: such an answer
//!   is rejected where it is read.
//! - Who gave no score is not in the whole. `responses` is always the sum of the three groups.
//! - The score is one exact quotient, rounded once when written: of 7 answers, 4 promoters and 2 detractors are 29 points, not
//!   57 - 29 = 28.
//!
//! Source: Reichheld, *The One Number You Need to Grow*, Harvard Business Review, December 2003; intervals as described in
//! [`crate::statistics::three_way`]. Net Promoter, NPS and Net Promoter Score are registered marks of Bain & Company, NICE Systems
//! and Fred Reichheld.

pub mod sample;

use crate::ledger::ratio::Ratio;
use crate::statistics::Interval;
use crate::statistics::three_way::{self, NpsInterval, ThreeWay};

/// An answer from 0 to 10.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Score(u8);

impl Score {
    /// Takes a whole number from 0 to 10, and nothing else.
    pub fn new(value: i16) -> Option<Self> {
        u8::try_from(value).ok().filter(|&v| v <= 10).map(Self)
    }

    /// The number that was answered.
    pub const fn value(self) -> u8 {
        self.0
    }
}

/// Answers, counted by what they say.
///
/// ```
/// use loyalty_metrics::metrics::nps::{Nps, Score};
/// let nps = Nps::of([10, 9, 7, 0].into_iter().filter_map(Score::new));
/// assert_eq!(nps.nps().map(|n| n.to_string()).as_deref(), Some("25.000000"));
/// ```
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Nps {
    /// Answers of any kind.
    pub responses: u64,
    /// Answers of 9 and 10.
    pub promoters: u64,
    /// Answers of 7 and 8.
    pub passives: u64,
    /// Answers of 0 to 6.
    pub detractors: u64,
    /// All scores added up.
    pub sum: u64,
}

impl Nps {
    /// Counts the answers.
    pub fn of(scores: impl IntoIterator<Item = Score>) -> Self {
        let mut nps = Self::default();
        scores.into_iter().for_each(|score| nps.add(score));
        nps
    }

    /// Counts one more answer.
    pub fn add(&mut self, score: Score) {
        let group = match score.value() {
            9.. => &mut self.promoters,
            7..=8 => &mut self.passives,
            0..=6 => &mut self.detractors,
        };
        *group += 1;
        self.responses += 1;
        self.sum += u64::from(score.value());
    }

    /// The score in points.
    pub fn nps(&self) -> Option<Ratio> {
        let ahead = i128::from(self.promoters) - i128::from(self.detractors);
        Ratio::new(100 * ahead, i128::from(self.responses))
    }

    /// The mean answer.
    pub fn mean(&self) -> Option<Ratio> {
        Ratio::of(self.sum, self.responses)
    }

    /// The range the score is expected to lie in, in points.
    pub fn interval(&self, method: NpsInterval, confidence: f64) -> Option<Interval> {
        three_way::interval(self.groups(), method, confidence)
    }

    /// The three groups as the statistics take them.
    pub fn groups(&self) -> ThreeWay {
        ThreeWay { promoters: self.promoters, passives: self.passives, detractors: self.detractors }
    }
}

#[cfg(test)]
mod tests;
