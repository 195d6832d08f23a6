//! Stretches of whole days, and calendar periods.

use super::day::Day;

/// From a day to a day, both inside.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Window {
    /// The first day.
    pub from: Day,
    /// The last day.
    pub to: Day,
}

impl Window {
    /// How many days it spans.
    pub fn days(self) -> i32 {
        self.to.0 - self.from.0 + 1
    }

    /// Whether the day lies inside.
    pub fn contains(self, day: Day) -> bool {
        self.from <= day && day <= self.to
    }
}

/// A calendar period.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Period {
    /// One day.
    Day,
    /// An ISO 8601 week, Monday to Sunday.
    Week,
    /// A calendar month.
    Month,
    /// Three calendar months.
    Quarter,
    /// A calendar year.
    Year,
}

impl Period {
    /// The period that holds `day`.
    pub fn around(self, day: Day) -> Window {
        let (year, month, _) = day.civil();
        let from = match self {
            Self::Day => day,
            Self::Week => Day(day.0 - day.weekday() as i32),
            Self::Month => first_of(year, month),
            Self::Quarter => first_of(year, (month - 1) / 3 * 3 + 1),
            Self::Year => first_of(year, 1),
        };
        let next = match self {
            Self::Day => Day(from.0 + 1),
            Self::Week => Day(from.0 + 7),
            Self::Month => from.add_months(1),
            Self::Quarter => from.add_months(3),
            Self::Year => from.add_months(12),
        };
        Window { from, to: Day(next.0 - 1) }
    }

    /// Every period that overlaps `span`, in time order.
    pub fn across(self, span: Window) -> Vec<Window> {
        let mut periods = vec![];
        let mut day = span.from;
        while day <= span.to {
            let period = self.around(day);
            day = Day(period.to.0 + 1);
            periods.push(period);
        }
        periods
    }

    /// The period's name: `2026`, `2026-Q1`, `2026-03`, `2026-W12`, `2026-03-01`.
    pub fn name(self, window: Window) -> String {
        let (year, month, _) = window.from.civil();
        match self {
            Self::Day => window.from.to_string(),
            Self::Week => {
                let (year, week) = window.from.iso_week();
                format!("{year:04}-W{week:02}")
            }
            Self::Month => format!("{year:04}-{month:02}"),
            Self::Quarter => format!("{year:04}-Q{}", (month - 1) / 3 + 1),
            Self::Year => format!("{year:04}"),
        }
    }
}

fn first_of(year: i32, month: u32) -> Day {
    Day::from_civil(year, month, 1).unwrap_or(Day(0))
}

#[cfg(test)]
mod tests {
    use super::{Day, Period, Window};

    fn day(text: &str) -> Day {
        text.parse().expect("a day")
    }

    #[test]
    fn periods_have_their_usual_names() {
        let d = day("2026-03-20");
        let named = |p: Period| p.name(p.around(d));
        assert_eq!(named(Period::Year), "2026");
        assert_eq!(named(Period::Quarter), "2026-Q1");
        assert_eq!(named(Period::Month), "2026-03");
        assert_eq!(named(Period::Week), "2026-W12");
        assert_eq!(named(Period::Day), "2026-03-20");
    }

    #[test]
    fn a_span_is_covered_without_a_gap() {
        let span = Window { from: day("2024-02-27"), to: day("2024-05-02") };
        let months = Period::Month.across(span);
        assert_eq!(months.len(), 4);
        assert!(months.windows(2).all(|w| w[0].to.0 + 1 == w[1].from.0));
        assert_eq!(months[0].to, day("2024-02-29"));
    }
}
