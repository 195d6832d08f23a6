//! What is measured, one definition to a file; every result carries the counts beside its rates.
//!
//! A metric about purchases is a [`crate::ledger::scan::Tally`]: whole sums, gathered customer by customer, turned into a result at the end.
//! Divisions are exact ([`crate::ledger::ratio::Ratio`]) and are rounded only where they are written.

pub mod answers;
pub mod ces;
pub mod cohorts;
pub mod concentration;
pub mod csat;
pub mod customer_list;
pub mod flow;
pub mod forecast;
pub mod lapse;
pub mod ltv;
pub mod nps;
pub mod quiet;
pub mod repeat;
pub mod repeat_definitions;
pub mod retention;
pub mod revenue;
pub mod rfm;
pub mod sample;
pub mod takings;

#[cfg(test)]
mod shop;

/// The seed of every resampling: any fixed number does, and this one never changes, so that an interval never moves by itself.
pub const SEED: u64 = 20_240_229;
