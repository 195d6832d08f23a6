//! How a question is asked: which files it reads, what it wants of them, and where its answer goes.
//!
//! Questions about purchases and questions about answers differ in the files they read; the rest of their way is the same, so a
//! command says only what it wants and how it answers.

use super::Usage;
use super::by::By;
use super::desk::{Desk, confidence};
use super::setup::{Setup, usual_scales};
use super::shop::Shop;
use super::survey::{Asked, SurveyFlags};
use super::window::Usual;
use crate::answer::account::{InputAccount, Rejection};
use crate::answer::{Answer, Document, Section, Verdict, Warning};
use crate::config::nearest::nearest;
use crate::config::output::Output;
use crate::config::reading::Reading;
use crate::config::rules::Rules;
use crate::config::window::Window;
use crate::input::request::Wanted;
use crate::input::roles::{Kind, Role};
use crate::input::{Inputs, Scale, Taken};
use crate::ledger::Question;
use anyhow::{Result, bail};
use clap::Args as Flags;
use std::sync::Arc;

/// An answer, or why there is none.
pub(super) type Found = Result<Answer, Warning>;

/// Flags that every question about purchases has.
#[derive(Debug, Flags)]
pub(super) struct OfPurchases {
    #[command(flatten)]
    pub(super) reading: Reading,
    #[command(flatten)]
    pub(super) rules: Rules,
    #[command(flatten)]
    pub(super) window: Window,
    #[command(flatten)]
    pub(super) output: Output,
}

/// Flags that every question about answers has.
#[derive(Debug, Flags)]
pub(super) struct OfAnswers {
    #[command(flatten)]
    pub(super) reading: Reading,
    #[command(flatten)]
    pub(super) window: Window,
    #[command(flatten)]
    pub(super) survey: SurveyFlags,
    #[command(flatten)]
    pub(super) output: Output,
}

/// A question that a survey's column answers.
#[derive(Debug, Clone, Copy)]
pub(super) struct Topic {
    /// The command.
    pub(super) command: &'static str,
    /// Which of the ledger's questions it is.
    pub(super) question: Question,
    /// The column it needs.
    pub(super) role: Role,
    /// The ends of the scale, where they are known before reading.
    pub(super) ends: Option<(i16, i16)>,
}

/// The kinds of files in which columns of purchases and their customers stand.
pub(super) const PURCHASES: [Kind; 2] = [Kind::Transactions, Kind::Customers];
/// The same for answers.
pub(super) const ANSWERS: [Kind; 2] = [Kind::Surveys, Kind::Customers];

/// Asks a question about purchases; `also` looks at the inputs and adds to what is wanted of them.
pub(super) fn of_purchases(
    command: &'static str,
    flags: &OfPurchases,
    desk: &mut Desk<'_>,
    also: impl FnOnce(&Inputs, &By, &mut Wanted) -> Result<()>,
    answer: impl FnOnce(&Shop<'_>) -> Result<Found>,
) -> Result<Verdict> {
    of_purchases_in_parts(command, flags, desk, also, |shop| Ok(answer(shop)?.map(|answer| vec![answer])))
}

/// The same for a question whose answer has further parts, such as the check of a forecast.
pub(super) fn of_purchases_in_parts(
    command: &'static str,
    flags: &OfPurchases,
    desk: &mut Desk<'_>,
    also: impl FnOnce(&Inputs, &By, &mut Wanted) -> Result<()>,
    answer: impl FnOnce(&Shop<'_>) -> Result<Result<Vec<Answer>, Warning>>,
) -> Result<Verdict> {
    in_parts(
        &Asking { command, kinds: &PURCHASES, by: &PURCHASES, missing: &[], counts: false },
        flags,
        desk,
        also,
        answer,
    )
}

/// The same for a question that files of further kinds have a part in.
pub(super) fn of_purchases_beside(
    kinds: &[Kind],
    command: &'static str,
    flags: &OfPurchases,
    desk: &mut Desk<'_>,
    also: impl FnOnce(&Inputs, &By, &mut Wanted) -> Result<()>,
    answer: impl FnOnce(&Shop<'_>) -> Result<Found>,
) -> Result<Verdict> {
    let asking = Asking { command, kinds, by: &PURCHASES, missing: &[], counts: false };
    in_parts(&asking, flags, desk, also, |shop| Ok(answer(shop)?.map(|answer| vec![answer])))
}

/// Which command asks, and which files it reads.
pub(super) struct Asking<'a> {
    /// The command.
    pub(super) command: &'static str,
    /// The kinds of files that have a part in it.
    pub(super) kinds: &'a [Kind],
    /// The kinds of files whose columns make groups.
    pub(super) by: &'a [Kind],
    /// Texts of answers that mean "no answer".
    pub(super) missing: &'a [String],
    /// Whether customers are counted and no money is added, so that orders of several currencies are no obstacle.
    pub(super) counts: bool,
}

/// Asks a question about purchases, perhaps beside answers.
pub(super) fn in_parts(
    asking: &Asking<'_>,
    flags: &OfPurchases,
    desk: &mut Desk<'_>,
    also: impl FnOnce(&Inputs, &By, &mut Wanted) -> Result<()>,
    answer: impl FnOnce(&Shop<'_>) -> Result<Result<Vec<Answer>, Warning>>,
) -> Result<Verdict> {
    of_what_was_read(asking, flags, desk, also, |taken, by| match Shop::open(taken, by, flags, asking.counts)? {
        // Whatever else is missing, of guests nothing can be told.
        Ok(shop) => {
            let found = answer(&shop)?.map_err(|why| shop.only_guests().unwrap_or(why));
            Ok(found.map(|answers| answers.into_iter().map(|answer| shop.with_basis(answer)).collect()))
        }
        Err(why) => Ok(Err(why)),
    })
}

/// The same for a question that can do without purchases.
pub(super) fn of_what_was_read(
    asking: &Asking<'_>,
    flags: &OfPurchases,
    desk: &mut Desk<'_>,
    also: impl FnOnce(&Inputs, &By, &mut Wanted) -> Result<()>,
    answer: impl FnOnce(&Arc<Taken>, By) -> Result<Result<Vec<Answer>, Warning>>,
) -> Result<Verdict> {
    let Asking { command, kinds, by: groups, missing, .. } = *asking;
    let OfPurchases { reading, rules, window, output } = flags;
    let setup = Setup {
        reading,
        exports: desk.exports(),
        rules: Some(rules),
        as_of: window.as_of.as_deref(),
        scales: usual_scales(missing),
        score: Role::Nps,
    };
    let mut inputs = open(&setup, output)?;
    inputs.prefer(Kind::Transactions, None);
    // Whatever is asked about purchases, orders that came back are none.
    pass_over(&mut inputs, &[kinds, &[Kind::Returns]].concat(), desk, output)?;
    let by = By::parse(window.by.as_deref(), &inputs, groups)?;
    let mut wanted = Wanted {
        orders: by.columns(Kind::Transactions),
        bands: by.bands(Kind::Transactions),
        customers: by.columns(Kind::Customers),
        surveys: by.columns(Kind::Surveys),
        ..Wanted::default()
    };
    also(&inputs, &by, &mut wanted)?;
    let taken = Arc::new(Desk::read(inputs, &wanted, output));
    if let Some(verdict) = desk.objections(command, &taken, reading, output)? {
        return Ok(verdict);
    }
    let found = answer(&taken, by)?;
    let (accounts, rejections) = Taken::told(taken);
    conclude(command, found, accounts, rejections, desk, output)
}

/// Asks a question about answers.
pub(super) fn of_answers(
    topic: Topic,
    flags: &OfAnswers,
    desk: &mut Desk<'_>,
    answer: impl FnOnce(&Taken, By, Asked<'_>) -> Result<Found>,
) -> Result<Verdict> {
    let whole = |taken: &Taken, by: By, asked: Asked<'_>| Ok(answer(taken, by, asked)?.map(|answer| vec![answer]));
    of_answers_in_parts(topic, flags, desk, |_, _| Ok(()), whole)
}

/// The same for a question whose answer has further parts; `also` looks at the inputs and adds to what is wanted of them.
pub(super) fn of_answers_in_parts(
    topic: Topic,
    flags: &OfAnswers,
    desk: &mut Desk<'_>,
    also: impl FnOnce(&Inputs, &mut Wanted) -> Result<()>,
    answer: impl FnOnce(&Taken, By, Asked<'_>) -> Result<Result<Vec<Answer>, Warning>>,
) -> Result<Verdict> {
    let OfAnswers { reading, window, survey, output } = flags;
    let mut scales = usual_scales(&survey.missing);
    let (least, most) = topic.ends.unwrap_or((0, 10));
    scales[topic.question as usize] = Scale { least, most, missing: survey.missing.clone() };
    let setup = Setup { reading, exports: desk.exports(), rules: None, as_of: None, scales, score: topic.role };
    let mut inputs = open(&setup, output)?;
    inputs.prefer(Kind::Surveys, Some(topic.role));
    pass_over(&mut inputs, &ANSWERS, desk, output)?;
    let by = By::parse(window.by.as_deref(), &inputs, &ANSWERS)?;
    let mut wanted = Wanted {
        questions: vec![topic.question],
        surveys: by.columns(Kind::Surveys),
        customers: by.columns(Kind::Customers),
        ..Wanted::default()
    };
    also(&inputs, &mut wanted)?;
    let taken = Desk::read(inputs, &wanted, output);
    if let Some(verdict) = desk.objections(topic.command, &taken, reading, output)? {
        return Ok(verdict);
    }
    let asked = Asked {
        window,
        answers: survey.answers,
        confidence: confidence(output)?,
        usual: Usual::All,
        least: output.min_group,
    };
    let found = answer(&taken, by, asked)?;
    conclude(topic.command, found, taken.accounts, taken.rejections, desk, output)
}

/// Takes the first look at the files, once it is sure that the answer has somewhere to go.
pub(super) fn open(setup: &Setup<'_>, output: &Output) -> Result<Inputs> {
    Desk::prepare(output)?;
    let request = setup.request()?;
    Desk::apart(&request.sources, setup.reading, output)?;
    let inputs = crate::input::open(request);
    if let Some(mapped) = inputs.unmapped().first() {
        let column = mapped.column.as_str();
        let columns: Vec<String> = Kind::ALL.iter().flat_map(|&kind| inputs.columns(kind)).collect();
        let hint = nearest(column, columns.iter().map(String::as_str))
            .map_or(String::new(), |near| format!("; did you mean `{near}`?"));
        let (typed, columns) = (&mapped.typed, columns.join("`, `"));
        bail!(Usage(format!("--map {typed}: no column is called `{column}` in `{columns}`{hint}")));
    }
    Ok(inputs)
}

/// Refuses a mapping that no file has a use for.
pub(super) fn placed(inputs: &Inputs) -> Result<()> {
    let Some(mapped) = inputs.misplaced().first().copied() else { return Ok(()) };
    let kinds = Kind::ALL.into_iter().filter(|kind| mapped.role.is_of(*kind)).map(Kind::name);
    let (typed, kinds) = (&mapped.typed, kinds.collect::<Vec<_>>().join(", "));
    let hint = if mapped.role == Role::Tier && inputs.has(Kind::Transactions) {
        format!("; levels that stand beside the orders are named with --tier {}", mapped.column)
    } else {
        String::new()
    };
    bail!(Usage(format!("--map {typed}: that is a role of other files ({kinds}), and none is given{hint}")))
}

/// Leaves out files that have no part in a question, and says so.
fn pass_over(inputs: &mut Inputs, kinds: &[Kind], desk: &mut Desk<'_>, output: &Output) -> Result<()> {
    placed(inputs)?;
    for (path, kind) in inputs.only(kinds) {
        desk.remark(&Warning::new("not-needed", [("path", path), ("kind", kind.name().to_owned())]), output)?;
    }
    Ok(())
}

/// Writes an answer, or says why there is none.
fn conclude(
    command: &'static str,
    found: Result<Vec<Answer>, Warning>,
    inputs: Vec<InputAccount>,
    rejections: Vec<Rejection>,
    desk: &mut Desk<'_>,
    output: &Output,
) -> Result<Verdict> {
    let answers = match found {
        Ok(answers) => answers,
        Err(why) => return desk.refuse(command, &why, output),
    };
    let document = Document {
        command,
        parameters: answers.first().map_or_else(Vec::new, |answer| answer.parameters.clone()),
        inputs,
        warnings: vec![],
        sections: answers.into_iter().map(|answer| Section::Answered(Box::new(answer))).collect(),
        unasked: vec![],
        rejections,
        check: None,
    };
    desk.conclude(document, Verdict::Answered, output)
}
