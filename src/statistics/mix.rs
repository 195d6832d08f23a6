//! Dice that fall the same way everywhere: a written-out mixing function and a tiny seeded generator.
//!
//! `SplitMix64` (Steele, Lea and Flood, *Fast splittable pseudorandom number generators*, OOPSLA 2014), with the finaliser
//! constants of Stafford's variant 13. Written out here because the answer must not change with the version of a dependency.

/// The step between two states: 2^64 divided by the golden ratio, made odd.
const STEP: u64 = 0x9E37_79B9_7F4A_7C15;

/// Spreads a number over all 64 bits, one to one, so that neighbours end up far apart.
///
/// Zero stays zero.
pub const fn mix(x: u64) -> u64 {
    let x = (x ^ (x >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    let x = (x ^ (x >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
    x ^ (x >> 31)
}

/// An endless row of random numbers, settled by its seed.
#[derive(Debug, Clone)]
pub struct Rolls {
    state: u64,
}

impl Rolls {
    /// Starts the row that belongs to this seed.
    pub const fn new(seed: u64) -> Self {
        Self { state: seed }
    }

    /// Rolls 64 random bits.
    // Not an iterator: it never ends, and callers should not meet an Option.
    #[allow(clippy::should_implement_trait)]
    pub const fn next(&mut self) -> u64 {
        self.state = self.state.wrapping_add(STEP);
        mix(self.state)
    }

    /// Rolls a whole number from 0 up to but not including `n`; 0 when `n` is 0.
    ///
    /// Multiply and shift (Lemire 2019, *Fast random integer generation in an interval*) without the rejection step: some
    /// numbers are likelier than others by at most n/2^64, far below anything a resampling could show.
    pub const fn below(&mut self, n: u64) -> u64 {
        ((self.next() as u128 * n as u128) >> 64) as u64
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_row_of_a_seed_is_the_published_one() {
        // Rosetta Code, "Pseudo-random numbers/Splitmix64", seed 1234567.
        let mut rolls = Rolls::new(1_234_567);
        let published = [
            6_457_827_717_110_365_317,
            3_203_168_211_198_807_973,
            9_817_491_932_198_370_423,
            4_593_380_528_125_082_431,
            16_408_922_859_458_223_821,
        ];
        assert_eq!(published, std::array::from_fn(|_| rolls.next()));
    }

    #[test]
    fn the_row_of_seed_zero_is_the_one_of_the_java_library() {
        // Java's SplittableRandom(0), and the reference C code of Vigna.
        let mut rolls = Rolls::new(0);
        assert_eq!(rolls.next(), 0xE220_A839_7B1D_CDAF);
        assert_eq!(rolls.next(), 0x6E78_9E6A_A1B9_65F4);
        assert_eq!(rolls.next(), 0x06C4_5D18_8009_454F);
    }

    #[test]
    fn rolls_below_ten_show_every_digit_about_as_often() {
        let mut rolls = Rolls::new(7);
        let mut seen = [0_u32; 10];
        for _ in 0..10_000 {
            seen[usize::try_from(rolls.below(10)).unwrap()] += 1;
        }
        // Four standard deviations of a binomial count around 1000.
        assert!(seen.iter().all(|n| (880..=1120).contains(n)), "{seen:?}");
    }

    #[test]
    fn below_one_and_below_zero_there_is_only_zero() {
        let mut rolls = Rolls::new(7);
        assert_eq!(rolls.below(1), 0);
        assert_eq!(rolls.below(0), 0);
    }
}
