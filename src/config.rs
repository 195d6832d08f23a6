//! Flags as they are typed; the doc comment of each is its help text.

pub mod output;
pub mod reading;
pub mod rules;
pub mod window;
