//! Shops, tills and payment providers with English headers.

use super::{Case, Gives, Takings};

const SHOPIFY_73: &str = "Name,Email,Financial Status,Paid at,Fulfillment Status,Fulfilled at,Accepts Marketing,Currency,Subtotal,Shipping,Taxes,Total,Discount Code,Discount Amount,Shipping Method,Created at,Lineitem quantity,Lineitem name,Lineitem price,Lineitem compare at price,Lineitem sku,Lineitem requires shipping,Lineitem taxable,Lineitem fulfillment status,Billing Name,Billing Street,Billing Address1,Billing Address2,Billing Company,Billing City,Billing Zip,Billing Province,Billing Country,Billing Phone,Shipping Name,Shipping Street,Shipping Address1,Shipping Address2,Shipping Company,Shipping City,Shipping Zip,Shipping Province,Shipping Country,Shipping Phone,Notes,Note Attributes,Cancelled at,Payment Method,Payment Reference,Refunded Amount,Vendor,Id,Tags,Risk Level,Source,Lineitem discount,Tax 1 Name,Tax 1 Value,Tax 2 Name,Tax 2 Value,Tax 3 Name,Tax 3 Value,Tax 4 Name,Tax 4 Value,Tax 5 Name,Tax 5 Value,Phone,Receipt Number,Duties,Billing Province Name,Shipping Province Name,Payment Terms Name,Next Payment Due At";
const SHOPIFY_79: &str = "Name,Email,Financial Status,Paid at,Fulfillment Status,Fulfilled at,Accepts Marketing,Currency,Subtotal,Shipping,Taxes,Total,Discount Code,Discount Amount,Shipping Method,Created at,Lineitem quantity,Lineitem name,Lineitem price,Lineitem compare at price,Lineitem sku,Lineitem requires shipping,Lineitem taxable,Lineitem fulfillment status,Billing Name,Billing Street,Billing Address1,Billing Address2,Billing Company,Billing City,Billing Zip,Billing Province,Billing Country,Billing Phone,Shipping Name,Shipping Street,Shipping Address1,Shipping Address2,Shipping Company,Shipping City,Shipping Zip,Shipping Province,Shipping Country,Shipping Phone,Notes,Note Attributes,Cancelled at,Payment Method,Payment Reference,Refunded Amount,Vendor,Outstanding Balance,Employee,Location,Device ID,Id,Tags,Risk Level,Source,Lineitem discount,Tax 1 Name,Tax 1 Value,Tax 2 Name,Tax 2 Value,Tax 3 Name,Tax 3 Value,Tax 4 Name,Tax 4 Value,Tax 5 Name,Tax 5 Value,Phone,Receipt Number,Duties,Billing Province Name,Shipping Province Name,Payment ID,Payment Terms Name,Next Payment Due At,Payment References";
const SHOPIFY_CUSTOMERS: &str = "First Name,Last Name,Email,Accepts Email Marketing,Company,Address1,Address2,City,Province,Province Code,Country,Country Code,Zip,Phone,Accepts SMS Marketing,Total Spent,Total Orders,Tags,Note,Tax Exempt";
const WOOCOMMERCE_AOE: &str = "Order Number,Order Status,Order Date,Сustomer Note,Customer IP address,Customer User Id,First Name (Billing),Last Name (Billing),Company (Billing),Address 1 (Billing),Address 2 (Billing),City (Billing),State (Billing),Zip (Billing),Country Code (Billing),Email (Billing),Phone (Billing),First Name (Shipping),Last Name (Shipping),Company (Shipping),Address 1 (Shipping),Address 2 (Shipping),City (Shipping),State (Shipping),Zip (Shipping),Country Code (Shipping),Shipping Method Title,Payment Method Title,Сoupons Used,Cart Discount Amount,Cart Discount Tax Amount,Order Tax Amount,Order Shipping Amount,Order Shipping Tax Amount,Order Total Amount";
const WOOCOMMERCE_ORDERS: &str = "order_id,order_number,order_date,status,order_total,order_subtotal,shipping_total,order_currency,payment_method,payment_method_title,customer_id,customer_note,billing_first_name,billing_last_name,billing_phone,billing_address_1,billing_address_2,billing_city,billing_state,billing_postcode,\"Product Item 1 Name\",\"Product Item 1 id\",\"Product Item 1 SKU\",\"Product Item 1 Quantity\",\"Product Item 1 Total\",\"Product Item 1 Subtotal\"";
const STRIPE: &str = "id,Created date (UTC),Amount,Amount Refunded,Currency,Captured,Converted Amount,Converted Amount Refunded,Converted Currency,Description,Fee,Is Link,Mode,PaymentIntent ID,Payment Source Type,Refunded date (UTC),Statement Descriptor,Status,Seller Message,Taxes On Fee,Card ID,Card Name,Card Address Line1,Card Address Line2,Card Address City,Card Address State,Card Address Country,Card Address Zip,Card AVS Line1 Status,Card AVS Zip Status,Card Brand,Card CVC Status,Card Exp Month,Card Exp Year,Card Fingerprint,Card Funding,Card Issue Country,Card Last4,Card Tokenization Method,Customer ID,Customer Description,Customer Email,Customer Phone,Shipping Name,Shipping Address Line1,Shipping Address Line2,Shipping Address City,Shipping Address State,Shipping Address Country,Shipping Address Postal Code,Disputed Amount,Dispute Date (UTC),Dispute Evidence Due (UTC),Dispute Reason,Dispute Status,Invoice ID,Invoice Number,Checkout Session ID,Checkout Custom Field 1 Key,Checkout Custom Field 1 Value,Checkout Custom Field 2 Key,Checkout Custom Field 2 Value,Checkout Custom Field 3 Key,Checkout Custom Field 3 Value,Checkout Line Item Summary,Checkout Promotional Consent,Checkout Terms of Service Consent,Client Reference ID,Payment Link ID,UTM Campaign,UTM Content,UTM Medium,UTM Source,UTM Term,Application Fee,Application ID,Destination,Transfer,Transfer Group";
const STRIPE_BALANCE: &str = "\"balance_transaction_id\",\"created_utc\",\"available_on_utc\",\"currency\",\"gross\",\"fee\",\"net\",\"reporting_category\",\"description\"";
const SQUARE_55: &str = "Date,Time,Time Zone,Gross Sales,Discounts,Service Charges,Net Sales,Gift Card Sales,Tax,Tip,Partial Refunds,Total Collected,Source,Card,Card Entry Methods,Cash,Square Gift Card,Other Tender,Other Tender Type,Tender Note,Fees,Net Total,Transaction ID,Payment ID,Card Brand,PAN Suffix,Device Name,Staff Name,Staff ID,Details,Description,Event Type,Location,Dining Option,Customer ID,Customer Name,Customer Reference ID,Device Nickname,Third Party Fees,Deposit ID,Deposit Date,Deposit Details,Fee Percentage Rate,Fee Fixed Rate,Refund Reason,Discount Name,Transaction Status,Cash App,Order Reference ID,Fulfillment Note,Free Processing Applied,Channel,Unattributed Tips,Table Info,International Fee";
const SQUARE_37: &str = "Date,Time,Time Zone,Gross Sales,Discounts,Net Sales,Gift Card Sales,Tax,Tip,Partial Refunds,Total Collected,Source,Card,Card Entry Methods,Cash,Square Gift Card,Other Tender,Other Tender Type,Other Tender Note,Fees,Net Total,Transaction ID,Payment ID,Card Brand,PAN Suffix,Device Name,Staff Name,Staff ID,Details,Description,Event Type,Location,Dining Option,Customer ID,Customer Name,Customer Reference ID,Device Nickname";
const PAYPAL_2018: &str = "\"Date\",\"Time\",\"TimeZone\",\"Name\",\"Type\",\"Status\",\"Currency\",\"Gross\",\"Fee\",\"Net\",\"From Email Address\",\"To Email Address\",\"Transaction ID\",\"Shipping Address\",\"Address Status\",\"Item Title\",\"Item ID\",\"Shipping and Handling Amount\",\"Insurance Amount\",\"Sales Tax\",\"Option 1 Name\",\"Option 1 Value\",\"Option 2 Name\",\"Option 2 Value\",\"Reference Txn ID\",\"Invoice Number\",\"Custom Number\",\"Quantity\",\"Receipt ID\",\"Balance\",\"Address Line 1\",\"Address Line 2/District/Neighborhood\",\"Town/City\",\"State/Province/Region/County/Territory/Prefecture/Republic\",\"Zip/Postal Code\",\"Country\",\"Contact Phone Number\",\"Subject\",\"Note\",\"Country Code\",\"Balance Impact\"";
const PAYPAL_CUSTOM: &str = "\"Date\",\"Time\",\"TimeZone\",\"Name\",\"Type\",\"Status\",\"Currency\",\"Gross\",\"Fee\",\"Net\",\"From Email Address\",\"To Email Address\",\"Transaction ID\",\"Item Title\",\"Item ID\",\"Reference Txn ID\",\"Receipt ID\",\"Balance\",\"Note\"";
const ETSY_REDUCED: &str = "Number of Items,Ship City,Ship State,Ship Zipcode,Ship Country,Currency,Order Value,Shipping,Sales Tax,Order Total,Status";
const AMAZON: &str = "order-id\torder-item-id\tpurchase-date\tpayments-date\tbuyer-email\tbuyer-name\tbuyer-phone-number\tsku\tproduct-name\tquantity-purchased\tcurrency\titem-price\titem-tax\tshipping-price\tshipping-tax\tship-service-level\trecipient-name\tship-address-1\tship-address-2\tship-address-3\tship-city\tship-state\tship-postal-code\tship-country\tship-phone-number\tdelivery-start-date\tdelivery-end-date\tdelivery-time-zone\tdelivery-Instructions\tsales-channel";
const AMAZON_UNSHIPPED: &str = "order-id\torder-item-id\tpurchase-date\tpayments-date\treporting-date\tpromise-date\tdays-past-promise\tbuyer-email\tbuyer-name\tbuyer-phone-number\tsku\tproduct-name\tquantity-purchased\tquantity-shipped\tquantity-to-ship\tship-service-level\trecipient-name\tship-address-1\tship-address-2\tship-address-3\tship-city\tship-state\tship-postal-code\tship-country\tis-business-order\tpurchase-order-number\tprice-designation\tis-iba\tverge-of-cancellation\tverge-of-lateShipment";
const ETSY: &str = "Sale Date,Order ID,Buyer User ID,Full Name,Number of Items,Ship City,Ship State,Ship Zipcode,Ship Country,Currency,Order Value,Shipping,Sales Tax,Order Total,Status";

/// The cases.
pub(super) const CASES: &[Case] = &[
    Case {
        profile: "shopify-orders",
        header: SHOPIFY_73,
        below: &[],
        rows: &[
            "Name = #1001 | Email = anna@example.com | Financial Status = paid | Currency = USD | Total = 30.00 | Created at = 2024-04-10 12:34:56 -0700 | Lineitem quantity = 1 | Lineitem price = 10.00 | Refunded Amount = 0.00",
            "Name = #1001 | Email = anna@example.com | Created at = 2024-04-10 12:34:56 -0700 | Lineitem quantity = 1 | Lineitem price = 20.00",
            "Name = #1002 | Phone = +15550100 | Financial Status = partially_refunded | Currency = USD | Total = 50.00 | Created at = 2024-04-11 12:34:56 -0700 | Lineitem quantity = 1 | Lineitem price = 50.00 | Refunded Amount = 20.00 | Notes = rings twice,\nthen waits",
            "Name = #1003 | Email = anna@example.com | Financial Status = paid | Currency = USD | Total = 99.00 | Created at = 2024-04-12 12:34:56 -0700 | Cancelled at = 2024-04-13 08:00:00 -0700",
            "Name = #1003 | Email = anna@example.com | Created at = 2024-04-12 12:34:56 -0700 | Lineitem quantity = 3 | Lineitem price = 33.00",
            "Name = #1004 | Email = Bob@Example.com | Financial Status = refunded | Currency = USD | Total = 40.00 | Created at = 2024-04-13 12:34:56 -0700 | Refunded Amount = 40.00",
            "Name = #1005 | Email = anna@example.com | Financial Status = paid | Currency = USD | Total = 10.00 | Created at = 2024-04-20 12:34:56 -0700",
            "Name = #1006 | Financial Status = paid | Currency = USD | Total = 5.00 | Created at = 2024-04-21 12:34:56 -0700",
            "Name = #1007 | Email = carla@example.com | Financial Status = voided | Currency = USD | Total = 7.00 | Created at = 2024-04-22 12:34:56 -0700",
        ],
        flags: &[],
        gives: Gives::Orders(Takings {
            orders: 5,
            customers: (2, 1),
            money: ["130.00", "60.00", "70.00"],
            guests: (1, "5.00"),
            left_out: &[("cancelled order", 3)],
        }),
    },
    Case {
        profile: "shopify-orders",
        header: SHOPIFY_79,
        below: &[],
        rows: &[
            "Name = #1001 | Email = anna@example.com | Financial Status = paid | Currency = USD | Total = 30.00 | Created at = 2024-04-10 12:34:56 -0700 | Lineitem quantity = 1 | Lineitem price = 10.00 | Refunded Amount = 0.00",
            "Name = #1001 | Email = anna@example.com | Created at = 2024-04-10 12:34:56 -0700 | Lineitem quantity = 1 | Lineitem price = 20.00",
            "Name = #1002 | Phone = +15550100 | Financial Status = partially_refunded | Currency = USD | Total = 50.00 | Created at = 2024-04-11 12:34:56 -0700 | Lineitem quantity = 1 | Lineitem price = 50.00 | Refunded Amount = 20.00 | Notes = rings twice,\nthen waits",
            "Name = #1003 | Email = anna@example.com | Financial Status = paid | Currency = USD | Total = 99.00 | Created at = 2024-04-12 12:34:56 -0700 | Cancelled at = 2024-04-13 08:00:00 -0700",
            "Name = #1003 | Email = anna@example.com | Created at = 2024-04-12 12:34:56 -0700 | Lineitem quantity = 3 | Lineitem price = 33.00",
            "Name = #1004 | Email = Bob@Example.com | Financial Status = refunded | Currency = USD | Total = 40.00 | Created at = 2024-04-13 12:34:56 -0700 | Refunded Amount = 40.00",
            "Name = #1005 | Email = anna@example.com | Financial Status = paid | Currency = USD | Total = 10.00 | Created at = 2024-04-20 12:34:56 -0700",
            "Name = #1006 | Financial Status = paid | Currency = USD | Total = 5.00 | Created at = 2024-04-21 12:34:56 -0700",
            "Name = #1007 | Email = carla@example.com | Financial Status = voided | Currency = USD | Total = 7.00 | Created at = 2024-04-22 12:34:56 -0700",
        ],
        flags: &[],
        gives: Gives::Orders(Takings {
            orders: 5,
            customers: (2, 1),
            money: ["130.00", "60.00", "70.00"],
            guests: (1, "5.00"),
            left_out: &[("cancelled order", 3)],
        }),
    },
    Case {
        profile: "shopify-customers",
        header: SHOPIFY_CUSTOMERS,
        below: &[],
        rows: &[
            "First Name = Anna | Email = anna@example.com | Total Spent = 40.00 | Total Orders = 2",
            "First Name = Bo | Phone = +15550100 | Total Spent = 50.00 | Total Orders = 1",
            "First Name = Nobody | Total Spent = 0.00 | Total Orders = 0",
        ],
        flags: &[],
        gives: Gives::Customers(2),
    },
    Case {
        profile: "woocommerce-order-export",
        header: WOOCOMMERCE_AOE,
        below: &[],
        rows: &[
            "Order Number = 1 | Order Status = Completed | Order Date = 2024-03-01 10:00 | Email (Billing) = a@example.com | Customer User Id = 5 | Order Total Amount = 100.00",
            "Order Number = 2 | Order Status = Processing | Order Date = 2024-03-02 10:00 | Email (Billing) =  | Customer User Id = 7 | Order Total Amount = 50.00",
            "Order Number = 3 | Order Status = Completed | Order Date = 2024-03-03 10:00 | Email (Billing) =  | Customer User Id = 0 | Order Total Amount = 20.00",
            "Order Number = 4 | Order Status = Cancelled | Order Date = 2024-03-04 10:00 | Email (Billing) = a@example.com | Customer User Id = 5 | Order Total Amount = 70.00",
            "Order Number = 5 | Order Status = Refunded | Order Date = 2024-03-05 10:00 | Email (Billing) = b@example.com | Customer User Id = 9 | Order Total Amount = 30.00",
            "Order Number = 6 | Order Status = On hold | Order Date = 2024-03-06 10:00 | Email (Billing) = A@example.com | Customer User Id = 5 | Order Total Amount = 10.00",
            "Order Number = 7 | Order Status = Pending payment | Order Date = 2024-03-07 10:00 | Email (Billing) = b@example.com | Customer User Id = 9 | Order Total Amount = 15.00",
        ],
        flags: &[],
        gives: Gives::Orders(Takings {
            orders: 5,
            customers: (2, 1),
            money: ["190.00", "30.00", "160.00"],
            guests: (1, "20.00"),
            left_out: &[("cancelled order", 1), ("not a sale", 1)],
        }),
    },
    Case {
        profile: "woocommerce-orders",
        header: WOOCOMMERCE_ORDERS,
        below: &[],
        rows: &[
            "order_id = 901 | order_number = 1 | order_date = 2024-03-01 10:00:00 | status = completed | order_total = 100.00 | order_currency = EUR | customer_id = 12 | billing_phone = ",
            "order_id = 902 | order_number = 2 | order_date = 2024-03-02 10:00:00 | status = completed | order_total = 20.00 | order_currency = EUR | customer_id = 0 | billing_phone = ",
            "order_id = 903 | order_number = 3 | order_date = 2024-03-03 10:00:00 | status = completed | order_total = 30.00 | order_currency = EUR | customer_id = 0 | billing_phone = 0901 555",
            "order_id = 904 | order_number = 4 | order_date = 2024-03-04 10:00:00 | status = processing | order_total = 40.00 | order_currency = EUR | customer_id = 12 | billing_phone = ",
            "order_id = 905 | order_number = 5 | order_date = 2024-03-05 10:00:00 | status = failed | order_total = 99.00 | order_currency = EUR | customer_id = 12 | billing_phone = ",
        ],
        flags: &[],
        gives: Gives::Orders(Takings {
            orders: 4,
            customers: (2, 1),
            money: ["170.00", "0.00", "170.00"],
            guests: (1, "20.00"),
            left_out: &[("cancelled order", 1)],
        }),
    },
    Case {
        profile: "stripe-payments",
        header: STRIPE,
        below: &[],
        rows: &[
            "id = ch_1 | Created date (UTC) = 2024-03-01 10:00:00 | Amount = 20.00 | Amount Refunded = 0.00 | Currency = usd | Converted Amount = 1.00 | Converted Currency = eur | Mode = Live | Status = Paid | Customer ID = cus_1 | Customer Email = a@example.com",
            "id = ch_2 | Created date (UTC) = 2024-03-02 10:00:00 | Amount = 30.00 | Amount Refunded = 10.00 | Currency = usd | Converted Amount = 1.00 | Converted Currency = eur | Mode = Live | Status = succeeded | Customer ID = cus_1 | Customer Email = a@example.com",
            "id = ch_3 | Created date (UTC) = 2024-03-03 10:00:00 | Amount = 5.00 | Amount Refunded = 0.00 | Currency = usd | Converted Amount = 1.00 | Converted Currency = eur | Mode = Live | Status = Paid | Customer ID =  | Customer Email = c@example.com",
            "id = ch_4 | Created date (UTC) = 2024-03-04 10:00:00 | Amount = 50.00 | Amount Refunded = 0.00 | Currency = usd | Converted Amount = 1.00 | Converted Currency = eur | Mode = Live | Status = Failed | Customer ID = cus_1 | Customer Email = a@example.com",
            "id = ch_5 | Created date (UTC) = 2024-03-05 10:00:00 | Amount = 40.00 | Amount Refunded = 40.00 | Currency = usd | Converted Amount = 1.00 | Converted Currency = eur | Mode = Live | Status = Refunded | Customer ID = cus_2 | Customer Email = b@example.com",
            "id = ch_6 | Created date (UTC) = 2024-03-06 10:00:00 | Amount = 11.00 | Amount Refunded = 0.00 | Currency = usd | Converted Amount = 1.00 | Converted Currency = eur | Mode = Live | Status = Uncaptured | Customer ID = cus_2 | Customer Email = b@example.com",
            "id = ch_7 | Created date (UTC) = 2024-03-07 10:00:00 | Amount = 12.00 | Amount Refunded = 0.00 | Currency = usd | Converted Amount = 1.00 | Converted Currency = eur | Mode = Test | Status = Paid | Customer ID = cus_2 | Customer Email = b@example.com",
        ],
        flags: &[],
        gives: Gives::Orders(Takings {
            orders: 4,
            customers: (2, 1),
            money: ["95.00", "50.00", "45.00"],
            guests: (0, "0.00"),
            left_out: &[("cancelled order", 1), ("not a sale", 1), ("test order", 1)],
        }),
    },
    Case {
        profile: "stripe-balance",
        header: STRIPE_BALANCE,
        below: &[],
        rows: &[
            "balance_transaction_id = txn_1 | created_utc = 2024-03-01 10:00:00 | available_on_utc = 2024-03-20 00:00:00 | currency = usd | gross = 20.00 | fee = 0.30 | net = 20.00 | reporting_category = charge",
            "balance_transaction_id = txn_2 | created_utc = 2024-03-04 10:00:00 | available_on_utc = 2024-03-20 00:00:00 | currency = usd | gross = 30.00 | fee = 0.30 | net = 30.00 | reporting_category = payment",
            "balance_transaction_id = txn_3 | created_utc = 2024-03-03 10:00:00 | available_on_utc = 2024-03-20 00:00:00 | currency = usd | gross = -10.00 | fee = 0.30 | net = -10.00 | reporting_category = refund",
            "balance_transaction_id = txn_4 | created_utc = 2024-03-04 10:00:00 | available_on_utc = 2024-03-20 00:00:00 | currency = usd | gross = -40.00 | fee = 0.30 | net = -40.00 | reporting_category = payout",
            "balance_transaction_id = txn_5 | created_utc = 2024-03-05 10:00:00 | available_on_utc = 2024-03-20 00:00:00 | currency = usd | gross = -1.00 | fee = 0.30 | net = -1.00 | reporting_category = fee",
        ],
        flags: &[],
        gives: Gives::Sales { orders: 3, used: "40.00", left_out: &[("not a sale", 2)] },
    },
    Case {
        profile: "square-transactions",
        header: SQUARE_55,
        below: &[],
        rows: &[
            "Date = 2022-11-03 | Time = 14:30:00 | Time Zone = Eastern Time (US & Canada) | Gross Sales = $30.00 | Discounts = -$3.00 | Net Sales = $27.00 | Tax = $2.00 | Tip = $1.00 | Partial Refunds = $0.00 | Transaction ID = T1 | Event Type = Payment | Customer ID = C1 | Customer Name = Jane",
            "Date = 2022-11-04 | Time = 09:05:00 | Time Zone = Eastern Time (US & Canada) | Gross Sales = $10.00 | Discounts = $0.00 | Net Sales = $10.00 | Tax = $2.00 | Tip = $1.00 | Partial Refunds = $0.00 | Transaction ID = T2 | Event Type = Payment | Customer ID = C1 | Customer Name = Jane",
            "Date = 2022-11-05 | Time = 14:30:00 | Time Zone = Eastern Time (US & Canada) | Gross Sales = -$30.00 | Discounts = $3.00 | Net Sales = -$27.00 | Tax = $2.00 | Tip = $1.00 | Partial Refunds = $0.00 | Transaction ID = T3 | Event Type = Refund | Customer ID = C1 | Customer Name = Jane",
            "Date = 2022-11-06 | Time = 14:30:00 | Time Zone = Eastern Time (US & Canada) | Gross Sales = $1,008.00 | Discounts = $0.00 | Net Sales = $1,008.00 | Tax = $2.00 | Tip = $1.00 | Partial Refunds = $0.00 | Transaction ID = T4 | Event Type = Payment | Customer ID =  | Customer Name = Kim Lee",
            "Date = 2022-11-07 | Time = 14:30:00 | Time Zone = Eastern Time (US & Canada) | Gross Sales = $4.00 | Discounts = $0.00 | Net Sales = $4.00 | Tax = $2.00 | Tip = $1.00 | Partial Refunds = $0.00 | Transaction ID = T5 | Event Type = Payment | Customer ID =  | Customer Name = ",
            "Date = 2022-11-18 | Time = 14:30:00 | Time Zone = Eastern Time (US & Canada) | Gross Sales = $0.00 | Discounts = $0.00 | Net Sales = $0.00 | Tax = $2.00 | Tip = $1.00 | Partial Refunds = -$2.00 | Transaction ID = T6 | Event Type = Refund | Customer ID = C1 | Customer Name = Jane",
        ],
        flags: &[],
        gives: Gives::Orders(Takings {
            orders: 6,
            customers: (2, 1),
            money: ["1045.00", "29.00", "1016.00"],
            guests: (1, "4.00"),
            left_out: &[],
        }),
    },
    Case {
        profile: "square-transactions",
        header: SQUARE_37,
        below: &[],
        rows: &[
            "Date = 10/03/2026 | Time = 2:30:00 PM | Time Zone = Eastern Time (US & Canada) | Gross Sales = $30.00 | Discounts = -$3.00 | Net Sales = $27.00 | Tax = $2.00 | Tip = $1.00 | Partial Refunds = $0.00 | Transaction ID = T1 | Event Type = Payment | Customer ID = C1 | Customer Name = Jane",
            "Date = 10/04/2026 | Time = 9:05:00 AM | Time Zone = Eastern Time (US & Canada) | Gross Sales = $10.00 | Discounts = $0.00 | Net Sales = $10.00 | Tax = $2.00 | Tip = $1.00 | Partial Refunds = $0.00 | Transaction ID = T2 | Event Type = Payment | Customer ID = C1 | Customer Name = Jane",
            "Date = 10/05/2026 | Time = 2:30:00 PM | Time Zone = Eastern Time (US & Canada) | Gross Sales = -$30.00 | Discounts = $3.00 | Net Sales = -$27.00 | Tax = $2.00 | Tip = $1.00 | Partial Refunds = $0.00 | Transaction ID = T3 | Event Type = Refund | Customer ID = C1 | Customer Name = Jane",
            "Date = 10/06/2026 | Time = 2:30:00 PM | Time Zone = Eastern Time (US & Canada) | Gross Sales = $1,008.00 | Discounts = $0.00 | Net Sales = $1,008.00 | Tax = $2.00 | Tip = $1.00 | Partial Refunds = $0.00 | Transaction ID = T4 | Event Type = Payment | Customer ID =  | Customer Name = Kim Lee",
            "Date = 10/07/2026 | Time = 2:30:00 PM | Time Zone = Eastern Time (US & Canada) | Gross Sales = $4.00 | Discounts = $0.00 | Net Sales = $4.00 | Tax = $2.00 | Tip = $1.00 | Partial Refunds = $0.00 | Transaction ID = T5 | Event Type = Payment | Customer ID =  | Customer Name = ",
            "Date = 10/18/2026 | Time = 2:30:00 PM | Time Zone = Eastern Time (US & Canada) | Gross Sales = $0.00 | Discounts = $0.00 | Net Sales = $0.00 | Tax = $2.00 | Tip = $1.00 | Partial Refunds = -$2.00 | Transaction ID = T6 | Event Type = Refund | Customer ID = C1 | Customer Name = Jane",
        ],
        flags: &[],
        gives: Gives::Orders(Takings {
            orders: 6,
            customers: (2, 1),
            money: ["1045.00", "29.00", "1016.00"],
            guests: (1, "4.00"),
            left_out: &[],
        }),
    },
    Case {
        profile: "paypal-activity",
        header: PAYPAL_2018,
        below: &[],
        rows: &[
            "Date = 1/5/2018 | Time = 09:30:00 | TimeZone = PST | Name = Someone | Type = Express Checkout Payment | Status = Completed | Currency = USD | Gross = 50.00 | Fee = -1.00 | Net = 1.00 | From Email Address = a@example.com | Transaction ID = T1 | Reference Txn ID = ",
            "Date = 1/6/2018 | Time = 09:30:00 | TimeZone = PST | Name = Someone | Type = General Withdrawal | Status = Completed | Currency = USD | Gross = -40.00 | Fee = -1.00 | Net = 1.00 | From Email Address = shop@example.com | Transaction ID = T2 | Reference Txn ID = ",
            "Date = 1/15/2018 | Time = 09:30:00 | TimeZone = PST | Name = Someone | Type = Payment Refund | Status = Completed | Currency = USD | Gross = -20.00 | Fee = -1.00 | Net = 1.00 | From Email Address = shop@example.com | Transaction ID = T3 | Reference Txn ID = T1",
            "Date = 1/16/2018 | Time = 09:30:00 | TimeZone = PST | Name = Someone | Type = General Currency Conversion | Status = Completed | Currency = USD | Gross = -9.00 | Fee = -1.00 | Net = 1.00 | From Email Address = shop@example.com | Transaction ID = T4 | Reference Txn ID = T1",
            "Date = 1/16/2018 | Time = 09:30:00 | TimeZone = PST | Name = Someone | Type = General Currency Conversion | Status = Completed | Currency = EUR | Gross = 8.10 | Fee = -1.00 | Net = 1.00 | From Email Address = shop@example.com | Transaction ID = T4 | Reference Txn ID = T1",
            "Date = 1/17/2018 | Time = 09:30:00 | TimeZone = PST | Name = Someone | Type = Website Payment | Status = Pending | Currency = USD | Gross = 10.00 | Fee = -1.00 | Net = 1.00 | From Email Address = c@example.com | Transaction ID = T5 | Reference Txn ID = ",
            "Date = 1/18/2018 | Time = 09:30:00 | TimeZone = PST | Name = Someone | Type = Express Checkout Payment | Status = Completed | Currency = USD | Gross = 30.00 | Fee = -1.00 | Net = 1.00 | From Email Address = a@example.com | Transaction ID = T6 | Reference Txn ID = ",
            "Date = 1/19/2018 | Time = 09:30:00 | TimeZone = PST | Name = Someone | Type = General Payment | Status = Completed | Currency = USD | Gross = -15.00 | Fee = -1.00 | Net = 1.00 | From Email Address = shop@example.com | Transaction ID = T7 | Reference Txn ID = ",
            "Date = 1/20/2018 | Time = 09:30:00 | TimeZone = PST | Name = Someone | Type = Mobile Payment | Status = Completed | Currency = USD | Gross = 1,234.50 | Fee = -1.00 | Net = 1.00 | From Email Address = b@example.com | Transaction ID = T8 | Reference Txn ID = ",
            "Date = 1/21/2018 | Time = 09:30:00 | TimeZone = PST | Name = Someone | Type = Website Payment | Status = Denied | Currency = USD | Gross = 5.00 | Fee = -1.00 | Net = 1.00 | From Email Address = b@example.com | Transaction ID = T9 | Reference Txn ID = ",
        ],
        flags: &[],
        gives: Gives::Orders(Takings {
            orders: 3,
            customers: (2, 1),
            money: ["1314.50", "20.00", "1294.50"],
            guests: (0, "0.00"),
            left_out: &[("cancelled order", 1), ("not a sale", 5)],
        }),
    },
    Case {
        profile: "paypal-activity",
        header: PAYPAL_CUSTOM,
        below: &[],
        rows: &[
            "Date = 1/5/2018 | Time = 09:30:00 | TimeZone = PST | Name = Someone | Type = Express Checkout Payment | Status = Completed | Currency = USD | Gross = 50.00 | Fee = -1.00 | Net = 1.00 | From Email Address = a@example.com | Transaction ID = T1 | Reference Txn ID = ",
            "Date = 1/6/2018 | Time = 09:30:00 | TimeZone = PST | Name = Someone | Type = General Withdrawal | Status = Completed | Currency = USD | Gross = -40.00 | Fee = -1.00 | Net = 1.00 | From Email Address = shop@example.com | Transaction ID = T2 | Reference Txn ID = ",
            "Date = 1/15/2018 | Time = 09:30:00 | TimeZone = PST | Name = Someone | Type = Payment Refund | Status = Completed | Currency = USD | Gross = -20.00 | Fee = -1.00 | Net = 1.00 | From Email Address = shop@example.com | Transaction ID = T3 | Reference Txn ID = T1",
            "Date = 1/16/2018 | Time = 09:30:00 | TimeZone = PST | Name = Someone | Type = General Currency Conversion | Status = Completed | Currency = USD | Gross = -9.00 | Fee = -1.00 | Net = 1.00 | From Email Address = shop@example.com | Transaction ID = T4 | Reference Txn ID = T1",
            "Date = 1/16/2018 | Time = 09:30:00 | TimeZone = PST | Name = Someone | Type = General Currency Conversion | Status = Completed | Currency = EUR | Gross = 8.10 | Fee = -1.00 | Net = 1.00 | From Email Address = shop@example.com | Transaction ID = T4 | Reference Txn ID = T1",
            "Date = 1/17/2018 | Time = 09:30:00 | TimeZone = PST | Name = Someone | Type = Website Payment | Status = Pending | Currency = USD | Gross = 10.00 | Fee = -1.00 | Net = 1.00 | From Email Address = c@example.com | Transaction ID = T5 | Reference Txn ID = ",
            "Date = 1/18/2018 | Time = 09:30:00 | TimeZone = PST | Name = Someone | Type = Express Checkout Payment | Status = Completed | Currency = USD | Gross = 30.00 | Fee = -1.00 | Net = 1.00 | From Email Address = a@example.com | Transaction ID = T6 | Reference Txn ID = ",
            "Date = 1/19/2018 | Time = 09:30:00 | TimeZone = PST | Name = Someone | Type = General Payment | Status = Completed | Currency = USD | Gross = -15.00 | Fee = -1.00 | Net = 1.00 | From Email Address = shop@example.com | Transaction ID = T7 | Reference Txn ID = ",
            "Date = 1/20/2018 | Time = 09:30:00 | TimeZone = PST | Name = Someone | Type = Mobile Payment | Status = Completed | Currency = USD | Gross = 1,234.50 | Fee = -1.00 | Net = 1.00 | From Email Address = b@example.com | Transaction ID = T8 | Reference Txn ID = ",
            "Date = 1/21/2018 | Time = 09:30:00 | TimeZone = PST | Name = Someone | Type = Website Payment | Status = Denied | Currency = USD | Gross = 5.00 | Fee = -1.00 | Net = 1.00 | From Email Address = b@example.com | Transaction ID = T9 | Reference Txn ID = ",
        ],
        flags: &[],
        gives: Gives::Orders(Takings {
            orders: 3,
            customers: (2, 1),
            money: ["1314.50", "20.00", "1294.50"],
            guests: (0, "0.00"),
            left_out: &[("cancelled order", 1), ("not a sale", 5)],
        }),
    },
    Case {
        profile: "amazon-orders",
        header: AMAZON,
        below: &[],
        rows: &[
            "order-id = 111-1 | order-item-id = 1 | purchase-date = 2024-03-01T10:00:00+00:00 | buyer-email = x1@marketplace.example | quantity-purchased = 1 | currency = USD | item-price = 10.00 | item-tax = 1.00 | shipping-price = 4.00",
            "order-id = 111-1 | order-item-id = 2 | purchase-date = 2024-03-01T10:00:00+00:00 | buyer-email = x1@marketplace.example | quantity-purchased = 1 | currency = USD | item-price = 10.00 | item-tax = 1.00 | shipping-price = 4.00",
            "order-id = 111-2 | order-item-id = 3 | purchase-date = 2024-03-02T10:00:00+00:00 | buyer-email = x1@marketplace.example | quantity-purchased = 1 | currency = USD | item-price = 5.00 | item-tax = 1.00 | shipping-price = 4.00",
            "order-id = 111-3 | order-item-id = 4 | purchase-date = 2024-03-03T10:00:00+00:00 | buyer-email = x2@marketplace.example | quantity-purchased = 1 | currency = USD | item-price = 7.00 | item-tax = 1.00 | shipping-price = 4.00",
        ],
        flags: &[],
        gives: Gives::Orders(Takings {
            orders: 3,
            customers: (2, 1),
            money: ["32.00", "0.00", "32.00"],
            guests: (0, "0.00"),
            left_out: &[],
        }),
    },
    Case {
        profile: "amazon-unshipped",
        header: AMAZON_UNSHIPPED,
        below: &[],
        rows: &[
            "order-id = 111-1 | order-item-id = 1 | purchase-date = 2024-03-01T10:00:00+00:00 | buyer-email = x1@marketplace.example | quantity-purchased = 2",
        ],
        flags: &[],
        gives: Gives::Refused {
            command: "repeat",
            because: "this looks like the export amazon-unshipped, but no column holds amounts; export it with `item-price`",
        },
    },
    Case {
        profile: "etsy-orders",
        header: ETSY_REDUCED,
        below: &[],
        rows: &[
            "Number of Items = 1 | Ship City = Lund | Currency = USD | Order Value = 20.00 | Order Total = 25.00 | Status = Shipped",
        ],
        flags: &[],
        gives: Gives::Refused {
            command: "repeat",
            because: "no column for the date of transactions among `Number of Items`, `Ship City`",
        },
    },
    Case {
        profile: "etsy-orders",
        header: ETSY,
        below: &[],
        rows: &[
            "Sale Date = 03/05/26 | Order ID = 3001 | Buyer User ID = 77 | Full Name = Ann | Number of Items = 1 | Currency = USD | Order Value = 1.00 | Order Total = 25.00 | Status = Completed",
            "Sale Date = 03/06/26 | Order ID = 3002 | Buyer User ID = 77 | Full Name = Ann | Number of Items = 1 | Currency = USD | Order Value = 1.00 | Order Total = 15.00 | Status = Completed",
            "Sale Date = 04/01/26 | Order ID = 3003 | Buyer User ID =  | Full Name = Bo | Number of Items = 1 | Currency = USD | Order Value = 1.00 | Order Total = 8.00 | Status = Completed",
            "Sale Date = 04/02/26 | Order ID = 3004 | Buyer User ID = 78 | Full Name = Cy | Number of Items = 1 | Currency = USD | Order Value = 1.00 | Order Total = 9.00 | Status = Canceled",
        ],
        flags: &[],
        gives: Gives::Orders(Takings {
            orders: 3,
            customers: (2, 1),
            money: ["48.00", "0.00", "48.00"],
            guests: (0, "0.00"),
            left_out: &[("cancelled order", 1)],
        }),
    },
];
