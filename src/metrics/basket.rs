//! How order value and breadth grow with the number of the purchase: evidence of up-selling and cross-selling.
//!
//! - A customer's purchases are numbered from the first in the data. `average_order_value` of a number is the gross of the purchases of
//!   that number ÷ their count; all lines of an order belong to its purchase, on whichever day they stand.
//! - Purchases of one minute, which are those of one day in a file without times, are numbered by a hash of the order. By what was paid,
//!   small before large, customers who order twice a day would seem to learn to spend; in the order of the rows, sorting a file would
//!   change the answer.
//! - Customers who reach a tenth purchase are others than those who stop at the first. So `above_first` compares the same customers: the
//!   value of this purchase less the value of their own first.
//! - `categories_per_customer` and `second_category_rate` count the different categories that a customer has bought by that purchase. A
//!   line without a category, or given back within its order, is in none.
//! - `second_within_rate` follows time instead: of the customers whose first purchase lies at least D days back, the share with a second
//!   category within D days. Whoever came later is waiting and in no rate.
//!
//! More categories at a higher number are partly a matter of course: every purchase is another chance to try one.

use crate::ledger::Ledger;
use crate::ledger::day::Day;
use crate::ledger::entry::{Entry, flags};
use crate::ledger::money::Money;
use crate::ledger::ratio::Ratio;
use crate::ledger::window::Window;
use crate::statistics::bootstrap::{self, Cells, Draws, cell};
use crate::statistics::{Interval, share};

/// Purchases beyond this number are in the total alone.
pub const MOST: usize = 10;

/// What is asked.
#[derive(Debug, Clone, Copy)]
pub struct Terms {
    /// Where the category stands among the wanted columns of the transactions, if anywhere.
    pub column: Option<usize>,
    /// The purchases that count.
    pub window: Window,
    /// The last day that is observed.
    pub as_of: Day,
    /// D, for the second category.
    pub within: i32,
    /// Whether purchases of one day count as one.
    pub merge_days: bool,
}

/// All purchases of one number.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Step {
    /// How many, and so how many customers.
    pub orders: u64,
    /// Their gross.
    pub value: i128,
    /// The categories that these customers had bought by then.
    pub categories: u64,
    /// Those of them with two or more.
    pub second: u64,
    cells: Cells<3>,
}

/// What was found.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Basket {
    /// By number of the purchase, from the first to the [`MOST`]th.
    pub steps: Vec<Step>,
    /// Purchases of any number.
    pub orders: u64,
    /// Their gross.
    pub value: i128,
    /// Customers with a purchase.
    pub customers: u64,
    /// Customers whose first purchase lies D days back.
    pub eligible: u64,
    /// Customers who came later.
    pub waiting: u64,
    /// The eligible with a second category within D days.
    pub second_within: u64,
}

impl Step {
    /// Gross per purchase.
    pub fn average_order_value(&self, scale: u8) -> Option<Ratio> {
        Ratio::per(Money::new(self.value, scale), self.orders)
    }

    /// The range it is expected to lie in.
    pub fn value_interval(&self, scale: u8, draws: &Draws, confidence: f64) -> Option<Interval> {
        let one = 10_u64.pow(u32::from(scale)) as f64;
        bootstrap::interval(&self.cells, draws, self.orders, confidence, |&[orders, value, _]| {
            (orders > 0.0).then(|| value / orders / one)
        })
    }

    /// How much more than the same customers' first purchase.
    pub fn above_first(&self, scale: u8) -> Option<Ratio> {
        let [_, value, first] = self.cells.totals();
        Ratio::per(Money::new(value - first, scale), self.orders)
    }

    /// The range that is expected to lie in.
    pub fn above_first_interval(&self, scale: u8, draws: &Draws, confidence: f64) -> Option<Interval> {
        let one = 10_u64.pow(u32::from(scale)) as f64;
        bootstrap::interval(&self.cells, draws, self.orders, confidence, |&[orders, value, first]| {
            (orders > 0.0).then(|| (value - first) / orders / one)
        })
    }

    /// Categories per customer.
    pub fn categories_per_customer(&self) -> Option<Ratio> {
        Ratio::of(self.categories, self.orders)
    }

    /// The share of customers with a second category.
    pub fn second_category_rate(&self) -> Option<Ratio> {
        Ratio::of(self.second, self.orders)
    }

    /// The range it is expected to lie in.
    pub fn second_interval(&self, confidence: f64) -> Option<Interval> {
        share::wilson(self.second, self.orders, confidence)
    }
}

impl Basket {
    /// The share of customers with a second category within D days.
    pub fn second_within_rate(&self) -> Option<Ratio> {
        Ratio::of(self.second_within, self.eligible)
    }

    /// The range it is expected to lie in.
    pub fn second_within_interval(&self, confidence: f64) -> Option<Interval> {
        share::wilson(self.second_within, self.eligible, confidence)
    }
}

/// One purchase of a customer.
#[derive(Debug, Clone, Copy)]
struct Bought {
    day: Day,
    value: i128,
    categories: u64,
}

/// What is known of one customer; used again for the next.
#[derive(Debug, Default)]
struct Walked {
    bought: Vec<Bought>,
    /// The seal of each order, and which of `bought` it is in.
    orders: Vec<(u32, usize)>,
    /// The categories bought so far.
    seen: Vec<u32>,
}

/// Walks over every customer.
pub fn basket(ledger: &Ledger, terms: &Terms) -> Basket {
    let category = terms.column.map_or(vec![], |column| categories(ledger, column));
    let mut found = Basket { steps: vec![Step::default(); MOST], ..Basket::default() };
    let mut walked = Walked::default();
    for shard in &ledger.shards {
        for (number, key) in shard.keys.iter().enumerate() {
            let second = walk(shard.entries_of(number), shard.codes_of(number), &category, terms, &mut walked);
            found.add(&walked.bought, second, key.hash(), terms);
        }
    }
    found
}

/// The category of each code; blank is none.
fn categories(ledger: &Ledger, column: usize) -> Vec<Option<u32>> {
    let tuples = ledger.dimensions.tuples.iter().enumerate();
    tuples.map(|(code, tuple)| ledger.dimensions.text(code as u32, column).map(|_| tuple[column])).collect()
}

/// What an entry of a purchase carries.
const COUNTS: u32 = flags::PURCHASE | flags::OF_PURCHASE | flags::PART_PURCHASE;

/// Lists a customer's purchases with what had been bought by then; gives the day of the second category.
fn walk(entries: &[Entry], codes: &[u32], category: &[Option<u32>], terms: &Terms, walked: &mut Walked) -> Option<Day> {
    let Walked { bought, orders, seen } = walked;
    bought.clear();
    orders.clear();
    seen.clear();
    let mut second = None;
    for (at, entry) in entries.iter().enumerate().filter(|(_, entry)| entry.flags & COUNTS != 0) {
        let own = codes.get(at).and_then(|&code| category.get(code as usize).copied().flatten());
        if let Some(own) = own.filter(|own| entry.flags & flags::PART_PURCHASE != 0 && !seen.contains(own)) {
            seen.push(own);
        }
        if seen.len() >= 2 {
            second = second.or(Some(entry.day()));
        }
        if entry.is_purchase() {
            let day = entry.day();
            if !(terms.merge_days && bought.last().is_some_and(|last| last.day == day)) {
                bought.push(Bought { day, value: 0, categories: 0 });
            }
            orders.push((entry.seal(), bought.len() - 1));
        }
        // An order's entries of one day stand together; on a later day, it is found by its seal.
        let order = orders.iter().rev().find(|(seal, _)| *seal == entry.seal());
        let Some(home) = order.map(|&(_, home)| home) else { continue };
        if entry.flags & flags::OF_PURCHASE != 0 {
            bought[home].value += i128::from(entry.gross());
        }
        if home + 1 == bought.len() {
            bought[home].categories = seen.len() as u64;
        }
    }
    second
}

impl Basket {
    fn add(&mut self, bought: &[Bought], second: Option<Day>, hash: u64, terms: &Terms) {
        let Some(first) = bought.first() else { return };
        let within = |purchase: &&Bought| terms.window.contains(purchase.day);
        self.customers += u64::from(bought.iter().any(|purchase| within(&purchase)));
        for (number, purchase) in bought.iter().enumerate().filter(|(_, purchase)| within(purchase)) {
            self.orders += 1;
            self.value += purchase.value;
            if let Some(step) = self.steps.get_mut(number) {
                step.orders += 1;
                step.value += purchase.value;
                step.categories += purchase.categories;
                step.second += u64::from(purchase.categories >= 2);
                step.cells.add(cell(hash), [1, purchase.value, first.value]);
            }
        }
        if !within(&first) {
            return;
        }
        let last = first.day.0 + terms.within;
        if last <= terms.as_of.0 {
            self.eligible += 1;
            self.second_within += u64::from(second.is_some_and(|day| day.0 <= last));
        } else {
            self.waiting += 1;
        }
    }
}

#[cfg(test)]
mod tests;
