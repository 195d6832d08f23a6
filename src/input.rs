//! Files become facts, or are refused by name.

pub mod value;
