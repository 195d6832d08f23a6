//! How often each day was met: one number for each from the first to the last, because days are met by the million.

use crate::ledger::day::Day;
use std::collections::VecDeque;

/// Days, each with how often it was met.
#[derive(Debug, Clone, Default)]
pub(super) struct DayCounts {
    first: i32,
    counts: VecDeque<u64>,
}

impl DayCounts {
    /// Meets a day so many times more.
    pub(super) fn add(&mut self, day: Day, times: u64) {
        if self.counts.is_empty() {
            self.first = day.0;
        }
        for _ in day.0..self.first {
            self.counts.push_front(0);
        }
        self.first = self.first.min(day.0);
        let place = (day.0 - self.first) as usize;
        if place >= self.counts.len() {
            self.counts.resize(place + 1, 0);
        }
        self.counts[place] += times;
    }

    /// The days that were met, in order.
    pub(super) fn met(&self) -> impl Iterator<Item = (Day, u64)> {
        (self.first..).map(Day).zip(self.counts.iter().copied()).filter(|(_, times)| *times > 0)
    }
}

#[cfg(test)]
mod tests {
    use super::{Day, DayCounts};

    #[test]
    fn days_come_in_order_however_they_were_met() {
        let mut days = DayCounts::default();
        assert_eq!(days.met().count(), 0);
        for (day, times) in [(5, 1), (9, 2), (-3, 1), (5, 4)] {
            days.add(Day(day), times);
        }
        assert_eq!(days.met().collect::<Vec<_>>(), [(Day(-3), 1), (Day(5), 5), (Day(9), 2)]);
    }
}
