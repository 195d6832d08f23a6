//! What a code in a table stands for, and formulas as people read them.

use super::{Lang, connections, forecasts};

/// The formula below a title, where people read another than machines; `headline` is the key that the sheet leads with.
pub fn formula(lang: Lang, headline: &str) -> Option<&'static str> {
    let (en, ja) = match headline {
        "nps" => (None, "100 × (推奨者 − 批判者) ÷ 回答数"),
        "csat" => (Some("satisfied answers / answers"), "満足の回答 ÷ 回答数"),
        "easy_share" => (
            Some("share easy = easy / answers; net easy = 100 * (clearly easy - difficult) / answers"),
            "容易の割合 = 容易 ÷ 回答数、差引 = 100 × (明らかに容易 − 困難) ÷ 回答数",
        ),
        "value" => (
            Some(
                "each figure as it was last told for these days; beside it what was told at first, where that was another",
            ),
            "各期間について最後に出した値。最初の値と異なるときは並べて示します",
        ),
        "retention_rate" => (
            Some("customers of the period before who bought again / customers of the period before"),
            "前の期間の購入者のうち当期も購入した顧客 ÷ 前の期間の購入者",
        ),
        "rfm_customers" => (
            Some(
                "a score is 1 and one more for each cut below the value (R: the other way round); the first segment that fits counts",
            ),
            "スコアは値より小さい境界の数 + 1 (R は逆順)。最初に当てはまるセグメントに入れます",
        ),
        "concentration" => (
            Some("customers by net, the largest first, in tenths; net of a tenth / net of all"),
            "純売上の多い順に顧客を10等分、各層の純売上 ÷ 全体の純売上",
        ),
        "migration" => (
            Some(
                "customers by segment on both days, each over the twelve months up to it and by what was known on it, scored by the cuts of the first day",
            ),
            "両日それぞれの時点でわかっていた直前12か月の購入によるセグメント（境界は最初の日のもの）",
        ),
        "returned_rate" => (
            Some(
                "share who bought again within so many days (Kaplan-Meier: who has had no time yet is still waiting, not lost)",
            ),
            "その日数以内に再購入した割合（カプラン・マイヤー法。まだ時間の経っていない顧客は離脱とみなしません）",
        ),
        "reconciled" => (
            Some(
                "the metric under every definition, window and rule, the nearest first; distance = value - the number given",
            ),
            "定義・期間・規則を変えて計算し、近い順に表示（差 = 値 − 照合する値）",
        ),
        "cohort_rate" => (
            Some("customers of the cohort who bought in the period of that age / customers of the cohort"),
            "その経過期間に購入した顧客 ÷ 初回購入の顧客",
        ),
        "conversion_rate" => (
            Some("bought again in time / customers observed so long since that purchase"),
            "期限内に再購入 ÷ その購入から期限まで観測した顧客",
        ),
        "promotion_net" => (
            Some("net in the days after the send / customers sent; lift: less the same of customers held back"),
            "配信後の純売上 ÷ 配信した顧客、増分 = 配信した顧客と配信しなかった対照群の1人あたりの差",
        ),
        "code_net" => {
            (Some("orders with a discount on any of their lines, against the others"), "割引のある注文とない注文")
        }
        "programme_net" => (
            Some(
                "net per customer of each group in the months from joining, or from the offer, in the same calendar months; of all months together, per customer and month",
            ),
            "入会（または案内）後の各月の、同じ暦月における各グループの1人あたり純売上（全体は1か月あたり）",
        ),
        "split" => (
            Some("control where a keyed hash of the customer's id falls below the share"),
            "顧客IDの鍵付きハッシュが割合を下回る顧客を対照群 (control) とします",
        ),
        "detectable" => (
            Some(
                "what the same customers did in as many days of late, and the smallest difference told from chance 4 times in 5",
            ),
            "同じ顧客の直近の同じ日数の購入と、5回に4回は偶然と区別できる最小の差",
        ),
        "tier_net" => (
            Some("net of a level / its customers with a purchase; above the next lower: less the same of that level"),
            "ランクの純売上 ÷ 購入のあった顧客、下のランクとの差 = その1人あたりの差",
        ),
        "repeat_rate" => (
            Some("customers with 2 or more purchases in the window / its customers"),
            "期間内に2回以上購入した顧客 ÷ 期間内に購入した顧客",
        ),
        "rate" => (
            Some("customers who did / customers who could have; each definition is below"),
            "購入した顧客 ÷ 対象の顧客（定義は下記）",
        ),
        "difference" => {
            (Some("net of loyal customers - net of the others"), "ロイヤル顧客の純売上 − その他の顧客の純売上")
        }
        "ltv" => (Some("money per customer; the formula of each method is below"), "顧客1人あたりの金額（式は下記）"),
        _ => {
            let (en, ja) = forecasts::formula(headline).or_else(|| connections::formula(headline))?;
            (Some(en), ja)
        }
    };
    match lang {
        Lang::En => en,
        Lang::Ja => Some(ja),
    }
}

/// What a code in the column `key` stands for, if that needs saying.
pub fn explained(lang: Lang, key: &str, code: &str) -> Option<&'static str> {
    let (en, ja) = match key {
        "method" => method(code).or_else(|| forecasts::model(code))?,
        "lifespan" => lifespan(code)?,
        "definition" => definition(code)?,
        "model" => forecasts::model(code)?,
        "design" => design(code)?,
        "audience" => audience(code)?,
        _ => connections::explained(key, code)?,
    };
    Some(lang.pick(en, ja))
}

type Pair = Option<(&'static str, &'static str)>;

fn design(code: &str) -> Pair {
    Some(match code {
        "cross-section" => (
            "members against others, who chose their side: no lift",
            "自分で入会した会員と非会員の比較（増分ではありません）",
        ),
        "holdout" => ("against customers held back by lot", "無作為に配信しなかった対照群との比較"),
        "own-baseline" => {
            ("against the same customers before, which is no lift", "同じ顧客の以前との比較（増分ではありません）")
        }
        "attribution" => (
            "each purchase belongs to the last send before it, caused by it or not",
            "直前の配信による購入とみなした集計（因果ではありません）",
        ),
        _ => return None,
    })
}

fn audience(code: &str) -> Pair {
    Some(match code {
        "repeat" => ("two or more purchases before the send", "配信前に2回以上購入"),
        "first-time" => ("one purchase before the send", "配信前に1回購入"),
        "none" => ("no purchase before the send", "配信前に購入なし"),
        _ => return None,
    })
}

fn method(code: &str) -> Pair {
    Some(match code {
        "annual" => ("value per customer-year × years − costs", "年間顧客価値 × 継続年数 − 費用"),
        "purchase" => (
            "years × purchases per year × value per purchase − costs",
            "継続年数 × 年間購入回数 × 購入1回の価値 − 費用",
        ),
        "predictive" => (
            "paid so far, and what a model expects within the horizon, discounted − costs",
            "これまでの支払額 + 期間内に予測される金額（割引後） − 費用",
        ),
        "historic" => ("what customers have paid so far − costs", "これまでの支払額 − 費用"),
        "retention" => (
            "value per customer-year × (1 + d) / (1 + d − retention) − costs, d the discount rate",
            "年間顧客価値 × (1 + d) ÷ (1 + d − 継続率) − 費用、d は割引率",
        ),
        _ => return None,
    })
}

fn lifespan(code: &str) -> Pair {
    Some(match code {
        "survival" => (
            "mean time until customers fall silent (Kaplan-Meier), within the span observed",
            "離脱までの平均期間（カプラン・マイヤー法、観測期間内）",
        ),
        "observed" => ("mean time from first to last purchase", "最初から最後の購入までの平均期間"),
        "churn" => (
            "1 / the share of customers lost per year, at most the span of the data",
            "1 ÷ 年間離脱率（データの期間まで）",
        ),
        _ => return None,
    })
}

fn definition(code: &str) -> Pair {
    Some(match code {
        "repeat_rate.window" => {
            ("2 or more purchases in the window, of its customers", "期間内に2回以上購入 ÷ 期間内に購入")
        }
        "repeat_rate.window_by_day" => {
            ("purchases on 2 or more days of the window, of its customers", "期間内の2日以上に購入 ÷ 期間内に購入")
        }
        "returning_rate" | "リピーター率" => {
            ("a second or later purchase in the window, of its customers", "期間内に2回目以降の購入 ÷ 期間内に購入")
        }
        "new_vs_returning" => {
            ("bought in the window and before it, of its customers", "期間内にも期間前にも購入 ÷ 期間内に購入")
        }
        "リピート率" => (
            "a second or later purchase in the window, of all who ever bought",
            "期間内に2回目以降の購入 ÷ これまでの全購入者",
        ),
        "repeat_rate.lifetime" => {
            ("2 or more purchases ever, of all who ever bought", "これまでに2回以上購入 ÷ これまでの全購入者")
        }
        "f2_within_90" => (
            "bought again within 90 days, of those observed so long",
            "初回から90日以内に再購入 ÷ 90日以上観測した顧客",
        ),
        "f2_within_180" => (
            "bought again within 180 days, of those observed so long",
            "初回から180日以内に再購入 ÷ 180日以上観測した顧客",
        ),
        "f2_within_365" => (
            "bought again within 365 days, of those observed so long",
            "初回から365日以内に再購入 ÷ 365日以上観測した顧客",
        ),
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_is_explained_in_its_own_column_only() {
        assert!(
            explained(Lang::En, "method", "annual").is_some_and(|text| text.starts_with("value per customer-year"))
        );
        assert_eq!(explained(Lang::En, "group", "annual"), None);
        assert_eq!(explained(Lang::Ja, "definition", "something else"), None);
    }

    #[test]
    fn people_read_the_formula_in_their_language() {
        assert_eq!(formula(Lang::En, "nps"), None);
        assert_eq!(formula(Lang::Ja, "nps"), Some("100 × (推奨者 − 批判者) ÷ 回答数"));
    }
}
