//! How likely each number of repeats is, for someone who has just bought for the first time.

use super::dropout::Dropout;
use super::gamma::ln_gamma;
use super::pareto::Pareto;
use super::quadrature::panel;

/// The chance of `count` purchases within `time` of customers who never stop.
fn without_stopping(r: f64, alpha: f64, count: u32, time: f64) -> f64 {
    let x = f64::from(count);
    if time <= 0.0 {
        return f64::from(u8::from(count == 0));
    }
    let ways = ln_gamma(r + x) - ln_gamma(r) - ln_gamma(x + 1.0);
    libm::exp(ways - r * libm::log1p(time / alpha) - x * libm::log1p(alpha / time))
}

/// MBG/NBD and BG/NBD: so many in all; or at least so many, had it gone on, and a stop after the last.
pub(super) fn dropout(of: &Dropout, count: u32, time: f64) -> f64 {
    let Dropout { r, alpha, a, b, first_is_safe } = *of;
    let tries = if first_is_safe { count } else { count + 1 };
    let passed = |tries: u32| -> f64 { (0..tries).map(|i| (b + f64::from(i)) / (a + b + f64::from(i))).product() };
    let going = passed(tries) * without_stopping(r, alpha, count, time);
    if tries == 0 {
        return going;
    }
    let before: f64 = (0..count).map(|fewer| without_stopping(r, alpha, fewer, time)).sum();
    let stops = a / (a + b + f64::from(tries - 1));
    going + passed(tries - 1) * stops * (1.0 - before)
}

/// Pareto/NBD: so many in all; or so many until a stop on the way.
pub(super) fn pareto(of: &Pareto, count: u32, time: f64) -> f64 {
    let Pareto { r, alpha, s, beta } = *of;
    let stays = |u: f64| libm::exp(-s * libm::log1p(u / beta));
    let mut sum = stays(time) * without_stopping(r, alpha, count, time);
    // In v = u^(1/4) whatever happens at the very beginning is smooth.
    let end = time.sqrt().sqrt();
    for part in 0..PANELS {
        panel(end * f64::from(part) / f64::from(PANELS), end / f64::from(PANELS), |v, weight| {
            let u = v * v * v * v;
            let density = s / (beta + u) * stays(u);
            sum += weight * 4.0 * v * v * v * density * without_stopping(r, alpha, count, u);
        });
    }
    sum
}

/// Enough for ten digits.
const PANELS: u32 = 16;
