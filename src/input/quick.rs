//! The short way for the rows that dominate: order, customer, date and plain amount, nothing to decode, to fold or to fill, the
//! currency that the row before had, in wanted columns what some row before had. It gives what the long way in [`super::sales`] would give, or nothing; about 200 instructions.

// Measured: as calls, these few instructions cost more than what they do, tens of millions of times.
#![allow(clippy::inline_always)]

use super::exact::Oddity;
use super::field;
use super::lately::Lately;
use super::piece::{Form, Piece};
use super::plan::Reading;
use super::record::Record;
use super::value::amount::{self, Amount, DecimalMark};
use super::value::date::{self, DateShape};
use super::value::id;
use crate::ledger::key::{Key, OrderKey};

/// What rows that look like the last one that went the long way have in common: where their columns stand, and their form.
#[derive(Clone, Copy)]
pub(super) struct Quick {
    /// How many fields a row has.
    pub(super) fields: usize,
    /// The columns.
    pub(super) order: usize,
    /// See above.
    pub(super) customer: usize,
    /// See above.
    pub(super) date: usize,
    /// See above.
    pub(super) amount: usize,
    /// The column of the currency, and what stood there.
    pub(super) currency: Option<(usize, [u8; 3])>,
    /// The decimals of the amount.
    pub(super) scale: u8,
    /// The form, and its number in the chunk.
    pub(super) form: Form,
    /// See above.
    pub(super) number: u32,
}

/// A row read the short way.
pub(super) struct Short {
    /// The piece it makes.
    pub(super) piece: Piece,
    /// Its amount.
    pub(super) amount: Amount,
    /// When it was.
    pub(super) minute: i32,
    /// Whether day and month could be exchanged.
    pub(super) either_way: bool,
}

impl Quick {
    /// Reads a row; `MARKED` where quotes or carriage returns stand in the chunk, and `quotes` whether it is quotes. `lately` knows
    /// the forms of rows with other values in wanted columns.
    #[inline(always)]
    pub(super) fn read<const MARKED: bool>(
        &self,
        record: &Record<'_>,
        reading: &Reading,
        quotes: bool,
        lately: &Lately,
    ) -> Option<Short> {
        if record.fields != self.fields || record.oddity != Oddity::None {
            return None;
        }
        if MARKED && quotes && memchr::memchr(b'\n', record.whole()).is_some() {
            return None;
        }
        // Blanks around a date, an amount or a currency make it none of these here.
        let get = |column| if MARKED { record.plain(column) } else { record.bare(column) };
        let order_text = named(get(self.order)?)?;
        let customer_text = named(get(self.customer)?)?;
        // A word alone may be the label of a total.
        let word = !order_text.first()?.is_ascii_digit() && !order_text.last()?.is_ascii_digit();
        if word || !customer_text.last()?.is_ascii_digit() {
            return None;
        }
        Key::plain(order_text)?;
        let (order, customer) = (OrderKey::of(order_text), Key::plain(customer_text)?);
        let date = get(self.date)?;
        let (minute, either_way) = match reading.date {
            DateShape::Ymd => (date::fast(date)?.minute.0, false),
            shape => field::three_numbers(date, shape).map(|when| (when.minute.0, when.either_way))?,
        };
        let amount = match reading.mark {
            DecimalMark::Point => amount::fast(get(self.amount)?)?,
            DecimalMark::Comma => amount::fast_comma(get(self.amount)?)?,
        };
        if amount.scale != self.scale {
            return None;
        }
        if let Some((column, code)) = &self.currency
            && <[u8; 3]>::try_from(get(*column)?).ok()? != *code
        {
            return None;
        }
        let number = if lately.is_empty() { self.number } else { lately.number(get)? };
        let piece = Piece::new(order, customer, amount.mantissa, minute, number, 1);
        Some(Short { piece, amount, minute, either_way })
    }
}

/// An id without blanks around it that is neither a float nor damaged by a spreadsheet.
#[inline(always)]
fn named(text: &[u8]) -> Option<&[u8]> {
    let blank = *text.first()? <= b' ' || *text.last()? <= b' ';
    (!blank && !text.ends_with(b".0") && !id::may_be_damaged(text)).then_some(text)
}
