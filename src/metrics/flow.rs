//! From one purchase to the next: who bought again, who is still waiting, who lapsed.
//!
//! - Of the customers who reached purchase n, `converted` reached purchase n + 1 by as-of. Of the others, those silent for at least D
//!   days have `lapsed`, the rest are `waiting`: they have not had the time yet. `reached = converted + waiting + lapsed`.
//! - `conversion_rate = converted_in_time / eligible`: of those whose purchase n lies at least D days before as-of, the share that
//!   bought again within D days. Whoever is waiting is in neither, so a young shop does not look disloyal.
//! - `returned_after_lapse`: those of the converted who took longer than D days, although the rule had given them up.
//! - The same rule tells of all customers together ([`Everyone`]): of those whose first purchase lies at least D days before as-of, the
//!   share who are silent for so long now have left. Whoever came later has not had the time, and is not in it.
//! - Who joined before the data begin has earlier purchases that are not in them: nobody knows the number of the next, so it is in none.
//! - D is a rule; [`super::lapse`] finds one in the data. Without any, nobody lapses and there is no rate.
//!
//! Source: 転換, 滞在 and 離脱 by purchase number of うちでのこづち; its F2転換率 is that of the first row.

use crate::ledger::day::Day;
use crate::ledger::entry::Entry;
use crate::ledger::ratio::Ratio;
use crate::ledger::scan::{Tally, Visit};
use crate::ledger::window::Window;
use crate::statistics::{Interval, share};

/// As many purchase numbers are followed; later ones are few and much alike.
pub const STEPS: usize = 10;

/// One purchase number.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Step {
    /// Customers with so many purchases, the last of these inside the window.
    pub reached: u64,
    /// Those who bought again.
    pub converted: u64,
    /// Those who did not, and have been silent for D days.
    pub lapsed: u64,
    /// Those whose purchase lies at least D days back.
    pub eligible: u64,
    /// The eligible who bought again within D days.
    pub converted_in_time: u64,
    /// Those who bought again after more than D days.
    pub returned_after_lapse: u64,
}

impl Step {
    /// Those who have neither bought again nor been silent for long.
    pub const fn waiting(&self) -> u64 {
        self.reached - self.converted - self.lapsed
    }

    /// The share of the eligible who bought again in time.
    pub fn conversion_rate(&self) -> Option<Ratio> {
        Ratio::of(self.converted_in_time, self.eligible)
    }

    /// The range that share is expected to lie in.
    pub fn interval(&self, confidence: f64) -> Option<Interval> {
        share::wilson(self.converted_in_time, self.eligible, confidence)
    }

    fn merge(&mut self, other: &Self) {
        self.reached += other.reached;
        self.converted += other.converted;
        self.lapsed += other.lapsed;
        self.eligible += other.eligible;
        self.converted_in_time += other.converted_in_time;
        self.returned_after_lapse += other.returned_after_lapse;
    }
}

/// All customers, as they stand at as-of.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Everyone {
    /// Customers with a purchase inside the window.
    pub customers: u64,
    /// Those whose first purchase lies at least D days back.
    pub eligible: u64,
    /// Those of them who have bought nothing for D days.
    pub lapsed: u64,
}

impl Everyone {
    /// The share of the eligible who left.
    pub fn churn_rate(&self) -> Option<Ratio> {
        Ratio::of(self.lapsed, self.eligible)
    }

    /// The range that share is expected to lie in.
    pub fn interval(&self, confidence: f64) -> Option<Interval> {
        share::wilson(self.lapsed, self.eligible, confidence)
    }

    fn merge(&mut self, other: &Self) {
        self.customers += other.customers;
        self.eligible += other.eligible;
        self.lapsed += other.lapsed;
    }
}

/// What was found of a group.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Flow {
    /// The purchase numbers.
    pub steps: [Step; STEPS],
    /// All customers together.
    pub everyone: Everyone,
}

/// Gathers the steps of each group; the scan looks at one window, from the first day of the data to as-of.
#[derive(Debug)]
pub struct FlowTally {
    window: Window,
    as_of: Day,
    lapse: Option<i32>,
    slots: Vec<Flow>,
}

impl FlowTally {
    /// Starts with nothing, for purchases inside a window and a silence of so many days.
    pub fn new(slots: usize, window: Window, as_of: Day, lapse: Option<u32>) -> Self {
        let lapse = lapse.and_then(|days| i32::try_from(days).ok());
        Self { window, as_of, lapse, slots: vec![Flow::default(); slots] }
    }
}

impl Tally for FlowTally {
    type Outcome = Flow;

    fn visit(&mut self, slot: usize, visit: &Visit<'_>) {
        if visit.older {
            return;
        }
        let days = || visit.before.iter().chain(visit.within).filter(|e| e.is_purchase()).map(Entry::day);
        let silent = |days: i32| self.lapse.is_some_and(|lapse| days >= lapse);
        let flow = &mut self.slots[slot];
        if let (Some(first), Some(last)) = (days().next(), days().next_back()) {
            let counts = days().any(|day| self.window.contains(day));
            let [eligible, lapsed] = [first, last].map(|day| counts && silent(self.as_of.0 - day.0));
            flow.everyone.customers += u64::from(counts);
            flow.everyone.eligible += u64::from(eligible);
            flow.everyone.lapsed += u64::from(lapsed);
        }
        let next = days().skip(1).map(Some).chain([None]);
        for (step, (day, next)) in flow.steps.iter_mut().zip(days().zip(next)) {
            if !self.window.contains(day) {
                continue;
            }
            let gap = next.map(|next| next.0 - day.0);
            let late = gap.is_some_and(|gap| self.lapse.is_some_and(|lapse| gap > lapse));
            let observed = silent(self.as_of.0 - day.0);
            step.reached += 1;
            step.converted += u64::from(gap.is_some());
            step.lapsed += u64::from(gap.is_none() && observed);
            step.eligible += u64::from(observed);
            step.converted_in_time += u64::from(observed && gap.is_some() && !late);
            step.returned_after_lapse += u64::from(late);
        }
    }

    fn merge(&mut self, other: Self) {
        for (flow, other) in self.slots.iter_mut().zip(&other.slots) {
            flow.steps.iter_mut().zip(&other.steps).for_each(|(step, other)| step.merge(other));
            flow.everyone.merge(&other.everyone);
        }
    }

    fn finish(self) -> Vec<Self::Outcome> {
        self.slots
    }
}

#[cfg(test)]
mod tests {
    use super::{Flow, FlowTally, STEPS, Step};
    use crate::ledger::Ledger;
    use crate::ledger::day::Day;
    use crate::ledger::scan::{Frame, scan};
    use crate::ledger::window::Window;
    use crate::metrics::shop;

    fn flow(ledger: &Ledger, as_of: Day, lapse: Option<u32>) -> [Step; STEPS] {
        followed(ledger, as_of, lapse).steps
    }

    fn followed(ledger: &Ledger, as_of: Day, lapse: Option<u32>) -> Flow {
        let all = Window { from: Day(0), to: as_of };
        scan(ledger, &Frame::whole(all), 1, |slots| FlowTally::new(slots, all, as_of, lapse)).remove(0)
    }

    #[test]
    fn who_is_new_is_not_among_those_who_could_have_left() {
        // Silent since day 30 and since day 0, active, and one who came ten days ago; the rule is sixty days.
        let ledger = ledger(&[vec![0, 30], vec![0], vec![5, 95], vec![90]]);
        let found = followed(&ledger, Day(100), Some(60)).everyone;
        assert_eq!((found.customers, found.eligible, found.lapsed), (4, 3, 2));
        assert_eq!(found.churn_rate().map(|rate| rate.to_string()).as_deref(), Some("0.666667"));
        let without = followed(&ledger, Day(100), None).everyone;
        assert_eq!((without.eligible, without.churn_rate()), (0, None));
    }

    /// One customer per line, with the days of the purchases.
    fn ledger(customers: &[Vec<i32>]) -> Ledger {
        let orders = |(who, days): (usize, &Vec<i32>)| -> Vec<shop::Order> {
            days.iter().map(|&day| (format!("c{who}"), Day(day), 100)).collect()
        };
        shop::ledger(&customers.iter().enumerate().flat_map(orders).collect::<Vec<_>>())
    }

    #[test]
    fn of_972_first_orders_813_went_on_151_were_lost_and_8_wait() {
        // うちでのこづち, help page 547; the 8 by subtraction.
        let mut customers = vec![vec![0, 30]; 813];
        customers.extend(vec![vec![0]; 151]);
        customers.extend(vec![vec![70]; 8]);
        let first = flow(&ledger(&customers), Day(100), Some(60))[0];
        assert_eq!((first.reached, first.converted, first.lapsed, first.waiting()), (972, 813, 151, 8));
        assert_eq!((first.converted_in_time, first.eligible), (813, 964));
        assert_eq!(first.conversion_rate().map(|r| r.to_string()).as_deref(), Some("0.843361"));
    }

    #[test]
    fn a_silence_of_exactly_the_limit_has_lapsed_and_a_return_on_that_day_is_in_time() {
        let found = flow(&ledger(&[vec![40], vec![41], vec![0, 60], vec![0, 61]]), Day(100), Some(60));
        assert_eq!((found[0].reached, found[0].converted, found[0].lapsed, found[0].waiting()), (4, 2, 1, 1));
        assert_eq!((found[0].converted_in_time, found[0].eligible, found[0].returned_after_lapse), (1, 3, 1));
        // Both second purchases are recent.
        assert_eq!((found[1].reached, found[1].waiting(), found[1].conversion_rate()), (2, 2, None));
    }

    #[test]
    fn without_a_limit_everyone_waits() {
        let found = flow(&ledger(&[vec![0], vec![0, 5]]), Day(1000), None)[0];
        assert_eq!((found.reached, found.converted, found.waiting(), found.lapsed), (2, 1, 1, 0));
        assert_eq!((found.conversion_rate(), found.interval(0.95)), (None, None));
    }

    #[test]
    fn a_plain_twin_counts_the_same() {
        let orders = shop::orders(17);
        let ledger = shop::ledger(&orders);
        let as_of = ledger.as_of.expect("orders");
        for (number, step) in flow(&ledger, as_of, Some(90)).into_iter().enumerate() {
            let mut expected = Step::default();
            for (who, orders) in shop::by_customer(&orders) {
                let days = shop::purchases(&orders);
                if who.is_empty() || days.len() <= number {
                    continue;
                }
                let gap = days.get(number + 1).map(|next| next.0 - days[number].0);
                let since = as_of.0 - days[number].0;
                expected.reached += 1;
                match gap {
                    Some(gap) if gap > 90 => {
                        expected.converted += 1;
                        expected.returned_after_lapse += 1;
                    }
                    Some(_) => {
                        expected.converted += 1;
                        expected.converted_in_time += u64::from(since >= 90);
                    }
                    None => expected.lapsed += u64::from(since >= 90),
                }
                expected.eligible += u64::from(since >= 90);
            }
            assert_eq!(step, expected);
        }
    }
}
