//! Which answers count, when a customer has answered more than once.
//!
//! - [`Rule::All`]: each answer counts; right for surveys sent after every purchase.
//! - [`Rule::Latest`]: of each customer's answers in a period the latest counts and the others are superseded; right for surveys
//!   about the relation as a whole. Among answers of the same minute the one read last wins.
//!
//! An answer without a customer or without a date cannot be set against another: it supersedes nothing and is kept.
//!
//! Source: Appcues counts "once per survey cycle", UserGuiding the latest answer ever; with one period over everything the two
//! are the same.

use crate::ledger::Answer;

/// Which answers of one customer count.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Rule {
    /// All of them.
    #[default]
    All,
    /// The latest of each period.
    Latest,
}

/// An answer that might count.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Candidate {
    /// Its number in the list of answers.
    pub answer: usize,
    /// The number of the period it falls in.
    pub period: usize,
}

/// The answers that count.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Chosen {
    /// The ones kept, in the order they came in.
    pub kept: Vec<Candidate>,
    /// How many were superseded by a later answer of the same customer.
    pub superseded: u64,
}

/// Chooses among candidates: the answers that have a score for the question asked, each with its period.
pub fn choose(answers: &[Answer], candidates: impl IntoIterator<Item = Candidate>, rule: Rule) -> Chosen {
    let candidates: Vec<Candidate> = candidates.into_iter().collect();
    match rule {
        Rule::All => Chosen { kept: candidates, superseded: 0 },
        Rule::Latest => latest(answers, &candidates),
    }
}

fn latest(answers: &[Answer], candidates: &[Candidate]) -> Chosen {
    let mut keep = vec![true; candidates.len()];
    let mut comparable: Vec<_> = (0..candidates.len())
        .filter_map(|at| {
            let Candidate { answer, period } = candidates[at];
            let answer = &answers[answer];
            Some((answer.customer?, period, answer.minute?, answer.order, at))
        })
        .collect();
    comparable.sort_unstable();
    for pair in comparable.windows(2) {
        let (earlier, later) = (&pair[0], &pair[1]);
        keep[earlier.4] = (earlier.0, earlier.1) != (later.0, later.1);
    }
    let kept: Vec<Candidate> = candidates.iter().zip(&keep).filter(|(_, keep)| **keep).map(|(c, _)| *c).collect();
    let superseded = (candidates.len() - kept.len()) as u64;
    Chosen { kept, superseded }
}

#[cfg(test)]
mod tests {
    use super::{Candidate, Chosen, Rule, choose};
    use crate::ledger::day::Minute;
    use crate::ledger::{Answer, Place};

    fn answer(row: u64, customer: Option<u32>, minute: Option<i32>) -> Answer {
        Answer {
            customer: customer.map(|number| Place { shard: 0, number }),
            minute: minute.map(Minute),
            scores: [9, Answer::NONE, Answer::NONE],
            code: 0,
            order: (0, row),
        }
    }

    fn chosen(rule: Rule, answers: &[Answer], periods: &[usize]) -> (Vec<usize>, u64) {
        let candidates = periods.iter().enumerate().map(|(answer, &period)| Candidate { answer, period });
        let Chosen { kept, superseded } = choose(answers, candidates, rule);
        (kept.iter().map(|c| c.answer).collect(), superseded)
    }

    #[test]
    fn the_latest_answer_of_a_period_supersedes_the_others() {
        let answers = [answer(1, Some(1), Some(50)), answer(2, Some(1), Some(10)), answer(3, Some(2), Some(5))];
        assert_eq!(chosen(Rule::Latest, &answers, &[0, 0, 0]), (vec![0, 2], 1));
        assert_eq!(chosen(Rule::Latest, &answers, &[1, 0, 0]), (vec![0, 1, 2], 0));
        assert_eq!(chosen(Rule::All, &answers, &[0, 0, 0]), (vec![0, 1, 2], 0));
    }

    #[test]
    fn of_the_same_minute_the_answer_read_last_wins() {
        let answers = [answer(7, Some(1), Some(10)), answer(3, Some(1), Some(10))];
        assert_eq!(chosen(Rule::Latest, &answers, &[0, 0]), (vec![0], 1));
    }

    #[test]
    fn answers_without_a_customer_or_a_date_are_all_kept() {
        let answers =
            [answer(1, None, Some(1)), answer(2, None, Some(1)), answer(3, Some(1), None), answer(4, Some(1), Some(9))];
        assert_eq!(chosen(Rule::Latest, &answers, &[0; 4]), (vec![0, 1, 2, 3], 0));
    }
}
