//! ISO 4217 codes in two bytes.

use std::fmt;

/// Three letters, packed.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug, Hash, Default)]
pub struct Currency(pub u16);

impl fmt::Display for Currency {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for shift in [10, 5, 0] {
            let letter = b'A' - 1 + (self.0 >> shift & 31) as u8;
            write!(f, "{}", char::from(letter))?;
        }
        Ok(())
    }
}
