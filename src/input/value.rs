//! One text field becomes a value or a fault; nothing here knows of files or columns.

pub mod amount;
pub mod date;
pub mod id;
pub mod missing;
pub mod narrow;
pub mod score;
