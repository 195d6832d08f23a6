//! How the amounts of one order become amounts of another currency.

use super::{Builder, Line, is_money};
use crate::ledger::currency::Currency;
use crate::ledger::day::Minute;
use crate::ledger::exchange::{Rate, Rates};
use crate::ledger::money::Money;
use std::sync::Arc;

/// How the amounts of an order are converted, where they are.
#[derive(Clone)]
pub(super) struct Exchange {
    rates: Option<(Arc<Rates>, Rate)>,
    scale: u8,
    /// The sum of what was converted before: what follows is converted so that both together are the conversion of their sum.
    before: i128,
}

impl Exchange {
    /// The next part of the order's total.
    pub(super) fn next(&mut self, amount: i128) -> i128 {
        let before = self.before;
        self.before += amount;
        self.alone(before + amount) - self.alone(before)
    }

    /// An amount by itself.
    pub(super) fn alone(&self, amount: i128) -> i128 {
        let Some((rates, rate)) = &self.rates else { return amount };
        rates.converted(Money::new(amount, self.scale), *rate)
    }
}

impl Builder<'_> {
    /// A currency that has to be converted.
    #[inline]
    pub(super) fn foreign(&self, currency: Option<Currency>) -> Option<Currency> {
        let rates = self.rules.rates.as_ref()?;
        currency.filter(|own| *own != rates.target())
    }

    /// How an order's amounts are converted, at the rate of its day. Where its lines are in several currencies, they are converted here.
    pub(super) fn exchange(&mut self, lines: &mut [Line], start: Minute) -> Exchange {
        let none = Exchange { rates: None, scale: self.rules.scale, before: 0 };
        let mut foreign: Vec<Currency> = lines.iter().filter_map(|line| self.foreign(line.form.currency)).collect();
        foreign.sort_unstable();
        foreign.dedup();
        let Some(rates) = self.rules.rates.as_ref().filter(|_| !foreign.is_empty()) else { return none };
        let day = start.day();
        let rate = |currency| rates.on(currency, day);
        for currency in &foreign {
            self.merged.exchanged.count(*currency, day, rate(*currency).is_some());
        }
        let of = |rate| Exchange { rates: Some((Arc::clone(rates), rate)), ..none.clone() };
        let whole = lines.iter().all(|line| !is_money(line) || line.form.currency == Some(foreign[0]));
        if let (true, [one]) = (whole, foreign.as_slice()) {
            return rate(*one).map_or(none.clone(), of);
        }
        for line in lines.iter_mut() {
            if let Some(rate) = self.foreign(line.form.currency).and_then(rate) {
                line.amount = of(rate).alone(line.amount);
            }
        }
        none
    }
}
