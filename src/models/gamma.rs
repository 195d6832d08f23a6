//! The gamma function and its derivative.

/// The natural logarithm of the gamma function, for arguments above zero.
pub(super) fn ln_gamma(x: f64) -> f64 {
    libm::lgamma(x)
}

/// From here on the asymptotic series is right to the last digit.
const ASYMPTOTIC: f64 = 10.0;

/// The derivative of [`ln_gamma`], for arguments above zero.
///
/// Below [`ASYMPTOTIC`] by the recurrence ψ(x) = ψ(x + 1) − 1/x, above by ln x − 1/(2x) − Σ B₂ₙ / (2n x²ⁿ), Abramowitz and Stegun 6.3.18.
pub(super) fn digamma(x: f64) -> f64 {
    let (mut x, mut below) = (x, 0.0);
    while x < ASYMPTOTIC {
        below += 1.0 / x;
        x += 1.0;
    }
    let z = 1.0 / (x * x);
    let series = z
        * (1.0 / 12.0
            - z * (1.0 / 120.0
                - z * (1.0 / 252.0 - z * (1.0 / 240.0 - z * (1.0 / 132.0 - z * (691.0 / 32_760.0 - z / 12.0))))));
    libm::log(x) - 0.5 / x - series - below
}

/// The derivative of [`digamma`], for arguments above zero: by the recurrence, and by 1/x + 1/(2x²) + Σ B₂ₙ / x²ⁿ⁺¹, 6.4.12.
pub(super) fn trigamma(x: f64) -> f64 {
    let (mut x, mut below) = (x, 0.0);
    while x < ASYMPTOTIC {
        below += 1.0 / (x * x);
        x += 1.0;
    }
    let z = 1.0 / (x * x);
    let series = z
        * (1.0 / 6.0
            - z * (1.0 / 30.0
                - z * (1.0 / 42.0 - z * (1.0 / 30.0 - z * (5.0 / 66.0 - z * (691.0 / 2_730.0 - z * 7.0 / 6.0))))));
    below + (1.0 + 0.5 / x + series) / x
}

#[cfg(test)]
#[allow(clippy::excessive_precision, reason = "figures are as they were printed")]
mod tests {
    use super::{digamma, ln_gamma, trigamma};

    #[test]
    fn all_agree_with_fifty_digit_arithmetic() {
        // mpmath, 50 digits.
        let known = [
            (0.001, 1_000_001.642_533_195_87, -1_000.575_571_931_810_28, 6.907_178_885_383_853_7),
            (0.5, 4.934_802_200_544_679_3, -1.963_510_026_021_423_5, 0.572_364_942_924_700_09),
            (1.0, 1.644_934_066_848_226_4, -0.577_215_664_901_532_86, 0.0),
            (9.99, 0.105_276_950_148_241_79, 2.250_700_372_831_201_1, 12.779_315_214_350_193),
            (15_000.0, 6.666_888_893_827_160_5e-5, 9.615_772_146_380_643_4, 129_233.193_242_613_92),
        ];
        for (x, bend, psi, ln) in known {
            assert!((trigamma(x) / bend - 1.0).abs() <= 4e-15, "{x}: {} {bend}", trigamma(x));
            assert!((digamma(x) - psi).abs() <= 4e-15 * psi.abs().max(1.0), "{x}: {} {psi}", digamma(x));
            assert!((ln_gamma(x) - ln).abs() <= 4e-15 * ln.abs().max(1.0), "{x}: {} {ln}", ln_gamma(x));
        }
    }
}
