//! The words of what connects answers and purchases, and of what moves them: labels, titles, formulas, remarks and refusals.

/// A wording in English and in Japanese.
type Pair = Option<(&'static str, &'static str)>;

/// The title of an answer or of one of its parts.
pub(super) fn title(name: &str) -> Pair {
    Some(match name {
        "link" => ("What customers did after they answered", "回答後の購入"),
        "differences" => ("The groups held against each other", "グループ間の差"),
        "at-risk" => ("Revenue at risk", "リスクのある売上"),
        "growth" => ("Growth, and where it came from", "成長とその内訳"),
        "drivers" => ("What moves the score", "スコアを動かす要因"),
        "questions" => ("Further questions and the score", "他の質問とスコア"),
        "words" => ("Words that set detractors apart", "批判者に特徴的な言葉"),
        "basket" => ("Order value and categories", "購入単価とカテゴリ"),
        "respondents" => ("Whom the answers speak for", "回答者と非回答者"),
        _ => return None,
    })
}

/// The label of a column.
pub(super) fn label(key: &str) -> Pair {
    Some(match key {
        "answers" => ("answers", "回答数"),
        "matched" => ("with purchases", "購入のある回答"),
        "net_after" => ("net after", "回答後の純売上"),
        "with_before" => ("known before", "回答前も観測"),
        "per_customer_before" => ("before, each", "前 (1人)"),
        "per_customer_after" => ("after, each", "後 (1人)"),
        "per_customer_after_low" => ("after, low", "後 下限"),
        "per_customer_after_high" => ("after, high", "後 上限"),
        "bought_after" => ("bought after", "後に購入"),
        "repeat_rate_after" => ("bought again", "再購入率"),
        "repeat_rate_after_low" => ("bought again, low", "再購入率 下限"),
        "repeat_rate_after_high" => ("bought again, high", "再購入率 上限"),
        "nps_weighted" => ("NPS weighted by net", "売上加重NPS"),
        "effective_n" => ("as good as so many answers", "有効回答数"),
        "nps_reweighted" => ("NPS weighted to all customers", "全顧客に補正したNPS"),
        "reweighted_n" => ("as good as so many", "その有効回答数"),
        "pair" => ("pair", "組"),
        "net_difference" => ("net per customer", "1人あたり純売上の差"),
        "bought_difference" => ("share who bought", "購入者割合の差"),
        "repeat_difference" => ("repeat rate", "リピート率の差"),
        "net_verdict" | "bought_verdict" | "revenue_at_risk_verdict" | "repeat_verdict" => ("  verdict", "  判定"),
        "kept_share" => ("detractors: after / before", "批判者: 後 ÷ 前"),
        "other_kept_share" => ("others: after / before", "その他: 後 ÷ 前"),
        "revenue_at_risk" => ("at risk", "リスク額"),
        "who" => ("who", "対象"),
        "per_customer" => ("net per customer", "1人あたり純売上"),
        "earned_new_customers" | "earned_new_share" => ("earned new customers", "紹介などの新規"),
        "earned_new_net" | "bought_new_net" | "unknown_new_net" => ("their net", "同 純売上"),
        "bought_new_customers" | "bought_new_share" => ("bought new customers", "広告などの新規"),
        "unknown_new_customers" => ("new customers, reason unknown", "理由不明の新規"),
        "earned_new_share_least" => ("earned new customers, at least", "紹介などの新規 (最小)"),
        "earned_new_share_most" => ("earned new customers, at most", "紹介などの新規 (最大)"),
        "bought_new_share_least" => ("bought new customers, at least", "広告などの新規 (最小)"),
        "bought_new_share_most" => ("bought new customers, at most", "広告などの新規 (最大)"),
        "returned_share" => ("customers of longer ago", "復帰した顧客"),
        "earned_growth" => ("earned growth", "自然成長率"),
        "earned_growth_least" => ("earned growth, at least", "自然成長率 (最小)"),
        "earned_growth_most" => ("earned growth, at most", "自然成長率 (最大)"),
        "earned_growth_ratio" => ("earned part of the growth", "成長に占める自然成長"),
        "earned_growth_ratio_least" => ("earned part, at least", "自然成長の割合 (最小)"),
        "earned_growth_ratio_most" => ("earned part, at most", "自然成長の割合 (最大)"),
        "then_net" => ("net then", "前期の純売上合計"),
        "now_net" => ("net now", "当期の純売上合計"),
        "change" => ("change", "増減"),
        "from_customers" => ("  by customers", "  顧客数による"),
        "from_frequency" => ("  by purchases per customer", "  購入回数による"),
        "from_order_value" => ("  by money per purchase", "  購入単価による"),
        "late_refunds" => ("  by later refunds", "  後日の返金による"),
        "from_mix" => ("  of which moved between groups", "  うち構成の変化"),
        "from_rate" => ("  of which within groups", "  うちグループ内の変化"),
        "score" => ("NPS", "NPS"),
        "score_low" => ("NPS, low", "NPS 下限"),
        "score_high" => ("NPS, high", "NPS 上限"),
        "previous_responses" => ("answers before", "前の期間の回答数"),
        "previous_score" => ("NPS before", "前の期間のNPS"),
        "score_change" => ("NPS moved", "NPSの変化"),
        "contribution_mix" => ("moved by mix", "構成による変化"),
        "contribution_score" => ("moved by it", "寄与"),
        "above_others" => ("above the others", "他との差"),
        "verdict" | "word_verdict" => ("verdict", "判定"),
        "question" => ("question", "質問"),
        "correlation" => ("correlation", "相関"),
        "gap" => ("above expectation", "期待との差"),
        "side" => ("side", "区分"),
        "word" => ("word", "言葉"),
        "log_odds" => ("log-odds", "対数オッズ比"),
        "z" => ("z", "z"),
        "above_first" => ("above own first", "初回との差"),
        "categories_per_customer" => ("categories each", "カテゴリ数 (1人)"),
        "second_category_rate" => ("second category", "2カテゴリ以上"),
        "second_within_rate" => ("second category in time", "期限内に2カテゴリ目"),
        "category" => ("category", "カテゴリ"),
        "referred_by" => ("referred by", "紹介者"),
        "reason" => ("reason", "理由"),
        _ => return None,
    })
}

/// What a grouping of a command's own is called, which is no column of the user's.
pub(super) fn dimension(command: &str, name: &str) -> Pair {
    Some(match (command, name) {
        ("link", "attitude") => ("attitude", "態度"),
        ("link", "behaviour") => ("behaviour", "行動"),
        ("drivers", "segment") => ("segment", "区分"),
        ("drivers", "group") => ("group", "グループ"),
        _ => return None,
    })
}

/// The formula below a title.
pub(super) fn formula(headline: &str) -> Pair {
    Some(match headline {
        "per_customer_after" => (
            "net per customer in the days before and after each customer's first answer, its own day and its order left out",
            "最初の回答の前後の期間の1人あたり純売上（回答日と回答が示す注文を除く）",
        ),
        "score" => (
            "NPS of each group; how far it moves the NPS of all: with it less without it, or since the window before",
            "グループごとのNPSと、全体のNPSへの寄与（ある場合 − ない場合、または前の期間からの変化）",
        ),
        "correlation" => ("how closely a question goes with the score from 0 to 10", "各質問と0～10の点数の相関"),
        "log_odds" => (
            "a word of detractors' comments against promoters': log-odds with an informative prior, z in standard errors",
            "批判者と推奨者のコメントの言葉の比較（事前分布つき対数オッズ比、z は標準誤差単位）",
        ),
        "average_order_value" => (
            "gross of the purchases of a number / their count; customers with two or more categories by then / customers who got there",
            "購入回目ごとの総売上 ÷ 件数、その時点で2カテゴリ以上購入した顧客 ÷ 到達した顧客",
        ),
        "earned_growth" => (
            "earned growth = NRR + net of earned new customers / net before − 1; the change is the sum of its parts, and what several \
             factors do together is shared evenly",
            "自然成長率 = NRR + 紹介などの新規の純売上 ÷ 前期の純売上 − 1。増減は各要因の合計で、相互作用は均等に配分",
        ),
        "net_difference" => (
            "what the first group did after answering, less what the second did",
            "回答後の結果の差（前のグループ − 後のグループ）",
        ),
        "revenue_at_risk" => (
            "(others' after / before − detractors' after / before) × detractors' net before",
            "(その他の 後÷前 − 批判者の 後÷前) × 批判者の回答前の純売上",
        ),
        "per_customer" => (
            "customers with a purchase in the window, by whether they answered; the differences are those of the first group",
            "期間内の購入者を回答の有無で分けた比較（差は 回答者 − 非回答者）",
        ),
        _ => return None,
    })
}

/// What a code in a column stands for.
pub(super) fn explained(key: &str, code: &str) -> Pair {
    Some(match (key, code) {
        ("side", "improve") => ("said more by detractors", "批判者に多い言葉"),
        ("side", "keep") => ("said more by promoters", "推奨者に多い言葉"),
        ("verdict" | "word_verdict" | "net_verdict", "no-difference") => {
            ("chance alone could show this much", "偶然だけでもこの程度の差は生じます")
        }
        ("verdict" | "word_verdict" | "net_verdict", "differs") => {
            ("more than chance alone would show", "偶然だけでは説明しにくい差です")
        }
        _ => return None,
    })
}

/// The wording of a parameter.
pub(super) fn asked(key: &str) -> Pair {
    Some(match key {
        "comment" => ("comments in \"{}\"", "コメントの列: {}"),
        "min_count" => ("words of {} comments or more", "{}件以上のコメントにある言葉"),
        "second_within_days" => ("in time: within {} days of the first purchase", "期限: 初回購入から {}日"),
        "within_days" => ("{} days to each side", "前後 {}日"),
        "correction" => ("p-values corrected for all comparisons (Holm)", "p値は多重比較を補正 (Holm)"),
        _ => return None,
    })
}

/// What must be known beside a number.
pub(super) fn remark(code: &str) -> Pair {
    Some(match code {
        "growth-no-reason" => (
            "no column says why customers joined, so only bounds are known: all of the new ones bought, or all earned; add a customers \
             file with a column such as reason or referred_by",
            "入会理由の列がないため、新規をすべて広告とした場合と紹介とした場合の範囲だけを示します。reason や referred_by の列を持つ顧客ファイルを加えてください",
        ),
        "growth-unknown-reason" => (
            "why {count} new customers joined is not known, so there are bounds: all of them bought, or all earned",
            "新規のうち {count}人は入会理由が不明なため、すべて広告とした場合と紹介とした場合の範囲を示します",
        ),
        "growth-unlisted-reasons" => (
            "these reasons are on no list: {reasons}; --earned REASON or --bought REASON places them",
            "分類できない理由: {reasons}。--earned 理由 か --bought 理由 で指定できます",
        ),
        "growth-short-history" => (
            "the data begin on {first}: the earlier figures see less of who had bought before, so more of those who came back count as new",
            "データは {first} から始まります。以前の数値ほど過去の購入が見えないため、復帰した顧客が新規に数えられやすくなります",
        ),
        "growth-overlap" => (
            "purchases stand in several of these groups, so their change cannot be told apart into mix and rate; use --by first:COLUMN",
            "一つの購入が複数のグループに入るため、構成とグループ内の変化に分けられません。--by first:列名 を使ってください",
        ),
        "drivers-alike" => (
            "no difference: none of {count} groups can be told from the other answers, beyond chance",
            "差なし: {count}グループのいずれも他の回答と偶然以上の差はありません",
        ),
        "drivers-unmoved" => (
            "no difference: none of {count} groups answers otherwise than in the window before, beyond chance",
            "差なし: {count}グループのいずれにも、前の期間から偶然以上の変化はありません",
        ),
        "questions-alike" => (
            "no difference: none of {count} questions goes together with the score, beyond chance",
            "差なし: {count}の質問のいずれもスコアとの関係は偶然と区別できません",
        ),
        "words-alike" => (
            "no difference: none of {count} words sets detractors apart from promoters, beyond chance",
            "差なし: {count}語のいずれも批判者と推奨者の違いは偶然と区別できません",
        ),
        "words-of" => (
            "words of {detractors} comments of detractors and {promoters} of promoters; read the comments before acting on a word",
            "批判者のコメント {detractors}件と推奨者のコメント {promoters}件の言葉です。対応の前にコメント本文を確かめてください",
        ),
        "basket-later" => (
            "{count} purchases beyond the number {most} are in the total alone",
            "{most}回目より後の購入 {count}件は合計にだけ含みます",
        ),
        "link-few" => (
            "the smallest of the three groups has only {n} customers, so a real difference could easily go unseen",
            "最も小さいグループは {n}人しかなく、実際の差があっても見逃しやすい状態です",
        ),
        "link-short-history" => (
            "{count} answers lie within a year of the first order, so how often their customers had bought is not known: they are in no \
             row of behaviour",
            "最初の注文から1年以内の回答 {count}件は購入頻度が分からないため、行動の分類に含めていません",
        ),
        "link-no-order" => (
            "no answer names its order, so a purchase some days earlier that brought on the survey counts as before: compare the \
             groups with each other, not with their own past",
            "回答に注文番号がないため、数日前のきっかけの購入は回答前に含まれます。前後ではなくグループ同士を比べてください",
        ),
        "no-attitudes" => (
            "no customer of this list has an attitude: an answer tells one if it names its customer, its date, and a score from 0 to 10",
            "この一覧の顧客の推奨度はわかりません。顧客ID・日付・0～10の点数がそろった回答が必要です",
        ),
        "no-difference" => (
            "no difference: none of {count} comparisons of promoters, passives and detractors can be told from chance",
            "差なし: 推奨者・中立者・批判者の比較 {count}件のいずれも偶然と区別できません",
        ),
        _ => return None,
    })
}

/// Why there is no answer: a code, and its sentence in English and in Japanese.
pub(super) const REFUSALS: [(&str, &str, &str); 7] = [
    (
        "nothing-before",
        "the data do not reach back over the window before, so there is nothing to hold this one against; choose a later or shorter window with --from and --to",
        "比較する前の期間がデータにありません。--from と --to でより後か短い期間を指定してください",
    ),
    (
        "no-drivers",
        "no further column parts the answers into groups or holds numbers; name one with --by COLUMN",
        "回答を分ける列も数値の列もありません。--by 列名 で指定してください",
    ),
    (
        "no-comments",
        "no column looks like comments; name it with --comment COLUMN",
        "コメントの列が見つかりません。--comment 列名 で指定してください",
    ),
    (
        "few-words",
        "no word stands in {count} comments of promoters and detractors; choose a lower limit with --min-count",
        "推奨者と批判者のコメント {count}件以上に出る言葉がありません。--min-count で下限を下げてください",
    ),
    (
        "no-category",
        "the transactions have no categories, so nothing is said about them; name their column with --map category=COLUMN",
        "購入明細にカテゴリの列がないため、カテゴリの数値はありません。列は --map category=列名 で指定してください",
    ),
    (
        "no-matches",
        "no answer names a customer who stands in the transactions; give files that use the same ids, or name the columns with --map customer=COLUMN",
        "購入明細にいる顧客の回答がありません。同じIDを使うファイルを指定するか、--map customer=列名 で列を指定してください",
    ),
    (
        "groups-of-its-own",
        "this question has groups of its own and takes no --by {by}; ask it without --by",
        "この質問には独自の分類があるため --by {by} は使えません。--by なしで実行してください",
    ),
];

#[cfg(test)]
mod tests {
    use super::{REFUSALS, remark};

    #[test]
    fn both_languages_name_the_same_facts() {
        let names = |template: &str| {
            let mut names: Vec<String> =
                template.split('{').skip(1).filter_map(|part| Some(part.split_once('}')?.0.to_owned())).collect();
            names.sort_unstable();
            names
        };
        let remarks = [
            "drivers-alike",
            "drivers-unmoved",
            "questions-alike",
            "words-alike",
            "words-of",
            "basket-later",
            "growth-no-reason",
            "growth-unknown-reason",
            "growth-unlisted-reasons",
            "growth-overlap",
            "growth-short-history",
            "link-few",
            "link-short-history",
            "link-no-order",
            "no-attitudes",
            "no-difference",
        ];
        let all = remarks.iter().map(|code| (*code, remark(code).expect("every code has a sentence")));
        for (code, (en, ja)) in all.chain(REFUSALS.map(|(code, en, ja)| (code, (en, ja)))) {
            assert_eq!(names(en), names(ja), "{code}");
            assert!(!en.ends_with('.') && !en.starts_with(char::is_uppercase), "{en}");
        }
    }
}
