//! All families together: pieces to orders, orders to customers, answers and people beside them, and the account closed.

use super::account::Book;
use super::answers::{Scale, ScaleShown};
use super::common::{Fault, WHOLE_ROW, Worth};
use super::customers::{Settled, settle, sort_guests};
use super::dictionary::Tuples;
use super::orders::{self, Accounts, Bench, Class, Counts, Exchanged, Hand, Merged, Rules, Run};
use super::pass::each;
use super::passes::Part;
use super::people::Person;
use super::piece::Form;
use super::pile::Pile;
use super::plan::Plan;
use super::read::{CUSTOMER_BITS, ORDER_BITS, Taken, add_accounts};
use super::register::Register;
use super::request::{Request, Wanted};
use super::roles::{Kind, Role};
use super::sales::{Facts, Pending};
use super::table::Table;
use super::value::amount::Amount;
use crate::answer::Warning;
use crate::answer::account::Rejection;
use crate::answer::reason::Reason;
use crate::ledger::band::band;
use crate::ledger::currency::Currency;
use crate::ledger::day::{Day, Minute};
use crate::ledger::key::{Key, OrderKey};
use crate::ledger::money::Money;
use crate::ledger::shard::Shard;
use crate::ledger::{Answer, Ledger, Place};
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::Mutex;

/// A chunk on its way into the ledger.
pub(super) struct Chunk {
    /// The number of its file among all.
    pub(super) file: u16,
    /// The number of its plan.
    pub(super) plan: usize,
    /// The lines before it in its file.
    pub(super) first_line: u64,
    /// Its rejected rows.
    pub(super) rejects: Vec<super::common::Reject>,
    /// What it is understood to be.
    pub(super) part: Part,
}

/// A chunk's pieces, one run per order shard, with what their form numbers mean.
struct Pieces {
    file: u16,
    plan: usize,
    first_line: u64,
    runs: Vec<Pile>,
    large: Vec<i64>,
    forms: Vec<Form>,
    pending: Vec<Pending>,
}

/// Collects chunks until every family is read.
pub(super) struct Assembly {
    plans: Vec<Plan>,
    pieces: Vec<Pieces>,
    orders: Tuples,
    bands: Vec<Vec<i64>>,
    marks: bool,
    people: Tuples,
    surveys: Tuples,
    answers: Vec<(super::answers::Given, u16)>,
    register: Register,
    sends: Vec<super::sends::Sent>,
    campaigns: Tuples,
    rejections: Vec<(u16, Rejection)>,
    read: BTreeMap<(u16, Option<Currency>, u8), i128>,
    facts: Facts,
    latest: Option<i32>,
    scale: u8,
    has_order_column: bool,
    has_amount_column: bool,
    scales: [Scale; 3],
    /// What surveys show of the scale of satisfaction.
    pub(super) shown: Vec<ScaleShown>,
}

impl Assembly {
    /// Empty.
    pub(super) fn new(request: &Request, wanted: &Wanted) -> Self {
        Self {
            plans: vec![],
            pieces: vec![],
            orders: Tuples::new(wanted.orders.len()),
            bands: wanted.bands.clone(),
            marks: wanted.marks,
            people: Tuples::new(wanted.customers.len()),
            surveys: Tuples::new(wanted.surveys.len()),
            answers: vec![],
            register: Register::default(),
            sends: vec![],
            campaigns: Tuples::new(1),
            rejections: vec![],
            read: BTreeMap::new(),
            facts: Facts::default(),
            latest: None,
            scale: 0,
            has_order_column: false,
            has_amount_column: false,
            scales: request.scales.clone(),
            shown: vec![],
        }
    }

    /// Keeps a family's plan, for the names of its columns.
    pub(super) fn plan(&mut self, plan: Plan) -> usize {
        self.has_order_column |= plan.kind == Kind::Transactions && plan.at(Role::Order).is_some();
        self.has_amount_column |= plan.kind == Kind::Transactions && plan.at(Role::Amount).is_some();
        self.plans.push(plan);
        self.plans.len() - 1
    }

    /// Takes a chunk, in reading order.
    pub(super) fn take(&mut self, chunk: Chunk) {
        let Chunk { file, plan, first_line, rejects, part } = chunk;
        for reject in rejects {
            let rejection = self.worded(plan, first_line + reject.line, reject.fault, reject.value, reject.worth);
            self.rejections.push((file, rejection));
        }
        match part {
            Part::Sales(mut sales) => {
                self.scale = self.scale.max(sales.scale());
                self.latest = self.latest.max(sales.latest);
                let named = |at: usize, text: &str| match self.bands.get(at) {
                    _ if self.marks => super::discounts::mark(text),
                    Some(cuts) => band(cuts, text),
                    None => text.to_owned(),
                };
                let tuples = self.orders.absorb(&sales.tuples, named);
                for form in &mut sales.forms {
                    form.tuple = tuples.get(form.tuple as usize).copied().unwrap_or(0);
                }
                for ((currency, scale), sum) in sales.read {
                    *self.read.entry((file, currency, scale)).or_default() += sum;
                }
                self.facts.add(&sales.facts);
                self.pieces.push(Pieces {
                    file,
                    plan,
                    first_line,
                    runs: sales.runs,
                    large: sales.large,
                    forms: sales.forms,
                    pending: sales.pending,
                });
            }
            Part::Answers(answers) => {
                let tuples = self.surveys.absorb(&answers.tuples, |_, text| text.to_owned());
                let own = answers.given.into_iter().map(|mut given| {
                    given.tuple = tuples.get(given.tuple as usize).copied().unwrap_or(0);
                    (given, file)
                });
                self.answers.extend(own);
            }
            Part::People(people) => {
                let tuples = self.people.absorb(&people.tuples, |_, text| text.to_owned());
                let own = people.list.into_iter().map(|mut person| {
                    person.tuple = tuples.get(person.tuple as usize).copied().unwrap_or(0);
                    person.file = file;
                    person
                });
                self.register.take(own, first_line);
            }
            Part::Sends(sends) => {
                let campaigns = self.campaigns.absorb(&sends.tuples, |_, text| text.to_owned());
                let own = sends.list.into_iter().map(|mut sent| {
                    sent.tuple = campaigns.get(sent.tuple as usize).copied().unwrap_or(0);
                    sent.file = file;
                    sent
                });
                self.sends.extend(own);
            }
        }
    }

    /// The ends of the scale that a column's answers are read on.
    fn ends_of_scale(&self, plan: &Plan, column: usize) -> Option<String> {
        let questions = [Role::Nps, Role::Csat, Role::Ces];
        let question = questions.iter().position(|role| plan.at(*role) == Some(column))?;
        let scale = &self.scales[question];
        Some(format!("{} to {}", scale.least, scale.most))
    }

    /// A rejection with its place; the path is filled in at the end.
    fn worded(&self, plan: usize, line: u64, fault: Fault, value: String, worth: Option<Worth>) -> Rejection {
        let plan = &self.plans[plan];
        let column = if fault.column == WHOLE_ROW { String::new() } else { plan.names[fault.column].clone() };
        let worth = worth.map(|w| {
            (w.currency.map_or(String::new(), |c| c.to_string()), Money::new(i128::from(w.mantissa), w.scale))
        });
        let expected = match fault.reason {
            Reason::FieldCount => Some(plan.names.len().to_string()),
            Reason::BadScore | Reason::ScoreNotWhole | Reason::ScoreRange => self.ends_of_scale(plan, fault.column),
            _ => None,
        };
        Rejection { path: String::new(), line, column, value, reason: fault.reason, expected, worth }
    }
}

impl Facts {
    fn add(&mut self, other: &Self) {
        self.noise = (self.noise.0 + other.noise.0, self.noise.1 + other.noise.1);
        for (&symbol, count) in &other.bare_symbols {
            *self.bare_symbols.entry(symbol).or_default() += count;
        }
        self.damaged_orders += other.damaged_orders;
        self.nameless += other.nameless;
        self.negative += other.negative;
        self.fallbacks += other.fallbacks;
    }
}

/// Makes the ledger and closes every book.
pub(super) fn assemble(mut assembly: Assembly, mut books: Vec<Book>, request: &Request, wanted: &Wanted) -> Taken {
    let as_of = request.as_of.or(assembly.latest.map(|minute| Minute(minute).day()));
    let cost = |amount: Option<Amount>| amount.map_or(0, |a| a.scale);
    let costs = assembly.register.persons().iter().flat_map(|person| person.costs().map(cost));
    let costs = costs.chain(assembly.sends.iter().map(|sent| cost(sent.cost())));
    let converted = request.rates.as_ref().map_or(0, |rates| rates.target().minor_digits());
    assembly.scale = costs.max().unwrap_or(0).max(assembly.scale).max(converted);
    let after = |day: Day| (i64::from(day.0) + 1) * 1440;
    let rules = Rules {
        scale: assembly.scale,
        zero_orders: request.zero_orders,
        refunds_on_order_date: request.refunds_on_order_date,
        end: as_of.map_or(i64::MAX, after),
        then: wanted.then.map_or(i64::MIN, after),
        currency: request.currency,
        rates: request.rates.clone(),
        amounts: !request.no_amount,
        bits: CUSTOMER_BITS,
        coded: !wanted.orders.is_empty(),
        returns: assembly.plans.iter().any(|plan| plan.kind == Kind::Returns),
        unmarked: wanted.marks.then(|| assembly.orders.blank().unwrap_or(u32::MAX)),
    };
    let pieces = std::mem::take(&mut assembly.pieces);
    let Orders { hands, guests, accounts, lacking, reads, exchanged, counts, pending } =
        merge(pieces, &rules, request.threads);
    let mut unnamed = 0;
    for ((file, class, currency, scale), (rows, sum)) in accounts {
        unnamed += if class == Class::Used && currency.is_none() { rows } else { 0 };
        books[usize::from(file)].book(class, currency, scale, rows, sum);
    }
    for ((file, currency, scale), sum) in assembly.read.iter().chain(&reads) {
        books[usize::from(*file)].read(*currency, *scale, *sum);
    }
    reject_pending(&mut assembly, pending, &lacking);
    let mut rejections = vec![];
    for (file, mut rejection) in std::mem::take(&mut assembly.rejections) {
        let book = &mut books[usize::from(file)];
        rejection.path.clone_from(&book.account.path);
        *book.account.reasons.entry(rejection.reason).or_default() += 1;
        rejections.push((file, rejection));
    }
    rejections.sort_by_key(|(file, rejection)| (*file, rejection.line));
    count_rejected(&mut books, &rejections);
    let mut ledger = ledger(&mut assembly, hands, guests, &rules, &mut books, request.threads);
    ledger.as_of = as_of;
    ledger.after_as_of = counts.after;
    ledger.has_amounts = rules.amounts;
    ledger.dimensions = assembly.orders.dimensions(&wanted.orders);
    ledger.attributes = assembly.people.dimensions(&wanted.customers);
    ledger.survey_dimensions = assembly.surveys.dimensions(&wanted.surveys);
    let mut taken = Taken { ledger, orders: counts.orders, shared_totals: counts.shared_totals, ..Taken::default() };
    taken.shown = std::mem::take(&mut assembly.shown);
    if request.currency.is_some() {
        assembly.facts.bare_symbols.clear();
    }
    taken.warnings = warnings(&counts, &assembly.facts, assembly.has_order_column);
    taken.warnings.extend(super::findings::findings(&taken.ledger, &assembly.plans));
    taken.warnings.extend(assembly.register.contradictions(&taken.ledger.attributes, &books));
    // A price times a quantity is a line's own.
    if assembly.has_amount_column {
        ask_where_totals_stand(&mut books, &counts, request);
    }
    for book in books {
        let (account, warnings) = book.close();
        taken.warnings.extend(warnings);
        taken.accounts.push(account);
    }
    taken.rejections = rejections.into_iter().map(|(_, rejection)| rejection).collect();
    let money = taken.accounts.iter().filter_map(|account| account.money.as_ref());
    let currencies: BTreeSet<String> = money.flat_map(|money| money.used.keys().cloned()).collect();
    taken.currencies = currencies.into_iter().collect();
    // Amounts that name no currency are in the one that was named for them.
    if unnamed > 0 && request.currency.is_none() {
        taken.unnamed = unnamed;
        taken.signs = assembly.facts.bare_symbols.keys().copied().collect();
    }
    taken.ledger.currency = match taken.currencies.as_slice() {
        [one] if !one.is_empty() => Currency::parse(one),
        [blank, one] if blank.is_empty() && taken.signs.is_empty() => Currency::parse(one),
        _ => request.currency,
    };
    if let Some(rates) = &request.rates {
        taken.ledger.currency = Some(rates.target());
        taken.warnings.extend(exchanged.said(rates.target()));
        taken.unrated = exchanged.without.iter().next().map(|(currency, (day, orders))| (*currency, *day, *orders));
    }
    taken
}

/// Rejected rows that were rejected as they were read count here; those that fell with their order are in the accounts already.
fn count_rejected(books: &mut [Book], rejections: &[(u16, Rejection)]) {
    let mut worth: BTreeMap<(u16, String), Money> = BTreeMap::new();
    let mut counts: BTreeMap<u16, u64> = BTreeMap::new();
    for (file, rejection) in rejections {
        *counts.entry(*file).or_default() += 1;
        if let Some((currency, sum)) = &rejection.worth {
            let total = worth.entry((*file, currency.clone())).or_default();
            *total = total.plus(*sum);
        }
    }
    for (file, count) in counts {
        let book = &mut books[usize::from(file)];
        book.account.rejected = count;
        if let Some(money) = &mut book.account.money {
            money.rejected.clear();
        }
    }
    for ((file, currency), sum) in worth {
        let book = &mut books[usize::from(file)];
        let money = book.account.money.get_or_insert_default();
        crate::answer::account::add(&mut money.rejected, &currency, sum);
    }
}

/// Rows that lack what no other line of their order has become rejections.
fn reject_pending(assembly: &mut Assembly, pending: Vec<(u16, usize, u64, Vec<Pending>)>, lacking: &[Lacking]) {
    if lacking.is_empty() {
        return;
    }
    let mut left: Left = HashMap::new();
    for &(file, order, customer, lacks, rows) in lacking {
        left.entry((file, order.0, customer)).or_default().push((lacks, rows));
    }
    for (file, plan, first_line, rows) in pending {
        for row in rows {
            let of_order = left.get_mut(&(file, row.order.0, row.customer)).into_iter().flatten();
            if let Some((_, rows)) = of_order.into_iter().find(|(lacks, rows)| lacks & row.marks != 0 && *rows > 0) {
                *rows -= 1;
                let rejection = assembly.worded(plan, first_line + row.line, row.fault, String::new(), row.worth);
                assembly.rejections.push((file, rejection));
            }
        }
    }
}

/// By file, order and customer: what is lacking, and how many rows are left to name.
type Left = HashMap<(u16, [u32; 3], Key), Vec<(u8, u32)>>;

/// Rows that lack what no line of their order has: file, order, customer as written, what, how many.
type Lacking = (u16, OrderKey, Key, u8, u32);

/// What the order shards came to, together.
struct Orders {
    /// For each customer shard, its hands in shard order.
    hands: Vec<Vec<Hand>>,
    guests: Vec<Hand>,
    accounts: Accounts,
    lacking: Vec<Lacking>,
    reads: BTreeMap<(u16, Option<Currency>, u8), i128>,
    exchanged: Exchanged,
    counts: Counts,
    pending: Vec<(u16, usize, u64, Vec<Pending>)>,
}

/// A shard's share of one chunk: its file, the chunk's number, the pieces.
type Share = (u16, usize, Pile);

fn merge(chunks: Vec<Pieces>, rules: &Rules, threads: usize) -> Orders {
    let mut numbers: HashMap<Form, u32> = HashMap::new();
    let mut forms: Vec<Form> = vec![];
    let mut meanings: Vec<(Vec<u32>, Vec<i64>)> = Vec::with_capacity(chunks.len());
    let mut pending = vec![];
    let mut shards: Vec<Vec<Share>> = (0..1usize << ORDER_BITS).map(|_| Vec::with_capacity(chunks.len())).collect();
    for (index, chunk) in chunks.into_iter().enumerate() {
        let meaning = chunk.forms.iter().map(|&form| {
            *numbers.entry(form).or_insert_with(|| {
                forms.push(form);
                forms.len() as u32 - 1
            })
        });
        meanings.push((meaning.collect(), chunk.large));
        if !chunk.pending.is_empty() {
            pending.push((chunk.file, chunk.plan, chunk.first_line, chunk.pending));
        }
        for (shard, pile) in chunk.runs.into_iter().enumerate().filter(|(_, pile)| !pile.is_empty()) {
            shards[shard].push((chunk.file, index, pile));
        }
    }
    let shards: Vec<Mutex<Vec<Share>>> = shards.into_iter().map(Mutex::new).collect();
    let merged: Vec<Merged> = each(threads, shards.len(), |shard, bench: &mut Bench| {
        let share = shards[shard].lock().map(|mut share| std::mem::take(&mut *share)).unwrap_or_default();
        let runs = share.into_iter().map(|(file, chunk, pile)| {
            let (forms, large) = &meanings[chunk];
            Run { file, forms, large, pile }
        });
        orders::merge(&runs.collect::<Vec<_>>(), &forms, rules, bench)
    });
    let mut all = Orders {
        hands: (0..1usize << CUSTOMER_BITS).map(|_| vec![]).collect(),
        guests: vec![],
        accounts: Accounts::new(),
        lacking: vec![],
        reads: BTreeMap::new(),
        exchanged: Exchanged::default(),
        counts: Counts::default(),
        pending,
    };
    for shard in merged {
        for (hand, pile) in shard.hands.into_iter().zip(&mut all.hands) {
            if !hand.entries.is_empty() {
                pile.push(hand);
            }
        }
        all.guests.push(shard.guests);
        add_accounts(&mut all.accounts, shard.accounts);
        all.lacking.extend(shard.lacking);
        for (account, sum) in shard.reads {
            *all.reads.entry(account).or_default() += sum;
        }
        all.exchanged.add(&shard.exchanged);
        all.counts.add(&shard.counts);
    }
    all
}

/// Customers from orders, answers and people, in one space of ids.
fn ledger(
    assembly: &mut Assembly,
    hands: Vec<Vec<Hand>>,
    guests: Vec<Hand>,
    rules: &Rules,
    books: &mut [Book],
    threads: usize,
) -> Ledger {
    let shard_of = |key: Key| (key.hash() >> (64 - CUSTOMER_BITS)) as usize;
    let mut others: Vec<Vec<Key>> = vec![vec![]; 1 << CUSTOMER_BITS];
    let mut place = |key: Key| {
        let shard = shard_of(key);
        others[shard].push(key);
        (shard, others[shard].len() - 1)
    };
    let answers: Vec<Option<(usize, usize)>> =
        assembly.answers.iter().map(|(given, _)| (!given.customer.is_none()).then(|| place(given.customer))).collect();
    // The shard is known from the key: what must be held of a row is its number there.
    let persons: Vec<u32> = assembly.register.persons().iter().map(|person| place(person.customer).1 as u32).collect();
    let number = |key: Key| if key.is_none() { 0 } else { place(key).1 as u32 };
    let sends: Vec<u32> = assembly.sends.iter().map(|sent| sent.customer).map(number).collect();
    let hands: Vec<Mutex<Vec<Hand>>> = hands.into_iter().map(Mutex::new).collect();
    let settled: Vec<Settled> = each(threads, hands.len(), |index, table: &mut Table| {
        let own = hands[index].lock().map(|mut own| std::mem::take(&mut *own)).unwrap_or_default();
        settle(own, &others[index], rules.coded, table)
    });
    let mut span: Vec<(i32, i32)> = settled.iter().filter_map(|settled| settled.span).collect();
    let (shards, numbers): (Vec<Shard>, Vec<Vec<u32>>) = settled.into_iter().map(|s| (s.shard, s.others)).unzip();
    let mut ledger = Ledger { shards, scale: rules.scale, ..Ledger::default() };
    for (i, (given, file)) in assembly.answers.iter().enumerate() {
        let customer = answers[i].map(|(shard, n)| Place { shard: shard as u16, number: numbers[shard][n] });
        let minute = given.minute.map(Minute);
        ledger.answers.push(Answer {
            customer,
            minute,
            scores: given.scores,
            code: given.tuple,
            order: (*file, given.row),
        });
        books[usize::from(*file)].account.used += 1;
    }
    let stands = |key: Key, n: u32| (shard_of(key), numbers[shard_of(key)][n as usize]);
    let stand = |person: &Person, row: usize| stands(person.customer, persons[row]);
    assembly.register.settle(&mut ledger, stand, books, rules.scale);
    let stands = |row: usize| {
        let key = assembly.sends[row].customer;
        let (shard, number) = if key.is_none() { return None } else { stands(key, sends[row]) };
        Some(Place { shard: shard as u16, number })
    };
    let campaigns = std::mem::replace(&mut assembly.campaigns, Tuples::new(1)).dimensions(&[String::new()]);
    let names = (0..campaigns.tuples.len() as u32).map(|code| campaigns.text(code, 0).unwrap_or_default().to_owned());
    super::campaigns::settle(&assembly.sends, stands, names.collect(), &mut ledger, books);
    settle_guests(&mut ledger, guests, rules.coded);
    span.extend(ledger.guests.iter().map(|e| (e.minute.0, e.minute.0)));
    let (first, last) = (span.iter().map(|s| s.0).min(), span.iter().map(|s| s.1).max());
    ledger.first_day = first.map(|minute| Minute(minute).day());
    ledger.last_day = last.map(|minute| Minute(minute).day());
    ledger
}

fn settle_guests(ledger: &mut Ledger, hands: Vec<Hand>, coded: bool) {
    let mut both: Vec<_> = vec![];
    for hand in hands {
        both.extend(
            hand.entries.iter().enumerate().map(|(i, dealt)| (dealt.entry(), if coded { hand.codes[i] } else { 0 })),
        );
    }
    sort_guests(&mut both);
    ledger.guests = both.iter().map(|(entry, _)| *entry).collect();
    if coded {
        ledger.guest_codes = both.iter().map(|(_, code)| *code).collect();
    }
}

/// An unknown file of order lines whose amounts are the same on every line of each order could mean either.
fn ask_where_totals_stand(books: &mut [Book], counts: &Counts, request: &Request) {
    if request.no_amount || !counts.looks_like_totals() {
        return;
    }
    for book in books.iter_mut().filter(|book| book.total_unsaid && book.account.refused.is_none()) {
        book.refuse(Warning::new("amount-per", [("orders", counts.several_lines.to_string())]));
    }
}

impl Exchanged {
    /// What was converted, if anything.
    fn said(&self, target: Currency) -> Option<Warning> {
        let orders = self.orders.iter().map(|(currency, count)| format!("{currency} {count}"));
        let orders = orders.collect::<Vec<_>>().join(", ");
        let facts = [("orders", orders.clone()), ("currency", target.to_string())];
        (!orders.is_empty()).then(|| Warning::new("currencies-converted", facts))
    }
}

fn warnings(counts: &Counts, facts: &Facts, has_order_column: bool) -> Vec<Warning> {
    let mut all = vec![];
    let mut warn = |code: &'static str, count: u64| {
        if count > 0 {
            all.push(Warning::new(code, [("count", count.to_string())]));
        }
    };
    warn("order-two-customers", counts.two_customers);
    warn("incomplete-orders", counts.incomplete);
    warn("overlapping-orders", counts.overlapping);
    warn("several-totals", counts.several_totals);
    warn("refund-without-order", counts.refunds_alone);
    warn("damaged-order-ids", facts.damaged_orders);
    warn("customer-fallback", facts.fallbacks);
    warn("rows-without-order-id", if has_order_column { facts.nameless } else { 0 });
    if facts.noise.0 > 0 {
        // The change is kept in units of 1e-20; shown as a plain decimal.
        let change = Money::new(facts.noise.1, 20).to_string();
        let total = change.trim_end_matches('0').trim_end_matches('.').to_owned();
        all.push(Warning::new("float-noise", [("count", facts.noise.0.to_string()), ("total", total)]));
    }
    for (symbol, count) in &facts.bare_symbols {
        all.push(Warning::new("currency-unknown", [("symbol", symbol.to_string()), ("count", count.to_string())]));
    }
    all
}
