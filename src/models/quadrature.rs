//! Integrals of smooth positive functions.

#![allow(clippy::excessive_precision, reason = "as in the table")]

/// Abscissas and weights of the 12-point Gauss-Legendre rule on (−1, 1), the positive half (Abramowitz and Stegun, table 25.4).
pub(super) const GAUSS: [(f64, f64); 6] = [
    (0.125_233_408_511_468_92, 0.249_147_045_813_402_79),
    (0.367_831_498_998_180_2, 0.233_492_536_538_354_81),
    (0.587_317_954_286_617_45, 0.203_167_426_723_065_92),
    (0.769_902_674_194_304_69, 0.160_078_328_543_346_23),
    (0.904_117_256_370_474_86, 0.106_939_325_995_318_43),
    (0.981_560_634_246_719_25, 0.047_175_336_386_511_827),
];

/// Shows every node of one panel with its weight.
#[inline]
pub(super) fn panel(from: f64, width: f64, mut at: impl FnMut(f64, f64)) {
    let half = 0.5 * width;
    let middle = from + half;
    for (node, weight) in GAUSS {
        at(middle - half * node, half * weight);
        at(middle + half * node, half * weight);
    }
}

#[cfg(test)]
mod tests {
    use super::panel;

    #[test]
    fn polynomials_of_degree_23_and_a_fast_decay_are_exact() {
        let mut polynomial = 0.0;
        panel(0.0, 1.0, |x, weight| polynomial += weight * libm::pow(x, 23.0));
        assert!((polynomial - 1.0 / 24.0).abs() < 1e-16, "{polynomial}");
        let mut decay = 0.0;
        panel(0.0, 8.0, |x, weight| decay += weight * libm::exp(-x));
        assert!((decay + libm::expm1(-8.0)).abs() < 2e-15, "{decay}");
    }
}
