//! What counts as an order, a purchase, a refund.

use super::reading::AmountPer;
use clap::{Args, ValueEnum};

/// Flags about transactions.
#[derive(Debug, Clone, Default, Args)]
pub struct Rules {
    /// Where the order's total stands in a file of order lines
    #[arg(long, value_name = "WHERE", help_heading = "Orders")]
    pub amount_per: Option<AmountPer>,
    /// The files hold no amounts: counts are answered, money is not
    #[arg(long, help_heading = "Orders")]
    pub no_amount: bool,
    /// Counts only this currency; the others are set aside
    #[arg(long, value_name = "CODE", help_heading = "Orders")]
    pub currency: Option<String>,
    /// Converts amounts by the rates in this file (columns currency, rate, and date where they change), into the --currency named or the one whose rate is 1
    #[arg(long, value_name = "FILE", help_heading = "Orders")]
    pub rates: Option<String>,
    /// Whether an order of no value is a purchase
    #[arg(long, value_name = "RULE", default_value = "ignore", help_heading = "Orders")]
    pub zero_orders: ZeroOrders,
    /// Whether purchases of one customer on one day count as one
    #[arg(long, value_name = "RULE", default_value = "keep", help_heading = "Orders")]
    pub same_day: SameDay,
    /// The day on which a refund counts
    #[arg(long, value_name = "DAY", default_value = "own-date", help_heading = "Orders")]
    pub refunds: Refunds,
}

/// Orders of no value.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, ValueEnum)]
pub enum ZeroOrders {
    /// Are purchases
    Count,
    /// Are in the ledger, but no purchases
    #[default]
    Ignore,
}

/// Purchases of one customer on one day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, ValueEnum)]
pub enum SameDay {
    /// Count as one
    Merge,
    /// Count each
    #[default]
    Keep,
}

/// The day on which a refund counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, ValueEnum)]
pub enum Refunds {
    /// Its own day
    #[default]
    OwnDate,
    /// The day of its order
    OrderDate,
}
