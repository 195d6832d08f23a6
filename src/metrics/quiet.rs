//! Whether a calendar period is over, although the data end before its last day.
//!
//! A shop that closes over the holidays has no order on the last days of the year, and the year is over all the same. A period counts
//! as over when the days missing at its end are no more than the longest stretch without any order in the last year of the data, and
//! no more than a small part of the period: a tenth of its days, at least two and at most `MOST`. So a year is over that
//! lacks its last days of December, while a March of which three days are known is not, even for a shop that was closed all August.
//! A period that counts as over in this way is named in a warning. The same days are forgiven at a beginning.

use crate::ledger::Ledger;
use crate::ledger::day::{Day, Minute};
use crate::ledger::entry::Entry;
use crate::ledger::scan::shards;
use crate::ledger::window::Window;
use std::ops::Range;

/// How many days the last year has.
const YEAR: i32 = 365;
/// The days that are forgiven at most: the two weeks around New Year.
const MOST: i32 = 14;
/// The days that are forgiven at least, in periods of a week or more: a weekend.
const LEAST: i32 = 2;
/// The part of a period that is forgiven: one day of so many.
const PART: i32 = 10;
/// How many minutes a day has.
const MINUTES: i32 = 1440;

/// Finds the longest run of days without any order, guests' orders included, in the 365 days that end at as-of.
///
/// Only days between the first order and as-of are looked at: before the first there was no shop to be quiet.
pub fn longest_quiet(ledger: &Ledger, threads: usize) -> i32 {
    let (Some(first), Some(as_of)) = (ledger.first_day, ledger.as_of) else { return 0 };
    let times = |entries: &'_ [Entry], busy: &mut Busy| {
        entries.iter().filter(|e| e.is_order()).for_each(|e| busy.mark(e.minute));
    };
    let take_up = |shard: usize, busy: &mut Busy| times(&ledger.shards[shard].entries, busy);
    let mut busy = shards(ledger, threads, || Busy::between(first, as_of), take_up, Busy::join);
    times(&ledger.guests, &mut busy);
    busy.longest_quiet()
}

/// The same for anything that happens at times, such as answers.
pub fn longest_between(first: Day, as_of: Day, times: impl Iterator<Item = Minute>) -> i32 {
    let mut busy = Busy::between(first, as_of);
    times.for_each(|minute| busy.mark(minute));
    busy.longest_quiet()
}

/// On which of the last days anything happened.
struct Busy {
    minutes: Range<i32>,
    days: Vec<bool>,
}

impl Busy {
    fn between(first: Day, as_of: Day) -> Self {
        let from = Day(first.0.max(as_of.0 - YEAR + 1));
        let days = vec![false; (as_of.0 - from.0 + 1).max(0) as usize];
        Self { minutes: from.0 * MINUTES..(as_of.0 + 1) * MINUTES, days }
    }

    fn mark(&mut self, minute: Minute) {
        // Minutes are compared before a day is made of them: most entries of a long history are older.
        if self.minutes.contains(&minute.0) {
            self.days[((minute.0 - self.minutes.start) / MINUTES) as usize] = true;
        }
    }

    fn join(&mut self, other: Self) {
        self.days.iter_mut().zip(other.days).for_each(|(own, other)| *own |= other);
    }

    fn longest_quiet(&self) -> i32 {
        self.days.split(|&busy| busy).map(|quiet| quiet.len() as i32).max().unwrap_or(0)
    }
}

/// Tells whether a period is over at `as_of`, for a shop whose longest quiet is known.
///
/// Only the end of a week or of a month is forgiven: a window that somebody ends on another day is meant to the day.
pub fn is_over(period: Window, as_of: Day, longest_quiet: i32) -> bool {
    period.to <= as_of || forgiven(period, as_of, longest_quiet).is_some()
}

/// The days missing at the end of a period that counts as over nevertheless.
pub fn forgiven(period: Window, as_of: Day, longest_quiet: i32) -> Option<i32> {
    let missing = period.to.0 - as_of.0;
    (missing > 0 && missing <= allowed(period, longest_quiet) && ends_a_period(period.to)).then_some(missing)
}

/// Tells whether a period begins with the data, give or take the days that are forgiven.
pub fn has_begun(period: Window, first: Day, longest_quiet: i32) -> bool {
    first.0 - period.from.0 <= allowed(period, longest_quiet)
}

/// How many days of a period may be missing.
fn allowed(period: Window, longest_quiet: i32) -> i32 {
    let days = period.to.0 - period.from.0 + 1;
    let part = if days < 7 { 0 } else { (days / PART).clamp(LEAST, MOST) };
    longest_quiet.min(part)
}

/// Whether a week or a month ends on the day, and so perhaps a quarter or a year.
fn ends_a_period(day: Day) -> bool {
    day.weekday() == 6 || Day(day.0 + 1).civil().2 == 1
}

#[cfg(test)]
mod tests {
    use super::{forgiven, has_begun, is_over, longest_quiet};
    use crate::ledger::day::Day;
    use crate::ledger::sketch::sketch;
    use crate::ledger::window::{Period, Window};

    #[test]
    fn two_quiet_days_at_the_end_do_not_keep_a_year_open() {
        let ledger = sketch(&[
            ("anna", "2024-12-20", "1.00"),
            ("", "2024-12-24", "1.00"),
            ("ben", "2024-12-27", "1.00"),
            ("ben", "2024-12-28", "1.00"),
        ]);
        let as_of: Day = ledger.as_of.expect("orders");
        assert_eq!(longest_quiet(&ledger, 2), 3);
        assert!(is_over(Period::Year.around(as_of), as_of, 3));
        assert!(!is_over(Period::Year.around(as_of), as_of, 2));
    }

    #[test]
    fn a_window_that_ends_in_the_middle_of_a_month_is_meant_to_the_day() {
        let day = |text: &str| -> Day { text.parse().expect("a day") };
        let window = |to| Window { from: day("2024-01-01"), to: day(to) };
        // A Thursday, and the Sunday of that week.
        assert!(!is_over(window("2024-12-19"), day("2024-12-18"), 3));
        assert!(is_over(window("2024-12-22"), day("2024-12-19"), 3));
    }

    #[test]
    fn a_month_of_which_three_days_are_known_is_not_over_for_a_shop_that_was_closed_in_august() {
        let day = |text: &str| -> Day { text.parse().expect("a day") };
        let march = Period::Month.around(day("2026-03-03"));
        assert!(!is_over(march, day("2026-03-03"), 31));
        assert!(!is_over(march, day("2026-03-27"), 31));
        assert_eq!(forgiven(march, day("2026-03-28"), 31), Some(3));
        assert_eq!(forgiven(march, day("2026-03-31"), 31), None);
        // A closed weekend ends a week; a day is over or not; a year may lack two weeks.
        assert!(is_over(Period::Week.around(march.from), day("2026-02-27"), 31));
        assert!(!is_over(Period::Week.around(march.from), day("2026-02-26"), 31));
        assert!(!is_over(Period::Day.around(day("2026-03-01")), day("2026-02-28"), 31));
        let year = Period::Year.around(day("2025-05-05"));
        assert_eq!((is_over(year, day("2025-12-17"), 31), is_over(year, day("2025-12-16"), 31)), (true, false));
        assert!(has_begun(year, day("2025-01-15"), 31) && !has_begun(year, day("2025-01-16"), 31));
    }

    #[test]
    fn a_gap_of_two_years_ago_says_nothing_about_today() {
        let daily = (1..=28).map(|d| ("anna", format!("2024-02-{d:02}"), "1.00"));
        let mut orders: Vec<_> = daily.collect();
        orders.push(("anna", "2022-01-01".into(), "1.00"));
        let lines: Vec<_> = orders.iter().map(|(c, d, a)| (*c, d.as_str(), *a)).collect();
        // The last year begins on 2023-03-01; it was quiet until 2024-02-01.
        assert_eq!(longest_quiet(&sketch(&lines), 2), 337);
    }

    #[test]
    fn without_orders_nothing_is_quiet() {
        assert_eq!(longest_quiet(&sketch(&[]), 2), 0);
    }
}
