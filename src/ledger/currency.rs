//! Currencies by their ISO 4217 code.

use std::fmt;

/// A currency, its three letters packed into fifteen bits so that the order is alphabetical.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug, Hash)]
pub struct Currency(pub(crate) u16);

/// Codes in use with two decimals (ISO 4217 list one, as of 2024; funds, metals and test codes left out).
const TWO: &str = "AED AFN ALL AMD ANG AOA ARS AUD AWG AZN BAM BBD BDT BGN BMD BND BOB BRL BSD BTN BWP BYN BZD CAD CDF \
CHF CNY COP CRC CUP CVE CZK DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP GMD GTQ GYD HKD HNL HTG HUF IDR ILS \
INR IRR JMD KES KGS KHR KPW KYD KZT LAK LBP LKR LRD LSL MAD MDL MGA MKD MMK MNT MOP MRU MUR MVR MWK MXN MYR MZN NAD \
NGN NIO NOK NPR NZD PAB PEN PGK PHP PKR PLN QAR RON RSD RUB SAR SBD SCR SDG SEK SGD SHP SLE SOS SRD SSP STN SVC SYP \
SZL THB TJS TMT TOP TRY TTD TWD TZS UAH USD UYU UZS VED VES WST XCD XCG YER ZAR ZMW ZWG";
/// Codes in use without decimals.
const WHOLE: &str = "BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX VND VUV XAF XOF XPF";
/// Codes in use with three decimals.
const THREE: &str = "BHD IQD JOD KWD LYD OMR TND";
/// Codes withdrawn since the nineties (list three), which old exports still carry; all with two decimals.
const WITHDRAWN: &str = "ATS BEF BYR CUC CYP DEM EEK ESP FIM FRF GRD HRK IEP ITL LTL LUF LVL MRO MTL NLG PTE ROL SIT SKK \
SLL STD TRL VEF ZMK ZWL";
/// Codes withdrawn that had no decimals in use.
const WITHDRAWN_WHOLE: [&str; 4] = ["BYR", "ESP", "ITL", "LUF"];

/// Bits of a letter.
const LETTER: u32 = 5;
/// Numbers that three packed letters can have.
const PACKED: usize = 1 << (3 * LETTER);

/// For every packed code one more than its decimals, or zero when there is no such currency.
static DIGITS: [u8; PACKED] = {
    let mut table = [0; PACKED];
    enter(&mut table, TWO, 2);
    enter(&mut table, WITHDRAWN, 2);
    enter(&mut table, WHOLE, 0);
    enter(&mut table, THREE, 3);
    let mut at = 0;
    while at < WITHDRAWN_WHOLE.len() {
        enter(&mut table, WITHDRAWN_WHOLE[at], 0);
        at += 1;
    }
    table
};

/// Enters a list of codes with one blank between them.
const fn enter(table: &mut [u8; PACKED], codes: &str, digits: u8) {
    let codes = codes.as_bytes();
    let mut at = 0;
    while at + 3 <= codes.len() {
        table[pack(codes[at], codes[at + 1], codes[at + 2]) as usize] = digits + 1;
        at += 4;
    }
}

const fn pack(first: u8, second: u8, third: u8) -> u16 {
    ((first - b'@') as u16) << (2 * LETTER) | ((second - b'@') as u16) << LETTER | (third - b'@') as u16
}

impl Currency {
    /// Reads a code in any case; anything but a real ISO 4217 code is refused.
    pub fn parse(text: &str) -> Option<Self> {
        let code: [u8; 3] = text.trim().as_bytes().try_into().ok()?;
        let [first, second, third] = code.map(|letter| letter.to_ascii_uppercase());
        if ![first, second, third].iter().all(u8::is_ascii_uppercase) {
            return None;
        }
        Self::from_packed(pack(first, second, third))
    }

    /// Gives the currency that a sign names, when it names one and not several.
    pub fn from_symbol(symbol: char) -> Option<Self> {
        Self::parse(match symbol {
            '€' => "EUR",
            '£' => "GBP",
            '₩' => "KRW",
            '₹' => "INR",
            '₽' => "RUB",
            '₺' => "TRY",
            '₪' => "ILS",
            '₫' => "VND",
            '฿' => "THB",
            '₱' => "PHP",
            '₴' => "UAH",
            '₦' => "NGN",
            '₸' => "KZT",
            '₾' => "GEL",
            '₡' => "CRC",
            '₲' => "PYG",
            '₮' => "MNT",
            '円' => "JPY",
            _ => return None,
        })
    }

    /// Gives the number of decimals in which the currency is counted.
    pub fn minor_digits(self) -> u8 {
        DIGITS[self.0 as usize] - 1
    }

    /// Gives the fifteen bits, never zero, for tables that keep them.
    pub fn packed(self) -> u16 {
        self.0
    }

    /// Takes the fifteen bits back.
    pub fn from_packed(packed: u16) -> Option<Self> {
        let known = DIGITS.get(packed as usize).is_some_and(|digits| *digits > 0);
        known.then_some(Self(packed))
    }
}

impl fmt::Display for Currency {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let letters = [2, 1, 0].map(|at| (self.0 >> (at * LETTER)) as u8 & 31 | b'@');
        f.pad(str::from_utf8(&letters).map_err(|_| fmt::Error)?)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn every_code_is_written_as_it_was_read() {
        for code in [TWO, WHOLE, THREE, WITHDRAWN].join(" ").split(' ') {
            let currency = Currency::parse(code).unwrap();
            assert_eq!(currency.to_string(), code);
            assert_eq!(Currency::from_packed(currency.packed()), Some(currency));
        }
    }

    #[test]
    fn case_is_folded_and_invented_codes_are_refused() {
        assert_eq!(Currency::parse("usd"), Currency::parse(" USD "));
        for text in ["XQZ", "US$", "Dollar", "", "US", "ＵＳＤ", "XXX", "XAU", "US1"] {
            assert_eq!(Currency::parse(text), None, "{text}");
        }
    }

    #[test]
    fn the_order_is_that_of_the_letters() {
        assert!(Currency::parse("EUR") < Currency::parse("USD"));
        assert!(Currency::parse("CAD") < Currency::parse("CHF"));
    }

    #[test]
    fn decimals_are_those_of_the_standard() {
        for (code, digits) in [("JPY", 0), ("USD", 2), ("KWD", 3), ("EUR", 2), ("ITL", 0), ("DEM", 2)] {
            assert_eq!(Currency::parse(code).unwrap().minor_digits(), digits);
        }
    }

    #[test]
    fn a_sign_of_several_currencies_names_none() {
        assert_eq!(Currency::from_symbol('€'), Currency::parse("EUR"));
        assert_eq!(Currency::from_symbol('¥'), None);
        assert_eq!(Currency::from_symbol('$'), None);
    }

    proptest! {
        #[test]
        fn no_text_upsets_it(text: String) {
            let _ = Currency::parse(&text);
        }
    }
}
