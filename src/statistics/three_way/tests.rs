use super::super::testing::near;
use super::NpsInterval::{AdjustedWald, Wald};
use super::*;

fn counts(promoters: u64, passives: u64, detractors: u64) -> ThreeWay {
    ThreeWay { promoters, passives, detractors }
}

fn assert_ends(interval: Interval, low: f64, high: f64, tolerance: f64) {
    near(interval.low, low, tolerance);
    near(interval.high, high, tolerance);
}

#[test]
fn half_promoters_of_a_hundred_are_thirty_points_give_or_take_fifteen() {
    // decision-lab, NPS documentation: 50 / 30 / 20, Wald 14.7 to 45.3.
    let wave = counts(50, 30, 20);
    near(variance(wave).unwrap(), 0.61, 1e-12);
    assert_ends(interval(wave, Wald, 0.95).unwrap(), 14.692, 45.308, 5e-4);
    // Independent computation of the adjusted interval: centre 29.126.
    let adjusted = interval(wave, AdjustedWald, 0.95).unwrap();
    assert_ends(adjusted, 14.051, 44.201, 5e-4);
    near(f64::midpoint(adjusted.low, adjusted.high), 29.126, 5e-4);
}

#[test]
fn five_hundred_answers_are_known_to_within_seven_points() {
    // Market Strategies: 40 % / 40 % / 20 % of 500 is 20 ± 6.6.
    let found = interval(counts(200, 200, 100), Wald, 0.95).unwrap();
    assert_ends(found, 20.0 - 6.559, 20.0 + 6.559, 5e-4);
}

#[test]
fn the_variance_is_that_of_plus_one_zero_and_minus_one() {
    // whuber on Cross Validated: shares 1/2, 1/3, 1/6 give 5/9.
    near(variance(counts(3, 2, 1)).unwrap(), 5.0 / 9.0, 1e-12);
    // Tests of the R package NPS: scores 0 7 7 9 9 9, standard error .304; then the three smallest cases.
    for (counts, expected, error) in [
        (counts(3, 2, 1), 5.0 / 9.0, 0.304),
        (counts(1, 0, 1), 1.0, 0.707),
        (counts(1, 1, 0), 0.25, 0.354),
        (counts(1, 1, 1), 2.0 / 3.0, 0.471),
    ] {
        near(variance(counts).unwrap(), expected, 1e-12);
        let n = (counts.promoters + counts.passives + counts.detractors) as f64;
        let interval = unclamped(counts, Wald, 0.95).unwrap();
        near((interval.high - interval.low) / (200.0 * 1.959_964), error, 5e-4);
        near((expected / n).sqrt(), error, 5e-4);
    }
}

#[test]
fn the_score_in_the_middle_is_over_those_who_answered() {
    // CDC ReportStream, issue 5281: 18, 11 and 2 are 31 answers, not 32 or 36; 51.61 points.
    let found = unclamped(counts(18, 11, 2), Wald, 0.95).unwrap();
    near(f64::midpoint(found.low, found.high), 51.61, 5e-3);
}

#[test]
fn unanimous_answers_reach_beyond_the_scale_and_are_cut_off() {
    // Independent computation.
    let nine = counts(9, 0, 0);
    assert_ends(unclamped(nine, AdjustedWald, 0.95).unwrap(), 43.37, 106.63, 5e-3);
    assert_ends(interval(nine, AdjustedWald, 0.95).unwrap(), 43.37, 100.0, 5e-3);
    let ten = counts(0, 0, 10);
    assert_ends(unclamped(ten, AdjustedWald, 0.95).unwrap(), -106.34, -47.50, 5e-3);
    assert_ends(interval(ten, AdjustedWald, 0.95).unwrap(), -100.0, -47.50, 5e-3);
    // Wald sees no doubt at all.
    assert_ends(interval(nine, Wald, 0.95).unwrap(), 100.0, 100.0, 0.0);
}

#[test]
fn one_answer_says_next_to_nothing() {
    let found = interval(counts(1, 0, 0), AdjustedWald, 0.95).unwrap();
    assert_ends(found, -48.50, 98.50, 5e-3);
}

#[test]
fn two_waves_of_a_hundred_differ_by_twenty_points_and_chance_could_do_it() {
    // The formulas of nps_test in the R package NPS, computed independently.
    let (before, after) = (counts(50, 30, 20), counts(40, 30, 30));
    let wald = difference(before, after, Wald, 0.95).unwrap();
    near(wald.value, 20.0, 1e-9);
    assert_ends(wald.interval, -2.347, 42.347, 5e-4);
    near(wald.p, 0.079_41, 5e-6);
    let adjusted = difference(before, after, AdjustedWald, 0.95).unwrap();
    near(adjusted.value, 19.417, 5e-4);
    assert_ends(adjusted.interval, -2.552, 41.387, 5e-4);
    near(adjusted.p, 0.083_22, 5e-6);
}

#[test]
fn two_plans_differ_by_more_than_chance() {
    // decision-lab, NPS documentation: Starter 2 (-12 to 16), Pro 28 (12 to 43), difference -26 (-47 to -5), p = .014.
    let (starter, pro) = (counts(38, 46, 36), counts(41, 33, 16));
    let whole = 0.5;
    assert_ends(interval(starter, Wald, 0.95).unwrap(), -12.0, 16.0, whole);
    assert_ends(interval(pro, Wald, 0.95).unwrap(), 12.0, 43.0, whole);
    let found = difference(starter, pro, Wald, 0.95).unwrap();
    near(found.value, -26.0, whole);
    assert_ends(found.interval, -47.0, -5.0, whole);
    near(found.p, 0.014, 5e-4);
}

#[test]
fn five_points_need_four_times_the_answers_of_ten() {
    // MeasuringU, 95 % and 80 %, one-sided, with z as printed in tables: 1.645 + .842.
    let z = 1.645 + 0.842;
    assert_eq!(sample_size(5.0, 0.67, z), 1_655);
    assert_eq!(sample_size(10.0, 0.67, z), 412);
    assert_eq!(sample_size(200.0, 0.67, 1.96), 0);
}

#[test]
fn nobody_asked_is_no_interval() {
    assert_eq!(interval(counts(0, 0, 0), AdjustedWald, 0.95), None);
    assert_eq!(variance(counts(0, 0, 0)), None);
    assert_eq!(difference(counts(1, 0, 0), counts(0, 0, 0), AdjustedWald, 0.95), None);
}

#[test]
fn without_any_spread_wald_cannot_compare() {
    assert_eq!(difference(counts(5, 0, 0), counts(0, 0, 5), Wald, 0.95), None);
}

#[test]
fn shares_of_equal_weight_have_the_interval_of_their_counts() {
    let counted = interval(counts(50, 30, 20), AdjustedWald, 0.95).unwrap();
    let shared = interval_of_shares((0.5, 0.2), 100.0, 0.95).unwrap();
    assert_ends(shared, counted.low, counted.high, 1e-10);
    assert_eq!(interval_of_shares((0.5, 0.2), 0.0, 0.95), None);
}
