//! What pictures are drawn with: texts, lines and boxes in a frame of fixed width, in tenths of a unit.

use super::super::text::{escaped, isolated, shortened, width};
use crate::render::chart::Axis;
use std::fmt::Write as _;

/// The width of every picture; a style scales it to the page.
pub(super) const WIDTH: f64 = 440.0;

/// The height of letters.
pub(super) const LETTER: f64 = 13.0;

/// The blank between two names below a frame.
const BETWEEN: f64 = 8.0;

/// Where a text is anchored.
#[derive(Debug, Clone, Copy)]
pub(super) enum Anchor {
    /// It begins there.
    Start,
    /// Its middle is there.
    Middle,
    /// It ends there.
    End,
}

/// The part of a picture that numbers are drawn in.
#[derive(Debug, Clone, Copy)]
pub(super) struct Frame {
    pub(super) left: f64,
    pub(super) right: f64,
    pub(super) top: f64,
    pub(super) bottom: f64,
}

impl Frame {
    /// The place across of a share of the way.
    pub(super) fn across(self, share: f64) -> f64 {
        self.left + (self.right - self.left) * share
    }

    /// The place up of a share of the way.
    pub(super) fn up(self, share: f64) -> f64 {
        self.bottom - (self.bottom - self.top) * share
    }
}

/// A picture being drawn.
#[derive(Debug, Default)]
pub(super) struct Canvas {
    drawn: String,
    height: f64,
}

impl Canvas {
    /// An empty picture.
    pub(super) fn new() -> Self {
        Self::default()
    }

    /// What was drawn.
    pub(super) fn drawn(&self) -> &str {
        &self.drawn
    }

    /// How high it came to be.
    pub(super) fn height(&self) -> String {
        written(self.height)
    }

    /// Makes it at least so high.
    pub(super) fn reach(&mut self, height: f64) {
        self.height = self.height.max(height);
    }

    /// Text.
    pub(super) fn text(&mut self, x: f64, y: f64, anchor: Anchor, class: &str, text: &str) {
        let anchor = match anchor {
            Anchor::Start => "",
            Anchor::Middle => " text-anchor=\"middle\"",
            Anchor::End => " text-anchor=\"end\"",
        };
        let class = if class.is_empty() { String::new() } else { format!(" class=\"{class}\"") };
        let (x, y) = (written(x), written(y));
        self.add(&format!("<text x=\"{x}\" y=\"{y}\"{anchor}{class}>{}</text>", isolated(text)));
    }

    /// A line.
    pub(super) fn line(&mut self, class: &str, from: (f64, f64), to: (f64, f64)) {
        let [x1, y1, x2, y2] = [from.0, from.1, to.0, to.1].map(written);
        self.add(&format!("<path class=\"{class}\" d=\"M{x1} {y1}L{x2} {y2}\"/>"));
    }

    /// A line through several points; it is broken where a point is missing.
    pub(super) fn path(&mut self, class: &str, points: &[Option<(f64, f64)>]) {
        let mut way = String::new();
        let mut on = false;
        for point in points {
            if let Some((x, y)) = point {
                write!(way, "{}{} {}", if on { 'L' } else { 'M' }, written(*x), written(*y))
                    .expect("a string can grow");
            }
            on = point.is_some();
        }
        if !way.is_empty() {
            self.add(&format!("<path class=\"{class}\" d=\"{way}\"/>"));
        }
    }

    /// An area between an upper and a lower line.
    pub(super) fn area(&mut self, class: &str, upper: &[(f64, f64)], lower: &[(f64, f64)]) {
        let mut way = String::new();
        for (number, (x, y)) in upper.iter().chain(lower.iter().rev()).enumerate() {
            write!(way, "{}{} {}", if number > 0 { 'L' } else { 'M' }, written(*x), written(*y))
                .expect("a string can grow");
        }
        if !upper.is_empty() {
            self.add(&format!("<path class=\"{class}\" d=\"{way}Z\"/>"));
        }
    }

    /// A box with a word on it.
    pub(super) fn bar(&mut self, class: &str, corner: (f64, f64), size: (f64, f64), told: &str) {
        let [x, y, w, h] = [corner.0, corner.1, size.0, size.1].map(written);
        let told = title(told);
        self.add(&format!("<rect class=\"{class}\" x=\"{x}\" y=\"{y}\" width=\"{w}\" height=\"{h}\">{told}</rect>"));
    }

    /// A point with a word on it.
    pub(super) fn point(&mut self, class: &str, (x, y): (f64, f64), told: &str) {
        let ([x, y], told) = ([x, y].map(written), title(told));
        self.add(&format!("<circle class=\"{class}\" cx=\"{x}\" cy=\"{y}\" r=\"3\">{told}</circle>"));
    }

    /// A scale up the left side with its lines, and the frame beside it for so many units of height.
    pub(super) fn upright(&mut self, axis: &Axis, height: f64) -> Frame {
        let widest = axis.ticks.iter().map(|(_, text)| width(text) * LETTER).fold(0.0, f64::max);
        let frame = Frame { left: widest + 8.0, right: WIDTH - 10.0, top: 10.0, bottom: height - 24.0 };
        for (number, text) in &axis.ticks {
            let y = frame.up(axis.place(*number));
            let class = if *number == 0.0 { "zero" } else { "grid" };
            self.line(class, (frame.left, y), (frame.right, y));
            self.text(frame.left - 6.0, y + 4.0, Anchor::End, "", text);
        }
        self.reach(height);
        frame
    }

    /// Names below the frame, as many as stand beside each other; the last one always.
    pub(super) fn below(&mut self, names: &[&str], place: impl Fn(usize) -> f64, frame: Frame) {
        let widest = names.iter().map(|name| width(name) * LETTER).fold(0.0, f64::max) + 12.0;
        // The last one is moved to the left where it would be cut off; the one before it makes room for that.
        let room = ((frame.right - frame.left - widest / 2.0) / widest).max(1.0);
        let every = ((names.len() as f64 / room).ceil() as usize).max(1);
        let last = names.len().saturating_sub(1);
        // From the last one back, so that the others give way to it.
        let mut free = WIDTH - 2.0;
        for (number, name) in names.iter().enumerate().rev() {
            if !(last - number).is_multiple_of(every) {
                continue;
            }
            let (x, half) = (place(number), width(name) * LETTER / 2.0);
            let (x, anchor, left) = if number == last && x + half > free {
                (free, Anchor::End, free - 2.0 * half)
            } else {
                (x, Anchor::Middle, x - half)
            };
            if number == last || x + half <= free {
                self.text(x, frame.bottom + 17.0, anchor, "", name);
                free = left - BETWEEN;
            }
        }
    }

    /// A name at the left of a row, shortened to so many units; the whole name is its word.
    pub(super) fn name(&mut self, y: f64, room: f64, name: &str) {
        let short = shortened(name, room / LETTER);
        let text = isolated(&short);
        let told = if short == name { String::new() } else { title(name) };
        self.add(&format!("<text x=\"0\" y=\"{}\">{text}{told}</text>", written(y)));
    }

    fn add(&mut self, element: &str) {
        self.drawn.push('\n');
        self.drawn.push_str(element);
    }
}

fn title(text: &str) -> String {
    if text.is_empty() { String::new() } else { format!("<title>{}</title>", escaped(text)) }
}

/// A length to a tenth of a unit.
fn written(length: f64) -> String {
    let text = format!("{length:.1}");
    let text = text.strip_suffix(".0").map(String::from).unwrap_or(text);
    if text == "-0" { "0".to_owned() } else { text }
}
