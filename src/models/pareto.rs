//! Pareto/NBD: customers buy at random and stop at a time of their own.
//!
//! With x repeats, the last after t_x, known for T, and A = r + x:
//!
//! `L = Γ(A)/Γ(r) · α^r β^s · [ (α+T)^-A (β+T)^-s + s ∫ (α+u)^-A (β+u)^-(s+1) du ]` over u from t_x to T.
//!
//! The integral is usually written as a difference of two hypergeometric functions, which overflows and cancels. Integrating the first term
//! by parts makes all of it a sum of two tails, both positive, one of the last purchase alone and one of the age alone:
//!
//! `[ … ] = s ∫_{t_x}^∞ (α+u)^-A (β+u)^-(s+1) du + A ∫_T^∞ (α+u)^-(A+1) (β+u)^-s du`
//!
//! So each distinct pair of x and t_x and of x and T is worked out once, however many customers share it.

use super::chunks::each;
use super::distinct::distinct;
use super::logarithms::joined;
use super::maximum::Likelihood;
use super::tail::{Tail, Two};
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

/// One of the two terms of the likelihood: its logarithm, and the derivatives of that by r, α, s, β.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Term {
    log: f64,
    slope: [f64; 4],
}

impl Pareto {
    /// The log-likelihood of one customer.
    pub fn log_likelihood(&self, past: &Past) -> f64 {
        let x = past.repeats as usize;
        let terms = (self.before(past.repeats, past.last), self.beyond(past.repeats, past.age));
        self.row(&Table::of(self, x)[x], &terms.0, &terms.1).0
    }

    /// The chance that a customer is still active.
    pub fn p_alive(&self, past: &Past) -> f64 {
        let shape = self.r + f64::from(past.repeats);
        let active = -shape * libm::log(self.alpha + past.age) - self.s * libm::log(self.beta + past.age);
        let (joint, _) = joined(self.before(past.repeats, past.last).log, self.beyond(past.repeats, past.age).log);
        libm::exp(active - joint).min(1.0)
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

    /// The tail from the last purchase on.
    fn before(&self, repeats: u32, last: f64) -> Term {
        let Self { r, alpha, s, beta } = *self;
        let shape = r + f64::from(repeats);
        let Tail { log, alpha: by_alpha, beta: by_beta } =
            Tail::from(last, Two { power: shape, scale: alpha }, Two { power: s + 1.0, scale: beta });
        Term {
            log: libm::log(s) + log,
            slope: [-by_alpha.log, -shape * by_alpha.inverse, 1.0 / s - by_beta.log, -(s + 1.0) * by_beta.inverse],
        }
    }

    /// The tail from today on.
    fn beyond(&self, repeats: u32, age: f64) -> Term {
        let Self { r, alpha, s, beta } = *self;
        let shape = r + f64::from(repeats);
        let Tail { log, alpha: by_alpha, beta: by_beta } =
            Tail::from(age, Two { power: shape + 1.0, scale: alpha }, Two { power: s, scale: beta });
        Term {
            log: libm::log(shape) + log,
            slope: [1.0 / shape - by_alpha.log, -(shape + 1.0) * by_alpha.inverse, -by_beta.log, -s * by_beta.inverse],
        }
    }

    /// The log-likelihood of one customer, with its derivatives by the logarithms of r, α, s, β.
    #[inline]
    fn row(&self, table: &Table, before: &Term, beyond: &Term) -> (f64, [f64; 4]) {
        let (joint, share) = joined(before.log, beyond.log);
        let slope = |k: usize| table.slope[k] + share * before.slope[k] + (1.0 - share) * beyond.slope[k];
        let score = [self.r * slope(0), self.alpha * slope(1), self.s * slope(2), self.beta * slope(3)];
        (table.log + joint, score)
    }
}

/// What all customers with the same number of repeats share: ln(Γ(r+x)/Γ(r) α^r β^s) and its derivatives.
type Table = Term;

impl Table {
    fn of(&Pareto { r, alpha, s, beta }: &Pareto, most: usize) -> Vec<Self> {
        let (log_alpha, log_beta) = (libm::log(alpha), libm::log(beta));
        let mut log = r * log_alpha + s * log_beta;
        let mut slope = [log_alpha, r / alpha, log_beta, s / beta];
        (0..=most)
            .map(|x| {
                let table = Self { log, slope };
                log += libm::log(r + x as f64);
                slope[0] += 1.0 / (r + x as f64);
                table
            })
            .collect()
    }
}

/// The likelihood of many customers.
#[derive(Debug)]
pub(super) struct Data {
    /// The most repeats of any.
    most: usize,
    /// The pairs of repeats and the last purchase, as bits of the number: sorted as numbers are, as none is below zero.
    lasts: Vec<(u32, u64)>,
    /// The pairs of repeats and age.
    ages: Vec<(u32, u64)>,
    /// Of each row: customers, repeats, and where its two pairs stand.
    rows: Vec<(f64, u32, u32, u32)>,
}

impl Data {
    /// Makes customers ready.
    pub(super) fn new(rows: &[Row]) -> Self {
        let (lasts, last_of) = distinct(rows, |row| (row.past.repeats, row.past.last.to_bits()));
        let (ages, age_of) = distinct(rows, |row| (row.past.repeats, row.past.age.to_bits()));
        let most = rows.iter().map(|row| row.past.repeats).max().unwrap_or(0) as usize;
        let places = last_of.into_iter().zip(age_of);
        let row = |(row, (last, age)): (&Row, (u32, u32))| (row.customers as f64, row.past.repeats, last, age);
        Self { most, lasts, ages, rows: rows.iter().zip(places).map(row).collect() }
    }
}

/// What all rows share at one point.
#[derive(Debug)]
pub(super) struct Ready {
    model: Pareto,
    tables: Vec<Table>,
    before: Vec<Term>,
    beyond: Vec<Term>,
}

impl Likelihood<4> for Data {
    type Ready = Ready;

    fn rows(&self) -> usize {
        self.rows.len()
    }

    fn ready(&self, &[r, alpha, s, beta]: &[f64; 4], threads: usize) -> Self::Ready {
        let model = Pareto { r, alpha, s, beta };
        let terms = |pairs: &[(u32, u64)], of: fn(&Pareto, u32, f64) -> Term| {
            each(pairs.len(), threads, |place| of(&model, pairs[place].0, f64::from_bits(pairs[place].1)))
        };
        let (before, beyond) = (terms(&self.lasts, Pareto::before), terms(&self.ages, Pareto::beyond));
        Ready { model, tables: Table::of(&model, self.most), before, beyond }
    }

    #[inline]
    fn row(&self, ready: &Self::Ready, row: usize) -> (f64, f64, [f64; 4]) {
        let (customers, repeats, last, age) = self.rows[row];
        let (before, beyond) = (&ready.before[last as usize], &ready.beyond[age as usize]);
        let (value, score) = ready.model.row(&ready.tables[repeats as usize], before, beyond);
        (customers, value, score)
    }
}
