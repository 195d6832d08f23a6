//! How many are satisfied: the share of answers at the upper end of the scale.
//!
//! `csat = satisfied / responses`. Where "satisfied" begins depends on the scale:
//!
//! | scale | satisfied | |
//! |---|---|---|
//! | 1–5 | 4, 5 | top two |
//! | 1–7 | 6, 7 | top two |
//! | 1–4 | 3, 4 | the satisfied half: there is no middle |
//! | 1–10, 0–10 | 9, 10 | top two |
//! | 1–3, 0–2 | the third | the happy face |
//! | 1–2, 0–1 | the second | good or bad, thumb up or down |
//!
//! - The largest number seen proves no scale: a quiet week on a 1–7 scale may have no 7. A scale is declared, read from labels or
//!   words, or assumed to be 1–5 when everything fits, and [`ScaleSource`] says which.
//! - An answer off the scale is in no rate and is counted as `outside`; one without a score is no answer.
//! - The mean says something else than the share, so both are there.
//!
//! Source: the help pages of Delighted, Nicereply (1–5), SimpleSat (2, 3, 4 and 5 points) and Zendesk (good or bad); the interval is
//! Wilson's, see [`crate::statistics::share`].

pub mod sample;

use crate::ledger::ratio::Ratio;
use crate::statistics::{Interval, share};

/// How the scale became known.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ScaleSource {
    /// Someone said so.
    Flag,
    /// The labels of the answers show its ends.
    Labels,
    /// All answers fit, and nothing speaks against it.
    Assumed,
    /// The answers are words.
    Words,
    /// The known export has no other.
    Export,
}

/// The numbers one could choose from, and the first of them that means satisfied.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Scale {
    /// The smallest number.
    pub min: i16,
    /// The largest number.
    pub max: i16,
    /// The smallest number that counts as satisfied.
    pub satisfied_from: i16,
    /// How all this became known.
    pub source: ScaleSource,
}

/// Smallest number, largest number, satisfied from.
const RULES: [(i16, i16, i16); 9] =
    [(1, 5, 4), (1, 7, 6), (1, 4, 3), (1, 10, 9), (1, 3, 3), (1, 2, 2), (0, 10, 9), (0, 2, 2), (0, 1, 1)];

impl Scale {
    /// Finds the rule of a scale; there is none for a scale that nobody uses.
    pub fn new(min: i16, max: i16, source: ScaleSource) -> Option<Self> {
        let rule = RULES.iter().find(|rule| (rule.0, rule.1) == (min, max));
        rule.map(|&(min, max, satisfied_from)| Self { min, max, satisfied_from, source })
    }

    /// Whether every score lies on it.
    pub fn holds_all(self, scores: impl IntoIterator<Item = i16>) -> bool {
        scores.into_iter().all(|score| self.holds(score))
    }

    /// Takes any scale with a limit of one's own; the limit must leave something on both sides.
    pub fn with_limit(min: i16, max: i16, satisfied_from: i16, source: ScaleSource) -> Option<Self> {
        (min < satisfied_from && satisfied_from <= max).then_some(Self { min, max, satisfied_from, source })
    }

    /// Assumes 1–5, where every answer fits.
    pub fn assumed(scores: impl IntoIterator<Item = i16>) -> Option<Self> {
        let scale = Self::new(1, 5, ScaleSource::Assumed)?;
        scale.holds_all(scores).then_some(scale)
    }

    fn holds(self, score: i16) -> bool {
        (self.min..=self.max).contains(&score)
    }
}

/// Answers on a scale, counted.
///
/// ```
/// use loyalty_metrics::metrics::csat::{Csat, Scale, ScaleSource};
/// let scale = Scale::new(1, 5, ScaleSource::Flag).expect("a known scale");
/// let csat = Csat::of(scale, [5, 4, 3, 1]);
/// assert_eq!(csat.csat().map(|c| c.to_string()).as_deref(), Some("0.500000"));
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Csat {
    /// The scale they stand on.
    pub scale: Scale,
    /// Answers on the scale.
    pub responses: u64,
    /// Answers of the satisfied.
    pub satisfied: u64,
    /// All answers added up.
    pub sum: i64,
    /// Answers off the scale, in nothing else.
    pub outside: u64,
}

impl Csat {
    /// Counts answers.
    pub fn of(scale: Scale, scores: impl IntoIterator<Item = i16>) -> Self {
        let mut csat = Self { scale, responses: 0, satisfied: 0, sum: 0, outside: 0 };
        scores.into_iter().for_each(|score| csat.add(score));
        csat
    }

    /// Counts one more answer.
    pub fn add(&mut self, score: i16) {
        if !self.scale.holds(score) {
            self.outside += 1;
            return;
        }
        self.responses += 1;
        self.satisfied += u64::from(score >= self.scale.satisfied_from);
        self.sum += i64::from(score);
    }

    /// The share of the satisfied.
    pub fn csat(&self) -> Option<Ratio> {
        Ratio::of(self.satisfied, self.responses)
    }

    /// The range that share is expected to lie in.
    pub fn interval(&self, confidence: f64) -> Option<Interval> {
        share::wilson(self.satisfied, self.responses, confidence)
    }

    /// The mean answer.
    pub fn mean(&self) -> Option<Ratio> {
        Ratio::new(i128::from(self.sum), i128::from(self.responses))
    }
}

#[cfg(test)]
mod tests {
    use super::{Csat, Scale, ScaleSource};

    fn scale(min: i16, max: i16) -> Scale {
        Scale::new(min, max, ScaleSource::Flag).expect("a known scale")
    }

    /// Each score as often as told.
    fn csat(scale: Scale, counts: &[(i16, usize)]) -> Csat {
        Csat::of(scale, counts.iter().flat_map(|&(score, n)| vec![score; n]))
    }

    #[track_caller]
    fn spans(found: &Csat, low: f64, high: f64) {
        let ends = found.interval(0.95).expect("someone answered");
        assert!((ends.low - low).abs() < 5e-5 && (ends.high - high).abs() < 5e-5, "{ends:?}");
    }

    #[test]
    fn seventy_four_of_a_hundred_and_seven_are_satisfied() {
        // Delighted, help article 240: 42 x 5, 32 x 4, 10 x 3, 9 x 2, 14 x 1 give 74/107 = 69.16, shown as 69.
        let found = csat(scale(1, 5), &[(5, 42), (4, 32), (3, 10), (2, 9), (1, 14)]);
        assert_eq!((found.satisfied, found.responses), (74, 107));
        assert_eq!(found.csat().map(|c| c.to_string()).as_deref(), Some("0.691589"));
        spans(&found, 0.5987, 0.7712);
    }

    #[test]
    fn thumbs_and_faces_count_their_best() {
        // SimpleSat: 8 up and 2 down are 80 %; 7 happy, 1 neutral, 2 sad are 70 %.
        let thumbs = csat(scale(1, 2), &[(2, 8), (1, 2)]);
        let faces = csat(scale(1, 3), &[(3, 7), (2, 1), (1, 2)]);
        spans(&thumbs, 0.4902, 0.9433);
        spans(&faces, 0.3968, 0.8922);
        let share = |c: &Csat| c.csat().map(|c| c.to_string());
        assert_eq!((share(&thumbs).as_deref(), share(&faces).as_deref()), (Some("0.800000"), Some("0.700000")));
    }

    #[test]
    fn the_mean_is_of_all_answers() {
        // brilliantfuture: 3 x 1, 4 x 2, 0 x 3, 5 x 4, 7 x 5 have the mean 3.47.
        let found = csat(scale(1, 5), &[(1, 3), (2, 4), (4, 5), (5, 7)]);
        assert_eq!(found.mean().map(|m| format!("{m:.2}")).as_deref(), Some("3.47"));
    }

    #[test]
    fn the_limit_depends_on_the_scale() {
        for (min, max, satisfied) in
            [(1, 5, 2), (1, 7, 2), (1, 4, 2), (1, 10, 2), (1, 3, 1), (1, 2, 1), (0, 10, 2), (0, 2, 1), (0, 1, 1)]
        {
            assert_eq!(Csat::of(scale(min, max), min..=max).satisfied, satisfied, "{min}–{max}");
        }
        assert_eq!(Scale::new(1, 6, ScaleSource::Flag), None);
    }

    #[test]
    fn a_scale_is_assumed_only_where_everything_fits() {
        assert_eq!(Scale::assumed([1, 5, 3]).map(|s| (s.min, s.max, s.source)), Some((1, 5, ScaleSource::Assumed)));
        assert_eq!(Scale::assumed([1, 5, 6]), None);
        assert_eq!(Scale::assumed([0]), None);
    }

    #[test]
    fn an_answer_off_the_scale_is_in_no_rate() {
        let found = Csat::of(scale(1, 5), [5, 0, 6, 1]);
        assert_eq!((found.responses, found.satisfied, found.outside), (2, 1, 2));
    }

    #[test]
    fn a_limit_leaves_something_on_both_sides() {
        assert_eq!(Scale::with_limit(1, 10, 8, ScaleSource::Flag).map(|s| s.satisfied_from), Some(8));
        assert_eq!(Scale::with_limit(1, 10, 1, ScaleSource::Flag), None);
        assert_eq!(Scale::with_limit(1, 10, 11, ScaleSource::Flag), None);
    }

    #[test]
    fn nobody_asked_is_no_share() {
        let nobody = Csat::of(scale(1, 5), []);
        assert_eq!((nobody.csat(), nobody.mean(), nobody.interval(0.95)), (None, None, None));
    }
}
