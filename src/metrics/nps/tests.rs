//! Published scores, and the miscounts that have been published too.

use super::{Nps, Score};
use crate::statistics::three_way::NpsInterval::{AdjustedWald, Wald};

fn nps(scores: impl IntoIterator<Item = i16>) -> Nps {
    Nps::of(scores.into_iter().filter_map(Score::new))
}

/// So many answers of 10, of 8 and of 3.
fn counted(promoters: usize, passives: usize, detractors: usize) -> Nps {
    nps([vec![10; promoters], vec![8; passives], vec![3; detractors]].concat())
}

fn points(nps: Nps) -> String {
    nps.nps().expect("someone answered").to_string()
}

#[track_caller]
fn spans(nps: Nps, adjusted: bool, low: f64, high: f64) {
    let found = nps.interval(if adjusted { AdjustedWald } else { Wald }, 0.95).expect("someone answered");
    let near = |a: f64, b: f64| (a - b).abs() < 5e-3;
    assert!(near(found.low, low) && near(found.high, high), "{found:?}");
}

#[test]
fn fifty_promoters_and_twenty_detractors_of_a_hundred_are_thirty_points() {
    // decision-lab's documentation (Wald); the adjusted interval computed independently.
    let found = counted(50, 30, 20);
    assert_eq!(points(found), "30.000000");
    spans(found, false, 14.692, 45.308);
    spans(found, true, 14.051, 44.201);
}

#[test]
fn five_hundred_answers_tell_the_score_to_within_seven_points() {
    // Market Strategies: 40 % promoters, 40 % passives, 20 % detractors, n = 500: 20 +- 6.6.
    let found = counted(200, 200, 100);
    assert_eq!(points(found), "20.000000");
    spans(found, false, 20.0 - 6.559, 20.0 + 6.559);
}

#[test]
fn a_half_a_third_and_a_sixth_are_a_third_of_the_way() {
    // Cross Validated, whuber: p = 1/2, 1/3, 1/6.
    assert_eq!(points(counted(3, 2, 1)), "33.333333");
}

#[test]
fn zero_is_a_detractor() {
    // The tests of the R package NPS: 0, 7, 7, 9, 9, 9 score .3333. Without the zero it would be .6.
    let found = nps([0, 7, 7, 9, 9, 9]);
    assert_eq!((found.responses, found.promoters, found.passives, found.detractors), (6, 3, 2, 1));
    assert_eq!(points(found), "33.333333");
}

#[test]
fn one_answer_of_each_kind_is_zero_points() {
    // The tests of the R package NPS: one detractor, one passive, one promoter.
    assert_eq!(points(counted(1, 1, 1)), "0.000000");
    assert_eq!(points(counted(1, 1, 0)), "50.000000");
}

#[test]
fn seven_promoters_and_six_detractors_of_fifteen_are_a_fifteenth() {
    // The tests of the R package NPS cut 1..15 into 6, 2 and 7.
    assert_eq!(points(counted(7, 2, 6)), "6.666667");
}

#[test]
fn what_is_off_the_scale_is_no_score() {
    // The R package turns -1 and 11 into missing values; so does this, at the door.
    assert_eq!((Score::new(-1), Score::new(11)), (None, None));
    assert!((0..=10).all(|v| Score::new(v).is_some()));
}

#[test]
fn who_gave_no_score_is_not_in_the_whole() {
    // CDCgov/prime-reportstream#5281: 36 rows, "32 gave a score", yet 18 + 11 + 2 = 31 did. Neither 50.0 (of 32) nor 44.4 (of 36).
    let found = counted(18, 11, 2);
    assert_eq!(found.responses, 31);
    assert_eq!(points(found), "51.612903");
}

#[test]
fn every_answer_stands_in_exactly_one_group() {
    // formbricks#9248: 6.5 and 8.5 stood in no group and yet in the whole. No score can fall between two groups here.
    for value in 0..=10 {
        let found = nps([value]);
        assert_eq!(found.responses, 1);
        assert_eq!(found.promoters + found.passives + found.detractors, 1);
    }
    let edges = nps([6, 7, 8, 9]);
    assert_eq!((edges.detractors, edges.passives, edges.promoters), (1, 2, 1));
}

#[test]
fn equal_camps_cancel_out() {
    // codebeats.net: 28 answers each, 14 against 14 and 8 against 8.
    assert_eq!(points(counted(14, 0, 14)), "0.000000");
    assert_eq!(points(counted(8, 12, 8)), "0.000000");
}

#[test]
fn small_samples_have_wide_intervals_that_end_at_a_hundred() {
    spans(counted(9, 0, 0), true, 43.37, 100.0);
    spans(counted(1, 0, 0), true, -48.5, 98.5);
    spans(counted(0, 0, 10), true, -100.0, -47.5);
}

#[test]
fn two_plans_of_a_software_house() {
    // decision-lab's documentation: Starter n = 120, 32/38/30 %: 2 (-12..16); Pro n = 90, 46/37/18 %: 28 (12..43). Whole answers.
    let starter = counted(38, 46, 36);
    let pro = counted(41, 33, 16);
    for (plan, nps, low, high) in [(starter, "2", -12.0, 16.0), (pro, "28", 12.0, 43.0)] {
        assert_eq!(format!("{:.0}", plan.nps().expect("someone answered")), nps);
        let found = plan.interval(Wald, 0.95).expect("someone answered");
        assert_eq!((found.low.round(), found.high.round()), (low, high));
    }
}

#[test]
fn components_are_never_rounded_first() {
    assert_eq!(format!("{:.0}", counted(4, 1, 2).nps().expect("someone answered")), "29");
    // Half away from zero: -12.5 is -13.
    assert_eq!(format!("{:.0}", counted(1, 5, 2).nps().expect("someone answered")), "-13");
}

#[test]
fn nobody_asked_is_no_score() {
    let nobody = nps([]);
    assert_eq!((nobody.nps(), nobody.mean(), nobody.interval(AdjustedWald, 0.95)), (None, None, None));
}

#[test]
fn the_mean_counts_every_answer() {
    assert_eq!(nps([0, 10, 9]).mean().map(|m| m.to_string()).as_deref(), Some("6.333333"));
}
