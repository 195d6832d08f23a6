//! What customers will do, and whether to believe it.
//!
//! The models ([`crate::models`]) know a customer by the days on which he bought: how often he came again, when last, since when he is
//! known. The rules, which every published number follows:
//!
//! - All purchases of a customer on one day are one. A day counts if an order of that day is a purchase or an order of no value;
//!   wholly refunded orders count nowhere.
//! - What a repeat is worth is all money after the first day, refunds included, divided by the repeats. Customers who never came again, or
//!   whose mean is not above zero, have no part in the fit of the value.
//! - The models are fitted to the days up to an end, and what they forecast for the days after it is held against what happened.
//!   Beside it stand two forecasts that need no model: everyone goes on at his past rate, and nobody comes again.
//!
//! | question | file |
//! |---|---|
//! | what each customer did | [`histories`] |
//! | parameters of each model | [`fitted`] |
//! | forecast against what happened: totals, by past frequency, deciles, Gini | [`holdout`] |
//! | forecast against what happened, week by week | [`tracking`] |
//! | do the assumptions hold | [`assumptions`] |
//! | what is to come, and what it is worth | [`outlook`] |

pub mod assumptions;
pub mod fitted;
pub mod gaps;
pub mod histories;
pub mod holdout;
pub mod outlook;

pub mod tracking;

mod days;
mod rank;
