//! Levels by rules over what a customer did in the window; the first rule that holds gives the level.

use crate::ledger::money::Money;

/// A level and what it takes: any one of several lists of conditions, all of which must hold.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rule {
    /// The level.
    pub name: String,
    /// The lists.
    pub any: Vec<Vec<Condition>>,
}

/// At least so much of something.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Condition {
    /// Net in the window.
    Spend(Money),
    /// Purchases in the window.
    Orders(u64),
}

impl Rule {
    /// Whether it asks for money.
    pub fn asks_for_spend(&self) -> bool {
        self.any.iter().flatten().any(|condition| matches!(condition, Condition::Spend(_)))
    }
}

impl Condition {
    fn holds(&self, orders: u64, net: i128, scale: u8) -> bool {
        match self {
            Self::Orders(least) => orders >= *least,
            Self::Spend(least) => {
                let scale_of_both = scale.max(least.scale);
                Money::new(net, scale).at(scale_of_both) >= least.at(scale_of_both)
            }
        }
    }
}

/// The place of the first rule that holds; the number of rules where none does.
pub fn level(rules: &[Rule], orders: u64, net: i128, scale: u8) -> usize {
    let holds = |rule: &Rule| rule.any.iter().any(|all| all.iter().all(|one| one.holds(orders, net, scale)));
    rules.iter().position(holds).unwrap_or(rules.len())
}

#[cfg(test)]
mod tests {
    use super::{Condition, Rule, level};
    use crate::ledger::money::Money;

    #[test]
    fn the_first_rule_that_holds_gives_the_level() {
        let spend = |cents| Condition::Spend(Money::new(cents, 2));
        let rules = [
            Rule { name: "gold".to_owned(), any: vec![vec![spend(50_000)], vec![Condition::Orders(10)]] },
            Rule { name: "silver".to_owned(), any: vec![vec![spend(10_000), Condition::Orders(2)]] },
        ];
        let of = |orders, net| level(&rules, orders, net, 2);
        assert_eq!([of(1, 50_000), of(10, 5), of(2, 10_000), of(1, 10_000), of(0, 0)], [0, 0, 1, 2, 2]);
        // Whatever the decimals of the ledger: 100 yen are 100 yen.
        assert_eq!(level(&rules, 2, 100, 0), 1);
    }
}
