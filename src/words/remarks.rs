//! The sentences of warnings and refusals: a template per code, its facts in braces.

use super::{Lang, cautions, connections, findings, forecasts, jobs, joints, refusals, system};
use crate::answer::Warning;
use crate::answer::reason::Reason;

/// The sentence of a warning or a refusal; an unknown code speaks for itself, with its facts.
pub fn warning(lang: Lang, warning: &Warning) -> String {
    if let Some((en, ja)) = sentence(warning.code) {
        return fill(lang, lang.pick(en, ja), warning);
    }
    if let Some(reason) = Reason::ALL.into_iter().find(|reason| reason.code() == warning.code) {
        let (wrong, remedy) = super::reason(lang, reason);
        return format!("{wrong}; {remedy}");
    }
    let facts: Vec<String> = warning.facts.iter().map(|(name, text)| format!("{name} {text}")).collect();
    if facts.is_empty() { warning.code.to_owned() } else { format!("{}: {}", warning.code, facts.join(", ")) }
}

/// The sentence of a code, wherever it is kept.
fn sentence(code: &str) -> Pair {
    remark(code)
        .or_else(|| cautions::of_behaviour(code))
        .or_else(|| findings::of_input(code))
        .or_else(|| jobs::of_job(code))
        .or_else(|| refusals::of_section(code))
        .or_else(|| refusals::of_file(code))
        .or_else(|| forecasts::remark(code))
        .or_else(|| forecasts::refusal(code))
        .or_else(|| connections::remark(code))
}

/// Puts the facts into the braces of a template; facts may themselves hold braces, so it is walked once.
pub(super) fn fill(lang: Lang, template: &str, warning: &Warning) -> String {
    let mut text = String::with_capacity(template.len() + 32);
    let mut rest = template;
    while let Some((before, (name, after))) = rest.split_once('{').and_then(|(b, a)| Some((b, a.split_once('}')?))) {
        joints::add(&mut text, before);
        debug_assert!(warning.facts.iter().any(|(known, _)| *known == name), "{} lacks {name}", warning.code);
        joints::add(&mut text, &shown(lang, name, warning.fact(name)));
        rest = after;
    }
    joints::add(&mut text, rest);
    text
}

/// A fact as a person writes it: counts in groups of three, a share as per cent.
fn shown(lang: Lang, name: &str, fact: &str) -> String {
    match name {
        "rule" => super::rule(lang, fact).to_owned(),
        "error" => system::written(lang, fact).unwrap_or(fact).to_owned(),
        "count" | "n" if !fact.is_empty() && fact.bytes().all(|b| b.is_ascii_digit()) => thousands(fact),
        "group" if fact == "(all)" => lang.pick("(all)", "(全体)").to_owned(),
        "share" => match fact.parse::<f64>() {
            Ok(share) if (0.0..=1.0).contains(&share) => format!("{:.1} %", share * 100.0),
            _ => fact.to_owned(),
        },
        _ if fact.is_empty() => lang.pick("(none)", "(なし)").to_owned(),
        _ => fact.to_owned(),
    }
}

fn thousands(digits: &str) -> String {
    let mut text = String::with_capacity(digits.len() * 4 / 3);
    for (place, digit) in digits.chars().enumerate() {
        if place > 0 && (digits.len() - place).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

type Pair = Option<(&'static str, &'static str)>;

/// What makes a number less reliable, or must be known.
fn remark(code: &str) -> Pair {
    Some(match code {
        "small-group" => (
            "{group}: fewer than 30 ({n}), so the figures can swing by chance; use fewer groups or a longer window",
            "{group}: 30件未満 ({n}件) のため、数値は偶然に大きく動きます。分類を減らすか期間を延ばしてください",
        ),
        "float-noise" => (
            "{count} amounts carried the rounding noise of a spreadsheet and were read as the short amount meant; \
             this changes the total by {total}",
            "計算誤差を含む金額 {count}件を本来の金額として読みました。合計の変化は {total} です",
        ),
        "incomplete-window" => (
            "the window {from} to {to} is not wholly inside the data; nothing was scaled up",
            "期間 {from}～{to} の一部はデータの範囲外です。補正はしていません",
        ),
        "currencies-counted" => (
            "orders in several currencies are counted together: {currencies}; --currency counts those of one",
            "通貨の違う注文 ({currencies}) をまとめて数えています。一つの通貨だけを数えるには --currency を使ってください",
        ),
        "currencies-converted" => (
            "orders of other currencies are converted into {currency} by the rates of their day: {orders}",
            "ほかの通貨の注文を、注文日のレートで {currency} に換算しています: {orders}",
        ),
        "customers-differ" => (
            "{count} customers stand in the customers files with different values of \"{column}\", first in {place}; the later row counts, \
             so keep one row for each customer",
            "顧客ファイルで \"{column}\" の値が行によって違う顧客が {count}人います (最初は {place})。後の行を使うため、顧客ごとに1行だけ残してください",
        ),
        "order-two-customers" => (
            "{count} order ids belong to two customers each and were read as separate orders; tills reuse numbers",
            "注文ID {count}件に顧客が二人いるため、別の注文として扱いました",
        ),
        "incomplete-orders" => (
            "{count} orders lost a rejected row, so their amounts may be too small; correct those rows",
            "読み込めない行を含む注文が {count}件あり、金額が少なく出ている可能性があります。該当行を訂正してください",
        ),
        "refund-without-order" => (
            "{count} refunds have no order in these files; add the earlier export to match them",
            "元の注文がない返金が {count}件あります。以前のエクスポートも加えてください",
        ),
        "date-reading" => (
            "{path}: dates in \"{column}\" are read as {reading}; --date-format settles it",
            "{path}: 「{column}」の日付は {reading} として読みました。--date-format で指定できます",
        ),
        "decimal-comma" => (
            "{path}: \"{column}\" is read with a decimal comma; --decimal-point reads it the other way",
            "{path}: 「{column}」のコンマは小数点として読みました。--decimal-point で変えられます",
        ),
        "encoding" => (
            "{path}: read as {encoding}; --encoding names another",
            "{path}: 文字コードは {encoding} として読みました。--encoding で指定できます",
        ),
        "passed-over-column" => (
            "{role} is taken from \"{taken}\", not from \"{passed}\"; --map {role}=COLUMN changes it",
            "{role} は「{passed}」ではなく「{taken}」から取りました。--map {role}=列名 で変えられます",
        ),
        "float-ids" => (
            "{path}: every id ends in .0, as spreadsheets write numbers ({count} cells); the .0 is left out",
            "{path}: IDの末尾がすべて .0 です（{count} 個）。.0 を除いて読みました",
        ),
        "float-ids-kept" => (
            "{count} cells of ids end in .0, as spreadsheets write numbers, and {others} do not: they are not told to be the same; \
             `loyalty check` names those that meet",
            "末尾が .0 のIDが {count} 個、そうでないIDが {others} 個あります。同じIDとはみなしません。重なるものは loyalty check で確かめられます",
        ),
        "history-assumed" => (
            "{share} of the customers have no joining date: they count as new at their first order in the data; \
             --burn-in 12m leaves out those first seen in its first year",
            "顧客の {share} は入会日が不明なため、データ内の最初の注文で新規としました。--burn-in 12m でデータの最初の1年に現れた顧客を除けます",
        ),
        "first-window-large" => (
            "{share} of all customers are first seen in {from} – {to}, where the data begin; many of them are probably older, \
             and only look new: --burn-in leaves them out",
            "全顧客の {share} が、データの始まる {from}〜{to} に初めて購入しています。多くはデータより前からの顧客と思われます。--burn-in で除けます",
        ),
        "duplicate-file" => (
            "{path} has the same content as {other} and adds nothing",
            "{path} は {other} と同じ内容のため、加えていません",
        ),
        "overlapping-orders" => (
            "{count} orders stand in two files; the later file replaces the earlier one",
            "二つのファイルにある注文が {count}件あり、後のファイルで置き換えました",
        ),
        "unknown-returns" => (
            "{path}: {count} of {n} returns name an order that is in no file; add the files of those orders, or name the \
             right column with --map returns.order=COLUMN",
            "{path}: 返品 {n}件のうち {count}件の注文がどのファイルにもありません。その注文のファイルを加えるか、\
             --map returns.order=列名 で正しい列を指定してください",
        ),
        "extrapolation-capped" => (
            "the lifespan is limited to the {years} years that the data cover; --extrapolate goes beyond",
            "継続期間はデータのある {years}年までとしました。--extrapolate で延ばせます",
        ),
        "ltv-below-historic" => (
            "less than customers have already paid (historic): {methods}; a shorter lifespan than customers really have is the usual cause",
            "これまでの支払額 (historic) を下回っています: {methods}。継続期間が実際より短い場合によく起こります",
        ),
        "margin-column-unused" => (
            "the column \"{column}\" looks like a cost or margin and is not used; --map margin=COLUMN or cost=COLUMN uses it",
            "「{column}」は原価か利益の列のようですが、使っていません。--map margin=列名 か cost=列名 で使えます",
        ),
        "circular-comparison" => (
            "loyal customers are picked by the same purchases that are summed here; compare with the difference by \
             chance alone, and with the one where the window before picks them (\"picked earlier\")",
            "ロイヤル顧客の判定と集計に同じ購入を使っています。偶然だけによる差や、前期間で判定した差と比べてください",
        ),
        "circular-top" => (
            "the customers with the most revenue are picked by the revenue that is summed here, so a difference is \
             certain: chance alone would show the one beside it; where the window before picks them (\"picked earlier\"), it says something",
            "集計する売上そのもので上位顧客を選んでいるため、差が出るのは当然です。偶然だけの差と比べ、前期間で判定した差を見てください",
        ),
        "loyal-unknown" => (
            "no customer has {values} (there are: {known}); nobody is loyal by that",
            "{values} の顧客はいません（あるのは {known}）。この条件でロイヤルになる顧客はいません",
        ),
        "loyal-as-exported" => (
            "\"{column}\" says what customers are on the day of the export, perhaps because of the purchases summed here",
            "「{column}」は書き出した日の値です。ここで集計した購入の結果かもしれません",
        ),
        "settings" => (
            "settings are taken from {path}; --no-config leaves them out",
            "設定を {path} から読みました。--no-config で無視できます",
        ),
        "not-needed" => (
            "{path} is not read: its {kind} have no part in this question",
            "{path} は読み込みません。この質問には使わないファイルです ({kind})",
        ),
        "group-overlap" => (
            "a customer can stand in several groups of \"{dimension}\", so the groups add up to more than the whole; \
             --by {first} gives each customer one",
            "一人の顧客が「{dimension}」の複数のグループに入るため、合計は全体と一致しません。--by {first} で一つに決まります",
        ),
        "group-totals" => (
            "{count} orders have one total for lines of several groups, and it counts in the group of the first line: how \
             money divides between the groups is not known",
            "{count}件の注文は、複数のグループの明細に対して合計が一つしかなく、最初の明細のグループに入れました。グループごとの金額はわかりません",
        ),
        "column-of-several" => (
            "files of {taken} and of {kind} have the column \"{column}\"; that of the {taken} is taken, and --by {kind}.{name} takes \
             the other",
            "「{column}」は {taken} と {kind} の両方のファイルにあり、{taken} の列を使いました。--by {kind}.{name} でもう一方を使えます",
        ),
        "beside-bands" => (
            "{count} different texts in \"{dimension}\" are no numbers; each is a group of its own beside the bands",
            "「{dimension}」に数値でない文字列が{count}種類あり、区間とは別のグループになります",
        ),
        "latest-undecided" => (
            "{count} answers have no customer or no date, so nothing tells which is the last; each counts as it stands",
            "{count}件の回答には顧客か日付がなく、どれが最後か判断できないため、すべて数えました",
        ),
        "scale-assumed" => (
            "the scale is assumed to run from {min} to {max}; --scale {min}-{max} confirms it",
            "尺度は {min}～{max} と仮定しました。--scale {min}-{max} で確定できます",
        ),
        "narrow-interval" => (
            "with only {n} the interval is too narrow to be trusted",
            "{n}件しかないため、区間は実際より狭く出ています",
        ),
        "no-interval" => ("there are too few customers for an interval", "顧客が少なすぎるため、区間は求められません"),
        "partial-year" => (
            "the data cover only a part of {year}, which counts as a whole year; --years rolling avoids it",
            "{year}年はデータの一部しかありませんが、1年として数えています。--years rolling で避けられます",
        ),
        "two-questions" => (
            "several columns hold scores: {columns}; --map score=COLUMN chooses one",
            "点数の列が複数あります: {columns}。--map score=列名 で選んでください",
        ),
        "currency-unknown" => (
            "the sign {symbol} stands for several currencies; name one with --currency",
            "{symbol} はいくつもの通貨に使われます。--currency で指定してください",
        ),
        "currency-assumed" => (
            "{count} amounts name no currency and are taken to be in {currency}, as the others are; --currency {currency} says so",
            "通貨の書かれていない金額が {count} 件あり、ほかと同じ {currency} とみなしました。--currency {currency} で明示できます",
        ),
        "several-totals" => (
            "{count} orders have different totals on their lines: each different amount was added once; if a line has an amount of its \
             own, say --amount-per line",
            "行ごとに合計の異なる注文が {count} 件あり、異なる金額を一度ずつ足しました。行ごとの金額であれば --amount-per line を指定してください",
        ),
        "three-decimals" => (
            "{path}: {count} amounts in the column `{column}` have three decimals and the others fewer; they are read with the same \
             decimal mark, not as thousands; correct any that are",
            "{path}: 列 `{column}` に小数第3位まである金額が {count} 件あり、ほかは第2位までです。桁区切りではなく、同じ小数点として読みました。\
             桁区切りであれば直してください",
        ),
        "definitions-span" => (
            "other definitions of this rate give from {least} to {most}: --definitions shows them side by side",
            "この率は定義によって {least} から {most} まで変わります。--definitions で並べて見られます",
        ),
        "no-lapse" => (
            "no silence seen so far tells a lost customer from one who will come back, so there is no survival lifespan; --lapse 365d sets one",
            "どれだけ間が空いても戻る顧客がいるため離脱の日数が決まらず、生存曲線による期間は出せません。--lapse 365d のように指定できます",
        ),
        "no-score-above-five" => (
            "no score is above 5: is this a scale from 0 to 10?",
            "5 を超える点がありません。0～10 の尺度か確かめてください",
        ),
        "customer-fallback" => (
            "in {count} of the rows the first customer column is blank, and another one, such as an address, names the customer: \
             whoever stands in both counts twice; --map customer=COLUMN uses one column alone",
            "顧客の列が空欄の {count}行では、メールアドレスなど別の列で顧客を決めました。両方の列にいる人は二人と数えます。\
             --map customer=列名 で一つの列だけを使います",
        ),
        "rows-without-order-id" => (
            "{count} rows have no order id: each of them counts as an order of its own",
            "注文番号のない行が {count} 行あります。それぞれ一つの注文として数えました",
        ),
        "literal-quotes" => (
            "{path}: {count} rows have quotation marks inside unquoted cells: they are kept as characters",
            "{path}: 引用符で囲まれていないセルの中に引用符がある行が {count} 行あります。文字として扱いました",
        ),
        "several-questions" => (
            "{path}: \"{column}\" names several questions, and the answers to all of them count together; --by \"{column}\" shows each \
             by itself",
            "{path}: 「{column}」に複数の設問があり、すべての設問の回答を合わせて数えました。--by \"{column}\" で設問ごとに分けられます",
        ),
        "stray-bytes" => (
            "{path}: {count} rows hold bytes that are not UTF-8 in columns that nothing was read from",
            "{path}: 読み取りに使わない列に UTF-8 でないバイトがある行が {count} 行あります",
        ),
        "trailing-blanks" => (
            "{path}: {count} rows have more cells than the header, all of them blank: the surplus was ignored",
            "{path}: 見出しより列の多い行が {count} 行ありますが、余りは空なので無視しました",
        ),
        "mixed-date-forms" => (
            "{path}: {count} dates have another form than the rest of their column, one that leaves no doubt",
            "{path}: 列の他の値と書式の違う日付が {count} 件ありますが、一通りにしか読めません",
        ),
        "no-final-line-end" => (
            "{path}: the last line has no end: check that the file was not cut off",
            "{path}: 最後の行に改行がありません。ファイルが途中で切れていないか確かめてください",
        ),
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Every code that has a sentence, for the test that both languages name the same facts.
    const CODES: &[&str] = &[
        "several-questions",
        "stray-bytes",
        "column-of-several",
        "group-totals",
        "beside-bands",
        "latest-undecided",
        "threshold-changed",
        "restated",
        "restated-because",
        "history-pruned",
        "no-history",
        "rest-of-orders",
        "last-days-missing",
        "definitions-horizon",
        "reconcile-per-cent",
        "tenths-uneven",
        "tier-order-unknown",
        "tiers-today-though",
        "loyal-unknown",
        "changes-hidden",
        "only-guests",
        "only-refunds",
        "required-section",
        "unknown-variable",
        "threshold-broken",
        "threshold-undefined",
        "threshold-unanswered",
        "few-scores",
        "segments-empty",
        "segments-shadowed",
        "periods-pooled",
        "period-not-over",
        "first-cohort-large",
        "lapse-back-test",
        "churn-by-rule",
        "retention-of-orders",
        "no-rhythm",
        "no-period-before",
        "damaged-archive",
        "swelling-archive",
        "not-encoded",
        "customer-fallback",
        "export-without-amounts",
        "small-group",
        "float-noise",
        "incomplete-window",
        "currencies-counted",
        "currencies-converted",
        "customers-differ",
        "order-two-customers",
        "incomplete-orders",
        "refund-without-order",
        "date-reading",
        "decimal-comma",
        "encoding",
        "passed-over-column",
        "ids-differ-in-case",
        "float-ids",
        "float-ids-kept",
        "history-assumed",
        "first-window-large",
        "duplicate-file",
        "overlapping-orders",
        "unknown-returns",
        "extrapolation-capped",
        "ltv-below-historic",
        "margin-column-unused",
        "circular-comparison",
        "circular-top",
        "loyal-as-exported",
        "settings",
        "not-needed",
        "no-orders",
        "no-answers",
        "no-periods",
        "no-window-before",
        "group-overlap",
        "scale-assumed",
        "narrow-interval",
        "no-interval",
        "partial-year",
        "two-questions",
        "currency-unknown",
        "several-totals",
        "three-decimals",
        "currency-assumed",
        "no-transactions",
        "no-surveys",
        "no-question",
        "no-amount",
        "no-customer",
        "no-date",
        "nothing-in-window",
        "several-currencies",
        "scale-unknown",
        "direction-unknown",
        "score-range",
        "title-lines",
        "no-rows",
        "rows-left-out",
        "after-as-of",
        "stray-dates",
        "one-order-each",
        "answers-of-nobody",
        "damaged-order-ids",
        "identical-rows",
        "ids-differ-in-width",
        "ids-differ-in-form",
        "ids-differ-in-blanks",
        "mixed-float-ids",
        "another-table",
        "other-delimiter",
        "ambiguous-short-date",
        "duplicate-column",
        "no-header-row",
        "quoted-lines",
        "record-too-long",
        "unclosed-quote",
        "is-spreadsheet",
        "is-web-page",
        "is-pdf",
        "is-json",
        "is-lfs-pointer",
        "is-utf32",
        "is-utf16le",
        "is-utf16be",
        "is-jis",
        "is-archive",
        "is-binary",
    ];

    fn names(template: &str) -> Vec<&str> {
        let mut names: Vec<&str> =
            template.split('{').skip(1).filter_map(|part| part.split_once('}')).map(|(name, _)| name).collect();
        names.sort_unstable();
        names.dedup();
        names
    }

    #[test]
    fn both_languages_name_the_same_facts() {
        for &code in CODES {
            let Some((en, ja)) = sentence(code) else {
                assert_eq!(code, "score-range", "worded as a reason");
                continue;
            };
            assert_eq!(names(en), names(ja), "{code}");
            assert!(!en.contains('\n') && !en.starts_with(char::is_uppercase) && !en.ends_with('.'), "{en}");
        }
    }

    #[test]
    fn facts_stand_where_the_sentence_needs_them() {
        let small = Warning::new("small-group", [("group", "{n}".to_owned()), ("n", "1234".to_owned())]);
        assert!(warning(Lang::En, &small).starts_with("{n}: fewer than 30 (1,234)"));
        let history = Warning::new("history-assumed", [("share", "0.834".to_owned())]);
        assert!(warning(Lang::Ja, &history).starts_with("顧客の 83.4 % は"));
    }

    #[test]
    fn no_sentence_asks_back_where_a_fact_is_blank() {
        for &code in CODES {
            let (en, ja) = sentence(code).unwrap_or_default();
            let blank = |template| names(template).into_iter().map(|name| (name, String::new())).collect::<Vec<_>>();
            let facts = blank(en);
            let told = Warning { code, facts };
            for (lang, template) in [(Lang::En, en), (Lang::Ja, ja)] {
                let asked = |text: &str| text.matches(['?', '？']).count();
                assert_eq!(asked(&fill(lang, template, &told)), asked(template), "{code}");
            }
        }
    }

    #[test]
    fn an_unknown_code_speaks_for_itself() {
        let odd = Warning::new("odd-thing", [("count", "3".to_owned())]);
        assert_eq!(warning(Lang::En, &odd), "odd-thing: count 3");
        assert_eq!(
            warning(Lang::En, &Warning::new("score-range", [])),
            "the score lies outside its scale; correct it, or name the right column with --map score=COLUMN, or the \
             scale of CSAT and CES with --scale"
        );
    }
}
