//! What may stand behind a date: a time of day and its distance from UTC.

/// A time of day as written.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub(super) struct Time {
    pub minute_of_day: u32,
    pub offset_minutes: Option<i32>,
}

/// Zone names with one meaning: those of RFC 2822 §4.3, and Japan's.
const ZONES: [(&str, i32); 12] = [
    ("Z", 0),
    ("UTC", 0),
    ("GMT", 0),
    ("JST", 540),
    ("EST", -300),
    ("EDT", -240),
    ("CST", -360),
    ("CDT", -300),
    ("MST", -420),
    ("MDT", -360),
    ("PST", -480),
    ("PDT", -420),
];

/// The farthest zone is fourteen hours ahead of UTC.
const FARTHEST: u32 = 14 * 60;

/// Reads `9:30`, `09:30:00.123`, `9時30分`, `9:30 AM`, `午後9:30`, `9:30 午後`, each with an offset or not, to the end of the text.
pub(super) fn time(text: &str) -> Option<Time> {
    let (before, text) = japanese_half(text);
    let (hour, text) = number(text, 1..=2)?;
    let (minute, text) = minutes(text)?;
    let (behind, text) = if before.is_none() { japanese_half(text.trim_start_matches(' ')) } else { (None, text) };
    let before = before.or(behind);
    let (after, text) = english_half(text);
    let hour = match (before, after) {
        (None, None) if hour < 24 => hour,
        // 午後0時 is noon; an English clock has no hour zero.
        (Some(afternoon), None) if hour <= 12 => hour % 12 + 12 * u32::from(afternoon),
        (None, Some(afternoon)) if (1..=12).contains(&hour) => hour % 12 + 12 * u32::from(afternoon),
        _ => return None,
    };
    let offset_minutes = match text.trim_start_matches(' ') {
        "" => None,
        text => Some(offset(text)?),
    };
    Some(Time { minute_of_day: hour * 60 + minute, offset_minutes })
}

/// `hhmm` or `hhmmss` without marks, as behind a compact date.
pub(super) fn compact_time(text: &str) -> Option<Time> {
    let (hour, text) = number(text, 2..=2)?;
    let (minute, text) = number(text, 2..=2)?;
    let (second, text) = number(text, 2..=2).unwrap_or((0, text));
    let offset_minutes = match text {
        "" => None,
        text => Some(offset(text)?),
    };
    (hour < 24 && minute < 60 && second <= 60).then_some(Time { minute_of_day: hour * 60 + minute, offset_minutes })
}

/// Minutes, and seconds that are checked and let go.
fn minutes(text: &str) -> Option<(u32, &str)> {
    if let Some(text) = text.strip_prefix('時') {
        return kanji_minutes(text);
    }
    let (minute, mut text) = number(text.strip_prefix(':')?, 2..=2)?;
    let mut second = 0;
    if let Some(rest) = text.strip_prefix(':') {
        (second, text) = number(rest, 2..=2)?;
        if let Some(rest) = text.strip_prefix(['.', ',']) {
            let fraction = rest.trim_start_matches(|digit: char| digit.is_ascii_digit());
            if fraction.len() == rest.len() {
                return None;
            }
            text = fraction;
        }
    }
    // 60 is a leap second.
    (minute < 60 && second <= 60).then_some((minute, text))
}

/// What follows 時: nothing, or 分, or 分 and 秒.
fn kanji_minutes(text: &str) -> Option<(u32, &str)> {
    let Some((minute, rest)) = number(text, 1..=2) else {
        return Some((0, text));
    };
    let text = rest.strip_prefix('分')?;
    let Some((second, rest)) = number(text, 1..=2) else {
        return (minute < 60).then_some((minute, text));
    };
    let text = rest.strip_prefix('秒')?;
    (minute < 60 && second <= 60).then_some((minute, text))
}

/// 午前 or 午後 before a time, or behind it, as in Google's forms.
fn japanese_half(text: &str) -> (Option<bool>, &str) {
    for (mark, afternoon) in [("午前", false), ("午後", true)] {
        if let Some(rest) = text.strip_prefix(mark) {
            return (Some(afternoon), rest.trim_start_matches(' '));
        }
    }
    (None, text)
}

/// `AM` or `PM` behind a time, in any case, with dots or not.
fn english_half(text: &str) -> (Option<bool>, &str) {
    let trimmed = text.trim_start_matches(' ');
    for (mark, afternoon) in [("a.m.", false), ("p.m.", true), ("am", false), ("pm", true)] {
        let Some((head, rest)) = trimmed.split_at_checked(mark.len()) else {
            continue;
        };
        if head.eq_ignore_ascii_case(mark) {
            return (Some(afternoon), rest);
        }
    }
    (None, text)
}

/// The distance from UTC: `+09:00`, `-0730`, `+09`, `JST`, `GMT+9`.
fn offset(text: &str) -> Option<i32> {
    let (text, shortest) = match text.strip_prefix("GMT").or_else(|| text.strip_prefix("UTC")) {
        Some(distance) if distance.starts_with(['+', '-']) => (distance, 1),
        _ => (text, 2),
    };
    let signed = match text.as_bytes().first()? {
        b'+' => Some(1),
        b'-' => Some(-1),
        _ => None,
    };
    let Some(sign) = signed else {
        let zone = ZONES.iter().find(|(name, _)| name.eq_ignore_ascii_case(text));
        return zone.map(|(_, minutes)| *minutes);
    };
    let (hours, rest) = number(&text[1..], shortest..=2)?;
    let (minutes, rest) = match rest {
        "" => (0, rest),
        _ => number(rest.strip_prefix(':').unwrap_or(rest), 2..=2)?,
    };
    let total = hours * 60 + minutes;
    (rest.is_empty() && minutes < 60 && total <= FARTHEST).then_some(sign * total as i32)
}

/// A number with so many digits, and what follows it.
pub(super) fn number(text: &str, digits: std::ops::RangeInclusive<usize>) -> Option<(u32, &str)> {
    let rest = text.trim_start_matches(|digit: char| digit.is_ascii_digit());
    let count = (text.len() - rest.len()).min(*digits.end());
    let (number, rest) = text.split_at(count);
    digits.contains(&count).then(|| number.parse().ok())?.map(|number| (number, rest))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn minute(text: &str) -> Option<u32> {
        time(text).map(|time| time.minute_of_day)
    }

    #[test]
    fn clocks_of_all_kinds_are_read() {
        for (text, expected) in [
            ("8:26", 506),
            ("08:26:59", 506),
            ("08:26:59.123456", 506),
            ("23:59:60", 1439),
            ("12:00 AM", 0),
            ("12:30 pm", 750),
            ("9:05:00 a.m.", 545),
            ("09:30:00 AM", 570),
            ("9時", 540),
            ("9時5分", 545),
            ("9時05分30秒", 545),
            ("午後3時4分", 904),
            ("午前 9:30", 570),
            ("10:00:00 午前", 600),
            ("0:15:00 午後", 735),
            ("10:00:00 午後 GMT+9", 1320),
        ] {
            assert_eq!(minute(text), Some(expected), "{text}");
        }
    }

    #[test]
    fn what_no_clock_shows_is_refused() {
        for text in [
            "",
            "24:00",
            "25:00",
            "9:60",
            "9:5",
            "9",
            "9:05:61",
            "13:00 PM",
            "0:30 PM",
            "9:05x",
            "9:05:",
            "9:05:1.",
            "午前9:30 AM",
            "午前9:30 午前",
            "9:30 午後 PM",
            "13:00 午後",
            "9時5",
        ] {
            assert_eq!(minute(text), None, "{text}");
        }
    }

    #[test]
    fn offsets_are_reported() {
        for (text, expected) in [
            ("09:00Z", Some(0)),
            ("09:00 UTC", Some(0)),
            ("09:00+09:00", Some(540)),
            ("09:00:00 -0730", Some(-450)),
            ("09:00+09", Some(540)),
            ("09:00 AM PST", Some(-480)),
            ("09:00 AM GMT+9", Some(540)),
            ("09:00 GMT-3:30", Some(-210)),
            ("09:00 UTC+10", Some(600)),
            ("09:00", None),
        ] {
            assert_eq!(time(text).unwrap().offset_minutes, expected, "{text}");
        }
        for text in [
            "09:00+9",
            "09:00+15:00",
            "09:00+09:60",
            "09:00 Tokyo",
            "09:00+0900Z",
            "09:00 +",
            "09:00 GMT+",
            "09:00 GMT9",
            "09:00 JST+9",
        ] {
            assert_eq!(time(text), None, "{text}");
        }
    }
}
