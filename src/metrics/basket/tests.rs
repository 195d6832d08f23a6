use super::*;
use crate::ledger::sketch::sketch;
use crate::ledger::{Dimension, Dimensions};
use crate::metrics::shop;
use crate::statistics::mix::Rolls;
use std::collections::BTreeSet;

const NAMES: [&str; 4] = ["", "tea", "cakes", "gifts"];

/// Gives each entry of a ledger a category, by a number from 0 (none) to 3.
fn coded(mut ledger: Ledger, category: impl Fn(usize) -> u32) -> Ledger {
    let values = NAMES.iter().map(|text| (*text).to_owned()).collect();
    ledger.dimensions = Dimensions {
        columns: vec![Dimension { name: "category".to_owned(), values }],
        tuples: (0..4).map(|value| vec![value].into()).collect(),
    };
    let shard = &mut ledger.shards[0];
    shard.codes = (0..shard.entries.len()).map(category).collect();
    ledger
}

fn terms(ledger: &Ledger, within: i32) -> Terms {
    let (first, as_of) = (ledger.first_day.expect("orders"), ledger.as_of.expect("orders"));
    Terms { column: Some(0), window: Window { from: first, to: as_of }, as_of, within, merge_days: false }
}

#[test]
fn a_second_category_counts_from_the_purchase_that_brought_it() {
    let ledger = sketch(&[
        ("anna", "2024-01-01", "10.00"),
        ("anna", "2024-02-01", "14.00"),
        ("anna", "2024-03-01", "30.00"),
        ("anna", "2024-06-01", "6.00"),
    ]);
    // Tea, tea, cakes, and one without a category.
    let ledger = coded(ledger, |at| [1, 1, 2, 0][at]);
    let found = basket(&ledger, &terms(&ledger, 90));
    let rates: Vec<_> = found.steps[..4].iter().map(|step| (step.value, step.categories, step.second)).collect();
    assert_eq!(rates, [(1_000, 1, 0), (1_400, 1, 0), (3_000, 2, 1), (600, 2, 1)]);
    assert_eq!(found.steps[2].above_first(2), Ratio::new(20, 1));
    // The first of March is 60 days after the first purchase.
    assert_eq!((found.eligible, found.waiting, found.second_within), (1, 0, 1));
    assert_eq!(basket(&ledger, &terms(&ledger, 30)).second_within, 0);
    let late = basket(&ledger, &terms(&ledger, 365));
    assert_eq!((late.eligible, late.waiting, late.second_within_rate()), (0, 1, None));
}

#[test]
fn purchases_of_one_day_can_count_as_one() {
    let ledger =
        sketch(&[("anna", "2024-01-01", "10.00"), ("anna", "2024-01-01", "5.00"), ("anna", "2024-01-02", "1.00")]);
    let ledger = coded(ledger, |at| [1, 2, 1][at]);
    let plain = basket(&ledger, &terms(&ledger, 1));
    let merged = basket(&ledger, &Terms { merge_days: true, ..terms(&ledger, 1) });
    assert_eq!((plain.orders, merged.orders), (3, 2));
    assert_eq!((merged.steps[0].value, merged.steps[0].categories), (1_500, 2));
    assert_eq!(plain.value, merged.value);
}

/// Gives each entry of a ledger's only customer an order of its own, or the order before it.
fn sealed(mut ledger: Ledger, orders: &[(u32, u32)]) -> Ledger {
    for (entry, &(seal, flags)) in ledger.shards[0].entries.iter_mut().zip(orders) {
        entry.flags = flags | seal << 16;
    }
    ledger
}

#[test]
fn a_line_belongs_to_its_own_order_whatever_stands_between() {
    const OPENS: u32 = flags::ORDER | flags::PART | flags::BOUGHT_AT_ONCE;
    const LINE: u32 = flags::PART | flags::PART_PURCHASE | flags::OF_PURCHASE | flags::OF_PART_PURCHASE;
    let ledger = sketch(&[
        ("anna", "2024-01-01", "20.00"),
        ("anna", "2024-01-01", "40.00"),
        ("anna", "2024-01-01", "10.00"),
        ("anna", "2024-01-05", "5.00"),
    ]);
    // Cakes and gifts in one order, tea in another; on the fifth, more tea comes for the first.
    let ledger = sealed(ledger, &[(1, OPENS), (1, LINE), (2, OPENS), (1, LINE)]);
    let ledger = coded(ledger, |at| [2, 3, 1, 1][at]);
    let found = basket(&ledger, &terms(&ledger, 3));
    let steps: Vec<_> = found.steps[..2].iter().map(|step| (step.orders, step.value, step.categories)).collect();
    assert_eq!(steps, [(1, 6_500, 2), (1, 1_000, 3)]);
    assert_eq!((found.orders, found.second_within), (2, 1));
}

#[test]
fn without_a_category_the_values_stand() {
    let ledger = sketch(&[("anna", "2024-01-01", "10.00"), ("anna", "2024-02-01", "14.00")]);
    let found = basket(&ledger, &Terms { column: None, ..terms(&ledger, 30) });
    assert_eq!((found.orders, found.value, found.steps[1].above_first(2)), (2, 2_400, Ratio::new(4, 1)));
    assert_eq!((found.steps[1].categories, found.second_within), (0, 0));
}

#[test]
fn a_plain_count_over_lists_agrees() {
    for seed in 0..20 {
        let orders = shop::orders(seed);
        let mut rolls = Rolls::new(seed);
        let dealt: Vec<u32> = (0..orders.len()).map(|_| rolls.below(4) as u32).collect();
        let ledger = coded(shop::ledger(&orders), |at| dealt[at]);
        let found = basket(&ledger, &terms(&ledger, 180));
        let mut plain = vec![(0_u64, 0_i128, 0_u64, 0_u64); MOST];
        let (mut all, mut eligible, mut second_within) = (0, 0, 0);
        let shard = &ledger.shards[0];
        for number in 0..shard.keys.len() {
            let entries = shard.entries_of(number);
            let bought: Vec<usize> = (0..entries.len()).filter(|&at| entries[at].amount > 0).collect();
            let Some(&first) = bought.first() else { continue };
            let by = |minute: i32| -> BTreeSet<u32> {
                let known = bought.iter().filter(|&&at| entries[at].minute.0 <= minute);
                known.map(|&at| shard.codes_of(number)[at]).filter(|&code| code > 0).collect()
            };
            for (k, &at) in bought.iter().enumerate() {
                all += 1;
                let known = bought[..=k].iter().map(|&at| shard.codes_of(number)[at]);
                let categories = known.filter(|&code| code > 0).collect::<BTreeSet<u32>>().len() as u64;
                if let Some(step) = plain.get_mut(k) {
                    step.0 += 1;
                    step.1 += i128::from(entries[at].amount);
                    step.2 += categories;
                    step.3 += u64::from(categories > 1);
                }
            }
            let last = entries[first].day().0 + 180;
            if last <= ledger.as_of.expect("orders").0 {
                eligible += 1;
                second_within += u64::from(by(last * 1440 + 1439).len() > 1);
            }
        }
        let ours: Vec<_> = found.steps.iter().map(|s| (s.orders, s.value, s.categories, s.second)).collect();
        assert_eq!(ours, plain, "seed {seed}");
        assert_eq!((found.orders, found.eligible, found.second_within), (all, eligible, second_within), "seed {seed}");
        assert_eq!(found.eligible + found.waiting, found.customers);
    }
}
