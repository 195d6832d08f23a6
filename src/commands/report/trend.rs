//! The trend of a report: the score and the repeat rate of the latest months, or of weeks where there are too few months.
//!
//! They are what `nps` and `repeat` answer when asked by period, with the few columns that make a trend.

use super::Terms;
use crate::answer::column::{Column, Sheet, Unit};
use crate::answer::people::People;
use crate::answer::value::Value;
use crate::answer::{Answer, Record, Section, Warning};
use crate::commands::asking::Found;
use crate::commands::by::{By, Part};
use crate::commands::shop::Shop;
use crate::commands::survey::{Asked, Survey};
use crate::commands::window::Usual;
use crate::commands::{nps, repeat};
use crate::config::comparing::Comparing;
use crate::config::window::Window as Flags;
use crate::input::Taken;
use crate::ledger::Question;
use crate::ledger::day::Day;
use crate::ledger::window::{Period, Window};
use anyhow::Result;

/// The name of the section.
pub(super) const NAME: &str = "trend";

/// Fewer whole periods than these make no trend.
const FEWEST: usize = 3;

/// The most periods: two years of months, half a year of weeks.
const MOST: [(Period, usize); 2] = [(Period::Month, 24), (Period::Week, 26)];

const SCORE: Sheet = Sheet {
    command: "nps-trend",
    definition: "100 * (promoters - detractors) / responses, of the answers of each period",
    headline: "nps",
    columns: &[
        Column::new("responses", Unit::Count),
        Column::new("nps", Unit::Points).between("nps_low", "nps_high"),
        Column::quiet("nps_low", Unit::Points),
        Column::quiet("nps_high", Unit::Points),
    ],
    people: People::of(&[&["responses"]]).beside(&["nps", "nps_low", "nps_high"]),
};

const RATE: Sheet = Sheet {
    command: "repeat-trend",
    definition: "customers with 2 or more purchases in the period / customers with a purchase in it",
    headline: "repeat_rate",
    columns: &[
        Column::new("customers", Unit::Count),
        Column::new("repeat_customers", Unit::Count),
        Column::new("repeat_rate", Unit::Share)
            .of("repeat_customers", "customers")
            .between("repeat_rate_low", "repeat_rate_high"),
        Column::quiet("repeat_rate_low", Unit::Share),
        Column::quiet("repeat_rate_high", Unit::Share),
        Column::new("orders", Unit::Count),
        Column::new("net", Unit::Money),
    ],
    people: People::of(&[&["customers"]]).beside(&["orders", "net"]),
};

/// The trends that the files allow; where there is none, the reason why.
pub(super) fn sections(
    taken: &Taken,
    shop: &Result<Shop<'_>, Warning>,
    asked: Asked<'_>,
    terms: &Terms,
) -> Result<Vec<Section>> {
    let score = score(taken, asked, terms)?;
    let rate = match shop {
        Ok(shop) => rate(shop)?,
        Err(why) => Err(why.clone()),
    };
    let mut all = vec![];
    let mut whys = vec![];
    for (found, sheet) in [(score, &SCORE), (rate, &RATE)] {
        match found {
            Ok(answer) => all.push(Section::Answered(Box::new(narrowed(&answer, sheet)))),
            Err(why) => whys.push(why),
        }
    }
    if all.is_empty() {
        all.extend(whys.pop().map(|why| Section::Refused(NAME, why)));
    }
    Ok(all)
}

/// The score over time.
fn score(taken: &Taken, asked: Asked<'_>, terms: &Terms) -> Result<Found> {
    let survey = match Survey::open(taken, By::default(), asked, Question::Nps)? {
        Ok(survey) => survey,
        Err(why) => return Ok(Err(why)),
    };
    let (Some(first), Some(as_of), Some(window)) = (survey.first(), survey.as_of, survey.window) else {
        return Ok(Err(Warning::new("no-date", [])));
    };
    over_periods(asked.window, first, window.to.min(as_of), &|by, flags| {
        nps::beside(taken, by, Asked { window: flags, ..asked }, &terms.nps, &Comparing::default())
    })
}

/// The repeat rate over time.
fn rate(shop: &Shop<'_>) -> Result<Found> {
    let end = shop.window(Usual::Year)?.to.min(shop.as_of);
    over_periods(shop.flags, shop.first, end, &|by, flags| {
        repeat::beside(&shop.at(flags, by), &repeat::Terms::default(), &Comparing::default())
    })
}

/// The answer by month, or by week where fewer than three months are whole; where a week is asked for, the other way round.
fn over_periods(asked: &Flags, first: Day, end: Day, ask: &dyn Fn(By, &Flags) -> Result<Found>) -> Result<Found> {
    let mut lengths = MOST;
    if asked.last_week || asked.week.is_some() {
        lengths.reverse();
    }
    for (period, most) in lengths {
        let Some(window) = latest(period, most, first, end) else { continue };
        let by = By { parts: vec![Part::Period(period)], ..By::default() };
        let flags = Flags {
            from: Some(window.from.to_string()),
            to: Some(window.to.to_string()),
            as_of: asked.as_of.clone(),
            ..Flags::default()
        };
        if let Ok(answer) = ask(by, &flags)?
            && answer.records.iter().filter(|record| record.complete == Some(true)).count() >= FEWEST
        {
            return Ok(Ok(answer));
        }
    }
    Ok(Err(Warning::new("too-few-periods", [])))
}

/// So many whole periods, the last of which holds the end; fewer where the data begin later.
fn latest(period: Period, most: usize, first: Day, end: Day) -> Option<Window> {
    let periods = period.across(Window { from: first, to: end });
    let from = periods
        .len()
        .checked_sub(most)
        .and_then(|at| periods.get(at))
        .map_or(period.around(first).from, |window| window.from);
    (from <= end).then(|| Window { from, to: period.around(end).to })
}

/// The same answer with the columns of a sheet; a trend has no whole that could be compared with its periods.
fn narrowed(answer: &Answer, sheet: &'static Sheet) -> Answer {
    let values = |record: &Record| {
        let of = |column: &Column| answer.sheet.position(column.key).and_then(|at| record.values.get(at)).cloned();
        sheet.columns.iter().map(|column| of(column).unwrap_or(Value::Missing)).collect()
    };
    let asked = answer.parameters.iter().filter(|(key, _)| ["as_of", "interval", "confidence"].contains(key));
    Answer {
        sheet,
        parameters: asked.cloned().collect(),
        dimensions: answer.dimensions.clone(),
        set_aside: vec![],
        warnings: vec![],
        summary: Record {
            values: vec![Value::Missing; sheet.columns.len()],
            warnings: vec![],
            changes: vec![],
            ..answer.summary.clone()
        },
        records: answer.records.iter().map(|record| Record { values: values(record), ..record.clone() }).collect(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_latest_periods_are_whole_and_begin_with_the_data_where_those_are_fewer() {
        let day = |text: &str| text.parse::<Day>().expect("a day");
        let from = |first: &str| {
            latest(Period::Month, 24, day(first), day("2025-12-30")).map(|window| window.from.to_string())
        };
        assert_eq!(from("2020-05-05").as_deref(), Some("2024-01-01"));
        assert_eq!(from("2025-03-07").as_deref(), Some("2025-03-01"));
        assert_eq!(from("2026-03-07"), None);
    }
}
