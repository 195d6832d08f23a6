//! Shops and tills whose exports have Japanese headers.

use super::{PLAIN, Profile};
use crate::input::request::Total;
use crate::input::roles::{Kind, Role};
use crate::input::standing::{Says, Standing};

/// What they have in common.
const YEN: Profile = Profile { yen: true, ..PLAIN };

/// The order states of EC-CUBE 4, by name and by number. Two states belong to orders that were never placed.
const ECCUBE4: &[(Standing, &[&str])] = &[
    (Standing::Cancelled, &["注文取消し", "注文取消", "キャンセル", "3"]),
    (Standing::NotASale, &["決済処理中", "購入処理中", "7", "8"]),
    (Standing::Refunded, &["返品", "9"]),
];

/// A row per line, those of shipping, fees and discounts among them; the order's totals stand on each.
const ECCUBE4_ORDERS: Profile = Profile {
    name: "eccube4-orders",
    signature: &["注文番号", "会員ID", "支払合計", "対応状況(名称)"],
    roles: &[
        (Role::Order, &["注文番号", "注文ID"]),
        (Role::Customer, &["会員ID", "メールアドレス"]),
        (Role::Date, &["受注日"]),
        (Role::Amount, &["支払合計", "合計"]),
    ],
    total: Total::EveryLine,
    standing: &[Says { columns: &["対応状況(名称)", "対応状況(ID)"], words: ECCUBE4, other: None }],
    basis: "with tax, shipping and fees, after discounts and points",
    ..YEN
};

const ECCUBE4_CUSTOMERS: Profile = Profile {
    name: "eccube4-customers",
    kind: Kind::Customers,
    signature: &["会員ID", "初回購入日", "最終購入日", "購入回数"],
    roles: &[(Role::Customer, &["会員ID"]), (Role::Joined, &["登録日"])],
    ..YEN
};

/// Rests on the names that EC-CUBE 2 gives the columns of its order CSV by default; no file of it was at hand.
const ECCUBE2_ORDERS: Profile = Profile {
    name: "eccube2-orders",
    signature: &["注文番号", "お支払い合計", "対応状況", "注文日時"],
    roles: &[
        (Role::Order, &["注文番号"]),
        (Role::Customer, &["会員ID", "顧客ID", "メールアドレス"]),
        (Role::Date, &["注文日時"]),
        (Role::Amount, &["お支払い合計", "合計"]),
    ],
    total: Total::EveryLine,
    standing: &[Says {
        columns: &["対応状況"],
        words: &[(Standing::Cancelled, &["3", "キャンセル"]), (Standing::NotASale, &["7", "決済処理中"])],
        other: None,
    }],
    basis: "with tax, shipping and fees, after discounts and points",
    ..YEN
};

const BASE: Profile = Profile {
    name: "base-orders",
    signature: &["注文ID", "注文日時", "メールアドレス(請求先)", "合計金額", "発送状況"],
    roles: &[
        (Role::Order, &["注文ID"]),
        (Role::Customer, &["メールアドレス(請求先)", "電話番号(請求先)"]),
        (Role::Date, &["注文日時"]),
        (Role::Amount, &["合計金額"]),
    ],
    total: Total::EveryLine,
    standing: &[Says {
        columns: &["発送状況"], words: &[(Standing::Cancelled, &["*キャンセル*"])], other: None
    }],
    basis: "with tax, shipping and fees",
    ..YEN
};

const MINNE: Profile = Profile {
    name: "minne-orders",
    signature: &["注文ID", "注文状況", "作品名", "注文の合計", "注文者のユーザーID"],
    roles: &[
        (Role::Order, &["注文ID"]),
        (Role::Customer, &["注文者のユーザーID"]),
        (Role::Date, &["注文日"]),
        (Role::Amount, &["注文の合計", "注文の販売価格"]),
    ],
    total: Total::EveryLine,
    standing: &[Says {
        columns: &["注文状況"], words: &[(Standing::Cancelled, &["*キャンセル*"])], other: None
    }],
    basis: "with tax and shipping",
    ..YEN
};

/// Rests on header rows as importers of this export expect them; no file of it was at hand.
const CREEMA: Profile = Profile {
    name: "creema-orders",
    signature: &["注文ID", "購入日", "作品タイトル", "取引相手", "合計金額"],
    roles: &[
        (Role::Order, &["注文ID"]),
        (Role::Customer, &["取引相手"]),
        (Role::Date, &["購入日"]),
        (Role::Amount, &["合計金額", "ご注文金額"]),
        (Role::UnitPrice, &[]),
    ],
    total: Total::EveryLine,
    standing: &[Says {
        columns: &["ステータス"], words: &[(Standing::Cancelled, &["*キャンセル*"])], other: None
    }],
    basis: "with tax and shipping, after the maker's coupon, before points",
    ..YEN
};

/// 800: a cancellation that waits to be confirmed; 900: a cancelled order.
const RAKUTEN: Profile = Profile {
    name: "rakuten-rms-orders",
    signature: &["注文番号", "ステータス", "請求金額", "注文者姓"],
    roles: &[
        (Role::Order, &["注文番号"]),
        (Role::Customer, &["注文者メールアドレス"]),
        (Role::Date, &["注文日時", "注文日 + 注文時間"]),
        (Role::Amount, &["請求金額", "合計金額", "商品合計金額"]),
    ],
    total: Total::EveryLine,
    standing: &[Says { columns: &["ステータス"], words: &[(Standing::Cancelled, &["800", "900"])], other: None }],
    basis: "with tax, shipping and fees, after coupons and points",
    ..YEN
};

const NEXT_ENGINE: Profile = Profile {
    name: "nextengine-orders",
    signature: &["店舗伝票番号", "受注日", "受注名", "商品計", "合計金額"],
    roles: &[
        (Role::Order, &["店舗伝票番号"]),
        (Role::Customer, &["顧客コード", "受注メールアドレス", "受注電話番号"]),
        (Role::Date, &["受注日"]),
        (Role::Amount, &["合計金額", "商品計"]),
    ],
    total: Total::EveryLine,
    basis: "with tax, shipping and fees, after points",
    ..YEN
};

const COLOR_ME: Profile = Profile {
    name: "colorme-orders",
    signature: &["売上ID", "受注日", "購入商品 販売価格(消費税込)", "購入数量"],
    roles: &[
        (Role::Order, &["売上ID"]),
        (Role::Customer, &["購入者 メールアドレス", "購入者 電話番号", "購入者 名前"]),
        (Role::Date, &["受注日"]),
        (Role::Amount, &[]),
        (Role::UnitPrice, &["購入商品 販売価格(消費税込)"]),
        (Role::Quantity, &["購入数量"]),
    ],
    basis: "with tax, without shipping and fees",
    ..YEN
};

/// 取引区分 1 is a sale; the others put money into the till, take it out, or give points. 取消区分 0 is in force.
const SMAREGI: Profile = Profile {
    name: "smaregi-transactions",
    signature: &["取引ID", "取引日時", "取引区分", "取消区分", "合計"],
    roles: &[
        (Role::Order, &["取引ID"]),
        (Role::Customer, &["会員ID", "会員コード"]),
        (Role::Date, &["取引日時"]),
        (Role::Amount, &["合計"]),
    ],
    standing: &[
        Says {
            columns: &["取引区分"], words: &[(Standing::Sale, &["1", "通常"])], other: Some(Standing::NotASale)
        },
        Says {
            columns: &["取消区分"], words: &[(Standing::Sale, &["0", "通常"])], other: Some(Standing::Cancelled)
        },
    ],
    basis: "with tax, after discounts and points",
    ..YEN
};

/// The shop picks the columns, so amounts and customers go by several names; 返送 means that the parcel came back.
const MAKESHOP: Profile = Profile {
    name: "makeshop-orders",
    signature: &["日付", "注文時間", "注文番号", "処理状況"],
    roles: &[
        (Role::Order, &["注文番号"]),
        (Role::Customer, &["会員ID", "注文者ID", "メールアドレス", "注文者メールアドレス"]),
        (Role::Date, &["日付 + 注文時間"]),
        (Role::Amount, &["合計金額", "注文合計金額", "お支払い合計", "決済金額"]),
    ],
    total: Total::EveryLine,
    standing: &[Says {
        columns: &["処理状況"],
        words: &[(Standing::Cancelled, &["注文キャンセル", "キャンセル"]), (Standing::Refunded, &["返送"])],
        other: None,
    }],
    basis: "the order's total, as the shop's template has it",
    ..YEN
};

/// Rests on header rows as importers of this export expect them; no file of it was at hand.
const BOOTH: Profile = Profile {
    name: "booth-orders",
    signature: &["注文番号", "ユーザー識別コード", "注文日時", "合計金額"],
    roles: &[
        (Role::Order, &["注文番号"]),
        (Role::Customer, &["ユーザー識別コード"]),
        (Role::Date, &["注文日時"]),
        (Role::Amount, &["合計金額"]),
    ],
    total: Total::EveryLine,
    standing: &[Says {
        columns: &["注文状況"], words: &[(Standing::Cancelled, &["*キャンセル*"])], other: None
    }],
    basis: "with tax and shipping",
    ..YEN
};

/// The sum given back is the order's, on each of its lines.
const AISHIP: Profile = Profile {
    name: "aishipr-orders",
    signature: &["コントロールカラム", "注文番号", "注文日時", "商品単価", "管理ステータス"],
    roles: &[
        (Role::Order, &["注文番号"]),
        (Role::Customer, &["会員ID", "会員番号", "注文者メールアドレス", "メールアドレス"]),
        (Role::Date, &["注文日時"]),
        (Role::Amount, &[]),
        (Role::UnitPrice, &["商品単価"]),
        (Role::Quantity, &["数量"]),
        (Role::Refunded, &["合計返金額"]),
    ],
    refunds: Total::EveryLine,
    standing: &[Says {
        columns: &["管理ステータス"], words: &[(Standing::Cancelled, &["*キャンセル*"])], other: None
    }],
    basis: "without shipping and fees",
    ..YEN
};

/// Japanese shops and tills.
pub(super) const ALL: &[Profile] = &[
    ECCUBE4_ORDERS,
    ECCUBE4_CUSTOMERS,
    ECCUBE2_ORDERS,
    BASE,
    MINNE,
    CREEMA,
    RAKUTEN,
    NEXT_ENGINE,
    COLOR_ME,
    SMAREGI,
    MAKESHOP,
    BOOTH,
    AISHIP,
];
