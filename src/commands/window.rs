//! From the window's flags and the days of the data to a window.

use super::Usage;
use super::setup::day;
use crate::config::window::Window as Flags;
use crate::ledger::day::Day;
use crate::ledger::window::{Period, Window};
use anyhow::{Result, bail};

/// The window that a command takes when none is named.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Usual {
    /// The twelve months that end at as-of; a named week or month moves that end.
    Year,
    /// The twelve months that end at as-of; a named week or month is meant itself.
    NamedOrYear,
    /// Everything up to as-of.
    All,
}

/// The window asked for.
pub(super) fn window(flags: &Flags, as_of: Day, first: Day, usual: Usual, grouped_by_period: bool) -> Result<Window> {
    if let Some(text) = &flags.last {
        return last(text, as_of);
    }
    if flags.from.is_some() || flags.to.is_some() {
        let from = flags.from.as_deref().map(|text| day("--from", text)).transpose()?.unwrap_or(first);
        let to = flags.to.as_deref().map(|text| day("--to", text)).transpose()?.unwrap_or(as_of);
        if from > to {
            bail!(Usage(format!("--from {from} lies after --to {to}")));
        }
        return Ok(Window { from, to });
    }
    if let Some((period, length)) = named(flags, as_of)? {
        let rolls = usual == Usual::Year && length != Period::Year && !flags.exact_window;
        return Ok(if rolls { year_to(period.to) } else { period });
    }
    Ok(match usual {
        Usual::Year | Usual::NamedOrYear if !grouped_by_period => year_to(as_of),
        Usual::Year | Usual::NamedOrYear | Usual::All => Window { from: first.min(as_of), to: as_of },
    })
}

/// Whether any flag names a window.
pub(super) fn is_named(flags: &Flags) -> bool {
    let texts = [&flags.from, &flags.to, &flags.last, &flags.week, &flags.month, &flags.quarter, &flags.year];
    flags.last_week || texts.iter().any(|text| text.is_some())
}

/// Twelve months that end with a day.
pub(super) fn year_to(end: Day) -> Window {
    months_to(end, 12)
}

/// Months that end with a day. Where the month they begin in lacks the day, they begin with the next month: the twelve months up to
/// 2024-02-28 begin on 2023-03-01, so that no day of the year is in them twice.
fn months_to(end: Day, months: i32) -> Window {
    let next = Day(end.0 + 1);
    let from = next.add_months(-months);
    let short = from.civil().2 != next.civil().2;
    Window { from: Day(from.0 + i32::from(short)), to: end }
}

fn last(text: &str, as_of: Day) -> Result<Window> {
    Ok(Window { from: back(&format!("--last {text}"), text, as_of)?, to: as_of })
}

/// The first day of a length of time that ends with a day; `typed` is how the flag was written.
pub(super) fn back(typed: &str, text: &str, as_of: Day) -> Result<Day> {
    Ok(match length(typed, text)? {
        Length::Months(count) => months_to(as_of, count).from,
        Length::Days(count) => Day(as_of.0 - count + 1),
    })
}

/// The day after a length of time that begins with a day.
pub(super) fn ahead(flag: &str, text: &str, first: Day) -> Result<Day> {
    Ok(match length(&format!("{flag} {text}"), text)? {
        Length::Months(count) => first.add_months(count),
        Length::Days(count) => Day(first.0 + count),
    })
}

/// A length of time, of the calendar or of days.
enum Length {
    Months(i32),
    Days(i32),
}

fn length(typed: &str, text: &str) -> Result<Length> {
    let wrong = || Usage(format!("{typed}: write a length such as 12m, 13w or 90d"));
    let unit = text.chars().last().ok_or_else(wrong)?;
    let count: i32 = text.trim_end_matches(unit).parse().map_err(|_| wrong())?;
    if !(1..=10_000).contains(&count) {
        bail!(wrong());
    }
    Ok(match unit {
        'm' => Length::Months(count),
        'y' => Length::Months(12 * count),
        'w' => Length::Days(7 * count),
        'd' => Length::Days(count),
        _ => bail!(wrong()),
    })
}

fn named(flags: &Flags, as_of: Day) -> Result<Option<(Window, Period)>> {
    if flags.last_week {
        let week = Period::Week.around(as_of);
        let ended = if week.to <= as_of { week } else { Period::Week.around(Day(week.from.0 - 1)) };
        return Ok(Some((ended, Period::Week)));
    }
    let texts = [
        (&flags.week, "--week", Period::Week),
        (&flags.month, "--month", Period::Month),
        (&flags.quarter, "--quarter", Period::Quarter),
        (&flags.year, "--year", Period::Year),
    ];
    for (text, flag, period) in texts {
        if let Some(text) = text {
            let start =
                start(text, period).ok_or_else(|| Usage(format!("{flag} {text}: write it as {}", shape(period))))?;
            return Ok(Some((period.around(start), period)));
        }
    }
    Ok(None)
}

fn shape(period: Period) -> &'static str {
    match period {
        Period::Day => "2026-03-01",
        Period::Week => "2026-W12",
        Period::Month => "2026-03",
        Period::Quarter => "2026-Q1",
        Period::Year => "2026",
    }
}

fn start(text: &str, period: Period) -> Option<Day> {
    match period {
        Period::Day => text.parse().ok(),
        Period::Year => Day::from_civil(text.parse().ok()?, 1, 1),
        Period::Week => {
            let (year, week) = text.split_once("-W")?;
            Day::from_iso_week(year.parse().ok()?, week.parse().ok()?)
        }
        Period::Month => {
            let (year, month) = text.split_once('-')?;
            Day::from_civil(year.parse().ok()?, month.parse().ok()?, 1)
        }
        Period::Quarter => {
            let (year, quarter) = text.split_once("-Q")?;
            let quarter: u32 = quarter.parse().ok().filter(|q| (1..=4).contains(q))?;
            Day::from_civil(year.parse().ok()?, quarter * 3 - 2, 1)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(flags: &Flags, usual: Usual) -> String {
        let days = |text: &str| text.parse().expect("a day");
        let window = window(flags, days("2026-03-31"), days("2024-01-05"), usual, false).expect("a window");
        format!("{} {}", window.from, window.to)
    }

    #[test]
    fn a_yearly_measure_takes_the_twelve_months_up_to_as_of() {
        assert_eq!(of(&Flags::default(), Usual::Year), "2025-04-01 2026-03-31");
        assert_eq!(of(&Flags::default(), Usual::All), "2024-01-05 2026-03-31");
    }

    #[test]
    fn a_week_moves_the_end_of_a_rolling_year_unless_it_is_meant_exactly() {
        let week = Flags { week: Some("2026-W12".into()), ..Flags::default() };
        assert_eq!(of(&week, Usual::Year), "2025-03-23 2026-03-22");
        assert_eq!(of(&week, Usual::All), "2026-03-16 2026-03-22");
        assert_eq!(of(&week, Usual::NamedOrYear), "2026-03-16 2026-03-22");
        assert_eq!(of(&Flags::default(), Usual::NamedOrYear), "2025-04-01 2026-03-31");
        assert_eq!(of(&Flags { exact_window: true, ..week }, Usual::Year), "2026-03-16 2026-03-22");
    }

    #[test]
    fn no_day_of_the_year_is_in_twelve_months_twice() {
        let day = |text: &str| text.parse().expect("a day");
        let from = |end: &str| year_to(day(end)).from.to_string();
        assert_eq!(from("2024-02-28"), "2023-03-01");
        assert_eq!(from("2024-02-29"), "2023-03-01");
        assert_eq!(from("2025-02-28"), "2024-03-01");
        assert_eq!(months_to(day("2026-03-28"), 1).from.to_string(), "2026-03-01");
    }

    #[test]
    fn the_last_week_is_one_that_has_ended() {
        let last = Flags { last_week: true, ..Flags::default() };
        assert_eq!(of(&last, Usual::All), "2026-03-23 2026-03-29");
    }

    #[test]
    fn a_length_ends_at_as_of() {
        let last = |text: &str| of(&Flags { last: Some(text.into()), ..Flags::default() }, Usual::All);
        assert_eq!(last("3m"), "2026-01-01 2026-03-31");
        assert_eq!(last("2w"), "2026-03-18 2026-03-31");
        assert_eq!(last("1d"), "2026-03-31 2026-03-31");
    }
}
