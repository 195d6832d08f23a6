//! One constant table per command: keys, units, where the counts and the interval of a rate stand, of whom the rows are.

use super::people::People;

/// What a column holds; tells how it is written and aligned.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unit {
    /// A count of rows, customers, orders, answers.
    Count,
    /// A share from 0 to 1; shown as per cent to people.
    Share,
    /// NPS points from −100 to 100.
    Points,
    /// A mean score or another plain number.
    Number,
    /// Exact money.
    Money,
    /// Money per something: an exact quotient.
    MoneyPer,
    /// Days.
    Days,
    /// Years.
    Years,
    /// Text or a code.
    Text,
    /// A day.
    Date,
    /// Yes or no.
    Flag,
}

/// A column of a command's records.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Column {
    /// The key in JSON and CSV; `words` has its label.
    pub key: &'static str,
    /// What it holds.
    pub unit: Unit,
    /// For a rate: the keys of its numerator and denominator.
    pub of: Option<(&'static str, &'static str)>,
    /// For an estimate: the keys of the ends of its interval.
    pub interval: Option<(&'static str, &'static str)>,
    /// Whether the terminal table gives it a column of its own (intervals show beside their estimate, counts beside their rate).
    pub shown: bool,
    /// Whether it tells the rows apart, beside the method and the columns that name groups.
    pub tells: bool,
    /// For a figure that rests on others than the row's first count: the counts that add up to how many.
    pub over: &'static [&'static str],
}

impl Column {
    /// A column that every format shows.
    pub const fn new(key: &'static str, unit: Unit) -> Self {
        Self { key, unit, of: None, interval: None, shown: true, tells: false, over: &[] }
    }

    /// A column that the terminal table leaves to the machine formats, or shows beside another.
    pub const fn quiet(key: &'static str, unit: Unit) -> Self {
        Self { key, unit, of: None, interval: None, shown: false, tells: false, over: &[] }
    }

    /// Names numerator and denominator.
    #[must_use]
    pub const fn of(mut self, numerator: &'static str, denominator: &'static str) -> Self {
        self.of = Some((numerator, denominator));
        self
    }

    /// Says that it tells the rows apart.
    #[must_use]
    pub const fn telling(mut self) -> Self {
        self.tells = true;
        self
    }

    /// Names the counts of what it rests on.
    #[must_use]
    pub const fn over(mut self, counts: &'static [&'static str]) -> Self {
        self.over = counts;
        self
    }

    /// Names the ends of the interval.
    #[must_use]
    pub const fn between(mut self, low: &'static str, high: &'static str) -> Self {
        self.interval = Some((low, high));
        self
    }
}

/// The table of a command.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Sheet {
    /// The command: also the middle of `loyalty/<command>@1`.
    pub command: &'static str,
    /// The formula in one line.
    pub definition: &'static str,
    /// The key of the figure that a headline and a report's long form lead with.
    pub headline: &'static str,
    /// The columns, in the order of the JSON keys.
    pub columns: &'static [Column],
    /// Of whom its rows are.
    pub people: People,
}

impl Sheet {
    /// The columns that tell its rows apart, beside the dimensions and the method.
    pub fn telling(&self) -> impl Iterator<Item = &'static Column> + '_ {
        let people = self.people;
        let named = move |key: &str| people.names.contains(&key) || people.places.contains(&key);
        self.columns.iter().filter(move |column| column.key != "method" && (column.tells || named(column.key)))
    }

    /// Where a key stands.
    pub fn position(&self, key: &str) -> Option<usize> {
        self.columns.iter().position(|column| column.key == key)
    }
}
