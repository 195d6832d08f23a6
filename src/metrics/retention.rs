//! Who of one period's customers bought again in the next, who stayed away, who is new, who came back, and what that did to revenue.
//!
//! - A window is compared with one before it: the one just before ([`window_before`]), or the same days of the year before
//!   ([`year_ago`]), for shops that live by the season. `customers` are those with a purchase in the window before,
//!   `retained` those of them with a purchase in this one: `retention_rate = retained / customers`, `churn_rate = 1 - retention_rate`,
//!   `lapsed = customers - retained`.
//! - Whoever buys in this window and not in the one before is `new`, if it is the first purchase in the data, else `returned`. Who joined
//!   before the data begin is older than they are, and never new.
//!   So `buyers = retained + new + returned`.
//! - `nrr = existing_net / base_net`: what the window before's customers bring in now, of what they brought in then. It can exceed 1.
//!   `grr = kept_net / base_net`, with `kept_net = sum of min(then, now)` over these customers: growth of one never makes up for the
//!   loss of another, so it cannot exceed 1. Both are no number where `base_net` is not above zero.
//! - Money of the window is `existing_net + new_net + returned_net`. The last is that of all other customers, so it also holds
//!   what somebody from longer ago only gave back.
//! - "Lapsed" here means: not in this window. Many of them come back later; [`super::flow`] tells waiting customers from lost ones.
//! - Whether the window is over, and whether the data reach back over the one before, is not known here: of a window that is not
//!   over, these rates say nothing yet.
//!
//! Source: New, Repeating, Lapsed as in OpenRetailScience; NRR and GRR as in Reichheld et al. (2021), *Winning on Purpose*, and at
//! ignyteiq (100 + 18 - 6 - 9 is an NRR of 103 % and a GRR of 85 %).

pub mod sample;

use crate::ledger::day::Day;
use crate::ledger::entry::Entry;
use crate::ledger::money::Money;
use crate::ledger::ratio::Ratio;
use crate::ledger::scan::{Tally, Visit, bounds};
use crate::ledger::window::Window;
use crate::metrics::takings::Takings;
use crate::statistics::{Interval, share};

pub use crate::metrics::revenue::window_before;

/// The same days of the year before; of a window of whole weeks the same weekdays, 52 weeks before.
pub fn year_ago(window: Window) -> Window {
    if window.days() <= 7 || (window.days() % 7 == 0 && window.from.add_months(1).0 > window.to.0 + 1) {
        return Window { from: Day(window.from.0 - 364), to: Day(window.to.0 - 364) };
    }
    let next = Day(window.to.0 + 1);
    Window { from: window.from.add_months(-12), to: Day(next.add_months(-12).0 - 1) }
}

/// One window beside the one before.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Retention {
    /// Customers with a purchase in the window before.
    pub customers: u64,
    /// Those of them with a purchase in this one.
    pub retained: u64,
    /// Buyers of this window whose first purchase lies in it.
    pub new: u64,
    /// Buyers of this window who did not buy in the one before, but earlier.
    pub returned: u64,
    /// What the customers brought in in the window before.
    pub base_net: Money,
    /// What they bring in in this one.
    pub existing_net: Money,
    /// The smaller of the two, customer by customer.
    pub kept_net: Money,
    /// What the new bring in.
    pub new_net: Money,
    /// What everyone else brings in.
    pub returned_net: Money,
}

impl Retention {
    /// The share of the customers who bought again.
    pub fn retention_rate(&self) -> Option<Ratio> {
        Ratio::of(self.retained, self.customers)
    }

    /// The range that share is expected to lie in.
    pub fn interval(&self, confidence: f64) -> Option<Interval> {
        share::wilson(self.retained, self.customers, confidence)
    }

    /// Customers who did not buy again.
    pub const fn lapsed(&self) -> u64 {
        self.customers - self.retained
    }

    /// The share of the customers who did not buy again.
    pub fn churn_rate(&self) -> Option<Ratio> {
        Ratio::of(self.lapsed(), self.customers)
    }

    /// Everyone with a purchase in this window.
    pub const fn buyers(&self) -> u64 {
        self.retained + self.new + self.returned
    }

    /// Net revenue retention.
    pub fn nrr(&self) -> Option<Ratio> {
        of_base(self.existing_net, self.base_net)
    }

    /// Gross revenue retention.
    pub fn grr(&self) -> Option<Ratio> {
        of_base(self.kept_net, self.base_net)
    }

    /// Adds another window, for the average over several; a customer then counts once for each.
    pub fn add(&mut self, other: &Self) {
        self.customers += other.customers;
        self.retained += other.retained;
        self.new += other.new;
        self.returned += other.returned;
        self.base_net = self.base_net.plus(other.base_net);
        self.existing_net = self.existing_net.plus(other.existing_net);
        self.kept_net = self.kept_net.plus(other.kept_net);
        self.new_net = self.new_net.plus(other.new_net);
        self.returned_net = self.returned_net.plus(other.returned_net);
    }
}

/// A part of what is above zero.
fn of_base(part: Money, base: Money) -> Option<Ratio> {
    if base.mantissa <= 0 {
        return None;
    }
    Ratio::from_money(part).over(Ratio::from_money(base))
}

/// Gathers [`Retention`] for several windows in one scan.
///
/// The scan itself looks at one window, from the first day of the first window before to the last day of the last window, because who
/// has not bought since counts too. The result of a slot is one answer per window.
#[derive(Debug)]
pub struct RetentionTally {
    scale: u8,
    windows: Vec<(Window, Window)>,
    slots: Vec<Vec<Sums>>,
}

#[derive(Debug, Clone, Copy, Default)]
struct Sums {
    customers: u64,
    retained: u64,
    new: u64,
    returned: u64,
    base_net: i128,
    existing_net: i128,
    kept_net: i128,
    new_net: i128,
    returned_net: i128,
}

impl RetentionTally {
    /// Starts with nothing, for windows each behind the one that it is compared with.
    pub fn new(slots: usize, scale: u8, windows: &[(Window, Window)]) -> Self {
        let slots = vec![vec![Sums::default(); windows.len()]; slots];
        Self { scale, windows: windows.to_vec(), slots }
    }

    /// The stretch that the scan must look at.
    pub fn span(windows: &[(Window, Window)]) -> Option<Window> {
        let from = windows.iter().map(|(before, _)| before.from).min()?;
        let to = windows.iter().map(|(_, window)| window.to).max()?;
        Some(Window { from, to })
    }
}

impl Tally for RetentionTally {
    type Outcome = Vec<Retention>;

    fn visit(&mut self, slot: usize, visit: &Visit<'_>) {
        let sums = &mut self.slots[slot];
        each_window(&self.windows, visit, |at, then, now, known| sums[at].add(then, now, known));
    }

    fn merge(&mut self, other: Self) {
        for (sums, other) in self.slots.iter_mut().flatten().zip(other.slots.iter().flatten()) {
            sums.merge(other);
        }
    }

    fn finish(self) -> Vec<Self::Outcome> {
        let result = |sums: &Sums| sums.result(self.scale);
        self.slots.iter().map(|windows| windows.iter().map(result).collect()).collect()
    }
}

/// Shows a customer's entries of every window and of the one before it, with whether there was a purchase before the window.
fn each_window(windows: &[(Window, Window)], visit: &Visit<'_>, mut seen: impl FnMut(usize, &[Entry], &[Entry], bool)) {
    let entries = visit.within;
    let (Some(earliest), Some(latest)) = (entries.first(), entries.last()) else { return };
    let (earliest, latest) = (earliest.day(), latest.day());
    let older = visit.older || visit.before.iter().any(Entry::is_purchase);
    let first = entries.iter().find(|e| e.is_purchase()).map(Entry::day);
    for (at, &(before, window)) in windows.iter().enumerate() {
        if window.to < earliest || before.from > latest {
            continue;
        }
        let (then, now) = (inside(entries, before), inside(entries, window));
        if !then.is_empty() || !now.is_empty() {
            seen(at, then, now, older || first.is_some_and(|day| day < window.from));
        }
    }
}

/// The entries inside a window; there is hardly more to search than a few dozen.
fn inside(entries: &[Entry], window: Window) -> &[Entry] {
    let (first, end) = bounds(window);
    let until = entries.partition_point(|e| e.minute.0 < end);
    let from = entries[..until].partition_point(|e| e.minute.0 < first);
    &entries[from..until]
}

impl Sums {
    /// Takes up a customer's entries of both windows; `known` is whether there was a purchase before this one.
    fn add(&mut self, then: &[Entry], now: &[Entry], known: bool) {
        let bought = |entries: &[Entry]| entries.iter().any(Entry::is_purchase);
        let buys = bought(now);
        let net = Takings::of(now).net();
        if bought(then) {
            let base = Takings::of(then).net();
            self.customers += 1;
            self.retained += u64::from(buys);
            self.base_net += base;
            self.existing_net += net;
            self.kept_net += base.min(net);
        } else if buys && !known {
            self.new += 1;
            self.new_net += net;
        } else {
            self.returned += u64::from(buys);
            self.returned_net += net;
        }
    }

    fn merge(&mut self, other: &Self) {
        self.customers += other.customers;
        self.retained += other.retained;
        self.new += other.new;
        self.returned += other.returned;
        self.base_net += other.base_net;
        self.existing_net += other.existing_net;
        self.kept_net += other.kept_net;
        self.new_net += other.new_net;
        self.returned_net += other.returned_net;
    }

    fn result(&self, scale: u8) -> Retention {
        let money = |sum| Money::new(sum, scale);
        Retention {
            customers: self.customers,
            retained: self.retained,
            new: self.new,
            returned: self.returned,
            base_net: money(self.base_net),
            existing_net: money(self.existing_net),
            kept_net: money(self.kept_net),
            new_net: money(self.new_net),
            returned_net: money(self.returned_net),
        }
    }
}

#[cfg(test)]
mod tests;
