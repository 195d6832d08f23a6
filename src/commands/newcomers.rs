//! How an answer about new customers knows who is new, and what must be said of that.

use super::shop::Shop;
use crate::answer::Warning;
use crate::answer::value::Value;
use crate::ledger::day::Day;
use crate::ledger::window::Window;
use crate::metrics::newcomers::NewcomersTally;

/// A first window with more than this share of all customers hardly holds newcomers alone.
const MOST: f64 = 0.5;

impl Shop<'_> {
    /// Whether dates of joining tell who is older than the data, or everybody is taken for new at the first purchase in them.
    pub(super) fn history(&self) -> (&'static str, Value) {
        let joined = self.ledger().shards.iter().any(|shard| shard.joined.iter().any(Option::is_some));
        ("history", Value::text(if joined { "joined" } else { "assumed-complete" }))
    }

    /// What must be said where customers are new who may not be; `first` is the first window of the answer.
    pub(super) fn newcomers(&self, first: Window) -> Vec<Warning> {
        let data = Window { from: self.first, to: self.as_of };
        let Some(found) = self.whole(data, |_| NewcomersTally::new(self.ledger(), first)) else { return vec![] };
        let share = |part: u64, whole: u64| part as f64 / whole as f64;
        let told = |code, share: f64| Warning::new(code, [("share", share.to_string())]);
        let begins = first.contains(self.first) && first.to < self.as_of;
        let early = share(found.undated_first, found.customers);
        let undated = (1..found.customers).contains(&found.undated);
        let undated = undated.then(|| told("history-assumed", share(found.undated, found.customers)));
        let large = (begins && early > MOST).then(|| told("first-window-large", early));
        undated.into_iter().chain(large).collect()
    }

    /// The first quarter of the days, for answers that have no windows: who comes evenly is first seen in it one time in four.
    pub(super) fn first_quarter(&self) -> Window {
        Window { from: self.first, to: Day(self.first.0 + (self.as_of.0 - self.first.0) / 4) }
    }
}
