//! Wholes cut into parts: how the answers of a score are spread, what share of customers and of money the loyal ones are.

use super::{Chart, Picture, at, headline, number_at};
use crate::answer::Answer;
use crate::answer::column::Unit;
use crate::render::digits;
use crate::render::show::Show;
use crate::words;

/// Wholes cut into parts, one bar for each.
#[derive(Debug, Clone, PartialEq)]
pub(in crate::render) struct Shares {
    /// What the parts are called.
    pub(in crate::render) names: Vec<String>,
    /// In which colour each part is drawn.
    pub(in crate::render) paints: Vec<u8>,
    /// The bars: a name, and for each part its share of the whole and both as text.
    pub(in crate::render) bars: Bars,
}

/// A bar: the key whose label names it, and the keys of its parts.
type Whole = (&'static str, &'static [&'static str]);

/// For each part the key whose label names it and its colour; then the bars.
type Cut = (&'static [(&'static str, u8)], &'static [Whole]);

/// What is wanted has the first colour, what is not the second, what is neither the third.
const CUTS: [Cut; 2] = [
    (
        &[("promoters", 1), ("passives", 3), ("detractors", 2)],
        &[("responses", &["promoters", "passives", "detractors"])],
    ),
    (
        &[("loyal_customers", 1), ("other_customers", 2)],
        &[("customers", &["loyal_customers", "other_customers"]), ("net", &["loyal_net", "other_net"])],
    ),
];

/// The parts of an answer's whole.
pub(super) fn of(answer: &Answer, show: Show) -> Option<Chart> {
    if !answer.records.is_empty() {
        return None;
    }
    let has = |keys: &[&str]| keys.iter().all(|key| answer.sheet.position(key).is_some());
    let known = CUTS.into_iter().find(|(_, wholes)| wholes.iter().all(|(_, keys)| has(keys)));
    let (names, paints, bars) = match known {
        Some((names, wholes)) => {
            let bars = wholes.iter().filter_map(|(name, keys)| Some((show.label(name), parts(answer, keys, show)?)));
            let (names, paints) = names.iter().map(|(key, paint)| (show.label(key), *paint)).unzip();
            (names, paints, bars.collect())
        }
        None => rest(answer, show)?,
    };
    chart(names, paints, bars, show)
}

type Bars = Vec<(String, Vec<(f64, String)>)>;

fn chart(names: Vec<String>, paints: Vec<u8>, bars: Bars, show: Show) -> Option<Chart> {
    let told = bars.iter().map(|(bar, parts)| {
        let parts = names.iter().zip(parts).map(|(name, (_, text))| format!("{name} {text}"));
        format!("{bar}: {}", parts.collect::<Vec<_>>().join(show.phrases.and))
    });
    let told = told.collect::<Vec<_>>().join("; ");
    let title = bars.iter().map(|(bar, _)| bar.as_str()).collect::<Vec<_>>().join(show.phrases.and);
    (!bars.is_empty()).then_some(Chart {
        title,
        told,
        keys: vec![],
        picture: Picture::Shares(Shares { names, paints, bars }),
    })
}

/// The counts of the rate that an answer leads with: those of whom it is true, and the others.
fn rest(answer: &Answer, show: Show) -> Option<(Vec<String>, Vec<u8>, Bars)> {
    let (part, whole) = headline(answer)?.of?;
    let count = |key: &str| number_at(answer, &answer.summary, key);
    let (some, all) = (count(part)?, count(whole).filter(|all| *all > 0.0)?);
    let share = |number: f64| {
        let percent = digits::real(number / all, 1, 2).unwrap_or_default();
        let count = digits::thousands(&digits::real(number, 0, 0).unwrap_or_default());
        (number / all, format!("{count} ({percent}{})", show.phrases.per_cent))
    };
    let names = vec![show.label(part), words::page(show.lang).others.to_owned()];
    (some <= all).then(|| (names, vec![1, 3], vec![(show.label(whole), vec![share(some), share(all - some)])]))
}

/// Each part's share of their sum; nothing where a part is less than nothing, or all are nothing.
fn parts(answer: &Answer, keys: &[&str], show: Show) -> Option<Vec<(f64, String)>> {
    let record = &answer.summary;
    let numbers = keys.iter().map(|key| number_at(answer, record, key).filter(|part| *part >= 0.0));
    let numbers: Vec<f64> = numbers.collect::<Option<_>>()?;
    let sum: f64 = numbers.iter().sum();
    let show = show.counted_in(record.currency);
    (sum > 0.0).then(|| {
        let each = keys.iter().zip(numbers).map(|(key, number)| {
            let share = number / sum;
            let text = show.value(at(answer, record, key), Unit::Number);
            let percent = digits::real(share, 1, 2).unwrap_or_default();
            (share, format!("{text} ({percent}{})", show.phrases.per_cent))
        });
        each.collect()
    })
}
