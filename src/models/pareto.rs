//! Pareto/NBD: customers buy at random and stop at a time of their own.
//!
//! With x repeats, the last after t_x, known for T, and A = r + x:
//!
//! `L = Γ(A)/Γ(r) · α^r β^s · [ (α+T)^-A (β+T)^-s + s J ]`, `J = ∫ (α+u)^-A (β+u)^-(s+1) du` over u from t_x to T.
//!
//! J is usually written as a difference of two hypergeometric functions, which overflows and cancels. Here it is what it is: an integral of
//! a positive function, taken in d = ln((c+u)/(c+t_x)), c = min(α, β), by 12 nodes per panel. The same nodes give the derivatives.
//! Panels are eight decay lengths wide, so that a few suffice however sharp the decay; at t_x = T the integral is exactly 0.

use super::maximum::Likelihood;
use super::quadrature::panel;
use super::{Past, Row};

/// The parameters.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Pareto {
    /// Spread of the rates of purchases: their gamma distribution's shape.
    pub r: f64,
    /// Their scale, in time.
    pub alpha: f64,
    /// Spread of the rates of stopping.
    pub s: f64,
    /// Their scale, in time.
    pub beta: f64,
}

/// The integral, as its logarithm and the means under it that its derivatives need.
#[derive(Debug, Clone, Copy)]
struct Stopped {
    /// ln J; minus infinity where there is no time to have stopped in.
    log: f64,
    /// The mean of ln(α+u).
    log_alpha: f64,
    /// The mean of ln(β+u).
    log_beta: f64,
    /// The mean of 1/(α+u).
    by_alpha: f64,
    /// The mean of 1/(β+u).
    by_beta: f64,
}

/// The least that a panel's decay can change what is left before it is left out.
const NOTHING: f64 = 1e-17;
/// Decay lengths in a panel.
const LENGTHS: f64 = 8.0;
/// The widest panel.
const WIDEST: f64 = 2.0;

impl Pareto {
    /// The log-likelihood of one customer.
    pub fn log_likelihood(&self, past: &Past) -> f64 {
        let x = past.repeats as usize;
        self.row(past, &Table::of(self.r, x)[x]).0
    }

    /// The chance that a customer is still active.
    pub fn p_alive(&self, past: &Past) -> f64 {
        let shape = self.r + f64::from(past.repeats);
        let active = -shape * libm::log(self.alpha + past.age) - self.s * libm::log(self.beta + past.age);
        1.0 / (1.0 + self.s * libm::exp(self.stopped(past).log - active))
    }

    /// How often a customer is expected to come within `time`.
    pub fn expected(&self, past: &Past, time: f64) -> f64 {
        self.p_alive(past) * self.expected_if_active(past, time)
    }

    /// The same of one who is known to be active.
    pub fn expected_if_active(&self, past: &Past, time: f64) -> f64 {
        let rate = (self.r + f64::from(past.repeats)) / (self.alpha + past.age);
        let base = self.beta + past.age;
        let log = libm::log1p(time / base);
        let less = self.s - 1.0;
        let lived = if less == 0.0 { log } else { -libm::expm1(-less * log) / less };
        rate * base * lived
    }

    fn stopped(&self, past: &Past) -> Stopped {
        let shape = self.r + f64::from(past.repeats);
        let (alpha, beta) = (self.alpha + past.last, self.beta + past.last);
        let (log_alpha, log_beta) = (libm::log(alpha), libm::log(beta));
        // `near` is the smaller of the two, whose logarithm is the variable; `far` the other.
        let alpha_is_near = self.alpha <= self.beta;
        let (near, far) = if alpha_is_near { (alpha, beta) } else { (beta, alpha) };
        let (power_near, power_far) = if alpha_is_near { (shape, self.s + 1.0) } else { (self.s + 1.0, shape) };
        let ratio = near / far;
        let end = libm::log1p((past.age - past.last) / near);
        let (mut mass, mut log_near, mut log_far, mut by_near, mut by_far) = (0.0, 0.0, 0.0, 0.0, 0.0);
        let share = |d: f64| {
            let grown = ratio * libm::exp(d);
            grown / (1.0 - ratio + grown)
        };
        let mut d = 0.0;
        while d < end {
            let rate = |d: f64| power_near + power_far * share(d);
            let widest = (LENGTHS / rate(d)).min(WIDEST);
            let width = (LENGTHS / rate(d + widest)).min(widest).min(end - d);
            panel(d, width, |d, weight| {
                let grown = libm::expm1(d);
                let far_log = libm::log1p(ratio * grown);
                let value = weight * libm::exp((1.0 - power_near) * d - power_far * far_log);
                mass += value;
                log_near += value * d;
                log_far += value * far_log;
                by_near += value / (1.0 + grown);
                by_far += value / (1.0 + ratio * grown);
            });
            d += width;
            let falls = power_near + power_far * share(d) > 1.0;
            let left = (1.0 - power_near) * d - power_far * libm::log1p(ratio * libm::expm1(d));
            if falls && libm::exp(left) * (end - d) < NOTHING * mass {
                break;
            }
        }
        if mass <= 0.0 {
            return Stopped { log: f64::NEG_INFINITY, log_alpha, log_beta, by_alpha: 1.0 / alpha, by_beta: 1.0 / beta };
        }
        let log = libm::log(near) + libm::log(mass) - shape * log_alpha - (self.s + 1.0) * log_beta;
        let (near_log, far_log) = (log_near / mass, log_far / mass);
        let (near_by, far_by) = (by_near / mass / near, by_far / mass / far);
        let ((plus_alpha, by_alpha), (plus_beta, by_beta)) = if alpha_is_near {
            ((near_log, near_by), (far_log, far_by))
        } else {
            ((far_log, far_by), (near_log, near_by))
        };
        Stopped { log, log_alpha: log_alpha + plus_alpha, log_beta: log_beta + plus_beta, by_alpha, by_beta }
    }

    /// The log-likelihood of one customer, with its derivatives by the logarithms of r, α, s, β.
    fn row(&self, past: &Past, table: &Table) -> (f64, [f64; 4]) {
        let shape = self.r + f64::from(past.repeats);
        let (alpha, beta) = (self.alpha + past.age, self.beta + past.age);
        let (log_alpha, log_beta) = (libm::log(alpha), libm::log(beta));
        let active = -shape * log_alpha - self.s * log_beta;
        let stopped = self.stopped(past);
        let log_s = libm::log(self.s);
        let more = log_s + stopped.log - active;
        let (joint, gone) = if more > 0.0 {
            let less = libm::exp(-more);
            (more + libm::log1p(less), 1.0 / (1.0 + less))
        } else {
            let less = libm::exp(more);
            (libm::log1p(less), less / (1.0 + less))
        };
        let here = 1.0 - gone;
        let value = table.log_rising + self.r * libm::log(self.alpha) + self.s * libm::log(self.beta) + active + joint;
        let r = table.by_r + libm::log(self.alpha) - here * log_alpha - gone * stopped.log_alpha;
        let by_alpha = self.r / self.alpha - shape * (here / alpha + gone * stopped.by_alpha);
        let s = libm::log(self.beta) - here * log_beta + gone * (1.0 / self.s - stopped.log_beta);
        let by_beta = self.s / self.beta - here * self.s / beta - gone * (self.s + 1.0) * stopped.by_beta;
        (value, [self.r * r, self.alpha * by_alpha, self.s * s, self.beta * by_beta])
    }
}

/// What all customers with the same number of repeats share: ln(Γ(r+x)/Γ(r)) and its derivative.
#[derive(Debug, Clone, Copy)]
pub(super) struct Table {
    log_rising: f64,
    by_r: f64,
}

impl Table {
    fn of(r: f64, most: usize) -> Vec<Self> {
        let (mut log_rising, mut by_r) = (0.0, 0.0);
        (0..=most)
            .map(|x| {
                let table = Self { log_rising, by_r };
                log_rising += libm::log(r + x as f64);
                by_r += 1.0 / (r + x as f64);
                table
            })
            .collect()
    }
}

/// The likelihood of many customers.
#[derive(Debug)]
pub(super) struct Data<'a> {
    /// The customers.
    pub(super) rows: &'a [Row],
    /// The most repeats of any.
    pub(super) most: usize,
}

impl Likelihood<4> for Data<'_> {
    type Ready = (Pareto, Vec<Table>);

    fn rows(&self) -> usize {
        self.rows.len()
    }

    fn ready(&self, &[r, alpha, s, beta]: &[f64; 4]) -> Self::Ready {
        (Pareto { r, alpha, s, beta }, Table::of(r, self.most))
    }

    fn row(&self, (model, tables): &Self::Ready, row: usize) -> (f64, f64, [f64; 4]) {
        let row = &self.rows[row];
        let (value, score) = model.row(&row.past, &tables[row.past.repeats as usize]);
        (row.customers as f64, value, score)
    }
}
