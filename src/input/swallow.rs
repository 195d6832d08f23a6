//! Rows swallowed by a cell: between two stray quotation marks far apart, whole rows look like one cell with line breaks, and the
//! number of fields is right by accident.

use super::plan::{Plan, Reading};
use super::record::{Record, trim};
use super::roles::Role;
use super::value::{amount, date, score};
use memchr::{memchr, memchr2};

/// Whether each line of a record would make a row of its own, so that its quotation marks are strays.
///
/// A true cell of several lines leaves lines that are too short, or that have no date where the date should be.
#[inline]
pub(super) fn swallows(record: &Record<'_>, plan: &Plan, reading: &Reading) -> bool {
    let whole = record.whole();
    memchr2(b'\n', b'\r', whole).is_some() && every_line_is_a_row(whole, plan, reading)
}

#[cold]
fn every_line_is_a_row(whole: &[u8], plan: &Plan, reading: &Reading) -> bool {
    let lines = whole.split(|b| matches!(b, b'\n' | b'\r')).filter(|line| !trim(line).is_empty());
    let mut rows = 0;
    for line in lines {
        if !is_row(line, plan, reading) {
            return false;
        }
        rows += 1;
    }
    rows > 1
}

/// Whether a line, its quotation marks aside, has the header's width and reads where reading tells.
fn is_row(line: &[u8], plan: &Plan, reading: &Reading) -> bool {
    let bare: Vec<u8> = line.iter().copied().filter(|b| *b != b'"').collect();
    let cells: Vec<&[u8]> = bare.split(|b| *b == reading.dialect.delimiter).collect();
    let fits = |role: Role, reads: &dyn Fn(&str) -> bool| {
        let Some(cell) = plan.at(role).and_then(|at| cells.get(at)) else { return true };
        super::field::text(trim(cell), reading).is_ok_and(|text| text.is_empty() || reads(&text))
    };
    cells.len() == plan.names.len()
        && cells.len() > 1
        && memchr(0, &bare).is_none()
        && fits(Role::Date, &|text| date::read(text, reading.date).is_ok() || date::read_self_evident(text).is_ok())
        && fits(Role::Amount, &|text| amount::read(text, reading.mark).is_ok())
        && [Role::Nps, Role::Csat, Role::Ces].iter().all(|&role| fits(role, &|text| score::read(text).is_ok()))
}
