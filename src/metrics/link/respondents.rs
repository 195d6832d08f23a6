//! Whom the answers speak for: respondents beside everybody else, and the score weighted by revenue or to all customers.
//!
//! - The population is every customer with a purchase in the window; respondents are those of them whose answer is followed.
//! - `nps_weighted = 100 * sum of net * sign / sum of net`: each respondent counts with the net of the window, not below 0.
//! - `nps_reweighted` counts respondents by how often they bought, so that 1, 2, 3–4 and 5 or more purchases have the weight they have
//!   among all customers. A class nobody answered for joins its neighbour below, or above where there is none.
//! - `effective_n = (sum of weights)^2 / sum of squared weights`: as many answers of equal weight would say as much (Kish 1965, *Survey
//!   Sampling*). Intervals are adjusted Wald with that n.

use super::{Attitude, mean, one};
use crate::ledger::Place;
use crate::ledger::money::Money;
use crate::ledger::ratio::Ratio;
use crate::ledger::scan::{Tally, Visit};
use crate::metrics::takings::Takings;
use crate::statistics::bootstrap::{self, Cells, Draws, cell};
use crate::statistics::three_way::{self, NpsInterval, ThreeWay};
use crate::statistics::{Difference, Interval, share};

/// The fewest purchases of each class of customers.
const CLASSES: [u64; 4] = [1, 2, 3, 5];

/// Respondents, or everybody else.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Side {
    /// Customers with a purchase in the window.
    pub customers: u64,
    /// Their purchases.
    pub orders: u64,
    /// Those with two or more.
    pub repeat_customers: u64,
    /// Their net.
    pub net: i128,
    cells: Cells<2>,
}

/// A respondent's weight in money, answer and class.
type Voice = (Place, i128, Attitude, usize);

/// Both sides, and the scores.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Respondents {
    /// Who answered.
    pub respondents: Side,
    /// Who did not.
    pub others: Side,
    voices: Vec<Voice>,
    population: [u64; 4],
}

/// A weighted score.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Standing {
    /// The score in points.
    pub nps: f64,
    /// As many answers of equal weight would say as much.
    pub effective_n: f64,
    /// The range it is expected to lie in.
    pub interval: Option<Interval>,
}

impl Respondents {
    /// The score of the respondents, each counted once.
    pub fn nps(&self) -> Option<Ratio> {
        let sum: i128 = self.voices.iter().map(|voice| i128::from(voice.2.sign())).sum();
        Ratio::new(100 * sum, self.voices.len() as i128)
    }

    /// Its interval.
    pub fn nps_interval(&self, confidence: f64) -> Option<Interval> {
        let of = |attitude: Attitude| self.voices.iter().filter(|voice| voice.2 == attitude).count() as u64;
        let counts = ThreeWay {
            promoters: of(Attitude::Promoter),
            passives: of(Attitude::Passive),
            detractors: of(Attitude::Detractor),
        };
        three_way::interval(counts, NpsInterval::AdjustedWald, confidence)
    }

    /// The score in which each counts with the net of the window.
    pub fn by_revenue(&self, confidence: f64) -> Option<Standing> {
        standing(self.voices.iter().map(|voice| (voice.1.max(0) as f64, voice.2)), confidence)
    }

    /// The score in which each counts for the customers who bought as often.
    pub fn for_all_customers(&self, confidence: f64) -> Option<Standing> {
        let mut answered = [0_u64; 4];
        self.voices.iter().for_each(|voice| answered[voice.3] += 1);
        let home = |class: usize| {
            let below = (0..=class).rev().find(|&class| answered[class] > 0);
            below.or_else(|| (class..CLASSES.len()).find(|&class| answered[class] > 0))
        };
        let mut spoken_for = [0_u64; 4];
        for (class, &customers) in self.population.iter().enumerate() {
            spoken_for[home(class)?] += customers;
        }
        let weight = |class: usize| spoken_for[class] as f64 / answered[class] as f64;
        standing(self.voices.iter().map(|voice| (weight(voice.3), voice.2)), confidence)
    }

    /// How much more a respondent brought in than another customer.
    pub fn per_customer_difference(&self, scale: u8, draws: &Draws, confidence: f64) -> Option<Difference> {
        let (first, second, one) = (&self.respondents, &self.others, one(scale));
        let smaller = first.customers.min(second.customers);
        let money = |a: &[f64; 2], b: &[f64; 2]| Some(mean(a, one)? - mean(b, one)?);
        bootstrap::difference(&first.cells, &second.cells, draws, smaller, confidence, money)
    }
}

impl Side {
    /// Net per customer.
    pub fn per_customer(&self, scale: u8) -> Option<Ratio> {
        Ratio::per(Money::new(self.net, scale), self.customers)
    }

    /// The range that is expected to lie in.
    pub fn per_customer_interval(&self, scale: u8, draws: &Draws, confidence: f64) -> Option<Interval> {
        let one = one(scale);
        bootstrap::interval(&self.cells, draws, self.customers, confidence, |sums| mean(sums, one))
    }

    /// The share with two or more purchases.
    pub fn repeat_rate(&self) -> Option<Ratio> {
        Ratio::of(self.repeat_customers, self.customers)
    }

    /// The range it is expected to lie in.
    pub fn repeat_interval(&self, confidence: f64) -> Option<Interval> {
        share::wilson(self.repeat_customers, self.customers, confidence)
    }

    fn add(&mut self, purchases: u64, net: i128, hash: u64) {
        self.customers += 1;
        self.orders += purchases;
        self.repeat_customers += u64::from(purchases >= 2);
        self.net += net;
        self.cells.add(cell(hash), [1, net]);
    }

    fn merge(&mut self, other: &Self) {
        self.customers += other.customers;
        self.orders += other.orders;
        self.repeat_customers += other.repeat_customers;
        self.net += other.net;
        self.cells.merge(&other.cells);
    }
}

/// A score from weights; nothing where no weight is above zero.
fn standing(voices: impl Iterator<Item = (f64, Attitude)>, confidence: f64) -> Option<Standing> {
    let (mut all, mut squares, mut promoters, mut detractors) = (0.0, 0.0, 0.0, 0.0);
    for (weight, attitude) in voices {
        all += weight;
        squares += weight * weight;
        match attitude {
            Attitude::Promoter => promoters += weight,
            Attitude::Passive => {}
            Attitude::Detractor => detractors += weight,
        }
    }
    if all <= 0.0 {
        return None;
    }
    let effective_n = all * all / squares;
    let shares = (promoters / all, detractors / all);
    Some(Standing {
        nps: 100.0 * (shares.0 - shares.1),
        effective_n,
        interval: three_way::interval_of_shares(shares, effective_n, confidence),
    })
}

/// Gathers [`Respondents`] over a window.
#[derive(Debug)]
pub struct RespondentsTally<'a> {
    replies: &'a [super::Reply],
    found: Respondents,
}

impl<'a> RespondentsTally<'a> {
    /// Starts with nothing; `replies` in the order of their customers.
    pub fn new(replies: &'a [super::Reply]) -> Self {
        Self { replies, found: Respondents::default() }
    }
}

impl Tally for RespondentsTally<'_> {
    type Outcome = Respondents;

    fn visit(&mut self, _: usize, visit: &Visit<'_>) {
        let purchases = visit.purchases();
        if purchases == 0 {
            return;
        }
        let net = Takings::of(visit.within).net();
        let class = CLASSES.partition_point(|&least| least <= purchases) - 1;
        self.found.population[class] += 1;
        match self.replies.binary_search_by_key(&visit.place, |reply| reply.place) {
            Ok(at) => {
                self.found.respondents.add(purchases, net, visit.hash);
                self.found.voices.push((visit.place, net, self.replies[at].attitude, class));
            }
            Err(_) => self.found.others.add(purchases, net, visit.hash),
        }
    }

    fn merge(&mut self, other: Self) {
        self.found.respondents.merge(&other.found.respondents);
        self.found.others.merge(&other.found.others);
        self.found.voices.extend(other.found.voices);
        for (sum, other) in self.found.population.iter_mut().zip(other.found.population) {
            *sum += other;
        }
    }

    fn finish(mut self) -> Vec<Respondents> {
        // Threads may have met them in any order, and sums of floats would show it.
        self.found.voices.sort_by_key(|voice| voice.0);
        vec![self.found]
    }
}
