//! A value as machines read it: exact digits, six decimals, no unit.

use super::digits;
use crate::answer::value::Value;

/// The digits of a number; nothing for text, flags, and where there is no number.
pub(super) fn number(value: &Value) -> Option<String> {
    match value {
        Value::Count(count) => Some(count.to_string()),
        Value::Whole(whole) => Some(whole.to_string()),
        Value::Exact(ratio) => Some(ratio.to_string()),
        Value::Real(real) => digits::real(*real, 6, 0),
        Value::Money(money) => Some(money.to_string()),
        Value::Missing | Value::Sums(_) | Value::Text(_) | Value::Day(_) | Value::Flag(_) | Value::Texts(_) => None,
    }
}

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
