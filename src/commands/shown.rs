//! From what one tally found to an answer: the whole, and every group in the order in which groups stand.

use super::asking::Found;
use super::shop::{SMALL, Shop, nothing, small};
use crate::answer::Answer;
use crate::answer::column::Sheet;
use crate::answer::value::Value;
use crate::ledger::scan::Tally;
use crate::ledger::window::Window;

/// How the result of a metric about purchases is shown.
pub(super) trait Shown {
    /// How many customers it rests on.
    fn size(&self) -> u64;

    /// Whether there is anything in it.
    fn seen(&self) -> bool {
        self.size() > 0
    }

    /// Its values, in the order of the sheet's columns.
    fn values(&self, shop: &Shop<'_>) -> Vec<Value>;

    /// What it leaves out of its window, by rule.
    fn set_aside(&self, shop: &Shop<'_>, window: Window) -> Vec<(&'static str, u64)> {
        shop.no_purchases(window).to_vec()
    }
}

impl Shop<'_> {
    /// The answer of a metric that one tally measures; `asked` is what is asked beside the window.
    pub(super) fn answer<T>(
        &self,
        sheet: &'static Sheet,
        window: Window,
        asked: Vec<(&'static str, Value)>,
        fresh: impl Fn(usize) -> T + Sync,
    ) -> Found
    where
        T: Tally,
        T::Outcome: Shown,
    {
        let Some(whole) = self.whole(window, &fresh).filter(Shown::seen) else { return Err(nothing(window)) };
        // Where only periods are asked for, an empty one is news.
        let periods_only = self.by.period().is_some() && self.by.parts.len() == 1;
        let cells = self.cells(window, |slots, _| fresh(slots)).into_iter();
        let cells = cells.filter(|cell| periods_only || cell.found.seen()).collect();
        let record =
            |label, window, found: &T::Outcome| self.record(label, window, found.values(self), found.size() < SMALL);
        let records = self.in_order(cells, Shown::size).into_iter();
        let mut parameters = self.parameters(window);
        parameters.extend(asked);
        let mut warnings = self.warnings(window);
        warnings.extend(small(whole.size()));
        Ok(Answer {
            sheet,
            parameters,
            dimensions: self.by.dimensions(),
            set_aside: self.set_aside(window, whole.set_aside(self, window)),
            warnings,
            summary: record(vec![], window, &whole),
            records: records.map(|cell| record(cell.label, cell.window, &cell.found)).collect(),
        })
    }
}
