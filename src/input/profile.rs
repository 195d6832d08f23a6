//! Exports that are known by their header: one entry each, in one table. An entry says which names must be there, what each column
//! is for, where an order's total stands, and which rows are sales. What it does not name goes by roles, as in any other file.
//!
//! A new export is one entry in the list of its group, and one case in `tests/exports.rs`.

mod japan;
pub(super) mod own;
mod shops;
mod surveys;

use super::request::{Recognise, Total};
use super::roles::{self, Kind, Role};
use super::standing::Says;
use super::value::date::DateShape;
use super::value::score::Words;
use std::borrow::Cow;
use std::sync::LazyLock;

/// Every known export; where two signatures fit one header, the earlier entry stands.
const GROUPS: [&[Profile]; 3] = [shops::ALL, japan::ALL, surveys::ALL];

/// One export.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Profile {
    /// Its name, as in `--profile NAME`.
    pub(super) name: &'static str,
    /// What its rows are.
    pub(super) kind: Kind,
    /// Header names that are all there, few and characteristic.
    signature: &'static [&'static str],
    /// Whether the header must speak of the same kind by itself, because the signature alone says little.
    confirmed: bool,
    /// Which columns play a role. The first that is there plays it; for the customer, the others fill in where a row leaves it blank.
    /// `Day + Time` is a date in two columns. A role without columns is played by none.
    roles: &'static [(Role, &'static [&'static str])],
    /// Where an order's total stands.
    pub(super) total: Total,
    /// Where the sum given back stands.
    pub(super) refunds: Total,
    /// Which words take a row out, or make it a refund.
    pub(super) standing: &'static [Says],
    /// Customer ids that mean "nobody in particular".
    pub(super) guests: &'static [&'static str],
    /// The column in which a refund names the sale that it takes back.
    pub(super) refund_of: Option<&'static str>,
    /// How dates are written, where their digits alone leave it open.
    pub(super) date: Option<DateShape>,
    /// What is in the amount.
    pub(super) basis: &'static str,
    /// Whether its amounts are in yen.
    pub(super) yen: bool,
    /// The column that names the question which a row answers.
    pub(super) topic: Option<&'static str>,
    /// The words that stand for scores.
    pub(super) words: Option<Words>,
    /// The ends of the scale of satisfaction.
    pub(super) satisfaction: Option<(i16, i16)>,
    /// What is added to the name of a 0–10 question in the column beside it that holds the group of the answer.
    companion: Option<&'static str>,
}

/// What an entry need not say.
const PLAIN: Profile = Profile {
    name: "",
    kind: Kind::Transactions,
    signature: &[],
    confirmed: false,
    roles: &[],
    total: Total::Line,
    refunds: Total::Line,
    standing: &[],
    guests: &[],
    refund_of: None,
    date: None,
    basis: "",
    yen: false,
    topic: None,
    words: None,
    satisfaction: None,
    companion: None,
};

/// The signatures, folded once.
static SIGNATURES: LazyLock<Vec<(&'static Profile, Vec<String>)>> = LazyLock::new(|| {
    let fold = |profile: &'static Profile| (profile, profile.signature.iter().map(|name| folded(name)).collect());
    GROUPS.iter().copied().flatten().map(fold).collect()
});

/// The letter with which WooCommerce's order export begins three labels instead of a Latin C, in lower case.
const CYRILLIC: char = '\u{441}';

/// A header name as signatures compare it: a later version of that export may mend its labels.
fn folded(name: &str) -> String {
    latin(&roles::fold(name))
}

fn latin(folded: &str) -> String {
    folded.replace(CYRILLIC, "c")
}

/// The names of all known exports.
pub fn names() -> impl Iterator<Item = &'static str> {
    GROUPS.iter().copied().flatten().map(|profile| profile.name)
}

/// The export that a header of folded names belongs to. The one that the user names is for files of its kind, as the user has named
/// the kind or the header tells it: beside it, other files go by their headers.
///
/// The user's own exports stand before those that are built in.
pub(super) fn of(
    header: &[String],
    recognise: &Recognise,
    own: &[&'static Profile],
    kind: Option<Kind>,
) -> Option<&'static Profile> {
    let shown = || own.iter().copied().find(|profile| profile.is_shown_by(header)).or_else(|| by_header(header));
    match recognise {
        Recognise::Never => None,
        Recognise::As(name) => {
            let mut all = own.iter().copied().chain(GROUPS.iter().copied().flatten());
            let named = all.find(|profile| profile.name == name)?;
            let kind = kind.or_else(|| roles::kind(header).filter(|_| !named.fits(header)));
            if kind.is_none_or(|kind| kind == named.kind) { Some(named) } else { shown() }
        }
        Recognise::ByHeader => shown(),
    }
}

fn by_header(header: &[String]) -> Option<&'static Profile> {
    let header: Cow<'_, [String]> = if header.iter().any(|name| name.contains(CYRILLIC)) {
        header.iter().map(|name| latin(name)).collect()
    } else {
        Cow::Borrowed(header)
    };
    let fits = |(profile, signature): &&(&Profile, Vec<String>)| {
        signature.iter().all(|name| header.contains(name))
            && (!profile.confirmed
                || roles::kind(&header).or_else(|| super::asked::kind(&header)) == Some(profile.kind))
    };
    SIGNATURES.iter().find(fits).map(|(profile, _)| *profile)
}

impl Profile {
    /// Whether it says who plays a role, if only that nobody does.
    pub(super) fn says(&self, role: Role) -> bool {
        self.roles.iter().any(|(own, _)| *own == role)
    }

    /// Whether a header has all the names of the signature; without one, none has.
    fn is_shown_by(&self, header: &[String]) -> bool {
        !self.signature.is_empty() && self.signature.iter().all(|name| place(name, header).is_some())
    }

    /// Whether a header has a column for every role that is played in it.
    fn fits(&self, header: &[String]) -> bool {
        let mut played = self.roles.iter().filter(|(_, columns)| !columns.is_empty()).peekable();
        played.peek().is_some() && played.all(|(role, _)| !self.columns(*role, header).is_empty())
    }

    /// How many names of a header it knows: all of them where its signature is there.
    pub(super) fn familiar(&self, header: &[String]) -> usize {
        if self.is_shown_by(header) {
            return header.len();
        }
        let roles = self.roles.iter().flat_map(|(_, specs)| specs.iter().flat_map(|spec| spec.split(" + ")));
        let named = roles.chain(self.standing.iter().flat_map(|says| says.columns.iter().copied()));
        let named: std::collections::BTreeSet<usize> = named.filter_map(|name| place(name, header)).collect();
        named.len()
    }

    /// The first name it has for the column of a role.
    pub(super) fn first(&self, role: Role) -> Option<&'static str> {
        self.specs(role).first().copied()
    }

    fn specs(&self, role: Role) -> &'static [&'static str] {
        self.roles.iter().find(|(own, _)| *own == role).map_or(&[], |(_, columns)| *columns)
    }

    /// Where the columns of a role stand, in the order of preference.
    pub(super) fn columns(&self, role: Role, header: &[String]) -> Vec<usize> {
        if role == Role::Time {
            return self.day(header).and_then(|(_, time)| time).into_iter().collect();
        }
        if role == Role::Date {
            return self.day(header).map(|(day, _)| day).into_iter().collect();
        }
        if role == Role::Nps
            && let Some(question) = self.questioned(header)
        {
            return vec![question];
        }
        self.specs(role).iter().filter_map(|name| place(name, header)).collect()
    }

    /// Where the date stands, and the time of day if it has a column of its own.
    fn day(&self, header: &[String]) -> Option<(usize, Option<usize>)> {
        self.specs(Role::Date).iter().find_map(|spec| match spec.split_once(" + ") {
            Some((day, time)) => Some((place(day, header)?, Some(place(time, header)?))),
            None => Some((place(spec, header)?, None)),
        })
    }

    /// The question whose companion column holds the groups of its answers.
    fn questioned(&self, header: &[String]) -> Option<usize> {
        let suffix = folded(self.companion?);
        let mut questions = header.iter().filter_map(|name| name.strip_suffix(suffix.as_str()));
        let question = questions.next().filter(|_| questions.next().is_none())?;
        header.iter().position(|name| name == question)
    }
}

/// Where a column stands in a header of folded names.
pub(super) fn place(name: &str, header: &[String]) -> Option<usize> {
    let name = folded(name);
    header.iter().position(|other| latin(other) == name)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    fn header(names: &[&str]) -> Vec<String> {
        names.iter().map(|name| roles::fold(name)).collect()
    }

    #[test]
    fn no_two_exports_share_a_name_or_a_signature() {
        let all: Vec<&str> = names().collect();
        assert_eq!(all.iter().collect::<BTreeSet<_>>().len(), all.len());
        for (profile, signature) in SIGNATURES.iter() {
            let found = by_header(signature).map(|found| found.name);
            assert!(found == Some(profile.name) || profile.confirmed, "{}: {found:?}", profile.name);
        }
    }

    #[test]
    fn a_cyrillic_letter_in_a_label_does_not_hide_the_export() {
        let own = header(&["\u{421}oupons Used"]);
        assert_eq!(place("Coupons Used", &own), Some(0));
    }

    #[test]
    fn a_date_in_two_columns_is_named_with_both() {
        let rakuten = by_header(&header(&["注文番号", "ステータス", "注文日", "注文時間", "注文者姓", "請求金額"]));
        let rakuten = rakuten.expect("it has the signature");
        let own = header(&["注文日", "注文時間"]);
        assert_eq!((rakuten.columns(Role::Date, &own), rakuten.columns(Role::Time, &own)), (vec![0], vec![1]));
        let own = header(&["注文日", "注文時間", "注文日時"]);
        assert_eq!((rakuten.columns(Role::Date, &own), rakuten.columns(Role::Time, &own)), (vec![2], vec![]));
    }

    #[test]
    fn the_column_beside_a_recommendation_question_gives_it_away() {
        let own =
            header(&["StartDate", "EndDate", "Finished", "ResponseId", "DistributionChannel", "Q1", "Q1_NPS_GROUP"]);
        let qualtrics = by_header(&own).expect("it has the signature");
        assert_eq!(qualtrics.columns(Role::Nps, &own), vec![5]);
    }
}
