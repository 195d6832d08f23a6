//! What a job that runs by itself has to say: thresholds that are broken, figures that are told otherwise than before.

/// The sentence of a code, in English and in Japanese, with its facts in braces.
pub(super) fn of_job(code: &str) -> Option<(&'static str, &'static str)> {
    Some(match code {
        "threshold-broken" => (
            "the threshold `{condition}` is broken: {key} is {found}",
            "しきい値 `{condition}` に触れました: {key} は {found} です",
        ),
        "threshold-changed" => (
            "the threshold `{condition}` is broken: {key} is {found}, was {before}",
            "しきい値 `{condition}` に触れました: {key} は {before} から {found} に変わりました",
        ),
        "threshold-undefined" => (
            "the threshold `{condition}` counts as broken, because there is no {key} in this window; \
             add `or n/a` to put up with that",
            "この期間には {key} がないため、しきい値 `{condition}` に触れたものとします。許すには `or n/a` を付けてください",
        ),
        "threshold-unanswered" => (
            "the threshold `{condition}` counts as broken, because {key} could not be answered; \
             add `or n/a` to put up with that",
            "{key} の答えが出ないため、しきい値 `{condition}` に触れたものとします。許すには `or n/a` を付けてください",
        ),
        "required-section" => (
            "the section {section} is required and has no answer; the report says why",
            "必須の項目 {section} に答えが出ませんでした。理由はレポートにあります",
        ),
        "restated" => {
            ("{metric} of {days} was {was}, is now {now}", "{days} の {metric} は {was} でしたが、現在は {now} です")
        }
        "restated-because" => (
            "{metric} of {days} was {was}, is now {now}; also changed: {reasons}",
            "{days} の {metric} は {was} でしたが、現在は {now} です。同時に変わった値: {reasons}",
        ),
        "history-pruned" => (
            "{count} lines about days that ended before {day} were taken out",
            "{day} より前に終わった期間の {count}行を除きました",
        ),
        "no-history" => (
            "{path} holds no figure yet; add --history {path} to a run",
            "{path} にはまだ値がありません。実行時に --history {path} を付けてください",
        ),
        "unknown-variable" => (
            "the variable {name} is no setting; did you mean {near}?",
            "環境変数 {name} は設定ではありません。{near} のことですか",
        ),
        _ => return None,
    })
}
