//! Bars of full width, cut into parts.

use super::super::text::width;
use super::canvas::{Anchor, Canvas, LETTER, WIDTH};
use crate::render::chart::Shares;

/// A name, its bar, and the blank to the next one.
const ROW: f64 = 58.0;

const THICK: f64 = 26.0;

/// Draws bars.
pub(super) fn draw(shares: &Shares, canvas: &mut Canvas) {
    // The caption names a bar that stands alone.
    let alone = shares.bars.len() == 1;
    for (row, (name, parts)) in shares.bars.iter().enumerate() {
        let top = ROW * row as f64 - if alone { 18.0 } else { 0.0 };
        if !alone {
            canvas.text(0.0, top + LETTER, Anchor::Start, "", name);
        }
        let mut left = 0.0;
        for (place, (share, text)) in parts.iter().enumerate() {
            let wide = WIDTH * share;
            let class = shares.paints[place];
            let told = format!("{}: {text}", shares.names[place]);
            // A hairline of ground between the parts.
            canvas.bar(&format!("f{class}"), (left, top + 20.0), ((wide - 1.0).max(0.0), THICK), &told);
            let fitting = [text.as_str(), text.split(" (").nth(1).map_or("", |percent| percent.trim_end_matches(')'))];
            if let Some(text) = fitting.into_iter().find(|text| !text.is_empty() && width(text) * LETTER + 8.0 < wide) {
                canvas.text(left + 6.0, top + 20.0 + 17.5, Anchor::Start, "on", text);
            }
            left += wide;
        }
        canvas.reach(top + ROW - 10.0);
    }
}
