//! What one of the others counts for beside the members of each month of joining.

use super::Month;

/// Weights in whole numbers: so many parts of one.
const PARTS: f64 = 1e12;

/// A month of joining with somebody to be compared with.
#[derive(Debug, Clone, Copy)]
pub(super) struct Compared {
    /// Which month.
    pub(super) month: Month,
    /// How many joined in it.
    pub(super) members: u64,
    /// How many of the others had bought by its end.
    pub(super) others: u64,
}

/// One month of joining, as one step sees it.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Weight {
    /// Whether members of that month are watched.
    pub(super) is_watched: bool,
    /// What one of its others counts for: the share of its members among all, over its others.
    pub(super) share: f64,
    /// The same in whole parts.
    pub(super) parts: i128,
    /// The parts of this and all later months: those in which somebody who first bought here is an other.
    pub(super) from_here: i128,
}

/// The months of joining that a step looks at, from the first to the last of them.
#[derive(Debug, Clone)]
pub(super) struct Weights {
    pub(super) first: Month,
    pub(super) own: Vec<Weight>,
}

impl Weights {
    /// Of those months, in their order.
    pub(super) fn of(compared: &[Compared]) -> Self {
        let all: u64 = compared.iter().map(|found| found.members).sum();
        let first = compared.first().map_or(Month(0), |found| found.month);
        let count = compared.last().map_or(0, |last| (last.month.0 - first.0) as usize + 1);
        let mut own = vec![Weight::default(); count];
        for found in compared {
            let share = found.members as f64 / all as f64 / found.others as f64;
            let parts = (share * PARTS).round() as i128;
            own[(found.month.0 - first.0) as usize] = Weight { is_watched: true, share, parts, from_here: 0 };
        }
        let mut from_here = 0;
        for weight in own.iter_mut().rev() {
            from_here += weight.parts;
            weight.from_here = from_here;
        }
        Self { first, own }
    }

    /// The place of a month among them.
    pub(super) fn place(&self, month: Month) -> Option<usize> {
        usize::try_from(month.0 - self.first.0).ok().filter(|place| *place < self.own.len())
    }

    /// Whether members who joined in that month are watched.
    pub(super) fn watches(&self, joined: Month) -> bool {
        self.place(joined).is_some_and(|place| self.own[place].is_watched)
    }

    /// What somebody counts for who first bought in that month; nothing where nobody joined from then on.
    pub(super) fn since(&self, bought: Month) -> Option<i128> {
        let place = usize::try_from(bought.0 - self.first.0).unwrap_or(0);
        self.own.get(place).map(|weight| weight.from_here)
    }
}
