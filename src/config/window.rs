//! Which days, and how they are grouped.

use clap::Args;

/// Flags about the window.
#[derive(Debug, Clone, Default, Args)]
pub struct Window {
    /// The day up to which customers are observed; the latest day of the data otherwise
    #[arg(long, value_name = "DAY", help_heading = "Window")]
    pub as_of: Option<String>,
    /// The first day that counts
    #[arg(long, value_name = "DAY", help_heading = "Window")]
    pub from: Option<String>,
    /// The last day that counts
    #[arg(long, value_name = "DAY", help_heading = "Window")]
    pub to: Option<String>,
    /// A length of time up to the as-of day, such as 12m, 13w or 90d
    #[arg(long, value_name = "LENGTH", help_heading = "Window", conflicts_with_all = ["from", "to"])]
    pub last: Option<String>,
    /// An ISO week, such as 2026-W12
    #[arg(long, value_name = "WEEK", help_heading = "Window", conflicts_with_all = ["from", "to", "last"])]
    pub week: Option<String>,
    /// The last ISO week that ended by the as-of day
    #[arg(long, help_heading = "Window", conflicts_with_all = ["from", "to", "last", "week"])]
    pub last_week: bool,
    /// A calendar month, such as 2026-03
    #[arg(long, value_name = "MONTH", help_heading = "Window", conflicts_with_all = ["from", "to", "last", "week", "last_week"])]
    pub month: Option<String>,
    /// A calendar quarter, such as 2026-Q1
    #[arg(long, value_name = "QUARTER", help_heading = "Window", conflicts_with_all = ["from", "to", "last", "week", "last_week", "month"])]
    pub quarter: Option<String>,
    /// A calendar year, such as 2026
    #[arg(long, value_name = "YEAR", help_heading = "Window", conflicts_with_all = ["from", "to", "last", "week", "last_week", "month", "quarter"])]
    pub year: Option<String>,
    /// Measures yearly figures inside the week or month itself, not over the year that ends with it
    #[arg(long, help_heading = "Window")]
    pub exact_window: bool,
    /// Groups by a period (day, week, month, quarter, year) or by columns: tier, channel, first:channel, age:20,30,40
    #[arg(long, value_name = "WHAT", help_heading = "Window")]
    pub by: Option<String>,
}
