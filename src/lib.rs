//! How loyal customers are, and what that is worth.

pub mod answer;
pub mod ledger;
pub mod metrics;
pub mod statistics;
