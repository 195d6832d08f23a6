//! What a job that runs by itself has to say: thresholds that are broken.

/// The sentence of a code, in English and in Japanese, with its facts in braces.
pub(super) fn of_job(code: &str) -> Option<(&'static str, &'static str)> {
    Some(match code {
        "threshold-broken" => (
            "the threshold `{condition}` is broken: {key} is {found}",
            "しきい値 `{condition}` に触れました: {key} は {found} です",
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
        _ => return None,
    })
}
