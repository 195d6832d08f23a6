//! How the values of a column were read, for a person. In English the name of a reading is its own wording.

use super::Lang;

/// The wording of a reading; an unknown one speaks for itself.
pub fn reading(lang: Lang, name: &str) -> &str {
    match lang {
        Lang::En => name,
        Lang::Ja => japanese(name).unwrap_or(name),
    }
}

fn japanese(name: &str) -> Option<&'static str> {
    Some(match name {
        "year-month-day" => "年-月-日",
        "yyyymmdd" => "年月日の8桁",
        "kanji" => "年月日の漢字表記",
        "month name" => "月の名前",
        "era" => "和暦",
        "day/month/year" => "日/月/年",
        "month/day/year" => "月/日/年",
        "yy/month/day" => "年2桁/月/日",
        "day/month/yy" => "日/月/年2桁",
        "month/day/yy" => "月/日/年2桁",
        "excel serial" => "Excel のシリアル値",
        "epoch" => "UNIX 時間 (秒)",
        "epoch-ms" => "UNIX 時間 (ミリ秒)",
        "decimal point" => "小数点",
        "decimal comma" => "小数のコンマ",
        _ => return None,
    })
}
