//! Who is held back from the next promotion, and how small an effect that could show.
//!
//! - A customer's side is a throw of dice that the id and a seed settle: `control` where a keyed hash of the id falls below the share.
//!   The same customer always falls on the same side, adding customers moves nobody, and a larger share only adds to the control.
//!   Another seed deals anew: the same customers should not be held back for ever.
//! - The smallest difference that the two sides could show is `(z(1 - alpha/2) + z(power)) * sd * sqrt(1/n + 1/m)`, the usual sample
//!   size formula for two means turned around, with alpha = 5 % and power = 80 %: 2.80 standard errors. A promotion with
//!   that effect would be told from chance four times in five. For the share who buy again, `sd = sqrt(p (1 - p))`.
//!   Both are measured on what the same customers did in the last D days: who buys anyway, and how unequally they spend.
//!
//! Source of the formula: any textbook, such as Fleiss (1981), *Statistical Methods for Rates and Proportions*, chapter 3.

use crate::ledger::Ledger;
use crate::ledger::Place;
use crate::ledger::day::Day;
use crate::ledger::entry::Entry;
use crate::ledger::key::Key;
use crate::ledger::window::Window;
use crate::metrics::takings::Takings;
use crate::statistics::mix::mix;
use crate::statistics::normal;

/// How often chance alone may look like an effect.
pub const ALPHA: f64 = 0.05;
/// How often an effect of that size is told from chance.
pub const POWER: f64 = 0.80;

/// Where the share ends in the hash's 64 bits, and what the hash is keyed with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Dice {
    seed: u64,
    end: u64,
}

impl Dice {
    /// For a share of `parts` in `whole`, and any text as the seed.
    pub fn new(seed: &str, parts: u64, whole: u64) -> Self {
        let end = (u128::from(parts) << 64) / u128::from(whole.max(1));
        Self { seed: Key::of(seed.as_bytes()).hash(), end: u64::try_from(end).unwrap_or(u64::MAX) }
    }

    /// Whether a customer is held back.
    pub fn holds_back(&self, customer: Key) -> bool {
        // Mixed twice, so that two seeds deal independently of each other.
        mix(mix(customer.hash() ^ self.seed).wrapping_add(self.seed)) < self.end
    }
}

/// What the two sides did of late, and what they could show.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct Strength {
    /// Customers held back.
    pub control: u64,
    /// The others.
    pub treated: u64,
    /// Customers with a purchase in the last days.
    pub buyers: u64,
    /// Net of all in these days.
    pub net: i128,
    /// The standard deviation of the net of a customer.
    pub deviation: f64,
}

impl Strength {
    /// All customers.
    pub fn customers(&self) -> u64 {
        self.control + self.treated
    }

    /// The smallest difference in the share who buy again that could be told from chance; none where no share is that far away.
    pub fn detectable_share(&self) -> Option<f64> {
        let p = self.buyers as f64 / self.customers() as f64;
        let found = self.errors()? * (p * (1.0 - p)).sqrt();
        (found > 0.0 && found <= p.max(1.0 - p)).then_some(found)
    }

    /// The smallest difference in net per customer that could be told from chance, in the unit of the net.
    pub fn detectable_net(&self) -> Option<f64> {
        self.errors().map(|errors| errors * self.deviation).filter(|found| *found > 0.0)
    }

    /// How many standard errors it takes, times the part of a standard error that the sizes make.
    fn errors(&self) -> Option<f64> {
        let sizes = 1.0 / self.control as f64 + 1.0 / self.treated as f64;
        let z = normal::quantile(1.0 - ALPHA / 2.0) + normal::quantile(POWER);
        (self.control > 0 && self.treated > 0).then(|| z * sizes.sqrt())
    }
}

/// Everybody who is known, in the ledger's order, and what the two sides could show. Whoever sent everything back, or stands in the
/// customers file alone, can be written to as well.
pub fn dealt(ledger: &Ledger, dice: Dice, window: Window) -> (Vec<Place>, Strength) {
    let mut list = vec![];
    let mut strength = Strength::default();
    let mut nets = vec![];
    for (number, shard) in ledger.shards.iter().enumerate() {
        for (customer, key) in shard.keys.iter().enumerate() {
            let entries = shard.entries_of(customer);
            let until = entries.partition_point(|e| e.day() <= window.to);
            let held = dice.holds_back(*key);
            list.push(Place { shard: number as u16, number: customer as u32 });
            strength.control += u64::from(held);
            strength.treated += u64::from(!held);
            let late = &entries[entries.partition_point(|e| e.day() < window.from)..until];
            strength.buyers += u64::from(late.iter().any(Entry::is_purchase));
            let net = Takings::of(late).net();
            strength.net += net;
            nets.push(net as f64);
        }
    }
    let mean = strength.net as f64 / nets.len() as f64;
    let squares: f64 = nets.iter().map(|net| (net - mean) * (net - mean)).sum();
    if nets.len() > 1 {
        strength.deviation = (squares / (nets.len() - 1) as f64).sqrt();
    }
    (list, strength)
}

/// The last days up to as-of.
pub fn last_days(as_of: Day, days: i32) -> Window {
    Window { from: Day(as_of.0 - days + 1), to: as_of }
}

#[cfg(test)]
mod tests {
    use super::{Dice, Strength, dealt, last_days};
    use crate::ledger::key::Key;
    use crate::ledger::sketch::sketch;

    fn held(dice: Dice, customers: u32) -> Vec<u32> {
        (0..customers).filter(|n| dice.holds_back(Key::of(format!("C{n:05}").as_bytes()))).collect()
    }

    #[test]
    fn about_the_share_is_held_back() {
        // 10 % of 20,000: 2,000, with five standard deviations of 42 to both sides.
        for seed in ["", "spring", "autumn"] {
            let count = held(Dice::new(seed, 10, 100), 20_000).len();
            assert!((1790..=2210).contains(&count), "{count}");
        }
        assert_eq!(held(Dice::new("spring", 0, 100), 500).len(), 0);
        assert_eq!(held(Dice::new("spring", 100, 100), 500).len(), 500);
    }

    #[test]
    fn a_larger_share_only_adds_and_another_seed_deals_anew() {
        let of = |seed, parts| held(Dice::new(seed, parts, 100), 5000);
        let (small, large, other) = (of("a", 10), of("a", 20), of("b", 10));
        assert!(small.iter().all(|customer| large.contains(customer)));
        let again = small.iter().filter(|customer| other.contains(customer)).count();
        // A tenth of a tenth: 50, with four standard deviations of 7 to both sides.
        assert!((22..=78).contains(&again), "{again}");
    }

    #[test]
    fn the_sides_of_a_seed_never_change() {
        assert_eq!(held(Dice::new("spring", 10, 100), 60), [8, 21, 27, 38, 54]);
    }

    #[test]
    fn two_hundred_on_each_side_can_show_fourteen_points_in_a_half() {
        // 2.8016 * sqrt(0.25 * 2 / 200) = 0.14008.
        let strength = Strength { control: 200, treated: 200, buyers: 200, net: 0, deviation: 10.0 };
        assert!((strength.detectable_share().expect("two sides") - 0.140_08).abs() < 1e-4);
        assert!((strength.detectable_net().expect("two sides") - 2.8016).abs() < 1e-3);
        assert_eq!(Strength { control: 0, ..strength }.detectable_share(), None);
        // One of twelve held back could not even show that nobody bought.
        assert_eq!(Strength { control: 1, treated: 11, buyers: 2, ..strength }.detectable_share(), None);
    }

    #[test]
    fn everybody_who_is_known_is_dealt() {
        let ledger = sketch(&[
            ("anna", "2024-01-01", "10.00"),
            ("anna", "2024-03-01", "30.00"),
            ("ben", "2024-01-05", "10.00"),
            ("carl", "2024-03-02", "-5.00"),
        ]);
        let window = last_days(ledger.as_of.expect("orders"), 14);
        let (list, strength) = dealt(&ledger, Dice::new("", 50, 100), window);
        assert_eq!((list.len(), strength.customers(), strength.buyers, strength.net), (3, 3, 1, 2500));
        // 30.00, nothing and 5.00 given back: the squares around 8.33 add up to 716.67, over two degrees of freedom.
        assert!((strength.deviation - 1892.97).abs() < 0.01);
    }
}
