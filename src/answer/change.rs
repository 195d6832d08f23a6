//! A figure beside an earlier one, or beside that of all others.

use super::value::Value;

/// How far a figure lies above the one it is compared with, and whether chance alone could do that.
#[derive(Debug, Clone, PartialEq)]
pub struct Change {
    /// The key of the figure's column.
    pub key: &'static str,
    /// What it is compared with.
    pub previous: Value,
    /// The figure minus that.
    pub change: Value,
    /// The lower end of the range the change is expected to lie in.
    pub low: Value,
    /// The upper end.
    pub high: Value,
    /// How often chance alone would show at least this much; nothing where it cannot be told.
    pub p: Option<f64>,
    /// The same, corrected for all comparisons that were made at once.
    pub p_adjusted: Option<f64>,
}

impl Change {
    /// Whether the change can be told from chance at a confidence.
    pub fn is_told(&self, confidence: f64) -> Option<bool> {
        self.p_adjusted.map(|p| p < 1.0 - confidence)
    }
}

#[cfg(test)]
mod tests {
    use super::{Change, Value};

    #[test]
    fn a_change_is_told_from_chance_by_the_corrected_p_alone() {
        let change = |p, p_adjusted| Change {
            key: "nps",
            previous: Value::Missing,
            change: Value::Missing,
            low: Value::Missing,
            high: Value::Missing,
            p: Some(p),
            p_adjusted,
        };
        assert_eq!(change(0.01, Some(0.04)).is_told(0.95), Some(true));
        assert_eq!(change(0.01, Some(0.12)).is_told(0.95), Some(false));
        assert_eq!(change(0.01, None).is_told(0.95), None);
    }
}
