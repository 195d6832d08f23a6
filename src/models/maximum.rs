//! Where a likelihood is highest: parameters above zero, so their logarithms are free to go anywhere.
//!
//! Broyden, Fletcher, Goldfarb and Shanno's method goes uphill; Newton's finishes, with the curvature it has to know anyway for the standard
//! errors. Both stop on the *gain* that one more step promises, in units of the whole log-likelihood: gradients and likelihoods carry
//! rounding errors that grow with the number of customers, and a line search that waits for them to vanish never ends.
//!
//! Data need not have a maximum at all: without any spread between customers the likelihood rises for ever as a parameter goes to infinity,
//! by less and less. The climb is stopped there and the parameter is told.

#![allow(clippy::needless_range_loop, reason = "rows and columns of small matrices read best by their numbers")]

use super::chunks;
use super::symmetric::{Axes, Matrix, dot, sandwich, times};

/// A log-likelihood that is a sum over rows of customers.
pub(super) trait Likelihood<const N: usize>: Sync {
    /// What all rows share at one point, such as tables.
    type Ready: Sync;
    /// How many rows there are.
    fn rows(&self) -> usize;
    /// Makes that ready.
    fn ready(&self, parameters: &[f64; N], threads: usize) -> Self::Ready;
    /// Whether a row knows how its slope changes; where none does, differences of slopes tell.
    const BENDS: bool;
    /// What one row says.
    fn row(&self, ready: &Self::Ready, row: usize) -> Told<N>;
}

/// What a row of customers says at one point.
#[derive(Debug, Clone, Copy)]
pub(super) struct Told<const N: usize> {
    /// How many customers stand in it.
    pub(super) customers: f64,
    /// The log-likelihood of one of them.
    pub(super) value: f64,
    /// Its derivatives by the logarithms of the parameters.
    pub(super) score: [f64; N],
    /// Its second derivatives, at and below the diagonal.
    pub(super) bend: Matrix<N>,
}

impl<const N: usize> Told<N> {
    /// From the derivatives by the parameters themselves.
    #[inline]
    pub(super) fn by_logarithms(at: &[f64; N], customers: f64, value: f64, slope: [f64; N], bend: &Matrix<N>) -> Self {
        let mut told = Self { customers, value, score: slope, bend: *bend };
        for i in 0..N {
            told.score[i] *= at[i];
            (0..=i).for_each(|j| told.bend[i][j] *= at[i] * at[j]);
            told.bend[i][i] += told.score[i];
        }
        told
    }
}

/// A value and how it changes.
#[derive(Debug, Clone, Copy)]
struct Slope<const N: usize> {
    value: f64,
    gradient: [f64; N],
    /// How the gradient changes, downwards as positive; nothing where rows do not know.
    bend: Matrix<N>,
    /// The sum of the scores multiplied with themselves.
    squares: Matrix<N>,
    /// How many customers there are.
    customers: f64,
}

impl<const N: usize> Slope<N> {
    const NONE: Self =
        Self { value: 0.0, gradient: [0.0; N], bend: [[0.0; N]; N], squares: [[0.0; N]; N], customers: 0.0 };

    #[inline]
    fn add(&mut self, told: &Told<N>) {
        let n = told.customers;
        self.customers += n;
        self.value += n * told.value;
        for i in 0..N {
            let score = n * told.score[i];
            self.gradient[i] += score;
            for j in 0..=i {
                self.bend[i][j] -= n * told.bend[i][j];
                self.squares[i][j] += score * told.score[j];
            }
        }
    }

    fn join(&mut self, other: &Self) {
        self.customers += other.customers;
        self.value += other.value;
        for i in 0..N {
            self.gradient[i] += other.gradient[i];
            for j in 0..=i {
                self.bend[i][j] += other.bend[i][j];
                self.squares[i][j] += other.squares[i][j];
            }
        }
    }
}

/// The highest point found.
#[derive(Debug, Clone, Copy)]
pub(super) struct Peak<const N: usize> {
    /// The parameters.
    pub(super) parameters: [f64; N],
    /// The log-likelihood of the data there, whatever was believed before.
    pub(super) value: f64,
    /// Standard errors from the curvature.
    pub(super) se: [Option<f64>; N],
    /// Standard errors that hold without trust in the model (Huber, White).
    pub(super) se_robust: [Option<f64>; N],
    /// Parameters that the data do not identify.
    pub(super) loose: [bool; N],
    /// The robust covariance, for the parameters themselves.
    pub(super) covariance: Option<Matrix<N>>,
    /// The inverse of the curvature, for the logarithms.
    inverse: Option<Matrix<N>>,
    /// Whether it stands at an edge from which the likelihood rises inwards.
    rises_inwards: bool,
}

/// A step that promises less than this of the whole log-likelihood is not taken.
const GAIN: f64 = 1e-9;
/// A step that promises less than this changes nothing but the last digits of the parameters.
const SETTLED: f64 = 1e-13;
/// How many steps that promise more than that, but too little to be told from rounding, are taken unseen: where the likelihood is almost
/// flat they still move parameters by more than a few digits.
const POLISHES: u32 = 3;
/// Climbs end after some thirty steps; this many are a sign that there is no peak.
const STEPS: usize = 300;
/// The longest step, in logarithms.
const LONGEST: f64 = 2.0;
/// How often a step is halved before it is given up.
const HALVINGS: usize = 40;
/// Here the climb is stopped: `e` to this power is as good as infinite.
const FAR: f64 = 13.0;
/// Beyond ten thousand, or below its inverse, in units of the data, a parameter is at the edge and not a finding.
const EDGE: f64 = 9.210_340_371_976_184;
/// Curvature per customer below this is none.
const FLAT: f64 = 1e-9;
/// Where one standard error is this much of a logarithm, fifty times as large or as small is as likely: nothing is told.
const VAGUE: f64 = 4.0;
/// Between the points at which the gradient's differences are taken, in logarithms.
const BETWEEN: f64 = 1e-4;
/// A direction has a share in a parameter from here on.
const SHARE: f64 = 0.3;

struct Climb<'a, const N: usize, L> {
    likelihood: &'a L,
    threads: usize,
    /// The spread of a belief about the logarithms around 0, where one was asked for.
    prior: Option<f64>,
    /// Parameters that have gone as far as they are let go; the climb goes on with the others.
    held: [bool; N],
}

/// Climbs from `start`; where there is a sample of so many customers, by way of its peak: from there it is a few steps to that of all.
///
/// The sample may lead to an edge where there is a peak for all of them inside: then the likelihood rises inwards there, and the climb
/// begins anew.
pub(super) fn climb<const N: usize, L: Likelihood<N>>(
    likelihood: &L,
    sample: Option<&L>,
    start: [f64; N],
    prior: Option<f64>,
    threads: usize,
) -> Peak<N> {
    let of_sample = sample.map(|sample| ascend(sample, start, None, prior, threads));
    let near = of_sample.map(|near| ascend(likelihood, near.parameters, near.inverse, prior, threads));
    near.filter(|peak| !peak.rises_inwards).unwrap_or_else(|| ascend(likelihood, start, None, prior, threads))
}

/// Climbs from `start`, where the inverse of the curvature may be known about.
fn ascend<const N: usize, L: Likelihood<N>>(
    likelihood: &L,
    start: [f64; N],
    mut inverse: Option<Matrix<N>>,
    prior: Option<f64>,
    threads: usize,
) -> Peak<N> {
    let mut climb = Climb { likelihood, threads, prior, held: [false; N] };
    let mut at = start.map(libm::log);
    loop {
        let mut slope = climb.slope(&at);
        // Newton's steps need no guess of the curvature where it is known.
        if !L::BENDS {
            climb.uphill(&mut at, &mut slope, inverse.take());
        }
        let information = climb.finish(&mut at, &mut slope);
        if !climb.is_far(&at) {
            let held = std::mem::replace(&mut climb.held, [false; N]);
            if !held.contains(&true) {
                return climb.peak(&at, &slope, &information);
            }
            // What goes along with a parameter that is held is as loose as that one.
            let free = climb.slope(&at);
            let rises_inwards = (0..N).any(|k| held[k] && free.gradient[k] * at[k] < 0.0);
            return Peak { rises_inwards, ..climb.peak(&at, &slope, &climb.information(&at, &free)) };
        }
        climb.held = at.map(|x| x.abs() >= FAR);
    }
}

impl<const N: usize, L: Likelihood<N>> Climb<'_, N, L> {
    fn slope(&self, at: &[f64; N]) -> Slope<N> {
        let ready = self.likelihood.ready(&at.map(libm::exp), self.threads);
        let mut slope = chunks::sum(
            self.likelihood.rows(),
            self.threads,
            Slope::NONE,
            |row, sum: &mut Slope<N>| sum.add(&self.likelihood.row(&ready, row)),
            Slope::join,
        );
        for i in 0..N {
            (0..i).for_each(|j| (slope.bend[j][i], slope.squares[j][i]) = (slope.bend[i][j], slope.squares[i][j]));
        }
        if let Some(spread) = self.prior {
            for k in 0..N {
                slope.value -= 0.5 * (at[k] / spread) * (at[k] / spread);
                slope.gradient[k] -= at[k] / (spread * spread);
                slope.bend[k][k] += 1.0 / (spread * spread);
            }
        }
        for k in (0..N).filter(|&k| self.held[k]) {
            slope.gradient[k] = 0.0;
            (0..N).for_each(|j| (slope.bend[k][j], slope.bend[j][k]) = (0.0, 0.0));
        }
        slope
    }

    /// Whether a parameter has newly gone as far as it is let go.
    fn is_far(&self, at: &[f64; N]) -> bool {
        (0..N).any(|k| at[k].abs() >= FAR && !self.held[k])
    }

    /// What was believed before, at a point.
    fn belief(&self, at: &[f64; N]) -> f64 {
        self.prior.map_or(0.0, |spread| at.iter().map(|x| -0.5 * (x / spread) * (x / spread)).sum())
    }

    /// Takes a step as far as it leads uphill; tells whether it did.
    fn step(&self, at: &mut [f64; N], slope: &mut Slope<N>, step: &[f64; N]) -> bool {
        let longest = step.iter().fold(0.0_f64, |most, x| most.max(x.abs()));
        let promised = dot(&slope.gradient, step);
        let mut part = if longest > LONGEST { LONGEST / longest } else { 1.0 };
        for _ in 0..HALVINGS {
            let mut next = *at;
            (0..N).for_each(|k| next[k] = (at[k] + part * step[k]).clamp(-FAR, FAR));
            let there = self.slope(&next);
            let finite = there.value.is_finite() && there.gradient.iter().all(|x| x.is_finite());
            if finite && there.value >= slope.value + 1e-4 * part * promised {
                (*at, *slope) = (next, there);
                return true;
            }
            part *= 0.5;
        }
        false
    }

    fn uphill(&self, at: &mut [f64; N], slope: &mut Slope<N>, known: Option<Matrix<N>>) {
        let most = slope.gradient.iter().fold(1e-300_f64, |most, x| most.max(x.abs()));
        let mut fresh = known.is_none();
        let mut inverse = known.unwrap_or_else(|| diagonal(1.0 / most));
        for _ in 0..STEPS {
            let step = times(&inverse, &slope.gradient);
            if 0.5 * dot(&slope.gradient, &step) < GAIN || self.is_far(at) {
                return;
            }
            let (before, gradient) = (*at, slope.gradient);
            if !self.step(at, slope, &step) {
                return;
            }
            let mut moved = [0.0; N];
            let mut bent = [0.0; N];
            for k in 0..N {
                moved[k] = at[k] - before[k];
                bent[k] = gradient[k] - slope.gradient[k];
            }
            let along = dot(&moved, &bent);
            if along > 1e-10 * (dot(&moved, &moved) * dot(&bent, &bent)).sqrt() {
                if fresh {
                    inverse = diagonal(along / dot(&bent, &bent));
                    fresh = false;
                }
                update(&mut inverse, &moved, &bent, along);
            }
        }
    }

    /// Newton's steps; gives the curvature at the end, downwards as positive.
    fn finish(&self, at: &mut [f64; N], slope: &mut Slope<N>) -> Matrix<N> {
        let mut polished = 0;
        for _ in 0..STEPS {
            let information = self.information(at, slope);
            if self.is_far(at) {
                return information;
            }
            let axes = Axes::of(information);
            let longest = axes.lengths.iter().fold(0.0_f64, |most, x| most.max(x.abs()));
            // Where it bends the wrong way, or not at all, the step still leads uphill.
            let step = times(&axes.with(|length| 1.0 / length.abs().max(1e-12 * longest)), &slope.gradient);
            let gain = 0.5 * dot(&slope.gradient, &step);
            if gain < GAIN {
                // The last step is below what the likelihood can tell from rounding; the curvature knows better.
                (0..N).for_each(|k| at[k] = (at[k] + step[k].clamp(-LONGEST, LONGEST)).clamp(-FAR, FAR));
                if gain < SETTLED || polished == POLISHES {
                    return information;
                }
                *slope = self.slope(at);
                polished += 1;
                continue;
            }
            if !gain.is_finite() || !self.step(at, slope, &step) {
                return information;
            }
        }
        self.information(at, slope)
    }

    /// The curvature: as the rows know it, or from differences of the gradient.
    fn information(&self, at: &[f64; N], slope: &Slope<N>) -> Matrix<N> {
        if L::BENDS {
            return slope.bend;
        }
        let mut m = [[0.0; N]; N];
        for k in (0..N).filter(|&k| !self.held[k]) {
            let beside = |by: f64| {
                let mut there = *at;
                there[k] += by;
                self.slope(&there).gradient
            };
            let (above, below) = (beside(BETWEEN), beside(-BETWEEN));
            for (i, row) in m.iter_mut().enumerate() {
                row[k] = (below[i] - above[i]) / (2.0 * BETWEEN);
            }
        }
        let mut even = m;
        (0..N).for_each(|i| (0..N).for_each(|j| even[i][j] = 0.5 * (m[i][j] + m[j][i])));
        even
    }

    fn peak(&self, at: &[f64; N], slope: &Slope<N>, information: &Matrix<N>) -> Peak<N> {
        let parameters = at.map(libm::exp);
        let loose = loose(at, information, slope.customers);
        let mut peak = Peak {
            parameters,
            value: slope.value - self.belief(at),
            se: [None; N],
            se_robust: [None; N],
            loose,
            covariance: None,
            inverse: None,
            rises_inwards: false,
        };
        if loose.iter().any(|loose| *loose) {
            return peak;
        }
        let inverse = Axes::of(*information).with(|length| 1.0 / length);
        let robust = sandwich(&inverse, &slope.squares);
        let mut covariance = inverse;
        for k in 0..N {
            peak.se[k] = Some(parameters[k] * inverse[k][k].max(0.0).sqrt());
            peak.se_robust[k] = Some(parameters[k] * robust[k][k].max(0.0).sqrt());
            (0..N).for_each(|j| covariance[k][j] = robust[k][j] * parameters[k] * parameters[j]);
        }
        peak.covariance = Some(covariance);
        peak.inverse = Some(inverse);
        peak
    }
}

/// Which parameters the data say nothing about: those at the edge, and those along which the likelihood is flat, or as good as that.
fn loose<const N: usize>(at: &[f64; N], information: &Matrix<N>, customers: f64) -> [bool; N] {
    let mut loose = at.map(|x| x.is_nan() || x.abs() >= EDGE);
    let axes = Axes::of(*information);
    for (length, direction) in axes.lengths.iter().zip(&axes.directions) {
        if length.is_nan() || *length <= (FLAT * customers).max(1.0 / (VAGUE * VAGUE)) {
            (0..N).for_each(|k| loose[k] |= direction[k].abs() >= SHARE);
        }
    }
    loose
}

fn diagonal<const N: usize>(of: f64) -> Matrix<N> {
    let mut m = [[0.0; N]; N];
    (0..N).for_each(|k| m[k][k] = of);
    m
}

/// The inverse curvature, after what the last step taught (Nocedal and Wright, 6.17).
fn update<const N: usize>(inverse: &mut Matrix<N>, moved: &[f64; N], bent: &[f64; N], along: f64) {
    let turned = times(inverse, bent);
    let more = (along + dot(bent, &turned)) / (along * along);
    for i in 0..N {
        for j in 0..N {
            inverse[i][j] += more * moved[i] * moved[j] - (turned[i] * moved[j] + moved[i] * turned[j]) / along;
        }
    }
}
