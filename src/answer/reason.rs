//! The reasons why a row is rejected or left out, as stable codes. `words` has their sentences.

/// Why a row was rejected.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Reason {
    /// The row has more or fewer fields than the header.
    FieldCount,
    /// A required field is blank.
    MissingAmount,
    /// The amount is no number.
    BadAmount,
    /// The amount can be read in two ways.
    AmbiguousAmount,
    /// The amount has more digits than can be kept exactly.
    AmountTooLarge,
    /// The date is blank.
    MissingDate,
    /// The date does not have the form of its column.
    BadDate,
    /// The time of day in a column of its own is none.
    BadTime,
    /// The weekday beside the date is that of another day.
    OtherWeekday,
    /// There is no such day.
    NoSuchDay,
    /// The year lies outside 1900–2199.
    DateOutOfRange,
    /// The currency is blank where others have one.
    MissingCurrency,
    /// The currency code does not exist.
    BadCurrency,
    /// The amount's sign or code and the currency column disagree.
    CurrencyConflict,
    /// The score is no number.
    BadScore,
    /// The score is no whole number.
    ScoreNotWhole,
    /// The score lies outside its scale.
    ScoreRange,
    /// A required customer id is blank.
    MissingCustomer,
    /// Bytes that are not in the file's encoding.
    BadEncoding,
    /// A NUL byte.
    NulByte,
    /// A quotation mark where none may stand, or one that is never closed.
    BadQuote,
    /// The record is larger than 16 MiB, or a field than 1 MiB.
    TooLong,
    /// A total or subtotal row.
    TotalRow,
    /// An id that a spreadsheet has damaged.
    DamagedId,
    /// The quantity is no number.
    BadQuantity,
    /// The group of a send is neither treated nor control.
    BadGroup,
    /// A return that names no order.
    MissingOrder,
    /// What was given back is below zero.
    NegativeReturn,
}

impl Reason {
    /// Every reason, in the order of the codes' first mention.
    pub const ALL: [Self; 28] = [
        Self::FieldCount,
        Self::MissingAmount,
        Self::BadAmount,
        Self::AmbiguousAmount,
        Self::AmountTooLarge,
        Self::MissingDate,
        Self::BadDate,
        Self::BadTime,
        Self::OtherWeekday,
        Self::NoSuchDay,
        Self::DateOutOfRange,
        Self::MissingCurrency,
        Self::BadCurrency,
        Self::CurrencyConflict,
        Self::BadScore,
        Self::ScoreNotWhole,
        Self::ScoreRange,
        Self::MissingCustomer,
        Self::BadEncoding,
        Self::NulByte,
        Self::BadQuote,
        Self::TooLong,
        Self::TotalRow,
        Self::DamagedId,
        Self::BadQuantity,
        Self::BadGroup,
        Self::MissingOrder,
        Self::NegativeReturn,
    ];

    /// The stable code.
    pub const fn code(self) -> &'static str {
        match self {
            Self::FieldCount => "field-count",
            Self::MissingAmount => "missing-amount",
            Self::BadAmount => "bad-amount",
            Self::AmbiguousAmount => "ambiguous-amount",
            Self::AmountTooLarge => "amount-too-large",
            Self::MissingDate => "missing-date",
            Self::BadDate => "bad-date",
            Self::BadTime => "bad-time",
            Self::OtherWeekday => "other-weekday",
            Self::NoSuchDay => "no-such-day",
            Self::DateOutOfRange => "date-out-of-range",
            Self::MissingCurrency => "missing-currency",
            Self::BadCurrency => "bad-currency",
            Self::CurrencyConflict => "currency-conflict",
            Self::BadScore => "bad-score",
            Self::ScoreNotWhole => "score-not-whole",
            Self::ScoreRange => "score-range",
            Self::MissingCustomer => "missing-customer",
            Self::BadEncoding => "bad-encoding",
            Self::NulByte => "nul-byte",
            Self::BadQuote => "bad-quote",
            Self::TooLong => "too-long",
            Self::TotalRow => "total-row",
            Self::DamagedId => "damaged-id",
            Self::BadQuantity => "bad-quantity",
            Self::BadGroup => "bad-group",
            Self::MissingOrder => "missing-order",
            Self::NegativeReturn => "negative-return",
        }
    }
}
