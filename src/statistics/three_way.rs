//! How sure a net promoter score is.
//!
//! An answer counts +1 (promoter), 0 (passive) or -1 (detractor); the score is the mean of these in points, 100 (p - d).
//! Its variance is V = p + d - (p - d)^2, with no n - 1, and its standard error sqrt(V / n).
//!
//! - *Wald*: (p - d) ± z sqrt(V / n). Its width is zero when everyone gave the same kind of answer.
//! - *Adjusted Wald*: add three answers, 3/4 promoter, 3/2 passive and 3/4 detractor, and recompute centre and error. It
//!   did best of the six methods compared by Rocks (2016, *The American Statistician* 70), and is the default.
//!   Its centre is not the score itself, and with one single answer it does not even hold the score.
//!
//! Ends beyond ±100 (for differences ±200) are cut off. Nobody asked means no score, hence no interval.
//!
//! Source of the formulas and most numbers in the tests: measuringu.com (*Confidence intervals for NPS*, *Sample sizes for
//! NPS*), and the test suite of the R package `NPS`.

use super::{Difference, Interval, normal};

/// How many answers were of each kind.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct ThreeWay {
    /// Answers of 9 and 10.
    pub promoters: u64,
    /// Answers of 7 and 8.
    pub passives: u64,
    /// Answers of 0 to 6.
    pub detractors: u64,
}

/// The method an interval is computed by.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum NpsInterval {
    /// Three answers are added first.
    #[default]
    AdjustedWald,
    /// The textbook interval.
    Wald,
}

/// Computes the interval around a net promoter score, in points.
pub fn interval(counts: ThreeWay, method: NpsInterval, confidence: f64) -> Option<Interval> {
    unclamped(counts, method, confidence).map(|interval| interval.within(-100.0, 100.0))
}

/// Computes the adjusted Wald interval around a score that was made of weighted answers, in points: `shares` are those of promoters
/// and detractors, `n` the number of answers of equal weight that would say as much.
pub fn interval_of_shares((promoters, detractors): (f64, f64), n: f64, confidence: f64) -> Option<Interval> {
    let all = n + 3.0;
    let shares = Shares { n: all, promoters: (promoters * n + 0.75) / all, detractors: (detractors * n + 0.75) / all };
    let margin = normal::z_for(confidence) * (shares.variance() / all).sqrt();
    (n > 0.0).then(|| Interval::around(100.0 * shares.net(), 100.0 * margin).within(-100.0, 100.0))
}

/// Computes the variance of a single answer counted as +1, 0 or -1.
pub fn variance(counts: ThreeWay) -> Option<f64> {
    Shares::of(counts, NpsInterval::Wald).map(|shares| shares.variance())
}

/// Compares the scores of two groups of different people, in points.
///
/// There is no answer when neither group shows any spread (Wald only): nothing then measures chance.
pub fn difference(a: ThreeWay, b: ThreeWay, method: NpsInterval, confidence: f64) -> Option<Difference> {
    let a = Shares::of(a, method)?;
    let b = Shares::of(b, method)?;
    let value = 100.0 * (a.net() - b.net());
    let error = 100.0 * (a.variance() / a.n + b.variance() / b.n).sqrt();
    (error > 0.0).then(|| Difference {
        value,
        interval: Interval::around(value, normal::z_for(confidence) * error).within(-200.0, 200.0),
        p: normal::two_sided(value / error),
    })
}

/// Computes how many answers are needed for an adjusted Wald interval of ± `points`, or to detect that change.
///
/// n = V z^2 / d^2 - 3, rounded up. For an interval, `z` is the two-sided one; to detect a change, it is the z of the error
/// risked plus the z of the power wanted.
pub fn sample_size(points: f64, variance: f64, z: f64) -> u64 {
    let distance = points / 100.0;
    let answers = variance * z * z / (distance * distance) - 3.0;
    // The cast saturates: no answers for a negative number, all there can be for an endless one.
    answers.ceil() as u64
}

fn unclamped(counts: ThreeWay, method: NpsInterval, confidence: f64) -> Option<Interval> {
    let shares = Shares::of(counts, method)?;
    let error = (shares.variance() / shares.n).sqrt();
    let margin = normal::z_for(confidence) * error;
    Some(Interval::around(100.0 * shares.net(), 100.0 * margin))
}

/// The shares a method computes with.
struct Shares {
    n: f64,
    promoters: f64,
    detractors: f64,
}

impl Shares {
    fn of(counts: ThreeWay, method: NpsInterval) -> Option<Self> {
        let n = counts.promoters + counts.passives + counts.detractors;
        let (added, added_each_end) = match method {
            NpsInterval::AdjustedWald => (3.0, 0.75),
            NpsInterval::Wald => (0.0, 0.0),
        };
        let all = n as f64 + added;
        (n > 0).then(|| Self {
            n: all,
            promoters: (counts.promoters as f64 + added_each_end) / all,
            detractors: (counts.detractors as f64 + added_each_end) / all,
        })
    }

    fn net(&self) -> f64 {
        self.promoters - self.detractors
    }

    fn variance(&self) -> f64 {
        self.promoters + self.detractors - self.net() * self.net()
    }
}

#[cfg(test)]
mod tests;
