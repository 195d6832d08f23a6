//! Annual value per customer × mean years as a customer − acquisition cost − retention cost.
//!
//! `ltv = (annual value - yearly cost) * years - cost to win`. The annual value is value ÷ customer-years with a purchase.

use super::{Costs, exact};
use crate::ledger::ratio::Ratio;

/// Computes it.
///
/// ```
/// use loyalty_metrics::ledger::ratio::Ratio;
/// use loyalty_metrics::metrics::ltv::{Costs, annual};
/// let whole = |n| Ratio::new(n, 1);
/// let costs = Costs { acquisition: whole(30), retention: whole(10) };
/// assert_eq!(annual::ltv(whole(100).unwrap(), whole(3).unwrap(), &costs), whole(240));
/// ```
pub fn ltv(annual_value: Ratio, years: Ratio, costs: &Costs) -> Option<Ratio> {
    let kept = exact::times(exact::less(annual_value, costs.retention)?, years)?;
    exact::less(kept, costs.acquisition)
}

#[cfg(test)]
mod tests {
    use super::ltv;
    use crate::ledger::ratio::Ratio;
    use crate::metrics::ltv::Costs;

    fn ratio(numerator: i128, denominator: i128) -> Ratio {
        Ratio::new(numerator, denominator).expect("a number")
    }

    #[test]
    fn two_hundred_thousand_a_month_at_half_margin_for_five_years() {
        // eng-para: 20万 × .5 × 12 × 5 − (300万 + 100万) = 200万; the 100万 are spread over the five years.
        let costs = Costs { acquisition: Some(ratio(3_000_000, 1)), retention: Some(ratio(200_000, 1)) };
        assert_eq!(ltv(ratio(200_000 * 12, 2), ratio(5, 1), &costs), Some(ratio(2_000_000, 1)));
    }

    #[test]
    fn eight_hundred_million_over_forty_thousand_buyers_of_a_year() {
        // note.com, goemontuuhan: (20億 − 12億) / 4万人 = 20,000円.
        let value = ratio(2_000_000_000 - 1_200_000_000, 40_000);
        assert_eq!(ltv(value, ratio(1, 1), &Costs::default()), Some(ratio(20_000, 1)));
    }

    #[test]
    fn a_subscription_with_three_years_in_view() {
        // decision-lab: 1,500 a month at .75 less 150 to keep is a contribution of 975; 4 % churn within 36 months are 19.2495
        // paying months; LTV 18,768, which is 1.56 times what it costs to win a customer.
        let months = (1.0 - libm::pow(0.96, 36.0)) / 0.04;
        let costs = Costs { acquisition: None, retention: Some(ratio(150, 1)) };
        let found = ltv(ratio(1125, 1), ratio((months * 1e6) as i128, 1_000_000), &costs).expect("a number");
        assert_eq!(format!("{found:.0}"), "18768");
        assert_eq!(found.over(ratio(12_000, 1)).map(|r| format!("{r:.2}")).as_deref(), Some("1.56"));
    }
}
