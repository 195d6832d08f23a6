//! Rules for levels as they are typed: `gold: spend>=500 or orders>=10`.

use crate::commands::Usage;
use crate::ledger::money::Money;
use crate::metrics::tiers::rules::{Condition, Rule};
use anyhow::{Result, bail};

/// Decimals of an amount, at most.
const DECIMALS: u8 = 8;

/// Reads the rules; two of one name would be two levels of it.
pub(super) fn rules(texts: &[String]) -> Result<Vec<Rule>> {
    let mut all: Vec<Rule> = vec![];
    for text in texts {
        let rule = rule(text)?;
        if all.iter().any(|other| other.name == rule.name) {
            bail!(Usage(format!("--tier-rule {text}: `{}` has a rule already; join conditions with `or`", rule.name)));
        }
        all.push(rule);
    }
    Ok(all)
}

fn rule(text: &str) -> Result<Rule> {
    let wrong =
        || Usage(format!("--tier-rule {text}: write NAME: spend>=500 or orders>=10, joined with `and` or `or`"));
    let (name, conditions) = text.split_once([':', '：']).ok_or_else(wrong)?;
    let all = |text: &str| text.split(" and ").map(condition).collect::<Option<Vec<_>>>();
    let any: Option<Vec<_>> = conditions.split(" or ").map(all).collect();
    let name = name.trim().to_owned();
    any.filter(|_| !name.is_empty()).map(|any| Rule { name, any }).ok_or_else(|| wrong().into())
}

fn condition(text: &str) -> Option<Condition> {
    let (what, least) = text.split_once(">=")?;
    let least = least.trim();
    match what.trim() {
        "orders" | "purchases" => Some(Condition::Orders(least.parse().ok()?)),
        "spend" | "net" => {
            let plain = least.bytes().all(|b| b.is_ascii_digit() || b == b'.');
            let least: rust_decimal::Decimal = least.parse().ok().filter(|_| plain)?;
            let scale = u8::try_from(least.scale()).ok().filter(|scale| *scale <= DECIMALS)?;
            Some(Condition::Spend(Money::new(least.mantissa(), scale)))
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::{Condition, Money, rule, rules};

    #[test]
    fn and_binds_closer_than_or() {
        let found = rule("gold: spend>=500.50 or orders >= 10 and net>=100").expect("a rule");
        let spend = |digits, scale| Condition::Spend(Money::new(digits, scale));
        assert_eq!(found.any, [vec![spend(50_050, 2)], vec![Condition::Orders(10), spend(100, 0)]]);
        assert_eq!(found.name, "gold");
    }

    #[test]
    fn what_is_no_rule_is_refused() {
        for text in ["gold", ": spend>=5", "gold: spend>5", "gold: visits>=5", "gold: orders>=1.5", "gold: spend>=1e3"]
        {
            assert!(rule(text).is_err(), "{text}");
        }
        assert!(rules(&["a: orders>=5".to_owned(), "a: spend>=5".to_owned()]).is_err());
    }
}
