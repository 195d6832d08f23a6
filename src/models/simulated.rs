//! Customers made up by the models themselves, the same ones each time.

use super::purchases::Kind;
use super::spend::Spender;
use super::{Past, Row};
use crate::statistics::normal;
use std::collections::BTreeMap;

/// A small generator of numbers (Steele, Lea and Flood 2014).
pub(super) struct Chance(pub(super) u64);

impl Chance {
    /// Between 0 and 1, neither included.
    pub(super) fn uniform(&mut self) -> f64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        (((z ^ (z >> 31)) >> 11) as f64 + 0.5) / (1_u64 << 53) as f64
    }

    fn exponential(&mut self, rate: f64) -> f64 {
        -libm::log(self.uniform()) / rate
    }

    /// Marsaglia and Tsang (2000); shapes below 1 by one power of a uniform.
    fn gamma(&mut self, shape: f64) -> f64 {
        if shape < 1.0 {
            return self.gamma(shape + 1.0) * libm::pow(self.uniform(), 1.0 / shape);
        }
        let d = shape - 1.0 / 3.0;
        let c = 1.0 / (9.0 * d).sqrt();
        loop {
            let x = normal::quantile(self.uniform());
            let v = libm::pow(1.0 + c * x, 3.0);
            if v > 0.0 && libm::log(self.uniform()) < 0.5 * x * x + d - d * v + d * libm::log(v) {
                return d * v;
            }
        }
    }
}

/// So many customers of a model, who first bought in the first half of `days`, by whole days.
pub(super) fn customers(kind: Kind, parameters: [f64; 4], count: u64, days: f64, seed: u64) -> Vec<Row> {
    let mut chance = Chance(seed);
    let mut rows: BTreeMap<(u32, u64, u64), u64> = BTreeMap::new();
    for _ in 0..count {
        let age = days * (0.5 + 0.5 * chance.uniform());
        let past = lived(kind, parameters, age, &mut chance);
        *rows.entry((past.0, past.1 as u64, age as u64)).or_default() += 1;
    }
    let row = |((repeats, last, age), customers)| {
        let last = if repeats == 0 { 0.0 } else { last as f64 };
        Row { past: Past { repeats, last, age: age as f64 }, customers }
    };
    rows.into_iter().map(row).collect()
}

fn lived(kind: Kind, [r, alpha, third, fourth]: [f64; 4], age: f64, chance: &mut Chance) -> (u32, f64) {
    let rate = chance.gamma(r) / alpha;
    let (stops, stop) = match kind {
        Kind::Mbg | Kind::Bg => {
            let (a, b) = (chance.gamma(third), chance.gamma(fourth));
            (age, a / (a + b))
        }
        Kind::Pareto => {
            let leaving = chance.gamma(third) / fourth;
            (chance.exponential(leaving).min(age), 0.0)
        }
    };
    let (mut repeats, mut last) = (0, 0.0);
    if kind == Kind::Mbg && chance.uniform() < stop {
        return (0, 0.0);
    }
    loop {
        let next = last + chance.exponential(rate);
        if next > stops {
            return (repeats, last);
        }
        (repeats, last) = (repeats + 1, next);
        if chance.uniform() < stop {
            return (repeats, last);
        }
    }
}

/// What so many customers spend on their repeats, sorted by their number.
pub(super) fn spenders([p, q, gamma]: [f64; 3], count: u64, seed: u64) -> Vec<Spender> {
    let mut chance = Chance(seed);
    let one = |_| {
        let repeats = 1 + (chance.exponential(0.5) as u32);
        let rate = chance.gamma(q) / gamma;
        let sum: f64 = (0..repeats).map(|_| chance.gamma(p) / rate).sum();
        Spender { repeats, mean: sum / f64::from(repeats), customers: 1 }
    };
    let mut all: Vec<Spender> = (0..count).map(one).collect();
    all.sort_by(|one, other| one.repeats.cmp(&other.repeats).then(one.mean.total_cmp(&other.mean)));
    all
}
