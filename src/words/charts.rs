//! What pictures are called, and what they say to a reader who does not see them.

use super::Lang;
use super::labels;

/// A figure over time.
pub fn over_time(lang: Lang, figure: &str, period: &str) -> String {
    by(lang, figure, labels::period(lang, period))
}

/// A figure by group.
pub fn by(lang: Lang, figure: &str, over: &str) -> String {
    match lang {
        _ if over.is_empty() => figure.to_owned(),
        Lang::En => format!("{figure} by {over}"),
        Lang::Ja => format!("{figure}（{over}別）"),
    }
}

/// The first, the last, the lowest and the highest period of a trend.
pub fn trend(lang: Lang, [first, last, lowest, highest]: &[String; 4]) -> String {
    match lang {
        Lang::En => format!("first {first}; last {last}; lowest {lowest}; highest {highest}"),
        Lang::Ja => format!("最初 {first}、最後 {last}、最低 {lowest}、最高 {highest}"),
    }
}

/// How much the first so many have.
pub fn first_have(lang: Lang, first: &str, share: &str) -> String {
    match lang {
        Lang::En => format!("the first {first} of customers have {share} of net"),
        Lang::Ja => format!("上位 {first} の顧客が純売上の {share}"),
    }
}

/// What a curve of concentration shows, and what lies along its two sides.
pub const fn concentration(lang: Lang) -> [&'static str; 3] {
    match lang {
        Lang::En => {
            ["how much of net the largest customers bring", "customers, the largest first", "share of net so far"]
        }
        Lang::Ja => ["上位の顧客が占める純売上", "顧客（純売上の多い順）", "純売上の累計割合"],
    }
}

/// What forecasts are set against what happened along.
pub fn forecast(lang: Lang, along: &str) -> &'static str {
    match (lang, along) {
        (Lang::En, "week_to") => "purchases since the first week, forecast and actual",
        (Lang::Ja, "week_to") => "購入回数の累計（予測と実績）",
        (Lang::En, _) => "purchases per customer by past frequency, forecast and actual",
        (Lang::Ja, _) => "過去の購入回数別の平均購入回数（予測と実績）",
    }
}
