//! Shops, tills and payment providers whose exports have English headers.

use super::{PLAIN, Profile};
use crate::input::request::Total;
use crate::input::roles::{Kind, Role};
use crate::input::standing::{Says, Standing};
use crate::input::value::date::DateShape;

/// Shopify fills the order's cells on its first line only. `Cancelled at` is a moment, so any text there means cancelled.
const SHOPIFY: Profile = Profile {
    name: "shopify-orders",
    signature: &["Name", "Financial Status", "Created at", "Lineitem quantity", "Total"],
    roles: &[
        (Role::Order, &["Name"]),
        (Role::Customer, &["Email", "Phone", "Billing Name"]),
        (Role::Date, &["Created at", "Paid at"]),
        (Role::Amount, &["Total", "Subtotal"]),
        (Role::Currency, &["Currency"]),
        (Role::Refunded, &["Refunded Amount"]),
        (Role::DiscountCode, &["Discount Code"]),
    ],
    total: Total::FirstLine,
    refunds: Total::FirstLine,
    standing: &[
        Says {
            columns: &["Financial Status"],
            words: &[
                (Standing::Cancelled, &["voided", "expired"]),
                (Standing::Refunded, &["refunded"]),
                // An order is placed and counts before its money is there.
                (Standing::Sale, &["pending", "authorized", "unpaid"]),
            ],
            other: None,
        },
        Says { columns: &["Cancelled at"], words: &[], other: Some(Standing::Cancelled) },
    ],
    basis: "with tax and shipping, after discounts",
    ..PLAIN
};

const SHOPIFY_CUSTOMERS: Profile = Profile {
    name: "shopify-customers",
    kind: Kind::Customers,
    signature: &["First Name", "Last Name", "Email", "Total Spent", "Total Orders"],
    roles: &[(Role::Customer, &["Email", "Phone"]), (Role::Joined, &[]), (Role::Tier, &[])],
    ..PLAIN
};

/// The order states of WooCommerce, with and without the prefix they have in its database.
const WOOCOMMERCE: &[(Standing, &[&str])] = &[
    (Standing::Cancelled, &["cancelled", "wc-cancelled", "failed", "wc-failed", "trash"]),
    (Standing::NotASale, &["pending", "wc-pending", "pending payment", "checkout-draft", "wc-checkout-draft", "draft"]),
    (Standing::Refunded, &["refunded", "wc-refunded"]),
];

/// Advanced Order Export: an order per row, its products in repeated columns.
const WOOCOMMERCE_AOE: Profile = Profile {
    name: "woocommerce-order-export",
    signature: &["Order Number", "Order Status", "Order Date", "Order Total Amount", "Email (Billing)"],
    roles: &[
        (Role::Order, &["Order Number"]),
        (Role::Customer, &["Email (Billing)", "Customer User Id"]),
        (Role::Date, &["Order Date"]),
        (Role::Amount, &["Order Total Amount"]),
        (Role::Refunded, &["Order Refund Amount"]),
        (Role::DiscountCode, &["Coupons Used"]),
    ],
    total: Total::EveryLine,
    refunds: Total::EveryLine,
    standing: &[Says { columns: &["Order Status"], words: WOOCOMMERCE, other: None }],
    guests: &["0"],
    basis: "with tax and shipping, after discounts",
    ..PLAIN
};

const WOOCOMMERCE_ORDERS: Profile = Profile {
    name: "woocommerce-orders",
    signature: &["order_number", "order_date", "order_total", "order_subtotal", "customer_id", "payment_method_title"],
    roles: &[
        (Role::Order, &["order_number", "order_id"]),
        (Role::Customer, &["customer_id", "billing_email", "billing_phone"]),
        (Role::Date, &["order_date"]),
        (Role::Amount, &["order_total"]),
        (Role::Currency, &["order_currency"]),
        (Role::Refunded, &["refunded_total", "refund_total", "order_refunded"]),
    ],
    total: Total::EveryLine,
    refunds: Total::EveryLine,
    standing: &[Says { columns: &["status", "order_status"], words: WOOCOMMERCE, other: None }],
    guests: &["0"],
    basis: "with tax and shipping, after discounts",
    ..PLAIN
};

/// A charge per row, with what was given back of it. `Converted Amount` is the same money in the account's currency.
const STRIPE: Profile = Profile {
    name: "stripe-payments",
    signature: &["Created date (UTC)", "Amount", "Amount Refunded", "Currency", "Status"],
    roles: &[
        (Role::Order, &["id", "PaymentIntent ID"]),
        (Role::Customer, &["Customer ID", "Customer Email"]),
        (Role::Date, &["Created date (UTC)"]),
        (Role::Amount, &["Amount"]),
        (Role::Currency, &["Currency"]),
        (Role::Refunded, &["Amount Refunded"]),
    ],
    standing: &[
        Says {
            columns: &["Status"],
            words: &[
                (Standing::Sale, &["paid", "succeeded", "partially refunded", "partial refund", "disputed"]),
                (Standing::Refunded, &["refunded"]),
                (Standing::Cancelled, &["failed", "canceled", "cancelled", "blocked"]),
            ],
            other: Some(Standing::NotASale),
        },
        Says { columns: &["Mode"], words: &[(Standing::Test, &["test"])], other: Some(Standing::Sale) },
    ],
    basis: "what was charged, before fees",
    ..PLAIN
};

/// Every movement of the balance: refunds and disputes are rows of their own with a minus, payouts and fees are no sales.
const STRIPE_BALANCE: Profile = Profile {
    name: "stripe-balance",
    signature: &["balance_transaction_id", "created_utc", "reporting_category", "gross"],
    roles: &[
        (Role::Order, &["balance_transaction_id"]),
        (Role::Customer, &["customer_id", "customer_email"]),
        (Role::Date, &["created_utc", "created"]),
        (Role::Amount, &["gross"]),
        (Role::Currency, &["currency"]),
        (Role::Refunded, &[]),
    ],
    standing: &[Says {
        columns: &["reporting_category"],
        words: &[
            (Standing::Sale, &["charge", "payment", "dispute_reversal", "refund_failure"]),
            (Standing::Refund, &["refund", "payment_refund", "partial_capture_reversal", "dispute"]),
        ],
        other: Some(Standing::NotASale),
    }],
    basis: "what was charged, before fees",
    ..PLAIN
};

/// `Net Sales` leaves out tax, tips, gift cards and partial refunds, which have columns of their own.
const SQUARE: Profile = Profile {
    name: "square-transactions",
    signature: &["Gross Sales", "Net Sales", "Total Collected", "Transaction ID", "Event Type"],
    roles: &[
        (Role::Order, &["Transaction ID"]),
        (Role::Customer, &["Customer ID", "Customer Name"]),
        (Role::Date, &["Date + Time", "Date"]),
        (Role::Amount, &["Net Sales"]),
        (Role::Refunded, &["Partial Refunds"]),
        (Role::DiscountCode, &["Discount Name"]),
    ],
    standing: &[
        Says {
            columns: &["Event Type"],
            words: &[(Standing::Sale, &["payment"]), (Standing::Refund, &["refund"])],
            other: Some(Standing::NotASale),
        },
        Says { columns: &["Transaction Status"], words: &[], other: None },
    ],
    basis: "after discounts, without tax, tips and gift cards",
    ..PLAIN
};

/// Every movement of the account. Money that goes out under a name of a payment is the shop's own spending. A refund names the sale in
/// `Reference Txn ID` and has the shop itself as its sender, so its customer is the sale's.
const PAYPAL: Profile = Profile {
    name: "paypal-activity",
    signature: &["Date", "Time", "TimeZone", "Type", "Status", "Gross", "Net", "Transaction ID"],
    roles: &[
        (Role::Order, &["Transaction ID"]),
        (Role::Customer, &["From Email Address", "Name"]),
        (Role::Date, &["Date + Time"]),
        (Role::Amount, &["Gross"]),
        (Role::Currency, &["Currency"]),
        (Role::Refunded, &[]),
    ],
    standing: &[
        Says {
            columns: &["Type"],
            words: &[
                (
                    Standing::NotASale,
                    &["*hold*", "*release*", "*conversion*", "*withdrawal*", "*deposit*", "*fee*", "*transfer*"],
                ),
                (Standing::Refund, &["*refund*", "*reversal*", "*chargeback*"]),
                (Standing::Received, &["*payment*", "*checkout*", "*donation*", "*order*"]),
            ],
            other: Some(Standing::NotASale),
        },
        Says {
            columns: &["Status"],
            words: &[
                (Standing::Sale, &["completed", "refunded", "partially refunded", "reversed", "cleared"]),
                (Standing::Cancelled, &["denied", "canceled", "cancelled", "voided", "expired", "failed", "removed"]),
            ],
            other: Some(Standing::NotASale),
        },
        Says { columns: &["Balance Impact"], words: &[(Standing::NotASale, &["memo"])], other: Some(Standing::Sale) },
    ],
    refund_of: Some("Reference Txn ID"),
    basis: "before fees",
    ..PLAIN
};

/// `item-price` is the line's total, not the price of one.
const AMAZON: Profile = Profile {
    name: "amazon-orders",
    signature: &["order-id", "order-item-id", "purchase-date", "quantity-purchased", "item-price"],
    roles: &[
        (Role::Order, &["order-id"]),
        (Role::Customer, &["buyer-email"]),
        (Role::Date, &["purchase-date"]),
        (Role::Amount, &["item-price"]),
        (Role::Currency, &["currency"]),
        (Role::Refunded, &[]),
        (Role::DiscountCode, &["item-promotion-id", "promotion-ids"]),
    ],
    standing: &[Says { columns: &["order-status"], words: &[], other: None }],
    basis: "without tax, shipping and promotion discounts where these have columns of their own",
    ..PLAIN
};

/// Orders to be sent, without any amount.
const AMAZON_UNSHIPPED: Profile = Profile {
    name: "amazon-unshipped",
    signature: &["order-id", "order-item-id", "purchase-date", "promise-date", "quantity-to-ship"],
    roles: &[
        (Role::Order, &["order-id"]),
        (Role::Customer, &["buyer-email"]),
        (Role::Date, &["purchase-date"]),
        (Role::Amount, &["item-price"]),
        (Role::UnitPrice, &[]),
    ],
    ..PLAIN
};

/// Etsy writes month, day and a year of two digits.
const ETSY: Profile = Profile {
    name: "etsy-orders",
    signature: &["Number of Items", "Ship City", "Order Value", "Order Total"],
    roles: &[
        (Role::Order, &["Order ID"]),
        (Role::Customer, &["Buyer User ID", "Buyer", "Full Name"]),
        (Role::Date, &["Sale Date"]),
        (Role::Amount, &["Order Total", "Order Value"]),
        (Role::Currency, &["Currency"]),
        (Role::DiscountCode, &["Coupon Code"]),
    ],
    total: Total::EveryLine,
    standing: &[Says { columns: &["Status"], words: &[], other: None }],
    date: Some(DateShape::MdyShort),
    basis: "with tax and shipping, after discounts",
    ..PLAIN
};

/// Shops, tills and payment providers.
pub(super) const ALL: &[Profile] = &[
    SHOPIFY,
    SHOPIFY_CUSTOMERS,
    WOOCOMMERCE_AOE,
    WOOCOMMERCE_ORDERS,
    STRIPE,
    STRIPE_BALANCE,
    SQUARE,
    PAYPAL,
    AMAZON,
    AMAZON_UNSHIPPED,
    ETSY,
];
