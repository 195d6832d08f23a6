//! The parameters of each model, and the spending that goes with all of them.

use super::histories::{Grouped, Histories};
use crate::models::fit::{self, Fit, Terms};
use crate::models::purchases::{Kind, Purchases};
use crate::models::spend::Spend;

/// How the models are asked for.
#[derive(Debug, Clone, PartialEq)]
pub struct Question {
    /// Which models.
    pub models: Vec<Kind>,
    /// How many days a unit of time has.
    pub unit: f64,
    /// Threads, and a belief where one was asked for.
    pub terms: Terms,
    /// Whether there are amounts to learn from.
    pub with_value: bool,
}

/// All models, fitted to the same customers.
#[derive(Debug, Clone)]
pub struct Fitted {
    /// The customers by their past.
    pub grouped: Grouped,
    /// Each model of purchases that was asked for.
    pub purchases: Vec<(Kind, Fit<Purchases, 4>)>,
    /// The model of value, where somebody who came again spent something.
    pub spend: Option<Fit<Spend, 3>>,
}

/// Fits every model; nothing where nobody came again.
///
/// The value comes first, while the customers are not yet grouped by their past: what one needs is not held while the other is made.
pub fn fitted(histories: &Histories, question: &Question) -> Option<Fitted> {
    let spend = if question.with_value {
        fit::spend(&histories.spenders(question.terms.threads), question.terms)
    } else {
        None
    };
    let grouped = histories.grouped(question.unit, question.terms.threads);
    let of = |kind: &Kind| Some((*kind, fit::purchases(*kind, &grouped.rows, question.terms)?));
    let purchases: Vec<_> = question.models.iter().map(of).collect::<Option<_>>()?;
    Some(Fitted { grouped, purchases, spend })
}
