//! Scales with round numbers on them.

use crate::answer::column::Unit;
use crate::render::digits;
use crate::render::show::Show;

/// A scale from its first to its last tick.
#[derive(Debug, Clone, PartialEq)]
pub(in crate::render) struct Axis {
    /// Where it begins.
    pub(in crate::render) low: f64,
    /// Where it ends.
    pub(in crate::render) high: f64,
    /// The numbers written on it.
    pub(in crate::render) ticks: Vec<(f64, String)>,
}

/// A scale has about so many steps.
const STEPS: f64 = 4.0;

impl Axis {
    /// A scale that holds all numbers, and zero where it is said to.
    pub(in crate::render) fn holding(
        numbers: impl IntoIterator<Item = f64>,
        zero: bool,
        unit: Unit,
        show: Show,
    ) -> Self {
        let start = if zero { Some((0.0, 0.0)) } else { None };
        let ends = numbers.into_iter().filter(|number| number.is_finite()).fold(start, |ends, number| {
            ends.map_or(Some((number, number)), |(low, high)| Some((f64::min(low, number), f64::max(high, number))))
        });
        let (low, high) = ends.unwrap_or((0.0, 1.0));
        let high = if high > low { high } else { low + if unit == Unit::Share { 0.1 } else { 1.0 } };
        let step = step(high - low, unit);
        let (first, last) = ((low / step).floor() as i64, (high / step).ceil() as i64);
        let ticks = (first..=last).map(|tick| {
            let number = tick as f64 * step;
            (number, written(number, step, unit, show))
        });
        Self { low: first as f64 * step, high: last as f64 * step, ticks: ticks.collect() }
    }

    /// How far along the scale a number lies, from 0 to 1.
    pub(in crate::render) fn place(&self, number: f64) -> f64 {
        ((number - self.low) / (self.high - self.low)).clamp(0.0, 1.0)
    }
}

/// The round number nearest above a fourth of the span: 1, 2 or 5 times a power of ten, or a fourth of a hundred or more.
fn step(span: f64, unit: Unit) -> f64 {
    let wanted = span / STEPS;
    let mut power = 1.0;
    while power > wanted && unit != Unit::Count {
        power /= 10.0;
    }
    while power * 10.0 <= wanted {
        power *= 10.0;
    }
    let tens = if unit == Unit::Share { power * 100.0 } else { power };
    let times: &[f64] = if tens > 9.0 { &[1.0, 2.0, 2.5, 5.0] } else { &[1.0, 2.0, 5.0] };
    let found = times.iter().map(|times| times * power).find(|step| *step >= wanted * 0.9999);
    found.unwrap_or(power * 10.0)
}

fn written(number: f64, step: f64, unit: Unit, show: Show) -> String {
    let (shown, shift) = if unit == Unit::Share { (step * 100.0, 2) } else { (step, 0) };
    let decimals = if shown >= 0.999 {
        0
    } else if shown >= 0.0999 {
        1
    } else {
        2
    };
    let text = digits::thousands(&digits::real(number, decimals, shift).unwrap_or_default());
    if unit == Unit::Share { text + show.phrases.per_cent } else { text }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::render::Options;

    fn labels(numbers: &[f64], zero: bool, unit: Unit) -> Vec<String> {
        let axis = Axis::holding(numbers.iter().copied(), zero, unit, Show::new(&Options::default()));
        axis.ticks.into_iter().map(|(_, text)| text).collect()
    }

    #[test]
    fn ticks_are_round_and_hold_every_number() {
        assert_eq!(labels(&[0.172, 0.458], true, Unit::Share), ["0 %", "20 %", "40 %", "60 %"]);
        assert_eq!(labels(&[-5.7, 93.8], false, Unit::Points), ["-25", "0", "25", "50", "75", "100"]);
        assert_eq!(labels(&[6145.09, 1117.97], true, Unit::Money), ["0", "2,000", "4,000", "6,000", "8,000"]);
        assert_eq!(labels(&[0.0, 3.0], true, Unit::Count), ["0", "1", "2", "3"]);
        assert_eq!(labels(&[], true, Unit::Share).first().map(String::as_str), Some("0 %"));
        assert_eq!(labels(&[5.0, 5.0], false, Unit::Number).len(), 3);
    }
}
