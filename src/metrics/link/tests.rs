use super::*;
use crate::ledger::Answer;
use crate::ledger::day::Minute;
use crate::ledger::key::Key;
use crate::ledger::sketch::sketch;
use crate::ledger::window::Window;
use crate::metrics::shop;
use crate::statistics::mix::Rolls;
use std::collections::BTreeMap;

fn day(text: &str) -> Day {
    text.parse().expect("a day")
}

/// Gives a ledger answers: customer, day, score.
fn answered(mut ledger: Ledger, answers: &[(&str, Day, i16)]) -> Ledger {
    for (row, &(customer, day, score)) in answers.iter().enumerate() {
        let key = Key::of(customer.as_bytes());
        let number = ledger.shards[0].keys.iter().position(|known| *known == key);
        ledger.answers.push(Answer {
            customer: number.map(|number| Place { shard: 0, number: number as u32 }),
            minute: Some(Minute::of(day, 720)),
            scores: [score, Answer::NONE, Answer::NONE],
            code: 0,
            order: (1, row as u64),
        });
    }
    ledger
}

fn everything() -> Window {
    Window { from: day("2000-01-01"), to: day("2100-01-01") }
}

fn terms(ledger: &Ledger, within: i32) -> Terms {
    Terms {
        within,
        first: ledger.first_day.expect("orders"),
        quiet: 0,
        as_of: ledger.as_of.expect("orders"),
        merge_days: false,
        order: None,
    }
}

#[test]
fn a_shop_that_was_closed_for_a_month_knows_no_more_of_the_days_before_its_data() {
    let lines: Vec<(String, String)> =
        (0..90).map(|at| (format!("c{at:02}"), Day(day("2024-01-01").0 + at).to_string())).collect();
    let ledger = sketch(&lines.iter().map(|(who, on)| (who.as_str(), on.as_str(), "5.00")).collect::<Vec<_>>());
    let asked: Vec<_> = lines.iter().map(|(who, on)| (who.as_str(), Day(day(on).0 + 1), 9)).collect();
    let ledger = answered(ledger, &asked);
    let given = replies(&ledger, everything(), day("2024-12-31"));
    let known = |within: i32, quiet: i32| {
        let terms = Terms { quiet, ..terms(&ledger, within) };
        let found = episodes(&ledger, &given.replies, &terms);
        let first = given.replies.iter().zip(found).filter(|(_, found)| found.before.is_some());
        first.map(|(reply, _)| reply.day.0 - day("2024-01-01").0).min()
    };
    // Of 60 days a tenth may be missing, of 7 to 20 a weekend, of fewer nothing, and never more than the longest quiet.
    assert_eq!([known(60, 0), known(60, 2), known(60, 31)], [Some(60), Some(58), Some(54)]);
    assert_eq!([known(14, 31), known(7, 31), known(5, 31)], [Some(12), Some(5), Some(5)]);
}

#[test]
fn the_day_of_the_answer_is_neither_before_nor_after() {
    let ledger = sketch(&[
        ("start", "2022-01-01", "1.00"),
        ("anna", "2024-01-01", "10.00"),
        ("anna", "2024-01-31", "20.00"),
        ("anna", "2024-02-01", "40.00"),
        ("anna", "2024-02-02", "80.00"),
        ("anna", "2024-03-02", "160.00"),
        ("anna", "2024-03-03", "320.00"),
        ("end", "2024-12-31", "1.00"),
    ]);
    let ledger = answered(ledger, &[("anna", day("2024-02-01"), 9), ("anna", day("2024-02-03"), 0)]);
    let given = replies(&ledger, everything(), day("2024-12-31"));
    assert_eq!((given.answers, given.matched, given.later), ([1, 0, 1], [1, 0, 1], 1));
    let found = episodes(&ledger, &given.replies, &terms(&ledger, 30));
    // 30 days before the first of February is the second of January; 30 days after it the second of March.
    let expected = (Some(2_000), 24_000, true, Some(true), true);
    let anna = found[0];
    assert_eq!((anna.before, anna.after, anna.bought, anna.repeats, anna.eligible), expected);
}

#[test]
fn an_order_that_the_answer_names_is_left_out() {
    let ledger =
        sketch(&[("start", "2022-01-01", "1.00"), ("anna", "2024-01-30", "10.00"), ("anna", "2024-03-01", "5.00")]);
    let mut ledger = answered(ledger, &[("anna", day("2024-02-01"), 9)]);
    let column = |values: &[&str]| crate::ledger::Dimensions {
        columns: vec![crate::ledger::Dimension {
            name: "order".to_owned(),
            values: values.iter().map(|text| (*text).to_owned()).collect(),
        }],
        tuples: (0..values.len() as u32).map(|value| vec![value].into()).collect(),
    };
    ledger.dimensions = column(&["A1", "A2", "A3"]);
    ledger.survey_dimensions = column(&["A2"]);
    let shard = &mut ledger.shards[0];
    // Customers stand in the order of their keys; each order has a code of its own.
    let anna = shard.keys.iter().position(|key| *key == Key::of(b"anna")).expect("she bought");
    shard.codes = vec![0; shard.entries.len()];
    shard.codes[shard.starts[anna] as usize] = 1;
    shard.codes[shard.starts[anna] as usize + 1] = 2;
    let given = replies(&ledger, everything(), day("2024-12-31"));
    let before = |order| {
        let terms = Terms { order, as_of: day("2024-12-31"), ..terms(&ledger, 90) };
        let found = episodes(&ledger, &given.replies, &terms)[0];
        (found.before, found.after)
    };
    assert_eq!(before(None), (Some(1_000), 500));
    assert_eq!(before(Some((0, 0))), (Some(0), 500));
}

#[test]
fn whoever_answered_lately_is_waiting_and_in_no_rate() {
    let ledger =
        sketch(&[("anna", "2024-01-01", "10.00"), ("ben", "2024-01-01", "10.00"), ("ben", "2024-06-01", "7.00")]);
    let ledger = answered(ledger, &[("anna", day("2024-05-02"), 3), ("ben", day("2024-03-03"), 2)]);
    let given = replies(&ledger, everything(), day("2024-06-01"));
    let around = Around::of(episodes(&ledger, &given.replies, &terms(&ledger, 90)).iter());
    assert_eq!((around.matched, around.eligible, around.waiting(), around.bought), (2, 1, 1, 1));
    // Nor is it known what they did 90 days before, 61 days after the data begin.
    assert_eq!((around.with_before, around.per_customer_before(2)), (0, None));
}

/// Scores that fall like dice.
fn scores(orders: &[shop::Order], seed: u64) -> Vec<(String, Day, i16)> {
    let mut rolls = Rolls::new(seed);
    let some = orders.iter().filter(|_| rolls.below(3) == 0).cloned().collect::<Vec<_>>();
    some.into_iter().map(|(who, day, _)| (who, Day(day.0 + rolls.below(9) as i32), rolls.below(11) as i16)).collect()
}

#[test]
fn a_plain_count_over_lists_agrees() {
    for seed in 0..20 {
        let orders = shop::orders(seed);
        let scores = scores(&orders, seed);
        let by_ref: Vec<_> = scores.iter().map(|(who, day, score)| (who.as_str(), *day, *score)).collect();
        let ledger = answered(shop::ledger(&orders), &by_ref);
        let (first, as_of) = (ledger.first_day.expect("orders"), ledger.as_of.expect("orders"));
        let given = replies(&ledger, everything(), as_of);
        let found = episodes(&ledger, &given.replies, &terms(&ledger, 90));
        let customers = shop::by_customer(&orders);
        for attitude in Attitude::ALL {
            let around = Around::of(found.iter().filter(|episode| episode.attitude == attitude));
            let mut earliest: BTreeMap<&str, (Day, i16)> = BTreeMap::new();
            for &(who, day, score) in by_ref.iter().filter(|answer| !answer.0.is_empty() && answer.1 <= as_of) {
                let known = earliest.entry(who).or_insert((day, score));
                if day < known.0 {
                    *known = (day, score);
                }
            }
            let (mut eligible, mut waiting, mut bought, mut after, mut before) = (0, 0, 0, 0, 0);
            for (who, (answer, score)) in earliest {
                let word = if score > 8 {
                    Attitude::Promoter
                } else if score > 6 {
                    Attitude::Passive
                } else {
                    Attitude::Detractor
                };
                if word != attitude {
                    continue;
                }
                if answer.0 + 90 > as_of.0 {
                    waiting += 1;
                    continue;
                }
                eligible += 1;
                let mut came = false;
                for &(day, cents) in &customers[who] {
                    let apart = day.0 - answer.0;
                    if (1..=90).contains(&apart) {
                        after += i128::from(cents);
                        came |= cents > 0;
                    }
                    if (-90..=-1).contains(&apart) && answer.0 - 90 >= first.0 {
                        before += i128::from(cents);
                    }
                }
                bought += u64::from(came);
            }
            let ours = (around.eligible, around.waiting(), around.bought, around.net_after, around.net_before);
            assert_eq!(ours, (eligible, waiting, bought, after, before), "seed {seed}, {attitude:?}");
        }
    }
}

#[test]
fn a_customer_stands_in_one_attitude_and_in_at_most_one_quadrant() {
    let orders = shop::orders(7);
    let scores = scores(&orders, 7);
    let by_ref: Vec<_> = scores.iter().map(|(who, day, score)| (who.as_str(), *day, *score)).collect();
    let ledger = answered(shop::ledger(&orders), &by_ref);
    let given = replies(&ledger, everything(), ledger.as_of.expect("orders"));
    let places: std::collections::BTreeSet<Place> = given.replies.iter().map(|reply| reply.place).collect();
    assert_eq!(places.len(), given.replies.len());
    let matched: u64 = given.matched.iter().sum();
    assert_eq!(matched, places.len() as u64 + given.later);
    assert_eq!(given.answers.iter().sum::<u64>(), matched + given.nameless + given.strangers);
}

/// Episodes of three groups that are drawn alike, each with lognormal-like spend and the same chance to buy.
fn alike(seed: u64, each: u64) -> Vec<Episode> {
    let mut rolls = Rolls::new(seed);
    let draw = |n: u64, rolls: &mut Rolls| {
        let bought = rolls.below(10) < 4;
        // A product of three even draws is skewed as spend is.
        let spend = (1 + rolls.below(30)) * (1 + rolls.below(30)) * (1 + rolls.below(10));
        Episode {
            bought_before: false,
            attitude: Attitude::ALL[(n % 3) as usize],
            eligible: true,
            repeats: None,
            before: Some(i128::from(1 + rolls.below(5_000))),
            after: if bought { i128::from(spend) } else { 0 },
            bought,
            hash: rolls.next(),
        }
    };
    (0..3 * each).map(|n| draw(n, &mut rolls)).collect()
}

/// How often three groups are drawn.
const RUNS: u64 = 150;

#[test]
fn groups_drawn_alike_show_no_difference_at_about_the_stated_rate() {
    let draws = Draws::new(1);
    let mut alarms = 0;
    for seed in 0..RUNS {
        let episodes = alike(seed, 60);
        let of = |attitude| Around::of(episodes.iter().filter(move |episode| episode.attitude == attitude));
        let [a, b, c] = Attitude::ALL.map(of);
        let found = compared(&[(&a, &c), (&a, &b), (&b, &c)], Some(2), &draws, 0.95);
        let p = found.iter().flat_map(|pair| [pair.net_p_adjusted, pair.bought_p_adjusted]).flatten();
        alarms += u64::from(p.fold(1.0, f64::min) < 0.05);
    }
    // Holm keeps all six comparisons together at 5 %; 14 of 150 would be three standard deviations more.
    assert!(alarms <= 14, "{alarms} of {RUNS}");
}

#[test]
fn groups_drawn_apart_are_told_apart() {
    let draws = Draws::new(1);
    let mut episodes = alike(3, 200);
    for episode in episodes.iter_mut().filter(|episode| episode.attitude == Attitude::Detractor) {
        episode.after /= 4;
    }
    let of = |attitude| Around::of(episodes.iter().filter(move |episode| episode.attitude == attitude));
    let [a, b, c] = Attitude::ALL.map(of);
    let found = compared(&[(&a, &c), (&a, &b), (&b, &c)], Some(2), &draws, 0.95);
    assert!(found[0].net_p_adjusted.is_some_and(|p| p < 0.05));
    let others = Around::of(episodes.iter().filter(|episode| episode.attitude != Attitude::Detractor));
    let risk = at_risk(&c, &others, 2, &draws, 0.95);
    let net = risk.net.expect("both sides are there");
    assert!(net.value > 0.0 && net.interval.low > 0.0, "{net:?}");
    // By hand: what the others kept of each unit, times what detractors had, less what they kept.
    let by_hand = (others.net_after_of_these as f64 / others.net_before as f64 * c.net_before as f64
        - c.net_after_of_these as f64)
        / 100.0;
    assert!((net.value - by_hand).abs() < 1e-9);
}

#[test]
fn scores_are_weighted_by_revenue_and_by_how_often_customers_buy() {
    // Two of three respondents promote; the third, a detractor, brings in half of the respondents' net.
    let ledger = sketch(&[
        ("anna", "2024-01-01", "10.00"),
        ("ben", "2024-01-01", "20.00"),
        ("cleo", "2024-01-01", "15.00"),
        ("cleo", "2024-02-01", "15.00"),
        ("dora", "2024-02-01", "5.00"),
        ("emil", "2024-02-01", "5.00"),
    ]);
    let at = day("2024-02-02");
    let ledger = answered(ledger, &[("anna", at, 10), ("ben", at, 9), ("cleo", at, 1)]);
    let given = replies(&ledger, everything(), at);
    let frame = crate::ledger::scan::Frame::whole(everything());
    let found = crate::ledger::scan::scan(&ledger, &frame, 2, |_| RespondentsTally::new(&given.replies)).remove(0);
    assert_eq!(found.nps(), Ratio::new(100, 3));
    let weighted = found.by_revenue(0.95).expect("they spent");
    assert!((weighted.nps - 0.0).abs() < 1e-12);
    // Kish: 60^2 / (10^2 + 20^2 + 30^2) = 18/7.
    assert!((weighted.effective_n - 18.0 / 7.0).abs() < 1e-12);
    // Four of five customers bought once, and both who answered of these promote: 100 * (4 - 1) / 5.
    let all = found.for_all_customers(0.95).expect("they answered");
    assert!((all.nps - 60.0).abs() < 1e-12);
    assert!((all.effective_n - 25.0 / 9.0).abs() < 1e-12);
    assert_eq!((found.respondents.customers, found.others.customers, found.others.net), (3, 2, 1_000));
}

#[test]
fn a_class_nobody_answered_for_is_spoken_for_by_its_neighbour() {
    let orders = [("anna", "2024-01-01", "10.00"), ("ben", "2024-01-01", "20.00"), ("ben", "2024-01-05", "20.00")];
    let at = day("2024-01-09");
    for who in ["anna", "ben"] {
        let ledger = answered(sketch(&orders), &[(who, at, 10)]);
        let given = replies(&ledger, everything(), at);
        let frame = crate::ledger::scan::Frame::whole(everything());
        let found = crate::ledger::scan::scan(&ledger, &frame, 1, |_| RespondentsTally::new(&given.replies)).remove(0);
        assert!(found.for_all_customers(0.95).is_some_and(|all| (all.nps - 100.0).abs() < 1e-12), "{who}");
    }
}
