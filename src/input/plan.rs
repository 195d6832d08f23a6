//! What is known about a family of files before its rows are read: which column plays which role, and how values are written.

use super::profile::Profile;
use super::record::Dialect;
use super::request::Total;
use super::roles::{Kind, Role};
use super::standing::Says;
use super::value::amount::DecimalMark;
use super::value::date::DateShape;
use super::value::score::Words;
use crate::ledger::currency::Currency;
use encoding_rs::Encoding;
use jiff::tz::TimeZone;

/// The columns of a family: files of the same kind with the same header.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Plan {
    /// What a row is.
    pub(super) kind: Kind,
    /// The header.
    pub(super) names: Vec<String>,
    /// Where each role stands.
    pub(super) roles: Vec<(Role, usize)>,
    /// Where each wanted column stands in this family, if it is there.
    pub(super) wanted: Vec<Option<usize>>,
    /// The columns passed over for a role: role, taken, passed.
    pub(super) passed: Vec<(Role, usize, usize)>,
    /// The known export that the header belongs to.
    pub(super) profile: Option<&'static Profile>,
    /// The columns that name the customer where the first one is blank.
    pub(super) fallbacks: Vec<usize>,
    /// The columns that say whether a row is a sale, and what their words mean: the usual, where no export says.
    pub(super) standing: Vec<(usize, Option<&'static Says>)>,
    /// Whether a cancelled order is a sale like others.
    pub(super) count_cancelled: bool,
    /// The only currency that counts, when one was picked.
    pub(super) currency: Option<Currency>,
    /// The column in which a refund names its sale.
    pub(super) refund_of: Option<usize>,
    /// The column that names the question which a row answers.
    pub(super) topic: Option<usize>,
    /// The column that may name several questions, whose answers stand in one column.
    pub(super) question: Option<usize>,
    /// Where an order's total stands.
    pub(super) total: Total,
    /// Where the sum given back stands.
    pub(super) refunds: Total,
    /// What is in the amount, where that is known.
    pub(super) basis: Option<&'static str>,
}

impl Plan {
    /// The column of a role.
    pub(super) fn at(&self, role: Role) -> Option<usize> {
        self.roles.iter().find(|(r, _)| *r == role).map(|(_, column)| *column)
    }

    /// Customer ids that mean "nobody in particular".
    pub(super) fn guests(&self) -> &'static [&'static str] {
        self.profile.map_or(&[], |profile| profile.guests)
    }

    /// How many field ends a row's understanding needs.
    pub(super) fn columns(&self) -> usize {
        let roles = self.roles.iter().map(|(_, column)| column + 1);
        let wanted = self.wanted.iter().flatten().map(|column| column + 1);
        let others = self.fallbacks.iter().chain(self.standing.iter().map(|(column, _)| column));
        let others = others.chain(&self.refund_of).chain(&self.topic).chain(&self.question).map(|column| column + 1);
        roles.chain(wanted).chain(others).max().unwrap_or(1)
    }
}

/// How the values of a family are written; suggested by the head of its files, decided on all of their rows.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Reading {
    /// Delimiter, and whether the exact reader is needed.
    pub(super) dialect: Dialect,
    /// The encoding of the bytes as the pass sees them.
    pub(super) encoding: &'static Encoding,
    /// The dates.
    pub(super) date: DateShape,
    /// The zone to which times are moved that say how far from UTC they are.
    pub(super) zone: Option<TimeZone>,
    /// The decimal mark.
    pub(super) mark: DecimalMark,
    /// Whether every customer id of the file has the form `17850.0`: then the `.0` is dropped.
    pub(super) float_customers: bool,
    /// The same for order ids.
    pub(super) float_orders: bool,
    /// The smallest scale at which every amount has to fit 64 bits.
    pub(super) scale: u8,
    /// The words that stand for scores of satisfaction.
    pub(super) words: Option<Words>,
}
