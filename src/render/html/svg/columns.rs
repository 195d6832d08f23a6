//! Columns over time, each cut into parts.

use super::canvas::Canvas;
use super::trend::across;
use crate::render::chart::Columns;

const HEIGHT: f64 = 210.0;

/// Of the way from one column to the next, so much is filled.
const FILLED: f64 = 0.72;

/// Draws columns.
pub(super) fn draw(columns: &Columns, canvas: &mut Canvas) {
    let frame = canvas.upright(&columns.axis, HEIGHT);
    let all = columns.sums.len();
    let wide = (frame.right - frame.left) / all as f64 * FILLED;
    for (number, (label, parts, texts)) in columns.sums.iter().enumerate() {
        let left = across(number, all, frame) - wide / 2.0;
        let mut sum = 0.0;
        for (place, part) in parts.iter().enumerate() {
            let (from, to) = (frame.up(columns.axis.place(sum)), frame.up(columns.axis.place(sum + part)));
            sum += part;
            let told = format!("{label}, {}: {}", columns.names[place], texts[place]);
            canvas.bar(&format!("f{}", place + 1), (left, to), (wide, from - to), &told);
        }
    }
    let names: Vec<&str> = columns.sums.iter().map(|(label, ..)| label.as_str()).collect();
    canvas.below(&names, |number| across(number, all, frame), frame);
}
