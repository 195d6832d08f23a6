//! Labels of what customers do over time, and of the groups they are put in.

use super::Pair;

pub(super) fn behaviour(key: &str) -> Pair {
    Some(match key {
        "retained" => ("bought again", "継続顧客数"),
        "retention_rate_low" => ("retention, low", "継続率 下限"),
        "retention_rate_high" => ("retention, high", "継続率 上限"),
        "churn_rate" => ("churn", "離脱率"),
        "lapsed" => ("lapsed", "離脱"),
        "new" => ("new", "新規"),
        "returned" => ("came back", "復帰"),
        "buyers" => ("buyers", "購入者数"),
        "base_net" => ("their net before", "前期の純売上"),
        "existing_net" => ("their net now", "継続顧客の純売上"),
        "kept_net" => ("net kept", "維持した純売上"),
        "new_net" => ("net of the new", "新規の純売上"),
        "returned_net" => ("net of the others", "その他の純売上"),
        "nrr" => ("NRR", "売上継続率 (NRR)"),
        "grr" => ("GRR", "売上維持率 (GRR)"),
        "cohort" => ("cohort", "初回購入"),
        "age" => ("age", "経過期間"),
        "eligible" => ("observed long enough", "観測済み"),
        "rate" => ("rate", "継続率"),
        "rate_low" => ("rate, low", "継続率 下限"),
        "rate_high" => ("rate, high", "継続率 上限"),
        "purchase_number" => ("purchase", "購入回目"),
        "reached" => ("reached", "到達"),
        "converted" => ("bought again", "転換"),
        "waiting" => ("still waiting", "滞在"),
        "conversion_rate" => ("conversion", "転換率"),
        "conversion_rate_low" => ("conversion, low", "転換率 下限"),
        "conversion_rate_high" => ("conversion, high", "転換率 上限"),
        "converted_in_time" => ("bought again in time", "期限内の転換"),
        "returned_after_lapse" => ("came back late", "離脱後の復帰"),
        _ => return None,
    })
}
