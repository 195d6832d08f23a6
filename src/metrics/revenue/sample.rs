//! The figures of [`super::Revenue`] that are compared, from its own sums: loyal customers, their net, others, theirs.

use crate::metrics::sample::{Figure, Kind};

/// The figures.
pub const FIGURES: [Figure<4>; 7] = [
    Figure { key: "difference", of: |s| Some(s[1] - s[3]), among: &[0, 2], kind: Kind::Money },
    Figure { key: "loyal_net", of: |s| Some(s[1]), among: &[0], kind: Kind::Total },
    Figure { key: "other_net", of: |s| Some(s[3]), among: &[2], kind: Kind::Total },
    Figure { key: "loyal_customers", of: |s| Some(s[0]), among: &[0], kind: Kind::Count },
    Figure { key: "loyal_per_customer", of: |s| over(s[1], s[0]), among: &[0], kind: Kind::Money },
    Figure { key: "other_per_customer", of: |s| over(s[3], s[2]), among: &[2], kind: Kind::Money },
    Figure {
        key: "per_customer_difference",
        of: |s| Some(over(s[1], s[0])? - over(s[3], s[2])?),
        among: &[0, 2],
        kind: Kind::Money,
    },
];

fn over(above: f64, below: f64) -> Option<f64> {
    (below > 0.0).then(|| above / below)
}
