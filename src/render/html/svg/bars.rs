//! Groups below each other with their bars, and whiskers for their intervals.

use super::super::text::width;
use super::canvas::{Anchor, Canvas, Frame, LETTER, WIDTH};
use crate::render::chart::Bars;

const THICK: f64 = 15.0;

/// Names take at most so much of the width.
const NAMES: f64 = 150.0;

/// Draws bars.
pub(super) fn draw(bars: &Bars, canvas: &mut Canvas) {
    let widest = |texts: &mut dyn Iterator<Item = &str>| texts.map(|text| width(text) * LETTER).fold(0.0, f64::max);
    let names = widest(&mut bars.rows.iter().map(|(name, _)| name.as_str())).min(NAMES);
    let texts = widest(&mut bars.rows.iter().flat_map(|(_, all)| all).map(|bar| bar.text.as_str()));
    let each = THICK * bars.names.len() as f64 + 11.0;
    let bottom = 4.0 + each * bars.rows.len() as f64;
    let frame = Frame { left: names + 10.0, right: WIDTH - texts - 12.0, top: 0.0, bottom };
    for (place, (number, text)) in bars.axis.ticks.iter().enumerate() {
        let x = frame.across(bars.axis.place(*number));
        canvas.line(if *number == 0.0 { "zero" } else { "grid" }, (x, 0.0), (x, bottom));
        let room = (frame.right - frame.left) / (bars.axis.ticks.len().max(2) - 1) as f64;
        let crowded = width(text) * LETTER + 6.0 > room;
        let outer = place == 0 || place + 1 == bars.axis.ticks.len();
        if !crowded || outer {
            canvas.text(x, bottom + 15.0, Anchor::Middle, "", text);
        }
    }
    let zero = frame.across(bars.axis.place(0.0));
    for (row, (name, all)) in bars.rows.iter().enumerate() {
        let top = 5.0 + each * row as f64;
        canvas.name(top + (each - 11.0) / 2.0 + 4.0, names.max(1.0), name);
        for (place, bar) in all.iter().enumerate() {
            let (top, middle) = (top + THICK * place as f64, top + THICK * (place as f64 + 0.5));
            let end = bar.at.map_or(zero, |at| frame.across(bars.axis.place(at)));
            canvas.bar(
                &format!("f{}", place + 1),
                (end.min(zero), top),
                ((end - zero).abs(), THICK - 2.0),
                &format!("{name}: {}", bar.told),
            );
            let mut after = end.max(zero);
            if let Some((low, high)) = bar.band {
                let (low, high) = (frame.across(bars.axis.place(low)), frame.across(bars.axis.place(high)));
                canvas.path("wh", &[Some((low, middle)), Some((high, middle))]);
                canvas.line("wh", (low, middle - 4.0), (low, middle + 4.0));
                canvas.line("wh", (high, middle - 4.0), (high, middle + 4.0));
                after = after.max(high);
            }
            canvas.text(after + 6.0, middle + 4.0, Anchor::Start, "num", &bar.text);
        }
    }
    canvas.reach(bottom + 20.0);
}
