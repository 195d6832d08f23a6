//! A line over time with a band around it; what is not over is hollow.

use super::canvas::{Canvas, Frame};
use crate::render::chart::{Mark, Trend};

const HEIGHT: f64 = 210.0;

/// Draws a trend.
pub(super) fn draw(trend: &Trend, canvas: &mut Canvas) {
    let frame = canvas.upright(&trend.axis, HEIGHT);
    let place = |number: usize| across(number, trend.marks.len(), frame);
    let up = |number: f64| frame.up(trend.axis.place(number));
    // Where a period has no figure the band is broken, as the line is.
    for run in runs(&trend.marks) {
        let ends = |pick: fn((f64, f64)) -> f64| -> Vec<(f64, f64)> {
            run.iter().filter_map(|(number, mark)| Some((place(*number), up(pick(mark.band?))))).collect()
        };
        canvas.area("band", &ends(|band| band.1), &ends(|band| band.0));
    }
    let points: Vec<Option<(f64, f64)>> =
        trend.marks.iter().enumerate().map(|(number, mark)| Some((place(number), up(mark.at?)))).collect();
    canvas.path("l1", &points);
    for (mark, point) in trend.marks.iter().zip(&points) {
        if let Some(point) = point {
            let class = if mark.complete { "p1" } else { "p1 open" };
            canvas.point(class, *point, &format!("{} {}", mark.label, mark.text));
        }
    }
    let names: Vec<&str> = trend.marks.iter().map(|mark| mark.label.as_str()).collect();
    canvas.below(&names, place, frame);
}

/// Neighbouring marks that have a band.
fn runs(marks: &[Mark]) -> Vec<Vec<(usize, &Mark)>> {
    let mut runs = vec![vec![]];
    for (number, mark) in marks.iter().enumerate() {
        match (mark.band, runs.last_mut()) {
            (Some(_), Some(run)) => run.push((number, mark)),
            _ => runs.push(vec![]),
        }
    }
    runs.retain(|run: &Vec<(usize, &Mark)>| run.len() > 1);
    runs
}

/// Where one of so many stands, the first and the last a little inside the frame.
pub(super) fn across(number: usize, all: usize, frame: Frame) -> f64 {
    frame.across((number as f64 + 0.5) / all as f64)
}
