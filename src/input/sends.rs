//! A chunk of a promotions file becomes sends, or campaigns where no column names a customer.

use super::common::{Common, Fault, Rule, WHOLE_ROW};
use super::dictionary::Tuples;
use super::digits::Digits;
use super::field;
use super::plan::{Plan, Reading};
use super::record::Record;
use super::roles::{Role, fold};
use super::totals;
use super::value::amount::Amount;
use crate::answer::reason::Reason;
use crate::ledger::key::Key;

/// Words for customers who were sent the promotion, folded.
const TREATED: [&str; 19] = [
    "treated",
    "treatment",
    "test",
    "exposed",
    "sent",
    "target",
    "mailed",
    "yes",
    "true",
    "y",
    "1",
    "t",
    "配信",
    "配信群",
    "送信",
    "処置群",
    "施策群",
    "テスト群",
    "対象",
];
/// Words for customers who were held back on purpose, folded.
const CONTROL: [&str; 18] = [
    "control",
    "controls",
    "controlgroup",
    "holdout",
    "holdback",
    "heldback",
    "no",
    "false",
    "n",
    "0",
    "c",
    "対照",
    "対照群",
    "コントロール",
    "コントロール群",
    "非配信",
    "非配信群",
    "未配信",
];

/// Whether a word means the customers who were held back; nothing where it means neither these nor the others.
pub fn is_control(text: &str) -> Option<bool> {
    let word = fold(text);
    match (TREATED.contains(&word.as_str()), CONTROL.contains(&word.as_str())) {
        (true, _) => Some(false),
        (_, true) => Some(true),
        (false, false) => None,
    }
}

/// A row, before its customer is looked up; forty bytes, for all of them are held while the orders are merged.
#[derive(Debug, Clone, Copy)]
pub(super) struct Sent {
    /// Who; nobody where the row is a campaign.
    pub(super) customer: Key,
    /// When, in minutes; `None` without a date.
    pub(super) minute: Option<i32>,
    /// The campaign, local to the chunk.
    pub(super) tuple: u32,
    /// Whether the customer was held back.
    pub(super) control: bool,
    /// The file's number, once it has one.
    pub(super) file: u16,
    /// The decimals of what it cost, or [`Sent::FREE`]; and the digits.
    scale: u8,
    mantissa: i64,
}

impl Sent {
    /// More decimals than any amount has: nothing was said of what it cost.
    const FREE: u8 = u8::MAX;

    /// What it cost.
    pub(super) fn cost(&self) -> Option<Amount> {
        (self.scale != Self::FREE).then_some(Amount { mantissa: self.mantissa, scale: self.scale })
    }
}

/// What a chunk of a promotions file is understood to be.
pub(super) struct Sends {
    /// The rows.
    pub(super) list: Vec<Sent>,
    /// The campaigns' names.
    pub(super) tuples: Tuples,
    /// What is needed to hold all costs.
    pub(super) digits: Digits,
}

/// Understands one chunk's rows.
pub(super) struct Sender<'p> {
    /// Rejections, exclusions, evidence.
    pub(super) common: Common<'p>,
    quotes: bool,
    sends: Sends,
}

impl<'p> Sender<'p> {
    /// For one chunk.
    pub(super) fn new(plan: &'p Plan, reading: &'p Reading, bytes: &[u8], quotes: bool) -> Self {
        let sends = Sends { list: vec![], tuples: Tuples::new(plan.wanted.len()), digits: Digits::default() };
        Self { common: Common::new(plan, reading, bytes), quotes, sends }
    }

    /// Takes up one row.
    pub(super) fn row(&mut self, record: &Record<'_>) {
        match self.understand(record) {
            Ok(Some(sent)) => self.sends.list.push(sent),
            Ok(None) => *self.common.excluded.entry(Rule::NoCampaign).or_default() += 1,
            Err(fault) => {
                self.common.refuse(record, fault, None);
            }
        }
    }

    /// The send or the campaign; none where a list of campaigns has a row without one.
    fn understand(&mut self, record: &Record<'_>) -> Result<Option<Sent>, Fault> {
        self.common.whole(record, self.quotes)?;
        if totals::is_total(record, self.common.reading, false) {
            return Err(Fault { reason: Reason::TotalRow, column: WHOLE_ROW });
        }
        let customer = self.customer(record)?;
        // Without a date the campaign may say when it began.
        let minute = self.common.moment(record, self.common.plan.at(Role::Date))?.map(|minute| minute.0);
        let control = self.control(record)?;
        let cost = self.common.cost(record, self.common.plan.at(Role::Cost), &mut self.sends.digits)?;
        let campaign = self.common.plan.at(Role::Campaign);
        if customer.is_none() && campaign.is_none_or(|column| record.field(column).is_empty()) {
            return if self.common.is_blank(record) {
                Err(Fault { reason: Reason::MissingCustomer, column: WHOLE_ROW })
            } else {
                Ok(None)
            };
        }
        let tuple = self.common.tuple(record, &mut self.sends.tuples)?;
        let (mantissa, scale) = cost.map_or((0, Sent::FREE), |cost| (cost.mantissa, cost.scale));
        Ok(Some(Sent { customer, minute, tuple, control, file: 0, scale, mantissa }))
    }

    /// Who was sent it; nobody in a list of campaigns.
    fn customer(&mut self, record: &Record<'_>) -> Result<Key, Fault> {
        let Some(first) = self.common.plan.at(Role::Customer) else { return Ok(Key::NONE) };
        let id = self.common.customer(record, first)?;
        id.map(|id| Key::of(&id)).ok_or(Fault { reason: Reason::MissingCustomer, column: first })
    }

    fn control(&self, record: &Record<'_>) -> Result<bool, Fault> {
        let Some(column) = self.common.plan.at(Role::Group) else { return Ok(false) };
        let field = record.field(column);
        let text = field::text(&field, self.common.reading).map_err(|reason| Fault { reason, column })?;
        is_control(&text).ok_or(Fault { reason: Reason::BadGroup, column })
    }

    /// What the chunk has come to.
    pub(super) fn finish(self) -> (Common<'p>, Sends) {
        (self.common, self.sends)
    }
}
