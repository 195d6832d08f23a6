//! From `[profile.NAME]` in `loyalty.toml` to an export that the input knows.

use super::Usage;
use crate::config::file::File;
use crate::config::file::profile::{self, Profile};
use crate::input::request::Status;
use crate::input::request::{Export, Standing, Total};
use crate::input::roles::{Kind, Role};
use crate::input::value::date::DateShape;
use anyhow::Result;

/// The exports of the user's own.
pub(super) fn exports(file: &File) -> Result<Vec<Export>> {
    file.profiles.iter().map(|profile| export(&file.path, profile)).collect()
}

fn export(path: &str, profile: &Profile) -> Result<Export> {
    let date = profile.date_format.as_deref().map(|text| date(path, profile, text)).transpose()?;
    let roles = profile.columns.iter().filter_map(|(role, names)| Some((Role::named(role)?, names.clone())));
    Ok(Export {
        name: profile.name.clone(),
        kind: kind(&profile.kind),
        signature: profile.signature.clone(),
        columns: roles.collect(),
        total: total(profile.amount_per.as_deref()),
        refunds: total(profile.refunded_per.as_deref()),
        date,
        guests: profile.guests.clone(),
        refund_of: profile.refund_of.clone(),
        basis: profile.amount_basis.clone().unwrap_or_default(),
        status: profile.status.iter().map(status).collect(),
    })
}

fn date(path: &str, profile: &Profile, text: &str) -> Result<DateShape> {
    let (line, name) = (profile.line, &profile.name);
    let wrong = || {
        Usage(format!(
            "{path}:{line}: profile.{name}.date-format: found `{text}`, expected iso, dmy, mdy, or a pattern such as %d/%m/%Y"
        ))
    };
    DateShape::parse(text).ok_or_else(|| wrong().into())
}

fn kind(name: &str) -> Kind {
    Kind::ALL.into_iter().find(|kind| kind.name() == name).unwrap_or(Kind::Transactions)
}

fn total(place: Option<&str>) -> Total {
    match place {
        Some("first-line") => Total::FirstLine,
        Some("order") => Total::EveryLine,
        Some(_) => Total::Line,
        None => Total::Unsaid,
    }
}

fn status(status: &profile::Status) -> Status {
    let words = status.words.iter().map(|(what, words)| (standing(what), words.clone()));
    Status { columns: status.columns.clone(), words: words.collect() }
}

/// What a word of a status column makes of a row, by the names of [`profile::STANDINGS`].
fn standing(what: &str) -> Standing {
    match what {
        "cancelled" => Standing::Cancelled,
        "test" => Standing::Test,
        "not-sales" => Standing::NotASale,
        "refunds" => Standing::Refund,
        "refunded" => Standing::Refunded,
        "unfinished" => Standing::Unfinished,
        _ => Standing::Sale,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_word_for_a_row_makes_something_of_its_own() {
        let all: Vec<Standing> = profile::STANDINGS.into_iter().map(standing).collect();
        let mut each = all.clone();
        each.sort();
        each.dedup();
        assert_eq!(each.len(), all.len());
    }
}
