//! The estimates of one group, side by side.

use super::lifespan::{self, Span};
use super::resampled::{self, Statistic};
use super::{Basis, Costs, Lifespan, Ltv, Margin, Method, annual, exact, historic, purchase, retention};
use crate::ledger::money::Money;
use crate::ledger::ratio::Ratio;
use crate::statistics::bootstrap::Draws;
use crate::statistics::{Difference, Interval};

/// One estimate with everything that went into it; what did not is absent.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Record {
    /// The formula.
    pub method: Method,
    /// How its years were found, where it needs them.
    pub lifespan: Option<Lifespan>,
    /// Whether it is revenue or profit.
    pub basis: Basis,
    /// Customers with a purchase.
    pub customers: u64,
    /// What a customer is worth.
    pub ltv: Option<Ratio>,
    /// The range that is expected to lie in.
    pub interval: Option<Interval>,
    /// Value ÷ customer-years with a purchase.
    pub annual_value_per_customer: Option<Ratio>,
    /// Years as a customer; by `retention` discounted ones, by `historic` those a yearly cost was paid for.
    pub years: Option<Ratio>,
    /// Value ÷ purchases.
    pub value_per_purchase: Option<Ratio>,
    /// Purchases ÷ customer-years with a purchase.
    pub purchases_per_year: Option<Ratio>,
    /// The part of net revenue that counts as value, where that is a margin.
    pub margin_rate: Option<Ratio>,
    /// The share of a year's customers who bought in the next year too.
    pub retention_rate: Option<Ratio>,
    /// What money a year later is worth less.
    pub discount_rate: Option<Ratio>,
    /// What it cost to win a customer.
    pub acquisition_cost: Option<Ratio>,
    /// What it costs to keep a customer for a year.
    pub retention_cost: Option<Ratio>,
    /// The share still active at the end of the survival curve.
    pub still_active_share: Option<f64>,
    /// The most years that could be observed.
    pub horizon_years: Option<Ratio>,
    /// It is below what customers have paid so far.
    pub below_historic: bool,
    /// Its years were cut off at the span of the data.
    pub capped: bool,
    /// Nobody ever came back, so no lifespan means anything.
    pub no_repeaters: bool,
}

/// The components that several estimates share.
struct Parts {
    costs: Costs,
    annual_value: Option<Ratio>,
    per_purchase: Option<Ratio>,
    per_year: Option<Ratio>,
    retention_rate: Option<Ratio>,
    paid: Option<Ratio>,
}

impl Ltv {
    /// All estimates: annual and purchase by survival, observed and churn each, then historic, then retention.
    pub fn records(&self, draws: &Draws, confidence: f64) -> Vec<Record> {
        let parts = self.parts();
        let spans = [
            (Lifespan::Survival, lifespan::survival(&self.sums, &self.terms)),
            (Lifespan::Observed, lifespan::observed(&self.sums)),
            (Lifespan::Churn, lifespan::churn(&self.sums, &self.terms)),
        ];
        let annual = spans.map(|(lifespan, span)| self.annual(&parts, lifespan, &span, draws, confidence));
        let purchase = annual.map(|record| record.by_purchase(&parts));
        let historic = self.historic(&parts, spans[1].1.years, draws, confidence);
        let retention = self.retention(&parts, draws, confidence);
        let mut records = [annual.as_slice(), purchase.as_slice(), &[historic, retention]].concat();
        for record in &mut records {
            let more = record.ltv.zip(historic.ltv).and_then(|(own, paid)| paid.minus(own));
            record.below_historic = more.is_some_and(|more| more.real() > 0.0);
        }
        records
    }

    /// How each estimate differs from that of other customers or days, in the order of [`Ltv::records`].
    pub fn differences(&self, before: &Self, draws: &Draws, confidence: f64) -> [Option<Difference>; 8] {
        let costs = [self.parts().costs, before.parts().costs];
        let [now, then] = [self.statistics(), before.statistics()];
        let one = |at: usize| {
            let (now, then) = ((self, &costs[0], now[at]?), (before, &costs[1], then[at]?));
            resampled::difference(now, then, draws, confidence)
        };
        let [survival, observed, churn, historic, retention] = [0, 1, 2, 3, 4].map(one);
        // By purchase the value is the same.
        [survival, observed, churn, survival, observed, churn, historic, retention]
    }

    /// What is resampled for the annual value by survival, observed and churn, for the historic and for the retention value.
    fn statistics(&self) -> [Option<Statistic>; 5] {
        let discount = self.terms.discount_rate;
        let years = self.parts().retention_rate.and_then(|rate| retention::discounted_years(rate, discount));
        [
            annual_statistic(Lifespan::Survival, &lifespan::survival(&self.sums, &self.terms)),
            annual_statistic(Lifespan::Observed, &lifespan::observed(&self.sums)),
            annual_statistic(Lifespan::Churn, &lifespan::churn(&self.sums, &self.terms)),
            Some(Statistic::Historic),
            years.map(|_| Statistic::Retention(discount)),
        ]
    }

    fn parts(&self) -> Parts {
        let sums = &self.sums;
        let value = |count| {
            let mean = Ratio::per(Money::new(sums.value, self.scale), count)?;
            match self.terms.margin {
                Margin::Rate(rate) => exact::times(mean, rate),
                Margin::Revenue | Margin::Columns => Some(mean),
            }
        };
        Parts {
            costs: sums.costs(&self.terms.costs, self.scale),
            annual_value: value(sums.customer_years),
            per_purchase: value(sums.purchases),
            per_year: Ratio::of(sums.purchases, sums.customer_years),
            retention_rate: Ratio::of(sums.retained, sums.base),
            paid: value(sums.customers),
        }
    }

    /// A record with nothing in it but what belongs to all.
    fn blank(&self, method: Method, parts: &Parts) -> Record {
        Record {
            method,
            lifespan: None,
            basis: self.basis(),
            customers: self.sums.customers,
            ltv: None,
            interval: None,
            annual_value_per_customer: None,
            years: None,
            value_per_purchase: None,
            purchases_per_year: None,
            margin_rate: match self.terms.margin {
                Margin::Revenue => None,
                Margin::Rate(rate) => Some(rate),
                Margin::Columns => Ratio::new(self.sums.value, self.sums.net),
            },
            retention_rate: None,
            discount_rate: None,
            acquisition_cost: parts.costs.acquisition,
            retention_cost: parts.costs.retention,
            still_active_share: None,
            horizon_years: None,
            below_historic: false,
            capped: false,
            no_repeaters: self.sums.span_days == 0,
        }
    }

    fn annual(&self, parts: &Parts, lifespan: Lifespan, span: &Span, draws: &Draws, confidence: f64) -> Record {
        let ltv = parts.annual_value.zip(span.years).and_then(|(value, years)| annual::ltv(value, years, &parts.costs));
        let statistic = annual_statistic(lifespan, span);
        Record {
            lifespan: Some(lifespan),
            ltv,
            interval: statistic.and_then(|of| resampled::interval(self, &parts.costs, of, draws, confidence)),
            annual_value_per_customer: parts.annual_value,
            years: span.years,
            retention_rate: match lifespan {
                Lifespan::Churn => parts.retention_rate,
                Lifespan::Survival | Lifespan::Observed => None,
            },
            still_active_share: span.still_active_share,
            horizon_years: span.horizon_years,
            capped: span.capped,
            ..self.blank(Method::Annual, parts)
        }
    }

    fn historic(&self, parts: &Parts, years: Option<Ratio>, draws: &Draws, confidence: f64) -> Record {
        Record {
            ltv: parts.paid.and_then(|paid| historic::ltv(paid, years, &parts.costs)),
            interval: resampled::interval(self, &parts.costs, Statistic::Historic, draws, confidence),
            years: years.filter(|_| parts.costs.retention.is_some()),
            ..self.blank(Method::Historic, parts)
        }
    }

    fn retention(&self, parts: &Parts, draws: &Draws, confidence: f64) -> Record {
        let discount = self.terms.discount_rate;
        let years = parts.retention_rate.and_then(|rate| retention::discounted_years(rate, discount));
        let value = parts.annual_value.zip(years);
        Record {
            ltv: value.and_then(|(value, years)| retention::ltv(value, years, &parts.costs)),
            interval: years.and_then(|_| {
                resampled::interval(self, &parts.costs, Statistic::Retention(discount), draws, confidence)
            }),
            annual_value_per_customer: parts.annual_value,
            years,
            retention_rate: parts.retention_rate,
            discount_rate: Some(discount),
            ..self.blank(Method::Retention, parts)
        }
    }
}

fn annual_statistic(lifespan: Lifespan, span: &Span) -> Option<Statistic> {
    match (lifespan, span.years) {
        (_, None) => None,
        (Lifespan::Survival, Some(years)) => Some(Statistic::Survival(years, span.horizon_years)),
        (Lifespan::Observed, Some(_)) => Some(Statistic::Observed),
        (Lifespan::Churn, Some(_)) => Some(Statistic::Churn(span.horizon_years)),
    }
}

impl Record {
    /// The same years as an annual record with the value taken purchase by purchase; it agrees with that, interval included.
    fn by_purchase(&self, parts: &Parts) -> Self {
        let value = parts.per_purchase.zip(parts.per_year).zip(self.years);
        Self {
            method: Method::Purchase,
            ltv: value.and_then(|((value, per_year), years)| purchase::ltv(value, per_year, years, &parts.costs)),
            annual_value_per_customer: None,
            value_per_purchase: parts.per_purchase,
            purchases_per_year: parts.per_year,
            ..*self
        }
    }
}
