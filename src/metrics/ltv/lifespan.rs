//! How many years a customer stays; a year has 365 days.
//!
//! - *Survival* (the default). A customer is lost when silent for at least D days at as-of ([`crate::metrics::lapse`]); the loss is dated at
//!   the last purchase plus the mean gap, since a customer who buys every month is still one two weeks after buying. Nobody can be
//!   known to be lost in the last D days, so everyone is observed to as-of − D only: customers first seen later are left out,
//!   customers not lost are censored there, and so is a loss that would be dated later. The mean of the Kaplan–Meier
//!   curve up to the observed span (as-of − D − first day of the data) is what can be known without extrapolating; the
//!   share still active at its end says how much lies beyond.
//! - *Observed*: first to last purchase. One-time buyers give 0 and active customers are cut off, so it is too low, as Pfeifer and
//!   Bang (2005) show; it is what many spreadsheets do.
//! - *Churn*: 1 ÷ (1 − yearly retention). It promises more years than the data have as soon as few leave, so it is capped at the span
//!   of the data unless told otherwise.

use super::{Sums, Terms};
use crate::ledger::day::Day;
use crate::ledger::ratio::Ratio;
use crate::metrics::lapse::Lapse;
use crate::statistics::survival::Days;

/// The days of a year, everywhere.
pub const YEAR: i128 = 365;

/// A mean number of years, and what it rests on.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct Span {
    /// The years.
    pub years: Option<Ratio>,
    /// The share of customers still there at the end of what is observed.
    pub still_active_share: Option<f64>,
    /// The years that are observed at most.
    pub horizon_years: Option<Ratio>,
    /// Whether more years were cut off.
    pub capped: bool,
}

/// The restricted mean of the survival curve.
pub fn survival(sums: &Sums, terms: &Terms) -> Span {
    let Some(horizon) = horizon(terms) else { return Span::default() };
    let curve = sums.lifetimes.curve();
    let followed = curve.at_risk(0) > 0;
    // Past the sixth decimal of a day there is nothing to be had from a curve of products of floats.
    let millionths = libm::round(curve.restricted_mean(horizon) * 1e6) as i128;
    Span {
        years: Ratio::new(millionths, YEAR * 1_000_000).filter(|_| followed),
        still_active_share: followed.then(|| curve.at(horizon)),
        horizon_years: Ratio::new(i128::from(horizon), YEAR),
        capped: false,
    }
}

/// The days that anyone could be observed to stay, where there are any.
pub(super) fn horizon(terms: &Terms) -> Option<u32> {
    let horizon = u32::try_from(terms.as_of.0 - terms.lapse?.days as i32 - terms.first_day.0).ok();
    horizon.filter(|&days| days > 0)
}

/// The mean from the first to the last purchase.
pub fn observed(sums: &Sums) -> Span {
    Span { years: Ratio::new(i128::from(sums.span_days), i128::from(sums.customers) * YEAR), ..Span::default() }
}

/// One divided by the yearly churn, within the span of the data.
pub fn churn(sums: &Sums, terms: &Terms) -> Span {
    let years = of_churn(sums.base, sums.retained);
    let span = Ratio::new(i128::from(terms.as_of.0 - terms.first_day.0), YEAR);
    if terms.extrapolate || sums.base == 0 {
        return Span { years, ..Span::default() };
    }
    let beyond = match (years, span) {
        (Some(years), Some(span)) => years.minus(span).is_none_or(|more| more.real() > 0.0),
        // Nobody left at all.
        (None, _) => true,
        (Some(_), None) => false,
    };
    Span { years: if beyond { span } else { years }, horizon_years: span, capped: beyond, still_active_share: None }
}

/// The years that a yearly churn amounts to, `retained` of `base` having stayed; none where nobody left or nobody was there.
pub fn of_churn(base: u64, retained: u64) -> Option<Ratio> {
    Ratio::of(base, base.checked_sub(retained)?).filter(|_| base > 0)
}

/// How long one customer stayed, as far as it is known.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Lifetime {
    /// The last day that is known of, counted from the first purchase.
    pub(super) days: u32,
    /// Whether the customer was lost on it.
    pub(super) lost: bool,
}

impl Lifetime {
    /// From a customer's first and last purchase, where the first was early enough.
    pub(super) fn of(first: Day, last: Day, as_of: Day, lapse: &Lapse) -> Option<Self> {
        let silence = lapse.days as i32;
        let observed = u32::try_from(as_of.0 - silence - first.0).ok()?;
        let day = (last.0 - first.0) as u32 + mean_gap(lapse);
        let lost = as_of.0 - last.0 >= silence && day <= observed;
        Some(Self { days: if lost { day } else { observed }, lost })
    }

    /// Takes it into a curve.
    pub(super) fn count(self, lifetimes: &mut Days) {
        if self.lost { lifetimes.event(self.days) } else { lifetimes.censor(self.days) }
    }
}

/// The mean gap in whole days, halves upwards.
fn mean_gap(lapse: &Lapse) -> u32 {
    lapse.mean_gap().map_or(0, |days| days.rounded(0) as u32)
}
