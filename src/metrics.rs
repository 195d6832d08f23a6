//! What is measured, one definition to a file; every result carries the counts beside its rates.
//!
//! A metric about purchases is a [`crate::ledger::scan::Tally`]: whole sums, gathered customer by customer, turned into a result at the end.
//! Divisions are exact ([`crate::ledger::ratio::Ratio`]) and are rounded only where they are written.

pub mod answers;
pub mod attitudes;
pub mod basket;
pub mod by_cohort;
pub mod ces;
pub mod cohorts;
pub mod concentration;
pub mod csat;
pub mod customer_list;
pub mod drivers;
pub mod flow;
pub mod forecast;
pub mod growth;
pub mod holdout;
pub mod lapse;
pub mod link;
pub mod ltv;
pub mod newcomers;
pub mod nps;
pub mod programme;
pub mod promotions;
pub mod quiet;
pub mod reconcile;
pub mod repeat;
pub mod repeat_definitions;
pub mod retention;
pub mod return_curve;
pub mod revenue;
pub mod rfm;
pub mod sample;
pub mod takings;
pub mod tiers;
pub mod words;

#[cfg(test)]
mod shop;

/// The seed of every resampling: any fixed number does, and this one never changes, so that an interval never moves by itself.
pub const SEED: u64 = 20_240_229;
