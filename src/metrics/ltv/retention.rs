//! A customer who stays each year with the same probability, paying in advance, discounted.
//!
//! `ltv = (annual value - yearly cost) * (1 + d) / (1 + d - r) - cost to win`, the first year's value now and in full. Textbooks that let
//! it come at the year's end have `r / (1 + d - r)`, which is exactly one annual value less.
//!
//! r is pooled: of the customers of each calendar year whose following year is over, the share who bought in that year too.
//!
//! Source: Gupta and Lehmann (2003), *Customers as assets*, Journal of Interactive Marketing 17(1).

use super::{Costs, annual};
use crate::ledger::ratio::Ratio;

/// How many annual values a customer is worth; none where customers stay for ever at no discount.
pub fn discounted_years(retention_rate: Ratio, discount_rate: Ratio) -> Option<Ratio> {
    let year = Ratio::new(1, 1)?.plus(discount_rate)?;
    let lost = year.minus(retention_rate)?;
    (lost.real() > 0.0).then_some(())?;
    year.over(lost)
}

/// Computes it.
pub fn ltv(annual_value: Ratio, discounted_years: Ratio, costs: &Costs) -> Option<Ratio> {
    annual::ltv(annual_value, discounted_years, costs)
}

#[cfg(test)]
mod tests {
    use super::{discounted_years, ltv};
    use crate::ledger::ratio::Ratio;
    use crate::metrics::ltv::Costs;

    fn percent(n: i128) -> Ratio {
        Ratio::new(n, 100).expect("a number")
    }

    /// With the first value at the end of the first year, as the textbooks below have it.
    fn at_the_years_end(retention: i128, discount: i128) -> Ratio {
        discounted_years(percent(retention), percent(discount)).and_then(|y| y.minus(percent(100))).expect("a number")
    }

    #[test]
    fn the_multiples_of_the_published_tables() {
        // ealhamed, after Gupta: r = .8, i = .1 is 2.67; Gupta and Lehmann's table: r = .9, i = .12 is 4.09.
        assert_eq!(format!("{:.2}", at_the_years_end(80, 10)), "2.67");
        assert_eq!(format!("{:.2}", at_the_years_end(90, 12)), "4.09");
    }

    #[test]
    fn a_textbook_customer_is_worth_fifty() {
        // m = 150, r = .55, i = .1, won for 100: 150 × .55/.55 − 100 = 50; paying in advance, one annual value more.
        let costs = Costs { acquisition: Some(percent(10_000)), retention: None };
        let value = percent(15_000);
        assert_eq!(ltv(value, at_the_years_end(55, 10), &costs), Some(percent(5_000)));
        let ours = discounted_years(percent(55), percent(10)).and_then(|years| ltv(value, years, &costs));
        assert_eq!(ours, Some(percent(20_000)));
    }

    #[test]
    fn who_stays_for_ever_at_no_discount_has_no_finite_worth() {
        assert_eq!(discounted_years(percent(100), percent(0)), None);
    }
}
