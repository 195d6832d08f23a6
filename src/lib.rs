//! How loyal customers are, and what that is worth.

pub mod input;
pub mod ledger;
