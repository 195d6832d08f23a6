//! Gamma-Gamma: what a purchase is worth.
//!
//! Each customer spends around a mean of his own. Of x repeat purchases with mean m the density is
//!
//! `Γ(px+q) / (Γ(px) Γ(q)) · γ^q m^(px−1) x^(px) / (γ + m x)^(px+q)`
//!
//! and the mean that is expected of him lies between his own and that of all: `p (γ + m x) / (px + q − 1)`. For someone who never came again it
//! is the mean of all, `pγ / (q − 1)`, which exists only for q > 1. Customers with no positive mean have none and are no part of the fit.
//!
//! Source: Fader and Hardie (2013), *The gamma-gamma model of monetary value*, note 025, equation 1a.

use super::gamma::{digamma, ln_gamma, trigamma};
use super::maximum::{Likelihood, Told};

/// The parameters.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Spend {
    /// Spread of what one customer spends.
    pub p: f64,
    /// Spread of the customers' means.
    pub q: f64,
    /// Their scale, in money.
    pub gamma: f64,
}

impl Spend {
    /// What the parameters are called.
    pub const NAMES: [&'static str; 3] = ["p", "q", "gamma"];

    /// The mean over all customers; none where it is infinite.
    pub fn mean(&self) -> Option<f64> {
        (self.q > 1.0).then(|| self.p * self.gamma / (self.q - 1.0))
    }

    /// What a purchase of a customer with `repeats` of the mean `mean` is expected to be worth.
    pub fn expected(&self, repeats: u32, mean: f64) -> Option<f64> {
        let weight = self.p * f64::from(repeats);
        (weight + self.q > 1.0).then(|| self.p * (self.gamma + mean * f64::from(repeats)) / (weight + self.q - 1.0))
    }

    /// The log-likelihood of one customer.
    pub fn log_likelihood(&self, repeats: u32, mean: f64) -> f64 {
        self.row(1.0, repeats, mean, libm::log(mean), &Table::of(self, repeats)).value
    }

    /// What customers with the same repeats and mean say.
    #[inline]
    fn row(&self, customers: f64, repeats: u32, mean: f64, log_mean: f64, table: &Table) -> Told<3> {
        let Self { p, q, gamma } = *self;
        let x = f64::from(repeats);
        let whole = gamma + mean * x;
        let (inverse, log) = (1.0 / whole, libm::log(whole));
        let all = table.weight + q;
        let value = table.value + (table.weight - 1.0) * log_mean - all * log;
        let slope = [x * (table.by_weight + log_mean - log), table.by_q - log, q / gamma - all * inverse];
        let bend = [
            [table.by_p_p, 0.0, 0.0],
            [table.by_p_q, table.by_q_q, 0.0],
            [-x * inverse, 1.0 / gamma - inverse, all * inverse * inverse - q / (gamma * gamma)],
        ];
        Told::by_logarithms(&[p, q, gamma], customers, value, slope, &bend)
    }
}

/// What all customers with the same number of repeats share: the value without their means, and its derivatives.
#[derive(Debug, Clone, Copy)]
pub(super) struct Table {
    /// px.
    weight: f64,
    value: f64,
    by_weight: f64,
    by_q: f64,
    by_p_p: f64,
    by_p_q: f64,
    by_q_q: f64,
}

impl Table {
    fn of(of: &Spend, repeats: u32) -> Self {
        let Spend { p, q, gamma } = *of;
        let x = f64::from(repeats);
        let weight = p * x;
        let log_gamma = libm::log(gamma);
        let log_x = libm::log(x);
        let (joint, bend) = (digamma(weight + q), trigamma(weight + q));
        Self {
            weight,
            value: ln_gamma(weight + q) - ln_gamma(weight) - ln_gamma(q) + q * log_gamma + weight * log_x,
            by_weight: joint - digamma(weight) + log_x,
            by_q: joint - digamma(q) + log_gamma,
            by_p_p: x * x * (bend - trigamma(weight)),
            by_p_q: x * bend,
            by_q_q: bend - trigamma(q),
        }
    }
}

/// Customers with the same number of repeats and the same mean.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Spender {
    /// How often they came again: at least once.
    pub repeats: u32,
    /// What they spent each time: above zero.
    pub mean: f64,
    /// How many they are.
    pub customers: u32,
}

/// The likelihood of many customers.
#[derive(Debug)]
pub(super) struct Data {
    /// The customers, by repeats: the place of their table, how many, the mean and its logarithm.
    rows: Vec<(u32, u32, f64, f64)>,
    /// The numbers of repeats that there are.
    repeats: Vec<u32>,
}

impl Data {
    /// With money in units of `scale`; the customers come sorted by their repeats.
    pub(super) fn new(spenders: &[Spender], scale: f64) -> Self {
        let alike = spenders.chunk_by(|one, other| one.repeats == other.repeats);
        let repeats: Vec<u32> = alike.map(|alike| alike[0].repeats).collect();
        let mut place = 0_usize;
        let row = |spender: &Spender| {
            while repeats[place] != spender.repeats {
                place += 1;
            }
            let mean = spender.mean / scale;
            (place as u32, spender.customers, mean, libm::log(mean))
        };
        let rows = spenders.iter().map(row).collect();
        Self { rows, repeats }
    }
}

impl Likelihood<3> for Data {
    type Ready = (Spend, Vec<Table>);

    fn rows(&self) -> usize {
        self.rows.len()
    }

    fn ready(&self, &[p, q, gamma]: &[f64; 3], _threads: usize) -> Self::Ready {
        let model = Spend { p, q, gamma };
        let tables = self.repeats.iter().map(|&repeats| Table::of(&model, repeats)).collect();
        (model, tables)
    }

    const BENDS: bool = true;

    #[inline]
    fn row(&self, (model, tables): &Self::Ready, row: usize) -> Told<3> {
        let (place, customers, mean, log_mean) = self.rows[row];
        let place = place as usize;
        model.row(f64::from(customers), self.repeats[place], mean, log_mean, &tables[place])
    }
}
