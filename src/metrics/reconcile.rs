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

/// The place among [`ALL`] of the rule that merges days, which is also its bit there; and the bits of all rules about customers.
const MERGED: usize = 4;
const OF_CUSTOMERS: usize = 7;

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
    /// Customers whose first order that counts lies in the window.
    pub new_customers: u64,
}

/// A window under all rules.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Reconciled {
    counts: [Counts; ALL.len()],
    own: Takings,
    guests: Takings,
    /// What customers with two purchases or more brought in.
    loyal: Takings,
    loyal_orders: u64,
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
        Some(match metric {
            "customers" => counted(|c| whole_number(c.customers)),
            "repeat_customers" => counted(|c| whole_number(c.repeat_customers)),
            "orders" => counted(|c| whole_number(c.orders)),
            "new_customers" => counted(|c| whole_number(c.new_customers)),
            "repeat_rate" => {
                let mut all = counted(|c| Ratio::of(c.repeat_customers, c.customers));
                all.push((vec!["repeat orders of all orders"], self.repeat_order_share()));
                all
            }
            "repeat_order_share" => {
                let mut all = counted(|c| Ratio::of(c.orders.saturating_sub(c.customers), c.orders));
                let ever = counted(|c| Ratio::of(c.orders.saturating_sub(c.new_customers), c.orders));
                all.extend(ever.into_iter().map(|(rules, share)| ([vec!["not a first order"], rules].concat(), share)));
                all.push((vec!["orders of repeat customers"], Ratio::of(self.loyal_orders, self.counts[0].orders)));
                all
            }
            "loyal_share" => {
                let all = self.both();
                let share = |part: i128, whole: i128| if whole > 0 { Ratio::new(part, whole) } else { None };
                vec![
                    (vec![], share(self.loyal.net(), self.own.net())),
                    (vec!["of gross"], share(self.loyal.gross, self.own.gross)),
                    (vec!["guests"], share(self.loyal.net(), all.net())),
                    (vec!["of gross", "guests"], share(self.loyal.gross, all.gross)),
                    (vec!["of orders"], Ratio::of(self.loyal_orders, self.counts[0].orders)),
                ]
            }
            "frequency" => counted(|c| Ratio::of(c.orders, c.customers)),
            "average_order_value" => self.average_order_values(),
            "gross" | "net" | "revenue" => {
                let all = [false, true].into_iter().flat_map(|guests| self.revenues(metric, guests));
                all.map(|(name, sum)| (name, Some(Ratio::from_money(Money::new(sum, self.scale))))).collect()
            }
            "refunds" | "discounts" => {
                let sum = |takings: &Takings| if metric == "refunds" { takings.refunds } else { takings.discounts };
                let of = |takings: &Takings| Some(Ratio::from_money(Money::new(sum(takings), self.scale)));
                let both = self.both();
                vec![(vec![], of(&self.own)), (vec!["guests"], of(&both))]
            }
            "revenue_per_customer" => self.per_customer(&ALL, false),
            "ltv" => self.per_customer(&ALL[..1], true),
            _ => return None,
        })
    }

    /// Every revenue over every count of customers; under the name of another metric, `told` that it is per customer.
    fn per_customer(&self, rules: &[Rules], told: bool) -> Vec<Found> {
        // As "net" every revenue has a name but net itself.
        let name = |name: Vec<&'static str>| -> Vec<&'static str> {
            let guests = name.contains(&"guests").then_some("guests");
            let revenue = match name.first().copied().filter(|first| *first != "guests") {
                None => "net per customer",
                Some("gross") => "gross per customer",
                Some("gross + discounts") => "gross + discounts per customer",
                Some("net + discounts") => "net + discounts per customer",
                Some(_) => "gross of purchases per customer",
            };
            std::iter::once(revenue).chain(guests).collect()
        };
        let revenues = [false, true].into_iter().flat_map(|guests| self.revenues("net", guests));
        let revenues: Vec<_> = revenues.map(|(own, sum)| (if told { name(own) } else { own }, sum)).collect();
        let of = |(rules, counts): (&Rules, &Counts)| -> Vec<Found> {
            let one = |(name, sum): &(Vec<&'static str>, i128)| {
                let people =
                    rules.named().into_iter().map(|rule| if rule == "guests" { "guests as customers" } else { rule });
                let value = Ratio::per(Money::new(*sum, self.scale), counts.customers);
                (name.iter().copied().chain(people).collect(), value)
            };
            revenues.iter().map(one).collect()
        };
        rules.iter().zip(&self.counts).flat_map(of).collect()
    }

    fn repeat_order_share(&self) -> Option<Ratio> {
        let counts = &self.counts[0];
        Ratio::of(counts.orders.saturating_sub(counts.customers), counts.orders)
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
        // Guests stand in no customer's account; and without orders of no value or given back, merging alone makes a difference.
        let special =
            |entries: &[Entry]| entries.iter().any(|entry| entry.flags & (flags::ZERO | flags::RETURNED) != 0);
        let tells_apart = if special(visit.before) || special(visit.within) { OF_CUSTOMERS } else { MERGED };
        let mut alike = [(0, false); OF_CUSTOMERS + 1];
        for (at, counts) in found.counts.iter_mut().enumerate() {
            if at & tells_apart == at {
                let known = visit.before.iter().any(|entry| ALL[at].counts(entry));
                alike[at] = (orders(visit.within, ALL[at]), known);
            }
            let (orders, known) = alike[at & tells_apart];
            counts.customers += u64::from(orders > 0);
            counts.repeat_customers += u64::from(orders > 1);
            counts.orders += orders;
            counts.new_customers += u64::from(orders > 0 && !known);
        }
        let takings = Takings::of(visit.within);
        found.own.add(&takings);
        let purchases = visit.purchases();
        if purchases > 1 {
            found.loyal.add(&takings);
            found.loyal_orders += purchases;
        }
    }

    fn guests(&mut self, slot: usize, entries: &[Entry]) {
        let found = &mut self.slots[slot];
        for (rules, counts) in ALL.iter().zip(&mut found.counts).filter(|(rules, _)| rules.guests) {
            let orders = entries.iter().filter(|entry| rules.counts(entry)).count() as u64;
            counts.customers += orders;
            counts.new_customers += orders;
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
                own.new_customers += other.new_customers;
            }
            own.loyal.add(&other.loyal);
            own.loyal_orders += other.loyal_orders;
            own.own.add(&other.own);
            own.guests.add(&other.guests);
        }
    }

    fn finish(self) -> Vec<Reconciled> {
        self.slots
    }
}

fn whole_number(count: u64) -> Option<Ratio> {
    Ratio::of(count, 1)
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
    fn people_and_their_money_are_counted_in_every_way() {
        assert_eq!((of("new_customers", ""), of("new_customers", "guests")), ("2.000000".into(), "3.000000".into()));
        // Three orders of two customers: one is no customer's first.
        assert_eq!(of("repeat_order_share", ""), "0.333333");
        assert_eq!(of("repeat_order_share", "orders of repeat customers"), "0.666667");
        assert_eq!(of("repeat_rate", "repeat orders of all orders"), "0.333333");
        assert_eq!((of("loyal_share", ""), of("loyal_share", "guests")), ("0.666667".into(), "0.588235".into()));
        assert_eq!(of("revenue_per_customer", ""), "15.000000");
        assert_eq!(of("revenue_per_customer", "guests"), "17.000000");
        assert_eq!(of("revenue_per_customer", "guests + guests as customers"), "11.333333");
        assert_eq!(of("ltv", "net per customer + guests"), "17.000000");
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
