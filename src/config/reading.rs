//! Which files, and how to read them.

use clap::{Args, ValueEnum};

/// Flags about the input.
#[allow(clippy::struct_excessive_bools)] // Each is a flag of its own on the command line.
#[derive(Debug, Clone, Default, Args)]
pub struct Reading {
    /// CSV files, plain or packed (.gz, .zst); `-` is standard input. What each file holds is told from its header
    #[arg(value_name = "FILE")]
    pub files: Vec<String>,
    /// Files of orders or order lines
    #[arg(short = 't', long, value_name = "FILE", help_heading = "Input")]
    pub transactions: Vec<String>,
    /// Files of survey answers
    #[arg(short = 's', long, value_name = "FILE", help_heading = "Input")]
    pub surveys: Vec<String>,
    /// Files of customers and their attributes
    #[arg(short = 'c', long, value_name = "FILE", help_heading = "Input")]
    pub customers: Vec<String>,
    /// Files of sends of promotions, and of the campaigns they belong to
    #[arg(short = 'p', long, value_name = "FILE", help_heading = "Input")]
    pub promotions: Vec<String>,
    /// Files of orders that came back: order, date and amount; the whole order where no amount is named
    #[arg(long, value_name = "FILE", help_heading = "Input")]
    pub returns: Vec<String>,
    /// Takes settings from this file; from loyalty.toml in the current folder otherwise, if there is one
    #[arg(long, value_name = "FILE", help_heading = "Input", conflicts_with = "no_config")]
    pub config: Option<String>,
    /// Takes no settings from a file
    #[arg(long, help_heading = "Input")]
    pub no_config: bool,
    /// Says which column plays a role, such as --map amount="Grand Total" or --map surveys.date=Answered; repeatable
    #[arg(long, value_name = "ROLE=COLUMN", help_heading = "Input")]
    pub map: Vec<String>,
    /// Takes the files for a known export, such as shopify-orders; told from the header otherwise
    #[arg(long, value_name = "NAME", help_heading = "Input", conflicts_with = "no_profile")]
    pub profile: Option<String>,
    /// Takes no file for a known export: columns go by their names alone
    #[arg(long, help_heading = "Input")]
    pub no_profile: bool,
    /// The delimiter: `,` `;` `|` or tab; told from the header otherwise
    #[arg(long, value_name = "CHAR", help_heading = "Input")]
    pub delimiter: Option<String>,
    /// The encoding, such as utf-8, cp932, euc-jp, windows-1252; told from the bytes otherwise
    #[arg(long, value_name = "LABEL", help_heading = "Input")]
    pub encoding: Option<String>,
    /// The form of dates: iso, dmy, mdy, a pattern such as %d/%m/%Y, excel, epoch; told from the column otherwise
    #[arg(long, value_name = "FORMAT", help_heading = "Input")]
    pub date_format: Option<String>,
    /// Moves times that say how far from UTC they are, such as 2026-03-01T23:30:00Z, to this zone, such as Asia/Tokyo; as written
    /// otherwise
    #[arg(long, value_name = "ZONE", help_heading = "Input")]
    pub tz: Option<String>,
    /// Commas are decimal marks, as in 1.234,50
    #[arg(long, help_heading = "Input", conflicts_with = "decimal_point")]
    pub decimal_comma: bool,
    /// Points are decimal marks, as in 1,234.50
    #[arg(long, help_heading = "Input")]
    pub decimal_point: bool,
    /// Goes on without up to N rejected rows, or N% of the rows
    #[arg(long, value_name = "N|N%", default_value = "0", help_heading = "Input")]
    pub max_rejected: String,
    /// Writes every rejected row with its reason to a CSV file
    #[arg(long, value_name = "FILE", help_heading = "Input")]
    pub rejects: Option<String>,
    /// The memory that the ledger may take, in MiB; three quarters of what is free otherwise
    #[arg(long, value_name = "MIB", help_heading = "Input")]
    pub memory: Option<u64>,
    /// Threads
    #[arg(long, value_name = "N", hide = true)]
    pub threads: Option<usize>,
    /// Bytes read at a time
    #[arg(long, value_name = "N", hide = true)]
    pub chunk_bytes: Option<usize>,
}

/// Where an order's total stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum AmountPer {
    /// Each line has its own amount
    Line,
    /// Each line repeats the order's total
    Order,
}
