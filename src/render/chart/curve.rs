//! How much of a whole the first so many have: the customers with the largest sums first.

use super::{Chart, Picture, number_at, parts};
use crate::answer::Answer;
use crate::answer::column::Unit;
use crate::answer::value::Value;
use crate::render::show::Show;
use crate::words;

/// A curve from nothing of nobody to all of everyone.
#[derive(Debug, Clone, PartialEq)]
pub(in crate::render) struct Curve {
    /// What lies along the bottom, and what along the side.
    pub(in crate::render) names: [String; 2],
    /// Shares of the customers, of the whole, and both as text.
    pub(in crate::render) points: Vec<(f64, f64, String)>,
}

/// The curve of an answer in tenths.
pub(super) fn of(answer: &Answer, show: Show) -> Option<Chart> {
    answer.sheet.position("cumulative_share")?;
    let all: f64 = parts(answer).filter_map(|record| number_at(answer, record, "customers")).sum();
    let mut customers = 0.0;
    let mut points = vec![(0.0, 0.0, String::new())];
    for record in parts(answer) {
        customers += number_at(answer, record, "customers")?;
        let (first, so_far) = (customers / all, number_at(answer, record, "cumulative_share")?);
        let text = |share: f64| show.value(&Value::Real(share), Unit::Share);
        points.push((first, so_far, words::charts::first_have(show.lang, &text(first), &text(so_far))));
    }
    let told: Vec<&str> = points.iter().skip(1).take(2).map(|(.., text)| text.as_str()).collect();
    let [title, across, up] = words::charts::concentration(show.lang);
    let told = told.join("; ");
    (points.len() > 2).then_some(Chart {
        title: title.to_owned(),
        told,
        keys: vec!["cumulative_share"],
        picture: Picture::Curve(Curve { names: [across, up].map(String::from), points }),
    })
}
