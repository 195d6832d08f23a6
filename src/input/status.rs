//! What the words of a status column usually mean. Every other word is one of a sale.

use super::roles::fold;
use super::standing::Standing;

/// Words, and what a row with one of them is.
const ENGLISH: [(Standing, &[&str]); 4] = [
    (
        Standing::Cancelled,
        &[
            "cancelled",
            "canceled",
            "cancel",
            "cancelled order",
            "canceled order",
            "order cancelled",
            "order canceled",
            "cancelled by customer",
            "canceled by customer",
            "void",
            "voided",
            "failed",
            "payment failed",
            "declined",
            "payment declined",
            "expired",
            "refused",
        ],
    ),
    (Standing::Test, &["test", "test order"]),
    (
        Standing::Refunded,
        &[
            "refunded",
            "fully refunded",
            "full refund",
            "refund completed",
            "order refunded",
            "returned",
            "fully returned",
            "return completed",
            "order returned",
            "returned and refunded",
            "returned refunded",
        ],
    ),
    (
        Standing::NotASale,
        &[
            "pending",
            "pending payment",
            "payment pending",
            "awaiting payment",
            "waiting for payment",
            "unpaid",
            "not paid",
            "draft",
            "quote",
            "quotation",
            "abandoned",
        ],
    ),
];

/// The same in Japanese, without what stands around them in [`BEFORE`] and [`BEHIND`].
const JAPANESE: [(Standing, &[&str]); 4] = [
    (Standing::Cancelled, &["キャンセル", "取消", "無効", "決済エラー", "決済失敗", "不成立"]),
    (Standing::Test, &["テスト", "テスト注文"]),
    (
        Standing::Refunded,
        &["返品", "全返品", "全額返品", "返金", "全額返金", "返品返金", "返品・返金", "払戻", "全額払戻"],
    ),
    (
        Standing::NotASale,
        &[
            "未入金",
            "入金待ち",
            "入金確認待ち",
            "未払",
            "支払待ち",
            "決済待ち",
            "未決済",
            "仮注文",
            "仮受注",
            "下書き",
            "見積",
            "購入処理中",
            "決済処理中",
        ],
    ),
];
/// What is cancelled, given back or waited for, where it is said.
const BEFORE: [&str; 9] = ["ご注文", "注文", "受注", "取引", "決済", "オーダー", "お客様", "お", "ご"];
/// That it is done.
const BEHIND: [&str; 3] = ["済み", "済", "完了"];
/// Ways to write one word.
const SPELLINGS: [(&str, &str); 8] = [
    ("取り消し", "取消"),
    ("取消し", "取消"),
    ("とりけし", "取消"),
    ("払い戻し", "払戻"),
    ("払戻し", "払戻"),
    ("支払い", "支払"),
    ("未払い", "未払"),
    ("見積もり", "見積"),
];

/// What a row with this word in a status column usually is; the word is folded.
pub(super) fn usual(folded: &str) -> Standing {
    let says = |words: &[(Standing, &[&str])], text: &str| {
        words.iter().find(|(_, words)| words.iter().any(|word| fold(word) == text)).map(|(standing, _)| *standing)
    };
    says(&ENGLISH, folded).or_else(|| bare(folded).find_map(|text| says(&JAPANESE, &text))).unwrap_or_default()
}

/// A Japanese word in its usual spelling: as it is, and without what may stand around it.
fn bare(text: &str) -> impl Iterator<Item = String> {
    let spelled = SPELLINGS.iter().fold(text.to_owned(), |text, (way, usual)| text.replace(way, usual));
    let done = BEHIND.iter().find_map(|end| spelled.strip_suffix(end)).unwrap_or(&spelled).to_owned();
    let alone = BEFORE.iter().find_map(|begin| done.strip_prefix(begin)).unwrap_or(&done).to_owned();
    [spelled, done, alone].into_iter()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn all(words: &[&str]) -> Vec<Standing> {
        words.iter().map(|word| usual(&fold(word))).collect()
    }

    #[test]
    fn a_cancelled_order_is_told_in_both_languages_and_every_spelling() {
        let words = [
            "Cancelled ",
            "canceled",
            "注文キャンセル",
            "注文取消し",
            "キャンセル済",
            "キャンセル済み",
            "受注キャンセル",
            "取消し",
            "取り消し済み",
            "注文取り消し",
            "ｷｬﾝｾﾙ",
            "決済エラー",
            "お客様キャンセル",
        ];
        assert_eq!(all(&words), [Standing::Cancelled; 13]);
    }

    #[test]
    fn an_order_given_back_is_no_cancelled_one_and_one_not_paid_is_no_sale_yet() {
        let back = ["refunded", "Returned", "返品", "返金済み", "全額返金", "返品完了", "払い戻し済"];
        assert_eq!(all(&back), [Standing::Refunded; 7]);
        let unpaid = [
            "Pending",
            "pending_payment",
            "unpaid",
            "draft",
            "未入金",
            "入金待ち",
            "お支払い待ち",
            "未払い",
            "見積もり",
        ];
        assert_eq!(all(&unpaid), [Standing::NotASale; 9]);
    }

    #[test]
    fn all_else_is_a_sale() {
        let sales = [
            "paid",
            "shipped",
            "processing",
            "partially refunded",
            "発送済み",
            "入金済み",
            "一部返品",
            "新規受付",
            "済み",
            "注文",
        ];
        assert_eq!(all(&sales), [Standing::Sale; 10]);
    }
}
