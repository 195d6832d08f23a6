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
    /// Behind the number of rows, when nothing became of any but use.
    pub all_used: &'static str,
    /// What a tilde behind a group's name says.
    pub small: &'static str,
    /// Before the currency of all amounts.
    pub amounts_in: &'static str,
    /// Where amounts name no currency.
    pub no_currency: &'static str,
    pub note: &'static str,
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
    pub now: &'static str,
    /// What a figure is compared with.
    pub before: &'static str,
    /// The same, where it is all other groups.
    pub others: &'static str,
    pub change: &'static str,
    pub beyond_chance: &'static str,
    /// Behind a change of a share.
    pub points: &'static str,
    /// A part of an answer that is too long for a page.
    pub in_machine_formats: &'static str,
    pub windows: &'static str,
    pub lowest: &'static str,
    pub highest: &'static str,
    pub window_before: &'static str,
    pub this_window: &'static str,
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
    all_used: ", all used",
    small: "~ fewer than 30 in this group: its figures can swing by chance",
    amounts_in: "amounts in ",
    no_currency: "currency not named (--currency does)",
    note: "note",
    nothing: "there is nothing to show",
    to: " – ",
    ascii_to: " to ",
    colon: ": ",
    per_cent: " %",
    and: ", ",
    now: "now",
    before: "before",
    others: "others",
    change: "change",
    beyond_chance: "beyond chance",
    points: " pt",
    in_machine_formats: "{name}: {rows} rows, with -f json",
    windows: "windows",
    lowest: "lowest",
    highest: "highest",
    window_before: "the one before",
    this_window: "this one",
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
    rejected: "読込不可",
    refused: "読み込めません",
    set_aside: "対象外",
    warning: "注意",
    error: "エラー",
    interval: "信頼区間",
    counts: "内訳",
    as_of: "基準日",
    totals: "全ファイル",
    rejected_rows: "読み込めない行",
    incomplete: "* この期間の一部はデータの範囲外です",
    all_rejected: "読み込めない全行とその理由は -f csv または --rejects FILE で出力できます",
    rejects_hint: "--rejects FILE を付けると、読み込めない全行を理由とともに書き出します",
    all_used: "、すべて使用",
    small: "~ 30件未満のため、数値は偶然に大きく動きます",
    amounts_in: "金額の通貨 ",
    no_currency: "通貨の指定なし（--currency で指定）",
    note: "参考",
    nothing: "表示するものがありません",
    to: "～",
    ascii_to: "~",
    // Full width and without a blank, so that a long sentence may break anywhere behind it.
    colon: "：",
    per_cent: "%",
    and: "、",
    now: "今回",
    before: "前",
    others: "その他",
    change: "変化",
    beyond_chance: "偶然を超えるか",
    points: "pt",
    in_machine_formats: "{name}: {rows}行（-f json で出力）",
    windows: "期間の数",
    lowest: "最低",
    highest: "最高",
    window_before: "前回",
    this_window: "今回",
};

/// The phrases of a language.
pub const fn phrases(lang: Lang) -> &'static Phrases {
    match lang {
        Lang::En => &EN,
        Lang::Ja => &JA,
    }
}
