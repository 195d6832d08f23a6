//! Amounts of one currency as amounts of another, at rates that somebody gave.
//!
//! A rate says what one unit of a currency is worth in the target, from a day on until the next. All of an order is converted at the rate of the
//! order's day, what was given back of it later as well: then an order that came back whole comes to nothing. Converted sums are rounded half
//! away from zero to the decimals in which the target is counted.

use super::currency::Currency;
use super::day::Day;
use super::money::Money;
use std::collections::BTreeMap;

/// What one unit of a currency is worth: a fraction of whole numbers of at most ten digits, or of two of these.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Rate {
    above: i128,
    below: i128,
}

impl Rate {
    /// The most digits of a rate.
    pub const DIGITS: usize = 10;
    /// A currency in itself.
    pub const ONE: Self = Self { above: 1, below: 1 };

    /// `mantissa / 10^scale`; nothing where it is not above zero or has more than [`Self::DIGITS`] digits.
    pub fn new(mantissa: i128, scale: u32) -> Option<Self> {
        let most = 10i128.pow(Self::DIGITS as u32);
        let below = 10i128.checked_pow(scale).filter(|below| *below <= most)?;
        (0 < mantissa && mantissa < most).then_some(Self { above: mantissa, below })
    }

    /// The same in units of another.
    fn over(self, other: Self) -> Self {
        Self { above: self.above * other.below, below: self.below * other.above }
    }

    /// Whether both are worth the same.
    pub fn is(self, other: Self) -> bool {
        self.above * other.below == other.above * self.below
    }

    /// A sum at this rate in so many decimals, rounded half away from zero.
    fn of(self, sum: Money, decimals: u8) -> i128 {
        let above = self.above * 10i128.pow(u32::from(decimals));
        let below = self.below * 10i128.pow(u32::from(sum.scale));
        // The product need not fit: it is divided digit by digit, nine at a time, while it is made.
        let (mut whole, mut rest) = (0i128, 0i128);
        for place in (0..PLACES).rev() {
            let digits = sum.mantissa.abs() / NINE.pow(place) % NINE;
            let part = rest * NINE + digits * above;
            (whole, rest) = (whole * NINE + part / below, part % below);
        }
        sum.mantissa.signum() * (whole + i128::from(rest >= below - rest))
    }
}

/// Nine digits.
const NINE: i128 = 1_000_000_000;
/// How many times nine digits a sum of 128 bits has.
const PLACES: u32 = 5;

/// Rates into one currency.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rates {
    target: Currency,
    by: BTreeMap<Currency, BTreeMap<Day, Rate>>,
}

impl Rates {
    /// Rates as a file gives them, each from a day on. Where the target has rates of its own, all are divided by these.
    pub fn new(target: Currency, by: BTreeMap<Currency, BTreeMap<Day, Rate>>) -> Self {
        Self { target, by }
    }

    /// The currency into which all is converted.
    pub fn target(&self) -> Currency {
        self.target
    }

    /// What one unit of a currency is worth on a day, where that is known.
    pub fn on(&self, currency: Currency, day: Day) -> Option<Rate> {
        if currency == self.target {
            return Some(Rate::ONE);
        }
        let given = |currency: Currency| self.by.get(&currency)?.range(..=day).next_back().map(|(_, rate)| *rate);
        let own = given(currency)?;
        if self.by.contains_key(&self.target) { Some(own.over(given(self.target)?)) } else { Some(own) }
    }

    /// A sum at a rate, in the decimals of the target but at its old scale, which must not have fewer.
    pub fn converted(&self, sum: Money, rate: Rate) -> i128 {
        let decimals = self.target.minor_digits();
        Money::new(rate.of(sum, decimals), decimals).at(sum.scale)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn currency(code: &str) -> Currency {
        Currency::parse(code).expect("a code in use")
    }

    fn rates(target: &str, given: &[(&str, i32, i128)]) -> Rates {
        let mut by: BTreeMap<Currency, BTreeMap<Day, Rate>> = BTreeMap::new();
        for (code, day, ten_thousandths) in given {
            let rate = Rate::new(*ten_thousandths, 4).expect("above zero");
            by.entry(currency(code)).or_default().insert(Day(*day), rate);
        }
        Rates::new(currency(target), by)
    }

    #[test]
    fn a_rate_holds_from_its_day_until_the_next() {
        let rates = rates("USD", &[("EUR", 10, 11_000), ("EUR", 20, 12_000)]);
        let on = |day| rates.on(currency("EUR"), Day(day));
        let of = |mantissa| Rate::new(mantissa, 1);
        assert_eq!(on(9), None);
        for (day, rate) in [(10, 11), (19, 11), (20, 12), (99, 12)] {
            assert!(on(day).zip(of(rate)).is_some_and(|(on, of)| on.is(of)), "{day}");
        }
        assert_eq!(rates.on(currency("USD"), Day(0)), Some(Rate::ONE));
        assert_eq!(rates.on(currency("GBP"), Day(20)), None);
    }

    #[test]
    fn a_target_with_a_rate_of_its_own_divides_the_others() {
        // One euro is 1.1 dollars and one pound 1.32 dollars: a pound is 1.2 euros.
        let rates = rates("EUR", &[("USD", 0, 10_000), ("EUR", 0, 11_000), ("GBP", 0, 13_200)]);
        let of = |code| rates.converted(Money::new(1_100, 2), rates.on(currency(code), Day(5)).expect("given"));
        assert_eq!((of("GBP"), of("USD"), of("EUR")), (1_320, 1_000, 1_100));
    }

    #[test]
    fn sums_are_rounded_half_away_from_zero_to_what_the_target_counts_in() {
        let dollars = rates("USD", &[("JPY", 0, 65)]);
        let rate = dollars.on(currency("JPY"), Day(0)).expect("given");
        let of = |yen: i128| dollars.converted(Money::new(yen * 1_000, 3), rate);
        // 1,300 yen at 0.0065 are 8.45 dollars; 100 yen 0.65; 3 yen 0.0195, which is 0.02; a half cent, 0.005, needs 10/13 yen.
        assert_eq!([of(1_300), of(100), of(3), of(-3)], [8_450, 650, 20, -20]);
        let yen = rates("JPY", &[("USD", 0, 1_505_000)]);
        let rate = yen.on(currency("USD"), Day(0)).expect("given");
        assert_eq!(yen.converted(Money::new(100, 2), rate), 15_100);
        assert_eq!(yen.converted(Money::new(-100, 2), rate), -15_100);
        // 10^30 cents are 1.505 · 10^30 yen.
        assert_eq!(yen.converted(Money::new(10i128.pow(30), 2), rate), 1_505 * 10i128.pow(29));
    }
}
