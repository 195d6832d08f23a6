//! Which groups move a net promoter score: against the whole, and from one window to the next.
//!
//! - Against the whole: `contribution_score = score - score without the group`. A large group near the whole moves nothing; a small one
//!   far away may.
//! - From one window to the next the change of the score is the sum over groups of
//!   `contribution_mix = (share now - share then) * (mean of the group's scores - mean of the whole's)`, by answers that moved between
//!   groups, and `contribution_score = (mean of the shares) * (score now - score then)`, by groups that answered otherwise. A group
//!   without answers in one window takes its score from the other, so it is all mix. The sum is exact.
//!
//! Whether a group differs from the others is tested with the scores of both sides ([`crate::statistics::three_way`]). Groups choose
//! themselves: what sets one apart need not be what moves its score.

use crate::ledger::ratio::Ratio;
use crate::metrics::nps::Nps;
use crate::statistics::Difference;
use crate::statistics::three_way::{self, NpsInterval};

/// The answers that are in the whole and not in the group.
pub fn others(whole: &Nps, group: &Nps) -> Nps {
    Nps {
        responses: whole.responses - group.responses,
        promoters: whole.promoters - group.promoters,
        passives: whole.passives - group.passives,
        detractors: whole.detractors - group.detractors,
        sum: whole.sum - group.sum,
    }
}

/// How far the group moves the whole's score.
pub fn contribution(whole: &Nps, group: &Nps) -> Option<Ratio> {
    whole.nps()?.minus(others(whole, group).nps()?)
}

/// How far the group lies above all others, and whether chance alone could do that.
pub fn above_others(whole: &Nps, group: &Nps, confidence: f64) -> Option<(Ratio, Difference)> {
    let others = others(whole, group);
    let value = group.nps()?.minus(others.nps()?)?;
    let tested = three_way::difference(group.groups(), others.groups(), NpsInterval::AdjustedWald, confidence)?;
    Some((value, tested))
}

/// A change of score, by what moved and by what was answered otherwise.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Change {
    /// By answers that moved to or from the group.
    pub mix: Ratio,
    /// By what the group answered.
    pub score: Ratio,
}

/// What a group adds to the change from one window to the next; `then` and `now` are the whole and the group.
pub fn change(then: (&Nps, &Nps), now: (&Nps, &Nps)) -> Option<Change> {
    let share = |(whole, group): (&Nps, &Nps)| Ratio::of(group.responses, whole.responses);
    let (share_then, share_now) = (share(then)?, share(now)?);
    let (whole_then, whole_now) = (then.0.nps()?, now.0.nps()?);
    let own_then = then.1.nps().or(now.1.nps())?;
    let own_now = now.1.nps().or(then.1.nps())?;
    let half = Ratio::new(1, 2)?;
    let apart = own_then.plus(own_now)?.minus(whole_then.plus(whole_now)?)?.times(half)?;
    Some(Change {
        mix: share_now.minus(share_then)?.times(apart)?,
        score: share_then.plus(share_now)?.times(half)?.times(own_now.minus(own_then)?)?,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::metrics::nps::Score;
    use crate::statistics::mix::Rolls;

    fn nps(scores: &[i16]) -> Nps {
        Nps::of(scores.iter().filter_map(|&score| Score::new(score)))
    }

    #[test]
    fn without_the_unhappy_the_score_is_higher() {
        let (whole, web) = (nps(&[10, 10, 8, 0, 0]), nps(&[0, 0]));
        // All: 0 points. Without the two: 2 of 3 promote.
        assert_eq!(contribution(&whole, &web), Ratio::new(-200, 3));
        let (above, tested) = above_others(&whole, &web, 0.95).expect("both sides answered");
        assert_eq!(Some(above), Ratio::new(-500, 3));
        // By hand, with three answers added to either side: 73.3 points, give or take 43.2.
        assert!((tested.value + 73.3).abs() < 0.1 && (tested.p - 0.09).abs() < 0.005, "{tested:?}");
        assert_eq!(contribution(&whole, &whole), None);
    }

    #[test]
    fn the_parts_of_a_change_add_up_to_it() {
        let mut rolls = Rolls::new(5);
        for _ in 0..200 {
            let mut answers = || (0..rolls.below(30)).map(|_| rolls.below(11) as i16).collect::<Vec<_>>();
            let groups: Vec<_> = (0..4).map(|_| (answers(), answers())).collect();
            let then = nps(&groups.iter().flat_map(|(then, _)| then.clone()).collect::<Vec<_>>());
            let now = nps(&groups.iter().flat_map(|(_, now)| now.clone()).collect::<Vec<_>>());
            let Some(whole) = now.nps().zip(then.nps()).and_then(|(now, then)| now.minus(then)) else { continue };
            let parts = groups.iter().filter(|(a, b)| !a.is_empty() || !b.is_empty());
            let sum: f64 = parts
                .map(|(a, b)| change((&then, &nps(a)), (&now, &nps(b))).expect("someone answered"))
                .map(|part| part.mix.real() + part.score.real())
                .sum();
            assert!((sum - whole.real()).abs() < 1e-9, "{sum} against {}", whole.real());
        }
    }

    #[test]
    fn groups_that_answer_as_before_change_the_score_by_mix_alone() {
        let (then, now) = (nps(&[10, 0]), nps(&[10, 0, 0, 0]));
        let unhappy = change((&then, &nps(&[0])), (&now, &nps(&[0, 0, 0]))).expect("answers");
        let happy = change((&then, &nps(&[10])), (&now, &nps(&[10]))).expect("answers");
        assert_eq!((Some(unhappy.score), Some(happy.score)), (Ratio::new(0, 1), Ratio::new(0, 1)));
        assert_eq!(unhappy.mix.plus(happy.mix), Ratio::new(-50, 1));
    }
}
