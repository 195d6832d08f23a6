//! What was asked, where the answer cannot be read without it: the rule of loyalty, the scale, the days of silence.

use super::{Lang, connections};

/// The wording of a parameter; nothing for those that the title shows, or that are as usual.
pub fn asked(lang: Lang, key: &str, value: &str) -> Option<String> {
    let (en, ja) = template(key, value)?;
    Some(lang.pick(en, ja).replace("{}", value))
}

/// How the interval is made, as people read it.
pub fn method(lang: Lang, name: &str) -> &str {
    match name {
        "customer bootstrap" => lang.pick(name, "顧客の再抽出（ブートストラップ）"),
        _ => name,
    }
}

fn template(key: &str, value: &str) -> Option<(&'static str, &'static str)> {
    Some(match (key, value) {
        ("loyal", _) => ("loyal: {}", "ロイヤルの条件: {}"),
        ("r_cuts", _) => ("cuts of R in days: {}", "R の境界 (日): {}"),
        ("f_cuts", _) => ("of F in purchases: {}", "F の境界 (回): {}"),
        ("m_cuts", _) => ("of M in net: {}", "M の境界 (純売上): {}"),
        ("migrate_from", _) => ("from {}", "{} から"),
        ("migrate_to", _) => ("to {}", "{} まで"),
        ("chance", "levels dealt along purchases") => (
            "by chance: levels dealt anew along each customer's purchases, changing as often as they do",
            "偶然: 各顧客の購入にランクを無作為に割り当て直した場合（変わる頻度は実際と同じ）",
        ),
        ("chance", _) => ("by chance: the same purchases dealt at random", "偶然: 同じ購入を無作為に割り当てた場合"),
        ("design", "cross-section") => (
            "design: cross-section, members beside customers who never joined",
            "比べ方: 横断比較（会員と、入会しなかった顧客）",
        ),
        ("design", "difference-in-differences") => (
            "design: difference in differences, members since joining beside customers who could not join, both less what they did before",
            "比べ方: 差の差（会員と入会できなかった顧客を、それぞれの入会前と比較）",
        ),
        ("design", "holdout") => (
            "design: holdout, all who were offered it beside all held back by lot, so the difference is the lift",
            "比べ方: 無作為の対照群（案内した全員と見送った全員、差が増分）",
        ),
        ("target", _) => ("looking for {}", "照合 {}"),
        ("tried", _) => ("{} definitions tried", "{}通りを試行"),
        ("min_group", _) => ("groups of fewer than {} hidden", "{}件未満のグループは非表示"),
        ("pseudonyms", _) => ("ids hidden by {}", "顧客IDは {} で仮名化"),
        ("base", "year-ago") => ("beside the same days of the year before", "前年同期と比較"),
        ("basis", "previous") => ("grouped by the window before", "前期間で分類"),
        ("scale", _) => ("scale {}", "尺度 {}"),
        ("satisfied", _) => ("satisfied {}", "満足 {}"),
        ("easy", _) => ("easy {}", "容易 {}"),
        ("clearly_easy", _) => ("clearly easy {}", "明らかに容易 {}"),
        ("difficult", _) => ("difficult {}", "困難 {}"),
        ("good", "high") => ("high is good", "高いほど良い"),
        ("good", "low") => ("low is good", "低いほど良い"),
        ("answers", "latest") => ("each customer's last answer", "顧客ごとに最後の回答"),
        ("same_day", "merge") => ("purchases of one day count as one", "同じ日の購入は1回"),
        ("zero_orders", "count") => ("orders of no value are purchases", "金額0の注文も購入"),
        ("refund_basis", "order-date") => ("refunds on the day of their order", "返金は注文日に計上"),
        ("refund_basis", "own-date, undated on order-date") => {
            ("refunds without a date on the day of their order", "日付のない返金は注文日に計上")
        }
        ("burn_in_to", _) => ("without customers first seen by {}", "{} までに初めて購入した顧客を除く"),
        ("history", "joined") => ("older customers by their date of joining", "データ以前の顧客は入会日で判定"),
        ("gaps", "inside") => ("gaps with both purchases inside", "間隔は両端が期間内のもの"),
        ("horizon", _) => ("over {}", "期間 {}"),
        ("years", "rolling") => ("years counted back from as-of", "年は基準日から遡って数える"),
        ("counted", "purchase days") => ("days with a purchase are counted", "購入のあった日数で数えます"),
        ("counted", "orders") => ("every order counts, also of one day", "同じ日の注文もそれぞれ1回"),
        ("lapse_days", _) => ("lost after {} days of silence", "{}日購入がなければ離脱"),
        _ => return connections::asked(key),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_as_usual_is_not_said() {
        assert_eq!(asked(Lang::En, "loyal", "orders>=2").as_deref(), Some("loyal: orders>=2"));
        assert_eq!(asked(Lang::Ja, "lapse_days", "172").as_deref(), Some("172日購入がなければ離脱"));
        assert_eq!(asked(Lang::En, "gaps", "later"), None);
        assert_eq!(asked(Lang::En, "from", "2025-01-01"), None);
    }
}
