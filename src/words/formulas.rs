//! The formulas of figures that have no page of their own among the [`super::definitions`], the same in all languages: in keys of the
//! same answer, or in the words of the metric's file.

use super::definitions::definition;
use crate::answer::column::Column;

/// The formula of a column of a command; nothing for what is only counted, named or added up, which its label says.
pub fn of(command: &str, column: &Column) -> Option<String> {
    let own = definition(column.key).filter(|one| one.commands.contains(&command)).map(|one| one.formula);
    let known =
        || FORMULAS.iter().find(|(whose, key, _)| *key == column.key && (whose.is_empty() || *whose == command));
    let counts = || column.of.map(|(part, whole)| format!("{part} / {whole}"));
    own.or_else(|| known().map(|found| found.2)).map(str::to_owned).or_else(counts)
}

/// Command (of all that have the key, where none is named), key, formula.
const FORMULAS: &[(&str, &str, &str)] = &[
    ("nps", "mean", "sum of the scores / responses"),
    ("csat", "mean", "sum of the scores / responses"),
    ("ces", "mean", "sum of the scores / responses"),
    ("drivers", "mean", "sum of the answers to the question / responses"),
    ("", "churn_rate", "1 - retention_rate"),
    ("retention", "lapsed", "customers - retained"),
    ("", "buyers", "retained + new + returned"),
    ("", "kept_net", "sum of min(net then, net now) over the customers of the window before"),
    ("", "grr", "kept_net / base_net"),
    ("", "nrr", "existing_net / base_net"),
    ("retention", "waiting", "reached - converted - lapsed"),
    ("", "returned_after_lapse", "those of the converted whose next purchase took longer than D days"),
    (
        "",
        "returned_rate",
        "1 - S(days), S by Kaplan-Meier over the time from a customer's n-th purchase day to the next",
    ),
    ("", "at_risk", "customers of reached who were still observed, and had not bought again, before that day"),
    ("", "median_days", "the smallest number of days with returned_rate >= 0.5"),
    ("revenue", "difference", "loyal_net - other_net"),
    (
        "",
        "chance_difference",
        "mean of loyal_net - other_net where the same orders are dealt at random, each buyer keeping one",
    ),
    ("", "loyal_per_customer", "loyal_net / loyal_customers"),
    ("", "other_per_customer", "other_net / other_customers"),
    ("", "per_customer_difference", "loyal_per_customer - other_per_customer"),
    (
        "",
        "previous_difference",
        "loyal net - other net of the window, grouped by the window before; who did not buy again counts with 0",
    ),
    ("", "previous_per_customer_difference", "the same per customer of the window before"),
    ("", "other_customers", "other_returning_customers + other_new_customers"),
    ("", "other_orders", "other_returning_orders + other_new_orders"),
    ("", "other_gross", "other_returning_gross + other_new_gross"),
    ("", "other_net", "other_returning_net + other_new_net"),
    ("repeat", "gross", "sum of what is positive, per order and day"),
    ("", "refunds", "sum of what is negative, per order and day, as a positive amount"),
    ("", "gap_days_mean", "sum of the days between consecutive purchases / gaps"),
    ("tiers", "share", "net of the level / net of all"),
    ("rfm", "share", "net of the segment / net of all"),
    ("promotions", "share", "net of the orders with the code / net of all"),
    ("", "customer_share", "customers of the segment / customers"),
    ("", "segment_share", "customers who moved so / customers of from_segment on the first day"),
    ("", "order_share", "orders with the code / orders"),
    ("", "cumulative_share", "net of this tenth and of those before it / net of all"),
    ("", "top_10_share", "net of the tenth of customers with the largest net / net of all"),
    ("", "top_20_share", "net of the fifth of customers with the largest net / net of all"),
    ("rfm", "gini", "(2 * sum of rank * net) / (n * sum of net) - (n + 1) / n, ranks from the smallest up"),
    ("tiers", "per_customer", "net / customers"),
    ("link", "per_customer", "net / customers"),
    ("promotions", "per_customer", "net / eligible"),
    ("split", "per_customer", "net / customers"),
    ("", "per_customer_above_lower", "per_customer - per_customer of the next lower level"),
    ("", "response_rate", "buyers / eligible"),
    ("", "baseline_per_customer", "net in the B days before / eligible * D / B"),
    ("", "difference_per_customer", "per_customer - baseline_per_customer"),
    ("", "control_per_customer", "net of the control group / control_customers"),
    ("", "incremental_net", "lift_per_customer * customers sent"),
    ("", "incremental_margin", "incremental_net * margin rate"),
    ("promotions", "roi", "(incremental_margin - cost) / cost"),
    ("", "above_first", "value of this purchase - value of the same customers' first, on average"),
    ("", "categories_per_customer", "mean number of different categories bought by that purchase"),
    ("", "annual_value_per_customer", "value / customer-years with a purchase, value being net or margin"),
    ("ltv", "years", "mean lifespan in years of 365 days"),
    ("", "value_per_purchase", "value / purchases, value being net or margin"),
    ("", "purchases_per_year", "purchases / customer-years with a purchase"),
    (
        "ltv",
        "retention_rate",
        "customers of the calendar years that have a whole next one who bought in that too / customers of these years",
    ),
    ("", "still_active_share", "the Kaplan-Meier curve of the lifespans at the end of the observed span"),
    ("", "expected_purchases_total", "sum of expected_purchases over the customers"),
    ("", "expected_value_total", "sum of expected_value over the customers"),
    ("", "residual_value_total", "sum of residual_value over the customers"),
    ("", "error", "forecast - actual"),
    ("", "error_share", "(forecast - actual) / actual"),
    ("", "aic", "2 * parameters - 2 * log_likelihood"),
    ("", "contribution_mix", "(share now - share then) * (mean of the group's scores - mean of the whole's)"),
    (
        "",
        "contribution_score",
        "mean of the shares * (score now - score then); without another window: score - score without the group",
    ),
    ("", "score_change", "score - previous_score"),
    ("", "log_odds", "log odds of the word among detractors - among promoters, with a prior from all words"),
    ("", "z", "log_odds / its standard error"),
    ("", "correlation", "correlation of the answers with the score from 0 to 10"),
    ("drivers", "gap", "mean of the question - mean of what was expected, of those who answered both"),
    ("link", "per_customer_before", "net_before / with_before"),
    ("", "per_customer_after", "net_after / eligible"),
    (
        "",
        "nps_weighted",
        "100 * sum of net * sign / sum of net over the respondents: 1 for promoters, -1 for detractors, 0 for passives",
    ),
    ("", "effective_n", "(sum of weights)^2 / sum of squared weights"),
    ("", "nps_reweighted", "the NPS where respondents count by how often they bought, as often as among all customers"),
    ("", "reweighted_n", "(sum of weights)^2 / sum of squared weights"),
    ("", "net_difference", "net per customer of the one group - of the other"),
    ("", "bought_difference", "share of the one group who bought - of the other"),
    ("", "repeat_difference", "repeat_rate of the one group - of the other"),
    ("", "revenue_at_risk", "(other_kept_share - kept_share) * net of the detractors before"),
    ("", "kept_share", "net of the detractors after / their net before"),
    ("", "other_kept_share", "net of the others after / their net before"),
    ("", "earned_new_share", "earned_new_net / base_net"),
    ("", "bought_new_share", "bought_new_net / base_net"),
    ("", "returned_share", "net of customers from longer ago / base_net"),
    (
        "",
        "earned_growth_ratio",
        "(existing_net + earned_new_net - base_net) / (now_net - base_net), where that is above 0",
    ),
    ("", "change", "now_net - then_net"),
    (
        "",
        "from_customers",
        "dN * ((F0*V0 + F1*V1) / 3 + (F0*V1 + F1*V0) / 6), N customers, F purchases per customer, V money per purchase",
    ),
    (
        "",
        "from_frequency",
        "dF * ((N0*V0 + N1*V1) / 3 + (N0*V1 + N1*V0) / 6), N customers, F purchases per customer, V money per purchase",
    ),
    (
        "",
        "from_order_value",
        "dV * ((N0*F0 + N1*F1) / 3 + (N0*F1 + N1*F0) / 6), N customers, F purchases per customer, V money per purchase",
    ),
    ("", "late_refunds", "change - from_customers - from_frequency - from_order_value: money given back on later days"),
    ("", "from_mix", "the part of from_order_value from purchases that moved between groups"),
    ("", "from_rate", "the part of from_order_value from other money per purchase within the groups"),
    ("reconcile", "distance", "value - the number given"),
];

#[cfg(test)]
mod tests {
    use super::FORMULAS;

    #[test]
    fn no_figure_has_two_formulas() {
        for (at, (command, key, _)) in FORMULAS.iter().enumerate() {
            let again =
                FORMULAS[..at].iter().any(|(other, own, _)| own == key && (other == command || other.is_empty()));
            assert!(!again, "{command}.{key}");
        }
    }
}
