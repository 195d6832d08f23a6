//! What `check` finds in files that can be read, beside what every command says of them.

use crate::answer::Warning;
use crate::input::Taken;
use crate::ledger::{Answer, Question};

/// The highest score that a question from 0 to 10 shares with a question from 1 to 5.
const FIVE: i16 = 5;

/// Rows left out by a rule, rows after the as-of day, and scores that look like another scale's.
pub(super) fn findings(taken: &Taken) -> Vec<Warning> {
    let mut all = vec![];
    for account in taken.accounts.iter().filter(|account| account.refused.is_none()) {
        for (rule, count) in &account.excluded {
            let facts = [("path", account.path.clone()), ("count", count.to_string()), ("rule", (*rule).to_owned())];
            all.push(Warning::new("rows-left-out", facts));
        }
    }
    if taken.ledger.after_as_of > 0 {
        all.push(Warning::new("after-as-of", [("count", taken.ledger.after_as_of.to_string())]));
    }
    let mut scores = taken.ledger.answers.iter().filter_map(|answer: &Answer| answer.score(Question::Nps)).peekable();
    if scores.peek().is_some() && scores.all(|score| score <= FIVE) {
        all.push(Warning::new("no-score-above-five", []));
    }
    all
}
