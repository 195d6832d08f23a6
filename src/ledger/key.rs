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
        Self::from_wide(short(id) | (id.len() as u128) << 120)
    }

    /// The key of an id of up to 15 bytes of plain ASCII in which no `@` stands, if that is what it is: it needs no decoding and no
    /// folding.
    #[inline(always)]
    pub fn plain(id: &[u8]) -> Option<Self> {
        const HIGH: u128 = 0x8080_8080_8080_8080_8080_8080_8080_8080;
        const LOW: u128 = !HIGH;
        const AT: u128 = 0x4040_4040_4040_4040_4040_4040_4040_4040;
        if id.is_empty() || id.len() > OWN {
            return None;
        }
        let wide = short(id);
        let apart = wide ^ AT;
        let at = !(((apart & LOW) + LOW) | apart | LOW);
        ((wide & HIGH) | at == 0).then(|| Self::from_wide(wide | (id.len() as u128) << 120))
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

    #[inline(always)]
    fn wide(self) -> u128 {
        let [a, b, c, d] = self.0.map(u128::from);
        a | b << 32 | c << 64 | d << 96
    }

    #[inline(always)]
    fn from_wide(wide: u128) -> Self {
        Self([wide as u32, (wide >> 32) as u32, (wide >> 64) as u32, (wide >> 96) as u32])
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
        let wide = short(id) | (id.len() as u128) << 88;
        Self([wide as u32, (wide >> 32) as u32, (wide >> 64) as u32])
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

/// Up to 15 bytes as a number, the first the lowest: two loads that overlap, rather than a copy of unknown length.
#[inline(always)]
fn short(id: &[u8]) -> u128 {
    let len = id.len();
    if let (Some(head), Some(tail)) = (id.first_chunk::<8>(), id.last_chunk::<8>()) {
        let (head, tail) = (u64::from_le_bytes(*head), u64::from_le_bytes(*tail));
        return u128::from(head) | u128::from(tail) << (8 * (len - 8));
    }
    if let (Some(head), Some(tail)) = (id.first_chunk::<4>(), id.last_chunk::<4>()) {
        let (head, tail) = (u32::from_le_bytes(*head), u32::from_le_bytes(*tail));
        return u128::from(u64::from(head) | u64::from(tail) << (8 * (len - 4)));
    }
    id.iter().rev().fold(0, |wide, &byte| wide << 8 | u128::from(byte))
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
    fn no_id_is_no_key() {
        assert!(Key::of(b"").is_none() && OrderKey::of(b"").is_none());
        assert!(!Key::of(b"0").is_none() && !OrderKey::of(b"an order id beyond eleven bytes").is_none());
    }
}
