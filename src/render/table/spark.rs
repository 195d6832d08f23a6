//! Small pictures in letters: a line over time, a bar for a share.

use crate::render::chart::{Mark, Trend};

/// The heights of a line, the lowest first; where only ASCII may be written they are digits.
const HEIGHTS: [char; 8] = ['▁', '▂', '▃', '▄', '▅', '▆', '▇', '█'];
const DIGITS: [char; 10] = ['0', '1', '2', '3', '4', '5', '6', '7', '8', '9'];

/// The eighths of a letter that a bar ends in.
const EIGHTHS: [char; 7] = ['▏', '▎', '▍', '▌', '▋', '▊', '▉'];

/// Fewer periods than these are seen at once in the table.
const FEW: usize = 4;

/// The figures of all periods as one word, and which figures its lowest and highest letter stand for.
pub(super) fn line(trend: &Trend, ascii: bool) -> Option<String> {
    let known = || trend.marks.iter().filter_map(|mark| Some((mark, mark.at?)));
    let least = known().map(|(_, at)| at).reduce(f64::min)?;
    let most = known().map(|(_, at)| at).reduce(f64::max)?;
    if trend.marks.len() < FEW || most <= least {
        return None;
    }
    let heights: &[char] = if ascii { &DIGITS } else { &HEIGHTS };
    let top = heights.len() - 1;
    let letter = |mark: &Mark| {
        mark.at.map_or(' ', |at| heights[((at - least) / (most - least) * top as f64 + 0.5).floor() as usize])
    };
    let word: String = trend.marks.iter().map(letter).collect();
    let named = |end: f64| known().find(|(_, at)| (at - end).abs() <= 0.0).map_or("", |(mark, _)| value(mark));
    Some(format!("{word} ({} = {}, {} = {})", heights[0], named(least), heights[top], named(most)))
}

/// A mark's figure without its interval.
fn value(mark: &Mark) -> &str {
    mark.text.split(" (").next().unwrap_or_default()
}

/// A bar of a share of so many letters.
pub(super) fn bar(share: f64, letters: usize, ascii: bool) -> String {
    let length = share.clamp(0.0, 1.0) * letters as f64;
    if ascii {
        return "#".repeat((length + 0.5).floor() as usize);
    }
    let (full, rest) = (length.floor() as usize, (length.fract() * 8.0).floor() as usize);
    let end = rest.checked_sub(1).map(|eighths| EIGHTHS[eighths]);
    std::iter::repeat_n('█', full).chain(end).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::render::chart::Axis;

    fn trend(figures: &[Option<f64>]) -> Trend {
        let mark = |at: &Option<f64>| Mark {
            label: String::new(),
            at: *at,
            band: None,
            text: at.map_or(String::new(), |at| format!("{at:.1} (0.0 – 9.0)")),
            complete: true,
        };
        Trend { axis: Axis { low: 0.0, high: 1.0, ticks: vec![] }, marks: figures.iter().map(mark).collect() }
    }

    #[test]
    fn a_line_rises_from_its_lowest_to_its_highest_figure() {
        let figures = trend(&[Some(-10.0), Some(25.0), None, Some(60.0), Some(24.0)]);
        assert_eq!(line(&figures, false).as_deref(), Some("▁▅ █▄ (▁ = -10.0, █ = 60.0)"));
        assert_eq!(line(&figures, true).as_deref(), Some("05 94 (0 = -10.0, 9 = 60.0)"));
        assert_eq!(line(&trend(&[Some(1.0), Some(1.0), Some(1.0), Some(1.0)]), false), None);
    }

    #[test]
    fn a_bar_ends_in_eighths_of_a_letter() {
        assert_eq!(bar(0.5, 5, false), "██▌");
        assert_eq!(bar(0.5, 5, true), "###");
        assert_eq!(bar(0.0, 5, false), "");
        assert_eq!(bar(1.2, 5, false), "█████");
    }
}
