//! Amounts of money, exact: a mantissa and a scale, never a float.

mod digits;
mod dress;
mod evidence;
mod fast;

use crate::ledger::currency::Currency;

pub(in crate::input) use dress::may_mean;
pub use evidence::{AmountDecision, AmountEvidence};
pub use fast::{fast, fast_comma};

/// An exact amount: the mantissa divided by ten to the power of the scale.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Hash)]
pub struct Amount {
    /// All digits as one whole number, at most eighteen of them.
    pub mantissa: i64,
    /// How many of them stand behind the mark, at most eight.
    pub scale: u8,
}

impl Amount {
    /// The decimals at which a mark may as well set thousands apart.
    pub const THOUSANDS: u8 = 3;

    /// Says whether the digits are those of `1.234`, which beside two-decimal amounts may be a thousand in another country.
    pub fn is_odd_thousands(self) -> bool {
        self.scale == Self::THOUSANDS && (1_000..1_000_000).contains(&self.mantissa.unsigned_abs())
    }
}

/// An amount with everything else its text says.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct AmountText {
    /// The amount.
    pub amount: Amount,
    /// The currency that a code or an unambiguous sign names.
    pub currency: Option<Currency>,
    /// A sign that names several currencies, such as `¥` or `$`.
    pub symbol: Option<char>,
    /// What the reading of float noise added, in units of 1e-20.
    pub noise: Option<i128>,
    /// How the text was dressed.
    pub marks: Marks,
}

/// What an amount's text carried beside plain digits.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
#[allow(clippy::struct_excessive_bools, reason = "independent remarks on one text, each counted on its own")]
pub struct Marks {
    /// Thousands stood in groups.
    pub grouped: bool,
    /// Brackets made it negative.
    pub parentheses: bool,
    /// `△` or `▲` made it negative.
    pub triangle: bool,
    /// A minus behind the digits made it negative.
    pub trailing_minus: bool,
    /// The minus was U+2212, or a dash, and not the keyboard's.
    pub unicode_minus: bool,
    /// Some characters were full-width.
    pub full_width: bool,
    /// A currency sign or code was written.
    pub symbol: bool,
    /// The text stood in a spreadsheet's text guard, `="1234.50"`.
    pub text_guard: bool,
}

/// The mark before the decimals.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum DecimalMark {
    /// `1,234.50`.
    #[default]
    Point,
    /// `1.234,50`.
    Comma,
}

impl DecimalMark {
    fn decimal(self) -> char {
        match self {
            Self::Point => '.',
            Self::Comma => ',',
        }
    }

    fn group(self) -> char {
        self.other().decimal()
    }

    fn other(self) -> Self {
        match self {
            Self::Point => Self::Comma,
            Self::Comma => Self::Point,
        }
    }
}

/// Why a text is not an amount.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum AmountFault {
    /// Nothing is written, or a mark for nothing.
    Missing,
    /// It is no amount.
    Bad,
    /// It is an amount only with the other decimal mark.
    Ambiguous,
    /// It has more digits than are kept exactly.
    TooLarge,
}

/// Reads a text under a decimal mark.
pub fn read(text: &str, mark: DecimalMark) -> Result<AmountText, AmountFault> {
    let wide = super::narrow::is_wide(text);
    let narrowed = super::narrow::narrow(text);
    let guarded = super::narrow::unguard(&narrowed);
    let bare = guarded.unwrap_or(&narrowed).trim_matches(' ');
    if super::missing::is_missing_narrow(bare) {
        return Err(AmountFault::Missing);
    }
    let dress = dress::undress(bare).ok_or(AmountFault::Bad)?;
    let number = match digits::read(dress.digits, mark) {
        Err(AmountFault::Bad) if digits::read(dress.digits, mark.other()).is_ok() => Err(AmountFault::Ambiguous),
        read => read,
    }?;
    let sign = if dress.negative { -1 } else { 1 };
    Ok(AmountText {
        amount: Amount { mantissa: sign * number.mantissa, scale: number.scale },
        currency: dress.currency,
        symbol: dress.symbol,
        noise: number.noise.map(|noise| i128::from(sign) * noise),
        marks: Marks { grouped: number.grouped, full_width: wide, text_guard: guarded.is_some(), ..dress.marks },
    })
}

#[cfg(test)]
mod agreement;
#[cfg(test)]
mod tests;
