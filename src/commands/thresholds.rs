//! Thresholds on the figures of a document: which figure is meant, and whether it is as it should not be.
//!
//! A figure is compared as it is written, with six decimals or the exact digits of money, so that what is tested is what is read. One
//! that does not exist is a broken threshold unless `or n/a` puts up with that: a job whose surveys no longer arrive must not look well.

use super::Usage;
use super::desk::confidence;
use super::{check, sheets};
use crate::answer::column::{Column, Sheet, Unit as Counts};
use crate::answer::value::Value;
use crate::answer::{Answer, Document, Record, Section, Warning};
use crate::config::nearest::nearest;
use crate::config::output::Output;
use crate::config::thresholds::{Amount, Condition, SHAPE, Test, Unit};
use crate::render;
use anyhow::{Context, Result, bail};
use rust_decimal::Decimal;

/// The conditions of the flags, each with its text.
pub(super) fn conditions(output: &Output) -> Result<Vec<(&str, Condition)>> {
    let parsed = |text: &String| Condition::parse(text).ok_or_else(|| wrong(text, SHAPE));
    let texts = &output.thresholds.fail_if;
    texts.iter().map(|text| Ok((text.as_str(), parsed(text)?))).collect()
}

/// Whether a condition is one on a figure of this command; one that no command has a figure for is a slip of each.
pub(super) fn concerns(command: &str, text: &str) -> bool {
    let Some(Condition { command: named, key, .. }) = Condition::parse(text) else { return true };
    let of_sheet = |name: &str, sheet: &Sheet| {
        named.as_deref().is_none_or(|named| named == name || named == sheet.command) && sheet.position(&key).is_some()
    };
    let mut having = sheets::SHEETS.iter().filter(|(name, all)| all.iter().any(|sheet| of_sheet(name, sheet)));
    let checked = check::TOTALS.contains(&key.as_str()) && named.as_deref().is_none_or(|named| named == "check");
    match command {
        "check" => checked || having.next().is_none(),
        "report" => having.next().is_some() || !checked,
        _ => having.clone().any(|(name, _)| *name == command) || having.next().is_none() && !checked,
    }
}

/// What is broken, as remarks; a figure that the document does not know is a slip of the command line.
pub(super) fn broken(document: &Document, output: &Output) -> Result<Vec<Warning>> {
    let (mut all, confidence) = (vec![], confidence(output)?);
    for (text, condition) in conditions(output)? {
        all.extend(Looked { document, text, condition: &condition, confidence }.broken()?);
    }
    Ok(all)
}

fn wrong(text: &str, what: &str) -> anyhow::Error {
    Usage(format!("--fail-if {text}: {what}")).into()
}

/// One condition and where it is looked at.
struct Looked<'a> {
    document: &'a Document,
    text: &'a str,
    condition: &'a Condition,
    confidence: f64,
}

/// A figure's column, and its record where there is one.
struct Figure<'a> {
    command: &'a str,
    column: Option<&'static Column>,
    found: Option<(&'a Answer, &'a Record)>,
    /// A total of `check`, which has no record.
    total: Option<&'a Value>,
    /// Why there is none.
    why: Option<&'a Warning>,
}

impl Looked<'_> {
    fn wrong(&self, what: &str) -> anyhow::Error {
        wrong(self.text, what)
    }

    fn broken(&self) -> Result<Option<Warning>> {
        let figure = self.figure()?;
        let value = self.value(&figure);
        let Some(digits) = value.and_then(render::digits) else {
            if value.is_some_and(|value| *value != Value::Missing) {
                bail!(self.wrong(&format!("`{}` is no number", self.condition.key)));
            }
            return Ok((!self.condition.or_missing).then(|| self.undefined(&figure)));
        };
        let broken = match &self.condition.test {
            Test::Compared(comparison, amount) => {
                comparison.holds(self.number(&digits)?.cmp(&self.amount(amount, &figure)?))
            }
            Test::Changed { falls, by, significantly } => {
                let Some(change) = figure.found.and_then(|(_, record)| record.change(&self.condition.key)) else {
                    bail!(self.wrong(
                        "this figure is not compared with another window; add --compare previous, year-ago or FROM..TO"
                    ));
                };
                let [Some(before), Some(step)] = [&change.previous, &change.change].map(render::digits) else {
                    return Ok((!self.condition.or_missing).then(|| self.undefined(&figure)));
                };
                let step = self.number(&step)?;
                let step = if *falls { -step } else { step };
                let far = match by {
                    None => true,
                    Some(by) if by.unit == Unit::PerCent => {
                        step * Decimal::ONE_HUNDRED >= self.number(&before)?.abs() * self.number(&by.digits)?
                    }
                    Some(by) => step >= self.amount(by, &figure)?,
                };
                let told = !significantly || change.is_told(self.confidence) == Some(true);
                return Ok((step > Decimal::ZERO && far && told).then(|| {
                    let facts = [
                        ("condition", self.text.to_owned()),
                        ("key", self.name(&figure)),
                        ("found", beside(&figure, &digits)),
                        ("before", short(&figure, &before)),
                    ];
                    Warning::new("threshold-changed", facts)
                }));
            }
        };
        Ok(broken.then(|| {
            let facts =
                [("condition", self.text.to_owned()), ("key", self.name(&figure)), ("found", beside(&figure, &digits))];
            Warning::new("threshold-broken", facts)
        }))
    }

    /// The figure that is meant.
    fn figure(&self) -> Result<Figure<'_>> {
        let Condition { command, key, .. } = self.condition;
        if let Some(totals) = &self.document.check {
            let total = totals.iter().find(|(name, _)| name == key && command.as_deref().is_none_or(|c| c == "check"));
            return match total {
                Some((_, total)) => {
                    Ok(Figure { command: "check", column: None, found: None, total: Some(total), why: None })
                }
                None => Err(self.unknown(&totals.iter().map(|(name, _)| (*name).to_owned()).collect::<Vec<_>>())),
            };
        }
        let mut all = vec![];
        for section in &self.document.sections {
            let (name, sheet, answer, why): (_, Option<&'static Sheet>, _, _) = match section {
                Section::Answered(answer) => (answer.sheet.command, Some(answer.sheet), Some(&**answer), None),
                Section::Refused(name, why) => (*name, sheets::of(name), None, Some(why)),
            };
            all.extend(sheet.map(|sheet| (name, sheet, answer, why)));
        }
        // The parts that follow the answer of a command give way to it.
        let single = self.document.command != "report" && command.is_none();
        let has = |sheet: &Sheet| sheet.position(key).is_some();
        let fits = |name: &str, sheet: &Sheet| command.as_deref().is_none_or(|c| c == name) && has(sheet);
        let mut meant: Vec<_> = all.iter().filter(|(name, sheet, ..)| fits(name, sheet)).collect();
        // The answer of a command comes before its further forms in a report, such as its trend.
        let first: Vec<_> =
            meant.iter().copied().filter(|(name, sheet, ..)| sheets::of(name) == Some(*sheet)).collect();
        if !single && !first.is_empty() {
            meant = first;
        }
        // A key that is what one command is asked for means that command, whoever else has it too.
        let own: Vec<_> = meant.iter().copied().filter(|(_, sheet, ..)| sheet.headline == key).collect();
        if own.len() == 1 {
            meant = own;
        }
        let Some((name, sheet, answer, why)) = meant.first() else {
            let keys = all.iter().flat_map(|(name, sheet, ..)| {
                let own = sheet.columns.iter().filter(|column| is_number(column));
                own.map(move |column| if single { column.key.to_owned() } else { format!("{name}.{}", column.key) })
            });
            return Err(self.unknown(&keys.collect::<Vec<_>>()));
        };
        if meant.len() > 1 && !single {
            let names: Vec<String> = meant.iter().map(|(name, ..)| format!("{name}.{key}")).collect();
            bail!(self.wrong(&format!("several answers have a `{key}`; name one: {}", names.join(", "))));
        }
        let column = sheet.position(key).map(|at| &sheet.columns[at]);
        let record = answer.map(|answer| self.record(answer).map(|record| (answer, record))).transpose()?;
        Ok(Figure { command: name, column, found: record, total: None, why: *why })
    }

    /// The record that is meant: the whole, or the group that is named.
    fn record<'a>(&self, answer: &'a Answer) -> Result<&'a Record> {
        let Some(group) = &self.condition.group else { return Ok(&answer.summary) };
        let label = |record: &Record| -> Vec<String> {
            let group: Vec<&str> = record.group.iter().map(|label| label.as_deref().unwrap_or("(none)")).collect();
            let texts = record.values.iter().filter_map(|value| match value {
                Value::Text(text) if answer.dimensions.is_empty() => Some(text.to_string()),
                _ => None,
            });
            if group.is_empty() { texts.collect() } else { vec![group.join(",")] }
        };
        answer.records.iter().find(|record| label(record).contains(group)).ok_or_else(|| {
            let labels: Vec<String> = answer.records.iter().flat_map(label).collect();
            let near = nearest(group, labels.iter().map(String::as_str))
                .map_or_else(|| format!("there are {}", labels.join(", ")), |near| format!("did you mean `{near}`?"));
            let near = if labels.is_empty() { "nothing is grouped here; add --by".to_owned() } else { near };
            self.wrong(&format!("no group is called `{group}`; {near}"))
        })
    }

    fn unknown(&self, keys: &[String]) -> anyhow::Error {
        let key = match &self.condition.command {
            Some(command) => format!("{command}.{}", self.condition.key),
            None => self.condition.key.clone(),
        };
        let bare = |name: &String| name.rsplit_once('.').map_or(name.clone(), |(_, key)| key.to_owned());
        let bares: Vec<String> = keys.iter().map(bare).collect();
        let near = nearest(&key, keys.iter().chain(&bares).map(String::as_str));
        let near =
            near.map_or_else(|| format!("there are {}", keys.join(", ")), |near| format!("did you mean `{near}`?"));
        self.wrong(&format!("there is no figure `{key}` here; {near}"))
    }

    fn value<'f>(&self, figure: &'f Figure<'_>) -> Option<&'f Value> {
        let at = |(answer, record): &(&'f Answer, &'f Record)| {
            record.values.get(answer.sheet.position(&self.condition.key)?)
        };
        figure.total.or_else(|| figure.found.as_ref().and_then(at))
    }

    fn name(&self, figure: &Figure<'_>) -> String {
        let group = self.condition.group.as_ref().map_or(String::new(), |group| format!("[{group}]"));
        let command = if self.document.command == "report" { format!("{}.", figure.command) } else { String::new() };
        format!("{command}{}{group}", self.condition.key)
    }

    fn undefined(&self, figure: &Figure<'_>) -> Warning {
        let facts = [("condition", self.text.to_owned()), ("key", self.name(figure))];
        if figure.why.is_some() {
            return Warning::new("threshold-unanswered", facts);
        }
        Warning::new("threshold-undefined", facts)
    }

    fn number(&self, digits: &str) -> Result<Decimal> {
        Decimal::from_str_exact(digits)
            .with_context(|| format!("--fail-if {}: {digits} has too many digits", self.text))
    }

    /// The number of a condition in what the figure itself counts.
    fn amount(&self, amount: &Amount, figure: &Figure<'_>) -> Result<Decimal> {
        let number = self.number(&amount.digits)?;
        let counts = figure.column.map_or(Counts::Count, |column| column.unit);
        match (amount.unit, counts) {
            (Unit::Own, _) | (Unit::Points, Counts::Points) => Ok(number),
            (Unit::PerCent | Unit::Points, Counts::Share) => Ok(number / Decimal::ONE_HUNDRED),
            (Unit::PerCent, _) => bail!(self.wrong(&format!("`{}` is no share; leave the % out", self.condition.key))),
            (Unit::Points, _) => {
                bail!(self.wrong(&format!("`{}` has no points; leave the pt out", self.condition.key)))
            }
        }
    }
}

fn is_number(column: &Column) -> bool {
    !matches!(column.unit, Counts::Text | Counts::Date | Counts::Flag)
}

/// The digits of a figure without the noughts behind them; money keeps those.
fn short(figure: &Figure<'_>, digits: &str) -> String {
    if digits.contains('.') && figure.column.is_some_and(|column| column.unit != Counts::Money) {
        digits.trim_end_matches('0').trim_end_matches('.').to_owned()
    } else {
        digits.to_owned()
    }
}

/// The figure with its counts and its interval.
fn beside(figure: &Figure<'_>, digits: &str) -> String {
    let text = |digits: &str| short(figure, digits);
    let at = |key: &str| {
        let (answer, record) = figure.found?;
        record.values.get(answer.sheet.position(key)?).and_then(render::digits).map(|digits| text(&digits))
    };
    let column = figure.column;
    let counts =
        column.and_then(|column| column.of).and_then(|(part, whole)| Some(format!("{} / {}", at(part)?, at(whole)?)));
    let ends =
        column.and_then(|column| column.interval).and_then(|(low, high)| Some(format!("{} – {}", at(low)?, at(high)?)));
    let beside: Vec<String> = counts.into_iter().chain(ends).collect();
    if beside.is_empty() { text(digits) } else { format!("{} ({})", text(digits), beside.join("; ")) }
}
