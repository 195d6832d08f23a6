//! From a field's bytes to a date, an amount, an id: the short way for the shapes that dominate, the long way for the rest.

// Measured: as calls, these few instructions cost more than what they do, tens of millions of times.
#![allow(clippy::inline_always)]

use super::plan::Reading;
use super::value::amount::{self, Amount, AmountFault, AmountText, DecimalMark};
use super::value::date::{self, DateFault, DateShape};
use super::value::id;
use crate::answer::reason::Reason;
use crate::ledger::day::Minute;
use encoding_rs::UTF_8;
use std::borrow::Cow;

/// The field's text in UTF-8; bytes that are not in the file's encoding are a fault.
#[inline(always)]
pub(super) fn text<'a>(bytes: &'a [u8], reading: &Reading) -> Result<Cow<'a, str>, Reason> {
    if reading.encoding == UTF_8 {
        return std::str::from_utf8(bytes).map(Cow::Borrowed).map_err(|_| Reason::BadEncoding);
    }
    reading.encoding.decode_without_bom_handling_and_without_replacement(bytes).ok_or(Reason::BadEncoding)
}

/// What a date field gave.
#[derive(Debug, Clone, Copy)]
pub(super) struct When {
    /// As written.
    pub(super) minute: Minute,
    /// Whether day and month could change places.
    pub(super) either_way: bool,
    /// Whether it has another form than its column, one that leaves no doubt.
    pub(super) foreign: bool,
}

/// Reads a date under the family's reading. The short ways cost 5 to 10 ns.
#[inline(always)]
pub(super) fn when(bytes: &[u8], reading: &Reading) -> Result<When, Reason> {
    if reading.date == DateShape::Ymd
        && let Some(moment) = date::fast(bytes)
    {
        return Ok(When { minute: moment.minute, either_way: false, foreign: false });
    }
    if let Some(found) = three_numbers(bytes, reading.date) {
        return Ok(found);
    }
    let text = text(bytes, reading)?;
    match date::read(&text, reading.date) {
        Ok(moment) => {
            let minute = date::moved(moment, reading.zone.as_ref());
            Ok(When { minute, either_way: either_way(&text, reading.date), foreign: false })
        }
        Err(DateFault::Missing) => Err(Reason::MissingDate),
        Err(DateFault::Bad) => match date::read_self_evident(&text) {
            Ok((_, moment)) => {
                Ok(When { minute: date::moved(moment, reading.zone.as_ref()), either_way: false, foreign: true })
            }
            Err(_) => Err(Reason::BadDate),
        },
        Err(DateFault::OtherWeekday) => Err(Reason::OtherWeekday),
        Err(DateFault::NoSuchDay) => Err(Reason::NoSuchDay),
        Err(DateFault::OutOfRange) => Err(Reason::DateOutOfRange),
    }
}

/// Whether the same text is also a date with day and month in the other order.
fn either_way(text: &str, shape: DateShape) -> bool {
    let rival = match shape {
        DateShape::Dmy => DateShape::Mdy,
        DateShape::Mdy => DateShape::Dmy,
        _ => return false,
    };
    date::read(text, rival).is_ok()
}

/// `31/12/2024`, `12-31-2024`, `31.12.2024 08:15[:30]`: the short way for day and month first.
pub(super) fn three_numbers(bytes: &[u8], shape: DateShape) -> Option<When> {
    let day_first = match shape {
        DateShape::Dmy => true,
        DateShape::Mdy => false,
        _ => return None,
    };
    let (first, rest) = number(bytes, 2)?;
    let (&mark, rest) = rest.split_first()?;
    if !matches!(mark, b'/' | b'-' | b'.') {
        return None;
    }
    let (second, rest) = number(rest, 2)?;
    let rest = rest.strip_prefix(&[mark])?;
    let (year, rest) = number(rest, 4)?;
    let minutes = if rest.is_empty() { 0 } else { clock(rest)? };
    let (day, month) = if day_first { (first, second) } else { (second, first) };
    let day = date::day_of(year, month, day)?;
    Some(When { minute: Minute::of(day, minutes), either_way: first <= 12 && second <= 12, foreign: false })
}

fn clock(rest: &[u8]) -> Option<u32> {
    let (hour, rest) = number(rest.strip_prefix(b" ")?, 2)?;
    let (minute, rest) = number(rest.strip_prefix(b":")?, 2)?;
    let seconds =
        rest.is_empty() || number(rest.strip_prefix(b":")?, 2).is_some_and(|(s, end)| s <= 60 && end.is_empty());
    (seconds && hour < 24 && minute < 60).then_some(hour * 60 + minute)
}

/// A whole number of at most `most` digits (a year: exactly four), and what follows.
fn number(bytes: &[u8], most: usize) -> Option<(u32, &[u8])> {
    let digits = bytes.iter().take_while(|b| b.is_ascii_digit()).count();
    if digits == 0 || digits > most || (most == 4 && digits != 4) {
        return None;
    }
    let value = bytes[..digits].iter().fold(0, |n, b| n * 10 + u32::from(b - b'0'));
    Some((value, &bytes[digits..]))
}

/// What an amount field gave.
#[derive(Debug, Clone)]
pub(super) enum Sum {
    /// The short way: a plain number.
    Plain(Amount),
    /// The long way, with what stood around it.
    Marked(AmountText),
}

/// Reads an amount under the family's reading. The short way costs about 10 ns.
#[inline(always)]
pub(super) fn sum(bytes: &[u8], reading: &Reading) -> Result<Sum, Reason> {
    let plain = match reading.mark {
        DecimalMark::Point => amount::fast(bytes),
        DecimalMark::Comma => amount::fast_comma(bytes),
    };
    if let Some(amount) = plain {
        return Ok(Sum::Plain(amount));
    }
    let text = text(bytes, reading)?;
    match amount::read(&text, reading.mark) {
        Ok(found) => Ok(Sum::Marked(found)),
        Err(AmountFault::Missing) => Err(Reason::MissingAmount),
        Err(AmountFault::Bad) => Err(Reason::BadAmount),
        Err(AmountFault::Ambiguous) => Err(Reason::AmbiguousAmount),
        Err(AmountFault::TooLarge) => Err(Reason::AmountTooLarge),
    }
}

/// An id as it is compared: e-mail addresses without case, `17850.0` as `17850` where the whole column is like that.
#[inline(always)]
pub(super) fn id<'a>(bytes: &'a [u8], float: bool, reading: &Reading) -> Result<Cow<'a, [u8]>, Reason> {
    let mut seen = 0u8;
    let mut address = false;
    for &byte in bytes {
        seen |= byte;
        address |= byte == b'@';
    }
    if seen < 0x80 && !address {
        return Ok(Cow::Borrowed(if float { bytes.strip_suffix(b".0").unwrap_or(bytes) } else { bytes }));
    }
    let text = text(bytes, reading)?;
    if address && id::shape(text.as_bytes()) == id::IdShape::EMail {
        return Ok(Cow::Owned(id::folded_email(&text).into_bytes()));
    }
    Ok(match text {
        Cow::Borrowed(text) => Cow::Borrowed(text.as_bytes()),
        Cow::Owned(text) => Cow::Owned(text.into_bytes()),
    })
}

/// A customer's id: the same, but an id whose digits a spreadsheet has thrown away could be anybody's.
#[inline(always)]
pub(super) fn customer<'a>(bytes: &'a [u8], reading: &Reading) -> Result<Cow<'a, [u8]>, Reason> {
    if is_damaged(bytes) {
        return Err(Reason::DamagedId);
    }
    id(bytes, reading.float_customers, reading)
}

/// Whether an id looks like `1.23E+11`.
#[inline(always)]
pub(super) fn is_damaged(bytes: &[u8]) -> bool {
    id::may_be_damaged(bytes) && id::shape(bytes) == id::IdShape::Exponent
}

/// Whether an id says "nobody in particular". Ids end in a digit nearly always, so the long look is rare.
#[inline(always)]
pub(super) fn nobody(id: &[u8]) -> bool {
    match id.last() {
        None => true,
        Some(last) if last.is_ascii_digit() || id.len() > 24 => false,
        Some(_) => std::str::from_utf8(id).is_ok_and(id::placeholder),
    }
}
