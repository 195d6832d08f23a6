//! What every question about purchases stands on: the ledger, the window, the grouping, the draws of the bootstrap.

use super::Usage;
use super::asking::OfPurchases;
use super::by::By;
use super::desk::confidence;
use super::sizes::{self, Standing};
use super::window::{self, Usual};
use crate::answer::account::InputAccount;
use crate::answer::column::{Column, Unit};
use crate::answer::value::Value;
use crate::answer::{Answer, Record, Warning};
use crate::config::burn_in::BurnIn;
use crate::config::output::Output;
use crate::config::reading::Reading;
use crate::config::rules::{Refunds, Rules, SameDay, ZeroOrders};
use crate::config::window::Window as Flags;
use crate::input::Taken;
use crate::input::roles::{Kind, Role};
use crate::ledger::Ledger;
use crate::ledger::day::Day;
use crate::ledger::entry::{Entry, flags};
use crate::ledger::money::Money;
use crate::ledger::scan::{Frame, Split, Tally, scan, shards};
use crate::ledger::window::{Period, Window};
use crate::metrics::{SEED, quiet};
use crate::statistics::bootstrap::{Draws, REPLICATES};
use anyhow::{Result, bail};
use std::sync::Arc;

/// Groups smaller than this swing by chance.
pub(super) const SMALL: u64 = 30;

/// The ledger and how it is asked.
pub(super) struct Shop<'a> {
    /// What was read; a list that is made while it is written holds on to it.
    pub(super) taken: &'a Arc<Taken>,
    /// The grouping.
    pub(super) by: By,
    /// The window's flags.
    pub(super) flags: &'a Flags,
    /// The day up to which customers are observed.
    pub(super) as_of: Day,
    /// The first day of the data.
    pub(super) first: Day,
    /// The day after the burn-in: customers first seen before it are left out.
    pub(super) since: Option<Day>,
    /// The longest stretch without an order in the last year.
    pub(super) quiet: i32,
    /// Confidence of the intervals.
    pub(super) confidence: f64,
    /// Groups smaller than this are hidden, also in what others are compared with.
    pub(super) least: Option<u64>,
    /// How many threads.
    pub(super) threads: usize,
    /// Whether purchases of a day count as one.
    pub(super) merge_days: bool,
    /// Whether orders of no value are purchases.
    zero_orders: bool,
    /// Whether refunds are booked on the day of their order.
    refunds: Refunds,
    /// The draws that all intervals share.
    pub(super) draws: Arc<Draws>,
}

/// One cell of a grouped answer.
pub(super) struct Cell<T> {
    /// The labels, one per dimension.
    pub(super) label: Vec<Option<String>>,
    /// The days.
    pub(super) window: Window,
    /// What was found.
    pub(super) found: T,
}

impl<'a> Shop<'a> {
    /// Over what was read; a refusal when there is nothing to answer from. A question that `counts` customers and adds no money takes orders
    /// of any currency together.
    pub(super) fn open(
        taken: &'a Arc<Taken>,
        by: By,
        asked: &'a OfPurchases,
        counts: bool,
    ) -> Result<Result<Self, Warning>> {
        Self::under(taken, by, &asked.window, &asked.rules, &asked.reading, &asked.output, counts)
    }

    /// The same, for a command that has these flags among others.
    pub(super) fn under(
        taken: &'a Arc<Taken>,
        by: By,
        flags: &'a Flags,
        rules: &Rules,
        reading: &Reading,
        output: &Output,
        counts: bool,
    ) -> Result<Result<Self, Warning>> {
        if let Some(names) = several_currencies(taken).filter(|_| !counts) {
            return Ok(Err(Warning::new("several-currencies", [("currencies", names)])));
        }
        if let Some((currency, day, orders)) = taken.unrated.filter(|_| !counts) {
            let facts = [("currency", currency.to_string()), ("day", day.to_string()), ("count", orders.to_string())];
            return Ok(Err(Warning::new("no-rate", facts)));
        }
        let mut sales = taken.accounts.iter().filter(|account| account.kind == Kind::Transactions.name()).peekable();
        if sales.peek().is_some() && sales.all(|account| account.columns.iter().all(|(role, _)| *role != "customer")) {
            return Ok(Err(Warning::new("no-customer", [])));
        }
        let ledger = &taken.ledger;
        let (Some(first), Some(as_of)) = (ledger.first_day, ledger.as_of) else {
            // There are orders, but as-of lies before the first of them.
            if let Some(as_of) = ledger.as_of.filter(|_| ledger.after_as_of > 0) {
                let Window { from, to } = window::window(flags, as_of, as_of, Usual::Year, false)?;
                let days = [("from", from.to_string()), ("to", to.to_string())];
                return Ok(Err(Warning::new("nothing-in-window", days)));
            }
            let given = taken.accounts.iter().any(|account| account.kind == Kind::Transactions.name());
            let any = ledger.shards.iter().any(|shard| !shard.entries.is_empty()) || !ledger.guests.is_empty();
            return Ok(Err(Warning::new(
                if any {
                    "only-refunds"
                } else if given {
                    "no-orders"
                } else {
                    "no-transactions"
                },
                [],
            )));
        };
        let threads = reading.threads.unwrap_or(2);
        Ok(Ok(Self {
            taken,
            by,
            flags,
            as_of,
            first,
            since: None,
            quiet: quiet::longest_quiet(ledger, threads),
            confidence: confidence(output)?,
            least: output.min_group,
            threads,
            merge_days: rules.same_day == SameDay::Merge,
            zero_orders: rules.zero_orders == ZeroOrders::Count,
            refunds: rules.refunds,
            draws: Arc::new(Draws::new(SEED)),
        }))
    }

    /// The same shop, asked about other days and in other groups.
    pub(super) fn at<'b>(&self, flags: &'b Flags, by: By) -> Shop<'b>
    where
        'a: 'b,
    {
        Shop { taken: self.taken, by, flags, draws: Arc::clone(&self.draws), ..*self }
    }

    /// The same shop without the customers who were first seen inside the burn-in: its data begin where that ends.
    pub(super) fn after(&self, asked: &BurnIn) -> Result<Self> {
        let since = asked.burn_in.as_deref().map(|text| window::ahead("--burn-in", text, self.first)).transpose()?;
        if let Some(day) = since.filter(|day| *day > self.as_of) {
            let (text, as_of) = (asked.burn_in.as_deref().unwrap_or_default(), self.as_of);
            bail!(Usage(format!(
                "--burn-in {text}: it would end on {day}, after the last day of the data, {as_of}; name a shorter one"
            )));
        }
        let first = since.unwrap_or(self.first);
        Ok(Shop { first, since, by: self.by.clone(), draws: Arc::clone(&self.draws), ..*self })
    }

    /// The ledger.
    pub(super) fn ledger(&self) -> &'a Ledger {
        &self.taken.ledger
    }

    /// The window of the whole.
    pub(super) fn window(&self, usual: Usual) -> Result<Window> {
        let over_periods = self.by.period().is_some();
        let window = window::window(self.flags, self.as_of, self.first, usual, over_periods)?;
        Ok(window)
    }

    /// The windows of the records: the window itself, or the periods that it touches. Where somebody has named its days, the first and the
    /// last of them end with it: what lies outside is in no record.
    pub(super) fn windows(&self, window: Window) -> Vec<Window> {
        let Some(period) = self.by.period() else { return vec![window] };
        let named = window::is_named(self.flags);
        let inside = |own: Window| Window { from: own.from.max(window.from), to: own.to.min(window.to) };
        period.across(window).into_iter().map(|own| if named { inside(own) } else { own }).collect()
    }

    /// A frame over windows, split by the columns asked for.
    pub(super) fn frame(&self, windows: Vec<Window>, split: Split) -> Frame {
        Frame { windows, split, merge_days: self.merge_days, since: self.since }
    }

    /// Scans the whole window.
    pub(super) fn whole<T: Tally>(&self, window: Window, fresh: impl Fn(usize) -> T + Sync) -> Option<T::Outcome> {
        let frame = self.frame(vec![window], Split::Whole);
        scan(self.ledger(), &frame, self.threads, fresh).pop()
    }

    /// Cells in the order in which groups stand; `size` is how many customers one has.
    pub(super) fn in_order<T>(&self, cells: Vec<Cell<T>>, size: impl Fn(&T) -> u64) -> Vec<Cell<T>> {
        sizes::in_order(&self.by, cells, |cell| Standing {
            label: cell.label.clone(),
            window: Some(cell.window),
            size: size(&cell.found),
        })
    }

    /// Scans every group and period.
    pub(super) fn cells<T: Tally>(
        &self,
        window: Window,
        fresh: impl Fn(usize, &Frame) -> T + Sync,
    ) -> Vec<Cell<T::Outcome>> {
        if self.by.is_empty() {
            return vec![];
        }
        let frame = self.frame(self.windows(window), self.by.split(self.ledger()));
        let found = scan(self.ledger(), &frame, self.threads, |slots| fresh(slots, &frame));
        let labels = self.labels(&frame);
        let windows = frame.windows.iter().flat_map(|window| std::iter::repeat_n(*window, frame.split.groups()));
        let cells = found.into_iter().zip(labels).zip(windows);
        cells.map(|((found, label), window)| Cell { label, window, found }).collect()
    }

    /// The label of every slot of a frame.
    pub(super) fn labels(&self, frame: &Frame) -> Vec<Vec<Option<String>>> {
        let none = [vec![]];
        let groups: &[Vec<Option<String>>] = match &frame.split {
            Split::Whole => &none,
            Split::Orders(groups) | Split::Customers(groups) | Split::First(groups) => &groups.labels,
        };
        let period = self.by.period();
        let windows = frame.windows.iter().flat_map(|window| groups.iter().map(move |group| (window, group)));
        windows.map(|(window, group)| self.by.label(period.map(|p| p.name(*window)).as_deref(), group)).collect()
    }

    /// Whether a window begins with the data, give or take the shop's quiet days.
    pub(super) fn begins(&self, window: Window) -> bool {
        quiet::has_begun(window, self.first, self.quiet)
    }

    /// What must be said of a period whose last days are missing, and which counts as over nevertheless.
    pub(super) fn cut_short(&self, period: Window) -> Option<Warning> {
        let missing = quiet::forgiven(period, self.as_of, self.quiet)?;
        let days =
            [("from", period.from), ("to", period.to), ("as_of", self.as_of)].map(|(key, day)| (key, day.to_string()));
        Some(Warning::new("last-days-missing", days.into_iter().chain([("count", missing.to_string())])))
    }

    /// Whether a window lies within the observed days, give or take the shop's quiet days.
    pub(super) fn complete(&self, window: Window) -> bool {
        self.begins(window) && quiet::is_over(window, self.as_of, self.quiet)
    }

    /// A record of the whole or of a cell.
    pub(super) fn record(&self, label: Vec<Option<String>>, window: Window, values: Vec<Value>, small: bool) -> Record {
        let complete = self.complete(window);
        let mut warnings = vec![];
        if small {
            warnings.push("small-group");
        }
        if !complete {
            warnings.push("incomplete-window");
        }
        Record {
            group: label,
            window: Some(window),
            complete: Some(complete),
            currency: self.ledger().currency,
            values,
            warnings,
            changes: vec![],
        }
    }

    /// Money of the ledger, or nothing where no amounts were read.
    pub(super) fn money(&self, money: Money) -> Value {
        if self.ledger().has_amounts { Value::Money(money) } else { Value::Missing }
    }

    /// An answer as it is: where no amounts were read, without its money and what is made of it beside (`also`).
    pub(super) fn counted(&self, mut answer: Answer, also: &[&str]) -> Answer {
        if self.ledger().has_amounts {
            return answer;
        }
        let is_money =
            |column: &Column| matches!(column.unit, Unit::Money | Unit::MoneyPer) || also.contains(&column.key);
        let sheet = answer.sheet;
        for record in answer.records.iter_mut().chain([&mut answer.summary]) {
            for (value, _) in record.values.iter_mut().zip(sheet.columns).filter(|(_, column)| is_money(column)) {
                *value = Value::Missing;
            }
        }
        answer
    }

    /// What was asked of every question about purchases.
    pub(super) fn parameters(&self, window: Window) -> Vec<(&'static str, Value)> {
        let mut all = vec![
            ("as_of", Value::Day(self.as_of)),
            ("from", Value::Day(window.from)),
            ("to", Value::Day(window.to)),
            ("confidence", Value::Real(self.confidence)),
        ];
        if let Some(by) = &self.by.text {
            all.push(("by", Value::text(by)));
        }
        if let Some(since) = self.since {
            all.push(("burn_in_to", Value::Day(Day(since.0 - 1))));
        }
        if self.merge_days {
            all.push(("same_day", Value::text("merge")));
        }
        if self.zero_orders {
            all.push(("zero_orders", Value::text("count")));
        }
        if let Some(Period::Week) = self.by.period() {
            all.push(("week_start", Value::text("monday")));
        }
        all
    }

    /// An answer with what its money is, where it has any: the day on which a refund counts, the columns, and what is in them.
    pub(super) fn with_basis(&self, mut answer: Answer) -> Answer {
        let is_money = |column: &Column| matches!(column.unit, Unit::Money | Unit::MoneyPer);
        if self.ledger().has_amounts && answer.sheet.columns.iter().any(is_money) {
            answer.parameters.push(("refund_basis", Value::text(self.refund_basis())));
            answer.parameters.push(("amount_basis", Value::text(self.amount_basis())));
        }
        answer
    }

    /// The day on which a refund counts: undated ones stand beside their order, and count on its day.
    fn refund_basis(&self) -> &'static str {
        let undated = |account: &InputAccount| account.columns.iter().any(|(role, _)| *role == Role::Refunded.name());
        if self.refunds == Refunds::OrderDate {
            return "order-date";
        }
        if !self.taken.accounts.iter().any(undated) {
            return "own-date";
        }
        let ledger = self.ledger();
        let look = |entries: &[Entry], (dated, undated): &mut (bool, bool)| {
            for refund in entries.iter().filter(|entry| entry.refund() > 0) {
                let known = refund.flags & flags::UNDATED_REFUND == 0;
                *dated |= known;
                *undated |= !known;
            }
        };
        let of_shard = |shard: usize, seen: &mut (bool, bool)| look(&ledger.shards[shard].entries, seen);
        let both = |all: &mut (bool, bool), own: (bool, bool)| *all = (all.0 | own.0, all.1 | own.1);
        let mut seen = shards(ledger, self.threads, Default::default, of_shard, both);
        look(&ledger.guests, &mut seen);
        match seen {
            (_, false) => "own-date",
            (false, true) => "order-date",
            (true, true) => "own-date, undated on order-date",
        }
    }

    /// The columns of the amounts and what is in them, where the export tells.
    fn amount_basis(&self) -> String {
        let mut all: Vec<String> = vec![];
        for account in self.taken.accounts.iter().filter(|account| account.kind == Kind::Transactions.name()) {
            let said = account.readings.iter().find(|(what, _)| *what == "amount_basis").map(|(_, text)| text.clone());
            let column = |role: Role| {
                account.columns.iter().find(|(name, _)| *name == role.name()).map(|(_, column)| column.as_str())
            };
            let product = || Some(format!("column {} × {}", column(Role::UnitPrice)?, column(Role::Quantity)?));
            let plain = || column(Role::Amount).map(|column| format!("column {column}")).or_else(product);
            all.extend(said.or_else(plain).filter(|text| !all.contains(text)));
        }
        all.join("; ")
    }

    /// How intervals of money are made.
    pub(super) fn bootstrap() -> [(&'static str, Value); 3] {
        [
            ("interval", Value::text("customer bootstrap")),
            ("replicates", Value::Count(REPLICATES as u64)),
            ("seed", Value::Count(SEED)),
        ]
    }

    /// What must be said where all orders are those of guests.
    pub(super) fn only_guests(&self) -> Option<Warning> {
        let of_customers = self.ledger().shards.iter().any(|shard| !shard.entries.is_empty());
        let orders = self.ledger().guests.iter().filter(|entry| entry.is_order()).count();
        (!of_customers && orders > 0).then(|| Warning::new("only-guests", [("count", orders.to_string())]))
    }

    /// Guests' purchases in a window.
    pub(super) fn guest_purchases(&self, window: Window) -> u64 {
        let purchases = self.ledger().guests.iter().filter(|e| e.is_purchase() && window.contains(e.day()));
        purchases.count() as u64
    }

    /// The orders of a window that are no purchases of customers: those of guests, those of no value, those given back as a whole.
    pub(super) fn no_purchases(&self, window: Window) -> [(&'static str, u64); 3] {
        let ledger = self.ledger();
        let of_shard = |shard: usize, (zero, returned): &mut (u64, u64)| {
            let shard = &ledger.shards[shard];
            let accounts = (0..shard.keys.len()).map(|number| shard.entries_of(number));
            let burnt = |entries: &&[Entry]| {
                self.since.is_some_and(|since| entries.first().is_some_and(|first| first.day() < since))
            };
            for entry in
                accounts.filter(|entries| !burnt(entries)).flatten().filter(|e| e.is_order() && !e.is_purchase())
            {
                let within = window.contains(entry.day());
                *zero += u64::from(within && entry.is_zero_order());
                *returned += u64::from(within && entry.is_returned_order());
            }
        };
        let both = |all: &mut (u64, u64), own: (u64, u64)| *all = (all.0 + own.0, all.1 + own.1);
        let (zero, returned) = shards(ledger, self.threads, Default::default, of_shard, both);
        [("guest orders", self.guest_purchases(window)), ("zero-value orders", zero), ("refunded orders", returned)]
    }

    /// Warnings about the window as a whole.
    pub(super) fn warnings(&self, window: Window) -> Vec<Warning> {
        let mut all = self.taken.warnings.clone();
        all.extend(
            several_currencies(self.taken).map(|names| Warning::new("currencies-counted", [("currencies", names)])),
        );
        if let (Some(currency), 1.., 2..) = (self.ledger().currency, self.taken.unnamed, self.taken.currencies.len()) {
            let facts = [("count", self.taken.unnamed.to_string()), ("currency", currency.to_string())];
            all.push(Warning::new("currency-assumed", facts));
        }
        if !self.complete(window) {
            all.push(incomplete(window));
        }
        all.extend(self.windows(window).last().and_then(|last| self.cut_short(*last)));
        all.extend(self.by.remarks(self.ledger()));
        if let Split::Orders(_) = self.by.split(self.ledger()) {
            let first = self.by.by_first().unwrap_or_default();
            let facts = [("dimension", self.by.text.clone().unwrap_or_default()), ("first", first)];
            all.push(Warning::new("group-overlap", facts));
            let shared = self.taken.shared_totals;
            if shared > 0 {
                all.push(Warning::new("group-totals", [("count", shared.to_string())]));
            }
        }
        all
    }

    /// Orders outside a window, and rows after as-of: accepted, but in no number here; and what the question itself leaves out.
    pub(super) fn set_aside(
        &self,
        window: Window,
        own: impl IntoIterator<Item = (&'static str, u64)>,
    ) -> Vec<(&'static str, u64)> {
        let ledger = self.ledger();
        let first = ledger.first_day.unwrap_or(self.first);
        let all = ledger.last_day.is_none_or(|last| window.from <= first && last <= window.to);
        let count = |own: &[Entry]| own.iter().filter(|e| e.is_order() && !window.contains(e.day())).count() as u64;
        let of_shard = |shard: usize, sum: &mut u64| *sum += count(&ledger.shards[shard].entries);
        let of_customers = || shards(ledger, self.threads, || 0, of_shard, |all, own| *all += own);
        let outside = || of_customers() + count(&ledger.guests);
        let burnt = self.burnt(window);
        let outside = if all { 0 } else { outside() - burnt.outside };
        let common = [("outside window", outside), ("after as-of", ledger.after_as_of)];
        let burnt = [("burn-in customers", burnt.customers), ("burn-in orders", burnt.orders)];
        common.into_iter().chain(burnt).chain(own).filter(|(_, count)| *count > 0).collect()
    }

    /// What the burn-in leaves out.
    fn burnt(&self, window: Window) -> Burnt {
        let Some(since) = self.since else { return Burnt::default() };
        let ledger = self.ledger();
        let of_shard = |shard: usize, sum: &mut Burnt| {
            let shard = &ledger.shards[shard];
            let accounts = (0..shard.keys.len()).map(|number| shard.entries_of(number));
            for entries in accounts.filter(|entries| entries.first().is_some_and(|first| first.day() < since)) {
                let orders = || entries.iter().filter(|entry| entry.is_order());
                sum.customers += 1;
                sum.orders += orders().count() as u64;
                sum.outside += orders().filter(|entry| !window.contains(entry.day())).count() as u64;
            }
        };
        shards(ledger, self.threads, Burnt::default, of_shard, Burnt::merge)
    }
}

/// Customers first seen inside the burn-in, their orders, and how many of those lie outside the window.
#[derive(Debug, Clone, Copy, Default)]
struct Burnt {
    customers: u64,
    orders: u64,
    outside: u64,
}

impl Burnt {
    fn merge(&mut self, other: Self) {
        self.customers += other.customers;
        self.orders += other.orders;
        self.outside += other.outside;
    }
}

/// The names of the currencies of the orders, where they are several and none was chosen; a sign that names several is none of them.
fn several_currencies(taken: &Taken) -> Option<String> {
    let named = taken.currencies.iter().filter(|name| !name.is_empty()).cloned();
    let several: Vec<String> = named.chain(taken.signs.iter().map(char::to_string)).collect();
    (several.len() > 1 && taken.ledger.currency.is_none()).then(|| several.join(", "))
}

/// What must be said of a number that rests on few.
pub(super) fn small(n: u64) -> Option<Warning> {
    (n < SMALL).then(|| Warning::new("small-group", [("group", "(all)".to_owned()), ("n", n.to_string())]))
}

/// Intervals that resample fewer customers than this hold the truth less often than they say.
const FEW: u64 = 100;

/// What must be said of an interval of money that rests on few.
pub(super) fn narrow(n: u64) -> Option<Warning> {
    narrow_below(FEW, n)
}

/// The same where it takes so many for an interval to be as wide as it says.
pub(super) fn narrow_below(few: u64, n: u64) -> Option<Warning> {
    (n < few).then(|| Warning::new("interval-narrow", [("n", n.to_string())]))
}

/// What must be said of a window that is not wholly inside the data.
pub(super) fn incomplete(window: Window) -> Warning {
    Warning::new("incomplete-window", between(window))
}

/// Nothing lies in a window.
pub(super) fn nothing(window: Window) -> Warning {
    Warning::new("nothing-in-window", between(window))
}

fn between(window: Window) -> [(&'static str, String); 2] {
    [("from", window.from.to_string()), ("to", window.to.to_string())]
}
