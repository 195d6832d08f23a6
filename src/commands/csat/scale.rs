//! Which scale satisfaction was answered on: the one that was named, or the one that words, labels or the export show, or 1 to 5 where
//! everything fits.

use crate::answer::Warning;
use crate::commands::Usage;
use crate::commands::survey::Survey;
use crate::input::value::score::Words;
use crate::input::{ScaleShown, Taken};
use crate::metrics::csat::{Scale, ScaleSource};
use anyhow::{Result, bail};

/// The two ends of a scale, and how they became known.
type Ends = ((i16, i16), ScaleSource);

/// The scale, or why there is none; `named` are its ends and `from` is the least score of the satisfied, where the user says so.
pub(super) fn scale(
    taken: &Taken,
    survey: &Survey<'_>,
    named: Option<(i16, i16)>,
    from: Option<i16>,
) -> Result<Result<Scale, Warning>> {
    let shown = match shown(&taken.shown, survey, named) {
        Ok(shown) => shown,
        Err(why) => return Ok(Err(why)),
    };
    let assumed = || Scale::assumed(survey.scores_ever()).map(|scale| ((scale.min, scale.max), ScaleSource::Assumed));
    let ends = named.map(|ends| (ends, ScaleSource::Flag)).or(shown).or_else(assumed);
    let Some(((min, max), source)) = ends else { return Ok(Err(Warning::new("scale-unknown", []))) };
    let scale = match from {
        None => Scale::new(min, max, source),
        Some(from) => match Scale::with_limit(min, max, from, source) {
            None => bail!(Usage(format!("--satisfied-from {from}: write a score above {min}, up to {max}"))),
            scale => scale,
        },
    };
    let ends = || [("min", min.to_string()), ("max", max.to_string())];
    Ok(scale.ok_or_else(|| Warning::new("no-usual-top", ends())))
}

/// The ends that the files show, if they do; files that show others than are named, or different ones, are refused.
fn shown(all: &[ScaleShown], survey: &Survey<'_>, named: Option<(i16, i16)>) -> Result<Option<Ends>, Warning> {
    for shown in all {
        if let (Some(worst), Some(best)) = (shown.worst, shown.best)
            && best <= worst
        {
            let facts = [("worst", worst.to_string()), ("best", best.to_string())];
            return Err(Warning::new("scale-reversed", facts));
        }
    }
    let mut own = all.iter().filter_map(|shown| shown.words).map(Words::ends);
    if let Some(named) = named {
        let facts = |(min, max): (i16, i16)| [("min", min.to_string()), ("max", max.to_string())];
        let other = own.find(|own| *own != named);
        return other.map_or(Ok(None), |own| Err(Warning::new("scale-of-words", facts(own))));
    }
    let worded = own.count();
    let mut ends: Vec<Ends> = all.iter().filter_map(|shown| ends(*shown, survey)).collect();
    ends.dedup();
    match ends.as_slice() {
        [] => Ok(None),
        [one] if worded == 0 || worded == all.len() => Ok(Some(*one)),
        _ => Err(Warning::new("scales-differ", [])),
    }
}

/// The ends that the files of a family show: a label of the best is the top, and the bottom is 1 where neither a label nor a 0 says else.
fn ends(shown: ScaleShown, survey: &Survey<'_>) -> Option<Ends> {
    if let Some(words) = shown.words {
        return Some((words.ends(), ScaleSource::Words));
    }
    if let Some(known) = shown.known {
        return Some((known, ScaleSource::Export));
    }
    let least = || i16::from(survey.scores_ever().all(|score| score != 0));
    let (min, max) = (shown.worst.unwrap_or_else(least), shown.best?);
    let scale = Scale::new(min, max, ScaleSource::Labels)?;
    scale.holds_all(survey.scores_ever()).then_some(((min, max), ScaleSource::Labels))
}
