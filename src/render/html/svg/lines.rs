//! Lines in different strokes, the first of them what happened.

use super::canvas::Canvas;
use super::trend::across;
use crate::render::chart::Lines;

const HEIGHT: f64 = 220.0;

/// Draws lines.
pub(super) fn draw(lines: &Lines, canvas: &mut Canvas) {
    let frame = canvas.upright(&lines.axis, HEIGHT);
    let all = lines.labels.len();
    for (number, series) in lines.series.iter().enumerate().rev() {
        let points = series
            .iter()
            .enumerate()
            .map(|(place, at)| Some((across(place, all, frame), frame.up(lines.axis.place((*at)?)))));
        canvas.path(&format!("l{}", number + 1), &points.collect::<Vec<_>>());
    }
    let names: Vec<&str> = lines.labels.iter().map(String::as_str).collect();
    canvas.below(&names, |place| across(place, all, frame), frame);
}
