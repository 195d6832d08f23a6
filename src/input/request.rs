//! What is asked of the input: which files, how to read them, which columns are wanted.

use super::answers::Scale;
pub use super::profile::own::{Export, Status};
use super::roles::{Kind, Role};
pub use super::standing::Standing;
use crate::ledger::Question;
use crate::ledger::currency::Currency;
use crate::ledger::day::Day;
use crate::ledger::exchange::Rates;
use jiff::tz::TimeZone;
use std::sync::Arc;
use std::sync::atomic::AtomicU64;

/// Where an order's total stands in a file of order lines.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AmountPer {
    /// Each line has its own amount; the order's total is their sum.
    Line,
    /// Each line repeats the order's total.
    Order,
}

/// Where the order's total, or the sum given back of it, stands among the lines of an order.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Total {
    /// Nobody has said.
    #[default]
    Unsaid,
    /// Each line has its own amount; the total is their sum.
    Line,
    /// On the first line; the others are blank.
    FirstLine,
    /// On every line, the same.
    EveryLine,
}

/// Which known export the files are taken for.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub enum Recognise {
    /// The one that the header shows.
    #[default]
    ByHeader,
    /// The one of this name.
    As(String),
    /// None: columns go by their names alone.
    Never,
}

/// A role settled by the user.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mapped {
    /// The kind of the files it is for; all, where none is named.
    pub kind: Option<Kind>,
    /// The role.
    pub role: Role,
    /// The column.
    pub column: String,
    /// As typed, for whoever must be told that there is no such column.
    pub typed: String,
}

/// How to read the files.
#[allow(clippy::struct_excessive_bools)] // Each is a flag of its own on the command line.
#[derive(Debug, Clone, Default)]
pub struct Request {
    /// Paths as typed, with the kind where it was named.
    pub sources: Vec<(String, Option<Kind>)>,
    /// Roles settled by the user; where one has several columns, the first that a file has plays it.
    pub map: Vec<Mapped>,
    /// Which known export the files are taken for.
    pub recognise: Recognise,
    /// The user's own exports, beside those that are built in.
    pub exports: Vec<Export>,
    /// The delimiter, when named.
    pub delimiter: Option<u8>,
    /// The encoding's label, when named.
    pub encoding: Option<String>,
    /// The form of dates, when named.
    pub date_format: Option<String>,
    /// The zone to which times are moved that say how far from UTC they are.
    pub zone: Option<TimeZone>,
    /// Whether commas are decimal marks.
    pub decimal_comma: bool,
    /// Whether points are known to be decimal marks.
    pub decimal_point: bool,
    /// Where an order's total stands, when said.
    pub amount_per: Option<AmountPer>,
    /// Whether files without amounts are fine: a log of visits.
    pub no_amount: bool,
    /// The only currency that counts, when picked.
    pub currency: Option<Currency>,
    /// The rates by which amounts of other currencies are converted, when given; then all currencies count.
    pub rates: Option<Arc<Rates>>,
    /// Whether an order of no value is a purchase.
    pub zero_orders: bool,
    /// Whether cancelled orders count like others.
    pub count_cancelled: bool,
    /// Whether refunds are booked on the day of their order.
    pub refunds_on_order_date: bool,
    /// The day up to which customers are observed, when said.
    pub as_of: Option<Day>,
    /// The scales of the three questions.
    pub scales: [Scale; 3],
    /// How many threads.
    pub threads: usize,
    /// Bytes per chunk.
    pub chunk: usize,
    /// Bytes that the ledger may take.
    pub memory: u64,
    /// Bytes read so far, for whoever shows progress.
    pub progress: Arc<AtomicU64>,
}

impl Request {
    /// The columns that the user has settled for a role in files of a kind, the preferred one first.
    pub fn mapped(&self, role: Role, kind: Kind) -> impl Iterator<Item = &str> {
        let own = move |mapped: &&Mapped| mapped.role == role && mapped.kind.is_none_or(|own| own == kind);
        self.map.iter().filter(own).map(|mapped| mapped.column.as_str())
    }
}

/// Which columns are wanted besides the roles.
#[allow(clippy::struct_excessive_bools)] // Each is a wish of its own.
#[derive(Debug, Clone, Default)]
pub struct Wanted {
    /// Columns of the transactions.
    pub orders: Vec<String>,
    /// For each of them where its bands begin: lines of an order in one band are one part of it.
    pub bands: Vec<Vec<i64>>,
    /// Whether only it matters that anything stands in these columns, on any line of an order: zero is nothing.
    pub marks: bool,
    /// Columns of the customers files.
    pub customers: Vec<String>,
    /// Columns of the surveys.
    pub surveys: Vec<String>,
    /// The questions to read; a generic `score` column answers the first.
    pub questions: Vec<Question>,
    /// Whether customers' ids are printed: where one is too long to be kept whole, all are read from their column in another pass.
    pub names: bool,
    /// Whether nothing is repeated that stands in a row, such as the value that had it rejected.
    pub veiled: bool,
    /// Whether costs and margins are to be read.
    pub sides: bool,
    /// Whether ids and rows get a closer look, which costs another pass.
    pub findings: bool,
    /// The last day that counts, as if the question were asked on it.
    pub up_to: Option<Day>,
    /// An earlier day of which it is asked what was known on it: [`crate::ledger::scan::AsKnown`] shows that.
    pub then: Option<Day>,
}
