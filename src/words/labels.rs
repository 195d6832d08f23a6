//! What the columns and commands are called in tables, short enough for eighty columns.

mod behaviour;
mod programme;

use super::{Lang, connections, forecasts};

/// The label of a column, a parameter or a role; an unknown key is its own label.
pub fn label(lang: Lang, key: &str) -> &str {
    surveys(key)
        .or_else(|| purchases(key))
        .or_else(|| behaviour::behaviour(key))
        .or_else(|| programme::programme(key))
        .or_else(|| values(key))
        .or_else(|| inputs(key))
        .or_else(|| forecasts::label(key))
        .or_else(|| connections::label(key))
        .map_or(key, |(en, ja)| lang.pick(en, ja))
}

/// The title of a command's answer.
pub fn command(lang: Lang, name: &str) -> &str {
    let (en, ja) = match name {
        "nps" => ("Net Promoter Score", "ネットプロモータースコア (NPS)"),
        "csat" => ("Customer satisfaction (CSAT)", "顧客満足度 (CSAT)"),
        "ces" => ("Customer effort (CES)", "顧客努力指標 (CES)"),
        "repeat" => ("Repeat purchases", "リピート購入"),
        "revenue" => ("Revenue of loyal and other customers", "ロイヤル顧客とその他の顧客の売上"),
        "ltv" => ("Customer lifetime value", "顧客生涯価値 (LTV)"),
        "retention" => ("Customer retention", "顧客の継続と離脱"),
        "cohorts" => ("Customers by their first purchase", "初回購入の時期別の継続"),
        "concentration" => ("What the largest customers bring", "上位顧客への集中"),
        "history" => ("History", "推移"),
        "trend" => ("Trend", "推移"),
        "nps-trend" => ("NPS over time", "NPSの推移"),
        "repeat-trend" => ("Repeat rate over time", "リピート率の推移"),
        "rfm" => ("Recency, frequency, money (RFM)", "RFM分析"),
        "promotions" => ("Promotions", "販促の効果"),
        "programme" => ("Members of the programme against others", "会員とその他の顧客"),
        "split" => ("Who is held back from the next promotion", "次の施策の対照群"),
        "tiers" => ("Levels of the programme", "会員ランク別の売上"),
        "report" => ("Loyalty report", "ロイヤルティレポート"),
        "reconcile" => ("Which definition gives the number", "数値の照合"),
        "check" => ("What was read", "読み込みの確認"),
        _ => forecasts::title(name).or_else(|| connections::title(name)).unwrap_or((name, name)),
    };
    lang.pick(en, ja)
}

type Pair = Option<(&'static str, &'static str)>;

fn surveys(key: &str) -> Pair {
    Some(match key {
        "responses" => ("answers", "回答数"),
        "promoters" => ("promoters (9–10)", "推奨者 (9～10)"),
        "passives" => ("passives (7–8)", "中立者 (7～8)"),
        "detractors" => ("detractors (0–6)", "批判者 (0～6)"),
        "nps" => ("NPS", "NPS"),
        "nps_low" => ("NPS, low", "NPS 下限"),
        "nps_high" => ("NPS, high", "NPS 上限"),
        "mean" => ("mean", "平均点"),
        "satisfied" => ("satisfied", "満足"),
        "csat" => ("CSAT", "満足度"),
        "csat_low" => ("CSAT, low", "満足度 下限"),
        "csat_high" => ("CSAT, high", "満足度 上限"),
        "scale_min" => ("scale from", "尺度の最小"),
        "scale_max" => ("scale to", "尺度の最大"),
        "satisfied_from" => ("satisfied from", "満足とする点"),
        "scale_source" => ("scale known from", "尺度の根拠"),
        "easy" => ("easy", "容易"),
        "easy_share" => ("share easy", "容易の割合"),
        "easy_low" => ("share easy, low", "容易の割合 下限"),
        "easy_high" => ("share easy, high", "容易の割合 上限"),
        "difficult" => ("difficult", "困難"),
        "net_easy" => ("net easy", "差引 (容易 − 困難)"),
        "easy_from" => ("easy from", "容易とする点"),
        "net_easy_from" => ("net easy from", "差引の下側の点"),
        "net_easy_to" => ("net easy to", "差引の上側の点"),
        "good" => ("good is", "良い向き"),
        _ => return None,
    })
}

fn purchases(key: &str) -> Pair {
    Some(match key {
        "customers" => ("customers", "顧客数"),
        "repeat_customers" => ("repeat customers", "リピート顧客数"),
        "repeat_rate" => ("repeat rate", "リピート率"),
        "repeat_rate_low" => ("repeat rate, low", "リピート率 下限"),
        "repeat_rate_high" => ("repeat rate, high", "リピート率 上限"),
        "orders" => ("purchases", "購入回数"),
        "frequency" => ("purchases per customer", "平均購入回数"),
        "gross" => ("gross", "総売上"),
        "discounts" => ("discounts", "値引き"),
        "refunds" => ("refunds", "返金"),
        "net" => ("net", "純売上"),
        "average_order_value" => ("average order value", "平均購入単価"),
        "gaps" => ("gaps between purchases", "間隔の数"),
        "gap_days_mean" => ("mean gap in days", "平均間隔 (日)"),
        "gap_days_median" => ("median gap in days", "間隔の中央値 (日)"),
        "guest_orders" => ("guest purchases", "ゲスト購入"),
        "guest_net" => ("guest net", "ゲスト純売上"),
        "loyal_customers" => ("loyal customers", "ロイヤル顧客数"),
        "loyal_orders" => ("loyal purchases", "ロイヤル購入回数"),
        "loyal_gross" => ("loyal gross", "ロイヤル総売上"),
        "loyal_net" => ("loyal net", "ロイヤル純売上"),
        "other_returning_customers" => ("other returning customers", "その他既存 顧客数"),
        "other_returning_orders" => ("other returning purchases", "その他既存 購入回数"),
        "other_returning_gross" => ("other returning gross", "その他既存 総売上"),
        "other_returning_net" => ("other returning net", "その他既存 純売上"),
        "other_new_customers" => ("other new customers", "その他新規 顧客数"),
        "other_new_orders" => ("other new purchases", "その他新規 購入回数"),
        "other_new_gross" => ("other new gross", "その他新規 総売上"),
        "other_new_net" => ("other new net", "その他新規 純売上"),
        "other_customers" => ("other customers", "その他の顧客数"),
        "other_orders" => ("other purchases", "その他 購入回数"),
        "other_gross" => ("other gross", "その他 総売上"),
        "other_net" => ("other net", "その他の純売上"),
        "difference" => ("difference of net", "純売上の差"),
        "difference_low" => ("difference, low", "純売上の差 下限"),
        "difference_high" => ("difference, high", "純売上の差 上限"),
        "chance_difference" => ("difference by chance alone", "偶然だけによる差"),
        "loyal_share" => ("loyal share of net", "ロイヤルの割合"),
        "loyal_per_customer" => ("net per loyal customer", "ロイヤル顧客1人あたり"),
        "other_per_customer" => ("net per other customer", "その他の顧客1人あたり"),
        "previous_loyal_customers" => ("loyal, picked earlier", "ロイヤル顧客 (前期判定)"),
        "previous_other_customers" => ("others, picked earlier", "その他の顧客 (前期判定)"),
        "previous_new_customers" => ("newcomers, picked earlier", "新規顧客 (前期判定)"),
        "previous_difference" => ("difference, picked earlier", "純売上の差 (前期判定)"),
        "previous_difference_low" | "previous_per_customer_difference_low" => ("the same, low", "同 下限"),
        "previous_difference_high" | "previous_per_customer_difference_high" => ("the same, high", "同 上限"),
        "previous_per_customer_difference" => ("per customer, picked earlier", "1人あたりの差 (前期判定)"),
        "per_customer_difference" => ("difference per customer", "1人あたりの差"),
        "per_customer_difference_low" => ("difference per customer, low", "1人あたりの差 下限"),
        "per_customer_difference_high" => ("difference per customer, high", "1人あたりの差 上限"),
        "basis" => ("basis", "基準"),
        _ => return None,
    })
}

fn values(key: &str) -> Pair {
    Some(match key {
        "method" => ("method", "方法"),
        "lifespan" => ("lifespan", "継続期間"),
        "ltv" => ("lifetime value", "生涯価値"),
        "ltv_low" => ("lifetime value, low", "生涯価値 下限"),
        "ltv_high" => ("lifetime value, high", "生涯価値 上限"),
        "annual_value_per_customer" => ("value per customer-year", "年間顧客価値"),
        "years" => ("years as a customer", "継続年数"),
        "value_per_purchase" => ("value per purchase", "購入1回の価値"),
        "purchases_per_year" => ("purchases per year", "年間購入回数"),
        "margin_rate" => ("margin", "利益率"),
        "retention_rate" => ("retention", "継続率"),
        "discount_rate" => ("discount rate", "割引率"),
        "acquisition_cost" => ("acquisition cost", "獲得費用"),
        "retention_cost" => ("retention cost per year", "年間維持費用"),
        "still_active_share" => ("still active", "継続中の割合"),
        "horizon_years" => ("horizon in years", "対象年数"),
        "group" => ("group", "グループ"),
        "from" => ("from", "開始日"),
        "to" => ("to", "終了日"),
        "complete" => ("complete", "期間完結"),
        "currency" => ("currency", "通貨"),
        "warnings" => ("warnings", "注意"),
        "command" => ("command", "コマンド"),
        "metric" => ("metric", "指標"),
        "definition" => ("definition", "定義"),
        "dimension" => ("grouped by", "分類"),
        "value" => ("value", "値"),
        "low" => ("low", "下限"),
        "high" => ("high", "上限"),
        "numerator" => ("numerator", "分子"),
        "denominator" => ("denominator", "分母"),
        "n" => ("n", "件数"),
        "unit" => ("unit", "単位"),
        "previous" => ("before", "前期"),
        "change" => ("change", "変化"),
        "change_low" => ("change, low", "変化 下限"),
        "change_high" => ("change, high", "変化 上限"),
        "p_adjusted" => ("p, corrected", "補正済み p 値"),
        "told_first" => ("told at first", "最初の値"),
        "told_as_of" => ("told as of", "算出した基準日"),
        _ => return None,
    })
}

fn inputs(key: &str) -> Pair {
    Some(match key {
        "path" => ("file", "ファイル"),
        "line" => ("line", "行番号"),
        "column" => ("column", "列"),
        "reason" => ("reason", "理由"),
        "expected" => ("expected", "正しい形"),
        "kind" => ("kind", "種類"),
        "encoding" => ("encoding", "文字コード"),
        "delimiter" => ("delimiter", "区切り"),
        "rows" => ("rows", "行数"),
        "used" => ("used", "使用"),
        "merged" => ("merged", "統合"),
        "excluded" => ("excluded", "除外"),
        "rejected" => ("rejected", "読込不可"),
        "refused" => ("refused", "読み込めません"),
        "first_date" => ("first date", "最初の日付"),
        "last_date" => ("last date", "最後の日付"),
        "money" => ("money", "金額"),
        "transactions" => ("transactions", "購入明細"),
        "surveys" => ("surveys", "アンケート"),
        "date" => ("date", "日付"),
        "amount" => ("amount", "金額"),
        "customer" => ("customer", "顧客"),
        "order" => ("order", "注文"),
        "score" => ("score", "点数"),
        "status" => ("status", "状態"),
        "as_of" => ("as of", "基準日"),
        "confidence" => ("confidence", "信頼水準"),
        "interval" => ("interval", "信頼区間"),
        "by" => ("grouped by", "分類"),
        "header" => ("header", "見出し行"),
        "passed over" => ("passed over", "使わない列"),
        "joined" => ("joined", "入会日"),
        "tier" => ("tier", "ランク"),
        "time" => ("time", "時刻"),
        "time_zone" => ("times moved to", "時刻の時間帯"),
        "unit_price" => ("unit price", "単価"),
        "quantity" => ("quantity", "数量"),
        "refunded" => ("refunded", "返金"),
        "refund_date" => ("refund date", "返金日"),
        "return_flag" => ("came back", "返品の有無"),
        "cost" => ("cost", "費用"),
        "margin" => ("margin", "利益"),
        _ => return None,
    })
}

/// What a grouping of a command is called: a period by its word, a column as its file spells it.
pub fn dimension<'a>(lang: Lang, command: &str, name: &'a str) -> &'a str {
    connections::dimension(command, name).map_or_else(|| period(lang, name), |(en, ja)| lang.pick(en, ja))
}

/// What a period is called; any other name stands for itself.
pub fn period(lang: Lang, name: &str) -> &str {
    let (en, ja) = match name {
        "day" => ("day", "日"),
        "week" => ("week", "週"),
        "month" => ("month", "月"),
        "quarter" => ("quarter", "四半期"),
        "year" => ("year", "年"),
        _ => (name, name),
    };
    lang.pick(en, ja)
}

/// What the kind of a file is called.
pub fn kind(lang: Lang, kind: &str) -> &str {
    let (en, ja) = match kind {
        "transactions" => ("transactions", "購入明細"),
        "surveys" => ("survey answers", "アンケート"),
        "customers" => ("customers", "顧客一覧"),
        "promotions" => ("promotions", "配信一覧"),
        "returns" => ("returns", "返品一覧"),
        _ => (kind, kind),
    };
    lang.pick(en, ja)
}

/// What the totals of a check are called: they count what is in the files, not what was measured.
pub fn total(lang: Lang, key: &str) -> &str {
    match key {
        "orders" => lang.pick("orders", "注文数"),
        _ => label(lang, key),
    }
}

#[cfg(test)]
mod tests {
    use super::{Lang, label};

    #[test]
    fn a_key_without_a_label_is_its_own_label() {
        assert_eq!(label(Lang::Ja, "channel"), "channel");
        assert_eq!(label(Lang::Ja, "repeat_rate"), "リピート率");
        assert_eq!(label(Lang::En, "repeat_rate"), "repeat rate");
    }
}
