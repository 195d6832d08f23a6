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
//! So each distinct pair of x and t_x and of x and T is worked out once, however many customers share it. Where α and β lie so far apart that
//! tails are long sums, the two terms stay as they are: the integral from t_x to T has a few nodes.
//!
//! Powers are kept as those of 1 + t/α and 1 + t/β: where nothing tells how customers differ, r and α, or s and β, are hundreds of thousands
//! and their logarithms would leave no digits for the difference.

use super::chunks::each;
use super::distinct;
use super::logarithms::joined;
use super::maximum::{Likelihood, Told};
use super::tail::{Integral, Two, are_near, stretch, tail};
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
        let (one, other) = self.terms(past);
        Table::of(self.r, x)[x].log + joined(one.log, other.log).0
    }

    /// The chance that a customer is still active.
    pub fn p_alive(&self, past: &Past) -> f64 {
        let active = self.active(past.repeats, past.age).log;
        let (one, other) = self.terms(past);
        libm::exp(active - joined(one.log, other.log).0).min(1.0)
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

    /// Both terms of one customer.
    fn terms(&self, past: &Past) -> (Term, Term) {
        let Past { repeats, last, age } = *past;
        if self.has_tails(last) {
            (self.before(repeats, last), self.beyond(repeats, age))
        } else {
            (self.stopped(repeats, last, age), self.active(repeats, age))
        }
    }

    /// Whether the scales are near each other from some time on.
    fn has_tails(&self, time: f64) -> bool {
        are_near(self.alpha + time, self.beta + time)
    }

    /// The tail from the last purchase on.
    fn before(&self, repeats: u32, last: f64) -> Term {
        self.of_stopping(repeats, last, tail)
    }

    /// The same until today.
    fn stopped(&self, repeats: u32, last: f64, age: f64) -> Term {
        self.of_stopping(repeats, last, |alpha, beta| stretch(alpha, beta, age - last))
    }

    #[inline]
    fn of_stopping(&self, repeats: u32, last: f64, integral: impl Fn(Two, Two) -> Integral) -> Term {
        let (alpha, beta) = (self.alpha + last, self.beta + last);
        let shape = self.r + f64::from(repeats);
        let found = integral(Two { power: shape, scale: alpha }, Two { power: self.s + 1.0, scale: beta });
        let so_far = self.active(repeats, last);
        let more = [
            -found.alpha.log,
            shape * (1.0 / alpha - found.alpha.inverse),
            1.0 / self.s - found.beta.log,
            self.s / beta - (self.s + 1.0) * found.beta.inverse,
        ];
        so_far.and(libm::log(self.s / beta) + found.log, more)
    }

    /// The tail from today on.
    fn beyond(&self, repeats: u32, age: f64) -> Term {
        let (alpha, beta) = (self.alpha + age, self.beta + age);
        let shape = self.r + f64::from(repeats);
        let found = tail(Two { power: shape + 1.0, scale: alpha }, Two { power: self.s, scale: beta });
        let more = [
            1.0 / shape - found.alpha.log,
            shape / alpha - (shape + 1.0) * found.alpha.inverse,
            -found.beta.log,
            self.s * (1.0 / beta - found.beta.inverse),
        ];
        self.active(repeats, age).and(libm::log(shape / alpha) + found.log, more)
    }

    /// What there is until `time` if nobody has stopped by then.
    #[inline]
    fn active(&self, repeats: u32, time: f64) -> Term {
        let Self { r, alpha, s, beta } = *self;
        let x = f64::from(repeats);
        let (bought, stayed) = (libm::log1p(time / alpha), libm::log1p(time / beta));
        Term {
            log: -r * bought - x * libm::log(alpha + time) - s * stayed,
            slope: [-bought, r / alpha - (r + x) / (alpha + time), -stayed, s / beta - s / (beta + time)],
        }
    }

    /// What customers with the same past say.
    #[inline]
    fn row(&self, customers: f64, table: &Table, (one, other): (&Term, &Term)) -> Told<4> {
        let (joint, share) = joined(one.log, other.log);
        let mut slope = [0.0; 4];
        (0..4).for_each(|k| slope[k] = other.slope[k] + share * (one.slope[k] - other.slope[k]));
        slope[0] += table.by_r;
        let Self { r, alpha, s, beta } = *self;
        let unknown = [[0.0; 4]; 4];
        Told::by_logarithms(&[r, alpha, s, beta], customers, table.log + joint, slope, &unknown)
    }
}

impl Term {
    /// Both as one factor.
    #[inline]
    fn and(&self, log: f64, slope: [f64; 4]) -> Self {
        let mut both = Self { log: self.log + log, slope };
        (0..4).for_each(|k| both.slope[k] += self.slope[k]);
        both
    }
}

/// What all customers with the same number of repeats share: ln(Γ(r+x)/Γ(r)) and its derivative.
#[derive(Debug, Clone, Copy, Default)]
struct Table {
    log: f64,
    by_r: f64,
}

impl Table {
    fn of(r: f64, most: usize) -> Vec<Self> {
        let mut table = Self::default();
        let next = |x: usize| {
            let here = table;
            table.log += libm::log(r + x as f64);
            table.by_r += 1.0 / (r + x as f64);
            here
        };
        (0..=most).map(next).collect()
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
    rows: Vec<[u32; 4]>,
}

impl Data {
    /// Makes customers ready, with time in units of `scale`.
    pub(super) fn new(rows: &[Row], scale: f64) -> Self {
        let last = |row: &Row| (row.past.repeats, (row.past.last / scale).to_bits());
        let age = |row: &Row| (row.past.repeats, (row.past.age / scale).to_bits());
        let (lasts, ages) = (distinct::values(rows.iter().map(last)), distinct::values(rows.iter().map(age)));
        let most = rows.iter().map(|row| row.past.repeats).max().unwrap_or(0) as usize;
        let places = |row: &Row| [distinct::place(&lasts, &last(row)), distinct::place(&ages, &age(row))];
        let row = |row: &Row| {
            let [last, age] = places(row);
            [row.customers as u32, row.past.repeats, last, age]
        };
        let rows = rows.iter().map(row).collect();
        Self { most, lasts, ages, rows }
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
            let one = |place: usize| {
                let (repeats, time) = (pairs[place].0, f64::from_bits(pairs[place].1));
                if model.has_tails(time) { of(&model, repeats, time) } else { Term::default() }
            };
            each(pairs.len(), threads, one)
        };
        let (before, beyond) = (terms(&self.lasts, Pareto::before), terms(&self.ages, Pareto::beyond));
        Ready { model, tables: Table::of(r, self.most), before, beyond }
    }

    const BENDS: bool = false;

    #[inline]
    fn row(&self, ready: &Self::Ready, row: usize) -> Told<4> {
        let [customers, repeats, last, age] = self.rows[row];
        let customers = f64::from(customers);
        let Ready { model, tables, .. } = ready;
        let table = &tables[repeats as usize];
        let time = f64::from_bits(self.lasts[last as usize].1);
        if model.has_tails(time) {
            return model.row(customers, table, (&ready.before[last as usize], &ready.beyond[age as usize]));
        }
        let age = f64::from_bits(self.ages[age as usize].1);
        model.row(customers, table, (&model.stopped(repeats, time, age), &model.active(repeats, age)))
    }
}
