//! Which words of a status column take an order out of the ledger. Everything else counts.

use super::piece::marks;
use super::roles::fold;

const CANCELLED: &[&str] = &[
    "cancelled",
    "canceled",
    "cancel",
    "void",
    "voided",
    "failed",
    "declined",
    "expired",
    "refused",
    "キャンセル",
    "注文キャンセル",
    "キャンセル済み",
    "取消",
    "取消済み",
    "取り消し",
    "無効",
    "決済エラー",
];
const TEST: &[&str] = &["test", "test order", "テスト", "テスト注文"];

/// The marks of a status text.
pub(super) fn marks(text: &str) -> u8 {
    let folded = fold(text);
    if CANCELLED.iter().any(|word| fold(word) == folded) {
        marks::CANCELLED
    } else if TEST.iter().any(|word| fold(word) == folded) {
        marks::TEST
    } else {
        0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cancelled_order_is_told_in_both_languages_and_a_paid_one_stays() {
        assert_eq!(marks("Cancelled "), marks::CANCELLED);
        assert_eq!(marks("注文キャンセル"), marks::CANCELLED);
        assert_eq!(marks("paid"), 0);
    }
}
