//! How often each whole number of days occurred.
//!
//! Gaps between purchases are whole days, so counting how many there were of each keeps everything a mean or a median
//! needs, merges by addition, and stays exact. A median may lie between two days; doubled it is a whole number again.

/// A count for each number of days, from zero up.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct DayCounts {
    counts: Vec<u64>,
}

impl DayCounts {
    /// Counts one more occurrence of this many days.
    pub fn add(&mut self, day: u32) {
        count(&mut self.counts, day);
    }

    /// Takes over all that another count has seen.
    pub fn merge(&mut self, other: &Self) {
        merge(&mut self.counts, &other.counts);
    }

    /// Lists how often each number of days occurred; the place in the list is the number of days.
    pub fn counts(&self) -> &[u64] {
        &self.counts
    }

    /// Counts all occurrences.
    pub fn n(&self) -> u64 {
        self.counts.iter().sum()
    }

    /// Adds up all days.
    pub fn sum(&self) -> u64 {
        (0_u64..).zip(&self.counts).map(|(day, n)| day * n).sum()
    }

    /// Gives the mean as an exact ratio, the sum of the days and their number, or nothing when nothing was counted.
    pub fn mean(&self) -> Option<(u64, u64)> {
        let n = self.n();
        (n > 0).then(|| (self.sum(), n))
    }

    /// Gives twice the median: the two middle values added up, which of an odd number are the same one.
    pub fn twice_median(&self) -> Option<u64> {
        let n = self.n();
        (n > 0).then(|| self.ranked((n - 1) / 2) + self.ranked(n / 2))
    }

    /// Finds the days at this place of the rising order, counted from zero; there must be that many.
    fn ranked(&self, place: u64) -> u64 {
        let mut passed = 0;
        for (day, n) in (0_u64..).zip(&self.counts) {
            passed += n;
            if passed > place {
                return day;
            }
        }
        unreachable!("a rank below the number of occurrences is always found")
    }
}

/// Adds one at this day, making room for it first.
pub(super) fn count(counts: &mut Vec<u64>, day: u32) {
    let place = day as usize;
    if place >= counts.len() {
        counts.resize(place + 1, 0);
    }
    counts[place] += 1;
}

/// Adds the counts of `others` day by day.
pub(super) fn merge(counts: &mut Vec<u64>, others: &[u64]) {
    if counts.len() < others.len() {
        counts.resize(others.len(), 0);
    }
    for (count, other) in counts.iter_mut().zip(others) {
        *count += other;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn counted(days: &[u32]) -> DayCounts {
        let mut counts = DayCounts::default();
        for &day in days {
            counts.add(day);
        }
        counts
    }

    #[test]
    fn the_gaps_of_a_published_fixture_have_median_thirty() {
        // OpenRetailScience, tests/analysis/test_customer.py: gaps of 14, 30 and 31 days.
        let gaps = counted(&[31, 14, 30]);
        assert_eq!(gaps.twice_median(), Some(60));
        assert_eq!(gaps.mean(), Some((75, 3)));
    }

    #[test]
    fn an_even_number_of_gaps_has_its_median_between_the_middle_two() {
        // The same fixture's purchases per customer: 1, 2, 3, 4, median 2.5.
        assert_eq!(counted(&[4, 1, 3, 2]).twice_median(), Some(5));
    }

    #[test]
    fn same_day_gaps_count_as_zero_days() {
        assert_eq!(counted(&[0, 0, 9]).twice_median(), Some(0));
        assert_eq!(counted(&[0]).mean(), Some((0, 1)));
    }

    #[test]
    fn without_gaps_there_is_neither_mean_nor_median() {
        assert_eq!(DayCounts::default().mean(), None);
        assert_eq!(DayCounts::default().twice_median(), None);
    }

    #[test]
    fn merged_counts_are_the_counts_of_all() {
        let mut merged = counted(&[3, 70]);
        merged.merge(&counted(&[3, 5]));
        assert_eq!(merged, counted(&[5, 3, 70, 3]));
        let mut short = counted(&[1]);
        short.merge(&counted(&[400]));
        assert_eq!(short.sum(), 401);
    }
}
