//! A chunk of a returns file becomes pieces of the orders that came back; what they were worth is settled with their orders, in
//! `order/returned.rs`.

use super::common::{Common, Fault, Rule, WHOLE_ROW, Worth};
use super::digits::fits;
use super::field::{self, Sum};
use super::packed::Packed;
use super::piece::{Form, Forms, Measure, NO_MINUTE, Piece, marks};
use super::pile::Yard;
use super::plan::{Plan, Reading};
use super::record::Record;
use super::request::Total;
use super::roles::{Role, fold};
use super::sales::Sales;
use super::totals;
use crate::answer::reason::Reason;
use crate::ledger::currency::Currency;
use crate::ledger::key::{Key, OrderKey};

/// Words in a column of returns for orders that did not come back, folded.
const KEPT: [&str; 9] = ["", "no", "n", "false", "0", "kept", "いいえ", "なし", "未返品"];

/// Understands one chunk's rows.
pub(super) struct Returner<'p> {
    /// Rejections, exclusions, evidence.
    pub(super) common: Common<'p>,
    quotes: bool,
    shift: u32,
    forms: Forms,
    yard: &'p mut Yard,
    sales: Sales,
}

impl<'p> Returner<'p> {
    /// For one chunk; `bits` is the logarithm of the number of order shards.
    pub(super) fn new(
        plan: &'p Plan,
        reading: &'p Reading,
        bytes: &[u8],
        quotes: bool,
        bits: u32,
        yard: &'p mut Yard,
    ) -> Self {
        yard.resize(1 << bits);
        let sales = Sales::new(plan);
        let common = Common::new(plan, reading, bytes);
        Self { common, quotes, shift: 64 - bits, forms: Forms::default(), yard, sales }
    }

    /// Takes up one row.
    pub(super) fn row(&mut self, record: &Record<'_>) {
        let mut worth = None;
        match self.understand(record, &mut worth) {
            Ok(true) => {}
            Ok(false) => *self.common.excluded.entry(Rule::NotReturned).or_default() += 1,
            Err(fault) => {
                if !self.common.refuse(record, fault, worth) {
                    return;
                }
            }
        }
        if let Some(worth) = worth {
            *self.sales.read.entry((worth.currency, worth.scale)).or_default() += i128::from(worth.mantissa);
        }
    }

    /// The row's piece, dealt; says whether the order came back at all.
    fn understand(&mut self, record: &Record<'_>, worth: &mut Option<Worth>) -> Result<bool, Fault> {
        self.common.whole(record, self.quotes)?;
        let order = self.order(record)?;
        if !self.came_back(record)? {
            return Ok(false);
        }
        let mut form = Form { measure: Measure::Returned, total: Total::Line, ..Form::default() };
        let amount = self.amount(record, &mut form)?;
        if amount.is_some_and(|amount| amount < 0) {
            let column = self.common.plan.at(Role::Amount).unwrap_or(WHOLE_ROW);
            return Err(Fault { reason: Reason::NegativeReturn, column });
        }
        // What was given back is money that has gone, in the account as well.
        let amount = amount.map(|amount| -amount);
        *worth = amount.map(|mantissa| Worth { currency: form.currency, mantissa, scale: form.scale });
        if amount.is_none() {
            form.marks |= marks::NO_AMOUNT;
        }
        // The day of its order where no day is named.
        let minute = self.common.moment(record, self.common.plan.at(Role::Date))?.map_or(NO_MINUTE, |minute| minute.0);
        form.tuple = self.common.tuple(record, &mut self.sales.tuples)?;
        let amount = amount.unwrap_or(0);
        self.sales.digits.see(amount, form.scale);
        let piece = Piece::new(order, Key::NONE, amount, minute, self.forms.number(form), 1);
        let pile = (order.hash() >> self.shift) as usize;
        self.yard.runs[pile].push(Packed::new(&piece, &mut self.sales.large));
        Ok(true)
    }

    fn order(&mut self, record: &Record<'_>) -> Result<OrderKey, Fault> {
        let column = self.common.plan.at(Role::Order).unwrap_or(WHOLE_ROW);
        let field = record.field(column);
        if field.is_empty() {
            return Err(Fault { reason: Reason::MissingOrder, column });
        }
        if totals::is_label(&field, self.common.reading, false) {
            return Err(Fault { reason: Reason::TotalRow, column: WHOLE_ROW });
        }
        let count = &mut self.common.evidence.orders;
        *if field.ends_with(b".0") { &mut count.0 } else { &mut count.1 } += 1;
        self.sales.facts.damaged_orders += u64::from(field::is_damaged(&field));
        let id = field::id(&field, self.common.reading.float_orders, self.common.reading)
            .map_err(|reason| Fault { reason, column })?;
        Ok(OrderKey::of(&id))
    }

    /// Whether the order came back, in a file that lists others too.
    fn came_back(&self, record: &Record<'_>) -> Result<bool, Fault> {
        let Some(column) = self.common.plan.at(Role::ReturnFlag) else { return Ok(true) };
        let field = record.field(column);
        let text = field::text(&field, self.common.reading).map_err(|reason| Fault { reason, column })?;
        Ok(!KEPT.contains(&fold(&text).as_str()))
    }

    /// What was given back; nothing where the whole order was. Its decimals and its currency go into the form.
    fn amount(&mut self, record: &Record<'_>, form: &mut Form) -> Result<Option<i64>, Fault> {
        let currency = self.currency(record)?;
        form.currency = currency;
        let Some(column) = self.common.plan.at(Role::Amount) else { return Ok(None) };
        let field = record.field(column);
        let fault = |reason| Fault { reason, column };
        let found = field::sum(&field, self.common.reading);
        if !matches!(found, Err(Reason::MissingAmount))
            && let Ok(text) = field::text(&field, self.common.reading)
        {
            self.common.evidence.amounts.see(&text);
        }
        let (amount, named) = match found {
            Ok(Sum::Plain(amount)) => (amount, None),
            Ok(Sum::Marked(text)) => {
                if let Some(change) = text.noise {
                    self.sales.facts.noise.0 += 1;
                    self.sales.facts.noise.1 += change;
                }
                (text.amount, text.currency)
            }
            Err(Reason::MissingAmount) => return Ok(None),
            Err(reason) => return Err(fault(reason)),
        };
        if !fits(amount, self.common.reading.scale) {
            return Err(fault(Reason::AmountTooLarge));
        }
        if currency.is_some() && named.is_some() && currency != named {
            return Err(fault(Reason::CurrencyConflict));
        }
        form.currency = currency.or(named);
        form.scale = amount.scale;
        Ok(Some(amount.mantissa))
    }

    /// The currency, where the row names one; that of its order otherwise.
    fn currency(&self, record: &Record<'_>) -> Result<Option<Currency>, Fault> {
        let Some(column) = self.common.plan.at(Role::Currency) else { return Ok(None) };
        let field = record.field(column);
        let text = field::text(&field, self.common.reading).map_err(|reason| Fault { reason, column })?;
        if text.is_empty() {
            return Ok(None);
        }
        Currency::parse(&text).map(Some).ok_or(Fault { reason: Reason::BadCurrency, column })
    }

    /// What the chunk has come to.
    pub(super) fn finish(mut self) -> (Common<'p>, Sales) {
        self.common.evidence.currency = self.forms.list.iter().find_map(|form| form.currency);
        self.sales.forms = self.forms.list;
        self.sales.runs = self.yard.lay_down(64 - self.shift);
        (self.common, self.sales)
    }
}
