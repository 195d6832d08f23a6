//! What each customer thinks of the shop: the group of the *latest* answer to the question of recommendation.
//!
//! The latest, because the list says how a customer stands today; `link`, which asks what followed, takes the first. Of answers of one
//! minute the one read last counts. An answer without a date cannot be the latest of anything and is set aside; so is one given after
//! the end of the list, for whoever runs the list again must get the same list.

use super::link::Attitude;
use crate::ledger::day::Day;
use crate::ledger::{Ledger, Place, Question};

/// The attitude of every customer who answered, and what became of the other answers.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Attitudes {
    /// By customer, in the order of their places.
    known: Vec<(Place, Attitude)>,
    /// Answers without a date.
    pub undated: u64,
    /// Answers after the last day.
    pub later: u64,
    /// Answers that name no customer.
    pub nameless: u64,
    /// Answers that a later one of the same customer has replaced.
    pub superseded: u64,
}

impl Attitudes {
    /// Of the answers up to a day.
    pub fn up_to(ledger: &Ledger, end: Day) -> Self {
        let mut found = Self::default();
        let mut dated = vec![];
        for answer in &ledger.answers {
            let Some(attitude) = answer.score(Question::Nps).and_then(Attitude::of) else { continue };
            match (answer.customer, answer.minute) {
                (_, None) => found.undated += 1,
                (_, Some(minute)) if minute.day() > end => found.later += 1,
                (None, _) => found.nameless += 1,
                (Some(place), Some(minute)) => dated.push((place, minute, answer.order, attitude)),
            }
        }
        dated.sort_unstable();
        for (place, _, _, attitude) in dated {
            match found.known.last_mut() {
                Some(last) if last.0 == place => {
                    last.1 = attitude;
                    found.superseded += 1;
                }
                _ => found.known.push((place, attitude)),
            }
        }
        found.known.shrink_to_fit();
        found
    }

    /// That of a customer, where there is an answer.
    pub fn of(&self, place: Place) -> Option<Attitude> {
        let at = self.known.binary_search_by_key(&place, |(place, _)| *place).ok()?;
        Some(self.known[at].1)
    }

    /// How many customers answered.
    pub fn customers(&self) -> u64 {
        self.known.len() as u64
    }
}

#[cfg(test)]
mod tests {
    use super::{Attitude, Attitudes};
    use crate::ledger::day::{Day, Minute};
    use crate::ledger::{Answer, Ledger, Place};
    use proptest::prelude::*;
    use std::collections::BTreeMap;

    /// Who answered, on which day if that is known, and with what.
    type Given = (Option<u32>, Option<i32>, i16);

    fn ledger(answers: &[Given]) -> Ledger {
        let answer = |(row, &(who, day, score)): (usize, &Given)| Answer {
            customer: who.map(|number| Place { shard: 0, number }),
            minute: day.map(|day| Minute::of(Day(day), 720)),
            scores: [score, Answer::NONE, Answer::NONE],
            code: 0,
            order: (0, row as u64),
        };
        Ledger { answers: answers.iter().enumerate().map(answer).collect(), ..Ledger::default() }
    }

    fn of(answers: &[Given], who: u32) -> Option<Attitude> {
        Attitudes::up_to(&ledger(answers), Day(100)).of(Place { shard: 0, number: who })
    }

    #[test]
    fn the_latest_answer_tells_and_of_one_minute_the_one_read_last() {
        assert_eq!(of(&[(Some(1), Some(9), 3), (Some(1), Some(5), 10)], 1), Some(Attitude::Detractor));
        assert_eq!(of(&[(Some(1), Some(9), 3), (Some(1), Some(9), 7)], 1), Some(Attitude::Passive));
    }

    #[test]
    fn answers_of_nobody_of_no_day_and_of_later_days_tell_nothing() {
        let answers = [(Some(1), Some(101), 9), (Some(2), None, 9), (None, Some(3), 9), (Some(3), Some(100), 9)];
        let found = Attitudes::up_to(&ledger(&answers), Day(100));
        assert_eq!((found.later, found.undated, found.nameless, found.superseded, found.customers()), (1, 1, 1, 0, 1));
        assert_eq!((of(&answers, 1), of(&answers, 2), of(&answers, 3)), (None, None, Some(Attitude::Promoter)));
    }

    proptest! {
        #[test]
        fn a_plain_walk_through_all_answers_agrees_and_every_answer_is_accounted_for(
            answers in prop::collection::vec(
                (prop::option::of(0..6_u32), prop::option::weighted(0.9, 80..110_i32), 0..=10_i16), 0..40,
            ),
        ) {
            let found = Attitudes::up_to(&ledger(&answers), Day(100));
            let mut plain: BTreeMap<u32, (i32, i16)> = BTreeMap::new();
            for &(who, day, score) in &answers {
                if let (Some(who), Some(day @ ..=100)) = (who, day)
                    && plain.get(&who).is_none_or(|known| known.0 <= day)
                {
                    plain.insert(who, (day, score));
                }
            }
            for who in 0..6 {
                let plain = plain.get(&who).and_then(|&(_, score)| Attitude::of(score));
                prop_assert_eq!(found.of(Place { shard: 0, number: who }), plain);
            }
            let told = found.customers() + found.undated + found.later + found.nameless + found.superseded;
            prop_assert_eq!(told, answers.len() as u64);
        }
    }
}
