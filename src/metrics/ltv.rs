//! What a customer is worth over the years: every estimate beside the others, because they answer different questions.
//!
//! | method | formula | file |
//! |---|---|---|
//! | `annual` | annual value × years as a customer − costs | [`annual`] |
//! | `purchase` | years × (value per purchase × purchases per year) − costs | [`purchase`] |
//! | `historic` | what customers have paid so far − costs | [`historic`] |
//! | `retention` | annual value × (1 + d) / (1 + d − r) − costs | [`retention`] |
//!
//! The first two are taken with each of three lifespans ([`lifespan`]): `survival`, `observed`, `churn`. They agree with each other,
//! by design: the purchases cancel out of the second, unless someone divides revenue by customers and calls it value per purchase.
//!
//! - *Value* is net, or a margin: a rate of it, or what the cost or margin columns say. The basis says which; revenue is not profit.
//! - *Annual value* is all value divided by the customer-years with a purchase, so a year of absence does not lower it. Years are
//!   calendar years, of which the first and last may be partial ([`Ltv::partial_years`]), or 365 days counted back from as-of.
//! - *Costs*: to win a customer once, to keep one each year. A mean over the customers for whom the customers file knows it, unless given.
//! - `customers` are those with a purchase. Value is that of all known customers, refunds of the others included; guests are in none.
//! - Everything is exact but the lifespan by survival, which is a curve: its days are rounded at the sixth decimal.
//! - Intervals resample customers, and with them the lifespan. What was counted on shops drawn at random stands in the tests (`coverage`).
//! - Customers older than the data look younger than they are, which shortens every lifespan.
//!
//! Source: the two formulas of the trade ("customer lifespan × …") and their Japanese twins (平均購入単価 × 粗利率 × 購入頻度 × 継続期間);
//! Pfeifer and Bang (2005), *Journal of Interactive Marketing* 19(4), on why observed spans are biased; Gupta and Lehmann (2003),
//! *Journal of Interactive Marketing* 17(1), for retention.

pub mod annual;
pub mod historic;
pub mod lifespan;
pub mod purchase;
pub mod retention;

mod exact;
mod record;
mod resampled;
mod tally;

pub use record::Record;
pub use tally::{LtvTally, Sums};

use crate::ledger::day::Day;
use crate::ledger::money::Money;
use crate::ledger::ratio::Ratio;
use crate::ledger::window::Period;
use crate::metrics::lapse::Lapse;
use crate::metrics::quiet;

/// The formula.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Method {
    /// Annual value times years.
    Annual,
    /// Value per purchase times purchases per year times years.
    Purchase,
    /// What was paid so far.
    Historic,
    /// Discounted, with a constant yearly retention.
    Retention,
}

/// How the years as a customer are found.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Lifespan {
    /// From a survival curve.
    Survival,
    /// From the first purchase to the last.
    Observed,
    /// One divided by the annual churn.
    Churn,
}

/// What counts as value.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Margin {
    /// Net revenue.
    #[default]
    Revenue,
    /// This share of net revenue.
    Rate(Ratio),
    /// The margin column, or net less the cost column.
    Columns,
}

/// Whether a value is revenue or profit.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Basis {
    /// Net revenue.
    Revenue,
    /// What is left of it.
    Margin,
}

/// What a customer-year is.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Years {
    /// A calendar year with a purchase.
    #[default]
    Calendar,
    /// One of the stretches of 365 days that end at as-of, with a purchase.
    Rolling,
}

/// What a customer costs.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Costs {
    /// Once, to win.
    pub acquisition: Option<Ratio>,
    /// Each year, to keep.
    pub retention: Option<Ratio>,
}

/// All that is decided before anything is computed.
#[derive(Debug, Clone, Copy)]
pub struct Terms {
    /// The first day of the data.
    pub first_day: Day,
    /// The day up to which customers are observed.
    pub as_of: Day,
    /// The longest stretch without any order in the last year ([`quiet::longest_quiet`]).
    pub longest_quiet: i32,
    /// The shop's rhythm, where it has one.
    pub lapse: Option<Lapse>,
    /// What a customer-year is.
    pub years: Years,
    /// What counts as value.
    pub margin: Margin,
    /// What money a year later is worth less, by year.
    pub discount_rate: Ratio,
    /// Costs that were given, which go before those of the customers file.
    pub costs: Costs,
    /// Whether 1/churn may go beyond the span of the data.
    pub extrapolate: bool,
}

impl Terms {
    /// The discount rate unless another is given: 10 % a year, as in Gupta and Lehmann's tables.
    pub fn usual_discount_rate() -> Ratio {
        Ratio::from_money(Money::new(1, 1))
    }

    /// The last calendar year that is over at as-of.
    fn last_year_over(&self) -> i32 {
        let year = self.as_of.year();
        if quiet::is_over(Period::Year.around(self.as_of), self.as_of, self.longest_quiet) { year } else { year - 1 }
    }
}

/// One group: its sums, ready to be turned into records.
#[derive(Debug, Clone)]
pub struct Ltv {
    /// What was added up.
    pub sums: Sums,
    /// The decimals of its money.
    pub scale: u8,
    /// What was decided before.
    pub terms: Terms,
}

impl Ltv {
    /// Whether the first and the last calendar year of the data are partial.
    pub fn partial_years(&self) -> (bool, bool) {
        let Terms { first_day, as_of, longest_quiet, .. } = self.terms;
        let first = !quiet::has_begun(Period::Year.around(first_day), first_day, longest_quiet);
        (first, self.terms.last_year_over() < as_of.year())
    }

    /// Whether value is revenue or profit.
    pub fn basis(&self) -> Basis {
        match self.terms.margin {
            Margin::Revenue => Basis::Revenue,
            Margin::Rate(_) | Margin::Columns => Basis::Margin,
        }
    }
}

#[cfg(test)]
mod coverage;
#[cfg(test)]
mod tests;
