//! From customers to parameters.
//!
//! Time is counted in units of the longest age and money in units of the mean while climbing, so that the path, the count of steps and the
//! edge beyond which a parameter is no finding do not depend on what the caller counts in.

#![allow(clippy::needless_range_loop, reason = "rows and columns of small matrices read best by their numbers")]

use super::maximum::{Peak, climb};
use super::purchases::{Kind, Purchases};
use super::spend::{self, Spend, Spender};
use super::{Past, Row, dropout, pareto};

/// A model fitted to data.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Fit<M, const N: usize> {
    /// The model with the parameters at which the data are most likely.
    pub model: M,
    /// The same parameters in the order of their names.
    pub parameters: [f64; N],
    /// Their standard errors from the curvature of the likelihood; none where the data do not identify all parameters.
    pub se: [Option<f64>; N],
    /// The same without trust in the model: the sandwich of Huber and White.
    pub se_robust: [Option<f64>; N],
    /// Which parameters the data do not identify.
    pub loose: [bool; N],
    /// The robust covariance of the parameters.
    pub covariance: Option<[[f64; N]; N]>,
    /// The log-likelihood, without any belief.
    pub log_likelihood: f64,
}

impl<M, const N: usize> Fit<M, N> {
    /// Whether the data identify all parameters.
    pub fn identified(&self) -> bool {
        self.loose.iter().all(|loose| !loose)
    }

    /// Akaike's criterion: smaller is better.
    pub fn aic(&self) -> f64 {
        2.0 * N as f64 - 2.0 * self.log_likelihood
    }
}

/// How a fit is asked for.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Terms {
    /// How many threads may help; they change no digit.
    pub threads: usize,
    /// The spread, in logarithms, of a belief that parameters are near 1 in units of the data; none unless asked for.
    pub prior: Option<f64>,
}

/// Fits a model of purchases; nothing where nobody came again, or no time has passed.
pub fn purchases(kind: Kind, rows: &[Row], terms: Terms) -> Option<Fit<Purchases, 4>> {
    let scale = rows.iter().map(|row| row.past.age).fold(0.0, f64::max);
    let repeats: f64 = rows.iter().map(|row| row.customers as f64 * f64::from(row.past.repeats)).sum();
    if scale <= 0.0 || repeats <= 0.0 {
        return None;
    }
    let start = start(kind, rows, scale);
    let sample = sample(rows, |row| row.customers, |row, customers| Row { customers, ..*row });
    let Terms { threads, prior } = terms;
    let peak = match kind {
        Kind::Mbg | Kind::Bg => {
            let of = |rows: &[Row]| dropout::Data::new(rows, scale, kind == Kind::Bg, terms.threads);
            climb(&of(rows), sample.as_deref().map(of).as_ref(), start, prior, threads)
        }
        Kind::Pareto => {
            let of = |rows: &[Row]| pareto::Data::new(rows, scale);
            climb(&of(rows), sample.as_deref().map(of).as_ref(), start, prior, threads)
        }
    };
    let units = kind.times().map(|is_time| if is_time { scale } else { 1.0 });
    let peak = rescaled(peak, units, -repeats * libm::log(scale));
    Some(fitted(peak, |parameters| kind.with(parameters)))
}

/// Fits Gamma-Gamma to customers who came again, sorted by their repeats; nothing where there are none.
pub fn spend(spenders: &[Spender], terms: Terms) -> Option<Fit<Spend, 3>> {
    let customers: f64 = spenders.iter().map(|spender| f64::from(spender.customers)).sum();
    let sum: f64 = spenders.iter().map(|spender| f64::from(spender.customers) * spender.mean).sum();
    if customers <= 0.0 {
        return None;
    }
    let scale = sum / customers;
    // As if each customer's purchases varied about as much as customers do.
    let of = |spenders: &[Spender]| spend::Data::new(spenders, scale);
    let with = |spender: &Spender, customers: u64| Spender { customers: customers as u32, ..*spender };
    let sample = sample(spenders, |spender| u64::from(spender.customers), with);
    let sample = sample.as_deref().map(of);
    let peak = climb(&of(spenders), sample.as_ref(), [2.0, 3.0, 1.0], terms.prior, terms.threads);
    let peak = rescaled(peak, [1.0, 1.0, scale], -customers * libm::log(scale));
    Some(fitted(peak, |[p, q, gamma]| Spend { p, q, gamma }))
}

/// Fewer rows than this are all looked at from the start.
const FEW: usize = 16_384;
/// About how many customers a sample has: enough for its peak to be near that of all.
const SAMPLE: u64 = 4_096;

/// Every so-manieth customer in the order of the rows, standing for as many; none where rows are few.
fn sample<T>(rows: &[T], customers: impl Fn(&T) -> u64, with: impl Fn(&T, u64) -> T) -> Option<Vec<T>> {
    let all: u64 = rows.iter().map(&customers).sum();
    let every = all / SAMPLE;
    if rows.len() < FEW || every == 0 {
        return None;
    }
    let mut before = every / 2;
    let picked = |row: &T| {
        let after = before + customers(row);
        let times = after / every - before / every;
        before = after;
        (times > 0).then(|| with(row, times * every))
    };
    Some(rows.iter().filter_map(picked).collect())
}

/// Where the climb begins: rates by the method of moments, as if nobody had stopped, and a moderate chance of stopping.
fn start(kind: Kind, rows: &[Row], scale: f64) -> [f64; 4] {
    let sum = |of: &dyn Fn(&Past) -> f64| -> f64 { rows.iter().map(|row| row.customers as f64 * of(&row.past)).sum() };
    let (repeats, time) = (sum(&|past| f64::from(past.repeats)), sum(&|past| past.age / scale));
    let rate = repeats / time;
    let (mut beyond, mut expected) = (0.0, 0.0);
    for row in rows {
        let mean = rate * (row.past.age / scale);
        let off = f64::from(row.past.repeats) - mean;
        beyond += row.customers as f64 * (off * off - mean);
        expected += row.customers as f64 * mean * mean;
    }
    let r = (expected / beyond).clamp(0.1, 10.0);
    let r = if beyond > 0.0 { r } else { 10.0 };
    let alpha = (0.5 * r / rate).clamp(1e-3, 1e3);
    match kind {
        Kind::Mbg | Kind::Bg => [r, alpha, 1.0, 2.0],
        Kind::Pareto => [r, alpha, 0.7, 0.5],
    }
}

fn rescaled<const N: usize>(mut peak: Peak<N>, units: [f64; N], shift: f64) -> Peak<N> {
    for k in 0..N {
        peak.parameters[k] *= units[k];
        peak.se[k] = peak.se[k].map(|se| se * units[k]);
        peak.se_robust[k] = peak.se_robust[k].map(|se| se * units[k]);
    }
    if let Some(covariance) = &mut peak.covariance {
        (0..N).for_each(|i| (0..N).for_each(|j| covariance[i][j] *= units[i] * units[j]));
    }
    peak.value += shift;
    peak
}

fn fitted<M, const N: usize>(peak: Peak<N>, model: impl Fn([f64; N]) -> M) -> Fit<M, N> {
    Fit {
        model: model(peak.parameters),
        parameters: peak.parameters,
        se: peak.se,
        se_robust: peak.se_robust,
        loose: peak.loose,
        covariance: peak.covariance,
        log_likelihood: peak.value,
    }
}
