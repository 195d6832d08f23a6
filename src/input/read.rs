//! From paths to a ledger: heads, families, passes, and the account of all of it.

use super::account::Book;
use super::alike::{self, Table};
use super::answers::ScaleShown;
use super::assemble::{Assembly, assemble};
use super::family;
use super::head::{self, Head, Said};
use super::passes::Family;
use super::profile::{self, Profile};
use super::request::{Mapped, Request, Wanted};
use super::roles::{self, Kind};
use super::source::Source;
use super::{encoding, known, order, twins};
use crate::answer::Warning;
use crate::answer::account::{InputAccount, Rejection};
use crate::ledger::Ledger;
use crate::ledger::currency::Currency;
use crate::ledger::day::Day;
use std::collections::BTreeMap;
use std::sync::Arc;

/// Log2 of the number of order shards: few enough that the ends of their piles stay in the first-level cache while rows are dealt.
pub(super) const ORDER_BITS: u32 = 5;
/// Log2 of the number of customer shards: each fits the second-level cache up to some ten million orders.
pub(super) const CUSTOMER_BITS: u32 = 8;

/// Files after the first look.
#[derive(Debug, Clone)]
pub struct Inputs {
    request: Request,
    files: Vec<File>,
}

#[derive(Debug, Clone)]
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
    /// The signs that name several currencies, where one was met beside amounts that name none.
    pub signs: Vec<char>,
    /// Used rows whose amounts name no currency.
    pub unnamed: u64,
    /// Orders in the ledger.
    pub orders: u64,
    /// A currency of some orders for which there is no rate: the first such day, and how many orders.
    pub unrated: Option<(Currency, Day, u64)>,
    /// Purchases of which one total stands for lines of several combinations of the wanted columns.
    pub shared_totals: u64,
    /// What each family of surveys shows of the scale of satisfaction, where that is asked for.
    pub shown: Vec<ScaleShown>,
}

impl Taken {
    /// Whether a file was refused.
    pub fn refused(&self) -> bool {
        self.accounts.iter().any(|account| account.refused.is_some())
    }

    /// The accounts and the rejected rows, for which nothing else need be kept unless somebody still holds it.
    pub fn told(taken: Arc<Self>) -> (Vec<InputAccount>, Vec<Rejection>) {
        match Arc::try_unwrap(taken) {
            Ok(taken) => (taken.accounts, taken.rejections),
            Err(held) => (held.accounts.clone(), held.rejections.clone()),
        }
    }

    /// How many rows were read, and how many of them were rejected.
    pub fn rejected(&self) -> (u64, u64) {
        let rows = self.accounts.iter().map(|a| a.rows).sum();
        (rows, self.accounts.iter().map(|a| a.rejected).sum())
    }
}

/// Takes the first look at every file.
pub fn open(request: Request) -> Inputs {
    let columns: Vec<String> = request.map.iter().map(|mapped| roles::fold(&mapped.column)).collect();
    let own: Vec<&'static Profile> = request.exports.iter().map(profile::own::kept).collect();
    let files = request.sources.iter().map(|(path, kind)| {
        let said = Said {
            delimiter: request.delimiter,
            encoding: request.encoding.as_deref().and_then(encoding::labelled),
            columns: &columns,
            recognise: request.recognise.clone(),
            own: &own,
            kind: *kind,
        };
        let head =
            Source::open(path).map_err(|error| head::unreadable(&error)).and_then(|source| head::look(source, &said));
        let found = head.as_ref().ok().and_then(|head| head.kind.or_else(|| known::kind(&head.names, &request)));
        File { path: path.clone(), kind: kind.or(found), head }
    });
    let files = files.collect();
    Inputs { request, files }
}

impl Inputs {
    /// Bytes read so far, for whoever shows progress.
    pub fn progress(&self) -> Arc<std::sync::atomic::AtomicU64> {
        Arc::clone(&self.request.progress)
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
            let mut mapped = role.into_iter().flat_map(|role| self.request.mapped(role, kind));
            let has = mapped.any(|column| family::position(column, &head.names, &folded).is_some());
            let plays = role.is_some_and(|role| known::find(role, kind, head.profile, &folded) != roles::Found::None);
            if file.kind.is_none() || has || plays {
                file.kind = Some(kind);
            }
        }
    }

    /// Whether there is a file that cannot be read at all, and may have any column.
    pub fn has_unreadable(&self) -> bool {
        self.files.iter().any(|file| file.head.is_err())
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

    /// The columns of the mapping that no file of their kind has, where there are files of that kind.
    pub fn unmapped(&self) -> Vec<&Mapped> {
        if self.files.iter().any(|file| file.head.is_err()) {
            return vec![];
        }
        let map = &self.request.map;
        let lacks = |mapped: &Mapped| {
            let of_kind = self.files.iter().filter(|file| mapped.kind.is_none() || file.kind == mapped.kind);
            let mut heads = of_kind.filter_map(|file| file.head.as_ref().ok()).peekable();
            heads.peek().is_some()
                && !heads.any(|head| {
                    let folded: Vec<String> = head.names.iter().map(|n| roles::fold(n)).collect();
                    family::position(&mapped.column, &head.names, &folded).is_some()
                })
        };
        // Where a role has several columns, one of them is enough.
        let same = |one: &Mapped, other: &Mapped| {
            one.role == other.role && (one.kind == other.kind || one.kind.is_none() || other.kind.is_none())
        };
        map.iter().filter(|mapped| map.iter().filter(|other| same(mapped, other)).all(lacks)).collect()
    }

    /// The columns of the mapping whose role is one of files of other kinds than are there; a kind that is named need not be there.
    pub fn misplaced(&self) -> Vec<&Mapped> {
        let plays = |role: roles::Role| self.files.iter().any(|file| file.kind.is_none_or(|kind| role.is_of(kind)));
        self.request.map.iter().filter(|mapped| mapped.kind.is_none() && !plays(mapped.role)).collect()
    }

    /// The column that `name` means in files of a kind, as the file spells it.
    pub fn column(&self, kind: Kind, name: &str) -> Option<String> {
        let of_kind = self.files.iter().filter(|file| file.kind == Some(kind));
        of_kind.filter_map(|file| file.head.as_ref().ok()).find_map(|head| {
            let folded: Vec<String> = head.names.iter().map(|n| roles::fold(n)).collect();
            let role = roles::Role::named(name);
            // Whoever has said which column plays a role means that one, whatever others are called.
            let mut settled = role.into_iter().flat_map(|role| self.request.mapped(role, kind));
            let own = settled.find_map(|column| family::position(column, &head.names, &folded));
            if let Some(at) = own.or_else(|| family::position(name, &head.names, &folded)) {
                return Some(head.names[at].clone());
            }
            let role = role?;
            match known::find(role, kind, head.profile, &folded) {
                roles::Found::One(at, _) => Some(head.names[at].clone()),
                roles::Found::None | roles::Found::Several(_) => None,
            }
        })
    }

    /// Whether anything stands in a column of files of a kind, as far as the first look goes.
    pub fn has_values(&self, kind: Kind, column: &str) -> bool {
        let of_kind = self.files.iter().filter(|file| file.kind == Some(kind));
        of_kind.filter_map(|file| file.head.as_ref().ok()).any(|head| head.has_values(column))
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
        let mapped = self.request.mapped(role, kind).next().is_some();
        let of_kind = self.files.iter().filter(|file| file.kind == Some(kind));
        mapped
            || of_kind.filter_map(|file| file.head.as_ref().ok()).any(|head| {
                let folded: Vec<String> = head.names.iter().map(|n| roles::fold(n)).collect();
                known::find(role, kind, head.profile, &folded) != roles::Found::None
            })
    }

    /// Reads everything and settles every row.
    pub fn read(mut self, wanted: &Wanted) -> Taken {
        if let Some(day) = wanted.up_to {
            self.request.as_of = Some(self.request.as_of.map_or(day, |as_of| as_of.min(day)));
        }
        if !wanted.names {
            return self.once(wanted);
        }
        let again = self.clone();
        let taken = self.once(wanted);
        if !taken.ledger.shards.iter().flat_map(|shard| &shard.keys).any(|key| key.is_digest()) {
            return taken;
        }
        drop(taken);
        let orders = vec!["customer".to_owned()];
        again.once(&Wanted { orders, bands: vec![vec![]], names: false, ..wanted.clone() })
    }

    fn once(self, wanted: &Wanted) -> Taken {
        let Self { request, files } = self;
        let mut books: Vec<Book> = vec![];
        let mut families: Vec<(Kind, Vec<String>, Vec<usize>)> = vec![];
        let mut heads: BTreeMap<usize, Head> = BTreeMap::new();
        let twins = twins::twins(&files.iter().map(|file| file.kind.zip(file.head.as_ref().ok())).collect::<Vec<_>>());
        for (number, file) in files.into_iter().enumerate() {
            let mut book = Book::new(&file.path, file.kind);
            match (file.head, file.kind) {
                (Err(why), _) => book.refuse(why),
                (Ok(head), None) if head::holds_values(&head.names) => {
                    book.refuse(Warning::new("no-header-row", [("cells", head.names.join("`, `"))]));
                }
                (Ok(head), None) => {
                    let why = Warning::new("unknown-kind", [("columns", head.names.join("`, `"))]);
                    book.refuse(head::blamed(&head, why));
                }
                (Ok(_), Some(_)) if twins[number].is_some() => book.repeats = true,
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
        let mut tables: Vec<Table> = vec![];
        let most = settled.iter().map(|(_, found)| found.digits.most).max().unwrap_or(0);
        for (family, found) in settled {
            match family.at_scale(found, most) {
                Ok(found) => tables.push(family.hand_over(found, &mut assembly, &mut books)),
                Err(refusal) => family.refuse(refusal, &mut books),
            }
        }
        let mut taken = assemble(assembly, books, &request, wanted);
        if wanted.findings {
            taken.warnings.extend(alike::findings(&tables, &request));
        }
        twins::tell(&twins, &mut taken);
        taken
    }
}

/// Adds what became of rows in one shard to all shards' accounts.
pub(super) fn add_accounts(all: &mut super::orders::Accounts, shard: super::orders::Accounts) {
    for (account, sums) in shard {
        order::add(all, account, sums);
    }
}
