//! Where the marks of a 64-byte block stand, as bits: eight bytes at a time, in plain integer arithmetic.
//!
//! Costs about a quarter of a nanosecond per byte and mark on one core; the compiler makes vector code of it where it can.

// Measured: as calls, these few instructions cost more than what they do, tens of millions of times.
#![allow(clippy::inline_always)]

/// Bytes looked at together; a chunk is followed by at least that many bytes of slack.
pub(super) const BLOCK: usize = 64;

const ONES: u64 = 0x0101_0101_0101_0101;
const LOW: u64 = 0x7f7f_7f7f_7f7f_7f7f;

/// The high bit of each byte that is zero.
#[inline(always)]
fn zeros(word: u64) -> u64 {
    !(((word & LOW) + LOW) | word | LOW)
}

/// The eight high bits as one byte.
#[inline(always)]
fn pack(bits: u64) -> u64 {
    (bits >> 7).wrapping_mul(0x0102_0408_1020_4080) >> 56
}

#[inline(always)]
fn word(block: &[u8; BLOCK], index: usize) -> u64 {
    let eight: [u8; 8] = [
        block[index * 8],
        block[index * 8 + 1],
        block[index * 8 + 2],
        block[index * 8 + 3],
        block[index * 8 + 4],
        block[index * 8 + 5],
        block[index * 8 + 6],
        block[index * 8 + 7],
    ];
    u64::from_le_bytes(eight)
}

/// Bits of the bytes equal to `mark`.
#[inline(always)]
pub(super) fn of(block: &[u8; BLOCK], mark: u8) -> u64 {
    let mark = ONES * u64::from(mark);
    (0..8).fold(0, |bits, i| bits | pack(zeros(word(block, i) ^ mark)) << (8 * i))
}

/// Bits of the bytes equal to either mark.
#[inline(always)]
pub(super) fn of_two(block: &[u8; BLOCK], first: u8, second: u8) -> u64 {
    let (first, second) = (ONES * u64::from(first), ONES * u64::from(second));
    (0..8).fold(0, |bits, i| {
        let word = word(block, i);
        bits | pack(zeros(word ^ first) | zeros(word ^ second)) << (8 * i)
    })
}

/// Bit `i` tells whether an odd number of bits up to and including `i` is set: inside quotes.
#[inline(always)]
pub(super) fn inside(quotes: u64) -> u64 {
    let mut x = quotes;
    x ^= x << 1;
    x ^= x << 2;
    x ^= x << 4;
    x ^= x << 8;
    x ^= x << 16;
    x ^ (x << 32)
}

#[cfg(test)]
mod tests {
    use super::{BLOCK, inside, of, of_two};

    #[test]
    fn every_byte_value_is_found_where_it_stands() {
        for mark in 0..=255u8 {
            let mut block = [mark.wrapping_add(1); BLOCK];
            block[0] = mark;
            block[9] = mark;
            block[63] = mark;
            assert_eq!(of(&block, mark), 1 | 1 << 9 | 1 << 63, "{mark}");
            assert_eq!(of_two(&block, mark, mark.wrapping_add(1)), u64::MAX);
        }
    }

    #[test]
    fn a_quote_opens_and_the_next_one_closes() {
        assert_eq!(inside(0b10010), 0b01110);
    }
}
