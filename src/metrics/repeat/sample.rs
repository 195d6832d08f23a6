//! What a customer adds to the figures of [`super::Repeat`], for comparing them.

use super::GapRule;
use crate::ledger::entry::Entry;
use crate::ledger::scan::Visit;
use crate::metrics::sample::{Figure, Kind};
use crate::metrics::takings::Takings;

/// The sums of a customer: customers, repeat customers, purchases, their gross, net, gaps, their days, customers with a gap.
pub type Sums = [i128; 8];

/// The figures that are compared.
pub const FIGURES: [Figure<8>; 7] = [
    Figure { key: "repeat_rate", of: |s| over(s[1], s[0]), among: &[0], kind: Kind::Share(1, 0) },
    Figure { key: "customers", of: |s| Some(s[0]), among: &[0], kind: Kind::Count },
    Figure { key: "orders", of: |s| Some(s[2]), among: &[0], kind: Kind::Count },
    Figure { key: "frequency", of: |s| over(s[2], s[0]), among: &[0], kind: Kind::Number },
    Figure { key: "net", of: |s| Some(s[4]), among: &[0], kind: Kind::Total },
    Figure { key: "average_order_value", of: |s| over(s[3], s[2]), among: &[0], kind: Kind::Money },
    Figure { key: "gap_days_mean", of: |s| over(s[6], s[5]), among: &[7], kind: Kind::Number },
];

fn over(above: f64, below: f64) -> Option<f64> {
    (below > 0.0).then(|| above / below)
}

/// What a customer adds in a window.
pub fn adds(visit: &Visit<'_>, rule: GapRule) -> Sums {
    let mut earlier = match rule {
        GapRule::Later => visit.before.iter().rev().find(|e| e.is_purchase()).map(Entry::day),
        GapRule::Inside => None,
    };
    let (mut purchases, mut gaps, mut days) = (0_i128, 0, 0);
    for entry in visit.within.iter().filter(|e| e.is_purchase()) {
        if let Some(earlier) = earlier.replace(entry.day()) {
            gaps += 1;
            days += i128::from(entry.day().0 - earlier.0);
        }
        purchases += 1;
    }
    let takings = Takings::of(visit.within);
    let one = |is: bool| i128::from(is);
    [one(purchases > 0), one(purchases > 1), purchases, takings.purchased, takings.net(), gaps, days, one(gaps > 0)]
}
