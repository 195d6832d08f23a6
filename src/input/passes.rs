//! The passes over a family of files: read under a suggested reading, weighed, read again under a better one, until it stands.

use super::account::Book;
use super::alike::Table;
use super::answers::{Answers, ScaleShown, Teller};
use super::assemble::{Assembly, Chunk};
use super::codes::Codes;
use super::common::{Against, Evidence, Reject, Rule};
use super::digits::Digits;
use super::family::{self, Decision};
use super::head::{self, Head};
use super::pass::{self, Broken, Done, Gear};
use super::people::{People, Registrar};
use super::pile::{Pile, Yard};
use super::plan::{Plan, Reading};
use super::read::ORDER_BITS;
use super::record::split_known;
use super::request::{Request, Total, Wanted};
use super::returns::Returner;
use super::roles::{Kind, Role};
use super::sales::{Asked, Clerk, Sales};
use super::sends::{Sender, Sends};
use super::value::score::Steps;
use crate::answer::Warning;
use crate::answer::reason::Reason;
use std::collections::BTreeMap;

/// How often a family is read at most: once as suggested, again when the evidence speaks for another reading.
const PASSES: usize = 6;

/// Files of the same kind with the same header, read the same way.
pub(super) struct Family<'a> {
    /// What a row is.
    pub(super) kind: Kind,
    /// The header.
    pub(super) names: &'a [String],
    /// The numbers of its files among all.
    pub(super) members: &'a [usize],
    /// What the first look found in each.
    pub(super) heads: Vec<Head>,
    /// How to read.
    pub(super) request: &'a Request,
    /// Which columns are wanted.
    pub(super) wanted: &'a Wanted,
}

/// Which file of the family is to blame (all, when none), and why.
pub(super) type Refusal = (Option<usize>, Warning);

/// A family of files with the reading that all of its rows confirm.
pub(super) struct Settled {
    plan: Plan,
    reading: Reading,
    codes: Codes,
    chunks: Vec<Done<(Notes, Part)>>,
    steps: Steps,
    /// Whether its answers are to several questions.
    several_questions: bool,
    /// What is needed to hold its amounts.
    pub(super) digits: Digits,
    /// Amounts with three decimals among others with fewer.
    odd_thousands: u64,
}

impl Family<'_> {
    /// Reads the family until its reading stands.
    pub(super) fn settle(&self) -> Result<Settled, Refusal> {
        let profile = self.heads[0].profile.filter(|profile| profile.kind == self.kind);
        let plan = family::plan(self.kind, self.names, profile, self.request, self.wanted)
            .map_err(|why| (None, head::blamed(&self.heads[0], why)))?;
        let mut reading = family::suggest(&plan, &self.heads, self.request).map_err(|why| (None, why))?;
        let mut codes = Codes::of(&self.heads, self.request);
        let mut attempt = 0;
        loop {
            attempt += 1;
            let chunks = match self.pass(&plan, &reading, &codes) {
                // A record without an end is nearly always a quotation mark that is never closed: the exact reader finds its line.
                Err(Broken::TooLong(..)) if !reading.dialect.exact => {
                    reading.dialect.exact = true;
                    continue;
                }
                other => other.map_err(|broken| self.worded(broken))?,
            };
            let mut evidence = Evidence::default();
            let mut recoded = false;
            let mut ids = vec![[(0, 0); 2]; self.heads.len()];
            for chunk in &chunks {
                let own = &chunk.part.0.evidence;
                for (sum, (float, other)) in ids[chunk.file].iter_mut().zip([own.customers, own.orders]) {
                    *sum = (sum.0 + float, sum.1 + other);
                }
                evidence.merge(own);
                recoded |= chunk.part.0.evidence.not_encoded && codes.count(&self.heads, chunk.file);
            }
            if recoded {
                reading.dialect.exact |= evidence.irregular;
                continue;
            }
            let reread = codes.weigh(ids) && attempt < PASSES;
            match family::decide(&plan, &reading, &evidence, self.request) {
                Decision::Other(other) if attempt < PASSES => reading = *other,
                Decision::Stands if reread => {}
                Decision::Ask(question) => return Err((None, question)),
                Decision::Stands | Decision::Other(_) => {
                    self.objections(&plan, &reading, &chunks)?;
                    let digits = digits(&chunks);
                    let odd_thousands = family::odd_thousands(&plan, &evidence, self.request);
                    let Evidence { steps, questions, .. } = evidence;
                    let several_questions = questions.several;
                    return Ok(Settled {
                        plan,
                        reading,
                        codes,
                        chunks,
                        steps,
                        several_questions,
                        digits,
                        odd_thousands,
                    });
                }
            }
        }
    }

    /// Reads the family once more where its amounts may not fit at the scale that all files share: those that do not are rejected.
    pub(super) fn at_scale(&self, found: Settled, most: u8) -> Result<Settled, Refusal> {
        if found.digits.fit(most) {
            return Ok(found);
        }
        let reading = Reading { scale: most, ..found.reading };
        let chunks = self.pass(&found.plan, &reading, &found.codes).map_err(|broken| self.worded(broken))?;
        Ok(Settled { reading, digits: digits(&chunks), chunks, ..found })
    }

    /// Closes the books of the family's files: the one to blame says why, the others that they were not used.
    pub(super) fn refuse(&self, (culprit, why): Refusal, books: &mut [Book]) {
        for (place, &number) in self.members.iter().enumerate() {
            let own = culprit.is_none_or(|culprit| culprit == place);
            books[number].refuse(if own { why.clone() } else { Warning::new("beside-refused", []) });
        }
    }

    /// One pass; chunks in reading order.
    fn pass(&self, plan: &Plan, reading: &Reading, codes: &Codes) -> Result<Vec<Done<(Notes, Part)>>, Broken> {
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
        let readings = codes.readings(reading);
        pass::run(&self.heads, reading.dialect, &gear, |view, yard: &mut Yard| {
            let text = &view.bytes[..view.len];
            let reading = &readings[view.file];
            // Where marks quote, every field's end is wanted: a cell may hold line breaks wherever it stands.
            let columns = if view.quotes { plan.names.len().max(plan.columns()) } else { plan.columns() };
            match self.kind {
                Kind::Transactions => {
                    let mut clerk = Clerk::new(plan, reading, text, view.quotes, asked, yard);
                    let marked = view.quotes || clerk.common.returns;
                    let (dialect, bytes) = (reading.dialect, view.bytes);
                    let found = if marked || dialect.exact {
                        split_known(bytes, view.len, marked, dialect, columns, |record| clerk.row::<true>(record))
                    } else {
                        split_known(bytes, view.len, marked, dialect, columns, |record| clerk.row::<false>(record))
                    };
                    let (common, mut sales) = clerk.finish();
                    number_lines(text, sales.pending.iter_mut().map(|p| (p.at, &mut p.line)));
                    let kept = sales.runs.iter().map(Pile::size).sum::<usize>() as u64;
                    (found, (Notes::of(common, text, found.irregular, sales.digits), Part::Sales(sales)), kept)
                }
                Kind::Returns => {
                    let mut returner = Returner::new(plan, reading, text, view.quotes, ORDER_BITS, yard);
                    let marked = view.quotes || returner.common.returns;
                    let found = split_known(view.bytes, view.len, marked, reading.dialect, columns, |record| {
                        returner.row(record);
                    });
                    let (common, sales) = returner.finish();
                    let kept = sales.runs.iter().map(Pile::size).sum::<usize>() as u64;
                    (found, (Notes::of(common, text, found.irregular, sales.digits), Part::Sales(sales)), kept)
                }
                Kind::Surveys => {
                    let mut teller = Teller::new(plan, reading, text, view.quotes, &request.scales);
                    let marked = view.quotes || teller.common.returns;
                    let found = split_known(view.bytes, view.len, marked, reading.dialect, columns, |record| {
                        teller.row(record);
                    });
                    let (common, answers) = teller.finish();
                    let kept = (answers.given.capacity() * size_of::<super::answers::Given>()) as u64;
                    (found, (Notes::of(common, text, found.irregular, Digits::default()), Part::Answers(answers)), kept)
                }
                Kind::Customers => {
                    let mut registrar = Registrar::new(plan, reading, text, view.quotes);
                    let marked = view.quotes || registrar.common.returns;
                    let found = split_known(view.bytes, view.len, marked, reading.dialect, columns, |record| {
                        registrar.row(record);
                    });
                    let (common, mut people) = registrar.finish();
                    let mut lines = vec![0; people.list.len()];
                    number_lines(text, std::mem::take(&mut people.starts).into_iter().zip(&mut lines));
                    people.list.iter_mut().zip(lines).for_each(|(person, line)| {
                        person.line = u16::try_from(line).unwrap_or(0);
                    });
                    let kept = (people.list.capacity() * size_of::<super::people::Person>()) as u64;
                    (found, (Notes::of(common, text, found.irregular, people.digits), Part::People(people)), kept)
                }
                Kind::Promotions => {
                    let mut sender = Sender::new(plan, reading, text, view.quotes);
                    let marked = view.quotes || sender.common.returns;
                    let found = split_known(view.bytes, view.len, marked, reading.dialect, columns, |record| {
                        sender.row(record);
                    });
                    let (common, sends) = sender.finish();
                    let kept = (sends.list.capacity() * size_of::<super::sends::Sent>()) as u64;
                    (found, (Notes::of(common, text, found.irregular, sends.digits), Part::Sends(sends)), kept)
                }
            }
        })
    }

    fn worded(&self, broken: Broken) -> Refusal {
        match broken {
            Broken::Io(file, error) => (Some(file), head::unreadable(&error)),
            Broken::TooLong(file, before) => {
                let line = self.heads[file].line_at(before).to_string();
                (Some(file), Warning::new("record-too-long", [("line", line)]))
            }
            Broken::Memory => (None, Warning::new("memory", [("budget", (self.request.memory >> 20).to_string())])),
        }
    }

    /// What rows say against their whole file: it is refused, with the line.
    fn objections(&self, plan: &Plan, reading: &Reading, chunks: &[Done<(Notes, Part)>]) -> Result<(), Refusal> {
        let mut lines: Vec<u64> = self.heads.iter().map(|head| head.lines).collect();
        let mut counts = vec![(0, 0); self.heads.len()];
        for chunk in chunks {
            let notes = &chunk.part.0;
            if let Some((line, against)) = &notes.against {
                let line = ("line", (lines[chunk.file] + line).to_string());
                let why = match against {
                    Against::Unclosed => Warning::new("unclosed-quote", [line]),
                    Against::AnotherTable(cells) => Warning::new("another-table", [line, ("cells", cells.clone())]),
                };
                return Err((Some(chunk.file), why));
            }
            lines[chunk.file] += chunk.lines;
            let (rows, single) = &mut counts[chunk.file];
            *rows += chunk.split.rows;
            *single += notes.single;
        }
        let other = counts.iter().position(|&(rows, single)| rows > 0 && rows == single && plan.names.len() > 1);
        other.map_or(Ok(()), |file| {
            let delimiter = match reading.dialect.delimiter {
                b'\t' => "tab".to_owned(),
                other => char::from(other).to_string(),
            };
            Err((Some(file), Warning::new("other-delimiter", [("delimiter", delimiter)])))
        })
    }

    /// Gives the chunks to the assembly, with file numbers and line numbers of the whole run; what is left is how it was read.
    pub(super) fn hand_over(self, found: Settled, assembly: &mut Assembly, books: &mut [Book]) -> Table {
        let Settled { plan, reading, codes, chunks, steps, several_questions, odd_thousands, .. } = found;
        let pooled = plan.question.filter(|column| several_questions && !plan.wanted.contains(&Some(*column)));
        let readings = codes.readings(&reading);
        for (place, ((&number, head), reading)) in self.members.iter().zip(&self.heads).zip(&readings).enumerate() {
            let book = &mut books[number];
            book.understood(&plan, reading, self.request);
            match (codes.dropped(place), codes.mixed()) {
                (0, Some((count, others))) if place == 0 && !self.wanted.findings => {
                    let facts = [("count", count.to_string()), ("others", others.to_string())];
                    book.warnings.push(Warning::new("float-ids-kept", facts));
                }
                (0, _) => {}
                (count, _) => book.warn("float-ids", [("count", count.to_string())]),
            }
            if let Some(column) = pooled {
                book.warn("several-questions", [("column", plan.names[column].clone())]);
            }
            if head.second > 0 {
                book.account.rows += head.second;
                book.exclude(Rule::SecondHeader, head.second);
            }
        }
        if plan.at(Role::Csat).is_some() {
            assembly.shown.push(ScaleShown::of(&plan, &reading, &steps));
        }
        let money = plan.at(Role::Amount).or(plan.at(Role::UnitPrice));
        if let (1.., Some(column), Some(&first)) = (odd_thousands, money, self.members.first()) {
            let facts = [("count", odd_thousands.to_string()), ("column", plan.names[column].clone())];
            books[first].warn("three-decimals", facts);
        }
        let number = assembly.plan(plan.clone());
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
            book.stray_bytes += notes.stray_bytes;
            let first = lines[chunk.file];
            lines[chunk.file] += chunk.lines;
            assembly.take(Chunk { file: file as u16, plan: number, first_line: first, rejects: notes.rejects, part });
        }
        Table { heads: self.heads, plan, readings }
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

/// What a chunk's understanding wrote down, free of the plan and the reading.
pub(super) struct Notes {
    rejects: Vec<Reject>,
    excluded: BTreeMap<Rule, u64>,
    evidence: Evidence,
    literal_quotes: u64,
    trailing_blanks: u64,
    single: u64,
    against: Option<(u64, Against)>,
    foreign_dates: u64,
    stray_bytes: u64,
    digits: Digits,
}

impl Notes {
    fn of(common: super::common::Common<'_>, text: &[u8], irregular: bool, digits: Digits) -> Self {
        let mut rejects = common.rejects;
        number_lines(text, rejects.iter_mut().map(|r| (r.at, &mut r.line)));
        let against = common.against.map(|(at, against)| {
            let mut line = 0;
            number_lines(text, std::iter::once((at, &mut line)));
            (line, against)
        });
        let stray_bytes = if common.evidence.not_encoded { stray(text, &rejects) } else { 0 };
        let evidence = Evidence { irregular: common.evidence.irregular || irregular, ..common.evidence };
        Self {
            rejects,
            excluded: common.excluded,
            evidence,
            literal_quotes: common.literal_quotes,
            trailing_blanks: common.trailing_blanks,
            single: common.single,
            against,
            foreign_dates: common.foreign_dates,
            stray_bytes,
            digits,
        }
    }
}

/// How many lines hold bytes that are not UTF-8 where nobody reads them: those that are read are rejected.
#[cold]
fn stray(text: &[u8], rejects: &[Reject]) -> u64 {
    let broken = text.split(|byte| *byte == b'\n').filter(|line| std::str::from_utf8(line).is_err()).count();
    let rejected = rejects.iter().filter(|reject| reject.fault.reason == Reason::BadEncoding).count();
    broken.saturating_sub(rejected) as u64
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

/// What a chunk is understood to be. Parts are few, and each stands for a chunk.
#[allow(clippy::large_enum_variant)]
pub(super) enum Part {
    /// Transactions.
    Sales(Sales),
    /// Answers.
    Answers(Answers),
    /// Customers.
    People(People),
    /// Sends.
    Sends(Sends),
}
