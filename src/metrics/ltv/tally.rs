//! What all estimates need, in one scan.

use super::lifespan::Lifetime;
use super::{Costs, Ltv, Margin, Terms, Years, lifespan};
use crate::ledger::day::Day;
use crate::ledger::entry::{Entry, flags};
use crate::ledger::money::Money;
use crate::ledger::ratio::Ratio;
use crate::ledger::scan::{Tally, Visit};
use crate::ledger::{Ledger, Place};
use crate::metrics::takings::Takings;
use crate::statistics::bootstrap::{Cells, cell};
use crate::statistics::survival::Days;

/// What is added up over the customers of a group; money at the ledger's scale.
#[derive(Debug, Clone, Default)]
pub struct Sums {
    /// Customers with a purchase.
    pub customers: u64,
    /// Their purchases.
    pub purchases: u64,
    /// The years in which each of them bought something.
    pub customer_years: u64,
    /// The days from first to last purchase.
    pub span_days: u64,
    /// What was sold less what was given back.
    pub net: i128,
    /// What counts as value, before a margin rate.
    pub value: i128,
    /// Customers of a calendar year whose following year is over.
    pub base: u64,
    /// Those who bought in the following year.
    pub retained: u64,
    /// How long customers stayed, as the survival curve takes it.
    pub lifetimes: Days,
    /// What it cost to win those for whom that is known.
    pub acquisition: Known,
    /// What it costs each year to keep those for whom that is known.
    pub retention: Known,
    /// Who stayed how long, each beside the cell: what the curve makes of them is known once it is whole.
    pub(super) stays: Vec<Stay>,
    /// Per cell: customers, value, customer-years, span days, base, retained, and how far its customers move the years of the
    /// survival curve, in millionths of a day times all customers.
    pub cells: Cells<7>,
}

/// A customer of the survival curve in four bytes: the cell, the last day, whether lost on it.
#[derive(Debug, Clone, Copy)]
pub(super) struct Stay(u32);

impl Stay {
    /// Nobody stays longer than 2,800 years.
    const DAYS: u32 = (1 << 20) - 1;

    fn new(cell: u16, lifetime: Lifetime) -> Self {
        Self(u32::from(cell) << 21 | lifetime.days.min(Self::DAYS) << 1 | u32::from(lifetime.lost))
    }

    fn cell(self) -> u16 {
        (self.0 >> 21) as u16
    }

    fn lifetime(self) -> Lifetime {
        Lifetime { days: self.0 >> 1 & Self::DAYS, lost: self.0 & 1 == 1 }
    }
}

/// A sum over those who are known.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Known {
    /// The sum.
    pub sum: i128,
    /// How many there are.
    pub customers: u64,
}

impl Known {
    fn add(&mut self, cost: Option<i64>) {
        self.sum += i128::from(cost.unwrap_or(0));
        self.customers += u64::from(cost.is_some());
    }

    fn merge(&mut self, other: Self) {
        self.sum += other.sum;
        self.customers += other.customers;
    }

    /// The mean, where anyone is known.
    pub fn mean(&self, scale: u8) -> Option<Ratio> {
        Ratio::per(Money::new(self.sum, scale), self.customers)
    }
}

/// Gathers [`Ltv`] for each group; the scan looks at one window that begins with the data and ends at as-of.
#[derive(Debug)]
pub struct LtvTally<'a> {
    ledger: &'a Ledger,
    terms: &'a Terms,
    last_year_over: i32,
    slots: Vec<Sums>,
}

impl<'a> LtvTally<'a> {
    /// Starts with nothing.
    pub fn new(slots: usize, ledger: &'a Ledger, terms: &'a Terms) -> Self {
        Self { ledger, terms, last_year_over: terms.last_year_over(), slots: vec![Sums::default(); slots] }
    }

    /// The years of one customer's purchases.
    fn lived(&self, entries: &[Entry]) -> Lived {
        let mut lived = Lived::default();
        for day in entries.iter().filter(|e| e.is_purchase()).map(Entry::day) {
            lived.buy(day, self.terms, self.last_year_over);
        }
        lived
    }

    fn costs(&self, place: Place) -> crate::ledger::shard::Costs {
        let costs = &self.ledger.shards[usize::from(place.shard)].costs;
        costs.get(place.number as usize).copied().unwrap_or_default()
    }
}

impl Tally for LtvTally<'_> {
    type Outcome = Ltv;

    fn visit(&mut self, slot: usize, visit: &Visit<'_>) {
        let net = Takings::of(visit.within).net();
        let value = value(visit.within, net, self.terms.margin);
        let lived = self.lived(visit.within);
        let costs = self.costs(visit.place);
        let sums = &mut self.slots[slot];
        sums.net += net;
        sums.value += value;
        sums.purchases += lived.purchases;
        sums.customer_years += lived.years;
        sums.base += lived.base;
        sums.retained += lived.retained;
        let mut span = 0;
        if let Some((first, last)) = lived.first_and_last {
            span = (last.0 - first.0) as u64;
            sums.customers += 1;
            sums.span_days += span;
            sums.acquisition.add(costs.acquisition);
            sums.retention.add(costs.retention);
            let lapse = self.terms.lapse.as_ref();
            if let Some(lifetime) = lapse.and_then(|lapse| Lifetime::of(first, last, self.terms.as_of, lapse)) {
                lifetime.count(&mut sums.lifetimes);
                sums.stays.push(Stay::new(cell(visit.hash), lifetime));
            }
        }
        let customer = u64::from(lived.first_and_last.is_some());
        let [customer, years, span, base, retained] =
            [customer, lived.years, span, lived.base, lived.retained].map(i128::from);
        sums.cells.add(cell(visit.hash), [customer, value, years, span, base, retained, 0]);
    }

    fn merge(&mut self, other: Self) {
        for (sums, other) in self.slots.iter_mut().zip(&other.slots) {
            sums.merge(other);
        }
    }

    fn finish(self) -> Vec<Ltv> {
        let (scale, terms) = (self.ledger.scale, *self.terms);
        let whole = |mut sums: Sums| {
            sums.weigh_stays(&terms);
            Ltv { sums, scale, terms }
        };
        self.slots.into_iter().map(whole).collect()
    }
}

/// What one customer's entries are worth. The margin column goes before the cost column; a rate is applied at the end.
fn value(entries: &[Entry], net: i128, margin: Margin) -> i128 {
    let side = |kind| -> i128 { entries.iter().map(|e| i128::from(e.side(kind))).sum() };
    match margin {
        Margin::Revenue | Margin::Rate(_) => net,
        Margin::Columns if entries.iter().any(|e| e.flags & flags::SIDE == flags::MARGIN) => side(flags::MARGIN),
        Margin::Columns => net - side(flags::COST),
    }
}

/// One customer's years.
#[derive(Debug, Default)]
struct Lived {
    purchases: u64,
    years: u64,
    base: u64,
    retained: u64,
    first_and_last: Option<(Day, Day)>,
}

impl Lived {
    /// Takes up a purchase; they come in time order.
    fn buy(&mut self, day: Day, terms: &Terms, last_year_over: i32) {
        self.purchases += 1;
        let before = self.first_and_last.map(|(_, last)| last);
        self.first_and_last = Some((self.first_and_last.map_or(day, |(first, _)| first), day));
        let (year, year_before) = (day.year(), before.map(Day::year));
        let another = match terms.years {
            Years::Calendar => year_before != Some(year),
            Years::Rolling => before.is_none_or(|before| rolling(before, terms.as_of) != rolling(day, terms.as_of)),
        };
        self.years += u64::from(another);
        if year_before != Some(year) {
            self.base += u64::from(year < last_year_over);
            self.retained += u64::from(year_before == Some(year - 1) && year <= last_year_over);
        }
    }
}

/// How many whole years lie between a day and as-of.
fn rolling(day: Day, as_of: Day) -> i32 {
    (as_of.0 - day.0).div_euclid(lifespan::YEAR as i32)
}

impl Sums {
    fn merge(&mut self, other: &Self) {
        self.customers += other.customers;
        self.purchases += other.purchases;
        self.customer_years += other.customer_years;
        self.span_days += other.span_days;
        self.net += other.net;
        self.value += other.value;
        self.base += other.base;
        self.retained += other.retained;
        self.lifetimes.merge(&other.lifetimes);
        self.acquisition.merge(other.acquisition);
        self.retention.merge(other.retention);
        self.stays.extend_from_slice(&other.stays);
        self.cells.merge(&other.cells);
    }

    /// Gives each cell what its customers contribute to the years of the survival curve.
    fn weigh_stays(&mut self, terms: &Terms) {
        let stays = std::mem::take(&mut self.stays);
        let Some(horizon) = lifespan::horizon(terms) else { return };
        let influence = self.lifetimes.curve().influence(horizon);
        let unit = self.customers as f64 * 1e6;
        for stay in stays {
            let Lifetime { days, lost } = stay.lifetime();
            let moved = libm::round(influence.of(days, lost) * unit) as i128;
            self.cells.add(stay.cell(), [0, 0, 0, 0, 0, 0, moved]);
        }
    }

    /// The costs: those given, else the means of those known.
    pub(super) fn costs(&self, given: &Costs, scale: u8) -> Costs {
        Costs {
            acquisition: given.acquisition.or_else(|| self.acquisition.mean(scale)),
            retention: given.retention.or_else(|| self.retention.mean(scale)),
        }
    }
}
