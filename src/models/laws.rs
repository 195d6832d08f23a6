//! What holds for any customers.

use super::fit::{self, Terms};
use super::purchases::{Kind, Purchases};
use super::simulated::{Chance, customers, spenders};
use super::{Past, Row};
use proptest::prelude::*;

const TERMS: Terms = Terms { threads: 1, prior: None };
const MBG: [f64; 4] = [0.6, 45.0, 0.8, 1.7];
const BG: [f64; 4] = [0.3, 35.0, 0.8, 2.4];
const PARETO: [f64; 4] = [0.6, 70.0, 0.6, 80.0];
const TRUE: [(Kind, [f64; 4]); 3] = [(Kind::Mbg, MBG), (Kind::Bg, BG), (Kind::Pareto, PARETO)];

#[test]
fn simulated_customers_give_back_their_parameters() {
    for (kind, parameters) in TRUE {
        let fit = fit::purchases(kind, &customers(kind, parameters, 40_000, 600.0, 1), TERMS).expect("repeats");
        assert!(fit.identified());
        for ((found, truth), se) in fit.parameters.iter().zip(parameters).zip(fit.se_robust) {
            let off = (found - truth) / se.expect("identified");
            assert!(off.abs() < 4.0, "{kind:?}: {found} instead of {truth}, {off} standard errors");
        }
    }
    let truth = [6.0, 4.0, 15.0];
    let fit = fit::spend(&spenders(truth, 20_000, 2), TERMS).expect("repeats");
    for ((found, truth), se) in fit.parameters.iter().zip(truth).zip(fit.se_robust) {
        assert!(((found - truth) / se.expect("identified")).abs() < 4.0, "{found} instead of {truth}");
    }
}

#[test]
fn threads_and_the_grouping_of_equal_customers_change_nothing() {
    for (kind, parameters) in TRUE {
        let rows = customers(kind, parameters, 12_000, 400.0, 3);
        let alone = fit::purchases(kind, &rows, TERMS).expect("repeats");
        for threads in [2, 5] {
            let helped = fit::purchases(kind, &rows, Terms { threads, ..TERMS }).expect("repeats");
            assert_eq!(helped.parameters.map(f64::to_bits), alone.parameters.map(f64::to_bits));
            assert_eq!(helped.log_likelihood.to_bits(), alone.log_likelihood.to_bits());
        }
        let mut apart: Vec<Row> =
            rows.iter().flat_map(|row| (0..row.customers).map(|_| Row { customers: 1, ..*row })).collect();
        apart.reverse();
        let apart = fit::purchases(kind, &apart, TERMS).expect("repeats");
        for k in 0..4 {
            let off = (apart.parameters[k] - alone.parameters[k]).abs();
            assert!(off < 1e-6 * alone.se[k].expect("identified"), "{kind:?} {k}");
        }
    }
}

#[test]
fn weeks_instead_of_days_change_the_unit_and_nothing_else() {
    for (kind, parameters) in TRUE {
        let days = customers(kind, parameters, 5_000, 400.0, 4);
        let week = |row: &Row| {
            let past = Past { last: row.past.last / 7.0, age: row.past.age / 7.0, ..row.past };
            Row { past, ..*row }
        };
        let weeks: Vec<Row> = days.iter().map(week).collect();
        let repeats: u64 = days.iter().map(|row| row.customers * u64::from(row.past.repeats)).sum();
        let by_day = fit::purchases(kind, &days, TERMS).expect("repeats");
        let by_week = fit::purchases(kind, &weeks, TERMS).expect("repeats");
        for (k, is_time) in kind.times().into_iter().enumerate() {
            let unit = if is_time { 7.0 } else { 1.0 };
            let off = (by_week.parameters[k] * unit - by_day.parameters[k]).abs();
            assert!(off < 1e-5 * by_day.se[k].expect("identified"), "{kind:?} {k}: {off}");
        }
        let shift = by_week.log_likelihood - by_day.log_likelihood - repeats as f64 * libm::log(7.0);
        assert!(shift.abs() < 1e-7, "{shift}");
        let past = Past { repeats: 2, last: 70.0, age: 140.0 };
        let same = Past { repeats: 2, last: 10.0, age: 20.0 };
        assert!((by_day.model.expected(&past, 364.0) - by_week.model.expected(&same, 52.0)).abs() < 1e-7);
    }
}

#[test]
fn numbers_of_repeats_are_certain_to_be_one_of_all() {
    for (kind, parameters) in TRUE {
        let model = kind.with(parameters);
        let (sum, mean) = (0..900).fold((0.0, 0.0), |(sum, mean), count| {
            let chance = model.probability(count, 300.0);
            (sum + chance, mean + f64::from(count) * chance)
        });
        assert!((sum - 1.0).abs() < 1e-7, "{kind:?}: {sum}");
        let expected = model.expected(&Purchases::NEW, 300.0);
        assert!((mean / expected - 1.0).abs() < 1e-4, "{kind:?}: {mean} {expected}");
    }
}

/// Forty handfuls of customers each: some have a maximum and some have none, and every fit says which.
#[test]
fn a_handful_of_customers_never_panics_and_never_gives_silent_extremes() {
    let mut chance = Chance(5);
    for (kind, parameters) in TRUE {
        let all: Vec<Row> = customers(kind, parameters, 4_000, 270.0, 6)
            .into_iter()
            .flat_map(|row| (0..row.customers).map(move |_| Row { customers: 1, ..row }))
            .collect();
        for size in [30, 100, 300] {
            let mut loose = 0;
            for _ in 0..40 {
                let picked: Vec<Row> = (0..size).map(|_| all[(chance.uniform() * all.len() as f64) as usize]).collect();
                let Some(fit) = fit::purchases(kind, &picked, TERMS) else { continue };
                assert!(fit.log_likelihood.is_finite(), "{kind:?} {:?}", fit.parameters);
                loose += u32::from(!fit.identified());
                let within = fit.parameters.iter().all(|p| (1e-5..1e7).contains(p));
                assert!(within || !fit.identified(), "{kind:?} {:?}", fit.parameters);
                for row in &picked {
                    let (active, to_come) = (fit.model.p_alive(&row.past), fit.model.expected(&row.past, 365.0));
                    assert!((0.0..=1.0).contains(&active), "{kind:?} {:?} {:?}: {active}", fit.parameters, row.past);
                    assert!((0.0..1e6).contains(&to_come), "{kind:?} {:?} {:?}: {to_come}", fit.parameters, row.past);
                }
                assert_eq!(fit.identified(), fit.se.iter().all(Option::is_some));
            }
            assert!(size < 300 || loose < 20, "{kind:?}: {loose} of 40 with {size} customers");
        }
    }
}

#[test]
fn customers_who_are_all_alike_say_nothing_about_how_customers_differ() {
    let alike = [Row { past: Past { repeats: 5, last: 100.0, age: 110.0 }, customers: 500 }];
    for (kind, _) in TRUE {
        let fit = fit::purchases(kind, &alike, TERMS).expect("repeats");
        assert!(!fit.identified(), "{kind:?} {:?}", fit.parameters);
    }
    let never = [Row { past: Past { repeats: 0, last: 0.0, age: 110.0 }, customers: 500 }];
    assert!(fit::purchases(Kind::Mbg, &never, TERMS).is_none());
    let today = [Row { past: Past { repeats: 0, last: 0.0, age: 0.0 }, customers: 500 }];
    assert!(fit::purchases(Kind::Mbg, &today, TERMS).is_none());
}

#[test]
fn a_belief_that_was_asked_for_keeps_parameters_from_the_edge() {
    let alike = [Row { past: Past { repeats: 5, last: 100.0, age: 110.0 }, customers: 500 }];
    for (kind, _) in TRUE {
        let fit = fit::purchases(kind, &alike, Terms { prior: Some(2.0), ..TERMS }).expect("repeats");
        assert!(fit.identified(), "{kind:?} {:?}", fit.parameters);
    }
}

prop_compose! {
    fn any_model()(kind in 0..3_usize, logs in prop::array::uniform4(-3.0..3.0_f64)) -> Purchases {
        Kind::ALL[kind].with(logs.map(libm::exp))
    }
}

prop_compose! {
    fn any_past()(repeats in 0..200_u32, last in 0.0..300.0_f64, more in 0.0..300.0_f64) -> Past {
        let last = if repeats == 0 { 0.0 } else { last };
        Past { repeats, last, age: last + more }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]
    #[test]
    fn chances_are_chances_and_more_time_brings_more(model in any_model(), past in any_past(), time in 0.01..600.0_f64) {
        let active = model.p_alive(&past);
        prop_assert!((0.0..=1.0).contains(&active));
        prop_assert!(model.log_likelihood(&past).is_finite());
        let of = |time: f64| model.expected_if_active(&past, time);
        prop_assert!(of(time) > 0.0 && of(time).is_finite());
        prop_assert!(of(1.1 * time) >= of(time) * (1.0 - 1e-12));
        prop_assert!(of(0.0).abs() < 1e-12);
    }

    #[test]
    fn the_longer_the_silence_the_less_likely_active(model in any_model(), past in any_past(), more in 0.01..200.0_f64) {
        let later = Past { age: past.age + more, ..past };
        prop_assert!(model.p_alive(&later) <= model.p_alive(&past) * (1.0 + 1e-12));
    }

    #[test]
    fn the_series_and_the_integral_agree(logs in prop::array::uniform4(-2.0..2.0_f64), past in any_past(), time in 0.1..300.0_f64) {
        // Close to where one takes over from the other.
        let mut parameters = logs.map(libm::exp);
        parameters[0] = 4.0 + parameters[2] + parameters[3];
        let below = Kind::Mbg.with([parameters[0] - 1e-9, parameters[1], parameters[2], parameters[3]]);
        let above = Kind::Mbg.with([parameters[0] + 1e-9, parameters[1], parameters[2], parameters[3]]);
        let (one, other) = (below.expected_if_active(&past, time), above.expected_if_active(&past, time));
        prop_assert!((one / other - 1.0).abs() < 1e-8, "{} {}", one, other);
    }
}
