//! The words that only a page for a browser, a mail or a workbook needs.

use super::Lang;

/// Every such word; one value per language, so none can be forgotten.
#[derive(Debug, Clone, Copy)]
#[allow(missing_docs, reason = "each field is named by its English wording")]
pub struct PageWords {
    /// The language as browsers know it.
    pub tag: &'static str,
    pub headline: &'static str,
    pub contents: &'static str,
    pub skip: &'static str,
    pub unanswered: &'static str,
    pub rows: &'static str,
    pub money: &'static str,
    pub understood: &'static str,
    pub read_as: &'static str,
    pub table: &'static str,
    pub definition: &'static str,
    pub notes: &'static str,
    pub read: &'static str,
    pub compared: &'static str,
    pub rise: &'static str,
    pub fall: &'static str,
    pub unclear: &'static str,
    pub untested: &'static str,
    /// Behind the first rows of a long table.
    pub more_rows: &'static str,
    /// Below the heat of a cohort table.
    pub heat: &'static str,
    pub overview: &'static str,
    pub section: &'static str,
    pub figure: &'static str,
    pub others: &'static str,
    pub made_by: &'static str,
}

const EN: PageWords = PageWords {
    tag: "en",
    headline: "At a glance",
    contents: "Contents",
    skip: "Skip to the figures",
    unanswered: "Not answered",
    rows: "What became of the rows",
    money: "What became of the money",
    understood: "How the files were read",
    read_as: "read as",
    table: "table",
    definition: "Definition",
    notes: "Notes",
    read: "read",
    compared: "before",
    rise: "a rise beyond chance",
    fall: "a fall beyond chance",
    unclear: "cannot be told from chance",
    untested: "not tested",
    more_rows: "{rows} more rows: -f csv or -f xlsx has them all",
    heat: "The stronger the colour of a cell, the more of its customers bought again in that period.",
    overview: "Overview",
    section: "section",
    figure: "figure",
    others: "others",
    made_by: "made by loyalty {version}",
};

const JA: PageWords = PageWords {
    tag: "ja",
    headline: "主な数値",
    contents: "目次",
    skip: "本文へ移動",
    unanswered: "算出できない項目",
    rows: "行の内訳",
    money: "金額の内訳",
    understood: "ファイルの読み取り方",
    read_as: "読み取り",
    table: "表",
    definition: "定義",
    notes: "注記",
    read: "読込",
    compared: "前期",
    rise: "偶然を超える上昇",
    fall: "偶然を超える低下",
    unclear: "偶然の範囲と区別できません",
    untested: "検定なし",
    more_rows: "残り {rows} 行は -f csv または -f xlsx で出力できます",
    heat: "色が濃いほど、その期間に再び購入した顧客の割合が高いことを示します。",
    overview: "概要",
    section: "項目",
    figure: "指標",
    others: "その他",
    made_by: "loyalty {version} で作成",
};

/// The words of a language.
pub const fn page(lang: Lang) -> &'static PageWords {
    match lang {
        Lang::En => &EN,
        Lang::Ja => &JA,
    }
}
