use super::*;
use crate::statistics::mix::Rolls;
use crate::statistics::testing::near;

/// The mean of the second sum over the first.
fn mean(sums: &[f64; 2]) -> Option<f64> {
    (sums[0] > 0.0).then(|| sums[1] / sums[0])
}

fn mean_difference(a: &[f64; 2], b: &[f64; 2]) -> Option<f64> {
    Some(mean(a)? - mean(b)?)
}

/// One customer to a hash, each with this spend.
fn spenders(first: u64, spends: impl IntoIterator<Item = i128>) -> Cells<2> {
    let mut cells = Cells::new();
    for (customer, spend) in (first..).zip(spends) {
        cells.add(cell(customer), [1, spend]);
    }
    cells
}

/// Customers whose spend is lognormal: e to the power of a standard normal, in cents.
fn lognormal(customers: u64, rolls: &mut Rolls) -> Cells<2> {
    let first = rolls.next() >> 1;
    let mut spend = || {
        let share = (rolls.next() >> 11) as f64 / (1_u64 << 53) as f64;
        (100.0 * libm::exp(normal::quantile(share.max(f64::EPSILON)))) as i128
    };
    spenders(first, (0..customers).map(|_| spend()))
}

fn coverage_of_no_difference(customers: u64, trials: u32) -> f64 {
    let draws = Draws::new(1);
    let mut rolls = Rolls::new(customers);
    let covers = |interval: Interval| interval.low <= 0.0 && 0.0 <= interval.high;
    let mut covered = 0;
    for _ in 0..trials {
        let (a, b) = (
            lognormal(customers, &mut rolls),
            lognormal(customers, &mut rolls),
        );
        let found = interval_of_two(&a, &b, &draws, customers, 0.95, mean_difference);
        covered += u32::from(covers(found.unwrap()));
    }
    f64::from(covered) / f64::from(trials)
}

#[test]
fn an_interval_of_two_small_groups_holds_the_truth_nearly_as_often_as_it_says() {
    let coverage = coverage_of_no_difference(100, 500);
    assert!((0.91..=0.98).contains(&coverage), "{coverage}");
}

#[test]
fn an_interval_of_two_large_groups_holds_the_truth_as_often_as_it_says() {
    let coverage = coverage_of_no_difference(1_000, 200);
    assert!((0.92..=0.98).contains(&coverage), "{coverage}");
}

#[test]
fn for_many_customers_it_is_the_textbook_interval() {
    // By hand: spends 0 to 999 have mean 499.5 and standard deviation sqrt((1000^2 - 1) / 12) = 288.67.
    let cells = spenders(0, 0..1_000);
    let found = interval(&cells, &Draws::new(1), 1_000, 0.95, mean).unwrap();
    let margin = 1.96 * 288.67 / f64::sqrt(1_000.0);
    near(found.low, 499.5 - margin, 1.5);
    near(found.high, 499.5 + margin, 1.5);
}

#[test]
fn cells_of_many_customers_are_as_good_as_customers() {
    let cells = spenders(0, (0..50_000).map(|n| n % 1_000));
    let found = interval(&cells, &Draws::new(1), 50_000, 0.95, mean).unwrap();
    let margin = 1.96 * 288.67 / f64::sqrt(50_000.0);
    near(found.low, 499.5 - margin, 0.3);
    near(found.high, 499.5 + margin, 0.3);
}

#[test]
fn the_same_customers_on_both_sides_never_differ() {
    let cells = spenders(0, 0..300);
    let draws = Draws::new(1);
    let found = interval_of_two(&cells, &cells, &draws, 300, 0.95, mean_difference).unwrap();
    assert_eq!(
        found,
        Interval {
            low: 0.0,
            high: 0.0
        }
    );
    // And nothing measures chance, so there is no test.
    assert_eq!(
        difference(&cells, &cells, &draws, 300, 0.95, mean_difference),
        None
    );
}

#[test]
fn customers_who_each_spend_ten_more_differ_by_ten_however_much_they_vary() {
    let before = spenders(0, (0..300).map(|n| n * n));
    let after = spenders(0, (0..300).map(|n| n * n + 10));
    let found =
        interval_of_two(&after, &before, &Draws::new(1), 300, 0.95, mean_difference).unwrap();
    near(found.low, 10.0, 1e-9);
    near(found.high, 10.0, 1e-9);
}

#[test]
fn the_test_agrees_with_the_interval() {
    let draws = Draws::new(1);
    for more in [0, 30, 50, 60, 100, 400] {
        let a = spenders(0, (0..200).map(|n| 5 * n + more));
        let b = spenders(1_000_000, (0..200).map(|n| 5 * n));
        let found = difference(&a, &b, &draws, 200, 0.95, mean_difference).unwrap();
        near(found.value, more as f64, 1e-9);
        assert_eq!(found.p < 0.05, found.interval.low > 0.0, "{found:?}");
    }
}

#[test]
fn the_p_value_is_that_of_a_t_test_near_and_far() {
    // By hand: two groups of 200, standard deviation 288.67 each, standard error 28.87.
    let draws = Draws::new(1);
    let b = spenders(1_000_000, (0..200).map(|n| 5 * n));
    let p = |more: i128| {
        let a = spenders(0, (0..200).map(|n| 5 * n + more));
        difference(&a, &b, &draws, 200, 0.95, mean_difference)
            .unwrap()
            .p
    };
    near(p(0), 1.0, 0.1);
    near(p(43), normal::two_sided(1.5), 0.03);
    near(p(65), normal::two_sided(2.25), 0.01);
    assert!((1e-7..1e-4).contains(&p(144)), "{}", p(144));
}

#[test]
fn money_too_large_for_64_bits_is_still_exact() {
    let large = 1_i128 << 80;
    let draws = Draws::new(1);
    let small = interval(&spenders(0, 0..500), &draws, 500, 0.95, mean).unwrap();
    let scaled = spenders(0, (0..500).map(|n| n * large));
    let scaled = interval(&scaled, &draws, 500, 0.95, mean).unwrap();
    near(scaled.low / large as f64, small.low, 1e-12);
    near(scaled.high / large as f64, small.high, 1e-12);
}

#[test]
fn neither_nobody_nor_one_customer_has_an_interval() {
    let draws = Draws::new(1);
    assert_eq!(interval(&Cells::new(), &draws, 0, 0.95, mean), None);
    assert_eq!(interval(&spenders(0, [5]), &draws, 1, 0.95, mean), None);
    // Of two customers, one replicate in seven draws neither.
    assert_eq!(interval(&spenders(0, [5, 9]), &draws, 2, 0.95, mean), None);
}

#[test]
fn few_customers_reach_from_the_lowest_to_the_highest_replicate_and_no_further() {
    let found = interval(&spenders(0, [1, 2, 3, 4, 5]), &Draws::new(1), 5, 0.95, mean).unwrap();
    assert!(found.low >= 1.0 && found.high <= 5.0);
    assert!(found.low < 1.5 && found.high > 4.5);
}
