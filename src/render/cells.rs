//! A value as machines read it: exact digits, six decimals, no unit.

use super::digits;
use crate::answer::value::Value;

/// The digits of a number; nothing for text, flags, and where there is no number.
pub(super) fn number(value: &Value) -> Option<String> {
    let mut digits = vec![];
    push(value, &mut digits).then(|| String::from_utf8(digits).expect("digits are text"))
}

/// Appends the digits of a number, and says whether there is one.
pub(super) fn push(value: &Value, out: &mut Vec<u8>) -> bool {
    let mut scaled = |mantissa: i128, decimals: u8| {
        digits::push_scaled(mantissa < 0, mantissa.unsigned_abs(), usize::from(decimals), out);
    };
    match value {
        Value::Count(count) => scaled((*count).into(), 0),
        Value::Whole(whole) => scaled((*whole).into(), 0),
        Value::Exact(ratio) => scaled(ratio.rounded(DECIMALS), DECIMALS),
        Value::Money(money) => scaled(money.mantissa, money.scale),
        Value::Real(real) => return digits::push_real(*real, usize::from(DECIMALS), 0, out),
        Value::Missing | Value::Sums(_) | Value::Text(_) | Value::Day(_) | Value::Flag(_) | Value::Texts(_) => {
            return false;
        }
    }
    true
}

/// The decimals of what is no money and no whole number.
const DECIMALS: u8 = 6;

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ledger::money::Money;
    use crate::ledger::ratio::Ratio;

    #[test]
    fn money_keeps_its_digits_and_quotients_get_six() {
        let money = Money::new(12_345_678_901_234_567_890, 2);
        assert_eq!(number(&Value::Money(money)).as_deref(), Some("123456789012345678.90"));
        assert_eq!(number(&Value::from(Ratio::new(1, 3))).as_deref(), Some("0.333333"));
        assert_eq!(number(&Value::Real(f64::NAN)), None);
        assert_eq!(number(&Value::Missing), None);
    }
}
