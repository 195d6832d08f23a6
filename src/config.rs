//! Flags as they are typed, and `loyalty.toml`, in which a flag can stand once for all. The doc comment of each flag is its help text.

pub mod comparing;
pub mod file;
pub mod nearest;
pub mod output;
pub mod reading;
pub mod rules;
pub mod thresholds;
pub mod window;
