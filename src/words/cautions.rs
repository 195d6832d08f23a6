//! What must be known of numbers about customers over time, and of the groups they are put in.

/// The sentence of a code, in English and in Japanese, with its facts in braces.
pub(super) fn of_behaviour(code: &str) -> Option<(&'static str, &'static str)> {
    Some(match code {
        "periods-pooled" => (
            "(all) adds up the periods that are over and have one before them; a customer counts once in each of these",
            "(全体) は前の期間があり終了した期間の合計で、顧客は期間ごとに1回数えています",
        ),
        "period-not-over" => (
            "the window is not over, so there is no rate yet: some of its customers will still come; choose an earlier one with --to",
            "期間が終わっていないため率はまだ出せません。--to で終了した期間を指定してください",
        ),
        "first-cohort-large" => (
            "the first cohort holds {share} of all customers; most of them are probably older than the data and no newcomers",
            "最初の期間に全顧客の {share} が入っています。多くはデータより前からの顧客で、新規ではないと思われます",
        ),
        "lapse-back-test" => (
            "lapsed means silent for {days} days or more; of {count} such silences so far, {share} ended in a purchase after all",
            "{days}日以上購入がなければ離脱としました。これまでの該当 {count}件のうち {share} は後に購入しています",
        ),
        "no-rhythm" => (
            "no silence seen so far tells a lost customer from one who will come back, so nobody counts as lapsed; --lapse 365d sets a limit",
            "どれだけ間が空いても戻る顧客がいるため離脱の日数が決まりません。--lapse 365d のように指定できます",
        ),
        "few-scores" => (
            "{score} takes only {scores} of 5 scores: many customers share a value, and equal values are never split",
            "{score} のスコアは5段階のうち {scores} 段階だけです。同じ値の顧客は分けません",
        ),
        "many-tests" => (
            "{n} groups or periods are tested at once, so a single one must stand out more to be beyond chance (Holm)",
            "{n}件を同時に検定しているため、1件だけの場合より大きな差が必要です（ホルム法）",
        ),
        "nothing-to-compare" => (
            "nothing to compare with: the data do not reach back far enough for the figures of {from} – {to}",
            "{from}～{to} の数値に必要なデータがそろっていないため比較できません",
        ),
        "segments-empty" => ("no customer is in: {segments}", "該当する顧客のいないセグメント: {segments}"),
        "segments-shadowed" => (
            "earlier rules take every customer of: {segments}; --segments grid has no such overlap",
            "先の条件に含まれるため常に空のセグメント: {segments}。--segments grid には重なりがありません",
        ),
        _ => return None,
    })
}
