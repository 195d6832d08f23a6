//! What a programme brings in where there is a control: customers to whom it was not open.
//!
//! - [`Design::DifferenceInDifferences`]: the control is a group that could not join, such as the customers of a branch without the
//!   programme. `lift = (members after - members before) - (control after - control before)`: what both sides share, such as season and
//!   trend, and what sets them apart from the start falls out; what still stands in it is whatever else happened to one side alone, and
//!   that members joined when they were about to buy more.
//! - [`Design::Holdout`]: a lot decided who was offered the programme. `lift = net per customer it was offered to - net per control
//!   customer`, over all of them whether they joined or not: this alone is caused by the programme.
//!
//! Months are calendar months from joining (holdout: from the offer). `before` is the mean month of the `B` months ahead of joining, and
//! both sides are customers who had bought before these began: a customer who is born in them would seem to grow. For each month of joining
//! the control counts with its mean in the same calendar months, weighted by how many members joined then. Members and control alike are
//! in month k only if that month is over. Whoever is marked as control and joined all the same is in neither.
//!
//! Source of the ladder of designs: Kyros (holdout above difference-in-differences above before and after above members and others).

use super::watched::either;
use super::{Month, Starts, by_month, counted, first_purchase, purchases};
use crate::ledger::Ledger;
use crate::ledger::entry::Entry;
use crate::ledger::scan::shards;
use crate::metrics::takings::Takings;
use crate::statistics::Interval;
use crate::statistics::bootstrap::{self, Cells, Draws, cell};

/// Weights of the control in whole numbers, so that no order of adding shows.
const PARTS: f64 = 1e9;

/// What the control is worth.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Design {
    /// A lot decided who was offered the programme.
    Holdout,
    /// A group that could not join, before and after.
    DifferenceInDifferences,
}

/// Where a customer stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Side {
    /// A member from that month on; in a holdout, offered it in that month.
    Member(Month),
    /// A control; in a holdout of that month.
    Control(Option<Month>),
    /// Neither.
    Neither,
}

/// How both sides are followed.
#[derive(Debug, Clone, Copy)]
pub struct Terms {
    /// The first and the last month that are wholly in the data.
    pub span: (Month, Month),
    /// The last month from joining.
    pub months: u32,
    /// B: how many months before joining are compared with.
    pub before: u32,
    /// What the control is worth.
    pub design: Design,
}

impl Terms {
    /// The months before joining that both sides must have been customers for.
    const fn lead(&self) -> i32 {
        match self.design {
            Design::Holdout => 0,
            Design::DifferenceInDifferences => self.before as i32,
        }
    }

    /// Whether somebody who first bought in that month is old enough for a month of joining.
    fn knows(&self, first: Option<Month>, joined: Month) -> bool {
        match self.design {
            // The lot chose among everyone, buyers or not.
            Design::Holdout => true,
            Design::DifferenceInDifferences => first.is_some_and(|first| first.0 < joined.0 - self.lead()),
        }
    }
}

/// Both sides in one month from joining.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Lift {
    /// Members watched for that month and before.
    pub members: u64,
    /// Their purchases in it.
    pub orders: u64,
    /// What was sold to them in it.
    pub gross: i128,
    /// The same less what was given back.
    pub net: i128,
    /// Their net in all months before joining.
    pub before: i128,
    /// What their rewards cost in that month, in twelfths of the ledger's smallest digit, where the file says it.
    pub reward_twelfths: Option<i128>,
    /// Those of the members with a purchase in it.
    pub buyers: u64,
    /// Customers of the control.
    pub control: u64,
    /// Those of them with a purchase in one of the months that they are compared over.
    pub control_buyers: u64,
    /// The control's weights, its weighted purchases, its weighted net in that month and in the months before.
    weighted: [i128; 4],
    /// Members, their net, their net before; weight, weighted net, weighted net before.
    cells: Cells<6>,
    /// The months of `before`; 0 where nothing is taken off.
    lead: i32,
    /// Of several months together: the members of the fullest.
    most: u64,
}

impl Lift {
    /// Net per member in that month.
    pub fn per_member(&self) -> Option<f64> {
        mean(self.net as f64, self.members as f64)
    }

    /// Net per member in a mean month before joining.
    pub fn per_member_before(&self) -> Option<f64> {
        mean(self.before as f64, self.members as f64 * f64::from(self.lead))
    }

    /// Net per control customer in that month.
    pub fn per_control(&self) -> Option<f64> {
        mean(self.weighted[2] as f64, self.weighted[0] as f64)
    }

    /// Net per control customer in a mean month before.
    pub fn per_control_before(&self) -> Option<f64> {
        mean(self.weighted[3] as f64, self.weighted[0] as f64 * f64::from(self.lead))
    }

    /// Purchases per control customer in that month.
    pub fn control_frequency(&self) -> Option<f64> {
        mean(self.weighted[1] as f64, self.weighted[0] as f64)
    }

    /// How much more a member brings in than a control customer, in the ledger's smallest digit.
    pub fn difference(&self) -> Option<f64> {
        Some(self.per_member()? - self.per_control()?)
    }

    /// The range that difference is expected to lie in.
    pub fn difference_interval(&self, draws: &Draws, confidence: f64) -> Option<Interval> {
        bootstrap::interval(&self.cells, draws, self.fewer(), confidence, |sums| lifted(sums, 0))
    }

    /// What the programme brings in per member in that month, in the ledger's smallest digit.
    pub fn lift(&self) -> Option<f64> {
        let control = self.weighted.map(|sum| sum as f64);
        let members = [self.members as f64, self.net as f64, self.before as f64];
        lifted(&[members[0], members[1], members[2], control[0], control[2], control[3]], self.lead)
    }

    /// The range the lift is expected to lie in.
    pub fn lift_interval(&self, draws: &Draws, confidence: f64) -> Option<Interval> {
        bootstrap::interval(&self.cells, draws, self.fewer(), confidence, |sums| lifted(sums, self.lead))
    }

    /// Adds another month: each then counts by its members.
    pub fn add(&mut self, other: &Self) {
        let control = self.control.max(other.control);
        let buyers = [self.buyers.max(other.buyers), self.control_buyers.max(other.control_buyers)];
        self.join(other);
        self.control = control;
        [self.buyers, self.control_buyers] = buyers;
        self.lead = other.lead;
        self.most = self.most.max(other.members);
    }

    /// Adds other customers in the same month.
    fn join(&mut self, other: &Self) {
        self.members += other.members;
        self.orders += other.orders;
        self.buyers += other.buyers;
        self.control_buyers += other.control_buyers;
        self.gross += other.gross;
        self.net += other.net;
        self.before += other.before;
        self.reward_twelfths = either(self.reward_twelfths, other.reward_twelfths);
        self.control += other.control;
        self.weighted.iter_mut().zip(other.weighted).for_each(|(sum, other)| *sum += other);
        self.cells.merge(&other.cells);
    }

    /// The members of the fullest of several months together.
    pub const fn most(&self) -> u64 {
        self.most
    }

    /// The customers of the smaller side.
    pub fn fewer(&self) -> u64 {
        let members = if self.most > 0 { self.most } else { self.members };
        members.min(self.control)
    }
}

fn mean(sum: f64, count: f64) -> Option<f64> {
    (count > 0.0).then(|| sum / count)
}

/// The difference in that month, less that of a mean month before.
fn lifted(&[members, net, before, weight, other, other_before]: &[f64; 6], lead: i32) -> Option<f64> {
    let after = mean(net, members)? - mean(other, weight)?;
    let lead = f64::from(lead);
    let ahead = mean(before, members * lead).unwrap_or(0.0) - mean(other_before, weight * lead).unwrap_or(0.0);
    Some(after - ahead)
}

/// The steps from joining as far as any member was watched beside a control; `side` says where a customer stands, by shard and number.
pub fn lifts(ledger: &Ledger, terms: &Terms, threads: usize, side: impl Fn(usize, usize) -> Side + Sync) -> Vec<Lift> {
    let weights = Weights::of(ledger, terms, threads, &side);
    let steps = (0..=terms.months as i32).take_while(|ahead| weights.within(i32::MIN, i32::MAX, *ahead) > 0).count();
    let nobody = Lift { lead: terms.lead(), ..Lift::default() };
    // Beside the steps one list for all customers: each fills it anew.
    let fresh = || (vec![nobody.clone(); steps], Vec::<OwnMonth>::new());
    let take_up = |at: usize, (steps, months): &mut (Vec<Lift>, Vec<OwnMonth>)| {
        let shard = &ledger.shards[at];
        for (number, key) in shard.keys.iter().enumerate() {
            let entries = shard.entries_of(number);
            let first = first_purchase(entries);
            match side(at, number) {
                Side::Member(joined) if terms.knows(first, joined) => {
                    let watched = (0..steps.len())
                        .take_while(|ahead| weights.within(joined.0, joined.0, *ahead as i32) > 0)
                        .count();
                    let reward = shard.costs.get(number).and_then(|costs| costs.retention);
                    member(&mut steps[..watched], joined, terms, entries, reward, cell(key.hash()));
                }
                Side::Member(_) | Side::Neither => {}
                Side::Control(start) => {
                    let lead = terms.lead();
                    let oldest = match (terms.design, start, first) {
                        (Design::Holdout, Some(start), _) => start.0..=start.0,
                        (Design::DifferenceInDifferences, _, Some(first)) => first.0 + lead + 1..=i32::MAX,
                        (Design::Holdout, None, _) | (Design::DifferenceInDifferences, _, None) => continue,
                    };
                    let own =
                        |(month, own): (Month, &[Entry])| (month.0, Takings::of(own).net(), i128::from(purchases(own)));
                    months.clear();
                    months.extend(by_month(entries).map(own));
                    control(steps, &weights, (*oldest.start(), *oldest.end()), months, cell(key.hash()), lead);
                }
            }
        }
    };
    let join = |(all, _): &mut (Vec<Lift>, _), (own, _): (Vec<Lift>, _)| {
        all.iter_mut().zip(&own).for_each(|(all, own)| all.join(own));
    };
    shards(ledger, threads, fresh, take_up, join).0
}

/// A month of a customer's: which, the net, the purchases.
type OwnMonth = (i32, i128, i128);

fn member(steps: &mut [Lift], joined: Month, terms: &Terms, entries: &[Entry], reward: Option<i64>, cell: u16) {
    let months = || by_month(entries);
    let early = months().filter(|(month, _)| (joined.0 - terms.lead()..joined.0).contains(&month.0));
    let before: i128 = early.map(|(_, own)| Takings::of(own).net()).sum();
    for step in &mut *steps {
        step.members += 1;
        step.before += before;
        step.cells.add(cell, [1, 0, before, 0, 0, 0]);
        step.reward_twelfths = either(step.reward_twelfths, reward.map(i128::from));
    }
    for (month, own) in months() {
        let Some(step) = usize::try_from(month.0 - joined.0).ok().and_then(|ahead| steps.get_mut(ahead)) else {
            continue;
        };
        let takings = Takings::of(own);
        step.orders += purchases(own);
        step.buyers += u64::from(purchases(own) > 0);
        step.gross += takings.gross;
        step.net += takings.net();
        step.cells.add(cell, [0, takings.net(), 0, 0, 0, 0]);
    }
}

/// Adds a control customer, who counts for the months of joining from the first to the last of `joining`.
fn control(steps: &mut [Lift], weights: &Weights, joining: (i32, i32), months: &[OwnMonth], cell: u16, lead: i32) {
    let (from, to) = joining;
    for (step, ahead) in steps.iter_mut().zip(0..) {
        let weight = weights.within(from, to, ahead);
        if weight == 0 {
            continue;
        }
        step.control += 1;
        let mut sums = [weight, 0, 0, 0];
        for &(month, net, orders) in months {
            let joined = month - ahead;
            let now = weights.within(joined.max(from), joined.min(to), ahead);
            // A month lies before every month of joining of the next `lead` months.
            let then = weights.within((month + 1).max(from), month.saturating_add(lead).min(to), ahead);
            sums[1] += now * orders;
            sums[2] += now * net;
            sums[3] += then * net;
        }
        step.control_buyers += u64::from(sums[1] > 0);
        step.weighted.iter_mut().zip(sums).for_each(|(sum, own)| *sum += own);
        step.cells.add(cell, [0, 0, 0, sums[0], sums[2], sums[3]]);
    }
}

/// What one control customer counts for beside the members of each month of joining.
struct Weights {
    last: i32,
    /// The first month of joining.
    first: i32,
    /// The weights of all months before each, from the first one to the month after the last.
    before: Vec<i128>,
}

impl Weights {
    fn of(ledger: &Ledger, terms: &Terms, threads: usize, side: &(impl Fn(usize, usize) -> Side + Sync)) -> Self {
        let (first, last) = terms.span;
        let take_up = |at: usize, [joined, starts]: &mut Starts| {
            let shard = &ledger.shards[at];
            for number in 0..shard.keys.len() {
                let bought = || first_purchase(shard.entries_of(number));
                match side(at, number) {
                    Side::Member(month) if terms.knows(bought(), month) => *joined.entry(month).or_default() += 1,
                    Side::Member(_) | Side::Neither => {}
                    Side::Control(start) => {
                        let known = if terms.design == Design::Holdout { start } else { bought() };
                        if let Some(month) = known {
                            *starts.entry(month).or_default() += 1;
                        }
                    }
                }
            }
        };
        let [joined, starts] = shards(ledger, threads, Starts::default, take_up, counted);
        let control = |month: Month| match terms.design {
            Design::Holdout => starts.get(&month).copied().unwrap_or(0),
            Design::DifferenceInDifferences => {
                starts.range(..Month(month.0 - terms.lead())).map(|(_, count)| count).sum()
            }
        };
        let in_span = |month: Month| month.0 - terms.lead() >= first.0 && month <= last;
        let weight = |(month, members): (Month, u64)| {
            let control = control(month);
            (control > 0).then(|| (month.0, (PARTS * members as f64 / control as f64).round() as i128))
        };
        let weights: Vec<(i32, i128)> =
            joined.into_iter().filter(|(month, _)| in_span(*month)).filter_map(weight).collect();
        let first = weights.first().map_or(0, |(month, _)| *month);
        let mut before = vec![0];
        for (month, weight) in weights {
            let sum = before[before.len() - 1];
            // Months in which nobody joined weigh nothing.
            before.resize((month - first) as usize + 1, sum);
            before.push(sum + weight);
        }
        Self { last: last.0, first, before }
    }

    /// The weights of the months of joining from one to another whose month `ahead` is over.
    fn within(&self, from: i32, to: i32, ahead: i32) -> i128 {
        let to = to.min(self.last - ahead);
        if from > to {
            return 0;
        }
        self.before(to.saturating_add(1)) - self.before(from)
    }

    /// The weights of all months of joining before that one.
    fn before(&self, month: i32) -> i128 {
        let place = usize::try_from(month.saturating_sub(self.first)).unwrap_or(0);
        self.before[place.min(self.before.len() - 1)]
    }
}

#[cfg(test)]
mod tests;
