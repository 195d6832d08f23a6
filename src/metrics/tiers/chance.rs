//! What chance alone would show beside the gap between two levels.
//!
//! - Levels by rules: the *same purchases dealt at random* ([`dealt`]). Every buyer keeps one, the rest fall on buyers at random, the rules
//!   are applied, and the gap between two levels is measured. The mean of many deals is what the rules alone produce in a shop in
//!   which no customer differs from another. The same idea with an exact formula stands in [`crate::metrics::revenue::chance`];
//!   rules over money leave no formula, hence the deals.
//! - Levels given from outside: the *same customers with their levels shuffled* ([`shuffled`]). Here chance shows no gap on average, so
//!   what matters is how often it shows one at least as large as was found: the p-value of the permutation test, both sides.
//!   With many customers the shuffled gap is normal with the variance `s^2 (1/n + 1/m)` (s^2: the variance of all together), and is
//!   not shuffled out. Customers of one shop may still differ for reasons that have nothing to do with the level.
//! - Levels at the time of the order: [`super::along`].
//!
//! Where a shop has very many customers, a sample of them (by the hash of the id) is dealt out: the mean of the deals is then as good.

use super::rules::{self, Rule};
use crate::statistics::mix::Rolls;
use crate::statistics::normal;

/// The fewest deals as far apart that still say how rare that is.
const COUNTABLE: usize = 10;
/// How often purchases are dealt out, at most and at least.
const DEALS: (usize, usize) = (200, 10);
/// Purchases dealt out in all deals together, about.
const DEALT: usize = 2_000_000;
/// How often levels are shuffled.
const SHUFFLES: usize = 1999;
/// Customers beyond whom shuffling would show no more than the normal distribution does.
const SHUFFLED: usize = 5000;

/// What the levels came to each time purchases were dealt out.
#[derive(Debug, Clone, PartialEq)]
pub struct Deals {
    /// For each deal the customers and the net of every level, the last of which is that of no rule.
    deals: Vec<Vec<(u64, i128)>>,
    one: f64,
}

/// Deals purchases of these nets out to so many buyers at random, and applies the rules each time.
pub fn dealt(mut values: Vec<i64>, buyers: usize, rules: &[Rule], scale: u8, seed: u64) -> Deals {
    // Threads bring them in any order.
    values.sort_unstable();
    let mut rolls = Rolls::new(seed);
    let times = (DEALT / values.len().max(1)).clamp(DEALS.1, DEALS.0);
    let mut deals = vec![];
    let mut held: Vec<(u64, i128)> = vec![];
    for _ in 0..times {
        held.clear();
        held.resize(buyers, (0, 0));
        for place in (1..values.len()).rev() {
            values.swap(place, rolls.below(place as u64 + 1) as usize);
        }
        for (number, &value) in values.iter().enumerate() {
            let buyer = if number < buyers { number } else { rolls.below(buyers as u64) as usize };
            held[buyer].0 += 1;
            held[buyer].1 += i128::from(value);
        }
        let mut levels = vec![(0, 0); rules.len() + 1];
        for &(orders, net) in &held {
            let level = &mut levels[rules::level(rules, orders, net, scale)];
            *level = (level.0 + 1, level.1 + net);
        }
        deals.push(levels);
    }
    Deals::of(deals, scale)
}

impl Deals {
    /// Levels, with their customers and net, that were dealt out in some other way.
    pub(super) fn of(deals: Vec<Vec<(u64, i128)>>, scale: u8) -> Self {
        Self { deals, one: 10_u64.pow(u32::from(scale)) as f64 }
    }

    fn gaps(&self, high: usize, low: usize) -> impl Iterator<Item = f64> {
        self.deals.iter().filter_map(move |levels| {
            let ((n, net), (m, lower)) = (levels[high], levels[low]);
            (n > 0 && m > 0).then(|| (net as f64 / n as f64 - lower as f64 / m as f64) / self.one)
        })
    }

    /// The mean gap of one level above another; none where in most deals one of the two has no customers.
    pub fn gap(&self, high: usize, low: usize) -> Option<f64> {
        let (count, sum) = self.gaps(high, low).fold((0_usize, 0.0), |(count, sum), gap| (count + 1, sum + gap));
        (count * 2 > self.deals.len()).then(|| sum / count as f64)
    }

    /// How often a deal lies as far from the mean as what was found; where hardly any does, as often as the normal distribution says.
    pub(super) fn as_far(&self, high: usize, low: usize, mean: f64, found: f64) -> Option<f64> {
        let far = (found - mean).abs();
        let (mut count, mut as_far, mut squares) = (0_usize, 0_usize, 0.0);
        for gap in self.gaps(high, low) {
            count += 1;
            // A hair less than as far, since the mean is rounded.
            as_far += usize::from((gap - mean).abs() >= far * (1.0 - 1e-9));
            squares += (gap - mean) * (gap - mean);
        }
        let counted = (as_far + 1) as f64 / (count + 1) as f64;
        if as_far >= COUNTABLE || squares <= 0.0 {
            return (count > 1).then_some(counted);
        }
        let deviation = (squares / (count - 1) as f64).sqrt();
        Some(counted.min(2.0 * normal::cdf(-far / deviation)))
    }
}

/// How often two levels of these nets would lie at least as far apart if their customers were shuffled.
///
/// `sizes` are the customers of the two levels and `apart` the gap between them, of which the nets may be a sample.
pub fn shuffled(high: &[i64], low: &[i64], sizes: (u64, u64), apart: f64, seed: u64) -> Option<f64> {
    if high.is_empty() || low.is_empty() || high.len() + low.len() < 3 {
        return None;
    }
    let mut all: Vec<i64> = high.iter().chain(low).copied().collect();
    let total: i128 = all.iter().map(|&net| i128::from(net)).sum();
    let (n, m) = (high.len() as i128, low.len() as i128);
    // The gap times both sizes, exact: n and m do not change, and the low level's sum is the total less the high level's.
    let gap = |sum: i128| (m * sum - n * (total - sum)).unsigned_abs();
    let sum: i128 = high.iter().map(|&net| i128::from(net)).sum();
    let found = gap(sum);
    if all.len() > SHUFFLED {
        let mean = total as f64 / all.len() as f64;
        let squares: f64 = all.iter().map(|&net| (net as f64 - mean) * (net as f64 - mean)).sum();
        let variance = squares / (all.len() - 1) as f64 * (1.0 / sizes.0 as f64 + 1.0 / sizes.1 as f64);
        let z = apart.abs() / variance.sqrt();
        return (variance > 0.0).then(|| 2.0 * normal::cdf(-z));
    }
    all.sort_unstable();
    let mut rolls = Rolls::new(seed);
    let mut as_far = 0;
    for _ in 0..SHUFFLES {
        for place in 0..high.len() {
            let other = place + rolls.below((all.len() - place) as u64) as usize;
            all.swap(place, other);
        }
        let sum: i128 = all[..high.len()].iter().map(|&net| i128::from(net)).sum();
        as_far += usize::from(gap(sum) >= found);
    }
    // What was found is one of the shuffles, too: p is never 0.
    Some((as_far + 1) as f64 / (SHUFFLES + 1) as f64)
}

#[cfg(test)]
mod tests {
    use super::super::rules::{Condition, Rule};
    use super::{dealt, shuffled};
    use crate::statistics::mix::Rolls;

    fn orders(name: &str, least: u64) -> Rule {
        Rule { name: name.to_owned(), any: vec![vec![Condition::Orders(least)]] }
    }

    #[test]
    fn two_customers_and_three_purchases_by_hand() {
        // One has two purchases of 10, the other one: the gap is 10 in every deal.
        assert_eq!(dealt(vec![1000; 3], 2, &[orders("gold", 2)], 2, 1).gap(0, 1), Some(10.0));
    }

    #[test]
    fn a_level_that_chance_never_fills_has_no_gap() {
        assert_eq!(dealt(vec![1000; 3], 2, &[orders("gold", 9)], 2, 1).gap(0, 1), None);
    }

    #[test]
    fn deals_agree_with_the_formula_for_counts() {
        // The expected sums behind the formula of the loyal-against-others difference, here per customer.
        let (customers, purchases) = (400_usize, 700);
        let gap = dealt(vec![100; purchases], customers, &[orders("gold", 2)], 2, 3).gap(0, 1).expect("both levels");
        let c = customers as f64;
        let alone = c * libm::pow(1.0 - 1.0 / c, (purchases - customers) as f64);
        let expected = (purchases as f64 - alone) / (c - alone) - 1.0;
        assert!((gap - expected).abs() < 0.02, "{gap} {expected}");
    }

    #[test]
    fn the_order_in_which_purchases_come_changes_nothing() {
        let rules = [orders("gold", 3), orders("silver", 2)];
        assert_eq!(dealt(vec![1, 2, 3, 4, 5], 2, &rules, 0, 7), dealt(vec![5, 3, 1, 2, 4], 2, &rules, 0, 7));
    }

    #[test]
    fn four_customers_can_be_shuffled_in_six_ways() {
        // 9 and 8 against 1 and 2: of six ways to pick two, two lie as far apart.
        let p = shuffled(&[9, 8], &[1, 2], (2, 2), 7.0, 5).expect("two levels");
        assert!((p - 1.0 / 3.0).abs() < 0.04, "{p}");
        assert_eq!(shuffled(&[1], &[2], (1, 1), 1.0, 5), None);
        assert_eq!(shuffled(&[4, 4], &[4, 4], (2, 2), 0.0, 5), Some(1.0));
    }

    /// Net of a customer: a skewed draw, as money is.
    fn spend(rolls: &mut Rolls) -> i64 {
        let share = rolls.below(1_000_000) as f64 / 1e6;
        (libm::exp(1.2 * crate::statistics::normal::quantile(share.clamp(1e-6, 1.0 - 1e-6))) * 2000.0) as i64
    }

    #[test]
    fn levels_drawn_alike_differ_about_as_often_as_stated() {
        // 5 % of 400 shops: 20, with three standard deviations of 13 to both sides.
        let mut rolls = Rolls::new(11);
        let mut differ = 0;
        for seed in 0..400 {
            let high: Vec<i64> = (0..30).map(|_| spend(&mut rolls)).collect();
            let low: Vec<i64> = (0..120).map(|_| spend(&mut rolls)).collect();
            differ += usize::from(shuffled(&high, &low, (30, 120), 0.0, seed).expect("two levels") <= 0.05);
        }
        assert!((7..=33).contains(&differ), "{differ} of 400");
    }

    #[test]
    fn many_customers_go_by_the_normal_distribution_and_agree_with_shuffles() {
        let mut rolls = Rolls::new(3);
        let all: Vec<i64> = (0..4900).map(|_| spend(&mut rolls)).collect();
        let (high, low) = all.split_at(1500);
        let mean = |nets: &[i64]| nets.iter().sum::<i64>() as f64 / nets.len() as f64;
        let apart = mean(high) - mean(low);
        let counted = shuffled(high, low, (1500, 3400), apart, 1).expect("two levels");
        let twice = |nets: &[i64]| [nets, nets].concat();
        let normal = shuffled(&twice(high), &twice(low), (1500, 3400), apart, 1).expect("two levels");
        assert!((counted - normal).abs() < 0.04, "{counted} {normal}");
    }
}
