//! Thresholds on figures: the flag, and how a condition is written.

use clap::Args;
use std::cmp::Ordering;

/// Flags about thresholds.
#[derive(Debug, Clone, Default, Args)]
pub struct Thresholds {
    /// Ends with exit code 10 where this is so, such as 'nps < 30', 'repeat.repeat_rate < 25%' or, with --compare, 'nps drops 5pt
    /// significantly'; the answer is written all the same; repeatable
    #[arg(long, value_name = "CONDITION", help_heading = "Output")]
    pub fail_if: Vec<String>,
}

/// A condition on a figure.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Condition {
    /// The command whose figure it is, where that is named.
    pub command: Option<String>,
    /// The figure's key.
    pub key: String,
    /// The group it is looked at in; the whole, where none is named.
    pub group: Option<String>,
    /// What ought not to be so.
    pub test: Test,
    /// Whether a figure that does not exist is put up with.
    pub or_missing: bool,
}

/// What is asked of a figure.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Test {
    /// A comparison with a number.
    Compared(Comparison, Amount),
    /// A change since the window before.
    Changed {
        /// Whether it is a fall.
        falls: bool,
        /// By how much at least; any change, where no amount is named.
        by: Option<Amount>,
        /// Whether it must be told from chance.
        significantly: bool,
    },
}

/// A comparison.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Comparison {
    /// `<`
    Less,
    /// `<=`
    AtMost,
    /// `>`
    More,
    /// `>=`
    AtLeast,
}

impl Comparison {
    /// Whether a figure that stands so to the number is meant.
    pub fn holds(self, order: Ordering) -> bool {
        match self {
            Self::Less => order.is_lt(),
            Self::AtMost => order.is_le(),
            Self::More => order.is_gt(),
            Self::AtLeast => order.is_ge(),
        }
    }
}

/// A number and what it counts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Amount {
    /// The digits, with a sign and a point where they have one.
    pub digits: String,
    /// What stands behind them.
    pub unit: Unit,
}

/// What a number counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unit {
    /// What the figure itself counts.
    Own,
    /// `pt`: points, of NPS or of a percentage.
    Points,
    /// `%`
    PerCent,
}

/// How a condition is written, for whoever has written it otherwise.
pub const SHAPE: &str =
    "write it as 'nps < 30', with < <= > or >=, or as 'nps drops 5pt significantly', with drops or rises";

impl Condition {
    /// The condition of a text, if it is one.
    pub fn parse(text: &str) -> Option<Self> {
        let text = text.trim();
        let (text, or_missing) = match text.strip_suffix("n/a").and_then(|rest| rest.trim_end().strip_suffix(" or")) {
            Some(rest) => (rest.trim_end(), true),
            None => (text, false),
        };
        let (figure, test) = match text.find(['<', '>']) {
            Some(at) => (&text[..at], compared(&text[at..])?),
            None => changed(text)?,
        };
        let (figure, group) = match figure.trim().strip_suffix(']').and_then(|rest| rest.split_once('[')) {
            Some((figure, group)) => (figure, Some(group.trim().to_owned())),
            None => (figure, None),
        };
        let (command, key) = match figure.trim().split_once('.') {
            Some((command, key)) => (Some(command), key),
            None => (None, figure.trim()),
        };
        let named = |name: &str| !name.is_empty() && name.chars().all(|c| c.is_alphanumeric() || c == '_' || c == '-');
        (named(key) && command.is_none_or(named)).then(|| Self {
            command: command.map(str::to_owned),
            key: key.to_owned(),
            group,
            test,
            or_missing,
        })
    }
}

fn compared(text: &str) -> Option<Test> {
    let words =
        [("<=", Comparison::AtMost), (">=", Comparison::AtLeast), ("<", Comparison::Less), (">", Comparison::More)];
    let (comparison, rest) = words.iter().find_map(|(sign, what)| Some((*what, text.strip_prefix(sign)?)))?;
    Some(Test::Compared(comparison, amount(rest)?))
}

fn changed(text: &str) -> Option<(&str, Test)> {
    let words = [(" drops", true), (" rises", false)];
    let (figure, rest, falls) = words.iter().find_map(|(word, falls)| {
        let (figure, rest) = text.split_once(word)?;
        Some((figure, rest, *falls))
    })?;
    let (rest, significantly) = match rest.trim().strip_suffix("significantly") {
        Some(rest) => (rest.trim(), true),
        None => (rest.trim(), false),
    };
    let by = if rest.is_empty() { None } else { Some(amount(rest).filter(|by| !by.digits.starts_with('-'))?) };
    Some((figure, Test::Changed { falls, by, significantly }))
}

fn amount(text: &str) -> Option<Amount> {
    let text = text.trim();
    let (digits, unit) = match (text.strip_suffix("pt"), text.strip_suffix('%')) {
        (Some(digits), _) => (digits, Unit::Points),
        (None, Some(digits)) => (digits, Unit::PerCent),
        (None, None) => (text, Unit::Own),
    };
    let digits = digits.trim();
    let bare = digits.strip_prefix(['-', '+']).unwrap_or(digits);
    let (whole, decimals) = bare.split_once('.').unwrap_or((bare, "0"));
    let plain = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
    // Beyond so many digits no exact number is kept.
    (plain(whole) && plain(decimals) && bare.len() <= 25)
        .then(|| Amount { digits: digits.trim_start_matches('+').to_owned(), unit })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parsed(text: &str) -> Condition {
        Condition::parse(text).unwrap_or_else(|| panic!("{text} is a condition"))
    }

    #[test]
    fn a_figure_is_compared_with_a_number() {
        let plain = parsed("nps<30");
        assert_eq!((plain.command.as_deref(), plain.key.as_str(), plain.or_missing), (None, "nps", false));
        let amount = Amount { digits: "30".into(), unit: Unit::Own };
        assert_eq!(plain.test, Test::Compared(Comparison::Less, amount));
        let share = parsed("repeat.repeat_rate >= 25.5% or n/a");
        assert_eq!(
            (share.command.as_deref(), share.key.as_str(), share.or_missing),
            (Some("repeat"), "repeat_rate", true)
        );
        let amount = Amount { digits: "25.5".into(), unit: Unit::PerCent };
        assert_eq!(share.test, Test::Compared(Comparison::AtLeast, amount));
        assert_eq!(parsed("nps[web shop] > -5").group.as_deref(), Some("web shop"));
    }

    #[test]
    fn a_figure_changes_by_points_by_per_cent_or_at_all() {
        let Test::Changed { falls, by, significantly } = parsed("repeat_rate drops 2pt significantly").test else {
            panic!("it is a change")
        };
        let two = Amount { digits: "2".into(), unit: Unit::Points };
        assert_eq!((falls, by, significantly), (true, Some(two), true));
        let risen = Test::Changed { falls: false, by: None, significantly: true };
        assert_eq!(parsed("refunds rises significantly").test, risen);
    }

    #[test]
    fn anything_else_is_no_condition() {
        for text in [
            "",
            "nps",
            "nps <",
            "nps < thirty",
            "< 30",
            "nps = 30",
            "nps < 1e3",
            "nps drops -5",
            "a b < 3",
            "nps < 30 or",
        ] {
            assert_eq!(Condition::parse(text), None, "{text}");
        }
    }
}
