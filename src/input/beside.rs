//! What stands beside the facts in more than one kind of file, and may be blank: a moment, a cost, a customer, the wanted columns.

use super::common::{Common, Fault, WHOLE_ROW};
use super::dictionary::Tuples;
use super::digits::{Digits, fits};
use super::field::{self, Sum};
use super::record::Record;
use super::value::amount::Amount;
use crate::answer::reason::Reason;
use crate::ledger::day::Minute;
use std::borrow::Cow;

impl Common<'_> {
    /// The moment in a column; nothing where there is no such column, or its field is blank.
    pub(super) fn moment(&mut self, record: &Record<'_>, column: Option<usize>) -> Result<Option<Minute>, Fault> {
        let Some(column) = column else { return Ok(None) };
        match self.when(&record.field(column)) {
            Ok(minute) => Ok(Some(minute)),
            Err(Reason::MissingDate) => Ok(None),
            Err(reason) => Err(Fault { reason, column }),
        }
    }

    /// The cost in a column, likewise; `digits` learns what is needed to hold it.
    pub(super) fn cost(
        &self,
        record: &Record<'_>,
        column: Option<usize>,
        digits: &mut Digits,
    ) -> Result<Option<Amount>, Fault> {
        let Some(column) = column else { return Ok(None) };
        let amount = match field::sum(&record.field(column), self.reading) {
            Ok(Sum::Plain(amount)) => amount,
            Ok(Sum::Marked(text)) => text.amount,
            Err(Reason::MissingAmount) => return Ok(None),
            Err(reason) => return Err(Fault { reason, column }),
        };
        if !fits(amount, self.reading.scale) {
            return Err(Fault { reason: Reason::AmountTooLarge, column });
        }
        digits.see(amount.mantissa, amount.scale);
        Ok(Some(amount))
    }

    /// The id of a customer whose first column is named, from the first of the columns that is not blank; nothing where all are.
    pub(super) fn customer<'a>(&mut self, record: &Record<'a>, first: usize) -> Result<Option<Cow<'a, [u8]>>, Fault> {
        let mut columns = std::iter::once(&first).chain(&self.plan.fallbacks);
        let Some(&column) = columns.find(|column| !record.field(**column).is_empty()) else { return Ok(None) };
        let field = record.field(column);
        let count = &mut self.evidence.customers;
        *if field.ends_with(b".0") { &mut count.0 } else { &mut count.1 } += 1;
        let id = field::customer(&field, self.reading).map_err(|reason| Fault { reason, column })?;
        Ok(Some(Cow::Owned(id.into_owned())))
    }

    /// The number of a row's combination of wanted columns.
    pub(super) fn tuple(&self, record: &Record<'_>, tuples: &mut Tuples) -> Result<u32, Fault> {
        if tuples.is_empty() {
            return Ok(0);
        }
        tuples.begin();
        for wanted in &self.plan.wanted {
            let field = wanted.map_or(Cow::Borrowed(&[][..]), |column| record.field(column));
            let text = field::text(&field, self.reading);
            let text = text.map_err(|reason| Fault { reason, column: wanted.unwrap_or(WHOLE_ROW) })?;
            tuples.push(&text);
        }
        Ok(tuples.number())
    }
}
