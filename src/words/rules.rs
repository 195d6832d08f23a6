//! The names of the rules by which rows are left out or set aside. In English the code is the name.

use super::Lang;

/// The name of an exclusion or set-aside rule; an unknown code names itself.
pub fn rule(lang: Lang, code: &str) -> &str {
    match lang {
        Lang::En => code,
        Lang::Ja => japanese(code).unwrap_or(code),
    }
}

fn japanese(code: &str) -> Option<&'static str> {
    Some(match code {
        "no answer" => "未回答",
        "missing code" | "declared missing" => "欠損値コード",
        "cancelled" | "cancelled order" => "キャンセル",
        "unpaid" => "未入金",
        "test order" => "テスト注文",
        "test" => "テスト",
        "not a sale" => "売上以外の取引",
        "empty row" => "空行",
        "repeated header" => "見出し行の繰り返し",
        "preview" => "試し回答",
        "unfinished" => "回答途中",
        "other question" => "別の質問への回答",
        "second header" => "2行目の見出し",
        "outside window" => "期間外",
        "before window" => "期間より前",
        "after as-of" => "基準日より後",
        "no date" => "日付なし",
        "customers without value" => "金額のない顧客",
        "guests" => "ゲスト",
        "guest orders" => "ゲスト購入",
        "zero-value orders" => "金額ゼロの注文",
        "refunded orders" => "全額返金の注文",
        "other currency" => "ほかの通貨",
        "no purchases" => "購入のない顧客",
        "later answers" => "同じ顧客の2回目以降の回答",
        "answers without a date" => "日付のない回答",
        "answers after the list" => "一覧の期間より後の回答",
        "answers without a purchase" => "購入のない顧客の回答",
        "answers without a customer" => "顧客IDのない回答",
        "superseded" => "新しい回答で置き換え",
        "duplicate row" => "重複行",
        "overlapping export" => "期間の重なるファイル",
        "no customer" => "顧客IDなし",
        "no campaign" => "キャンペーンなし",
        "not returned" => "返品なし",
        "return of an unknown order" => "注文が見つからない返品",
        "undated sends" => "日付のない配信",
        "sends outside window" => "期間外の配信",
        "sends in both groups" => "両群に入った配信",
        "sends without baseline" => "以前の購入が観測できない配信",
        "control who joined" => "入会した対照群の顧客",
        "both groups" => "両群に入った顧客",
        "customers older than the data" => "データより前からの顧客",
        "burn-in customers" => "助走期間の顧客",
        "burn-in orders" => "助走期間の顧客の注文",
        _ => return None,
    })
}
