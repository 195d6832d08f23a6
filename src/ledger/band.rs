//! Bands of numbers: `<20`, `20-29`, `30-39`, `40+`.

/// The band that a text falls in; text that is no whole number keeps its name, and so does everything where there are no cuts.
///
/// ```
/// use loyalty_metrics::ledger::band::band;
/// assert_eq!(band(&[20, 30, 40], "29"), "20-29");
/// assert_eq!(band(&[20, 30, 40], "unknown"), "unknown");
/// ```
pub fn band(cuts: &[i64], text: &str) -> String {
    let number = text.trim().parse::<i64>();
    let (Ok(number), Some(least)) = (number, cuts.first()) else { return text.to_owned() };
    match cuts.iter().rposition(|&cut| cut <= number) {
        None => format!("<{least}"),
        Some(last) if last + 1 == cuts.len() => format!("{}+", cuts[last]),
        Some(at) => format!("{}-{}", cuts[at], cuts[at + 1] - 1),
    }
}

#[cfg(test)]
mod tests {
    use super::band;

    #[test]
    fn bands_cover_every_number() {
        let cuts = [20, 30, 40];
        assert_eq!(
            ["19", "20", "29", "39", "40", "?"].map(|n| band(&cuts, n)),
            ["<20", "20-29", "20-29", "30-39", "40+", "?"]
        );
    }

    #[test]
    fn a_band_is_its_own_band() {
        let cuts = [20, 30];
        for name in ["<20", "20-29", "30+"] {
            assert_eq!(band(&cuts, name), name);
        }
    }
}
