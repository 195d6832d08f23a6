//! Why customers joined, as their file words it: earned by what others said, or bought by what the shop paid.

use crate::commands::shop::Shop;
use crate::input::roles::Role;
use crate::metrics::growth::Origin;
use std::collections::BTreeSet;

/// Reasons that other customers brought about.
const EARNED: &str = "referral referred referafriend referredbyafriend friend friends afriend family friendsandfamily friendorfamily wordofmouth \
    recommendation recommended recommendedbyafriend colleague reputation review reviews goodreviews testimonial 紹介 友人 友人の紹介 友達の紹介 \
    知人 知人の紹介 家族 家族の紹介 口コミ クチコミ くちこみ 評判 レビュー";

/// Reasons that the shop paid for.
const BOUGHT: &str = "ad ads advert adverts advertising advertisement searchad searchads searchadvert searchadvertising paidsearch ppc googleads \
    facebookads instagramads socialads paidsocial display banner affiliate coupon voucher discount promotion promo sale offer specialoffer campaign \
    flyer leaflet tv radio newspaper magazine influencer billboard directmail 広告 検索広告 ネット広告 sns広告 バナー チラシ クーポン 割引 セール \
    キャンペーン テレビ ラジオ 新聞 雑誌 アフィリエイト インフルエンサー ダイレクトメール dm";

/// What the customers files say about it.
pub(super) struct Reasons {
    /// By the code of a customer's attributes, and one more for who is in no file.
    pub(super) origins: Vec<Origin>,
    /// Whether any column says it.
    pub(super) known: bool,
    /// Reasons that stand on neither list, in the order of their letters.
    pub(super) unlisted: Vec<String>,
}

impl Reasons {
    /// Reads the wanted columns; `earned` and `bought` are further reasons of either kind.
    pub(super) fn new(shop: &Shop<'_>, earned: &[String], bought: &[String]) -> Self {
        let attributes = &shop.ledger().attributes;
        let column = |role: Role| {
            let accounts = shop.taken.accounts.iter().flat_map(|account| &account.columns);
            let names: Vec<&String> =
                accounts.filter(|(known, _)| *known == role.name()).map(|(_, name)| name).collect();
            attributes.columns.iter().position(|column| names.contains(&&column.name))
        };
        let (referred, reason) = (column(Role::ReferredBy), column(Role::Reason));
        let listed = |words: &str, more: &[String]| -> BTreeSet<String> {
            words.split_whitespace().map(str::to_owned).chain(more.iter().map(|reason| folded(reason))).collect()
        };
        let (earned, bought) = (listed(EARNED, earned), listed(BOUGHT, bought));
        let mut unlisted = BTreeSet::new();
        let mut origin = |code: u32| {
            if referred.is_some_and(|column| attributes.text(code, column).is_some()) {
                return Origin::Earned;
            }
            let Some(text) = reason.and_then(|column| attributes.text(code, column)) else { return Origin::Unknown };
            let word = folded(text);
            match (earned.contains(&word), bought.contains(&word)) {
                (true, false) => Origin::Earned,
                (false, true) => Origin::Bought,
                _ => {
                    unlisted.insert(text.to_owned());
                    Origin::Unknown
                }
            }
        };
        let mut origins: Vec<Origin> = (0..attributes.tuples.len() as u32).map(&mut origin).collect();
        origins.push(Origin::Unknown);
        Self { origins, known: referred.is_some() || reason.is_some(), unlisted: unlisted.into_iter().collect() }
    }
}

/// A reason for comparison: letters and digits alone, in lower case.
fn folded(text: &str) -> String {
    text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

#[cfg(test)]
mod tests {
    use super::{BOUGHT, EARNED, folded};

    #[test]
    fn no_reason_is_both_earned_and_bought() {
        let earned: Vec<&str> = EARNED.split_whitespace().collect();
        assert!(BOUGHT.split_whitespace().all(|word| !earned.contains(&word)));
        // Lists are compared as they stand, so they stand as they are compared.
        assert!(EARNED.split_whitespace().chain(BOUGHT.split_whitespace()).all(|word| folded(word) == word));
    }

    #[test]
    fn spelling_and_case_do_not_matter() {
        assert_eq!(folded("Word-of-Mouth"), "wordofmouth");
        assert_eq!(folded("SNS 広告"), "sns広告");
    }
}
