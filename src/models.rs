//! Forecasts of what customers will do: buy-till-you-die models, fitted by maximum likelihood.
//!
//! A customer buys at a rate of his own until, unseen, he stops for good. Neither the rate nor the moment of stopping is known; how both are
//! spread over the customers is, once a model is fitted to what all of them did.
//!
//! | model | buys | stops | file |
//! |---|---|---|---|
//! | MBG/NBD | Poisson, rates gamma(r, α) | after any purchase, the first too, with a chance that is beta(a, b) | [`dropout`] |
//! | BG/NBD | the same | the same, but never after the first purchase | [`dropout`] |
//! | Pareto/NBD | the same | at any time, at a rate that is gamma(s, β) | [`pareto`] |
//! | Gamma-Gamma | spends gamma(p, ν) each time, ν being gamma(q, γ) | — | [`spend`] |
//!
//! All that is known of a customer is a [`Past`]: how often he came again, when last, and since when he is known. Customers with the same past
//! are one row with a weight. Nothing here knows days, money or files; time is in a unit that the caller chooses.
//!
//! No hypergeometric function is evaluated anywhere: the published formulas overflow or cancel in ordinary use. The sums and integrals that
//! stand in for them have positive terms only. Sums over customers run over chunks of fixed size that are added in order, so
//! neither the number of threads nor their luck can change a bit.
//!
//! Sources: Schmittlein, Morrison and Colombo (1987), *Management Science* 33(1); Fader, Hardie and Lee (2005), *Marketing Science* 24(2);
//! Batislam, Denizel and Filiztekin (2007), *International Journal of Research in Marketing* 24(3); Fader and Hardie (2013), note 025.

pub mod ages;
pub mod chunks;
pub mod dropout;
pub mod fit;
pub mod pareto;
pub mod purchases;
pub mod sorting;
pub mod spend;

mod counts;
mod curve;
mod distinct;
mod gamma;
mod logarithms;
mod maximum;
mod quadrature;
mod symmetric;
mod tail;

/// What is known of a customer, in units of time since the first purchase.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Past {
    /// How often he came again after the first purchase.
    pub repeats: u32,
    /// When he last came; 0 if he never came again.
    pub last: f64,
    /// How long he is known.
    pub age: f64,
}

/// Customers with the same past.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Row {
    /// What they share.
    pub past: Past,
    /// How many they are.
    pub customers: u64,
}

#[cfg(test)]
mod laws;
#[cfg(test)]
mod simulated;
#[cfg(test)]
mod vectors;
