//! What is wrong with a rejected row, what was expected instead, and what to do.

use super::Lang;
use crate::answer::reason::Reason;
use std::borrow::Cow;

/// The sentences of a reason: what is wrong, and what to do.
pub const fn reason(lang: Lang, reason: Reason) -> (&'static str, &'static str) {
    match lang {
        Lang::En => english(reason),
        Lang::Ja => japanese(reason),
    }
}

/// What was expected in place of what was found; `fact` is what the place itself adds, such as the ends of a scale.
pub fn expectation(lang: Lang, reason: Reason, fact: Option<&str>) -> Cow<'static, str> {
    let Some(fact) = fact else { return Cow::Borrowed(expected(lang, reason)) };
    let worded = match reason {
        Reason::BadScore | Reason::ScoreNotWhole | Reason::ScoreRange => ends(fact).map(|(low, high)| match lang {
            Lang::En => format!("a whole number from {low} to {high}"),
            Lang::Ja => format!("{low}から{high}までの整数"),
        }),
        Reason::FieldCount => fact.parse::<u64>().ok().map(|count| match lang {
            Lang::En => format!("{count} fields"),
            Lang::Ja => format!("{count}項目"),
        }),
        Reason::BadDate | Reason::MissingDate => Some(match lang {
            Lang::En => format!("a date as {fact}"),
            Lang::Ja => format!("{fact} の形の日付"),
        }),
        Reason::MissingAmount
        | Reason::BadAmount
        | Reason::AmbiguousAmount
        | Reason::AmountTooLarge
        | Reason::BadTime
        | Reason::OtherWeekday
        | Reason::NoSuchDay
        | Reason::DateOutOfRange
        | Reason::MissingCurrency
        | Reason::BadCurrency
        | Reason::CurrencyConflict
        | Reason::MissingCustomer
        | Reason::BadEncoding
        | Reason::NulByte
        | Reason::BadQuote
        | Reason::TooLong
        | Reason::TotalRow
        | Reason::DamagedId
        | Reason::BadQuantity
        | Reason::BadGroup
        | Reason::MissingOrder
        | Reason::NegativeReturn => None,
    };
    Cow::Owned(worded.unwrap_or_else(|| fact.to_owned()))
}

/// The two numbers of `0 to 10`, `0-10`, `0..10`.
fn ends(fact: &str) -> Option<(&str, &str)> {
    let mut numbers = fact.split(|c: char| !c.is_ascii_digit()).filter(|part| !part.is_empty());
    match (numbers.next(), numbers.next(), numbers.next()) {
        (Some(low), Some(high), None) => Some((low, high)),
        _ => None,
    }
}

const fn english(reason: Reason) -> (&'static str, &'static str) {
    match reason {
        Reason::FieldCount => (
            "the row has more or fewer fields than the header",
            "look for a delimiter or a quotation mark inside a field, or export the file again",
        ),
        Reason::MissingAmount => {
            ("the amount is blank", "fill it in, or name the right column with --map amount=COLUMN")
        }
        Reason::BadAmount => (
            "the amount is no number",
            "correct it, or name the right column with --map, such as amount=COLUMN or cost=COLUMN",
        ),
        Reason::AmbiguousAmount => {
            ("the amount can be read in two ways", "say which with --decimal-comma or --decimal-point")
        }
        Reason::AmountTooLarge => ("the amount has more digits than can be kept exactly", "correct it in the file"),
        Reason::MissingDate => ("the date is blank", "fill it in, or name the right column with --map date=COLUMN"),
        Reason::BadTime => {
            ("the time of day cannot be read", "correct it, or name the right column with --map time=COLUMN")
        }
        Reason::OtherWeekday => ("the weekday beside the date is that of another day", "correct the one or the other"),
        Reason::BadDate => ("the date does not have the form of its column", "correct it, or give --date-format"),
        Reason::NoSuchDay => ("there is no such day in the calendar", "correct it, or give --date-format"),
        Reason::DateOutOfRange => ("the year lies outside 1900 to 2199", "correct it, or give --date-format"),
        Reason::MissingCurrency => ("the currency is blank where other rows have one", "fill in the currency"),
        Reason::BadCurrency => ("there is no such currency code", "write the three letters of ISO 4217, such as USD"),
        Reason::CurrencyConflict => {
            ("the amount and the currency column name different currencies", "correct whichever of the two is wrong")
        }
        Reason::BadScore => ("the score is no number", "correct it, or name the right column with --map score=COLUMN"),
        Reason::ScoreNotWhole => {
            ("the score is no whole number", "make sure that this column holds single answers, not means")
        }
        Reason::ScoreRange => (
            "the score lies outside its scale",
            "correct it, or name the right column with --map score=COLUMN, or the scale of CSAT and CES with --scale",
        ),
        Reason::MissingCustomer => ("the customer id is blank", "fill it in, or leave the row out"),
        Reason::BadEncoding => (
            "the row holds bytes that are not in the file's encoding",
            "save these rows in the encoding of the others, or name the encoding with --encoding",
        ),
        Reason::NulByte => ("the row holds a NUL byte", "export the file again; it may have been cut off or damaged"),
        Reason::BadQuote => (
            "a quotation mark stands where none may stand, or is never closed",
            "double it inside a quoted field, or export the file again",
        ),
        Reason::TooLong => (
            "the record is larger than 16 MiB, or a field larger than 1 MiB",
            "look for a quotation mark that is never closed",
        ),
        Reason::TotalRow => ("this is a total, no row of its own", "delete the total rows from the file"),
        Reason::DamagedId => {
            ("a spreadsheet has damaged this id", "export the file again, and import the column as text")
        }
        Reason::BadQuantity => {
            ("the quantity is no number", "correct it, or name the right column with --map quantity=COLUMN")
        }
        Reason::BadGroup => {
            ("the group is neither treated nor control", "correct it, or name the right column with --map group=COLUMN")
        }
        Reason::MissingOrder => {
            ("the return names no order", "fill it in, or name the right column with --map returns.order=COLUMN")
        }
        Reason::NegativeReturn => (
            "what was given back is below zero",
            "write it as a positive amount, or name the file with --transactions, where amounts below zero are refunds",
        ),
    }
}

const fn japanese(reason: Reason) -> (&'static str, &'static str) {
    match reason {
        Reason::FieldCount => (
            "項目の数が見出し行と違います",
            "項目の中に区切り文字や引用符がないか確かめるか、もう一度エクスポートしてください",
        ),
        Reason::MissingAmount => ("金額が空欄です", "金額を入れるか、--map amount=列名 で正しい列を指定してください"),
        Reason::BadAmount => ("金額が数値ではありません", "訂正するか、--map amount=列名 で正しい列を指定してください"),
        Reason::AmbiguousAmount => {
            ("金額が二通りに読めます", "--decimal-comma または --decimal-point で読み方を指定してください")
        }
        Reason::AmountTooLarge => ("金額の桁数が正確に扱える範囲を超えています", "ファイルを訂正してください"),
        Reason::MissingDate => ("日付が空欄です", "日付を入れるか、--map date=列名 で正しい列を指定してください"),
        Reason::BadTime => ("時刻を読み取れません", "訂正するか、--map time=列名 で正しい列を指定してください"),
        Reason::OtherWeekday => ("日付に添えられた曜日が合いません", "日付か曜日を訂正してください"),
        Reason::BadDate => ("日付の形がほかの行と違います", "訂正するか、--date-format で形を指定してください"),
        Reason::NoSuchDay => ("暦にない日付です", "訂正するか、--date-format で形を指定してください"),
        Reason::DateOutOfRange => {
            ("年が1900～2199の範囲にありません", "訂正するか、--date-format で形を指定してください")
        }
        Reason::MissingCurrency => ("ほかの行にある通貨が空欄です", "通貨を入れてください"),
        Reason::BadCurrency => ("存在しない通貨コードです", "ISO 4217 の3文字 (JPY など) で書いてください"),
        Reason::CurrencyConflict => ("金額の通貨と通貨列が食い違っています", "どちらかを訂正してください"),
        Reason::BadScore => ("点数が数値ではありません", "訂正するか、--map score=列名 で正しい列を指定してください"),
        Reason::ScoreNotWhole => ("点数が整数ではありません", "この列が平均ではなく一件ごとの回答か確かめてください"),
        Reason::ScoreRange => (
            "点数が尺度の範囲にありません",
            "訂正するか、--map score=列名 で正しい列を、CSATとCESは --scale で尺度を指定してください",
        ),
        Reason::MissingCustomer => ("顧客IDが空欄です", "顧客IDを入れるか、その行を外してください"),
        Reason::BadEncoding => {
            ("ファイルの文字コードにないバイトがあります", "--encoding で文字コードを指定してください")
        }
        Reason::NulByte => {
            ("NUL バイトがあります", "途中で切れたか壊れたファイルです。もう一度エクスポートしてください")
        }
        Reason::BadQuote => (
            "引用符の位置が正しくないか、閉じていません",
            "引用符の中では二つ重ねるか、もう一度エクスポートしてください",
        ),
        Reason::TooLong => {
            ("1行が16 MiB、または1項目が1 MiBを超えています", "閉じていない引用符がないか確かめてください")
        }
        Reason::TotalRow => ("合計行です", "ファイルから合計行を除いてください"),
        Reason::DamagedId => {
            ("表計算ソフトで壊れたIDです", "列を文字列として取り込み、もう一度エクスポートしてください")
        }
        Reason::BadQuantity => {
            ("数量が数値ではありません", "訂正するか、--map quantity=列名 で正しい列を指定してください")
        }
        Reason::BadGroup => (
            "配信群 (treated) でも対照群 (control) でもありません",
            "訂正するか、--map group=列名 で正しい列を指定してください",
        ),
        Reason::MissingOrder => {
            ("返品の注文番号が空欄です", "注文番号を入れるか、--map returns.order=列名 で正しい列を指定してください")
        }
        Reason::NegativeReturn => (
            "返品の金額が負の数です",
            "正の金額で書くか、負の金額を返金とみなす --transactions でこのファイルを指定してください",
        ),
    }
}

const fn expected(lang: Lang, reason: Reason) -> &'static str {
    let (en, ja) = match reason {
        Reason::FieldCount => ("as many fields as the header has", "見出し行と同じ数の項目"),
        Reason::MissingAmount | Reason::BadAmount => ("an amount such as 1234.50", "1234.50 のような金額"),
        Reason::AmbiguousAmount => ("an amount that can be read in one way only", "一通りに読める金額"),
        Reason::AmountTooLarge => ("an amount of at most 18 digits, decimals included", "小数部を含めて18桁以内の金額"),
        Reason::MissingDate | Reason::BadDate => ("a date as in the other rows", "ほかの行と同じ形の日付"),
        Reason::BadTime => ("a time of day such as 09:30", "09:30 のような時刻"),
        Reason::OtherWeekday => ("a date with its own weekday, or none", "曜日の合う日付、または曜日のない日付"),
        Reason::NoSuchDay => ("a day of the calendar", "暦にある日付"),
        Reason::DateOutOfRange => ("a year from 1900 to 2199", "1900から2199までの年"),
        Reason::MissingCurrency | Reason::BadCurrency => ("a currency code such as USD", "JPY のような通貨コード"),
        Reason::CurrencyConflict => ("the currency of the currency column", "通貨列と同じ通貨"),
        Reason::BadScore | Reason::ScoreNotWhole => ("a whole number", "整数"),
        Reason::ScoreRange => ("a whole number on the scale", "尺度の範囲の整数"),
        Reason::MissingCustomer => ("a customer id", "顧客ID"),
        Reason::BadEncoding => ("text in the file's encoding", "ファイルの文字コードの文字"),
        Reason::NulByte => ("text without NUL bytes", "NUL バイトのない文字列"),
        Reason::BadQuote => ("quotation marks around whole fields only", "項目全体を囲む引用符"),
        Reason::TooLong => ("a record below 16 MiB with fields below 1 MiB", "16 MiB以内の行、1 MiB以内の項目"),
        Reason::TotalRow => ("a single order or answer", "一件の注文または回答"),
        Reason::DamagedId => ("an id with all of its digits", "すべての桁がそろったID"),
        Reason::BadQuantity => ("a quantity such as 3", "3 のような数量"),
        Reason::BadGroup => ("treated or control", "treated か control"),
        Reason::MissingOrder => ("an order id", "注文番号"),
        Reason::NegativeReturn => ("an amount above zero", "正の金額"),
    };
    lang.pick(en, ja)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_eachis_worded_in_both_languages() {
        for each in Reason::ALL {
            let (wrong, remedy) = reason(Lang::En, each);
            let (what, how) = reason(Lang::Ja, each);
            for text in [wrong, remedy, expected(Lang::En, each)] {
                assert!(!text.is_empty() && !text.contains('\n') && text.is_ascii(), "{text}");
                assert!(!text.ends_with('.'), "{text}");
            }
            for text in [what, how, expected(Lang::Ja, each)] {
                assert!(!text.is_empty() && !text.is_ascii() && !text.contains('\n'), "{text}");
            }
        }
    }

    #[test]
    fn the_ends_of_a_scale_complete_the_sentence() {
        let text = |lang, fact| expectation(lang, Reason::ScoreRange, fact);
        assert_eq!(text(Lang::En, Some("0 to 10")), "a whole number from 0 to 10");
        assert_eq!(text(Lang::Ja, Some("0-10")), "0から10までの整数");
        assert_eq!(text(Lang::En, None), "a whole number on the scale");
        assert_eq!(text(Lang::En, Some("a smiley")), "a smiley");
    }
}
