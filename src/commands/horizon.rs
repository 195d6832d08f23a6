//! How far a forecast looks.

use super::Usage;
use crate::ledger::ratio::Ratio;
use crate::metrics::forecast::outlook::MONTH;
use anyhow::Result;

/// How far to look: in days, and in years as it was said.
#[derive(Debug, Clone, Copy)]
pub(super) struct Horizon {
    /// In days.
    pub(super) days: f64,
    /// In years, as it was said.
    pub(super) years: Ratio,
}

/// Twelve months unless asked otherwise.
pub(super) fn horizon(text: Option<&str>) -> Result<Horizon> {
    let text = text.unwrap_or("12m");
    let split = text.char_indices().last().map_or(0, |(place, _)| place);
    let (number, unit) = text.split_at(split);
    let number: Option<u32> = number.parse().ok().filter(|number| (1..=36_500).contains(number));
    let of = |days: f64, years: u32| {
        let number = number?;
        let years = Ratio::new(i128::from(number), i128::from(years))?;
        Some(Horizon { days: f64::from(number) * days, years }).filter(|horizon| horizon.days <= 36_525.0)
    };
    let found = match unit {
        "d" => of(1.0, 365),
        "w" => of(7.0, 52),
        "m" => of(MONTH, 12),
        "y" => of(12.0 * MONTH, 1),
        _ => None,
    };
    found.ok_or_else(|| Usage(format!("--horizon {text}: write a length such as 12m, 90d, 52w or 2y")).into())
}

#[cfg(test)]
mod tests {
    use super::horizon;

    #[test]
    fn a_horizon_is_a_number_and_a_unit() {
        let of = |text: &str| horizon(Some(text)).map(|h| (h.days.round(), h.years.to_string())).ok();
        assert_eq!(of("12m"), Some((365.0, "1.000000".to_owned())));
        assert_eq!(of("90d"), Some((90.0, "0.246575".to_owned())));
        assert_eq!(of("2y"), Some((731.0, "2.000000".to_owned())));
        for wrong in ["", "m", "12", "0m", "-1m", "12x", "9999y", "年"] {
            assert!(of(wrong).is_none(), "{wrong}");
        }
    }
}
