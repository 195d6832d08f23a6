//! The desk at which a run ends: what goes to standard output, what to files, what to standard error.

use super::Usage;
use super::draft::{Draft, folder};
use super::history::{self, book::Book};
use super::settings::Settings;
use super::setup::allowance;
use super::sheets;
use super::small_groups::{hidden, hide};
use super::thresholds;
use super::veil;
use crate::answer::column::Sheet;
use crate::answer::{Document, Section, Verdict, Warning};
use crate::config::output::Output;
use crate::config::reading::Reading;
use crate::input::request::{Export, Wanted};
use crate::input::roles::Kind;
use crate::input::{Inputs, Taken};
use crate::render::{self, Format, Options, problems};
use crate::words::{self, Lang};
use anyhow::{Context, Result, bail};
use std::borrow::Cow;
use std::fs;
use std::io::{self, BufWriter, IsTerminal, Write};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::time::Duration;

/// Where data and remarks go.
pub(super) struct Desk<'w> {
    out: &'w mut dyn Write,
    remarks: &'w mut dyn Write,
    settings: &'w Settings,
}

impl<'w> Desk<'w> {
    /// A desk with its two outgoing trays.
    pub(super) fn new(out: &'w mut dyn Write, remarks: &'w mut dyn Write, settings: &'w Settings) -> Self {
        Self { out, remarks, settings }
    }

    /// What the file of settings says in a section whose flags this command does not have.
    pub(super) fn terms<T: clap::Args>(&self, section: &'static str) -> Result<T> {
        self.settings.terms(section)
    }

    /// The user's own exports.
    pub(super) fn exports(&self) -> &'w [Export] {
        self.settings.exports()
    }

    /// Reads the inputs, with a word about the progress of long reads for a person who waits.
    pub(super) fn read(inputs: Inputs, wanted: &Wanted, output: &Output) -> Taken {
        let taken = Self::watched(inputs, wanted, output);
        if wanted.veiled { veil::veiled(taken) } else { taken }
    }

    fn watched(inputs: Inputs, wanted: &Wanted, output: &Output) -> Taken {
        if output.quiet || !io::stderr().is_terminal() {
            return inputs.read(wanted);
        }
        let progress = inputs.progress();
        let done = AtomicBool::new(false);
        std::thread::scope(|scope| {
            scope.spawn(|| show_progress(&progress, &done));
            let taken = inputs.read(wanted);
            done.store(true, Ordering::Relaxed);
            taken
        })
    }

    /// Says on standard error why nothing is computed, when so many rows were rejected or a file was refused.
    pub(super) fn objections(
        &mut self,
        command: &'static str,
        taken: &Taken,
        reading: &Reading,
        output: &Output,
    ) -> Result<Option<Verdict>> {
        let options = options(output)?;
        if let Some(path) = &reading.rejects {
            write_rejects(path, taken, &options)?;
        }
        let (rows, rejected) = taken.rejected();
        if !taken.refused() && rejected <= allowance(&reading.max_rejected, rows)? {
            return Ok(None);
        }
        let document = Document {
            command,
            parameters: vec![],
            inputs: taken.accounts.clone(),
            warnings: vec![],
            sections: vec![],
            rejections: taken.rejections.clone(),
            unasked: vec![],
            check: None,
        };
        problems::write(&document, &options, self.remarks)?;
        let refusals = taken.accounts.iter().filter_map(|account| account.refused.as_ref());
        let unreadable = refusals.into_iter().any(|why| why.code == "unreadable-file");
        Ok(Some(if unreadable { Verdict::Unreadable } else { Verdict::Rejected }))
    }

    /// Writes the rejected rows to a file.
    pub(super) fn rejects(path: &str, taken: &Taken, output: &Output) -> Result<()> {
        write_rejects(path, taken, &options(output)?)
    }

    /// Says on standard error why a command has no answer.
    pub(super) fn refuse(&mut self, command: &str, why: &Warning, output: &Output) -> Result<Verdict> {
        let lang = options(output)?.lang;
        let error = words::phrases(lang).error;
        let sentence = words::warning(lang, why);
        writeln!(self.remarks, "{error}: {command}: {}", render::visible::visible(&sentence))?;
        let empty = ["nothing-in-window", "no-orders", "no-answers"].contains(&why.code);
        Ok(if empty { Verdict::Empty } else { Verdict::Rejected })
    }

    /// Something that is wrong although there is an answer, on standard error.
    pub(super) fn complain(&mut self, what: &Warning, output: &Output) -> Result<()> {
        let lang = options(output)?.lang;
        let error = words::phrases(lang).error;
        Ok(writeln!(self.remarks, "{error}: {}", render::visible::visible(&words::warning(lang, what)))?)
    }

    /// A remark on standard error, unless quiet was asked for.
    pub(super) fn remark(&mut self, what: &Warning, output: &Output) -> Result<()> {
        if !output.quiet {
            let lang = options(output)?.lang;
            let note = words::phrases(lang).note;
            writeln!(self.remarks, "{note}: {}", render::visible::visible(&words::warning(lang, what)))?;
        }
        Ok(())
    }

    /// Makes sure before the long read that the answer has a form and somewhere to go.
    pub(super) fn prepare(output: &Output) -> Result<()> {
        options(output)?;
        confidence(output)?;
        thresholds::conditions(output)?;
        let named = output.format.as_deref().map(format).transpose()?;
        for target in &output.output {
            form(target, named)?;
            let place = folder(Path::new(target));
            if !place.is_dir() {
                bail!(Usage(format!("-o {target}: there is no folder `{}`; make it first", place.display())));
            }
        }
        Ok(())
    }

    /// Makes sure before the long read that no file is written over an input, nor over another file that is written.
    pub(super) fn apart(inputs: &[(String, Option<Kind>)], reading: &Reading, output: &Output) -> Result<()> {
        let rejects = reading.rejects.iter().map(|path| ("--rejects", path));
        let answers = output.output.iter().filter(|target| *target != "-").map(|path| ("-o", path));
        let notes = output.history.iter().map(|path| ("--history", path));
        let mut taken: Vec<(PathBuf, &str)> = vec![];
        for (flag, path) in rejects.chain(answers).chain(notes) {
            refuse_inputs(flag, Path::new(path), inputs.iter().map(|(path, _)| path))?;
            let Some(place) = place(Path::new(path)) else { continue };
            if let Some((_, other)) = taken.iter().find(|(known, _)| *known == place) {
                bail!(Usage(format!("{flag} {path}: {other} writes to this file as well; name another")));
            }
            taken.push((place, flag));
        }
        Ok(())
    }

    /// Prints a text that is an answer by itself.
    pub(super) fn print(&mut self, text: &str) -> Result<()> {
        Ok(self.out.write_all(text.as_bytes())?)
    }

    /// Writes a document, and says which thresholds it breaks; rows that stand in the way of an answer weigh more than those.
    pub(super) fn conclude(&mut self, document: Document, verdict: Verdict, output: &Output) -> Result<Verdict> {
        self.conclude_beside(document, &[], verdict, output)
    }

    /// The same, where windows of earlier runs have been measured again.
    pub(super) fn conclude_beside(
        &mut self,
        mut document: Document,
        again: &[Document],
        verdict: Verdict,
        output: &Output,
    ) -> Result<Verdict> {
        if let Cow::Owned(without) = hidden(&document, output)? {
            document = without;
        }
        let broken = thresholds::broken(&document, output)?;
        document.warnings.extend(broken.iter().cloned());
        let mut noted = None;
        let path = output.history.as_ref().filter(|_| !document.sections.is_empty() && document.command != "history");
        if let Some(path) = path {
            refuse_inputs("--history", Path::new(path), paths(&document))?;
            let mut book = Book::open(path)?;
            let (mut added, mut changed) = (String::new(), vec![]);
            for said in again.iter().map(|said| hidden(said, output)).chain([Ok(Cow::Borrowed(&document))]) {
                let said = said?;
                let (lines, restated) = book.note(render::history_lines(&without_further(&said.asked())));
                added += &lines;
                changed.extend(restated);
            }
            for restated in history::restatements(&changed) {
                self.remark(&restated, output)?;
                document.warnings.push(restated);
            }
            let mut told: Vec<Section> = history::section(&document, &book).into_iter().collect();
            output.min_group.map_or(Ok(()), |least| hide(&mut told, least))?;
            document.sections.extend(told);
            noted = Some((book, added));
        }
        self.write(&document, output, || noted.as_mut().map_or(Ok(()), |(book, lines)| book.add(lines)))?;
        if !output.quiet && !forms(output)?.into_iter().any(Format::tells_all) {
            render::write_beside(&document.asked(), &options(output)?, self.remarks)?;
        }
        for one in &broken {
            self.complain(one, output)?;
        }
        Ok(match verdict {
            Verdict::Answered | Verdict::Empty if !broken.is_empty() => Verdict::Threshold,
            Verdict::Answered | Verdict::Empty | Verdict::Rejected | Verdict::Unreadable | Verdict::Threshold => {
                verdict
            }
        })
    }

    /// Writes a document wherever it was asked for; files are complete or as they were.
    ///
    /// `before` does what must be done before the first file takes the place of an old one.
    fn write(&mut self, document: &Document, output: &Output, mut before: impl FnMut() -> Result<()>) -> Result<()> {
        let asked = document.asked();
        let told = |format: Format| if format.is_looked_through() { document } else { &asked };
        let options = options(output)?;
        let named = output.format.as_deref().map(format).transpose()?;
        if output.output.is_empty() {
            before()?;
            let format = named.unwrap_or(Format::Table);
            return render::write(told(format), format, &options, self.out).context("cannot write the answer");
        }
        let mut finished: Vec<(Draft, PathBuf)> = vec![];
        for target in &output.output {
            let format = form(target, named)?;
            if target == "-" {
                render::write(told(format), format, &options, self.out)?;
                continue;
            }
            let path = Path::new(target);
            refuse_inputs("-o", path, paths(document))?;
            let options = Options { byte_order_mark: format == Format::Csv, ..options };
            if fs::metadata(path).is_ok_and(|known| !known.is_file()) {
                let mut file = BufWriter::new(
                    fs::OpenOptions::new().write(true).open(path).with_context(|| format!("cannot write {target}"))?,
                );
                render::write(told(format), format, &options, &mut file)
                    .and_then(|()| file.flush())
                    .with_context(|| format!("cannot write {target}"))?;
                continue;
            }
            let draft = Draft::of(path, |out| render::write(told(format), format, &options, out))
                .and_then(|draft| draft.readable(path, 0o644))
                .with_context(|| format!("cannot write {target}"))?;
            finished.push((draft, path.to_owned()));
        }
        before()?;
        for (draft, path) in finished {
            draft.replace(&path).with_context(|| format!("cannot write {}", path.display()))?;
        }
        Ok(())
    }
}

/// The formats of everything that is written.
pub(super) fn forms(output: &Output) -> Result<Vec<Format>> {
    let named = output.format.as_deref().map(format).transpose()?;
    if output.output.is_empty() {
        return Ok(vec![named.unwrap_or(Format::Table)]);
    }
    output.output.iter().map(|target| form(target, named)).collect()
}

/// The format of a target: the one that was named, else the one its extension asks for; a table on standard output.
fn form(target: &str, named: Option<Format>) -> Result<Format> {
    let usual = if target == "-" { Some(Format::Table) } else { Format::of_extension(Path::new(target)) };
    named.or(usual).ok_or_else(|| {
        Usage(format!(
            "-o {target}: no format has that extension; name one with -f, or use .txt, .json, .jsonl, .csv, .tsv, .md, .html or .xlsx"
        ))
        .into()
    })
}

/// A report without the sections that are further forms of a command's answer: a history keeps the answer itself.
fn without_further(document: &Document) -> Cow<'_, Document> {
    let sheets: Vec<&Sheet> = document.sections.iter().filter_map(Section::sheet).collect();
    let further = |section: &Section| {
        section.sheet().is_some_and(|sheet| match sheets::of(sheet.command) {
            Some(own) => sheet != own && sheets.contains(&own),
            None => true,
        })
    };
    if document.command != "report" || !document.sections.iter().any(further) {
        return Cow::Borrowed(document);
    }
    let mut own = document.clone();
    own.sections.retain(|section| !further(section));
    Cow::Owned(own)
}

/// An output that is one of the inputs would destroy what it was made of.
fn refuse_inputs<'a>(flag: &str, target: &Path, mut inputs: impl Iterator<Item = &'a String>) -> Result<()> {
    let Ok(real) = fs::canonicalize(target) else { return Ok(()) };
    if inputs.any(|input| fs::canonicalize(input).is_ok_and(|path| path == real)) {
        bail!(Usage(format!("{flag} {}: this is one of the inputs; write to another file", target.display())));
    }
    Ok(())
}

/// The paths of the files that a document was made of.
fn paths(document: &Document) -> impl Iterator<Item = &String> {
    document.inputs.iter().map(|input| &input.path)
}

/// Where a file lies or will lie, however its path is written; a device takes what several write to it.
fn place(path: &Path) -> Option<PathBuf> {
    match fs::metadata(path) {
        Ok(known) if !known.is_file() => None,
        Ok(_) => fs::canonicalize(path).ok(),
        Err(_) => Some(fs::canonicalize(folder(path)).ok()?.join(path.file_name()?)),
    }
}

/// Rejected rows hold raw data: the file is for its owner alone.
fn write_rejects(path: &str, taken: &Taken, options: &Options) -> Result<()> {
    let path = Path::new(path);
    Draft::of(path, |out| problems::write_rejects_csv(&taken.rejections, options, out))
        .and_then(|draft| draft.replace(path))
        .with_context(|| format!("cannot write {}", path.display()))
}

fn format(name: &str) -> Result<Format> {
    Format::parse(name).ok_or_else(|| {
        Usage(format!("-f {name}: no such format; there are {}", Format::NAMES.map(|(name, _)| name).join(", "))).into()
    })
}

/// Language, width and the rest, from flags.
pub(super) fn options(output: &Output) -> Result<Options> {
    let lang = Lang::parse(&output.lang).ok_or_else(|| Usage(format!("--lang {}: use en or ja", output.lang)))?;
    Ok(Options {
        lang,
        width: output.width.unwrap_or(80),
        ascii: output.ascii,
        byte_order_mark: false,
        raw_cells: output.raw_cells,
    })
}

/// The confidence asked for.
pub(super) fn confidence(output: &Output) -> Result<f64> {
    let found = output.confidence.parse::<f64>().ok().filter(|share| (0.5..1.0).contains(share));
    found.ok_or_else(|| Usage(format!("--confidence {}: use a share such as 0.95", output.confidence)).into())
}

fn show_progress(bytes: &AtomicU64, done: &AtomicBool) {
    let mut shown = false;
    for tick in 0u32.. {
        std::thread::sleep(Duration::from_millis(20));
        if done.load(Ordering::Relaxed) {
            break;
        }
        if tick > 25 && tick % 10 == 0 {
            let read = bytes.load(Ordering::Relaxed) >> 20;
            // Progress is a courtesy: a terminal that has gone away changes nothing.
            let _ = write!(io::stderr(), "\r{read} MiB read ");
            shown = true;
        }
    }
    if shown {
        let _ = write!(io::stderr(), "\r\x1b[K");
    }
}
