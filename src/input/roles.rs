//! Which column plays which role: header names, folded, against lists of synonyms in English and Japanese.

use std::collections::BTreeSet;
use std::sync::LazyLock;
use unicode_normalization::UnicodeNormalization;

/// What a column is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Role {
    /// The order's id.
    Order,
    /// The customer's id.
    Customer,
    /// The day, with or without the time.
    Date,
    /// The time of day, in a column of its own.
    Time,
    /// The amount of the row.
    Amount,
    /// The price of one.
    UnitPrice,
    /// How many.
    Quantity,
    /// The currency.
    Currency,
    /// The state of the order.
    Status,
    /// What was given back of the order.
    Refunded,
    /// Whether the order came back.
    ReturnFlag,
    /// What the goods cost.
    Cost,
    /// What the sale earned.
    Margin,
    /// 0–10, likely to recommend.
    Nps,
    /// Satisfaction.
    Csat,
    /// Effort or ease.
    Ces,
    /// The programme level.
    Tier,
    /// When the customer joined.
    Joined,
    /// What it cost to win the customer.
    AcquisitionCost,
    /// What it costs a year to keep the customer.
    RetentionCost,
    /// Who recommended the shop to the customer.
    ReferredBy,
    /// Why the customer came.
    Reason,
    /// Channel of the order.
    Channel,
    /// Category of the line.
    Category,
    /// Product of the line.
    Product,
    /// Discount code of the order.
    DiscountCode,
    /// Campaign of a send.
    Campaign,
    /// Whether a customer was sent the campaign, or held back as a control.
    Group,
    /// What the customer wrote beside the score.
    Comment,
}

/// What a file's rows are.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Kind {
    /// Orders or their lines.
    Transactions,
    /// Answers.
    Surveys,
    /// Customers.
    Customers,
    /// Sends of promotions, or the campaigns they belong to.
    Promotions,
    /// Orders that came back.
    Returns,
}

impl Kind {
    /// Every kind.
    pub const ALL: [Self; 5] = [Self::Transactions, Self::Surveys, Self::Customers, Self::Promotions, Self::Returns];

    /// The stable name.
    pub fn name(self) -> &'static str {
        match self {
            Self::Transactions => "transactions",
            Self::Surveys => "surveys",
            Self::Customers => "customers",
            Self::Promotions => "promotions",
            Self::Returns => "returns",
        }
    }
}

/// A role's name, its kinds, and its synonyms in groups: an earlier group is preferred to a later one, names within a group are
/// equals, apart by bars. In a role that `insists`, two equals in one header are a question for the user.
struct Entry {
    role: Role,
    name: &'static str,
    insists: bool,
    synonyms: &'static [&'static str],
}

const ROLES: &[Entry] = &[
    Entry {
        role: Role::Order,
        name: "order",
        insists: false,
        synonyms: &[
            "order_id | 注文番号 | 注文id | 受注番号 | 受注id | 伝票番号 | 店舗伝票番号 | 売上id | 取引id",
            "order | order number | order no | order_number | orderid | invoice | invoice no | invoice id | invoice number | transaction id | basket id | receipt id | receipt number | receipt no | bill no | レシート番号",
        ],
    },
    Entry {
        role: Role::Customer,
        name: "customer",
        insists: false,
        synonyms: &[
            "customer_id | customerid | customer number | customer no | customer code | cust id | client id | member id | member number | membership number | user id | household id | buyer id | account id | shopper id | 顧客id | 顧客番号 | 顧客コード | 会員id | 会員番号 | 会員コード | 会員no | お客様番号 | お客様id | ユーザーid | 得意先コード",
            "customer | client | member | user | household | buyer | 顧客 | 会員 | お客様 | contact id | person | respondent",
            "email | e-mail | email address | customer email | buyer email | mail | メールアドレス | メール",
        ],
    },
    Entry {
        role: Role::Date,
        name: "date",
        insists: false,
        synonyms: &[
            "order date | ordered at | order datetime | order time | order timestamp | date ordered | ordered | order created at | 注文日 | 注文日時 | 受注日 | 受注日時",
            "purchase date | purchased at | purchase datetime | created at | created | transaction date | transaction timestamp | transaction datetime | transaction time | invoice date | sale date | sold at | date of purchase | visit date | visited at | 購入日 | 購入日時 | 取引日 | 取引日時 | 来店日 | 来店日時 | 売上日 | 売上日時",
            "date | datetime | timestamp | day | 日付 | 日時",
            "paid at | payment date | 入金日 | 支払日",
            "shipped at | ship date | 出荷日 | 発送日",
        ],
    },
    Entry {
        role: Role::Time,
        name: "time",
        insists: false,
        synonyms: &["time | order hour | 注文時間 | 受注時間 | 時刻 | 時間"],
    },
    Entry {
        role: Role::Amount,
        name: "amount",
        insists: true,
        synonyms: &[
            "amount | total | order total | order amount | total amount | order value | total price | grand total | line total | line amount | sales | sales amount | sales value | net sales | revenue | value | dollar value | net amount | paid amount | amount paid | spend | spent | gross | price paid | 支払合計 | お支払合計 | お支払い合計 | 合計金額 | 合計 | 注文合計金額 | 注文合計 | 請求金額 | 購入金額 | 金額 | 売上 | 売上金額 | 小計金額",
        ],
    },
    Entry {
        role: Role::UnitPrice,
        name: "unit_price",
        insists: false,
        synonyms: &["unit price | price | item price | price each | 単価 | 販売単価 | 価格 | 商品価格 | 販売価格"],
    },
    Entry {
        role: Role::Quantity,
        name: "quantity",
        insists: false,
        synonyms: &["quantity | qty | units | count | 数量 | 個数 | 受注数量 | 点数"],
    },
    Entry {
        role: Role::Currency,
        name: "currency",
        insists: false,
        synonyms: &["currency | currency code | order currency | 通貨 | 通貨コード"],
    },
    Entry {
        role: Role::Status,
        name: "status",
        insists: false,
        synonyms: &[
            "status | order status | financial status | payment status | state | ステータス | 注文ステータス | 対応状況 | 処理状況 | 状態",
        ],
    },
    Entry {
        role: Role::Refunded,
        name: "refunded",
        insists: false,
        synonyms: &["refunded | refunded amount | refund amount | amount refunded | 返金額 | 返金金額 | 合計返金額"],
    },
    Entry {
        role: Role::ReturnFlag,
        name: "return_flag",
        insists: false,
        synonyms: &["returned | is returned | return flag | 返品 | 返品フラグ | 返品有無"],
    },
    Entry {
        role: Role::Cost,
        name: "cost",
        insists: false,
        synonyms: &["cost | cogs | cost of goods | unit cost | 原価 | 仕入原価"],
    },
    Entry {
        role: Role::Margin,
        name: "margin",
        insists: false,
        synonyms: &["margin | gross margin | profit | gross profit | 粗利 | 粗利益 | 利益"],
    },
    Entry {
        role: Role::Nps,
        name: "nps",
        insists: true,
        synonyms: &[
            "nps | nps score | likely to recommend | likelihood to recommend | recommendation score | how likely are you to recommend us | 推奨度 | おすすめ度 | お勧め度",
            "score | rating | recommend score | スコア | 点数",
        ],
    },
    Entry {
        role: Role::Csat,
        name: "csat",
        insists: true,
        synonyms: &[
            "csat | csat score | satisfaction | satisfaction score | overall satisfaction | 満足度 | 総合満足度",
            "rating | 評価",
        ],
    },
    Entry {
        role: Role::Ces,
        name: "ces",
        insists: true,
        synonyms: &[
            "ces | ces score | effort | effort score | customer effort | ease | made it easy | 手間 | 容易さ | 努力度 | やさしさ",
        ],
    },
    Entry {
        role: Role::Tier,
        name: "tier",
        insists: false,
        synonyms: &[
            "tier | level | loyalty tier | membership level | customer tier | rank | 会員ランク | ランク | 会員ステージ | ステージ",
        ],
    },
    Entry {
        role: Role::Joined,
        name: "joined",
        insists: false,
        synonyms: &[
            "joined | joined at | join date | signup date | signed up at | registered at | registration date | member since | customer since | enrolled at | 入会日 | 登録日 | 会員登録日",
        ],
    },
    Entry {
        role: Role::AcquisitionCost,
        name: "acquisition_cost",
        insists: false,
        synonyms: &["acquisition cost | cac | 獲得コスト | 獲得費用 | 獲得単価"],
    },
    Entry {
        role: Role::RetentionCost,
        name: "retention_cost",
        insists: false,
        synonyms: &[
            "retention cost | reward cost | rewards cost | 維持コスト | 維持費用 | 維持費 | 特典費用 | ポイント費用",
        ],
    },
    Entry {
        role: Role::ReferredBy,
        name: "referred_by",
        insists: false,
        synonyms: &["referred by | referrer | referrer id | referred by customer | 紹介者 | 紹介者id | 紹介元"],
    },
    Entry {
        role: Role::Reason,
        name: "reason",
        insists: false,
        synonyms: &[
            "reason | reason for joining | join reason | how did you hear about us | acquisition source | acquisition channel | 入会理由 | 入会経路 | 入会動機 | 来店動機 | 来店のきっかけ | 認知経路",
        ],
    },
    Entry {
        role: Role::Channel,
        name: "channel",
        insists: false,
        synonyms: &["channel | sales channel | チャネル | 販売チャネル | 販売経路 | 購入元"],
    },
    Entry {
        role: Role::Category,
        name: "category",
        insists: false,
        synonyms: &["category | product category | カテゴリ | カテゴリー | 商品カテゴリ | 分類"],
    },
    Entry {
        role: Role::Product,
        name: "product",
        insists: false,
        synonyms: &["product | product id | product name | sku | item | 商品名 | 商品 | 商品id | 商品コード"],
    },
    Entry {
        role: Role::DiscountCode,
        name: "discount_code",
        insists: false,
        synonyms: &["discount code | coupon | coupon code | promo code | クーポンコード | クーポン"],
    },
    Entry {
        role: Role::Campaign,
        name: "campaign",
        insists: false,
        synonyms: &[
            "campaign | campaign id | campaign name | campaign code | キャンペーン | キャンペーンid | キャンペーン名 | 施策 | 施策名 | 配信名",
        ],
    },
    Entry {
        role: Role::Group,
        name: "group",
        insists: false,
        synonyms: &[
            "group | arm | treatment group | test group | treatment | variant | treated | グループ | 群 | 配信群 | 区分",
            "control | holdout | 対照群",
        ],
    },
    Entry {
        role: Role::Comment,
        name: "comment",
        insists: false,
        synonyms: &[
            "comment | comments | コメント",
            "feedback | verbatim | remark | remarks | free text | open answer | suggestions | 自由記述 | 自由回答 | ご意見 | ご意見・ご要望 | ご意見ご感想 | 感想 | ご感想 | 意見 | explication",
        ],
    },
];

/// Days of an answer go by other names than days of an order.
const ANSWERED: &[&str] = &[
    "answered at | answer date | answered | response date | responded at | submitted at | submit date | recorded date | survey date | 回答日時 | 回答日",
    "date | datetime | timestamp | created at | created | end date | start date | day | 日付 | 日時 | タイムスタンプ",
];

/// Days of a send, or of the beginning of a campaign.
const SENT: &[&str] = &[
    "sent at | sent on | sent date | date sent | sent | send date | send time | send datetime | delivered at | delivery date | mailed at | mail date | 配信日 | 配信日時 | 送信日 | 送信日時 | 送付日",
    "date | datetime | timestamp | day | 日付 | 日時",
    "start date | started at | start | begin date | launch date | 開始日 | 開始日時",
];

/// What a send cost goes by other names than what goods cost.
const SPENT: &[&str] = &["cost | send cost | cost per send | unit cost | spend | 費用 | 配信費用 | コスト | 単価"];

/// Days on which orders came back. Those of the first group speak of nothing else.
const CAME_BACK: &[&str] = &[
    "return date | returned at | returned on | returned date | date returned | date of return | refund date | refunded at | refunded on | 返品日 | 返品日時 | 返金日 | 返金日時",
    "date | datetime | timestamp | created at | created | day | 日付 | 日時",
];

/// What was given back goes by other names than what was paid.
const GIVEN_BACK: &[&str] = &[
    "return amount | returned amount | return value | amount returned | refund | refund amount | refunded amount | amount refunded | refunded | 返品金額 | 返品額 | 返金額 | 返金金額",
    "amount | total | total amount | value | 金額 | 合計 | 合計金額",
];

impl Role {
    /// The name in `--map name="Column"` and in the account.
    pub fn name(self) -> &'static str {
        ROLES.iter().find(|entry| entry.role == self).map_or("", |entry| entry.name)
    }

    /// The role of that name; `score` is the score of the question asked.
    pub fn named(name: &str) -> Option<Self> {
        if name == "score" {
            return Some(Self::Nps);
        }
        ROLES.iter().find(|entry| entry.name == name).map(|entry| entry.role)
    }

    /// Every role's name.
    pub fn names() -> impl Iterator<Item = &'static str> {
        ROLES.iter().map(|entry| entry.name).chain(["score"])
    }

    /// The roles that files of a kind can have, in the order of the account.
    pub fn of(kind: Kind) -> &'static [Self] {
        match kind {
            Kind::Transactions => &[
                Self::Order,
                Self::Customer,
                Self::Date,
                Self::Time,
                Self::Amount,
                Self::UnitPrice,
                Self::Quantity,
                Self::Currency,
                Self::Status,
                Self::Refunded,
                Self::Cost,
                Self::Margin,
                Self::Channel,
                Self::Category,
                Self::Product,
                Self::DiscountCode,
            ],
            Kind::Surveys => {
                &[Self::Nps, Self::Csat, Self::Ces, Self::Date, Self::Time, Self::Customer, Self::Order, Self::Comment]
            }
            Kind::Customers => &[
                Self::Customer,
                Self::Tier,
                Self::Joined,
                Self::AcquisitionCost,
                Self::RetentionCost,
                Self::ReferredBy,
                Self::Reason,
            ],
            Kind::Promotions => &[Self::Customer, Self::Date, Self::Campaign, Self::Group, Self::Cost],
            Kind::Returns => &[Self::Order, Self::Date, Self::Amount, Self::Currency, Self::ReturnFlag],
        }
    }

    /// Whether columns of this name play it.
    pub fn is_called(self, name: &str) -> bool {
        let entry = ROLES.iter().find(|entry| entry.role == self);
        entry.is_some_and(|entry| {
            entry.synonyms.iter().flat_map(|group| group.split('|')).any(|known| fold(known) == fold(name))
        })
    }

    /// Whether files of a kind can have it.
    pub fn is_of(self, kind: Kind) -> bool {
        Self::of(kind).contains(&self)
    }

    fn synonyms(self, kind: Kind) -> &'static [&'static str] {
        if self == Self::Date && kind == Kind::Surveys {
            return ANSWERED;
        }
        match (self, kind) {
            (Self::Date, Kind::Promotions) => return SENT,
            (Self::Cost, Kind::Promotions) => return SPENT,
            (Self::Date, Kind::Returns) => return CAME_BACK,
            (Self::Amount, Kind::Returns) => return GIVEN_BACK,
            _ => {}
        }
        ROLES.iter().find(|entry| entry.role == self).map_or(&[], |entry| entry.synonyms)
    }

    fn insists(self) -> bool {
        ROLES.iter().any(|entry| entry.role == self && entry.insists)
    }
}

/// How a role was found in a header.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Found {
    /// No column plays it.
    None,
    /// One does; others of a later choice were passed over.
    One(usize, Vec<usize>),
    /// Several equals: the user must say.
    Several(Vec<usize>),
}

/// Finds a role among folded header names.
pub(super) fn find(role: Role, kind: Kind, folded: &[String]) -> Found {
    match found(role, kind, folded, |name| name) {
        Found::None if folded.iter().any(|name| name.contains(BRACKET)) => found(role, kind, folded, bare),
        found => found,
    }
}

/// Finds a role among folded header names, each as `named` shows it.
fn found(role: Role, kind: Kind, folded: &[String], named: impl Fn(&str) -> &str) -> Found {
    let mut taken: Vec<usize> = vec![];
    let mut passed = vec![];
    for group in role.synonyms(kind) {
        let names: Vec<String> = group.split('|').map(fold).collect();
        let is_one = |name: &str| names.iter().any(|known| known == named(name));
        let hits = folded.iter().enumerate().filter(|(_, name)| is_one(name)).map(|(i, _)| i);
        if taken.is_empty() {
            taken.extend(hits);
        } else {
            passed.extend(hits);
        }
    }
    if taken.is_empty() {
        return Found::None;
    }
    // A name that is the role's own, or an earlier synonym, does not make its equals go away where money or the score is at stake.
    if taken.len() > 1 && role.insists() {
        return Found::Several(taken);
    }
    passed.extend(taken.split_off(1));
    passed.retain(|column| *column != taken[0]);
    Found::One(taken[0], passed)
}

/// Whether a folded name is a synonym of any role.
pub(super) fn known(folded: &str) -> bool {
    KNOWN.contains(folded) || KNOWN.contains(bare(folded))
}

/// What stands in a folded name for the brackets at its end, so that the name can be told from what explains it.
const BRACKET: char = '\u{1}';

/// A folded name without the brackets at its end: `合計金額` of `合計金額(税込)`.
fn bare(folded: &str) -> &str {
    folded.split(BRACKET).next().unwrap_or(folded)
}

/// All synonyms, folded once: every cell near the top of every file is looked up.
static KNOWN: LazyLock<BTreeSet<String>> = LazyLock::new(|| {
    let groups = ROLES
        .iter()
        .flat_map(|entry| entry.synonyms)
        .chain(ANSWERED)
        .chain(SENT)
        .chain(SPENT)
        .chain(CAME_BACK)
        .chain(GIVEN_BACK);
    groups.flat_map(|group| group.split('|')).map(fold).collect()
});

/// A header name for comparison: compatibility forms folded, lower case, without blanks, marks and brackets; [`BRACKET`] stands where
/// brackets begin that the name ends with.
pub(super) fn fold(name: &str) -> String {
    let folded: String = name.nfkc().flat_map(char::to_lowercase).collect();
    let plain = |text: &str| -> String {
        let dropped = |c: char| {
            c.is_whitespace()
                || matches!(c, '_' | '-' | '.' | '(' | ')' | '[' | ']' | '#' | ':' | '?' | '\u{feff}' | BRACKET)
        };
        text.chars().filter(|&c| !dropped(c)).collect()
    };
    let ended = folded.trim_end_matches(|c: char| c.is_whitespace() || c == '?' || c == ':');
    let opening = match ended.chars().last() {
        Some(')') => ended.rfind('('),
        Some(']') => ended.rfind('['),
        _ => None,
    };
    match opening.map(|at| (plain(&ended[..at]), plain(&ended[at..]))) {
        Some((name, explained)) if !name.is_empty() && !explained.is_empty() => format!("{name}{BRACKET}{explained}"),
        _ => plain(&folded),
    }
}

/// Whether a header speaks of sends, or of campaigns with the day on which they began.
fn is_promotion(folded: &[String], person: bool) -> bool {
    let has = |role: Role| find(role, Kind::Promotions, folded) != Found::None;
    let sent = || SENT[0].split('|').map(fold).any(|name| folded.contains(&name));
    // A list of redeemed coupons names campaigns, too; it tells who answered, not who was sent.
    let redeemed = folded.iter().any(|name| name.starts_with("redemption") || name.starts_with("redeemed"));
    !redeemed && if person { has(Role::Campaign) || sent() } else { has(Role::Campaign) && has(Role::Date) }
}

/// Whether a header without a day of its orders speaks of orders that came back.
fn is_return(folded: &[String]) -> bool {
    let came_back = || CAME_BACK[0].split('|').map(fold).any(|name| folded.contains(&name));
    find(Role::ReturnFlag, Kind::Returns, folded) != Found::None || came_back()
}

/// The kind that a header speaks of, by the roles it has.
pub(super) fn kind(folded: &[String]) -> Option<Kind> {
    let has = |role: Role, kind: Kind| find(role, kind, folded) != Found::None;
    let sale = Kind::Transactions;
    let money = has(Role::Amount, sale) || (has(Role::UnitPrice, sale) && has(Role::Quantity, sale));
    let dated = has(Role::Date, sale);
    let asked = [Role::Nps, Role::Csat, Role::Ces].iter().any(|&role| has(role, Kind::Surveys));
    let person = has(Role::Customer, Kind::Customers);
    let order = has(Role::Order, sale);
    if dated && (money || (order && !asked)) {
        Some(Kind::Transactions)
    } else if asked {
        Some(Kind::Surveys)
    } else if order && !dated && is_return(folded) {
        Some(Kind::Returns)
    } else if !money && is_promotion(folded, person) {
        Some(Kind::Promotions)
    } else if person && !money {
        if dated && !has(Role::Tier, Kind::Customers) && !has(Role::Joined, Kind::Customers) {
            Some(sale)
        } else {
            Some(Kind::Customers)
        }
    } else if money {
        Some(sale)
    } else {
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn folded(header: &str) -> Vec<String> {
        header.split(',').map(fold).collect()
    }

    #[test]
    fn names_are_compared_without_case_spacing_or_width() {
        assert_eq!(fold("Ｏｒｄｅｒ ID"), fold("order_id"));
        assert_eq!(find(Role::Order, Kind::Transactions, &folded("X,ORDER-ID")), Found::One(1, vec![]));
    }

    #[test]
    fn what_stands_in_brackets_behind_a_name_explains_it() {
        let sale = |role, header: &str| find(role, Kind::Transactions, &folded(header));
        assert_eq!(sale(Role::Amount, "合計金額(税込)"), Found::One(0, vec![]));
        assert_eq!(sale(Role::Amount, "合計金額（税込）,合計金額（税抜）"), Found::Several(vec![0, 1]));
        assert_eq!(sale(Role::Amount, "合計金額(税抜),合計"), Found::One(1, vec![]));
        assert_eq!(sale(Role::Customer, "会員ID（必須）"), Found::One(0, vec![]));
        assert_eq!(sale(Role::Date, "注文日 [JST]"), Found::One(0, vec![]));
        assert_eq!(find(Role::Nps, Kind::Surveys, &folded("推奨度（0-10）")), Found::One(0, vec![]));
        assert_eq!(sale(Role::Amount, "(合計),(税込)の合計金額"), Found::One(0, vec![]));
        assert_eq!(fold("Submit Date (UTC)"), fold("submit_date (utc)"));
    }

    #[test]
    fn two_columns_of_money_are_a_question() {
        assert_eq!(find(Role::Amount, Kind::Transactions, &folded("合計,支払合計")), Found::Several(vec![0, 1]));
    }

    #[test]
    fn an_id_is_taken_before_an_address_and_ordered_before_shipped() {
        let header = folded("email,customer_id,ship date,order date");
        assert_eq!(find(Role::Customer, Kind::Transactions, &header), Found::One(1, vec![0]));
        assert_eq!(find(Role::Date, Kind::Transactions, &header), Found::One(3, vec![2]));
    }

    #[test]
    fn the_header_tells_the_kind() {
        assert_eq!(kind(&folded("order_id,customer_id,date,amount")), Some(Kind::Transactions));
        assert_eq!(kind(&folded("回答日時,会員ID,推奨度,コメント")), Some(Kind::Surveys));
        assert_eq!(kind(&folded("会員ID,会員ランク,入会日")), Some(Kind::Customers));
        assert_eq!(kind(&folded("customer_id,campaign,sent_at,group")), Some(Kind::Promotions));
        assert_eq!(kind(&folded("会員ID,配信日,群")), Some(Kind::Promotions));
        assert_eq!(kind(&folded("campaign_id,campaign_type,start_date,end_date")), Some(Kind::Promotions));
        assert_eq!(kind(&folded("Returned,Order ID")), Some(Kind::Returns));
        assert_eq!(kind(&folded("注文番号,返品日,返金額")), Some(Kind::Returns));
        assert_eq!(kind(&folded("order_id,date,amount,refunded")), Some(Kind::Transactions));
        assert_eq!(kind(&folded("order_id,amount,returned_at")), Some(Kind::Returns));
        assert_eq!(kind(&folded("household_id,coupon_upc,campaign_id,redemption_date")), Some(Kind::Customers));
        assert_eq!(kind(&folded("colour,weight")), None);
    }

    #[test]
    fn every_role_has_a_name_that_leads_back_to_it() {
        for entry in ROLES {
            assert_eq!(Role::named(entry.name), Some(entry.role));
        }
    }
}
