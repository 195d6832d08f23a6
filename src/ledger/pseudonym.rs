//! Names for customers that only the holder of a key can make again: a keyed hash of the id.
//!
//! SipHash-2-4 with 128 bits of output (Aumasson and Bernstein 2012), under a key of 128 bits, written out here so that a pseudonym
//! never changes with the version of a dependency. The same id under the same key is the same name in every run, so lists can be
//! joined; without the key nobody can try ids one by one, as with a plain hash.
//!
//! It hides who a customer is, not what the row says: dates and amounts may still tell someone who knows them.

/// A key of 128 bits.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct Pseudonyms {
    key: [u64; 2],
}

/// A key is never shown.
impl std::fmt::Debug for Pseudonyms {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Pseudonyms")
    }
}

impl Pseudonyms {
    /// Takes a key that is written as 32 hexadecimal digits, and nothing shorter or longer.
    pub fn of_hex(text: &str) -> Option<Self> {
        let text = text.trim();
        if text.len() != 32 || !text.bytes().all(|b| b.is_ascii_hexdigit()) {
            return None;
        }
        let mut bytes = [0_u8; 16];
        for (at, byte) in bytes.iter_mut().enumerate() {
            *byte = u8::from_str_radix(&text[2 * at..2 * at + 2], 16).ok()?;
        }
        Some(Self::of_bytes(bytes))
    }

    fn of_bytes(bytes: [u8; 16]) -> Self {
        let (low, high) = bytes.split_at(8);
        let word = |bytes: &[u8]| bytes.iter().rev().fold(0_u64, |word, &byte| (word << 8) | u64::from(byte));
        Self { key: [word(low), word(high)] }
    }

    /// The name of an id: 32 hexadecimal digits.
    pub fn of(&self, id: &str) -> String {
        let [first, second] = self.hash(id.as_bytes()).map(u64::swap_bytes);
        format!("{first:016x}{second:016x}")
    }

    fn hash(&self, bytes: &[u8]) -> [u64; 2] {
        let [k0, k1] = self.key;
        let mut v = [
            k0 ^ 0x736f_6d65_7073_6575,
            k1 ^ 0x646f_7261_6e64_6f6d ^ 0xee,
            k0 ^ 0x6c79_6765_6e65_7261,
            k1 ^ 0x7465_6462_7974_6573,
        ];
        let (words, rest) = bytes.as_chunks::<8>();
        for word in words {
            take(&mut v, u64::from_le_bytes(*word));
        }
        let mut last = [0; 8];
        last[..rest.len()].copy_from_slice(rest);
        take(&mut v, u64::from_le_bytes(last) | ((bytes.len() as u64) << 56));
        v[2] ^= 0xee;
        rounds(&mut v, 4);
        let first = v[0] ^ v[1] ^ v[2] ^ v[3];
        v[1] ^= 0xdd;
        rounds(&mut v, 4);
        [first, v[0] ^ v[1] ^ v[2] ^ v[3]]
    }
}

fn take(v: &mut [u64; 4], word: u64) {
    v[3] ^= word;
    rounds(v, 2);
    v[0] ^= word;
}

fn rounds(v: &mut [u64; 4], times: u32) {
    for _ in 0..times {
        v[0] = v[0].wrapping_add(v[1]);
        v[1] = v[1].rotate_left(13) ^ v[0];
        v[0] = v[0].rotate_left(32);
        v[2] = v[2].wrapping_add(v[3]);
        v[3] = v[3].rotate_left(16) ^ v[2];
        v[0] = v[0].wrapping_add(v[3]);
        v[3] = v[3].rotate_left(21) ^ v[0];
        v[2] = v[2].wrapping_add(v[1]);
        v[1] = v[1].rotate_left(17) ^ v[2];
        v[2] = v[2].rotate_left(32);
    }
}

#[cfg(test)]
mod tests {
    use super::Pseudonyms;

    #[test]
    fn names_are_those_of_the_published_vectors() {
        // The reference implementation's vectors of SipHash-2-4-128: key 00 01 … 0f, inputs of 0 and of 1 byte (00).
        let names = Pseudonyms::of_hex("000102030405060708090A0B0C0D0E0F\n").expect("a key");
        assert_eq!(names.of(""), "a3817f04ba25a8e66df67214c7550293");
        assert_eq!(names.of("\0"), "da87c1d86b99af44347659119b22fc45");
    }

    #[test]
    fn another_key_gives_other_names_and_the_same_key_the_same() {
        let names = |key: &str| Pseudonyms::of_hex(key).expect("a key").of("C0001");
        assert_eq!(names(&"ab".repeat(16)), names(&"AB".repeat(16)));
        assert_ne!(names(&"ab".repeat(16)), names(&"ac".repeat(16)));
    }

    #[test]
    fn a_key_has_128_bits() {
        for text in
            ["", "secret", "0123456789abcdef", "0123456789abcdef0123456789abcdeg", "0123456789abcdef0123456789abcdef0"]
        {
            assert_eq!(Pseudonyms::of_hex(text), None, "{text}");
        }
    }
}
