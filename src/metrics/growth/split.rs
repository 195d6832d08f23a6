//! The change of revenue as customers × purchases per customer × money per purchase, exactly.
//!
//! `net = N · F · V + rest`, with N customers who bought, F = purchases / N, V = gross of the purchases / purchases. The rest is what was
//! given back on later days, less the gross of orders that were given back whole: those are no purchases.
//!
//! Each factor is given what its change makes of the revenue, averaged over the six orders in which the three could have changed one after
//! the other (Shapley 1953): for N that is `ΔN · ((F0·V0 + F1·V1) / 3 + (F0·V1 + F1·V0) / 6)`. So what two factors do together is shared
//! evenly between them. `from_customers` and `from_frequency` are rounded to the money's last digit; `from_order_value` is what is left
//! of the change of the purchases' gross, so it may differ from its own rounding by one such digit, and the sum is exact.
//!
//! Within groups the money per purchase changes in two ways: purchases move between groups (*mix*), or groups change (*rate*):
//! `ΔV = Σ Δs·(mean of v − mean of V) + Σ (mean of s)·Δv`, s being a group's share of the purchases and v its money per purchase. A group
//! without purchases in one window takes its v from the other: it is all mix.

use crate::metrics::takings::Takings;

/// Digits kept behind the point in between.
const FINE: i128 = 1_000_000_000_000;
/// Fewer, for the one factor that is a count.
const COARSE: i128 = 1_000_000;

/// One window's purchases.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Side {
    /// Customers with a purchase.
    pub customers: u64,
    /// Their purchases.
    pub orders: u64,
    /// The gross of these.
    pub purchased: i128,
    /// Everything, refunds taken off.
    pub net: i128,
}

impl Side {
    pub(super) fn add(&mut self, purchases: u64, takings: &Takings) {
        self.customers += u64::from(purchases > 0);
        self.orders += purchases;
        self.purchased += takings.purchased;
        self.net += takings.net();
    }

    pub(super) fn merge(&mut self, other: &Self) {
        self.customers += other.customers;
        self.orders += other.orders;
        self.purchased += other.purchased;
        self.net += other.net;
    }

    /// Purchases per customer and money per purchase, with [`FINE`] digits.
    fn factors(&self) -> Option<(i128, i128)> {
        let (customers, orders) = (i128::from(self.customers), i128::from(self.orders));
        (customers > 0 && orders > 0).then_some(())?;
        Some((orders.checked_mul(FINE)? / customers, self.purchased.checked_mul(FINE)? / orders))
    }
}

/// What a change of net is made of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Split {
    /// More or fewer customers.
    pub from_customers: i128,
    /// More or fewer purchases each.
    pub from_frequency: i128,
    /// More or less money per purchase.
    pub from_order_value: i128,
    /// What was given back on later days, more (negative) or less than before.
    pub late_refunds: i128,
}

/// Splits the change from one window to another; nothing where either is without purchases, or the numbers are too large.
pub fn split(then: &Side, now: &Side) -> Option<Split> {
    let ((f0, v0), (f1, v1)) = (then.factors()?, now.factors()?);
    let (n0, n1) = (i128::from(then.customers), i128::from(now.customers));
    let product = |f: i128, v: i128| Some(f.checked_mul(v)? / FINE);
    let per_customer = (product(f0, v0)? + product(f1, v1)?) / 3 + (product(f0, v1)? + product(f1, v0)?) / 6;
    let from_customers = rounded((n1 - n0).checked_mul(per_customer)?, FINE);
    let per_frequency = (n0.checked_mul(v0)?.checked_add(n1.checked_mul(v1)?)?) / 3
        + (n0.checked_mul(v1)?.checked_add(n1.checked_mul(v0)?)?) / 6;
    let from_frequency = rounded((f1 - f0).checked_mul(per_frequency / COARSE)? / COARSE, FINE);
    let purchased = now.purchased - then.purchased;
    Some(Split {
        from_customers,
        from_frequency,
        from_order_value: purchased - from_customers - from_frequency,
        late_refunds: (now.net - now.purchased) - (then.net - then.purchased),
    })
}

/// What a group adds to the part of the order value.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct MixAndRate {
    /// By purchases that moved to or from it.
    pub from_mix: i128,
    /// By what a purchase in it brings in.
    pub from_rate: i128,
}

/// Splits the part of the order value over groups that share out the purchases; nothing where they overlap.
pub fn mix_and_rate(whole: (&Side, &Side), groups: &[(Side, Side)]) -> Option<Vec<MixAndRate>> {
    let (then, now) = whole;
    let orders = |of: fn(&(Side, Side)) -> u64| groups.iter().map(of).sum::<u64>();
    if orders(|group| group.0.orders) != then.orders || orders(|group| group.1.orders) != now.orders {
        return None;
    }
    let total = split(then, now)?.from_order_value;
    let ((f0, v0), (f1, v1)) = (then.factors()?, now.factors()?);
    let (n0, n1) = (i128::from(then.customers), i128::from(now.customers));
    // How many purchases a change of V counts for: the average over the same six orders.
    let purchases = (n0.checked_mul(f0)?.checked_add(n1.checked_mul(f1)?)? / 3
        + n0.checked_mul(f1)?.checked_add(n1.checked_mul(f0)?)? / 6)
        / COARSE;
    let money = |share: i128, value: i128| {
        Some(rounded((share.checked_mul(value)? / FINE).checked_mul(purchases)?, FINE * COARSE))
    };
    let part = |group: &(Side, Side)| {
        let (own_then, own_now) = (group.0.factors(), group.1.factors());
        let value =
            |own: Option<(i128, i128)>, other: Option<(i128, i128)>| own.or(other).map_or(0, |(_, value)| value);
        let (value_then, value_now) = (value(own_then, own_now), value(own_now, own_then));
        let share = |own: &Side, all: &Side| Some(i128::from(own.orders).checked_mul(FINE)? / i128::from(all.orders));
        let (share_then, share_now) = (share(&group.0, then)?, share(&group.1, now)?);
        Some(MixAndRate {
            from_mix: money(share_now - share_then, i128::midpoint(value_then, value_now) - i128::midpoint(v0, v1))?,
            from_rate: money(i128::midpoint(share_then, share_now), value_now - value_then)?,
        })
    };
    let mut parts: Vec<MixAndRate> = groups.iter().map(part).collect::<Option<_>>()?;
    let left = total - parts.iter().map(|part| part.from_mix + part.from_rate).sum::<i128>();
    if let Some(largest) = parts.iter_mut().max_by_key(|part| part.from_rate.abs()) {
        largest.from_rate += left;
    }
    Some(parts)
}

/// The quotient, halves away from zero.
fn rounded(value: i128, by: i128) -> i128 {
    let half = by / 2;
    (value + if value < 0 { -half } else { half }) / by
}
