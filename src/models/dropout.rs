//! MBG/NBD and BG/NBD: customers buy at random and may stop after a purchase.
//!
//! With x repeats, the last after t_x, known for T, and A = r + x:
//!
//! `L = Γ(A)/Γ(r) · α^r · B(a, b+n)/B(a, b) · [ (α+T)^-A + q (α+t_x)^-A ]`
//!
//! | | n | q |
//! |---|---|---|
//! | MBG/NBD | x + 1 | a / (b + x) |
//! | BG/NBD | x | a / (b + x − 1) if x > 0, else 0 |
//!
//! x is whole, so the gamma and beta functions are short products: tables serve all rows. The share of the first term is the chance that
//! the customer is still active.
//!
//! **What is to come.** If active, within t: `C/(a−1) · [1 − F]`, with C = a+b+x (BG: a+b+x−1) and F a hypergeometric function with a
//! singularity at a = 1 and no value at a + b < 1. After Euler's transformation, with ε = a − 1, z = t/(α+T+t), L = ln(1−z), c = C − A:
//!
//! `C (1 − F)/ε = −C expm1(εL)/ε − e^(εL) Σ_{n≥1} (c)_n (1+ε)_{n−1} / ((C+1)_{n−1} n!) z^n`
//!
//! is finite everywhere. Where its terms alternate or cancel, or are many, the same is taken as an integral over the chance p to stop:
//! `∫ [1 − (1 + pt/(α+T))^-A]/p · beta(p; a, C − a + 1) dp`, whose integrand is positive.

use super::chunks::each;
use super::curve::Curve;
use super::distinct;
use super::logarithms::joined;
use super::maximum::{Likelihood, Told};
use super::{Past, Row};
use std::sync::OnceLock;

/// The parameters of both.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Dropout {
    /// Spread of the rates: their gamma distribution's shape.
    pub r: f64,
    /// Their scale, in time.
    pub alpha: f64,
    /// Of the chance to stop.
    pub a: f64,
    /// Of the chance to go on.
    pub b: f64,
    /// Whether nobody stops right after the first purchase: BG/NBD.
    pub first_is_safe: bool,
}

impl Dropout {
    /// The log-likelihood of one customer.
    pub fn log_likelihood(&self, past: &Past) -> f64 {
        let tables = Tables::new(self, past.repeats as usize);
        let times = [past.age, past.last].map(|time| Time::of(self.alpha, time));
        self.row(1.0, past.repeats, &times[0], &times[1], &tables).value
    }

    /// The chance that a customer is still active.
    pub fn p_alive(&self, past: &Past) -> f64 {
        let x = f64::from(past.repeats);
        let ratio = if !self.first_is_safe {
            self.a / (self.b + x)
        } else if past.repeats > 0 {
            self.a / (self.b + x - 1.0)
        } else {
            return 1.0;
        };
        let longer = libm::log1p((past.age - past.last) / (self.alpha + past.last));
        1.0 / (1.0 + ratio * libm::exp((self.r + x) * longer))
    }

    /// How often a customer is expected to come within `time`.
    pub fn expected(&self, past: &Past, time: f64) -> f64 {
        self.p_alive(past) * self.expected_if_active(past, time)
    }

    /// The same of one who is known to be active.
    pub fn expected_if_active(&self, past: &Past, time: f64) -> f64 {
        self.of_repeats(past.repeats).expected_if_active(past.age, time)
    }

    /// The customers with so many repeats.
    pub fn of_repeats(&self, repeats: u32) -> Alike {
        let x = f64::from(repeats);
        let tries = self.a + self.b + x - if self.first_is_safe { 1.0 } else { 0.0 };
        Alike { alpha: self.alpha, a: self.a, shape: self.r + x, tries, chances: OnceLock::new(), often: None }
    }

    /// What customers with the same past say.
    #[inline]
    fn row(&self, customers: f64, repeats: u32, age: &Time, last: &Time, tables: &Tables) -> Told<4> {
        let Self { r, alpha, a, .. } = *self;
        let table = &tables.0[repeats as usize];
        let x = f64::from(repeats);
        let shape = r + x;
        // The second term against the first, in logarithms, and how that changes.
        let silence = age.relative - last.relative;
        let less = age.inverse - last.inverse;
        let (joint, stopped) = joined(table.log_ratio + shape * silence, 0.0);
        let more = [silence, shape * less, 1.0 / a, -table.by_ratio];
        let value = table.log_value - r * age.relative - x * age.log + joint;
        let slope = [
            table.by_r - age.relative + stopped * more[0],
            r / alpha - shape * age.inverse + stopped * more[1],
            table.by_a + stopped * more[2],
            table.by_b + stopped * more[3],
        ];
        let swings = stopped * (1.0 - stopped);
        let mut bend = [[0.0; 4]; 4];
        (0..4).for_each(|i| (0..=i).for_each(|j| bend[i][j] = swings * more[i] * more[j]));
        let (whole, part) = (age.inverse * age.inverse, last.inverse * last.inverse);
        bend[0][0] += table.by_r_r;
        bend[1][0] += 1.0 / alpha - age.inverse + stopped * less;
        bend[1][1] += shape * (whole + stopped * (part - whole)) - r / (alpha * alpha);
        bend[2][2] += table.by_a_a - stopped * more[2] * more[2];
        bend[3][2] += table.by_a_a;
        bend[3][3] += table.by_b_b + stopped * more[3] * more[3];
        Told::by_logarithms(&[r, alpha, a, self.b], customers, value, slope, &bend)
    }
}

/// Customers with the same number of repeats: what all of them share when it is asked what is to come.
#[derive(Debug)]
pub struct Alike {
    alpha: f64,
    a: f64,
    shape: f64,
    /// C.
    tries: f64,
    /// Worked out where the integral is needed.
    chances: OnceLock<Chances>,
    /// Where many questions are to come.
    often: Option<Often>,
}

/// Questions up to a longest time about customers of a least age; the integral depends on the two in one way only.
#[derive(Debug)]
struct Often {
    /// ln(1 + time / (α + age)) at most.
    width: f64,
    /// Worked out where the integral is needed, where it is smooth.
    curve: OnceLock<Option<Curve>>,
}

impl Alike {
    /// The same for many questions, within `longest` and about customers no younger than `youngest`.
    ///
    /// The integral over the chances depends on u = time / (α + age) alone, and divided by u it is so smooth over ln(1 + u), where the
    /// nearest singularity is π away, that a few dozen values tell all others to the last digits.
    #[must_use]
    pub fn often(self, longest: f64, youngest: f64) -> Self {
        let width = libm::log1p(longest / (self.alpha + youngest));
        Self { often: Some(Often { width, curve: OnceLock::new() }), ..self }
    }

    /// The integral.
    fn by_chances(&self, ahead: f64) -> f64 {
        let chances = || self.chances.get_or_init(|| Chances::of(self.a, self.tries - self.a + 1.0));
        let direct = |ahead: f64| chances().mean(self.shape, ahead);
        let Some(Often { width, curve }) = &self.often else { return direct(ahead) };
        let of = |place: f64| {
            let ahead = libm::expm1(place);
            direct(ahead) / ahead
        };
        let curve = curve.get_or_init(|| Curve::of(*width, of)).as_ref();
        let found = curve.and_then(|curve| curve.at(libm::log1p(ahead)));
        found.map_or_else(|| direct(ahead), |found| found * ahead)
    }

    /// How often one of this age who is known to be active is expected to come within `time`.
    pub fn expected_if_active(&self, age: f64, time: f64) -> f64 {
        let Self { a, shape, tries, .. } = *self;
        let z = time / (self.alpha + age + time);
        let start = tries - shape;
        let cancels = tries > MOST_CANCELLED * shape;
        if start < LEAST_START || z > FARTHEST || a > LARGEST || cancels || tries <= 0.0 {
            return self.by_chances(time / (self.alpha + age));
        }
        let epsilon = a - 1.0;
        let log = libm::log1p(-z);
        let first = if epsilon == 0.0 { -tries * log } else { -tries * libm::expm1(epsilon * log) / epsilon };
        first - libm::exp(epsilon * log) * series(start, epsilon, tries, z)
    }
}

/// Terms below this start alternate so long that they cancel.
const LEAST_START: f64 = -4.0;
/// Beyond this z the series takes hundreds of terms.
const FARTHEST: f64 = 0.95;
/// Beyond this a the terms outgrow what a float can hold.
const LARGEST: f64 = 20.0;
/// How many times larger than its difference the first part may be.
const MOST_CANCELLED: f64 = 100.0;
/// Terms smaller than this share of the sum change nothing.
const NOTHING: f64 = 1e-17;

/// The sum over n, without its sign.
fn series(start: f64, epsilon: f64, tries: f64, z: f64) -> f64 {
    let mut term = start * z;
    let mut sum = term;
    let mut n = 1.0;
    // The ratio of terms tends to z, so what is left is below term * z / (1 - z).
    while term.abs() > NOTHING * (1.0 - z) * sum.abs() {
        term *= (start + n) * (epsilon + n) / ((tries + n) * (n + 1.0)) * z;
        sum += term;
        n += 1.0;
    }
    sum
}

/// The distance between nodes, and how far out they go: sinh of it is as good as infinite.
const STEP: f64 = 1.0 / 16.0;
const REACH: i32 = 16 * 8;
/// Nodes lighter than this share of all change nothing, not even where the function is larger by as much as it ever is.
const WEIGHTLESS: f64 = 1e-30;

/// Chances to stop that are beta(a, b), with their weights: a trapezoidal rule over logit p, stretched by sinh, outwards from the
/// middle until nothing more is added.
#[derive(Debug)]
struct Chances {
    nodes: Vec<(f64, f64)>,
    mass: f64,
}

impl Chances {
    fn of(a: f64, b: f64) -> Self {
        let centre = libm::log(a / b);
        let width = (1.0 / a + 1.0 / b).sqrt().min(1.0);
        let peak = Chance::of_logit(centre).density(a, b);
        let (mut nodes, mut mass) = (vec![], 0.0);
        let mut take = |step: i32| {
            let grown = libm::exp(f64::from(step) * STEP);
            let chance = Chance::of_logit(centre + width * 0.5 * (grown - 1.0 / grown));
            let weight = libm::exp(chance.density(a, b) - peak) * 0.5 * (grown + 1.0 / grown);
            mass += weight;
            nodes.push((chance.p, weight));
            weight > WEIGHTLESS * mass
        };
        take(0);
        for outwards in [1, -1] {
            let _reached = (1..=REACH).find(|step| !take(outwards * step));
        }
        Self { nodes, mass }
    }

    /// The mean of `(1 - (1 + p·ahead)^-shape) / p`.
    fn mean(&self, shape: f64, ahead: f64) -> f64 {
        let often = |p: f64| if p > 1e-300 { -libm::expm1(-shape * libm::log1p(p * ahead)) / p } else { shape * ahead };
        self.nodes.iter().map(|&(p, weight)| weight * often(p)).sum::<f64>() / self.mass
    }
}

/// A chance, from its logit.
#[derive(Debug, Clone, Copy)]
struct Chance {
    p: f64,
    /// -ln p and -ln(1 - p).
    logs: (f64, f64),
}

impl Chance {
    fn of_logit(logit: f64) -> Self {
        let less = libm::exp(-logit.abs());
        let log = libm::log1p(less);
        if logit > 0.0 {
            Self { p: 1.0 / (1.0 + less), logs: (log, logit + log) }
        } else {
            Self { p: less / (1.0 + less), logs: (log - logit, log) }
        }
    }

    /// The logarithm of the beta density of the logit, but for a constant.
    fn density(&self, a: f64, b: f64) -> f64 {
        -a * self.logs.0 - b * self.logs.1
    }
}

/// What all customers with the same number of repeats share.
#[derive(Debug, Clone, Copy, Default)]
struct Table {
    /// ln(Γ(r+x)/Γ(r) · B(a, b+n)/B(a, b)), and its derivatives; the one by a and b is that by a twice.
    log_value: f64,
    by_r: f64,
    by_a: f64,
    by_b: f64,
    by_r_r: f64,
    by_a_a: f64,
    by_b_b: f64,
    /// ln q.
    log_ratio: f64,
    /// 1 / the denominator of q.
    by_ratio: f64,
}

/// One [`Table`] for each number of repeats.
#[derive(Debug)]
struct Tables(Vec<Table>);

impl Tables {
    fn new(of: &Dropout, most: usize) -> Self {
        let Dropout { r, a, b, first_is_safe, .. } = *of;
        let mut table = Table::default();
        if !first_is_safe {
            table.goes_on(a, b);
        }
        let next = |x: usize| {
            let x = x as f64;
            let below = if first_is_safe { b + x - 1.0 } else { b + x };
            let safe = first_is_safe && x == 0.0;
            table.log_ratio = if safe { f64::NEG_INFINITY } else { libm::log(a / below) };
            table.by_ratio = if safe { 0.0 } else { 1.0 / below };
            let here = table;
            let inverse = 1.0 / (r + x);
            table.log_value += libm::log(r + x);
            table.by_r += inverse;
            table.by_r_r -= inverse * inverse;
            table.goes_on(a, b + if first_is_safe { x } else { x + 1.0 });
            here
        };
        Self((0..=most).map(next).collect())
    }
}

impl Table {
    /// Once more not stopped, with a chance of b / (a + b).
    fn goes_on(&mut self, a: f64, b: f64) {
        let (all, own) = (1.0 / (a + b), 1.0 / b);
        self.log_value -= libm::log1p(a / b);
        self.by_a -= all;
        self.by_b += own - all;
        self.by_a_a += all * all;
        self.by_b_b += all * all - own * own;
    }
}

/// What all customers share who came, or began, at the same time.
#[derive(Debug, Clone, Copy)]
struct Time {
    /// ln((α + t) / α), which keeps its digits where α is large.
    relative: f64,
    /// ln(α + t).
    log: f64,
    /// 1 / (α + t).
    inverse: f64,
}

impl Time {
    fn of(alpha: f64, time: f64) -> Self {
        Self { relative: libm::log1p(time / alpha), log: libm::log(alpha + time), inverse: 1.0 / (alpha + time) }
    }
}

/// The likelihood of many customers.
#[derive(Debug)]
pub(super) struct Data {
    /// The most repeats of any.
    most: usize,
    /// BG/NBD.
    first_is_safe: bool,
    /// The distinct times, as bits of the number: customers share days.
    times: Vec<u64>,
    /// Of each row: customers, repeats, and where its age and its last purchase stand among the times.
    rows: Vec<[u32; 4]>,
}

impl Data {
    /// Makes customers ready, with time in units of `scale`.
    pub(super) fn new(rows: &[Row], scale: f64, first_is_safe: bool, threads: usize) -> Self {
        let time = |time: f64| (time / scale).to_bits();
        let times = distinct::values(rows.iter().flat_map(|row| [time(row.past.age), time(row.past.last)]));
        let most = rows.iter().map(|row| row.past.repeats).max().unwrap_or(0) as usize;
        let place = |at: f64| distinct::place(&times, &time(at));
        let row = |row: &Row| [row.customers as u32, row.past.repeats, place(row.past.age), place(row.past.last)];
        let rows = each(rows.len(), threads, |number| row(&rows[number]));
        Self { most, first_is_safe, times, rows }
    }
}

/// What all rows share at one point.
#[derive(Debug)]
pub(super) struct Ready {
    model: Dropout,
    tables: Tables,
    times: Vec<Time>,
}

impl Likelihood<4> for Data {
    type Ready = Ready;

    fn rows(&self) -> usize {
        self.rows.len()
    }

    fn ready(&self, &[r, alpha, a, b]: &[f64; 4], _threads: usize) -> Self::Ready {
        let model = Dropout { r, alpha, a, b, first_is_safe: self.first_is_safe };
        let times = self.times.iter().map(|time| Time::of(alpha, f64::from_bits(*time))).collect();
        Ready { model, tables: Tables::new(&model, self.most), times }
    }

    const BENDS: bool = true;

    #[inline]
    fn row(&self, ready: &Self::Ready, row: usize) -> Told<4> {
        let [customers, repeats, age, last] = self.rows[row];
        let (age, last) = (&ready.times[age as usize], &ready.times[last as usize]);
        ready.model.row(f64::from(customers), repeats, age, last, &ready.tables)
    }
}
