//! The formulas that are met under the names of NPS, CSAT and CES, over one set of answers.

use crate::ledger::ratio::Ratio;
use crate::metrics::ces::{Ces, Good, Scale as Effort};
use crate::metrics::csat::{Csat, Scale, ScaleSource};
use crate::metrics::nps::{Nps, Score};

/// A number under the names of what is different in it.
pub(super) type Found = (Vec<&'static str>, Option<Ratio>);

/// Every number that goes by the name of a metric; `ever` are all answers that were read, which tell what scales are possible;
/// beside the scores there are `unscored` answers without one.
pub(super) fn of(metric: &str, scores: &[i16], ever: &[i16], words: bool, unscored: u64) -> Vec<Found> {
    match metric {
        "csat" => satisfied(scores, ever, words),
        "ces" | "easy_share" | "net_easy" => easy(metric, scores, ever),
        _ => recommending(scores, unscored),
    }
}

/// The score by every formula that is met: ours; promoters and detractors alone; shares rounded before they are subtracted; answers
/// without a score in the whole (CustomerGauge); zeros taken for no answer, sevens for detractors (both in printed guides).
fn recommending(scores: &[i16], unscored: u64) -> Vec<Found> {
    let of =
        |is: &dyn Fn(i16) -> bool| Nps::of(scores.iter().copied().filter(|score| is(*score)).filter_map(Score::new));
    let nps = of(&|_| true);
    let ahead = i128::from(nps.promoters) - i128::from(nps.detractors);
    let among = |whole: u64| Ratio::new(100 * ahead, i128::from(whole));
    let rounded = |part: u64| Ratio::of(100 * part, nps.responses).map(|share| share.rounded(0));
    let difference = rounded(nps.promoters).zip(rounded(nps.detractors)).and_then(|(a, b)| Ratio::new(a - b, 1));
    let sevens = i128::from(of(&|score| score == 7).responses);
    let mut all = vec![
        (vec![], nps.nps()),
        (vec!["without passives"], among(nps.promoters + nps.detractors)),
        (vec!["shares rounded first"], difference),
        (vec!["zeros dropped"], of(&|score| score != 0).nps()),
        (vec!["sevens detract"], Ratio::new(100 * (ahead - sevens), i128::from(nps.responses))),
    ];
    if unscored > 0 {
        all.push((vec!["no-score answers in the whole"], among(nps.responses + unscored)));
    }
    all
}

/// Scales of satisfaction, the one that is assumed first.
const SCALES: [(i16, i16, Option<&str>); 5] = [
    (1, 5, None),
    (1, 7, Some("scale 1-7")),
    (1, 10, Some("scale 1-10")),
    (0, 10, Some("scale 0-10")),
    (1, 4, Some("scale 1-4")),
];

/// The satisfied: the usual top of each possible scale, its best mark alone, one mark more; and the mean as a share of the scale, which
/// some programs call satisfaction too.
fn satisfied(scores: &[i16], ever: &[i16], words: bool) -> Vec<Found> {
    let fits = |least: i16, most: i16| ever.iter().all(|score| (least..=most).contains(score));
    let scales = if words { vec![(0, 1, None)] } else { SCALES.to_vec() };
    let mut all = vec![];
    for (min, max, scale) in scales.into_iter().filter(|(min, max, _)| fits(*min, *max)) {
        let named = |name: Option<&'static str>| scale.into_iter().chain(name).collect::<Vec<_>>();
        let from = |limit: i16| {
            let scale = Scale::with_limit(min, max, limit, ScaleSource::Flag)?;
            Csat::of(scale, scores.iter().copied()).csat()
        };
        let Some(usual) = Scale::new(min, max, ScaleSource::Flag).map(|scale| scale.satisfied_from) else {
            all.push((named(None), from(max)));
            continue;
        };
        let count = scores.len() as i128;
        let sum: i128 = scores.iter().map(|score| i128::from(*score)).sum();
        let ends = (i128::from(min), i128::from(max));
        all.extend([
            (named(None), from(usual)),
            (named(Some("best mark alone")), from(max)),
            (named(Some("one mark lower too")), from(usual - 1)),
            (named(Some("mean of the best mark")), Ratio::new(sum, count * ends.1)),
            (named(Some("mean from end to end")), Ratio::new(sum - count * ends.0, count * (ends.1 - ends.0))),
        ]);
    }
    all
}

/// Scales of effort, with the good end.
const EFFORTS: [(i16, Good, &str); 4] = [
    (7, Good::High, "1-7, high is good"),
    (7, Good::Low, "1-7, low is good"),
    (5, Good::High, "1-5, high is good"),
    (5, Good::Low, "1-5, low is good"),
];

/// The easy on every possible scale; under the name of CES the mean as well.
fn easy(metric: &str, scores: &[i16], ever: &[i16]) -> Vec<Found> {
    let mut all = vec![];
    if metric == "ces" {
        let sum: i128 = scores.iter().map(|score| i128::from(*score)).sum();
        all.push((vec!["mean"], Ratio::new(sum, scores.len() as i128)));
    }
    for (max, good, name) in EFFORTS {
        let Some(scale) = Effort::new(1, max, good).filter(|_| ever.iter().all(|score| (1..=max).contains(score)))
        else {
            continue;
        };
        let ces = Ces::of(scale, scores.iter().copied());
        match metric {
            "easy_share" => all.push((vec![name], ces.easy_share())),
            "net_easy" => all.push((vec![name], ces.net_easy())),
            _ => all.extend([(vec!["easy share", name], ces.easy_share()), (vec!["net easy", name], ces.net_easy())]),
        }
    }
    all
}

#[cfg(test)]
mod tests {
    use super::of;

    fn told(metric: &str, scores: &[i16]) -> Vec<(String, String)> {
        let found = of(metric, scores, scores, false, 0).into_iter();
        found
            .map(|(name, value)| (name.join(" + "), value.map_or("none".into(), |value| format!("{value:.2}"))))
            .collect()
    }

    fn one(metric: &str, scores: &[i16], name: &str) -> String {
        told(metric, scores).into_iter().find(|(known, _)| known == name).map_or("missing".into(), |(_, value)| value)
    }

    #[test]
    fn shares_rounded_first_give_another_score() {
        // Of 7 answers 4 promoters and 2 detractors: 28.57, but 57 - 29 = 28; of the six that are no passives 33.33.
        let told: Vec<String> = told("nps", &[10, 10, 9, 9, 7, 0, 3]).into_iter().map(|(_, value)| value).collect();
        assert_eq!(told, ["28.57", "33.33", "28.00", "50.00", "14.29"]);
    }

    #[test]
    fn answers_without_a_score_make_the_whole_larger() {
        // CDC ReportStream: 2 detractors, 11 passives and 18 promoters of 36 responses; 51.6 of 31, 44.4 of all.
        let scores = [vec![0; 2], vec![7; 11], vec![10; 18]].concat();
        let found = of("nps", &scores, &scores, false, 5);
        let of = |name: &str| found.iter().find(|(known, _)| known.concat() == name).and_then(|(_, value)| *value);
        assert_eq!(of("").map(|value| format!("{value:.1}")).as_deref(), Some("51.6"));
        let all = of("no-score answers in the whole").map(|value| format!("{value:.1}"));
        assert_eq!(all.as_deref(), Some("44.4"));
    }

    #[test]
    fn satisfaction_is_counted_on_every_scale_that_holds_the_answers() {
        let scores = [5, 4, 4, 3, 1];
        assert_eq!(one("csat", &scores, ""), "0.60");
        assert_eq!(one("csat", &scores, "best mark alone"), "0.20");
        assert_eq!(one("csat", &scores, "one mark lower too"), "0.80");
        assert_eq!(one("csat", &scores, "mean of the best mark"), "0.68");
        assert_eq!(one("csat", &scores, "mean from end to end"), "0.60");
        assert_eq!(one("csat", &scores, "scale 1-7"), "0.00");
        assert_eq!(one("csat", &scores, "scale 1-4"), "missing");
        assert_eq!(one("csat", &[5, 6], ""), "missing", "six is off the scale of five");
    }

    #[test]
    fn effort_is_read_from_both_ends() {
        let scores = [1, 2, 5, 4];
        assert_eq!(one("easy_share", &scores, "1-5, high is good"), "0.50");
        assert_eq!(one("net_easy", &scores, "1-5, low is good"), "0.00");
        assert_eq!(one("ces", &scores, "mean"), "3.00");
        assert_eq!(one("ces", &scores, "easy share + 1-7, low is good"), "0.50");
    }
}
