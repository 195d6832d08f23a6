//! What figures are compared with.

use super::Lang;

const BEYOND: &str = "beyond chance is corrected for the number of figures (Holm), the intervals are not";
const BEYOND_JA: &str = "「偶然を超えるか」は検定の数に応じて補正し（ホルム法）、区間は補正していません";

/// The days of the other side.
pub fn compared(lang: Lang, days: &str) -> String {
    match lang {
        Lang::En => format!("Compared with {days}; {BEYOND}"),
        Lang::Ja => format!("比較対象: {days}。{BEYOND_JA}"),
    }
}

/// The other side, where it is different for every record.
pub fn compared_by(lang: Lang, with: &str) -> String {
    let (en, ja) = match with {
        "rest" => ("Each group compared with all others", "各グループをその他すべてと比較"),
        "year-ago" => ("Each period compared with that of the year before", "各期間を前年同期と比較"),
        _ => ("Each period compared with the one before", "各期間を直前の期間と比較"),
    };
    match lang {
        Lang::En => format!("{en}; {BEYOND}"),
        Lang::Ja => format!("{ja}。{BEYOND_JA}"),
    }
}
