//! What an answer adds to the share of the easy and to net easy, for comparing them.

use super::{Ces, Scale};
use crate::metrics::sample::{Figure, Kind};
use crate::statistics::three_way::NpsInterval;

/// The figures that are compared.
pub const FIGURES: [Figure<5>; 3] = [
    Figure { key: "easy_share", of: |s| over(s[1], s[0]), among: &[0], kind: Kind::Share(1, 0) },
    Figure { key: "mean", of: |s| over(s[4], s[0]), among: &[0], kind: Kind::Number },
    Figure {
        key: "net_easy",
        of: |s| over(100.0 * (s[2] - s[3]), s[0]),
        among: &[0],
        kind: Kind::Points(2, 3, 0, NpsInterval::AdjustedWald),
    },
];

fn over(above: f64, below: f64) -> Option<f64> {
    (below > 0.0).then(|| above / below)
}

/// What an answer adds: one, whether it is easy, clearly easy, difficult, the score; nothing off the scale.
pub fn adds(scale: Scale, score: i16) -> [i128; 5] {
    let one = Ces::of(scale, [score]);
    [one.responses.into(), one.easy.into(), one.clearly_easy.into(), one.difficult.into(), one.sum.into()]
}
