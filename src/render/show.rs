//! A value as a person reads it: per cent, groups of three, few decimals. Machine formats have the rest.

use super::{Options, cells, digits};
use crate::answer::column::Unit;
use crate::answer::value::Value;
use crate::ledger::currency::Currency;
use crate::ledger::money::Money;
use crate::ledger::ratio::Ratio;
use crate::words::{self, Lang, Phrases};

/// The ends of an interval of money have no small units from here on.
const LARGE: f64 = 1000.0;

/// The most decimals that any currency counts in.
const THREE: u8 = 3;

/// How values are shown to one reader.
#[derive(Debug, Clone, Copy)]
pub(super) struct Show {
    /// The language.
    pub(super) lang: Lang,
    /// The words between the numbers.
    pub(super) phrases: &'static Phrases,
    ascii: bool,
    currency: Option<Currency>,
}

impl Show {
    /// What the options ask for.
    pub(super) fn new(options: &Options) -> Self {
        Self { lang: options.lang, phrases: words::phrases(options.lang), ascii: options.ascii, currency: None }
    }

    /// The same, with money in the decimals of a currency.
    pub(super) fn counted_in(self, currency: Option<Currency>) -> Self {
        Self { currency, ..self }
    }

    /// A value with its unit.
    pub(super) fn value(self, value: &Value, unit: Unit) -> String {
        match value {
            Value::Exact(_) | Value::Real(_) if unit == Unit::Share => {
                self.bare(value, unit).map_or_else(|| self.missing(), |number| number + self.phrases.per_cent)
            }
            Value::Text(text) if text == "(all)" => self.phrases.all.to_owned(),
            Value::Text(text) if text == "(none)" => self.phrases.none.to_owned(),
            Value::Text(text) => text.to_string(),
            Value::Texts(texts) => texts.join(self.phrases.and),
            Value::Day(day) => day.to_string(),
            Value::Flag(true) => self.phrases.yes.to_owned(),
            Value::Flag(false) => self.phrases.no.to_owned(),
            Value::Sums(classes) => {
                let each = classes.iter().map(|(name, by)| format!("{name} {}", sums(by.iter().map(|(c, s)| (c, s)))));
                each.collect::<Vec<_>>().join("; ")
            }
            Value::Missing | Value::Count(_) | Value::Whole(_) | Value::Exact(_) | Value::Real(_) | Value::Money(_) => {
                self.bare(value, unit).unwrap_or_else(|| self.missing())
            }
        }
    }

    /// A change: with its sign, and a share in points.
    pub(super) fn signed(self, value: &Value, unit: Unit) -> String {
        let Some(number) = self.bare(value, unit) else { return self.missing() };
        let sign =
            if number.starts_with('-') || number.bytes().all(|b| !(b'1'..=b'9').contains(&b)) { "" } else { "+" };
        let points = if unit == Unit::Share { self.phrases.points } else { "" };
        format!("{sign}{number}{points}")
    }

    /// The interval of a change: that of a share is in points.
    pub(super) fn interval_of_change(self, low: &Value, high: &Value, unit: Unit) -> Option<String> {
        let text = self.interval(low, high, unit)?;
        Some(match text.strip_suffix(self.phrases.per_cent).filter(|_| unit == Unit::Share) {
            Some(ends) => format!("{ends}{}", self.phrases.points),
            None => text,
        })
    }

    /// `25.8 – 65.8 %`; nothing where an end is missing.
    pub(super) fn interval(self, low: &Value, high: &Value, unit: Unit) -> Option<String> {
        let (low, high) = if matches!(unit, Unit::Money | Unit::MoneyPer) && [low, high].into_iter().any(is_large) {
            (whole(low)?, whole(high)?)
        } else {
            (self.bare(low, unit)?, self.bare(high, unit)?)
        };
        let sign = if unit == Unit::Share { self.phrases.per_cent } else { "" };
        Some(format!("{low}{}{high}{sign}", self.to()))
    }

    /// `9 of 20`; nothing where one of them is missing.
    pub(super) fn counts(self, part: &Value, whole: &Value) -> Option<String> {
        let (part, whole) = (self.bare(part, Unit::Number)?, self.bare(whole, Unit::Number)?);
        Some(match self.lang {
            Lang::En => format!("{part} of {whole}"),
            Lang::Ja => format!("{part} / {whole}"),
        })
    }

    /// From a day to a day, or the like.
    pub(super) const fn to(self) -> &'static str {
        if self.ascii { self.phrases.ascii_to } else { self.phrases.to }
    }

    /// A label; the few signs in labels that are not ASCII are replaced where only ASCII may be drawn.
    pub(super) fn label(self, key: &str) -> String {
        self.plain(words::label(self.lang, key))
    }

    /// The same for any text of ours.
    pub(super) fn plain(self, text: &str) -> String {
        if self.ascii {
            text.replace(['–', '−'], "-").replace('×', "*").replace('…', "...")
        } else {
            text.to_owned()
        }
    }

    /// The number without its sign of per cent.
    fn bare(self, value: &Value, unit: Unit) -> Option<String> {
        let number = match (value, unit) {
            (Value::Exact(share), Unit::Share) => digits::per_cent(*share, 1),
            (Value::Real(share), Unit::Share) => digits::real(*share, 1, 2)?,
            (Value::Exact(ratio), _) => format!("{ratio:.*}", self.decimals(unit)),
            (Value::Real(real), _) => digits::real(*real, self.decimals(unit), 0)?,
            (Value::Money(money), _) => self.money(*money),
            _ => cells::number(value)?,
        };
        Some(digits::thousands(&number))
    }

    /// Money in the decimals of its currency. Where none is named, an amount of up to three decimals stands as it is (no
    /// currency counts in more); longer ones come from unit prices and are shown in two.
    fn money(self, money: Money) -> String {
        let decimals = match self.currency {
            Some(currency) => currency.minor_digits(),
            None if money.scale > THREE => 2,
            None => money.scale,
        };
        if money.scale <= decimals {
            return money.to_string();
        }
        let exact = Ratio::new(money.mantissa, 10i128.pow(u32::from(money.scale)));
        exact.map_or_else(|| money.to_string(), |exact| format!("{exact:.*}", usize::from(decimals)))
    }

    /// How many decimals of a rounded number a person needs.
    fn decimals(self, unit: Unit) -> usize {
        match unit {
            Unit::Count => 0,
            Unit::Share | Unit::Points | Unit::Days => 1,
            Unit::Money | Unit::MoneyPer => self.currency.map_or(2, |currency| usize::from(currency.minor_digits())),
            Unit::Number | Unit::Years | Unit::Text | Unit::Date | Unit::Flag => 2,
        }
    }

    /// Where there is no number.
    pub(super) fn missing(self) -> String {
        self.phrases.not_available.to_owned()
    }
}

/// Sums of money, each with its currency.
pub(super) fn sums<'a>(sums: impl IntoIterator<Item = (&'a String, &'a Money)>) -> String {
    let each = sums.into_iter().map(|(currency, sum)| {
        let amount = digits::thousands(&sum.to_string());
        if currency.is_empty() { amount } else { format!("{amount} {currency}") }
    });
    each.collect::<Vec<_>>().join(" + ")
}

/// A count.
pub(super) fn count(count: u64) -> String {
    digits::thousands(&count.to_string())
}

/// Whether the small units of an estimate say nothing any more.
fn is_large(end: &Value) -> bool {
    match end {
        Value::Real(real) => real.abs() >= LARGE,
        Value::Exact(ratio) => ratio.real().abs() >= LARGE,
        _ => false,
    }
}

/// An estimate of money without its small units.
fn whole(end: &Value) -> Option<String> {
    let number = match end {
        Value::Real(real) => digits::real(*real, 0, 0)?,
        Value::Exact(ratio) => format!("{ratio:.0}"),
        _ => return None,
    };
    Some(digits::thousands(&number))
}

#[cfg(test)]
mod tests {
    use super::*;

    const SHOW: fn(Lang) -> Show = |lang| Show::new(&Options { lang, ..Options::default() });

    #[test]
    fn units_decide_how_a_number_is_shown() {
        let en = SHOW(Lang::En);
        let ratio = |n, d| Value::from(Ratio::new(n, d));
        assert_eq!(en.value(&ratio(9, 20), Unit::Share), "45.0 %");
        assert_eq!(SHOW(Lang::Ja).value(&ratio(9, 20), Unit::Share), "45.0%");
        assert_eq!(en.value(&ratio(100 * 266, 441), Unit::Points), "60.3");
        assert_eq!(en.value(&ratio(12_345_675, 1000), Unit::MoneyPer), "12,345.68");
        assert_eq!(en.value(&Value::Money(Money::new(-123_456_789, 3)), Unit::Money), "-123,456.789");
        assert_eq!(en.value(&Value::Count(1900), Unit::Count), "1,900");
        assert_eq!(en.value(&Value::Missing, Unit::Share), "n/a");
        assert_eq!(en.value(&Value::Real(f64::NAN), Unit::Share), "n/a");
    }

    #[test]
    fn money_has_the_decimals_of_its_currency() {
        let average = Value::from(Ratio::new(174_424, 100));
        let unit_prices = Value::Money(Money::new(7_332_152_552, 4));
        let yen = SHOW(Lang::Ja).counted_in(Currency::parse("JPY"));
        assert_eq!(yen.value(&average, Unit::MoneyPer), "1,744");
        assert_eq!(yen.value(&Value::Money(Money::new(500, 2)), Unit::Money), "5");
        assert_eq!(SHOW(Lang::En).value(&average, Unit::MoneyPer), "1,744.24");
        assert_eq!(SHOW(Lang::En).value(&unit_prices, Unit::Money), "733,215.26");
    }

    #[test]
    fn an_interval_needs_both_ends() {
        let en = SHOW(Lang::En);
        let (low, high) = (Value::Real(0.258), Value::Real(0.658));
        assert_eq!(en.interval(&low, &high, Unit::Share).as_deref(), Some("25.8 – 65.8 %"));
        assert_eq!(en.interval(&low, &Value::Missing, Unit::Share), None);
        let money = |low, high| en.interval(&Value::Real(low), &Value::Real(high), Unit::MoneyPer);
        assert_eq!(money(20.25, 999.994).as_deref(), Some("20.25 – 999.99"));
        assert_eq!(
            money(-98.68, 3739.5).as_deref(),
            Some("-99 – 3,740"),
            "cents of an estimate in thousands are no news"
        );
    }
}
