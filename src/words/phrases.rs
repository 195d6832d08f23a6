//! The small words between the numbers.

use super::Lang;

/// Every fixed phrase that the pages and problems need; one value per language, so none can be forgotten.
#[derive(Debug, Clone, Copy)]
#[allow(missing_docs, reason = "each field is named by its English wording")]
pub struct Phrases {
    pub not_available: &'static str,
    pub none: &'static str,
    pub all: &'static str,
    pub yes: &'static str,
    pub no: &'static str,
    pub rows: &'static str,
    pub used: &'static str,
    pub merged: &'static str,
    pub excluded: &'static str,
    pub rejected: &'static str,
    pub refused: &'static str,
    pub set_aside: &'static str,
    pub warning: &'static str,
    pub error: &'static str,
    pub interval: &'static str,
    pub counts: &'static str,
    pub as_of: &'static str,
    pub totals: &'static str,
    pub rejected_rows: &'static str,
    /// What an asterisk behind a group's name says.
    pub incomplete: &'static str,
    /// Where the rejected rows that are not shown can be had.
    pub all_rejected: &'static str,
    pub rejects_hint: &'static str,
    pub refused_section: &'static str,
    pub nothing: &'static str,
    /// Between the ends of an interval.
    pub to: &'static str,
    /// Between the ends of an interval, where only ASCII may be written.
    pub ascii_to: &'static str,
    /// Behind the kind of a remark.
    pub colon: &'static str,
    /// Between a number and what it is a per cent of.
    pub per_cent: &'static str,
    pub and: &'static str,
}

const EN: Phrases = Phrases {
    not_available: "n/a",
    none: "(none)",
    all: "(all)",
    yes: "yes",
    no: "no",
    rows: "rows",
    used: "used",
    merged: "merged",
    excluded: "excluded",
    rejected: "rejected",
    refused: "refused",
    set_aside: "set aside",
    warning: "warning",
    error: "error",
    interval: "interval",
    counts: "of",
    as_of: "as of",
    totals: "All files",
    rejected_rows: "Rejected rows",
    incomplete: "* this period is not wholly inside the data",
    all_rejected: "every rejected row, with its reason: -f csv or --rejects FILE",
    rejects_hint: "add --rejects FILE to write all rejected rows with their reasons",
    refused_section: "no answer",
    nothing: "there is nothing to show",
    to: " – ",
    ascii_to: " to ",
    colon: ": ",
    per_cent: " %",
    and: ", ",
};

const JA: Phrases = Phrases {
    not_available: "n/a",
    none: "(なし)",
    all: "(全体)",
    yes: "はい",
    no: "いいえ",
    rows: "行数",
    used: "使用",
    merged: "統合",
    excluded: "除外",
    rejected: "却下",
    refused: "受け付けず",
    set_aside: "対象外",
    warning: "注意",
    error: "エラー",
    interval: "区間",
    counts: "内訳",
    as_of: "基準日",
    totals: "全ファイル",
    rejected_rows: "却下した行",
    incomplete: "* この期間の一部はデータの範囲外です",
    all_rejected: "却下した全行と理由は -f csv または --rejects FILE で出力できます",
    rejects_hint: "--rejects FILE を付けると、却下した全行を理由とともに書き出します",
    refused_section: "回答なし",
    nothing: "表示するものがありません",
    to: "～",
    ascii_to: "~",
    // Full width and without a blank, so that a long sentence may break anywhere behind it.
    colon: "：",
    per_cent: "%",
    and: "、",
};

/// The phrases of a language.
pub const fn phrases(lang: Lang) -> &'static Phrases {
    match lang {
        Lang::En => &EN,
        Lang::Ja => &JA,
    }
}
