//! What is left of p-values when many questions were asked at once.
//!
//! Of twenty comparisons where nothing happened, one looks significant at 5 %. Both corrections answer in *adjusted*
//! p-values, in the order they were given, to be held against the same threshold as a single one.
//!
//! - Holm (1979), *Scandinavian Journal of Statistics* 6: the chance of even one false alarm stays below the threshold.
//!   With m values in rising order, the i-th becomes max over j <= i of (m - j + 1) p_j, at most 1.
//! - Benjamini and Hochberg (1995), *JRSS B* 57: the expected share of false alarms among the alarms stays below it.
//!   The i-th becomes min over j >= i of (m / j) p_j, at most 1.

/// Adjusts p-values so that any false alarm at all is unlikely.
pub fn holm(p: &[f64]) -> Vec<f64> {
    let mut adjusted = vec![0.0; p.len()];
    let mut highest = 0.0_f64;
    for (below, &place) in rising(p).iter().enumerate() {
        let remaining = (p.len() - below) as f64;
        highest = highest.max(remaining * p[place]).min(1.0);
        adjusted[place] = highest;
    }
    adjusted
}

/// Adjusts p-values so that only a small share of the alarms is expected to be false.
pub fn benjamini_hochberg(p: &[f64]) -> Vec<f64> {
    let mut adjusted = vec![0.0; p.len()];
    let mut lowest = 1.0_f64;
    for (below, &place) in rising(p).iter().enumerate().rev() {
        let rank = (below + 1) as f64;
        lowest = lowest.min(p.len() as f64 / rank * p[place]);
        adjusted[place] = lowest;
    }
    adjusted
}

/// Lists the places of the values from the smallest to the largest.
fn rising(p: &[f64]) -> Vec<usize> {
    let mut places: Vec<usize> = (0..p.len()).collect();
    places.sort_by(|&a, &b| p[a].total_cmp(&p[b]));
    places
}

#[cfg(test)]
mod tests {
    use super::super::testing::near;
    use super::*;

    /// The fifteen hypotheses of the heart attack study in Benjamini and Hochberg (1995), section 4.
    const HEART_STUDY: [f64; 15] = [
        0.0001, 0.0004, 0.0019, 0.0095, 0.0201, 0.0278, 0.0298, 0.0344, 0.0459, 0.3240, 0.4262,
        0.5719, 0.6528, 0.7590, 1.0000,
    ];

    fn alarms(adjusted: &[f64]) -> usize {
        adjusted.iter().filter(|&&p| p <= 0.05).count()
    }

    #[test]
    fn the_heart_study_keeps_four_findings_by_false_discovery_and_three_by_holm() {
        let discovery = benjamini_hochberg(&HEART_STUDY);
        assert_eq!(alarms(&discovery), 4);
        near(discovery[3], 0.0095 * 15.0 / 4.0, 1e-12);
        let holm = holm(&HEART_STUDY);
        assert_eq!(alarms(&holm), 3);
        near(holm[2], 0.0019 * 13.0, 1e-12);
    }

    #[test]
    fn adjusted_values_come_back_in_the_order_given() {
        // By hand: sorted .01 .02 .03 .04; Holm x4 x3 x2 x1 with a running maximum.
        let given = [0.03, 0.01, 0.04, 0.02];
        for (found, expected) in holm(&given).into_iter().zip([0.06, 0.04, 0.06, 0.06]) {
            near(found, expected, 1e-12);
        }
        for found in benjamini_hochberg(&given) {
            near(found, 0.04, 1e-12);
        }
    }

    #[test]
    fn a_single_question_needs_no_correction() {
        assert_eq!(holm(&[0.03]), [0.03]);
        assert_eq!(benjamini_hochberg(&[0.03]), [0.03]);
        assert!(holm(&[]).is_empty());
        assert!(benjamini_hochberg(&[]).is_empty());
    }

    #[test]
    fn nothing_rises_above_one() {
        assert_eq!(holm(&[0.9, 0.8]), [1.0, 1.0]);
        assert_eq!(benjamini_hochberg(&[0.9, 0.8]), [0.9, 0.9]);
    }
}
