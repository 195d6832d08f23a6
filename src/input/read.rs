//! From paths to a ledger: heads, families, passes, and the account of all of it.

use super::account::Book;
use super::answers::{Answers, Teller};
use super::assemble::{Assembly, Chunk, assemble};
use super::common::{Evidence, Reject, Rule};
use super::digits::Digits;
use super::family::{self, Decision};
use super::head::{self, Head, Said};
use super::pass::{self, Broken, Done, Gear};
use super::people::{People, Registrar};
use super::plan::{Plan, Reading};
use super::record::split;
use super::request::{Request, Total, Wanted};
use super::roles::{self, Kind};
use super::sales::{Asked, Clerk, Sales};
use super::source::Source;
use super::{encoding, known, order};
use crate::answer::Warning;
use crate::answer::account::{InputAccount, Rejection};
use crate::ledger::Ledger;
use std::collections::BTreeMap;

/// Log2 of the number of order shards and of customer shards: each fits the second-level cache up to some ten million rows.
pub(super) const ORDER_BITS: u32 = 8;
/// See [`ORDER_BITS`].
pub(super) const CUSTOMER_BITS: u32 = 6;
/// How often a family is read at most: once as suggested, again when the evidence speaks for another reading.
const PASSES: usize = 4;

/// Files after the first look.
#[derive(Debug)]
pub struct Inputs {
    request: Request,
    files: Vec<File>,
}

#[derive(Debug)]
struct File {
    path: String,
    kind: Option<Kind>,
    head: Result<Head, Warning>,
}

/// Everything that was read.
#[derive(Debug, Default)]
pub struct Taken {
    /// What is known of the customers.
    pub ledger: Ledger,
    /// One account per file, in the order named.
    pub accounts: Vec<InputAccount>,
    /// Every rejected row, in the order of files and lines.
    pub rejections: Vec<Rejection>,
    /// What a reader must know.
    pub warnings: Vec<Warning>,
    /// The currencies met in the rows used.
    pub currencies: Vec<String>,
    /// Orders in the ledger.
    pub orders: u64,
    /// Whether answers were words such as good and bad, read as 1 and 0.
    pub words: bool,
}

impl Taken {
    /// Whether a file was refused.
    pub fn refused(&self) -> bool {
        self.accounts.iter().any(|account| account.refused.is_some())
    }

    /// How many rows were read, and how many of them were rejected.
    pub fn rejected(&self) -> (u64, u64) {
        let rows = self.accounts.iter().map(|a| a.rows).sum();
        (rows, self.accounts.iter().map(|a| a.rejected).sum())
    }
}

/// Takes the first look at every file.
pub fn open(request: Request) -> Inputs {
    let columns: Vec<String> = request.map.iter().map(|(_, column)| roles::fold(column)).collect();
    let files = request.sources.iter().map(|(path, kind)| {
        let said = Said {
            delimiter: request.delimiter,
            encoding: request.encoding.as_deref().and_then(encoding::labelled),
            columns: &columns,
            recognise: request.recognise.clone(),
            kind: *kind,
        };
        let head =
            Source::open(path).map_err(|error| head::unreadable(&error)).and_then(|source| head::look(source, &said));
        let found = head.as_ref().ok().and_then(|head| head.kind);
        File { path: path.clone(), kind: kind.or(found), head }
    });
    let files = files.collect();
    Inputs { request, files }
}

impl Inputs {
    /// Bytes read so far, for whoever shows progress.
    pub fn progress(&self) -> std::sync::Arc<std::sync::atomic::AtomicU64> {
        std::sync::Arc::clone(&self.request.progress)
    }

    /// Leaves out the files of kinds that are not used; gives their paths and kinds.
    pub fn only(&mut self, kinds: &[Kind]) -> Vec<(String, Kind)> {
        let unused = |file: &File| file.head.is_ok() && file.kind.is_some_and(|kind| !kinds.contains(&kind));
        let unused_files = self.files.iter().filter(|file| unused(file));
        let paths = unused_files.filter_map(|file| Some((file.path.clone(), file.kind?))).collect();
        self.files.retain(|file| !unused(file));
        paths
    }

    /// Takes positional files as files of a kind where the header does not speak against it, or where it has that kind's column.
    pub fn prefer(&mut self, kind: Kind, role: Option<roles::Role>) {
        for (file, (_, named)) in self.files.iter_mut().zip(&self.request.sources) {
            if named.is_some() || file.kind == Some(kind) {
                continue;
            }
            let Ok(head) = &file.head else { continue };
            let folded: Vec<String> = head.names.iter().map(|n| roles::fold(n)).collect();
            let mapped = role.and_then(|role| self.request.map.iter().find(|(r, _)| *r == role));
            let has = mapped.is_some_and(|(_, column)| family::position(column, &head.names, &folded).is_some());
            let plays = role.is_some_and(|role| known::find(role, kind, head.profile, &folded) != roles::Found::None);
            if file.kind.is_none() || has || plays {
                file.kind = Some(kind);
            }
        }
    }

    /// Whether a file of that kind is there.
    pub fn has(&self, kind: Kind) -> bool {
        self.files.iter().any(|file| file.kind == Some(kind))
    }

    /// The files that no kind could be told of.
    pub fn unknown(&self) -> Vec<(&str, Vec<String>)> {
        let unknown = self.files.iter().filter(|file| file.kind.is_none());
        unknown
            .filter_map(|file| file.head.as_ref().ok().map(|head| (file.path.as_str(), head.names.clone())))
            .collect()
    }

    /// The columns of the mapping that no file has.
    pub fn unmapped(&self) -> Vec<&str> {
        let has = |column: &str| {
            self.files.iter().filter_map(|file| file.head.as_ref().ok()).any(|head| {
                let folded: Vec<String> = head.names.iter().map(|n| roles::fold(n)).collect();
                family::position(column, &head.names, &folded).is_some()
            })
        };
        let unreadable = self.files.iter().any(|file| file.head.is_err());
        let columns = self.request.map.iter().map(|(_, column)| column.as_str());
        columns.filter(|column| !unreadable && !has(column)).collect()
    }

    /// The column that `name` means in files of a kind, as the file spells it.
    pub fn column(&self, kind: Kind, name: &str) -> Option<String> {
        let of_kind = self.files.iter().filter(|file| file.kind == Some(kind));
        of_kind.filter_map(|file| file.head.as_ref().ok()).find_map(|head| {
            let folded: Vec<String> = head.names.iter().map(|n| roles::fold(n)).collect();
            if let Some(at) = family::position(name, &head.names, &folded) {
                return Some(head.names[at].clone());
            }
            let role = roles::Role::named(name)?;
            match known::find(role, kind, head.profile, &folded) {
                roles::Found::One(at, _) => Some(head.names[at].clone()),
                roles::Found::None | roles::Found::Several(_) => None,
            }
        })
    }

    /// Every column of files of a kind.
    pub fn columns(&self, kind: Kind) -> Vec<String> {
        let of_kind = self.files.iter().filter(|file| file.kind == Some(kind));
        let mut names: Vec<String> =
            of_kind.filter_map(|file| file.head.as_ref().ok()).flat_map(|head| head.names.clone()).collect();
        names.dedup();
        names
    }

    /// Whether the files of a kind have a column for a role.
    pub fn has_role(&self, kind: Kind, role: roles::Role) -> bool {
        let mapped = self.request.map.iter().any(|(r, _)| *r == role);
        let of_kind = self.files.iter().filter(|file| file.kind == Some(kind));
        mapped
            || of_kind.filter_map(|file| file.head.as_ref().ok()).any(|head| {
                let folded: Vec<String> = head.names.iter().map(|n| roles::fold(n)).collect();
                known::find(role, kind, head.profile, &folded) != roles::Found::None
            })
    }

    /// Reads everything and settles every row.
    pub fn read(self, wanted: &Wanted) -> Taken {
        let Self { request, files } = self;
        let mut books: Vec<Book> = vec![];
        let mut families: Vec<(Kind, Vec<String>, Vec<usize>)> = vec![];
        let mut heads: BTreeMap<usize, Head> = BTreeMap::new();
        for (number, file) in files.into_iter().enumerate() {
            let mut book = Book::new(&file.path, file.kind);
            match (file.head, file.kind) {
                (Err(why), _) => book.refuse(why),
                (Ok(head), None) => book.refuse(Warning::new("unknown-kind", [("columns", head.names.join("`, `"))])),
                (Ok(head), Some(kind)) => {
                    book.look(&head);
                    let names = [vec![char::from(head.delimiter).to_string()], head.names.clone()].concat();
                    match families.iter_mut().find(|(k, n, _)| *k == kind && *n == names) {
                        Some((_, _, members)) => members.push(number),
                        None => families.push((kind, names, vec![number])),
                    }
                    heads.insert(number, head);
                }
            }
            books.push(book);
        }
        let mut settled = vec![];
        for (kind, names, members) in &families {
            let own: Vec<Head> = members.iter().filter_map(|number| heads.remove(number)).collect();
            let (kind, names) = (*kind, &names[1..]);
            let family = Family { kind, names, members, heads: own, request: &request, wanted };
            match family.settle() {
                Ok(found) => settled.push((family, found)),
                Err(refusal) => family.refuse(refusal, &mut books),
            }
        }
        let mut assembly = Assembly::new(&request, wanted);
        let most = settled.iter().map(|(_, found)| found.digits.most).max().unwrap_or(0);
        for (family, found) in settled {
            match family.at_scale(found, most) {
                Ok(found) => family.hand_over(found, &mut assembly, &mut books),
                Err(refusal) => family.refuse(refusal, &mut books),
            }
        }
        assemble(assembly, books, &request, wanted)
    }
}

struct Family<'a> {
    kind: Kind,
    names: &'a [String],
    members: &'a [usize],
    heads: Vec<Head>,
    request: &'a Request,
    wanted: &'a Wanted,
}

/// Which file of the family is to blame (all, when none), and why.
type Refusal = (Option<usize>, Warning);

/// A family of files with the reading that all of its rows confirm.
struct Settled {
    plan: Plan,
    reading: Reading,
    chunks: Vec<Done<(Notes, Part)>>,
    digits: Digits,
}

impl Family<'_> {
    fn settle(&self) -> Result<Settled, Refusal> {
        let profile = self.heads[0].profile.filter(|profile| profile.kind == self.kind);
        let plan =
            family::plan(self.kind, self.names, profile, self.request, self.wanted).map_err(|why| (None, why))?;
        let mut reading = family::suggest(&plan, &self.heads, self.request).map_err(|why| (None, why))?;
        let mut attempt = 1;
        loop {
            let chunks = match self.pass(&plan, &reading) {
                // A record without an end is nearly always a quotation mark that is never closed: the exact reader finds its line.
                Err(Broken::TooLong(_)) if !reading.dialect.exact => {
                    reading.dialect.exact = true;
                    attempt += 1;
                    continue;
                }
                other => other.map_err(|broken| self.worded(broken))?,
            };
            let mut evidence = Evidence::default();
            for chunk in &chunks {
                evidence.merge(&chunk.part.0.evidence);
            }
            match family::decide(&plan, &reading, &evidence, &self.heads, self.request) {
                Decision::Other(other) if attempt < PASSES => reading = *other,
                Decision::Ask(question) => return Err((None, question)),
                Decision::Stands | Decision::Other(_) => {
                    let digits = digits(&chunks);
                    return Ok(Settled { plan, reading, chunks, digits });
                }
            }
            attempt += 1;
        }
    }

    /// Reads the family once more where its amounts may not fit at the scale that all files share: those that do not are rejected.
    fn at_scale(&self, found: Settled, most: u8) -> Result<Settled, Refusal> {
        if found.digits.fit(most) {
            return Ok(found);
        }
        let reading = Reading { scale: most, ..found.reading };
        let chunks = self.pass(&found.plan, &reading).map_err(|broken| self.worded(broken))?;
        Ok(Settled { reading, digits: digits(&chunks), chunks, ..found })
    }

    fn refuse(&self, (culprit, why): Refusal, books: &mut [Book]) {
        for (place, &number) in self.members.iter().enumerate() {
            if culprit.is_none_or(|culprit| culprit == place) {
                books[number].refuse(why.clone());
            } else {
                books[number].refuse(Warning::new("beside-refused", []));
            }
        }
    }

    /// One pass; chunks in reading order.
    fn pass(&self, plan: &Plan, reading: &Reading) -> Result<Vec<Done<(Notes, Part)>>, Broken> {
        let request = self.request;
        let gear = Gear {
            threads: request.threads,
            chunk: request.chunk,
            progress: &request.progress,
            budget: request.memory,
        };
        let asked = Asked {
            bits: ORDER_BITS,
            amounts: !request.no_amount,
            sides: self.wanted.sides,
            joining: plan.total != Total::EveryLine,
        };
        pass::run(&self.heads, reading.dialect, &gear, |view, runs: &mut Vec<Vec<super::piece::Piece>>| {
            let text = &view.bytes[..view.len];
            match self.kind {
                Kind::Transactions => {
                    let mut clerk = Clerk::new(plan, reading, text, view.quotes, asked, runs);
                    let found = split(view.bytes, view.len, view.quotes, reading.dialect, plan.columns(), |record| {
                        clerk.row(record);
                    });
                    let (common, mut sales) = clerk.finish();
                    number_lines(text, sales.pending.iter_mut().map(|p| (p.at, &mut p.line)));
                    let kept =
                        sales.runs.iter().map(|run| run.len() * size_of::<super::piece::Piece>()).sum::<usize>() as u64;
                    (found, (Notes::of(common, text, found.irregular, sales.digits), Part::Sales(sales)), kept)
                }
                Kind::Surveys => {
                    let mut teller = Teller::new(plan, reading, text, view.quotes, &request.scales);
                    let found = split(view.bytes, view.len, view.quotes, reading.dialect, plan.columns(), |record| {
                        teller.row(record);
                    });
                    let (common, answers) = teller.finish();
                    let kept = (answers.given.capacity() * size_of::<super::answers::Given>()) as u64;
                    (found, (Notes::of(common, text, found.irregular, Digits::default()), Part::Answers(answers)), kept)
                }
                Kind::Customers => {
                    let mut registrar = Registrar::new(plan, reading, text, view.quotes);
                    let found = split(view.bytes, view.len, view.quotes, reading.dialect, plan.columns(), |record| {
                        registrar.row(record);
                    });
                    let (common, people) = registrar.finish();
                    let kept = (people.list.capacity() * size_of::<super::people::Person>()) as u64;
                    (found, (Notes::of(common, text, found.irregular, people.digits), Part::People(people)), kept)
                }
            }
        })
    }

    fn worded(&self, broken: Broken) -> Refusal {
        match broken {
            Broken::Io(file, error) => (Some(file), head::unreadable(&error)),
            Broken::TooLong(file) => (Some(file), Warning::new("record-too-long", [])),
            Broken::Memory => (None, Warning::new("memory", [("budget", (self.request.memory >> 20).to_string())])),
        }
    }

    /// Gives the chunks to the assembly, with file numbers and line numbers of the whole run.
    fn hand_over(&self, found: Settled, assembly: &mut Assembly, books: &mut [Book]) {
        let Settled { plan, reading, chunks, .. } = found;
        for (&number, head) in self.members.iter().zip(&self.heads) {
            let book = &mut books[number];
            book.understood(&plan, &reading, self.request);
            if head.second > 0 {
                book.account.rows += head.second;
                book.exclude(Rule::SecondHeader, head.second);
            }
        }
        let plan = assembly.plan(plan);
        let mut lines: Vec<u64> = self.heads.iter().map(|head| head.lines).collect();
        for chunk in chunks {
            let (notes, part) = chunk.part;
            let file = self.members[chunk.file];
            let book = &mut books[file];
            book.account.rows += chunk.split.rows;
            for (rule, count) in &notes.excluded {
                book.exclude(*rule, *count);
            }
            book.torn |= chunk.torn;
            book.literal_quotes += notes.literal_quotes;
            book.trailing_blanks += notes.trailing_blanks;
            book.foreign_dates += notes.foreign_dates;
            let first = lines[chunk.file];
            lines[chunk.file] += chunk.lines;
            assembly.take(Chunk { file: file as u16, plan, first_line: first, rejects: notes.rejects, part });
        }
    }
}

/// What a chunk's understanding wrote down, free of the plan and the reading.
pub(super) struct Notes {
    rejects: Vec<Reject>,
    excluded: BTreeMap<Rule, u64>,
    evidence: Evidence,
    literal_quotes: u64,
    trailing_blanks: u64,
    foreign_dates: u64,
    digits: Digits,
}

impl Notes {
    fn of(common: super::common::Common<'_>, text: &[u8], irregular: bool, digits: Digits) -> Self {
        let mut rejects = common.rejects;
        number_lines(text, rejects.iter_mut().map(|r| (r.at, &mut r.line)));
        let evidence = Evidence { irregular: common.evidence.irregular || irregular, ..common.evidence };
        Self {
            rejects,
            excluded: common.excluded,
            evidence,
            literal_quotes: common.literal_quotes,
            trailing_blanks: common.trailing_blanks,
            foreign_dates: common.foreign_dates,
            digits,
        }
    }
}

/// What is needed to hold the amounts of all chunks.
fn digits(chunks: &[Done<(Notes, Part)>]) -> Digits {
    let mut all = Digits::default();
    for chunk in chunks {
        all.merge(chunk.part.0.digits);
    }
    all
}

/// From byte offsets, in ascending order, to lines counted from 1: done while the bytes are at hand.
fn number_lines<'a>(text: &[u8], places: impl Iterator<Item = (u32, &'a mut u64)>) {
    let (mut from, mut lines) = (0usize, 0u64);
    for (at, line) in places {
        lines += super::common::line_ends(&text[from..at as usize]);
        from = at as usize;
        *line = lines + 1;
    }
}

/// What a chunk is understood to be.
pub(super) enum Part {
    /// Transactions.
    Sales(Sales),
    /// Answers.
    Answers(Answers),
    /// Customers.
    People(People),
}

/// Adds what became of rows in one shard to all shards' accounts.
pub(super) fn add_accounts(all: &mut super::orders::Accounts, shard: super::orders::Accounts) {
    for (account, sums) in shard {
        order::add(all, account, sums);
    }
}
