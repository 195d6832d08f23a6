//! What stands around the digits: sign, brackets, currency.

use super::Marks;
use crate::ledger::currency::Currency;

/// An amount taken apart.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct Dress<'a> {
    pub digits: &'a str,
    pub negative: bool,
    pub currency: Option<Currency>,
    pub symbol: Option<char>,
    pub marks: Marks,
}

/// Signs of several letters, and the currency each names.
const LONG_SIGNS: [(&str, &str); 16] = [
    ("US$", "USD"),
    ("USD$", "USD"),
    ("CA$", "CAD"),
    ("C$", "CAD"),
    ("AU$", "AUD"),
    ("A$", "AUD"),
    ("NZ$", "NZD"),
    ("HK$", "HKD"),
    ("NT$", "TWD"),
    ("SG$", "SGD"),
    ("S$", "SGD"),
    ("MX$", "MXN"),
    ("R$", "BRL"),
    ("zł", "PLN"),
    ("Kč", "CZK"),
    ("Ft", "HUF"),
];

/// Signs that name several currencies, and those they can stand for.
const SHARED_SIGNS: [(char, &[&str]); 3] = [
    ('¥', &["JPY", "CNY"]),
    (
        '$',
        &[
            "USD", "CAD", "AUD", "NZD", "HKD", "TWD", "SGD", "MXN", "ARS", "CLP", "COP", "BRL", "XCD", "BSD", "BBD",
            "JMD", "TTD", "UYU", "DOP", "FJD", "BND", "BZD", "BMD", "KYD", "NAD", "LRD", "GYD", "SRD",
        ],
    ),
    ('元', &["CNY", "TWD"]),
];

/// One thing that can stand before or behind the digits.
#[derive(Clone, Copy)]
enum Garment {
    Plus,
    Minus,
    UnicodeMinus,
    Triangle,
    Code(Currency),
    Sign(char),
}

/// Takes an amount apart; nothing when two signs or two currencies contradict each other.
pub(super) fn undress(text: &str) -> Option<Dress<'_>> {
    let mut dress = Dress { digits: text, negative: false, currency: None, symbol: None, marks: Marks::default() };
    let mut signed = false;
    dress.strip_front(&mut signed)?;
    dress.strip_back(&mut signed)?;
    if let Some(inner) = dress.digits.strip_prefix('(') {
        // A sign beside brackets would be a second one.
        if std::mem::replace(&mut signed, true) {
            return None;
        }
        dress.digits = inner.strip_suffix(')')?.trim_matches(' ');
        dress.negative = true;
        dress.marks.parentheses = true;
        dress.strip_front(&mut signed)?;
        dress.strip_back(&mut signed)?;
    }
    dress.agrees().then_some(dress)
}

impl Dress<'_> {
    /// Takes off what stands in front.
    fn strip_front(&mut self, signed: &mut bool) -> Option<()> {
        while let Some((garment, rest)) = front(self.digits) {
            self.put(garment, signed, false)?;
            self.digits = rest.trim_start_matches(' ');
        }
        Some(())
    }

    /// Takes off what stands behind.
    fn strip_back(&mut self, signed: &mut bool) -> Option<()> {
        while let Some((garment, rest)) = back(self.digits) {
            self.put(garment, signed, true)?;
            self.digits = rest.trim_end_matches(' ');
        }
        Some(())
    }

    fn put(&mut self, garment: Garment, signed: &mut bool, behind: bool) -> Option<()> {
        let is_sign = matches!(garment, Garment::Plus | Garment::Minus | Garment::UnicodeMinus | Garment::Triangle);
        if is_sign && std::mem::replace(signed, true) {
            return None;
        }
        match garment {
            // Behind the digits only a minus is in use.
            Garment::Plus | Garment::Triangle if behind => return None,
            Garment::Plus => {}
            Garment::Minus => self.negative = true,
            Garment::UnicodeMinus => {
                self.negative = true;
                self.marks.unicode_minus = true;
            }
            Garment::Triangle => {
                self.negative = true;
                self.marks.triangle = true;
            }
            Garment::Code(currency) => {
                self.marks.symbol = true;
                if self.currency.replace(currency).is_some_and(|other| other != currency) {
                    return None;
                }
            }
            Garment::Sign(sign) => {
                self.marks.symbol = true;
                if self.symbol.replace(sign).is_some() {
                    return None;
                }
            }
        }
        self.marks.trailing_minus |= behind && is_sign;
        Some(())
    }

    /// Whether the signs are those of East Asia, where the comma groups, or the currency has no decimals.
    pub(super) fn groups_with_comma(&self) -> bool {
        let without_decimals = self.currency.is_some_and(|currency| currency.minor_digits() == 0);
        self.marks.triangle || without_decimals || matches!(self.symbol, Some('¥' | '元'))
    }

    /// Whether sign and code can mean the same currency, as in `$30.00 USD`; the code then says which.
    fn agrees(&mut self) -> bool {
        let (Some(currency), Some(sign)) = (self.currency, self.symbol) else {
            return true;
        };
        self.symbol = None;
        may_mean(sign, currency)
    }
}

/// Whether a sign that names several currencies can stand for this one.
pub(in crate::input) fn may_mean(sign: char, currency: Currency) -> bool {
    let shared = SHARED_SIGNS.iter().find(|(shared, _)| *shared == sign);
    shared.is_some_and(|(_, codes)| codes.iter().any(|code| Currency::parse(code) == Some(currency)))
}

/// What stands first, if it is no digit.
fn front(text: &str) -> Option<(Garment, &str)> {
    if let Some(found) = LONG_SIGNS.iter().find_map(|(sign, code)| Some((garment(code)?, text.strip_prefix(sign)?))) {
        return Some(found);
    }
    let first = text.chars().next()?;
    if let Some(garment) = single(first) {
        return Some((garment, &text[first.len_utf8()..]));
    }
    let (code, rest) = text.split_at_checked(3)?;
    // `USDT` is no dollar.
    let alone = !rest.starts_with(|next: char| next.is_alphabetic());
    Some((garment(code).filter(|_| alone)?, rest))
}

/// What stands last, if it is no digit.
fn back(text: &str) -> Option<(Garment, &str)> {
    if let Some(found) = LONG_SIGNS.iter().find_map(|(sign, code)| Some((garment(code)?, text.strip_suffix(sign)?))) {
        return Some(found);
    }
    let last = text.chars().next_back()?;
    if let Some(garment) = single(last) {
        return Some((garment, &text[..text.len() - last.len_utf8()]));
    }
    let (rest, code) = text.split_at_checked(text.len().checked_sub(3)?)?;
    let alone = !rest.ends_with(|next: char| next.is_alphabetic());
    Some((garment(code).filter(|_| alone)?, rest))
}

fn garment(code: &str) -> Option<Garment> {
    let bare = code.bytes().all(|byte| byte.is_ascii_alphabetic());
    Currency::parse(code).filter(|_| bare).map(Garment::Code)
}

fn single(character: char) -> Option<Garment> {
    match character {
        '+' => Some(Garment::Plus),
        '-' => Some(Garment::Minus),
        // The minus sign, and the hyphen and dash that typography puts in its place.
        '\u{2212}' | '\u{2010}' | '\u{2013}' => Some(Garment::UnicodeMinus),
        '△' | '▲' => Some(Garment::Triangle),
        '¥' | '$' | '元' => Some(Garment::Sign(character)),
        other => Currency::from_symbol(other).map(Garment::Code),
    }
}
