//! What figures are compared with.

use clap::Args;

/// The flag of a comparison.
#[derive(Debug, Clone, Default, Args)]
pub struct Comparing {
    /// Sets figures beside earlier ones and tests the change: previous, year-ago, days as FROM..TO; or rest: each group of --by beside all others
    #[arg(long, value_name = "WITH", help_heading = "Window")]
    pub compare: Option<String>,
}
