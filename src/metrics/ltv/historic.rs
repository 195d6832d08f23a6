//! What customers have paid so far, less what they have cost.
//!
//! `ltv = value / customers - cost to win - yearly cost * years observed`. No forecast: a customer won yesterday counts in full, so this
//! is where the others should not fall below.

use super::{Costs, exact};
use crate::ledger::ratio::Ratio;

/// Computes it; the years observed matter only where there is a yearly cost.
pub fn ltv(value_per_customer: Ratio, years: Option<Ratio>, costs: &Costs) -> Option<Ratio> {
    let paid = exact::less(value_per_customer, costs.acquisition)?;
    let Some(yearly) = costs.retention else { return Some(paid) };
    exact::less(paid, Some(exact::times(yearly, years?)?))
}

#[cfg(test)]
mod tests {
    use super::ltv;
    use crate::ledger::ratio::Ratio;
    use crate::metrics::ltv::Costs;

    #[test]
    fn a_hundred_less_thirty_refunded_are_seventy() {
        // Metorik's help pages: two orders of 100 in total, 30 refunded.
        let whole = |n| Ratio::new(n, 1);
        let net = whole(100 - 30).expect("a number");
        assert_eq!(ltv(net, None, &Costs::default()), whole(70));
        let costs = Costs { acquisition: whole(20), retention: whole(5) };
        assert_eq!(ltv(net, whole(2), &costs), whole(40));
        assert_eq!(ltv(net, None, &costs), None);
    }
}
