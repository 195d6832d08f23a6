//! Pictures as inline SVG: drawn with classes alone, so that one style sheet colours them for light, dark and paper; each with a title
//! and a description, and a word on every mark.

mod bars;
mod canvas;
mod columns;
mod curve;
mod lines;
mod meter;
mod shares;
mod trend;

pub(super) use meter::meter;

use super::text::escaped;
use crate::render::chart::{Chart, Picture};
use canvas::Canvas;
use std::fmt::Write as _;

/// A picture with its caption; `number` tells it from the others of the page.
pub(super) fn figure(chart: &Chart, number: usize) -> String {
    let mut canvas = Canvas::new();
    let mut paints = [1, 2, 3, 4, 5].as_slice();
    let names: &[String] = match &chart.picture {
        Picture::Shares(shares) => {
            shares::draw(shares, &mut canvas);
            paints = &shares.paints;
            &shares.names
        }
        Picture::Trend(trend) => {
            trend::draw(trend, &mut canvas);
            &[]
        }
        Picture::Columns(columns) => {
            columns::draw(columns, &mut canvas);
            &columns.names
        }
        Picture::Bars(bars) => {
            bars::draw(bars, &mut canvas);
            if bars.names.len() > 1 { &bars.names } else { &[] }
        }
        Picture::Curve(curve) => {
            curve::draw(curve, &mut canvas);
            &[]
        }
        Picture::Lines(lines) => {
            lines::draw(lines, &mut canvas);
            &lines.names
        }
    };
    let lined = matches!(chart.picture, Picture::Lines(_));
    format!(
        "<figure>\n<figcaption>{title}{key}</figcaption>\n\
         <svg role=\"img\" aria-labelledby=\"c{number}t c{number}d\" viewBox=\"0 0 {width} {height}\">\
         <title id=\"c{number}t\">{title}</title><desc id=\"c{number}d\">{told}</desc>{drawn}</svg>\n</figure>\n",
        title = escaped(&chart.title),
        key = key(names, paints, lined),
        told = escaped(&chart.told),
        width = canvas::WIDTH,
        height = canvas.height(),
        drawn = canvas.drawn(),
    )
}

/// What the colours stand for.
fn key(names: &[String], paints: &[u8], lined: bool) -> String {
    let mut html = String::new();
    for (name, class) in names.iter().zip(paints) {
        let swatch = if lined {
            format!("<path class=\"l{class}\" d=\"M0 5H18\"/>")
        } else {
            format!("<rect class=\"f{class}\" width=\"18\" height=\"10\"/>")
        };
        write!(
            html,
            "<span class=\"key\"><svg aria-hidden=\"true\" viewBox=\"0 0 18 10\">{swatch}</svg> {}</span> ",
            escaped(name)
        )
        .expect("a string can grow");
    }
    if html.is_empty() { html } else { format!("<span class=\"keys\">{}</span>", html.trim_end()) }
}
