//! An attacker with pen and paper: what can be computed back from a table with hidden groups?

use super::hide_in;
use crate::answer::column::{Column, Sheet, Unit};
use crate::answer::people::{Part, People};
use crate::answer::value::Value;
use crate::answer::{Answer, Record};

const LEAST: u64 = 5;

/// Campaigns with their audiences: the parts of each, its total, and the whole; each row is of two sets of people.
const SHEET: Sheet = Sheet {
    command: "promotions",
    definition: "",
    headline: "net",
    columns: &[
        Column::new("campaign", Unit::Text),
        Column::new("audience", Unit::Text),
        Column::new("sent", Unit::Count),
        Column::new("held", Unit::Count),
        Column::new("net", Unit::Number),
        Column::new("held_net", Unit::Number),
        Column::new("above_next", Unit::Number),
    ],
    people: PEOPLE.overlapping(),
};

const PEOPLE: People = People::of(&[&["sent"], &["held"]]).named(&["campaign", "audience"]).beside(&["above_next"]);

/// The same, of people none of whom is in two campaigns.
const APART: Sheet = Sheet { people: PEOPLE, ..SHEET };

fn record(campaign: Value, audience: Value, [sent, held]: [u64; 2]) -> Record {
    let net = |count: u64| Value::Real(count as f64);
    Record::of(vec![campaign, audience, sent.into(), held.into(), net(sent), net(held), Value::Real(1.0)])
}

fn answer(sheet: &'static Sheet, summary: Record, records: Vec<Record>) -> Answer {
    Answer::of(sheet, summary, records)
}

fn together(sizes: &[[u64; 2]]) -> [u64; 2] {
    sizes.iter().fold([0, 0], |all, own| [all[0] + own[0], all[1] + own[1]])
}

/// The table of campaigns, by the sizes of their audiences.
fn campaigns(sheet: &'static Sheet, sizes: &[Vec<[u64; 2]>]) -> Answer {
    let mut records = vec![];
    let mut totals = vec![];
    for (campaign, audiences) in sizes.iter().enumerate() {
        let name = || Value::text(campaign.to_string());
        let own = audiences.iter().enumerate();
        records.extend(own.map(|(at, sizes)| record(name(), Value::text(at.to_string()), *sizes)));
        totals.push(together(audiences));
        records.push(record(name(), Value::text("(all)"), together(audiences)));
    }
    answer(sheet, record(Value::Missing, Value::Missing, together(&totals)), records)
}

/// What must be zero: sums of cells that equal each other, by the places of the cells (the whole stands last).
fn equations(sizes: &[Vec<[u64; 2]>]) -> Vec<Vec<(usize, i64)>> {
    let mut all = vec![];
    let mut totals = vec![];
    let mut at = 0;
    for audiences in sizes {
        let total = at + audiences.len();
        all.push((at..total).map(|part| (part, 1)).chain([(total, -1)]).collect());
        totals.push((total, 1));
        at = total + 1;
    }
    totals.push((at, -1));
    all.push(totals);
    all
}

/// The unknown cells that the equations settle: elimination, modulo a prime that no count comes near.
fn settled(equations: &[Vec<(usize, i64)>], is_known: &[bool]) -> Vec<usize> {
    const PRIME: i128 = 2_147_483_647;
    let cells = is_known.len();
    let mut rows: Vec<Vec<i128>> = equations
        .iter()
        .map(|terms| {
            let mut row = vec![0; cells];
            terms.iter().filter(|(at, _)| !is_known[*at]).for_each(|(at, sign)| row[*at] += i128::from(*sign));
            row
        })
        .collect();
    let mut done = 0;
    for cell in 0..cells {
        let Some(pivot) = (done..rows.len()).find(|&at| rows[at][cell] % PRIME != 0) else { continue };
        rows.swap(done, pivot);
        let one = inverse(rows[done][cell], PRIME);
        let top: Vec<i128> = rows[done].iter().map(|value| (value * one).rem_euclid(PRIME)).collect();
        for (at, row) in rows.iter_mut().enumerate() {
            let times = row[cell];
            if at != done && times != 0 {
                row.iter_mut().zip(&top).for_each(|(value, above)| *value = (*value - times * above).rem_euclid(PRIME));
            }
        }
        rows[done] = top;
        done += 1;
    }
    let alone = |row: &Vec<i128>| {
        let mut cells = row.iter().enumerate().filter(|(_, value)| **value != 0).map(|(at, _)| at);
        cells.next().filter(|_| cells.next().is_none())
    };
    rows.iter().filter_map(alone).collect()
}

fn inverse(value: i128, prime: i128) -> i128 {
    let (mut power, mut base, mut result) = (prime - 2, value.rem_euclid(prime), 1);
    while power > 0 {
        if power & 1 == 1 {
            result = result * base % prime;
        }
        base = base * base % prime;
        power >>= 1;
    }
    result
}

#[test]
fn no_small_group_can_be_computed_from_what_is_shown() {
    let mut state = 11_u64;
    let mut roll = |most: u64| {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (state >> 33) % most
    };
    for _ in 0..3_000 {
        let most = [6, 12, 40][roll(3) as usize];
        let sizes: Vec<Vec<[u64; 2]>> = (0..=roll(4))
            .map(|_| (0..=roll(3)).map(|_| [roll(most), if roll(2) == 0 { 0 } else { roll(most) }]).collect())
            .collect();
        let sheets = [&SHEET, &APART, &PARTS, &OVERLAPPING_PARTS];
        let mut found = campaigns(sheets[roll(4) as usize], &sizes);
        let before: Vec<Record> = found.records.iter().chain([&found.summary]).cloned().collect();
        hide_in(&mut found, LEAST, false);
        let after: Vec<&Record> = found.records.iter().chain([&found.summary]).collect();
        for (count, figure) in [(2, 4), (3, 5)] {
            let size = |at: usize| if let Value::Count(count) = before[at].values[count] { count } else { 0 };
            // An empty group is known to be empty.
            let is_known: Vec<bool> =
                (0..after.len()).map(|at| after[at].values[figure] != Value::Missing || size(at) == 0).collect();
            for (at, known) in is_known.iter().enumerate() {
                assert!(!known || !(1..LEAST).contains(&size(at)), "{sizes:?}: {at} is shown");
            }
            for at in settled(&equations(&sizes), &is_known) {
                assert!(!(1..LEAST).contains(&size(at)), "{sizes:?}: {at}, of {}, can be computed", size(at));
            }
        }
        if found.sheet.people.beside.is_empty() {
            continue;
        }
        let anything_hidden = after.iter().any(|record| record.warnings.contains(&"hidden"));
        let neighbours_told = after.iter().any(|record| record.values[6] != Value::Missing);
        assert!(!(anything_hidden && neighbours_told), "{sizes:?}");
    }
}

#[test]
fn what_is_left_of_the_whole_is_of_enough_people_even_if_the_small_ones_are_the_same() {
    let hidden = |sheet| {
        let mut found = campaigns(sheet, &[vec![[2, 0], [4, 0], [9, 0], [40, 0]]]);
        hide_in(&mut found, LEAST, false);
        found.records.iter().map(|record| record.warnings.contains(&"hidden")).collect::<Vec<_>>()
    };
    assert_eq!(hidden(&SHEET), [true, true, true, false, false]);
    assert_eq!(hidden(&APART), [true, true, false, false, false], "together they are six, and nobody is in two");
}

#[test]
fn small_groups_that_together_are_too_few_take_another_and_an_empty_one_hides_nobody() {
    for (audiences, hidden) in [
        (vec![[1, 0], [2, 0], [40, 0], [9, 0]], [true, true, false, true, false]),
        (vec![[0, 0], [3, 0], [40, 0], [9, 0]], [false, true, false, true, false]),
    ] {
        let mut found = campaigns(&APART, &[audiences]);
        hide_in(&mut found, LEAST, false);
        let told: Vec<bool> = found.records.iter().map(|record| record.warnings.contains(&"hidden")).collect();
        assert_eq!(told, hidden);
    }
}

#[test]
fn large_groups_stay_as_they_are() {
    let mut found = campaigns(&SHEET, &[vec![[9, 5], [40, 0]], vec![[7, 0]]]);
    let before = found.clone();
    assert!(!hide_in(&mut found, LEAST, false));
    assert_eq!((found.records, found.summary), (before.records, before.summary));
}

#[test]
fn who_is_held_back_is_a_group_like_those_who_were_sent() {
    let mut found = campaigns(&SHEET, &[vec![[30, 2], [40, 12], [50, 20]]]);
    assert!(hide_in(&mut found, LEAST, false));
    let hidden: Vec<bool> = found.records.iter().map(|record| record.warnings.contains(&"hidden")).collect();
    assert_eq!(hidden, [true, true, false, false]);
}

#[test]
fn a_table_that_repeats_groups_is_hidden_with_them() {
    const PAIRS: Sheet = Sheet { people: People::NOBODY.following(), ..SHEET };
    let mut found = answer(&PAIRS, record(Value::Missing, Value::Missing, [40, 40]), vec![]);
    assert!(!hide_in(&mut found, LEAST, false));
    assert!(hide_in(&mut found, LEAST, true));
    assert_eq!(found.summary.values[4], Value::Missing);
}

/// Those held back are a part of each row.
const PART: Part = Part { counts: &["held"], figures: &["held_net"] };
const WITH_PART: People = People::of(&[&["sent"]]).named(&["campaign", "audience"]).parts(&[PART]);
const PARTS: Sheet = Sheet { people: WITH_PART, ..SHEET };
const OVERLAPPING_PARTS: Sheet = Sheet { people: WITH_PART.overlapping(), ..SHEET };

#[test]
fn the_part_of_a_row_that_is_too_small_takes_its_figures_from_there_and_from_where_they_could_be_computed() {
    let row = |name: &str, sizes| record(Value::text(name), Value::Missing, sizes);
    let records = vec![row("a", [30, 2]), row("b", [40, 12]), row("c", [50, 20])];
    let mut found = answer(&PARTS, record(Value::Missing, Value::Missing, [120, 34]), records);
    assert!(hide_in(&mut found, LEAST, false));
    let held = |record: &Record| record.values[5].clone();
    let hidden = [Value::Missing, Value::Missing, Value::Real(20.0)];
    assert_eq!(found.records.iter().map(held).collect::<Vec<_>>(), hidden);
    assert_eq!((held(&found.summary), found.records[0].values[4].clone()), (Value::Real(34.0), Value::Real(30.0)));
}
