//! Sends of promotions: who was sent what, when, and who was left out on purpose.

use super::Place;
use super::day::Minute;

/// One send of a campaign to one customer, or one customer held back from it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Send {
    /// Where the customer stands in the ledger.
    pub customer: Place,
    /// When it was sent, or when the campaign began; `None` where neither is known.
    pub minute: Option<Minute>,
    /// The number of its campaign in [`super::Ledger::campaigns`].
    pub campaign: u32,
    /// Whether the customer was held back, as a control.
    pub control: bool,
    /// What the send cost, at the ledger's scale.
    pub cost: Option<i64>,
}
