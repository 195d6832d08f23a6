//! The book kept on one file: what was understood of it, and what became of each row.

use super::common::Rule;
use super::encoding;
use super::head::Head;
use super::orders::Class;
use super::plan::{Plan, Reading};
use super::request::{Request, Total};
use super::roles::{Kind, Role};
use super::value::amount::DecimalMark;
use crate::answer::Warning;
use crate::answer::account::{InputAccount, MoneyAccount, add};
use crate::ledger::currency::Currency;
use crate::ledger::money::Money;

/// The book of one file.
#[derive(Debug)]
pub(super) struct Book {
    /// The account in the making.
    pub(super) account: InputAccount,
    /// Whether the file ends without a line end.
    pub(super) torn: bool,
    /// Whether the file repeats another, so that its rows are not read again.
    pub(super) repeats: bool,
    /// Rows with quotation marks kept as characters.
    pub(super) literal_quotes: u64,
    /// Rows with surplus blank fields.
    pub(super) trailing_blanks: u64,
    /// Dates in another form than the column's.
    pub(super) foreign_dates: u64,
    /// Lines with bytes that are not in the encoding, in columns that nobody reads.
    pub(super) stray_bytes: u64,
    /// Whether nobody has said where an order's total stands.
    pub(super) total_unsaid: bool,
    /// What a reader must know of this file.
    pub(super) warnings: Vec<Warning>,
}

impl Book {
    /// An empty book.
    pub(super) fn new(path: &str, kind: Option<Kind>) -> Self {
        let account = InputAccount {
            path: path.to_owned(),
            kind: kind.map_or("unknown", Kind::name),
            delimiter: ',',
            ..InputAccount::default()
        };
        Self {
            account,
            torn: false,
            repeats: false,
            literal_quotes: 0,
            trailing_blanks: 0,
            foreign_dates: 0,
            stray_bytes: 0,
            total_unsaid: false,
            warnings: vec![],
        }
    }

    /// Closes the book of a file that cannot be used.
    pub(super) fn refuse(&mut self, why: Warning) {
        self.account.refused = Some(why);
    }

    /// Writes down the first look.
    pub(super) fn look(&mut self, head: &Head) {
        self.account.delimiter = char::from(head.delimiter);
        self.account.encoding = encoding::name(head.source.decoded.unwrap_or(head.encoding));
        if head.above > 0 {
            self.account.readings.push(("header", format!("record {}", head.above + 1)));
            self.warn("title-lines", [("line", head.title.to_string())]);
        }
        if let Some(profile) = head.profile.filter(|profile| profile.kind.name() == self.account.kind) {
            self.account.readings.push(("profile", profile.name.to_owned()));
        }
        if head.source.decoded.is_some() {
            self.warn("encoding", [("encoding", self.account.encoding.clone())]);
        }
    }

    /// Writes down what was decided.
    pub(super) fn understood(&mut self, plan: &Plan, reading: &Reading, request: &Request) {
        let name = |column: usize| plan.names[column].clone();
        let mapped = |role: Role| request.mapped(role, plan.kind).next().is_some();
        let roles = Role::of(plan.kind).iter().filter(|role| is_used(plan, **role) || mapped(**role));
        self.account.columns = roles.filter_map(|&role| plan.at(role).map(|at| (role.name(), name(at)))).collect();
        self.total_unsaid = plan.kind == Kind::Transactions && plan.total == Total::Unsaid;
        self.known(plan);
        let dated = plan.at(Role::Date).or(plan.at(Role::Joined));
        if let Some(column) = dated {
            self.account.readings.push(("date", reading.date.name().to_owned()));
            if let Some(zone) = &reading.zone {
                self.account.readings.push(("time_zone", zone.iana_name().unwrap_or_default().to_owned()));
            }
            if !reading.date.is_self_evident() && request.date_format.is_none() {
                self.warn("date-reading", [("column", name(column)), ("reading", reading.date.name().to_owned())]);
            }
        }
        if plan.at(Role::Amount).is_some() || plan.at(Role::UnitPrice).is_some() {
            let mark = if reading.mark == DecimalMark::Comma { "decimal comma" } else { "decimal point" };
            self.account.readings.push(("amount", mark.to_owned()));
            if reading.mark == DecimalMark::Comma && !request.decimal_comma {
                let column = plan.at(Role::Amount).or(plan.at(Role::UnitPrice)).map_or(String::new(), name);
                self.warn("decimal-comma", [("column", column)]);
            }
        }
        if reading.encoding != encoding_rs::UTF_8 {
            self.account.encoding = encoding::name(reading.encoding);
            if request.encoding.is_none() {
                self.warn("encoding", [("encoding", self.account.encoding.clone())]);
            }
        }
        let mut all = vec![];
        for &(role, taken, passed) in plan.passed.iter().filter(|(role, ..)| is_used(plan, *role)) {
            let free = plan.roles.iter().all(|(_, at)| *at != passed);
            if matches!(role, Role::Nps | Role::Csat | Role::Ces) && free {
                let facts = [("role", role.name().to_owned()), ("taken", name(taken)), ("passed", name(passed))];
                self.warn("passed-over-column", facts);
            }
            all.push(format!("{} for {} ({})", name(passed), role.name(), name(taken)));
        }
        if !all.is_empty() {
            self.account.readings.push(("passed over", all.join(", ")));
        }
    }

    /// Writes down what is known of the export.
    fn known(&mut self, plan: &Plan) {
        let mut say = |what, text: String| self.account.readings.push((what, text));
        let names =
            |columns: Vec<usize>| columns.iter().map(|&at| plan.names[at].as_str()).collect::<Vec<_>>().join(", ");
        if !plan.fallbacks.is_empty() {
            say("customer_else", names(plan.fallbacks.clone()));
        }
        if plan.profile.is_none() {
            return;
        }
        let also = plan.standing.iter().map(|(column, _)| *column).filter(|at| plan.at(Role::Status) != Some(*at));
        let also: Vec<usize> = also.collect();
        if !also.is_empty() {
            say("also_status", names(also));
        }
        let per = match plan.total {
            Total::Unsaid => return,
            Total::Line => "line",
            Total::FirstLine => "first line",
            Total::EveryLine => "every line",
        };
        let name = |role: Role| plan.at(role).map(|at| plan.names[at].as_str());
        let product = || Some(format!("{} × {}", name(Role::UnitPrice)?, name(Role::Quantity)?));
        if let Some(amount) = name(Role::Amount).map(str::to_owned).or_else(product) {
            say("amount_per", per.to_owned());
            if let Some(basis) = plan.basis {
                say("amount_basis", format!("{amount}: {basis}"));
            }
        }
    }

    /// A warning about this file.
    pub(super) fn warn(&mut self, code: &'static str, facts: impl IntoIterator<Item = (&'static str, String)>) {
        let path = ("path", self.account.path.clone());
        self.warnings.push(Warning::new(code, std::iter::once(path).chain(facts)));
    }

    /// Counts rows left out by a rule.
    pub(super) fn exclude(&mut self, rule: Rule, count: u64) {
        *self.account.excluded.entry(rule.code()).or_default() += count;
    }

    /// Counts rows of one class with their money.
    pub(super) fn book(&mut self, class: Class, currency: Option<Currency>, scale: u8, rows: u64, mantissa: i128) {
        let name = currency.map_or(String::new(), |c| c.to_string());
        let money = self.account.money.get_or_insert_with(MoneyAccount::default);
        let sum = Money::new(mantissa, scale);
        match class {
            Class::Used => {
                self.account.used += rows;
                add(&mut money.used, &name, sum);
            }
            Class::Merged => {
                self.account.merged += rows;
                add(&mut money.merged, &name, sum);
            }
            Class::Rejected => {
                self.account.rejected += rows;
                add(&mut money.rejected, &name, sum);
            }
            Class::Cancelled | Class::Test | Class::NotASale | Class::OtherCurrency | Class::UnknownOrder => {
                let rule = rule(class);
                *self.account.excluded.entry(rule).or_default() += rows;
                add(money.excluded.entry(rule).or_default(), &name, sum);
            }
        }
    }

    /// Money of rows whose amount could be read, whatever became of them.
    pub(super) fn read(&mut self, currency: Option<Currency>, scale: u8, mantissa: i128) {
        let name = currency.map_or(String::new(), |c| c.to_string());
        let money = self.account.money.get_or_insert_with(MoneyAccount::default);
        add(&mut money.read, &name, Money::new(mantissa, scale));
    }

    /// The finished account, and the file's warnings.
    ///
    /// # Panics
    /// When a row or a unit of money is not accounted for: that is a defect of the program, and no number may come of it.
    pub(super) fn close(mut self) -> (InputAccount, Vec<Warning>) {
        let rows = |count: u64| ("count", count.to_string());
        if self.literal_quotes > 0 {
            self.warn("literal-quotes", [rows(self.literal_quotes)]);
        }
        if self.trailing_blanks > 0 {
            self.warn("trailing-blanks", [rows(self.trailing_blanks)]);
        }
        if self.stray_bytes > 0 {
            self.warn("stray-bytes", [rows(self.stray_bytes)]);
        }
        if self.foreign_dates > 0 {
            self.warn("mixed-date-forms", [rows(self.foreign_dates)]);
        }
        if self.account.rows == 0 && self.account.refused.is_none() && !self.repeats {
            self.warn("no-rows", []);
        }
        if let Some(unknown) = self.account.excluded.get(rule(Class::UnknownOrder)).copied() {
            let returns = self.account.rows.to_string();
            self.warn("unknown-returns", [rows(unknown), ("n", returns)]);
        }
        if self.torn && self.account.rows > 0 {
            self.warn("no-final-line-end", []);
        }
        assert!(
            self.account.refused.is_some() || self.account.adds_up(),
            "the account of {} does not add up: {:?}",
            self.account.path,
            self.account
        );
        (self.account, self.warnings)
    }
}

/// Whether a column of this role is read at all; the others are only known by name.
pub(super) fn is_used(plan: &Plan, role: Role) -> bool {
    match role {
        Role::UnitPrice | Role::Quantity => plan.at(Role::Amount).is_none(),
        Role::Cost if plan.kind == Kind::Promotions => true,
        Role::Margin
        | Role::Cost
        | Role::Channel
        | Role::Category
        | Role::Product
        | Role::DiscountCode
        | Role::Tier
        | Role::Comment
        | Role::Campaign => plan.at(role).is_some_and(|at| plan.wanted.contains(&Some(at))),
        _ => true,
    }
}

/// The code of a class that a rule makes.
fn rule(class: Class) -> &'static str {
    match class {
        Class::Cancelled => "cancelled order",
        Class::Test => "test order",
        Class::NotASale => "not a sale",
        Class::OtherCurrency => "other currency",
        Class::UnknownOrder => "return of an unknown order",
        Class::Used => "used",
        Class::Merged => "merged",
        Class::Rejected => "rejected",
    }
}
