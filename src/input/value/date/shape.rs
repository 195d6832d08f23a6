//! The closed list of date shapes and their names.

/// One way to write a date; each may have a time behind it, save the serials and epochs.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug, Hash)]
pub enum DateShape {
    /// `2024-01-31`, `2024/1/31`, `2024.01.31`.
    Ymd,
    /// `20240131`, also `20240131T093000` and `20240131093000`.
    Compact,
    /// `2024年1月31日`.
    Kanji,
    /// `5 Jan 2024`, `January 5, 2024`, `05-JAN-2024`, `Fri, 05 Jan 2024`.
    MonthName,
    /// `令和6年1月5日`, `R6.1.5`.
    Era,
    /// `31/01/2024`, `31.1.2024`.
    Dmy,
    /// `01/31/2024`, `1-31-2024`.
    Mdy,
    /// `24/1/31`.
    YmdShort,
    /// `31/1/24`.
    DmyShort,
    /// `1/31/24`.
    MdyShort,
    /// Days since 1899-12-30, as spreadsheets count them.
    ExcelSerial,
    /// Seconds since 1970-01-01 UTC.
    Epoch,
    /// Milliseconds since 1970-01-01 UTC.
    EpochMillis,
}

use DateShape::{
    Compact, Dmy, DmyShort, Epoch, EpochMillis, Era, ExcelSerial, Kanji, Mdy, MdyShort, MonthName, Ymd, YmdShort,
};

/// Names in use for each shape beside its own and beside patterns such as `%d/%m/%Y`.
const OTHER_NAMES: [(&str, DateShape); 20] = [
    ("iso", Ymd),
    ("ymd", Ymd),
    ("compact", Compact),
    ("dmy", Dmy),
    ("mdy", Mdy),
    ("ymd2", YmdShort),
    ("dmy2", DmyShort),
    ("mdy2", MdyShort),
    ("month-name", MonthName),
    ("month", MonthName),
    ("rfc2822", MonthName),
    ("wareki", Era),
    ("japanese", Kanji),
    ("excel", ExcelSerial),
    ("serial", ExcelSerial),
    ("unix", Epoch),
    ("%s", Epoch),
    ("epoch-s", Epoch),
    ("unix-ms", EpochMillis),
    ("epochmillis", EpochMillis),
];

impl DateShape {
    /// All shapes; where two fit equally well, the earlier one is preferred.
    pub const ALL: [Self; 13] =
        [Ymd, Compact, Kanji, MonthName, Era, Dmy, Mdy, YmdShort, DmyShort, MdyShort, ExcelSerial, Epoch, EpochMillis];

    /// Gives the stable name, which `parse` reads back.
    pub fn name(self) -> &'static str {
        match self {
            Ymd => "year-month-day",
            Compact => "yyyymmdd",
            Kanji => "kanji",
            MonthName => "month name",
            Era => "era",
            Dmy => "day/month/year",
            Mdy => "month/day/year",
            YmdShort => "yy/month/day",
            DmyShort => "day/month/yy",
            MdyShort => "month/day/yy",
            ExcelSerial => "excel serial",
            Epoch => "epoch",
            EpochMillis => "epoch-ms",
        }
    }

    /// Reads a name, an abbreviation such as `dmy`, or a pattern such as `%d/%m/%Y` or `dd.mm.yyyy`.
    pub fn parse(name: &str) -> Option<Self> {
        let trimmed = name.trim();
        let lower = trimmed.to_lowercase();
        let own = Self::ALL.into_iter().find(|shape| shape.name() == lower);
        let other = || OTHER_NAMES.iter().find(|(name, _)| *name == lower);
        own.or_else(|| other().map(|(_, shape)| *shape))
            .or_else(|| if trimmed.contains('%') { of_strftime(trimmed) } else { of_letters(&lower) })
    }

    /// Says whether a value shows by itself which number is the year, the month and the day.
    pub fn is_self_evident(self) -> bool {
        match self {
            Ymd | Compact | Kanji | MonthName | Era => true,
            Dmy | Mdy | YmdShort | DmyShort | MdyShort | ExcelSerial | Epoch | EpochMillis => false,
        }
    }

    /// Says whether the year has two digits.
    pub fn is_short(self) -> bool {
        matches!(self, YmdShort | DmyShort | MdyShort)
    }

    /// The place of the shape in `ALL`.
    pub(super) fn index(self) -> usize {
        self as usize
    }
}

/// Maps the date part of a `strftime` pattern.
fn of_strftime(pattern: &str) -> Option<DateShape> {
    let (mut order, mut marks) = (String::new(), String::new());
    let mut characters = pattern.chars();
    while let Some(character) = characters.next() {
        if character != '%' {
            marks.push(character);
            continue;
        }
        let letter = characters.find(|letter| !matches!(letter, '-' | '_' | '0'))?;
        match letter {
            'F' => order.push_str("Ymd"),
            'D' => order.push_str("mdy"),
            'Y' | 'y' | 'm' => order.push(letter),
            'd' | 'e' => order.push('d'),
            'b' | 'B' | 'h' => order.push('b'),
            'H' | 'I' | 'M' | 'S' | 'T' | 'R' | 'r' | 'p' | 'P' | 'f' | 'z' | 'Z' | 'a' | 'A' | 'k' | 'l' => {
                // A time begins: marks from here on say nothing of the date.
                marks.push(' ');
            }
            _ => return None,
        }
    }
    let marked = marks.trim_start().starts_with(['-', '/', '.', '年']);
    let whole = pattern.contains("%F") || pattern.contains("%D");
    of_order(&order, marked || whole, marks.contains('年'))
}

/// Maps patterns such as `dd/mm/yyyy`, with a time behind or not.
fn of_letters(pattern: &str) -> Option<DateShape> {
    let date = pattern.split([' ', 't', ',']).next()?;
    let marked = date.contains(['-', '/', '.', '年']);
    let mut order = String::new();
    for part in date.split(['-', '/', '.', '年', '月', '日']) {
        let mut rest = part;
        while let Some(letter) = rest.chars().next() {
            let run = rest.len() - rest.trim_start_matches(letter).len();
            order.push(match (letter, run) {
                ('y', 4) => 'Y',
                ('y', 2) => 'y',
                ('m', 1 | 2) => 'm',
                ('m', 3 | 4) => 'b',
                ('d', 1 | 2) => 'd',
                _ => return None,
            });
            rest = &rest[run..];
        }
    }
    of_order(&order, marked, date.contains('年'))
}

fn of_order(order: &str, marked: bool, kanji: bool) -> Option<DateShape> {
    Some(match order {
        "Ymd" if kanji => Kanji,
        "Ymd" if marked => Ymd,
        "Ymd" => Compact,
        "dmY" if marked => Dmy,
        "mdY" if marked => Mdy,
        "ymd" if marked => YmdShort,
        "dmy" if marked => DmyShort,
        "mdy" if marked => MdyShort,
        "dbY" | "bdY" | "Ybd" => MonthName,
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_name_reads_back_and_the_list_is_in_order() {
        for (at, shape) in DateShape::ALL.into_iter().enumerate() {
            assert_eq!(DateShape::parse(shape.name()), Some(shape));
            assert_eq!(shape.index(), at);
        }
    }

    #[test]
    fn abbreviations_and_patterns_are_known() {
        for (name, shape) in [
            ("ISO", Ymd),
            ("dmy", Dmy),
            ("%d/%m/%Y", Dmy),
            ("%d.%m.%Y", Dmy),
            ("%-d/%-m/%Y %H:%M", Dmy),
            ("%m/%d/%Y", Mdy),
            ("%Y-%m-%d", Ymd),
            ("%Y-%m-%dT%H:%M:%S%z", Ymd),
            ("%F %T", Ymd),
            ("%D", MdyShort),
            ("%Y%m%d", Compact),
            ("%Y%m%d%H%M%S", Compact),
            ("%Y年%m月%d日", Kanji),
            ("%d %b %Y", MonthName),
            ("%B %d, %Y", MonthName),
            ("%m/%d/%y", MdyShort),
            ("%y-%m-%d", YmdShort),
            ("dd/mm/yyyy", Dmy),
            ("MM/DD/YYYY", Mdy),
            ("M/D/YY h:mm", MdyShort),
            ("yyyy-mm-dd", Ymd),
            ("yyyymmdd", Compact),
            ("dd-mmm-yyyy", MonthName),
            ("epoch", Epoch),
            ("epoch-ms", EpochMillis),
            ("excel", ExcelSerial),
            ("era", Era),
        ] {
            assert_eq!(DateShape::parse(name), Some(shape), "{name}");
        }
        for name in ["", "%", "%q", "%d", "%d%m%Y", "dmy!", "yyyy", "hh:mm", "ddd", "日"] {
            assert_eq!(DateShape::parse(name), None, "{name}");
        }
    }

    proptest! {
        #[test]
        fn no_name_upsets_it(name: String) {
            let _ = DateShape::parse(&name);
        }
    }
}
