//! How loyal customers are, and what that is worth: the library behind the program `loyalty`.
//!
//! # The house
//!
//! ```text
//! main ─► commands ─► input ─► ledger ◄─ metrics ◄─ commands
//!             │                              │
//!             ├─► config                     └─► models, statistics
//!             └─► answer ◄─ render ─► words
//! ```
//!
//! | room | what happens in it | may take from |
//! |---|---|---|
//! | [`ledger`] | what is known of the customers; days, exact money, the one scan | nothing |
//! | [`statistics`] | intervals, tests, bootstrap, survival: numbers in, numbers out | nothing |
//! | [`config`] | flags as they are typed, and `loyalty.toml` | nothing |
//! | [`answer`] | columns, records, accounts of rows and money, verdicts | plain types of the ledger |
//! | [`words`] | labels and sentences by code, in English and Japanese | the codes of `answer` |
//! | [`input`] | files become facts, or are refused by name | `ledger`, `answer` |
//! | [`models`] | forecasts: likelihoods, their maxima, what they expect; numbers in, numbers out | `statistics` |
//! | [`metrics`] | one definition to a file | `ledger`, `statistics`, `models` |
//! | [`render`] | answers become text, JSON, a sheet | `answer`, `words`, `ledger` |
//! | [`commands`] | where everything meets | every room |
//!
//! `tests/rooms.rs` reads the imports of every file and keeps these doors.
//!
//! # The path of a row
//!
//! 1. **Head** (`input/head.rs`): the first bytes of a file say its encoding, delimiter, header and kind. Files of one kind with the
//!    same header are a *family* and are read in one way (`input/family.rs`).
//! 2. **Cut** (`input/cut.rs`): one place reads half a MiB at a time and cuts at the last line end outside quotes. It counts the
//!    records, before anyone understands them: this is the account's `rows`.
//! 3. **Understand** (`input/sales.rs`, `answers.rs`, `people.rs`): a worker turns a chunk into pieces under the family's reading.
//!    This is a pure function of the chunk, so neither threads nor chunk size can change a digit. A row that cannot be read becomes a
//!    rejection: a reason and a place, worded where it is shown.
//! 4. **Decide** (`input/family.rs`): every value has voted for the readings it fits; if the votes of all rows speak for another
//!    reading than the head suggested, the family is read once more.
//! 5. **Merge** (`input/orders.rs`, `order.rs`): shard by shard, and in each part by part, pieces become orders. Only here is it final
//!    which rows are used, merged or excluded. Orders become entries: one per order, day and sign.
//! 6. **Number** (`input/customers.rs`): entries are dealt by customer, sorted by time, and stored in [`ledger::shard::Shard`]s.
//! 7. **Scan** ([`ledger::scan`]): a metric visits each customer's entries once, for all groups and windows together.
//! 8. **Answer** ([`answer`]): the command puts the values under the columns of its sheet; [`render`] and [`words`] do the rest.
//!
//! # Memory
//!
//! | what | bytes | how long it is kept |
//! |---|---:|---|
//! | a piece: one line, or neighbouring lines of one order | 40 | until its shard is merged |
//! | an entry on its way to its customer | 32 | until its shard is sorted |
//! | an entry: an order's day and sign | 16 | to the end |
//! | a code of wanted columns, per entry | 4 | to the end, where columns are grouped by |
//! | a customer: the key, and where the entries begin | 20 | to the end |
//! | what a customers file adds: attributes, joining date, costs | 4 + 8 + 32 | to the end, each only where wanted |
//!
//! ```
//! use loyalty_metrics::ledger::{entry::Entry, key::Key};
//! assert_eq!((size_of::<Entry>(), size_of::<Key>()), (16, 16));
//! ```
//!
//! An id of up to 15 bytes (orders: 11) is its own key. A longer one is a digest of its text, 120 bits of it for customers and 88 for
//! orders: that any two of ten million long ids meet has a chance below 4e-23 for customers and 2e-13 for orders.
//!
//! # How to add
//!
//! **A metric about purchases.** Two new files and a line in each list:
//!
//! - `metrics/basket_size.rs`: the definition, a result, and a [`ledger::scan::Tally`] that gathers it; a line in `metrics.rs`.
//! - `commands/basket_size.rs`: its flags, its [`answer::column::Sheet`], and an `answer` that fills it; in `commands.rs` the module,
//!   the variant and its arm. `asking::of_purchases` opens the files, reads them and writes the answer.
//! - labels for its keys and its title in `words/labels.rs`; a line in the list of `commands/report.rs` to make it a section.
//! - a transcript in `tests/cases`: a sentence and the command; `UPDATE_CASES=1 cargo test --test cases` writes the rest.
//!
//! **A model of purchases.** A file in `models` with its parameters, its likelihood with the derivatives, the chance to be active and what it
//! expects; a variant of [`models::purchases::Kind`], and the compiler names the rest. Figures to test it against are made elsewhere, in
//! more digits (`models/vectors.rs`).
//!
//! **A metric about answers** is the same with `asking::of_answers`, and `Survey::answer` that measures the whole and every group.
//!
//! **A column that plays a role.** An entry in the table of `input/roles.rs`, with its names in the languages it is met in.
//!
//! **An output format.** A file in `render`, and a line in [`render::Format`]. The columns' units say how a value is written.
//!
//! **A sentence.** A code where it arises ([`answer::Warning`], [`answer::reason::Reason`]) and a template per language in `words`.
//!
//! **A language.** A variant of [`words::Lang`]; the compiler names every place that has no wording for it.

pub mod answer;
pub mod commands;
pub mod config;
pub mod input;
pub mod ledger;
pub mod metrics;
pub mod models;
pub mod render;
pub mod statistics;
pub mod words;
