//! A curve in a square, beside the straight line on which everyone has the same.

use super::canvas::{Anchor, Canvas, Frame};
use crate::render::chart::Curve;

const HEIGHT: f64 = 270.0;

/// Lines at each fourth.
const LINES: [(f64, &str); 5] = [(0.0, "0"), (0.25, "25"), (0.5, "50"), (0.75, "75"), (1.0, "100 %")];

/// Draws a curve.
pub(super) fn draw(curve: &Curve, canvas: &mut Canvas) {
    let frame = Frame { left: 46.0, right: 430.0, top: 26.0, bottom: HEIGHT - 42.0 };
    canvas.text(0.0, 12.0, Anchor::Start, "", &curve.names[1]);
    for (share, text) in LINES {
        canvas.line("grid", (frame.left, frame.up(share)), (frame.right, frame.up(share)));
        canvas.text(frame.left - 6.0, frame.up(share) + 4.0, Anchor::End, "", text);
        let end = if share > 0.9 { Anchor::End } else { Anchor::Middle };
        canvas.text(frame.across(share) + if share > 0.9 { 8.0 } else { 0.0 }, frame.bottom + 16.0, end, "", text);
    }
    let place = |(x, y): (f64, f64)| (frame.across(x), frame.up(y));
    canvas.line("even", place((0.0, 0.0)), place((1.0, 1.0)));
    let points: Vec<(f64, f64)> = curve.points.iter().map(|(x, y, _)| place((*x, *y))).collect();
    let ground: Vec<(f64, f64)> = curve.points.iter().map(|(x, ..)| place((*x, *x))).collect();
    canvas.area("band", &points, &ground);
    canvas.path("l1", &points.iter().copied().map(Some).collect::<Vec<_>>());
    for (point, (.., text)) in points.iter().zip(&curve.points).skip(1) {
        canvas.point("p1", *point, text);
    }
    canvas.text(f64::midpoint(frame.left, frame.right), HEIGHT - 8.0, Anchor::Middle, "", &curve.names[0]);
    canvas.reach(HEIGHT);
}
