//! Comparing figures about purchases.

use super::{Against, Pair, Rule, concluded, overlap, refuse_groups, refuse_overlap, unknown};
use crate::answer::value::Value;
use crate::answer::{Answer, Record, Warning};
use crate::commands::asking::Found;
use crate::commands::by::{By, Part};
use crate::commands::shop::Shop;
use crate::commands::small_groups;
use crate::config::comparing::Comparing;
use crate::config::window::Window as Flags;
use crate::ledger::scan::{Frame, Groups, Split};
use crate::ledger::window::Window;
use crate::metrics::sample::{self, Figure, Sample};
use anyhow::Result;

/// Asks a question of a shop.
type Ask<'a> = &'a dyn Fn(&Shop<'_>) -> Result<Found>;

/// What customers add up to in every slot of a frame, for pairs of its windows.
pub(in crate::commands) type Gather<'a, const K: usize> =
    &'a dyn Fn(&Frame, &[(usize, usize)]) -> Vec<sample::Found<K>>;

/// The answer to a question, with its changes where they were asked for.
pub(in crate::commands) fn compared<const K: usize>(
    shop: &Shop<'_>,
    flags: &Comparing,
    figures: &[Figure<K>],
    ask: Ask<'_>,
    gather: Gather<'_, K>,
) -> Result<Found> {
    let Some(against) = Against::parse(flags)? else { return ask(shop) };
    let by_column = shop.by.parts.iter().any(|part| matches!(part, Part::Column { .. }));
    refuse_groups(flags, against, shop.by.period().is_some(), by_column)?;
    let mut answer = match ask(shop)? {
        Ok(answer) => answer,
        Err(why) => return Ok(Err(why)),
    };
    let rule = Rule { figures, scale: shop.ledger().scale, draws: &shop.draws, confidence: shop.confidence };
    let comparison = Comparison { shop, against, ask, gather, rule };
    if against == Against::Rest {
        comparison.with_rest(&mut answer);
        return Ok(Ok(concluded(answer, flags, None)));
    }
    let before = comparison.with_earlier(&mut answer, flags)?;
    Ok(Ok(concluded(answer, flags, before)))
}

struct Comparison<'a, 's, const K: usize> {
    shop: &'a Shop<'s>,
    against: Against,
    ask: Ask<'a>,
    gather: Gather<'a, K>,
    rule: Rule<'a, K>,
}

impl<const K: usize> Comparison<'_, '_, K> {
    /// The window before, where both it and the window itself lie wholly in the data.
    fn known(&self, window: Window) -> Option<Window> {
        let before = self.against.of(window);
        (self.shop.complete(window) && self.shop.complete(before) && !overlap(window, before)).then_some(before)
    }

    /// The same question of other days.
    fn asked_of(&self, window: Window, by: By) -> Result<Option<Answer>> {
        let flags = Flags { from: Some(window.from.to_string()), to: Some(window.to.to_string()), ..Flags::default() };
        let found = (self.ask)(&self.shop.at(&flags, by))?.ok();
        Ok(found.and_then(|answer| small_groups::earlier(answer, self.shop.least)))
    }

    /// Sets the whole and every group beside the window before.
    fn with_earlier(&self, answer: &mut Answer, flags: &Comparing) -> Result<Option<Window>> {
        let Some(window) = answer.summary.window else { return Ok(None) };
        let by_period = self.shop.by.period().is_some();
        if !by_period {
            refuse_overlap(flags, window, self.against.of(window))?;
        }
        let before = self.known(window);
        let earlier = match before {
            Some(before) => self.asked_of(before, if by_period { By::default() } else { self.shop.by.clone() })?,
            None => None,
        };
        if !by_period && earlier.is_none() {
            answer.warnings.push(unknown(self.against.of(window)));
        }
        let samples =
            before.filter(|_| earlier.is_some()).map(|before| self.samples(&[(window, before)], Split::Whole));
        let pair = samples.as_ref().and_then(|samples| samples.pair(window, before?, &[]));
        let whole = earlier.as_ref().map(|earlier| &earlier.summary);
        let figures = self.rule.figures_of(answer.sheet, whole);
        answer.summary.changes = self.rule.changes(answer.sheet, &answer.summary, &figures, pair.as_ref());
        let records = if by_period { self.earlier_periods(answer)? } else { earlier };
        self.groups(answer, records.as_ref());
        Ok(before.filter(|_| !by_period))
    }

    /// The answer for the periods before those of the records.
    fn earlier_periods(&self, answer: &Answer) -> Result<Option<Answer>> {
        let befores: Vec<Window> =
            pairs(answer, |window| self.known(window)).iter().map(|(_, before)| *before).collect();
        let span = befores.iter().map(|w| w.from).min().zip(befores.iter().map(|w| w.to).max());
        match span {
            Some((from, to)) => self.asked_of(Window { from, to }, self.shop.by.clone()),
            None => Ok(None),
        }
    }

    /// Sets every record beside the record of the same group in the window before.
    fn groups(&self, answer: &mut Answer, earlier: Option<&Answer>) {
        if answer.records.is_empty() || answer.dimensions.is_empty() {
            return;
        }
        let windows = pairs(answer, |window| self.known(window));
        let samples = (!windows.is_empty() && earlier.is_some())
            .then(|| self.samples(&windows, self.shop.by.split(self.shop.ledger())));
        let sheet = answer.sheet;
        for record in &mut answer.records {
            let columns = self.columns(record);
            let before = record.window.and_then(|window| self.known(window));
            let same = |other: &&Record| other.window == before && self.columns(other) == columns;
            let then = earlier.filter(|_| before.is_some()).and_then(|earlier| earlier.records.iter().find(same));
            let pair = samples.as_ref().filter(|_| then.is_some());
            let pair = pair.and_then(|samples| samples.pair(record.window?, before?, &columns));
            record.changes = self.rule.changes(sheet, record, &self.rule.figures_of(sheet, then), pair.as_ref());
        }
    }

    /// Sets every record beside all other groups of its window.
    fn with_rest(&self, answer: &mut Answer) {
        let windows: Vec<Window> = pairs(answer, Some).iter().map(|(window, _)| *window).collect();
        let split = self.shop.by.split(self.shop.ledger());
        let of = |split: Split| {
            let frame = self.shop.frame(windows.clone(), split);
            Samples { found: (self.gather)(&frame, &[]), frame }
        };
        let all = of(split.clone());
        let sheet = answer.sheet;
        answer.summary.changes = self.rule.changes(sheet, &answer.summary, &self.rule.figures_of(sheet, None), None);
        for record in &mut answer.records {
            let columns = self.columns(record);
            let pair = record.window.and_then(|window| match &split {
                // A customer can be in several groups, so the rest is counted anew for each.
                Split::Orders(groups) => {
                    let two = of(Split::Orders(one_against_rest(groups, &columns)));
                    let side = |label: &str| two.sample(window, &[Some(label.to_owned())]).cloned();
                    Some(Pair { now: side(ONE)?.0, before: side(REST)?.0, shared: true })
                }
                Split::Whole | Split::Customers(_) | Split::First(_) => {
                    let now = all.sample(window, &columns)?.0.clone();
                    Some(Pair {
                        before: Sample { cells: all.whole(window)?.cells.without(&now.cells) },
                        now,
                        shared: false,
                    })
                }
            });
            let figures = self
                .rule
                .figures
                .iter()
                .map(|figure| pair.as_ref().and_then(|pair| pair.before.figure(figure, self.rule.scale)).into());
            let figures: Vec<Value> = figures.collect();
            record.changes = self.rule.changes(sheet, record, &figures, pair.as_ref());
        }
        if let Some(instead) = self.shop.by.by_first() {
            // Levels are groups already, and take no --by.
            let flag = format!("--by {instead}");
            untested(answer, if sheet.command == "tiers" { format!("`loyalty repeat {flag}`") } else { flag });
        }
    }

    /// The labels of a record without the name of its period.
    fn columns(&self, record: &Record) -> Vec<Option<String>> {
        let parts = self.shop.by.parts.iter().zip(&record.group);
        parts.filter(|(part, _)| !matches!(part, Part::Period(_))).map(|(_, label)| label.clone()).collect()
    }

    /// What customers add up to in windows and those they are compared with.
    fn samples(&self, windows: &[(Window, Window)], split: Split) -> Samples<K> {
        let mut all: Vec<Window> = windows.iter().flat_map(|&(window, before)| [window, before]).collect();
        all.sort();
        all.dedup();
        let place = |window| all.iter().position(|known| *known == window).unwrap_or(0);
        let pairs: Vec<_> = windows.iter().map(|&(window, before)| (place(window), place(before))).collect();
        let frame = self.shop.frame(all.clone(), split);
        Samples { found: (self.gather)(&frame, &pairs), frame }
    }
}

/// The distinct windows of the records with what they are compared with, in the order of time.
fn pairs(answer: &Answer, before: impl Fn(Window) -> Option<Window>) -> Vec<(Window, Window)> {
    let mut windows: Vec<Window> = answer.records.iter().filter_map(|record| record.window).collect();
    windows.sort();
    windows.dedup();
    windows.into_iter().filter_map(|window| Some((window, before(window)?))).collect()
}

/// Takes the tests from groups in which a customer can stand with a part of the purchases: the rarer one looks worse by that alone.
pub(in crate::commands) fn untested(answer: &mut Answer, instead: String) {
    for change in answer.records.iter_mut().flat_map(|record| &mut record.changes) {
        (change.low, change.high, change.p) = (Value::Missing, Value::Missing, None);
    }
    answer.warnings.push(Warning::new("rest-of-orders", [("instead", instead)]));
}

const ONE: &str = "one";
const REST: &str = "rest";

/// Two groups: one, and all others.
pub(in crate::commands) fn one_against_rest(groups: &Groups, one: &[Option<String>]) -> Groups {
    let of_code = groups.of_code.iter().map(|&group| u32::from(groups.labels[group as usize] != one)).collect();
    let labels = [ONE, REST].map(|name| vec![Some(name.to_owned())]).to_vec();
    Groups { of_code, labels, stride: groups.stride }
}

/// The samples of a frame.
struct Samples<const K: usize> {
    frame: Frame,
    found: Vec<sample::Found<K>>,
}

impl<const K: usize> Samples<K> {
    fn place(&self, window: Window) -> Option<usize> {
        self.frame.windows.iter().position(|known| *known == window)
    }

    fn sample(&self, window: Window, columns: &[Option<String>]) -> Option<&sample::Found<K>> {
        let group = match &self.frame.split {
            Split::Whole => 0,
            Split::Orders(groups) | Split::Customers(groups) | Split::First(groups) => {
                groups.labels.iter().position(|label| label == columns)?
            }
        };
        self.found.get(self.place(window)? * self.frame.split.groups() + group)
    }

    /// All groups of a window together.
    fn whole(&self, window: Window) -> Option<Sample<K>> {
        let groups = self.frame.split.groups();
        let first = self.place(window)? * groups;
        let mut all = self.found.get(first)?.0.clone();
        self.found[first + 1..first + groups].iter().for_each(|(sample, _)| all.cells.merge(&sample.cells));
        Some(all)
    }

    fn pair(&self, window: Window, before: Window, columns: &[Option<String>]) -> Option<Pair<K>> {
        let ((now, shares), (then, known)) = (self.sample(window, columns)?, self.sample(before, columns)?);
        let shared = shares.contains(&self.place(before)?) || known.contains(&self.place(window)?);
        Some(Pair { now: now.clone(), before: then.clone(), shared })
    }
}
