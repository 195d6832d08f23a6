//! Whether a calendar period is over, although the data end before its last day.
//!
//! A shop that closes over the holidays has no order on the last days of the year, and the year is over all the same. A period counts
//! as over when the days missing at its end are no more than the longest stretch without any order in the last year of the data.

use crate::ledger::Ledger;
use crate::ledger::day::{Day, Minute};
use crate::ledger::window::Window;

/// How many days the last year has.
const YEAR: i32 = 365;
/// How many minutes a day has.
const MINUTES: i32 = 1440;

/// Finds the longest run of days without any order, guests' orders included, in the 365 days that end at as-of.
///
/// Only days between the first order and as-of are looked at: before the first there was no shop to be quiet.
pub fn longest_quiet(ledger: &Ledger) -> i32 {
    let (Some(first), Some(as_of)) = (ledger.first_day, ledger.as_of) else { return 0 };
    let entries = ledger.shards.iter().flat_map(|shard| &shard.entries).chain(&ledger.guests);
    longest_between(first, as_of, entries.filter(|e| e.is_order()).map(|e| e.minute))
}

/// The same for anything that happens at times, such as answers.
pub fn longest_between(first: Day, as_of: Day, times: impl Iterator<Item = Minute>) -> i32 {
    let from = Day(first.0.max(as_of.0 - YEAR + 1));
    let mut busy = vec![false; (as_of.0 - from.0 + 1).max(0) as usize];
    // Minutes are compared before a day is made of them: most entries of a long history are older.
    let minutes = from.0 * MINUTES..(as_of.0 + 1) * MINUTES;
    times.filter(|minute| minutes.contains(&minute.0)).for_each(|minute| {
        busy[((minute.0 - minutes.start) / MINUTES) as usize] = true;
    });
    busy.split(|&busy| busy).map(|quiet| quiet.len() as i32).max().unwrap_or(0)
}

/// Tells whether a period is over at `as_of`, for a shop whose longest quiet is known.
///
/// Only the end of a week or of a month is forgiven: a window that somebody ends on another day is meant to the day.
pub fn is_over(period: Window, as_of: Day, longest_quiet: i32) -> bool {
    let missing = period.to.0 - as_of.0;
    missing <= 0 || (missing <= longest_quiet && ends_a_period(period.to))
}

/// Whether a week or a month ends on the day, and so perhaps a quarter or a year.
fn ends_a_period(day: Day) -> bool {
    day.weekday() == 6 || Day(day.0 + 1).civil().2 == 1
}

#[cfg(test)]
mod tests {
    use super::{is_over, longest_quiet};
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
        assert_eq!(longest_quiet(&ledger), 3);
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
    fn a_gap_of_two_years_ago_says_nothing_about_today() {
        let daily = (1..=28).map(|d| ("anna", format!("2024-02-{d:02}"), "1.00"));
        let mut orders: Vec<_> = daily.collect();
        orders.push(("anna", "2022-01-01".into(), "1.00"));
        let lines: Vec<_> = orders.iter().map(|(c, d, a)| (*c, d.as_str(), *a)).collect();
        // The last year begins on 2023-03-01; it was quiet until 2024-02-01.
        assert_eq!(longest_quiet(&sketch(&lines)), 337);
    }

    #[test]
    fn without_orders_nothing_is_quiet() {
        assert_eq!(longest_quiet(&sketch(&[])), 0);
    }
}
