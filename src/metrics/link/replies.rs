//! Which answers are followed: the first of each customer with purchases.

use super::Attitude;
use crate::ledger::day::{Day, Minute};
use crate::ledger::window::Window;
use crate::ledger::{Ledger, Place, Question};

/// The answer that a customer counts with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Reply {
    /// Whose it is.
    pub place: Place,
    /// The day it was given.
    pub day: Day,
    /// What it says.
    pub attitude: Attitude,
    /// The combination of wanted survey columns.
    pub code: u32,
}

/// What became of all answers.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Given {
    /// Answers in the window, by attitude.
    pub answers: [u64; 3],
    /// Those of them whose customer has purchases in the data.
    pub matched: [u64; 3],
    /// Answers without a date.
    pub undated: u64,
    /// Answers outside the window.
    pub outside: u64,
    /// Answers after the last day that is observed.
    pub after_as_of: u64,
    /// Answers that name no customer.
    pub nameless: u64,
    /// Answers of customers without purchases.
    pub strangers: u64,
    /// Further answers of customers who count with an earlier one.
    pub later: u64,
    /// The answers that are followed, by customer.
    pub replies: Vec<Reply>,
}

/// Chooses the answers to follow.
pub fn replies(ledger: &Ledger, window: Window, as_of: Day) -> Given {
    let mut given = Given::default();
    let mut known = vec![];
    for (number, answer) in ledger.answers.iter().enumerate() {
        let Some(attitude) = answer.score(Question::Nps).and_then(Attitude::of) else { continue };
        let Some(minute) = answer.minute else {
            given.undated += 1;
            continue;
        };
        let day = minute.day();
        if day > as_of {
            given.after_as_of += 1;
        } else if window.contains(day) {
            given.answers[attitude as usize] += 1;
            match answer.customer {
                None => given.nameless += 1,
                Some(place) if buys(ledger, place) => {
                    given.matched[attitude as usize] += 1;
                    known.push((place, minute, answer.order, number, attitude));
                }
                Some(_) => given.strangers += 1,
            }
        } else {
            given.outside += 1;
        }
    }
    known.sort_by_key(|&(place, minute, order, number, _)| (place, minute, order, number));
    let all = known.len();
    known.dedup_by_key(|(place, ..)| *place);
    given.later = (all - known.len()) as u64;
    let reply = |(place, minute, _, number, attitude): (Place, Minute, _, usize, Attitude)| Reply {
        place,
        day: minute.day(),
        attitude,
        code: ledger.answers[number].code,
    };
    given.replies = known.into_iter().map(reply).collect();
    given
}

/// Whether a customer stands in the transactions at all.
fn buys(ledger: &Ledger, place: Place) -> bool {
    !ledger.shards[usize::from(place.shard)].entries_of(place.number as usize).is_empty()
}
