//! The columns of the model sheet, and how they are filled.

use super::{Found, loose, name};
use crate::answer::column::{Column, Sheet, Unit};
use crate::answer::people::People;
use crate::answer::value::Value;
use crate::models::fit::Fit;
use crate::models::spend::Spend;

/// One record per model.
pub(super) const FORECAST: Sheet = Sheet {
    command: "forecast",
    definition: "purchases: MBG/NBD, BG/NBD or Pareto/NBD by maximum likelihood, on days with a purchase; value: Gamma-Gamma on the mean of repeat days; gini: ranking of customers against what they did, 1 is perfect",
    headline: "holdout_forecast",
    columns: &[
        Column::new("model", Unit::Text).telling(),
        Column::new("customers", Unit::Count),
        Column::new("repeat_customers", Unit::Count),
        Column::new("r", Unit::Number),
        Column::quiet("r_se", Unit::Number),
        Column::quiet("r_se_robust", Unit::Number),
        Column::new("alpha", Unit::Number),
        Column::quiet("alpha_se", Unit::Number),
        Column::quiet("alpha_se_robust", Unit::Number),
        Column::new("a", Unit::Number),
        Column::quiet("a_se", Unit::Number),
        Column::quiet("a_se_robust", Unit::Number),
        Column::new("b", Unit::Number),
        Column::quiet("b_se", Unit::Number),
        Column::quiet("b_se_robust", Unit::Number),
        Column::new("s", Unit::Number),
        Column::quiet("s_se", Unit::Number),
        Column::quiet("s_se_robust", Unit::Number),
        Column::new("beta", Unit::Number),
        Column::quiet("beta_se", Unit::Number),
        Column::quiet("beta_se_robust", Unit::Number),
        Column::new("p", Unit::Number),
        Column::quiet("p_se", Unit::Number),
        Column::quiet("p_se_robust", Unit::Number),
        Column::new("q", Unit::Number),
        Column::quiet("q_se", Unit::Number),
        Column::quiet("q_se_robust", Unit::Number),
        Column::new("gamma", Unit::Number),
        Column::quiet("gamma_se", Unit::Number),
        Column::quiet("gamma_se_robust", Unit::Number),
        Column::new("log_likelihood", Unit::Number),
        Column::new("spend_log_likelihood", Unit::Number),
        Column::new("aic", Unit::Number),
        Column::new("identified", Unit::Flag),
        Column::quiet("not_identified", Unit::Text),
        Column::new("holdout_actual", Unit::Count),
        Column::new("holdout_forecast", Unit::Number),
        Column::new("naive_forecast", Unit::Number),
        Column::new("gini", Unit::Number),
        Column::new("naive_gini", Unit::Number),
    ],
    people: People::of(&[&["customers"]]),
};

/// The columns in which parameters stand, each followed by its two standard errors.
const PARAMETERS: [&str; 9] = ["r", "alpha", "a", "b", "s", "beta", "p", "q", "gamma"];

/// The values of one model.
pub(super) fn values(found: &Found, number: usize) -> Vec<Value> {
    let (kind, fit) = &found.purchases[number];
    let spend = found.spend.as_ref();
    let mut values =
        vec![Value::text(name(*kind)), Value::Count(found.customers), Value::Count(found.repeat_customers)];
    for key in PARAMETERS {
        let of_purchases = three(fit, kind.names(), key);
        let found = of_purchases.or_else(|| spend.and_then(|fit| three(fit, Spend::NAMES, key)));
        values.extend(found.unwrap_or([Value::Missing, Value::Missing, Value::Missing]));
    }
    let mut names = loose(fit, kind.names());
    names.extend(spend.map_or_else(Vec::new, |fit| loose(fit, Spend::NAMES)));
    values.extend([
        Some(fit.log_likelihood).into(),
        spend.map(|fit| fit.log_likelihood).into(),
        Some(fit.aic()).filter(|_| !found.prior).into(),
        Value::Flag(names.is_empty()),
        if names.is_empty() { Value::Missing } else { Value::text(names.join(", ")) },
    ]);
    let Some(check) = found.check.as_ref().map(|check| &check.holdout) else {
        values.extend([Value::Missing, Value::Missing, Value::Missing, Value::Missing, Value::Missing]);
        return values;
    };
    let of = |wanted| check.forecasts.iter().find(|forecast| forecast.kind == wanted);
    let (own, naive) = (of(Some(*kind)), of(None));
    values.extend([
        check.actual.into(),
        own.map(|forecast| forecast.total).into(),
        naive.map(|forecast| forecast.total).into(),
        own.and_then(|forecast| forecast.gini).into(),
        naive.and_then(|forecast| forecast.gini).into(),
    ]);
    values
}

/// A parameter and its standard errors; a parameter that the data do not identify is no finding, so it is not shown.
fn three<M, const N: usize>(fit: &Fit<M, N>, names: [&'static str; N], key: &str) -> Option<[Value; 3]> {
    let place = names.iter().position(|name| *name == key)?;
    let value = Some(fit.parameters[place]).filter(|_| !fit.loose[place]);
    Some([value.into(), fit.se[place].into(), fit.se_robust[place].into()])
}
