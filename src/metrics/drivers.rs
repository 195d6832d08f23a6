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
    use proptest::prelude::*;

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

    /// The score of a list, by counting alone.
    fn plain(scores: &[i16]) -> Option<f64> {
        let of = |from: i16, to: i16| scores.iter().filter(|score| (from..=to).contains(*score)).count() as f64;
        (!scores.is_empty()).then(|| 100.0 * (of(9, 10) - of(0, 6)) / scores.len() as f64)
    }

    fn close(found: Option<Ratio>, plain: Option<f64>) -> bool {
        match (found, plain) {
            (Some(found), Some(plain)) => (found.real() - plain).abs() < 1e-9,
            (None, None) => true,
            _ => false,
        }
    }

    proptest! {
        #[test]
        fn a_plain_twin_over_lists_finds_the_same_contributions(
            groups in prop::collection::vec(
                (prop::collection::vec(0..=10_i16, 0..12), prop::collection::vec(0..=10_i16, 0..12)), 1..5,
            ),
        ) {
            let all: Vec<i16> = groups.iter().flat_map(|group| group.1.clone()).collect();
            let before: Vec<i16> = groups.iter().flat_map(|group| group.0.clone()).collect();
            let mut answers = 0;
            for (at, (then, now)) in groups.iter().enumerate() {
                let rest: Vec<i16> =
                    groups.iter().enumerate().filter(|(other, _)| *other != at).flat_map(|(_, group)| group.1.clone()).collect();
                let without = plain(&all).zip(plain(&rest)).map(|(all, rest)| all - rest);
                prop_assert!(close(contribution(&nps(&all), &nps(now)), without));
                let above = above_others(&nps(&all), &nps(now), 0.95).map(|(above, _)| above);
                let apart = plain(now).zip(plain(&rest)).map(|(own, rest)| own - rest);
                prop_assert!(close(above, apart));
                answers += nps(now).responses;
                // From one window to the next, with the formula written out.
                let found = change((&nps(&before), &nps(then)), (&nps(&all), &nps(now)));
                let (Some(whole_then), Some(whole_now)) = (plain(&before), plain(&all)) else {
                    prop_assert!(found.is_none());
                    continue;
                };
                let (own_then, own_now) = (plain(then).or(plain(now)), plain(now).or(plain(then)));
                let share = |own: &[i16], all: &[i16]| own.len() as f64 / all.len() as f64;
                let (from, to) = (share(then, &before), share(now, &all));
                let mix = own_then.zip(own_now).map(|(a, b)| (to - from) * (f64::midpoint(a, b) - f64::midpoint(whole_then, whole_now)));
                let score = own_then.zip(own_now).map(|(a, b)| f64::midpoint(from, to) * (b - a));
                prop_assert!(close(found.map(|part| part.mix), mix));
                prop_assert!(close(found.map(|part| part.score), score));
            }
            prop_assert_eq!(answers, all.len() as u64, "groups partition the answers");
        }
    }
}
