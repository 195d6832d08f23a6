//! What an answer adds to the share of the satisfied, for comparing it.

use super::{Csat, Scale};
use crate::metrics::sample::{Figure, Kind};

/// The figures that are compared.
pub const FIGURES: [Figure<3>; 2] = [
    Figure { key: "csat", of: |s| over(s[1], s[0]), among: &[0], kind: Kind::Share(1, 0) },
    Figure { key: "mean", of: |s| over(s[2], s[0]), among: &[0], kind: Kind::Number },
];

fn over(above: f64, below: f64) -> Option<f64> {
    (below > 0.0).then(|| above / below)
}

/// What an answer adds: one, whether it is a satisfied one, the score; nothing off the scale.
pub fn adds(scale: Scale, score: i16) -> [i128; 3] {
    let one = Csat::of(scale, [score]);
    [i128::from(one.responses), i128::from(one.satisfied), i128::from(one.sum)]
}
