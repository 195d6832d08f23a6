//! `loyalty reconcile nps=…`: which answers, and which formula.

use super::{Args, Candidate, Target, concluded};
use crate::answer::{Record, Verdict, Warning};
use crate::commands::asking::{Found, OfAnswers, Topic, of_answers};
use crate::commands::by::By;
use crate::commands::desk::Desk;
use crate::commands::survey::{Asked, Survey, SurveyFlags, Which};
use crate::commands::window::is_named;
use crate::config::window::Window as Flags;
use crate::input::Taken;
use crate::input::roles::Role;
use crate::ledger::Question;
use crate::ledger::ratio::Ratio;
use crate::ledger::window::Period;
use crate::metrics::nps::{Nps, Score};
use anyhow::Result;

pub(super) fn run(args: &Args, target: &Target, desk: &mut Desk<'_>) -> Result<Verdict> {
    let topic = Topic { command: "reconcile", question: Question::Nps, role: Role::Nps, ends: None };
    let flags = OfAnswers {
        reading: args.common.reading.clone(),
        window: args.common.window.clone(),
        survey: SurveyFlags::default(),
        output: args.common.output.clone(),
    };
    of_answers(topic, &flags, desk, |taken, _, asked| answer(taken, asked, args, target))
}

fn answer(taken: &Taken, asked: Asked<'_>, args: &Args, target: &Target) -> Result<Found> {
    let whole = match Survey::open(taken, By::default(), asked, Question::Nps)? {
        Ok(survey) => survey,
        Err(why) => return Ok(Err(why)),
    };
    let mut all = vec![];
    for (named, flags) in windows(&whole, asked.window) {
        for (answers, rule) in [(Which::All, None), (Which::Latest, Some("latest answers"))] {
            let asked = Asked { window: &flags, answers, ..asked };
            let Ok(survey) = Survey::open(taken, By::default(), asked, Question::Nps)? else { continue };
            let Some(window) = survey.window else { continue };
            let nps = Nps::of(survey.scores().filter_map(Score::new));
            let found = formulas(&nps).into_iter().filter_map(|(name, value)| {
                let rules = rule.into_iter().chain(name).collect();
                Some(Candidate { window, named, rules, value: value? })
            });
            all.extend(found);
        }
    }
    if all.is_empty() {
        return Ok(Err(Warning::new("no-date", [])));
    }
    Ok(Ok(concluded(all, args, target, vec![], taken.warnings.clone(), |window, values| Record {
        group: vec![],
        window: Some(window),
        complete: None,
        currency: None,
        values,
        warnings: vec![],
        changes: vec![],
    })))
}

/// The windows that are tried, as flags.
fn windows(survey: &Survey<'_>, named: &Flags) -> Vec<(&'static str, Flags)> {
    if is_named(named) {
        return vec![("as named", named.clone())];
    }
    let of = |flags: Flags| Flags { as_of: named.as_of.clone(), ..flags };
    let mut all = vec![
        ("all data", of(Flags::default())),
        ("last twelve months", of(Flags { last: Some("12m".to_owned()), ..Flags::default() })),
    ];
    for year in survey.window.map(|window| Period::Year.across(window)).unwrap_or_default() {
        all.push(("calendar year", of(Flags { year: Some(Period::Year.name(year)), ..Flags::default() })));
    }
    all
}

/// The score by every formula that is met: ours; promoters and detractors alone; shares rounded before they are subtracted.
fn formulas(nps: &Nps) -> [(Option<&'static str>, Option<Ratio>); 3] {
    let ahead = i128::from(nps.promoters) - i128::from(nps.detractors);
    let extremes = i128::from(nps.promoters + nps.detractors);
    let rounded = |part: u64| Ratio::of(100 * part, nps.responses).map(|share| share.rounded(0));
    let difference = rounded(nps.promoters).zip(rounded(nps.detractors)).and_then(|(a, b)| Ratio::new(a - b, 1));
    [
        (None, nps.nps()),
        (Some("without passives"), Ratio::new(100 * ahead, extremes)),
        (Some("shares rounded first"), difference),
    ]
}

#[cfg(test)]
mod tests {
    use super::{Nps, Score, formulas};

    #[test]
    fn shares_rounded_first_give_another_score() {
        // Of 7 answers 4 promoters and 2 detractors: 28.57, but 57 - 29 = 28; of the six that are no passives 33.33.
        let nps = Nps::of([10, 10, 9, 9, 7, 0, 3].into_iter().filter_map(Score::new));
        let told = formulas(&nps).map(|(_, value)| value.map_or(String::new(), |value| format!("{value:.2}")));
        assert_eq!(told, ["28.57", "33.33", "28.00"]);
    }
}
