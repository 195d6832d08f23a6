//! The models of purchases, under one name.

use super::Past;
use super::counts;
use super::dropout::{self, Dropout};
use super::pareto::Pareto;

/// Which model.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// MBG/NBD.
    Mbg,
    /// BG/NBD.
    Bg,
    /// Pareto/NBD.
    Pareto,
}

impl Kind {
    /// All of them, the one to begin with first.
    pub const ALL: [Self; 3] = [Self::Mbg, Self::Bg, Self::Pareto];

    /// What its parameters are called.
    pub const fn names(self) -> [&'static str; 4] {
        match self {
            Self::Mbg | Self::Bg => ["r", "alpha", "a", "b"],
            Self::Pareto => ["r", "alpha", "s", "beta"],
        }
    }

    /// Which of its parameters are times: they grow with the unit.
    pub(super) const fn times(self) -> [bool; 4] {
        match self {
            Self::Mbg | Self::Bg => [false, true, false, false],
            Self::Pareto => [false, true, false, true],
        }
    }

    /// The model with these parameters, in the order of their names.
    pub const fn with(self, [first, second, third, fourth]: [f64; 4]) -> Purchases {
        match self {
            Self::Mbg | Self::Bg => Purchases::Dropout(Dropout {
                r: first,
                alpha: second,
                a: third,
                b: fourth,
                first_is_safe: matches!(self, Self::Bg),
            }),
            Self::Pareto => Purchases::Pareto(Pareto { r: first, alpha: second, s: third, beta: fourth }),
        }
    }
}

/// A model with its parameters.
///
/// ```
/// use loyalty_metrics::models::{Past, purchases::Kind};
/// let model = Kind::Bg.with([0.243, 4.414, 0.793, 2.426]);
/// let past = Past { repeats: 2, last: 30.43, age: 38.86 };
/// // Hardie's sheet for this customer of the CDNOW sample: 1.226 purchases in 39 weeks.
/// assert_eq!(format!("{:.3}", model.expected(&past, 39.0)), "1.226");
/// ```
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Purchases {
    /// MBG/NBD or BG/NBD.
    Dropout(Dropout),
    /// Pareto/NBD.
    Pareto(Pareto),
}

impl Purchases {
    /// A customer who has just bought for the first time.
    pub const NEW: Past = Past { repeats: 0, last: 0.0, age: 0.0 };

    /// The log-likelihood of one customer.
    pub fn log_likelihood(&self, past: &Past) -> f64 {
        match self {
            Self::Dropout(model) => model.log_likelihood(past),
            Self::Pareto(model) => model.log_likelihood(past),
        }
    }

    /// The chance that a customer is still active.
    pub fn p_alive(&self, past: &Past) -> f64 {
        match self {
            Self::Dropout(model) => model.p_alive(past),
            Self::Pareto(model) => model.p_alive(past),
        }
    }

    /// How often a customer is expected to come within `time`.
    pub fn expected(&self, past: &Past, time: f64) -> f64 {
        match self {
            Self::Dropout(model) => model.expected(past, time),
            Self::Pareto(model) => model.expected(past, time),
        }
    }

    /// The same for someone who is known to be active.
    pub fn expected_if_active(&self, past: &Past, time: f64) -> f64 {
        match self {
            Self::Dropout(model) => model.expected_if_active(past, time),
            Self::Pareto(model) => model.expected_if_active(past, time),
        }
    }

    /// The customers with so many repeats.
    pub fn of_repeats(&self, repeats: u32) -> Alike {
        match self {
            Self::Dropout(model) => Alike::Dropout(model.of_repeats(repeats)),
            Self::Pareto(model) => Alike::Pareto(*model, repeats),
        }
    }

    /// The chance that someone who has just bought for the first time comes again exactly `count` times within `time`.
    pub fn probability(&self, count: u32, time: f64) -> f64 {
        match self {
            Self::Dropout(model) => counts::dropout(model, count, time),
            Self::Pareto(model) => counts::pareto(model, count, time),
        }
    }
}

/// Customers with the same number of repeats; many questions about them cost less together.
#[derive(Debug)]
pub enum Alike {
    /// Of MBG/NBD or BG/NBD.
    Dropout(dropout::Alike),
    /// Of Pareto/NBD.
    Pareto(Pareto, u32),
}

impl Alike {
    /// The same for many questions, within `longest` and about customers no younger than `youngest`.
    #[must_use]
    pub fn often(self, longest: f64, youngest: f64) -> Self {
        match self {
            Self::Dropout(alike) => Self::Dropout(alike.often(longest, youngest)),
            Self::Pareto(..) => self,
        }
    }

    /// How often one of this age who is known to be active is expected to come within `time`.
    pub fn expected_if_active(&self, age: f64, time: f64) -> f64 {
        match self {
            Self::Dropout(alike) => alike.expected_if_active(age, time),
            Self::Pareto(model, repeats) => model.expected_if_active(&Past { repeats: *repeats, last: 0.0, age }, time),
        }
    }
}
