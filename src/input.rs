//! Files become facts, or are refused by name.
//!
//! [`open`] takes the first look and says what is there; [`Inputs::read`] makes the ledger and the account of every row. Inside, a
//! family of files (same kind, same header) is read in one streaming pass under a reading that its heads suggest; the evidence of
//! all rows then confirms the reading or asks for one more pass under another.

pub mod rates;
pub mod request;
pub mod roles;
pub mod value;

mod account;
mod alike;
mod answers;
mod asked;
mod assemble;
mod beside;
mod campaigns;
mod codes;
mod common;
mod customers;
mod cut;
mod dictionary;
mod digits;
mod discounts;
mod disguise;
mod encoding;
mod exact;
mod family;
mod field;
mod findings;
mod frames;
mod head;
mod headings;
mod known;
mod lately;
mod marks;
mod order;
mod orders;
mod packed;
mod pass;
mod passes;
mod people;
mod piece;
mod pile;
mod plan;
mod profile;
mod quick;
mod read;
mod record;
mod refuse;
mod register;
mod returns;
mod rows;
mod sales;
mod second;
mod sends;
mod shelf;
mod source;
mod standing;
mod status;
mod streak;
mod sum;
mod swallow;
mod table;
mod totals;
mod twice;
mod twins;
mod units;
mod unpack;

pub use answers::{Scale, ScaleShown};
pub use profile::names as profiles;
pub use read::{Inputs, Taken, open};
pub use rows::{Rows, rows};
pub use sends::is_control;

/// Whether a label names an encoding that can be read.
pub fn is_encoding(label: &str) -> bool {
    encoding::labelled(label).is_some()
}
