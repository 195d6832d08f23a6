//! Bands of numbers: `<20`, `20-29`, `30-39`, `40+`.

/// The band that a text falls in, for cuts in ascending order; text that is no number keeps its name, and so does everything where
/// there are no cuts.
///
/// ```
/// use loyalty_metrics::ledger::band::band;
/// assert_eq!(band(&[20, 30, 40], "29"), "20-29");
/// assert_eq!(band(&[20, 30, 40], "19.5"), "<20");
/// assert_eq!(band(&[20, 30, 40], "unknown"), "unknown");
/// ```
pub fn band(cuts: &[i64], text: &str) -> String {
    let place = whole(text).map(|number| cuts.partition_point(|&cut| cut <= number));
    place.and_then(|place| name(cuts, place)).unwrap_or_else(|| text.to_owned())
}

/// Whether a text stands beside the bands: it is neither a number nor the name of a band.
pub fn is_beside(cuts: &[i64], text: &str) -> bool {
    whole(text).is_none() && (0..=cuts.len()).all(|place| name(cuts, place).as_deref() != Some(text))
}

/// The name of the band that lies above so many cuts.
fn name(cuts: &[i64], place: usize) -> Option<String> {
    let (first, last) = (cuts.first()?, cuts.last()?);
    Some(match place {
        0 => format!("<{first}"),
        place if place == cuts.len() => format!("{last}+"),
        place => format!("{}-{}", cuts[place - 1], cuts[place] - 1),
    })
}

/// The largest whole number that is no larger than a text: cuts are whole, so that decimals need not be kept.
fn whole(text: &str) -> Option<i64> {
    let text = text.trim();
    let Some((whole, decimals)) = text.split_once('.') else { return text.parse().ok() };
    if decimals.is_empty() || !decimals.bytes().all(|digit| digit.is_ascii_digit()) {
        return None;
    }
    let below = whole.starts_with('-') && decimals.bytes().any(|digit| digit != b'0');
    whole.parse::<i64>().ok()?.checked_sub(i64::from(below))
}

#[cfg(test)]
mod tests {
    use super::{band, is_beside};

    #[test]
    fn bands_cover_every_number() {
        let cuts = [20, 30, 40];
        assert_eq!(
            ["19", "20", "29", "39", "40", "?"].map(|n| band(&cuts, n)),
            ["<20", "20-29", "20-29", "30-39", "40+", "?"]
        );
    }

    #[test]
    fn what_lies_between_two_whole_numbers_lies_in_the_band_of_the_lower() {
        let cuts = [-1, 20, 30];
        assert_eq!(
            ["19.5", "20.0", "29.99", "-0.5", "-1.0", "-1.5", "1.", "1.5.2"].map(|n| band(&cuts, n)),
            ["-1-19", "20-29", "20-29", "-1-19", "-1-19", "<-1", "1.", "1.5.2"]
        );
    }

    #[test]
    fn what_is_no_number_stands_beside_the_bands() {
        assert_eq!(
            ["gold", "19.5", "<20", "20-29", "30+", "20-30"].map(|text| is_beside(&[20, 30], text)),
            [true, false, false, false, false, true]
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
