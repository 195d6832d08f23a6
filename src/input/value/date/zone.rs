//! Times that say how far from UTC they are, as the clock of one zone shows them.

use super::Moment;
use crate::ledger::day::Minute;
use jiff::Timestamp;
use jiff::tz::TimeZone;

/// The minute that the zone's clock showed; a moment that does not say where it was written stays as it is.
pub fn moved(moment: Moment, zone: Option<&TimeZone>) -> Minute {
    let (Some(zone), Some(offset), true) = (zone, moment.offset_minutes, moment.has_time) else { return moment.minute };
    let utc = i64::from(moment.minute.0) - i64::from(offset);
    // Years from 1900 to 2199 are far from the ends of what both sides can hold.
    let there = Timestamp::from_second(utc * 60).map(|at| utc * 60 + i64::from(zone.to_offset(at).seconds()));
    let minutes = there.ok().and_then(|there| i32::try_from(there.div_euclid(60)).ok());
    minutes.map_or(moment.minute, Minute)
}

#[cfg(test)]
mod tests {
    use super::super::{DateShape, read};
    use super::*;

    fn shown(text: &str, shape: DateShape, zone: &str) -> String {
        let zone = TimeZone::get(zone).expect("there is such a zone");
        let minute = moved(read(text, shape).expect("it is a date"), Some(&zone)).0;
        let at = chrono::DateTime::from_timestamp(i64::from(minute) * 60, 0).expect("it is in range");
        at.format("%Y-%m-%d %H:%M").to_string()
    }

    #[test]
    fn a_time_with_an_offset_is_moved_and_one_without_is_not() {
        let tokyo = |text| shown(text, DateShape::Ymd, "Asia/Tokyo");
        assert_eq!(tokyo("2026-03-01T15:30:00Z"), "2026-03-02 00:30");
        assert_eq!(tokyo("2026-03-01 23:30:00 -0500"), "2026-03-02 13:30");
        assert_eq!(tokyo("2026-03-01 23:30"), "2026-03-01 23:30");
        assert_eq!(tokyo("2026-03-01"), "2026-03-01 00:00");
        assert_eq!(shown("1704412800", DateShape::Epoch, "Asia/Tokyo"), "2024-01-05 09:00");
    }

    #[test]
    fn summer_time_begins_and_ends_on_its_day() {
        let berlin = |text| shown(text, DateShape::Ymd, "Europe/Berlin");
        assert_eq!(berlin("2026-03-29T00:59:00Z"), "2026-03-29 01:59");
        assert_eq!(berlin("2026-03-29T01:00:00Z"), "2026-03-29 03:00");
        assert_eq!(berlin("2026-10-25T01:00:00Z"), "2026-10-25 02:00");
    }
}
