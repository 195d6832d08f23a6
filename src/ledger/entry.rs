//! One line of a customer's account: sixteen bytes.

use super::day::{Day, Minute};

/// What happened on one day of one order, net; a sale, a refund, or a side amount that explains one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Entry {
    /// The amount at the ledger's scale; negative for money given back.
    pub amount: i64,
    /// When, as written in the file.
    pub minute: Minute,
    /// See the constants of [`flags`].
    pub flags: u32,
}

/// The bits of [`Entry::flags`].
pub mod flags {
    /// The first entry of an order.
    pub const ORDER: u32 = 1;
    /// The first entry of an order whose total over all its rows is above zero.
    pub const PURCHASE: u32 = 1 << 1;
    /// The first entry of an order within its combination of wanted columns.
    pub const PART: u32 = 1 << 2;
    /// The same, with a total above zero within that combination.
    pub const PART_PURCHASE: u32 = 1 << 3;
    /// The date was moved to the order's date, because the refund had none.
    pub const UNDATED_REFUND: u32 = 1 << 4;
    /// Money given back: the order's day came out below zero. All other money is gross, also where one column's part is negative.
    pub const REFUND: u32 = 1 << 5;
    /// The first entry of an order whose total up to an earlier day was above zero, where it is asked what was known on that day.
    pub const BOUGHT_THEN: u32 = 1 << 6;
    /// Given back after that day, and booked on an earlier one.
    pub const NOT_YET: u32 = 1 << 7;
    /// A side amount: not part of gross, refunds or net.
    pub const SIDE: u32 = 0b111 << 8;
    /// Side amount: negative lines that were netted within a day's order.
    pub const DISCOUNT: u32 = 1 << 8;
    /// Side amount: what the goods cost.
    pub const COST: u32 = 2 << 8;
    /// Side amount: what the sale earned.
    pub const MARGIN: u32 = 3 << 8;
    /// Gross of an order that is a purchase, on whichever of its days.
    pub const OF_PURCHASE: u32 = 1 << 11;
    /// The same, within a combination of wanted columns.
    pub const OF_PART_PURCHASE: u32 = 1 << 12;
    /// Opens an order of no value: nothing is left of it on any day, and nothing was given back.
    pub const ZERO: u32 = 1 << 13;
    /// Opens an order of which all that was sold was given back.
    pub const RETURNED: u32 = 1 << 14;

    /// The upper half: a hash of the order, the same on all of its entries. It keeps an order's entries together where a customer has
    /// several orders in one minute, and says which of these stands first without a look at what was paid.
    pub const SEAL: u32 = 0xffff << 16;

    /// All that an order's first entry carries on behalf of the order.
    pub const OPENING: u32 = ORDER | PURCHASE | PART | PART_PURCHASE | ZERO | RETURNED | BOUGHT_THEN;
    /// What the only entry of a purchase carries.
    pub const BOUGHT_AT_ONCE: u32 = PURCHASE | PART_PURCHASE | OF_PURCHASE | OF_PART_PURCHASE;
}

impl Entry {
    /// The calendar day.
    #[inline]
    pub fn day(&self) -> Day {
        self.minute.day()
    }

    /// Whether it opens an order that counts as a purchase.
    #[inline]
    pub fn is_purchase(&self) -> bool {
        self.flags & flags::PURCHASE != 0
    }

    /// Whether it opens an order that is no purchase because it is of no value.
    #[inline]
    pub fn is_zero_order(&self) -> bool {
        self.flags & (flags::ZERO | flags::PURCHASE) == flags::ZERO
    }

    /// Whether it opens an order that is no purchase because all that was sold was given back.
    #[inline]
    pub fn is_returned_order(&self) -> bool {
        self.flags & flags::RETURNED != 0
    }

    /// Whether it opens an order.
    #[inline]
    pub fn is_order(&self) -> bool {
        self.flags & flags::ORDER != 0
    }

    /// What tells the order from another one of the same customer.
    #[inline]
    pub fn seal(&self) -> u32 {
        self.flags & flags::SEAL
    }

    /// The amount where it is part of gross revenue, else 0.
    #[inline]
    pub fn gross(&self) -> i64 {
        if self.flags & (flags::SIDE | flags::REFUND) == 0 { self.amount } else { 0 }
    }

    /// What was given back, as a positive amount, else 0.
    #[inline]
    pub fn refund(&self) -> i64 {
        if self.flags & (flags::SIDE | flags::REFUND) == flags::REFUND { -self.amount } else { 0 }
    }

    /// The amount where it is part of revenue, 0 for side amounts.
    #[inline]
    pub fn money(&self) -> i64 {
        if self.flags & flags::SIDE == 0 { self.amount } else { 0 }
    }

    /// The side amount of one kind ([`flags::DISCOUNT`], [`flags::COST`], [`flags::MARGIN`]), else 0.
    #[inline]
    pub fn side(&self, kind: u32) -> i64 {
        if self.flags & flags::SIDE == kind { self.amount } else { 0 }
    }
}
