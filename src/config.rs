//! Flags as they are typed, and the places in which a flag can stand once for all: the environment, and `loyalty.toml`. The doc comment of each flag is its help text.

pub mod burn_in;
pub mod comparing;
pub mod environment;
pub mod file;
pub mod nearest;
pub mod output;
pub mod reading;
pub mod rules;
pub mod thresholds;
pub mod window;
