//! From flags to what is asked of the input.

use super::Usage;
use crate::config::nearest::nearest;
use crate::config::reading::{AmountPer, Reading};
use crate::config::rules::{Refunds, Rules, ZeroOrders};
use crate::input::request::{self, Export, Mapped, Recognise, Request};
use crate::input::roles::{Kind, Role};
use crate::input::value::date::DateShape;
use crate::input::{Scale, is_encoding, profiles, rates};
use crate::ledger::currency::Currency;
use crate::ledger::day::Day;
use crate::ledger::exchange::Rates;
use anyhow::{Result, bail};
use jiff::tz::TimeZone;
use std::sync::Arc;
use std::sync::atomic::AtomicU64;

/// Bytes read at a time: a chunk and the pieces it makes stay in the second-level cache.
const CHUNK: usize = 1 << 19;

/// What the commands set beside the flags.
pub(super) struct Setup<'a> {
    /// The files.
    pub(super) reading: &'a Reading,
    /// The user's own exports.
    pub(super) exports: &'a [Export],
    /// The rules for orders, where the command has them.
    pub(super) rules: Option<&'a Rules>,
    /// The as-of day.
    pub(super) as_of: Option<&'a str>,
    /// The scales of the three questions.
    pub(super) scales: [Scale; 3],
    /// The role that `score` means.
    pub(super) score: Role,
}

/// The widest range that answers to the three questions are read in; the metric narrows it.
pub(super) fn usual_scales(missing: &[String]) -> [Scale; 3] {
    [(0, 10), (0, 10), (0, 10)].map(|(least, most)| Scale { least, most, missing: missing.to_vec() })
}

impl Setup<'_> {
    /// The request.
    pub(super) fn request(&self) -> Result<Request> {
        let reading = self.reading;
        let rules = self.rules.cloned().unwrap_or_default();
        if let Some(label) = &reading.encoding
            && !is_encoding(label)
        {
            bail!(Usage(format!(
                "--encoding {label}: no such encoding; use utf-8, utf-16le, cp932, euc-jp, windows-1252, …"
            )));
        }
        if let Some(format) = reading.date_format.as_deref().filter(|format| DateShape::parse(format).is_none()) {
            bail!(Usage(format!(
                "--date-format {format}: no such form; use iso, dmy, mdy, a pattern such as %d/%m/%Y, excel or epoch"
            )));
        }
        let amount_per = rules.amount_per.map(|per| match per {
            AmountPer::Line => request::AmountPer::Line,
            AmountPer::Order => request::AmountPer::Order,
        });
        let picked = rules.currency.as_deref().map(currency).transpose()?;
        let rates = rules.rates.as_deref().map(|path| exchange(path, picked)).transpose()?;
        Ok(Request {
            sources: sources(reading)?,
            map: reading.map.iter().map(|text| mapped(text, self.score)).collect::<Result<_>>()?,
            recognise: recognise(reading, self.exports)?,
            exports: self.exports.to_vec(),
            delimiter: reading.delimiter.as_deref().map(delimiter).transpose()?,
            encoding: reading.encoding.clone(),
            date_format: reading.date_format.clone(),
            zone: reading.tz.as_deref().map(zone).transpose()?,
            decimal_comma: reading.decimal_comma,
            decimal_point: reading.decimal_point,
            amount_per,
            no_amount: rules.no_amount,
            currency: picked.filter(|_| rates.is_none()),
            rates,
            zero_orders: rules.zero_orders == ZeroOrders::Count,
            count_cancelled: false,
            refunds_on_order_date: rules.refunds == Refunds::OrderDate,
            as_of: self.as_of.map(|text| day("--as-of", text)).transpose()?,
            scales: self.scales.clone(),
            threads: reading.threads.unwrap_or_else(threads).max(1),
            chunk: reading.chunk_bytes.unwrap_or(CHUNK),
            memory: reading.memory.map_or_else(free_memory, |mib| mib << 20),
            progress: Arc::new(AtomicU64::new(0)),
        })
    }
}

/// Every file with its kind; patterns in quotes are expanded, a folder stands for the CSV files in it.
fn sources(reading: &Reading) -> Result<Vec<(String, Option<Kind>)>> {
    let named = [
        (&reading.files, None),
        (&reading.transactions, Some(Kind::Transactions)),
        (&reading.surveys, Some(Kind::Surveys)),
        (&reading.customers, Some(Kind::Customers)),
        (&reading.promotions, Some(Kind::Promotions)),
        (&reading.returns, Some(Kind::Returns)),
    ];
    let mut all = vec![];
    for (paths, kind) in named {
        for path in paths {
            all.extend(expanded(path)?.into_iter().map(|path| (path, kind)));
        }
    }
    if all.is_empty() {
        bail!(Usage("name at least one CSV file, or `-` for standard input".to_owned()));
    }
    if all.iter().filter(|(path, _)| path == "-").count() > 1 {
        bail!(Usage("standard input can be read once: name `-` only once".to_owned()));
    }
    Ok(all)
}

fn expanded(path: &str) -> Result<Vec<String>> {
    let found = std::path::Path::new(path);
    if path == "-" || found.is_file() {
        return Ok(vec![path.to_owned()]);
    }
    let mut files = if found.is_dir() {
        let inside = found.read_dir().map_err(|error| Usage(format!("{path}: {error}")))?;
        let paths = inside.filter_map(|entry| Some(entry.ok()?.path()));
        shown(paths.filter(|path| path.is_file() && is_table(path)))
    } else if path.contains(['*', '?', '[']) {
        let paths = glob::glob(path).map_err(|error| Usage(format!("{path}: {error}")))?;
        shown(paths.filter_map(Result::ok).filter(|path| path.is_file()))
    } else {
        return Ok(vec![path.to_owned()]);
    };
    files.sort();
    if files.is_empty() {
        let what = if found.is_dir() {
            "this folder holds no file that ends in .csv, .csv.gz or .csv.zst"
        } else {
            "no file matches"
        };
        bail!(Usage(format!("{path}: {what}; name the files one by one")));
    }
    Ok(files)
}

fn shown(paths: impl Iterator<Item = std::path::PathBuf>) -> Vec<String> {
    paths.map(|path| path.to_string_lossy().into_owned()).collect()
}

/// Whether a file of a folder is a table, by its name: what else lies there is not read. Hidden files are not ours.
fn is_table(path: &std::path::Path) -> bool {
    let name = path.file_name().map_or(String::new(), |name| name.to_string_lossy().to_lowercase());
    let bare = name.trim_end_matches(".gz").trim_end_matches(".zst");
    !name.starts_with('.') && [".csv", ".tsv"].iter().any(|end| bare.ends_with(end))
}

fn mapped(text: &str, score: Role) -> Result<Mapped> {
    let Some((role, column)) = text.split_once('=') else {
        bail!(Usage(format!("--map {text}: write ROLE=COLUMN, such as amount=\"Grand Total\"")));
    };
    let (kind, role) = match role.split_once('.') {
        Some((kind, role)) => (Some(kind_named(text, kind.trim())?), role.trim()),
        None => (None, role.trim()),
    };
    let found = if role == "score" { Some(score) } else { Role::named(role) };
    let Some(found) = found else {
        let hint = nearest(role, Role::names()).map_or(String::new(), |near| format!("; did you mean `{near}`?"));
        bail!(Usage(format!("--map {text}: no role is called `{role}`{hint}")));
    };
    let column = column.trim().trim_matches('"').to_owned();
    Ok(Mapped { kind, role: found, column, typed: text.to_owned() })
}

fn kind_named(text: &str, name: &str) -> Result<Kind> {
    Kind::ALL.into_iter().find(|kind| kind.name() == name).ok_or_else(|| {
        let names = Kind::ALL.map(Kind::name).join(", ");
        Usage(format!("--map {text}: no kind of file is called `{name}`; there are {names}")).into()
    })
}

fn recognise(reading: &Reading, own: &[Export]) -> Result<Recognise> {
    let Some(name) = &reading.profile else {
        return Ok(if reading.no_profile { Recognise::Never } else { Recognise::ByHeader });
    };
    let names: Vec<String> =
        own.iter().map(|export| export.name.clone()).chain(profiles().map(str::to_owned)).collect();
    if names.contains(name) {
        return Ok(Recognise::As(name.clone()));
    }
    let hint = nearest(name, names.iter().map(String::as_str))
        .map_or_else(|| format!("; there are {}", names.join(", ")), |near| format!("; did you mean `{near}`?"));
    bail!(Usage(format!("--profile {name}: no such export is known{hint}")))
}

fn delimiter(text: &str) -> Result<u8> {
    match text {
        "\\t" | "tab" | "TAB" | "\t" => Ok(b'\t'),
        "," | ";" | "|" => Ok(text.as_bytes()[0]),
        _ => bail!(Usage(format!("--delimiter {text}: use `,` `;` `|` or tab"))),
    }
}

/// A zone by its name in the IANA database; abbreviations such as JST name none.
fn zone(text: &str) -> Result<TimeZone> {
    TimeZone::get(text).map_err(|_| {
        let names: Vec<String> = jiff::tz::db().available().map(|name| name.to_string()).collect();
        let near = nearest(text, names.iter().map(String::as_str))
            .filter(|_| text.contains('/'))
            .map_or_else(|| "; write one such as Asia/Tokyo".to_owned(), |near| format!("; did you mean `{near}`?"));
        Usage(format!("--tz {text}: no such zone is known{near}")).into()
    })
}

/// The rates of a file into the currency that was picked.
fn exchange(path: &str, picked: Option<Currency>) -> Result<Arc<Rates>> {
    let rates = rates::read(path, picked).map_err(|fault| Usage(format!("--rates {path}: {fault}")))?;
    Ok(Arc::new(rates))
}

fn currency(text: &str) -> Result<Currency> {
    Currency::parse(text).ok_or_else(|| {
        Usage(format!("--currency {text}: no such ISO 4217 code; use three letters such as USD, EUR or JPY")).into()
    })
}

/// A day on the command line.
pub(super) fn day(flag: &str, text: &str) -> Result<Day> {
    text.parse().map_err(|_| Usage(format!("{flag} {text}: write a day as YYYY-MM-DD")).into())
}

/// How many rejected rows are put up with, of so many.
pub(super) fn allowance(text: &str, rows: u64) -> Result<u64> {
    let wrong = || Usage(format!("--max-rejected {text}: write a number of rows such as 3, or a share such as 0.5%"));
    let Some(share) = text.strip_suffix('%') else {
        return text.parse().map_err(|_| wrong().into());
    };
    let share: rust_decimal::Decimal = share.trim().parse().map_err(|_| wrong())?;
    let limit = share * rust_decimal::Decimal::from(rows) / rust_decimal::Decimal::ONE_HUNDRED;
    u64::try_from(limit.trunc()).map_err(|_| wrong().into())
}

fn threads() -> usize {
    std::thread::available_parallelism().map_or(1, std::num::NonZero::get).min(8)
}

/// Three quarters of the memory that the system calls available; without a word from it, 64 GiB.
fn free_memory() -> u64 {
    let text = std::fs::read_to_string("/proc/meminfo").unwrap_or_default();
    let line = text.lines().find_map(|line| line.strip_prefix("MemAvailable:"));
    let kib: Option<u64> = line.and_then(|rest| rest.trim().trim_end_matches("kB").trim().parse().ok());
    kib.map_or(64 << 30, |kib| kib * 1024 / 4 * 3)
}
