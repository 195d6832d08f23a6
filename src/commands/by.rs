//! `--by`: periods and columns.

use super::Usage;
use crate::answer::Warning;
use crate::input::Inputs;
use crate::input::roles::Kind;
use crate::ledger::band::{band, is_beside};
use crate::ledger::scan::{Groups, Split};
use crate::ledger::window::Period;
use crate::ledger::{Dimensions, Ledger};
use anyhow::{Result, bail};

/// One part of a grouping.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Part {
    /// Calendar periods.
    Period(Period),
    /// A column, perhaps of the first purchase only, perhaps in bands.
    Column {
        /// The name as the file spells it.
        name: String,
        /// The files that have it.
        kind: Kind,
        /// Whether each customer stands where the first purchase stood.
        first: bool,
        /// Where bands begin.
        cuts: Vec<i64>,
    },
}

/// A grouping: what to read, and the names of the dimensions.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct By {
    /// The parts, in the order named.
    pub(super) parts: Vec<Part>,
    /// The text as typed.
    pub(super) text: Option<String>,
    /// What must be said of the columns taken.
    pub(super) taken: Vec<Warning>,
}

impl Part {
    /// Whether files of these kinds can give it.
    pub(super) fn is_of(&self, kinds: &[Kind]) -> bool {
        match self {
            Self::Period(_) => true,
            Self::Column { kind, .. } => kinds.contains(kind),
        }
    }
}

fn period(name: &str) -> Option<Period> {
    Some(match name {
        "day" => Period::Day,
        "week" => Period::Week,
        "month" => Period::Month,
        "quarter" => Period::Quarter,
        "year" => Period::Year,
        _ => return None,
    })
}

impl By {
    /// Reads the flag; columns are looked for in the files of `kinds`, in that order.
    pub(super) fn parse(text: Option<&str>, inputs: &Inputs, kinds: &[Kind]) -> Result<Self> {
        let Some(text) = text else { return Ok(Self::default()) };
        let (mut parts, mut taken): (Vec<Part>, Vec<Warning>) = (vec![], vec![]);
        for piece in text.split(',').map(str::trim) {
            if let (Ok(cut), Some(Part::Column { cuts, .. })) = (piece.parse::<i64>(), parts.last_mut())
                && !cuts.is_empty()
            {
                cuts.push(cut);
                continue;
            }
            parts.push(part(piece, inputs, kinds, &mut taken)?);
        }
        for part in &mut parts {
            if let Part::Column { cuts, .. } = part {
                cuts.sort_unstable();
                cuts.dedup();
            }
        }
        if parts.iter().filter(|part| matches!(part, Part::Period(_))).count() > 1 {
            bail!(Usage(format!("--by {text}: one period is enough; name columns beside it")));
        }
        let firsts = parts.iter().filter_map(|part| match part {
            Part::Column { kind: Kind::Transactions, first, .. } => Some(*first),
            Part::Column { .. } | Part::Period(_) => None,
        });
        let firsts: Vec<bool> = firsts.collect();
        if firsts.windows(2).any(|two| two[0] != two[1]) {
            bail!(Usage(format!(
                "--by {text}: columns of the first purchase and of every purchase cannot be combined; write first: before each of \
                 them, or before none"
            )));
        }
        Ok(Self { parts, text: Some(text.to_owned()), taken })
    }

    /// The period, when there is one.
    pub(super) fn period(&self) -> Option<Period> {
        self.parts.iter().find_map(|part| if let Part::Period(period) = part { Some(*period) } else { None })
    }

    /// Whether a column is named before the period: then its groups stay together.
    pub(super) fn column_leads(&self) -> bool {
        self.period().is_some() && !matches!(self.parts.first(), Some(Part::Period(_)))
    }

    /// The columns of one kind of file, in the order named.
    pub(super) fn columns(&self, of: Kind) -> Vec<String> {
        let names = self.parts.iter().filter_map(|part| match part {
            Part::Column { name, kind, .. } if *kind == of => Some(name.clone()),
            Part::Column { .. } | Part::Period(_) => None,
        });
        names.collect()
    }

    /// Where the bands of these columns begin; nowhere for columns without bands.
    pub(super) fn bands(&self, of: Kind) -> Vec<Vec<i64>> {
        let cuts = self.parts.iter().filter_map(|part| match part {
            Part::Column { kind, cuts, .. } if *kind == of => Some(cuts.clone()),
            Part::Column { .. } | Part::Period(_) => None,
        });
        cuts.collect()
    }

    /// What must be said of the columns: where several kinds of files have one, and where one in bands holds texts that are no numbers.
    pub(super) fn remarks(&self, ledger: &Ledger) -> Vec<Warning> {
        let kinds = [
            (Kind::Transactions, &ledger.dimensions),
            (Kind::Surveys, &ledger.survey_dimensions),
            (Kind::Customers, &ledger.attributes),
        ];
        let columns = kinds.iter().flat_map(|(kind, dimensions)| dimensions.columns.iter().zip(self.bands(*kind)));
        let beside = columns.filter(|(_, cuts)| !cuts.is_empty()).filter_map(|(column, cuts)| {
            let texts = column.values.iter().filter(|text| !text.is_empty() && is_beside(&cuts, text)).count();
            let facts = [("dimension", column.name.clone()), ("count", texts.to_string())];
            (texts > 0).then(|| Warning::new("beside-bands", facts))
        });
        self.taken.iter().cloned().chain(beside).collect()
    }

    /// The names of the dimensions, as the records show them.
    pub(super) fn dimensions(&self) -> Vec<String> {
        let name = |part: &Part| match part {
            Part::Period(period) => period_name(*period).to_owned(),
            Part::Column { name, first, .. } => {
                if *first {
                    format!("first:{name}")
                } else {
                    name.clone()
                }
            }
        };
        self.parts.iter().map(name).collect()
    }

    /// The same grouping with each customer where the first purchase stood, where it has columns of the orders.
    pub(super) fn by_first(&self) -> Option<String> {
        let orders = |part: &Part| matches!(part, Part::Column { kind: Kind::Transactions, first: false, .. });
        let name = |part: &Part| match part {
            Part::Period(period) => period_name(*period).to_owned(),
            Part::Column { name, kind, cuts, .. } => {
                let cuts = cuts.iter().map(ToString::to_string).collect::<Vec<_>>().join(",");
                let first = if *kind == Kind::Transactions { "first:" } else { "" };
                format!("{first}{name}{}{cuts}", if cuts.is_empty() { "" } else { ":" })
            }
        };
        let names = || self.parts.iter().map(name).collect::<Vec<_>>();
        self.parts.iter().any(orders).then(|| names().join(","))
    }

    /// Whether there is anything to group by.
    pub(super) fn is_empty(&self) -> bool {
        self.parts.is_empty()
    }

    /// How a scan of purchases splits for the column parts.
    pub(super) fn split(&self, ledger: &Ledger) -> Split {
        let of = |kind: Kind, dimensions: &Dimensions| {
            let bands = self.bands(kind);
            let columns: Vec<usize> = (0..bands.len()).collect();
            let groups = || dimensions.groups(&columns).relabelled(|column, text| band(&bands[column], text));
            (!columns.is_empty()).then(groups)
        };
        let (orders, customers) = (of(Kind::Transactions, &ledger.dimensions), of(Kind::Customers, &ledger.attributes));
        let first = self.parts.iter().any(|part| matches!(part, Part::Column { first: true, .. }));
        match (orders, customers) {
            (None, None) => Split::Whole,
            (None, Some(customers)) => Split::Customers(customers),
            (Some(orders), customers) => {
                let groups = match customers {
                    None => orders,
                    Some(customers) => {
                        Groups::crossed(&customers, &orders, |customer, order| self.joined(customer, order))
                    }
                };
                if first { Split::First(groups) } else { Split::Orders(groups) }
            }
        }
    }

    /// The values of attributes and of columns of the orders, in the order of the parts.
    fn joined(&self, customer: &[Option<String>], order: &[Option<String>]) -> Vec<Option<String>> {
        let (mut customer, mut order) = (customer.iter(), order.iter());
        let values = self.parts.iter().filter_map(|part| match part {
            Part::Period(_) => None,
            Part::Column { kind: Kind::Customers, .. } => customer.next().cloned(),
            Part::Column { .. } => order.next().cloned(),
        });
        values.collect()
    }

    /// The label of a record: the period's name and the column's values, in the order of the parts.
    pub(super) fn label(&self, period: Option<&str>, columns: &[Option<String>]) -> Vec<Option<String>> {
        let mut columns = columns.iter();
        let of = |part: &Part| match part {
            Part::Period(_) => period.map(str::to_owned),
            Part::Column { .. } => columns.next().cloned().flatten(),
        };
        self.parts.iter().map(of).collect()
    }
}

fn period_name(period: Period) -> &'static str {
    match period {
        Period::Day => "day",
        Period::Week => "week",
        Period::Month => "month",
        Period::Quarter => "quarter",
        Period::Year => "year",
    }
}

/// The column that a name means in files of one of the kinds; of `customers.NAME`, in those of that kind. Where several have it, one
/// with values is taken, and that is said.
fn column(name: &str, inputs: &Inputs, kinds: &[Kind], taken: &mut Vec<Warning>) -> Option<(Kind, String)> {
    let of = |kinds: &[Kind], name: &str| -> Vec<(Kind, String)> {
        kinds.iter().filter_map(|&kind| Some((kind, inputs.column(kind, name)?))).collect()
    };
    let mut found = of(kinds, name);
    if found.is_empty() {
        let (kind, name) = name.split_once('.')?;
        let kind = kinds.iter().find(|known| known.name() == kind)?;
        return of(&[*kind], name).pop();
    }
    let several = found.len() > 1;
    let one = found.iter().position(|(kind, column)| several && inputs.has_values(*kind, column)).unwrap_or(0);
    let (kind, column) = found.remove(one);
    if let Some((other, _)) = found.first() {
        let facts = [("column", column.as_str()), ("taken", kind.name()), ("kind", other.name()), ("name", name)];
        taken.push(Warning::new("column-of-several", facts.map(|(key, text)| (key, text.to_owned()))));
    }
    Some((kind, column))
}

fn part(piece: &str, inputs: &Inputs, kinds: &[Kind], taken: &mut Vec<Warning>) -> Result<Part> {
    if let Some(period) = period(piece) {
        return Ok(Part::Period(period));
    }
    let (first, rest) = piece.strip_prefix("first:").map_or((false, piece), |rest| (true, rest));
    let (name, cuts) = match rest.rsplit_once(':') {
        Some((name, cut)) if cut.parse::<i64>().is_ok() => (name, vec![cut.parse::<i64>().unwrap_or(0)]),
        _ => (rest, vec![]),
    };
    if let Some((kind, name)) = column(name, inputs, kinds, taken) {
        return Ok(Part::Column { name, kind, first, cuts });
    }
    if let (true, Some(&kind)) = (inputs.has_unreadable(), kinds.first()) {
        // The file says what is wrong with it when it is read, and nothing is answered.
        return Ok(Part::Column { name: name.to_owned(), kind, first, cuts });
    }
    let columns: Vec<String> = kinds.iter().flat_map(|&kind| inputs.columns(kind)).collect();
    let hint = crate::config::nearest::nearest(name, columns.iter().map(String::as_str))
        .map_or(String::new(), |near| format!("; did you mean `{near}`?"));
    if columns.is_empty() {
        bail!(Usage(format!(
            "--by {piece}: no file has such a column; a period is one of day, week, month, quarter, year"
        )));
    }
    bail!(Usage(format!(
        "--by {piece}: no column of that name in `{}`, and no period (day, week, month, quarter, year){hint}",
        columns.join("`, `")
    )))
}

/// Groups of a dictionary, for answers, which are not scanned: the label of a code.
pub(super) fn labels(groups: &Groups, code: u32) -> &[Option<String>] {
    &groups.labels[groups.of(code)]
}
