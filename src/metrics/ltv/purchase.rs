//! Lifespan × (mean value per purchase × purchases per year) − costs.
//!
//! The value is that of a *purchase*: value ÷ purchases. Dividing it by customers instead counts the frequency twice, an error that has
//! been taught in print. Purchases per year are purchases ÷ customer-years with a purchase, so this agrees with [`super::annual`].

use super::{Costs, annual, exact};
use crate::ledger::ratio::Ratio;

/// Computes it.
pub fn ltv(value_per_purchase: Ratio, purchases_per_year: Ratio, years: Ratio, costs: &Costs) -> Option<Ratio> {
    annual::ltv(exact::times(value_per_purchase, purchases_per_year)?, years, costs)
}

#[cfg(test)]
mod tests {
    use super::ltv;
    use crate::ledger::ratio::Ratio;
    use crate::metrics::ltv::{Costs, lifespan};

    fn ratio(numerator: i128, denominator: i128) -> Ratio {
        Ratio::new(numerator, denominator).expect("a number")
    }

    #[track_caller]
    fn yen(value: Ratio, per_year: i128, years: Ratio, expected: i128) {
        assert_eq!(ltv(value, ratio(per_year, 1), years, &Costs::default()), Some(ratio(expected, 1)));
    }

    #[test]
    fn published_examples_in_yen() {
        // DGコマース: 2,000 × 10 × 1/0.1 = 200,000.
        yen(ratio(2_000, 1), 10, lifespan::of_churn(10, 9).expect("someone left"), 200_000);
        // artnasekai: 5,000 × 4 × 3 = 60,000.
        yen(ratio(5_000, 1), 4, ratio(3, 1), 60_000);
        // harmonic-society: 50万 × 50 % × 2 × 5 = 250万.
        yen(ratio(500_000, 2), 2, ratio(5, 1), 2_500_000);
        // note.com: 3,980 × 3 = 11,940; × .6 = 7,164.
        yen(ratio(3_980, 1), 3, ratio(1, 1), 11_940);
        yen(ratio(3_980 * 6, 10), 3, ratio(1, 1), 7_164);
    }
}
