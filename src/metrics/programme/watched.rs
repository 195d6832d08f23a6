//! Members and others, added up customer by customer.

use super::weights::Weights;
use super::{Month, Step, by_month, first_purchase, purchases};
use crate::ledger::entry::Entry;
use crate::metrics::takings::Takings;

/// What the others did in one calendar month, beside the members of one month of joining.
#[derive(Debug, Clone, Copy, Default)]
struct Beside {
    net: i128,
    orders: u64,
}

/// The steps while customers are added.
#[derive(Debug)]
pub(super) struct Watched<'w> {
    weights: &'w [Weights],
    steps: Vec<Step>,
    /// For each step and each of its months of joining.
    beside: Vec<Vec<Beside>>,
    /// The months of the customer at hand, for which there is room already.
    months: Vec<(Month, Beside)>,
}

impl<'w> Watched<'w> {
    /// Nobody yet.
    pub(super) fn of(weights: &'w [Weights]) -> Self {
        let beside = weights.iter().map(|weights| vec![Beside::default(); weights.own.len()]);
        Self { weights, steps: vec![Step::default(); weights.len()], beside: beside.collect(), months: vec![] }
    }

    /// Adds a member.
    pub(super) fn member(&mut self, joined: Month, entries: &[Entry], reward: Option<i64>, cell: u16) {
        let watched = self.weights.iter().take_while(|weights| weights.watches(joined)).count();
        let steps = &mut self.steps[..watched];
        for step in steps.iter_mut() {
            step.members += 1;
            step.cells.add(cell, [1, 0, 0, 0]);
            step.reward_twelfths = either(step.reward_twelfths, reward.map(i128::from));
        }
        for (month, own) in by_month(entries) {
            let Some(step) = usize::try_from(month.0 - joined.0).ok().and_then(|ahead| steps.get_mut(ahead)) else {
                continue;
            };
            let takings = Takings::of(own);
            step.orders += purchases(own);
            step.buyers += u64::from(purchases(own) > 0);
            step.gross += takings.gross;
            step.net += takings.net();
            step.cells.add(cell, [0, takings.net(), 0, 0]);
        }
    }

    /// Adds somebody who never joined.
    pub(super) fn other(&mut self, entries: &[Entry], cell: u16) {
        let Some(bought) = first_purchase(entries) else { return };
        let of_month = |own: &[Entry]| Beside { net: Takings::of(own).net(), orders: purchases(own) };
        self.months.clear();
        self.months.extend(by_month(entries).map(|(month, own)| (month, of_month(own))));
        for ((ahead, step), (weights, beside)) in
            (0..).zip(&mut self.steps).zip(self.weights.iter().zip(&mut self.beside))
        {
            let Some(weight) = weights.since(bought) else { continue };
            let (mut weighted, mut bought_then) = (0, false);
            for (month, own) in &self.months {
                let joined = Month(month.0 - ahead);
                let Some(place) = weights.place(joined).filter(|_| bought <= joined) else { continue };
                weighted += weights.own[place].parts * own.net;
                beside[place].add(own);
                bought_then |= own.orders > 0;
            }
            step.others += 1;
            step.other_buyers += u64::from(bought_then);
            step.cells.add(cell, [0, 0, weight, weighted]);
        }
    }

    /// Adds what was added elsewhere.
    pub(super) fn join(&mut self, other: Self) {
        for (all, own) in self.steps.iter_mut().zip(other.steps) {
            all.members += own.members;
            all.orders += own.orders;
            all.gross += own.gross;
            all.net += own.net;
            all.reward_twelfths = either(all.reward_twelfths, own.reward_twelfths);
            all.buyers += own.buyers;
            all.others += own.others;
            all.other_buyers += own.other_buyers;
            all.cells.merge(&own.cells);
        }
        for (all, own) in self.beside.iter_mut().flatten().zip(other.beside.iter().flatten()) {
            all.add(own);
        }
    }

    /// The steps, with the means of the others.
    pub(super) fn steps(self) -> Vec<Step> {
        let with_means = |((mut step, weights), beside): ((Step, &Weights), Vec<Beside>)| {
            let mean = |of: fn(&Beside) -> f64| {
                Some(weights.own.iter().zip(&beside).map(|(weight, own)| weight.share * of(own)).sum())
            };
            step.other_frequency = mean(|own| own.orders as f64);
            step.other_per_customer = mean(|own| own.net as f64);
            step
        };
        self.steps.into_iter().zip(self.weights).zip(self.beside).map(with_means).collect()
    }
}

impl Beside {
    fn add(&mut self, own: &Self) {
        self.net += own.net;
        self.orders += own.orders;
    }
}

/// The sum of what there is.
pub(super) fn either(one: Option<i128>, other: Option<i128>) -> Option<i128> {
    one.into_iter().chain(other).reduce(|one, other| one + other)
}
