//! `loyalty ltv --method predictive`: what customers have paid, and what a model expects of them.

use super::{Decided, SHEET, Terms, decided};
use crate::answer::value::Value;
use crate::answer::{Answer, Record as Row, Warning};
use crate::commands::Usage;
use crate::commands::asking::Found;
use crate::commands::forecast::{even_so, fit_warnings, histories, name, objection};
use crate::commands::horizon::{Horizon, horizon};
use crate::commands::shop::{SMALL, Shop, nothing, small};
use crate::ledger::ratio::Ratio;
use crate::ledger::scan::Split;
use crate::ledger::window::Window;
use crate::metrics::forecast::assumptions::assumptions;
use crate::metrics::forecast::fitted::{self, Fitted};
use crate::metrics::forecast::histories::{Grouped, Histories, HistoryTally, Order};
use crate::metrics::forecast::outlook::{Models, Outlook, Plan, newcomer, outlook, payback};
use crate::metrics::ltv::{Basis, Ltv, LtvTally, Margin, Method};
use crate::models::fit::Fit;
use crate::models::spend::Spend;
use anyhow::{Result, bail};

/// Days in a unit of the models' time.
const UNIT: f64 = 7.0;

/// What all groups share.
struct Forecast<'a> {
    shop: &'a Shop<'a>,
    window: Window,
    horizon: Horizon,
    fitted: &'a Fitted,
    spend: &'a Fit<Spend, 3>,
}

/// The answer, once the whole is known to hold customers.
pub(super) fn answer(shop: &Shop<'_>, terms: &Terms, window: Window, whole: &Ltv) -> Result<Found> {
    let horizon = horizon(terms.horizon.as_deref())?;
    if terms.lifespan.is_some() {
        bail!(Usage("--lifespan: the predictive method has none; it looks ahead over --horizon".to_owned()));
    }
    if let (Split::Orders(_), Some(by)) = (shop.by.split(shop.ledger()), &shop.by.text) {
        let first = shop.by.by_first().unwrap_or_default();
        bail!(Usage(format!(
            "--by {by}: a customer can stand in several of these groups, and what is to come cannot; --by {first} gives each customer one"
        )));
    }
    let end = window.to.min(shop.as_of);
    let Some(known) = histories(shop, window, end, Order::Ids) else { return Ok(Err(nothing(window))) };
    let found = assumptions(&known, true, shop.threads);
    if let Some(why) = objection(&known, &found, &terms.models) {
        return Ok(Err(why));
    }
    let question = terms.models.question(shop, UNIT);
    let Some(fitted) = fitted::fitted(&known, &question) else {
        let n = ("n", known.customers.len().to_string());
        return Ok(Err(Warning::new("forecast-no-repeats", [n])));
    };
    let Some(spend) = &fitted.spend else { return Ok(Err(Warning::new("forecast-no-value-at-all", []))) };
    let forecast = Forecast { shop, window, horizon, fitted: &fitted, spend };
    let all = forecast.records(&[], whole, &known, &fitted.grouped);
    let mut records = if shop.by.is_empty() { all.clone() } else { vec![] };
    let decided = decided(shop, terms, window)?;
    records.extend(forecast.groups(&decided, end));
    let mut warnings = shop.warnings(window);
    warnings.extend(small(known.customers.len() as u64));
    warnings.extend(fit_warnings(&known, &fitted.purchases, fitted.spend.as_ref(), terms.models.prior));
    warnings.extend(even_so(&found));
    if found.is_correlated() {
        let of = |r: Option<f64>| r.map_or_else(|| "n/a".to_owned(), |r| format!("{r:.2}"));
        let facts = [("pearson", of(found.pearson)), ("spearman", of(found.spearman))];
        warnings.push(Warning::new("forecast-correlated", facts));
    }
    warnings.push(Warning::new("forecast-interval", []));
    let mut parameters = shop.parameters(window);
    parameters.push(("interval", Value::text("delta method")));
    parameters.push(("horizon", Value::text(terms.horizon.as_deref().unwrap_or("12m"))));
    if terms.models.prior {
        parameters.push(("prior", Value::Flag(true)));
    }
    let own = [("guest orders", shop.guest_purchases(window)), ("customers without value", known.without_value())];
    Ok(Ok(Answer {
        sheet: &SHEET,
        parameters,
        dimensions: shop.by.dimensions(),
        set_aside: shop.set_aside(window, own),
        warnings,
        summary: all[0].clone(),
        records: records.into(),
    }))
}

impl Forecast<'_> {
    /// The records of every group, in the order in which groups stand.
    fn groups(&self, decided: &Decided, end: crate::ledger::day::Day) -> Vec<Row> {
        let (shop, ledger) = (self.shop, self.shop.ledger());
        let known =
            shop.cells(self.window, |slots, _| HistoryTally::new(slots, ledger, end, Order::Ids, self.shop.threads));
        let paid = shop.cells(self.window, |slots, _| LtvTally::new(slots, ledger, decided));
        let pairs = known.into_iter().zip(paid).filter(|(known, _)| !known.found.customers.is_empty());
        let cells = pairs
            .map(|(known, paid)| crate::commands::shop::Cell {
                label: known.label,
                window: known.window,
                found: (known.found, paid.found),
            })
            .collect();
        let cells = shop.in_order(cells, |(known, _)| known.customers.len() as u64).into_iter();
        let of_cell = |cell: crate::commands::shop::Cell<(Histories, Ltv)>| {
            let (known, paid) = &cell.found;
            self.records(&cell.label, paid, known, &known.grouped(UNIT, self.shop.threads))
        };
        cells.flat_map(of_cell).collect()
    }

    /// One record per model.
    fn records(&self, label: &[Option<String>], paid: &Ltv, known: &Histories, grouped: &Grouped) -> Vec<Row> {
        let historic = paid.records(&self.shop.draws, self.shop.confidence);
        let historic = historic.into_iter().find(|record| record.method == Method::Historic);
        let Some(historic) = historic else { return vec![] };
        let margin = match paid.terms.margin {
            Margin::Revenue => 1.0,
            Margin::Rate(rate) => rate.real(),
            Margin::Columns => Ratio::new(paid.sums.value, paid.sums.net).map_or(0.0, Ratio::real),
        };
        let plan = Plan {
            horizon: self.horizon.days,
            discount_rate: paid.terms.discount_rate.real(),
            margin,
            retention_cost: historic.retention_cost.map_or(0.0, Ratio::real),
            unit: UNIT,
            threads: self.shop.threads,
        };
        let models =
            self.fitted.purchases.iter().map(|(kind, fit)| Models { kind: *kind, purchases: fit, spend: self.spend });
        models
            .map(|models| {
                let found = outlook(known, grouped, models, &plan, self.shop.confidence);
                self.record(label.to_vec(), &historic, models, &plan, &found)
            })
            .collect()
    }

    fn record(
        &self,
        label: Vec<Option<String>>,
        historic: &crate::metrics::ltv::Record,
        models: Models<'_>,
        plan: &Plan,
        found: &Outlook,
    ) -> Row {
        let n = found.customers as f64;
        let per = |sum: Option<f64>| sum.map(|sum| sum / n);
        let paid = historic.ltv.map(Ratio::real);
        let of = |residual: Option<f64>| paid.zip(residual).map(|(paid, residual)| paid + residual);
        let (low, high) = (found.interval.map(|i| i.low / n), found.interval.map(|i| i.high / n));
        let new = newcomer(models, plan);
        let cost = historic.acquisition_cost.map(Ratio::real).filter(|cost| *cost > 0.0);
        let basis = match historic.basis {
            Basis::Revenue => "revenue",
            Basis::Margin => "margin",
        };
        let months = cost.and_then(|cost| payback(models, plan, cost));
        let values = vec![
            Value::text("predictive"),
            Value::Missing,
            Value::text(basis),
            found.customers.into(),
            of(per(found.residual)).into(),
            of(low).into(),
            of(high).into(),
            Value::Missing,
            Value::Missing,
            Value::Missing,
            Value::Missing,
            historic.margin_rate.into(),
            Value::Missing,
            Value::Real(plan.discount_rate),
            historic.acquisition_cost.into(),
            historic.retention_cost.into(),
            Some(found.active / n).into(),
            Some(self.horizon.years).into(),
            Value::text(name(models.kind)),
            Some(found.active / n).into(),
            Some(found.purchases / n).into(),
            Some(found.purchases).into(),
            per(found.value).into(),
            found.value.into(),
            per(found.residual).into(),
            low.into(),
            high.into(),
            found.residual.into(),
            new.into(),
            new.zip(cost).map(|(new, cost)| new / cost).into(),
            months.map_or(Value::Missing, |months| Value::Count(u64::from(months))),
        ];
        self.shop.record(label, self.window, values, found.customers < SMALL)
    }
}
