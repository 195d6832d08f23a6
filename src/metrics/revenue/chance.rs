//! How large the difference between loyal and other customers would be by chance alone.
//!
//! C customers made O purchases of net N. Had loyalty nothing to do with it, every customer would keep one purchase (that made them a
//! customer) and the other E = O - C would fall on the C customers at random, each worth the mean N / O. The number of further
//! purchases of a customer is then binomial with E trials and chance 1/C, and someone with j further ones is loyal from
//! 1 + j >= k purchases on. The purchases expected of those who are not loyal are
//!
//! `other = C * sum over j < k - 1 of (1 + j) P(j)`, with `P(0) = (1 - 1/C)^E` and `P(j + 1) = P(j) (E - j) / ((j + 1) (C - 1))`,
//!
//! and the difference expected is `N / O * (O - 2 other)`. With k = 2 that is `N / O * (O - 2 C (1 - 1/C)^E)`.
//!
//! The derivation is ours; a simulation in the tests shows the same.

/// The difference to expect, in the unit of `net`; there is none without purchases.
pub fn difference(customers: u64, orders: u64, net: f64, least: u64) -> Option<f64> {
    let further = orders.checked_sub(customers)?;
    if customers == 0 {
        return None;
    }
    let others = customers as f64 * orders_of_others(customers, further, least);
    let all = orders as f64;
    Some(net / all * (all - 2.0 * others))
}

/// The purchases expected of one customer, counted only where there are fewer than `least`.
fn orders_of_others(customers: u64, further: u64, least: u64) -> f64 {
    if customers == 1 {
        return if further + 1 < least { (further + 1) as f64 } else { 0.0 };
    }
    let (all, trials) = (customers as f64, further as f64);
    let mut chance = libm::exp(trials * libm::log1p(-1.0 / all));
    let mut expected = 0.0;
    for already in 0..least.saturating_sub(1).min(further + 1) {
        let already = already as f64;
        expected += (1.0 + already) * chance;
        chance *= (trials - already) / ((already + 1.0) * (all - 1.0));
    }
    expected
}

#[cfg(test)]
mod tests {
    use super::difference;

    #[track_caller]
    fn near(found: Option<f64>, expected: f64, tolerance: f64) {
        let found = found.expect("there are purchases");
        assert!((found - expected).abs() <= tolerance, "found {found}, expected {expected}");
    }

    #[test]
    fn by_hand_for_two_customers_and_three_purchases() {
        // One of the two gets the third purchase: 2 of 3 purchases are loyal, worth 10 each.
        near(difference(2, 3, 30.0, 2), 10.0, 1e-12);
        // Four purchases: half of the time both have two (4 ahead), else one has three (3 - 1 ahead): 3 on average.
        near(difference(2, 4, 40.0, 2), 30.0, 1e-12);
    }

    #[test]
    fn when_nobody_bought_twice_all_of_it_is_the_others() {
        near(difference(7, 7, 70.0, 2), -70.0, 1e-12);
        near(difference(7, 9, 90.0, 1), 90.0, 1e-12);
    }

    #[test]
    fn a_single_customer_is_wholly_loyal_or_wholly_other() {
        near(difference(1, 3, 30.0, 2), 30.0, 0.0);
        near(difference(1, 3, 30.0, 4), -30.0, 0.0);
    }

    #[test]
    fn without_purchases_there_is_no_chance() {
        assert_eq!(difference(0, 0, 0.0, 2), None);
    }

    #[test]
    fn dealing_the_orders_out_many_times_shows_the_same() {
        let (customers, orders) = (40, 70);
        let mut state = 5_u64;
        let mut roll = || {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            (state >> 33) as usize % customers
        };
        for least in [2, 3, 4] {
            let (rounds, mut sum) = (4000, 0_i64);
            for _ in 0..rounds {
                let mut dealt = vec![1_i64; customers];
                (customers..orders).for_each(|_| dealt[roll()] += 1);
                sum += dealt.iter().map(|&n| if n >= least { n } else { -n }).sum::<i64>();
            }
            let expected = sum as f64 / f64::from(rounds);
            near(difference(customers as u64, orders as u64, orders as f64, least as u64), expected, 0.3);
        }
    }
}
