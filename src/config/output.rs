//! What comes out, where, and in which language.

use super::thresholds::Thresholds;
use clap::Args;

/// Flags about the output.
#[derive(Debug, Clone, Default, Args)]
pub struct Output {
    /// The format: table, json, json-records, jsonl, csv, tsv, md, html, html-email, xlsx
    #[arg(short = 'f', long, value_name = "FORMAT", help_heading = "Output")]
    pub format: Option<String>,
    /// Writes to a file instead of standard output; its extension picks the format; repeatable
    #[arg(short = 'o', long, value_name = "FILE", help_heading = "Output")]
    pub output: Vec<String>,
    /// Confidence of the intervals
    #[arg(long, value_name = "SHARE", default_value = "0.95", help_heading = "Output")]
    pub confidence: String,
    /// The language of labels and sentences, never of keys: en or ja
    #[arg(long, value_name = "LANG", env = "LOYALTY_LANG", default_value = "en", help_heading = "Output")]
    pub lang: String,
    /// The width of tables; 80 otherwise
    #[arg(long, value_name = "COLUMNS", help_heading = "Output")]
    pub width: Option<usize>,
    /// Draws tables with plain characters
    #[arg(long, env = "LOYALTY_ASCII", help_heading = "Output")]
    pub ascii: bool,
    /// Leaves text cells in CSV as they are, also those that a spreadsheet would run as a formula
    #[arg(long, help_heading = "Output")]
    pub raw_cells: bool,
    /// Hides the figures of groups of fewer customers or answers than this, such as 5, and of others from which they could be computed
    #[arg(long, value_name = "COUNT", help_heading = "Output")]
    pub min_group: Option<u64>,
    /// Says nothing on standard error unless something is wrong
    #[arg(short = 'q', long, help_heading = "Output")]
    pub quiet: bool,
    /// Notes down the figures of this run in a file, and says which earlier ones are told otherwise now; a report shows the trend
    #[arg(long, value_name = "FILE", help_heading = "Output")]
    pub history: Option<String>,
    /// Conditions that make a run fail.
    #[command(flatten)]
    pub thresholds: Thresholds,
}
