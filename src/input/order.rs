//! One order from its parts: which file's rows count, what the lines share, what each day comes to.

mod exchange;
mod returned;

use super::orders::{Accounts, Class, Counts, Dealt, Hand, Merged, Rules};
use super::piece::{Form, Measure, Piece, marks};
use super::request::Total;
use super::sum::Sum;
use crate::ledger::currency::Currency;
use crate::ledger::day::Minute;
use crate::ledger::entry::{Entry, flags};
use crate::ledger::key::{Key, OrderKey};
use exchange::Exchange;

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
    amount: i128,
    minute: Option<Minute>,
    customer: Key,
}

/// Makes entries of orders.
pub(super) struct Builder<'a> {
    forms: &'a [Form],
    /// What brings each form's amounts to the scale of all.
    factors: Vec<i64>,
    rules: &'a Rules,
    merged: Merged,
    hands: &'a mut Vec<Hand>,
    /// The account written to last; most rows go to the same one.
    account: (u16, Class, Option<Currency>, u8),
    sums: (u64, i128),
    lines: Vec<Line>,
    returned: Vec<Line>,
}

impl<'a> Builder<'a> {
    /// With a thread's own piles, used again for each shard.
    pub(super) fn new(forms: &'a [Form], rules: &'a Rules, hands: &'a mut Vec<Hand>) -> Self {
        hands.resize_with(1 << rules.bits, Hand::default);
        let account = (0, Class::Used, None, 0);
        let factors = forms.iter().map(|form| 10i64.pow(u32::from(rules.scale - form.scale))).collect();
        let (lines, returned) = (vec![], vec![]);
        Self { forms, factors, rules, merged: Merged::default(), hands, account, sums: (0, 0), lines, returned }
    }

    /// An order of plain lines: the short way. It gives what [`Self::several`] would give, or says no.
    #[inline]
    pub(super) fn plain(&mut self, sum: &Sum) -> bool {
        let form = self.forms[sum.form as usize];
        if self.foreign(form.currency).is_some() {
            return false;
        }
        let Some(amount) = sum.amount.checked_mul(self.factors[sum.form as usize]) else { return false };
        self.book(sum.file, Class::Used, form, sum.lines, sum.amount);
        self.merged.counts.orders += 1;
        if sum.lines > 1 && form.total == Total::Unsaid {
            self.merged.counts.several_lines += 1;
            self.merged.counts.constant += u64::from(sum.constant && amount > 0);
        }
        let bought = self.bought(i128::from(amount), amount >= 0);
        let zero = amount == 0 && self.rules.amounts;
        self.merged.counts.zero += u64::from(zero);
        self.merged.counts.refunds_alone += u64::from(amount < 0);
        let flags = flags::ORDER
            | flags::PART
            | if bought { flags::BOUGHT_AT_ONCE } else { 0 }
            | if zero { flags::ZERO } else { 0 }
            | if amount < 0 { flags::REFUND } else { 0 }
            | if bought && i64::from(sum.minute.0) < self.rules.then { flags::BOUGHT_THEN } else { 0 }
            | seal(sum.order, sum.customer, sum.minute, i128::from(amount));
        self.deal(sum.customer, Entry { amount, minute: sum.minute, flags }, form.tuple);
        true
    }

    /// The parts of one order id that need a closer look. One id with two customers is two orders.
    pub(super) fn several(&mut self, parts: &[Part]) {
        let mut lines = std::mem::take(&mut self.lines);
        lines.clear();
        lines.extend(parts.iter().map(|&part| {
            let form = self.forms[part.form as usize];
            let (minute, customer) = (part.piece.minute(), part.piece.customer());
            Line { part, form, amount: self.scaled(part.piece.amount(), form.scale), minute, customer }
        }));
        let mut returned = std::mem::take(&mut self.returned);
        returned.clear();
        if self.rules.returns {
            returned.extend(lines.extract_if(.., |line| line.form.measure == Measure::Returned));
            returned.sort_by_key(|line| line.part.file);
        }
        let lost = lines.len();
        lines.retain(|line| line.form.marks & marks::LOST == 0);
        self.merged.counts.incomplete += u64::from(lines.len() < lost && !lines.is_empty());
        // Families of files are read one after the other, which need not be the order in which the files were named.
        lines.sort_by_key(|line| line.part.file);
        name(&mut lines);
        match lines.first().map(|line| line.customer) {
            None => self.take_back(&returned, Class::UnknownOrder, &mut lines),
            Some(first) if lines.iter().all(|line| line.customer == first) => self.one(first, &mut lines, &returned),
            Some(first) => self.several_customers(&lines, first, &returned),
        }
        (self.lines, self.returned) = (lines, returned);
    }

    /// A return names no customer: it is of the one who stands first.
    fn several_customers(&mut self, lines: &[Line], first: Key, returned: &[Line]) {
        self.merged.counts.two_customers += 1;
        let mut customers: Vec<Key> = lines.iter().map(|line| line.customer).collect();
        customers.sort_unstable();
        customers.dedup();
        for customer in customers {
            let mut own: Vec<Line> = lines.iter().filter(|line| line.customer == customer).copied().collect();
            self.one(customer, &mut own, if customer == first { returned } else { &[] });
        }
    }

    /// One order of one customer, or of nobody.
    fn one(&mut self, customer: Key, lines: &mut Vec<Line>, returned: &[Line]) {
        self.latest_export(lines);
        let left_out = self.left_out(lines);
        self.fill(lines);
        self.notice_constant(lines);
        self.repeated_totals(lines, Class::Used);
        for line in lines.iter() {
            self.book_line(line, Class::Used);
        }
        if !returned.is_empty() {
            let kept = if lines.is_empty() { Class::UnknownOrder } else { Class::Used };
            self.take_back(returned, left_out.unwrap_or(kept), lines);
        }
        let end = self.rules.end;
        let after = |line: &Line| line.minute.is_some_and(|minute| i64::from(minute.0) >= end);
        // A refund in a column of its own is no row, but what is left out is said.
        let rows = |l: &Line| l.part.piece.lines().max(u32::from(l.form.measure == Measure::RefundedOn));
        self.merged.counts.after += lines.iter().filter(|l| after(l)).map(|l| u64::from(rows(l))).sum::<u64>();
        lines.retain(|line| !after(line));
        date_refunds(lines);
        returned::give_back(lines);
        self.order(customer, lines);
    }

    /// An order in two files: the later file's rows replace the earlier ones, unless the rows of one are all later days than, or all
    /// refunds of, those of the other: which file is named first does not matter then.
    fn latest_export(&mut self, lines: &mut Vec<Line>) {
        let Some(first) = lines.first().map(|l| l.part.file) else { return };
        if lines.iter().all(|l| l.part.file == first) {
            return;
        }
        let mut kept: Vec<Line> = vec![];
        for own in lines.chunk_by(|a, b| a.part.file == b.part.file) {
            if !kept.is_empty() && !adds_to(own, &kept) {
                let has_refunds = amounts(own).any(|amount| amount < 0);
                let stays = |of: &[Line]| is_later(of, own) || (are_refunds(of) && !has_refunds);
                let (stay, go): (Vec<&[Line]>, Vec<&[Line]>) =
                    kept.chunk_by(|a, b| a.part.file == b.part.file).partition(|of| stays(of));
                self.merged.counts.overlapping += u64::from(!go.is_empty());
                for line in go.concat() {
                    self.book_line(&line, Class::Merged);
                }
                kept = stay.concat();
            }
            kept.extend(own);
        }
        *lines = kept;
    }

    /// A status, a test or a currency that was not picked takes the whole order out.
    fn left_out(&mut self, lines: &mut Vec<Line>) -> Option<Class> {
        let any = |mark: u8| lines.iter().any(|l| l.form.marks & mark != 0);
        let class = if any(marks::CANCELLED) {
            Class::Cancelled
        } else if any(marks::TEST) {
            Class::Test
        } else if any(marks::NOT_A_SALE) {
            Class::NotASale
        } else if any(marks::OTHER_SIGN)
            || self.rules.currency.is_some()
                && lines.iter().any(|l| l.form.currency.is_some() && l.form.currency != self.rules.currency)
        {
            Class::OtherCurrency
        } else {
            return None;
        };
        self.repeated_totals(lines, class);
        for line in lines.drain(..) {
            self.book_line(&line, class);
        }
        Some(class)
    }

    /// Blank dates and currencies are filled from the order's first line that has them; where none has, the rows are rejected. A blank
    /// amount is none of its own where the order's total stands on one line.
    fn fill(&mut self, lines: &mut Vec<Line>) {
        let needs = lines.iter().fold(0, |all, l| all | l.form.marks)
            & (marks::NO_AMOUNT | marks::NO_DATE | marks::NO_CURRENCY);
        if needs == 0 {
            return;
        }
        let own = |l: &&Line| l.form.measure == Measure::Amount && l.form.marks & marks::NO_AMOUNT == 0;
        let has_amount = lines.iter().any(|l| own(&l));
        let written: Vec<(u16, u32)> = lines.iter().filter(own).map(|l| (l.part.file, l.part.piece.lines())).collect();
        let several = |file: u16| written.iter().filter(|(of, _)| *of == file).map(|(_, count)| count).sum::<u32>() > 1;
        let minute = lines.iter().find_map(|l| l.minute);
        let currency = lines.iter().find_map(|l| l.form.currency);
        let lacks = |line: &Line| {
            let of_lines = matches!(line.form.total, Total::Unsaid | Total::Line);
            let amount = has_amount && !(of_lines && several(line.part.file));
            line.form.marks
                & (if amount { 0 } else { marks::NO_AMOUNT }
                    | if minute.is_some() { 0 } else { marks::NO_DATE }
                    | if currency.is_some() { 0 } else { marks::NO_CURRENCY })
        };
        let (bad, mut good): (Vec<Line>, Vec<Line>) = lines.iter().partition(|l| lacks(l) != 0);
        self.merged.counts.incomplete += u64::from(!bad.is_empty() && good.iter().any(|l| l.part.piece.lines() > 0));
        for line in &bad {
            self.book_line(line, Class::Rejected);
            let rows = line.part.piece.lines();
            self.merged.lacking.push((
                line.part.file,
                line.part.piece.order(),
                line.part.piece.customer(),
                lacks(line),
                rows,
            ));
        }
        for line in &mut good {
            line.minute = line.minute.or(minute);
            if line.form.currency.is_none() && currency.is_some() {
                self.named(line, currency);
            }
        }
        *lines = good;
    }

    /// A line's amount is in the currency of its order: it was read without one.
    fn named(&mut self, line: &mut Line, currency: Option<Currency>) {
        if matches!(line.form.measure, Measure::Amount | Measure::Returned) {
            let (file, scale, amount) = (line.part.file, line.form.scale, i128::from(line.part.piece.amount()));
            *self.merged.reads.entry((file, line.form.currency, scale)).or_default() -= amount;
            *self.merged.reads.entry((file, currency, scale)).or_default() += amount;
        }
        line.form.currency = currency;
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
        let same = |l: &Line| l.part.piece.same().map(|amount| (self.scaled(amount, l.form.scale), l.form.currency));
        let first = lines.iter().find(|l| own(l)).and_then(same);
        let constant =
            first.is_some_and(|(amount, _)| amount > 0) && lines.iter().filter(own).all(|l| same(l) == first);
        self.merged.counts.several_lines += 1;
        self.merged.counts.constant += u64::from(constant);
    }

    /// Where the order's total stands on every line, it counts once; so does a sum given back. `class` is what becomes of the order.
    fn repeated_totals(&mut self, lines: &mut [Line], class: Class) {
        let mut seen: Vec<(Measure, i128, Option<Currency>)> = vec![];
        for line in lines.iter_mut().filter(|l| l.form.total == Total::EveryLine && is_money(l)) {
            let amount = (line.form.measure, line.amount, line.form.currency);
            if seen.contains(&amount) {
                if line.form.measure == Measure::Amount {
                    // The row is its order's; its amount is the order's total once more.
                    self.book_money(line.part.file, Class::Merged, line.form, line.part.piece.amount());
                    self.book_money(line.part.file, class, line.form, -line.part.piece.amount());
                }
                line.amount = 0;
            }
            seen.push(amount);
        }
        let mut totals: Vec<i128> =
            seen.iter().filter(|seen| seen.0 == Measure::Amount && seen.1 > 0).map(|seen| seen.1).collect();
        totals.sort_unstable();
        totals.dedup();
        self.merged.counts.several_totals += u64::from(totals.len() > 1 && class == Class::Used);
    }

    /// Entries of one order: by day, lines net first.
    fn order(&mut self, customer: Key, lines: &mut [Line]) {
        if lines.is_empty() {
            return;
        }
        self.merged.counts.orders += 1;
        if let Some(unmarked) = self.rules.unmarked {
            let mark = lines.iter().map(|line| line.form.tuple).find(|tuple| *tuple != unmarked).unwrap_or(unmarked);
            for line in lines.iter_mut() {
                line.form.tuple = mark;
            }
        }
        let start = lines.iter().filter_map(|l| l.minute).min().unwrap_or(Minute(0));
        for line in lines.iter_mut().filter(|l| l.form.measure == Measure::Refunded) {
            line.minute = Some(start);
        }
        by_day(lines);
        let exchange = self.exchange(lines, start);
        let days = || lines.chunk_by(same_day).map(net);
        let sold = days().any(|net| net > 0);
        let given_back = given_back(lines);
        let total = total(lines.iter());
        let zero = total == 0 && !given_back && self.rules.amounts;
        self.merged.counts.zero += u64::from(zero);
        self.merged.counts.refunds_alone += u64::from(total < 0 && !sold);
        let bought = self.bought(total, !given_back);
        let flags = flags::ORDER
            | if bought { flags::PURCHASE } else { 0 }
            | if zero { flags::ZERO } else { 0 }
            | if sold && !bought { flags::RETURNED } else { 0 }
            | if self.bought_then(lines) { flags::BOUGHT_THEN } else { 0 };
        let seal = seal(lines[0].part.piece.order(), customer, start, total);
        let mut order = Order { customer, start, bought, seal, flags, tuples: vec![], exchange };
        for day in lines.chunk_by(same_day) {
            self.day(&mut order, day, net(day), lines);
        }
        let shared = bought && order.tuples.len() > 1 && lines.iter().any(of_order);
        self.merged.counts.shared_totals += u64::from(shared);
    }

    /// Whether an order, its lines in the order of days, was a purchase by what was known on the earlier day that was asked about.
    fn bought_then(&self, lines: &[Line]) -> bool {
        let known = |line: &Line| line.minute.is_none_or(|minute| i64::from(minute.0) < self.rules.then);
        let known = &lines[..lines.partition_point(known)];
        !known.is_empty() && self.bought(total(known.iter()), !given_back(known))
    }

    /// One day of one order.
    fn day(&mut self, order: &mut Order, day: &[Line], net: i128, lines: &[Line]) {
        let back = net < 0;
        // One minute for all of them, so that no other order comes between.
        let minute = day.iter().filter_map(|l| l.minute).min().unwrap_or(Minute(0));
        for part in day.chunk_by(|a, b| a.form.tuple == b.form.tuple) {
            let tuple = part[0].form.tuple;
            let own = || part.iter().filter(|l| l.form.measure == Measure::Amount);
            if own().next().is_some() {
                let of_part = total(lines.iter().filter(|l| l.form.tuple == tuple));
                // Where the total stands on the order, no line shows what its part is worth: each was bought with it.
                let part_bought = order.bought && (own().any(of_order) || self.bought(of_part, true));
                let mut flags = order.seal | std::mem::take(&mut order.flags) | if back { flags::REFUND } else { 0 };
                if !back {
                    flags |= if order.bought { flags::OF_PURCHASE } else { 0 };
                    flags |= if part_bought { flags::OF_PART_PURCHASE } else { 0 };
                }
                if !order.tuples.contains(&tuple) {
                    order.tuples.push(tuple);
                    flags |= flags::PART | if part_bought { flags::PART_PURCHASE } else { 0 };
                }
                let late = i64::from(minute.0) >= self.rules.then && i64::from(order.start.0) < self.rules.then;
                let moved = back && self.rules.refunds_on_order_date;
                flags |= if moved && late { flags::NOT_YET } else { 0 };
                let minute = if moved { order.start } else { minute };
                let sum = order.exchange.next(own().map(|l| l.amount).sum());
                self.deal_sum(order.customer, sum, Entry { amount: 0, minute, flags }, tuple);
            }
            let off: i128 = own().map(|l| l.amount).filter(|amount| *amount < 0).sum();
            if !back && off < 0 {
                let discount = Entry { amount: 0, minute, flags: order.seal | flags::DISCOUNT };
                self.deal_sum(order.customer, order.exchange.alone(-off), discount, tuple);
            }
            for line in part {
                match line.form.measure {
                    // Returns and dated refunds are refunds by now.
                    Measure::Amount | Measure::Returned | Measure::RefundedOn => {}
                    Measure::Refunded => {
                        let opening = std::mem::take(&mut order.flags);
                        let flags = order.seal | opening | flags::REFUND | flags::UNDATED_REFUND;
                        let sum = order.exchange.next(line.amount);
                        self.deal_sum(order.customer, sum, Entry { amount: 0, minute, flags }, tuple);
                    }
                    Measure::Cost => self.side(order, minute, line, flags::COST),
                    Measure::Margin => self.side(order, minute, line, flags::MARGIN),
                }
            }
        }
    }

    /// Deals a sum, as several entries where one cannot hold it; the first carries the flags that open an order.
    fn deal_sum(&mut self, customer: Key, sum: i128, entry: Entry, tuple: u32) {
        let (mut rest, mut entry) = (sum, entry);
        loop {
            let amount = rest.clamp(i128::from(i64::MIN), i128::from(i64::MAX)) as i64;
            self.deal(customer, Entry { amount, ..entry }, tuple);
            rest -= i128::from(amount);
            if rest == 0 {
                return;
            }
            entry.flags &= !flags::OPENING;
        }
    }

    fn side(&mut self, order: &Order, minute: Minute, line: &Line, kind: u32) {
        let entry = Entry { amount: 0, minute, flags: order.seal | kind };
        self.deal_sum(order.customer, order.exchange.alone(line.amount), entry, line.form.tuple);
    }

    /// Whether an order of this total is a purchase.
    #[inline]
    fn bought(&self, total: i128, zero_counts: bool) -> bool {
        total > 0 || !self.rules.amounts || (total == 0 && self.rules.zero_orders && zero_counts)
    }

    #[inline]
    fn deal(&mut self, customer: Key, entry: Entry, tuple: u32) {
        let hand = if customer.is_none() {
            &mut self.merged.guests
        } else {
            let shard = if self.rules.bits == 0 { 0 } else { customer.hash() >> (64 - self.rules.bits) };
            &mut self.hands[shard as usize]
        };
        hand.entries.push(Dealt::new(customer, entry));
        if self.rules.coded {
            hand.codes.push(tuple);
        }
    }

    #[inline]
    fn scaled(&self, amount: i64, scale: u8) -> i128 {
        i128::from(amount) * 10i128.pow(u32::from(self.rules.scale - scale))
    }

    fn book_line(&mut self, line: &Line, class: Class) {
        let own = matches!(line.form.measure, Measure::Amount | Measure::Returned);
        let amount = if own { line.part.piece.amount() } else { 0 };
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
        // What the shard keeps is copied at its exact size, so that no holes stay between the piles.
        for hand in self.hands.iter_mut() {
            self.merged.hands.push(hand.clone());
            hand.entries.clear();
            hand.codes.clear();
        }
        self.merged
    }
}

/// The order at hand, on its way to entries.
struct Order {
    customer: Key,
    start: Minute,
    bought: bool,
    /// What all of its entries carry.
    seal: u32,
    /// What its first entry carries; nothing once that is dealt.
    flags: u32,
    /// The combinations of wanted columns met so far.
    tuples: Vec<u32>,
    /// How its amounts are converted.
    exchange: Exchange,
}

/// A hash of the order for [`flags::SEAL`]; of a row that names no order, of what else is known of it.
#[inline]
fn seal(order: OrderKey, customer: Key, start: Minute, total: i128) -> u32 {
    let hash = if order.is_none() {
        let row = (total as u64).rotate_left(20) ^ start.0 as u64;
        customer.hash() ^ row.wrapping_mul(0xa076_1d64_78bd_642f)
    } else {
        order.hash()
    };
    // Neighbouring ids have hashes in a pattern: the upper bits of a product with all of them have none.
    ((hash ^ hash >> 32).wrapping_mul(0x9e37_79b9_7f4a_7c15) >> 32) as u32 & flags::SEAL
}

/// The rows of one file that carry an amount of their own; costs and margins have no say.
fn rows(of_file: &[Line]) -> impl Iterator<Item = &Line> {
    of_file.iter().filter(|line| line.form.measure == Measure::Amount)
}

fn amounts(of_file: &[Line]) -> impl Iterator<Item = i128> {
    rows(of_file).filter(|line| line.form.marks & marks::NO_AMOUNT == 0).map(|line| line.amount)
}

/// Whether a file's rows come on top of others of the same order.
fn adds_to(own: &[Line], others: &[Line]) -> bool {
    is_later(own, others) || are_refunds(own)
}

/// Whether all rows are of later days than the others; blank dates are those of the file's first dated line.
fn is_later(own: &[Line], others: &[Line]) -> bool {
    let latest = others.iter().filter_map(|line| line.minute).max().map(Minute::day);
    let dated = own.iter().find_map(|line| line.minute);
    latest.is_some_and(|latest| rows(own).all(|line| line.minute.or(dated).is_some_and(|m| m.day() > latest)))
}

/// Whether all amounts are below zero.
fn are_refunds(own: &[Line]) -> bool {
    let mut amounts = amounts(own).peekable();
    amounts.peek().is_some() && amounts.all(|amount| amount < 0)
}

/// A line that names nobody is of the customer on the line above it in its file; at the top of a file, of the first that is named.
fn name(lines: &mut [Line]) {
    let named = |lines: &[Line]| lines.iter().map(|l| l.customer).find(|customer| !customer.is_none());
    let Some(first) = named(lines) else { return };
    for own in lines.chunk_by_mut(|a, b| a.part.file == b.part.file) {
        let mut above = named(own).unwrap_or(first);
        for line in own {
            if line.customer.is_none() {
                line.customer = above;
            }
            above = line.customer;
        }
    }
}

/// Sorts lines by day, and within a day so that lines of one combination of columns stand together: that of the order's first
/// line first, so that a purchase stands where its first line stands.
fn by_day(lines: &mut [Line]) {
    lines.sort_by_key(|l| l.minute);
    let mut tuples: Vec<u32> = vec![];
    for line in lines.iter().filter(|l| is_money(l)) {
        if !tuples.contains(&line.form.tuple) {
            tuples.push(line.form.tuple);
        }
    }
    let rank = |line: &Line| tuples.iter().position(|&tuple| tuple == line.form.tuple);
    lines.sort_by_key(|l| (l.minute.map(Minute::day), rank(l), l.form.measure != Measure::Amount));
}

/// What the lines of a day come to.
fn net(day: &[Line]) -> i128 {
    day.iter().filter(|line| line.form.measure == Measure::Amount).map(|line| line.amount).sum()
}

/// Whether anything was given back of an order, its lines in the order of days.
fn given_back(lines: &[Line]) -> bool {
    lines.chunk_by(same_day).any(|day| net(day) < 0) || lines.iter().any(|l| l.form.measure == Measure::Refunded)
}

fn same_day(a: &Line, b: &Line) -> bool {
    a.minute.map(Minute::day) == b.minute.map(Minute::day)
}

fn total<'a>(lines: impl Iterator<Item = &'a Line>) -> i128 {
    lines.filter(|line| is_money(line)).map(|line| line.amount).sum()
}

/// Whether a line's amount is part of revenue.
fn is_money(line: &Line) -> bool {
    matches!(line.form.measure, Measure::Amount | Measure::Refunded | Measure::RefundedOn)
}

/// A refund of a later day than its order's first is a negative amount of that day; one of the same day is the order's own.
fn date_refunds(lines: &mut [Line]) {
    let first = lines.iter().filter(|line| line.form.measure == Measure::Amount).filter_map(|line| line.minute).min();
    for line in lines.iter_mut().filter(|line| line.form.measure == Measure::RefundedOn) {
        let later = line.minute.map(Minute::day) > first.map(Minute::day);
        line.form.measure = if later { Measure::Amount } else { Measure::Refunded };
    }
}

/// Whether the amount is the total of the order, on its first line or on every line.
fn of_order(line: &Line) -> bool {
    line.form.measure == Measure::Amount && matches!(line.form.total, Total::FirstLine | Total::EveryLine)
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
