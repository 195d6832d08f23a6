//! What a model expects of each customer.
//!
//! The customers are held while the model is fitted and their sums are taken; what remains is small, for all of one age and as many purchases
//! share what is dear to work out, and the rest is worked out again from the ledger for each line.

use super::{Args, UNIT};
use crate::answer::Warning;
use crate::commands::forecast::{even_so, fit_warnings, histories, objection};
use crate::commands::shop::Shop;
use crate::ledger::window::Window;
use crate::metrics::forecast::assumptions::assumptions;
use crate::metrics::forecast::fitted;
use crate::metrics::forecast::histories::{Customer, Order};
use crate::metrics::forecast::outlook::{Ahead, EachAhead, Plan, value};
use crate::models::Past;
use crate::models::chunks::sum;
use crate::models::spend::Spend;

/// What a model expects of one customer, or of all together.
#[derive(Debug, Clone, Copy)]
pub(super) struct Expected {
    /// The chance to be active; of all together, how many are.
    pub(super) active: f64,
    /// The purchases within the horizon.
    pub(super) purchases: f64,
    /// What they are worth.
    pub(super) value: Option<f64>,
    /// The same discounted.
    pub(super) residual: Option<f64>,
}

impl Expected {
    fn add(&mut self, other: &Self) {
        let both = |one: Option<f64>, other: Option<f64>| Some(one? + other?);
        self.active += other.active;
        self.purchases += other.purchases;
        self.value = both(self.value, other.value);
        self.residual = both(self.residual, other.residual);
    }
}

/// A model that is ready for every customer.
#[derive(Debug)]
pub(super) struct Model {
    ahead: EachAhead,
    spend: Option<Spend>,
    scale: u8,
    margin: f64,
    /// How many customers it knows.
    pub(super) customers: u64,
    /// What it expects of all of them.
    pub(super) all: Expected,
}

impl Model {
    /// Fitted to everybody in the window, where there can be one, and what must be said of it.
    pub(super) fn of(shop: &Shop<'_>, args: &Args, window: Window, plan: &Plan) -> (Option<Self>, Vec<Warning>) {
        let mut warnings = vec![];
        let model = Self::fitted(shop, args, window, plan, &mut warnings).unwrap_or_else(|why| {
            warnings.push(why);
            None
        });
        (model, warnings)
    }

    /// Nothing where nobody is in the window, or the reason why there can be none.
    fn fitted(
        shop: &Shop<'_>,
        args: &Args,
        window: Window,
        plan: &Plan,
        warnings: &mut Vec<Warning>,
    ) -> Result<Option<Self>, Warning> {
        let question = args.models.question(shop, UNIT);
        let Some(known) = histories(shop, window, window.to, Order::Pasts) else { return Ok(None) };
        // Whether value goes with frequency is a matter of `loyalty forecast`; whether there can be a model is one of regularity.
        let found = assumptions(&known, false, shop.threads);
        if let Some(why) = objection(&known, &found, &args.models) {
            return Err(why);
        }
        warnings.extend(even_so(&found));
        let no_repeats = || Warning::new("forecast-no-repeats", [("n", known.customers.len().to_string())]);
        let fitted = fitted::fitted(&known, &question).ok_or_else(no_repeats)?;
        let Some((_, fit)) = fitted.purchases.first() else { return Err(no_repeats()) };
        warnings.extend(fit_warnings(&known, &fitted.purchases, fitted.spend.as_ref(), args.models.prior));
        let mut model = Self {
            ahead: plan.each_ahead(fit.model, &fitted.grouped.rows),
            spend: fitted.spend.as_ref().map(|fit| fit.model),
            scale: known.scale,
            margin: plan.margin,
            customers: known.customers.len() as u64,
            all: Expected { active: 0.0, purchases: 0.0, value: Some(0.0), residual: Some(0.0) },
        };
        let one = |number: usize, all: &mut Expected| all.add(&model.expected(&known.customers[number]));
        model.all = sum(known.customers.len(), shop.threads, model.all, one, Expected::add);
        Ok(Some(model))
    }

    /// What it expects of one of the customers.
    pub(super) fn expected(&self, customer: &Customer) -> Expected {
        let past = Past {
            repeats: customer.repeats,
            last: f64::from(customer.last) / UNIT,
            age: f64::from(customer.age) / UNIT,
        };
        let Ahead { active, purchases, discounted } = self.ahead.of(&past);
        let each = self.spend.as_ref().and_then(|spend| value(self.scale, customer, spend));
        let worth = |times: f64| each.map(|each| self.margin * each * times);
        Expected { active, purchases, value: worth(purchases), residual: worth(discounted) }
    }
}
