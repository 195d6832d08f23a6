//! Which definition gives the number on somebody's dashboard: every rule that two programs differ in, tried on one scan.
//!
//! The rules, each of which is met in the field: orders of no value count (Shopify) or not (Triple Whale, Klaviyo); orders wholly
//! refunded count (raw exports) or not; purchases of one day are one (`lifetimes`) or several; guests are customers, each a new one
//! (WooCommerce), or in no customer metric; an order is worth its gross, its net, or what it came to before discounts.
//!
//! What was left out when the files were read (test orders, rejected rows) is in none of them; on which day a refund counts and whether
//! cancelled orders do is settled there too, so the command reads the files again for that.

use crate::ledger::entry::{Entry, flags};
use crate::ledger::money::Money;
use crate::ledger::ratio::Ratio;
use crate::ledger::scan::{Tally, Visit};
use crate::metrics::takings::Takings;

/// Which orders count, and how.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
#[allow(clippy::struct_excessive_bools, reason = "four rules that are on or off, in every combination")]
pub struct Rules {
    /// Orders of no value count.
    pub zero: bool,
    /// Orders wholly refunded count.
    pub refunded: bool,
    /// Orders of one customer on one day are one.
    pub merged: bool,
    /// Every order without a customer is one of a customer of its own.
    pub guests: bool,
}

/// All combinations, our own rules first.
pub const ALL: [Rules; 16] = {
    let mut all = [Rules { zero: false, refunded: false, merged: false, guests: false }; 16];
    let mut at = 0;
    while at < 16 {
        all[at] = Rules { zero: at & 1 != 0, refunded: at & 2 != 0, merged: at & 4 != 0, guests: at & 8 != 0 };
        at += 1;
    }
    all
};

impl Rules {
    /// The names of the rules that are not our own.
    pub fn named(self) -> Vec<&'static str> {
        let all = [
            (self.zero, "zero orders"),
            (self.refunded, "refunded orders"),
            (self.merged, "same day merged"),
            (self.guests, "guests"),
        ];
        all.into_iter().filter(|(is, _)| *is).map(|(_, name)| name).collect()
    }

    fn counts(self, entry: &Entry) -> bool {
        entry.is_purchase()
            || (self.zero && entry.is_order() && entry.flags & flags::ZERO != 0)
            || (self.refunded && entry.is_order() && entry.flags & flags::RETURNED != 0)
    }
}

/// What a window comes to under one set of rules.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Counts {
    /// Customers with an order that counts.
    pub customers: u64,
    /// Those with at least two.
    pub repeat_customers: u64,
    /// Orders that count.
    pub orders: u64,
}

/// A window under all rules.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Reconciled {
    counts: [Counts; ALL.len()],
    own: Takings,
    guests: Takings,
    scale: u8,
}

/// A number under a name.
pub type Found = (Vec<&'static str>, Option<Ratio>);

impl Reconciled {
    /// Whether anything lies in the window.
    pub fn is_empty(&self) -> bool {
        self.counts[ALL.len() - 1].orders == 0
    }

    /// Every number that goes by the name of a metric, our own definition first; none for a name that is not known here.
    pub fn candidates(&self, metric: &str) -> Option<Vec<Found>> {
        let counted = |of: fn(&Counts) -> Option<Ratio>| -> Vec<Found> {
            ALL.iter().zip(&self.counts).map(|(rules, counts)| (rules.named(), of(counts))).collect()
        };
        let whole = |count: u64| Ratio::of(count, 1);
        Some(match metric {
            "customers" => counted(|c| Ratio::of(c.customers, 1)),
            "repeat_customers" => counted(|c| Ratio::of(c.repeat_customers, 1)),
            "orders" => counted(|c| Ratio::of(c.orders, 1)),
            "repeat_rate" => counted(|c| Ratio::of(c.repeat_customers, c.customers)),
            "frequency" => counted(|c| Ratio::of(c.orders, c.customers)),
            "average_order_value" => self.average_order_values(),
            "gross" | "net" | "revenue" => {
                let all = [false, true].into_iter().flat_map(|guests| self.revenues(metric, guests));
                all.map(|(name, sum)| (name, Some(Ratio::from_money(Money::new(sum, self.scale))))).collect()
            }
            "refunds" => {
                let of = |takings: &Takings| Some(Ratio::from_money(Money::new(takings.refunds, self.scale)));
                let both = self.both();
                vec![(vec![], of(&self.own)), (vec!["guests"], of(&both))]
            }
            "ltv" => vec![
                (vec!["net per customer"], self.per_customer(self.own.net())),
                (vec!["gross per customer"], self.per_customer(self.own.gross)),
            ],
            "guest_orders" => vec![(vec![], whole(self.counts[8].orders.saturating_sub(self.counts[0].orders)))],
            _ => return None,
        })
    }

    fn per_customer(&self, sum: i128) -> Option<Ratio> {
        Ratio::per(Money::new(sum, self.scale), self.counts[0].customers)
    }

    fn both(&self) -> Takings {
        let mut both = self.own;
        both.add(&self.guests);
        both
    }

    /// The sums of a window that someone calls revenue.
    fn revenues(&self, metric: &str, guests: bool) -> Vec<(Vec<&'static str>, i128)> {
        let takings = if guests { self.both() } else { self.own };
        let all = [
            ("net", takings.net()),
            ("gross", takings.gross),
            ("gross + discounts", takings.gross + takings.discounts),
            ("net + discounts", takings.net() + takings.discounts),
            ("gross of purchases", takings.purchased),
        ];
        let named = |name: &'static str| {
            let own = (name != metric).then_some(name);
            own.into_iter().chain(guests.then_some("guests")).collect::<Vec<_>>()
        };
        let mut all: Vec<_> = all.into_iter().map(|(name, sum)| (named(name), sum)).collect();
        all.sort_by_key(|(name, _)| name.len());
        all
    }

    fn average_order_values(&self) -> Vec<Found> {
        let of = |rules: &Rules, counts: &Counts| -> Vec<Found> {
            let takings = if rules.guests { self.both() } else { self.own };
            let basis = [
                (None, takings.purchased),
                (Some("of all gross"), takings.gross),
                (Some("of net"), takings.net()),
                (Some("gross + discounts"), takings.gross + takings.discounts),
            ];
            let one = |(name, sum): (Option<&'static str>, i128)| {
                let named = name.into_iter().chain(rules.named()).collect();
                (named, Ratio::per(Money::new(sum, self.scale), counts.orders))
            };
            basis.into_iter().map(one).collect()
        };
        ALL.iter().zip(&self.counts).flat_map(|(rules, counts)| of(rules, counts)).collect()
    }
}

/// Gathers [`Reconciled`] per window.
#[derive(Debug)]
pub struct ReconcileTally {
    slots: Vec<Reconciled>,
}

impl ReconcileTally {
    /// Starts with nothing, for amounts at the ledger's scale.
    pub fn new(slots: usize, scale: u8) -> Self {
        Self { slots: vec![Reconciled { scale, ..Reconciled::default() }; slots] }
    }
}

impl Tally for ReconcileTally {
    type Outcome = Reconciled;

    fn visit(&mut self, slot: usize, visit: &Visit<'_>) {
        let found = &mut self.slots[slot];
        for (rules, counts) in ALL.iter().zip(&mut found.counts) {
            let orders = orders(visit.within, *rules);
            counts.customers += u64::from(orders > 0);
            counts.repeat_customers += u64::from(orders > 1);
            counts.orders += orders;
        }
        found.own.add(&Takings::of(visit.within));
    }

    fn guests(&mut self, slot: usize, entries: &[Entry]) {
        let found = &mut self.slots[slot];
        for (rules, counts) in ALL.iter().zip(&mut found.counts).filter(|(rules, _)| rules.guests) {
            let orders = entries.iter().filter(|entry| rules.counts(entry)).count() as u64;
            counts.customers += orders;
            counts.orders += orders;
        }
        found.guests.add(&Takings::of(entries));
    }

    fn merge(&mut self, other: Self) {
        for (own, other) in self.slots.iter_mut().zip(other.slots) {
            for (own, other) in own.counts.iter_mut().zip(other.counts) {
                own.customers += other.customers;
                own.repeat_customers += other.repeat_customers;
                own.orders += other.orders;
            }
            own.own.add(&other.own);
            own.guests.add(&other.guests);
        }
    }

    fn finish(self) -> Vec<Reconciled> {
        self.slots
    }
}

/// A customer's orders that count.
fn orders(entries: &[Entry], rules: Rules) -> u64 {
    let mut count = 0;
    let mut last = None;
    for entry in entries.iter().filter(|entry| rules.counts(entry)) {
        let day = Some(entry.day());
        count += u64::from(!rules.merged || last != day);
        last = day;
    }
    count
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ledger::scan::{Frame, scan};
    use crate::ledger::sketch::sketch;
    use crate::ledger::window::Window;

    fn found(metric: &str) -> Vec<(String, String)> {
        let ledger = sketch(&[
            ("anna", "2024-01-03", "12.50"),
            ("anna", "2024-01-03", "7.50"),
            ("ben", "2024-01-05", "10.00"),
            ("ben", "2024-03-05", "0.00"),
            ("", "2024-01-09", "4.00"),
        ]);
        let window = Window { from: ledger.first_day.expect("orders"), to: ledger.last_day.expect("orders") };
        let all =
            scan(&ledger, &Frame::whole(window), 1, |slots| ReconcileTally::new(slots, 2)).pop().expect("one slot");
        let candidates = all.candidates(metric).expect("a known metric");
        candidates
            .into_iter()
            .map(|(name, value)| (name.join(" + "), value.map_or("none".into(), |v| v.to_string())))
            .collect()
    }

    fn of(metric: &str, name: &str) -> String {
        found(metric).into_iter().find(|(known, _)| known == name).map_or("missing".into(), |(_, value)| value)
    }

    #[test]
    fn each_rule_changes_the_rate_as_it_should() {
        assert_eq!(of("repeat_rate", ""), "0.500000", "anna of two");
        assert_eq!(of("repeat_rate", "same day merged"), "0.000000");
        assert_eq!(of("repeat_rate", "zero orders"), "1.000000");
        assert_eq!(of("repeat_rate", "guests"), "0.333333");
        assert_eq!(of("repeat_rate", "zero orders + same day merged"), "0.500000", "ben now");
    }

    #[test]
    fn money_is_that_of_customers_or_of_all() {
        assert_eq!(of("revenue", "net"), "30.000000");
        assert_eq!(of("revenue", "net + guests"), "34.000000");
        assert_eq!(of("net", ""), "30.000000");
        assert_eq!(of("average_order_value", ""), "10.000000");
        assert_eq!(of("average_order_value", "guests"), "8.500000");
    }

    #[test]
    fn our_own_definition_stands_first() {
        for metric in
            ["repeat_rate", "customers", "orders", "frequency", "average_order_value", "gross", "net", "refunds"]
        {
            assert_eq!(found(metric)[0].0, "", "{metric}");
        }
    }
}
