//! One order from its parts: which file's rows count, what the lines share, what each day comes to.

use super::orders::{Accounts, Class, Counts, Dealt, Hand, Merged, Rules};
use super::piece::{Form, Measure, Piece, marks};
use super::request::Total;
use crate::ledger::currency::Currency;
use crate::ledger::day::Minute;
use crate::ledger::entry::{Entry, flags};
use crate::ledger::key::{Key, OrderKey};

/// A piece with its file and the number of its form among all forms.
#[derive(Debug, Clone, Copy)]
pub(super) struct Part {
    piece: Piece,
    form: u32,
    file: u16,
}

impl Default for Part {
    fn default() -> Self {
        Self { piece: Piece::new(OrderKey::NONE, Key::NONE, 0, 0, 0, 0), form: 0, file: 0 }
    }
}

impl Part {
    /// A piece of a run.
    #[inline]
    pub(super) fn new(piece: &Piece, forms: &[u32], file: u16) -> Self {
        Self { piece: *piece, form: forms[piece.form() as usize], file }
    }
}

/// A line of the order at hand, with everything looked up.
#[derive(Debug, Clone, Copy)]
struct Line {
    part: Part,
    form: Form,
    amount: i64,
    minute: Option<Minute>,
}

/// Makes entries of orders.
pub(super) struct Builder<'a> {
    forms: &'a [Form],
    rules: &'a Rules,
    merged: Merged,
    /// The account written to last; most rows go to the same one.
    account: (u16, Class, Option<Currency>, u8),
    sums: (u64, i128),
    lines: Vec<Line>,
}

impl<'a> Builder<'a> {
    /// For about so many orders.
    pub(super) fn new(forms: &'a [Form], rules: &'a Rules, orders: usize) -> Self {
        let shards = 1usize << rules.bits;
        let room = orders / shards + orders / shards / 4 + 4;
        let hand = || Hand { entries: Vec::with_capacity(room), codes: vec![] };
        let merged = Merged { hands: (0..shards).map(|_| hand()).collect(), ..Merged::default() };
        Self { forms, rules, merged, account: (0, Class::Used, None, 0), sums: (0, 0), lines: vec![] }
    }

    /// An order of one part: the short way.
    #[inline]
    pub(super) fn alone(&mut self, part: Part) {
        let form = self.forms[part.form as usize];
        let picked = self.rules.currency.is_none() || form.currency == self.rules.currency;
        let Some(minute) = part.piece.minute() else { return self.several(&[part]) };
        if form.marks != 0
            || form.measure != Measure::Amount
            || !picked
            || i64::from(minute.0) >= self.rules.end
            || part.piece.lines() != 1
        {
            return self.several(&[part]);
        }
        let amount = self.scaled(part.piece.amount(), form.scale);
        self.book(part.file, Class::Used, form, 1, part.piece.amount());
        self.merged.counts.orders += 1;
        let bought = self.bought(amount, true);
        self.merged.counts.zero += u64::from(amount == 0 && self.rules.amounts);
        self.merged.counts.refunds_alone += u64::from(amount < 0);
        let flags = flags::ORDER
            | flags::PART
            | if bought { flags::PURCHASE | flags::PART_PURCHASE } else { 0 }
            | if amount < 0 { flags::REFUND } else { 0 };
        self.deal(part.piece.customer(), Entry { amount, minute, flags }, form.tuple);
    }

    /// An order of several parts, or one that needs a closer look.
    pub(super) fn several(&mut self, parts: &[Part]) {
        let mut lines = std::mem::take(&mut self.lines);
        lines.clear();
        lines.extend(parts.iter().map(|&part| {
            let form = self.forms[part.form as usize];
            Line { part, form, amount: self.scaled(part.piece.amount(), form.scale), minute: part.piece.minute() }
        }));
        let lost = lines.len();
        lines.retain(|line| line.form.marks & marks::LOST == 0);
        self.merged.counts.incomplete += u64::from(lines.len() < lost && !lines.is_empty());
        self.latest_export(&mut lines);
        self.left_out(&mut lines);
        self.fill(&mut lines);
        self.repeated_totals(&mut lines);
        for line in &lines {
            self.book_line(line, Class::Used);
        }
        let end = self.rules.end;
        let after = |line: &Line| line.minute.is_some_and(|minute| i64::from(minute.0) >= end);
        self.merged.counts.after +=
            lines.iter().filter(|l| after(l)).map(|l| u64::from(l.part.piece.lines())).sum::<u64>();
        lines.retain(|line| !after(line));
        self.by_customer(&mut lines);
        self.lines = lines;
    }

    /// An order in two files: the later file's rows replace the earlier ones, unless they are all later days or all refunds.
    fn latest_export(&mut self, lines: &mut Vec<Line>) {
        let Some(first) = lines.first().map(|l| l.part.file) else { return };
        if lines.iter().all(|l| l.part.file == first) {
            return;
        }
        let mut files: Vec<u16> = lines.iter().map(|l| l.part.file).collect();
        files.dedup();
        files.sort_unstable();
        files.dedup();
        let mut kept: Vec<Line> = vec![];
        for file in files {
            let own: Vec<Line> = lines.iter().filter(|l| l.part.file == file).copied().collect();
            let latest = kept.iter().filter_map(|l| l.minute).max().map(Minute::day);
            let later = latest.is_some_and(|latest| own.iter().all(|l| l.minute.is_some_and(|m| m.day() > latest)));
            let refunds = own.iter().all(|l| l.amount < 0);
            if !kept.is_empty() && !later && !refunds {
                self.merged.counts.overlapping += 1;
                for line in kept.drain(..) {
                    self.book_line(&line, Class::Merged);
                }
            }
            kept.extend(own);
        }
        *lines = kept;
    }

    /// A status, a test or a currency that was not picked takes the whole order out.
    fn left_out(&mut self, lines: &mut Vec<Line>) {
        let any = |mark: u8| lines.iter().any(|l| l.form.marks & mark != 0);
        let class = if any(marks::CANCELLED) {
            Class::Cancelled
        } else if any(marks::TEST) {
            Class::Test
        } else if any(marks::NOT_A_SALE) {
            Class::NotASale
        } else if self.rules.currency.is_some()
            && lines.iter().any(|l| l.form.currency.is_some() && l.form.currency != self.rules.currency)
        {
            Class::OtherCurrency
        } else {
            return;
        };
        for line in lines.drain(..) {
            self.book_line(&line, class);
        }
    }

    /// Blank amounts, dates and currencies are filled from the order's first line that has them; where none has, the rows are rejected.
    fn fill(&mut self, lines: &mut Vec<Line>) {
        let needs = lines.iter().fold(0, |all, l| all | l.form.marks)
            & (marks::NO_AMOUNT | marks::NO_DATE | marks::NO_CURRENCY);
        if needs == 0 {
            return;
        }
        let own = |l: &&Line| l.form.measure == Measure::Amount;
        let amount = lines.iter().filter(own).any(|l| l.form.marks & marks::NO_AMOUNT == 0);
        let minute = lines.iter().find_map(|l| l.minute);
        let currency = lines.iter().find_map(|l| l.form.currency);
        let lacks = needs
            & (if amount { 0 } else { marks::NO_AMOUNT }
                | if minute.is_some() { 0 } else { marks::NO_DATE }
                | if currency.is_some() { 0 } else { marks::NO_CURRENCY });
        if lacks != 0
            && let Some(first) = lines.first()
        {
            self.merged.lacking.push((first.part.piece.order(), lacks));
        }
        let (bad, mut good): (Vec<Line>, Vec<Line>) = lines.iter().partition(|l| l.form.marks & lacks != 0);
        for line in &bad {
            self.book_line(line, Class::Rejected);
        }
        for line in &mut good {
            line.minute = line.minute.or(minute);
            if line.form.marks & marks::NO_AMOUNT != 0 {
                line.form.currency = line.form.currency.or(currency);
            }
        }
        *lines = good;
    }

    /// Counts orders whose lines all have the same amount, where nobody has said whether that is the line's or the order's.
    fn notice_constant(&mut self, lines: &[Line]) {
        let own = |l: &&Line| {
            l.form.measure == Measure::Amount && l.form.marks & marks::NO_AMOUNT == 0 && l.form.total == Total::Unsaid
        };
        let count: u32 = lines.iter().filter(own).map(|l| l.part.piece.lines()).sum();
        if count < 2 {
            return;
        }
        let same = |l: &Line| l.part.piece.same().map(|amount| (amount, l.form.scale, l.form.currency));
        let first = lines.iter().find(|l| own(l)).and_then(same);
        let constant =
            first.is_some_and(|(amount, ..)| amount > 0) && lines.iter().filter(own).all(|l| same(l) == first);
        self.merged.counts.several_lines += 1;
        self.merged.counts.constant += u64::from(constant);
    }

    /// Where the order's total stands on every line, it counts once; so does a sum given back.
    fn repeated_totals(&mut self, lines: &mut [Line]) {
        self.notice_constant(lines);
        let mut seen: Vec<(Measure, i64, u8, Option<Currency>)> = vec![];
        for line in lines.iter_mut().filter(|l| l.form.total == Total::EveryLine && is_money(l)) {
            let Form { measure, scale, currency, .. } = line.form;
            let amount = (measure, line.part.piece.amount(), scale, currency);
            if seen.contains(&amount) {
                if measure == Measure::Amount {
                    // The row is used; its amount is the order's total once more.
                    self.book_money(line.part.file, Class::Merged, line.form, amount.1);
                    self.book_money(line.part.file, Class::Used, line.form, -amount.1);
                }
                line.amount = 0;
            }
            seen.push(amount);
        }
    }

    /// One id with two customers is two orders; lines that name nobody belong to the first.
    fn by_customer(&mut self, lines: &mut [Line]) {
        let named = |l: &Line| Some(l.part.piece.customer()).filter(|key| !key.is_none());
        let Some(first) = lines.iter().find_map(named) else {
            return self.order(Key::NONE, lines);
        };
        if lines.iter().filter_map(named).all(|key| key == first) {
            return self.order(first, lines);
        }
        self.merged.counts.two_customers += 1;
        let mut customers: Vec<Key> = lines.iter().filter_map(named).collect();
        customers.sort_unstable();
        customers.dedup();
        for customer in customers {
            let mut own: Vec<Line> = lines.iter().filter(|l| named(l).unwrap_or(first) == customer).copied().collect();
            self.order(customer, &mut own);
        }
    }

    /// Entries of one order: by day, lines net first.
    fn order(&mut self, customer: Key, lines: &mut [Line]) {
        if lines.is_empty() {
            return;
        }
        self.merged.counts.orders += 1;
        let total: i64 = lines.iter().filter(|l| is_money(l)).map(|l| l.amount).sum();
        let sold = lines.iter().any(|l| l.amount > 0 && is_money(l));
        let given_back = lines.iter().any(|l| l.form.measure == Measure::Refunded);
        self.merged.counts.zero += u64::from(total == 0 && !sold && self.rules.amounts);
        self.merged.counts.refunds_alone += u64::from(total < 0 && !sold);
        let start = lines.iter().filter_map(|l| l.minute).min().unwrap_or(Minute(0));
        for line in lines.iter_mut() {
            let back = self.rules.refunds_on_order_date && line.amount < 0;
            line.minute = if back || line.form.measure == Measure::Refunded { Some(start) } else { line.minute };
        }
        lines.sort_by_key(|l| (l.minute.map(Minute::day), l.form.tuple, l.form.measure != Measure::Amount, l.minute));
        let cancelled_out = given_back || (sold && total == 0);
        let bought = self.bought(total, !cancelled_out);
        let mut order_flags = flags::ORDER | if bought { flags::PURCHASE } else { 0 };
        let mut tuples: Vec<u32> = vec![];
        for day in lines.chunk_by(|a, b| a.minute.map(Minute::day) == b.minute.map(Minute::day)) {
            self.day(customer, day, lines, bought, &mut order_flags, &mut tuples);
        }
    }

    /// One day of one order.
    fn day(
        &mut self,
        customer: Key,
        day: &[Line],
        order: &[Line],
        bought: bool,
        order_flags: &mut u32,
        tuples: &mut Vec<u32>,
    ) {
        let amounts = || day.iter().filter(|l| l.form.measure == Measure::Amount).map(|l| l.amount);
        let net: i64 = amounts().sum();
        let negative: i64 = amounts().filter(|a| *a < 0).sum();
        let refund = if net < 0 { flags::REFUND } else { 0 };
        if net >= 0 && negative < 0 {
            let first = day.iter().find(|l| l.form.measure == Measure::Amount && l.amount < 0).unwrap_or(&day[0]);
            self.side(customer, first, -negative, flags::DISCOUNT);
        }
        for part in day.chunk_by(|a, b| a.form.tuple == b.form.tuple) {
            let tuple = part[0].form.tuple;
            let of_tuple = || order.iter().filter(|l| l.form.tuple == tuple && is_money(l));
            let own: Vec<&Line> = part.iter().filter(|l| l.form.measure == Measure::Amount).collect();
            let minute = part.iter().filter_map(|l| l.minute).min().unwrap_or(Minute(0));
            if !own.is_empty() {
                let mut flags = refund | std::mem::take(order_flags);
                if !tuples.contains(&tuple) {
                    tuples.push(tuple);
                    let part_total: i64 = of_tuple().map(|l| l.amount).sum();
                    flags |=
                        flags::PART | if bought && self.bought(part_total, true) { flags::PART_PURCHASE } else { 0 };
                }
                let amount = own.iter().map(|l| l.amount).sum();
                self.deal(customer, Entry { amount, minute, flags }, tuple);
            }
            for line in part {
                match line.form.measure {
                    Measure::Amount => {}
                    Measure::Refunded => {
                        let entry = Entry {
                            amount: line.amount,
                            minute,
                            flags: flags::REFUND | flags::UNDATED_REFUND | std::mem::take(order_flags),
                        };
                        self.deal(customer, entry, tuple);
                    }
                    Measure::Cost => self.side(customer, line, line.amount, flags::COST),
                    Measure::Margin => self.side(customer, line, line.amount, flags::MARGIN),
                }
            }
        }
    }

    fn side(&mut self, customer: Key, line: &Line, amount: i64, kind: u32) {
        let minute = line.minute.unwrap_or(Minute(0));
        self.deal(customer, Entry { amount, minute, flags: kind }, line.form.tuple);
    }

    /// Whether an order of this total is a purchase.
    #[inline]
    fn bought(&self, total: i64, zero_counts: bool) -> bool {
        total > 0 || !self.rules.amounts || (total == 0 && self.rules.zero_orders && zero_counts)
    }

    #[inline]
    fn deal(&mut self, customer: Key, entry: Entry, tuple: u32) {
        let hand = if customer.is_none() {
            &mut self.merged.guests
        } else {
            let shard = if self.rules.bits == 0 { 0 } else { customer.hash() >> (64 - self.rules.bits) };
            &mut self.merged.hands[shard as usize]
        };
        hand.entries.push(Dealt::new(customer, entry));
        if self.rules.coded {
            hand.codes.push(tuple);
        }
    }

    #[inline]
    fn scaled(&self, amount: i64, scale: u8) -> i64 {
        if scale == self.rules.scale { amount } else { amount * 10i64.pow(u32::from(self.rules.scale - scale)) }
    }

    fn book_line(&mut self, line: &Line, class: Class) {
        let amount = if line.form.measure == Measure::Amount { line.part.piece.amount() } else { 0 };
        self.book(line.part.file, class, line.form, line.part.piece.lines(), amount);
    }

    fn book_money(&mut self, file: u16, class: Class, form: Form, amount: i64) {
        self.book(file, class, form, 0, amount);
    }

    #[inline]
    fn book(&mut self, file: u16, class: Class, form: Form, lines: u32, amount: i64) {
        let account = (file, class, form.currency, form.scale);
        if account != self.account {
            self.flush();
            self.account = account;
        }
        self.sums.0 += u64::from(lines);
        self.sums.1 += i128::from(amount);
    }

    fn flush(&mut self) {
        let sums = std::mem::take(&mut self.sums);
        if sums != (0, 0) {
            add(&mut self.merged.accounts, self.account, sums);
        }
    }

    /// The shard's result.
    pub(super) fn finish(mut self) -> Merged {
        self.flush();
        for hand in &mut self.merged.hands {
            hand.entries.shrink_to_fit();
            hand.codes.shrink_to_fit();
        }
        self.merged
    }
}

/// Whether a line's amount is part of revenue.
fn is_money(line: &Line) -> bool {
    matches!(line.form.measure, Measure::Amount | Measure::Refunded)
}

/// Adds to an account.
pub(super) fn add(accounts: &mut Accounts, account: (u16, Class, Option<Currency>, u8), sums: (u64, i128)) {
    let found = accounts.entry(account).or_default();
    found.0 += sums.0;
    found.1 += sums.1;
}

impl Counts {
    /// Whether every order of several lines has the same amount on all of them.
    pub(super) fn looks_like_totals(&self) -> bool {
        self.several_lines > 0 && self.constant == self.several_lines
    }
}
