//! Whether a row is a sale, by its status columns: the words of a known export first, the usual words otherwise.

use super::common::Fault;
use super::field;
use super::piece::marks;
use super::plan::{Plan, Reading};
use super::record::Record;
use super::roles::fold;
use super::status::usual;

/// What a row is. Where two columns say different things, the later of these stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
pub enum Standing {
    /// A sale, or an answer.
    #[default]
    Sale,
    /// A sale if money comes in; the shop's own spending otherwise.
    Received,
    /// Takes back another row's sale, with an amount of its own.
    Refund,
    /// A sale that was taken back as a whole.
    Refunded,
    /// An answer that was not sent.
    Unfinished,
    /// An answer given to try out the survey.
    Preview,
    /// A payout, a conversion, an order never placed.
    NotASale,
    /// A test order.
    Test,
    /// A cancelled order.
    Cancelled,
}

impl Standing {
    /// The mark of a row that stands so.
    pub(super) fn marks(self) -> u8 {
        match self {
            Self::Cancelled => marks::CANCELLED,
            Self::Test => marks::TEST,
            Self::NotASale => marks::NOT_A_SALE,
            Self::Sale | Self::Received | Self::Refund | Self::Refunded | Self::Unfinished | Self::Preview => 0,
        }
    }
}

/// What a status column says.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Says {
    /// The column's names; the first that is there is read.
    pub(super) columns: &'static [&'static str],
    /// Words, and what a row with them is. A star before or behind a word stands for anything.
    pub(super) words: &'static [(Standing, &'static [&'static str])],
    /// What a row with any other word is; `None`: what the word usually means. A blank says nothing.
    pub(super) other: Option<Standing>,
}

impl Says {
    fn of(&self, text: &str) -> Standing {
        let text = fold(text);
        let said = self.words.iter().find(|(_, words)| words.iter().any(|word| fits(word, &text)));
        match (said, self.other) {
            (Some((standing, _)), _) => *standing,
            (None, Some(other)) => other,
            (None, None) => usual(&text),
        }
    }
}

fn fits(word: &str, text: &str) -> bool {
    let own = fold(word.trim_matches('*'));
    match (word.starts_with('*'), word.ends_with('*')) {
        (false, false) => own == text,
        (true, true) => text.contains(&own),
        (false, true) => text.starts_with(&own),
        (true, false) => text.ends_with(&own),
    }
}

/// Judges rows. A status column has few different words, so each is looked up once.
#[derive(Debug, Default)]
pub(super) struct Judge {
    known: Vec<(usize, Vec<u8>, Standing)>,
}

/// Words kept at hand; a column with more is no status column, and each of its words is looked up anew.
const KNOWN: usize = 32;

impl Judge {
    /// What a row is.
    pub(super) fn standing(&mut self, record: &Record<'_>, plan: &Plan, reading: &Reading) -> Result<Standing, Fault> {
        let mut all = Standing::Sale;
        for (rule, &(column, says)) in plan.standing.iter().enumerate() {
            let field = record.field(column);
            if field.is_empty() {
                continue;
            }
            if let Some((.., standing)) = self.known.iter().find(|(r, word, _)| *r == rule && **word == *field) {
                all = all.max(*standing);
                continue;
            }
            let text = field::text(&field, reading).map_err(|reason| Fault { reason, column })?;
            let standing = says.map_or_else(|| usual(&fold(&text)), |says| says.of(&text));
            let standing =
                if plan.count_cancelled && standing == Standing::Cancelled { Standing::Sale } else { standing };
            if self.known.len() < KNOWN {
                self.known.push((rule, field.into_owned(), standing));
            }
            all = all.max(standing);
        }
        Ok(all)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_exact_unless_a_star_opens_them() {
        let says = Says {
            columns: &["Type"],
            words: &[(Standing::Refund, &["*refund*"]), (Standing::Sale, &["Payment"])],
            other: Some(Standing::NotASale),
        };
        assert_eq!(says.of("Payment Refund"), Standing::Refund);
        assert_eq!(says.of(" payment "), Standing::Sale);
        assert_eq!(says.of("Payment Hold"), Standing::NotASale);
    }

    #[test]
    fn words_that_an_export_does_not_name_mean_what_they_usually_mean() {
        let says = Says { columns: &["状況"], words: &[(Standing::Cancelled, &["900"])], other: None };
        assert_eq!(says.of("９００"), Standing::Cancelled);
        assert_eq!(says.of("キャンセル"), Standing::Cancelled);
        assert_eq!(says.of("500"), Standing::Sale);
    }
}
