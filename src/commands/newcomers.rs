//! How an answer about new customers knows who is new, and what must be said of that.

use super::shop::Shop;
use crate::answer::Warning;
use crate::answer::value::Value;
use crate::ledger::day::Day;
use crate::ledger::window::Window;
use crate::metrics::newcomers::{Newcomers, NewcomersTally};

/// A first window with more than this share of all customers hardly holds newcomers alone.
const MOST: f64 = 0.5;

/// Fewer customers without a date of joining than this share of all change no figure by much.
const FEW: f64 = 0.05;

impl Shop<'_> {
    /// Whether dates of joining tell who is older than the data, or everybody is taken for new at the first purchase in them.
    pub(super) fn history(&self) -> (&'static str, Value) {
        let joined = self.ledger().shards.iter().any(|shard| shard.joined.iter().any(Option::is_some));
        ("history", Value::text(if joined { "joined" } else { "assumed-complete" }))
    }

    /// What must be said where customers are new who may not be; `first` is the first window of the answer.
    pub(super) fn newcomers(&self, first: Window) -> Vec<Warning> {
        let found = self.of_newcomers(first);
        let share = |part: u64| part as f64 / found.customers as f64;
        let undated = share(found.undated) > FEW && found.undated < found.customers;
        let undated = undated.then(|| Warning::new("history-assumed", [("share", share(found.undated).to_string())]));
        let early = first.contains(self.first) && first.to < self.as_of && share(found.undated_first) > MOST;
        let days = [("from", self.first.max(first.from)), ("to", first.to)].map(|(key, day)| (key, day.to_string()));
        let share = ("share", share(found.undated_first).to_string());
        let early = early.then(|| Warning::new("first-window-large", [share].into_iter().chain(days)));
        undated.into_iter().chain(early).collect()
    }

    /// Customers who joined before the data begin: they are in no cohort and have no purchase number.
    pub(super) fn older(&self) -> (&'static str, u64) {
        ("customers older than the data", self.of_newcomers(self.first_quarter()).older)
    }

    fn of_newcomers(&self, first: Window) -> Newcomers {
        let data = Window { from: self.first, to: self.as_of };
        self.whole(data, |_| NewcomersTally::new(self.ledger(), first)).unwrap_or_default()
    }

    /// The first quarter of the days, for answers that have no windows: who comes evenly is first seen in it one time in four.
    pub(super) fn first_quarter(&self) -> Window {
        Window { from: self.first, to: Day(self.first.0 + (self.as_of.0 - self.first.0) / 4) }
    }
}
