//! The normal distribution: how far out a share of it lies, and back.
//!
//! The quantile is algorithm AS 241 (Wichura 1988, *Applied Statistics* 37:477), routine PPND16: three ratios of polynomials
//! of degree seven, for the middle, the tail and the far tail, good to about one part in 10^16. The distribution function is
//! Phi(z) = erfc(-z / sqrt 2) / 2.

use std::f64::consts::FRAC_1_SQRT_2;

/// Gives the share of the normal distribution that lies below `z`.
pub fn cdf(z: f64) -> f64 {
    0.5 * libm::erfc(-z * FRAC_1_SQRT_2)
}

/// Gives the `z` that a share `p` of the normal distribution lies below; infinite at 0 and 1.
pub fn quantile(p: f64) -> f64 {
    if p <= 0.0 {
        return f64::NEG_INFINITY;
    }
    if p >= 1.0 {
        return f64::INFINITY;
    }
    let centred = p - 0.5;
    if centred.abs() <= 0.425 {
        return centred * MIDDLE.at(0.180_625 - centred * centred);
    }
    let tail = if centred < 0.0 { p } else { 1.0 - p };
    let depth = (-libm::log(tail)).sqrt();
    let distance = if depth <= 5.0 {
        TAIL.at(depth - 1.6)
    } else {
        FAR_TAIL.at(depth - 5.0)
    };
    distance.copysign(centred)
}

/// Gives the z that this share of the normal distribution lies within, to both sides: 1.96 for 0.95.
pub fn z_for(confidence: f64) -> f64 {
    -quantile((1.0 - confidence) / 2.0)
}

/// Gives the two-sided p-value of a z: the share of the distribution at least as far out.
pub(super) fn two_sided(z: f64) -> f64 {
    libm::erfc(z.abs() * FRAC_1_SQRT_2)
}

/// A ratio of two polynomials, coefficients of the highest power first.
struct Ratio {
    above: [f64; 8],
    below: [f64; 8],
}

impl Ratio {
    fn at(&self, x: f64) -> f64 {
        polynomial(self.above, x) / polynomial(self.below, x)
    }
}

fn polynomial(coefficients: [f64; 8], x: f64) -> f64 {
    coefficients
        .into_iter()
        .fold(0.0, |sum, next| sum * x + next)
}

const MIDDLE: Ratio = Ratio {
    above: [
        2_509.080_928_730_122_7,
        33_430.575_583_588_13,
        67_265.770_927_008_7,
        45_921.953_931_549_87,
        13_731.693_765_509_46,
        1_971.590_950_306_551_3,
        133.141_667_891_784_38,
        3.387_132_872_796_366_5,
    ],
    below: [
        5_226.495_278_852_854,
        28_729.085_735_721_943,
        39_307.895_800_092_71,
        21_213.794_301_586_597,
        5_394.196_021_424_751,
        687.187_007_492_057_9,
        42.313_330_701_600_91,
        1.0,
    ],
};

const TAIL: Ratio = Ratio {
    above: [
        7.745_450_142_783_414e-4,
        0.022_723_844_989_269_184,
        0.241_780_725_177_450_6,
        1.270_458_252_452_368_4,
        3.647_848_324_763_204_5,
        5.769_497_221_460_691,
        4.630_337_846_156_546,
        1.423_437_110_749_683_5,
    ],
    below: [
        1.050_750_071_644_416_9e-9,
        5.475_938_084_995_345e-4,
        0.015_198_666_563_616_457,
        0.148_103_976_427_480_08,
        0.689_767_334_985_1,
        1.676_384_830_183_803_8,
        2.053_191_626_637_759,
        1.0,
    ],
};

const FAR_TAIL: Ratio = Ratio {
    above: [
        2.010_334_399_292_288_1e-7,
        2.711_555_568_743_487_6e-5,
        0.001_242_660_947_388_078_4,
        0.026_532_189_526_576_124,
        0.296_560_571_828_504_87,
        1.784_826_539_917_291_3,
        5.463_784_911_164_114,
        6.657_904_643_501_103,
    ],
    below: [
        2.044_263_103_389_939_8e-15,
        1.421_511_758_316_446e-7,
        1.846_318_317_510_054_7e-5,
        7.868_691_311_456_133e-4,
        0.014_875_361_290_850_615,
        0.136_929_880_922_735_8,
        0.599_832_206_555_888,
        1.0,
    ],
};

#[cfg(test)]
mod tests {
    use super::super::testing::near;
    use super::*;

    #[test]
    fn the_quantiles_are_those_of_wichuras_test_points() {
        // Wichura (1988), section 3: p = 0.25, 0.001 and 1e-20.
        near(quantile(0.25), -0.674_489_750_196_081_7, 1e-15);
        near(quantile(0.001), -3.090_232_306_167_814, 1e-14);
        near(quantile(1e-20), -9.262_340_089_798_408, 1e-14);
    }

    #[test]
    fn ninety_five_percent_lie_within_one_point_nine_six() {
        // The usual tables of two-sided 95, 99 and 90 %, with more digits than they print.
        near(z_for(0.95), 1.959_963_984_540_054, 1e-15);
        near(z_for(0.99), 2.575_829_303_548_901, 1e-14);
        near(z_for(0.90), 1.644_853_626_951_472_7, 1e-14);
    }

    #[test]
    fn the_distribution_undoes_the_quantile() {
        for step in 1..1_000_u32 {
            let p = f64::from(step) / 1_000.0;
            near(cdf(quantile(p)), p, 1e-15);
        }
        near(cdf(quantile(1e-12)) / 1e-12, 1.0, 1e-12);
    }

    #[test]
    fn the_distribution_is_the_tabulated_one() {
        // Abramowitz and Stegun, table 26.1.
        near(cdf(0.0), 0.5, 0.0);
        near(cdf(1.0), 0.841_344_746_068_543, 1e-15);
        near(cdf(-2.0), 0.022_750_131_948_179, 1e-15);
        near(two_sided(-2.0), 2.0 * 0.022_750_131_948_179, 1e-15);
    }

    #[test]
    fn nothing_lies_outside_the_whole() {
        assert!(quantile(0.0) < f64::MIN && quantile(1.0) > f64::MAX);
        near(quantile(0.5), 0.0, 0.0);
        assert!(quantile(f64::NAN).is_nan());
    }
}
