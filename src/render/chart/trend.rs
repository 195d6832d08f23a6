//! A figure over time with its interval as a band.

use super::{Axis, Chart, Picture, at, band, headline, is_over_time, number, told};
use crate::answer::column::Unit;
use crate::answer::{Answer, Record};
use crate::render::show::Show;
use crate::words;

/// A figure over time.
#[derive(Debug, Clone, PartialEq)]
pub(in crate::render) struct Trend {
    /// The scale.
    pub(in crate::render) axis: Axis,
    /// One mark for each period.
    pub(in crate::render) marks: Vec<Mark>,
}

/// A period of a trend.
#[derive(Debug, Clone, PartialEq)]
pub(in crate::render) struct Mark {
    /// The period's name.
    pub(in crate::render) label: String,
    /// The figure; nothing where there is none.
    pub(in crate::render) at: Option<f64>,
    /// The ends of its interval.
    pub(in crate::render) band: Option<(f64, f64)>,
    /// Figure and interval as text.
    pub(in crate::render) text: String,
    /// Whether the period lies wholly within the data.
    pub(in crate::render) complete: bool,
}

/// The trend of the figure that an answer leads with.
pub(super) fn of(answer: &Answer, show: Show) -> Option<Chart> {
    let column = headline(answer).filter(|_| is_over_time(answer))?;
    let marks: Vec<Mark> = answer
        .records
        .iter()
        .map(|record| Mark {
            label: name(record, show),
            at: number(at(answer, record, column.key)),
            band: band(answer, record, column),
            text: told(answer, record, column, show),
            complete: record.complete != Some(false),
        })
        .collect();
    let known: Vec<&Mark> = marks.iter().filter(|mark| mark.at.is_some()).collect();
    let (first, last) = (*known.first()?, *known.last().filter(|_| known.len() > 1)?);
    let by = |mark: &&&Mark| ordered(mark.at.unwrap_or_default());
    let (lowest, highest) = (*known.iter().min_by_key(by)?, *known.iter().rev().max_by_key(by)?);
    let figure = |mark: &Mark| format!("{} {}", mark.label, mark.text);
    let told = words::charts::trend(show.lang, &[first, last, lowest, highest].map(figure));
    let numbers = known.iter().flat_map(|mark| {
        let (low, high) = mark.band.unzip();
        [mark.at, low, high].into_iter().flatten()
    });
    let axis = Axis::holding(numbers, column.unit != Unit::Points, column.unit, show);
    let label = show.label(column.key);
    let title = words::charts::over_time(show.lang, &label, &answer.dimensions[0]);
    let (low, high) = column.interval.unzip();
    let keys = [Some(column.key), low, high].into_iter().flatten().collect();
    Some(Chart { title, told: show.plain(&told), keys, picture: Picture::Trend(Trend { axis, marks }) })
}

/// The name of a record's only group.
pub(super) fn name(record: &Record, show: Show) -> String {
    record.group.first().and_then(Clone::clone).unwrap_or_else(|| show.phrases.none.to_owned())
}

/// The bits of a number in an order that numbers compare by.
fn ordered(number: f64) -> i64 {
    let bits = number.to_bits() as i64;
    bits ^ (((bits >> 63) as u64) >> 1) as i64
}

#[cfg(test)]
mod tests {
    use super::ordered;

    #[test]
    fn numbers_compare_by_their_size_whatever_their_sign() {
        let numbers = [-7.5, -2.0, 0.0, 0.5, 3.0].map(ordered);
        assert!(numbers.is_sorted(), "{numbers:?}");
    }
}
