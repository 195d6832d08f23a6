//! How long customers stay, when most of them are still here.
//!
//! Kaplan–Meier: S(t) = product over days d <= t of (1 - events(d) / at risk(d)). At risk on a day is everyone whose own day
//! is not earlier; on the same day events come before censorings, so whoever is censored that day was still at risk.
//! Variance by Greenwood: S(t)^2 * sum over d <= t of events / (at risk * (at risk - events)); 0 once S is 0.
//!
//! The restricted mean up to tau is the area under S from 0 to tau: the mean number of the first tau days that were lived.
//! After the last observed day S keeps its last value; whoever restricts to the observed span never meets that. Of nobody,
//! S is 1 throughout: `at_risk(0)` tells the two apart.
//!
//! How far one customer moves the restricted mean is its derivative by that customer's weight, the infinitesimal jackknife: with A(s)
//! the area under S from day s to tau, somebody seen to the end of day x adds the sum over s <= x of A(s) d(s) / (Y(s) (Y(s) - d(s))), d
//! being the events and Y those at risk; whoever is lost on that day takes A(x) / (Y(x) - d(x)) away again. All of them add up to 0.
//!
//! Source: Kaplan and Meier (1958), *JASA* 53; Klein and Moeschberger (2003), *Survival Analysis*, chapter 4.

use super::histogram::{count, merge};

/// The day on which each customer was lost, or was last seen before observation ended.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Days {
    events: Vec<u64>,
    censored: Vec<u64>,
}

impl Days {
    /// Counts a customer lost after this many days.
    pub fn event(&mut self, day: u32) {
        count(&mut self.events, day);
    }

    /// Counts a customer who was still there after this many days, and is not known of any longer.
    pub fn censor(&mut self, day: u32) {
        count(&mut self.censored, day);
    }

    /// Takes over all that another count has seen.
    pub fn merge(&mut self, other: &Self) {
        merge(&mut self.events, &other.events);
        merge(&mut self.censored, &other.censored);
    }

    /// Computes the survival curve.
    pub fn curve(&self) -> Curve {
        let mut at_risk = self.events.iter().chain(&self.censored).sum::<u64>();
        let mut survival = 1.0;
        let mut greenwood = 0.0;
        let length = self.events.len().max(self.censored.len());
        let points = (0..length).map(|day| {
            let point = Point::after(survival, greenwood, at_risk, on(&self.events, day));
            at_risk -= on(&self.events, day) + on(&self.censored, day);
            (survival, greenwood) = (point.survival, point.greenwood);
            point
        });
        Curve { points: points.collect() }
    }
}

fn on(counts: &[u64], day: usize) -> u64 {
    counts.get(day).copied().unwrap_or(0)
}

/// The share of customers still there after each number of days.
#[derive(Debug, Clone, PartialEq)]
pub struct Curve {
    points: Vec<Point>,
}

/// How far each customer moves the restricted mean, by the last day and whether the customer was lost on it.
#[derive(Debug, Clone, PartialEq)]
pub struct Influence {
    censored: Vec<f64>,
    lost: Vec<f64>,
}

impl Influence {
    /// The days by which the restricted mean changes per unit of the customer's weight.
    pub fn of(&self, day: u32, lost: bool) -> f64 {
        let days = if lost { &self.lost } else { &self.censored };
        days.get(day as usize).copied().unwrap_or(0.0)
    }
}

#[derive(Debug, Clone, Copy, PartialEq)]
struct Point {
    at_risk: u64,
    events: u64,
    survival: f64,
    greenwood: f64,
}

impl Point {
    /// Steps over the events of one day.
    fn after(survival: f64, greenwood: f64, at_risk: u64, events: u64) -> Self {
        let left = at_risk - events;
        let (kept, added) = match (events, left) {
            (0, _) => (1.0, 0.0),
            (_, 0) => (0.0, 0.0),
            _ => {
                let (risk, left) = (at_risk as f64, left as f64);
                (left / risk, events as f64 / (risk * left))
            }
        };
        Self { at_risk, events, survival: survival * kept, greenwood: greenwood + added }
    }
}

impl Curve {
    /// Gives the share still there after this many days.
    pub fn at(&self, day: u32) -> f64 {
        self.point(day).map_or(1.0, |point| point.survival)
    }

    /// Gives the variance of the share still there after this many days.
    pub fn variance_at(&self, day: u32) -> f64 {
        self.point(day).map_or(0.0, |point| point.survival * point.survival * point.greenwood)
    }

    /// Counts the customers observed for at least this many days.
    pub fn at_risk(&self, day: u32) -> u64 {
        self.points.get(day as usize).map_or(0, |point| point.at_risk)
    }

    /// Computes the mean number of days stayed, of the first `tau_days` at most.
    pub fn restricted_mean(&self, tau_days: u32) -> f64 {
        let (tau, observed) = (tau_days as usize, self.points.len());
        let within: f64 = self.points.iter().take(tau).map(|point| point.survival).sum();
        within + tau.saturating_sub(observed) as f64 * self.at(tau_days)
    }

    /// Computes what each customer contributes to the restricted mean up to `tau_days`.
    pub fn influence(&self, tau_days: u32) -> Influence {
        let mut area = self.restricted_mean(tau_days);
        let mut sum = 0.0;
        let mut influence = Influence { censored: vec![], lost: vec![] };
        for (day, point) in self.points.iter().enumerate() {
            let (events, left) = (point.events as f64, (point.at_risk - point.events) as f64);
            // Where nobody is left the area is 0, whoever weighs how much.
            let each = if left > 0.0 { area / left } else { 0.0 };
            sum += if events > 0.0 { each * events / point.at_risk as f64 } else { 0.0 };
            influence.censored.push(sum);
            influence.lost.push(sum - each);
            area -= if day < tau_days as usize { point.survival } else { area };
        }
        influence
    }

    /// Finds the point of this day, or the last one there is.
    fn point(&self, day: u32) -> Option<&Point> {
        self.points.get(day as usize).or(self.points.last())
    }
}

#[cfg(test)]
mod tests {
    use super::super::testing::near;
    use super::*;

    /// Weeks of remission under 6-mercaptopurine: Freireich et al. (1963), as given by Gehan (1965).
    fn remission() -> Days {
        let mut days = Days::default();
        for week in [6, 6, 6, 7, 10, 13, 16, 22, 23] {
            days.event(week);
        }
        for week in [6, 9, 10, 11, 17, 19, 20, 25, 32, 32, 34, 35] {
            days.censor(week);
        }
        days
    }

    #[test]
    fn the_leukaemia_remissions_follow_the_published_curve() {
        // Klein and Moeschberger, example 4.1: survival and its variance by Greenwood.
        let curve = remission().curve();
        for (week, at_risk, survival, variance) in [
            (6, 21, 0.857, 0.0058),
            (7, 17, 0.807, 0.0076),
            (10, 15, 0.753, 0.0093),
            (13, 12, 0.690, 0.0114),
            (16, 11, 0.627, 0.0130),
            (22, 7, 0.538, 0.0164),
            (23, 6, 0.448, 0.0181),
        ] {
            assert_eq!(curve.at_risk(week), at_risk);
            near(curve.at(week), survival, 6e-4);
            near(curve.variance_at(week), variance, 6e-5);
        }
    }

    #[test]
    fn between_losses_the_curve_is_flat() {
        let curve = remission().curve();
        near(curve.at(5), 1.0, 0.0);
        near(curve.at(12), curve.at(10), 0.0);
        near(curve.at(1_000), curve.at(23), 0.0);
        assert_eq!(curve.at_risk(36), 0);
    }

    #[test]
    fn the_restricted_mean_is_the_area_under_the_steps() {
        // By hand from the published steps: 6 + 1*.857 + 3*.807 + 3*.753 + 3*.690 + 6*.627 + 1*.538 + 12*.448.
        let by_hand = 6.0
            + 0.857_143
            + 3.0 * 0.806_723
            + 3.0 * 0.752_941
            + 3.0 * 0.690_196
            + 6.0 * 0.627_451
            + 0.537_815
            + 12.0 * 0.448_179;
        let curve = remission().curve();
        near(curve.restricted_mean(35), by_hand, 1e-5);
        near(curve.restricted_mean(6), 6.0, 0.0);
        near(curve.restricted_mean(45) - curve.restricted_mean(35), 10.0 * curve.at(35), 1e-12);
    }

    #[test]
    fn the_influence_of_a_customer_is_what_one_more_like_that_adds() {
        // A thousand shops in one, and one more customer: the change of the mean per share of weight is the derivative.
        let mut many = Days::default();
        (0..1_000).for_each(|_| many.merge(&remission()));
        let (curve, before) = (many.curve(), many.curve().restricted_mean(30));
        for (day, lost) in [(6, true), (6, false), (13, true), (20, false), (23, true), (34, false)] {
            let mut more = many.clone();
            if lost {
                more.event(day);
            } else {
                more.censor(day);
            }
            let change = more.curve().restricted_mean(30) - before;
            near(curve.influence(30).of(day, lost), change, 2e-3 * change.abs());
        }
    }

    #[test]
    fn the_squares_of_all_influences_are_the_variance_and_their_sum_is_nothing() {
        // Without censoring the restricted mean is a plain mean: 1.5 of 0, 1, 1 and 4 days, and each moves it by (x - 1.5) / 4.
        let mut days = Days::default();
        for day in [0, 1, 1, 4] {
            days.event(day);
        }
        let influence = days.curve().influence(10);
        for day in [0, 1, 4] {
            near(influence.of(day, true), (f64::from(day) - 1.5) / 4.0, 1e-12);
        }
        let all = remission();
        let influence = all.curve().influence(35);
        let sum = |counts: &[u64], lost| -> f64 {
            (0_u32..).zip(counts).map(|(day, &n)| n as f64 * influence.of(day, lost)).sum()
        };
        near(sum(&all.events, true) + sum(&all.censored, false), 0.0, 1e-12);
    }

    #[test]
    fn when_all_are_lost_the_restricted_mean_is_the_plain_mean() {
        let mut days = Days::default();
        for day in [0, 1, 1, 4] {
            days.event(day);
        }
        let curve = days.curve();
        near(curve.restricted_mean(10), 1.5, 1e-12);
        near(curve.at(4), 0.0, 0.0);
        near(curve.variance_at(4), 0.0, 0.0);
    }

    #[test]
    fn those_censored_on_a_day_were_still_at_risk_on_it() {
        let mut days = Days::default();
        days.event(3);
        days.censor(3);
        near(days.curve().at(3), 0.5, 0.0);
    }

    #[test]
    fn merged_days_give_the_curve_of_all() {
        let mut merged = Days::default();
        merged.merge(&remission());
        merged.merge(&remission());
        near(merged.curve().at(23), remission().curve().at(23), 1e-12);
        assert_eq!(merged.curve().at_risk(0), 42);
    }

    #[test]
    fn of_nobody_the_curve_says_so_by_nobody_at_risk() {
        let curve = Days::default().curve();
        near(curve.at(7), 1.0, 0.0);
        assert_eq!(curve.at_risk(0), 0);
    }
}
