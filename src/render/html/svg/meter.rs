//! A small bar in a card: where a figure and its interval lie on the scale that it can have.

use crate::render::figures::Meter;

/// The picture; its figure stands above it as text, so it is for the eye alone.
pub(in crate::render::html) fn meter(meter: Meter) -> String {
    let at = |share: f64| format!("{:.1}", share * 200.0);
    let (from, to) = (meter.at.min(meter.zero), meter.at.max(meter.zero));
    let band = meter.band.map_or_else(String::new, |(low, high)| {
        format!("<path class=\"wh\" d=\"M{low} 7H{high}M{low} 4V10M{high} 4V10\"/>", low = at(low), high = at(high))
    });
    format!(
        "<svg class=\"meter\" aria-hidden=\"true\" viewBox=\"0 0 200 14\" preserveAspectRatio=\"xMinYMid\"><rect class=\"track\" y=\"3\" width=\"200\" height=\"8\"/>\
         <rect class=\"f1\" x=\"{}\" y=\"3\" width=\"{}\" height=\"8\"/>{band}</svg>\n",
        at(from),
        at(to - from),
    )
}
