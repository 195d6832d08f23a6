//! The same formulas on resampled sums, for the intervals.
//!
//! Costs are taken as known; a lifespan is resampled with the rest. That by survival is moved by what each customer contributes to the
//! restricted mean ([`crate::statistics::survival`]), which follows the whole curve to the first order; D and the mean gap are held fixed.

use super::{Costs, Ltv, Margin, lifespan};
use crate::ledger::ratio::Ratio;
use crate::statistics::bootstrap::{self, Draws};
use crate::statistics::{Difference, Interval};

/// What one replicate adds up to.
struct Replicate<'a> {
    customers: f64,
    value: f64,
    customer_years: f64,
    span_days: f64,
    base: f64,
    retained: f64,
    /// How far its customers move the years of the survival curve, in millionths of a day times all customers.
    moved: f64,
    costs: &'a Costs,
}

/// The statistic to resample.
#[derive(Debug, Clone, Copy)]
pub(super) enum Statistic {
    /// Annual value times the years of the survival curve, of so many at most.
    Survival(Ratio, Option<Ratio>),
    /// Annual value times the observed span.
    Observed,
    /// Annual value times one divided by churn, up to the cap.
    Churn(Option<Ratio>),
    /// What was paid so far.
    Historic,
    /// Discounted at this rate.
    Retention(Ratio),
}

/// How one estimate differs from that of other customers, or of the same customers in other days.
pub(super) fn difference(
    now: (&Ltv, &Costs, Statistic),
    before: (&Ltv, &Costs, Statistic),
    draws: &Draws,
    confidence: f64,
) -> Option<Difference> {
    let units = now.0.sums.customers.min(before.0.sums.customers);
    bootstrap::difference(&now.0.sums.cells, &before.0.sums.cells, draws, units, confidence, |a, b| {
        Some(of_sums(now, a)? - of_sums(before, b)?)
    })
}

/// The estimate of sums, whether they were counted or resampled.
fn of_sums((ltv, costs, statistic): (&Ltv, &Costs, Statistic), sums: &[f64; 7]) -> Option<f64> {
    let one = 10_u64.pow(u32::from(ltv.scale)) as f64;
    let factor = match ltv.terms.margin {
        Margin::Rate(rate) => rate.real() / one,
        Margin::Revenue | Margin::Columns => 1.0 / one,
    };
    let &[customers, value, customer_years, span_days, base, retained, moved] = sums;
    let value = value * factor;
    Replicate { customers, value, customer_years, span_days, base, retained, moved, costs }.compute(statistic)
}

/// The range an estimate is expected to lie in.
pub(super) fn interval(
    ltv: &Ltv,
    costs: &Costs,
    statistic: Statistic,
    draws: &Draws,
    confidence: f64,
) -> Option<Interval> {
    bootstrap::interval(&ltv.sums.cells, draws, ltv.sums.customers, confidence, |sums| {
        of_sums((ltv, costs, statistic), sums)
    })
}

impl Replicate<'_> {
    fn compute(&self, statistic: Statistic) -> Option<f64> {
        let year = lifespan::YEAR as f64;
        match statistic {
            Statistic::Survival(years, most) => {
                let moved = quotient(self.moved, self.customers * year * 1e6)?;
                self.over((years.real() + moved).clamp(0.0, most.map_or(f64::INFINITY, Ratio::real)))
            }
            Statistic::Observed => self.over(quotient(self.span_days, self.customers * year)?),
            Statistic::Churn(cap) => {
                let years = quotient(self.base, self.base - self.retained);
                let cap = cap.map(Ratio::real);
                self.over(years.map_or(cap, |years| Some(cap.map_or(years, |cap| years.min(cap))))?)
            }
            Statistic::Historic => {
                let paid = quotient(self.value, self.customers)?;
                let years = quotient(self.span_days, self.customers * year)?;
                Some(paid - real(self.costs.retention) * years - real(self.costs.acquisition))
            }
            Statistic::Retention(discount) => {
                let rate = quotient(self.retained, self.base)?;
                self.over(quotient(1.0 + discount.real(), 1.0 + discount.real() - rate)?)
            }
        }
    }

    /// Annual value and yearly cost over so many years.
    fn over(&self, years: f64) -> Option<f64> {
        let annual = quotient(self.value, self.customer_years)?;
        Some((annual - real(self.costs.retention)) * years - real(self.costs.acquisition))
    }
}

fn quotient(above: f64, below: f64) -> Option<f64> {
    (below > 0.0).then(|| above / below)
}

fn real(cost: Option<Ratio>) -> f64 {
    cost.map_or(0.0, Ratio::real)
}
