//! Labels and sentences by code, in English and Japanese. Keys, flags and codes are never translated.

pub mod asked;
mod cautions;
pub mod charts;
pub mod compared;
mod connections;
pub mod definitions;
pub mod explained;
mod findings;
mod forecasts;
pub mod formulas;
mod jobs;
mod joints;
pub mod labels;
pub mod pages;
pub mod phrases;
pub mod problems;
mod readings;
pub mod reasons;
mod refusals;
pub mod remarks;
pub mod rules;
mod slips;
mod system;
pub mod wrong_line;

pub use asked::{asked, method};
pub use compared::{compared, compared_by};
pub use explained::{explained, formula};
pub use labels::{command, dimension, kind, label, total};
pub use pages::{PageWords, page};
pub use phrases::{Phrases, phrases};
pub use readings::reading;
pub use reasons::{expectation, reason};
pub use refusals::refusals;
pub use remarks::warning;
pub use rules::rule;
pub use slips::slip;
pub use system::system;
pub use wrong_line::wrong_line;

/// The language of labels and sentences; chosen by the user, never by the machine's locale.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Lang {
    /// English.
    #[default]
    En,
    /// Japanese.
    Ja,
}

impl Lang {
    /// The language of that name.
    pub fn parse(name: &str) -> Option<Self> {
        match name {
            "en" => Some(Self::En),
            "ja" => Some(Self::Ja),
            _ => None,
        }
    }

    /// The one of two wordings that is in this language.
    pub(crate) const fn pick<'a>(self, en: &'a str, ja: &'a str) -> &'a str {
        match self {
            Self::En => en,
            Self::Ja => ja,
        }
    }
}
