//! How many values of a column prove each decimal mark, and what follows from it.

use super::{Amount, AmountFault, DecimalMark, digits, dress, fast, fast_comma};
use crate::input::value::narrow;
use crate::ledger::currency::Currency;

/// Counts of the values of a column by what they prove; counts of parts add up.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct AmountEvidence {
    /// Values that are amounts under one mark only.
    point: u64,
    comma: u64,
    /// `1.234` and `1,234`: amounts under either mark.
    open_point: u64,
    open_comma: u64,
    /// Proofs of a mark that have three decimals or more, so that `1.234` is at home among them.
    long_point: u64,
    long_comma: u64,
}

/// What the values of a column say about their decimal mark.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum AmountDecision {
    /// No value has a mark; either reading gives the same.
    None,
    /// The values prove one mark; those that are amounts only under the other are faults of their own.
    Is(DecimalMark),
    /// Every value with a mark is one like `1,234` or `1.234`, a thousand or one and a bit.
    Ambiguous,
    /// Both marks are proved, each by so many values.
    Mixed {
        /// Values that prove the point.
        point: u64,
        /// Values that prove the comma.
        comma: u64,
    },
}

impl AmountEvidence {
    /// Counts one value.
    pub fn see(&mut self, text: &str) {
        let bytes = text.as_bytes();
        if let Some(amount) = fast(bytes) {
            self.see_plain(amount, DecimalMark::Point);
        } else if let Some(amount) = fast_comma(bytes) {
            self.see_plain(amount, DecimalMark::Comma);
        } else {
            self.see_dressed(text);
        }
    }

    /// Counts one value that [`fast`] has read with a point, or [`fast_comma`] with a comma.
    #[inline]
    pub fn see_plain(&mut self, amount: Amount, mark: DecimalMark) {
        // Whole numbers are everyday and prove nothing.
        if amount.scale == 0 {
            return;
        }
        let open = u64::from(amount.is_odd_thousands());
        let proof = 1 - open;
        let long = u64::from(amount.scale >= 3) * proof;
        match mark {
            DecimalMark::Point => {
                self.open_point += open;
                self.point += proof;
                self.long_point += long;
            }
            DecimalMark::Comma => {
                self.open_comma += open;
                self.comma += proof;
                self.long_comma += long;
            }
        }
    }

    /// Counts so many values that were read with a mark and have so many decimals, none of which may be a thousand.
    pub fn see_rows(&mut self, scale: u8, mark: DecimalMark, rows: u64) {
        let proofs = if scale == 0 { 0 } else { rows };
        let long = if scale >= 3 { rows } else { 0 };
        let (proved, at_length) = match mark {
            DecimalMark::Point => (&mut self.point, &mut self.long_point),
            DecimalMark::Comma => (&mut self.comma, &mut self.long_comma),
        };
        *proved += proofs;
        *at_length += long;
    }

    fn see_dressed(&mut self, original: &str) {
        let text = narrow::narrow(original);
        let bare = narrow::unguard(&text).unwrap_or(&text).trim_matches(' ');
        let Some(dress) = dress::undress(bare) else {
            return;
        };
        let decimals = |mark| match digits::read(dress.digits, mark) {
            Ok(number) => Some(number.decimals),
            // The marks of a number that is too large stand where they should.
            Err(AmountFault::TooLarge) => Some(0),
            Err(AmountFault::Missing | AmountFault::Bad | AmountFault::Ambiguous) => None,
        };
        match (decimals(DecimalMark::Point), decimals(DecimalMark::Comma)) {
            (Some(long), None) => {
                self.point += 1;
                self.long_point += u64::from(long >= 3);
            }
            (None, Some(long)) => {
                self.comma += 1;
                self.long_comma += u64::from(long >= 3);
            }
            // Whoever writes these groups with a comma, and a currency without decimals leaves nothing else to read.
            (Some(_), Some(_))
                if dress.digits.contains(',') && (dress.groups_with_comma() || narrow::is_wide(original)) =>
            {
                self.point += 1;
            }
            (Some(_), Some(_)) => {
                self.open_point += u64::from(dress.digits.contains('.'));
                self.open_comma += u64::from(dress.digits.contains(','));
            }
            (None, None) => {}
        }
    }

    /// Adds the counts of another part of the column.
    pub fn merge(&mut self, other: &Self) {
        self.point += other.point;
        self.comma += other.comma;
        self.open_point += other.open_point;
        self.open_comma += other.open_comma;
        self.long_point += other.long_point;
        self.long_comma += other.long_comma;
    }

    /// Decides as `decide` does, knowing that all amounts are in one currency: `1,234` in yen, which has no decimals, is
    /// a thousand, and `1.234` in Kuwaiti dinars, which have three, is one and a bit.
    pub fn decide_in(&self, currency: Currency) -> AmountDecision {
        match self.decide() {
            AmountDecision::Ambiguous if currency.minor_digits() == 0 && self.open_point == 0 => {
                AmountDecision::Is(DecimalMark::Point)
            }
            AmountDecision::Ambiguous if currency.minor_digits() == 3 && self.open_comma == 0 => {
                AmountDecision::Is(DecimalMark::Point)
            }
            decision => decision,
        }
    }

    /// Decides on the mark, or says why not.
    pub fn decide(&self) -> AmountDecision {
        let (point, comma) = (self.point, self.comma);
        // More than one in twenty is no slip.
        if point.min(comma) * 20 > point + comma {
            AmountDecision::Mixed { point, comma }
        } else if point > comma {
            AmountDecision::Is(DecimalMark::Point)
        } else if comma > point {
            AmountDecision::Is(DecimalMark::Comma)
        } else if self.open_point + self.open_comma > 0 {
            AmountDecision::Ambiguous
        } else {
            AmountDecision::None
        }
    }

    /// Counts values with exactly three decimals, `1.234` under the point, in a column whose other proofs have fewer:
    /// they may be thousands of another country.
    ///
    /// A column that also has `0.125` or `957.5775` writes three decimals of its own accord; then there are none. Which
    /// amounts they are, [`super::Amount::is_odd_thousands`] tells.
    pub fn odd_thousands(&self) -> u64 {
        match self.decide() {
            AmountDecision::Is(DecimalMark::Point) if self.long_point == 0 => self.open_point,
            AmountDecision::Is(DecimalMark::Comma) if self.long_comma == 0 => self.open_comma,
            AmountDecision::Is(_) | AmountDecision::None | AmountDecision::Ambiguous | AmountDecision::Mixed { .. } => {
                0
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn seen(texts: &[&str]) -> AmountEvidence {
        let mut evidence = AmountEvidence::default();
        for text in texts {
            evidence.see(text);
        }
        evidence
    }

    fn decided(texts: &[&str]) -> AmountDecision {
        seen(texts).decide()
    }

    use AmountDecision::{Ambiguous, Is, Mixed, None as Nothing};
    use DecimalMark::{Comma, Point};

    #[test]
    fn whole_numbers_and_absences_prove_nothing() {
        assert_eq!(decided(&["1000", "-5", "", "N/A", "free", "¥8228", "1 234"]), Nothing);
    }

    #[test]
    fn one_mark_with_three_digits_behind_it_stays_open() {
        assert_eq!(decided(&["1,234", "500"]), Ambiguous);
        assert_eq!(decided(&["1.234", "12.500", "-1.234 €"]), Ambiguous);
    }

    #[test]
    fn who_writes_it_tells_what_a_comma_is() {
        for text in ["¥1,000", "￥2,000", "3,000円", "4,000 JPY", "▲1,000", "５，６７８", "₩5,000"] {
            assert_eq!(decided(&[text, "6,018", "500"]), Is(Point), "{text}");
        }
        assert_eq!(decided(&["€1,000", "6,018"]), Ambiguous);
        assert_eq!(decided(&["1.234円"]), Ambiguous);
        let (yen, euro) = (Currency::parse("JPY").unwrap(), Currency::parse("EUR").unwrap());
        assert_eq!(seen(&["1,000", "5047"]).decide_in(yen), Is(Point));
        assert_eq!(seen(&["1,000", "5047"]).decide_in(euro), Ambiguous);
        assert_eq!(seen(&["1.000", "5047"]).decide_in(yen), Ambiguous);
        assert_eq!(seen(&["1,5"]).decide_in(yen), Is(Comma));
        let dinar = Currency::parse("KWD").unwrap();
        assert_eq!(seen(&["1.234", "2.500"]).decide_in(dinar), Is(Point));
        assert_eq!(seen(&["1,234", "2.500"]).decide_in(dinar), Ambiguous);
    }

    #[test]
    fn any_other_place_of_a_mark_is_a_proof() {
        for text in ["12.5", "1,234.50", "1,234,567", "1234.567", "0.125", "$1,234.5", "1'234.50", ".5"] {
            assert_eq!(decided(&[text, "1,234"]), Is(Point), "{text}");
        }
        for text in ["12,5", "1.234,50", "1.234.567", "1234,567", "0,125", "1.234,5 €", "1 234,50"] {
            assert_eq!(decided(&[text, "1.234"]), Is(Comma), "{text}");
        }
    }

    #[test]
    fn both_marks_proved_are_a_contradiction_unless_one_is_a_slip() {
        assert_eq!(decided(&["239.08", "1,5", "12,57", "432.45"]), Mixed { point: 2, comma: 2 });
        let mut texts = vec!["239.08"; 40];
        texts.push("1,5");
        assert_eq!(decided(&texts), Is(Point));
    }

    #[test]
    fn three_decimals_beside_two_are_odd() {
        assert_eq!(seen(&["839.22", "1.234", "2.500", "757.65"]).odd_thousands(), 2);
        assert_eq!(seen(&["839,22", "1,234", "757,65"]).odd_thousands(), 1);
        assert_eq!(seen(&["261.96", "957.5775", "22.368", "731.9399999999999"]).odd_thousands(), 0);
        assert_eq!(seen(&["0.125", "1.250", "2.5"]).odd_thousands(), 0);
        assert_eq!(seen(&["1.234"]).odd_thousands(), 0);
    }

    proptest! {
        #[test]
        fn parts_add_up_to_the_whole(texts in prop::collection::vec("-?[0-9]{1,4}[.,][0-9]{0,4}", 0..20), cut in 0..20_usize) {
            let texts: Vec<&str> = texts.iter().map(String::as_str).collect();
            let (front, back) = texts.split_at(cut.min(texts.len()));
            let mut parts = seen(front);
            parts.merge(&seen(back));
            prop_assert_eq!(parts, seen(&texts));
        }

        #[test]
        fn plain_amounts_count_the_same_without_the_short_cut(text in "-?(0|[1-9][0-9]{0,5})([.,][0-9]{1,5})?") {
            let mut slow = AmountEvidence::default();
            slow.see_dressed(&text);
            prop_assert_eq!(slow, seen(&[&text]));
        }

        #[test]
        fn no_text_upsets_it(text: String) {
            let _ = decided(&[&text]);
        }
    }
}
