//! How loyal customers are, and what that is worth.

pub mod answer;
pub mod commands;
pub mod config;
pub mod input;
pub mod ledger;
pub mod metrics;
pub mod render;
pub mod statistics;
pub mod words;
