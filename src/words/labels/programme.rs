//! Labels of what a loyalty programme does: its levels, its sends, its members.

use super::Pair;

pub(super) fn programme(key: &str) -> Pair {
    Some(match key {
        "per_customer" => ("net per customer", "1人あたり純売上"),
        "per_customer_above_lower" => ("above the next lower", "下のランクとの差"),
        "per_customer_above_lower_low" => ("above the next lower, low", "下のランクとの差 下限"),
        "per_customer_above_lower_high" => ("above the next lower, high", "下のランクとの差 上限"),
        "chance_above_lower" => ("above it by chance alone", "偶然だけによる差"),
        "p_above_lower" => ("such a gap by chance", "偶然に生じる確率"),
        "tier_basis" => ("level taken from", "ランクの根拠"),
        "tier_rules" => ("rules", "条件"),
        "tier_order" => ("order of levels", "ランクの順"),
        _ => return None,
    })
}
