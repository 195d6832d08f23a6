//! The fields of a transaction's row, each read as what its column stands for.

use super::{Clerk, Found, bytes};
use crate::answer::reason::Reason;

use crate::input::common::{Fault, WHOLE_ROW};
use crate::input::digits::fits;
use crate::input::field::{self, Sum};
use crate::input::piece::{Form, Measure, NO_MINUTE, marks};
use crate::input::record::{self, Record};
use crate::input::request::Total;
use crate::input::standing::Standing;
use crate::input::totals;
use crate::input::value::amount::{Amount, may_mean};
use crate::ledger::currency::Currency;
use crate::ledger::key::{Key, OrderKey};
use std::borrow::Cow;

impl Clerk<'_> {
    #[inline]
    pub(super) fn order(&mut self, record: &Record<'_>) -> Result<OrderKey, Fault> {
        let Some(column) = self.columns.order else { return Ok(OrderKey::NONE) };
        let field = bytes(record, column);
        let float = field.ends_with(b".0");
        if field.is_empty() {
            return Ok(OrderKey::NONE);
        }
        let count = &mut self.common.evidence.orders;
        *if float { &mut count.0 } else { &mut count.1 } += 1;
        self.sales.facts.damaged_orders += u64::from(field::is_damaged(&field));
        if totals::is_label(&field, self.common.reading, false) {
            return Err(Fault { reason: Reason::TotalRow, column: WHOLE_ROW });
        }
        let id = field::id(&field, self.common.reading.float_orders, self.common.reading)
            .map_err(|reason| Fault { reason, column })?;
        Ok(OrderKey::of(&id))
    }

    #[inline]
    pub(super) fn customer(&mut self, record: &Record<'_>) -> Result<Key, Fault> {
        let Some(column) = self.columns.customer else { return Ok(Key::NONE) };
        let key = self.named(record, column)?;
        if key.is_none() && !self.common.plan.fallbacks.is_empty() { self.otherwise(record) } else { Ok(key) }
    }

    /// The customer by another column than the first, in an export that is known to have several.
    #[cold]
    fn otherwise(&mut self, record: &Record<'_>) -> Result<Key, Fault> {
        for &column in &self.common.plan.fallbacks {
            let key = self.named(record, column)?;
            if !key.is_none() {
                self.sales.facts.fallbacks += 1;
                return Ok(key);
            }
        }
        Ok(Key::NONE)
    }

    /// The customer that a column names.
    #[inline]
    fn named(&mut self, record: &Record<'_>, column: usize) -> Result<Key, Fault> {
        let field = bytes(record, column);
        if field.is_empty() {
            return Ok(Key::NONE);
        }
        let float = field.ends_with(b".0");
        let count = &mut self.common.evidence.customers;
        *if float { &mut count.0 } else { &mut count.1 } += 1;
        let id = field::customer(&field, self.common.reading).map_err(|reason| Fault { reason, column })?;
        if field::nobody(&id) || self.common.plan.guests().iter().any(|guest| guest.as_bytes() == &*id) {
            return Ok(Key::NONE);
        }
        Ok(Key::of(&id))
    }

    /// A row without an order or a customer may be a total of others.
    pub(super) fn no_total(&self, record: &Record<'_>, order: OrderKey, customer: Key) -> Result<(), Fault> {
        let lacks = (order.is_none() && self.columns.order.is_some())
            || (customer.is_none() && self.columns.customer.is_some());
        let total = totals::is_total(record, self.common.reading, lacks);
        if total { Err(Fault { reason: Reason::TotalRow, column: WHOLE_ROW }) } else { Ok(()) }
    }

    #[inline]
    pub(super) fn minute(&mut self, record: &Record<'_>, order: OrderKey, form: &mut Form) -> Result<i32, Fault> {
        let column = self.columns.date;
        let field = bytes(record, column);
        let joined;
        let mut text: &[u8] = &field;
        if let Some(time) = self.columns.time
            && !field.is_empty()
        {
            joined = join_time(&field, &bytes(record, time));
            text = &joined;
        }
        match self.common.when(text) {
            Ok(minute) => Ok(minute.0),
            Err(Reason::MissingDate) if !order.is_none() => {
                form.marks |= marks::NO_DATE;
                Ok(NO_MINUTE)
            }
            Err(reason) => Err(self.no_moment(reason, &field)),
        }
    }

    /// What is wrong where date and time together are no moment: the time, where the date alone is one.
    #[cold]
    fn no_moment(&self, reason: Reason, date: &[u8]) -> Fault {
        match self.columns.time {
            Some(column) if field::when(date, self.common.reading).is_ok() => Fault { reason: Reason::BadTime, column },
            _ => Fault { reason, column: self.columns.date },
        }
    }

    #[inline]
    pub(super) fn amount(&mut self, record: &Record<'_>, form: &mut Form) -> Result<Found, Fault> {
        if let Some(column) = self.columns.amount {
            let found = self.money(record, column, true)?;
            self.sales.facts.negative += u64::from(found.mantissa < 0);
            return Ok(found);
        }
        let Some((price, quantity)) = self.columns.price else {
            form.scale = 0;
            return Ok(Found::default());
        };
        let found = self.money(record, price, true)?;
        let count = match field::sum(&bytes(record, quantity), self.common.reading) {
            Ok(Sum::Plain(amount)) => amount,
            Ok(Sum::Marked(text)) => text.amount,
            Err(Reason::MissingAmount) => return Err(Fault { reason: Reason::MissingAmount, column: quantity }),
            Err(_) => return Err(Fault { reason: Reason::BadQuantity, column: quantity }),
        };
        let whole = reduced(count);
        let scale = found.scale + whole.scale;
        let product = found.mantissa.checked_mul(whole.mantissa).filter(|_| scale <= 8);
        let product = product.filter(|&mantissa| fits(Amount { mantissa, scale }, self.common.reading.scale));
        let mantissa = product.ok_or(Fault { reason: Reason::AmountTooLarge, column: price })?;
        self.sales.facts.negative += u64::from(mantissa < 0);
        Ok(Found { mantissa, scale, ..found })
    }

    /// Reads one column of money; `proof` when its shape counts as evidence for the decimal mark.
    #[inline]
    fn money(&mut self, record: &Record<'_>, column: usize, proof: bool) -> Result<Found, Fault> {
        let field = bytes(record, column);
        let fault = |reason| Fault { reason, column };
        match field::sum(&field, self.common.reading) {
            Ok(Sum::Plain(amount)) => {
                if proof {
                    self.common.evidence.amounts.see_plain(amount, self.common.reading.mark);
                }
                fits(amount, self.common.reading.scale).then_some(()).ok_or(fault(Reason::AmountTooLarge))?;
                Ok(Found { mantissa: amount.mantissa, scale: amount.scale, ..Found::default() })
            }
            Ok(Sum::Marked(text)) => {
                if proof && let Ok(field) = field::text(&field, self.common.reading) {
                    self.common.evidence.amounts.see(&field);
                }
                if let Some(change) = text.noise {
                    self.sales.facts.noise.0 += 1;
                    self.sales.facts.noise.1 += change;
                }
                if let Some(symbol) = text.symbol.filter(|_| self.columns.currency.is_none()) {
                    *self.sales.facts.bare_symbols.entry(symbol).or_default() += 1;
                }
                fits(text.amount, self.common.reading.scale).then_some(()).ok_or(fault(Reason::AmountTooLarge))?;
                let Amount { mantissa, scale } = text.amount;
                Ok(Found { mantissa, scale, currency: text.currency, sign: text.symbol })
            }
            Err(reason) => {
                if proof
                    && reason != Reason::MissingAmount
                    && let Ok(field) = field::text(&field, self.common.reading)
                {
                    self.common.evidence.amounts.see(&field);
                }
                Err(fault(reason))
            }
        }
    }

    #[inline]
    pub(super) fn currency(
        &mut self,
        record: &Record<'_>,
        form: &mut Form,
        Found { currency: named, sign, .. }: Found,
    ) -> Result<(), Fault> {
        let Some(column) = self.columns.currency else {
            form.currency = named;
            if let Some((sign, picked)) = sign.zip(self.common.plan.currency)
                && !may_mean(sign, picked)
            {
                form.marks |= marks::OTHER_SIGN;
            }
            return Ok(());
        };
        let field = bytes(record, column);
        let fault = |reason| Fault { reason, column };
        let known = match &self.money {
            Some((text, known)) if *text == Key::of(&field) => *known,
            _ => {
                let text = field::text(&field, self.common.reading).map_err(fault)?;
                let known = if text.is_empty() {
                    None
                } else {
                    Some(Currency::parse(&text).ok_or(fault(Reason::BadCurrency))?)
                };
                self.money = Some((Key::of(&field), known));
                known
            }
        };
        form.currency = known.or(named);
        let contradicts =
            |known| named.is_some_and(|named| named != known) || sign.is_some_and(|sign| !may_mean(sign, known));
        if known.is_some_and(contradicts) {
            let column = self.columns.amount.unwrap_or(column);
            return Err(Fault { reason: Reason::CurrencyConflict, column });
        }
        if form.currency.is_none() {
            form.marks |= marks::NO_CURRENCY;
            if self.columns.order.is_none() {
                return Err(fault(Reason::MissingCurrency));
            }
        }
        Ok(())
    }

    /// Whether the row is a sale. Where refunds name their sale, money that comes in as a refund is the shop's own, as is money that
    /// goes out as a payment.
    #[inline]
    pub(super) fn standing(&mut self, record: &Record<'_>, amount: i64) -> Result<Standing, Fault> {
        let plan = self.common.plan;
        if plan.standing.is_empty() {
            return Ok(Standing::Sale);
        }
        Ok(match self.judge.standing(record, plan, self.common.reading)? {
            Standing::Received if amount < 0 => Standing::NotASale,
            Standing::Refund if amount > 0 && plan.refund_of.is_some() => Standing::NotASale,
            standing => standing,
        })
    }

    /// The sale that a refund names.
    pub(super) fn sale_of(&mut self, record: &Record<'_>) -> Result<Option<OrderKey>, Fault> {
        let Some(column) = self.common.plan.refund_of else { return Ok(None) };
        let field = bytes(record, column);
        if field.is_empty() {
            return Ok(None);
        }
        let id = field::id(&field, self.common.reading.float_orders, self.common.reading);
        Ok(Some(OrderKey::of(&id.map_err(|reason| Fault { reason, column })?)))
    }

    #[inline]
    pub(super) fn tuple(&mut self, record: &Record<'_>, form: &mut Form) -> Result<(), Fault> {
        if self.sales.tuples.is_empty() {
            return Ok(());
        }
        self.sales.tuples.begin();
        for wanted in &self.common.plan.wanted {
            let field = wanted.map_or(Cow::Borrowed(&[][..]), |column| bytes(record, column));
            let text = field::text(&field, self.common.reading);
            let text = text.map_err(|reason| Fault { reason, column: wanted.unwrap_or(WHOLE_ROW) })?;
            self.sales.tuples.push(&text);
        }
        form.tuple = self.sales.tuples.number();
        Ok(())
    }

    /// When the row's refund was made, where it has one and a column says.
    pub(super) fn refund_minute(&self, record: &Record<'_>) -> Result<Option<i32>, Fault> {
        let refund = self.beside.iter().any(|(measure, ..)| *measure == Measure::Refunded);
        let Some(column) = self.columns.refund_date.filter(|_| refund) else { return Ok(None) };
        match field::when(&bytes(record, column), self.common.reading) {
            Ok(when) => Ok(Some(when.minute.0)),
            Err(Reason::MissingDate) => Ok(None),
            Err(reason) => Err(Fault { reason, column }),
        }
    }

    /// Reads the amounts that come beside the row's own: what was refunded, what it cost, what it earned. Blank is none.
    pub(super) fn read_beside(&mut self, record: &Record<'_>) -> Result<(), Fault> {
        let refunded = self.columns.refunded.map(|column| (Measure::Refunded, column));
        for (measure, column) in refunded.into_iter().chain(self.columns.sides.into_iter().flatten()) {
            match self.money(record, column, false) {
                Ok(found) if found.mantissa != 0 => {
                    let total = if measure == Measure::Refunded { self.common.plan.refunds } else { Total::Line };
                    self.beside.push((measure, found, total));
                }
                Ok(_) | Err(Fault { reason: Reason::MissingAmount, .. }) => {}
                Err(fault) => return Err(fault),
            }
        }
        Ok(())
    }
}

/// `3.0` as `3`.
fn reduced(mut amount: Amount) -> Amount {
    while amount.scale > 0 && amount.mantissa % 10 == 0 {
        amount.mantissa /= 10;
        amount.scale -= 1;
    }
    amount
}

/// A date and a time of day as one text; `103309` is `10:33:09`, and `93309` has lost its zero.
fn join_time(date: &[u8], time: &[u8]) -> Vec<u8> {
    let time = record::trim(time);
    if time.is_empty() {
        return date.to_vec();
    }
    let clock = if matches!(time.len(), 5 | 6) && time.iter().all(u8::is_ascii_digit) {
        let hour = time.len() - 4;
        [&time[..hour], b":", &time[hour..hour + 2], b":", &time[hour + 2..]].concat()
    } else {
        time.to_vec()
    };
    [date, b" ", &clock].concat()
}
