//! What an answer adds to the score, for comparing it.

use super::Score;
use crate::metrics::sample::{Figure, Kind};
use crate::statistics::three_way::NpsInterval;

/// The figures that are compared.
pub const fn figures(method: NpsInterval) -> [Figure<4>; 2] {
    [
        Figure {
            key: "nps",
            of: |s| (s[0] > 0.0).then(|| 100.0 * (s[1] - s[2]) / s[0]),
            among: &[0],
            kind: Kind::Points(1, 2, 0, method),
        },
        Figure { key: "mean", of: |s| (s[0] > 0.0).then(|| s[3] / s[0]), among: &[0], kind: Kind::Number },
    ]
}

/// What an answer adds: one, whether it is a promoter's, whether a detractor's, the score; nothing off the scale.
pub fn adds(score: i16) -> [i128; 4] {
    let Some(score) = Score::new(score) else { return [0; 4] };
    let value = score.value();
    [1, i128::from(value >= 9), i128::from(value <= 6), i128::from(value)]
}
