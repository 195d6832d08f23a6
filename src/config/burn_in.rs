//! How long customers must have been unseen to count as new.

use clap::Args;

/// The flag of the questions that tell new customers from old ones.
#[derive(Debug, Clone, Default, Args)]
pub struct BurnIn {
    /// Leaves out customers first seen within so long of the first day of the data, such as 12m: many of them are older than the data and only look new
    #[arg(long, value_name = "LENGTH", help_heading = "Window")]
    pub burn_in: Option<String>,
}
