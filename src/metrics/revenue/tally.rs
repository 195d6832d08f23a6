//! Groups and measures on the same window.

use super::loyal::{Known, Loyal};
use super::{Basis, Group, Revenue, chance};
use crate::ledger::Ledger;
use crate::ledger::entry::Entry;
use crate::ledger::money::Money;
use crate::ledger::scan::{Tally, Visit};
use crate::metrics::takings::Takings;
use crate::statistics::bootstrap::{Cells, cell};

/// Gathers [`Revenue`] with [`Basis::Window`] for every window and group.
#[derive(Debug)]
pub struct RevenueTally<'a> {
    ledger: &'a Ledger,
    rule: &'a Loyal,
    slots: Vec<Sums>,
}

/// Where a customer stands.
#[derive(Debug, Clone, Copy)]
pub(super) enum Standing {
    Loyal,
    OtherReturning,
    OtherNew,
}

/// The three groups of a window.
#[derive(Debug, Clone, Default)]
pub(super) struct Sums {
    loyal: Part,
    other_returning: Part,
    other_new: Part,
    cells: Cells<4>,
}

/// What is added up of a group; as a customer's part in it, `customers` is 0 or 1.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Part {
    pub(super) customers: u64,
    pub(super) orders: u64,
    pub(super) gross: i128,
    pub(super) net: i128,
}

impl<'a> RevenueTally<'a> {
    /// Starts with nothing.
    pub fn new(slots: usize, ledger: &'a Ledger, rule: &'a Loyal) -> Self {
        Self { ledger, rule, slots: vec![Sums::default(); slots] }
    }
}

impl Tally for RevenueTally<'_> {
    type Outcome = Revenue;

    fn visit(&mut self, slot: usize, visit: &Visit<'_>) {
        let purchases = visit.purchases();
        let part = Part::of(visit.within, u64::from(purchases > 0));
        let known = Known { place: visit.place, slot, purchases, net: part.net };
        let standing = if purchases > 0 && self.rule.holds(self.ledger, &known) {
            Standing::Loyal
        } else if visit.older || visit.before.iter().any(Entry::is_purchase) {
            Standing::OtherReturning
        } else {
            Standing::OtherNew
        };
        self.slots[slot].add(standing, part, Some(visit.hash));
    }

    fn merge(&mut self, other: Self) {
        for (sums, other) in self.slots.iter_mut().zip(&other.slots) {
            sums.merge(other);
        }
    }

    fn finish(self) -> Vec<Revenue> {
        let (rule, scale) = (self.rule, self.ledger.scale);
        let result = |sums: Sums| {
            let mut revenue = sums.result(Basis::Window, scale);
            revenue.chance_difference = by_chance(&revenue, rule);
            revenue
        };
        self.slots.into_iter().map(result).collect()
    }
}

fn by_chance(revenue: &Revenue, rule: &Loyal) -> Option<f64> {
    let all = revenue.all();
    let net = all.net.mantissa as f64 / revenue.one();
    match rule {
        Loyal::Orders(least) => chance::difference(all.customers, all.orders, net, *least),
        // Neither an attribute nor the largest spenders are a matter of how many orders were dealt.
        Loyal::Attribute(..) | Loyal::Net(_) => None,
    }
}

impl Part {
    /// What one customer did in a window.
    pub(super) fn of(entries: &[Entry], customers: u64) -> Self {
        let takings = Takings::of(entries);
        let orders = entries.iter().filter(|e| e.is_purchase()).count() as u64;
        Self { customers, orders, gross: takings.gross, net: takings.net() }
    }

    fn add(&mut self, other: Self) {
        self.customers += other.customers;
        self.orders += other.orders;
        self.gross += other.gross;
        self.net += other.net;
    }

    fn group(self, scale: u8) -> Group {
        Group {
            customers: self.customers,
            orders: self.orders,
            gross: Money::new(self.gross, scale),
            net: Money::new(self.net, scale),
        }
    }
}

impl Sums {
    /// Takes up a customer; without a hash it takes no part in the comparison.
    pub(super) fn add(&mut self, standing: Standing, part: Part, hash: Option<u64>) {
        let (customers, net) = (i128::from(part.customers), part.net);
        let (group, sums) = match standing {
            Standing::Loyal => (&mut self.loyal, [customers, net, 0, 0]),
            Standing::OtherReturning => (&mut self.other_returning, [0, 0, customers, net]),
            Standing::OtherNew => (&mut self.other_new, [0, 0, customers, net]),
        };
        group.add(part);
        if let Some(hash) = hash {
            self.cells.add(cell(hash), sums);
        }
    }

    pub(super) fn merge(&mut self, other: &Self) {
        self.loyal.add(other.loyal);
        self.other_returning.add(other.other_returning);
        self.other_new.add(other.other_new);
        self.cells.merge(&other.cells);
    }

    pub(super) fn result(self, basis: Basis, scale: u8) -> Revenue {
        Revenue {
            basis,
            loyal: self.loyal.group(scale),
            other_returning: self.other_returning.group(scale),
            other_new: self.other_new.group(scale),
            chance_difference: None,
            cells: self.cells,
        }
    }
}
