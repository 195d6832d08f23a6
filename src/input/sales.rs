//! A chunk of transactions becomes pieces: a pure function of the bytes and the reading. About 60 ns a row.

mod fields;

use super::common::{Common, Fault, WHOLE_ROW, Worth};
use super::dictionary::Tuples;
use super::digits::Digits;
use super::field;
use super::lately::Lately;
use super::packed::Packed;
use super::piece::{Form, Forms, Measure, NO_MINUTE, Piece, marks};
use super::pile::{Pile, Yard};
use super::plan::{Plan, Reading};
use super::quick::Quick;
use super::record::Record;
use super::request::Total;
use super::roles::Role;
use super::standing::{Judge, Standing};
use super::streak::Streak;
use super::value::amount::Amount;
use super::value::date::DateShape;
use crate::answer::reason::Reason;
use crate::ledger::currency::Currency;
use crate::ledger::key::{Key, OrderKey};
use std::borrow::Cow;
use std::collections::BTreeMap;

/// A row that stands or falls with the other lines of its order.
#[derive(Debug, Clone)]
pub(super) struct Pending {
    /// The order.
    pub(super) order: OrderKey,
    /// The customer as written in the row.
    pub(super) customer: Key,
    /// The record's first byte in the chunk.
    pub(super) at: u32,
    /// The line on which the record starts, counted from the chunk's first.
    pub(super) line: u64,
    /// What it lacks.
    pub(super) fault: Fault,
    /// The same as [`marks`].
    pub(super) marks: u8,
    /// What it is worth.
    pub(super) worth: Option<Worth>,
}

/// Things worth a warning, counted.
#[derive(Debug, Default, Clone)]
pub(super) struct Facts {
    /// Amounts that carry the noise of binary floats, and what reading them as meant changed, in units of 1e-20.
    pub(super) noise: (u64, i128),
    /// Amounts with a sign such as ¥ that names no single currency, where no column does.
    pub(super) bare_symbols: BTreeMap<char, u64>,
    /// Rows with an order id that a spreadsheet has turned into `1.23E+11`.
    pub(super) damaged_orders: u64,
    /// Rows without an order id in a file that has such a column.
    pub(super) nameless: u64,
    /// Negative amounts.
    pub(super) negative: u64,
    /// Rows whose customer is known by another column than the first.
    pub(super) fallbacks: u64,
}

/// Sums of what was read, by currency and scale.
pub(super) type ReadSums = BTreeMap<(Option<Currency>, u8), i128>;

/// What a chunk of transactions is understood to be.
pub(super) struct Sales {
    /// Pieces, dealt by order.
    pub(super) runs: Vec<Pile>,
    /// Their amounts beyond 31 bits.
    pub(super) large: Vec<i64>,
    /// The forms their numbers speak of.
    pub(super) forms: Vec<Form>,
    /// The wanted columns' values.
    pub(super) tuples: Tuples,
    /// Rows that stand or fall with their order.
    pub(super) pending: Vec<Pending>,
    /// The latest minute of a sale.
    pub(super) latest: Option<i32>,
    /// The money of all rows whose amount could be read.
    pub(super) read: ReadSums,
    /// Counted oddities.
    pub(super) facts: Facts,
    /// What is needed to hold all amounts.
    pub(super) digits: Digits,
}

impl Sales {
    /// Nothing understood yet.
    pub(super) fn new(plan: &Plan) -> Self {
        Self {
            runs: vec![],
            large: vec![],
            forms: vec![],
            tuples: Tuples::new(plan.wanted.len()),
            pending: vec![],
            latest: None,
            read: ReadSums::new(),
            facts: Facts::default(),
            digits: Digits::default(),
        }
    }

    /// The most decimals met.
    pub(super) fn scale(&self) -> u8 {
        self.forms.iter().map(|form| form.scale).max().unwrap_or(0)
    }
}

/// The columns of a plan, ready at hand.
struct Columns {
    order: Option<usize>,
    customer: Option<usize>,
    date: usize,
    time: Option<usize>,
    amount: Option<usize>,
    price: Option<(usize, usize)>,
    currency: Option<usize>,
    refunded: Option<usize>,
    refund_date: Option<usize>,
    sides: [Option<(Measure, usize)>; 2],
}

/// Understands one chunk's rows, one at a time.
#[allow(clippy::struct_excessive_bools)] // What the short way has to know at each row.
pub(super) struct Clerk<'p> {
    /// Rejections, exclusions, evidence.
    pub(super) common: Common<'p>,
    columns: Columns,
    quotes: bool,
    joining: bool,
    sales: Sales,
    yard: &'p mut Yard,
    forms: Forms,
    shift: u32,
    /// The order of the row before and its pile, if the next row may join it.
    last: (OrderKey, usize),
    money: Option<(Key, Option<Currency>)>,
    sum: (Option<Currency>, u8, i128),
    has_beside: bool,
    beside: Vec<(Measure, Found, Total)>,
    judge: Judge,
    /// Whether the plan and the reading allow the short way at all.
    plain: bool,
    quick: Option<Quick>,
    lately: Lately,
    /// What has gone the short way since.
    streak: Streak,
}

/// What a pass over transactions wants besides the rows themselves.
#[derive(Debug, Clone, Copy)]
pub(super) struct Asked {
    /// Log2 of the number of order shards.
    pub(super) bits: u32,
    /// Whether amounts are read.
    pub(super) amounts: bool,
    /// Whether costs and margins are read.
    pub(super) sides: bool,
    /// Whether neighbouring lines of an order are joined as they come; not where the order's total stands on every line.
    pub(super) joining: bool,
}

impl<'p> Clerk<'p> {
    /// For one chunk.
    pub(super) fn new(
        plan: &'p Plan,
        reading: &'p Reading,
        bytes: &[u8],
        quotes: bool,
        asked: Asked,
        yard: &'p mut Yard,
    ) -> Self {
        yard.resize(1 << asked.bits);
        let amount = plan.at(Role::Amount).filter(|_| asked.amounts);
        let price = plan.at(Role::UnitPrice).zip(plan.at(Role::Quantity)).filter(|_| asked.amounts && amount.is_none());
        let side = |measure, role| plan.at(role).filter(|_| asked.sides).map(|column| (measure, column));
        let columns = Columns {
            order: plan.at(Role::Order),
            customer: plan.at(Role::Customer),
            date: plan.at(Role::Date).unwrap_or(0),
            time: plan.at(Role::Time),
            amount,
            price,
            currency: plan.at(Role::Currency).filter(|_| asked.amounts),
            refunded: plan.at(Role::Refunded).filter(|_| asked.amounts),
            refund_date: plan.at(Role::RefundDate),
            sides: [side(Measure::Cost, Role::Cost), side(Measure::Margin, Role::Margin)],
        };
        let sales = Sales::new(plan);
        let has_beside = columns.refunded.is_some() || columns.sides.iter().any(Option::is_some);
        let common = Common::new(plan, reading, bytes);
        let lately = Lately::of(plan.wanted.iter().flatten().copied());
        // A NUL may hide in any field; statuses differ from row to row.
        let plain = !common.nul
            && columns.time.is_none()
            && plan.standing.is_empty()
            && plan.guests().is_empty()
            && lately.is_some()
            && !has_beside
            && matches!(reading.date, DateShape::Ymd | DateShape::Dmy | DateShape::Mdy)
            && !reading.float_customers
            && !reading.float_orders;
        Self {
            has_beside,
            beside: vec![],
            judge: Judge::default(),
            plain,
            quick: None,
            lately: lately.unwrap_or_default(),
            streak: Streak::default(),
            yard,
            common,
            columns,
            quotes,
            joining: asked.joining,
            sales,
            forms: Forms::default(),
            shift: 64 - asked.bits,
            last: (OrderKey::NONE, 0),
            money: None,
            sum: (None, 0, 0),
        }
    }

    /// Takes up one row; `MARKED` where quotes or carriage returns stand in the chunk.
    #[inline(always)]
    #[allow(clippy::inline_always)] // It is the body of the loop over rows.
    pub(super) fn row<const MARKED: bool>(&mut self, record: &Record<'_>) {
        let (reading, quotes) = (self.common.reading, self.quotes);
        let Some(short) =
            self.quick.as_ref().and_then(|quick| quick.read::<MARKED>(record, reading, quotes, &self.lately))
        else {
            return self.closely(record);
        };
        if short.amount.scale == Amount::THOUSANDS {
            self.common.evidence.amounts.see_plain(short.amount, reading.mark);
        }
        self.streak.see(short.amount.mantissa, short.minute, short.either_way);
        self.join(short.piece);
    }

    /// Joins the piece to the one before, or sends that on its way.
    #[inline(always)]
    #[allow(clippy::inline_always)] // See above.
    fn join(&mut self, piece: Piece) {
        let order = piece.order();
        if order == self.last.0 && self.joined(&piece) {
            return;
        }
        self.last = (order, self.deal(piece));
    }

    /// Whether the piece could join the one before.
    #[inline(never)]
    fn joined(&mut self, piece: &Piece) -> bool {
        let large = &mut self.sales.large;
        self.joining
            && self.yard.runs[self.last.1].last_mut().is_some_and(|last| {
                let mut both = last.piece(large);
                both.join(piece) && {
                    *last = Packed::new(&both, large);
                    true
                }
            })
    }

    /// Writes down what went the short way, before its form can change.
    fn end_streak(&mut self) {
        let Some(quick) = self.quick.take() else { return };
        let streak = std::mem::take(&mut self.streak);
        streak.testify(&mut self.common.evidence, &mut self.sales.digits, quick.scale, self.common.reading.mark);
        self.sales.facts.negative += streak.negative();
        self.sales.latest = self.sales.latest.max(streak.latest());
        self.add_sum((quick.form.currency, quick.scale), streak.sum());
    }

    /// Adds to the sums of what was read.
    fn add_sum(&mut self, of: (Option<Currency>, u8), sum: i128) {
        if sum != 0 {
            *self.sales.read.entry(of).or_default() += sum;
        }
    }

    /// The long way, which everything else takes.
    #[inline(never)]
    fn closely(&mut self, record: &Record<'_>) {
        self.end_streak();
        let mut worth = None;
        if let Err(fault) = self.understand(record, &mut worth) {
            let rejected = self.common.refuse(record, fault, worth);
            if rejected {
                self.lose(record);
                if let Some(worth) = worth {
                    *self.sales.read.entry((worth.currency, worth.scale)).or_default() += i128::from(worth.mantissa);
                }
            }
        }
    }

    fn understand(&mut self, record: &Record<'_>, worth: &mut Option<Worth>) -> Result<(), Fault> {
        self.common.whole(record, self.quotes)?;
        let order = self.order(record)?;
        let nameless = order.is_none() && self.columns.order.is_some();
        let mut form = Form { total: self.common.plan.total, ..Form::default() };
        // The amount first: whatever else is wrong with the row, what it is worth can be said.
        let amount = self.amount(record, &mut form);
        if let Ok(amount) = &amount {
            form.scale = amount.scale;
        }
        let currency = self.currency(record, &mut form, amount.as_ref().copied().unwrap_or_default());
        if let (Ok(amount), Ok(())) = (&amount, &currency) {
            *worth = Some(Worth { currency: form.currency, mantissa: amount.mantissa, scale: amount.scale });
        }
        let amount = match amount {
            // A price or a quantity is its line's own: no other line has it.
            Err(Fault { reason: Reason::MissingAmount, .. }) if !order.is_none() && self.columns.price.is_none() => {
                form.marks |= marks::NO_AMOUNT;
                0
            }
            other => other?.mantissa,
        };
        currency?;
        let minute = self.minute(record, order, &mut form)?;
        let mut customer = self.customer(record)?;
        let mut order = order;
        if customer.is_none() || order.is_none() {
            self.no_total(record, order, customer)?;
        }
        let standing = self.standing(record, amount)?;
        form.marks |= standing.marks();
        if standing == Standing::Refund
            && let Some(sale) = self.sale_of(record)?
        {
            (order, customer) = (sale, Key::NONE);
        }
        self.tuple(record, &mut form)?;
        self.beside.clear();
        if self.has_beside {
            self.read_beside(record)?;
        }
        if standing == Standing::Refunded {
            self.give_back(amount, &form);
        }
        let refunded = self.refund_minute(record)?;
        self.sales.facts.nameless += u64::from(nameless);
        let number = self.forms.number(form);
        self.put(record, Piece::new(order, customer, amount, minute, number, 1), form);
        if !self.beside.is_empty() {
            self.put_beside(order, customer, minute, form, refunded);
        }
        self.quick = self.quick(form, number);
        if self.quick.is_some() && !self.lately.is_empty() {
            self.lately.remember(|column| record.plain(column), form, number);
        }
        Ok(())
    }

    /// The short way for rows like the one just taken, where there is one.
    fn quick(&self, form: Form, number: u32) -> Option<Quick> {
        let Columns { order, customer, date, amount, currency, .. } = self.columns;
        // A currency that stood beside the amount is that row's alone.
        let of_column = currency.and(self.money.as_ref()).and_then(|(_, currency)| *currency);
        let plain = self.plain && form.marks == 0 && form.currency == of_column;
        (plain && self.common.reading.scale <= form.scale).then_some(())?;
        let code = |column| self.money.as_ref().and_then(|(text, _)| Some((column, text.three()?)));
        Some(Quick {
            fields: self.common.plan.names.len(),
            order: order?,
            customer: customer?,
            date,
            amount: amount?,
            currency: match currency {
                Some(column) => Some(code(column)?),
                None => None,
            },
            scale: form.scale,
            form,
            number,
        })
    }

    /// Gives back the whole amount of a row, unless a column has said how much.
    fn give_back(&mut self, amount: i64, form: &Form) {
        let said = self.beside.iter().any(|(measure, ..)| *measure == Measure::Refunded);
        if !said && amount > 0 {
            let found = Found { mantissa: amount, scale: form.scale, currency: form.currency, sign: None };
            self.beside.push((Measure::Refunded, found, form.total));
        }
    }

    /// Deals what [`Self::read_beside`] has read.
    fn put_beside(&mut self, order: OrderKey, customer: Key, minute: i32, form: Form, refunded: Option<i32>) {
        for (measure, found, total) in std::mem::take(&mut self.beside) {
            let marks = form.marks & !(marks::NO_AMOUNT | marks::NO_CURRENCY);
            let back = measure == Measure::Refunded;
            let (measure, marks, minute) = match refunded.filter(|_| back) {
                Some(own) => (Measure::RefundedOn, marks & !marks::NO_DATE, own),
                None => (measure, marks, minute),
            };
            let number = self.forms.number(Form { measure, scale: found.scale, marks, total, ..form });
            let amount = if back { -found.mantissa.abs() } else { found.mantissa };
            self.sales.digits.see(amount, found.scale);
            self.deal(Piece::new(order, customer, amount, minute, number, 0));
        }
    }

    #[inline]
    fn put(&mut self, record: &Record<'_>, piece: Piece, form: Form) {
        let pending = form.marks & (marks::NO_AMOUNT | marks::NO_DATE | marks::NO_CURRENCY) != 0;
        if pending {
            self.pend(record, &piece, form);
        }
        if (form.currency, form.scale) == (self.sum.0, self.sum.1) {
            self.sum.2 += i128::from(piece.amount());
        } else {
            self.flush_sum();
            self.sum = (form.currency, form.scale, i128::from(piece.amount()));
        }
        self.sales.digits.see(piece.amount(), form.scale);
        let settled = form.marks & (marks::CANCELLED | marks::TEST | marks::NOT_A_SALE) == 0;
        if settled
            && let Some(minute) = piece.minute()
            && piece.amount() >= 0
        {
            self.sales.latest = self.sales.latest.max(Some(minute.0));
        }
        // A row that may fall with its order keeps its own name.
        if pending {
            self.last = (OrderKey::NONE, self.deal(piece));
        } else {
            self.join(piece);
        }
    }

    fn flush_sum(&mut self) {
        let (currency, scale, sum) = self.sum;
        self.add_sum((currency, scale), sum);
    }

    /// Puts a piece on its pile; says which.
    #[inline(always)]
    #[allow(clippy::inline_always)] // See above.
    fn deal(&mut self, piece: Piece) -> usize {
        let packed = Packed::new(&piece, &mut self.sales.large);
        let pile = (packed.hash() >> self.shift) as usize;
        self.yard.runs[pile].push(packed);
        pile
    }

    #[cold]
    fn pend(&mut self, record: &Record<'_>, piece: &Piece, form: Form) {
        let (reason, column) = if form.marks & marks::NO_AMOUNT != 0 {
            (Reason::MissingAmount, self.columns.amount.or(self.columns.price.map(|p| p.0)))
        } else if form.marks & marks::NO_DATE != 0 {
            (Reason::MissingDate, Some(self.columns.date))
        } else {
            (Reason::MissingCurrency, self.columns.currency)
        };
        let fault = Fault { reason, column: column.unwrap_or(WHOLE_ROW) };
        let worth = (form.marks & marks::NO_AMOUNT == 0).then_some(Worth {
            currency: form.currency,
            mantissa: piece.amount(),
            scale: form.scale,
        });
        self.sales.pending.push(Pending {
            order: piece.order(),
            customer: piece.customer(),
            at: record.start as u32,
            line: 0,
            fault,
            marks: form.marks,
            worth,
        });
    }

    /// Leaves word that an order has lost a line.
    #[cold]
    fn lose(&mut self, record: &Record<'_>) {
        let order = self.columns.order.map(|column| bytes(record, column)).unwrap_or_default();
        if order.is_empty() {
            return;
        }
        let Ok(id) = field::id(&order, self.common.reading.float_orders, self.common.reading) else { return };
        let number = self.forms.number(Form { marks: marks::LOST, ..Form::default() });
        self.deal(Piece::new(OrderKey::of(&id), Key::NONE, 0, NO_MINUTE, number, 0));
    }

    /// What the chunk has come to.
    pub(super) fn finish(mut self) -> (Common<'p>, Sales) {
        self.end_streak();
        self.flush_sum();
        self.common.evidence.currency = self.forms.list.iter().find_map(|form| form.currency);
        self.sales.forms = self.forms.list;
        self.sales.runs = self.yard.lay_down(64 - self.shift);
        (self.common, self.sales)
    }
}

/// An amount as the clerk carries it.
#[derive(Debug, Default, Clone, Copy)]
struct Found {
    mantissa: i64,
    scale: u8,
    currency: Option<Currency>,
    /// A sign beside it that names several currencies.
    sign: Option<char>,
}

/// The field, borrowed wherever it can be.
#[inline]
fn bytes<'a>(record: &Record<'a>, column: usize) -> Cow<'a, [u8]> {
    match record.plain(column) {
        Some(field) => Cow::Borrowed(field),
        None => record.field(column),
    }
}
