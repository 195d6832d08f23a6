//! Ids as fixed-size keys: up to 15 bytes (orders: 11) an id is its own key, a longer one is a digest of its text.
//!
//! A customer digest has 120 bits: with ten million long ids the chance that any two collide is below 4e-23. An order digest has
//! 88 bits: below 2e-13 for ten million. The digests are written out here, so every machine agrees on them.

// Measured: as calls, these few instructions cost more than what they do, tens of millions of times.
#![allow(clippy::inline_always)]

use std::fmt;

/// A customer's id; blank is [`Key::NONE`].
#[derive(Clone, Copy, PartialEq, Eq, Default, Hash, PartialOrd, Ord)]
pub struct Key(pub [u32; 4]);

/// The longest id that is its own key.
const OWN: usize = 15;
/// The longest order id that is its own key.
const OWN_ORDER: usize = 11;
const DIGEST: u8 = 0xff;

impl Key {
    /// No customer: a guest.
    pub const NONE: Self = Self([0; 4]);

    /// The key of a trimmed, decoded id.
    #[inline(always)]
    pub fn of(id: &[u8]) -> Self {
        if id.len() > OWN {
            return Self::digest(id);
        }
        let (low, high) = halves(id);
        Self::from_halves(low, high | (id.len() as u64) << 56)
    }

    /// The key of an id of up to 15 bytes of plain ASCII in which no `@` stands, if that is what it is: it needs no decoding and no
    /// folding.
    #[inline(always)]
    pub fn plain(id: &[u8]) -> Option<Self> {
        const HIGH: u64 = 0x8080_8080_8080_8080;
        const ONES: u64 = 0x0101_0101_0101_0101;
        const AT: u64 = 0x4040_4040_4040_4040;
        if id.is_empty() || id.len() > OWN {
            return None;
        }
        let (low, high) = halves(id);
        // Where no byte has its top bit, the borrow of a subtraction shows the byte that equals the mark.
        let at = |half: u64| (half ^ AT).wrapping_sub(ONES);
        ((low | high | at(low) | at(high)) & HIGH == 0).then(|| Self::from_halves(low, high | (id.len() as u64) << 56))
    }

    /// Whether it names nobody.
    #[inline(always)]
    pub fn is_none(self) -> bool {
        self.0[3] == 0
    }

    /// A hash for dealing into shards and cells; the same on every machine.
    #[inline(always)]
    pub fn hash(self) -> u64 {
        let wide = self.wide();
        fold(wide as u64 ^ 0x9e37_79b9_7f4a_7c15, (wide >> 64) as u64 ^ 0xa076_1d64_78bd_642f)
    }

    /// The id's text where the key holds it whole.
    pub fn text(self) -> Option<String> {
        let bytes = self.wide().to_le_bytes();
        let len = usize::from(bytes[15]);
        (len <= OWN).then(|| String::from_utf8_lossy(&bytes[..len]).into_owned())
    }

    /// Whether the id is too long to be kept whole.
    pub fn is_digest(self) -> bool {
        usize::from(self.wide().to_le_bytes()[15]) > OWN
    }

    /// The id where it has three bytes, as a currency's code.
    pub fn three(self) -> Option<[u8; 3]> {
        let bytes = self.wide().to_le_bytes();
        (bytes[15] == 3).then_some([bytes[0], bytes[1], bytes[2]])
    }

    #[inline(always)]
    fn wide(self) -> u128 {
        let [a, b, c, d] = self.0.map(u128::from);
        a | b << 32 | c << 64 | d << 96
    }

    #[inline(always)]
    fn from_wide(wide: u128) -> Self {
        Self::from_halves(wide as u64, (wide >> 64) as u64)
    }

    #[inline(always)]
    fn from_halves(low: u64, high: u64) -> Self {
        Self([low as u32, (low >> 32) as u32, high as u32, (high >> 32) as u32])
    }

    #[inline(never)]
    fn digest(id: &[u8]) -> Self {
        let (mut a, mut b) = (0x243f_6a88_85a3_08d3 ^ id.len() as u64, 0x1319_8a2e_0370_7344u64);
        let (blocks, tail) = id.as_chunks::<16>();
        let mut last = [0u8; 16];
        last[..tail.len()].copy_from_slice(tail);
        for block in blocks.iter().chain([&last]) {
            let wide = u128::from_le_bytes(*block);
            let (low, high) = (wide as u64, (wide >> 64) as u64);
            a = fold(a ^ low, 0xa409_3822_299f_31d1 ^ high);
            b = fold(b ^ high, 0x082e_fa98_ec4e_6c89 ^ low.rotate_left(32)).wrapping_add(a);
        }
        let first = fold(a, b ^ 0x4528_21e6_38d0_1377);
        let second = fold(b, a ^ 0xbe54_66cf_34e9_0c6c);
        let wide = u128::from(first) << 64 | u128::from(second);
        Self::from_wide(wide & (u128::MAX >> 8) | u128::from(DIGEST) << 120)
    }
}

impl fmt::Debug for Key {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.text() {
            Some(text) => write!(f, "Key({text})"),
            None => write!(f, "Key(#{:032x})", self.wide()),
        }
    }
}

/// An order's id; only compared, never printed. Blank is [`OrderKey::NONE`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct OrderKey(pub [u32; 3]);

impl OrderKey {
    /// No order id: the row is an order of its own.
    pub const NONE: Self = Self([0; 3]);

    /// The key of a trimmed, decoded order id.
    #[inline(always)]
    pub fn of(id: &[u8]) -> Self {
        if id.len() > OWN_ORDER {
            return Self::digest(id);
        }
        let (low, high) = halves(id);
        Self([low as u32, (low >> 32) as u32, high as u32 | (id.len() as u32) << 24])
    }

    /// Whether the row named no order.
    #[inline(always)]
    pub fn is_none(self) -> bool {
        self.0[2] >> 24 == 0
    }

    /// A hash for dealing into shards.
    #[inline(always)]
    pub fn hash(self) -> u64 {
        let low = u64::from(self.0[0]) | u64::from(self.0[1]) << 32;
        fold(low ^ 0x9e37_79b9_7f4a_7c15, u64::from(self.0[2]) ^ 0xa076_1d64_78bd_642f)
    }

    #[inline(always)]
    fn digest(id: &[u8]) -> Self {
        let key = Key::of(id);
        let (low, high) = (key.wide() as u64, (key.wide() >> 64) as u64);
        let tail = fold(low ^ 0x4528_21e6_38d0_1377, high ^ 0x082e_fa98_ec4e_6c89) as u32;
        let hash = key.hash();
        Self([hash as u32, (hash >> 32) as u32, tail & 0x00ff_ffff | u32::from(DIGEST) << 24])
    }
}

/// Up to 15 bytes as two words, the first byte the lowest: two loads that overlap, rather than a copy of unknown length.
#[inline(always)]
fn halves(id: &[u8]) -> (u64, u64) {
    let len = id.len();
    if let (Some(head), Some(tail)) = (id.first_chunk::<8>(), id.last_chunk::<8>()) {
        // In two steps, for a shift by a whole word is not defined.
        return (u64::from_le_bytes(*head), u64::from_le_bytes(*tail) >> 8 >> (8 * (OWN - len)));
    }
    if let (Some(head), Some(tail)) = (id.first_chunk::<4>(), id.last_chunk::<4>()) {
        let (head, tail) = (u32::from_le_bytes(*head), u32::from_le_bytes(*tail));
        return (u64::from(head) | u64::from(tail) << (8 * (len - 4)), 0);
    }
    (id.iter().rev().fold(0, |word, &byte| word << 8 | u64::from(byte)), 0)
}

#[inline(always)]
fn fold(a: u64, b: u64) -> u64 {
    let product = u128::from(a) * u128::from(b);
    product as u64 ^ (product >> 64) as u64
}

#[cfg(test)]
mod tests {
    use super::{Key, OrderKey};

    #[test]
    fn leading_zeros_make_another_customer() {
        assert_ne!(Key::of(b"00123"), Key::of(b"123"));
        assert_eq!(Key::of(b"00123").text().as_deref(), Some("00123"));
    }

    #[test]
    fn a_long_id_is_told_from_its_prefix_and_its_neighbour() {
        let long = b"3074457347487777543-3074457347487777543";
        assert_ne!(Key::of(long), Key::of(&long[..long.len() - 1]));
        assert_ne!(Key::of(b"customer-00000000001"), Key::of(b"customer-00000000002"));
        assert_eq!(Key::of(long).text(), None);
    }

    #[test]
    fn a_short_id_is_its_own_text_whatever_its_length() {
        for len in 1..=15 {
            let id = &"abcdefghijklmno"[..len];
            assert_eq!(Key::of(id.as_bytes()).text().as_deref(), Some(id));
        }
    }

    #[test]
    fn a_plain_key_is_the_same_key_and_tells_what_needs_folding() {
        for len in 1..=15 {
            let id = &b"abcdefghijklmno"[..len];
            assert_eq!(Key::plain(id), Some(Key::of(id)));
            for at in 0..len {
                for (byte, plain) in
                    [(b'@', false), (b'A', true), (b'?', true), (0xe9, false), (0xc0, false), (b' ', true)]
                {
                    let mut id = id.to_vec();
                    id[at] = byte;
                    assert_eq!(Key::plain(&id).is_some(), plain, "{byte:#x} at {at} of {len}");
                }
            }
        }
        assert_eq!((Key::plain(b""), Key::plain(b"abcdefghijklmnop")), (None, None));
    }

    #[test]
    fn no_id_is_no_key() {
        assert!(Key::of(b"").is_none() && OrderKey::of(b"").is_none());
        assert!(!Key::of(b"0").is_none() && !OrderKey::of(b"an order id beyond eleven bytes").is_none());
    }
}
