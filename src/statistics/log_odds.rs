//! Which words one group uses more than another, with a prior so that rare words are not taken for telling ones.
//!
//! Monroe, Colaresi and Quinn (2008), *Fightin' Words*, Political Analysis 16:372, sections 3.4 and 3.5: with y the count of a word in a
//! group, n the count of all words there, a the word's prior count and A the prior count of all words,
//! `log odds = ln((y1 + a) / (n1 + A - y1 - a)) - ln((y2 + a) / (n2 + A - y2 - a))`, its variance nearly `1 / (y1 + a) + 1 / (y2 + a)`,
//! and `z` the one by the root of the other. The prior is informative: it is shared out as the words of everybody are.

/// A word in two groups.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct LogOdds {
    /// How much likelier the word is in the first group, as a logarithm.
    pub log_odds: f64,
    /// The same in standard errors.
    pub z: f64,
}

/// Compares a word: its count and the count of all words, in the first group, in the second, and as the prior has them.
pub fn log_odds(first: (f64, f64), second: (f64, f64), prior: (f64, f64)) -> Option<LogOdds> {
    let (word, all) = prior;
    let odds = |(count, of): (f64, f64)| {
        let (with, without) = (count + word, of + all - count - word);
        (with > 0.0 && without > 0.0).then(|| libm::log(with / without))
    };
    let difference = odds(first)? - odds(second)?;
    let variance = 1.0 / (first.0 + word) + 1.0 / (second.0 + word);
    Some(LogOdds { log_odds: difference, z: difference / variance.sqrt() })
}

#[cfg(test)]
mod tests {
    use super::super::testing::near;
    use super::*;

    #[test]
    fn a_word_worked_by_hand() {
        // 12 of 100 against 3 of 150, prior 1.5 of 25: ln(13.5 / 111.5) - ln(4.5 / 170.5).
        let found = log_odds((12.0, 100.0), (3.0, 150.0), (1.5, 25.0)).unwrap();
        near(found.log_odds, -2.111_335 + 3.634_658, 2e-6);
        near(found.z, found.log_odds / (1.0_f64 / 13.5 + 1.0 / 4.5).sqrt(), 1e-12);
    }

    #[test]
    fn a_word_used_alike_tells_nothing_and_groups_can_be_exchanged() {
        let alike = log_odds((10.0, 100.0), (20.0, 200.0), (3.0, 30.0)).unwrap();
        near(alike.log_odds, 0.0, 1e-12);
        let (a, b) = ((9.0, 80.0), (2.0, 90.0));
        let there = log_odds(a, b, (1.0, 10.0)).unwrap();
        let back = log_odds(b, a, (1.0, 10.0)).unwrap();
        near(there.z, -back.z, 1e-12);
    }

    #[test]
    fn a_heavier_prior_believes_less() {
        let z = |weight: f64| log_odds((6.0, 60.0), (0.0, 60.0), (weight * 0.05, weight)).unwrap().z;
        assert!(z(10.0) > z(200.0));
    }
}
